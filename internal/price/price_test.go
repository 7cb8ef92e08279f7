package price

import (
	"context"
	"errors"
	"math/big"
	"reflect"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ethereum/go-ethereum/accounts/abi"
	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"
	"github.com/prometheus/client_golang/prometheus"
	"go.uber.org/goleak"

	"mevbot/internal/bindings"
	"mevbot/internal/rpc"
	"mevbot/internal/token"
)

func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m,
		// go-ethereum has no way to end these.
		goleak.IgnoreTopFunction("github.com/ethereum/go-ethereum/eth/filters.(*FilterAPI).timeoutLoop"),
		goleak.IgnoreTopFunction("github.com/ethereum/go-ethereum/core.(*txSenderCacher).cache"),
		// Ends by itself a second after its database was closed.
		goleak.IgnoreTopFunction("github.com/syndtr/goleveldb/leveldb.(*DB).mpoolDrain"),
	)
}

const now = 1_700_000_000 // the chain's clock

// proxy is a Chainlink proxy and its aggregator in one. Its zero fields are what
// a good feed answers.
type proxy struct {
	answer, id, answered *big.Int
	started, updated     int64
	decimals             *big.Int
	description          string
	aggregator           common.Address
	least, most          *big.Int
	silent               string // the method that is not answered
}

// node answers reads as Multicall3 does.
type node struct {
	t       *testing.T
	feeds   map[common.Address]*proxy
	pools   map[common.Address][2][]byte // slot0 and observe
	calls   int
	reads   int
	fail    error
	short   bool
	pinned  []rpc.At
	methods map[string]int
}

func newNode(t *testing.T) *node {
	return &node{t: t, feeds: map[common.Address]*proxy{}, pools: map[common.Address][2][]byte{}, methods: map[string]int{}}
}

func or[T comparable](v, def T) T {
	if v == *new(T) {
		return def
	}
	return v
}

func (n *node) Read(_ context.Context, views []rpc.View, at rpc.At) ([]rpc.Answer, error) {
	n.calls++
	n.reads += len(views)
	n.pinned = append(n.pinned, at)
	if n.fail != nil {
		return nil, n.fail
	}
	contract := bindings.NewIAggregatorV3().GetABI()
	var answers []rpc.Answer
	for _, v := range views {
		var a rpc.Answer
		if p, ok := n.pools[v.To]; ok {
			i := 0
			if string(v.Data[:4]) == string(selectorObserve) {
				i = 1
			}
			answers = append(answers, rpc.Answer{OK: p[i] != nil, Data: p[i]})
			continue
		}
		if f, ok := n.feeds[v.To]; ok {
			m, err := contract.MethodById(v.Data[:4])
			if err != nil {
				n.t.Fatal(err)
			}
			n.methods[m.Name]++
			a = rpc.Answer{OK: f.silent != m.Name, Data: f.encode(n.t, m, v.To)}
		}
		answers = append(answers, a)
	}
	if n.short {
		answers = answers[1:]
	}
	return answers, nil
}

