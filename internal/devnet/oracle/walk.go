package oracle

import (
	"context"
	"fmt"
	"maps"
	"math/big"
	"slices"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"mevbot/internal/devnet"
)

// The causes of what was missed.
const (
	byRival    = "rival"
	byTrader   = "trader"
	byGas      = "gas"
	atEnd      = "left"
	undersized = "undersized"
	failed     = "failed"
)

// walk goes through the blocks.
type walk struct {
	o *Oracle
	r *Report

	begun bool
	last  []Found // the set at the last point that counted
	end   []Found // at the end of the last block, at its fee
	// touched are the pools that rivals and others have moved since last, a
	// bit each by whom.
	touched map[common.Address]who
	index   int
	number  uint64

	rivalTips *big.Int       // paid by rivals for what they took
	ours      *types.Receipt // that landed in this block at a tip, the newest
	beaten    *big.Int       // the most that it had to beat, of this block
}

type who uint8

const (
	rival who = 1 << iota
	other
)

// block goes through one block.
func (w *walk) block(ctx context.Context, n uint64) error {
	p, err := w.o.opts.Chain.Past(ctx, n)
	if err != nil {
		return err
	}
	defer p.Close()
	w.number, w.index, w.ours = n, 0, nil
	if w.touched == nil {
		w.touched = map[common.Address]who{}
	}
	fee := p.BaseFee()
	before, err := w.o.value(p, fee)
	if err != nil {
		return err
	}
	ours, err := w.oursIn(ctx, n)
	if err != nil {
		return err
	}
	slot := w.o.opts.Chain.Slot(n)
	if len(ours) > 0 {
		slot = min(slot, ours[0])
	}
	if err := w.advance(ctx, p, slot); err != nil {
		return err
	}
	if err := w.atSlot(p, fee, before); err != nil {
		return err
	}
	for _, at := range ours {
		if err := w.advance(ctx, p, at); err != nil {
			return err
		}
		if err := w.own(ctx, p, fee); err != nil {
			return err
		}
	}
	if err := w.advance(ctx, p, w.index+p.Left()); err != nil {
		return err
	}
	w.r.RivalBids.Add(w.r.RivalBids, w.beaten)
	w.beaten.SetUint64(0)
	w.end, err = w.o.value(p, fee)
	return err
}

// oursIn are the places of the operator's transactions in a block.
func (w *walk) oursIn(ctx context.Context, n uint64) (places []int, err error) {
	block, err := w.o.opts.Chain.Client().BlockByNumber(ctx, new(big.Int).SetUint64(n))
	if err != nil {
		return nil, fmt.Errorf("read the block: %w", err)
	}
	for i, tx := range block.Transactions() {
		if tx.To() == nil || *tx.To() != w.o.addresses.Executor {
			continue
		}
		from, err := types.Sender(w.o.opts.Chain.Signer(), tx)
		if err != nil {
			return nil, fmt.Errorf("sender of %s: %w", tx.Hash(), err)
		}
		if from == w.o.opts.Operator {
			places = append(places, i)
		}
	}
	return places, nil
}

// advance executes others' transactions up to a place.
func (w *walk) advance(ctx context.Context, p *devnet.Past, to int) error {
	for w.index < to && p.Left() > 0 {
		receipt, from, err := p.Next(ctx)
		if err != nil {
			return err
		}
		w.index++
		by := other
		if w.o.opts.Market.IsRival(from) {
			by = rival
			w.bid(receipt, p.BaseFee())
		}
		w.note(receipt, by)
	}
	return nil
}

// bid books what a rival offered for its place.
func (w *walk) bid(r *types.Receipt, fee *big.Int) {
	tip := new(big.Int).Sub(r.EffectiveGasPrice, fee)
	switch {
	case r.Status == types.ReceiptStatusSuccessful:
		w.rivalTips.Add(w.rivalTips, tip.Mul(tip, new(big.Int).SetUint64(r.GasUsed)))
	case w.ours != nil && r.EffectiveGasPrice.Cmp(w.ours.EffectiveGasPrice) <= 0:
		w.beaten = maxOf(w.beaten, tip.Mul(tip, new(big.Int).SetUint64(w.ours.GasUsed)))
	}
}

// note marks the pools that a transaction has moved.
func (w *walk) note(receipt *types.Receipt, by who) {
	for _, l := range receipt.Logs {
		if i, ok := w.o.byAddress[l.Address]; ok {
			w.o.venues[i].version++
			w.touched[l.Address] |= by
		}
	}
}

// atSlot is the first place in the block that anybody could have had.
func (w *walk) atSlot(p *devnet.Past, fee *big.Int, before []Found) error {
	set, err := w.o.value(p, fee)
	if err != nil {
		return err
	}
	if !w.begun {
		w.begun = true
		w.r.Possible.Add(w.r.Possible, total(set))
		w.step(Step{Kind: "start", V: total(set), Added: total(set), Lost: new(big.Int), Set: set})
	} else {
		w.change(set, before)
	}
	w.last = set
	clear(w.touched)
	return nil
}

