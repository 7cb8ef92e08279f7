package timeboost

import (
	"fmt"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"

	"mevbot/internal/bindings"
	"mevbot/internal/contract"
	"mevbot/internal/token"
)

// Approve lets the contract take exactly an amount of the bidding token.
func (s *State) Approve(amount *uint256.Int) contract.Action {
	return call(s.Token, fmt.Sprintf("let %s take %s of token %s", s.Auction, s.Format(amount), s.Token),
		bindings.NewIERC20().PackApprove(s.Auction, amount.ToBig()))
}

// Put deposits an amount, which the contract must be allowed to take. It cancels
// a withdrawal that was initiated.
func (s *State) Put(amount *uint256.Int) contract.Action {
	what := fmt.Sprintf("deposit %s of token %s for bids", s.Format(amount), s.Token)
	if !s.Withdrawing.IsZero() {
		what += ", which cancels the withdrawal of " + s.Format(&s.Withdrawing)
	}
	return call(s.Auction, what, bindings.NewIExpressLaneAuction().PackDeposit(amount.ToBig()))
}

// Withdraw is the next step of taking the whole balance out: to initiate it, or
// two rounds later to finish it. The errors are ErrNothing and ErrNotDue.
func (s *State) Withdraw() (contract.Action, error) {
	c := bindings.NewIExpressLaneAuction()
	switch round := s.Round(); {
	case s.Withdrawing.IsZero() && s.Deposit.IsZero():
		return contract.Action{}, fmt.Errorf("%w: %s has no deposit in %s", ErrNothing, s.Account, s.Auction)
	case s.Withdrawing.IsZero():
		return call(s.Auction, fmt.Sprintf("begin to withdraw the whole deposit of %s; it can be finished in round %d, about %s",
			s.Format(&s.Deposit), round+2, s.Timing.Start(round+2).UTC().Format(time.RFC3339)), c.PackInitiateWithdrawal()), nil
	case round < s.Due:
		return contract.Action{}, fmt.Errorf("%w before round %d: repeat the command after %s", ErrNotDue, s.Due, s.Timing.Start(s.Due).UTC().Format(time.RFC3339))
	default:
		return call(s.Auction, "finish the withdrawal of "+s.Format(&s.Withdrawing), c.PackFinalizeWithdrawal()), nil
	}
}

func call(to common.Address, what string, data []byte) contract.Action {
	return contract.Action{What: what, To: &to, Data: data, Explain: Explain}
}

// Explain says in words why the auction contract reverts and what to do.
func Explain(data []byte) string {
	if len(data) == 0 {
		return "the contract gives no reason: is timeboost.auction right?"
	}
	unpacked, err := bindings.NewIExpressLaneAuction().UnpackError(data)
	if err != nil {
		return "not an error of the express lane auction"
	}
	switch e := unpacked.(type) {
	case *bindings.IExpressLaneAuctionZeroAmount:
		return "the amount, or the balance, is zero"
	case *bindings.IExpressLaneAuctionWithdrawalInProgress:
		return "a withdrawal was initiated already: mev-bot timeboost status says when it is due"
	case *bindings.IExpressLaneAuctionNothingToWithdraw:
		return "there is nothing to withdraw yet: a withdrawal is initiated first and due two rounds later"
	case *bindings.IExpressLaneAuctionInsufficientBalance:
		return "the balance is " + wei(e.Balance.String()) + " and " + wei(e.AmountRequested.String()) + " are asked for"
	case *bindings.IExpressLaneAuctionInsufficientBalanceAcc:
		return fmt.Sprintf("the balance of %s is %s and %s are asked for", e.Account, wei(e.Balance.String()), wei(e.AmountRequested.String()))
	case *bindings.IExpressLaneAuctionNotExpressLaneController:
		return fmt.Sprintf("%s controls round %d, not %s", e.Controller, e.Round, e.Sender)
	case *bindings.IExpressLaneAuctionRoundNotResolved:
		return fmt.Sprintf("round %d was not sold", e.Round)
	case *bindings.IExpressLaneAuctionRoundTooOld:
		return fmt.Sprintf("round %d is over, it is round %d", e.Round, e.CurrentRound)
	}
	return "not an error that a bidder should see"
}

// wei shows the smallest unit as whole tokens of 18 decimals, as WETH has them.
func wei(text string) string {
	v, err := uint256.FromDecimal(text)
	if err != nil {
		return text
	}
	return token.Format(v, 18)
}
