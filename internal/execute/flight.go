package execute

import (
	"slices"
	"sync"

	"github.com/ethereum/go-ethereum/common"

	"mevbot/internal/amm"
	"mevbot/internal/search"
)

// flight is what is on its way: plans that were taken, and attempts that
// neither a receipt nor the feed has shown in a block. No two of them go through
// the same pool, so that none rests on a state that another changes; but where
// one is known to revert, another may go in its place.
type flight struct {
	limit int

	mu      sync.Mutex // held for a few dozen nanoseconds
	entries []entry
	closed  bool // nothing is taken: the journal is not read yet
}

// entry is one on its way.
type entry struct {
	opportunity uint64
	hash        common.Hash // zero until it is signed
	hops        [4]amm.Hop
	len         int
	// alone says that its pools are not known, so that nothing may go beside it.
	alone bool
}

func (e *entry) uses(pool amm.PoolID) bool {
	for _, h := range e.hops[:e.len] {
		if h.Pool() == pool {
			return true
		}
	}
	return false
}

// take makes room for a plan, if there is; over lets it share pools.
func (f *flight) take(opportunity uint64, c *search.Candidate, over bool) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.free() == 0 {
		return false
	}
	for i := range f.entries {
		for _, h := range c.Hops[:c.Len] {
			if !over && f.entries[i].uses(h.Pool()) {
				return false
			}
		}
	}
	f.entries = append(f.entries, entry{opportunity: opportunity, hops: c.Hops, len: c.Len})
	return true
}

// free is how many more may go. The lock is held.
func (f *flight) free() int {
	if f.closed || slices.ContainsFunc(f.entries, func(e entry) bool { return e.alone }) {
		return 0
	}
	return max(f.limit-len(f.entries), 0)
}

// state is how many more may go, and appends to dst the pools that they must
// not go through.
func (f *flight) state(dst []amm.PoolID) (int, []amm.PoolID) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for i := range f.entries {
		e := &f.entries[i]
		for _, h := range e.hops[:e.len] {
			dst = append(dst, h.Pool())
		}
	}
	return f.free(), dst
}

// sign says under which hash a plan goes.
func (f *flight) sign(opportunity uint64, hash common.Hash) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for i := range f.entries {
		if f.entries[i].opportunity == opportunity {
			f.entries[i].hash = hash
		}
	}
}

// hold keeps room for an attempt that is on its way again, or since before this
// process: nothing goes beside it.
func (f *flight) hold(opportunity uint64, hash common.Hash) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for i := range f.entries {
		if f.entries[i].hash == hash {
			return
		}
	}
	f.entries = append(f.entries, entry{opportunity: opportunity, hash: hash, alone: true})
}

// leave ends a plan's way; false if it was not on its way.
func (f *flight) leave(which func(*entry) bool) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	before := len(f.entries)
	f.entries = slices.DeleteFunc(f.entries, func(e entry) bool { return which(&e) })
	return len(f.entries) < before
}

func (f *flight) leaveHash(hash common.Hash) bool {
	return f.leave(func(e *entry) bool { return e.hash == hash })
}

func (f *flight) leaveOpportunity(id uint64) {
	f.leave(func(e *entry) bool { return e.opportunity == id })
}

// open lets plans in.
func (f *flight) open() {
	f.mu.Lock()
	f.closed = false
	f.mu.Unlock()
}

// unsigned is how many plans have no transaction yet.
func (f *flight) unsigned() (n int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for i := range f.entries {
		if f.entries[i].hash == (common.Hash{}) {
			n++
		}
	}
	return n
}
