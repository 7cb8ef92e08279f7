package pool

import (
	"slices"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"mevbot/internal/event"
)

// told is what an early source would tell of a block's transactions.
func (s *street) told(b *types.Block, whole bool) []Told {
	s.t.Helper()
	var all []Told
	byTx := map[common.Hash][]types.Log{}
	for _, l := range s.block(b).Logs {
		byTx[l.TxHash] = append(byTx[l.TxHash], l)
	}
	for _, tx := range b.Transactions() {
		t := Told{Block: s.block(b).Head.Number, Hash: tx.Hash(), Logs: byTx[tx.Hash()]}
		if whole {
			t.BlockHash = b.Hash()
		}
		all = append(all, t)
	}
	return all
}

// resting says that the speculation is the confirmed state, as it is when
// nothing is pending.
func (m *Market) resting(t *testing.T, when string) {
	t.Helper()
	for i := range m.slots {
		if s := &m.slots[i]; s.speculative != s.confirmed || s.veiled {
			t.Errorf("%s: pool %d is not at rest: %+v, confirmed %+v, veiled %t", when, i, s.speculative, s.confirmed, s.veiled)
		}
	}
}

// What receipts from inside the block tell is the state before anything was
// announced or confirmed; a block that is not made leaves nothing.
func TestToldBlocksAreTheState(t *testing.T) {
	s := newStreet(t)
	var c tally
	m := s.load(&c)
	r := s.trader(11)
	right, veiled := 0, 0
	for round := range 24 {
		moves := round%3 == 2
		silent := map[common.Hash]bool{}
		for range 15 {
			if moves && r.rng.IntN(4) == 0 {
				r.move()
				continue
			}
			if tx := r.swap().tx; r.rng.IntN(2) == 0 {
				silent[tx.Hash()] = true
			}
		}
		b := s.commit()
		told := s.told(b, false)
		part := told
		switch round % 4 {
		case 1: // the end was missed
			part = told[:r.rng.IntN(len(told))]
		case 2: // the first try was void
			m.Tell(told[:1+r.rng.IntN(len(told))])
			m.Void(told[0].Block)
			m.resting(t, "after a void block")
		case 3: // something in the middle was missed
			part = slices.Delete(slices.Clone(told), 3, 5)
		}
		for i := range part {
			m.Tell(part[i : i+1])
		}
		if m.Ahead() != 1 {
			t.Fatalf("round %d: %d blocks ahead", round, m.Ahead())
		}
		before := m.speculation()
		for i := range m.slots {
			if m.slots[i].veiled {
				veiled++
			}
		}
		if r.rng.IntN(4) > 0 {
			s.predict(m, b, silent)
			if len(part) == len(told) && !slices.Equal(before, m.speculation()) {
				t.Errorf("round %d: the announcement moved what was told", round)
			}
		}
		changed, err := m.Confirm(s.block(b))
		if err != nil {
			t.Fatal(err)
		}
		if len(part) == len(told) && !moves {
			right++
			if len(changed) != 0 || !slices.Equal(before, m.speculation()) {
				t.Errorf("round %d: %d pools are not where they were told to be", round, len(changed))
			}
		}
		m.resting(t, "after the logs")
	}
	s.same(m)
	t.Logf("%+v, counts %+v, %d rounds fully told, %d veils", c, m.Counts(), right, veiled)
	if c.outcome[event.Mismatch] != 0 || c.told == 0 || right < 5 || veiled == 0 {
		t.Errorf("outcomes %v, %d told, %d rounds, %d veils", c.outcome, c.told, right, veiled)
	}
}

// A node's logs, which come before they can be asked for, say what the calldata
// of an announced block does not.
func TestAnnouncedBlocksAreCompleted(t *testing.T) {
	s := newStreet(t)
	var c tally
	m := s.load(&c)
	r := s.trader(12)
	for round := range 18 {
		silent := map[common.Hash]bool{}
		moves := round%3 == 2
		for i := range 15 {
			if moves && i%4 == 1 {
				r.move()
			} else if tx := r.swap().tx; i%3 == 0 {
				silent[tx.Hash()] = true
			}
		}
		b := s.commit()
		s.predict(m, b, silent)
		other := s.told(b, true)
		for i := range other {
			other[i].BlockHash[0]++
		}
		blind := m.speculation()
		if changed := m.Tell(other); len(changed) != 0 || !slices.Equal(blind, m.speculation()) {
			t.Errorf("round %d: logs of another block count", round)
		}
		m.Tell(s.told(b, true))
		before := m.speculation()
		changed, err := m.Confirm(s.block(b))
		if err != nil {
			t.Fatal(err)
		}
		if !moves && (len(changed) != 0 || !slices.Equal(before, m.speculation())) {
			t.Errorf("round %d: %d pools are not where the logs told", round, len(changed))
		}
		m.resting(t, "after the logs")
	}
	s.same(m)
	if c.outcome[event.Mismatch] != 0 || c.told == 0 || c.readable != 0 || c.settled() != c.predicted {
		t.Errorf("outcomes %v of %d, %d told, %d readable but not predicted", c.outcome, c.predicted, c.told, c.readable)
	}
}

// A source that lies is found out by the logs, and costs nothing but the time
// until they come.
func TestLyingSourceIsFoundOut(t *testing.T) {
	s := newStreet(t)
	var c tally
	m := s.load(&c)
	r := s.trader(13)
	for round := range 8 {
		for range 10 {
			r.swap()
		}
		b := s.commit()
		told := s.told(b, false)
		for i := range told {
			for k := range told[i].Logs {
				l := &told[i].Logs[k]
				l.Data = slices.Clone(l.Data)
				if r.rng.IntN(3) == 0 && len(l.Data) > 0 {
					l.Data[r.rng.IntN(len(l.Data))] ^= byte(1 + r.rng.IntN(255))
				} else if r.rng.IntN(8) == 0 {
					l.Data = l.Data[:r.rng.IntN(len(l.Data))]
				}
			}
		}
		m.Tell(told)
		if round%2 == 0 {
			s.predict(m, b, nil)
		}
		if _, err := m.Confirm(s.block(b)); err != nil {
			t.Fatal(err)
		}
		m.resting(t, "after the logs")
	}
	s.same(m)
	if c.wrong == 0 || c.outcome[event.Mismatch] != 0 || len(c.trust) != 0 {
		t.Errorf("%d wrong, outcomes %v, trust %v", c.wrong, c.outcome, c.trust)
	}
}
