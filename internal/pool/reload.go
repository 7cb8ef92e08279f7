package pool

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"mevbot/internal/amm"
	"mevbot/internal/chain"
	"mevbot/internal/event"
	"mevbot/internal/rpc"
	"mevbot/internal/token"
)

// Request names what must be read from the chain: pools whose state was lost,
// and pools that were created. It is a copy; any goroutine may fetch it.
type Request struct {
	head      rpc.Head
	multicall common.Address
	ids       []amm.PoolID
	reasons   []string // why each of ids was lost
	targets   []target
	births    []creation
	factories []Factory
	known     map[common.Address]token.Token
}

// Fetched is the answer to a Request.
type Fetched struct {
	head      rpc.Head
	ids       []amm.PoolID
	snapshots []snapshot
	births    []birth
}

// Wanted is what must be read now; false if nothing. Pools in later wait.
func (m *Market) Wanted(later map[amm.PoolID]bool) (*Request, bool) {
	r := &Request{head: m.head, multicall: m.opts.Multicall, factories: m.opts.Factories}
	for id := range m.slots {
		if m.slots[id].lost() && !later[amm.PoolID(id)] {
			info := m.Info(amm.PoolID(id))
			r.ids, r.reasons = append(r.ids, info.ID), append(r.reasons, m.slots[id].distrust)
			r.targets = append(r.targets, target{info.Address, info.Family, info.Fee, info.Spacing})
		}
	}
	r.births = m.choose(m.newborn)
	m.newborn = append(m.newborn[:0], r.births...)
	if len(r.ids) == 0 && len(r.births) == 0 {
		return nil, false
	}
	r.known = map[common.Address]token.Token{}
	for i := range r.births {
		for _, a := range r.births[i].token {
			if id, ok := m.tokens.Lookup(a); ok {
				r.known[a] = *m.tokens.At(id)
			}
		}
	}
	return r, true
}

// Fetch reads all at the block that the market stood at when it was asked. An
// error says that nothing was read; ask the market anew.
func (r *Request) Fetch(ctx context.Context, client *rpc.Client) (*Fetched, error) {
	mc, err := client.Multicaller(r.multicall)
	if err != nil {
		return nil, err
	}
	f := &Fetched{head: r.head, ids: r.ids}
	at := rpc.AtHash(r.head.Hash)
	if f.snapshots, err = readPools(ctx, mc, at, r.targets, func(int) {}); err != nil {
		return nil, err
	}
	f.births, err = readBirths(ctx, mc, at, r.births, r.factories, r.known, func(int, int) {})
	return f, err
}

// errReplaced says that a snapshot's block is not in the market's chain.
var errReplaced = errors.New("the snapshot's block was replaced meanwhile")

// Install puts fetched states in the market: at the block that they were read
// at, then moved on by the logs since. Pools that were created get their ids.
func (m *Market) Install(f *Fetched) error {
	first := len(m.history) // of the blocks after the snapshot's
	for first > 0 && m.history[first-1].block.Head.Hash != f.head.Hash {
		first--
	}
	if first == 0 && m.base.Hash != f.head.Hash && m.head.Hash != f.head.Hash {
		return errReplaced
	}
	m.collect(func() {
		m.startRebuild()
		for i, id := range f.ids {
			if m.slots[id].lost() {
				m.reinstall(id, &f.snapshots[i], f.head.Number, first)
			}
		}
		for i := range f.births {
			m.newborn = slices.DeleteFunc(m.newborn, func(c creation) bool { return c.address == f.births[i].address })
			if m.refused(&f.births[i].creation) != "" {
				continue
			}
			if id, ok := m.add(&f.births[i]); ok {
				m.mark(id)
				m.slots[id].since = f.head.Number
				m.catchUp(id, first)
				m.log.Info("new pool is watched", slog.String("pool", m.Info(id).Address.Hex()), slog.String("name", m.Info(id).Name))
			}
		}
		for _, msg := range m.pending {
			m.resetSteps(msg)
		}
		m.replay()
	})
	return nil
}

// reinstall gives a lost pool its state back.
func (m *Market) reinstall(id amm.PoolID, from *snapshot, at chain.Block, first int) {
	info, s := m.Info(id), &m.slots[id]
	m.mark(id)
	if err := s.install(target{info.Address, info.Family, info.Fee, info.Spacing}, from); err != nil {
		s.distrust = "reading it again: " + err.Error()
		m.log.Warn("pool could not be read", slog.String("pool", info.Address.Hex()), slog.Any("error", err))
		return
	}
	s.distrust, s.since = "", at
	m.distrusted--
	for i := range m.history {
		m.history[i].forget(id)
	}
	m.catchUp(id, first)
	if s.distrust == "" {
		m.log.Info("pool is trusted again", slog.String("pool", info.Address.Hex()), slog.String("name", info.Name))
		m.hear.PoolTrust(event.PoolTrust{Pool: id, Trusted: true})
	}
}

