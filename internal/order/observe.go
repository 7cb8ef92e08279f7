package order

import (
	"context"
	"log/slog"
	"slices"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"
	"github.com/prometheus/client_golang/prometheus"

	"mevbot/internal/amm"
	"mevbot/internal/chain"
	"mevbot/internal/pool"
	"mevbot/internal/rpc"
	"mevbot/internal/token"
)

// Receipts answers what a transaction paid; *rpc.Client is one.
type Receipts interface {
	TransactionReceipt(ctx context.Context, hash common.Hash) (*rpc.Receipt, error)
}

// Pools says what a pool is; *pool.Market is one. It must be safe from any
// goroutine.
type Pools interface {
	Pools() int
	Info(id amm.PoolID) *pool.Info
}

// ObserverOptions of an Observer. Client and Market are required.
type ObserverOptions struct {
	Client   Receipts
	Market   Pools
	Base     token.ID       // the token that cycles start and end in
	Executor common.Address // the bot's own, whose trades are no rival's
	// Units is the gas that the bot's own executor would use on a route; 0 if it
	// cannot. A rival's tip is weighed with it: who wins is decided per gas. By
	// default the rival's gas counts.
	Units func(families []amm.Family) uint64
	// Most is how many receipts are read of a block, those of the largest gains;
	// default 4.
	Most       int
	Logger     *slog.Logger
	Registerer prometheus.Registerer
	// Beat, if not nil, is called by each turn of Run, which has one each second.
	Beat func()
}

// Observer finds other people's arbitrage in the chain's logs, reads what they
// paid for it, and makes samples of it. Run owns it.
type Observer struct {
	opts   ObserverOptions
	known  map[common.Address]*pool.Info
	pools  int
	own    chan outcome
	head   chain.Block // the newest that was looked at
	losses []outcome   // own ones whose block was not seen yet
	seen   [256]rivals // by block
	shares prometheus.Histogram
	lost   prometheus.Counter
}

// NewObserver has seen nothing.
func NewObserver(opts ObserverOptions) *Observer {
	if opts.Most == 0 {
		opts.Most = 4
	}
	if opts.Logger == nil {
		opts.Logger = slog.New(slog.DiscardHandler)
	}
	o := &Observer{
		opts: opts, known: map[common.Address]*pool.Info{}, own: make(chan outcome, 256),
		shares: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "mev_bot_rival_bid_ratio", Help: "Tips of other arbitrageurs as a part of what they gained after the base fee.",
			Buckets: []float64{0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1},
		}),
		lost: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "mev_bot_bid_samples_lost_total", Help: "Outcomes of bids that were not learned from because too many waited.",
		}),
	}
	if opts.Registerer != nil {
		opts.Registerer.MustRegister(o.shares, o.lost)
	}
	return o
}

// outcome is an own bid and the block that it was in.
type outcome struct {
	Sample
	block chain.Block
}

// rivals are the pools of the cycles that somebody else took in a block.
type rivals struct {
	block chain.Block
	pools []amm.PoolID
}

// Own takes in how a bid of the bot itself came out, in which block. It never
// blocks.
func (o *Observer) Own(s *Sample, block chain.Block) {
	select {
	case o.own <- outcome{*s, block}:
	default:
		o.lost.Inc()
	}
}

// Run makes samples of blocks until ctx ends, then returns nil.
func (o *Observer) Run(ctx context.Context, blocks <-chan *pool.Block, out chan<- []Sample) error {
	beat := o.opts.Beat
	if beat == nil {
		beat = func() {}
	}
	turns := time.NewTicker(time.Second)
	defer turns.Stop()
	for {
		beat()
		var samples []Sample
		select {
		case <-turns.C:
		case b := <-blocks:
			samples = o.block(ctx, b)
			o.remember(b.Head.Number, samples)
			samples = o.settle(b.Head.Number, samples)
		case own := <-o.own:
			if !own.Won {
				o.losses = append(o.losses, own)
				samples = o.settle(o.head, nil)
				break
			}
			samples = append(samples, own.Sample)
		case <-ctx.Done():
			return nil
		}
		if len(samples) == 0 {
			continue
		}
		select {
		case out <- samples:
		case <-ctx.Done():
			return nil
		}
	}
}

func (o *Observer) remember(b chain.Block, samples []Sample) {
	seen := &o.seen[b%256]
	seen.block, seen.pools = b, seen.pools[:0]
	for i := range samples {
		seen.pools = append(seen.pools, samples[i].Pools[:samples[i].Len]...)
	}
	o.head = max(o.head, b)
}

// settle appends the own losses in blocks that were looked at, up to b.
func (o *Observer) settle(b chain.Block, samples []Sample) []Sample {
	o.losses = slices.DeleteFunc(o.losses, func(own outcome) bool {
		if own.block > b {
			return false
		}
		seen := &o.seen[own.block%256]
		own.Seen = seen.block == own.block && slices.ContainsFunc(own.Pools[:own.Len], func(id amm.PoolID) bool { return slices.Contains(seen.pools, id) })
		samples = append(samples, own.Sample)
		return true
	})
	return samples
}

// cycle is a transaction that came back to the base token with more of it.
type cycle struct {
	hash  common.Hash
	pools [4]amm.PoolID
	len   int
	gain  uint256.Int
}

