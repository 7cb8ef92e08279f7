package timeboost

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/big"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
	"pgregory.net/rapid"

	"mevbot/internal/chain"
	"mevbot/internal/rpc"
	"mevbot/internal/signer"
	"mevbot/internal/store"
)

// sequencer is nitro's rules for one round, with faults.
type sequencer struct {
	seen     map[uint64][]byte // signature by number
	content  map[uint64][]byte // every content that ever came with a number, refused or not
	raw      map[uint64][]byte
	next     uint64
	executed map[string]bool
	fault    error // of the next submission
	arrives  bool  // whether that arrives all the same
	twice    error // a number came with two contents
}

func newSequencer() *sequencer {
	return &sequencer{seen: map[uint64][]byte{}, content: map[uint64][]byte{}, raw: map[uint64][]byte{}, executed: map[string]bool{}}
}

func (q *sequencer) Submit(_ context.Context, s *Submission) error {
	fault, number := q.fault, uint64(s.Sequence)
	q.fault = nil
	if before, ok := q.content[number]; ok && number != Unordered && !bytes.Equal(before, s.Transaction) {
		q.twice = fmt.Errorf("number %d came with two contents", number)
	}
	q.content[number] = s.Transaction
	if fault != nil && !q.arrives {
		return fault
	}
	if err := q.take(s, number); err != nil {
		return err
	}
	return fault
}

func (q *sequencer) take(s *Submission, number uint64) error {
	switch before, known := q.seen[number]; {
	case number == Unordered:
		q.executed[string(s.Transaction)] = true
		return nil
	case known && bytes.Equal(before, s.Signature):
		return nil
	case number < q.next:
		return &RefusalError{Code: ErrSequenceTooLow}
	case known:
		return &RefusalError{Code: ErrSequenceTaken}
	}
	q.seen[number], q.raw[number] = s.Signature, s.Transaction
	for q.raw[q.next] != nil {
		q.executed[string(q.raw[q.next])] = true
		q.next++
	}
	return nil
}

// memory is a journal that outlives its lane.
type memory struct {
	list  []*Submission
	fault error // of the next write
	keeps bool  // whether that write is durable all the same
}

func (m *memory) Reserve(_ context.Context, s *Submission) error {
	fault := m.fault
	m.fault = nil
	if fault != nil && !m.keeps {
		return fault
	}
	for _, before := range m.list {
		if before.Sequence == s.Sequence || bytes.Equal(before.Transaction, s.Transaction) {
			return ErrTaken
		}
	}
	m.list = append(m.list, s)
	return fault
}

func (m *memory) Load(context.Context, RoundID) ([]*Submission, error) {
	return slices.Clone(m.list), nil
}

func laneKey(t *testing.T) *signer.Key {
	t.Helper()
	private, err := crypto.ToECDSA(crypto.Keccak256([]byte("controller")))
	if err != nil {
		t.Fatal(err)
	}
	return openKey(t, private)
}

// Whatever is lost on the way, refused, or forgotten in a crash: no number ever
// comes with two contents, and what is sent again until it is accepted is
// executed.
func TestNoNumberHasTwoContents(t *testing.T) {
	key := laneKey(t)
	contents := make([][]byte, 6)
	for i := range contents {
		contents[i] = rawTx(uint64(i))
	}
	rapid.Check(t, func(t *rapid.T) {
		q, journal := newSequencer(), &memory{}
		open := func() *Lane {
			lane, err := NewLane(LaneOptions{Chain: chain.Local.ID, Auction: testAuction, Key: key, Sequencer: q, Journal: journal})
			if err != nil {
				t.Fatal(err)
			}
			return lane
		}
		lane := open()
		for range rapid.IntRange(1, 30).Draw(t, "steps") {
			switch rapid.IntRange(0, 9).Draw(t, "what happens") {
			case 0: // the process dies, and another begins
				lane = open()
				continue
			case 1:
				q.fault, q.arrives = rpc.ErrUnknown, rapid.Bool().Draw(t, "arrives")
			case 2:
				q.fault, q.arrives = rpc.ErrNotSent, false
			case 3:
				q.fault, q.arrives = &RefusalError{Code: ErrNoController}, false
			case 4:
				journal.fault, journal.keeps = errors.New("disk"), rapid.Bool().Draw(t, "durable")
			case 5: // between the reservation and the send
				s, fresh, err := lane.Prepare(t.Context(), testRound, contents[0])
				if err == nil && fresh {
					_ = journal.Reserve(t.Context(), s)
				}
				lane = open()
				continue
			}
			raw := contents[rapid.IntRange(0, len(contents)-1).Draw(t, "which")]
			fresh := !slices.ContainsFunc(journal.list, func(s *Submission) bool { return bytes.Equal(s.Transaction, raw) })
			number, err := lane.Send(t.Context(), testRound, raw)
			if q.twice != nil {
				t.Fatal(q.twice)
			}
			// One that was sent before may wait for another that was.
			if err == nil && (fresh || lane.Ordered() == nil) && !q.executed[string(raw)] {
				t.Fatalf("number %d was accepted and waits", number)
			}
		}
		q.fault, journal.fault = nil, nil
		for range 2 { // the first time may learn what the second needs
			for _, raw := range contents {
				_, _ = lane.Send(t.Context(), testRound, raw)
			}
		}
		for i, raw := range contents {
			if !q.executed[string(raw)] {
				t.Fatalf("content %d is never executed: %v", i, lane.Ordered())
			}
		}
		if q.twice != nil {
			t.Fatal(q.twice)
		}
	})
}

