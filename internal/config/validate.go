package config

import (
	"fmt"
	"net"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"mevbot/internal/profile"
	"mevbot/internal/web"
)

// Validate lists everything that is wrong with c as one *Error. Load calls it;
// others that build a Config by hand do, too.
func (c *Config) Validate() error {
	c.resolve()
	return c.problems(false).err()
}

// resolve fills in what a named chain knows of itself.
func (c *Config) resolve() {
	c.known, c.knownErr = c.Known()
	if c.knownErr != nil {
		return
	}
	p := c.known
	c.resolveFastFeed(p)
	c.resolveTimeboost(p)
	if c.Chain.ID == 0 && !c.given("chain.id") {
		c.Chain.ID = p.ID
	}
	if c.Chain.Genesis == 0 && !c.given("chain.genesis") {
		c.Chain.Genesis = p.Genesis
	}
}

func (c *Config) given(key string) bool { return c.origins[key].Layer != FromDefault }

// checker adds the origin of a key to each problem.
type checker struct {
	c  *Config
	ps problems
}

func (k *checker) fail(key, format string, args ...any) {
	base, _, _ := strings.Cut(key, "[")
	o := k.c.origins[base]
	k.ps.add(key, o.Where, format, args...)
}

func (c *Config) problems(partial bool) problems {
	k := &checker{c: c}
	k.chain()
	k.endpoints(partial)
	k.dex(partial)
	k.price()
	k.trading()
	k.tiers()
	k.risk()
	k.gas()
	k.listeners()
	k.fastFeed()
	k.order()
	k.timeboost()
	k.enums()
	k.durations()
	k.health()
	if c.Store.Path == "" {
		k.fail("store.path", "is empty: name the SQLite file")
	}
	if c.Store.Path != "" && c.Store.HistoryPath() == c.Store.Path {
		k.fail("store.history", "is the same file as store.path: they are two databases")
	}
	if n := c.Record.MaxBytes; n > 0 && n < 1<<20 || n > 1<<62 {
		k.fail("record.max_bytes", "is %d: want 0 or at least 1048576", n)
	}
	if m := c.MetricStore; m.Enabled && (m.MaxBytes < 1<<20 || m.MaxBytes > 1<<62) {
		k.fail("metric_store.max_bytes", "is %d: want at least 1048576", m.MaxBytes)
	}
	if n := c.Metrics.CustomSeries; n < 1 || n > 1_000_000 {
		k.fail("metrics.custom_series", "is %d: want 1 to 1000000", n)
	}
	k.profiles()
	k.integrity()
	if c.Control.Socket == "" {
		k.fail("control.socket", "is empty: name the socket's path")
	}
	return k.ps
}

// tiers checks that parts are parts, and that something can be sent.
func (k *checker) tiers() {
	sent := false
	for _, one := range []struct {
		key  string
		tier *Tier
	}{{"tier_exceptional", &k.c.Exceptional}, {"tier_high", &k.c.High}, {"tier_medium", &k.c.Medium}, {"tier_low", &k.c.Low}} {
		for _, part := range []struct {
			name string
			bps  uint64
		}{{"max_gas_share_bps", one.tier.MaxGasShareBps}, {"max_depth_bps", one.tier.MaxDepthBps}, {"keep_bps", one.tier.KeepBps}} {
			if part.bps > 10_000 {
				k.fail(one.key+"."+part.name, "is %d: want 0 to 10000, 10000 is all", part.bps)
			}
		}
		sent = sent || one.tier.Send
	}
	if !sent {
		k.fail("tier_low.send", "no tier is to be sent, so that nothing would ever be; to trade on paper leave trading.live out")
	}
}