// Distrust says that the state of pools is not what the chain has: they answer
// nothing from now on, until they were read again. It returns the pools whose
// speculative state changed; the slice is good until the next call.
func (m *Market) Distrust(ids []amm.PoolID, reason string) []amm.PoolID {
	m.beginChanges()
	m.startRebuild()
	for _, id := range ids {
		if int(id) < len(m.slots) && m.slots[id].distrust == "" {
			m.distrust(id, reason)
			m.mark(id)
		}
	}
	for _, msg := range m.pending {
		m.resetSteps(msg)
	}
	m.replay()
	return m.changed
}

// Lost is how many pools are not trusted now, and how many of them reading again
// will not help.
func (m *Market) Lost() (lost, hopeless int) {
	if m.distrusted == 0 {
		return 0, 0
	}
	for i := range m.slots {
		if m.slots[i].hopeless {
			hopeless++
		}
	}
	return m.distrusted, hopeless
}

// Owed are the changed pools that the next Predict or Confirm will return. The
// slice is good until the next call that changes the market.
func (m *Market) Owed() []amm.PoolID { return m.owed }

// forget drops what would take back changes of a pool.
func (r *record) forget(id amm.PoolID) {
	kept := r.undo[:0]
	for i := range r.undo {
		if r.undo[i].pool != id {
			kept = append(kept, r.undo[i])
		}
	}
	r.undo = kept
}

// catchUp applies the logs of the blocks from history[first] on to one pool.
func (m *Market) catchUp(id amm.PoolID, first int) {
	address := m.Info(id).Address
	for i := first; i < len(m.history); i++ {
		rec := &m.history[i]
		for k := range rec.block.Logs {
			l := &rec.block.Logs[k]
			if l.Address != address || len(l.Topics) == 0 {
				continue
			}
			if err := m.change(id, l, rec); err != nil {
				m.distrust(id, "log could not be applied: "+err.Error())
			}
		}
	}
	m.slots[id].settle()
}

// Reload is an attempt to read lost pools again.
type Reload struct {
	Pools   []amm.PoolID
	Reasons []string // why each was lost
	// Failed is what was wrong with single pools after they were read; nil where
	// nothing was, and a reason of their own for those that stay lost.
	Failed []error
	Err    error // nothing was read
	Took   time.Duration
}

// Mender reads what a Market has lost, as long as it runs. Its zero value is
// not usable.
type Mender struct {
	Client *rpc.Client
	// Do runs a function on the goroutine that owns the market.
	Do func(context.Context, func(*Market)) error
	// Install puts what was fetched in the market, on the same goroutine.
	Install func(context.Context, *Fetched) error
	// Interval is how often the market is asked; default 250 ms.
	Interval time.Duration
	// Later, if set, names the pools that are not to be read again yet.
	Later func() map[amm.PoolID]bool
	// Tried, if set, hears each attempt to read lost pools.
	Tried  func(Reload)
	Logger *slog.Logger
	Now    func() time.Time // default time.Now
}

// Run asks the market what it wants, fetches that, and installs it, until ctx
// ends. What fails is tried again.
func (f *Mender) Run(ctx context.Context) error {
	if f.Client == nil || f.Do == nil || f.Install == nil || f.Logger == nil {
		return errors.New("mender needs a client, a way to the market and a logger")
	}
	interval := f.Interval
	if interval == 0 {
		interval = 250 * time.Millisecond
	}
	tick := time.NewTicker(interval)
	defer tick.Stop()
	for {
		if err := f.mend(ctx); err != nil && ctx.Err() == nil {
			f.Logger.Warn("pools are not read yet, trying again", slog.Any("error", err))
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return nil
		}
	}
}

func (f *Mender) mend(ctx context.Context) error {
	var later map[amm.PoolID]bool
	if f.Later != nil {
		later = f.Later()
	}
	var r *Request
	var wanted bool
	if err := f.Do(ctx, func(m *Market) { r, wanted = m.Wanted(later) }); err != nil || !wanted {
		return err
	}
	began := f.now()
	got, err := r.Fetch(ctx, f.Client)
	if err != nil {
		err = fmt.Errorf("fetch %d lost and %d new pools: %w", len(r.ids), len(r.births), err)
	} else {
		err = f.Install(ctx, got)
	}
	if f.Tried == nil || len(r.ids) == 0 || ctx.Err() != nil {
		return err
	}
	tried := Reload{Pools: r.ids, Reasons: r.reasons, Failed: make([]error, len(r.ids)), Err: err, Took: f.now().Sub(began)}
	if err == nil {
		if err := f.Do(ctx, func(m *Market) { m.stillLost(&tried) }); err != nil {
			return err
		}
	}
	f.Tried(tried)
	return err
}

func (f *Mender) now() time.Time {
	if f.Now == nil {
		return time.Now() //nolint:forbidigo // the one place where the default clock enters
	}
	return f.Now()
}

// stillLost notes which pools are not trusted after a reload, and why.
func (m *Market) stillLost(r *Reload) {
	for i, id := range r.Pools {
		if why := m.slots[id].distrust; why != "" {
			r.Failed[i] = errors.New(why)
		}
	}
}
