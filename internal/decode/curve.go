package decode

import (
	"github.com/ethereum/go-ethereum/common"

	"mevbot/internal/amm"
)

// Calls of Curve's routers. The route is up to five swaps as token, pool, token,
// pool, token ... with zeros behind. Each swap has parameters (i, j, kind of
// swap, ...), of which only the kind is read here.
var curveCalls = map[uint32]struct{ hops, width, kind int }{
	0x371dc447: {5, 5, 2}, // curve-router-ng exchange(address[11],uint256[5][5],amount,min)
	0x5c9c18e2: {5, 5, 2}, // with address[5] pools
	0xc872a3c5: {5, 5, 2}, // and a receiver
	0xaad348a2: {5, 4, 2}, // exchange(address[11],uint256[4][5],amount,min), later chains
	0xfd44959c: {5, 4, 2},
	0x353ca424: {4, 3, 2}, // exchange_multiple(address[9],uint256[3][4],amount,min)
	0x9db4f7aa: {4, 3, 2},
	0x0651cb35: {4, 3, 2},
}

// curveWrap is the kind of a step that only wraps or unwraps ether (8), or wraps
// staked ether (9); no pool is in it.
const (
	curveWrap   = 8
	curveStaked = 9
)

func (c *call) curve(s uint32, a args) Verdict {
	f, ok := curveCalls[s]
	if !ok {
		return Opaque
	}
	in := c.next()
	in.Family = amm.Curve
	params := 2*f.hops + 1
	amount := params + f.hops*f.width
	if !in.amounts(a, amount, amount+1) {
		return Malformed
	}
	for i := range f.hops {
		from, ok1 := a.address(2 * i)
		pool, ok2 := a.address(2*i + 1)
		to, ok3 := a.address(2*i + 2)
		kind, ok4 := a.uint64(params + f.width*i + f.kind)
		if !ok1 || !ok2 || !ok3 || !ok4 {
			return Malformed
		}
		if pool == (common.Address{}) {
			break
		}
		if f.width > 3 && (kind == curveWrap || kind == curveStaked) {
			continue
		}
		in.hop(Leg{In: from, Out: to, Pool: pool, Family: amm.Curve})
	}
	if len(in.Hops) == 0 {
		c.dst = c.dst[:len(c.dst)-1]
	}
	return Readable
}