func (k *checker) chain() {
	ch := k.c.Chain
	p := k.c.known
	switch {
	case ch.File != "" && ch.Profile != profile.Custom:
		k.fail("chain.file", "is given beside profile %s: it describes a custom chain", ch.Profile)
	case ch.File != "" && k.c.knownErr != nil:
		k.fail("chain.file", "%v", k.c.knownErr)
	case k.c.knownErr != nil: // enums says so
	case ch.Profile == profile.Custom && p.ID == 0:
		if ch.ID == 0 {
			k.fail("chain.id", "has to be given for a custom chain, or chain.file")
		}
		if o, loaded := k.c.origins["chain.genesis"]; loaded && o.Layer == FromDefault {
			k.fail("chain.genesis", "has to be given for a custom chain: the block of feed sequence number 0, often 0")
		}
	case ch.Profile == profile.Local: // its owner may give it any id
		if ch.ID == 0 {
			k.fail("chain.id", "must not be 0")
		}
	case ch.ID != p.ID:
		k.fail("chain.id", "is %d but profile %s has %d: remove the key or use profile custom", ch.ID, p.Name, p.ID)
	case ch.Genesis != p.Genesis:
		k.fail("chain.genesis", "is %d but profile %s has %d: remove the key or use profile custom", ch.Genesis, p.Name, p.Genesis)
	}
}

func (k *checker) endpoints(partial bool) {
	urls := func(key string, list []URL, schemes ...string) {
		for i, u := range list {
			if !u.schemed(schemes...) {
				k.fail(fmt.Sprintf("%s[%d]", key, i), "%s has to begin with %s", u, strings.Join(schemes, ":// or ")+"://")
			}
		}
	}
	urls("feed.urls", k.c.Feed.URLs, "ws", "wss")
	urls("feed.secondary_urls", k.c.Feed.SecondaryURLs, "ws", "wss")
	k.feed()
	urls("rpc.http", k.c.RPC.HTTP, "http", "https")
	urls("rpc.ws", k.c.RPC.WS, "ws", "wss")
	urls("rpc.send", k.c.RPC.Send, "http", "https")
	k.nodes()
	if u := k.c.RPC.Sequencer; !u.IsZero() && !u.schemed("http", "https") {
		k.fail("rpc.sequencer", "%s has to begin with http:// or https://", u)
	}
	if n := k.c.Feed.MaxFrameBytes; n < 64<<10 || n > 1<<30 {
		k.fail("feed.max_frame_bytes", "is %d: want 65536 to 1073741824", n)
	}
	if partial {
		return
	}
	if len(k.c.RPC.HTTP) == 0 && len(k.c.RPC.Endpoints) == 0 {
		k.fail("rpc.http", "is empty: name at least one node")
	}
}

func (k *checker) dex(partial bool) {
	d := k.c.DEX
	if !partial {
		if d.BaseToken == (common.Address{}) {
			k.fail("dex.base_token", "has to be given: the address of WETH")
		}
		if len(d.Factories) == 0 {
			k.fail("dex.factories", "is empty: name at least one factory")
		}
	}
	if d.Multicall == (common.Address{}) {
		k.fail("dex.multicall", "must not be zero")
	}
	if d.MaxPools < 1 {
		k.fail("dex.max_pools", "is %d: want at least 1", d.MaxPools)
	}
	if len(d.Tokens) > 0 && d.BaseToken != (common.Address{}) && !slices.Contains(d.Tokens, d.BaseToken) {
		k.fail("dex.tokens", "leaves out dex.base_token, without which no cycle exists")
	}
	families := map[common.Address]string{}
	for i, f := range d.Factories {
		key := fmt.Sprintf("dex.factories[%d]", i)
		if !k.contract(key, f.Name, f.Address) {
			continue
		}
		if _, twice := families[f.Address]; twice {
			k.fail(key+".address", "%s is listed twice", f.Address)
		}
		families[f.Address] = f.Family
		switch {
		case f.Family == UniswapV2 && (f.FeeBps == 0 || f.FeeBps >= 10_000):
			k.fail(key+".fee_bps", "is %d: a Uniswap V2 fork needs its fee in hundredths of a percent (Uniswap and Sushi: 30)", f.FeeBps)
		case f.Family == UniswapV3 && f.FeeBps != 0:
			k.fail(key+".fee_bps", "must not be given: V3 pools tell their fee")
		}
	}
	k.routers(families)
}

