package config

import (
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"

	"mevbot/internal/profile"
)

// Timeboost configures the express lane of chains that auction it.
type Timeboost struct {
	Auction    common.Address `yaml:"auction" doc:"The ExpressLaneAuction contract. Arbitrum's own chains' are known. Zero: the chain has no express lane."`
	Auctioneer URL            `yaml:"auctioneer" doc:"Where bids go. Arbitrum's own chains' are known."`
	MaxBid     uint256.Int    `yaml:"max_bid_wei" doc:"The highest bid that is signed for a round, in the bidding token: wei, or exact with a unit as in 0.01 ether. 0: none is."`
	Timeout    time.Duration  `yaml:"timeout" doc:"Deadline of one bid or submission. The sequencer answers a submission for the next round when that begins, up to 2s later."`
}

func defaultTimeboost() Timeboost { return Timeboost{Timeout: 3 * time.Second} }

// resolveTimeboost fills in what the chain's profile knows.
func (c *Config) resolveTimeboost(p *profile.Profile) {
	lane := p.ExpressLane
	if lane == nil {
		return
	}
	if c.Timeboost.Auction == (common.Address{}) && !c.given("timeboost.auction") {
		c.Timeboost.Auction = lane.Auction
	}
	if c.Timeboost.Auctioneer.IsZero() && !c.given("timeboost.auctioneer") {
		if u, err := NewURL(lane.Auctioneer); err == nil {
			c.Timeboost.Auctioneer = u
		}
	}
}

func (k *checker) timeboost() {
	t := k.c.Timeboost
	if !t.Auctioneer.IsZero() && !t.Auctioneer.schemed("http", "https") {
		k.fail("timeboost.auctioneer", "%s has to begin with http:// or https://", t.Auctioneer)
	}
	if t.Timeout < 2500*time.Millisecond || t.Timeout > time.Minute {
		k.fail("timeboost.timeout", "is %s: want 2.5s to 1m", t.Timeout)
	}
}
