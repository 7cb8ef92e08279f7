package devnet

import (
	"bytes"
	"log/slog"
	"math/big"
	"net"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ethereum/go-ethereum/consensus/misc/eip1559"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/params"
	"github.com/holiman/uint256"
	"pgregory.net/rapid"

	"mevbot/internal/chain"
)

func bigInt(n uint64) *big.Int { return new(big.Int).SetUint64(n) }

// clock is set by the test.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func newClock() *clock { return &clock{at: time.Unix(1_700_000_000, 0)} }

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

// A link delays every piece by the same time, so two that are sent together
// also arrive together, and what was sent before the end arrives.
func TestLinkDelaysWithoutSerialising(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := &link{delay: 5 * time.Millisecond, now: time.Now, conns: map[net.Conn]struct{}{}, log: slog.New(slog.DiscardHandler)}
		client, outside := net.Pipe()
		inside, server := net.Pipe()
		l.carry(outside, inside)
		l.carry(inside, outside)
		begun := time.Now()
		const pieces = 50
		for range pieces {
			if _, err := client.Write(bytes.Repeat([]byte{7}, 100)); err != nil {
				t.Fatal(err)
			}
		}
		if took := time.Since(begun); took != 0 {
			t.Errorf("the sender was held up for %v", took)
		}
		got := make([]byte, 100*pieces)
		for n := 0; n < len(got); {
			m, err := server.Read(got[n:])
			if err != nil {
				t.Fatal(err)
			}
			n += m
		}
		if took := time.Since(begun); took != 5*time.Millisecond {
			t.Errorf("%d pieces took %v, want one delay of 5ms", pieces, took)
		}
		l.slow(time.Second)
		begun = time.Now()
		if _, err := server.Write([]byte{1}); err != nil {
			t.Fatal(err)
		}
		_ = server.Close()
		if n, err := client.Read(got); n != 1 || err != nil {
			t.Errorf("last words: %d, %v", n, err)
		}
		if took := time.Since(begun); took != 5*time.Millisecond+slowness {
			t.Errorf("a slow link took %v", took)
		}
		if _, err := client.Read(got); err == nil {
			t.Error("the end did not arrive")
		}
		l.work.Wait()
	})
}

// The oracle is go-ethereum's rule for the next base fee.
func TestMissingGasMovesTheBaseFee(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		fee := rapid.Uint64Range(1_000_000, 1_000_000_000_000).Draw(t, "fee")
		target := rapid.Uint64Range(fee-fee/12, fee+fee/12).Draw(t, "target")
		used := rapid.Uint64Range(0, 12_000_000).Draw(t, "used")
		head := &types.Header{Number: big.NewInt(5), GasLimit: gasLimit, GasUsed: used, BaseFee: bigInt(fee)}
		gas := missingGas(head, uint256.NewInt(target))
		if gas > params.MaxTxGas || used+gas > gasLimit {
			t.Fatalf("%d more gas do not fit", gas)
		}
		natural := eip1559.CalcBaseFee(params.AllDevChainProtocolChanges, head).Uint64()
		head.GasUsed += gas
		next := eip1559.CalcBaseFee(params.AllDevChainProtocolChanges, head).Uint64()
		switch {
		case gas == 0: // already above, or so near that filling is not worth a transaction
			if next+fee/4000 < target {
				t.Fatalf("fee %d will be %d, target %d, and nothing is filled", fee, next, target)
			}
		case gas == params.MaxTxGas-fillSlack:
			if next < natural || next > target {
				t.Fatalf("as far as it goes: %d to %d, target %d, without %d", fee, next, target, natural)
			}
		case max(next, target)-min(next, target) > 1+fee/1_000_000:
			t.Fatalf("fee %d becomes %d, want %d", fee, next, target)
		}
	})
}

func TestBaseFeeIsSteered(t *testing.T) {
	var w *world
	nonce := func(parent *types.Header) uint64 {
		state, err := w.vault.chain().StateAt(parent.Root, parent.Number, parent.Time)
		if err != nil {
			t.Error(err)
			return 0
		}
		return state.GetNonce(w.people[9].addr)
	}
	goal := uint256.NewInt(DefaultBaseFee * 102 / 100)
	w = newWorld(t, Options{
		BlockTime:     5 * time.Millisecond,
		TargetBaseFee: func(chain.Block) *uint256.Int { return goal },
		Filler: func(parent *types.Header, gas uint64) *types.Transaction {
			return w.sign(9, &types.DynamicFeeTx{
				ChainID: w.Signer().ChainID(), Nonce: nonce(parent), GasFeeCap: big.NewInt(1e10), GasTipCap: new(big.Int), Gas: gas, To: &furnace,
			})
		},
	})
	s := &script{}
	stop := w.run(s)
	waitFor(t, "40 blocks", func() bool { return len(s.seen()) > 40 })
	stop()
	if n := w.Counts().Unfilled; n != 0 {
		t.Errorf("%d fillers were left out", n)
	}
	heads := s.seen()
	for _, b := range heads[len(heads)-10:] {
		if fee := b.BaseFee().Uint64(); fee+100 < goal.Uint64() || fee > goal.Uint64()+100 {
			t.Errorf("base fee of block %d is %d, want %d", b.NumberU64(), fee, goal.Uint64())
		}
	}
}