// While nothing goes wrong numbers are dense; a new round begins with 0.
func TestNumbersOfARound(t *testing.T) {
	q, journal := newSequencer(), openNumbers(t)
	lane, err := NewLane(LaneOptions{Chain: chain.Local.ID, Auction: testAuction, Key: laneKey(t), Sequencer: q, Journal: journal})
	if err != nil {
		t.Fatal(err)
	}
	for round := range uint64(3) {
		for n := range uint64(5) {
			if got, err := lane.Send(t.Context(), testRound+round, rawTx(n)); err != nil || got != n {
				t.Fatalf("round %d: number %d, want %d: %v", round, got, n, err)
			}
		}
		*q = *newSequencer()
	}
	if _, err := lane.Send(t.Context(), testRound, rawTx(9)); !errors.Is(err, ErrRoundOver) {
		t.Errorf("an earlier round: %v", err)
	}
	// Another bot with the same database has no number to give away.
	s := &Submission{ChainID: 412346, Auction: testAuction, Round: testRound, Sequence: 3, Transaction: rawTx(77), Signature: make([]byte, 65)}
	if err := journal.Reserve(t.Context(), s); !errors.Is(err, ErrTaken) {
		t.Errorf("a second content for a number: %v", err)
	}
	s.Sequence, s.Transaction = 9, rawTx(3)
	if err := journal.Reserve(t.Context(), s); !errors.Is(err, ErrTaken) {
		t.Errorf("a second number for a content: %v", err)
	}
	for _, change := range []string{`UPDATE lane_submissions SET raw = x'00'`, `DELETE FROM lane_submissions`} {
		if _, err := journal.db.Read().ExecContext(t.Context(), change); err == nil {
			t.Errorf("%s: done", change)
		}
	}
	if err := journal.db.Verify(t.Context()); err != nil {
		t.Error(err)
	}
}

// What the sequencer would refuse costs no number.
func TestWhatIsNotSent(t *testing.T) {
	q := newSequencer()
	lane, err := NewLane(LaneOptions{Chain: chain.Local.ID, Auction: testAuction, Key: laneKey(t), Sequencer: q, Journal: &memory{}})
	if err != nil {
		t.Fatal(err)
	}
	private, err := crypto.ToECDSA(crypto.Keccak256([]byte("sender")))
	if err != nil {
		t.Fatal(err)
	}
	other, err := types.SignNewTx(private, types.LatestSignerForChainID(common.Big1), &types.DynamicFeeTx{ChainID: big.NewInt(1), Gas: 21_000, To: &testAuction})
	if err != nil {
		t.Fatal(err)
	}
	foreign, err := other.MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		want error
		raw  []byte
	}{{ErrOversized, make([]byte, maxTransaction+1)}, {ErrMalformed, []byte{2, 3}}, {ErrMalformed, nil}, {ErrWrongChain, foreign}} {
		if _, err := lane.Send(t.Context(), testRound, c.raw); !errors.Is(err, c.want) {
			t.Errorf("%v, want %v", err, c.want)
		}
	}
	if n, err := lane.Send(t.Context(), testRound, rawTx(1)); err != nil || n != 0 {
		t.Errorf("the first one has number %d: %v", n, err)
	}
	for name, opts := range map[string]LaneOptions{"nothing": {}, "no key": {Chain: 1, Auction: testAuction, Sequencer: q, Journal: &memory{}}} {
		if _, err := NewLane(opts); err == nil {
			t.Errorf("%s: a lane", name)
		}
	}
}

