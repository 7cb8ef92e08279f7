package integrity

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"
	"github.com/prometheus/client_golang/prometheus"
	"go.uber.org/goleak"

	"mevbot/internal/amm"
	"mevbot/internal/chain"
	"mevbot/internal/event"
	"mevbot/internal/execute"
	"mevbot/internal/pipeline"
	"mevbot/internal/pool"
	"mevbot/internal/rpc"
)

func TestMain(m *testing.M) {
	child() // does not return in the process that is to be killed
	goleak.VerifyTestMain(m)
}

var (
	base     = common.HexToAddress("0x01")
	other    = common.HexToAddress("0x02")
	factory2 = pool.Factory{Name: "v2", Family: amm.ConstantProduct, Address: common.HexToAddress("0xf2"), FeeBps: 30}
	factory3 = pool.Factory{Name: "v3", Family: amm.Concentrated, Address: common.HexToAddress("0xf3")}
)

// world is a street with a real market of one concentrated pool (id 0) and two pairs,
// and a chain that holds what the market began with.
type world struct {
	*testing.T
	*Runner
	street *pipeline.Pipeline
	truth  map[common.Address]pool.State
	facts  []event.Recovery
	ctx    context.Context

	mu       sync.Mutex
	failing  error // of every comparison
	gone     int   // comparisons that find their block replaced
	heals    bool  // comparisons work once none is
	lying    bool  // every other comparison finds a difference that is none
	asked    int
	compared []amm.PoolID
	quoted   *uint256.Int // what the chain's contracts give; nil: there are none
	leave    error
	left     []string
	spoil    func(*pool.Export) // changes what was copied
	stale    []amm.PoolID       // what the index has wrong until it is made anew, if that helps
	hopeless bool               // making it anew does not help
}

func newMarket(t *testing.T) *pool.Market {
	t.Helper()
	tokens := fmt.Sprintf(`[{"Address":%q,"Symbol":"A","Decimals":18},{"Address":%q,"Symbol":"B","Decimals":18}]`, base, other)
	births := []string{fmt.Sprintf(`{"factory":1,"address":"0x00000000000000000000000000000000000000a0","token":[%q,%q],"fee_pips":500,"tick_spacing":10,"tokens":%s,
		"snapshot":{"concentrated":{"SqrtPriceX96":"79228162514264337593543950336","Liquidity":"1000000000000000000000","Tick":0},
		"ticks":[{"Index":-887270,"Gross":"1000000000000000000000","Net":"1000000000000000000000"},
		{"Index":887270,"Gross":"1000000000000000000000","Net":"115792089237316195423570985008687907853269984665640564038457584007913129639936"}]}}`, base, other, tokens)}
	for _, a := range []string{"a1", "a2"} {
		births = append(births, fmt.Sprintf(`{"address":"0x00000000000000000000000000000000000000%s","token":[%q,%q],"fee_pips":3000,"tokens":%s,
			"snapshot":{"pair":{"Reserve0":"1000000000000000000000","Reserve1":"1000000000000000000000"}}}`, a, base, other, tokens))
	}
	head, err := json.Marshal(rpc.Head{Number: 1, Hash: common.Hash{1}, Time: 100})
	if err != nil {
		t.Fatal(err)
	}
	var origin pool.Fetched
	minus := new(uint256.Int).Neg(uint256.MustFromDecimal("1000000000000000000000")).Dec()
	text := strings.ReplaceAll(fmt.Sprintf(`{"head":%s,"births":[%s]}`, head, strings.Join(births, ",")), "115792089237316195423570985008687907853269984665640564038457584007913129639936", minus)
	if err := json.Unmarshal([]byte(text), &origin); err != nil {
		t.Fatal(err)
	}
	m, err := pool.Restore(pool.Options{Multicall: base, Factories: []pool.Factory{factory2, factory3}, Base: base, Profile: chain.Local}, &origin)
	if err != nil || m.Pools() != 3 {
		t.Fatalf("%d pools, %v", m.Pools(), err)
	}
	return m
}

