// Package pool keeps the current and the speculative state of every watched
// pool, exact to the wei.
//
// A Market has two states of the world. The confirmed one follows the chain's
// logs, block by block, and can be taken back when blocks are replaced. The
// speculative one is the confirmed state with the feed's messages on top whose
// blocks' logs have not come yet: it is computed from calldata, by the rules of
// the routers and the curves. When a block's logs come, each prediction is
// compared with them and settled; where they differ, the speculation is made
// anew from the confirmed state. Quotes answer on the speculative state.
//
// One goroutine owns a Market: it alone calls the methods that read or change
// state, and none of them waits for anything. What needs the network happens
// elsewhere, on copies: a Follower reads blocks, a Mender fetches the pools
// whose state was lost and those that are new, an Export is compared with the
// chain. A state that is not known is never guessed: the pool is untrusted, and
// says why, until it was read again.
package pool

import (
	"errors"
	"fmt"
	"log/slog"
	"sync/atomic"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"mevbot/internal/amm"
	"mevbot/internal/amm/concentrated"
	"mevbot/internal/chain"
	"mevbot/internal/event"
	"mevbot/internal/rpc"
	"mevbot/internal/token"
)

// Factory is a contract whose pools are watched.
type Factory struct {
	Name    string
	Family  amm.Family
	Address common.Address
	// FeeBps is the fee of all pools of a Uniswap V2 factory, in basis points
	// of the input. Uniswap V3 pools tell their own; it is ignored there.
	FeeBps uint32
	// From is the block that the factory was deployed in, or an earlier one.
	From chain.Block
}

// Options of a Market. Client, Multicall, Factories and Base are required.
type Options struct {
	Client    *rpc.Client
	Multicall common.Address
	Factories []Factory
	// Base is the token that cycles start and end in.
	Base common.Address
	// Tokens is the allow list: a pool is watched if both its tokens are on
	// it. Empty allows all. Base is always allowed.
	Tokens []common.Address
	// MaxPools bounds how many pools are watched, those with Base first; 0 is
	// no bound.
	MaxPools int
	// Block is the block that Load reads; 0 is the node's newest. A node keeps
	// the state of old blocks only if it is an archive.
	Block    chain.Block
	Profile  chain.Profile
	Listener event.Listener
	Logger   *slog.Logger
	Now      func() time.Time // default time.Now
	// History is how many confirmed blocks can be taken back; default 128.
	History int
	// Unfed says that there is no feed: nothing announces blocks, so that none is
	// missed when their logs come.
	Unfed bool
	// MaxAhead is how many blocks the feed may be ahead of the logs, or the
	// logs of the feed, before the speculation is not usable; default 8.
	MaxAhead int
}

func (o *Options) setDefaults() error {
	switch {
	case len(o.Factories) == 0:
		return errors.New("dex.factories is empty: name at least one factory")
	case o.Multicall == (common.Address{}):
		return errors.New("dex.multicall is empty: name the Multicall3 contract")
	case o.Base == (common.Address{}):
		return errors.New("dex.base_token is empty: name the token that trades start and end in")
	}
	for i := range o.Factories {
		if err := o.Factories[i].check(); err != nil {
			return fmt.Errorf("dex.factories[%d]: %w", i, err)
		}
	}
	o.fill()
	return nil
}

