package config

// Order configures how the bot answers the chain's ordering of transactions.
type Order struct {
	Policy   string `yaml:"policy" doc:"How the chain orders: auto finds it out from the chain and follows its changes." enum:"auto,fcfs,pga,timeboost"`
	MaxBid   uint64 `yaml:"max_bid_share_bps" doc:"The largest part of an opportunity's value that is bid under pga, 1/10,000. trading.max_gas_price_wei bounds each bid, too."`
	PriorWin uint64 `yaml:"prior_win_bps" doc:"How likely a bid of nothing is believed to win where nothing was learned, 1/10,000; the chance grows evenly up to one for all of the value."`
	Prior    uint64 `yaml:"prior_weight" doc:"How many contests that belief counts for. 1 to 1000."`
}

func defaultOrder() Order {
	return Order{Policy: "auto", MaxBid: 9500, PriorWin: 2500, Prior: 1}
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
	if o.Prior < 1 || o.Prior > 1000 {
		k.fail("order.prior_weight", "is %d: want 1 to 1000", o.Prior)
	}
}
