package config

import "time"

// Order configures how the bot answers the chain's ordering of transactions.
type Order struct {
	Policy   string `yaml:"policy" doc:"How the chain orders: auto finds it out from the chain and follows its changes." enum:"auto,fcfs,pga,timeboost"`
	MaxBid   uint64 `yaml:"max_bid_share_bps" doc:"The largest part of an opportunity's value that is bid under pga, 1/10,000. trading.max_gas_price_wei bounds each bid, too."`
	PriorWin uint64 `yaml:"prior_win_bps" doc:"How likely a bid of nothing is believed to win where nothing was learned, 1/10,000; the chance grows evenly up to one for all of the value."`
	Prior    uint64 `yaml:"prior_weight" doc:"How many contests that belief counts for. 1 to 1000."`

	Round       time.Duration `yaml:"round" doc:"How long a round of the auction is under pga (Arbitrum One: 125ms). What is found in a round is decided on shortly before its end, when most is known; 0 sends at once."`
	RoundMargin time.Duration `yaml:"round_margin" doc:"How long before the end of a round that is: the way to the sequencer and back, and what signing and storing take."`
}

func defaultOrder() Order {
	return Order{Policy: "auto", MaxBid: 9500, PriorWin: 2500, Prior: 1, Round: 125 * time.Millisecond, RoundMargin: 30 * time.Millisecond}
}

// order checks the section.
func (k *checker) order() {
	o := &k.c.Order
	for _, part := range []struct {
		key string
		bps uint64
	}{{"max_bid_share_bps", o.MaxBid}, {"prior_win_bps", o.PriorWin}} {
		if part.bps > 10_000 {
			k.fail("order."+part.key, "is %d: want 0 to 10000", part.bps)
		}
	}
	if o.Round < 0 || o.Round > 10*time.Second {
		k.fail("order.round", "is %s: want 0s to 10s", o.Round)
	}
	if o.RoundMargin < 0 || o.RoundMargin > o.Round {
		k.fail("order.round_margin", "is %s: want 0s to order.round, %s", o.RoundMargin, o.Round)
	}
	if o.Prior < 1 || o.Prior > 1000 {
		k.fail("order.prior_weight", "is %d: want 1 to 1000", o.Prior)
	}
}
