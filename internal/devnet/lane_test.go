package devnet

import (
	"encoding/json"
	"errors"
	"math/big"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
)

// auctionAt answers roundTimingInfo() with its storage slots 0 to 3 and
// resolvedRounds() with slots 4 to 7: what the sequencer reads of an
// ExpressLaneAuction. The real one is in package auctioneer's tests.
var auctionAt = common.HexToAddress("0xa0c")

func auctionCode() []byte {
	code := common.FromHex("5f3560e01c63")
	code = append(code, crypto.Keccak256([]byte("resolvedRounds()"))[:4]...)
	code = append(code, common.FromHex("1460021b")...) // 4 for it, else 0
	for i := range byte(4) {
		code = append(code, 0x80, 0x60, i, 0x01, 0x54, 0x60, 32*i, 0x52)
	}
	return append(code, common.FromHex("60805ff3")...)
}

// A lane's rounds last 20 s; person 9 controls the first, from 100 s after the
// test clock's beginning.
const (
	laneBegins = 1_700_000_100
	laneRound  = 20
)

// newLane is a chain at a second of its own, whose blocks the test makes.
func newLane(t *testing.T, second int64, controlled bool) (*world, *clock) {
	t.Helper()
	word := func(n uint64) common.Hash { return common.BigToHash(new(big.Int).SetUint64(n)) }
	storage := map[common.Hash]common.Hash{word(0): word(laneBegins), word(1): word(laneRound), word(2): word(5), word(3): word(5)}
	if controlled {
		storage[word(4)] = common.BytesToHash(people(10)[9].addr[:])
	}
	clock := &clock{at: time.Unix(second, 0)}
	w := newWorld(t, Options{
		Ordering: Timeboost, BlockTime: 20 * ms, Now: clock.now,
		Alloc: types.GenesisAlloc{auctionAt: {Balance: new(big.Int), Code: auctionCode(), Storage: storage}},
	})
	if err := w.OpenExpressLane(t.Context(), auctionAt); err != nil {
		t.Fatal(err)
	}
	if err := w.turn(t.Context(), w.Time()); err != nil {
		t.Fatal(err)
	}
	return w, clock
}

// submit signs a submission by person 9 for round 0, changed as wanted before or
// after it is signed.
func (w *world) submit(tx *types.Transaction, number uint64, before, after func(*submission)) *submission {
	w.t.Helper()
	raw, err := tx.MarshalBinary()
	if err != nil {
		w.t.Fatal(err)
	}
	s := &submission{
		ChainID: (*hexutil.Big)(w.Signer().ChainID()), AuctionContractAddress: auctionAt,
		Transaction: raw, SequenceNumber: hexutil.Uint64(number),
	}
	if before != nil {
		before(s)
	}
	s.Signature = w.laneSignature(9, s)
	if after != nil {
		after(s)
	}
	return s
}

func (w *world) laneSignature(who int, s *submission) []byte {
	w.t.Helper()
	signature, err := crypto.Sign(laneHash(s.ChainID.ToInt().Uint64(), s.AuctionContractAddress, uint64(s.Round), uint64(s.SequenceNumber), s.Transaction), w.people[who].key)
	if err != nil {
		w.t.Fatal(err)
	}
	return signature
}

