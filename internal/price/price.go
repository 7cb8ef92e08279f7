// Package price says what a token is worth, in US dollars and in the chain's
// native coin, or why that is not known.
//
// Two sources that know nothing of each other are compared. Chainlink's feeds
// answer dollars: each answer is believed only if its round is complete, inside
// the aggregator's bounds and not older than the feed's heartbeat, and only
// while the sequencer has been up for longer than a grace period, because
// prices are old just after an outage. Pools answer native coin: the price of a
// token is the mean over the pools that pair it with the base token, weighted
// by how deep they are. Pool price times the native coin's feed has to agree
// with the token's own feed; where the deepest concentrated pool keeps enough
// observations, its time-weighted price has to agree, too. What does not agree,
// is too old or rests on too little liquidity is refused with a reason; nothing
// is replaced by a default.
//
// Refresh reads everything at one block and publishes an immutable View, off
// the hot path; the questions of the hot path are lookups in it. Money is exact
// integers: a price is rounded down once, at 36 decimals.
package price

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync/atomic"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"
	"github.com/prometheus/client_golang/prometheus"

	"mevbot/internal/rpc"
)

// Why a price is refused. Compare with errors.Is; the text around it has the
// figures.
var (
	// ErrStale means: nothing was read for longer than Options.MaxAge.
	ErrStale = errors.New("prices are stale")
	// ErrUnknownToken means: no watched pool holds the token and no feed is
	// configured for it.
	ErrUnknownToken = errors.New("unknown token")
	// ErrNoFeed means: no feed leads to dollars, neither the token's nor the
	// native coin's.
	ErrNoFeed = errors.New("no price feed")
	// ErrFeed means: the feed or its aggregator did not answer what a Chainlink
	// feed in dollars answers.
	ErrFeed = errors.New("unusable price feed")
	// ErrDecimals means: decimals are unreadable, or too many to be computed with.
	ErrDecimals = errors.New("unusable decimals")
	// ErrAnswer means: the feed's answer is zero or negative.
	ErrAnswer = errors.New("price feed answers no price")
	// ErrBounds means: the answer is at or beyond the aggregator's least or
	// greatest, where it is clipped.
	ErrBounds = errors.New("price feed is at its bounds")
	// ErrRound means: the feed's newest round is not complete.
	ErrRound = errors.New("price feed's round is incomplete")
	// ErrOld means: the feed's answer is older than its heartbeat allows.
	ErrOld = errors.New("price feed is old")
	// ErrSequencerDown means: the sequencer is down, has been up for less than
	// the grace period, or its state is not known.
	ErrSequencerDown = errors.New("sequencer is not known to be up")
	// ErrNoPool means: no pool leads from the token to the native coin.
	ErrNoPool = errors.New("no pool gives a price")
	// ErrThin means: the pools hold too little liquidity to be believed.
	ErrThin = errors.New("too little liquidity")
	// ErrDisagree means: two sources are further apart than allowed.
	ErrDisagree = errors.New("prices disagree")
)

// Reader answers many reads at one block; *rpc.Multicaller is one.
type Reader interface {
	Read(ctx context.Context, views []rpc.View, at rpc.At) ([]rpc.Answer, error)
}

// Feed is a Chainlink price feed in US dollars.
type Feed struct {
	Token   common.Address // what it prices
	Address common.Address // the proxy
	// Heartbeat is how often the feed answers when its price does not move.
	Heartbeat time.Duration
}

// Options of an Oracle. Reader and Base are required.
type Options struct {
	Reader Reader
	// Base is the wrapped native coin, with 18 decimals; its feed prices the
	// native coin.
	Base  common.Address
	Feeds []Feed
	// Uptime is Chainlink's sequencer uptime feed; zero only on a chain that has
	// none.
	Uptime common.Address
	// UptimeGrace is how long after the sequencer came back feeds are not
	// believed, in the chain's time; default 1 h, as Chainlink advises.
	UptimeGrace time.Duration
	// HeartbeatGrace is what a feed may be late, in the chain's time; default
	// 1 min.
	HeartbeatGrace time.Duration
	// MaxDeviation is how far two sources may be apart, in basis points; default
	// 200. It bounds pools against each other, too.
	MaxDeviation uint64
	// MaxTWAPDeviation is how far the price of the deepest pool may be from its
	// time-weighted mean, in ticks, which are basis points within 3 %; default 500.
	MaxTWAPDeviation uint64
	// TWAPWindow is the time that the mean is taken over; default 10 min.
	TWAPWindow time.Duration
	// MinLiquidity is the least depth of the pools behind a price, in wei of
	// native coin; default 10 coins.
	MinLiquidity uint256.Int
	// MaxAge is how old a view may be, by the wall clock; default 15 s.
	MaxAge     time.Duration
	Logger     *slog.Logger
	Registerer prometheus.Registerer // nil works
	Now        func() time.Time      // default time.Now
}

