package rpc

import (
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/ethereum/go-ethereum/common/hexutil"
)

// reaction is what an error means for the endpoint that gave it, and for the
// call.
type reaction uint8

const (
	// final: the chain's own answer, or a question that no node would answer.
	final reaction = iota
	// elsewhere: this node does not have it, another one may. Says nothing bad
	// about the node.
	elsewhere
	// again: the endpoint failed; another one, or the same one later.
	again
	// throttled: the endpoint wants to be left alone for a while.
	throttled
	// denied: the endpoint will not answer until an operator does something.
	denied
	// cancelled: our own end of waiting; says nothing.
	cancelled
)

// String is the reaction's metric label.
func (r reaction) String() string {
	return [...]string{"final", "elsewhere", "again", "throttled", "denied", "cancelled"}[r]
}

// table maps texts of nodes and providers to what they mean, in lower case.
// Order matters: the first row whose text occurs wins, so narrow texts stand
// above wide ones. Each row has a test row with the whole text as seen and where.
var table = []struct {
	text string
	err  error
	do   reaction
}{
	// Sends: geth, nitro, erigon; then besu, nethermind, openethereum.
	{"already known", ErrAlreadyKnown, final},
	{"known transaction", ErrAlreadyKnown, final},
	{"alreadyknown", ErrAlreadyKnown, final},
	{"existing tx with same hash", ErrAlreadyKnown, final},
	{"same hash was already imported", ErrAlreadyKnown, final},
	{"nonce too low", ErrNonceTooLow, final},
	{"oldnonce", ErrNonceTooLow, final},
	{"nonce is too low", ErrNonceTooLow, final},
	{"nonce too high", ErrNonceTooHigh, final},
	{"noncegap", ErrNonceTooHigh, final},
	{"max fee per gas less than block base fee", ErrFeeTooLow, final},
	{"fee cap less than block base fee", ErrFeeTooLow, final},
	// A replacement says that other bytes with the nonce are in the node's pool.
	{"replacement transaction underpriced", ErrRefused, final},
	{"transaction underpriced", ErrFeeTooLow, final},
	{"gas price below configured minimum", ErrFeeTooLow, final},
	{"feetoolow", ErrFeeTooLow, final},
	{"insufficient funds", ErrFunds, final},
	{"insufficientfunds", ErrFunds, final},
	{"upfront cost exceeds account balance", ErrFunds, final},
	// Throttling and plans.
	{"monthly capacity limit exceeded", ErrDenied, denied},
	{"invalid api key", ErrDenied, denied},
	{"invalid project id", ErrDenied, denied},
	{"must be authenticated", ErrDenied, denied},
	{"compute units per second", ErrThrottled, throttled},
	{"request rate limited", ErrThrottled, throttled},
	{"request limit reached", ErrThrottled, throttled},
	{"credits limited to", ErrThrottled, throttled},
	{"rate limit", ErrThrottled, throttled},
	{"too many requests", ErrThrottled, throttled},
	// Questions that are too large.
	{"query returned more than", ErrTooMuch, final},
	{"response size exceeded", ErrTooMuch, final},
	{"invalid block range", ErrRefused, final},
	{"block range extends beyond current head", ErrNotFound, elsewhere},
	{"block range", ErrTooMuch, final},
	{"is limited to a", ErrTooMuch, final},
	{"exceeds limit of", ErrTooMuch, final},
	{"range limit", ErrTooMuch, final},
	{"response too large", ErrTooMuch, final},
	// What a node lacks.
	{"transaction indexing is in progress", ErrBusy, again},
	{"missing trie node", ErrPruned, elsewhere},
	{"missingtrienodeexception", ErrPruned, elsewhere},
	{"historical state", ErrPruned, elsewhere},
	{"state is not available", ErrPruned, elsewhere},
	{"pruned", ErrPruned, elsewhere},
	{"header not found", ErrNotFound, elsewhere},
	{"header for hash not found", ErrNotFound, elsewhere},
	{"unknown block", ErrNotFound, elsewhere},
	{"block not found", ErrNotFound, elsewhere},
	{"could not find block", ErrNotFound, elsewhere},
	{"hash is not currently canonical", ErrNotFound, elsewhere},
	{"does not exist/is not available", ErrUnsupported, elsewhere},
	{"method not found", ErrUnsupported, elsewhere},
	{"unsupported method", ErrUnsupported, elsewhere},
	// Trouble of the node's own.
	{"method handler crashed", ErrBusy, again},
	{"request timed out", ErrBusy, again},
	{"execution aborted (timeout", ErrBusy, again},
	{"deadline exceeded", ErrBusy, again},
	{"internal error", ErrBusy, again},
	{"internal server error", ErrBusy, again},
	{"temporarily unavailable", ErrBusy, again},
	{"overloaded", ErrBusy, again},
	{"queue full", ErrBusy, again},
	{"try again", ErrBusy, again},
}

