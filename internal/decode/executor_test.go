package decode

import (
	"encoding/binary"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"pgregory.net/rapid"

	"mevbot/internal/amm"
	"mevbot/internal/bindings"
)

var executor = Router{Address: common.HexToAddress("0xa4"), Kind: Executor}

// What the contract's own ABI encodes must be read back.
func TestRunsOfTheExecutor(t *testing.T) {
	d := New(Options{Routers: []Router{executor}})
	contract := bindings.NewExecutor()
	rapid.Check(t, func(t *rapid.T) {
		pools := drawAddresses(t, rapid.IntRange(1, 5).Draw(t, "hops"))
		in, profit, deadline := drawAmount(t), drawAmount(t), rapid.Uint64().Draw(t, "deadline")
		in.Rsh(in, 128)
		profit.Rsh(profit, 128)
		var route []byte
		for i, p := range pools {
			route = append(route, byte(i%2+1)<<1|byte(i&1))
			route = append(route, p[:]...)
			route = binary.BigEndian.AppendUint16(route, uint16(30*i))
		}
		if rapid.Bool().Draw(t, "look first") {
			route = append(route, rapid.SliceOfN(rapid.Byte(), 16, 16).Draw(t, "least")...)
		}
		tx := Tx{To: executor.Address, HasTo: true, Data: contract.PackExecute(in, profit, deadline, route)}
		intents, verdict := d.Intents(&tx, nil)
		if len(pools) < 2 || len(pools) > 4 {
			if verdict != Malformed {
				t.Fatalf("%d hops: %v", len(pools), verdict)
			}
			return
		}
		if verdict != Readable || len(intents) != 1 {
			t.Fatalf("%v, %d intents", verdict, len(intents))
		}
		got := &intents[0]
		if got.Mode != Cycle || !same(&got.Amount, in) || !same(&got.Bound, profit.Add(profit, in)) || got.Deadline != deadline || len(got.Hops) != len(pools) {
			t.Fatalf("%+v", got)
		}
		for i, leg := range got.Hops {
			if leg.Pool != pools[i] || leg.Family != amm.Family(i%2+1) || leg.Backwards != (i&1 == 1) || leg.Fee != uint32(3000*i*(1-i%2)) { // a concentrated pool has its own
				t.Fatalf("hop %d: %+v", i, leg)
			}
		}
	})
	for name, data := range map[string][]byte{"pause": contract.PackSetPaused(true), "sweep": contract.PackSweep(common.Address{})} {
		if _, verdict := d.Intents(&Tx{To: executor.Address, HasTo: true, Data: data}, nil); verdict != NotASwap {
			t.Errorf("%s: %v", name, verdict)
		}
	}
}