func (o *Options) setDefaults() {
	setDefault(&o.UptimeGrace, time.Hour)
	setDefault(&o.HeartbeatGrace, time.Minute)
	setDefault(&o.MaxDeviation, 200)
	setDefault(&o.MaxTWAPDeviation, 500)
	setDefault(&o.TWAPWindow, 10*time.Minute)
	setDefault(&o.MinLiquidity, *uint256.NewInt(10e18))
	setDefault(&o.MaxAge, 15*time.Second)
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	if o.Now == nil {
		o.Now = time.Now //nolint:forbidigo // the one place where the default clock enters
	}
}

func setDefault[T comparable](v *T, def T) {
	if *v == *new(T) {
		*v = def
	}
}

// Oracle answers prices. Refresh belongs to one goroutine; the rest is safe for
// concurrent use.
type Oracle struct {
	opts      Options
	log       *slog.Logger
	chainlink chainlink
	view      atomic.Pointer[View]
	failure   atomic.Pointer[error] // of the newest Refresh; nil after a good one
	metrics   metrics
}

// New makes an oracle that knows no price yet.
func New(opts Options) *Oracle {
	opts.setDefaults()
	return &Oracle{
		opts: opts, log: opts.Logger, chainlink: newChainlink(opts.Reader, opts.Feeds, opts.Uptime),
		metrics: newMetrics(opts.Registerer),
	}
}

// Refresh reads the feeds at a head and prices every token of the pools, whose
// states have to be those at that head. It does nothing if the newest view is
// of that head already: its age goes on. After an error, which is one of the
// node or of the caller, the last view stays until it is too old; a single
// token that is refused is not an error here. It keeps nothing of pools.
func (o *Oracle) Refresh(ctx context.Context, head rpc.Head, pools []PoolState) error {
	last := o.view.Load()
	if last != nil && last.head.Hash == head.Hash {
		return nil
	}
	at := o.opts.Now()
	v, err := o.read(ctx, head, pools)
	if err != nil {
		err = fmt.Errorf("read prices at block %d: %w", head.Number, err)
		o.failure.Store(&err)
		o.metrics.reads.WithLabelValues("failure").Inc()
		return err
	}
	o.metrics.reads.WithLabelValues("success").Inc()
	v.at = at
	o.view.Store(v)
	o.failure.Store(nil)
	o.metrics.show(v)
	o.report(ctx, last, v)
	return nil
}

// read asks for all that is needed at one block and decides.
func (o *Oracle) read(ctx context.Context, head rpc.Head, pools []PoolState) (*View, error) {
	spots, err := survey(o.opts.Base, pools, o.opts.MaxDeviation, &o.opts.MinLiquidity)
	if err != nil {
		return nil, err
	}
	answers, err := o.chainlink.read(ctx, head, spots, uint32(o.opts.TWAPWindow/time.Second))
	if err != nil {
		return nil, err
	}
	return o.opts.judge(head, spots, answers), nil
}

// View is the newest prices; never nil. Ask anew for each decision: a view does
// not know when it gets old. When the newest is too old, or there is none, all
// that the view answers is ErrStale and why.
func (o *Oracle) View() *View {
	v := o.view.Load()
	if v != nil && o.opts.Now().Sub(v.at) <= o.opts.MaxAge {
		return v
	}
	stale := &View{err: fmt.Errorf("%w: no new head for more than %s", ErrStale, o.opts.MaxAge)}
	if failure := o.failure.Load(); failure != nil {
		stale.err = fmt.Errorf("%w: %w", ErrStale, *failure)
	}
	return stale
}

// Check says why the native coin cannot be priced in dollars, or nil. Without
// any feed configured it says only whether pool prices are fresh.
func (o *Oracle) Check(context.Context) error {
	v := o.View()
	if v.err != nil || len(o.opts.Feeds) == 0 {
		return v.err
	}
	_, err := v.USDPerNative()
	return err
}

// report logs what has become unusable since the last view, and what is usable
// again. Tokens without a feed come and go with their pools: only debug.
func (o *Oracle) report(ctx context.Context, last, v *View) {
	for i := range v.rows {
		row, before := &v.rows[i], ""
		if last != nil {
			if r := last.row(row.Token.Address); r != nil {
				before = Reason(r.USD.Err)
			}
		}
		now, level := Reason(row.USD.Err), slog.LevelWarn
		if errors.Is(row.Feed.Err, ErrNoFeed) {
			level = slog.LevelDebug
		}
		switch {
		case now == before:
		case now != "":
			o.log.Log(ctx, level, "price refused", slog.String("token", row.Name()), slog.Any("error", row.USD.Err))
		default:
			o.log.Info("price usable again", slog.String("token", row.Name()))
		}
	}
}