// One row for each refusal; a detail may stand before the code.
func TestLaneRefusals(t *testing.T) {
	w, _ := newLane(t, laneBegins, true)
	tx := w.call(0, 0, 1)
	api := &timeboostAPI{w.Chain}
	for _, c := range []struct {
		name, want    string
		before, after func(*submission)
	}{
		{"accepted", "", nil, nil},
		{"accepted with v 27 or 28", "", func(s *submission) { s.SequenceNumber = 1 }, func(s *submission) { s.Signature[64] += 27 }},
		{"no transaction", "MALFORMED_DATA", func(s *submission) { s.Transaction = nil }, nil},
		{"not a transaction", "MALFORMED_DATA", func(s *submission) { s.Transaction = []byte{1, 2, 3} }, nil},
		{"no signature", "MALFORMED_DATA", nil, func(s *submission) { s.Signature = nil }},
		{"short signature", "MALFORMED_DATA", nil, func(s *submission) { s.Signature = s.Signature[:64] }},
		{"other chain", "does not match current chain ID 412346: WRONG_CHAIN_ID", func(s *submission) { s.ChainID = (*hexutil.Big)(big.NewInt(1)) }, nil},
		{"other auction", "WRONG_AUCTION_CONTRACT", func(s *submission) { s.AuctionContractAddress[0]++ }, nil},
		{"later round", "express lane tx round 2 does not match current round 0: BAD_ROUND_NUMBER", func(s *submission) { s.Round = 2 }, nil},
		{"next round, too early", "BAD_ROUND_NUMBER", func(s *submission) { s.Round = 1 }, nil},
		{"signed by another", "NOT_EXPRESS_LANE_CONTROLLER", nil, func(s *submission) { s.Signature = w.laneSignature(8, s) }},
		{"too large", "OVERSIZED_DATA", func(s *submission) { s.Transaction, _ = w.bid(1, 0, 1, blockBytes).MarshalBinary() }, nil},
		{"same again", "", nil, nil},
		{"same number, other transaction, done", "SEQUENCE_NUMBER_TOO_LOW", func(s *submission) { s.Transaction, _ = w.call(1, 0, 1).MarshalBinary() }, nil},
		{"future number", "", func(s *submission) { s.SequenceNumber = 7 }, nil},
		{"same future number, other transaction", "SEQUENCE_NUMBER_ALREADY_SEEN", func(s *submission) {
			s.SequenceNumber = 7
			s.Transaction, _ = w.call(1, 0, 1).MarshalBinary()
		}, nil},
		{"as far ahead as allowed", "", func(s *submission) { s.SequenceNumber = 2 + laneAhead }, nil},
		{"too far ahead", "reached max allowed limit", func(s *submission) { s.SequenceNumber = 3 + laneAhead }, nil},
		{"no order wanted", "", func(s *submission) { s.SequenceNumber = dontCare }, nil},
	} {
		err := api.SendExpressLaneTransaction(t.Context(), w.submit(tx, 0, c.before, c.after))
		if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.HasSuffix(err.Error(), c.want) && !strings.Contains(err.Error(), "max allowed")) {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
	bare, _ := newLane(t, laneBegins, false)
	if err := (&timeboostAPI{bare.Chain}).SendExpressLaneTransaction(t.Context(), bare.submit(tx, 0, nil, nil)); !errors.Is(err, errNoController) {
		t.Errorf("without a controller: %v", err)
	}
	if d := bare.lane.delay(bare.Time()); d != 0 {
		t.Errorf("without a controller others are %v later", d)
	}
}

// Numbers are processed in order, whatever order they come in, and one whose
// transaction is dropped is used up.
func TestLaneSequence(t *testing.T) {
	w, _ := newLane(t, laneBegins, true)
	sent := func(number uint64, tx *types.Transaction, block uint64) (out []common.Hash) {
		s := w.submit(tx, number, nil, nil)
		s.tx = tx
		ready, err := w.lane.enqueue(s, block)
		if err != nil {
			t.Fatal(err)
		}
		return hashes(ready)
	}
	a, b, c, d := w.call(0, 0, 1), w.call(0, 1, 1), w.call(0, 2, 1), w.call(0, 3, 1)
	if got := sent(1, b, 10); len(got) != 0 {
		t.Errorf("1 before 0: %v", got)
	}
	if got := sent(0, a, 10); !slices.Equal(got, hashes(types.Transactions{a, b})) {
		t.Errorf("0 frees 0 and 1: %v", got)
	}
	if got := sent(3, d, 10); len(got) != 0 {
		t.Errorf("3 before 2: %v", got)
	}
	if got := sent(2, c, 16); !slices.Equal(got, hashes(types.Transactions{c})) {
		t.Errorf("3 had waited for more than five blocks: %v", got)
	}
	if w.lane.next != 4 {
		t.Errorf("next is %d, want 4", w.lane.next)
	}
	// A new round begins with 0, and forgets.
	if err := w.turn(t.Context(), laneBegins+laneRound); err != nil {
		t.Fatal(err)
	}
	if got := sent(0, d, 20); !slices.Equal(got, hashes(types.Transactions{d})) {
		t.Errorf("in the next round: %v", got)
	}
}

// Up to two seconds before a round its first submission waits for it; one
// that asks for no order does not.
func TestLaneEarlySubmission(t *testing.T) {
	w, clock := newLane(t, laneBegins+laneRound-3, true)
	w.lane.controllers[1] = w.people[9].addr
	api := &timeboostAPI{w.Chain}
	early := func(number uint64) *submission {
		return w.submit(w.call(1, 0, 1), number, func(s *submission) { s.Round = 1 }, nil)
	}
	if err := api.SendExpressLaneTransaction(t.Context(), early(0)); !errors.Is(err, errBadRound) {
		t.Errorf("three seconds early: %v", err)
	}
	clock.pass(time.Second)
	if err := api.SendExpressLaneTransaction(t.Context(), early(dontCare)); !errors.Is(err, errBadRound) {
		t.Errorf("early without order: %v", err)
	}
	answer := make(chan error, 1)
	go func() { answer <- api.SendExpressLaneTransaction(t.Context(), early(0)) }()
	clock.pass(2 * time.Second)
	if err := w.turn(t.Context(), w.Time()); err != nil {
		t.Fatal(err)
	}
	if err := <-answer; err != nil {
		t.Errorf("two seconds early: %v", err)
	}
}

// While somebody controls the round everybody else is 200 ms later, and only
// what came through the lane is marked.
func TestLaneIsAhead(t *testing.T) {
	for _, controlled := range []bool{true, false} {
		w, _ := newLane(t, laneBegins, controlled)
		plain, express := w.call(0, 0, 1), w.call(1, 0, 1)
		answer := make(chan error, 1)
		from, err := types.Sender(w.signer, plain)
		if err != nil {
			t.Fatal(err)
		}
		if err := w.queue.push(&arrival{tx: plain, from: from, answer: answer, delay: w.lane.delay(w.Time())}, w.opts.Now); err != nil {
			t.Fatal(err)
		}
		err = (&timeboostAPI{w.Chain}).SendExpressLaneTransaction(t.Context(), w.submit(express, 0, nil, nil))
		if controlled != (err == nil) {
			t.Fatal(err)
		}
		block, carried, err := w.tick(t.Context(), nil, w.opts.Now())
		if err != nil {
			t.Fatal(err)
		}
		want := types.Transactions{plain}
		if controlled {
			want = types.Transactions{express}
			if len(carried) != 1 || carried[0].tx != plain || carried[0].at.Sub(w.opts.Now()) != laneAdvantage {
				t.Errorf("carried %+v", carried)
			}
		}
		if got := hashes(block.Transactions()); !slices.Equal(got, hashes(want)) {
			t.Errorf("controlled %v: block %v, want %v", controlled, got, hashes(want))
		}
		bits := w.lane.metadata(block.NumberU64())
		if len(bits) < 2 || bits[0] != 0 || isTimeboosted(bits, 1) != controlled || isTimeboosted(bits, 0) || isTimeboosted(bits, 99) {
			t.Errorf("controlled %v: metadata %x", controlled, bits)
		}
		var receipt map[string]any
		if err := w.Client().Client().CallContext(t.Context(), &receipt, "eth_getTransactionReceipt", want[0].Hash()); err != nil || receipt["timeboosted"] != controlled {
			t.Errorf("controlled %v: receipt %v, %v", controlled, receipt["timeboosted"], err)
		}
	}
}

func TestLaneNeedsItsOrdering(t *testing.T) {
	w := newWorld(t, Options{})
	if err := w.OpenExpressLane(t.Context(), auctionAt); err == nil {
		t.Error("a chain that is first come, first served has an express lane")
	}
}

// The signed bytes are those of nitro's own code.
func TestLaneHashVectors(t *testing.T) {
	dir := os.Getenv("MEV_BOT_VECTORS")
	if dir == "" {
		t.Skip("MEV_BOT_VECTORS is not set")
	}
	raw, err := os.ReadFile(filepath.Join(dir, "timeboost_signing.json"))
	if err != nil {
		t.Fatal(err)
	}
	var vectors []struct {
		Kind         string
		Params       submission
		PersonalHash hexutil.Bytes
		Signer       common.Address
	}
	if err := json.Unmarshal(raw, &vectors); err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, v := range vectors {
		if v.Kind != "expressLane" {
			continue
		}
		n++
		p := v.Params
		hash := laneHash(p.ChainID.ToInt().Uint64(), p.AuctionContractAddress, uint64(p.Round), uint64(p.SequenceNumber), p.Transaction)
		if !slices.Equal(hash, v.PersonalHash) {
			t.Errorf("vector %d: hash %x, want %x", n, hash, v.PersonalHash)
		}
	}
	if n == 0 {
		t.Error("no vector of a submission")
	}
}