func (k *checker) routers(families map[common.Address]string) {
	seen := map[common.Address]bool{}
	for i, r := range k.c.DEX.Routers {
		key := fmt.Sprintf("dex.routers[%d]", i)
		if !k.contract(key, r.Name, r.Address) {
			continue
		}
		if seen[r.Address] {
			k.fail(key+".address", "%s is listed twice", r.Address)
		}
		seen[r.Address] = true
		factory := func(name, family string, a common.Address, n need) {
			zero := a == common.Address{}
			switch {
			case zero && n == must:
				k.fail(key+"."+name, "has to be given for kind %s", r.Kind)
			case !zero && n == no:
				k.fail(key+"."+name, "must not be given for kind %s", r.Kind)
			case !zero && families[a] != family:
				k.fail(key+"."+name, "%s is not a %s factory of dex.factories", a, family)
			}
		}
		factory("factory_v2", UniswapV2, r.FactoryV2, routerFactories[r.Kind].v2)
		factory("factory_v3", UniswapV3, r.FactoryV3, routerFactories[r.Kind].v3)
	}
}

// contract checks what factories and routers share.
func (k *checker) contract(key, name string, a common.Address) bool {
	if name == "" {
		k.fail(key+".name", "has to be given")
	}
	if a == (common.Address{}) {
		k.fail(key+".address", "has to be given")
	}
	return name != "" && a != common.Address{}
}

func (k *checker) trading() {
	t := k.c.Trading
	if t.MaxHops < 2 || t.MaxHops > 4 {
		k.fail("trading.max_hops", "is %d: want 2, 3 or 4", t.MaxHops)
	}
	if t.MaxInFlight < 1 || t.MaxInFlight > 16 {
		k.fail("trading.max_in_flight", "is %d: want 1 to 16", t.MaxInFlight)
	}
	if t.MinNetProfit.IsZero() {
		k.fail("trading.min_net_profit_wei", "must not be 0: 1 wei is the least profit")
	}
	if t.MaxGasPrice.IsZero() {
		k.fail("trading.max_gas_price_wei", "must not be 0: nothing could be sent")
	}
	if t.LiveChainID != 0 && t.LiveChainID != k.c.Chain.ID {
		k.fail("trading.live_chain_id", "is %d but the chain is %d: this file was written for another chain", t.LiveChainID, k.c.Chain.ID)
		return
	}
	switches := []struct {
		key string
		on  bool
	}{
		{"trading.live", t.Live},
		{"trading.live_chain_id", t.LiveChainID != 0},
		{"trading.executor", t.Executor != common.Address{}},
	}
	var off []string
	for _, s := range switches {
		if !s.on {
			off = append(off, s.key)
		}
	}
	switch len(off) {
	case 0:
		if k.c.Keys.Keystore == "" {
			k.fail("keys.keystore", "is empty: live trading needs a key")
		}
		if k.c.Keys.PasswordFile == "" {
			k.fail("keys.password_file", "is empty: live trading needs the key's password")
		}
	case len(switches): // paper
	default:
		if !t.Live && t.LiveChainID == 0 {
			return // paper, with an executor to try decisions out on
		}
		k.fail("trading", "live trading needs trading.live: true, trading.live_chain_id and trading.executor; missing: %s. Set it, or remove the others to trade on paper",
			strings.Join(off, ", "))
	}
}

func (k *checker) listeners() {
	metrics := k.listen("metrics.listen", k.c.Metrics.Listen)
	if w := k.c.Web; w.ConfigFile == "" && (w.TokensFile != "" || len(w.Admins) > 0) {
		k.fail("web.config_file", "is empty, beside web.tokens_file or web.admins: without it the listeners are open; an empty file will do on loopback")
	}
	if !k.c.Profile.Enabled {
		return
	}
	profile := k.listen("profile.listen", k.c.Profile.Listen)
	if metrics != "" && metrics == profile && !strings.HasSuffix(metrics, ":0") {
		k.fail("profile.listen", "is the address of metrics.listen, too")
	}
}

// listen returns the address if it is one.
func (k *checker) listen(key, address string) string {
	_, port, err := net.SplitHostPort(address)
	if err == nil {
		_, err = strconv.ParseUint(port, 10, 16)
	}
	if err != nil {
		k.fail(key, "%q is not an address: want host:port, as in 127.0.0.1:9090", address)
		return ""
	}
	if k.c.Web.ConfigFile == "" && !web.Loopback(address) {
		k.fail(key, "%s is not loopback: who reaches it could read everything. Set web.config_file with TLS and users, or use an ssh tunnel", address)
	}
	return address
}

