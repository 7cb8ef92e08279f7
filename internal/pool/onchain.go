package pool

import (
	"context"
	"errors"
	"fmt"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"

	"mevbot/internal/amm"
	"mevbot/internal/rpc"
)

// ErrNoQuoter says that no contract is known that quotes pools of a factory.
var ErrNoQuoter = errors.New("no quoter is configured for the pool's factory")

// Quoters ask the chain's own contracts what a pool gives.
type Quoters struct {
	Client *rpc.Client
	// Routers are the V2 routers by factory: UniswapV2Router02.getAmountsOut.
	Routers map[common.Address]common.Address
	// V3 is a QuoterV2, zero if there is none. It answers for one factory.
	V3 common.Address

	factory3 common.Address // of V3, once it was asked
}

// Views of the periphery, by selector.
var (
	viewAmountsOut  = view("getAmountsOut(uint256,address[])")
	viewQuoteSingle = view("quoteExactInputSingle((address,address,uint256,uint24,uint160))")
	viewFactory     = view("factory()")
)

// Quote is what the contracts answer at the market's confirmed block, in the
// output's smallest unit. A V3 quoter answers for the part of in that the pool
// takes. The errors are ErrNoQuoter, rpc.ErrReverted where the contracts
// refuse, and the node's.
func (q *Quoters) Quote(ctx context.Context, m *Market, h amm.Hop, in *uint256.Int) (out uint256.Int, err error) {
	info, d := m.Info(h.Pool()), h.Direction()
	if info.Factory == NoFactory {
		return out, ErrNoQuoter
	}
	factory := m.opts.Factories[info.Factory].Address
	from, to := m.address(info.Token[d]), m.address(info.Token[d.Reverse()])
	at := rpc.AtHash(m.head.Hash)
	if info.Family == amm.ConstantProduct {
		router, ok := q.Routers[factory]
		if !ok {
			return out, ErrNoQuoter
		}
		answer, err := q.call(ctx, router, at, viewAmountsOut, in, uint256.NewInt(64), uint256.NewInt(2), addressWord(from), addressWord(to))
		if err != nil {
			return out, fmt.Errorf("getAmountsOut of router %s: %w", router, err)
		}
		var offset, count, first uint256.Int
		return out, words(answer, &offset, &count, &first, &out)
	}
	if err := q.readFactory(ctx, at); err != nil {
		return out, err
	}
	if q.factory3 != factory {
		return out, ErrNoQuoter
	}
	answer, err := q.call(ctx, q.V3, at, viewQuoteSingle, addressWord(from), addressWord(to), in, uint256.NewInt(uint64(info.Fee)), new(uint256.Int))
	if err != nil {
		return out, fmt.Errorf("quoteExactInputSingle of quoter %s: %w", q.V3, err)
	}
	return out, words(answer, &out)
}

// readFactory asks the quoter whose pools it knows.
func (q *Quoters) readFactory(ctx context.Context, at rpc.At) error {
	switch {
	case q.V3 == common.Address{}:
		return ErrNoQuoter
	case q.factory3 != common.Address{}:
		return nil
	}
	answer, err := q.call(ctx, q.V3, at, viewFactory)
	if err == nil && len(answer) != 32 {
		err = errShort
	}
	if err != nil {
		return fmt.Errorf("factory of quoter %s: %w; is it a QuoterV2?", q.V3, err)
	}
	q.factory3 = common.BytesToAddress(answer)
	return nil
}

func (q *Quoters) call(ctx context.Context, to common.Address, at rpc.At, selector [4]byte, args ...*uint256.Int) ([]byte, error) {
	data := selector[:]
	for _, a := range args {
		b := a.Bytes32()
		data = append(data, b[:]...)
	}
	return q.Client.CallContract(ctx, common.Address{}, to, data, at)
}

// addressWord is an address as an ABI word.
func addressWord(a common.Address) *uint256.Int { return new(uint256.Int).SetBytes20(a[:]) }
