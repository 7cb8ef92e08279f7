package pool

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"

	"github.com/ethereum/go-ethereum/common"

	"mevbot/internal/amm"
	"mevbot/internal/amm/concentrated"
	"mevbot/internal/chain"
	"mevbot/internal/rpc"
	"mevbot/internal/token"
)

// Load finds the factories' pools and reads the state of all of them at one
// block, the node's newest unless Options.Block names one. The market then
// stands at that block.
func Load(ctx context.Context, opts Options) (*Market, error) {
	if opts.Client == nil {
		return nil, errors.New("market needs a client")
	}
	m, err := newMarket(opts)
	if err != nil {
		return nil, err
	}
	mc, err := m.opts.Client.Multicaller(m.opts.Multicall)
	if err != nil {
		return nil, err
	}
	var found []creation
	var next chain.Block
	// A node may forget the block, or the chain replace it, while it is read:
	// then the newest is read instead.
	for attempt := 1; ; attempt++ {
		head, err := m.opts.start(ctx)
		if err != nil {
			return nil, err
		}
		more, err := m.opts.discover(ctx, next, head.Number)
		if err != nil {
			return nil, err
		}
		found, next = append(found, more...), head.Number+1
		m.log.Info("factory logs read", slog.Int("pools", len(found)), slog.Uint64("block", uint64(head.Number)))
		err = m.load(ctx, mc, head, found)
		if err == nil {
			return m, nil
		}
		if attempt == 3 || ctx.Err() != nil || opts.Block != 0 || !errors.Is(err, rpc.ErrNotFound) && !errors.Is(err, rpc.ErrRefused) {
			return nil, err
		}
		m.log.Warn("snapshot block was lost, reading the newest instead", slog.Uint64("block", uint64(head.Number)), slog.Any("error", err))
	}
}

// start is the block to load.
func (o *Options) start(ctx context.Context) (rpc.Head, error) {
	if o.Block != 0 {
		head, err := o.Client.HeadAt(ctx, o.Block)
		if err != nil {
			return head, fmt.Errorf("read block %d: %w", o.Block, err)
		}
		return head, nil
	}
	head, err := o.Client.Latest(ctx)
	if err != nil {
		return head, fmt.Errorf("read the newest block: %w", err)
	}
	return head, nil
}

// newMarket is a market without pools.
func newMarket(opts Options) (*Market, error) {
	if err := opts.setDefaults(); err != nil {
		return nil, err
	}
	return emptyMarket(opts), nil
}

// emptyMarket is a market without pools, with options that are complete.
func emptyMarket(opts Options) *Market {
	m := &Market{
		opts: opts, log: opts.Logger, hear: opts.Listener, tokens: token.NewTable(),
		byAddress: map[common.Address]amm.PoolID{}, byKey: map[key]amm.PoolID{}, excluded: map[common.Address]string{},
	}
	m.infos.Store(new([]*Info))
	return m
}

// load reads tokens and states at head and adds the pools.
func (m *Market) load(ctx context.Context, mc *rpc.Multicaller, head rpc.Head, found []creation) error {
	births, err := readBirths(ctx, mc, rpc.AtHash(head.Hash), m.choose(found), m.opts.Factories, nil, func(done, of int) {
		m.log.Info("reading pools", slog.Int("done", done), slog.Int("of", of))
	})
	if err != nil {
		return err
	}
	m.begin(&Fetched{head: head, births: births})
	m.log.Info("market loaded", slog.Int("pools", len(m.slots)), slog.Int("tokens", m.tokens.Len()),
		slog.Int("refused", len(births)-len(m.slots)), slog.Uint64("block", uint64(head.Number)))
	return nil
}

// begin puts the market at its first snapshot.
func (m *Market) begin(at *Fetched) {
	m.origin = at
	m.head, m.heard, m.clock = at.head, at.head.Number, at.head.Time
	for i := range at.births {
		m.add(&at.births[i])
	}
}

// TakeOrigin is the snapshot that the market began with, for Restore; nil if it
// was taken before. The market forgets it.
func (m *Market) TakeOrigin() *Fetched {
	origin := m.origin
	m.origin = nil
	return origin
}

// Restore makes a market that begins with the snapshot of another's, without a
// node. Told the same it does the same, to the last id.
func Restore(opts Options, origin *Fetched) (*Market, error) {
	m, err := newMarket(opts)
	if err != nil {
		return nil, err
	}
	m.begin(origin)
	return m, nil
}

