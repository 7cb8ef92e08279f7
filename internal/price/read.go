package price

import (
	"context"
	"fmt"
	"math/big"

	"github.com/ethereum/go-ethereum/common"

	"mevbot/internal/bindings"
	"mevbot/internal/rpc"
)

// chainlink reads feeds, and the observations of pools in the same call.
type chainlink struct {
	reader Reader
	feeds  []Feed
	uptime common.Address
	abi    *bindings.IAggregatorV3
	pool   *bindings.IUniswapV3Pool
	// bounds of the aggregators seen so far: they are immutable there
	// (OCR2Aggregator.minAnswer and maxAnswer), but a proxy may change its
	// aggregator.
	bounds map[common.Address]bounds
}

type bounds struct{ least, most *big.Int }

func newChainlink(r Reader, feeds []Feed, uptime common.Address) chainlink {
	return chainlink{
		reader: r, feeds: feeds, uptime: uptime, abi: bindings.NewIAggregatorV3(), pool: bindings.NewIUniswapV3Pool(),
		bounds: map[common.Address]bounds{},
	}
}

// answers is what the chain said at one block.
type answers struct {
	feeds     []feedAnswer // of the feeds, in their order
	uptime    *round       // nil without a feed
	uptimeErr error
	ticks     map[common.Address]int64 // above the mean, by token
}

// read asks for everything in one call, and in a second one for the bounds of
// aggregators that are new. Only a call that fails as a whole is an error.
func (c *chainlink) read(ctx context.Context, head rpc.Head, spots []*spot, window uint32) (*answers, error) {
	at := rpc.AtHash(head.Hash)
	var views []rpc.View
	for i := range c.feeds {
		views = append(views, c.asks(c.feeds[i].Address)...)
	}
	if c.uptime != (common.Address{}) {
		views = append(views, rpc.View{To: c.uptime, Data: c.abi.PackLatestRoundData()})
	}
	var averaged []*spot
	for _, s := range spots {
		if s.deepest != nil {
			averaged = append(averaged, s)
			views = append(views, c.observes(s.deepest.Address, window)...)
		}
	}
	got, err := c.ask(ctx, views, at)
	if err != nil {
		return nil, err
	}
	a := &answers{feeds: make([]feedAnswer, len(c.feeds)), ticks: map[common.Address]int64{}}
	for i := range a.feeds {
		a.feeds[i] = decodeFeed(c.abi, got[:feedViews])
		got = got[feedViews:]
	}
	if c.uptime != (common.Address{}) {
		r, err := decodeRound(c.abi, got[0])
		a.uptime, a.uptimeErr = &r, err
		got = got[1:]
	}
	for _, s := range averaged {
		if ticks, ok := aboveMean(c.pool, got[0], got[1], window); ok {
			if s.side == 1 {
				ticks = -ticks // a tick is the price of token 0
			}
			a.ticks[s.token.Address] = ticks
		}
		got = got[poolViews:]
	}
	return a, c.readBounds(ctx, a.feeds, at)
}

// ask reads, if there is anything to read.
func (c *chainlink) ask(ctx context.Context, views []rpc.View, at rpc.At) ([]rpc.Answer, error) {
	if len(views) == 0 {
		return nil, nil
	}
	got, err := c.reader.Read(ctx, views, at)
	if err != nil {
		return nil, err
	}
	if len(got) != len(views) {
		return nil, fmt.Errorf("asked %d reads, got %d answers", len(views), len(got))
	}
	return got, nil
}

// readBounds gives each answer its aggregator's bounds.
func (c *chainlink) readBounds(ctx context.Context, feeds []feedAnswer, at rpc.At) error {
	var views []rpc.View
	var fresh []common.Address
	asked := map[common.Address]error{}
	for i := range feeds {
		a := feeds[i].aggregator
		if _, known := c.bounds[a]; known || feeds[i].err != nil {
			continue
		}
		if _, twice := asked[a]; !twice {
			asked[a] = nil
			fresh = append(fresh, a)
			views = append(views, rpc.View{To: a, Data: c.abi.PackMinAnswer()}, rpc.View{To: a, Data: c.abi.PackMaxAnswer()})
		}
	}
	got, err := c.ask(ctx, views, at)
	if err != nil {
		return err
	}
	for i, a := range fresh {
		b, err := decodeBounds(c.abi, got[2*i], got[2*i+1])
		if asked[a] = err; err == nil {
			c.bounds[a] = b
		}
	}
	for i := range feeds {
		f := &feeds[i]
		if f.err != nil {
			continue
		}
		b := c.bounds[f.aggregator]
		f.least, f.most, f.err = b.least, b.most, asked[f.aggregator]
	}
	return nil
}
