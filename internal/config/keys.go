package config

import (
	"reflect"
	"strings"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"
)

// leaf is one key: everything below it is one value.
type leaf struct {
	key   string // "feed.silence"
	index []int  // of the field in Config, for reflect
	field reflect.StructField
}

// env is the variable that overrides the key.
func (l leaf) env() string {
	return "MEV_BOT_" + strings.ToUpper(strings.ReplaceAll(l.key, ".", "_"))
}

// section is one of the struct fields of Config.
type section struct {
	name, doc string
	leaves    []leaf
}

var (
	typeDuration = reflect.TypeFor[time.Duration]()
	typeAddress  = reflect.TypeFor[common.Address]()
	typeWei      = reflect.TypeFor[uint256.Int]()
	typeURL      = reflect.TypeFor[URL]()
	typeSecret   = reflect.TypeFor[Secret]()
)

// sections lists every key, in the order of the structs.
func sections() []section {
	var out []section
	t := reflect.TypeFor[Config]()
	for i := range t.NumField() {
		f := t.Field(i)
		if !f.IsExported() {
			continue
		}
		s := section{name: f.Tag.Get("yaml"), doc: f.Tag.Get("doc")}
		for j := range f.Type.NumField() {
			g := f.Type.Field(j)
			s.leaves = append(s.leaves, leaf{key: s.name + "." + g.Tag.Get("yaml"), index: []int{i, j}, field: g})
		}
		out = append(out, s)
	}
	return out
}

func leaves() []leaf {
	var out []leaf
	for _, s := range sections() {
		out = append(out, s.leaves...)
	}
	return out
}

// KeyNames lists every key of the configuration, in the order of the file.
func KeyNames() []string {
	var out []string
	for _, l := range leaves() {
		out = append(out, l.key)
	}
	return out
}

// nearest is the candidate that takes the fewest edits to become name, or ""
// when none is near.
func nearest(name string, candidates []string) string {
	best, least := "", max(2, len(name)/3)+1
	for _, c := range candidates {
		if d := distance(name, c); d < least {
			best, least = c, d
		}
	}
	return best
}

// distance counts insertions, deletions, replacements and swaps of neighbours.
func distance(a, b string) int {
	if len(a) > 100 || len(b) > 100 {
		return 100
	}
	rows := [3][]int{make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)}
	older, old, row := rows[0], rows[1], rows[2]
	for j := range old {
		old[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(old[j]+1, row[j-1]+1, old[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], older[j-2]+1)
			}
		}
		older, old, row = old, row, older
	}
	return old[len(b)]
}

// didYouMean is the end of a sentence about an unknown name.
func didYouMean(name string, candidates []string) string {
	if n := nearest(name, candidates); n != "" {
		return ", did you mean " + n + "?"
	}
	return ", known here: " + strings.Join(candidates, ", ")
}
