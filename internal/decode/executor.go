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
// fee. 16 bytes more ask to look first, which changes nothing for a run that pays.
const (
	executeSelector = 0x24866517
	executorHop     = 23
	executorLook    = 16
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
	hops := len(route) / executorHop
	if more := len(route) % executorHop; more != 0 && more != executorLook || hops < 2 || hops > 4 {
		return Malformed
	}
	in.Bound.Add(&in.Amount, &profit)
	for ; hops > 0; hops-- {
		leg := Leg{Pool: common.BytesToAddress(route[1:21]), Family: amm.Family(route[0] >> 1), Backwards: route[0]&1 != 0}
		if leg.Family == amm.ConstantProduct { // a look's only, otherwise
			leg.Fee = 100 * uint32(binary.BigEndian.Uint16(route[21:]))
		}
		in.Hops = append(in.Hops, leg)
		route = route[executorHop:]
	}
	return Readable
}
