package pool

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/holiman/uint256"
)

// document reads JSON without mercy: each key once and in its exact spelling,
// no key that is not asked for, no null, numbers where numbers stand and
// strings where strings stand. The first thing that is wrong stays; whoever
// reads goes on and looks at err in the end.
type document struct{ err error }

// place is where in the document a value stands.
type place struct {
	doc   *document
	above *place
	name  string
	index int    // in a list; -1 in an object
	note  string // what people know it by
}

func (p *place) String() string {
	if p.above == nil {
		return ""
	}
	s := p.above.String()
	switch {
	case p.index >= 0:
		s += "[" + strconv.Itoa(p.index) + "]"
	case s == "":
		s = p.name
	default:
		s += "." + p.name
	}
	if p.note != "" {
		s += " (" + p.note + ")"
	}
	return s
}

// fail notes what is wrong at a place.
func (p *place) fail(format string, args ...any) {
	if p.doc.err != nil {
		return
	}
	text := fmt.Sprintf(format, args...)
	if at := p.String(); at != "" {
		text = at + ": " + text
	}
	p.doc.err = fmt.Errorf("%w: %s", ErrStateFile, text)
}

// ok says that nothing is wrong so far.
func (p *place) ok() bool { return p.doc.err == nil }

// object is a JSON object whose fields are taken one by one.
type object struct {
	*place
	fields []member
	asked  []string
}

// mostFields is more than any object of the format has.
const mostFields = 64

// object reads a value as an object.
func (p *place) object(raw json.RawMessage) *object {
	o := &object{place: p}
	if !p.ok() {
		return o
	}
	if raw = blank(raw); raw[0] != '{' {
		p.fail("want an object in braces, got %s", excerpt(raw))
		return o
	}
	o.fields = splitObject(raw)
	if len(o.fields) > mostFields {
		p.fail("has %d fields, more than any object here", len(o.fields))
		return o
	}
	o.asked = make([]string, 0, len(o.fields))
	for i := range o.fields {
		for k := range i {
			if o.fields[i].name == o.fields[k].name {
				o.at(o.fields[i].name).fail("stands there twice: remove one")
				return o
			}
		}
	}
	return o
}

// at is the place of a field.
func (o *object) at(name string) *place {
	return &place{doc: o.doc, above: o.place, name: name, index: -1}
}

// has says whether an optional field is there.
func (o *object) has(name string) bool {
	if o.find(name) >= 0 {
		return true
	}
	o.asked = append(o.asked, name)
	return false
}

func (o *object) find(name string) int {
	return slices.IndexFunc(o.fields, func(m member) bool { return m.name == name })
}

// take removes a field, which has to be there.
func (o *object) take(name string) json.RawMessage {
	o.asked = append(o.asked, name)
	i := o.find(name)
	if i < 0 {
		if o.ok() {
			o.at(name).fail("is missing; docs/pool-state.md says what belongs there")
		}
		return nil
	}
	v := o.fields[i].value
	o.fields = slices.Delete(o.fields, i, i+1)
	return v
}

// end refuses the fields that nobody asked for.
func (o *object) end() {
	if o.ok() && len(o.fields) > 0 {
		o.at(o.fields[0].name).fail("is not known here: want only %s", strings.Join(o.asked, ", "))
	}
}

// list calls f with each value of a field that is a list, until one is wrong.
func (o *object) list(name string, f func(at *place, raw json.RawMessage)) {
	raw := o.take(name)
	if !o.ok() {
		return
	}
	if raw[0] != '[' {
		o.at(name).fail("want a list in brackets, got %s", excerpt(raw))
		return
	}
	above := o.at(name)
	for i, item := range splitList(raw) {
		f(&place{doc: o.doc, above: above, index: i}, item)
		if !o.ok() {
			return
		}
	}
}

// text takes a string fit for terminals.
func (o *object) text(name string, longest int) string {
	s := o.quoted(name)
	if !o.ok() {
		return ""
	}
	if s == "" || utf8.RuneCountInString(s) > longest || strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsPrint(r) }) {
		o.at(name).fail("want 1 to %d printable characters", longest)
	}
	return s
}

