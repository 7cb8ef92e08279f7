package pool

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"unicode/utf8"

	"github.com/ethereum/go-ethereum/common"

	"mevbot/internal/amm"
	"mevbot/internal/chain"
	"mevbot/internal/token"
)

// ErrStateFile says that a text is not a pool-state file, or that it tells of a
// state that no contract can hold.
var ErrStateFile = errors.New("bad pool state")

// ParseExport reads a pool-state file, and believes nothing: what it accepts,
// FromExport can make a market of. Errors wrap ErrStateFile and name the field.
func ParseExport(data []byte) (*Export, error) {
	if !utf8.Valid(data) {
		return nil, fmt.Errorf("%w: not UTF-8", ErrStateFile)
	}
	e := new(Export)
	err := json.Unmarshal(data, e)
	if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
		line := 1 + bytes.Count(data[:min(int(syntax.Offset), len(data))], []byte("\n"))
		return nil, fmt.Errorf("%w: line %d: %w", ErrStateFile, line, err)
	}
	if err != nil {
		return nil, err
	}
	return e, nil
}

// UnmarshalJSON reads what MarshalJSON writes; see ParseExport.
func (e *Export) UnmarshalJSON(data []byte) error {
	if !json.Valid(data) {
		return fmt.Errorf("%w: not JSON", ErrStateFile)
	}
	doc := new(document)
	r := fileReader{
		export: Export{Pools: []State{}}, factories: map[common.Address]int{}, tokens: map[common.Address]string{},
		pools: map[common.Address]bool{}, keys: map[key]common.Address{},
	}
	r.file((&place{doc: doc, index: -1}).object(data))
	if doc.err != nil {
		return doc.err
	}
	*e = r.export
	return nil
}

// fileReader puts an export together, with what is known so far by address.
type fileReader struct {
	export    Export
	factories map[common.Address]int
	tokens    map[common.Address]string // symbols
	pools     map[common.Address]bool
	keys      map[key]common.Address
}

// whole is the highest number that every JSON reader keeps.
const whole = 1<<53 - 1

func (r *fileReader) file(o *object) {
	e := &r.export
	if format := o.quoted("format"); o.ok() && format != StateFormat {
		o.at("format").fail("is %q: want %q, is this a pool-state file?", clip(format), StateFormat)
	}
	if v := o.integer("version", 0, whole); o.ok() && v != StateVersion {
		o.at("version").fail("is %d, this program reads %d: export the pools again, or use the version that wrote them", v, StateVersion)
	}
	e.Chain = chain.ID(o.integer("chainId", 1, whole))
	r.block(o.at("block").object(o.take("block")))
	e.Base = o.address("baseToken")
	if o.has("factories") {
		o.list("factories", r.factory)
	}
	o.list("tokens", r.token)
	o.list("pools", r.pool)
	if o.has("created") {
		o.list("created", r.created)
	}
	if o.has("excluded") {
		o.list("excluded", r.excluded)
	}
	o.end()
}

func (r *fileReader) block(o *object) {
	h := &r.export.Head
	h.Number = chain.Block(o.integer("number", 0, whole))
	h.Hash = o.hash("hash")
	h.Time = uint64(o.integer("timestamp", 0, whole))
	// The rest of the header is for markets that go on from this block.
	if o.has("parentHash") {
		h.Parent = o.hash("parentHash")
	}
	if o.has("baseFeePerGas") {
		h.BaseFee = o.amount("baseFeePerGas", 256)
	}
	if o.has("gasUsed") {
		h.GasUsed = uint64(o.integer("gasUsed", 0, whole))
	}
	if o.has("gasLimit") {
		h.Limit = uint64(o.integer("gasLimit", 0, whole))
	}
	o.end()
}

// family takes the name of a family.
func (o *object) family() amm.Family {
	name := o.quoted("family")
	f, ok := familyByName(name)
	if !ok {
		o.at("family").fail("%q is not known: want %s or %s", clip(name), amm.ConstantProduct, amm.Concentrated)
	}
	return f
}

func (r *fileReader) factory(at *place, raw json.RawMessage) {
	o := at.object(raw)
	f := Factory{Address: o.address("address"), Name: o.text("name", 64), Family: o.family()}
	f.From = chain.Block(o.integer("fromBlock", 0, whole))
	if f.Family == amm.ConstantProduct {
		f.FeeBps = o.pairFee() / 100
	}
	o.end()
	if _, twice := r.factories[f.Address]; twice {
		at.fail("factory %s is there twice: remove one", f.Address)
	}
	r.factories[f.Address] = len(r.export.Factories)
	r.export.Factories = append(r.export.Factories, f)
}

// pairFee takes the fee of pairs.
func (o *object) pairFee() uint32 {
	fee := uint32(o.integer("fee", 0, 999_999))
	if o.ok() && !pairFee(fee) {
		o.at("fee").fail("is %d: want hundredths of a basis point, a multiple of 100 and above zero; 3000 is 0.3 %%", fee)
	}
	return fee
}

func (r *fileReader) token(at *place, raw json.RawMessage) {
	o := at.object(raw)
	t := token.Token{Address: o.address("address"), Symbol: o.text("symbol", 64), Decimals: uint8(o.integer("decimals", 0, token.MaxDecimals))}
	o.end()
	if _, twice := r.tokens[t.Address]; twice {
		at.fail("token %s is there twice: remove one", t.Address)
	}
	r.tokens[t.Address] = t.Symbol
	r.export.Tokens = append(r.export.Tokens, t)
}

