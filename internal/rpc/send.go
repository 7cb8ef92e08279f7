package rpc

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/crypto"

	"mevbot/internal/event"
)

// sent is what an endpoint said to a transaction.
type sent struct {
	from *endpoint
	err  error
}

// Send hands a signed transaction to every endpoint that sends, the sequencer's
// first, once each: the same bytes have the same hash, so that a second copy
// changes nothing. It returns as soon as one of them has it. Nothing is repeated
// here, and no rate limit, breaker or budget holds a send back.
//
// The error is that of all endpoints together. ErrUnknown (a timeout, a broken
// connection) means that the transaction may or may not have arrived somewhere.
// ErrNotSent means that no byte has left towards anybody. A refusal is returned
// only if nobody may hold the bytes: all others refused too, or got no byte.
func (c *Client) Send(ctx context.Context, raw []byte) (common.Hash, error) {
	targets, why := c.senders()
	if len(targets) == 0 {
		return common.Hash{}, fmt.Errorf("eth_sendRawTransaction: %w: %s", ErrNotSent, why)
	}
	ctx, cancel := context.WithTimeout(ctx, c.limits[ClassSend])
	answers := make(chan sent, len(targets))
	var running sync.WaitGroup
	defer running.Wait()
	defer cancel()
	hash := crypto.Keccak256Hash(raw)
	for _, e := range targets {
		running.Go(func() { answers <- sent{e, c.sendTo(ctx, e, raw, hash)} })
	}
	var worst error
	for range targets {
		got := <-answers
		if got.err == nil || errors.Is(got.err, ErrAlreadyKnown) && len(targets) > 1 {
			return hash, nil
		}
		worst = graver(worst, fmt.Errorf("%s: %w", got.from.Name, got.err))
	}
	return common.Hash{}, fmt.Errorf("eth_sendRawTransaction: %w", worst)
}

// senders are the endpoints that a transaction goes to, or why there is none.
func (c *Client) senders() (targets []*endpoint, why string) {
	for _, e := range c.sends {
		e.mu.Lock()
		switch {
		case e.chain == wrongChain:
			why = e.Name + " serves another chain"
		case e.drained:
			why = e.Name + " is drained"
		default:
			targets = append(targets, e)
		}
		e.mu.Unlock()
	}
	return targets, why
}

func (c *Client) sendTo(ctx context.Context, e *endpoint, raw []byte, want common.Hash) error {
	now := c.opts.Now()
	e.mu.Lock()
	e.bucket.take(now, 1)
	e.mu.Unlock()
	answer, raised := e.http.call(ctx, "eth_sendRawTransaction", []any{hexutil.Bytes(raw)})
	err := classifySend(raised)
	var hash common.Hash
	if err == nil {
		if json.Unmarshal(answer, &hash) != nil {
			err = fmt.Errorf("%w: the answer is no hash", ErrUnknown)
		} else if hash != want {
			err = fmt.Errorf("%w: the answer is the hash of another transaction", ErrUnknown)
		}
	}
	do, pause, _ := classify(raised)
	if errors.Is(ctx.Err(), context.Canceled) {
		do = cancelled
	}
	done := c.opts.Now()
	e.note(raised, do, pause, done.Sub(now), done)
	c.opts.Listener.RPCCall(event.RPCCall{Endpoint: e.Name, Method: "eth_sendRawTransaction", Duration: done.Sub(now), Err: err})
	if err != nil {
		c.metrics.errors.WithLabelValues(e.Name, ClassSend.String(), do.String()).Inc()
	}
	return err
}

// graver is the error that says more about where the bytes may be: an unknown
// outcome above all; an answer that does not prove their absence above one that
// does; a refusal above a connection that was never opened.
func graver(a, b error) error {
	if a == nil || weight(b) > weight(a) {
		return b
	}
	return a
}

func weight(err error) int {
	switch {
	case errors.Is(err, ErrUnknown):
		return 3
	case errors.Is(err, ErrNotSent):
		return 0
	case errors.Is(err, ErrFeeTooLow), errors.Is(err, ErrFunds), errors.Is(err, ErrReverted):
		return 1
	}
	return 2
}
