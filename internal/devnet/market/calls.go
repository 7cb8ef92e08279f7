package market

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"

	"github.com/ethereum/go-ethereum/accounts/abi"
	"github.com/ethereum/go-ethereum/common"
)

// The routers, by index.
const (
	routerA = iota
	routerB
	swapRouter
	swapRouter02
	routers
)

// order is a trade as its trader wants it: along path through pools, in for
// about out, in smallest units.
type order struct {
	router   int
	path     []int
	pools    []int
	in, out  float64
	exactOut bool
	// ethIn and ethOut ask for the native coin instead of its wrapper.
	ethIn, ethOut bool
	// slack is the part of the amount that may be worse.
	slack     float64
	deadline  uint64
	recipient common.Address
	// limit is where a V3 trade of one hop stops, as the root of a price; 0
	// for nowhere.
	limit float64
}

// call is what a transaction carries.
type call struct {
	value *big.Int
	data  []byte
	gas   uint64
	tip   *big.Int // wei a unit of gas; nil for what a user offers
}

// bounds are the amounts as the router takes them: what is fixed, and the worst
// the trader accepts of the other side.
func (o *order) bounds() (in, out *big.Int) {
	if o.exactOut {
		return integer(o.in * (1 + o.slack)), integer(o.out)
	}
	return integer(o.in), integer(o.out * (1 - o.slack))
}

// tokens is the path as addresses.
func (m *Market) tokens(path []int) []common.Address {
	list := make([]common.Address, len(path))
	for i, t := range path {
		list[i] = m.addresses.Tokens[t].Address
	}
	return list
}

// encode writes an order as calldata of its router. The form is drawn among
// those that front-ends use.
func (m *Market) encode(o *order, rng *rand.Rand) (call, error) {
	c := call{value: new(big.Int), gas: 160_000 + 190_000*uint64(len(o.pools))}
	in, out := o.bounds()
	if o.ethIn {
		c.value = in
	}
	var err error
	switch {
	case o.router < swapRouter:
		c.data, err = m.encodeV2(o, in, out, rng)
	case o.router == swapRouter:
		c.data, err = m.encodeV3(o, in, out, rng)
	default:
		c.data, err = m.encode02(o, in, out, rng)
	}
	if err != nil {
		return call{}, fmt.Errorf("encode order for router %d: %w", o.router, err)
	}
	return c, nil
}

func (m *Market) encodeV2(o *order, in, out *big.Int, rng *rand.Rand) ([]byte, error) {
	path, to, until := m.tokens(o.path), o.recipient, new(big.Int).SetUint64(o.deadline)
	fot := ""
	if !o.exactOut && rng.IntN(8) == 0 {
		fot = "SupportingFeeOnTransferTokens"
	}
	pack := m.code.router2.ABI.Pack
	switch {
	case o.exactOut && o.ethIn:
		return pack("swapETHForExactTokens", out, path, to, until)
	case o.exactOut && o.ethOut:
		return pack("swapTokensForExactETH", out, in, path, to, until)
	case o.exactOut:
		return pack("swapTokensForExactTokens", out, in, path, to, until)
	case o.ethIn:
		return pack("swapExactETHForTokens"+fot, out, path, to, until)
	case o.ethOut:
		return pack("swapExactTokensForETH"+fot, in, out, path, to, until)
	}
	return pack("swapExactTokensForTokens"+fot, in, out, path, to, until)
}

// v3Path packs tokens and fees as the V3 routers want them: backwards when the
// output is exact.
func (m *Market) v3Path(o *order) []byte {
	path, pools := slices.Clone(o.path), slices.Clone(o.pools)
	if o.exactOut {
		slices.Reverse(path)
		slices.Reverse(pools)
	}
	out := m.addresses.Tokens[path[0]].Address.Bytes()
	for i, p := range pools {
		fee := m.pools[p].fee
		out = append(out, byte(fee>>16), byte(fee>>8), byte(fee))
		out = append(out, m.addresses.Tokens[path[i+1]].Address.Bytes()...)
	}
	return out
}

// limit96 is the price limit as the contracts take it; 0 for none.
func (o *order) limit96() *big.Int { return integer(o.limit * q96) }

