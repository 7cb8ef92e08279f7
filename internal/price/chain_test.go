package price

import (
	"crypto/ecdsa"
	"errors"
	"math/big"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"

	"mevbot/internal/amm"
	"mevbot/internal/artifact"
	"mevbot/internal/bindings"
	"mevbot/internal/chain"
	"mevbot/internal/devnet"
	"mevbot/internal/devnet/market"
	"mevbot/internal/pool"
	"mevbot/internal/rpc"
)

// place is the local chain with its market: real pools, stand-in aggregators of
// the market and more of our own, which the test can set.
type place struct {
	t       *testing.T
	chain   *devnet.Chain
	client  *rpc.Client
	known   market.Addresses
	key     *ecdsa.PrivateKey
	nonce   uint64
	pools   *pool.Market
	opts    Options // every token's feed of the market
	codec   *bindings.Aggregator
	symbols map[string]common.Address
}

func open(t *testing.T) *place {
	t.Helper()
	if testing.Short() {
		t.Skip("runs a chain: skipped with -short")
	}
	m, err := market.New(market.Options{Seed: 3, Operator: common.HexToAddress("0xb07")})
	if errors.Is(err, artifact.ErrMissing) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	p := &place{t: t, known: m.Addresses(), codec: bindings.NewAggregator(), symbols: map[string]common.Address{}}
	if p.key, err = crypto.ToECDSA(crypto.Keccak256([]byte("price test"))); err != nil {
		t.Fatal(err)
	}
	alloc := m.Genesis()
	alloc[crypto.PubkeyToAddress(p.key.PublicKey)] = types.Account{Balance: new(big.Int).Lsh(big.NewInt(1), 100)}
	p.chain, err = devnet.Start(t.Context(), devnet.Options{
		HTTP: "127.0.0.1:0", WS: "127.0.0.1:0", Feed: "127.0.0.1:0", Delay: -1, FeedLead: -1,
		Alloc: alloc, TargetBaseFee: m.TargetBaseFee, Filler: m.Filler,
		Now: func() time.Time { return time.Unix(now, 0) },
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := p.chain.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := m.Deploy(t.Context(), p.chain); err != nil {
		t.Fatal(err)
	}
	if p.client, err = rpc.New(rpc.Options{HTTP: p.chain.HTTPURL(), CallTimeout: 20 * time.Second}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.client.Close)
	p.opts = Options{
		Base: p.known.WETH, Uptime: p.known.SequencerUptime, UptimeGrace: time.Second, Now: time.Now,
	}
	if p.opts.Reader, err = p.client.Multicaller(p.known.Multicall3); err != nil {
		t.Fatal(err)
	}
	for _, tok := range p.known.Tokens {
		p.opts.Feeds = append(p.opts.Feeds, Feed{tok.Address, tok.Aggregator, time.Hour})
		p.symbols[tok.Symbol] = tok.Address
	}
	return p
}

// mine sends transactions of ours in one block; the chain's clock goes on by a
// second.
func (p *place) mine(to *common.Address, payloads ...[]byte) types.Receipts {
	p.t.Helper()
	var txs []*types.Transaction
	for _, data := range payloads {
		txs = append(txs, types.MustSignNewTx(p.key, p.chain.Signer(), &types.DynamicFeeTx{
			ChainID: p.chain.Signer().ChainID(), Nonce: p.nonce, GasTipCap: new(big.Int), GasFeeCap: big.NewInt(1e12),
			Gas: 3_000_000, To: to, Data: data,
		}))
		p.nonce++
	}
	_, receipts, err := p.chain.Mine(p.t.Context(), txs)
	if err != nil {
		p.t.Fatal(err)
	}
	for _, r := range receipts {
		if r.Status != types.ReceiptStatusSuccessful {
			p.t.Fatal("a transaction of the test reverted")
		}
	}
	return receipts
}

// aggregator creates a feed of ours.
func (p *place) aggregator(decimals uint8, description string, least, most, answer int64) common.Address {
	p.t.Helper()
	return p.mine(nil, append(common.FromHex(bindings.AggregatorMetaData.Bin),
		p.codec.PackConstructor(decimals, description, big.NewInt(least), big.NewInt(most), big.NewInt(answer))...))[0].ContractAddress
}

// proxy creates a contract that answers latestRoundData with these words and hands all
// other calls to a feed.
func (p *place) proxy(feed common.Address, words [5]int64) common.Address {
	p.t.Helper()
	selector := p.codec.PackLatestRoundData()[:4]
	// 0: is it latestRoundData? Then go on at 53; else call the feed.
	code := append(append(common.FromHex("5f3560e01c63"), selector...), common.FromHex("14603557365f5f375f5f365f73")...)
	code = append(append(code, feed[:]...), common.FromHex("5afa503d5f5f3e3d5ff3")...)
	code = append(code, 0x5b)
	if len(code) != 54 || code[53] != 0x5b {
		p.t.Fatalf("%d bytes, %x", len(code), code)
	}
	for i, w := range words {
		code = append(append(append(code, 0x7f), common.BigToHash(big.NewInt(w)).Bytes()...), 0x60, byte(32*i), 0x52)
	}
	code = append(code, common.FromHex("60a05ff3")...)
	create := append(append(common.FromHex("61"), byte(len(code)>>8), byte(len(code))), common.FromHex("80600a5f395ff3")...)
	return p.mine(nil, append(create, code...))[0].ContractAddress
}

// states reads every pool at the newest block.
func (p *place) states() (rpc.Head, []PoolState) {
	p.t.Helper()
	o := pool.Options{
		Client: p.client, Multicall: p.known.Multicall3, Base: p.known.WETH, Profile: chain.Local, Now: time.Now,
	}
	for _, f := range p.known.Factories {
		family := amm.ConstantProduct
		if f.Family == market.UniswapV3 {
			family = amm.Concentrated
		}
		o.Factories = append(o.Factories, pool.Factory{Name: f.Name, Family: family, Address: f.Address, FeeBps: uint32(f.FeeBps)})
	}
	var err error
	if p.pools, err = pool.Load(p.t.Context(), o); err != nil {
		p.t.Fatal(err)
	}
	var states []PoolState
	for i := range p.pools.Pools() {
		info := p.pools.Info(amm.PoolID(i))
		s, _ := p.pools.Spot(info.ID)
		states = append(states, PoolState{
			Address: info.Address, Concentrated: info.Family == amm.Concentrated,
			Reserve0: s.Reserve0, Reserve1: s.Reserve1, SqrtPriceX96: s.SqrtPriceX96, Liquidity: s.Liquidity,
		})
		for side := range info.Token {
			states[i].Tokens[side] = *p.pools.Tokens().At(info.Token[side])
		}
	}
	return p.pools.Head(), states
}

// view prices everything anew with changed options.
func (p *place) view(states []PoolState, change func(*Options)) *View {
	p.t.Helper()
	head, err := p.client.Latest(p.t.Context())
	if err != nil {
		p.t.Fatal(err)
	}
	opts := p.opts
	opts.Feeds = append([]Feed(nil), opts.Feeds...)
	if change != nil {
		change(&opts)
	}
	o := New(opts)
	if err := o.Refresh(p.t.Context(), head, states); err != nil {
		p.t.Fatal(err)
	}
	return o.View()
}

// feed replaces the feed of a token.
func feed(t common.Address, address common.Address) func(*Options) {
	return func(o *Options) {
		for i := range o.Feeds {
			if o.Feeds[i].Token == t {
				o.Feeds[i].Address = address
			}
		}
	}
}

// One chain serves all, because deploying takes seconds.
func TestOnTheLocalChain(t *testing.T) {
	p := open(t)
	_, states := p.states()
	t.Run("feeds and pools agree", func(t *testing.T) { testAgree(t, p, states) })
	t.Run("feeds of ours", func(t *testing.T) { testFeeds(t, p, states) })
	t.Run("sequencer", func(t *testing.T) { testUptime(t, p, states) })
	t.Run("pools keep observations", func(t *testing.T) { testObservations(t, p) })
}

// The pools of the market open within half a fee of the true prices, which the
// aggregators answer: two computations that share nothing.
func testAgree(t *testing.T, p *place, states []PoolState) {
	rows, err := p.view(states, nil).Rows()
	if err != nil || len(rows) != len(p.known.Tokens) || rows[0].Token.Address != p.known.WETH {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	for i := range rows {
		r := &rows[i]
		if r.USD.Err != nil || r.Native.Err != nil || !r.USD.Checked || !r.Compared || r.Deviation > 50 || r.Averaged || r.Used < 3 {
			t.Errorf("%s: %+v", r.Name(), r)
		}
	}
	// Without its own pools a token goes over another.
	magic := p.symbols["MAGIC"]
	var without []PoolState
	for _, s := range states {
		held := [2]common.Address{s.Tokens[0].Address, s.Tokens[1].Address}
		if held != [2]common.Address{magic, p.known.WETH} && held != [2]common.Address{p.known.WETH, magic} {
			without = append(without, s)
		}
	}
	v := p.view(without, nil)
	if native, err := v.Native(magic); err != nil || !native.Checked || len(without) == len(states) {
		t.Errorf("%+v, %v", native, err)
	}
	if r := v.row(magic); r.Over != "ARB" || r.Used != 1 || r.Deviation > 100 {
		t.Errorf("%+v", r)
	}
	// The bounds themselves.
	for name, c := range map[string]struct {
		change func(*Options)
		want   error
	}{
		"thin":     {func(o *Options) { o.MinLiquidity.Lsh(whole("1", 18), 40) }, ErrThin},
		"disagree": {func(o *Options) { o.MaxDeviation = 1 }, ErrDisagree},
	} {
		if _, err := p.view(states, c.change).Native(p.symbols["PENDLE"]); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func testFeeds(t *testing.T, p *place, states []PoolState) {
	weth := p.known.WETH
	own := p.aggregator(8, "ETH / USD", 1, 1e15, 3500e8)
	set := func(answer int64) { p.mine(&own, p.codec.PackSet(big.NewInt(answer))) }
	expect := func(what string, v *View, want error) {
		t.Helper()
		usd, err := v.USDPerNative()
		if !errors.Is(err, want) || want == nil && (err != nil || !usd.Checked) {
			t.Errorf("%s: %+v, %v; want %v", what, usd, err, want)
		}
	}
	expect("as good as theirs", p.view(states, feed(weth, own)), nil)
	set(3600e8)
	expect("3600 for 3500", p.view(states, feed(weth, own)), ErrDisagree)
	set(1)
	expect("at the aggregator's least", p.view(states, feed(weth, own)), ErrBounds)
	set(1e15)
	expect("at the aggregator's most", p.view(states, feed(weth, own)), ErrBounds)
	set(3500e8)
	p.mine(nil)
	p.mine(nil)
	brief := func(heartbeat time.Duration) func(*Options) {
		return func(o *Options) {
			feed(weth, own)(o)
			o.Feeds[0].Heartbeat, o.HeartbeatGrace = heartbeat, time.Second
		}
	}
	expect("two blocks old, of two", p.view(states, brief(time.Second)), nil)
	p.mine(nil)
	expect("three blocks old, of two", p.view(states, brief(time.Second)), ErrOld)
	expect("a negative answer", p.view(states, feed(weth, p.aggregator(8, "ETH / USD", -10, 10, -3))), ErrAnswer)
	expect("zero", p.view(states, feed(weth, p.aggregator(8, "ETH / USD", -10, 10, 0))), ErrAnswer)
	expect("40 decimals", p.view(states, feed(weth, p.aggregator(40, "ETH / USD", 1, 1e15, 3500e8))), ErrDecimals)
	expect("6 decimals", p.view(states, feed(weth, p.aggregator(6, "ETH / USD", 1, 1e15, 3500e6))), nil)
	for what, words := range map[string][5]int64{ // round, answer, started, updated, answered in round
		"a round without an answer":         {7, 3500e8, now, 0, 7},
		"a round that does not exist":       {0, 3500e8, now, now, 0},
		"a round answered in an older one":  {7, 3500e8, now, now, 6},
		"a round answered after this block": {7, 3500e8, now, now + 1e6, 7},
	} {
		expect(what, p.view(states, feed(weth, p.proxy(own, words))), ErrRound)
	}
	expect("a whole round by the same proxy", p.view(states, feed(weth, p.proxy(own, [5]int64{7, 3500e8, now, now, 7}))), nil)
	expect("in another coin", p.view(states, feed(weth, p.aggregator(8, "ETH / BTC", 1, 1e15, 3500e8))), ErrFeed)
	expect("a token", p.view(states, feed(weth, p.symbols["USDC"])), ErrFeed)
	expect("nobody", p.view(states, feed(weth, common.Address{0xee})), ErrFeed)
}

func testUptime(t *testing.T, p *place, states []PoolState) {
	uptime := p.aggregator(0, "L2 Sequencer Uptime Status Feed", 0, 1, 1)
	use := func(o *Options) { o.Uptime, o.UptimeGrace = uptime, 2*time.Second }
	for _, want := range []string{"down since 2023", "up for 0 s", "up for 1 s", "up for 2 s", ""} {
		usd, err := p.view(states, use).USD(p.symbols["ARB"])
		if want == "" && (err != nil || !usd.Checked) || want != "" && (!errors.Is(err, ErrSequencerDown) || !strings.Contains(err.Error(), want)) {
			t.Errorf("%+v, %v; want %q", usd, err, want)
		}
		if want == "down since 2023" {
			p.mine(&uptime, p.codec.PackSet(new(big.Int)))
		} else {
			p.mine(nil)
		}
	}
	if _, err := p.view(states, func(o *Options) { o.Uptime = common.Address{0xee} }).USDPerNative(); err == nil {
		t.Error("an uptime feed that is not there was believed")
	}
}

// A pool that was told to keep observations has a mean once it has traded.
func testObservations(t *testing.T, p *place) {
	_, states := p.states()
	v := p.view(states, func(o *Options) { o.TWAPWindow = 2 * time.Second })
	for i := range v.rows {
		if v.rows[i].Averaged {
			t.Errorf("%s: a mean of one observation", v.rows[i].Name())
		}
	}
	usdc := p.symbols["USDC"]
	spots, err := survey(p.known.WETH, states, 200, whole("10", 18))
	if err != nil {
		t.Fatal(err)
	}
	var target common.Address
	for _, s := range spots {
		if s.token.Address == usdc {
			target = s.deepest.Address
		}
	}
	p.mine(&target, append(crypto.Keccak256([]byte("increaseObservationCardinalityNext(uint16)"))[:4], common.BigToHash(big.NewInt(9)).Bytes()...))
	p.trade(target)
	p.mine(nil)
	p.trade(target)
	p.mine(nil)
	_, states = p.states()
	v = p.view(states, func(o *Options) { o.TWAPWindow = 3 * time.Second })
	r := v.row(usdc)
	if !r.Averaged || r.Ticks == 0 || r.Native.Err != nil {
		t.Errorf("%+v", r)
	}
	t.Logf("USDC is %d ticks above its mean over 3 s", r.Ticks)
	v = p.view(states, func(o *Options) { o.TWAPWindow, o.MaxTWAPDeviation = 3*time.Second, 1 })
	if r := v.row(usdc); !errors.Is(r.Native.Err, ErrDisagree) || !strings.Contains(r.Native.Err.Error(), "from its mean over 3s") {
		t.Errorf("%+v", r)
	}
}

// trade buys USDC for 200 ETH at the router, which moves the price some ticks.
func (p *place) trade(target common.Address) {
	p.t.Helper()
	art, err := artifact.Load("SwapRouter")
	if err != nil {
		p.t.Fatal(err)
	}
	fee := uint32(0)
	for i := range p.pools.Pools() {
		if info := p.pools.Info(amm.PoolID(i)); info.Address == target {
			fee = info.Fee
		}
	}
	amount := whole("200", 18).ToBig()
	type single struct {
		TokenIn, TokenOut common.Address
		Fee               *big.Int
		Recipient         common.Address
		Deadline          *big.Int
		AmountIn          *big.Int
		AmountOutMinimum  *big.Int
		SqrtPriceLimitX96 *big.Int
	}
	data, err := art.ABI.Pack("exactInputSingle", single{
		p.known.WETH, p.symbols["USDC"], big.NewInt(int64(fee)), common.Address{0xcc}, big.NewInt(now * 2), amount, new(big.Int), new(big.Int),
	})
	if err != nil {
		p.t.Fatal(err)
	}
	router := p.known.Routers[2].Address
	tx := types.MustSignNewTx(p.key, p.chain.Signer(), &types.DynamicFeeTx{
		ChainID: p.chain.Signer().ChainID(), Nonce: p.nonce, GasTipCap: new(big.Int), GasFeeCap: big.NewInt(1e12),
		Gas: 3_000_000, To: &router, Value: amount, Data: data,
	})
	p.nonce++
	_, receipts, err := p.chain.Mine(p.t.Context(), []*types.Transaction{tx})
	if err != nil || receipts[0].Status != types.ReceiptStatusSuccessful {
		p.t.Fatalf("trade: %v, %v", receipts, err)
	}
}
