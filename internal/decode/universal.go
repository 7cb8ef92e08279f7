package decode

import (
	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"

	"mevbot/internal/amm"
)

// Commands of the Universal Router (universal-router Commands.sol). The two
// layouts agree on those that swap; what v1.2 has for NFTs between 0x10 and 0x20
// is never a pool of tokens.
const (
	urV3ExactIn     = 0x00
	urV3ExactOut    = 0x01
	urTransferFrom  = 0x02 // permit2
	urSweep         = 0x04
	urTransfer      = 0x05
	urPayPortion    = 0x06
	urV2ExactIn     = 0x08
	urV2ExactOut    = 0x09
	urWrap          = 0x0b
	urUnwrap        = 0x0c
	urTransferBatch = 0x0d
	urV4Swap        = 0x10
	urSubPlan       = 0x21

	urMayRevert = 0x80 // flag: the plan goes on if the command fails
	urMask      = 0x3f
	urAcross    = 0x40 // a deposit to a bridge, v2.1
)

const (
	urExecuteDeadline = 0x3593564c // execute(bytes commands, bytes[] inputs, uint256 deadline)
	urExecute         = 0x24856bc3 // execute(bytes, bytes[])
)

// routerItself is the recipient that stands for the router, in SwapRouter02 too.
var routerItself = common.Address{19: 2}

// plan is a call of execute: what the router holds while it runs.
type plan struct {
	*call
	deadline uint64
	holdings [8]holding
	n        int
}

// holding is what the router has of a token. Before the call it has nothing.
type holding struct {
	token    common.Address
	amount   uint256.Int
	previous bool // the output of earlier intents
	unknown  bool
}

func (c *call) universal(s uint32, a args, depth int) Verdict {
	p := plan{call: c}
	switch s {
	case urExecuteDeadline:
		var ok bool
		if p.deadline, ok = a.uint64(2); !ok {
			return Malformed
		}
	case urExecute:
	default:
		return Opaque // rewards, callbacks: nobody's swap
	}
	return p.run(a, false, depth)
}

// run reads the commands at the first place of a and their inputs at the second.
// unsure says that a failure here does not fail the transaction.
func (p *plan) run(a args, unsure bool, depth int) Verdict {
	commands, ok := a.bytes(0)
	inputs, n, ok2 := a.array(1)
	if !ok || !ok2 || n != len(commands) {
		return Malformed
	}
	for i, command := range commands {
		input, ok := inputs.bytes(i)
		if !ok {
			return Malformed
		}
		if v := p.command(command, args(input), unsure || command&urMayRevert != 0, depth); v != Readable {
			return v
		}
	}
	return Readable
}

func (p *plan) command(command byte, a args, unsure bool, depth int) Verdict {
	if command&urAcross != 0 {
		p.forget()
		return Readable // it takes tokens away, through no pool
	}
	switch command & urMask {
	case urV3ExactIn, urV3ExactOut, urV2ExactIn, urV2ExactOut:
		return p.swap(command&urMask, a, unsure)
	case urV4Swap:
		if len(a) >= 96 && a.isActions() {
			return p.v4(a, unsure)
		}
		return Readable // Seaport in v1.2
	case urSubPlan:
		if depth >= maxNested {
			return Opaque
		}
		return p.run(a, unsure, depth+1)
	case urWrap:
		return p.wrap(a)
	case urTransferFrom:
		token, ok1 := a.low(0)
		to, ok2 := a.low(1)
		amount, ok3 := a.word(2)
		if !ok1 || !ok2 || !ok3 {
			return Malformed
		}
		if p.isRouter(to) {
			p.give(token, &amount, false)
		}
		return Readable
	case urSweep, urTransfer, urPayPortion:
		token, ok := a.low(0)
		if !ok {
			return Malformed
		}
		p.hold(token).unknown = true
		return Readable
	case urUnwrap:
		p.hold(p.router.WETH).unknown = true
		return Readable
	case urTransferBatch:
		p.forget()
		return Readable
	default: // permits and balance checks; positions and NFTs, which swap nothing
		return Readable
	}
}

func (p *plan) isRouter(to common.Address) bool { return to == routerItself || to == p.router.Address }

// hold finds what the router has of a token. When there is no room every token
// is unknown.
func (p *plan) hold(token common.Address) *holding {
	for i := range p.n {
		if p.holdings[i].token == token {
			return &p.holdings[i]
		}
	}
	if p.n == len(p.holdings) {
		return &holding{token: token, unknown: true}
	}
	p.n++
	p.holdings[p.n-1] = holding{token: token}
	return &p.holdings[p.n-1]
}