// block finds the cycles of a block and what the best of them paid.
func (o *Observer) block(ctx context.Context, b *pool.Block) []Sample {
	o.learnPools()
	cycles := o.cycles(b.Logs)
	slices.SortStableFunc(cycles, func(x, y cycle) int { return y.gain.Cmp(&x.gain) })
	var samples []Sample
	for i := range cycles[:min(len(cycles), o.opts.Most)] {
		c := &cycles[i]
		r, err := o.opts.Client.TransactionReceipt(ctx, c.hash)
		if err != nil {
			if ctx.Err() == nil {
				o.opts.Logger.Debug("what a rival paid is not known", slog.Any("hash", c.hash), slog.Any("error", err))
			}
			continue
		}
		paid, weight := paidPart(&c.gain, &r.GasPrice, &b.Head.BaseFee, o.units(c, r.GasUsed))
		o.shares.Observe(float64(paid) / float64(whole))
		o.opts.Logger.Debug("rival paid", slog.Any("hash", c.hash), slog.Uint64("bps", paid), slog.String("gain", c.gain.Dec()), slog.Any("pools", c.pools))
		s := Sample{Block: b.Head.Number, Pools: c.pools, Len: c.len, Paid: paid, Weight: weight, Won: true}
		s.Front = slices.ContainsFunc(s.Pools[:s.Len], func(id amm.PoolID) bool { return slices.Contains(cycles[0].pools[:cycles[0].len], id) })
		samples = append(samples, s)
	}
	return samples
}

// units is the gas that the bot would use on a rival's cycle, or theirs.
func (o *Observer) units(c *cycle, theirs uint64) uint64 {
	if o.opts.Units == nil {
		return theirs
	}
	var families [4]amm.Family
	for i, id := range c.pools[:c.len] {
		families[i] = o.opts.Market.Info(id).Family
	}
	if units := o.opts.Units(families[:c.len]); units > 0 {
		return units
	}
	return theirs
}

func (o *Observer) learnPools() {
	for n := o.opts.Market.Pools(); o.pools < n; o.pools++ {
		info := o.opts.Market.Info(amm.PoolID(o.pools))
		o.known[info.Address] = info
	}
}

// cycles are the transactions of a block, other people's, whose swaps in watched
// pools leave them more of the base token and nothing less of any other.
func (o *Observer) cycles(logs []rpc.Log) []cycle {
	var found []cycle
	for len(logs) > 0 {
		n := 1
		for n < len(logs) && logs[n].TxHash == logs[0].TxHash {
			n++
		}
		if c, ok := o.cycle(logs[:n]); ok {
			found = append(found, c)
		}
		logs = logs[n:]
	}
	return found
}

// flow is how much of a token a transaction gained, in two's complement.
type flow struct {
	token token.ID
	net   uint256.Int
}

// cycle reads the logs of one transaction.
func (o *Observer) cycle(logs []rpc.Log) (c cycle, ok bool) {
	var flows []flow
	c.hash = logs[0].TxHash
	for i := range logs {
		l := &logs[i]
		info := o.known[l.Address]
		got, is := pool.SwapAmounts(l)
		if info == nil || !is {
			continue
		}
		if o.ours(l) || c.len == len(c.pools) {
			return c, false
		}
		c.pools[c.len] = info.ID
		c.len++
		for side := range got {
			flows = add(flows, info.Token[side], got[side].Neg(&got[side]))
		}
	}
	if c.len < 2 {
		return c, false
	}
	for i := range flows {
		f := &flows[i]
		switch {
		case f.token == o.opts.Base:
			c.gain = f.net
		case f.net.Sign() < 0:
			return c, false
		}
	}
	return c, c.gain.Sign() > 0
}

// ours says that the bot's own executor swapped: both families name who called
// and who received as the log's first topics.
func (o *Observer) ours(l *rpc.Log) bool {
	own := common.BytesToHash(o.opts.Executor[:])
	return o.opts.Executor != common.Address{} && slices.Contains(l.Topics[1:], own)
}

func add(flows []flow, t token.ID, net *uint256.Int) []flow {
	for i := range flows {
		if flows[i].token == t {
			flows[i].net.Add(&flows[i].net, net)
			return flows
		}
	}
	return append(flows, flow{t, *net})
}

// paidPart is the tip on so much gas as a part of what a gain leaves after the
// base fee, rounded down; at least the whole if that is nothing. It also says what
// such a contest counts for.
func paidPart(gain, price, baseFee *uint256.Int, units uint64) (paid, weight Bps) {
	var tip, fee, value, part uint256.Int
	if price.Gt(baseFee) {
		tip.Sub(price, baseFee)
	}
	used := uint256.NewInt(units)
	tip.Mul(&tip, used)
	fee.Mul(baseFee, used)
	if _, under := value.SubOverflow(gain, &fee); under || value.IsZero() {
		return whole, 0
	}
	weight = weightOf(&value, &fee)
	if _, over := part.MulDivOverflow(&tip, ten4, &value); over || part.Gt(uint256.NewInt(2*whole)) {
		return 2 * whole, weight
	}
	return part.Uint64(), weight
}

// Outcome makes the sample of an own attempt: tip in wei per gas, net what was
// expected to be left, baseFee the block's, units the gas that was estimated, used
// that of the receipt.
func Outcome(hops []amm.Hop, tip, net, baseFee *uint256.Int, units, used uint64, front, won bool) Sample {
	s := Sample{Own: true, Won: won, Front: front}
	for _, h := range hops {
		s.Pools[s.Len] = h.Pool()
		s.Len++
	}
	var bid, value, part uint256.Int
	bid.Mul(tip, uint256.NewInt(units))
	if value.Add(net, &bid); !value.IsZero() {
		if _, over := part.MulDivOverflow(&bid, ten4, &value); !over && part.IsUint64() {
			s.Paid = part.Uint64()
		}
	}
	var cost uint256.Int
	s.Weight = weightOf(&value, cost.Mul(baseFee, cost.SetUint64(units)))
	if !won && units > 0 {
		s.Used = used * whole / units
	}
	return s
}
