package coverage

import (
	"context"
	"sync"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"
	"github.com/prometheus/client_golang/prometheus"

	"mevbot/internal/amm"
	"mevbot/internal/chain"
	"mevbot/internal/decode"
	"mevbot/internal/event"
	"mevbot/internal/pool"
	"mevbot/internal/token"
)

// Pools says what a pool is; *pool.Market is one. It must be safe from any
// goroutine.
type Pools interface {
	Pools() int
	Info(id amm.PoolID) *pool.Info
}

// WatchOptions of a Watcher. All but Registerer are required.
type WatchOptions struct {
	Market Pools
	// Worth is what an amount of a token is worth in native wei; false if that is
	// not known.
	Worth func(t token.ID, amount *uint256.Int) (uint256.Int, bool)
	Tally *Tally
	// Facts is a queue that hears what Heard lets through.
	Facts      *event.Queue
	Registerer prometheus.Registerer
	// Beat, if not nil, is called by each turn of Run, which has one each second.
	Beat func()
}

// behind is how many blocks a block's logs wait until what was said of its
// predictions is surely in.
const behind = 2

// remembered is how many transactions, and how many exact predictions, are kept
// for the blocks to come.
const remembered = 1 << 14

// Watcher puts together what calldata said and what the chain did. Blocks and
// facts come from other goroutines, which never wait for it.
type Watcher struct {
	opts  WatchOptions
	known map[common.Address]*pool.Info
	pools int
	late  []*pool.Block // that wait for their facts

	mu    sync.Mutex
	calls memory[common.Hash, call]
	exact memory[settled, struct{}]

	swapped *prometheus.CounterVec
	unknown prometheus.Counter
}

type call struct {
	to       common.Address
	selector uint32
	opaque   bool
}

type settled struct {
	tx   common.Hash
	pool amm.PoolID
}

// NewWatcher has seen nothing.
func NewWatcher(opts WatchOptions) *Watcher {
	w := &Watcher{
		opts: opts, known: map[common.Address]*pool.Info{},
		calls: newMemory[common.Hash, call](), exact: newMemory[settled, struct{}](),
		swapped: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "mev_bot_coverage_swapped_ether_total", Help: "Value of swaps in watched pools, by whether calldata foretold it exactly.",
		}, []string{"predicted"}),
		unknown: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "mev_bot_coverage_unvalued_swaps_total", Help: "Swaps that coverage leaves out because no price of either token is known.",
		}),
	}
	if opts.Registerer != nil {
		opts.Registerer.MustRegister(w.swapped, w.unknown)
	}
	return w
}

// Heard is the part of a listener that a Watcher needs.
func Heard(l event.Listener) event.Listener {
	return event.Listener{Called: l.Called, SwapSettled: l.SwapSettled}
}

// Run counts until ctx ends, then returns nil.
func (w *Watcher) Run(ctx context.Context, blocks <-chan *pool.Block) error {
	done := make(chan error, 1)
	go func() {
		done <- w.opts.Facts.Run(ctx, event.Listener{
			Called: func(f event.Called) {
				w.mu.Lock()
				defer w.mu.Unlock()
				w.calls.put(f.Tx, call{f.To, f.Selector, f.Opaque})
			},
			SwapSettled: func(f event.SwapSettled) {
				if f.Outcome != event.Exact {
					return
				}
				w.mu.Lock()
				defer w.mu.Unlock()
				w.exact.put(settled{f.Tx, f.Hop.Pool()}, struct{}{})
			},
		})
	}()
	beat := w.opts.Beat
	if beat == nil {
		beat = func() {}
	}
	turns := time.NewTicker(time.Second)
	defer turns.Stop()
	for {
		beat()
		select {
		case <-turns.C:
		case b := <-blocks:
			w.late = append(w.late, b)
			for len(w.late) > 0 && w.late[0].Head.Number+chain.Block(behind) <= b.Head.Number {
				w.count(w.late[0])
				w.late = w.late[1:]
			}
		case err := <-done:
			return err
		}
	}
}

// count adds a block's transactions to the tally.
func (w *Watcher) count(b *pool.Block) {
	for n := w.opts.Market.Pools(); w.pools < n; w.pools++ {
		info := w.opts.Market.Info(amm.PoolID(w.pools))
		w.known[info.Address] = info
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	for logs := b.Logs; len(logs) > 0; {
		n := 1
		for n < len(logs) && logs[n].TxHash == logs[0].TxHash {
			n++
		}
		w.transaction(b, n, logs[0].TxHash, len(b.Logs)-len(logs))
		logs = logs[n:]
	}
}

// transaction counts n logs of a block from index i.
func (w *Watcher) transaction(b *pool.Block, n int, hash common.Hash, i int) {
	var s Swapped
	for k := range n {
		l := &b.Logs[i+k]
		info := w.known[l.Address]
		got, is := pool.SwapAmounts(l)
		if info == nil || !is {
			continue
		}
		value, ok := w.value(info, &got)
		if !ok {
			w.unknown.Inc()
			continue
		}
		plus(&s.Value, &value)
		predicted := "false"
		if _, exact := w.exact.get(settled{hash, info.ID}); exact {
			plus(&s.Predicted, &value)
			predicted = "true"
		}
		w.swapped.WithLabelValues(predicted).Add(value.Float64() / 1e18)
	}
	if s.Value.IsZero() {
		return
	}
	c, told := w.calls.get(hash)
	s.To, s.Selector, s.Verdict = c.to, c.selector, decode.Readable
	if c.opaque || !told { // or the feed did not tell of it
		s.Verdict = decode.Opaque
	}
	w.opts.Tally.Add(&s)
}

// value is what a swap moved in native wei, by the token whose price is known:
// the mean of both sides would count a price error twice.
func (w *Watcher) value(info *pool.Info, got *[2]uint256.Int) (uint256.Int, bool) {
	for side := range got {
		amount := got[side]
		if amount.Sign() < 0 {
			amount.Neg(&amount)
		}
		if v, ok := w.opts.Worth(info.Token[side], &amount); ok {
			return v, true
		}
	}
	return uint256.Int{}, false
}

// memory keeps the newest entries.
type memory[K comparable, V any] struct {
	by   map[K]V
	ring []K
	at   int
}

func newMemory[K comparable, V any]() memory[K, V] {
	return memory[K, V]{by: make(map[K]V, remembered)}
}

func (m *memory[K, V]) get(k K) (V, bool) {
	v, ok := m.by[k]
	return v, ok
}

func (m *memory[K, V]) put(k K, v V) {
	if _, known := m.by[k]; known {
		m.by[k] = v
		return
	}
	if len(m.ring) < remembered {
		m.ring = append(m.ring, k)
	} else {
		delete(m.by, m.ring[m.at])
		m.ring[m.at] = k
		m.at = (m.at + 1) % remembered
	}
	m.by[k] = v
}