// fill sets what has a default.
func (o *Options) fill() {
	if o.Now == nil {
		o.Now = time.Now //nolint:forbidigo // the one place where the default clock enters
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	if o.History == 0 {
		o.History = 128
	}
	if o.MaxAhead == 0 {
		o.MaxAhead = 8
	}
	o.Listener = o.Listener.WithDefaults()
}

// Info is what never changes about a pool.
type Info struct {
	ID      amm.PoolID
	Address common.Address
	Family  amm.Family
	Factory int // index in Options.Factories; NoFactory if it is not known
	Token   [2]token.ID
	Fee     uint32 // hundredths of a basis point of the input
	Spacing int32  // of ticks; 0 for families without
	Name    string // factory, symbols and fee, for people
}

// Views is how many reads of contracts the pool's state takes, but for its
// initialised ticks.
func (i *Info) Views() int {
	if i.Family == amm.ConstantProduct {
		return 1
	}
	return 2 + int(wordOf(concentrated.MaxTick, i.Spacing)-wordOf(concentrated.MinTick, i.Spacing)) + 1
}

// ErrUntrusted says that the pool's state is not known.
var ErrUntrusted = errors.New("pool state is not trusted")

// Market is the state of all watched pools. See the package comment for who may
// call what; only Pools and Info are safe from any goroutine.
type Market struct {
	opts   Options
	log    *slog.Logger
	hear   event.Listener
	infos  atomic.Pointer[[]*Info]
	tokens *token.Table

	slots      []slot
	distrusted int // slots whose state is not known
	byAddress  map[common.Address]amm.PoolID
	byKey      map[key]amm.PoolID

	// The confirmed state stands at head. history has the blocks that led
	// there, oldest first; undone those that were taken back on the feed's word.
	head    rpc.Head
	base    rpc.Head // the block before history
	history []record
	undone  []*Block

	// pending are the feed's messages beyond head, in order. Those of blocks
	// after gap are not predicted until the logs of block gap have come.
	pending []*message
	spare   []*message
	gap     gap
	heard   chain.Block // the newest block that the feed told of
	clock   uint64      // the time of the newest predicted block

	origin   *Fetched   // the first snapshot, until somebody takes it
	newborn  []creation // created, not watched yet
	excluded map[common.Address]string

	changed  []amm.PoolID // by the call under way
	owed     []amm.PoolID // by calls that do not return them
	changes  uint64       // the number of the set of changed pools
	rebuilds uint64
	epoch    uint64 // the number of the confirmation
	counts   Counts
	work     scratch
}

// gap is a range of blocks that the feed did not tell of; zero is none.
type gap struct{ from, to chain.Block }

// Pools is the number of watched pools. Ids are below it; it only grows. Safe
// from any goroutine.
func (m *Market) Pools() int { return len(*m.infos.Load()) }

// Info of a pool of this market. Safe from any goroutine.
func (m *Market) Info(id amm.PoolID) *Info { return (*m.infos.Load())[id] }

// Tokens of the watched pools. The table grows when pools of new tokens are
// created; only the owner may read it then.
func (m *Market) Tokens() *token.Table { return m.tokens }

// Lookup finds a watched pool by its address.
func (m *Market) Lookup(a common.Address) (amm.PoolID, bool) {
	id, ok := m.byAddress[a]
	return id, ok
}

// Head is the block that the confirmed state stands at.
func (m *Market) Head() rpc.Head { return m.head }

// Trusted says whether a pool's state is known.
func (m *Market) Trusted(id amm.PoolID) bool { return m.slots[id].distrust == "" }

// Exact is how many swaps in a row the pool's curve was right about, to the
// wei, since the start or the last miss.
func (m *Market) Exact(id amm.PoolID) uint64 { return m.slots[id].exact }

// Ahead is how many announced blocks the speculative state rests on whose logs
// have not come, and those that only an early source told of.
func (m *Market) Ahead() uint64 {
	newest := m.heard
	if n := len(m.pending); n > 0 {
		newest = max(newest, m.pending[n-1].block)
	}
	if newest <= m.head.Number {
		return 0
	}
	return uint64(newest - m.head.Number)
}

// Sighted is nil when the speculative state may be traded on, else the reason
// why not. Single untrusted pools do not blind the market: see Trusted.
func (m *Market) Sighted() error {
	ahead, most := int64(m.heard)-int64(m.head.Number), int64(m.opts.MaxAhead)
	switch {
	case m.gap.to > m.head.Number:
		return fmt.Errorf("feed gap: blocks %d to %d were not announced, waiting for their logs", m.gap.from, m.gap.to)
	case len(m.undone) > 0:
		return fmt.Errorf("reorg: waiting for the logs of block %d", m.undone[0].Head.Number)
	case ahead > most:
		return fmt.Errorf("the feed is %d blocks ahead of the logs: is the node behind?", ahead)
	case -ahead > most && !m.opts.Unfed:
		return fmt.Errorf("the feed is %d blocks behind the logs", -ahead)
	}
	if m.distrusted > 0 && m.distrusted == len(m.slots) {
		return fmt.Errorf("no pool is trusted: %s", m.slots[0].distrust)
	}
	return nil
}
