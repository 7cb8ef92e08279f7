package decode

import (
	"encoding/binary"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"

	"mevbot/internal/amm"
)

// Executor.execute(uint128 amountIn, uint128 minProfit, uint64 deadline, bytes
// route) of contracts/src/Executor.sol, and the length of a hop in its routes:
// flags (bit 0 the direction, bits 1 to 3 the family), the pool, two bytes of
// fee.
const (
	executeSelector = 0x24866517
	executorHop     = 23
)

// executor reads a run of the bot's own contract, so that its effect is known
// before its block's logs come.
func (c *call) executor(s uint32, a args) Verdict {
	if s != executeSelector {
		return NotASwap // the owner's and the operator's settings
	}
	in := c.next()
	in.Mode = Cycle
	var profit uint256.Int
	var ok1, ok2, ok3 bool
	in.Amount, ok1 = a.word(0)
	profit, ok2 = a.word(1)
	in.Deadline, ok3 = a.uint64(2)
	route, ok4 := a.bytes(3)
	if !ok1 || !ok2 || !ok3 || !ok4 || in.Amount.BitLen() > 128 || profit.BitLen() > 128 {
		return Malformed
	}
	if len(route)%executorHop != 0 || len(route) < 2*executorHop || len(route) > 4*executorHop {
		return Malformed
	}
	in.Bound.Add(&in.Amount, &profit)
	for ; len(route) > 0; route = route[executorHop:] {
		in.Hops = append(in.Hops, Leg{
			Pool: common.BytesToAddress(route[1:21]), Family: amm.Family(route[0] >> 1), Backwards: route[0]&1 != 0,
			Fee: 100 * uint32(binary.BigEndian.Uint16(route[21:])),
		})
	}
	return Readable
}
