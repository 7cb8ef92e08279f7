package custom

import (
	"encoding/hex"
	"fmt"
	"math"
	"reflect"
	"strings"
	"sync"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/expr-lang/expr/types"
	"github.com/holiman/uint256"

	"mevbot/internal/amm"
	"mevbot/internal/chain"
	"mevbot/internal/event"
)

// maxTextBytes bounds the text of a fact, such as an error, in an expression.
const maxTextBytes = 1024

// field is a fact's field as expressions see it.
type field struct {
	name  string
	index int
	is    string // what it is, for people
	typ   types.Type
	read  func(reflect.Value) any
	// identity says that it names one thing of very many, such as a block: it
	// must not be in a label.
	identity bool
	// free says that it is free text, which a label may only compare.
	free bool
}

// fact is one of the kinds of facts of event.Listener.
type fact struct {
	name   string
	kind   int // index in event.Listener
	typ    reflect.Type
	fields []field
	env    types.Map
}

// field of that name; nil if there is none.
func (f *fact) field(name string) *field {
	for i := range f.fields {
		if f.fields[i].name == name {
			return &f.fields[i]
		}
	}
	return nil
}

func (f *fact) names() string {
	if len(f.fields) == 0 {
		return "none"
	}
	names := make([]string, len(f.fields))
	for i := range f.fields {
		names[i] = f.fields[i].name
	}
	return strings.Join(names, ", ")
}

// vocabulary is every fact there is.
type vocabulary struct {
	facts  []*fact // by index in event.Listener
	byName map[string]*fact
	byType map[reflect.Type]*fact
	// unreadable are fields of a type that readerOf does not know: expressions do
	// not see them. A test keeps it empty.
	unreadable []string
}

// words reads the facts off event.Listener, so that a new one needs no code here
// but its line in Listener.
var words = sync.OnceValue(func() *vocabulary {
	v := &vocabulary{byName: map[string]*fact{}, byType: map[reflect.Type]*fact{}}
	listener := reflect.TypeFor[event.Listener]()
	for i := range listener.NumField() {
		l := listener.Field(i)
		f := &fact{name: l.Name, kind: i, typ: l.Type.In(0), env: types.Map{}}
		for j := range f.typ.NumField() {
			of := f.typ.Field(j)
			known, ok := readerOf(of)
			if !ok {
				v.unreadable = append(v.unreadable, f.name+"."+of.Name+" "+of.Type.String())
				continue
			}
			known.name, known.index = of.Name, j
			f.fields = append(f.fields, known)
			f.env[known.name] = known.typ
		}
		v.facts = append(v.facts, f)
		v.byName[f.name], v.byType[f.typ] = f, f
	}
	return v
})

// named are the types that are more than their kind says.
var named = map[reflect.Type]field{
	reflect.TypeFor[chain.Block](): {is: "block number", typ: types.Int, identity: true, read: readUint},
	reflect.TypeFor[chain.Seq]():   {is: "sequence number", typ: types.Int, identity: true, read: readUint},
	reflect.TypeFor[amm.PoolID]():  {is: "pool number", typ: types.Int, identity: true, read: readUint},
	reflect.TypeFor[amm.Hop]():     {is: "hop: see pool() and direction()", typ: types.Int, identity: true, read: readUint},
	reflect.TypeFor[[4]amm.Hop](): {is: "list of hops", typ: types.Array(types.Int), identity: true, read: func(v reflect.Value) any {
		hops := v.Addr().Interface().(*[4]amm.Hop)
		return []any{int(hops[0]), int(hops[1]), int(hops[2]), int(hops[3])}
	}},
	reflect.TypeFor[common.Hash](): {is: "hash, 0x and 64 lower-case digits", typ: types.String, identity: true, read: func(v reflect.Value) any {
		return hexText(v.Addr().Interface().(*common.Hash)[:])
	}},
	reflect.TypeFor[common.Address](): {is: "address, 0x and 40 lower-case digits", typ: types.String, identity: true, read: func(v reflect.Value) any {
		return hexText(v.Addr().Interface().(*common.Address)[:])
	}},
	reflect.TypeFor[uint256.Int](): {is: "ether", typ: types.Float64, read: func(v reflect.Value) any {
		return v.Addr().Interface().(*uint256.Int).Float64() / 1e18
	}},
	reflect.TypeFor[time.Duration](): {is: "seconds", typ: types.Float64, read: func(v reflect.Value) any {
		return time.Duration(v.Int()).Seconds()
	}},
	reflect.TypeFor[time.Time](): {is: "unix seconds, 0 if none", typ: types.Float64, read: func(v reflect.Value) any {
		t := v.Addr().Interface().(*time.Time)
		if t.IsZero() {
			return 0.0
		}
		return float64(t.UnixMicro()) / 1e6
	}},
	reflect.TypeFor[error](): {is: "text, nil if none", typ: types.Any, free: true, read: func(v reflect.Value) any {
		if v.IsNil() {
			return nil
		}
		return short(v.Interface().(error).Error())
	}},
}

