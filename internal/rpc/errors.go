package rpc

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"

	"github.com/ethereum/go-ethereum/common/hexutil"
	gethrpc "github.com/ethereum/go-ethereum/rpc"
)

// What a node's answer can mean. Compare with errors.Is.
var (
	// ErrNotFound means: the node does not have it (yet).
	ErrNotFound = errors.New("not found")
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

// table maps texts of geth, nitro and their proxies to what they mean. Order
// matters: the first row whose text occurs wins.
var table = []struct {
	text string
	err  error
}{
	{"already known", ErrAlreadyKnown},
	{"known transaction", ErrAlreadyKnown},
	{"nonce too low", ErrNonceTooLow},
	{"nonce too high", ErrNonceTooHigh},
	{"max fee per gas less than block base fee", ErrFeeTooLow},
	{"fee cap less than block base fee", ErrFeeTooLow},
	{"transaction underpriced", ErrFeeTooLow},
	{"insufficient funds", ErrFunds},
	{"header not found", ErrNotFound},
	{"unknown block", ErrNotFound},
	{"block not found", ErrNotFound},
}

// classify types the error of a read.
func classify(err error) error {
	if err == nil {
		return nil
	}
	var withData gethrpc.DataError
	if errors.As(err, &withData) && strings.Contains(err.Error(), "revert") {
		e := &RevertError{Message: err.Error()}
		if text, ok := withData.ErrorData().(string); ok {
			if data, derr := hexutil.Decode(text); derr == nil {
				e.Data = data
			}
		}
		return e
	}
	text := err.Error()
	if strings.Contains(text, "execution reverted") {
		return &RevertError{Message: text}
	}
	for _, row := range table {
		if strings.Contains(text, row.text) {
			return fmt.Errorf("%w: %s", row.err, text)
		}
	}
	if _, ok := errors.AsType[gethrpc.Error](err); ok {
		return fmt.Errorf("%w: %s", ErrRefused, text)
	}
	return stripURL(err)
}

// classifySend types the error of a send: only what the node itself answered
// is final; all else may have reached the sequencer.
func classifySend(err error) error {
	if err == nil {
		return nil
	}
	if _, ok := errors.AsType[gethrpc.Error](err); ok {
		// Nitro answers "context deadline exceeded" when its own queue timed
		// out; the transaction was not executed then, but nothing proves that
		// another copy is not on its way.
		if strings.Contains(err.Error(), "context deadline exceeded") || strings.Contains(err.Error(), "timeout") {
			return fmt.Errorf("%w: %s", ErrUnknown, err.Error())
		}
		return classify(err)
	}
	if op, ok := errors.AsType[*net.OpError](err); ok && op.Op == "dial" {
		return fmt.Errorf("%w: %w", ErrNotSent, stripURL(err))
	}
	return fmt.Errorf("%w: %w", ErrUnknown, stripURL(err))
}

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