// quoted takes a string.
func (o *object) quoted(name string) string {
	raw := o.take(name)
	if !o.ok() {
		return ""
	}
	if raw[0] != '"' {
		o.at(name).fail("want a string in quotes, got %s", excerpt(raw))
		return ""
	}
	return plain(raw)
}

// integer takes a number that is written without quotes, point and exponent.
func (o *object) integer(name string, low, high int64) int64 {
	raw := o.take(name)
	if !o.ok() {
		return 0
	}
	n, err := strconv.ParseInt(string(raw), 10, 64)
	if err != nil || n < low || n > high || raw[0] == '-' && n == 0 {
		o.at(name).fail("want a whole number from %d to %d, without quotes, got %s", low, high, excerpt(raw))
	}
	return n
}

// truth takes true or false.
func (o *object) truth(name string) bool {
	raw := o.take(name)
	if o.ok() && string(raw) != "true" && string(raw) != "false" {
		o.at(name).fail("want true or false, got %s", excerpt(raw))
	}
	return string(raw) == "true"
}

// amount takes a decimal string of a number below 2^bits.
func (o *object) amount(name string, bits int) (v uint256.Int) {
	s := o.quoted(name)
	if !o.ok() {
		return v
	}
	if !digits(s) {
		o.at(name).fail("want a whole number in decimal digits and quotes, as in \"1000\", got %q", clip(s))
		return v
	}
	if err := v.SetFromDecimal(s); err != nil || v.BitLen() > bits {
		o.at(name).fail("%s does not fit the contract's %d bits", clip(s), bits)
	}
	return v
}

// signed takes a decimal string of a number above -2^bits and below 2^bits, and
// gives it in two's complement.
func (o *object) signed(name string, bits int) (v uint256.Int) {
	s := o.quoted(name)
	if !o.ok() {
		return v
	}
	size, minus := strings.CutPrefix(s, "-")
	if !digits(size) || minus && size == "0" {
		o.at(name).fail("want a whole number in decimal digits and quotes, as in \"-1000\", got %q", clip(s))
		return v
	}
	if err := v.SetFromDecimal(size); err != nil || v.BitLen() > bits {
		o.at(name).fail("%s does not fit the contract's int%d", clip(s), bits+1)
	}
	if minus {
		v.Neg(&v)
	}
	return v
}

// address takes an address. Mixed case carries a checksum (EIP-55), which has
// to be right.
func (o *object) address(name string) common.Address {
	s := o.quoted(name)
	if !o.ok() {
		return common.Address{}
	}
	return o.at(name).address(s)
}

func (p *place) address(s string) common.Address {
	if !strings.HasPrefix(s, "0x") || !common.IsHexAddress(s) {
		p.fail("want an address, 0x and 40 hex digits, got %q", clip(s))
		return common.Address{}
	}
	a, hex := common.HexToAddress(s), s[2:]
	switch {
	case hex != strings.ToLower(hex) && hex != strings.ToUpper(hex) && a.Hex() != s:
		p.fail("%s fails its checksum: a digit is wrong, or write it in lower case", s)
	case a == common.Address{}:
		p.fail("want an address that is not zero")
	}
	return a
}

// hash takes 32 bytes in hex.
func (o *object) hash(name string) (h common.Hash) {
	s := o.quoted(name)
	if !o.ok() {
		return h
	}
	b, err := hexutil.Decode(s)
	if err != nil || len(b) != len(h) {
		o.at(name).fail("want 0x and 64 hex digits, got %q", clip(s))
		return h
	}
	return common.BytesToHash(b)
}

// digits says whether s is a decimal number as Dec writes it.
func digits(s string) bool {
	return s != "" && (s == "0" || s[0] != '0') && strings.Trim(s, "0123456789") == ""
}

// excerpt is the beginning of a value, on one line.
func excerpt(raw json.RawMessage) string {
	return clip(strings.Join(strings.Fields(string(raw)), " "))
}

func clip(s string) string {
	const longest = 100
	if len(s) <= longest {
		return s
	}
	return strings.ToValidUTF8(s[:longest], "") + "..."
}
