package decode

import (
	"encoding/binary"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"

	"mevbot/internal/amm"
)

// SushiSwap's RouteProcessor runs a stream of commands: which tokens to take,
// and for each share of them the pool to swap in and where its output goes.

// Calls of a RouteProcessor, with the places of the amount in, of the least
// output, of the amount that an earlier transfer takes of the call's value, and
// of the route.
var processorCalls = map[uint32]struct {
	amountIn, min, sent, route int
	six                        bool
}{
	0x2646478b: {1, 3, -1, 5, false}, // processRoute(in,amountIn,out,outMin,to,route)
	0x93b3774c: {3, 5, 1, 7, false},  // transferValueAndprocessRoute(to,value,in,amountIn,out,outMin,to,route)
	0x47f8bd41: {3, 5, -1, 7, false}, // processRouteWithTransferValueInput
	0x6678ec1f: {3, 5, -1, 7, false}, // processRouteWithTransferValueOutput
	0xdd9c5f96: {1, 4, -1, 6, true},  // RouteProcessor6: processRoute(in,amountIn,out,outQuote,outMin,to,route,code)
}

// stream reads a route's bytes; bad is set where it ends too early.
type stream struct {
	rest []byte
	bad  bool
}

func (s *stream) take(n int) []byte {
	if len(s.rest) < n {
		s.rest, s.bad = nil, true
		return make([]byte, n)
	}
	b := s.rest[:n]
	s.rest = s.rest[n:]
	return b
}

func (s *stream) byte() byte              { return s.take(1)[0] }
func (s *stream) uint16() uint16          { return binary.BigEndian.Uint16(s.take(2)) }
func (s *stream) address() common.Address { return common.Address(s.take(common.AddressLength)) }

func (s *stream) uint24() uint32 {
	b := s.take(3)
	return uint32(b[0])<<16 | uint32(b[1])<<8 | uint32(b[2])
}

// Commands and pool types of the stream. RouteProcessor6 has more pool types
// (liquidity of Curve pools, bridges), which are not read.
const (
	rpOwn    = 1 // all that the router has of a token, but one unit
	rpUser   = 2 // the caller's amount
	rpNative = 3 // the router's ether
	rpPool   = 4 // what lies in the pool already
	rpBento  = 5
	rpPermit = 6

	rpPair         = 0
	rpConcentrated = 1
	rpWrap         = 2
	rpCurve        = 5
)

// processor is a run of a route.
type processor struct {
	*call
	stream
	six, fees bool
	amountIn  uint256.Int // the caller's, or its ether
	ether     uint256.Int
	// ends are where the outputs of the last intents of the run go, by place.
	first int
	ends  [16]common.Address
}

// source of the input of a swap.
type source struct {
	amount  uint256.Int
	unknown bool
	inPool  bool // what an earlier swap sent there
}

func (c *call) routeProcessor(s uint32, a args) Verdict {
	f, ok := processorCalls[s]
	if !ok {
		return Opaque
	}
	p := processor{call: c, six: f.six, fees: c.router.Kind == SushiRouteProcessor, ether: *c.value, first: len(c.dst)}
	var ok1, ok3 bool
	p.amountIn, ok1 = a.word(f.amountIn)
	route, ok2 := a.bytes(f.route)
	ok3 = true
	if f.sent >= 0 {
		var sent uint256.Int
		if sent, ok3 = a.word(f.sent); sent.Gt(&p.ether) {
			return Malformed
		}
		p.ether.Sub(&p.ether, &sent)
	}
	if !ok1 || !ok2 || !ok3 {
		return Malformed
	}
	p.rest = route
	for len(p.rest) > 0 {
		if v := p.command(); v != Readable {
			return v
		}
		if p.bad {
			return Malformed
		}
	}
	if len(p.dst) == p.first+1 { // of several routes it bounds the sum
		var ok bool
		if p.dst[p.first].Bound, ok = a.word(f.min); !ok {
			return Malformed
		}
	}
	return Readable
}

func (p *processor) command() Verdict {
	switch p.byte() {
	case rpOwn, rpBento:
		// Whether the unit that stays was there before is not known.
		return p.distribute(p.address(), source{unknown: true})
	case rpUser:
		return p.distribute(p.address(), source{amount: p.amountIn})
	case rpNative:
		return p.distribute(common.Address{}, source{amount: p.ether})
	case rpPool:
		return p.swap(p.address(), source{inPool: true})
	case rpPermit:
		p.take(32 + 32 + 1 + 32 + 32)
		return Readable
	default:
		return Malformed
	}
}

// distribute gives each swap its share of what is left, in 65535ths.
func (p *processor) distribute(token common.Address, s source) Verdict {
	for range p.byte() {
		share := s
		n := uint256.NewInt(uint64(p.uint16()))
		share.amount.Mul(&s.amount, n).Div(&share.amount, uint256.NewInt(65535))
		s.amount.Sub(&s.amount, &share.amount)
		if v := p.swap(token, share); v != Readable {
			return v
		}
		if p.bad {
			return Malformed
		}
	}
	return Readable
}

func (p *processor) swap(token common.Address, s source) Verdict {
	kind := p.byte()
	switch kind {
	case rpPair, rpConcentrated:
		leg := Leg{In: token, Pool: p.address(), Family: dexFamily(kind == rpConcentrated)}
		direction := p.byte()
		leg.Backwards = direction == 0
		if kind == rpPair { // only 1 means token 0 for token 1
			leg.Backwards = direction != 1
		}
		to := p.address()
		switch {
		case kind == rpPair && p.fees:
			leg.Fee = p.uint24()
		case kind == rpPair:
			leg.Fee = 3000
		case p.six: // a few units are kept back where the pool rounds up
			s.amount.Sub(&s.amount, uint256.NewInt(uint64(p.byte())))
		}
		return p.add(leg, to, s)
	case rpWrap:
		return p.wrap(s)
	case rpCurve:
		leg := Leg{In: token, Pool: p.address(), Family: amm.Curve}
		p.take(3) // the kind of pool, and the indexes of the tokens
		to := p.address()
		leg.Out = p.address()
		return p.add(leg, to, s)
	default:
		return Opaque // BentoBox, Trident, liquidity, bridges
	}
}

// add makes an intent of a swap, or lengthens the one that sent its input.
func (p *processor) add(leg Leg, to common.Address, s source) Verdict {
	if s.inPool {
		if i, ok := p.sender(leg.Pool); ok {
			in := &p.dst[i]
			in.Hops[len(in.Hops)-1].Out = leg.In
			in.hop(leg)
			p.ends[i-p.first] = to
			return Readable
		}
		s.unknown = true
	}
	i := len(p.dst) - p.first
	if i == len(p.ends) {
		return Opaque
	}
	in := p.next()
	in.Mode, in.Amount, in.AmountUnknown = Sequence, s.amount, s.unknown
	in.hop(leg)
	p.ends[i] = to
	return Readable
}

// sender finds the intent that sent its output to a pool, if it is one.
func (p *processor) sender(pool common.Address) (at int, ok bool) {
	for i := range p.dst[p.first:] {
		if p.ends[i] == pool {
			if ok {
				return 0, false // several did
			}
			at, ok = p.first+i, true
		}
	}
	return at, ok
}

// wrap passes ether in or out of its token: no pool.
func (p *processor) wrap(source) Verdict {
	direction := p.byte()
	p.address() // to
	if direction&1 == 1 {
		p.address() // the token
	}
	return Readable
}
