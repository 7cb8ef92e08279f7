package execute

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"math/big"
	"slices"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/holiman/uint256"

	"mevbot/internal/chain"
	"mevbot/internal/event"
	"mevbot/internal/profit"
	"mevbot/internal/rpc"
)

// lateAfter is how many blocks the chain may have gone on since a plan's state.
const lateAfter = 2

// errForeign is the fault after another program used the account's nonce.
var errForeign = errors.New("foreign nonce")

// carryOut makes an attempt of a plan. The error is the journal's: without it
// nothing may be sent.
func (r *Runner) carryOut(ctx context.Context, p *Plan) error {
	// A step that has begun is finished, also when the runner is being stopped.
	ctx = context.WithoutCancel(ctx)
	began := r.now()
	r.opts.Reach("planned")
	a, route, reason := r.prepare(ctx, p)
	if reason != "" {
		r.drop(p, reason)
		return nil
	}
	r.opts.Reach("signed")
	if err := r.journal.reserve(ctx, a, route); err != nil {
		r.setFault(err)
		return err
	}
	r.flight.sign(p.Opportunity, a.hash)
	r.open = append(r.open, a)
	delete(r.refused, a.nonce)
	r.next = r.freeNonce(r.next + 1)
	r.note()
	stored := r.now()
	a.took = stored.Sub(began)
	r.publish(a, stored.Sub(p.Since), nil)
	r.opts.Reach("reserved")
	r.send(ctx, a)
	return nil
}

// freeNonce is the lowest nonce from n on that no open attempt has.
func (r *Runner) freeNonce(n uint64) uint64 {
	for slices.ContainsFunc(r.open, func(a *attempt) bool { return a.nonce == n }) {
		n++
	}
	return n
}

// drop ends a plan that makes no attempt. It asks for no new one: what stood in
// this one's way most likely stands in the way of the next.
func (r *Runner) drop(p *Plan, reason profit.Reason) {
	r.opts.Listener.Dropped(event.Dropped{ID: p.Opportunity, Reason: string(reason), Gross: p.Candidate.Gross, Net: p.Net})
	r.flight.leaveOpportunity(p.Opportunity)
}

// note tells the other goroutines which attempts wait for their receipts.
func (r *Runner) note() {
	r.waits.Store(slices.ContainsFunc(r.open, (*attempt).inFlight))
	r.waiting.Store(unsettledOf(r.open))
}

// prepare makes the signed bytes, or says why there are none.
func (r *Runner) prepare(ctx context.Context, p *Plan) (*attempt, string, profit.Reason) {
	if !r.opts.Gate.Allow() {
		return nil, "", profit.Stopped
	}
	if r.opts.Reachable(ctx) != nil {
		return nil, "", profit.Blind
	}
	if chain.Block(r.head.Load()) > p.Block+lateAfter {
		return nil, "", profit.Late
	}
	fee, err := r.opts.Gas.MaxFeeOver(&r.opts.MaxGasPrice, &p.Tip)
	if err != nil {
		r.log.Warn("plan dropped: no fee to sign", slog.Any("error", err))
		return nil, "", profit.StaleGas
	}
	if limit := r.limit(p, &fee); limit != "" {
		r.log.Info("plan dropped: over a limit", slog.Uint64("opportunity", p.Opportunity), slog.String("limit", limit))
		return nil, "", profit.OverCap
	}
	tx, route, err := r.transaction(p, fee.ToBig())
	if err == nil {
		tx, err = r.opts.Key.SignTx(tx, r.policy)
	}
	var raw []byte
	if err == nil {
		raw, err = tx.MarshalBinary()
	}
	if err != nil {
		// Our own plan cannot be encoded or may not be signed: something is
		// wrong with the bot or its configuration, and will be with the next plan.
		r.trip(ctx, fmt.Errorf("make the transaction of opportunity %d: %w", p.Opportunity, err))
		return nil, "", profit.Stopped
	}
	n := p.Candidate.Len
	return &attempt{
		since: r.now(), opportunity: p.Opportunity, nonce: r.next, refused: r.refused[r.next], raw: raw, hash: tx.Hash(), state: event.Reserved,
		hops: slices.Clone(p.Candidate.Hops[:n]), steps: slices.Clone(p.Steps[:n]), execution: p.Execution, expected: p.Net, tip: p.Tip, units: p.GasUnits, front: p.Front, found: p.Block,
	}, route, ""
}

// limit names the risk limit that an attempt would pass, if it would.
func (r *Runner) limit(p *Plan, fee *uint256.Int) string {
	units, err := gasLimit(p.GasUnits)
	if err != nil {
		return "" // transaction says so
	}
	var gas uint256.Int
	gas.Mul(gas.SetUint64(units), fee)
	return r.opts.Gate.AllowPlan(p.Candidate.Hops[:p.Candidate.Len], &gas, &p.Candidate.In)
}

