package gas

import (
	"encoding/binary"
	"fmt"
	"math/big"
	"slices"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/holiman/uint256"

	"mevbot/internal/bindings"
	"mevbot/internal/l1data"
)

// Units is what the chain counts for posting a signed transaction, from its bytes.
// The error is l1data.ErrLength. Safe for concurrent use.
func (o *Oracle) Units(raw []byte) (uint64, error) {
	o.measuring.Lock()
	defer o.measuring.Unlock()
	return o.meter.Units(raw)
}

// samples is how many transactions of each length are measured at the start.
const samples = 65

// unitsByHops is the median of what the chain counts for transactions like ours with
// so many hops. Addresses, amounts and signatures do not compress, so that one
// is as long as the next within a few bytes.
func unitsByHops(m *l1data.Meter, executor common.Address) (units [maxHops + 1]uint64, err error) {
	for hops := 2; hops <= maxHops; hops++ {
		var all []uint64
		for i := range samples {
			raw, err := sampleTransaction(executor, hops, i).MarshalBinary()
			if err != nil {
				return units, fmt.Errorf("encode a sample: %w", err)
			}
			n, err := m.Units(raw)
			if err != nil {
				return units, fmt.Errorf("measure a sample: %w", err)
			}
			all = append(all, n)
		}
		slices.Sort(all)
		units[hops] = all[len(all)/2]
	}
	return units, nil
}

// noise is bytes that do not compress, the same for the same numbers.
func noise(seed, n int) []byte {
	var out []byte
	for i := 0; len(out) < n; i++ {
		out = append(out, crypto.Keccak256(binary.BigEndian.AppendUint64(nil, uint64(seed)<<32|uint64(i)))...)
	}
	return out[:n]
}

// sampleCalldata is a call of the executor as the bot makes it, of a route that
// is looked at first: one of pairs alone is some 3 % shorter.
func sampleCalldata(hops, i int) []byte {
	b := noise(i, 64+hops*20)
	var route []byte
	for h := range hops {
		family, fee := byte(1+(i>>h)&1), uint16(30)
		route = append(append(route, family<<1|b[h]&1), b[64+20*h:][:20]...)
		route = binary.BigEndian.AppendUint16(route, fee)
	}
	route = append(route, append(make([]byte, 7), b[30:39]...)...)
	in, least := new(big.Int).SetBytes(b[8:][:8+i%3]), new(big.Int).SetBytes(b[20:][:6+i%3])
	return bindings.NewExecutor().PackExecute(in, least, 1_700_000_000+uint64(i)<<20, route)
}

// sampleTransaction is a transaction with such a call and a signature of noise.
func sampleTransaction(executor common.Address, hops, i int) *types.Transaction {
	b := noise(i+1000, 80)
	return types.NewTx(&types.DynamicFeeTx{
		ChainID: big.NewInt(42161), Nonce: uint64(b[0])<<8 | uint64(b[1]), GasFeeCap: new(big.Int).SetBytes(b[2:6]), GasTipCap: new(big.Int),
		Gas: 300_000 + uint64(b[6])<<9, To: &executor, Value: new(big.Int), Data: sampleCalldata(hops, i),
		V: big.NewInt(int64(i & 1)), R: new(big.Int).SetBytes(b[8:40]), S: new(big.Int).SetBytes(b[40:72]),
	})
}

// Cost is what a transaction is expected to cost in the next block.
type Cost struct {
	Execution uint64 // gas, with calldata, without data
	Data      uint64 // gas that posting the data buys, as receipts name it gasUsedForL1
	Wei       uint256.Int
}

// Units is the gas of both parts: what a receipt's gasUsed should say.
func (c Cost) Units() uint64 { return c.Execution + c.Data }

// Cost is what a route costs that does these steps, with a tip in wei per gas; nil is
// none. It allocates nothing. The error is ErrRoute.
func (v *View) Cost(steps []Step, tip *uint256.Int) (c Cost, err error) {
	if c.Execution, err = v.execution(steps); err != nil {
		return c, err
	}
	return c, v.Weigh(&c, v.DataUnits[len(steps)], tip)
}

// Weigh sets the data's part of a cost, and the sum, from what the chain counts for
// the data: exact with the Units of signed bytes. A tip is paid on all gas, and
// the data buys its gas at the price that is paid. The error is ErrRoute.
func (v *View) Weigh(c *Cost, units uint64, tip *uint256.Int) error {
	price := v.BaseFee
	if tip != nil {
		price.Add(&price, tip)
	}
	if c.Data = l1data.Gas(units, &v.PerUnit, &price); c.Data > 1<<32 {
		return ErrRoute // no block has room for it
	}
	c.Wei.SetUint64(c.Execution + c.Data)
	c.Wei.Mul(&c.Wei, &price)
	return nil
}

// execution is the gas of a route without data, with what receipts told of its
// pools.
func (v *View) execution(steps []Step) (uint64, error) {
	units, err := execution(steps)
	if err != nil {
		return 0, err
	}
	sum := int64(units)
	for i := range steps {
		sum += v.Extra.of(steps[i].Pool)
	}
	// Whatever was learned, no route takes less than half.
	return max(uint64(max(sum, 0)), units/2), nil
}
