// Package profile says what is known of a chain before anything is read from
// it: its id, its endpoints, its contracts.
//
// Each chain is one YAML file beside this one, and each fact in it names its
// source. A profile proposes and the operator's configuration decides: config
// init copies a profile into a configuration, after which an update of the
// program changes neither what is watched nor whom it asks. What the two say of
// the same address has to agree with the chain, which is asked at every start.
package profile

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io"
	"net/url"
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"go.yaml.in/yaml/v3"

	"mevbot/internal/chain"
)

//go:embed *.yaml
var files embed.FS

// Profile is one chain's file.
type Profile struct {
	Name    string      `yaml:"name"`
	Title   string      `yaml:"title"`
	ID      chain.ID    `yaml:"id"`      // EIP-155; 0 in the generic file
	Genesis chain.Block `yaml:"genesis"` // the block of feed sequence number 0
	// Rests says that the chain makes no blocks while nobody trades, so that an
	// old head is no fault of a node.
	Rests  bool   `yaml:"rests"`
	Source string `yaml:"source"` // of id and genesis

	Endpoints Endpoints `yaml:"endpoints"`

	// BaseToken is the symbol of the wrapped native token.
	BaseToken string    `yaml:"base_token"`
	Tokens    []Token   `yaml:"tokens"`
	Multicall *Contract `yaml:"multicall"`
	QuoterV2  *Contract `yaml:"quoter_v2"`
	Factories []Factory `yaml:"factories"`
	Routers   []Router  `yaml:"routers"`

	PriceFeeds []PriceFeed `yaml:"price_feeds"`
	UptimeFeed *Contract   `yaml:"uptime_feed"` // Chainlink's L2 sequencer feed

	ExpressLane *ExpressLane `yaml:"express_lane"`
	Tickets     *Contract    `yaml:"tickets"` // of the Fast Feed
}

// Endpoints are the public ones.
type Endpoints struct {
	Feed          []Endpoint `yaml:"feed"`
	FeedSecondary []Endpoint `yaml:"feed_secondary"`
	FastFeed      []Endpoint `yaml:"fast_feed"`
	RPC           []Endpoint `yaml:"rpc"`
	Websocket     []Endpoint `yaml:"websocket"`
	Sequencer     []Endpoint `yaml:"sequencer"`
}

// Endpoint is a public URL.
type Endpoint struct {
	URL    string `yaml:"url"`
	Source string `yaml:"source"`
}

// Contract is an address with where it was read.
type Contract struct {
	Address common.Address `yaml:"address"`
	Source  string         `yaml:"source"`
}

// Token is an ERC-20 token.
type Token struct {
	Symbol   string         `yaml:"symbol"` // as the contract answers
	Decimals uint8          `yaml:"decimals"`
	Address  common.Address `yaml:"address"`
	// Idle tokens are known, for their decimals and prices, but not traded by the
	// configuration that config init writes.
	Idle   bool   `yaml:"idle"`
	Source string `yaml:"source"`
}

// Factory makes pools of one family.
type Factory struct {
	Name      string         `yaml:"name"`
	Family    string         `yaml:"family"` // uniswap_v2, uniswap_v3
	Address   common.Address `yaml:"address"`
	FeeBps    uint64         `yaml:"fee_bps"` // hundredths of a percent, uniswap_v2 only
	FromBlock chain.Block    `yaml:"from_block"`
	Source    string         `yaml:"source"`
}

// Router is a contract whose calldata can be read.
type Router struct {
	Name      string         `yaml:"name"`
	Kind      string         `yaml:"kind"` // as dex.routers of the configuration has it
	Address   common.Address `yaml:"address"`
	FactoryV2 string         `yaml:"factory_v2"` // names of factories
	FactoryV3 string         `yaml:"factory_v3"`
	Source    string         `yaml:"source"`
}

// PriceFeed is a Chainlink feed in US dollars.
type PriceFeed struct {
	Token       string         `yaml:"token"` // symbol
	Address     common.Address `yaml:"address"`
	Decimals    uint8          `yaml:"decimals"`
	Description string         `yaml:"description"` // as the contract answers; empty if not known
	Heartbeat   time.Duration  `yaml:"heartbeat"`
	Source      string         `yaml:"source"`
}

// ExpressLane is where the rounds of a chain's express lane are sold. That it is
// known does not mean that it runs: the priority gas auction ends it, and then
// only deposits can be withdrawn.
type ExpressLane struct {
	Auction    common.Address `yaml:"auction"`
	Auctioneer string         `yaml:"auctioneer"` // URL that takes bids
	Source     string         `yaml:"source"`
}

// Names of the profiles that the program carries.
const (
	ArbitrumOne = "arbitrum-one"
	Nova        = "arbitrum-nova"
	Sepolia     = "arbitrum-sepolia"
	Local       = "local"
	// Custom is any other chain: a file of one's own, or only id and genesis.
	// Its file here is the form to fill in.
	Custom = "custom"
)

// Names lists the profiles that the program carries.
func Names() []string { return []string{ArbitrumOne, Nova, Sepolia, Local, Custom} }