// codes is what is left to say where no text matches.
var codes = map[int]struct {
	err error
	do  reaction
}{
	-32601: {ErrUnsupported, elsewhere},
	-32603: {ErrBusy, again},
	-32005: {ErrThrottled, throttled},
	-32007: {ErrThrottled, throttled},
	429:    {ErrThrottled, throttled},
}

// classify types the error of a read and says how to react. pause is how long
// the endpoint asked to be left alone, 0 if it did not say.
func classify(err error) (do reaction, pause time.Duration, typed error) {
	if err == nil {
		return final, 0, nil
	}
	status, bad := errors.AsType[*statusError](err)
	if bad {
		pause = status.retry
	}
	if node, ok := errors.AsType[*NodeError](err); ok {
		do, typed = node.typed()
		if p := node.pause(); p > pause {
			pause = p
		}
		if bad && do == final && !errors.Is(typed, ErrReverted) && (errors.Is(typed, ErrRefused) || !permanent(status.code)) {
			do, typed = status.typed()
		}
		return do, pause, typed
	}
	if bad {
		do, typed = status.typed()
		return do, pause, typed
	}
	return again, 0, fmt.Errorf("%w: %w", ErrBusy, err)
}

func permanent(status int) bool {
	return status >= 400 && status < 500 && status != http.StatusTooManyRequests
}

// typed reads a node's error object.
func (e *NodeError) typed() (reaction, error) {
	text := strings.ToLower(e.Message)
	if e.Code == 3 || strings.Contains(text, "execution reverted") || strings.HasPrefix(text, "revert") || strings.HasPrefix(text, "vm execution error") && strings.Contains(string(e.Data), "0x") {
		return final, &RevertError{Message: e.Error(), Data: e.revertData()}
	}
	search := text
	if e.Code == -32603 { // nethermind puts the cause into the data
		search += " " + strings.ToLower(snippet(e.Data))
	}
	for _, row := range table {
		if strings.Contains(search, row.text) && (row.do != again || e.Code != -32603 || strings.Contains(text, row.text)) {
			return row.do, fmt.Errorf("%w: %w", row.err, e)
		}
	}
	if c, ok := codes[e.Code]; ok {
		return c.do, fmt.Errorf("%w: %w", c.err, e)
	}
	return final, fmt.Errorf("%w: %w", ErrRefused, e)
}

// revertData is the data of a revert, where the node sends it: a hex string, or
// one with a word before it.
func (e *NodeError) revertData() []byte {
	var text string
	if json.Unmarshal(e.Data, &text) != nil {
		return nil
	}
	text = strings.TrimPrefix(text, "Reverted ")
	data, err := hexutil.Decode(text)
	if err != nil {
		return nil
	}
	return data
}

// pause is what Infura puts into the data of a refusal.
func (e *NodeError) pause() time.Duration {
	var d struct {
		Rate struct {
			Seconds float64 `json:"backoff_seconds"`
		} `json:"rate"`
	}
	if json.Unmarshal(e.Data, &d) != nil || d.Rate.Seconds < 0 || d.Rate.Seconds > 86400 {
		return 0
	}
	return time.Duration(d.Rate.Seconds * float64(time.Second))
}

// typed reads an HTTP status.
func (e *statusError) typed() (reaction, error) {
	switch {
	case e.code == http.StatusTooManyRequests, e.code == http.StatusServiceUnavailable && e.retry > 0:
		return throttled, fmt.Errorf("%w: %w", ErrThrottled, e)
	case e.code == http.StatusUnauthorized, e.code == http.StatusForbidden, e.code == http.StatusPaymentRequired:
		return denied, fmt.Errorf("%w: %w", ErrDenied, e)
	case e.code == http.StatusRequestEntityTooLarge:
		return final, fmt.Errorf("%w: %w", ErrTooMuch, e)
	}
	return again, fmt.Errorf("%w: %w", ErrBusy, e)
}

// classifySend types the error of a send: only what the node itself answered
// in full is final; all else may have reached the sequencer.
func classifySend(err error) error {
	if err == nil {
		return nil
	}
	if op, ok := errors.AsType[*net.OpError](err); ok && op.Op == "dial" {
		return fmt.Errorf("%w: %w", ErrNotSent, err)
	}
	if _, ok := errors.AsType[*statusError](err); ok {
		return fmt.Errorf("%w: %w", ErrUnknown, err)
	}
	node, ok := errors.AsType[*NodeError](err)
	if !ok {
		return fmt.Errorf("%w: %w", ErrUnknown, err)
	}
	// Nitro answers "context deadline exceeded" when its own queue timed out; the
	// transaction was not executed then, but nothing proves that another copy is
	// not on its way. So it is with every trouble of the node's own.
	do, typed := node.typed()
	if text := strings.ToLower(node.Message); do != final || strings.Contains(text, "deadline exceeded") || strings.Contains(text, "timeout") {
		return fmt.Errorf("%w: %w", ErrUnknown, node)
	}
	return typed
}