// transaction is the unsigned transaction of a plan with the next nonce.
func (r *Runner) transaction(p *Plan, fee *big.Int) (*types.Transaction, string, error) {
	data, err := Calldata(r.opts.Market, p)
	if err != nil {
		return nil, "", err
	}
	route, err := describe(r.opts.Market, p)
	if err != nil {
		return nil, "", fmt.Errorf("describe the route: %w", err)
	}
	limit, err := gasLimit(p.GasUnits)
	if err != nil {
		return nil, "", err
	}
	tip := p.Tip.ToBig()
	if tip.Cmp(fee) > 0 {
		tip = fee
	}
	to := r.opts.Executor
	return types.NewTx(&types.DynamicFeeTx{
		ChainID: new(big.Int).SetUint64(uint64(r.opts.ChainID)), Nonce: r.next, To: &to,
		// A plan that comes again after a refusal must not become the refused
		// transaction again: the journal holds each once.
		Value: new(big.Int), Data: data, Gas: limit - r.refused[r.next]%1000, GasFeeCap: fee, GasTipCap: tip,
	}), route, nil
}

// gasLimit leaves room above an estimate: a limit costs nothing, running into
// it costs the trade.
func gasLimit(units uint64) (uint64, error) {
	if units == 0 || units > MaxGas {
		return 0, fmt.Errorf("estimate of %d gas: want 1 to %d", units, uint64(MaxGas))
	}
	return min(units+units/2+100_000, MaxGas), nil
}

// trip stops the trading and says why.
func (r *Runner) trip(ctx context.Context, why error) {
	r.log.Error("trading stopped; look into it, then run mev-bot resume", slog.Any("error", why))
	limit := "execute"
	if errors.Is(why, errForeign) {
		limit = "foreign_nonce"
	}
	if err := r.opts.Gate.Trip(ctx, limit, why.Error()); err != nil {
		r.log.Error("the stop is not durable", slog.Any("error", err))
	}
}

func (r *Runner) publish(a *attempt, latency time.Duration, err error) {
	fact := event.Attempt{
		ID: a.id, Opportunity: a.opportunity, State: a.state, Hash: a.hash, Block: a.block, Latency: latency, Took: a.took, Expected: a.expected, Err: err,
	}
	a.took = 0
	if a.state == event.Reserved {
		fact.Len = copy(fact.Hops[:], a.hops)
		fact.Found = a.found
	}
	r.opts.Listener.Attempt(fact)
}

// sent is what became of handing an attempt's bytes to the node.
type sent struct {
	attempt *attempt
	began   time.Time
	first   bool // nobody had the bytes before
	err     error
}

// send hands the attempt's bytes to the node. The answer, which may take a
// block, comes by Run's loop.
func (r *Runner) send(ctx context.Context, a *attempt) {
	first := a.waiting.sends == 0 && a.hops != nil
	began := r.now()
	a.waiting.sent(began)
	a.sending = true
	r.sending++
	r.opts.Reach("sending")
	go func() {
		_, err := r.opts.Client.Send(context.WithoutCancel(ctx), a.raw)
		r.sends <- sent{a, began, first, err} // Run takes it also after its loop has ended
	}()
}

// answered stores what the node said to a send. The error is the journal's.
func (r *Runner) answered(ctx context.Context, o *sent) error {
	ctx = context.WithoutCancel(ctx)
	a, err := o.attempt, o.err
	r.sending--
	a.sending = false
	now := r.now()
	a.took, a.waiting.sentAt = now.Sub(o.began), now
	r.opts.Reach("sent")
	if !a.inFlight() {
		return nil // its receipt was quicker
	}
	state := verdict(err, o.first)
	if state == event.Sent {
		err = nil // also where the node had the bytes already
	}
	switch {
	case err == nil:
	case state == event.Refused:
		r.log.Warn("node refused the transaction", slog.Uint64("attempt", a.id), slog.Any("error", err))
	default:
		r.log.Warn("outcome of a send is open", slog.Uint64("attempt", a.id), slog.Int("sends", a.waiting.sends), slog.Any("error", err))
	}
	if err := r.journal.mark(ctx, a, state, err); err != nil {
		r.setFault(err)
		return err
	}
	r.publish(a, 0, err)
	if state == event.Refused {
		r.setFault(fmt.Errorf("newest transaction: %w", err))
		r.close(a)
		r.refused[a.nonce] = a.refused + 1
		r.next = min(r.next, a.nonce)
		r.landedOrLost(a)
	} else if err == nil {
		r.setFault(nil)
	}
	r.note()
	r.opts.Reach("answered")
	return nil
}

// landedOrLost ends an attempt's way.
func (r *Runner) landedOrLost(a *attempt) {
	if r.flight.leaveHash(a.hash) {
		r.free()
	}
}

// close forgets an attempt that is final.
func (r *Runner) close(a *attempt) {
	r.open = slices.DeleteFunc(r.open, func(b *attempt) bool { return a == b })
}

// reply is what a node said about an attempt.
type reply struct {
	attempt *attempt
	forks   uint64
	used    uint64 // the account's nonce, read before the receipt
	receipt *rpc.Receipt
	err     error
}

