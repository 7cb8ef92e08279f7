package config

import (
	"fmt"
	"time"

	"github.com/ethereum/go-ethereum/common"
)

// price checks the feeds. Without any, nothing has to be said of the sequencer.
func (k *checker) price() {
	p, base := k.c.Price, k.c.DEX.BaseToken
	seen := map[common.Address]bool{}
	for i, f := range p.Feeds {
		key := fmt.Sprintf("price.feeds[%d]", i)
		if f.Token == (common.Address{}) {
			k.fail(key+".token", "has to be given")
		} else if seen[f.Token] {
			k.fail(key+".token", "%s has two feeds", f.Token)
		}
		seen[f.Token] = true
		if f.Address == (common.Address{}) {
			k.fail(key+".address", "has to be given: the feed's proxy")
		}
		if f.Heartbeat < time.Second {
			k.fail(key+".heartbeat", "is %s: want at least 1s; data.chain.link shows the feed's", f.Heartbeat)
		}
	}
	if len(p.Feeds) > 0 {
		k.uptime()
		if base != (common.Address{}) && !seen[base] {
			k.fail("price.feeds", "none prices dex.base_token %s: without the native coin's price nothing can be compared", base)
		}
	}
	for key, bps := range map[string]uint64{"price.max_deviation_bps": p.MaxDeviationBps, "price.max_twap_deviation_bps": p.MaxTWAPDeviationBps} {
		if bps < 1 || bps > 5_000 {
			k.fail(key, "is %d: want 1 to 5000", bps)
		}
	}
	if p.MinLiquidity.IsZero() {
		k.fail("price.min_liquidity_wei", "must not be 0: an empty pool has any price")
	}
	if p.TWAPWindow > 24*time.Hour {
		k.fail("price.twap_window", "is %s: want at most 24h", p.TWAPWindow)
	}
}

func (k *checker) uptime() {
	p := k.c.Price
	given := p.UptimeFeed != common.Address{}
	switch {
	case !given && !p.NoUptimeFeed:
		k.fail("price.uptime_feed", "has to be given with price.feeds: feeds are old after an outage of the sequencer. On a chain that has none set price.no_uptime_feed: true")
	case given && p.NoUptimeFeed:
		k.fail("price.no_uptime_feed", "is true but price.uptime_feed names one: remove one of them")
	case p.NoUptimeFeed && k.c.known != nil && k.c.known.UptimeFeed != nil:
		k.fail("price.no_uptime_feed", "is true but %s has one, %s: see docs.chain.link/data-feeds/l2-sequencer-feeds", k.c.known.Name, k.c.known.UptimeFeed.Address)
	}
}