func (m *Market) encodeV3(o *order, in, out *big.Int, rng *rand.Rand) ([]byte, error) {
	router := &m.code.router3.ABI
	to := o.recipient
	if o.ethOut {
		to = common.Address{} // the router itself, which unwraps
	}
	swap, err := m.v3Call(router, o, in, out, to, true)
	if err != nil {
		return nil, err
	}
	rest, err := m.v3Tail(router, o, out)
	if err != nil {
		return nil, err
	}
	if rest == nil && rng.IntN(4) != 0 {
		return swap, nil
	}
	return router.Pack("multicall", append([][]byte{swap}, rest...))
}

// v3Call is one of the four swap functions, which both V3 routers have;
// SwapRouter takes the deadline in it.
func (m *Market) v3Call(router *abi.ABI, o *order, in, out *big.Int, to common.Address, dated bool) ([]byte, error) {
	until := new(big.Int).SetUint64(o.deadline)
	first, last := m.addresses.Tokens[o.path[0]].Address, m.addresses.Tokens[o.path[len(o.path)-1]].Address
	name, exact, bound := "exactInput", in, out
	if o.exactOut {
		name, exact, bound = "exactOutput", out, in
	}
	if len(o.pools) == 1 {
		fee := new(big.Int).SetUint64(uint64(m.pools[o.pools[0]].fee))
		// The amounts stand third and second from the end in both directions.
		if dated {
			type params struct {
				TokenIn, TokenOut          common.Address
				Fee                        *big.Int
				Recipient                  common.Address
				Deadline                   *big.Int
				AmountIn, AmountOutMinimum *big.Int
				AmountOut, AmountInMaximum *big.Int
				SqrtPriceLimitX96          *big.Int
			}
			return router.Pack(name+"Single", params{first, last, fee, to, until, exact, bound, exact, bound, o.limit96()})
		}
		type params struct {
			TokenIn, TokenOut          common.Address
			Fee                        *big.Int
			Recipient                  common.Address
			AmountIn, AmountOutMinimum *big.Int
			AmountOut, AmountInMaximum *big.Int
			SqrtPriceLimitX96          *big.Int
		}
		return router.Pack(name+"Single", params{first, last, fee, to, exact, bound, exact, bound, o.limit96()})
	}
	type params struct {
		Path                       []byte
		Recipient                  common.Address
		Deadline                   *big.Int
		AmountIn, AmountOutMinimum *big.Int
		AmountOut, AmountInMaximum *big.Int
	}
	return router.Pack(name, params{m.v3Path(o), to, until, exact, bound, exact, bound})
}

// v3Tail is what a multicall adds to a swap that takes or gives the native
// coin.
func (m *Market) v3Tail(router *abi.ABI, o *order, out *big.Int) ([][]byte, error) {
	var rest [][]byte
	if o.ethOut {
		data, err := router.Pack("unwrapWETH9", out, o.recipient)
		if err != nil {
			return nil, err
		}
		rest = append(rest, data)
	}
	if o.ethIn && o.exactOut {
		data, err := router.Pack("refundETH")
		if err != nil {
			return nil, err
		}
		rest = append(rest, data)
	}
	return rest, nil
}

func (m *Market) encode02(o *order, in, out *big.Int, rng *rand.Rand) ([]byte, error) {
	router := &m.code.router02.ABI
	to := o.recipient
	if o.ethOut {
		to = common.HexToAddress("0x2") // this router's name for itself
	}
	var swap []byte
	var err error
	switch v2Pool := m.pools[o.pools[0]].kind == v2; {
	case v2Pool && o.exactOut:
		swap, err = router.Pack("swapTokensForExactTokens", out, in, m.tokens(o.path), to)
	case v2Pool:
		swap, err = router.Pack("swapExactTokensForTokens", in, out, m.tokens(o.path), to)
	default:
		swap, err = m.v3Call(router, o, in, out, to, false)
	}
	if err != nil {
		return nil, err
	}
	// unwrapWETH9 and refundETH exist here too; the form with a recipient is
	// the one front-ends use.
	rest, err := m.v3Tail(router, o, out)
	if err != nil {
		return nil, err
	}
	steps := append([][]byte{swap}, rest...)
	switch n := rng.IntN(10); {
	case n < 2 && rest == nil:
		return swap, nil
	case n < 3:
		return router.Pack("multicall1", steps)
	case n < 4:
		return router.Pack("multicall", m.previous, steps)
	}
	return router.Pack("multicall0", new(big.Int).SetUint64(o.deadline), steps)
}
