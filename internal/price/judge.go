package price

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"

	"mevbot/internal/rpc"
	"mevbot/internal/token"
)

// judge makes a view of what pools and feeds say. It asks nobody.
func (o *Options) judge(head rpc.Head, spots []*spot, a *answers) *View {
	v := &View{head: head, base: o.Base, rows: o.table(head, spots, a), byID: map[common.Address]int{}}
	slices.SortFunc(v.rows, func(x, y Row) int {
		first := func(r *Row) int {
			if r.Token.Address == o.Base {
				return 0
			}
			return 1
		}
		return cmp.Or(cmp.Compare(first(&x), first(&y)), cmp.Compare(x.Token.Symbol, y.Token.Symbol), x.Token.Address.Cmp(y.Token.Address))
	})
	for i := range v.rows {
		v.byID[v.rows[i].Token.Address] = i
	}
	o.imply(v.rows)
	native := v.rows[0].USD
	for i := range v.rows[1:] {
		o.compare(&v.rows[1+i], &native)
	}
	return v
}

// table is a row for each token with what its sources say, each on its own.
func (o *Options) table(head rpc.Head, spots []*spot, a *answers) []Row {
	one := Price{Value: powers[Scale], Decimals: Scale, Source: Native, Block: head.Number, Checked: true, unit: powers[18]}
	rows := []Row{{Token: token.Token{Address: o.Base, Decimals: 18}, Feed: Quote{Err: ErrNoFeed}}}
	at := map[common.Address]int{o.Base: 0}
	row := func(t common.Address) *Row {
		if _, ok := at[t]; !ok {
			at[t] = len(rows)
			rows = append(rows, Row{Token: token.Token{Address: t}, Feed: Quote{Err: ErrNoFeed}, Spot: Quote{Err: ErrNoPool}})
		}
		return &rows[at[t]]
	}
	for _, s := range spots {
		r := row(s.token.Address)
		r.Token = s.token
		r.Depth, r.Used, r.Dropped, r.Over = s.depth, s.used, s.dropped, s.over
		r.Spot = Quote{Price{Value: s.price, Decimals: Scale, Source: Pools, Block: head.Number}, s.err}
		if s.token.Decimals <= Scale {
			r.Spot.unit = powers[s.token.Decimals]
		}
		if r.Ticks, r.Averaged = a.ticks[s.token.Address]; r.Averaged && s.err == nil {
			o.average(r)
		}
	}
	down := a.uptimeErr
	if a.uptime != nil && down == nil {
		down = sequencer(a.uptime, head.Time, o.UptimeGrace)
	}
	for i := range o.Feeds {
		f := &o.Feeds[i]
		r := row(f.Token)
		r.Description = a.feeds[i].description
		if r.Feed.Price, r.Feed.Err = a.feeds[i].price(head.Number, head.Time, f.Heartbeat, o.HeartbeatGrace); down != nil {
			r.Feed.Err = down
		}
	}
	rows[0].Spot.Price = one
	for i := range rows {
		rows[i].Feed.unit = rows[i].Spot.unit
	}
	return rows
}

// average compares a pool price with its mean.
func (o *Options) average(r *Row) {
	if off := max(r.Ticks, -r.Ticks); uint64(off) > o.MaxTWAPDeviation {
		r.Spot.Err = fmt.Errorf("%w: the deepest pool is %d ticks from its mean over %s, at most %d", ErrDisagree, r.Ticks, o.TWAPWindow, o.MaxTWAPDeviation)
		return
	}
	r.Spot.Checked = true
}

// imply checks the native coin's feed: each other token with a feed and pools
// implies a price of it, feed by pools, and their median, weighted by depth, has
// to agree. The native coin has no pool against itself.
func (o *Options) imply(rows []Row) {
	var all []sighting
	for i := range rows[1:] {
		r := &rows[1+i]
		if r.Feed.Err != nil || r.Spot.Err != nil {
			continue
		}
		q := sighting{depth: r.Depth}
		usd := r.Feed.scaled()
		if _, over := q.price.MulDivOverflow(&usd, &powers[Scale], &r.Spot.Value); !over && bitsFit(&q.price) {
			all = append(all, q)
		}
	}
	native := &rows[0]
	native.USD, native.Native = native.Feed, native.Spot
	native.Pool.Err = ErrNoPool
	if len(all) == 0 {
		return
	}
	middle, depth := median(all)
	native.Depth, native.Used = depth, len(all)
	native.Pool = Quote{Price: Price{Value: middle, Decimals: Scale, Source: Pools, Block: native.Spot.Block, unit: powers[18]}}
	o.check(native)
}

// compare decides on a token's prices: the pools' in dollars by the native
// coin's, against its own feed's.
func (o *Options) compare(r *Row, native *Quote) {
	r.Native = r.Spot
	r.Pool = r.Spot
	switch {
	case r.Spot.Err != nil:
	case native.Err != nil:
		r.Pool.Err = fmt.Errorf("native coin: %w", native.Err)
	default:
		usd := native.scaled()
		if _, over := r.Pool.Value.MulDivOverflow(&r.Spot.Value, &usd, &powers[Scale]); over || !bitsFit(&r.Pool.Value) {
			r.Pool.Err = fmt.Errorf("%w: the pools' price in dollars is out of all proportion", ErrBounds)
		}
		r.Pool.Age = native.Age
		r.Pool.Checked = r.Spot.Checked && native.Checked
	}
	r.USD = r.Feed
	if errors.Is(r.Feed.Err, ErrNoFeed) {
		r.USD = r.Pool
		return
	}
	o.check(r)
}

// check compares the feed with the pools, if both have a price, and refuses
// both when they are too far apart.
func (o *Options) check(r *Row) {
	if r.Feed.Err != nil || r.Pool.Err != nil {
		return
	}
	feed := r.Feed.scaled()
	off := distance(&feed, &r.Pool.Value)
	off.Mul(&off, &powers[4])
	off.Div(&off, &feed)
	r.Compared, r.Deviation = true, ^uint64(0)
	if off.IsUint64() {
		r.Deviation = off.Uint64()
	}
	if r.Deviation <= o.MaxDeviation {
		r.USD.Checked, r.Native.Checked = true, true
		return
	}
	err := fmt.Errorf("%w: feed %s USD, pools %s USD, %d basis points apart, at most %d", ErrDisagree, r.Feed.String(), r.Pool.String(), r.Deviation, o.MaxDeviation)
	r.USD.Err = err
	if r.Spot.Source != Native {
		r.Native.Err = err
	}
}

// bitsFit says that a price can be computed with.
func bitsFit(v *uint256.Int) bool { return !v.IsZero() && v.BitLen() <= priceBits+32 }