// birth is a pool about to be watched, with its tokens and its first state.
type birth struct {
	creation
	tokens   [2]token.Token
	snapshot snapshot
	reason   string // why it is refused; empty if it is not
}

// readBirths reads what the creations do not tell. Tokens that are known need
// not be asked again.
func readBirths(ctx context.Context, mc *rpc.Multicaller, at rpc.At, from []creation, factories []Factory, known map[common.Address]token.Token, progress func(done, of int)) ([]birth, error) {
	var unknown []common.Address
	for i := range from {
		for _, t := range from[i].token {
			if _, ok := known[t]; !ok && !slices.Contains(unknown, t) {
				unknown = append(unknown, t)
			}
		}
	}
	asked, err := readTokens(ctx, mc, at, unknown)
	if err != nil {
		return nil, err
	}
	foreign, err := readMakers(ctx, mc, at, from, factories)
	if err != nil {
		return nil, err
	}
	births := make([]birth, len(from))
	var targets []target
	var which []int
	for i := range from {
		b := &births[i]
		b.creation, b.reason = from[i], foreign[i]
		for k, t := range from[i].token {
			if tok, ok := known[t]; ok {
				b.tokens[k] = tok
			} else if b.tokens[k] = asked[t].token; asked[t].reason != "" {
				b.reason = asked[t].reason
			}
		}
		if b.reason == "" {
			targets, which = append(targets, from[i].target()), append(which, i)
		}
	}
	snapshots, err := readPools(ctx, mc, at, targets, func(done int) { progress(done, len(targets)) })
	if err != nil {
		return nil, err
	}
	for k, i := range which {
		births[i].snapshot = snapshots[k]
	}
	return births, nil
}

func (c *creation) target() target {
	t := target{address: c.address, family: amm.ConstantProduct, fee: c.fee, spacing: c.spacing}
	if c.spacing != 0 {
		t.family = amm.Concentrated
	}
	return t
}

// add watches a pool whose state is that of the confirmed head, or says why
// not. It reports whether the pool is watched.
func (m *Market) add(b *birth) (amm.PoolID, bool) {
	f := &m.opts.Factories[b.factory]
	s := slot{family: f.Family}
	reason := b.reason
	if reason == "" {
		if err := s.install(b.target(), &b.snapshot); err != nil {
			reason = err.Error()
		}
	}
	if reason != "" {
		if b.reason != "" {
			m.excluded[b.address] = reason // for ever: the tokens will not change
		}
		m.log.Warn("pool refused", slog.String("pool", b.address.Hex()), slog.String("reason", reason))
		return 0, false
	}
	id := amm.PoolID(len(m.slots))
	info := &Info{ID: id, Address: b.address, Family: f.Family, Factory: b.factory, Fee: b.fee, Spacing: b.spacing}
	for k := range b.tokens {
		t, err := m.tokens.Add(b.tokens[k])
		if err != nil { // readTokens has checked what Add checks
			m.excluded[b.address] = err.Error()
			return 0, false
		}
		info.Token[k] = t
	}
	info.Name = poolName(f.Name, m.tokens.At(info.Token[0]).Symbol, m.tokens.At(info.Token[1]).Symbol, b.fee)
	infos := append(slices.Clone(*m.infos.Load()), info)
	m.slots = append(m.slots, s)
	m.index(info)
	m.infos.Store(&infos)
	return id, true
}

// poolName names a pool for people.
func poolName(factory, symbol0, symbol1 string, fee uint32) string {
	return fmt.Sprintf("%s %s/%s %s%%", factory, symbol0, symbol1, percent(fee))
}

// percent writes a fee for people.
func percent(pips uint32) string {
	return fmt.Sprintf("%g", float64(pips)/10_000)
}

// install gives a slot its curve and the state of a snapshot, confirmed and
// speculative.
func (s *slot) install(t target, from *snapshot) (err error) {
	if from.err != nil {
		return from.err
	}
	if s.family == amm.Concentrated {
		if s.conc, err = concentrated.New(t.fee, t.spacing, from.ticks); err != nil {
			return err
		}
		s.at, s.ahead = concentrated.View{}, concentrated.View{}
	} else if s.curve, err = pairCurve(t.fee); err != nil {
		return err
	} else if from.pair.Reserve0.BitLen() > 112 || from.pair.Reserve1.BitLen() > 112 {
		return fmt.Errorf("reserves: %w", amm.ErrState)
	}
	if err := s.confirm(&from.state); err != nil {
		return err
	}
	s.settle()
	return nil
}
