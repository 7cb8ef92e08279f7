package auctioneer

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
	"go.uber.org/goleak"

	"mevbot/internal/artifact"
	"mevbot/internal/devnet"
)

func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m,
		// go-ethereum has no way to end these.
		goleak.IgnoreTopFunction("github.com/ethereum/go-ethereum/eth/filters.(*FilterAPI).timeoutLoop"),
		goleak.IgnoreTopFunction("github.com/ethereum/go-ethereum/core.(*txSenderCacher).cache"),
		// Ends by itself a second after its database was closed.
		goleak.IgnoreTopFunction("github.com/syndtr/goleveldb/leveldb.(*DB).mpoolDrain"),
	)
}

// house is a chain with an auction and people who bid: the chain's time moves
// only with its blocks.
type house struct {
	*Auctioneer
	t      *testing.T
	chain  *devnet.Chain
	weth   *artifact.Artifact
	token  common.Address
	people []*ecdsa.PrivateKey
	nonces []uint64
}

const people = 4

func (h *house) who(i int) common.Address { return crypto.PubkeyToAddress(h.people[i].PublicKey) }

func newHouse(t *testing.T) *house {
	t.Helper()
	weth, err := artifact.Load("WETH9")
	if errors.Is(err, artifact.ErrMissing) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	h := &house{t: t, weth: weth, nonces: make([]uint64, people)}
	alloc, err := Genesis()
	if err != nil {
		t.Fatal(err)
	}
	for i := range people {
		key, err := crypto.ToECDSA(crypto.Keccak256(fmt.Appendf(nil, "bidder %d", i)))
		if err != nil {
			t.Fatal(err)
		}
		h.people = append(h.people, key)
		alloc[h.who(i)] = types.Account{Balance: new(big.Int).Lsh(common.Big1, 70)}
	}
	h.chain, err = devnet.Start(t.Context(), devnet.Options{
		HTTP: "127.0.0.1:0", WS: "127.0.0.1:0", Feed: "127.0.0.1:0", Delay: -1, FeedLead: -1, Alloc: alloc,
		BlockTime: 20 * time.Millisecond, Ordering: devnet.Timeboost,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := h.chain.Close(); err != nil {
			t.Error(err)
		}
	})
	h.token = crypto.CreateAddress(h.who(0), 0)
	h.mine(h.sign(0, nil, nil, h.weth.Bytecode))
	if h.Auctioneer, err = New(Options{Chain: h.chain, Token: h.token, Round: 60, Closing: 15, Submission: 15, Poll: time.Millisecond}); err != nil {
		t.Fatal(err)
	}
	if err := h.Deploy(t.Context()); err != nil {
		t.Fatal(err)
	}
	return h
}

func (h *house) sign(i int, to *common.Address, value *big.Int, data []byte) *types.Transaction {
	h.t.Helper()
	tx, err := types.SignNewTx(h.people[i], h.chain.Signer(), &types.DynamicFeeTx{
		ChainID: h.chain.Signer().ChainID(), Nonce: h.nonces[i], GasTipCap: new(big.Int), GasFeeCap: big.NewInt(1e10), Gas: 3_000_000, To: to, Value: value, Data: data,
	})
	if err != nil {
		h.t.Fatal(err)
	}
	h.nonces[i]++
	return tx
}

func (h *house) mine(txs ...*types.Transaction) {
	h.t.Helper()
	_, receipts, err := h.chain.Mine(h.t.Context(), txs)
	if err != nil {
		h.t.Fatal(err)
	}
	for _, r := range receipts {
		if r.Status != 1 {
			h.t.Fatalf("%s reverted", r.TxHash)
		}
	}
}

// until lets the chain's time pass.
func (h *house) until(second uint64) {
	for h.chain.Time()-h.offset < second {
		h.mine()
	}
}

func (h *house) pack(a *artifact.Artifact, method string, args ...any) []byte {
	h.t.Helper()
	data, err := a.ABI.Pack(method, args...)
	if err != nil {
		h.t.Fatal(err)
	}
	return data
}

// deposit gives person i amount in the auction.
func (h *house) deposit(i int, amount int64) {
	h.t.Helper()
	h.mine(h.sign(i, &h.token, big.NewInt(amount), nil),
		h.sign(i, &h.token, nil, h.pack(h.weth, "approve", h.Contract(), big.NewInt(amount))),
		h.sign(i, &h.contract, nil, h.pack(h.auction, "deposit", big.NewInt(amount))))
}