// follow asks for the receipts that are missing or not final. The answers come
// by Run's loop, so that a plan never waits for a node.
func (r *Runner) follow(ctx context.Context) {
	for _, a := range r.open {
		if a.asked || a.sending || !r.due(a) {
			continue
		}
		a.asked = true
		forks, hash := r.forks.Load(), a.hash
		r.asking.Go(func() {
			got := r.inquire(ctx, hash)
			got.attempt, got.forks = a, forks
			select {
			case r.answers <- got:
			case <-ctx.Done():
			}
		})
	}
}

// inquire asks the node for a receipt. The nonce is read before it, so that a
// transaction that is included in between shows its receipt.
func (r *Runner) inquire(ctx context.Context, hash common.Hash) (got reply) {
	if got.used, got.err = r.opts.Client.Nonce(ctx, r.journal.account, rpc.AtLatest()); got.err == nil {
		got.receipt, got.err = r.opts.Client.TransactionReceipt(ctx, hash)
	}
	return got
}

// take acts on an answer. The error is the journal's.
func (r *Runner) take(ctx context.Context, got *reply) (err error) {
	ctx = context.WithoutCancel(ctx)
	a := got.attempt
	a.asked = false
	switch {
	case got.err == nil:
		err = r.settle(ctx, a, got.receipt)
		a.forks = got.forks
	case errors.Is(got.err, rpc.ErrNotFound):
		err = r.missing(ctx, a, got.used)
	default:
		r.log.Debug("receipt not read", slog.Uint64("attempt", a.id), slog.Any("error", got.err))
	}
	if err != nil {
		r.setFault(err)
		return err
	}
	r.note()
	if !a.inFlight() {
		r.landedOrLost(a)
	}
	return nil
}

// deep says that a block is deep enough to be final.
func (r *Runner) deep(b chain.Block) bool {
	return r.head.Load() >= uint64(b)+uint64(r.opts.Confirmations)
}

// due says that the receipt has to be asked for: it is missing, a reorg may
// have taken it back, or it is deep enough to be final.
func (r *Runner) due(a *attempt) bool {
	return a.inFlight() || a.included == (common.Hash{}) || a.forks != r.forks.Load() || r.deep(a.block)
}

// settle stores a receipt, in the journal and in the ledger.
func (r *Runner) settle(ctx context.Context, a *attempt, receipt *rpc.Receipt) error {
	known, final := a.included == receipt.BlockHash && !a.inFlight(), r.deep(receipt.Block)
	if known && !final {
		return nil
	}
	settled := !a.inFlight()
	publish := func() {}
	err := r.journal.settle(ctx, a, receipt, final, func(tx *sql.Tx) (err error) {
		publish, err = r.opts.Ledger.Book(ctx, tx, a.id, receipt)
		return err
	})
	if err != nil {
		return err
	}
	if !settled {
		r.opts.Reach("settled")
		r.setFault(nil)
		r.publish(a, 0, nil)
		r.log.Info("attempt is in the chain", slog.Uint64("attempt", a.id), slog.String("state", a.state.String()),
			slog.Uint64("block", uint64(a.block)), slog.Any("hash", a.hash), slog.Uint64("gas", receipt.GasUsed))
		if a.hops != nil {
			r.opts.Gas.Landed(a.steps, a.execution, a.raw, receipt)
		}
		if r.opts.Settled != nil && a.hops != nil {
			r.opts.Settled(Settled{Hops: a.hops, Tip: a.tip, Net: a.expected, Units: a.units, Front: a.front, Used: receipt.GasUsed, Price: receipt.GasPrice, Success: receipt.Success, Block: receipt.Block})
		}
	}
	publish()
	if final {
		r.close(a)
	}
	return nil
}

// missing decides about an attempt that has no receipt.
func (r *Runner) missing(ctx context.Context, a *attempt, used uint64) error {
	if !a.inFlight() {
		r.log.Warn("receipt taken back by a reorg", slog.Uint64("attempt", a.id), slog.Any("hash", a.hash), slog.Uint64("block", uint64(a.block)))
		if err := r.journal.mark(ctx, a, event.Unknown, errors.New("receipt taken back by a reorg")); err != nil {
			return err
		}
		r.flight.hold(a.opportunity, a.hash)
		r.publish(a, 0, nil)
	}
	switch a.waiting.next(r.now(), a.nonce, used, chain.Block(r.head.Load()), r.opts.Gate.MayResend()) {
	case resend:
		r.send(ctx, a)
	case lost:
		err := fmt.Errorf("%w: nonce %d of %s was used by a transaction that is not in the journal: another program sends with this key", errForeign, a.nonce, r.journal.account)
		if err := r.journal.mark(ctx, a, event.Refused, err); err != nil {
			return err
		}
		r.close(a)
		r.next = r.freeNonce(max(r.next, used))
		r.publish(a, 0, err)
		r.trip(ctx, err)
	case wait:
	}
	return nil
}