// ErrUnknown is returned by Named and Text.
var ErrUnknown = errors.New("unknown chain profile")

// Text is the file of a profile that the program carries.
func Text(name string) ([]byte, error) {
	if !slices.Contains(Names(), name) {
		return nil, fmt.Errorf("%w %q: want %s", ErrUnknown, name, strings.Join(Names(), ", "))
	}
	return files.ReadFile(path.Clean(name) + ".yaml")
}

// Named is a profile that the program carries. It is shared: nobody changes it.
func Named(name string) (*Profile, error) {
	carried, err := carried()
	if p, ok := carried[name]; ok {
		return p, nil
	}
	if err == nil {
		_, err = Text(name)
	}
	return nil, err
}

// carried are the profiles in the program.
var carried = sync.OnceValues(func() (map[string]*Profile, error) {
	found := map[string]*Profile{}
	for _, name := range Names() {
		text, err := Text(name)
		if err != nil {
			return nil, err
		}
		p, err := Parse(text)
		if err != nil {
			return nil, fmt.Errorf("profile %s: %w", name, err)
		}
		found[name] = p
	}
	return found, nil
})

// ByID is the named profile of a chain; false for chains that are not known.
func ByID(id chain.ID) (*Profile, bool) {
	for _, name := range Names() {
		if p, err := Named(name); err == nil && p.ID == id && id != 0 {
			return p, true
		}
	}
	return nil, false
}

// Parse reads a profile's file and says everything that is wrong with it.
func Parse(text []byte) (*Profile, error) {
	p := &Profile{}
	dec := yaml.NewDecoder(bytes.NewReader(text))
	dec.KnownFields(true)
	if err := dec.Decode(p); err != nil {
		if errors.Is(err, io.EOF) {
			return nil, errors.New("is empty: mev-bot chain show custom prints the form to fill in")
		}
		return nil, fmt.Errorf("not a profile: %s", strings.TrimPrefix(err.Error(), "yaml: "))
	}
	if dec.Decode(new(yaml.Node)) == nil {
		return nil, errors.New("has a second document: one file holds one chain")
	}
	checksums := &checker{}
	var root yaml.Node
	if err := yaml.Unmarshal(text, &root); err != nil {
		return nil, err
	}
	checksums.walk(&root)
	if err := errors.Join(checksums.err(), p.check()); err != nil {
		return nil, err
	}
	return p, nil
}

// Chain is what the street has to know of the chain.
func (p *Profile) Chain() chain.Profile {
	return chain.Profile{Name: p.Name, ID: p.ID, Genesis: p.Genesis}
}

// Token finds a token by its symbol.
func (p *Profile) Token(symbol string) (*Token, bool) {
	i := slices.IndexFunc(p.Tokens, func(t Token) bool { return t.Symbol == symbol })
	if i < 0 {
		return nil, false
	}
	return &p.Tokens[i], true
}

// TokenAt finds a token by its address.
func (p *Profile) TokenAt(a common.Address) (*Token, bool) {
	i := slices.IndexFunc(p.Tokens, func(t Token) bool { return t.Address == a })
	if i < 0 {
		return nil, false
	}
	return &p.Tokens[i], true
}

// FeedAt finds a price feed by its address.
func (p *Profile) FeedAt(a common.Address) (*PriceFeed, bool) {
	i := slices.IndexFunc(p.PriceFeeds, func(f PriceFeed) bool { return f.Address == a })
	if i < 0 {
		return nil, false
	}
	return &p.PriceFeeds[i], true
}

// Factory finds a factory by its name.
func (p *Profile) Factory(name string) (*Factory, bool) {
	i := slices.IndexFunc(p.Factories, func(f Factory) bool { return f.Name == name })
	if i < 0 {
		return nil, false
	}
	return &p.Factories[i], true
}

// checker collects what is wrong.
type checker struct{ errs []error }

func (k *checker) fail(format string, args ...any) {
	k.errs = append(k.errs, fmt.Errorf(format, args...))
}

func (k *checker) err() error { return errors.Join(k.errs...) }

// walk finds addresses whose capitals are not their checksum (EIP-55): a typing
// error that an address in small letters would hide.
func (k *checker) walk(n *yaml.Node) {
	if n.Kind == yaml.ScalarNode && common.IsHexAddress(n.Value) && common.HexToAddress(n.Value).Hex() != n.Value {
		k.fail("line %d: %s does not have its EIP-55 capitals, %s: compare it with its source", n.Line, n.Value, common.HexToAddress(n.Value).Hex())
	}
	for _, c := range n.Content {
		k.walk(c)
	}
}

// check says what a file can be wrong about without asking the chain.
func (p *Profile) check() error {
	k := &checker{}
	if p.Name == "" || p.Title == "" {
		k.fail("name and title have to be given")
	}
	if p.ID == 0 && p.Name != Custom {
		k.fail("id: has to be given")
	}
	k.source("id and genesis", p.Source)
	k.endpoints(&p.Endpoints)
	p.checkTokens(k)
	p.checkExchanges(k)
	p.checkPrices(k)
	for what, c := range map[string]*Contract{"multicall": p.Multicall, "quoter_v2": p.QuoterV2, "uptime_feed": p.UptimeFeed, "tickets": p.Tickets} {
		if c != nil {
			k.contract(what, c.Address, c.Source)
		}
	}
	if l := p.ExpressLane; l != nil {
		k.contract("express_lane", l.Auction, l.Source)
		k.url("express_lane.auctioneer", l.Auctioneer, "http", "https")
	}
	return k.err()
}

