package config

import (
	"fmt"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/common"
)

func TestFastFeedSection(t *testing.T) {
	const on = `
fastfeed:
  url: wss://arb1-txfeed.arbitrum.io/
  key: ${FAST_KEY}
`
	buys := on + `  max_price: "40"
  auto_buy: true
  tickets: "0x00000000000000000000000000000000000071c5"
  buyer_keystore: buyer.json
  buyer_password_file: buyer.password
`
	env := []string{"FAST_KEY=5ec3e7"}
	c := load(t, Sources{File: file(t, minimal+buys), Env: env})
	if c.FastFeed.Key.Reveal() != "5ec3e7" || !c.FastFeed.On() || c.FastFeed.TicketsPerRound != 1 {
		t.Errorf("%+v", c.FastFeed)
	}
	var out strings.Builder
	if err := c.Print(&out); err != nil || strings.Contains(out.String(), "5ec3e7") {
		t.Errorf("%v: the key is in %s", err, out.String())
	}
	if text := fmt.Sprintf("%v %+v %#v", c.FastFeed, c.FastFeed, c.FastFeed); strings.Contains(text, "5ec3e7") {
		t.Errorf("the key is in %s", text)
	}
	if v, ok, err := c.FastFeed.Cap(6); err != nil || !ok || v.Uint64() != 40_000_000 {
		t.Errorf("%v %v %v", v, ok, err)
	}
	p := arbitrumOne(t)
	one := Starter(p)
	one.resolve()
	if one.FastFeed.Tickets != p.Tickets.Address || one.FastFeed.On() {
		t.Errorf("%+v", one.FastFeed)
	}
	for say, change := range map[string]func(*Config){
		"fastfeed.key: is empty":                      func(c *Config) { c.FastFeed.Key = Secret{} },
		"fastfeed.key: has white space":               func(c *Config) { c.FastFeed.Key = NewSecret("a b") },
		"would carry the key in plain text":           func(c *Config) { c.FastFeed.URL = URL{NewSecret("ws://feed.example/")} },
		"has to begin with ws:// or wss://":           func(c *Config) { c.FastFeed.URL = URL{NewSecret("https://feed.example/")} },
		`fastfeed.max_price: is "0"`:                  func(c *Config) { c.FastFeed.MaxPrice = "0" },
		`fastfeed.max_price: is "17.1234567"`:         func(c *Config) { c.FastFeed.MaxPrice = "17.1234567" },
		"fastfeed.max_price: is empty":                func(c *Config) { c.FastFeed.MaxPrice = "" },
		"fastfeed.tickets_per_round: is 0":            func(c *Config) { c.FastFeed.TicketsPerRound = 0 },
		"fastfeed.max_frame_bytes: is 1":              func(c *Config) { c.FastFeed.MaxFrameBytes = 1 },
		"fastfeed.read_timeout: is 0s":                func(c *Config) { c.FastFeed.ReadTimeout = 0 },
		"is the operator's key":                       func(c *Config) { c.Keys.Keystore = "buyer.json" },
		"fastfeed.buyer_keystore: and buyer_password": func(c *Config) { c.FastFeed.BuyerPassword = "" },
		"fastfeed.auto_buy: is true without":          func(c *Config) { c.FastFeed.URL = URL{} },
		"fastfeed.tickets: has to be given":           func(c *Config) { c.Chain = Chain{Profile: "local"}; c.FastFeed.Tickets = common.Address{} },
	} {
		c := load(t, Sources{File: file(t, minimal+buys), Env: env})
		change(c)
		if err := c.Validate(); err == nil || !strings.Contains(err.Error(), say) {
			t.Errorf("%v; want %q", err, say)
		}
	}
	local := load(t, Sources{File: file(t, minimal+buys), Env: env})
	for _, url := range []string{"ws://127.0.0.1:9643/", "ws://localhost:9643/", "ws://[::1]:9643/"} {
		local.FastFeed.URL = URL{NewSecret(url)}
		if err := local.Validate(); err != nil {
			t.Errorf("%s: %v", url, err)
		}
	}
}