// offer is person i's bid for a round, signed over the hash that the contract
// itself asks for.
func (h *house) offer(i int, round uint64, amount int64) *message {
	h.t.Helper()
	out, err := h.ask(h.t.Context(), "getBidHash", round, h.who(i), big.NewInt(amount))
	if err != nil {
		h.t.Fatal(err)
	}
	hash := out[0].([32]byte)
	signature, err := crypto.Sign(hash[:], h.people[i])
	if err != nil {
		h.t.Fatal(err)
	}
	signature[64] += 27
	return &message{
		ChainID: (*hexutil.Big)(h.chain.Signer().ChainID()), ExpressLaneController: h.who(i), AuctionContractAddress: h.contract,
		Round: hexutil.Uint64(round), Amount: (*hexutil.Big)(big.NewInt(amount)), Signature: signature,
	}
}

// send goes over the chain's HTTP listener, as a bidder does.
func (h *house) send(m *message) error {
	h.t.Helper()
	return h.chain.Client().Client().CallContext(h.t.Context(), nil, "auctioneer_submitBid", m)
}

// One row for each refusal. A detail stands before the code.
func TestBidRefusals(t *testing.T) {
	h := newHouse(t)
	const reserve = int64(1e15)
	h.deposit(0, 3*reserve)
	round, _ := h.now()
	next := round + 1
	for _, c := range []struct {
		name, want string
		bid        func(*message) *message
	}{
		{"accepted", "", func(m *message) *message { return m }},
		{"nothing", "nil bid: MALFORMED_DATA", func(*message) *message { return nil }},
		{"other contract", "incorrect auction contract address: MALFORMED_DATA", func(m *message) *message { m.AuctionContractAddress[3]++; return m }},
		{"no controller", "empty express lane controller address: MALFORMED_DATA", func(m *message) *message { m.ExpressLaneController = common.Address{}; return m }},
		{"no chain id", "empty chain id: MALFORMED_DATA", func(m *message) *message { m.ChainID = nil; return m }},
		{"other chain", "can not auction for chain id: 1: WRONG_CHAIN_ID", func(m *message) *message { m.ChainID = (*hexutil.Big)(common.Big1); return m }},
		{"this round", fmt.Sprintf("wanted %d, got %d: BAD_ROUND_NUMBER", next, round), func(m *message) *message { m.Round--; return m }},
		{"below the reserve", "reserve price 1000000000000000, bid 999999999999999: RESERVE_PRICE_NOT_MET", func(*message) *message { return h.offer(0, next, reserve-1) }},
		{"short signature", "signature length is not 65: MALFORMED_DATA", func(m *message) *message { m.Signature = m.Signature[:64]; return m }},
		{"v of 0", "invalid Ethereum signature (V is not 27 or 28)", func(m *message) *message { m.Signature[64] -= 27; return m }},
		{"nobody's deposit", fmt.Sprintf("bidder %s: NOT_DEPOSITOR", h.who(1)), func(*message) *message { return h.offer(1, next, reserve) }},
		{"more than is deposited", "onchain balance 0xaa87bee538000, bid amount 0xaa87bee538001: INSUFFICIENT_BALANCE", func(*message) *message { return h.offer(0, next, 3*reserve+1) }},
		{"third", "", func(m *message) *message { return m }},
		{"fourth", "", func(m *message) *message { return m }},
		{"fifth", "", func(m *message) *message { return m }},
		{"sixth", fmt.Sprintf("bidder %s has already sent the maximum allowed bids = 5 in this round: PER_ROUND_BID_LIMIT_REACHED", h.who(0)), func(m *message) *message { return m }},
	} {
		err := h.send(c.bid(h.offer(0, next, reserve)))
		if (err == nil) != (c.want == "") || err != nil && !strings.HasSuffix(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
	h.until(45)
	if err := h.send(h.offer(0, next, reserve)); err == nil || err.Error() != "auction is closed: BAD_ROUND_NUMBER" {
		t.Errorf("15 s before the round: %v", err)
	}
}

// The contract settles what the auctioneer chose: the best of the last bids at
// the price of the second; and the winner is then ahead of everybody.
func TestAuctionAndLane(t *testing.T) {
	h := newHouse(t)
	const unit = int64(1e15)
	for i := range 3 {
		h.deposit(i, 10*unit)
	}
	round, _ := h.now()
	next := round + 1
	for _, b := range []*message{h.offer(0, next, 9*unit), h.offer(1, next, 5*unit), h.offer(0, next, 2*unit), h.offer(2, next, 4*unit)} {
		if err := h.send(b); err != nil {
			t.Fatal(err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 2)
	go func() { ended <- h.chain.Run(ctx, nil) }()
	go func() { ended <- h.Run(ctx) }()
	defer func() {
		cancel()
		for range 2 {
			if err := <-ended; err != nil {
				t.Error(err)
			}
		}
	}()
	wait(t, "the round that was sold", func() bool { now, _ := h.now(); return now >= next })
	for i, want := range []int64{10 * unit, 6 * unit, 10 * unit} {
		out, err := h.ask(ctx, "balanceOf", h.who(i))
		if err != nil || out[0].(*big.Int).Int64() != want {
			t.Errorf("person %d has %v left, want %d (%v)", i, out, want, err)
		}
	}
	// Person 3 sends first, in the ordinary way.
	client := h.chain.Client()
	answer := make(chan error, 1)
	plain, express := h.sign(3, &h.token, common.Big1, nil), h.sign(2, &h.token, common.Big2, nil)
	go func() { answer <- client.SendTransaction(ctx, plain) }()
	raw, err := express.MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	m := slices.Concat(crypto.Keccak256([]byte("TIMEBOOST_BID")), common.BigToHash(h.chain.Signer().ChainID()).Bytes(), h.contract[:],
		binaryOf(next), binaryOf(0), raw)
	signature, err := crypto.Sign(crypto.Keccak256(fmt.Appendf(nil, "\x19Ethereum Signed Message:\n%d", len(m)), m), h.people[1])
	if err != nil {
		t.Fatal(err)
	}
	err = client.Client().CallContext(ctx, nil, "timeboost_sendExpressLaneTransaction", map[string]any{
		"chainId": hexutil.Big(*h.chain.Signer().ChainID()), "round": hexutil.Uint64(next), "auctionContractAddress": h.contract,
		"transaction": hexutil.Bytes(raw), "options": nil, "sequenceNumber": hexutil.Uint64(0), "signature": hexutil.Bytes(signature),
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := <-answer; err != nil {
		t.Fatal(err)
	}
	first, second := blockOf(t, h, express), blockOf(t, h, plain)
	if first >= second {
		t.Errorf("through the lane in block %d, sent before it in block %d", first, second)
	}
}

func binaryOf(n uint64) []byte { return common.BigToHash(new(big.Int).SetUint64(n)).Bytes()[24:] }

// blockOf waits for a transaction's receipt: a sender is answered a little before
// the node has the block.
func blockOf(t *testing.T, h *house, tx *types.Transaction) (number uint64) {
	t.Helper()
	wait(t, "the receipt", func() bool {
		r, err := h.chain.Client().TransactionReceipt(t.Context(), tx.Hash())
		if err != nil {
			return false
		}
		number = r.BlockNumber.Uint64()
		return true
	})
	return number
}

func wait(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for !holds() {
		select {
		case <-t.Context().Done():
			t.Fatalf("%s never came", what)
		default:
			time.Sleep(time.Millisecond)
		}
	}
}

// Equal bids stand in the order that the contract demands, or it would revert.
func TestEqualBids(t *testing.T) {
	h := newHouse(t)
	const unit = int64(1e15)
	h.deposit(0, 2*unit)
	h.deposit(1, 2*unit)
	round, _ := h.now()
	for i := range 2 {
		if err := h.send(h.offer(i, round+1, unit)); err != nil {
			t.Fatal(err)
		}
	}
	h.until(50)
	best := h.take(round + 1)
	if len(best) != 2 || bytes.Compare(best[0].tie(), best[1].tie()) < 0 {
		t.Fatalf("bids %v", best)
	}
	tx, err := h.Auctioneer.sign(&h.contract, h.pack(h.auction, "resolveMultiBidAuction", best[0].onChain(), best[1].onChain()), 1_000_000)
	if err != nil {
		t.Fatal(err)
	}
	h.mine(tx)
	out, err := h.ask(t.Context(), "balanceOf", best[0].bidder)
	if err != nil || out[0].(*big.Int).Int64() != unit {
		t.Errorf("the winner has %v left (%v)", out, err)
	}
}
