package config

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
)

// Each wrong configuration is told in one line that names the place, the key
// and what to write instead.
func TestProblems(t *testing.T) {
	const executor = "0x00000000000000000000000000000000000000E1"
	for _, tc := range []struct {
		name string
		text string // appended to minimal, or replaces it if it begins with "!"
		env  []string
		flag map[string]string
		want []string // each in the error's text
	}{
		{name: "unknown section", text: "feeds: {}\n", want: []string{"mev-bot.yaml:10: unknown key feeds, did you mean feed?"}},
		{name: "unknown key", text: "health:\n  intervall: 5s\n", want: []string{"mev-bot.yaml:11: unknown key health.intervall, did you mean interval?"}},
		{name: "far from any key", text: "health: {qqqqqqq: 5s}\n", want: []string{"unknown key health.qqqqqqq, known here: checks, dir, history, interval, modules, startup_limit, watchdog"}},
		{name: "unknown key in a list", text: "!dex: {factories: [{nme: a}]}\n", want: []string{"mev-bot.yaml:1: unknown key dex.factories[0].nme, did you mean name?"}},
		{name: "key twice", text: "health: {interval: 5s, interval: 6s}\n", want: []string{"mev-bot.yaml:10: health.interval: is already set in line 10"}},
		{name: "section twice", text: "rpc: {}\n", want: []string{"mev-bot.yaml:10: rpc: is already set in line 3"}},
		{name: "no value", text: "store:\n  path:\n", want: []string{"mev-bot.yaml:11: store.path: has no value"}},
		{name: "second document", text: "---\n{}\n", want: []string{"a second document"}},
		{name: "not YAML", text: "store: [\n", want: []string{"mev-bot.yaml: not YAML: line"}},
		{name: "not a mapping", text: "store: 5\n", want: []string{"mev-bot.yaml:10: store: want keys and values: history, path"}},
		{name: "list for a value", text: "store: {path: [a]}\n", want: []string{"store.path: want one value"}},
		{name: "value for a list", text: "!rpc: {http: http://a}\n", want: []string{"rpc.http: want a list"}},
		{name: "bare number as duration", text: "health: {interval: 5}\n", want: []string{`health.interval: "5" is not a duration: want a number with a unit`}},
		{name: "short duration", text: "health: {interval: 5ms}\n", want: []string{"mev-bot.yaml:10: health.interval: is 5ms: want at least 1s"}},
		{name: "yes as bool", text: "metrics: {enabled: yes}\n", want: []string{`metrics.enabled: "yes" is neither true nor false`}},
		{name: "negative number", text: "trading: {live_chain_id: -1}\n", want: []string{`"-1" is not a whole number from 0`}},
		{name: "amount in floats", text: "trading: {min_net_profit_wei: 1e15}\n", want: []string{`"1e15" is not a whole number of wei`}},
		{name: "amount finer than wei", text: "trading: {min_net_profit_wei: 0.0000000000000000001 ether}\n", want: []string{"is not a whole number of wei"}},
		{name: "amount with unknown unit", text: "trading: {max_gas_price_wei: 1 szabo}\n", want: []string{`has the unit "szabo": want wei, gwei or ether`}},
		{name: "address checksum", text: "trading: {executor: 0x82aF49447D8a07e3bd95BD0d56f35241523fBaB1}\n", want: []string{"fails its checksum"}},
		{name: "address length", text: "trading: {executor: 0x82}\n", want: []string{"want 0x and 40 hex digits"}},
		{name: "enum", text: "log: {level: wran}\n", want: []string{`mev-bot.yaml:10: log.level: "wran" is none of debug, info, warn, error, did you mean warn?`}},
		{name: "profile", text: "!chain: {profile: arbitrum}\n", want: []string{`chain.profile: "arbitrum" is none of arbitrum-one`}},
		{name: "wrong id", text: "!chain: {profile: arbitrum-one, id: 1}\n", want: []string{"chain.id: is 1 but profile arbitrum-one has 42161"}},
		{name: "zero id", text: "!chain: {profile: arbitrum-one, id: 0}\n", want: []string{"chain.id: is 0 but profile arbitrum-one has 42161"}},
		{name: "wrong genesis", text: "!chain: {profile: arbitrum-one, genesis: 22207818}\n", want: []string{"chain.genesis: is 22207818 but"}},
		{name: "custom", text: "!chain: {profile: custom}\n", want: []string{"chain.id: has to be given", "chain.genesis: has to be given"}},
		{name: "nothing", text: "!", want: []string{"rpc.http: is empty", "dex.base_token: has to be given", "dex.factories: is empty", "3 problems"}},
		{name: "secondary feeds alone", text: "!feed: {secondary_urls: ['ws://a']}\n", want: []string{"feed.secondary_urls: are for when feed.urls fail"}},
		{name: "signatures of nobody", text: "!feed: {urls: ['ws://a'], require_signature: true}\n", want: []string{"feed.require_signature: needs feed.signers"}},
		{name: "feed over http", text: "!feed: {urls: ['http://a']}\n", want: []string{"feed.urls[0]: http://a has to begin with ws:// or wss://"}},
		{name: "relative URL", text: "!feed: {urls: [localhost]}\n", want: []string{"feed.urls[0]: not an absolute URL"}},
		{name: "frame size", text: "!feed: {max_frame_bytes: 5}\n", want: []string{"feed.max_frame_bytes: is 5"}},
		{name: "unset variable", text: "store: {path: '${NOWHERE}'}\n", want: []string{"store.path: ${NOWHERE} is not set in the environment"}},
		{name: "open variable", text: "store: {path: '${NOWHERE'}\n", want: []string{"store.path: a ${ without its name and }"}},
		{name: "missing secret file", text: "!rpc: {http: ['file:/no/such/file']}\n", want: []string{"rpc.http[0]: file /no/such/file cannot be read: no such file or directory"}},
		{name: "two of three: executor", text: "trading: {live: true, live_chain_id: 412346}\n", want: []string{"missing: trading.executor"}},
		{name: "two of three: live", text: "trading: {executor: " + executor + ", live_chain_id: 412346}\n", want: []string{"missing: trading.live."}},
		{name: "one of three", text: "trading: {live: true}\n", want: []string{"missing: trading.live_chain_id, trading.executor"}},
		{name: "live on another chain", text: "trading: {live: true, live_chain_id: 42161, executor: " + executor + "}\n", want: []string{"trading.live_chain_id: is 42161 but the chain is 412346"}},
		{name: "live without key", text: "trading: {live: true, live_chain_id: 412346, executor: " + executor + "}\n", want: []string{"keys.keystore: is empty", "keys.password_file: is empty"}},
		{name: "no profit", text: "trading: {min_net_profit_wei: 0}\n", want: []string{"trading.min_net_profit_wei: must not be 0"}},
		{name: "in flight", text: "trading: {max_in_flight: 17}\n", want: []string{"trading.max_in_flight: is 17: want 1 to 16"}},
		{name: "V2 without fee", text: "!dex: {factories: [{name: a, family: uniswap_v2, address: 0x0000000000000000000000000000000000000002}]}\n", want: []string{"dex.factories[0].fee_bps: is 0"}},
		{name: "V3 with fee", text: "!dex: {factories: [{name: a, family: uniswap_v3, address: 0x0000000000000000000000000000000000000002, fee_bps: 5}]}\n", want: []string{"dex.factories[0].fee_bps: must not be given"}},
		{name: "family in a list", text: "!dex: {factories: [{name: a, family: v2, address: 0x0000000000000000000000000000000000000002}]}\n", want: []string{`dex.factories[0].family: "v2" is none of`}},
		{name: "no name or address", text: "!dex: {factories: [{}]}\n", want: []string{"dex.factories[0].name: has to be given", "dex.factories[0].address: has to be given"}},
		{name: "router's factory", text: strings.Replace("!"+minimal, "dex:\n", "dex:\n  routers: [{name: r, kind: uniswap_v2, address: 0x0000000000000000000000000000000000000009, factory_v2: 0x0000000000000000000000000000000000000003}, {name: s, kind: uniswap_v3, address: 0x0000000000000000000000000000000000000008}]\n", 1), want: []string{"dex.routers[0].factory_v2: 0x0000000000000000000000000000000000000003 is not a uniswap_v2 factory", "dex.routers[1].factory_v3: has to be given"}},
		{name: "allow list without base", text: strings.Replace("!"+minimal, "dex:\n", "dex:\n  tokens: [0x0000000000000000000000000000000000000009]\n", 1), want: []string{"dex.tokens: leaves out dex.base_token"}},
		{name: "profile not on loopback", text: "profile: {listen: '0.0.0.0:6060'}\n", want: []string{"profile.listen: 0.0.0.0:6060 is not loopback"}},
		{name: "one address twice", text: "profile: {listen: '127.0.0.1:9090'}\n", want: []string{"profile.listen: is the address of metrics.listen"}},
		{name: "no port", text: "metrics: {listen: localhost}\n", want: []string{`metrics.listen: "localhost" is not an address`}},
		{name: "unknown variable", env: []string{"MEV_BOT_FEED_SILENSE=5s"}, want: []string{"MEV_BOT_FEED_SILENSE: unknown key, did you mean MEV_BOT_FEED_SILENCE?"}},
		{name: "unknown flag", flag: map[string]string{"feed.silense": "5s"}, want: []string{"flag feed.silense: unknown key, did you mean feed.silence?"}},
		{name: "bad variable", env: []string{"MEV_BOT_FEED_SILENCE=5"}, want: []string{"MEV_BOT_FEED_SILENCE: feed.silence: \"5\" is not a duration"}},
		{name: "bad key in a variable", env: []string{"MEV_BOT_DEX_FACTORIES=[{nam: a}]"}, want: []string{"MEV_BOT_DEX_FACTORIES: unknown key dex.factories[0].nam, did you mean name?"}},
		{name: "list of contracts without brackets", env: []string{"MEV_BOT_DEX_FACTORIES=a,b"}, want: []string{"MEV_BOT_DEX_FACTORIES: dex.factories: want a YAML list in brackets"}},
		{name: "alias and twin disagree", env: []string{"METRICS_PORT=1", "MEV_BOT_METRICS_LISTEN=127.0.0.1:2"}, want: []string{"METRICS_PORT: metrics.listen: disagrees with MEV_BOT_METRICS_LISTEN: unset one"}},
		{name: "bool alias and twin disagree", env: []string{"METRICS_ENABLED=true", "MEV_BOT_METRICS_ENABLED=false"}, want: []string{"METRICS_ENABLED: metrics.enabled: disagrees with"}},
		{name: "alias port", env: []string{"METRICS_PORT=http"}, want: []string{"METRICS_PORT: want a port number"}},
		{name: "not in this version", env: []string{"PAGERDUTY_API_KEY=k", "LOG_AGGREGATION_ENABLED=true"}, want: []string{"PAGERDUTY_API_KEY: is not available in this version: unset it", "LOG_AGGREGATION_ENABLED: is not available"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			text, only := strings.CutPrefix(tc.text, "!")
			if !only {
				text = minimal + text
			}
			_, err := Load(Sources{File: file(t, text), Env: tc.env, Flags: tc.flag})
			var typed *Error
			if !errors.As(err, &typed) {
				t.Fatalf("%v is not an *Error", err)
			}
			for _, want := range tc.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("got  %v\nwant %s", err, want)
				}
			}
			if lines := strings.Count(err.Error(), "\n"); lines > 0 && lines != len(typed.Problems) {
				t.Errorf("%d lines for %d problems", lines, len(typed.Problems))
			}
		})
	}
}

func TestMissingFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "none.yaml")
	_, err := Load(Sources{File: path})
	if err == nil || !strings.Contains(err.Error(), path) || !strings.Contains(err.Error(), "mev-bot config init") {
		t.Errorf("%v", err)
	}
}

func TestPartialNeedsNoNode(t *testing.T) {
	if _, err := Load(Sources{Partial: true}); err != nil {
		t.Error(err)
	}
	if _, err := Load(Sources{Partial: true, File: file(t, "log: {level: loud}\n")}); err == nil {
		t.Error("a wrong value was accepted")
	}
}

func TestHandMade(t *testing.T) {
	c := Default()
	c.Chain = Chain{Profile: "custom", ID: 77}
	err := c.Validate()
	if c.Chain.ID != 77 || err == nil || strings.Contains(fmt.Sprint(err), "chain.") {
		t.Errorf("chain %+v: %v", c.Chain, err)
	}
	c = Default()
	c.Chain.Profile = "local"
	if _ = c.Validate(); c.Chain.ID != 412346 {
		t.Errorf("chain %+v", c.Chain)
	}
}

// An executor without the switches of live trading is what paper trades are
// tried out on.
func TestAnExecutorAloneIsPaper(t *testing.T) {
	c, err := Load(Sources{File: file(t, minimal+"trading: {executor: 0x00000000000000000000000000000000000000E1}\n")})
	if err != nil || !c.Trading.Paper() {
		t.Errorf("%v", err)
	}
}
