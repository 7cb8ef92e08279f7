package execute

import (
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"pgregory.net/rapid"

	"mevbot/internal/amm"
	"mevbot/internal/event"
	"mevbot/internal/rpc"
	"mevbot/internal/search"
)

// beside is a plan through other pools than plan's.
func beside(id uint64, first amm.PoolID) Plan {
	p := plan(id)
	p.Candidate.Hops[0], p.Candidate.Hops[1] = amm.NewHop(first, amm.ZeroForOne), amm.NewHop(first+1, amm.OneForZero)
	return p
}

func (c *fakeChain) decide(f fate, refusal error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.fate, c.refusal = f, refusal
}

// Two attempts on their way, with consecutive nonces; a third that shares a
// pool has to wait for the feed to show the first in a block.
func TestSeveralOnTheirWay(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.opts.MaxInFlight = 3
	b.chain.fate = queue
	b.start()
	b.submit(1)
	if !b.runner.Submit(beside(2, 2)) {
		t.Fatal("a plan through other pools was not taken")
	}
	b.until("both are sent", func() bool {
		n := 0
		for _, s := range b.heard() {
			if s == event.Sent {
				n++
			}
		}
		return n == 2
	})
	if free, taken := b.runner.Flight(nil); free != 1 || len(taken) != 4 {
		t.Errorf("%d more, pools %v", free, taken)
	}
	if b.runner.Submit(plan(3)) {
		t.Error("a plan through a pool of another was taken")
	}
	trades := b.trades()
	if trades[0].Nonce != trades[1].Nonce+1 {
		t.Errorf("nonces %d and %d", trades[1].Nonce, trades[0].Nonce)
	}
	b.runner.Sequenced(common.HexToHash(trades[1].Hash))
	if !b.runner.Submit(plan(4)) {
		t.Error("the first is in a block by the feed's word, and its pools are still taken")
	}
	b.mine(1)
	b.until("all landed", func() bool {
		b.mine(1)
		for _, tr := range b.trades() {
			if tr.State != "landed" {
				return false
			}
		}
		return len(b.trades()) == 3
	})
	b.chain.oneTransactionPerNonce(t)
}

// A nonce that was refused is used by the next plan, whatever its pools, also
// after a restart.
func TestRefusedNonceGoesToTheNextPlan(t *testing.T) {
	t.Parallel()
	for _, restart := range []bool{false, true} {
		b := newBench(t)
		b.opts.MaxInFlight = 3
		b.chain.decide(refuse, rpc.ErrFunds)
		b.start()
		b.submit(1)
		b.until("refused", func() bool { return b.last() == event.Refused })
		b.chain.decide(queue, nil)
		b.runner.Submit(beside(2, 2))
		b.until("sent", func() bool { return b.last() == event.Sent })
		if restart {
			b.stop()
			b.start()
		}
		b.mine(2)
		b.idle()
		trades := b.trades()
		if trades[0].State != "landed" || trades[0].Nonce != trades[1].Nonce || trades[1].State != "refused" {
			t.Errorf("restart %v: %+v", restart, trades)
		}
		b.stop()
	}
}

// The lowest nonce without a transaction below one that has one.
func TestHole(t *testing.T) {
	b := newBench(t)
	j := journal{db: b.db, chain: chainID, account: b.opts.Key.Address(), now: time.Now, reach: func(string) {}}
	reserve := func(nonce uint64, state event.AttemptState) {
		t.Helper()
		a := &attempt{nonce: nonce, raw: []byte{byte(nonce), byte(state)}, hash: common.BytesToHash([]byte{byte(nonce), byte(state)})}
		if err := j.reserve(t.Context(), a, "{}"); err != nil {
			t.Fatal(err)
		}
		if state == event.Refused {
			if err := j.mark(t.Context(), a, state, nil); err != nil {
				t.Fatal(err)
			}
		}
	}
	reserve(5, event.Reserved)
	reserve(6, event.Refused)
	if _, found, err := j.hole(t.Context(), 5); found || err != nil {
		t.Errorf("a refused nonce at the end is no hole: %v", err)
	}
	reserve(7, event.Reserved)
	if at, found, err := j.hole(t.Context(), 5); at != 6 || !found || err != nil {
		t.Errorf("hole %d, %v, %v", at, found, err)
	}
	if n, err := j.refusals(t.Context(), 5); err != nil || n[6] != 1 || len(n) != 1 {
		t.Errorf("refusals %v, %v", n, err)
	}
	reserve(6, event.Reserved)
	if _, found, err := j.hole(t.Context(), 5); found || err != nil {
		t.Errorf("it was filled: %v", err)
	}
}

// Whatever is taken and leaves, no two on their way share a pool, and no more
// are on their way than allowed.
func TestFlightIsDisjoint(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := flight{limit: rapid.IntRange(1, 4).Draw(t, "limit")}
		for id := range uint64(30) {
			switch rapid.IntRange(0, 3).Draw(t, "act") {
			case 0, 1:
				a, b := rapid.Uint32Range(0, 5).Draw(t, "a"), rapid.Uint32Range(0, 5).Draw(t, "b")
				c := search.Candidate{Hops: [4]amm.Hop{amm.NewHop(amm.PoolID(a), 0), amm.NewHop(amm.PoolID(b), 1)}, Len: 2}
				before, taken := f.state(nil)
				took := f.take(id, &c, false)
				for _, p := range taken {
					if took && (p == amm.PoolID(a) || p == amm.PoolID(b)) {
						t.Fatal("a pool is taken twice")
					}
				}
				if took && before == 0 {
					t.Fatal("one too many")
				}
			case 2:
				f.leaveOpportunity(rapid.Uint64Range(0, id).Draw(t, "leaves"))
			case 3:
				if rapid.IntRange(0, 9).Draw(t, "rare") == 0 {
					f.hold(id, common.BytesToHash([]byte{byte(id + 1)}))
					if free, _ := f.state(nil); free != 0 {
						t.Fatal("something may go beside what is not known")
					}
					f.leaveOpportunity(id)
				}
			}
		}
	})
}