func (f *proxy) encode(t *testing.T, m *abi.Method, self common.Address) []byte {
	t.Helper()
	id := big.NewInt(0).Lsh(big.NewInt(1), 64)
	id.Add(id, big.NewInt(7))
	var values []any
	switch m.Name {
	case "latestRoundData":
		id = or(f.id, id)
		started, updated := or(f.started, now-1_000_000), or(f.updated, now-60)
		values = []any{id, or(f.answer, big.NewInt(3500e8)), big.NewInt(max(started, 0)), big.NewInt(max(updated, 0)), or(f.answered, id)}
	case "decimals": // as a word, to be able to lie
		return common.BigToHash(or(f.decimals, big.NewInt(8))).Bytes()
	case "description":
		values = []any{or(f.description, "ETH / USD")}
	case "aggregator":
		values = []any{or(f.aggregator, self)}
	case "minAnswer":
		values = []any{or(f.least, big.NewInt(1))}
	case "maxAnswer":
		values = []any{or(f.most, new(big.Int).Lsh(big.NewInt(1), 95))}
	}
	data, err := m.Outputs.Pack(values...)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

var (
	weth = token.Token{Address: common.Address{1}, Symbol: "WETH", Decimals: 18}
	usdc = token.Token{Address: common.Address{2}, Symbol: "USDC", Decimals: 6}
	gmx  = token.Token{Address: common.Address{3}, Symbol: "GMX", Decimals: 18}
)

// pair is a pool of 1000 WETH, or of n units.
func pair(a, b token.Token, ra, rb string) PoolState {
	return PoolState{
		Address: common.Address{0xaa, a.Address[0], b.Address[0]}, Tokens: [2]token.Token{a, b},
		Reserve0: *whole(ra, a.Decimals), Reserve1: *whole(rb, b.Decimals),
	}
}

func whole(text string, decimals uint8) *uint256.Int {
	v, err := token.Parse(text, decimals)
	if err != nil {
		panic(err)
	}
	return v
}

var (
	feedWETH, feedUSDC, uptime = common.Address{0xf1}, common.Address{0xf2}, common.Address{0xf3}
	deep                       = pair(weth, usdc, "1000", "3500000")
)

// scene is an oracle with two feeds, a sequencer that is up and one pool.
func scene(t *testing.T) (*node, Options) {
	n := newNode(t)
	n.feeds[feedWETH] = &proxy{}
	n.feeds[feedUSDC] = &proxy{answer: big.NewInt(1e8), description: "USDC / USD"}
	n.feeds[uptime] = &proxy{answer: new(big.Int), description: "L2 Sequencer Uptime Status Feed"}
	return n, Options{
		Reader: n, Base: weth.Address, Uptime: uptime, Now: time.Now,
		Feeds: []Feed{{weth.Address, feedWETH, time.Hour}, {usdc.Address, feedUSDC, time.Hour}},
	}
}

func refresh(t *testing.T, o *Oracle, pools ...PoolState) *View {
	t.Helper()
	if err := o.Refresh(t.Context(), rpc.Head{Number: 9, Hash: common.Hash{9}, Time: now}, pools); err != nil {
		t.Fatal(err)
	}
	return o.View()
}

func TestPricesThatAgree(t *testing.T) {
	n, opts := scene(t)
	o := New(opts)
	v := refresh(t, o, deep)
	usd, err := v.USDPerNative()
	if err != nil || usd.String() != "3500" || usd.Decimals != 8 || usd.Source != Chainlink || !usd.Checked || usd.Age != time.Minute || usd.Block != 9 {
		t.Errorf("%+v, %v", usd, err)
	}
	native, err := v.Native(usdc.Address)
	// 1/3500 with 36 decimals, rounded down.
	if err != nil || native.Value.Dec() != "285714285714285714285714285714285" || native.Source != Pools || !native.Checked {
		t.Errorf("%+v, %v", native, err)
	}
	if one, err := v.Native(weth.Address); err != nil || one.String() != "1" || one.Source != Native {
		t.Errorf("%+v, %v", one, err)
	}
	if _, err := v.USD(gmx.Address); !errors.Is(err, ErrUnknownToken) {
		t.Errorf("a token that nobody knows: %v", err)
	}
	// The same head costs nothing; a new one is one call: bounds are known.
	refresh(t, o, deep)
	if n.calls != 2 || n.methods["minAnswer"] != 2 {
		t.Errorf("%d calls, %v", n.calls, n.methods)
	}
	if err := o.Refresh(t.Context(), rpc.Head{Number: 10, Hash: common.Hash{10}, Time: now}, []PoolState{deep}); err != nil || n.calls != 3 || n.methods["minAnswer"] != 2 {
		t.Errorf("%v: %d calls, %v", err, n.calls, n.methods)
	}
	if !reflect.DeepEqual(n.pinned[:2], []rpc.At{rpc.AtHash(common.Hash{9}), rpc.AtHash(common.Hash{9})}) || !reflect.DeepEqual(n.pinned[2], rpc.AtHash(common.Hash{10})) {
		t.Errorf("reads of two views at %v", n.pinned)
	}
	if err := o.Check(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestWorth(t *testing.T) {
	_, opts := scene(t)
	v := refresh(t, New(opts), deep)
	usd, _ := v.USDPerNative()
	native, _ := v.Native(usdc.Address)
	for _, tc := range []struct {
		p        *Price
		amount   uint64
		decimals uint8
		want     string
	}{
		{&usd, 1e15, 2, "350"},                      // 0.001 ETH in cents
		{&usd, 1e15 - 1, 2, "349"},                  // rounded down
		{&usd, 1, 36, "3500000000000000000000"},     // one wei
		{&native, 3_500_000, 18, "999999999999999"}, // 3.50 USDC in wei: 1/3500 was rounded down
	} {
		got, err := tc.p.Worth(uint256.NewInt(tc.amount), tc.decimals)
		if err != nil || got.Dec() != tc.want {
			t.Errorf("%d: %s, %v; want %s", tc.amount, got.Dec(), err, tc.want)
		}
	}
	most := new(uint256.Int).SetAllOne()
	if _, err := usd.Worth(most, 36); err == nil {
		t.Error("an amount without bounds was priced")
	}
	if _, err := usd.Worth(uint256.NewInt(1), 37); !errors.Is(err, ErrDecimals) {
		t.Errorf("37 decimals: %v", err)
	}
	if _, err := (&Price{}).Worth(uint256.NewInt(1), 2); !errors.Is(err, ErrDecimals) {
		t.Errorf("decimals that are not known: %v", err)
	}
	amount := uint256.NewInt(1e15)
	if allocs := testing.AllocsPerRun(100, func() { _, _ = usd.Worth(amount, 2); _, _ = v.USDPerNative() }); allocs != 0 {
		t.Errorf("%v allocations", allocs)
	}
}

// Each way in which a feed is not to be believed has its reason, and nothing
// takes its place.
func TestRefusedFeeds(t *testing.T) {
	least, most := big.NewInt(100e8), big.NewInt(9000e8)
	wide := new(big.Int).Lsh(big.NewInt(1), 191)
	for name, tc := range map[string]struct {
		feed proxy
		want error
	}{
		"zero":                     {proxy{answer: new(big.Int), least: big.NewInt(-1)}, ErrAnswer},
		"negative":                 {proxy{answer: big.NewInt(-3500e8), least: new(big.Int).Neg(wide)}, ErrAnswer},
		"at its least":             {proxy{answer: least, least: least}, ErrBounds},
		"below its least":          {proxy{answer: big.NewInt(1), least: least}, ErrBounds},
		"at its most":              {proxy{answer: most, most: most}, ErrBounds},
		"beyond what can be":       {proxy{answer: new(big.Int).Lsh(big.NewInt(1), 129), most: wide}, ErrBounds},
		"no answer yet":            {proxy{updated: -1}, ErrRound},
		"round zero":               {proxy{id: new(big.Int), answered: big.NewInt(1)}, ErrRound},
		"answered earlier":         {proxy{id: big.NewInt(8), answered: big.NewInt(7)}, ErrRound},
		"from the future":          {proxy{updated: now + 1}, ErrRound},
		"older than its heartbeat": {proxy{updated: now - 3661}, ErrOld},
		"37 decimals":              {proxy{decimals: big.NewInt(37)}, ErrDecimals},
		"256 decimals":             {proxy{decimals: big.NewInt(256)}, ErrDecimals},
		"no decimals":              {proxy{silent: "decimals"}, ErrDecimals},
		"not dollars":              {proxy{description: "LINK / ETH"}, ErrFeed},
		"no description":           {proxy{silent: "description"}, ErrFeed},
		"no aggregator":            {proxy{silent: "aggregator"}, ErrFeed},
		"no least":                 {proxy{silent: "minAnswer"}, ErrFeed},
		"no most":                  {proxy{silent: "maxAnswer"}, ErrFeed},
		"no round":                 {proxy{silent: "latestRoundData"}, ErrFeed},
		"not a contract":           {proxy{aggregator: common.Address{0xee}}, ErrFeed},
	} {
		t.Run(name, func(t *testing.T) {
			n, opts := scene(t)
			n.feeds[feedWETH] = &tc.feed
			o := New(opts)
			v := refresh(t, o, deep)
			if _, err := v.USDPerNative(); !errors.Is(err, tc.want) {
				t.Errorf("%v, want %v", err, tc.want)
			}
			if err := o.Check(t.Context()); !errors.Is(err, tc.want) {
				t.Errorf("check: %v", err)
			}
			// The other feed stands on its own, and pools give native coin.
			if usd, err := v.USD(usdc.Address); err != nil || usd.Checked {
				t.Errorf("%+v, %v", usd, err)
			}
			if native, err := v.Native(usdc.Address); err != nil || native.Checked {
				t.Errorf("%+v, %v", native, err)
			}
		})
	}
	// The limits themselves are good.
	for name, feed := range map[string]proxy{
		"heartbeat and grace": {updated: now - 3660},
		"just answered":       {updated: now},
		"above its least":     {answer: new(big.Int).Add(least, big.NewInt(1)), least: least},
	} {
		n, opts := scene(t)
		n.feeds[feedWETH] = &feed
		if _, err := refresh(t, New(opts)).USDPerNative(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestSequencer(t *testing.T) {
	for name, tc := range map[string]struct {
		feed proxy
		say  string
	}{
		"down":            {proxy{answer: big.NewInt(1)}, "down since"},
		"neither":         {proxy{answer: big.NewInt(2)}, "neither"},
		"just back":       {proxy{answer: new(big.Int), started: now}, "up for 0 s"},
		"at the grace":    {proxy{answer: new(big.Int), started: now - 3600}, "up for 3600 s"},
		"no report":       {proxy{answer: new(big.Int), started: -1}, "no report"},
		"from the future": {proxy{answer: new(big.Int), started: now + 1}, "after the block"},
		"no contract":     {proxy{silent: "latestRoundData"}, "is it a feed"},
	} {
		t.Run(name, func(t *testing.T) {
			n, opts := scene(t)
			n.feeds[uptime] = &tc.feed
			v := refresh(t, New(opts), deep)
			for _, a := range []common.Address{weth.Address, usdc.Address} {
				if _, err := v.USD(a); err == nil || !strings.Contains(err.Error(), tc.say) || name != "no contract" && !errors.Is(err, ErrSequencerDown) {
					t.Errorf("%v, want %q", err, tc.say)
				}
			}
		})
	}
	n, opts := scene(t)
	n.feeds[uptime] = &proxy{answer: new(big.Int), started: now - 3601}
	if _, err := refresh(t, New(opts)).USDPerNative(); err != nil {
		t.Errorf("past the grace period: %v", err)
	}
	// A chain without an uptime feed.
	delete(n.feeds, uptime)
	opts.Uptime = common.Address{}
	if _, err := refresh(t, New(opts)).USDPerNative(); err != nil {
		t.Errorf("without an uptime feed: %v", err)
	}
}

func TestFeedAndPoolsApart(t *testing.T) {
	n, opts := scene(t)
	usdt := token.Token{Address: common.Address{4}, Symbol: "USDT", Decimals: 6}
	other := pair(weth, usdt, "3000", "10500000")
	opts.Feeds = append(opts.Feeds, Feed{usdt.Address, common.Address{0xf4}, time.Hour})
	n.feeds[common.Address{0xf4}] = &proxy{answer: big.NewInt(1e8), description: "USDT / USD"}
	n.feeds[feedUSDC].answer = big.NewInt(1.02e8)
	v := refresh(t, New(opts), deep, other)
	// 1 against 1.02 is 196.08 basis points of the feed: within 200.
	rows, err := v.Rows()
	if err != nil || rows[1].Token != usdc || rows[1].Deviation != 196 || rows[1].USD.Err != nil || rows[0].Deviation != 0 {
		t.Errorf("%+v, %v", rows, err)
	}
	for answer, bad := range map[int64]bool{102_040_820: false, 102_145_050: true} { // 200 and 201
		n.feeds[feedUSDC].answer = big.NewInt(answer)
		if _, err := refresh(t, New(opts), deep, other).USD(usdc.Address); errors.Is(err, ErrDisagree) != bad {
			t.Errorf("%d: %v", answer, err)
		}
	}
	n.feeds[feedUSDC].answer = big.NewInt(1.03e8)
	v = refresh(t, New(opts), deep, other)
	for _, get := range []func(common.Address) (Price, error){v.USD, v.Native} {
		_, err := get(usdc.Address)
		if !errors.Is(err, ErrDisagree) || !strings.Contains(err.Error(), "feed 1.03 USD, pools 0.99999999") {
			t.Errorf("%v: want both prices", err)
		}
	}
	// The native coin is judged by the deeper half.
	if usd, err := v.USDPerNative(); err != nil || !usd.Checked {
		t.Errorf("%+v, %v", usd, err)
	}
	// If its own feed is off, it is the one to go, and not the others.
	n.feeds[feedUSDC].answer = big.NewInt(1e8)
	n.feeds[feedWETH].answer = big.NewInt(3600e8)
	v = refresh(t, New(opts), deep, other)
	if _, err := v.USDPerNative(); !errors.Is(err, ErrDisagree) || !strings.Contains(err.Error(), "feed 3600 USD, pools 3500 USD, 277 basis points") {
		t.Errorf("%v", err)
	}
	if _, err := v.USD(usdc.Address); err != nil {
		t.Errorf("%v", err)
	}
	if one, err := v.Native(weth.Address); err != nil || one.String() != "1" {
		t.Errorf("%+v, %v: a coin is a coin", one, err)
	}
}

// Without a feed of its own a token has dollars by the native coin's feed.
func TestTokenWithoutFeed(t *testing.T) {
	_, opts := scene(t)
	v := refresh(t, New(opts), deep, pair(gmx, weth, "100000", "800"))
	usd, err := v.USD(gmx.Address)
	if err != nil || usd.String() != "28" || usd.Source != Pools || usd.Decimals != Scale || usd.Age != time.Minute {
		t.Errorf("%+v, %v", usd, err)
	}
	if worth, err := usd.Worth(whole("2.5", 18), 2); err != nil || worth.Uint64() != 7000 {
		t.Errorf("%s, %v", worth.Dec(), err)
	}
	opts.Feeds = nil
	o := New(opts)
	v = refresh(t, o, deep)
	if _, err := v.USDPerNative(); !errors.Is(err, ErrNoFeed) {
		t.Errorf("%v", err)
	}
	if _, err := v.USD(usdc.Address); !errors.Is(err, ErrNoFeed) {
		t.Errorf("%v", err)
	}
	if _, err := v.Native(usdc.Address); err != nil || o.Check(t.Context()) != nil {
		t.Errorf("%v, %v: who configured no feed wants none", err, o.Check(t.Context()))
	}
}

func TestStale(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n, opts := scene(t)
		registry := prometheus.NewRegistry()
		opts.MaxAge, opts.Registerer = 10*time.Second, registry
		o := New(opts)
		if _, err := o.View().USDPerNative(); !errors.Is(err, ErrStale) {
			t.Errorf("before the first reading: %v", err)
		}
		refresh(t, o, deep)
		time.Sleep(10 * time.Second)
		held := o.View()
		if _, err := held.USDPerNative(); err != nil {
			t.Errorf("at the limit: %v", err)
		}
		time.Sleep(time.Nanosecond)
		// Reading the same head again does not make it younger.
		refresh(t, o, deep)
		if _, err := o.View().USDPerNative(); !errors.Is(err, ErrStale) {
			t.Errorf("past the limit: %v", err)
		}
		n.fail = errors.New("node is away")
		if err := o.Refresh(t.Context(), rpc.Head{Hash: common.Hash{10}}, nil); !errors.Is(err, n.fail) {
			t.Errorf("refresh: %v", err)
		}
		if err := o.Check(t.Context()); !errors.Is(err, ErrStale) || !errors.Is(err, n.fail) {
			t.Errorf("check: %v; want it to say why", err)
		}
		if rows, err := o.View().Rows(); rows != nil || !errors.Is(err, ErrStale) {
			t.Errorf("%v, %v", rows, err)
		}
		if _, err := held.USDPerNative(); err != nil {
			t.Errorf("a view has changed: %v", err)
		}
		n.fail, n.short = nil, true
		if err := o.Refresh(t.Context(), rpc.Head{Hash: common.Hash{10}}, nil); err == nil {
			t.Error("a missing answer was not noticed")
		}
		if families, err := registry.Gather(); err != nil || len(families) != 3 {
			t.Errorf("%v, %v", families, err)
		}
	})
}
