package oracle

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"math/big"
	"slices"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"

	"mevbot/internal/devnet"
)

// The selectors of what is asked: getReserves(), slot0(), liquidity(),
// getAmountOut(uint256,uint256,uint256) of the V2 router,
// quoteExactInputSingle((address,address,uint256,uint24,uint160)) of QuoterV2,
// balanceOf(address).
var (
	getReserves  = hexutil.MustDecode("0x0902f1ac")
	slot0        = hexutil.MustDecode("0x3850c7bd")
	liquidity    = hexutil.MustDecode("0x1a686502")
	getAmountOut = hexutil.MustDecode("0x054d50d4")
	quoteSingle  = hexutil.MustDecode("0xc6a5026a")
	balanceOf    = hexutil.MustDecode("0x70a08231")
)

// least is how much gas a cycle takes at the very least; what cannot pay a
// quarter of it by the estimate is not asked about. The estimate knows the
// liquidity at the price only; a quarter leaves room for what lies beyond.
const least = 80_000

var errAnswer = errors.New("the contract did not answer")

// ask is one call on a state.
func (o *Oracle) ask(p *devnet.Past, to common.Address, data []byte, words int) ([]byte, error) {
	got, err := p.Try(o.opts.Operator, devnet.Call{To: to, Data: data})
	if err != nil {
		return nil, err
	}
	if got[0].Err != nil {
		return nil, got[0].Err
	}
	if len(got[0].Data) < 32*words {
		return nil, fmt.Errorf("%w: %s", errAnswer, to)
	}
	return got[0].Data, nil
}

func word(data []byte, i int) *big.Int { return new(big.Int).SetBytes(data[32*i : 32*i+32]) }

func float(v *big.Int) float64 {
	f, _ := new(big.Float).SetInt(v).Float64()
	return f
}

// look reads a pool if it has changed.
func (o *Oracle) look(p *devnet.Past, v *venue) error {
	if v.read == v.version {
		return nil
	}
	if !v.Concentrated {
		got, err := o.ask(p, v.Address, getReserves, 2)
		if err != nil {
			return fmt.Errorf("reserves of %s: %w", v.Address, err)
		}
		v.exact0, v.exact1 = word(got, 0), word(got, 1)
		v.reserve0, v.reserve1 = float(v.exact0), float(v.exact1)
	} else {
		price, err := o.ask(p, v.Address, slot0, 1)
		if err != nil {
			return fmt.Errorf("price of %s: %w", v.Address, err)
		}
		depth, err := o.ask(p, v.Address, liquidity, 1)
		if err != nil {
			return fmt.Errorf("liquidity of %s: %w", v.Address, err)
		}
		root := float(word(price, 0)) / math.Ldexp(1, 96)
		v.reserve0, v.reserve1 = float(word(depth, 0))/root, float(word(depth, 0))*root
	}
	v.read = v.version
	return nil
}

// quote is what a pool gives, by the real contracts; nil if it refuses.
func (o *Oracle) quote(p *devnet.Past, l leg, in *big.Int) (*big.Int, error) {
	v := &o.venues[l.venue]
	var data []byte
	to := v.Router
	if v.Concentrated {
		tokenIn, tokenOut := v.Token0, v.Token1
		if !l.zeroForOne {
			tokenIn, tokenOut = tokenOut, tokenIn
		}
		to = o.addresses.QuoterV2
		data = words(quoteSingle, new(big.Int).SetBytes(tokenIn[:]), new(big.Int).SetBytes(tokenOut[:]), in, new(big.Int).SetUint64(uint64(v.Fee)), new(big.Int))
	} else {
		from, into := v.exact0, v.exact1
		if !l.zeroForOne {
			from, into = into, from
		}
		data = words(getAmountOut, in, from, into)
	}
	got, err := p.Try(o.opts.Operator, devnet.Call{To: to, Data: data})
	if err != nil {
		return nil, err
	}
	if got[0].Err != nil || len(got[0].Data) < 32 {
		return nil, nil //nolint:nilnil // the pool refuses
	}
	return word(got[0].Data, 0), nil
}

func words(selector []byte, values ...*big.Int) []byte {
	data := slices.Clone(selector)
	for _, v := range values {
		data = append(data, common.LeftPadBytes(v.Bytes(), 32)...)
	}
	return data
}

// gain is what an input gains on a cycle; negative if a pool refuses.
func (o *Oracle) gain(p *devnet.Past, c *cycle, in *big.Int) (*big.Int, error) {
	amount := in
	for _, l := range c.legs {
		out, err := o.quote(p, l, amount)
		if err != nil {
			return nil, err
		}
		if out == nil || out.Sign() == 0 {
			return new(big.Int).Neg(in), nil
		}
		amount = out
	}
	return amount.Sub(amount, in), nil
}

