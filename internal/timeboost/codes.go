package timeboost

import (
	"errors"
	"fmt"
	"strings"

	"mevbot/internal/rpc"
)

// CodeError is why an auctioneer or a sequencer does not take something, as nitro
// names it (timeboost/errors.go). Compare with errors.Is.
type CodeError string

// The codes. The last five have none in nitro, but a text.
const (
	ErrMalformed       CodeError = "MALFORMED_DATA"
	ErrNotDepositor    CodeError = "NOT_DEPOSITOR"
	ErrWrongChain      CodeError = "WRONG_CHAIN_ID"
	ErrWrongSignature  CodeError = "WRONG_SIGNATURE"
	ErrBadRound        CodeError = "BAD_ROUND_NUMBER"
	ErrBalance         CodeError = "INSUFFICIENT_BALANCE"
	ErrReservePrice    CodeError = "RESERVE_PRICE_NOT_MET"
	ErrTooManyBids     CodeError = "PER_ROUND_BID_LIMIT_REACHED"
	ErrWrongAuction    CodeError = "WRONG_AUCTION_CONTRACT"
	ErrNoController    CodeError = "NO_ONCHAIN_CONTROLLER"
	ErrNotController   CodeError = "NOT_EXPRESS_LANE_CONTROLLER"
	ErrOversized       CodeError = "OVERSIZED_DATA"
	ErrSequenceTooLow  CodeError = "SEQUENCE_NUMBER_TOO_LOW"
	ErrSequenceTaken   CodeError = "SEQUENCE_NUMBER_ALREADY_SEEN"
	ErrSequenceTooHigh CodeError = "SEQUENCE_NUMBER_TOO_HIGH"
	ErrQueueFull       CodeError = "QUEUE_FULL"
	ErrNoLane          CodeError = "NO_EXPRESS_LANE"
	ErrOther           CodeError = "REFUSED"
)

// advice is what each code means and what to do.
var advice = map[CodeError]string{
	ErrMalformed:       "the message is not as the service wants it: compare timeboost.auction with the service's",
	ErrNotDepositor:    "the bidder has no deposit in the auction contract: mev-bot timeboost deposit",
	ErrWrongChain:      "the service is another chain's: correct chain.id, timeboost.auctioneer or rpc.sequencer",
	ErrWrongSignature:  "the signature is not taken: bids want v of 27 or 28",
	ErrBadRound:        "the round is over, has not come, or its bidding is closed: mev-bot timeboost status shows the rounds",
	ErrBalance:         "the bid is above the bidder's deposit: bid less, or mev-bot timeboost deposit",
	ErrReservePrice:    "the bid is below the reserve price: mev-bot timeboost status shows it",
	ErrTooManyBids:     "five bids of this bidder for this round were looked at, the last good one stands: wait for the next round",
	ErrWrongAuction:    "the sequencer serves another auction contract: correct timeboost.auction",
	ErrNoController:    "nobody controls the round, or the sequencer does not know yet: send in the ordinary way",
	ErrNotController:   "the round is another's: send in the ordinary way",
	ErrOversized:       "the transaction is larger than a block takes",
	ErrSequenceTooLow:  "the number was used up: by this very submission if it was sent before, else by another sender with the controller's key",
	ErrSequenceTaken:   "another submission has the number: somebody else sends with the controller's key",
	ErrSequenceTooHigh: "more than 1000 numbers ahead of the one that is wanted: an earlier one never arrived",
	ErrQueueFull:       "the sequencer's queue is full; the number is used up all the same",
	ErrNoLane:          "there is no such service at the URL: Timeboost does not run there, or the URL is wrong",
	ErrOther:           "a reason that this version does not know",
}

// Error is the code and what to do.
func (c CodeError) Error() string { return string(c) + " (" + advice[c] + ")" }

// RefusalError is a service's answer that it does not take something. It wraps a
// CodeError. What it refuses is not under way.
type RefusalError struct {
	Code   CodeError
	Detail string // the service's words, one line, bounded; may be empty
}

// Error is the service's words, the code and what to do.
func (e *RefusalError) Error() string {
	if e.Detail == "" {
		return e.Code.Error()
	}
	return e.Detail + ": " + e.Code.Error()
}

// Unwrap makes it its code.
func (e *RefusalError) Unwrap() error { return e.Code }

// texts are refusals that nitro gives no code.
var texts = []struct {
	text string
	code CodeError
}{
	{"reached max allowed limit", ErrSequenceTooHigh},
	{"queue is full", ErrQueueFull},
	{"queue full", ErrQueueFull},
	{"v is not 27 or 28", ErrWrongSignature},
	{"invalid signature", ErrWrongSignature},
	{"method not found", ErrNoLane},
	{"does not exist/is not available", ErrNoLane},
}

// typed makes a RefusalError of what a service has answered. Where nobody can say
// whether the message arrived the error stays rpc.ErrUnknown, and
// rpc.ErrNotSent where it did not.
func typed(err error) error {
	node, ok := errors.AsType[*rpc.NodeError](err)
	if err == nil || !ok {
		return err
	}
	if refusal := parse(node); refusal != nil {
		return refusal
	}
	if errors.Is(err, rpc.ErrUnknown) {
		return err
	}
	return &RefusalError{ErrOther, line(node.Error())}
}

// parse finds a code in an answer: a code stands at the end, after what is wrong
// in particular; nil if there is none.
func parse(node *rpc.NodeError) *RefusalError {
	detail, last := "", node.Message
	if i := strings.LastIndex(node.Message, ": "); i >= 0 {
		detail, last = node.Message[:i], node.Message[i+2:]
	}
	code := CodeError(last)
	if _, known := advice[code]; known && code != ErrOther {
		return &RefusalError{code, line(detail)}
	}
	if node.Code == -32601 {
		return &RefusalError{ErrNoLane, line(node.Error())}
	}
	lower := strings.ToLower(node.Message)
	for _, t := range texts {
		if strings.Contains(lower, t.text) {
			return &RefusalError{t.code, line(node.Message)}
		}
	}
	return nil
}

// line is a foreign text for a log or a person: printable, on one line, bounded.
func line(text string) string {
	const most = 200
	out := make([]rune, 0, most)
	for _, r := range text {
		if r < ' ' || r == '\u007f' || r == '\ufffd' {
			r = ' '
		}
		if out = append(out, r); len(out) == most {
			return string(out) + "..."
		}
	}
	return string(out)
}

// unsure names what to do about a message whose fate is not known.
func unsure(err error, what string) error {
	if errors.Is(err, rpc.ErrUnknown) {
		return fmt.Errorf("%w: %s", err, what)
	}
	return err
}
