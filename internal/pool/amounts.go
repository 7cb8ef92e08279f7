package pool

import (
	"github.com/holiman/uint256"

	"mevbot/internal/rpc"
)

// SwapAmounts is what a pool got of its two tokens in a swap, as its log says, in
// two's complement: below zero is what it gave. false means that the log is not
// that of a swap. It is a function of the log alone.
func SwapAmounts(l *rpc.Log) (got [2]uint256.Int, ok bool) {
	if len(l.Topics) == 0 {
		return got, false
	}
	switch l.Topics[0] {
	case topicSwapV2:
		var out [2]uint256.Int
		if words(l.Data, &got[0], &got[1], &out[0], &out[1]) != nil {
			return got, false
		}
		got[0].Sub(&got[0], &out[0])
		got[1].Sub(&got[1], &out[1])
		return got, true
	case topicSwapV3:
		return got, words(l.Data, &got[0], &got[1]) == nil
	}
	return got, false
}
