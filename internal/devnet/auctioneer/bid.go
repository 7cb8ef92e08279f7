package auctioneer

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"math/big"
	"slices"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/crypto"
)

// bidsEach is how many bids a bidder has in a round (nitro MaxBidsPerSender).
const bidsEach = 5

// Refusals of a bid (nitro timeboost/errors.go). A detail stands before the code.
var (
	errMalformed    = errors.New("MALFORMED_DATA")
	errNotDepositor = errors.New("NOT_DEPOSITOR")
	errWrongChain   = errors.New("WRONG_CHAIN_ID")
	errBadRound     = errors.New("BAD_ROUND_NUMBER")
	errBalance      = errors.New("INSUFFICIENT_BALANCE")
	errReserve      = errors.New("RESERVE_PRICE_NOT_MET")
	errTooMany      = errors.New("PER_ROUND_BID_LIMIT_REACHED")

	// These two have no code in nitro.
	errSignatureV = errors.New("invalid Ethereum signature (V is not 27 or 28)")
	errSignature  = errors.New("invalid signature")
)

// api is the namespace auctioneer.
type api struct{ a *Auctioneer }

// message is the parameter of auctioneer_submitBid.
type message struct {
	ChainID                *hexutil.Big   `json:"chainId"`
	ExpressLaneController  common.Address `json:"expressLaneController"`
	AuctionContractAddress common.Address `json:"auctionContractAddress"`
	Round                  hexutil.Uint64 `json:"round"`
	Amount                 *hexutil.Big   `json:"amount"`
	Signature              hexutil.Bytes  `json:"signature"`
}

// bid is a valid one.
type bid struct {
	bidder, controller common.Address
	amount             *big.Int
	signature          []byte
	hash               common.Hash // EIP-712, what was signed
}

// onChain is Bid of the contract.
func (b *bid) onChain() any {
	return struct {
		ExpressLaneController common.Address
		Amount                *big.Int
		Signature             []byte
	}{b.controller, b.amount, b.signature}
}

// SubmitBid takes a bid for the next round. The last one of a bidder counts.
func (s *api) SubmitBid(ctx context.Context, m *message) error {
	b, err := s.a.validate(ctx, m)
	if err != nil {
		return err
	}
	s.a.mu.Lock()
	defer s.a.mu.Unlock()
	round := uint64(m.Round)
	if s.a.bids[round] == nil {
		s.a.bids[round] = map[common.Address]bid{}
	}
	s.a.bids[round][b.bidder] = *b
	return nil
}

// validate is nitro's bid validator, in its order.
func (a *Auctioneer) validate(ctx context.Context, m *message) (*bid, error) {
	switch {
	case m == nil:
		return nil, fmt.Errorf("nil bid: %w", errMalformed)
	case m.AuctionContractAddress != a.contract:
		return nil, fmt.Errorf("incorrect auction contract address: %w", errMalformed)
	case m.ExpressLaneController == common.Address{}:
		return nil, fmt.Errorf("empty express lane controller address: %w", errMalformed)
	case m.ChainID == nil:
		return nil, fmt.Errorf("empty chain id: %w", errMalformed)
	case m.Amount == nil:
		return nil, fmt.Errorf("empty amount: %w", errMalformed)
	case m.ChainID.ToInt().Cmp(a.opts.Chain.Signer().ChainID()) != 0:
		return nil, fmt.Errorf("can not auction for chain id: %d: %w", m.ChainID.ToInt(), errWrongChain)
	}
	round, closed := a.now()
	if uint64(m.Round) != round+1 {
		return nil, fmt.Errorf("wanted %d, got %d: %w", round+1, m.Round, errBadRound)
	}
	if closed {
		return nil, fmt.Errorf("auction is closed: %w", errBadRound)
	}
	out, err := a.ask(ctx, "reservePrice")
	if err != nil {
		return nil, err
	}
	amount, reserve := m.Amount.ToInt(), out[0].(*big.Int)
	if amount.Cmp(reserve) < 0 {
		return nil, fmt.Errorf("reserve price %s, bid %s: %w", reserve, amount, errReserve)
	}
	b, err := a.recover(m)
	if err != nil {
		return nil, err
	}
	if err := a.countBid(uint64(m.Round), b.bidder); err != nil {
		return nil, err
	}
	if out, err = a.ask(ctx, "balanceOf", b.bidder); err != nil {
		return nil, err
	}
	balance := out[0].(*big.Int)
	if balance.Sign() == 0 {
		return nil, fmt.Errorf("bidder %s: %w", b.bidder, errNotDepositor)
	}
	if balance.Cmp(amount) < 0 {
		return nil, fmt.Errorf("bidder %s, onchain balance %#x, bid amount %#x: %w", b.bidder, balance, amount, errBalance)
	}
	return b, nil
}

var bidType = crypto.Keccak256([]byte("Bid(uint64 round,address expressLaneController,uint256 amount)"))

// recover finds out who bids.
func (a *Auctioneer) recover(m *message) (*bid, error) {
	if len(m.Signature) != crypto.SignatureLength {
		return nil, fmt.Errorf("signature length is not 65: %w", errMalformed)
	}
	if v := m.Signature[64]; v != 27 && v != 28 {
		return nil, errSignatureV
	}
	amount := m.Amount.ToInt()
	inner := crypto.Keccak256(bidType, common.BigToHash(new(big.Int).SetUint64(uint64(m.Round))).Bytes(),
		common.LeftPadBytes(m.ExpressLaneController[:], 32), common.BigToHash(amount).Bytes())
	hash := crypto.Keccak256Hash([]byte{0x19, 0x01}, a.domain[:], inner)
	signature := slices.Clone(m.Signature)
	signature[64] -= 27
	key, err := crypto.SigToPub(hash[:], signature)
	if err != nil {
		return nil, errMalformed
	}
	if !crypto.VerifySignature(crypto.CompressPubkey(key), hash[:], signature[:64]) {
		return nil, errSignature
	}
	return &bid{
		bidder: crypto.PubkeyToAddress(*key), controller: m.ExpressLaneController,
		amount: amount, signature: m.Signature, hash: hash,
	}, nil
}

// countBid allows a bidder so many bids a round, those that are refused later
// included.
func (a *Auctioneer) countBid(round uint64, bidder common.Address) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.count[round] == nil {
		a.count[round] = map[common.Address]int{}
	}
	if n := a.count[round][bidder]; n >= bidsEach {
		return fmt.Errorf("bidder %s has already sent the maximum allowed bids = %d in this round: %w", bidder, n, errTooMany)
	}
	a.count[round][bidder]++
	return nil
}

// take ends a round's bidding: the best bid and the second, if they are there.
// Of equal ones the contract wants the larger keccak256(bidder . hash) first.
func (a *Auctioneer) take(round uint64) []*bid {
	a.mu.Lock()
	defer a.mu.Unlock()
	var list []*bid
	for b := range maps.Values(a.bids[round]) {
		list = append(list, &b)
	}
	maps.DeleteFunc(a.bids, func(r uint64, _ map[common.Address]bid) bool { return r <= round })
	maps.DeleteFunc(a.count, func(r uint64, _ map[common.Address]int) bool { return r <= round })
	slices.SortFunc(list, func(x, y *bid) int { return cmp.Or(y.amount.Cmp(x.amount), bytes.Compare(y.tie(), x.tie())) })
	return list[:min(len(list), 2)]
}

func (b *bid) tie() []byte { return crypto.Keccak256(b.bidder[:], b.hash[:]) }
