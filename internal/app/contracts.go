package app

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/holiman/uint256"

	"mevbot/internal/bindings"
	"mevbot/internal/config"
	"mevbot/internal/profile"
	"mevbot/internal/rpc"
	"mevbot/internal/token"
)

// claim is a contract that the configuration names, and what it has to answer.
type claim struct {
	key     string
	address common.Address
	views   []claimed
}

// claimed is one view without arguments, but for what args holds, and what is
// wrong with its answer; empty if nothing.
type claimed struct {
	signature string
	args      []byte
	judge     func(data []byte) string
}

// answers takes any word.
func answers(signature string, args ...byte) claimed {
	return claimed{signature, args, func(data []byte) string {
		if len(data) < 32 {
			return fmt.Sprintf("answers %d bytes", len(data))
		}
		return ""
	}}
}

// names wants an address.
func names(signature, what string, want common.Address) claimed {
	return claimed{signature, nil, func(data []byte) string {
		if !bytes.Equal(data, common.LeftPadBytes(want[:], 32)) {
			return fmt.Sprintf("names %s where %s is %s", shownAddress(data), what, want)
		}
		return ""
	}}
}

func shownAddress(data []byte) string {
	if len(data) != 32 {
		return hexutil.Encode(data)
	}
	return common.BytesToAddress(data).Hex()
}

// decimalsOf wants a token's or a feed's decimals: those that are known, or any
// up to the most that amounts can have.
func decimalsOf(known *uint8) claimed {
	return claimed{"decimals()", nil, func(data []byte) string {
		got := new(uint256.Int).SetBytes(data)
		switch {
		case len(data) != 32 || got.GtUint64(token.MaxDecimals):
			return fmt.Sprintf("answers %s: want 0 to %d decimals", hexutil.Encode(data), token.MaxDecimals)
		case known != nil && !got.Eq(uint256.NewInt(uint64(*known))):
			return fmt.Sprintf("has %d decimals where the chain's profile has %d", got.Uint64(), *known)
		}
		return ""
	}}
}

// describes wants a feed's description.
func describes(want string) claimed {
	return claimed{"description()", nil, func(data []byte) string {
		got, err := bindings.NewIAggregatorV3().UnpackDescription(data)
		if err != nil || got != want {
			return fmt.Sprintf("describes itself as %q where the chain's profile has %q", got, want)
		}
		return ""
	}}
}

// claims are the contracts of a configuration, with what p knows of them, all but
// the executor, of which more is wanted: see checkExecutor.
func claims(c *config.Config, p *profile.Profile) (list []claim) {
	add := func(key string, address common.Address, views ...claimed) {
		list = append(list, claim{key, address, views})
	}
	decimals := func(a common.Address) claimed {
		if t, ok := p.TokenAt(a); ok {
			return decimalsOf(&t.Decimals)
		}
		return decimalsOf(nil)
	}
	add("dex.multicall", c.DEX.Multicall)
	native := uint8(18)
	add("dex.base_token", c.DEX.BaseToken, decimalsOf(&native))
	for i, t := range c.DEX.Tokens {
		if t != c.DEX.BaseToken {
			add(fmt.Sprintf("dex.tokens[%d]", i), t, decimals(t))
		}
	}
	v3 := common.Address{}
	for i, f := range c.DEX.Factories {
		key := fmt.Sprintf("dex.factories[%d]", i)
		if f.Family == config.UniswapV2 {
			add(key, f.Address, answers("allPairsLength()"))
			continue
		}
		v3 = f.Address
		fee := uint256.NewInt(500).Bytes32()
		add(key, f.Address, answers("feeAmountTickSpacing(uint24)", fee[:]...))
	}
	for i := range c.DEX.Routers {
		r := &c.DEX.Routers[i]
		add(fmt.Sprintf("dex.routers[%d]", i), r.Address, routerViews(r, c.DEX.BaseToken)...)
	}
	if q := c.DEX.QuoterV2; q != (common.Address{}) && v3 != (common.Address{}) {
		add("dex.quoter_v2", q, answers("factory()"))
	}
	for i, f := range c.Price.Feeds {
		views := []claimed{decimalsOf(nil)}
		if known, ok := p.FeedAt(f.Address); ok {
			views = []claimed{decimalsOf(&known.Decimals), describes(known.Description)}
		}
		add(fmt.Sprintf("price.feeds[%d]", i), f.Address, views...)
	}
	if a := c.Price.UptimeFeed; a != (common.Address{}) {
		add("price.uptime_feed", a, answers("latestRoundData()"))
	}
	if c.FastFeed.AutoBuy {
		add("fastfeed.tickets", c.FastFeed.Tickets, answers("roundNumber()"))
	}
	if a := c.Timeboost.Auction; a != (common.Address{}) {
		add("timeboost.auction", a)
	}
	return list
}

