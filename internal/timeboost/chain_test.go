package timeboost

import (
	"context"
	"errors"
	"math/big"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/holiman/uint256"
	"pgregory.net/rapid"

	"mevbot/internal/bindings"
	"mevbot/internal/chain"
	"mevbot/internal/contract"
	"mevbot/internal/rpc"
	"mevbot/internal/signer"
)

const unit = 1e15 // the reserve price

// The contract hashes a bid as we do, whatever is in it.
func TestBidHashIsTheContracts(t *testing.T) {
	w := newWorld(t)
	c := bindings.NewIExpressLaneAuction()
	domain, err := w.node.CallContract(t.Context(), common.Address{}, w.auction, c.PackDomainSeparator(), rpc.AtLatest())
	if err != nil {
		t.Fatal(err)
	}
	if got := (&signer.LaneBid{Chain: chain.Local.ID, Auction: w.auction}).Domain(); got != common.Hash(domain) {
		t.Errorf("domain %s, the contract's is %x", got, domain)
	}
	rapid.Check(t, func(r *rapid.T) {
		b := signer.LaneBid{
			Chain: chain.Local.ID, Auction: w.auction, Round: rapid.Uint64().Draw(r, "round"),
			Controller: common.Address(rapid.SliceOfN(rapid.Byte(), 20, 20).Draw(r, "controller")),
		}
		b.Amount.SetBytes(rapid.SliceOfN(rapid.Byte(), 0, 32).Draw(r, "amount"))
		out, err := w.node.CallContract(t.Context(), common.Address{}, w.auction, c.PackGetBidHash(b.Round, b.Controller, b.Amount.ToBig()), rpc.AtLatest())
		if err != nil {
			r.Fatal(err)
		}
		if got := b.Hash(); got != common.Hash(out) {
			r.Fatalf("%+v: hash %s, the contract's is %x", b, got, out)
		}
	})
}

