package config

import (
	"strings"
	"testing"
)

// priced is minimal with a feed of its base token.
func priced(t *testing.T, change func(*Config)) error {
	t.Helper()
	c := load(t, Sources{File: file(t, minimal)})
	s := Starter(arbitrumOne(t))
	c.Price = s.Price
	c.DEX.BaseToken = s.DEX.BaseToken
	if change != nil {
		change(c)
	}
	return c.Validate()
}

func TestPriceSection(t *testing.T) {
	if err := priced(t, nil); err != nil {
		t.Fatal(err)
	}
	if err := priced(t, func(c *Config) { c.Price = Default().Price }); err != nil {
		t.Errorf("without feeds: %v", err)
	}
	if err := priced(t, func(c *Config) {
		c.Chain = Chain{Profile: "arbitrum-nova", ID: 42170}
		c.Price.UptimeFeed, c.Price.NoUptimeFeed = [20]byte{}, true
	}); err != nil {
		t.Errorf("a chain without an uptime feed: %v", err)
	}
	for say, change := range map[string]func(*Config){
		"price.uptime_feed: has to be given":                  func(c *Config) { c.Price.UptimeFeed = [20]byte{} },
		"price.no_uptime_feed: is true but price.uptime_feed": func(c *Config) { c.Price.NoUptimeFeed = true },
		"price.no_uptime_feed: is true but arbitrum-one": func(c *Config) {
			c.Chain = Starter(arbitrumOne(t)).Chain
			c.Price.UptimeFeed, c.Price.NoUptimeFeed = [20]byte{}, true
		},
		"price.feeds: none prices dex.base_token": func(c *Config) { c.Price.Feeds = c.Price.Feeds[1:] },
		"has two feeds":                                         func(c *Config) { c.Price.Feeds = append(c.Price.Feeds, c.Price.Feeds[0]) },
		"price.feeds[1].token: has to be given":                 func(c *Config) { c.Price.Feeds[1].Token = [20]byte{} },
		"price.feeds[1].address: has to be given":               func(c *Config) { c.Price.Feeds[1].Address = [20]byte{} },
		"price.feeds[1].heartbeat: is 0s":                       func(c *Config) { c.Price.Feeds[1].Heartbeat = 0 },
		"price.max_deviation_bps: is 0: want 1 to 5000":         func(c *Config) { c.Price.MaxDeviationBps = 0 },
		"price.max_twap_deviation_bps: is 5001: want 1 to 5000": func(c *Config) { c.Price.MaxTWAPDeviationBps = 5001 },
		"price.min_liquidity_wei: must not be 0":                func(c *Config) { c.Price.MinLiquidity.Clear() },
		"price.twap_window: is 25h0m0s: want at most 24h":       func(c *Config) { c.Price.TWAPWindow *= 150 },
		"price.max_age: is 0s: want at least 1s":                func(c *Config) { c.Price.MaxAge = 0 },
	} {
		if err := priced(t, change); err == nil || !strings.Contains(err.Error(), say) {
			t.Errorf("%v; want %q", err, say)
		}
	}
}