// routerViews are what the routers of Uniswap and their copies say of the
// factories they trade on and of the native coin they wrap.
func routerViews(r *config.Router, base common.Address) []claimed {
	switch r.Kind {
	case config.UniswapV2:
		return []claimed{names("factory()", "factory_v2", r.FactoryV2), names("WETH()", "dex.base_token", base)}
	case config.UniswapV3:
		return []claimed{names("factory()", "factory_v3", r.FactoryV3), names("WETH9()", "dex.base_token", base)}
	case config.UniswapV3Router02:
		views := []claimed{names("factory()", "factory_v3", r.FactoryV3), names("WETH9()", "dex.base_token", base)}
		if r.FactoryV2 != (common.Address{}) {
			views = append(views, names("factoryV2()", "factory_v2", r.FactoryV2))
		}
		return views
	}
	return nil
}

// Contract is what the chain said of a contract that the configuration names.
type Contract struct {
	Key     string         `json:"key"`
	Address common.Address `json:"address"`
	Problem string         `json:"problem,omitempty"` // empty: it is as it has to be
}

// askContracts asks the chain about every claim. An error means that it could
// not be asked.
func askContracts(ctx context.Context, client *rpc.Client, multicall common.Address, list []claim) ([]Contract, error) {
	found := make([]Contract, len(list))
	calls, codes := make([]rpc.Call, len(list)), make([]hexutil.Bytes, len(list))
	for i := range list {
		found[i] = Contract{Key: list[i].key, Address: list[i].address}
		calls[i] = rpc.Call{Method: "eth_getCode", Args: []any{list[i].address, "latest"}, Result: &codes[i]}
	}
	client.Batch(ctx, rpc.ClassState, calls)
	var views []rpc.View
	var owners []int
	var judges []claimed
	for i := range calls {
		switch {
		case calls[i].Err != nil:
			return nil, fmt.Errorf("read the code of %s: %w", list[i].key, calls[i].Err)
		case len(codes[i]) == 0:
			found[i].Problem = "no contract there"
		default:
			for _, v := range list[i].views {
				data := slices.Concat(crypto.Keccak256([]byte(v.signature))[:4], v.args)
				views, owners, judges = append(views, rpc.View{To: list[i].address, Data: data}), append(owners, i), append(judges, v)
			}
		}
	}
	if i := slices.IndexFunc(found, func(c Contract) bool { return c.Address == multicall }); i >= 0 && found[i].Problem != "" {
		return found, nil // without it nothing can be asked
	}
	reader, err := client.Multicaller(multicall)
	if err != nil {
		return nil, err
	}
	got, err := reader.Read(ctx, views, rpc.AtLatest())
	if err != nil {
		return nil, fmt.Errorf("ask the contracts: %w", err)
	}
	for k, answer := range got {
		problem := "is not answered: another contract than it is said to be"
		if answer.OK {
			problem = judges[k].judge(answer.Data)
		}
		if c := &found[owners[k]]; problem != "" && c.Problem == "" {
			c.Problem = judges[k].signature + " " + problem
		}
	}
	return found, nil
}

// Contracts asks the chain about every contract that the configuration names.
func (a *App) contracts(ctx context.Context) ([]Contract, error) {
	known, err := a.cfg.Known()
	if err != nil {
		return nil, err
	}
	return askContracts(ctx, a.client, a.cfg.DEX.Multicall, claims(a.cfg, known))
}

// checkContracts refuses a configuration whose contracts are not what it says.
func (a *App) checkContracts(ctx context.Context) error {
	found, err := a.contracts(ctx)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrUnreachable, err)
	}
	wrong := &config.Error{}
	for _, c := range found {
		if c.Problem != "" {
			wrong.Problems = append(wrong.Problems, config.Problem{Key: c.Key, Text: fmt.Sprintf("%s on chain %d: %s", c.Address, a.profile.ID, c.Problem)})
		}
	}
	if len(wrong.Problems) > 0 {
		return wrong
	}
	return nil
}

// CheckContracts asks the chain about every contract of the configuration, and
// with whole about every other that the chain's profile names. It starts nothing
// else.
func CheckContracts(ctx context.Context, opts Options, whole bool) ([]Contract, error) {
	a, err := New(opts)
	if err != nil {
		return nil, err
	}
	if err := a.connect(ctx); err != nil {
		return nil, err
	}
	defer a.client.Close()
	known, err := a.cfg.Known()
	if err != nil {
		return nil, err
	}
	list := claims(a.cfg, known)
	if whole {
		for _, c := range claims(config.Starter(known), known) {
			if !slices.ContainsFunc(list, func(l claim) bool { return l.address == c.address }) {
				c.key = "profile " + c.key
				list = append(list, c)
			}
		}
		for _, t := range known.Tokens {
			if !slices.ContainsFunc(list, func(l claim) bool { return l.address == t.Address }) {
				list = append(list, claim{"profile token " + t.Symbol, t.Address, []claimed{decimalsOf(&t.Decimals)}})
			}
		}
	}
	found, err := askContracts(ctx, a.client, a.cfg.DEX.Multicall, list)
	if err != nil {
		err = errors.Join(ErrUnreachable, err)
	}
	return found, err
}
