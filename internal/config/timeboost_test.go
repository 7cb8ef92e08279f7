package config

import (
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
)

func TestTimeboostSection(t *testing.T) {
	p := arbitrumOne(t)
	one, known := Starter(p), p.ExpressLane
	one.resolve()
	if one.Timeboost.Auction != known.Auction || one.Timeboost.Auctioneer.Reveal() != known.Auctioneer || !one.Timeboost.MaxBid.IsZero() {
		t.Errorf("%+v", one.Timeboost)
	}
	off := load(t, Sources{File: file(t, minimal), Flags: map[string]string{"timeboost.auction": "0x0000000000000000000000000000000000000000"}})
	if off.Timeboost.Auction != (common.Address{}) {
		t.Errorf("an auction that was taken away is back: %s", off.Timeboost.Auction)
	}
	own := load(t, Sources{File: file(t, minimal+"timeboost:\n  auctioneer: https://bids.example/\n  max_bid_wei: 0.01 ether\n")})
	if own.Timeboost.Auctioneer.Reveal() != "https://bids.example/" || own.Timeboost.MaxBid.Uint64() != 1e16 {
		t.Errorf("%+v", own.Timeboost)
	}
	for say, change := range map[string]func(*Config){
		"has to begin with http:// or https://": func(c *Config) { c.Timeboost.Auctioneer = URL{NewSecret("wss://bids.example/")} },
		"timeboost.timeout: is 1s":              func(c *Config) { c.Timeboost.Timeout = time.Second },
		"timeboost.timeout: is 1h0m0s":          func(c *Config) { c.Timeboost.Timeout = time.Hour },
	} {
		c := load(t, Sources{File: file(t, minimal)})
		change(c)
		if err := c.Validate(); err == nil || !strings.Contains(err.Error(), say) {
			t.Errorf("%v, want %q", err, say)
		}
	}
}
