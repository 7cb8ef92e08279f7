package config

import (
	"fmt"
	"io"
	"reflect"
	"strings"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"go.yaml.in/yaml/v3"

	"mevbot/internal/profile"
)

// Init writes a starter file for a chain: every key with its explanation,
// defaults commented out. For a chain that is known it loads as it is and trades
// on paper.
func Init(w io.Writer, p *profile.Profile) error {
	c, def := Starter(p), Default()
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

// Starter is what Init writes: a profile as a configuration. Tokens that the
// profile calls idle are priced, not traded.
func Starter(p *profile.Profile) *Config {
	c := Default()
	c.Chain.Profile = p.Name
	urls := func(list []profile.Endpoint) (found []URL) {
		for _, e := range list {
			found = append(found, URL{NewSecret(e.URL)})
		}
		return found
	}
	c.Feed.URLs, c.Feed.SecondaryURLs = urls(p.Endpoints.Feed), urls(p.Endpoints.FeedSecondary)
	c.RPC.HTTP, c.RPC.WS = urls(p.Endpoints.RPC), urls(p.Endpoints.Websocket)
	if list := urls(p.Endpoints.Sequencer); len(list) > 0 {
		c.RPC.Sequencer = list[0]
	}
	if !p.Rests {
		c.RPC.MaxHeadAge = 15 * time.Second
	}
	if p.Multicall != nil {
		c.DEX.Multicall = p.Multicall.Address
	}
	if p.QuoterV2 != nil {
		c.DEX.QuoterV2 = p.QuoterV2.Address
	}
	if base, ok := p.Token(p.BaseToken); ok {
		c.DEX.BaseToken = base.Address
	}
	for _, t := range p.Tokens {
		if !t.Idle {
			c.DEX.Tokens = append(c.DEX.Tokens, t.Address)
		}
	}
	addresses := map[string]common.Address{}
	for _, f := range p.Factories {
		addresses[f.Name] = f.Address
		c.DEX.Factories = append(c.DEX.Factories, Factory{Name: f.Name, Family: f.Family, Address: f.Address, FeeBps: f.FeeBps, FromBlock: f.FromBlock})
	}
	for _, r := range p.Routers {
		c.DEX.Routers = append(c.DEX.Routers, Router{Name: r.Name, Kind: r.Kind, Address: r.Address, FactoryV2: addresses[r.FactoryV2], FactoryV3: addresses[r.FactoryV3]})
	}
	for _, f := range p.PriceFeeds {
		if t, ok := p.Token(f.Token); ok {
			c.Price.Feeds = append(c.Price.Feeds, PriceFeed{Token: t.Address, Address: f.Address, Heartbeat: f.Heartbeat})
		}
	}
	if p.UptimeFeed != nil {
		c.Price.UptimeFeed = p.UptimeFeed.Address
	} else if len(p.PriceFeeds) > 0 {
		c.Price.NoUptimeFeed = true
	}
	return c
}
