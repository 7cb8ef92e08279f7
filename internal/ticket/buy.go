package ticket

import (
	"errors"
	"fmt"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"

	"mevbot/internal/bindings"
	"mevbot/internal/contract"
	"mevbot/internal/rpc"
	"mevbot/internal/token"
)

// Why nothing is bought.
var (
	// ErrEnough says that the account has bought as many as wanted.
	ErrEnough = errors.New("enough tickets for the next round")
	// ErrPrice says that a ticket costs more than the cap.
	ErrPrice = errors.New("the price of a ticket is above the cap")
	// ErrSoldOut says that no ticket is left in the round.
	ErrSoldOut = errors.New("the round is sold out")
	// ErrReserved says that only buyers of the last round can buy now.
	ErrReserved = errors.New("only tickets of the last round can be renewed now")
	// ErrDeposit says that the deposit does not pay for a ticket.
	ErrDeposit = errors.New("the deposit does not pay for the tickets")
)

// Plan says how many tickets to buy now so that the account has want of this
// round, none dearer than most; 0 comes with the reason. It asks for no more than
// the round, its rules and the deposit allow, because the contract reverts then.
func (s *State) Plan(want uint64, most *uint256.Int) (uint64, error) {
	price, limit := token.Format(&s.Price, s.Decimals), token.Format(most, s.Decimals)
	switch {
	case s.Bought >= want:
		return 0, fmt.Errorf("%w: %d bought in round %d", ErrEnough, s.Bought, s.Round)
	case s.Price.Gt(most):
		return 0, fmt.Errorf("%w: %s in round %d, cap %s", ErrPrice, price, s.Round, limit)
	case s.Sold >= s.Most:
		return 0, fmt.Errorf("%w: %d of %d in round %d", ErrSoldOut, s.Sold, s.Most, s.Round)
	}
	n := min(want-s.Bought, s.Most-s.Sold)
	if s.Round > 0 && s.Now.Before(s.Reserved) {
		if s.Renewable == 0 {
			return 0, fmt.Errorf("%w, until %s; %s has none to renew", ErrReserved, s.Reserved.UTC().Format(time.RFC3339), s.Account)
		}
		n = min(n, s.Renewable)
	}
	if s.Price.IsZero() {
		return n, nil
	}
	payable := new(uint256.Int).Div(&s.Deposit, &s.Price)
	if payable.IsZero() {
		return 0, fmt.Errorf("%w: %s of %s deposited, a ticket costs %s: mev-bot fastfeed deposit", ErrDeposit,
			token.Format(&s.Deposit, s.Decimals), s.Account, price)
	}
	if payable.LtUint64(n) {
		n = payable.Uint64()
	}
	return n, nil
}

// Buy buys n tickets of this round for a key, at this round's price or not at
// all. The contract may fill fewer.
func (s *State) Buy(n uint64, key common.Hash) contract.Action {
	cost := new(uint256.Int).Mul(&s.Price, uint256.NewInt(n))
	return s.call(s.Tickets, fmt.Sprintf("buy %d tickets in round %d for key hash %s: %s each, %s together",
		n, s.Round, key, token.Format(&s.Price, s.Decimals), token.Format(cost, s.Decimals)),
		bindings.NewITickets().PackPurchaseTickets(bigOf(s.Round), s.Price.ToBig(), bigOf(n), key))
}

// Approve lets the contract take exactly an amount of the token.
func (s *State) Approve(amount *uint256.Int) contract.Action {
	return s.call(s.Token, fmt.Sprintf("let %s take %s of token %s", s.Tickets, token.Format(amount, s.Decimals), s.Token),
		bindings.NewIERC20().PackApprove(s.Tickets, amount.ToBig()))
}

// Put deposits an amount of the token, which the contract must be allowed to take.
func (s *State) Put(amount *uint256.Int) contract.Action {
	return s.call(s.Tickets, fmt.Sprintf("deposit %s of token %s for tickets", token.Format(amount, s.Decimals), s.Token),
		bindings.NewITickets().PackDepositToken(amount.ToBig()))
}

// Take withdraws an amount of what was deposited.
func (s *State) Take(amount *uint256.Int) contract.Action {
	return s.call(s.Tickets, fmt.Sprintf("withdraw %s of token %s", token.Format(amount, s.Decimals), s.Token),
		bindings.NewITickets().PackWithdrawToken(amount.ToBig()))
}

func (s *State) call(to common.Address, what string, data []byte) contract.Action {
	return contract.Action{What: what, To: &to, Data: data, Explain: Explain}
}

// Filled is how many tickets a purchase got, from its receipt.
func (s *State) Filled(r *rpc.Receipt) (uint64, error) {
	event := bindings.NewITickets().GetABI().Events["TicketsPurchased"]
	for _, l := range r.Logs {
		if l.Address != s.Tickets || len(l.Topics) != 4 || l.Topics[0] != event.ID || len(l.Data) != 3*32 {
			continue
		}
		n := new(uint256.Int).SetBytes(l.Data[32:64])
		if !n.IsUint64() {
			break
		}
		return n.Uint64(), nil
	}
	return 0, fmt.Errorf("transaction %s shows no purchase of tickets", r.Hash)
}
