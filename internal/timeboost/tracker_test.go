package timeboost

import (
	"context"
	"encoding/binary"
	"errors"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"

	"mevbot/internal/bindings"
	"mevbot/internal/contract"
	"mevbot/internal/rpc"
)

var (
	ann = common.HexToAddress("0xa")
	bob = common.HexToAddress("0xb")
)

// Who controls a round, by what one block says.
func TestController(t *testing.T) {
	timing := Timing{Offset: 1000, Round: 60, Closing: 15, Reserve: 15}
	at := func(second int64) time.Time { return time.Unix(1000+second, 0) }
	nobody := common.Address{}
	for _, c := range []struct {
		name   string
		seen   time.Time
		sold   [2]Sale
		round  uint64
		want   common.Address
		unsure bool
	}{
		{"sold", at(130), [2]Sale{{2, ann}, {1, bob}}, 2, ann, false},
		{"the one before", at(130), [2]Sale{{2, ann}, {1, bob}}, 1, bob, false},
		{"sold ahead", at(110), [2]Sale{{2, ann}, {1, bob}}, 2, ann, false},
		{"long ago", at(130), [2]Sale{{2, ann}, {1, bob}}, 0, nobody, true},
		{"not sold yet", at(130), [2]Sale{{2, ann}, {1, bob}}, 3, nobody, true},
		{"runs and was not sold", at(181), [2]Sale{{2, ann}, {1, bob}}, 3, nobody, false},
		{"begins this second", at(180), [2]Sale{{2, ann}, {1, bob}}, 3, nobody, false},
		{"left out", at(330), [2]Sale{{5, ann}, {3, bob}}, 4, nobody, false},
		{"nothing was ever sold", at(70), [2]Sale{}, 1, nobody, false},
		{"nothing was ever sold, the next", at(70), [2]Sale{}, 2, nobody, true},
		{"before the first round", at(-5), [2]Sale{}, 0, nobody, true},
	} {
		r := &Rounds{Timing: timing, Seen: c.seen, Sold: c.sold}
		if got, known := r.Controller(c.round); got != c.want || known == c.unsure {
			t.Errorf("%s: %s, known %v", c.name, got, known)
		}
	}
	r := &Rounds{Timing: timing, Seen: at(130)}
	if r.At(at(10)) != 2 || r.At(at(200)) != 3 {
		t.Error("a clock that is behind the chain counts")
	}
}

func TestTimingOfOne(t *testing.T) {
	// As on Arbitrum One, with an offset before 1970, too.
	for _, offset := range []int64{1_744_902_000, -60 * 1000} {
		timing := Timing{Offset: offset, Round: 60, Closing: 15, Reserve: 15}
		start := timing.Start(9)
		if timing.At(start) != 9 || timing.At(start.Add(-1)) != 8 || !timing.Closes(9).Equal(start.Add(-15*time.Second)) {
			t.Errorf("round 9 begins %s", start)
		}
		if next, open := timing.Bidding(timing.Closes(9)); next != 9 || open {
			t.Error("bidding goes on at the closing time")
		}
		if next, open := timing.Bidding(timing.Closes(9).Add(-1)); next != 9 || !open {
			t.Error("bidding has ended before the closing time")
		}
		if timing.check() != nil {
			t.Error(timing.check())
		}
	}
	for _, bad := range []Timing{{}, {Round: 90_000}, {Round: 60, Closing: 61}, {Round: 60, Offset: 1 << 60}} {
		if bad.check() == nil {
			t.Errorf("%+v passes", bad)
		}
	}
}

// script is a node whose auction is as the test says.
type script struct {
	mu   sync.Mutex
	seen uint64
	sold [2]Sale
	err  error
}

func (s *script) Latest(context.Context) (rpc.Head, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return rpc.Head{Time: s.seen}, s.err
}

func (s *script) become(change func(*script)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	change(s)
}

func (*script) Code(context.Context, common.Address, rpc.At) ([]byte, error) { return []byte{1}, nil }

func (s *script) CallContract(_ context.Context, _, _ common.Address, data []byte, _ rpc.At) ([]byte, error) {
	word := func(n uint64) []byte { return uint256.NewInt(n).PaddedBytes(32) }
	if binary.BigEndian.Uint32(data) == binary.BigEndian.Uint32(bindings.NewIExpressLaneAuction().PackRoundTimingInfo()) {
		return append(append(word(1000), word(60)...), append(word(15), word(15)...)...), nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []byte
	for _, sale := range s.sold {
		out = append(append(out, common.LeftPadBytes(sale.Controller[:], 32)...), word(sale.Round)...)
	}
	return out, nil
}

// What is new is told once; a node that fails takes nothing back, and shows.
func TestTrackerTellsWhatIsNew(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		node := &script{seen: 1000 + 50}
		var told []Rounds
		tracker, err := NewTracker(TrackerOptions{Node: node, Auction: ann, Changed: func(r *Rounds) { told = append(told, *r) }})
		if err != nil {
			t.Fatal(err)
		}
		if tracker.Rounds() != nil || tracker.Check(t.Context()) == nil {
			t.Error("it knows before it asked")
		}
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan error)
		go func() { ended <- tracker.Run(ctx) }()
		pass := func() { time.Sleep(1500 * time.Millisecond); synctest.Wait() }
		pass()
		pass()
		if len(told) != 1 || tracker.Check(ctx) != nil {
			t.Errorf("told %d times, %v", len(told), tracker.Check(ctx))
		}
		node.become(func(s *script) { s.sold[0] = Sale{1, ann} })
		pass()
		node.become(func(s *script) { s.sold[0].Controller = bob }) // transferExpressLaneController
		pass()
		node.become(func(s *script) { s.err = errors.New("gone") })
		pass()
		if err := tracker.Check(ctx); err == nil || len(told) != 3 || told[1].Sold[0].Controller != ann {
			t.Errorf("told %+v, %v", told, err)
		}
		if who, known := tracker.Rounds().Controller(1); who != bob || !known {
			t.Errorf("a failure took back what was known: %s, %v", who, known)
		}
		node.become(func(s *script) { s.err = nil })
		pass()
		if len(told) != 3 || tracker.Check(ctx) != nil {
			t.Errorf("told %d times, %v", len(told), tracker.Check(ctx))
		}
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	if _, err := NewTracker(TrackerOptions{}); err == nil {
		t.Error("a tracker of nothing")
	}
}

// The contract's reverts are explained; what is not its own is said to be so.
func TestExplain(t *testing.T) {
	w := newWorld(t)
	w.run()
	c := bindings.NewIExpressLaneAuction()
	account := contract.Account{Node: w.node, Address: w.who(bidder), Chain: 412346}
	account.MaxGasPrice.SetUint64(1e12)
	for data, want := range map[string]string{
		string(c.PackDeposit(common.Big0)):  "the amount, or the balance, is zero",
		string(c.PackInitiateWithdrawal()):  "the amount, or the balance, is zero",
		string(c.PackFinalizeWithdrawal()):  "there is nothing to withdraw yet",
		string(c.PackDeposit(common.Big32)): "no reason", // the token's
	} {
		_, err := account.Draft(t.Context(), call(w.auction, "try", []byte(data)))
		if !errors.Is(err, contract.ErrRefused) || !strings.Contains(err.Error(), want) && want != "no reason" {
			t.Errorf("%v, want %q", err, want)
		}
	}
	if got := Explain([]byte{1, 2, 3, 4}); got != "not an error of the express lane auction" {
		t.Error(got)
	}
}
