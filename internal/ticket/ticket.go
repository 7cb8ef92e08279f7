// Package ticket reads and buys tickets for Arbitrum's Fast Feed, under a price
// cap.
//
// A contract sells tickets in rounds of a day at one price a round. A ticket is
// bought for the hash of a key, never for an account, and admits the holder of
// the key to one connection in the round after the one in which it was bought.
// What is paid comes from a balance of US dollar tokens that an account has
// deposited in the contract before, and that it can withdraw at any time.
//
// Who buys must not be the bot's operator: its nonces belong to the journal, its
// key signs nothing but runs of the executor, and a ticket sent with it would be
// a foreign transaction that stops the trading. The owner buys by hand, or an
// account of its own that holds no more than some days of tickets and gas buys
// each round (Buyer).
package ticket

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/holiman/uint256"

	"mevbot/internal/bindings"
	"mevbot/internal/rpc"
)

// ArbitrumOne is the contract on Arbitrum One, a proxy (docs.arbitrum.io, "How
// to connect to the Fast Feed").
var ArbitrumOne = common.HexToAddress("0x451DD62C26b753d07d6104aaC6865AaE73a6A598")

// ErrNoContract says that there is no ticket contract at the address.
var ErrNoContract = errors.New("no ticket contract")

// KeyHash is what tickets are bought for: keccak256 of the key as it is sent.
func KeyHash(key string) common.Hash { return crypto.Keccak256Hash([]byte(key)) }

// Node answers what the chain knows; *rpc.Client is one.
type Node interface {
	Latest(ctx context.Context) (rpc.Head, error)
	Code(ctx context.Context, a common.Address, at rpc.At) ([]byte, error)
	CallContract(ctx context.Context, from, to common.Address, data []byte, at rpc.At) ([]byte, error)
}

// State is a round and what an account has in it, all at one block. Amounts are
// of the payment token's smallest unit, times are the chain's.
type State struct {
	Tickets common.Address
	Token   common.Address // that pays
	// Decimals of the token, 6 for USDG.
	Decimals uint8
	Now      time.Time
	Round    uint64
	Start    time.Time
	End      time.Time // when tickets of this round become active
	// Reserved is until when only buyers of the last round can buy.
	Reserved time.Time
	Price    uint256.Int // of each ticket in this round
	Sold     uint64
	Most     uint64 // that are sold in a round

	Account   common.Address
	Deposit   uint256.Int // in the contract, to buy with
	Wallet    uint256.Int // of the token, outside the contract
	Allowance uint256.Int // of the wallet, that the contract may take
	Bought    uint64      // in this round
	Renewable uint64      // may be bought before Reserved
}

// Read reads the contract's round and an account at the newest block.
func Read(ctx context.Context, node Node, tickets, account common.Address) (*State, error) {
	head, err := node.Latest(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the newest block: %w", err)
	}
	r := &reader{ctx: ctx, node: node, at: rpc.AtHash(head.Hash)}
	code, err := node.Code(ctx, tickets, r.at)
	if err != nil {
		return nil, fmt.Errorf("read the ticket contract's code: %w", err)
	}
	if len(code) == 0 {
		return nil, fmt.Errorf("%w at %s (fastfeed.tickets): correct the address", ErrNoContract, tickets)
	}
	c, erc := bindings.NewITickets(), bindings.NewIERC20()
	s := &State{Tickets: tickets, Account: account, Now: time.Unix(int64(head.Time), 0)}
	r.number(tickets, "roundNumber", c.PackRoundNumber(), &s.Round)
	r.time(tickets, "roundStart", c.PackRoundStart(), &s.Start)
	r.time(tickets, "roundEnd", c.PackRoundEnd(), &s.End)
	r.time(tickets, "grandfatherPeriodEnd", c.PackGrandfatherPeriodEnd(), &s.Reserved)
	r.amount(tickets, "currentPrice", c.PackCurrentPrice(), &s.Price)
	r.number(tickets, "ticketsSoldThisRound", c.PackTicketsSoldThisRound(), &s.Sold)
	r.number(tickets, "maxTicketsPerRound", c.PackMaxTicketsPerRound(), &s.Most)
	var word uint256.Int
	r.amount(tickets, "token", c.PackToken(), &word)
	s.Token = common.Address(word.Bytes20())
	if r.err == nil && s.Token == (common.Address{}) {
		return nil, fmt.Errorf("%w at %s: it names no token", ErrNoContract, tickets)
	}
	var decimals uint64
	r.number(s.Token, "decimals", erc.PackDecimals(), &decimals)
	r.amount(tickets, "tokenBalance", c.PackTokenBalance(account), &s.Deposit)
	r.number(tickets, "thisRoundTicketCount", c.PackThisRoundTicketCount(account), &s.Bought)
	r.number(tickets, "grandfatherCount", c.PackGrandfatherCount(account), &s.Renewable)
	r.amount(s.Token, "balanceOf", erc.PackBalanceOf(account), &s.Wallet)
	r.amount(s.Token, "allowance", erc.PackAllowance(account, tickets), &s.Allowance)
	if r.err != nil {
		return nil, r.err
	}
	if decimals > 36 {
		return nil, fmt.Errorf("token %s has %d decimals", s.Token, decimals)
	}
	s.Decimals = uint8(decimals)
	return s, nil
}