var stringer = reflect.TypeFor[fmt.Stringer]()

// readerOf says how expressions see a field; false if they cannot.
func readerOf(f reflect.StructField) (field, bool) {
	if known, ok := named[f.Type]; ok {
		return known, true
	}
	switch k := f.Type.Kind(); {
	case k == reflect.Uint8 && f.Type.Implements(stringer):
		return field{is: "text", typ: types.String, read: func(v reflect.Value) any { return v.Interface().(fmt.Stringer).String() }}, true
	case k == reflect.String && (f.Name == "Target" || f.Name == "Cause"): // they name pools and blocks
		return field{is: "text", typ: types.String, free: true, read: func(v reflect.Value) any { return short(v.String()) }}, true
	case k == reflect.String:
		return field{is: "text", typ: types.String, read: func(v reflect.Value) any { return short(v.String()) }}, true
	case k == reflect.Bool:
		return field{is: "true or false", typ: types.Bool, read: func(v reflect.Value) any { return v.Bool() }}, true
	case k == reflect.Uint64 && f.Name != "Time": // a number of this width counts opportunities and attempts
		return field{is: "number of one thing", typ: types.Int, identity: true, read: readUint}, true
	case k >= reflect.Int && k <= reflect.Int64:
		return field{is: "number", typ: types.Int, read: func(v reflect.Value) any { return int(v.Int()) }}, true
	case k >= reflect.Uint && k <= reflect.Uint64:
		return field{is: "number", typ: types.Int, read: readUint}, true
	case k == reflect.Float64 || k == reflect.Float32:
		return field{is: "number", typ: types.Float64, read: func(v reflect.Value) any { return v.Float() }}, true
	}
	return field{}, false
}

// readUint stops at the largest int, which no chain's numbers reach.
func readUint(v reflect.Value) any { return int(min(v.Uint(), math.MaxInt64)) }

func hexText(b []byte) string { return "0x" + hex.EncodeToString(b) }

// short is the beginning of a text that may be long.
func short(s string) string { return s[:min(len(s), maxTextBytes)] }

// Reference is a Markdown table of the facts with their fields, and of the
// functions, for the documentation.
func Reference() string {
	var b strings.Builder
	b.WriteString("| event | field | is | in a label |\n|---|---|---|---|\n")
	for _, f := range words().facts {
		for _, x := range f.fields {
			label := "yes"
			if x.identity {
				label = "no"
			} else if x.free {
				label = "compared only"
			}
			fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", f.name, x.name, x.is, label)
		}
		if len(f.fields) == 0 {
			fmt.Fprintf(&b, "| %s | none | | |\n", f.name)
		}
	}
	b.WriteString("\n| function | gives |\n|---|---|\n")
	for _, h := range helpers {
		fmt.Fprintf(&b, "| `%s` | %s |\n", h.usage, h.gives)
	}
	return b.String()
}
