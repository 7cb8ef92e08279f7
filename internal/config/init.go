package config

import (
	"fmt"
	"io"
	"reflect"
	"strings"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"go.yaml.in/yaml/v3"
)

// Init writes a starter file for Arbitrum One: every key with its explanation,
// defaults commented out. It loads as it is and trades on paper.
func Init(w io.Writer) error {
	c, def := starter(), Default()
	c.resolve()
	def.resolve()
	v, d := reflect.ValueOf(c).Elem(), reflect.ValueOf(def).Elem()
	var b strings.Builder
	b.WriteString("# Configuration of mev-bot. Keys that are commented out show their default.\n" +
		"# ${NAME} is replaced from the environment; URLs may be file:PATH. Each key can\n" +
		"# also be set as MEV_BOT_<SECTION>_<KEY> or with --set section.key=value.\n")
	for _, s := range sections() {
		fmt.Fprintf(&b, "\n# %s\n%s:\n", s.doc, s.name)
		for _, l := range s.leaves {
			comment := ""
			if reflect.DeepEqual(v.FieldByIndex(l.index).Interface(), d.FieldByIndex(l.index).Interface()) {
				comment = "# "
			}
			if err := l.explain(&b, v, comment); err != nil {
				return err
			}
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// explain writes one key below its explanation.
func (l leaf) explain(b *strings.Builder, config reflect.Value, comment string) error {
	name, value := l.node(config)
	var text strings.Builder
	value = revealed(value, config.FieldByIndex(l.index))
	if err := writeYAML(&text, &yaml.Node{Kind: yaml.MappingNode, Content: []*yaml.Node{name, value}}); err != nil {
		return err
	}
	for line := range strings.SplitSeq(wrap(l.field.Tag.Get("doc"), 76), "\n") {
		b.WriteString("  # " + line + "\n")
	}
	for line := range strings.Lines(text.String()) {
		b.WriteString("  " + comment + line)
	}
	return nil
}

// revealed shows the URLs of the starter file: they are public.
func revealed(n *yaml.Node, v reflect.Value) *yaml.Node {
	switch urls := v.Interface().(type) {
	case URL:
		return scalarNode(urls.Reveal())
	case []URL:
		for i, u := range urls {
			n.Content[i] = scalarNode(u.Reveal())
		}
	}
	return n
}

func wrap(text string, width int) string {
	var b strings.Builder
	n := 0
	for word := range strings.FieldsSeq(text) {
		if n > 0 && n+1+len(word) > width {
			b.WriteByte('\n')
			n = 0
		} else if n > 0 {
			b.WriteByte(' ')
			n++
		}
		b.WriteString(word)
		n += len(word)
	}
	return b.String()
}

// starter is what Init writes: the V2 and V3 families on Arbitrum One between
// its most traded tokens. Sources: docs.uniswap.org (deployments), docs.sushi.com,
// docs.arbitrum.io (public endpoints).
func starter() *Config {
	url := func(text string) URL { return URL{NewSecret(text)} }
	address := common.HexToAddress
	uniV2, uniV3 := address("0xf1D7CC64Fb4452F05c498126312eBE29f30Fbcf9"), address("0x1F98431c8aD98523631AE4a59f267346ea31F984")
	sushiV2 := address("0xc35DADB65012eC5796536bD9864eD8773aBc74C4")
	c := Default()
	c.Feed.URLs = []URL{url("wss://arb1-feed.arbitrum.io/feed")}
	c.RPC.HTTP = []URL{url("https://arb1.arbitrum.io/rpc")}
	c.RPC.MaxHeadAge = 15 * time.Second // Arbitrum One never rests
	c.RPC.Sequencer = url("https://arb1-sequencer.arbitrum.io/rpc")
	c.DEX.BaseToken = address("0x82aF49447D8a07e3bd95BD0d56f35241523fBab1")
	c.DEX.Factories = []Factory{
		{Name: "uniswap-v2", Family: UniswapV2, Address: uniV2, FeeBps: 30},
		{Name: "sushiswap-v2", Family: UniswapV2, Address: sushiV2, FeeBps: 30},
		{Name: "uniswap-v3", Family: UniswapV3, Address: uniV3},
	}
	c.DEX.Routers = []Router{
		{Name: "uniswap-v2-router", Kind: UniswapV2, Address: address("0x4752ba5DBc23f44D87826276BF6Fd6b1C372aD24"), FactoryV2: uniV2},
		{Name: "sushiswap-v2-router", Kind: UniswapV2, Address: address("0x1b02dA8Cb0d097eB8D57A175b88c7D8b47997506"), FactoryV2: sushiV2},
		{Name: "uniswap-v3-router", Kind: UniswapV3, Address: address("0xE592427A0AEce92De3Edee1F18E0157C05861564"), FactoryV3: uniV3},
		{Name: "uniswap-router-02", Kind: UniswapV3Router02, Address: address("0x68b3465833fb72A70ecDF485E0e4C7bD8665Fc45"), FactoryV2: uniV2, FactoryV3: uniV3},
	}
	c.DEX.Tokens = []common.Address{
		c.DEX.BaseToken,
		address("0xaf88d065e77c8cC2239327C5EDb3A432268e5831"), // USDC
		address("0xFd086bC7CD5C481DCC9C85ebE478A1C0b69FCbb9"), // USDT
		address("0x2f2a2543B76A4166549F7aaB2e75Bef0aefC5B0f"), // WBTC
		address("0x912CE59144191C1204E64559FE8253a0e49E6548"), // ARB
	}
	c.Price.Feeds, c.Price.UptimeFeed = starterFeeds()
	return c
}

// starterFeeds are Chainlink's proxies on Arbitrum One, each with where its
// address was confirmed besides the many public deployments that use it.
// Heartbeats are those of Chainlink's directory
// (feeds-ethereum-mainnet-arbitrum-1.json, as quoted in September 2026) for ETH,
// BTC and USDC; for the others 24 h, the longest that was found for them: shorten
// them to what data.chain.link shows.
func starterFeeds() (feeds []PriceFeed, uptime common.Address) {
	const directory, longest = 1755 * time.Second, 24 * time.Hour
	for _, f := range []struct {
		token, proxy string
		heartbeat    time.Duration
	}{
		// ETH/USD for WETH: bgd-labs/aave-address-book AaveV3Arbitrum.sol, WETH_ORACLE.
		{"0x82aF49447D8a07e3bd95BD0d56f35241523fBab1", "0x639Fe6ab55C921f74e7fac1ee960C0B6293ba612", directory},
		// BTC/USD for WBTC: the same file, WBTC_ORACLE.
		{"0x2f2a2543B76A4166549F7aaB2e75Bef0aefC5B0f", "0x6ce185860a4963106506C203335A2910413708e9", directory},
		// USDC/USD: Aave V3's market configuration for Arbitrum.
		{"0xaf88d065e77c8cC2239327C5EDb3A432268e5831", "0x50834F3163758fcC1Df9973b6e91f0F0F0434aD3", 255 * time.Second},
		// USDT/USD: Aave V3's market configuration for Arbitrum.
		{"0xFd086bC7CD5C481DCC9C85ebE478A1C0b69FCbb9", "0x3f3f5dF88dC9F13eac63DF89EC16ef6e7E25DdE7", longest},
		// ARB/USD: docs.arbitrum.io/for-devs/oracles/chainlink.
		{"0x912CE59144191C1204E64559FE8253a0e49E6548", "0xb2A824043730FE05F3DA2efaFa1CBbe83fa548D6", longest},
		// DAI/USD: Aave V3's market configuration for Arbitrum.
		{"0xDA10009cBd5D07dd0CeCc66161FC93D7c9000da1", "0xc5C8E77B397E531B8EC06BFb0048328B30E9eCfB", longest},
		// LINK/USD: bgd-labs/aave-address-book AaveV3Arbitrum.sol, LINK_ORACLE.
		{"0xf97f4df75117a78c1A5a0DBb814Af92458539FB4", "0x86E53CF1B870786351Da77A57575e79CB55812CB", longest},
	} {
		feeds = append(feeds, PriceFeed{Token: common.HexToAddress(f.token), Address: common.HexToAddress(f.proxy), Heartbeat: f.heartbeat})
	}
	// docs.chain.link/data-feeds/l2-sequencer-feeds, Arbitrum mainnet.
	return feeds, common.HexToAddress("0xFdB631F5EE196F0ed6FAa767959853A9F217697D")
}