// own is a transaction of ours.
func (w *walk) own(ctx context.Context, p *devnet.Past, fee *big.Int) error {
	set, err := w.o.value(p, fee)
	if err != nil {
		return err
	}
	w.change(set, nil)
	held, err := w.held(p)
	if err != nil {
		return err
	}
	receipt, _, err := p.Next(ctx)
	if err != nil {
		return err
	}
	w.index++
	w.note(receipt, 0)
	now, err := w.held(p)
	if err != nil {
		return err
	}
	after, err := w.o.value(p, fee)
	if err != nil {
		return err
	}
	used := new(big.Int).Sub(total(set), total(after))
	earned := netOf(now.Sub(now, held), receipt.GasUsed, receipt.EffectiveGasPrice)
	lost, beyond := new(big.Int).Sub(used, earned), new(big.Int)
	cause := undersized
	if receipt.Status != types.ReceiptStatusSuccessful {
		cause = failed
	} else {
		w.ours = receipt
	}
	if lost.Sign() < 0 {
		// What it took, and what it left for cycles that shared a pool with it, is
		// more than the set counted: that was possible, too.
		lost, beyond = beyond, lost.Neg(lost)
		w.r.Possible.Add(w.r.Possible, beyond)
	}
	w.r.Realised.Add(w.r.Realised, earned)
	w.miss(cause, lost)
	w.step(Step{Kind: "ours", V: total(after), Added: beyond, Lost: lost, Cause: cause, Used: used, Earned: earned, Tx: receipt.TxHash.Hex(), Set: after})
	w.last = after
	clear(w.touched)
	return nil
}

// held is what the executor holds of the wrapped native token.
func (w *walk) held(p *devnet.Past) (*big.Int, error) {
	got, err := w.o.ask(p, w.o.addresses.WETH, append(slices.Clone(balanceOf), common.LeftPadBytes(w.o.addresses.Executor.Bytes(), 32)...), 1)
	if err != nil {
		return nil, fmt.Errorf("balance of the executor: %w", err)
	}
	return word(got, 0), nil
}

// finish ends the walk: what is left was missed.
func (w *walk) finish() {
	w.change(w.end, nil)
	left := total(w.end)
	w.miss(atEnd, left)
	if took := w.r.MissedBy[byRival]; took != nil && took.Cmp(w.rivalTips) < 0 {
		w.rivalTips = took
	}
	w.r.RivalBids.Add(w.r.RivalBids, w.rivalTips)
	w.step(Step{Kind: "end", V: left, Added: new(big.Int), Lost: left, Cause: atEnd, Set: w.end})
}

func (w *walk) step(s Step) {
	s.Block, s.Index = w.number, w.index
	w.r.Steps = append(w.r.Steps, s)
}

func (w *walk) miss(cause string, wei *big.Int) {
	if wei.Sign() == 0 {
		return
	}
	w.r.Missed.Add(w.r.Missed, wei)
	if w.r.MissedBy[cause] == nil {
		w.r.MissedBy[cause] = new(big.Int)
	}
	w.r.MissedBy[cause].Add(w.r.MissedBy[cause], wei)
}

// change books what became of the last set until now, by groups of tokens.
// between is the set where the block began, at its fee, if one began since: it
// tells what the new base fee did, and what came and went before the slot.
func (w *walk) change(now, between []Found) {
	var end []Found
	if between != nil {
		end = w.end
	}
	groups := group(w.last, now, between, end)
	for _, g := range groups {
		was, is := g.of(w.last), g.of(now)
		gas := new(big.Int)
		if between != nil {
			begin := g.of(between)
			gas.Sub(begin, g.of(end))
			// What was not there at the last point and is less now than where the
			// block began was gone before anybody could have it.
			if gone := new(big.Int).Sub(begin, maxOf(was, is)); gone.Sign() > 0 {
				w.r.GoneBeforeSlot.Add(w.r.GoneBeforeSlot, gone)
			}
		}
		w.book(gas, byGas, "gas", now)
		rest := new(big.Int).Sub(is, was)
		w.book(rest.Sub(rest, gas), w.culprit(g), "others", now)
	}
}

func maxOf(a, b *big.Int) *big.Int {
	if a.Cmp(b) > 0 {
		return a
	}
	return b
}

// book adds a gain to what was possible, or a loss to what was missed.
func (w *walk) book(change *big.Int, cause, kind string, now []Found) {
	switch change.Sign() {
	case 0:
		return
	case 1:
		w.r.Possible.Add(w.r.Possible, change)
		w.step(Step{Kind: kind, V: total(now), Added: change, Lost: new(big.Int), Set: now})
	default:
		lost := new(big.Int).Neg(change)
		w.miss(cause, lost)
		w.step(Step{Kind: kind, V: total(now), Added: new(big.Int), Lost: lost, Cause: cause, Set: now})
	}
}

// culprit is who moved a pool of a group's lost cycles: a rival, if one did.
func (w *walk) culprit(g bundle) string {
	for i := range w.last {
		f := &w.last[i]
		if f.label&g.label == 0 {
			continue
		}
		for _, pool := range f.Pools {
			if w.touched[pool]&rival != 0 {
				return byRival
			}
		}
	}
	return byTrader
}

// bundle is a group of tokens that no cycle at hand connects with others.
type bundle struct{ label uint32 }

// of is what a set's cycles of the group net.
func (g bundle) of(set []Found) *big.Int {
	sum := new(big.Int)
	for i := range set {
		if set[i].label&g.label != 0 {
			sum.Add(sum, set[i].Net)
		}
	}
	return sum
}

// group puts together the tokens that cycles of the sets connect.
func group(sets ...[]Found) []bundle {
	labels := map[uint32]bool{}
	for _, set := range sets {
		for i := range set {
			joined := set[i].label
			for l := range maps.Clone(labels) {
				if l&joined != 0 {
					delete(labels, l)
					joined |= l
				}
			}
			labels[joined] = true
		}
	}
	var list []bundle
	for _, l := range slices.Sorted(maps.Keys(labels)) {
		list = append(list, bundle{l})
	}
	return list
}

func total(set []Found) *big.Int {
	sum := new(big.Int)
	for i := range set {
		sum.Add(sum, set[i].Net)
	}
	return sum
}
