package decode

import (
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/holiman/uint256"

	"mevbot/internal/amm"
)

// Actions of Uniswap V4's router (v4-periphery libraries/Actions.sol) that swap.
// The others add liquidity, or settle what is owed.
const (
	v4ExactInSingle  = 0x06
	v4ExactIn        = 0x07
	v4ExactOutSingle = 0x08
	v4ExactOut       = 0x09
	v4Donate         = 0x0a
	v4Settle         = 0x0b // (currency, amount, payerIsUser)
	v4SettleAll      = 0x0c // from the caller
	v4Take           = 0x0e // (currency, recipient, amount)
	v4TakeAll        = 0x0f // to the caller
)

// isActions says whether an input is that of V4_SWAP: (bytes actions, bytes[]
// params) with as many of one as of the other. v1.2 has Seaport there.
func (a args) isActions() bool {
	actions, ok1 := a.bytes(0)
	_, n, ok2 := a.array(1)
	return ok1 && ok2 && n == len(actions)
}

// v4 reads the swaps of one visit to the pool manager.
func (p *plan) v4(a args, unsure bool) Verdict {
	actions, _ := a.bytes(0)
	params, _, _ := a.array(1)
	first := len(p.dst)
	for i, action := range actions {
		b, ok := params.bytes(i)
		if !ok {
			return Malformed
		}
		switch {
		case action < v4ExactInSingle || action == v4Donate:
			return Opaque // liquidity
		case action > v4Donate:
			p.settleV4(action, args(b), first)
			continue
		}
		t, ok := args(b).tuple(0)
		if !ok {
			return Malformed
		}
		in := p.next()
		in.Family, in.Mode, in.Deadline, in.AmountUnknown = amm.UniswapV4, ExactIn, p.deadline, unsure
		if action == v4ExactOutSingle || action == v4ExactOut {
			in.Mode = ExactOut
		}
		if action == v4ExactInSingle || action == v4ExactOutSingle {
			ok = in.v4Single(t)
		} else {
			ok = in.v4Path(t)
		}
		if !ok {
			return Malformed
		}
		if in.Amount.IsZero() { // what the visit has credited or owes so far
			p.openDelta(in, first)
		}
	}
	return Readable
}

// settleV4 follows what the router pays to the manager and takes from it. Amount
// zero is all that is owed.
func (p *plan) settleV4(action byte, a args, first int) {
	token, ok := a.low(0)
	switch {
	case action == v4SettleAll || action == v4TakeAll:
	case !ok:
		p.forget()
	case action == v4Settle:
		amount, _ := a.word(1)
		user, ok := a.word(2)
		if len(p.dst) == first+1 && amount.IsZero() {
			if in := &p.dst[first]; !in.AmountUnknown && in.Mode == ExactIn && in.Hops[0].In == token && !in.returns() {
				amount = in.Amount
			}
		}
		if h := p.hold(token); ok && user.IsZero() {
			switch {
			case amount == balance:
				h.amount.Clear()
				h.previous = false
			case amount.IsZero() || amount.Gt(&h.amount) || h.previous:
				h.unknown = true
			default:
				h.amount.Sub(&h.amount, &amount)
			}
		}
	case action == v4Take:
		to, _ := a.low(1)
		amount, ok := a.word(2)
		if !ok || !p.isRouter(to) {
			return
		}
		if len(p.dst) == first+1 && amount.IsZero() {
			if in := &p.dst[first]; !in.AmountUnknown && in.Mode == ExactIn && in.Hops[len(in.Hops)-1].Out == token {
				in.ToRouter = true
				p.give(token, new(uint256.Int), true)
				return
			}
		}
		p.hold(token).unknown = true
	default:
		p.forget()
	}
}

// returns says whether a route comes back to its first token: what the manager
// is owed is then less than the input.
func (in *Intent) returns() bool {
	for i := range in.Hops {
		if in.Hops[i].Out == in.Hops[0].In {
			return true
		}
	}
	return false
}

// openDelta: amount zero means the caller's whole balance with the manager. It
// is the output of the swap before, if that is all there was of the token.
func (p *plan) openDelta(in *Intent, first int) {
	n := len(p.dst)
	if in.Mode == ExactIn && n-1 > first {
		before := &p.dst[n-2]
		if before.Mode == ExactIn && before.Hops[len(before.Hops)-1].Out == in.Hops[0].In && n-2 == first {
			before.ToRouter, in.AmountFromPrevious = true, true
			return
		}
	}
	in.AmountUnknown = true
}

// v4Single is (PoolKey key, bool zeroForOne, uint128 amount, uint128 bound, ...).
func (in *Intent) v4Single(t args) bool {
	c0, ok1 := t.address(0)
	c1, ok2 := t.address(1)
	fee, ok3 := t.uint64(2)
	zeroForOne, ok4 := t.word(5)
	if !in.amounts(t, 6, 7) || !ok1 || !ok2 || !ok3 || !ok4 || fee >= 1<<24 || in.Amount.BitLen() > 128 || in.Bound.BitLen() > 128 {
		return false
	}
	leg := Leg{In: c0, Out: c1, Fee: uint32(fee), ID: crypto.Keccak256Hash(t[:5*32])}
	if zeroForOne.IsZero() {
		leg.In, leg.Out, leg.Backwards = c1, c0, true
	}
	in.hop(leg)
	return true
}

// v4Path is (currency, PathKey[] path, uint128 amount, uint128 bound), and in
// v2.1 with an array of bounds for each hop before the amount. A path key is
// (currency, fee, tickSpacing, hooks, hookData); for an exact output the keys
// name the tokens backwards from the output.
func (in *Intent) v4Path(t args) bool {
	currency, ok1 := t.address(0)
	head, ok2 := t.uint64(1) // of the path: where the fixed part ends
	path, n, ok3 := t.array(1)
	amount := 2
	if head == 5*32 {
		amount = 3
	}
	if !in.amounts(t, amount, amount+1) || !ok1 || !ok2 || !ok3 || n == 0 || in.Amount.BitLen() > 128 || in.Bound.BitLen() > 128 {
		return false
	}
	for i := range n {
		if in.Mode == ExactOut {
			i = n - 1 - i
		}
		key, ok := path.tuple(i)
		if !ok {
			return false
		}
		to, ok1 := key.address(0)
		fee, ok2 := key.uint64(1)
		if _, ok := key.word(3); !ok || !ok1 || !ok2 || fee >= 1<<24 {
			return false
		}
		from := currency
		in.hop(Leg{In: from, Out: to, Fee: uint32(fee), Backwards: backwards(from, to), ID: poolID(from, to, key)})
		currency = to
	}
	if in.Mode == ExactOut {
		in.reverse()
		for i := range in.Hops {
			in.Hops[i].Backwards = !in.Hops[i].Backwards
		}
	}
	return true
}

// poolID hashes a pool's key: currencies in order, fee, tick spacing, hooks.
func poolID(a, b common.Address, key args) common.Hash {
	if backwards(a, b) {
		a, b = b, a
	}
	var k [5 * 32]byte
	copy(k[12:], a[:])
	copy(k[44:], b[:])
	copy(k[64:], key[32:4*32])
	return crypto.Keccak256Hash(k[:])
}