// learn brings what is known of a cycle up to date with its pools.
func (o *Oracle) learn(p *devnet.Past, c *cycle) error {
	var now [3]uint64
	for i, l := range c.legs {
		if err := o.look(p, &o.venues[l.venue]); err != nil {
			return err
		}
		now[i] = o.venues[l.venue].version
	}
	fee := float(p.BaseFee())
	guess, promise := o.estimate(c)
	worth := 4*promise >= least*fee
	if c.known && c.versions == now && (c.in != nil || !worth) {
		return nil
	}
	c.known, c.versions, c.in, c.gross, c.gas = true, now, nil, nil, 0
	if !worth || guess < 1 {
		return nil
	}
	in, gross, err := o.size(p, c, guess)
	if err != nil || gross.Sign() <= 0 {
		return err
	}
	if float(gross) < least*fee/2 {
		c.in, c.gross, c.gas = in, gross, math.MaxUint32 // it can never pay
		return nil
	}
	done, err := o.execute(p, []int{o.index(c)}, []*big.Int{in})
	if err != nil {
		return err
	}
	if done == nil {
		return fmt.Errorf("a cycle that gains %s by the quoters is refused by the executor", gross)
	}
	if done[0].gross.Cmp(gross) != 0 {
		return fmt.Errorf("a cycle gains %s by the quoters and %s when executed", gross, done[0].gross)
	}
	c.in, c.gross, c.gas = in, gross, done[0].gas
	return nil
}

func (o *Oracle) index(c *cycle) int {
	return slices.IndexFunc(o.cycles, func(d cycle) bool { return &d.legs[0] == &c.legs[0] })
}

// size finds the best input near a guess: brackets the top on a grid of factors
// of two, then closes in by golden section over the logarithm. The gain is
// concave; at the end the bracket is 0.2 % wide, so that what is given up of the
// gain is about a millionth of what the input could swing it.
func (o *Oracle) size(p *devnet.Past, c *cycle, guess float64) (*big.Int, *big.Int, error) {
	best, bestGain := new(big.Int), new(big.Int).Neg(big.NewInt(1))
	var failed error
	at := func(x float64) float64 {
		if failed != nil {
			return math.Inf(-1)
		}
		in, _ := big.NewFloat(math.Exp(x)).Int(nil)
		if in.Sign() <= 0 {
			return math.Inf(-1)
		}
		g, err := o.gain(p, c, in)
		if err != nil {
			failed = err
			return math.Inf(-1)
		}
		if g.Cmp(bestGain) > 0 {
			best, bestGain = in, new(big.Int).Set(g)
		}
		return float(g)
	}
	x := math.Log(guess)
	step := math.Ln2
	mid := at(x)
	lo, hi := at(x-step), at(x+step)
	for range 40 {
		switch {
		case hi > mid:
			x, lo, mid = x+step, mid, hi
			hi = at(x + step)
			continue
		case lo > mid:
			x, hi, mid = x-step, mid, lo
			lo = at(x - step)
			continue
		}
		break
	}
	const phi = 0.6180339887498949
	from, to := x-step, x+step
	a, b := to-phi*(to-from), from+phi*(to-from)
	fa, fb := at(a), at(b)
	for to-from > 2e-3 && failed == nil {
		if fa < fb {
			from, a, fa = a, b, fb
			b = from + phi*(to-from)
			fb = at(b)
		} else {
			to, b, fb = b, a, fa
			a = to - phi*(to-from)
			fa = at(a)
		}
	}
	return best, bestGain, failed
}

// outcome is what executing a cycle did.
type outcome struct {
	gross *big.Int
	gas   uint64
}

// execute runs cycles one after the other through the operator's contract; nil
// if one reverts.
func (o *Oracle) execute(p *devnet.Past, which []int, in []*big.Int) ([]outcome, error) {
	held := devnet.Call{To: o.addresses.WETH, Data: append(slices.Clone(balanceOf), common.LeftPadBytes(o.addresses.Executor.Bytes(), 32)...)}
	calls := []devnet.Call{held}
	for i, c := range which {
		calls = append(calls, devnet.Call{To: o.addresses.Executor, Data: o.calldata(&o.cycles[c], in[i], p.Time()+60)}, held)
	}
	got, err := p.Try(o.opts.Operator, calls...)
	if err != nil {
		return nil, err
	}
	done := make([]outcome, len(which))
	for i := range which {
		before, run, after := &got[2*i], &got[2*i+1], &got[2*i+2]
		if run.Err != nil {
			return nil, nil //nolint:nilnil // it does not pay after those before it
		}
		if len(before.Data) < 32 || len(after.Data) < 32 {
			return nil, fmt.Errorf("balance of the executor: %w", errAnswer)
		}
		done[i] = outcome{new(big.Int).Sub(word(after.Data, 0), word(before.Data, 0)), run.Gas}
	}
	return done, nil
}

// calldata is Executor.execute for a cycle: contracts/src/Executor.sol.
func (o *Oracle) calldata(c *cycle, in *big.Int, deadline uint64) []byte {
	var route []byte
	for _, l := range c.legs {
		v := &o.venues[l.venue]
		family, fee := byte(1), uint16(v.Fee/100)
		if v.Concentrated {
			family, fee = 2, 0
		}
		flags := family << 1
		if !l.zeroForOne {
			flags |= 1
		}
		route = append(append(route, flags), v.Address[:]...)
		route = binary.BigEndian.AppendUint16(route, fee)
	}
	return o.executor.PackExecute(in, new(big.Int), deadline, route)
}