// nobody is an account that takes nothing.
type nobody struct{}

func (nobody) Submit(execute.Plan) bool { return false }
func (nobody) Sequenced(common.Hash)    {}
func (nobody) Confirmed(chain.Block)    {}
func (nobody) Freed() <-chan struct{}   { return nil }

// newWorld runs a street until the test ends; the runner is not running. It belongs
// into a bubble of synctest.
func newWorld(t *testing.T, change func(*Options)) *world {
	t.Helper()
	market := newMarket(t)
	w := &world{T: t, truth: map[common.Address]pool.State{}}
	for _, p := range market.Export().Pools {
		w.truth[p.Address] = p
	}
	var err error
	w.street, err = pipeline.New(pipeline.Options{
		Setup: pipeline.Setup{Profile: chain.Local, Base: base, Deadline: 30}, Market: market, Account: nobody{}, Sense: func(now *pipeline.Moment) { *now = pipeline.Moment{} },
	})
	if err != nil {
		t.Fatal(err)
	}
	var cancel context.CancelFunc
	w.ctx, cancel = context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- w.street.Run(w.ctx, pipeline.Sources{}) }()
	t.Cleanup(func() { cancel(); <-ended })
	opts := Options{
		Tally:  NewTally(Policy{Pause: time.Second, Longest: 4 * time.Minute, Attempts: 3, Patience: time.Minute, Relapse: 10 * time.Minute}, prometheus.NewRegistry(), time.Now),
		Street: w, Chain: w, Pools: market, Limits: Limits{Validation: 10, Calls: 500}, Logger: slog.New(slog.DiscardHandler),
	}
	hears := opts.Tally.Listener()
	opts.Listener = event.Listener{Recovery: func(f event.Recovery) { w.facts = append(w.facts, f); hears.Recovery(f) }}
	if change != nil {
		change(&opts)
	}
	if w.Runner, err = New(t.Context(), opts); err != nil {
		t.Fatal(err)
	}
	return w
}

// run runs the runner until the test ends.
func (w *world) run() {
	ctx, cancel := context.WithCancel(w.ctx)
	ended := make(chan error, 1)
	go func() { ended <- w.Runner.Run(ctx) }()
	w.Cleanup(func() { cancel(); <-ended })
}

func (w *world) Probe(ctx context.Context, ids []amm.PoolID) (pipeline.Probe, error) {
	p, err := w.street.Probe(ctx, ids)
	p.Stale = append(p.Stale, w.stale...)
	if w.spoil != nil {
		w.spoil(p.Sample)
	}
	return p, err
}

func (w *world) Mend(ctx context.Context, r pipeline.Remedy) error {
	if r.Reindex && !w.hopeless {
		w.stale = nil
	}
	return w.street.Mend(ctx, r)
}

func (w *world) Compare(_ context.Context, e *pool.Export) (found []pool.Difference, err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.asked++; w.failing != nil {
		return nil, w.failing
	}
	for i := range e.Pools {
		p := e.Pools[i]
		w.compared = append(w.compared, p.ID)
		if p.Distrust != "" {
			w.Error("a pool that is not trusted is compared")
		}
		if p.Exact = 0; !reflect.DeepEqual(p, w.truth[p.Address]) {
			found = append(found, pool.Difference{Pool: p.Address, Name: p.Name, Field: "ticks", Memory: strconv.Itoa(len(p.Ticks)), Chain: strconv.Itoa(len(w.truth[p.Address].Ticks))})
		}
	}
	if w.lying && w.asked%2 == 1 {
		found = append(found, pool.Difference{Pool: e.Pools[0].Address, Field: "ticks"})
	}
	return found, nil
}

func (w *world) Gone(context.Context, rpc.Head) (bool, error) {
	if w.gone--; w.gone == 0 && w.heals {
		w.failing = nil
	}
	return w.gone >= 0, nil
}

