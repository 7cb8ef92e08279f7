package execute

import (
	"errors"
	"time"

	"mevbot/internal/chain"
	"mevbot/internal/event"
	"mevbot/internal/rpc"
)

// verdict is what an answer to a send means for the attempt. first says that
// the bytes were never handed to anybody before.
//
// Refused frees the nonce, so it needs proof that the node does not hold the
// bytes. These answers prove it, and only to the first send: the fee cap is
// below the base fee, the account cannot pay, the node executed the
// transaction and rejects it because it reverts. Each is a check that
// go-ethereum and nitro make before they queue a transaction. A connection that
// could not be opened proves it too: no byte has left. Answered to a repeated
// send they say nothing about the earlier copy.
//
// Everything else leaves open where the bytes are. Nonce too low: a transaction
// with this nonce is in the chain, ours or a foreign one; the receipt tells.
// Nonce too high: nitro holds the transaction for the missing one. A timeout, a
// broken connection, an error that names none of these: it may be queued.
func verdict(err error, first bool) event.AttemptState {
	switch {
	case err == nil, errors.Is(err, rpc.ErrAlreadyKnown):
		return event.Sent
	case first && errors.Is(err, rpc.ErrNotSent):
		return event.Refused
	case errors.Is(err, rpc.ErrUnknown):
		return event.Unknown
	case first && (errors.Is(err, rpc.ErrFeeTooLow) || errors.Is(err, rpc.ErrFunds) || errors.Is(err, rpc.ErrReverted)):
		return event.Refused
	default:
		return event.Unknown
	}
}

// step is what to do with an attempt that has no receipt.
type step uint8

const (
	wait   step = iota
	resend      // the same bytes
	lost        // its nonce is another transaction's
)

// The pauses between two sends of the same bytes, doubling. Nitro gives up a
// queued transaction after 12 s.
const (
	firstPause   = time.Second
	longestPause = 16 * time.Second
)

// patience is how many further blocks a nonce must be used without a receipt
// before the attempt is given up: a node may show the nonce before the receipt.
const patience = 3

// waiting is what the decision about an attempt without a receipt rests on. It
// is a pure state machine: time, nonce and head are told to it.
type waiting struct {
	sends  int       // by this process
	sentAt time.Time // the last of them
	// usedAt is the head at which the nonce was first seen used without a
	// receipt; zero when it is not used.
	usedAt chain.Block
}

// sent notes a send.
func (w *waiting) sent(now time.Time) { w.sends, w.sentAt = w.sends+1, now }

// next decides, given the account's nonce in the chain and the newest head.
func (w *waiting) next(now time.Time, nonce, used uint64, head chain.Block, mayResend bool) step {
	if used > nonce {
		if w.usedAt == 0 {
			w.usedAt = max(head, 1)
		}
		if head >= w.usedAt+patience {
			return lost
		}
		return wait
	}
	w.usedAt = 0
	if used < nonce || !mayResend {
		return wait // an earlier attempt of ours goes first
	}
	if w.sends > 0 && now.Sub(w.sentAt) < w.pause() {
		return wait
	}
	return resend
}

func (w *waiting) pause() time.Duration {
	return min(firstPause<<min(w.sends-1, 10), longestPause)
}
