package demo

import (
	"fmt"
	"path/filepath"
	"strings"

	"mevbot/internal/chain"
	"mevbot/internal/config"
	"mevbot/internal/devnet/market"
)

// Endpoints are the URLs of a local chain.
type Endpoints struct {
	HTTP, WS, Feed string
	Sequencer      string // takes express lane submissions; empty: nobody does
}

// DefaultEndpoints are those of DefaultListen.
var DefaultEndpoints = Endpoints{
	HTTP: "http://" + DefaultListen.HTTP, WS: "ws://" + DefaultListen.WS, Feed: "ws://" + DefaultListen.Feed,
}

// configKinds translates the market's words into the configuration's.
var configKinds = map[string]string{
	market.UniswapV2: config.UniswapV2, market.UniswapV3: config.UniswapV3,
	market.V2Router02: config.UniswapV2, market.SwapRouter: config.UniswapV3, market.SwapRouter02: config.UniswapV3Router02,
}

// ConfigYAML is the configuration of a bot on the local chain, as an operator
// would write it: URLs, addresses and files, nothing else. examples/devnet.yaml
// is its output for the default endpoints and var/devnet.
func ConfigYAML(a market.Addresses, e Endpoints, dir string) string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	line("# A bot on the local chain: mev-bot devnet, then in another terminal")
	line("# mev-bot run --config examples/devnet.yaml")
	line("chain:\n  profile: local")
	line("feed:\n  urls: [%s]", e.Feed)
	line("rpc:\n  http: [%s]\n  ws: [%s]", e.HTTP, e.WS)
	if e.Sequencer != "" {
		line("  sequencer: %s", e.Sequencer)
	}
	line("dex:\n  base_token: %q\n  quoter_v2: %q\n  factories:", a.WETH.Hex(), a.QuoterV2.Hex())
	for _, f := range a.Factories {
		line("    - name: %s\n      family: %s\n      address: %q", f.Name, configKinds[f.Family], f.Address.Hex())
		if f.FeeBps > 0 {
			line("      fee_bps: %d", f.FeeBps)
		}
	}
	line("  routers:")
	for _, r := range a.Routers {
		line("    - name: %s\n      kind: %s\n      address: %q", r.Name, configKinds[r.Kind], r.Address.Hex())
		if r.V2Factory != (market.Addresses{}).WETH {
			line("      factory_v2: %q", r.V2Factory.Hex())
		}
		if r.V3Factory != (market.Addresses{}).WETH {
			line("      factory_v3: %q", r.V3Factory.Hex())
		}
	}
	line("price:\n  feeds:")
	for _, t := range a.Tokens {
		line("    - token: %q # %s\n      address: %q\n      heartbeat: 1h", t.Address.Hex(), t.Symbol, t.Aggregator.Hex())
	}
	line("  uptime_feed: %q\n  uptime_grace: 1s # the local sequencer is as young as its chain", a.SequencerUptime.Hex())
	line("# The three switches of live trading: only play money is on the local chain.")
	line("trading:\n  live: true\n  live_chain_id: %d\n  executor: %q", chain.Local.ID, a.Executor.Hex())
	line("  min_net_profit_wei: \"1000000000000\" # 0.000001 ETH")
	line("  max_gas_price_wei: 200 gwei # room for bids, with --ordering pga")
	line("risk: # room for bids, with --ordering pga\n  max_attempt_gas_wei: 0.2 ether\n  max_gas_hour_wei: 5 ether\n  max_gas_day_wei: 50 ether")
	line("keys:\n  keystore: %s\n  password_file: %s", filepath.Join(dir, "operator.json"), filepath.Join(dir, "operator.password"))
	line("store:\n  path: %s", filepath.Join(dir, databaseName))
	line("control:\n  socket: %s", filepath.Join(dir, "mev-bot.sock"))
	return b.String()
}
