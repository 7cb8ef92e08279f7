package market

import "math"

// asset is a token of the local chain with what the generator knows of it.
type asset struct {
	symbol   string
	name     string
	decimals uint8
	// usd is the true price of one whole token at genesis. Nothing outside the
	// generator may use it: the aggregators answer it on chain.
	usd float64
	// vol is the standard deviation of the logarithm of the true price a block.
	vol float64
}

// assets lists the tokens; the first is the wrapped native token.
var assets = [...]asset{
	{"WETH", "Wrapped Ether", 18, 3500, 1.5e-4},
	{"USDC", "USD Coin", 6, 1, 2e-6},
	{"USDT", "Tether USD", 6, 0.9998, 2e-6},
	{"WBTC", "Wrapped BTC", 8, 97000, 1.2e-4},
	{"DAI", "Dai Stablecoin", 18, 1.0001, 2e-6},
	{"ARB", "Arbitrum", 18, 0.82, 2e-4},
	{"LINK", "ChainLink Token", 18, 17.4, 2e-4},
	{"UNI", "Uniswap", 18, 9.1, 2e-4},
	{"GMX", "GMX", 18, 27.5, 2e-4},
	{"PENDLE", "Pendle", 18, 4.9, 2e-4},
	{"MAGIC", "Magic", 18, 0.43, 2.5e-4},
	{"RDNT", "Radiant", 18, 0.071, 2.5e-4},
}

const weth = 0

// unit is the number of smallest units in one whole token.
func (a *asset) unit() float64 { return math.Pow10(int(a.decimals)) }

// index finds a token of the table by symbol, or -1.
func index(symbol string) int {
	for i := range assets {
		if assets[i].symbol == symbol {
			return i
		}
	}
	return -1
}