func (w *world) Quote(context.Context, *pool.Market, amm.Hop, *uint256.Int) (out uint256.Int, err error) {
	if w.quoted == nil {
		return out, pool.ErrNoQuoter
	}
	return *w.quoted, nil
}

func (w *world) Leave(endpoint string) error {
	w.left = append(w.left, endpoint)
	return w.leave
}

// mend reads lost pools again, as pool.Mender does: what the chain has is put in the
// market, and the runner hears of it.
func (w *world) mend(failed error) (pools int) {
	w.Helper()
	var reload pool.Reload
	var fetched pool.Fetched
	later := w.Later()
	if err := w.street.Do(w.ctx, func(m *pool.Market) {
		var texts []string
		for _, p := range m.Export().Pools {
			if p.Distrust == "" || p.Hopeless || later[p.ID] {
				continue
			}
			reload.Pools, reload.Reasons, reload.Failed = append(reload.Pools, p.ID), append(reload.Reasons, p.Distrust), append(reload.Failed, nil)
			truth := w.truth[p.Address]
			text, err := json.Marshal(map[string]any{
				"pair":         map[string]any{"Reserve0": &truth.Reserve0, "Reserve1": &truth.Reserve1},
				"concentrated": map[string]any{"SqrtPriceX96": &truth.SqrtPriceX96, "Liquidity": &truth.Liquidity, "Tick": truth.Tick}, "ticks": truth.Ticks,
			})
			if err != nil {
				w.Error(err)
			}
			texts = append(texts, string(text))
		}
		head, _ := json.Marshal(m.Head())
		ids, _ := json.Marshal(reload.Pools)
		if err := json.Unmarshal([]byte(fmt.Sprintf(`{"head":%s,"pools":%s,"snapshots":[%s]}`, head, ids, strings.Join(texts, ","))), &fetched); err != nil {
			w.Error(err)
		}
	}); err != nil {
		w.Fatal(err)
	}
	if len(reload.Pools) == 0 {
		return 0
	}
	if reload.Err = failed; failed == nil {
		if err := w.street.Install(w.ctx, &fetched); err != nil {
			w.Fatal(err)
		}
	}
	w.Reloaded(reload)
	return len(reload.Pools)
}

// corrupt makes pool 0 wrong.
func (w *world) corrupt() {
	w.Helper()
	if err := w.street.Do(w.ctx, func(m *pool.Market) {
		if id, err := m.Corrupt(); err != nil || id != 0 {
			w.Errorf("corrupted pool %d: %v", id, err)
		}
	}); err != nil {
		w.Fatal(err)
	}
}

func (w *world) trusted(id amm.PoolID) (yes bool) {
	w.Helper()
	if err := w.street.Do(w.ctx, func(m *pool.Market) { yes = m.Trusted(id) }); err != nil {
		w.Fatal(err)
	}
	return yes
}

// look takes a snapshot now.
func (w *world) look() {
	s := w.take(w.Context())
	w.keep(w.Context(), &s)
}

// newest is the last snapshot.
func (w *world) newest() *Snapshot {
	w.Helper()
	rep := w.Report(1)
	if len(rep.Snapshots) == 0 {
		w.Fatal("no snapshot")
	}
	return &rep.Snapshots[0]
}

// is fails the test unless the named parts of the last snapshot are in a state and no
// other is failed or unknown.
func (w *world) is(state State, names ...string) {
	w.Helper()
	s := w.newest()
	for i := range s.Parts {
		p := &s.Parts[i]
		bad := p.State == Failed || p.State == Unknown
		if named := slices.Contains(names, p.Name); named != (p.State == state) && (named || bad) {
			w.Errorf("%s is %s (%s), want %v to be %s", p.Name, p.State, p.Why, names, state)
		}
	}
	want := state
	if len(names) == 0 {
		want = OK
	}
	if s.State != want {
		w.Errorf("the snapshot is %s (%s), want %s", s.State, s.Why(), want)
	}
	if len(s.Parts) != len(parts()) {
		w.Errorf("%d parts", len(s.Parts))
	}
}
