package decode

import (
	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"
)

// args is the ABI encoding of a tuple; every read is bounds-checked.
type args []byte

func (a args) word(i int) (v uint256.Int, ok bool) {
	if i < 0 || len(a) < 32*(i+1) {
		return v, false
	}
	v.SetBytes32(a[32*i : 32*i+32])
	return v, true
}

// uint64 saturates: a deadline of 2^256-1 is as good as the largest.
func (a args) uint64(i int) (uint64, bool) {
	v, ok := a.word(i)
	if !v.IsUint64() {
		return ^uint64(0), ok
	}
	return v.Uint64(), ok
}

func (a args) address(i int) (common.Address, bool) {
	if i < 0 || len(a) < 32*(i+1) {
		return common.Address{}, false
	}
	for _, b := range a[32*i : 32*i+12] {
		if b != 0 {
			return common.Address{}, false
		}
	}
	return common.Address(a[32*i+12 : 32*i+32]), true
}

// low is the lower 20 bytes of a word, for callers that ignore the others.
func (a args) low(i int) (common.Address, bool) {
	if i < 0 || len(a) < 32*(i+1) {
		return common.Address{}, false
	}
	return common.Address(a[32*i+12 : 32*i+32]), true
}

// tail is what the offset in place i points to.
func (a args) tail(i int) (args, bool) {
	v, ok := a.word(i)
	if !ok || !v.IsUint64() || v.Uint64() > uint64(len(a)) {
		return nil, false
	}
	return a[v.Uint64():], true
}

func (a args) tuple(i int) (args, bool) { return a.tail(i) }

// length reads the length before a dynamic value, bounded by what is there.
func (a args) length(size uint64) (int, bool) {
	v, ok := a.word(0)
	if !ok || !v.IsUint64() || v.Uint64() > uint64(len(a)-32)/size {
		return 0, false
	}
	return int(v.Uint64()), true
}

func (a args) bytes(i int) ([]byte, bool) {
	t, ok := a.tail(i)
	if !ok {
		return nil, false
	}
	n, ok := t.length(1)
	if !ok {
		return nil, false
	}
	return t[32 : 32+n], true
}

// array is the elements of an array and their number; each takes a word, which
// is an offset from here where they are dynamic.
func (a args) array(i int) (elements args, n int, ok bool) {
	t, ok := a.tail(i)
	if !ok {
		return nil, 0, false
	}
	n, ok = t.length(32)
	if !ok {
		return nil, 0, false
	}
	return t[32:], n, true
}