// Rounds and closing times are the contract's, second by second over two rounds.
func TestTimingIsTheContracts(t *testing.T) {
	w := newWorld(t)
	c := bindings.NewIExpressLaneAuction()
	timing := w.read(bidder).Timing
	if timing.Round != 60 || timing.Closing != 30 || timing.Reserve != 15 {
		t.Fatalf("%+v", timing)
	}
	closed := 0
	for range 130 {
		w.mine()
		head, err := w.node.Latest(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		round := w.word(c.PackCurrentRound())
		shut := w.word(c.PackIsAuctionRoundClosed())
		now := time.Unix(int64(head.Time), 0)
		next, open := timing.Bidding(now)
		if timing.At(now) != round || next != round+1 || open == (shut == 1) {
			t.Errorf("at %d: round %d, for sale %d, open %v; the contract says %d, closed %d", head.Time, timing.At(now), next, open, round, shut)
		}
		if at := now.Add(time.Second - 1); timing.At(at) != round {
			t.Errorf("the round ends within a second")
		}
		closed += int(shut)
	}
	if closed == 0 || closed == 130 {
		t.Errorf("closed %d times of 130", closed)
	}
}

func (w *world) word(data []byte) uint64 {
	w.Helper()
	out, err := w.node.CallContract(w.Context(), common.Address{}, w.auction, data, rpc.AtLatest())
	if err != nil {
		w.Fatal(err)
	}
	return new(uint256.Int).SetBytes(out).Uint64()
}

// deposit puts an amount into the auction, as an owner does.
func (w *world) deposit(i int, amount uint64) {
	w.Helper()
	v := uint256.NewInt(amount)
	w.act(i, contract.Pay(w.token, v))
	w.act(i, w.read(i).Approve(v))
	w.act(i, w.read(i).Put(v))
}

// room waits for a round in which there is time to bid.
func (w *world) room() {
	w.Helper()
	now, timing := time.Unix(int64(w.chain.Time()), 0), w.read(bidder).Timing
	if next, _ := timing.Bidding(now); timing.Closes(next).Sub(now) < 20*time.Second {
		w.until(timing.Start(next))
	}
}

// The whole way: deposit, bid, win, send ahead of everybody, withdraw.
func TestFromDepositToWithdrawal(t *testing.T) {
	w := newWorld(t)
	w.run()
	ctx := t.Context()
	tracker, err := NewTracker(TrackerOptions{Node: w.node, Auction: w.auction, Poll: 10 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	tracked := make(chan error, 1)
	trackCtx, stop := context.WithCancel(ctx)
	go func() { tracked <- tracker.Run(trackCtx) }()
	defer func() {
		stop()
		if err := <-tracked; err != nil {
			t.Error(err)
		}
	}()

	w.deposit(bidder, 10*unit)
	w.deposit(rival, 10*unit)
	house, err := NewAuctioneer(w.chain.HTTPURL(), 3*time.Second)
	if err != nil {
		t.Fatal(err)
	}
	defer house.Close()
	w.room()
	s := w.read(bidder)
	most := uint256.NewInt(100 * unit)
	bid := func(i int, amount uint64) uint64 {
		t.Helper()
		b, err := w.read(i).Bid(chain.Local.ID, w.who(controller), uint256.NewInt(amount), time.Time{})
		if err != nil {
			t.Fatal(err)
		}
		signed, err := SignBid(w.key(i), b, most)
		if err != nil {
			t.Fatal(err)
		}
		if err := house.Submit(ctx, signed); err != nil {
			t.Fatal(err)
		}
		return b.Round
	}
	round := bid(bidder, 7*unit)
	if again := bid(rival, 4*unit); again != round {
		t.Fatalf("bids for rounds %d and %d", round, again)
	}

	w.until(s.Timing.Closes(round))
	w.eventually("the settlement", func() bool {
		r := tracker.Rounds()
		who, known := r.Controller(round)
		return known && who == w.who(controller)
	})
	if err := tracker.Check(ctx); err != nil {
		t.Error(err)
	}
	if who, known := tracker.Rounds().Controller(round + 1); known {
		t.Errorf("the round after next is known to be of %s", who)
	}
	if left := w.read(bidder).Deposit; !left.Eq(uint256.NewInt(6 * unit)) { // the second price
		t.Errorf("the winner has %s left", left.Dec())
	}
	if _, err := w.read(bidder).Bid(chain.Local.ID, w.who(controller), uint256.NewInt(unit), time.Time{}); !errors.Is(err, ErrClosed) {
		t.Errorf("a bid after the close: %v", err)
	}

	w.until(s.Timing.Start(round))
	w.aheadOfEverybody(round)
	w.withdraw(6 * unit)
}

// aheadOfEverybody sends in the ordinary way, and a little later through the lane.
func (w *world) aheadOfEverybody(round uint64) {
	w.Helper()
	ctx := w.Context()
	sequencer, err := NewSequencer(w.chain.HTTPURL(), 3*time.Second)
	if err != nil {
		w.Fatal(err)
	}
	defer sequencer.Close()
	lane, err := NewLane(LaneOptions{Chain: chain.Local.ID, Auction: w.auction, Key: w.key(controller), Sequencer: sequencer, Journal: openNumbers(w.T)})
	if err != nil {
		w.Fatal(err)
	}
	nonce, err := w.chain.Client().NonceAt(ctx, w.who(rival), nil)
	if err != nil {
		w.Fatal(err)
	}
	plain := w.sign(rival, nonce, &w.token, common.Big1, nil)
	answer := make(chan time.Duration, 1)
	go func() {
		began := time.Now()
		if err := w.chain.Client().SendTransaction(ctx, plain); err != nil {
			w.Error(err)
		}
		answer <- time.Since(began)
	}()
	time.Sleep(20 * time.Millisecond) // it is on its way
	var express []*types.Transaction
	began := time.Now()
	for n := range uint64(3) {
		tx := w.sign(sender, n, &w.token, common.Big2, nil)
		raw, err := tx.MarshalBinary()
		if err != nil {
			w.Fatal(err)
		}
		if number, err := lane.Send(ctx, round, raw); err != nil || number != n {
			w.Fatalf("number %d, want %d: %v", number, n, err)
		}
		if number, err := lane.Send(ctx, round, raw); err != nil || number != n { // once more changes nothing
			w.Fatalf("again: number %d, want %d: %v", number, n, err)
		}
		express = append(express, tx)
	}
	first := w.block(express[2])
	w.Logf("three through the lane were included after %v", time.Since(began))
	took := <-answer
	w.Logf("the ordinary one was answered after %v", took)
	if last := w.block(plain); last <= first {
		w.Errorf("through the lane in block %d, sent before in block %d", first, last)
	}
	if took < 200*time.Millisecond {
		w.Errorf("an ordinary transaction took %v although the round is controlled", took)
	}
	for i, tx := range append(express, plain) {
		var receipt struct {
			Timeboosted bool
			Status      hexutil.Uint64
		}
		if err := w.chain.Client().Client().CallContext(ctx, &receipt, "eth_getTransactionReceipt", tx.Hash()); err != nil || receipt.Timeboosted != (i < 3) || receipt.Status != 1 {
			w.Errorf("transaction %d: %+v, %v", i, receipt, err)
		}
	}
	if err := lane.Ordered(); err != nil {
		w.Error(err)
	}
}

func (w *world) block(tx *types.Transaction) (number uint64) {
	w.Helper()
	w.eventually("the receipt", func() bool {
		r, err := w.node.TransactionReceipt(w.Context(), tx.Hash())
		if err == nil {
			number = uint64(r.Block)
		}
		return err == nil
	})
	return number
}

// withdraw takes the bidder's deposit out, in two steps.
func (w *world) withdraw(amount uint64) {
	w.Helper()
	s := w.read(bidder)
	begin, err := s.Withdraw()
	if err != nil || !strings.HasPrefix(begin.What, "begin to withdraw the whole deposit of 0.006") {
		w.Fatalf("%q, %v", begin.What, err)
	}
	w.act(bidder, begin)
	s = w.read(bidder)
	if _, err := s.Withdraw(); !errors.Is(err, ErrNotDue) || !s.Withdrawing.Eq(uint256.NewInt(amount)) || !s.Deposit.Eq(&s.Withdrawing) || s.Due < s.Round()+1 {
		w.Errorf("begun: %v, %+v", err, s)
	}
	due := s.Due
	w.until(s.Timing.Start(due))
	w.eventually("the round", func() bool { return w.read(bidder).Round() >= due })
	s = w.read(bidder)
	if s.Due > s.Round() || !s.Deposit.IsZero() || !s.Withdrawing.Eq(uint256.NewInt(amount)) {
		w.Errorf("due: %+v", s)
	}
	finish, err := s.Withdraw()
	if err != nil {
		w.Fatal(err)
	}
	w.act(bidder, finish)
	s = w.read(bidder)
	if _, err := s.Withdraw(); !errors.Is(err, ErrNothing) || !s.Wallet.Eq(uint256.NewInt(amount)) || s.Due != 0 {
		w.Errorf("finished: %v, %+v", err, s)
	}
}

// What the services refuse comes back typed, by their own words.
func TestRefusalsOfTheServices(t *testing.T) {
	w := newWorld(t)
	w.run()
	w.deposit(bidder, 2*unit)
	ctx := t.Context()
	house, err := NewAuctioneer(w.chain.HTTPURL(), 3*time.Second)
	if err != nil {
		t.Fatal(err)
	}
	defer house.Close()
	sequencer, err := NewSequencer(w.chain.HTTPURL(), 3*time.Second)
	if err != nil {
		t.Fatal(err)
	}
	defer sequencer.Close()
	timing := w.read(bidder).Timing
	now := func() uint64 { return timing.At(time.Unix(int64(w.chain.Time()), 0)) }
	w.room()
	for _, c := range []struct {
		want   error
		who    int
		change func(*signer.LaneBid)
		after  func(*Bid)
	}{
		{ErrMalformed, bidder, func(b *signer.LaneBid) { b.Auction[0]++ }, nil},
		{ErrMalformed, bidder, nil, func(b *Bid) { b.Signature = b.Signature[:64] }},
		{ErrWrongSignature, bidder, nil, func(b *Bid) { b.Signature[64] -= 27 }},
		{ErrWrongChain, bidder, func(b *signer.LaneBid) { b.Chain = 1 }, nil},
		{ErrBadRound, bidder, func(b *signer.LaneBid) { b.Round += 5 }, nil},
		{ErrReservePrice, bidder, func(b *signer.LaneBid) { b.Amount.SetUint64(1) }, nil},
		{ErrBalance, bidder, func(b *signer.LaneBid) { b.Amount.SetUint64(3 * unit) }, nil},
		{ErrNotDepositor, rival, nil, nil},
		{nil, bidder, nil, nil},
		{nil, bidder, nil, nil},
		{nil, bidder, nil, nil},
		{nil, bidder, nil, nil},
		{ErrTooManyBids, bidder, nil, nil},
	} {
		b := &signer.LaneBid{Chain: chain.Local.ID, Auction: w.auction, Round: now() + 1, Controller: w.who(controller), Amount: *uint256.NewInt(unit)}
		if c.change != nil {
			c.change(b)
		}
		signed, err := SignBid(w.key(c.who), b, uint256.NewInt(100*unit))
		if err != nil {
			t.Fatal(err)
		}
		if c.after != nil {
			c.after(signed)
		}
		if err := house.Submit(ctx, signed); !errors.Is(err, c.want) || (c.want != nil) != errors.As(err, new(*RefusalError)) {
			t.Errorf("bid: %v, want %v", err, c.want)
		}
	}

	// Nobody controls the running round.
	tx := w.sign(sender, 0, &w.token, common.Big1, nil)
	raw, err := tx.MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	submit := func(change func(*signer.LaneSubmission)) error {
		s := &signer.LaneSubmission{Chain: chain.Local.ID, Auction: w.auction, Round: now(), Raw: raw}
		if change != nil {
			change(s)
		}
		signed, err := SignSubmission(w.key(rival), s)
		if err != nil {
			t.Fatal(err)
		}
		return sequencer.Submit(ctx, signed)
	}
	for _, c := range []struct {
		want   error
		change func(*signer.LaneSubmission)
	}{
		{ErrNoController, nil},
		{ErrMalformed, func(s *signer.LaneSubmission) { s.Raw = []byte{1, 2} }},
		{ErrWrongChain, func(s *signer.LaneSubmission) { s.Chain = 5 }},
		{ErrWrongAuction, func(s *signer.LaneSubmission) { s.Auction[3]++ }},
		{ErrBadRound, func(s *signer.LaneSubmission) { s.Round += 3 }},
	} {
		if err := submit(c.change); !errors.Is(err, c.want) {
			t.Errorf("submission: %v, want %v", err, c.want)
		}
	}
	// The bid of above wins, its controller has the lane.
	round := now() + 1
	w.until(timing.Start(round))
	w.eventually("the sequencer's notice", func() bool { return !errors.Is(submit(nil), ErrNoController) })
	if err := submit(nil); !errors.Is(err, ErrNotController) {
		t.Errorf("somebody else's submission: %v", err)
	}
	mine := func(number uint64, tx *types.Transaction) error {
		raw, err := tx.MarshalBinary()
		if err != nil {
			t.Fatal(err)
		}
		signed, err := SignSubmission(w.key(controller), &signer.LaneSubmission{Chain: chain.Local.ID, Auction: w.auction, Round: round, Sequence: number, Raw: raw})
		if err != nil {
			t.Fatal(err)
		}
		return sequencer.Submit(ctx, signed)
	}
	other := w.sign(sender, 0, &w.token, big.NewInt(3), nil)
	large := w.sign(sender, 0, &w.token, nil, make([]byte, 96_000))
	for _, c := range []struct {
		want   error
		number uint64
		tx     *types.Transaction
	}{
		{nil, 0, tx},
		{nil, 0, tx},
		{ErrSequenceTooLow, 0, other},
		{nil, 4, tx},
		{ErrSequenceTaken, 4, other},
		{ErrSequenceTooHigh, 2000, tx},
		{ErrOversized, 1, large},
		{nil, Unordered, tx},
	} {
		if err := mine(c.number, c.tx); !errors.Is(err, c.want) {
			t.Errorf("number %d: %v, want %v", c.number, err, c.want)
		}
	}
}

// A chain without Timeboost says so.
func TestNoSuchService(t *testing.T) {
	w := newWorld(t)
	d, err := rpc.NewDirect(w.chain.HTTPURL(), time.Second)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	if err := typed(d.Do(t.Context(), "lane_submit", 1)); !errors.Is(err, ErrNoLane) {
		t.Error(err)
	}
	if _, err := Read(t.Context(), w.node, w.who(bidder), w.who(bidder)); !errors.Is(err, ErrNoContract) {
		t.Errorf("an account without code: %v", err)
	}
	if _, err := Read(t.Context(), w.node, w.token, w.who(bidder)); !errors.Is(err, ErrNoContract) {
		t.Errorf("a token: %v", err)
	}
}
