package timeboost

import (
	"context"
	"errors"
	"fmt"
	"math"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"

	"mevbot/internal/bindings"
	"mevbot/internal/chain"
	"mevbot/internal/rpc"
	"mevbot/internal/signer"
	"mevbot/internal/token"
)

// State is the auction and what an account has in it, all at one block. Amounts
// are of the bidding token's smallest unit.
type State struct {
	Auction  common.Address
	Token    common.Address // bids are paid in; WETH on Arbitrum's own chains
	Decimals uint8
	Now      time.Time // the block's time stamp
	Timing   Timing
	Reserve  uint256.Int // the least bid
	Sold     [2]Sale     // the last rounds that were sold, the newer one first

	Account common.Address
	// Deposit pays for bids now.
	Deposit uint256.Int
	// Withdrawing is what a withdrawal was initiated for: the whole balance at
	// that time. Until the round Due it is part of Deposit, too.
	Withdrawing uint256.Int
	Due         uint64
	Wallet      uint256.Int // of the token, outside the contract
	Allowance   uint256.Int // of the wallet, that the contract may take
}

// Why there is nothing to send.
var (
	// ErrClosed says that nobody can bid at present.
	ErrClosed = errors.New("bidding is closed")
	// ErrNothing says that the account has no balance to withdraw.
	ErrNothing = errors.New("nothing to withdraw")
	// ErrNotDue says that a withdrawal is under way and cannot be finished yet.
	ErrNotDue = errors.New("the withdrawal is not due")
)

// Read reads the auction and an account at the newest block.
func Read(ctx context.Context, node Node, auction, account common.Address) (*State, error) {
	head, err := node.Latest(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the newest block: %w", err)
	}
	r := &reader{ctx: ctx, node: node, at: rpc.AtHash(head.Hash)}
	code, err := node.Code(ctx, auction, r.at)
	if err != nil {
		return nil, fmt.Errorf("read the auction contract's code: %w", err)
	}
	if len(code) == 0 {
		return nil, fmt.Errorf("%w at %s (timeboost.auction): correct the address", ErrNoContract, auction)
	}
	c, erc := bindings.NewIExpressLaneAuction(), bindings.NewIERC20()
	s := &State{Auction: auction, Account: account, Now: time.Unix(int64(min(head.Time, lastSecond)), 0), Timing: r.timing(auction)}
	s.Reserve = r.amount(auction, "reservePrice", c.PackReservePrice())
	s.Sold = r.sold(auction)
	tokenWord := r.amount(auction, "biddingToken", c.PackBiddingToken())
	s.Token = common.Address(tokenWord.Bytes20())
	if r.err == nil && s.Token == (common.Address{}) {
		return nil, fmt.Errorf("%w at %s: it names no token", ErrNoContract, auction)
	}
	decimals := r.small(s.Token, "decimals", r.amount(s.Token, "decimals", erc.PackDecimals()))
	s.Wallet = r.amount(s.Token, "balanceOf", erc.PackBalanceOf(account))
	s.Allowance = r.amount(s.Token, "allowance", erc.PackAllowance(account, auction))
	s.readDeposit(r)
	if r.err != nil {
		return nil, r.err
	}
	if decimals > 36 {
		return nil, fmt.Errorf("token %s has %d decimals", s.Token, decimals)
	}
	s.Decimals = uint8(decimals)
	return s, nil
}

// readDeposit reads the balance. The contract does not tell the round of a
// withdrawal; what can be withdrawn at a round tells it (Balance.sol). The
// highest number means there that none was initiated.
func (s *State) readDeposit(r *reader) {
	c := bindings.NewIExpressLaneAuction()
	s.Deposit = r.amount(s.Auction, "balanceOf", c.PackBalanceOf(s.Account))
	const name = "withdrawableBalanceAtRound"
	s.Withdrawing = r.amount(s.Auction, name, c.PackWithdrawableBalanceAtRound(s.Account, math.MaxUint64-1))
	if r.err != nil || s.Withdrawing.IsZero() {
		return
	}
	// It is due two rounds after it was initiated, at the latest.
	round := s.Round()
	for s.Due = round; s.Due < round+2; s.Due++ {
		if v := r.amount(s.Auction, name, c.PackWithdrawableBalanceAtRound(s.Account, s.Due)); r.err != nil || !v.IsZero() {
			return
		}
	}
}

// Round is the round of the block that was read.
func (s *State) Round() uint64 { return s.Timing.At(s.Now) }

// Time is the better of a clock and the block's time stamp: the sequencer's clock
// is never behind its blocks.
func (s *State) Time(now time.Time) time.Time {
	if s.Now.After(now) {
		return s.Now
	}
	return now
}

// Format writes an amount as whole tokens.
func (s *State) Format(amount *uint256.Int) string { return token.Format(amount, s.Decimals) }

// Bid is a bid for the round that is for sale at a time, if the auctioneer would
// take it. The errors are ErrClosed, ErrReservePrice, ErrNotDepositor and
// ErrBalance.
func (s *State) Bid(id chain.ID, controller common.Address, amount *uint256.Int, now time.Time) (*signer.LaneBid, error) {
	round, open := s.Timing.Bidding(s.Time(now))
	switch {
	case !open:
		return nil, fmt.Errorf("%w for round %d since %s: for round %d it is open from %s on", ErrClosed, round,
			s.Timing.Closes(round).UTC().Format(time.TimeOnly), round+1, s.Timing.Start(round).UTC().Format(time.TimeOnly))
	case amount.Lt(&s.Reserve):
		return nil, &RefusalError{ErrReservePrice, fmt.Sprintf("bid of %s, the reserve price is %s", s.Format(amount), s.Format(&s.Reserve))}
	case s.Deposit.IsZero():
		return nil, &RefusalError{ErrNotDepositor, "bidder " + s.Account.Hex()}
	case s.Deposit.Lt(amount):
		return nil, &RefusalError{ErrBalance, fmt.Sprintf("bid of %s, the deposit is %s", s.Format(amount), s.Format(&s.Deposit))}
	}
	return &signer.LaneBid{Chain: id, Auction: s.Auction, Round: round, Controller: controller, Amount: *amount}, nil
}

// Rounds is who controls which round.
func (s *State) Rounds() *Rounds { return &Rounds{Timing: s.Timing, Seen: s.Now, Sold: s.Sold} }
