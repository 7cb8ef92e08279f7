package config

import (
	"fmt"
	"io"
	"reflect"
	"strings"

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
	return c
}
