package devnet

import (
	"context"
	"errors"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core"
	"github.com/ethereum/go-ethereum/core/types"
)

// nonceWait is how long a transaction whose nonce is too high waits for the one
// before it (nitro NonceFailureCacheExpiry).
const nonceWait = time.Second

// sequenced is what became of a list of arrivals.
type sequenced struct {
	included []*arrival
	later    []*arrival // for the next block, in order
	refused  []refusal
}

type refusal struct {
	*arrival
	err error
}

// sequence puts arrivals into the draft, first come, first served. It never
// fails: what cannot be in the block is refused or waits.
func sequence(ctx context.Context, d *draft, arrivals []*arrival, now time.Time) sequenced {
	var s sequenced
	early := map[common.Address][]*arrival{} // nonce too high so far
	full := false
	var try func(a *arrival)
	try = func(a *arrival) {
		err := d.add(ctx, a.tx)
		switch {
		case err == nil:
			s.included = append(s.included, a)
			again := early[a.from]
			delete(early, a.from)
			for _, b := range again {
				try(b)
			}
		case errors.Is(err, errBlockFull):
			s.later, full = append(s.later, a), true
		case errors.Is(err, core.ErrNonceTooHigh):
			early[a.from] = append(early[a.from], a)
		default:
			s.refused = append(s.refused, refusal{a, err})
		}
	}
	for _, a := range arrivals {
		switch {
		case a.hungUp():
			s.refused = append(s.refused, refusal{a, context.Canceled})
		case full:
			s.later = append(s.later, a)
		default:
			try(a)
		}
	}
	for _, a := range arrivals { // not over the map: the order must not be random
		for _, b := range early[a.from] {
			if b != a {
				continue
			}
			if a.answer != nil && now.Sub(a.at) < nonceWait {
				s.later = append(s.later, a)
			} else {
				s.refused = append(s.refused, refusal{a, core.ErrNonceTooHigh})
			}
		}
	}
	return s
}

// fill adds the filler's transaction, which must use what lies between the gas
// that the block has used by itself and the gas that moves the next base fee
// to its target.
func (c *Chain) fill(ctx context.Context, d *draft) {
	if c.opts.Filler == nil {
		return
	}
	gas := missingGas(d.header, c.opts.TargetBaseFee(blockNumber(d.header)+1))
	if gas == 0 {
		return
	}
	tx := c.opts.Filler(d.parent, gas)
	if tx == nil {
		return
	}
	d.maxBytes = maxL2Message // it is not in the way of anybody's data
	if err := d.add(ctx, tx); err != nil {
		c.count.Unfilled.Add(1)
		c.opts.Logger.Warn("filler transaction left out", "block", d.header.Number, "err", err)
	}
}

// arrive turns a transaction of the traffic into an arrival.
func (c *Chain) arrive(tx *types.Transaction, at time.Time) *arrival {
	from, err := types.Sender(c.signer, tx)
	if err != nil {
		from = common.Address{} // the draft refuses it with the reason
	}
	return &arrival{tx: tx, from: from, at: at}
}
