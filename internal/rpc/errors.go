package rpc

import (
	"errors"
	"fmt"
	"net/url"
	"strings"

	"github.com/ethereum/go-ethereum/common/hexutil"
)

// What a node's answer can mean. Compare with errors.Is.
var (
	// ErrNotFound means: the node does not have it (yet).
	ErrNotFound = errors.New("not found")
	// ErrPruned means: the node has thrown the state of that block away. It is
	// ErrNotFound.
	ErrPruned = fmt.Errorf("state no longer kept: %w", ErrNotFound)
	// ErrReverted means: the call was executed and reverted.
	ErrReverted = errors.New("execution reverted")
	// ErrUnknown means: a send whose outcome is not known; the transaction may be
	// included later. Resolve it by hash, never send another with its nonce.
	ErrUnknown = errors.New("outcome unknown")
	// ErrNotSent means: the connection for a send could not be opened, so that no
	// byte of the transaction has left.
	ErrNotSent = errors.New("not sent")
	// ErrAlreadyKnown means: the node has this very transaction.
	ErrAlreadyKnown = errors.New("already known")
	// ErrNonceTooLow means: the account's nonce was used by another transaction.
	ErrNonceTooLow = errors.New("nonce too low")
	// ErrNonceTooHigh means: an earlier nonce is missing.
	ErrNonceTooHigh = errors.New("nonce too high")
	// ErrFeeTooLow means: the fee cap is below the block's base fee.
	ErrFeeTooLow = errors.New("fee cap below base fee")
	// ErrFunds means: the account cannot pay gas and value.
	ErrFunds = errors.New("insufficient funds")
	// ErrRefused means: the node answered with an error that is none of the above.
	ErrRefused = errors.New("node refused")
	// ErrTooMuch means: the question is larger than the node answers; ask for
	// fewer blocks.
	ErrTooMuch = errors.New("too much asked for")
	// ErrUnsupported means: the node does not know the method.
	ErrUnsupported = errors.New("method not supported")
	// ErrThrottled means: the node, or our own rate limit for it, lets no more
	// requests through at present.
	ErrThrottled = errors.New("throttled")
	// ErrDenied means: the node refuses the access key, or the plan is used up.
	ErrDenied = errors.New("access denied")
	// ErrBusy means: the node failed for a reason of its own; later or elsewhere
	// the same question may be answered.
	ErrBusy = errors.New("node failed")
	// ErrLie means: the answer contradicts what is known of the chain.
	ErrLie = errors.New("answer contradicts the chain")
	// ErrDisputed means: two nodes disagree about something on which money
	// depends. Ask again later.
	ErrDisputed = errors.New("disputed: two nodes disagree")
	// ErrNoEndpoint means: no endpoint can be asked at present.
	ErrNoEndpoint = errors.New("no usable endpoint")
	// ErrWrongChain means: the endpoint serves another chain.
	ErrWrongChain = errors.New("wrong chain")
)

// RevertError carries the data of a revert. It is ErrReverted.
type RevertError struct {
	Message string
	Data    []byte
}

// Error is the node's text with the revert data.
func (e *RevertError) Error() string {
	if len(e.Data) == 0 {
		return e.Message
	}
	return e.Message + " " + hexutil.Encode(e.Data)
}

// Unwrap makes it ErrReverted.
func (*RevertError) Unwrap() error { return ErrReverted }

// stripURL removes the URL that net/http puts into its errors: it may carry an
// access key.
func stripURL(err error) error {
	if u, ok := errors.AsType[*url.Error](err); ok {
		return fmt.Errorf("%s: %w", strings.ToLower(u.Op), u.Err)
	}
	return err
}

// Redact shortens a URL to scheme and host: user, path and query of a node's
// URL are where providers put the access key.
func Redact(raw string) string {
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" {
		return "(unreadable URL)"
	}
	if (u.Path == "" || u.Path == "/") && u.RawQuery == "" && u.User == nil {
		return u.Scheme + "://" + u.Host
	}
	return u.Scheme + "://" + u.Host + "/..."
}