func (k *checker) source(what, s string) {
	if strings.TrimSpace(s) == "" {
		k.fail("%s: source has to be given: where was it read?", what)
	}
}

func (k *checker) contract(what string, a common.Address, source string) {
	if a == (common.Address{}) {
		k.fail("%s: address has to be given", what)
	}
	k.source(what, source)
}

func (k *checker) url(what, text string, schemes ...string) {
	u, err := url.Parse(text)
	if err != nil || u.Host == "" || !slices.Contains(schemes, u.Scheme) {
		k.fail("%s: %q is no URL with %s", what, text, strings.Join(schemes, ":// or ")+"://")
	}
}

func (k *checker) endpoints(e *Endpoints) {
	for _, l := range []struct {
		name    string
		list    []Endpoint
		schemes []string
	}{
		{"feed", e.Feed, []string{"ws", "wss"}},
		{"feed_secondary", e.FeedSecondary, []string{"ws", "wss"}},
		{"fast_feed", e.FastFeed, []string{"ws", "wss"}},
		{"rpc", e.RPC, []string{"http", "https"}},
		{"websocket", e.Websocket, []string{"ws", "wss"}},
		{"sequencer", e.Sequencer, []string{"http", "https"}},
	} {
		for i, one := range l.list {
			what := fmt.Sprintf("endpoints.%s[%d]", l.name, i)
			k.url(what, one.URL, l.schemes...)
			k.source(what, one.Source)
		}
	}
}

// once fails for a name or an address that is there twice.
func once[T comparable](k *checker, seen map[T]bool, what string, v T) {
	if seen[v] {
		k.fail("%s: %v is there twice", what, v)
	}
	seen[v] = true
}

func (p *Profile) checkTokens(k *checker) {
	symbols, addresses := map[string]bool{}, map[common.Address]bool{}
	for i, t := range p.Tokens {
		what := fmt.Sprintf("tokens[%d] %s", i, t.Symbol)
		if t.Symbol == "" || t.Decimals > 36 {
			k.fail("%s: symbol and decimals, at most 36, have to be given", what)
		}
		once(k, symbols, what, t.Symbol)
		once(k, addresses, what, t.Address)
		k.contract(what, t.Address, t.Source)
	}
	base, ok := p.Token(p.BaseToken)
	switch {
	case !ok && (p.BaseToken != "" || p.Name != Custom):
		k.fail("base_token: %q is none of tokens", p.BaseToken)
	case ok && (base.Decimals != 18 || base.Idle):
		k.fail("base_token: %s has to have 18 decimals and not to be idle", p.BaseToken)
	}
}

func (p *Profile) checkExchanges(k *checker) {
	names, addresses := map[string]bool{}, map[common.Address]bool{}
	for i, f := range p.Factories {
		what := fmt.Sprintf("factories[%d] %s", i, f.Name)
		once(k, names, what, f.Name)
		once(k, addresses, what, f.Address)
		k.contract(what, f.Address, f.Source)
		v2 := f.Family == "uniswap_v2"
		if !v2 && f.Family != "uniswap_v3" {
			k.fail("%s: family is %q: want uniswap_v2 or uniswap_v3", what, f.Family)
		}
		if v2 != (f.FeeBps > 0) || f.FeeBps >= 10_000 {
			k.fail("%s: fee_bps is %d: want hundredths of a percent for uniswap_v2 and none for uniswap_v3", what, f.FeeBps)
		}
	}
	for i, r := range p.Routers {
		what := fmt.Sprintf("routers[%d] %s", i, r.Name)
		once(k, names, what, r.Name)
		once(k, addresses, what, r.Address)
		k.contract(what, r.Address, r.Source)
		for family, name := range map[string]string{"uniswap_v2": r.FactoryV2, "uniswap_v3": r.FactoryV3} {
			if f, ok := p.Factory(name); name != "" && (!ok || f.Family != family) {
				k.fail("%s: %q is no %s factory of factories", what, name, family)
			}
		}
	}
}

func (p *Profile) checkPrices(k *checker) {
	tokens, addresses := map[string]bool{}, map[common.Address]bool{}
	for i, f := range p.PriceFeeds {
		what := fmt.Sprintf("price_feeds[%d] %s", i, f.Token)
		if _, ok := p.Token(f.Token); !ok {
			k.fail("%s: is none of tokens", what)
		}
		once(k, tokens, what, f.Token)
		once(k, addresses, what, f.Address)
		k.contract(what, f.Address, f.Source)
		if f.Heartbeat <= 0 || f.Decimals == 0 || f.Decimals > 36 {
			k.fail("%s: heartbeat and decimals, at most 36, have to be given", what)
		}
	}
}