func (p *plan) give(token common.Address, amount *uint256.Int, previous bool) {
	h := p.hold(token)
	if h.previous != previous && !h.amount.IsZero() || h.previous && !previous {
		h.unknown = true // some of an earlier swap and some that was sent
	}
	h.previous = previous
	h.amount.Add(&h.amount, amount)
}

// forget makes all that the router holds unknown.
func (p *plan) forget() {
	for i := range p.n {
		p.holdings[i].unknown = true
	}
}

// balance is the amount that means all that the router holds.
var balance = *new(uint256.Int).Lsh(uint256.NewInt(1), 255)

func (p *plan) wrap(a args) Verdict {
	to, ok1 := a.low(0)
	amount, ok2 := a.word(1)
	if !ok1 || !ok2 {
		return Malformed
	}
	if amount == balance {
		amount = *p.value
	}
	if p.isRouter(to) {
		p.give(p.router.WETH, &amount, false)
	}
	return Readable
}

// swap is a V2 or V3 command: (recipient, amount, bound, path, payerIsUser). A
// further array in v2.1 bounds the price of each hop.
func (p *plan) swap(command byte, a args, unsure bool) Verdict {
	in := p.next()
	in.Deadline = p.deadline
	to, ok1 := a.low(0)
	payer, ok2 := a.word(4)
	if !in.amounts(a, 1, 2) || !ok1 || !ok2 {
		return Malformed
	}
	switch command {
	case urV3ExactIn, urV3ExactOut:
		in.Mode, in.Family, in.Factory = ExactIn, amm.Concentrated, p.router.FactoryV3
		path, ok := a.bytes(3)
		if !ok || !in.packed(path, pathWithFee) {
			return Malformed
		}
		if command == urV3ExactOut {
			in.Mode = ExactOut
			in.reverse()
		}
	default:
		in.Mode, in.Family, in.Factory = ExactInFeeOnTransfer, amm.ConstantProduct, p.router.FactoryV2
		if command == urV2ExactOut {
			in.Mode = ExactOutFeeOnTransfer
		}
		if !in.tokens(a, 3) {
			return Malformed
		}
	}
	in.AmountUnknown = unsure
	p.source(in, payer.IsZero(), command == urV2ExactIn)
	in.ToRouter = p.isRouter(to)
	if in.ToRouter {
		p.give(in.Hops[len(in.Hops)-1].Out, new(uint256.Int), true)
		if in.AmountUnknown {
			p.hold(in.Hops[len(in.Hops)-1].Out).unknown = true
		}
	}
	return Readable
}

// source finds the input of an intent where it is not simply Amount. Money of
// the router that a swap for an exact output spends leaves a rest that is not
// known here.
func (p *plan) source(in *Intent, fromRouter, pair bool) {
	token := in.Hops[0].In
	if in.Mode == ExactOut || in.Mode == ExactOutFeeOnTransfer {
		if fromRouter {
			p.hold(token).unknown = true
		}
		return
	}
	if pair && in.Amount.IsZero() {
		p.paid(in)
		return
	}
	if !fromRouter {
		return // all of a balance is not something that a user's transfer knows
	}
	h := p.hold(token)
	switch {
	case h.unknown && in.Amount == balance:
		in.AmountUnknown = true
	case in.Amount != balance && h.previous:
		h.unknown = true // some of it stays
	case in.Amount != balance:
		if h.amount.Lt(&in.Amount) {
			h.unknown = true
		} else {
			h.amount.Sub(&h.amount, &in.Amount)
		}
	case h.previous:
		in.AmountFromPrevious = true
		h.previous = false
		h.amount.Clear()
	default:
		in.Amount = h.amount
		h.amount.Clear()
	}
}

// paid handles a pair that has its input already: the intent before sent it
// there, so that it is as good as left in the router.
func (p *plan) paid(in *Intent) {
	n := len(p.dst)
	if n < 2 {
		in.AmountUnknown = true
		return
	}
	before := &p.dst[n-2]
	if last := before.Hops[len(before.Hops)-1].Out; last != in.Hops[0].In || before.ToRouter {
		in.AmountUnknown = true
		return
	}
	before.ToRouter, in.AmountFromPrevious = true, true
}