func (k *checker) profiles() {
	p := k.c.Profile
	if p.MaxBytes < 1<<20 || p.MaxBytes > 1<<62 {
		k.fail("profile.max_bytes", "is %d: want at least 1048576", p.MaxBytes)
	}
	if p.Interval != 0 && (p.Interval < time.Second || p.CPUDuration < 100*time.Millisecond || p.CPUDuration > p.Interval) {
		k.fail("profile.cpu_duration", "is %s of profile.interval %s: want 100ms to the interval, which is 0 or at least 1s", p.CPUDuration, p.Interval)
	}
	for key, d := range map[string]time.Duration{"flight_window": p.FlightWindow, "state_limit": p.StateLimit, "signed_limit": p.SignedLimit} {
		if d < 0 {
			k.fail("profile."+key, "is %s: want 0 or more", d)
		}
	}
	if p.PyroscopeURL == "" && (p.PyroscopeSecret != "" || p.PyroscopeUser != "" || p.PyroscopeTenant != "") {
		k.fail("profile.pyroscope_url", "is empty, beside other pyroscope keys: name the server")
	}
}

func (k *checker) durations() {
	for _, d := range []struct {
		key   string
		value time.Duration
		least time.Duration
	}{
		{"feed.silence", k.c.Feed.Silence, time.Second},
		{"feed.dial_timeout", k.c.Feed.DialTimeout, 100 * time.Millisecond},
		{"feed.read_timeout", k.c.Feed.ReadTimeout, 100 * time.Millisecond},
		{"rpc.call_timeout", k.c.RPC.CallTimeout, 10 * time.Millisecond},
		{"rpc.send_timeout", k.c.RPC.SendTimeout, 10 * time.Millisecond},
		{"rpc.head_timeout", k.c.RPC.HeadTimeout, 10 * time.Millisecond},
		{"rpc.logs_timeout", k.c.RPC.LogsTimeout, 10 * time.Millisecond},
		{"rpc.simulate_timeout", k.c.RPC.SimulateTimeout, 10 * time.Millisecond},
		{"rpc.receipt_timeout", k.c.RPC.ReceiptTimeout, 10 * time.Millisecond},
		{"rpc.bulk_timeout", k.c.RPC.BulkTimeout, 10 * time.Millisecond},
		{"rpc.poll_interval", k.c.RPC.PollInterval, 50 * time.Millisecond},
		{"rpc.probe_interval", k.c.RPC.ProbeInterval, 100 * time.Millisecond},
		{"rpc.fresh_for", k.c.RPC.FreshFor, time.Second},
		{"price.uptime_grace", k.c.Price.UptimeGrace, time.Second},
		{"price.heartbeat_grace", k.c.Price.HeartbeatGrace, time.Second},
		{"price.twap_window", k.c.Price.TWAPWindow, time.Second},
		{"price.max_age", k.c.Price.MaxAge, time.Second},
		{"trading.deadline", k.c.Trading.Deadline, time.Second},
		{"metrics.scrape_interval", k.c.Metrics.ScrapeInterval, time.Second},
		{"metric_store.retention", k.c.MetricStore.Retention, 2 * time.Hour},
		{"profile.max_age", k.c.Profile.MaxAge, time.Minute},
		{"profile.cooldown", k.c.Profile.Cooldown, time.Second},
		{"profile.report_age", k.c.Profile.ReportAge, time.Hour},
		{"health.interval", k.c.Health.Interval, time.Second},
		{"health.startup_limit", k.c.Health.StartupLimit, time.Second},
		{"integrity.interval", k.c.Integrity.Interval, time.Second},
		{"integrity.recovery_pause", k.c.Integrity.RecoveryPause, 10 * time.Millisecond},
		{"integrity.recovery_patience", k.c.Integrity.RecoveryPatience, time.Second},
	} {
		if d.value < d.least {
			k.fail(d.key, "is %s: want at least %s", d.value, d.least)
		}
	}
}