// pair takes the two tokens of a pool, which stand in the order of their
// addresses.
func (o *object) pair() (pair [2]common.Address) {
	n := 0
	o.list("tokens", func(at *place, raw json.RawMessage) {
		switch {
		case raw[0] != '"':
			at.fail("want an address in quotes, got %s", excerpt(raw))
		case n == 2:
			at.fail("is one too many: want the two tokens")
		default:
			pair[n] = at.address(plain(raw))
			n++
		}
	})
	switch {
	case !o.ok():
	case n < 2:
		o.at("tokens").fail("want the two tokens, got %d", n)
	case pair[0].Cmp(pair[1]) >= 0:
		o.at("tokens").fail("token0 %s is not below token1 %s: swap them, and what belongs to each", pair[0], pair[1])
	}
	return pair
}

func (r *fileReader) pool(at *place, raw json.RawMessage) {
	o := at.object(raw)
	p := State{ID: amm.PoolID(len(r.export.Pools)), Factory: NoFactory, Address: o.address("address")}
	if !o.ok() {
		return
	}
	at.note = p.Address.Hex()
	if r.pools[p.Address] {
		at.fail("the pool is there twice: remove one")
	}
	r.pools[p.Address] = true
	p.Family = o.family()
	if o.has("factory") {
		p.Factory = r.factoryOf(o, p.Family)
	}
	p.Tokens = o.pair()
	p.Fee, p.Spacing = o.terms(p.Family)
	r.known(o, &p)
	p.Name = r.name(o, &p)
	if o.has("misses") {
		p.Misses = int(o.integer("misses", 0, 1<<31-1))
	}
	if o.has("exact") {
		p.Exact = uint64(o.integer("exact", 0, whole))
	}
	if o.has("distrust") {
		if p.Distrust = o.quoted("distrust"); o.ok() && p.Distrust == "" {
			o.at("distrust").fail("is empty: say why the state is not known, or remove the field")
		}
		if o.has("hopeless") {
			p.Hopeless = o.truth("hopeless")
		}
	} else {
		p.read(o.at("state").object(o.take("state")))
	}
	o.end()
	r.export.Pools = append(r.export.Pools, p)
}

// terms takes the fee and the spacing of ticks.
func (o *object) terms(f amm.Family) (fee uint32, spacing int32) {
	if f == amm.ConstantProduct {
		return o.pairFee(), 0
	}
	return uint32(o.integer("fee", 0, 999_999)), int32(o.integer("tickSpacing", 1, 16_383))
}

// factoryOf takes the address of a factory of the file.
func (r *fileReader) factoryOf(o *object, family amm.Family) int {
	a := o.address("factory")
	if !o.ok() {
		return NoFactory
	}
	i, known := r.factories[a]
	switch {
	case !known:
		o.at("factory").fail("%s is not among the file's factories: add it there, or remove the field", a)
		return NoFactory
	case r.export.Factories[i].Family != family:
		o.at("factory").fail("%s makes %s pools, not %s", a, r.export.Factories[i].Family, family)
	}
	return i
}

// known checks a pool against the rest of the file.
func (r *fileReader) known(o *object, p *State) {
	if !o.ok() {
		return
	}
	for i, a := range p.Tokens {
		if _, ok := r.tokens[a]; !ok {
			o.at("tokens").fail("token%d %s is not among the file's tokens: add it there, with symbol and decimals", i, a)
			return
		}
	}
	if p.Factory == NoFactory {
		return
	}
	f := &r.export.Factories[p.Factory]
	k := key{factory: f.Address, token0: p.Tokens[0], token1: p.Tokens[1]}
	if p.Family == amm.Concentrated {
		k.fee = p.Fee
	} else if p.Fee != 100*f.FeeBps {
		o.at("fee").fail("is %d, but factory %s makes pairs with a fee of %d", p.Fee, f.Address, 100*f.FeeBps)
	}
	if other, taken := r.keys[k]; taken {
		o.at("factory").fail("%s has made one pool of these tokens and this fee, and that is %s", f.Address, other)
	}
	r.keys[k] = p.Address
}

// name takes a pool's name, or makes one.
func (r *fileReader) name(o *object, p *State) string {
	if o.has("name") {
		return o.text("name", 256)
	}
	maker := p.Family.String()
	if p.Factory != NoFactory {
		maker = r.export.Factories[p.Factory].Name
	}
	return poolName(maker, r.tokens[p.Tokens[0]], r.tokens[p.Tokens[1]], p.Fee)
}

func (r *fileReader) created(at *place, raw json.RawMessage) {
	o := at.object(raw)
	c := Creation{Address: o.address("address")}
	a := o.address("factory")
	i, known := r.factories[a]
	if o.ok() && !known {
		o.at("factory").fail("%s is not among the file's factories: add it there", a)
	}
	if !o.ok() {
		return
	}
	c.Factory = i
	c.Tokens = o.pair()
	c.Fee, c.Spacing = o.terms(r.export.Factories[i].Family)
	o.end()
	r.export.Created = append(r.export.Created, c)
}

func (r *fileReader) excluded(at *place, raw json.RawMessage) {
	o := at.object(raw)
	x := Exclusion{o.address("address"), o.quoted("reason")}
	o.end()
	if n := len(r.export.Excluded); o.ok() && n > 0 && r.export.Excluded[n-1].Address.Cmp(x.Address) >= 0 {
		o.at("address").fail("%s does not follow %s: sort them, each once", x.Address, r.export.Excluded[n-1].Address)
	}
	r.export.Excluded = append(r.export.Excluded, x)
}
