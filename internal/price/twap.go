package price

import (
	"encoding/binary"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"

	"mevbot/internal/bindings"
	"mevbot/internal/rpc"
)

// poolViews is how many reads a pool's mean takes: see observes.
const poolViews = 2

var selectorObserve = crypto.Keccak256([]byte("observe(uint32[])"))[:4]

// observes are the reads of a Uniswap V3 pool's price now and its mean over a
// window, in seconds.
func (c *chainlink) observes(pool common.Address, window uint32) []rpc.View {
	data := make([]byte, 4+4*32)
	copy(data, selectorObserve)
	data[4+31] = 32 // where the list begins
	data[4+63] = 2  // its length
	binary.BigEndian.PutUint32(data[4+92:], window)
	return []rpc.View{{To: pool, Data: c.pool.PackSlot0()}, {To: pool, Data: data}}
}

// aboveMean is how many ticks a pool's price is above its mean over the window
// (OracleLibrary.consult: the mean is rounded towards negative infinity). It is
// false for a pool that keeps one observation only, whose history is shorter
// than the window, or that does not answer: then there is no mean to compare
// with.
func aboveMean(abi *bindings.IUniswapV3Pool, slot0, observed rpc.Answer, window uint32) (ticks int64, ok bool) {
	if !slot0.OK || !observed.OK || window == 0 {
		return 0, false
	}
	now, err := abi.UnpackSlot0(slot0.Data)
	if err != nil || now.ObservationCardinality < 2 || !now.Tick.IsInt64() {
		return 0, false
	}
	from, to, ok := cumulatives(observed.Data)
	if !ok {
		return 0, false
	}
	// The accumulator is an int56 that wraps around.
	sum := (to - from) << 8 >> 8
	mean := sum / int64(window)
	if sum%int64(window) < 0 {
		mean--
	}
	return now.Tick.Int64() - mean, true
}

// cumulatives reads the two tick accumulators of an answer of observe, laid out
// as the compiler does: two offsets, then the list (its length, its words).
func cumulatives(data []byte) (from, to int64, ok bool) {
	const word = 32
	if len(data) < 5*word || !small(data[:word], 2*word) || !small(data[2*word:3*word], 2) {
		return 0, 0, false
	}
	from, ok = int56(data[3*word : 4*word])
	if !ok {
		return 0, 0, false
	}
	to, ok = int56(data[4*word : 5*word])
	return from, to, ok
}

// small says that a word holds this number.
func small(word []byte, n uint64) bool {
	for _, b := range word[:24] {
		if b != 0 {
			return false
		}
	}
	return binary.BigEndian.Uint64(word[24:]) == n
}

// int56 reads a word that holds a sign-extended int56.
func int56(word []byte) (int64, bool) {
	v := int64(binary.BigEndian.Uint64(word[24:]))
	for _, b := range word[:24] {
		if b != byte(v>>63) {
			return 0, false
		}
	}
	return v, v == v<<8>>8
}
