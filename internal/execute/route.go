package execute

import (
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/holiman/uint256"

	"mevbot/internal/amm"
	"mevbot/internal/pool"
)

// Selector of Executor.execute(uint128,uint128,uint64,bytes), the only entry
// that the operator's key may call.
var Selector = [4]byte{0x24, 0x86, 0x65, 0x17}

// MaxGas is the highest gas limit that is signed.
const MaxGas = 3_000_000

// maxHops and hopLength are the executor's: see contracts/src/Executor.sol.
const (
	maxHops   = 4
	hopLength = 23
)

// ErrRoute says that the executor cannot be told a route.
var ErrRoute = errors.New("route cannot be encoded")

// Pools says what a pool is; *pool.Market is one. It must be safe from any
// goroutine.
type Pools interface {
	Info(id amm.PoolID) *pool.Info
}

// appendRoute appends a route as the executor reads it: for each hop flags (bit
// 0 the direction, bits 1 to 3 the family), the pool, and its fee in 1/10,000. With a
// least, a route through a concentrated pool ends with it, and the executor looks at
// the prices first: a lost race then costs a third or less. Pairs alone are quoted
// before anything is swapped as it is.
func appendRoute(dst []byte, pools Pools, hops []amm.Hop, least *uint256.Int) ([]byte, error) {
	if len(hops) < 2 || len(hops) > maxHops {
		return nil, fmt.Errorf("%w: %d hops, want 2 to %d", ErrRoute, len(hops), maxHops)
	}
	concentrated := false
	for i, h := range hops {
		for _, earlier := range hops[:i] {
			if earlier.Pool() == h.Pool() {
				return nil, fmt.Errorf("%w: pool %d stands in it twice", ErrRoute, h.Pool())
			}
		}
		info := pools.Info(h.Pool())
		switch info.Family {
		case amm.ConstantProduct:
			if info.Fee%100 != 0 || info.Fee >= 1_000_000 {
				return nil, fmt.Errorf("%w: the fee of pair %s is %d/1,000,000, not whole basis points", ErrRoute, info.Address, info.Fee)
			}
		case amm.Concentrated:
			concentrated = true
		default:
			return nil, fmt.Errorf("%w: pool %s has family %d", ErrRoute, info.Address, info.Family)
		}
		dst = append(dst, byte(info.Family)<<1|byte(h.Direction()))
		dst = append(dst, info.Address[:]...)
		dst = binary.BigEndian.AppendUint16(dst, uint16(info.Fee/100)) // the look rounds down
	}
	if least != nil && concentrated {
		word := least.Bytes32()
		dst = append(dst, word[16:]...)
	}
	return dst, nil
}

// Calldata is the call of Executor.execute that a plan is sent with.
func Calldata(pools Pools, p *Plan) ([]byte, error) {
	return calldata(pools, p, &p.MinProfit, &p.LeastOut)
}

// GasLimit is the gas limit that a plan of so many units is signed with.
func GasLimit(units uint64) (uint64, error) { return gasLimit(units) }

// calldata is the call of Executor.execute for a plan. The amounts are 128 bits
// wide in the contract; wider ones are an error.
func calldata(pools Pools, p *Plan, minProfit, least *uint256.Int) ([]byte, error) {
	if p.Candidate.In.BitLen() > 128 || minProfit.BitLen() > 128 || p.LeastOut.BitLen() > 128 {
		return nil, fmt.Errorf("%w: amount in %s, least profit %s or least output %s over 128 bits", ErrRoute, p.Candidate.In.Dec(), minProfit.Dec(), p.LeastOut.Dec())
	}
	n := p.Candidate.Len
	if n < 0 || n > len(p.Candidate.Hops) {
		return nil, fmt.Errorf("%w: %d hops", ErrRoute, n)
	}
	data := make([]byte, 0, 4+5*32+(maxHops*hopLength+16+31)/32*32)
	data = append(data, Selector[:]...)
	data = appendWord(data, &p.Candidate.In)
	data = appendWord(data, minProfit)
	data = appendWord(data, uint256.NewInt(p.Deadline))
	data = appendWord(data, uint256.NewInt(4*32))
	data = appendWord(data, new(uint256.Int)) // the length, known below
	start := len(data)
	data, err := appendRoute(data, pools, p.Candidate.Hops[:n], least)
	if err != nil {
		return nil, err
	}
	length := len(data) - start
	binary.BigEndian.PutUint64(data[start-8:], uint64(length))
	if odd := length % 32; odd != 0 {
		data = append(data, make([]byte, 32-odd)...)
	}
	return data, nil
}

func appendWord(dst []byte, v *uint256.Int) []byte {
	word := v.Bytes32()
	return append(dst, word[:]...)
}