// Submissions are under way at the same time: what waits behind a number that was
// refused is sent again without one. What was accepted stays so.
func TestBehindARefusedNumber(t *testing.T) {
	q, journal := newSequencer(), &memory{}
	lane, err := NewLane(LaneOptions{Chain: chain.Local.ID, Auction: testAuction, Key: laneKey(t), Sequencer: q, Journal: journal})
	if err != nil {
		t.Fatal(err)
	}
	ctx := t.Context()
	if _, err := lane.Send(ctx, testRound, rawTx(0)); err != nil {
		t.Fatal(err)
	}
	q.fault = rpc.ErrUnknown
	if _, err := lane.Send(ctx, testRound, rawTx(0)); !errors.Is(err, rpc.ErrUnknown) || lane.Ordered() != nil {
		t.Errorf("%v; a repetition makes it doubtful: %v", err, lane.Ordered())
	}
	var list []*Submission
	for n := range uint64(2) {
		s, fresh, err := lane.Prepare(ctx, testRound, rawTx(1+n))
		if err != nil || !fresh || uint64(s.Sequence) != 1+n {
			t.Fatalf("%+v, fresh %v, %v", s, fresh, err)
		}
		if err := journal.Reserve(ctx, s); err != nil {
			t.Fatal(err)
		}
		list = append(list, s)
	}
	if err := lane.Post(ctx, list[1]); err != nil {
		t.Fatal(err)
	}
	q.fault = &RefusalError{Code: ErrNotController}
	if err := lane.Post(ctx, list[0]); !errors.Is(err, ErrNotController) || !errors.Is(lane.Ordered(), ErrNotController) {
		t.Errorf("%v, %v", err, lane.Ordered())
	}
	for n := range uint64(2) {
		if number, err := lane.Send(ctx, testRound, rawTx(2+n)); err != nil || number != Unordered || !q.executed[string(rawTx(2+n))] {
			t.Errorf("number %d, %v", number, err)
		}
	}
	if q.executed[string(rawTx(1))] || len(journal.list) != 3 {
		t.Errorf("what was refused was sent again; %d numbers", len(journal.list))
	}
	// The next round is in order again.
	*q = *newSequencer()
	journal.list = nil
	if number, err := lane.Send(ctx, testRound+1, rawTx(9)); err != nil || number != 0 || lane.Ordered() != nil {
		t.Errorf("number %d, %v, %v", number, err, lane.Ordered())
	}
}

// What a submission costs before it leaves: to sign it, and to reserve its number
// in a write of its own.
func BenchmarkSend(b *testing.B) {
	private, err := crypto.ToECDSA(crypto.Keccak256([]byte("controller")))
	if err != nil {
		b.Fatal(err)
	}
	db, err := store.Open(b.Context(), store.Options{Path: filepath.Join(b.TempDir(), "a.db")})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = db.Close() })
	round := uint64(testRound)
	for name, journal := range map[string]Journal{"signed": discard{}, "signed and reserved": NewNumbers(db, time.Now)} {
		b.Run(name, func(b *testing.B) {
			lane, err := NewLane(LaneOptions{Chain: chain.Local.ID, Auction: testAuction, Key: openKey(b, private), Sequencer: discard{}, Journal: journal})
			if err != nil {
				b.Fatal(err)
			}
			var list [][]byte
			for n := range b.N {
				list = append(list, rawTx(uint64(b.N)<<32+uint64(n)))
			}
			round++ // without what an earlier run left
			b.ResetTimer()
			for _, raw := range list {
				if _, err := lane.Send(b.Context(), round, raw); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// discard takes everything and keeps nothing.
type discard struct{}

func (discard) Submit(context.Context, *Submission) error { return nil }

func (discard) Reserve(context.Context, *Submission) error { return nil }

func (discard) Load(context.Context, RoundID) ([]*Submission, error) { return nil, nil }
