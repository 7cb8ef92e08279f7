package pool

import (
	"encoding/json"
	"fmt"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"

	"mevbot/internal/amm"
	"mevbot/internal/amm/concentrated"
	"mevbot/internal/chain"
)

// What a pool-state file says of itself.
const (
	StateFormat  = "mev-bot/pool-state"
	StateVersion = 1
)

// The text of a pool-state file; docs/pool-state.md explains each field.
// Amounts are decimal strings, because many JSON readers lose digits of numbers
// above 2^53.
type (
	fileText struct {
		Format    string         `json:"format"`
		Version   int            `json:"version"`
		ChainID   chain.ID       `json:"chainId"`
		Block     blockText      `json:"block"`
		BaseToken string         `json:"baseToken"`
		Factories []factoryText  `json:"factories,omitempty"`
		Tokens    []tokenText    `json:"tokens"`
		Pools     []poolText     `json:"pools"`
		Created   []createdText  `json:"created,omitempty"`
		Excluded  []excludedText `json:"excluded,omitempty"`
	}
	blockText struct {
		Number    chain.Block `json:"number"`
		Hash      common.Hash `json:"hash"`
		Timestamp uint64      `json:"timestamp"`
		Parent    common.Hash `json:"parentHash"`
		BaseFee   string      `json:"baseFeePerGas"`
		GasUsed   uint64      `json:"gasUsed"`
		GasLimit  uint64      `json:"gasLimit"`
	}
	factoryText struct {
		Name      string      `json:"name"`
		Family    string      `json:"family"`
		Address   string      `json:"address"`
		Fee       uint32      `json:"fee,omitempty"`
		FromBlock chain.Block `json:"fromBlock"`
	}
	tokenText struct {
		Address  string `json:"address"`
		Symbol   string `json:"symbol"`
		Decimals uint8  `json:"decimals"`
	}
	poolText struct {
		Address     string    `json:"address"`
		Name        string    `json:"name"`
		Family      string    `json:"family"`
		Factory     string    `json:"factory,omitempty"`
		Tokens      [2]string `json:"tokens"`
		Fee         uint32    `json:"fee"`
		TickSpacing int32     `json:"tickSpacing,omitempty"`
		Distrust    string    `json:"distrust,omitempty"`
		Hopeless    bool      `json:"hopeless,omitempty"`
		Misses      int       `json:"misses,omitempty"`
		Exact       uint64    `json:"exact,omitempty"`
		State       any       `json:"state,omitempty"`
	}
	pairText struct {
		Reserve0 string `json:"reserve0"`
		Reserve1 string `json:"reserve1"`
	}
	concentratedText struct {
		SqrtPriceX96 string     `json:"sqrtPriceX96"`
		Tick         int32      `json:"tick"`
		Liquidity    string     `json:"liquidity"`
		Ticks        []tickText `json:"ticks"`
	}
	tickText struct {
		Tick  int32  `json:"tick"`
		Gross string `json:"liquidityGross"`
		Net   string `json:"liquidityNet"`
	}
	createdText struct {
		Address     string    `json:"address"`
		Factory     string    `json:"factory"`
		Tokens      [2]string `json:"tokens"`
		Fee         uint32    `json:"fee"`
		TickSpacing int32     `json:"tickSpacing,omitempty"`
	}
	excludedText struct {
		Address string `json:"address"`
		Reason  string `json:"reason"`
	}
)

// MarshalJSON writes a pool-state file. Addresses carry their checksum.
func (e *Export) MarshalJSON() ([]byte, error) {
	h := &e.Head
	w := fileText{
		Format: StateFormat, Version: StateVersion, ChainID: e.Chain, BaseToken: e.Base.Hex(),
		Block: blockText{h.Number, h.Hash, h.Time, h.Parent, h.BaseFee.Dec(), h.GasUsed, h.Limit},
		Pools: make([]poolText, len(e.Pools)), Tokens: make([]tokenText, len(e.Tokens)),
	}
	for i := range e.Factories {
		f := &e.Factories[i]
		text := factoryText{f.Name, f.Family.String(), f.Address.Hex(), 0, f.From}
		if f.Family == amm.ConstantProduct {
			text.Fee = 100 * f.FeeBps
		}
		w.Factories = append(w.Factories, text)
	}
	for i := range e.Tokens {
		t := &e.Tokens[i]
		w.Tokens[i] = tokenText{t.Address.Hex(), t.Symbol, t.Decimals}
	}
	for i := range e.Pools {
		p := &e.Pools[i]
		w.Pools[i] = poolText{
			Address: p.Address.Hex(), Name: p.Name, Family: p.Family.String(), Tokens: [2]string{p.Tokens[0].Hex(), p.Tokens[1].Hex()},
			Fee: p.Fee, TickSpacing: p.Spacing, Distrust: p.Distrust, Hopeless: p.Hopeless, Misses: p.Misses, Exact: p.Exact,
		}
		if p.Factory != NoFactory {
			w.Pools[i].Factory = e.Factories[p.Factory].Address.Hex()
		}
		if p.Distrust != "" {
			continue
		}
		var err error
		if w.Pools[i].State, err = p.text(); err != nil {
			return nil, fmt.Errorf("write pool %s: %w", p.Address, err)
		}
	}
	for i := range e.Created {
		c := &e.Created[i]
		w.Created = append(w.Created, createdText{
			c.Address.Hex(), e.Factories[c.Factory].Address.Hex(), [2]string{c.Tokens[0].Hex(), c.Tokens[1].Hex()}, c.Fee, c.Spacing,
		})
	}
	for i := range e.Excluded {
		w.Excluded = append(w.Excluded, excludedText{e.Excluded[i].Address.Hex(), e.Excluded[i].Reason})
	}
	return json.Marshal(w)
}

// text is what swaps change in a pool.
func (p *State) text() (any, error) {
	switch p.Family {
	case amm.ConstantProduct:
		return pairText{p.Reserve0.Dec(), p.Reserve1.Dec()}, nil
	case amm.Concentrated:
		w := concentratedText{p.SqrtPriceX96.Dec(), p.Tick, p.Liquidity.Dec(), make([]tickText, len(p.Ticks))}
		for i := range p.Ticks {
			t := &p.Ticks[i]
			w.Ticks[i] = tickText{t.Index, t.Gross.Dec(), signedDec(&t.Net)}
		}
		return w, nil
	default:
		return nil, fmt.Errorf("unknown pool family %d", p.Family)
	}
}

// signedDec is a two's complement number in decimal.
func signedDec(v *uint256.Int) string {
	if v.Sign() >= 0 {
		return v.Dec()
	}
	var size uint256.Int
	return "-" + size.Neg(v).Dec()
}

// familyByName is the family of a file's pool or factory.
func familyByName(name string) (amm.Family, bool) {
	for _, f := range []amm.Family{amm.ConstantProduct, amm.Concentrated} {
		if f.String() == name {
			return f, true
		}
	}
	return 0, false
}

// The widths of what the contracts store.
const (
	bitsReserve   = 112
	bitsSqrtPrice = 160
	bitsLiquidity = 128
	tickLow       = int64(concentrated.MinTick)
	tickHigh      = int64(concentrated.MaxTick)
)