// reader calls views at one block and keeps the first error.
type reader struct {
	ctx  context.Context //nolint:containedctx // lives for one Read
	node Node
	at   rpc.At
	err  error
}

// amount reads a view that answers one word.
func (r *reader) amount(of common.Address, name string, data []byte, into *uint256.Int) {
	if r.err != nil {
		return
	}
	out, err := r.node.CallContract(r.ctx, common.Address{}, of, data, r.at)
	var revert *rpc.RevertError
	switch {
	case errors.As(err, &revert):
		r.err = fmt.Errorf("read %s of %s: %s", name, of, Explain(revert.Data))
	case err != nil:
		r.err = fmt.Errorf("read %s of %s: %w", name, of, err)
	case len(out) != 32:
		r.err = fmt.Errorf("read %s of %s: it answers %d bytes, want one word: this is no such contract", name, of, len(out))
	default:
		into.SetBytes32(out)
	}
}

func (r *reader) number(of common.Address, name string, data []byte, into *uint64) {
	var word uint256.Int
	r.amount(of, name, data, &word)
	if r.err == nil && !word.IsUint64() {
		r.err = fmt.Errorf("read %s of %s: %s is out of range", name, of, word.Dec())
		return
	}
	*into = word.Uint64()
}

// lastSecond keeps times inside what time.Time can print.
const lastSecond = 253_402_300_799

func (r *reader) time(of common.Address, name string, data []byte, into *time.Time) {
	var seconds uint64
	r.number(of, name, data, &seconds)
	if r.err == nil && seconds > lastSecond {
		r.err = fmt.Errorf("read %s of %s: %d is no time", name, of, seconds)
		return
	}
	*into = time.Unix(int64(seconds), 0)
}

// Explain says in words why the ticket contract reverts and what to do.
func Explain(data []byte) string {
	if len(data) == 0 {
		return "the contract gives no reason: is fastfeed.tickets right?"
	}
	unpacked, err := bindings.NewITickets().UnpackError(data)
	if err != nil {
		return "not an error of the ticket contract"
	}
	switch e := unpacked.(type) {
	case *bindings.ITicketsRoundNumberMismatch:
		return fmt.Sprintf("the round has advanced from %s to %s: look at the new price and repeat", e.Expected, e.Actual)
	case *bindings.ITicketsIncorrectTicketPrice:
		return fmt.Sprintf("the price is %s and no longer %s: look at it and repeat", e.Actual, e.Expected)
	case *bindings.ITicketsZeroTicketsRequested:
		return "no ticket was asked for"
	case *bindings.ITicketsMaxTicketsSold:
		return "the round is sold out: wait for the next; who holds tickets can renew them in its first half"
	case *bindings.ITicketsInsufficientTokenBalance:
		return fmt.Sprintf("the deposit is %s and %s are needed: mev-bot fastfeed deposit", e.Balance, e.Required)
	case *bindings.ITicketsNotEnoughGrandfatheredTickets:
		return fmt.Sprintf("until the first half of the round is over only tickets of the last round can be renewed: %s can, %s are asked for", e.GrandfatheredTickets, e.RequestedTickets)
	case *bindings.ITicketsBeforeFirstRoundStart:
		return "the first round has not begun"
	}
	return "not an error of the ticket contract"
}

func bigOf(n uint64) *big.Int { return new(big.Int).SetUint64(n) }
