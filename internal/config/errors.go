package config

import (
	"fmt"
	"strings"
)

// Layer is where a value came from, from the least to the most worth.
type Layer uint8

// The layers.
const (
	FromDefault Layer = iota
	FromFile
	FromAlias
	FromEnv
	FromFlag
)

// String names the layer.
func (l Layer) String() string {
	return [...]string{"default", "file", "alias", "env", "flag"}[l]
}

// Origin says where a value came from.
type Origin struct {
	Layer Layer
	// Where is the file and line, the variable or the flag; empty for a default.
	Where string
}

// String is for people: "default", "mev-bot.yaml:12", "METRICS_PORT".
func (o Origin) String() string {
	if o.Layer == FromDefault {
		return o.Layer.String()
	}
	return o.Where
}

// Problem is one thing that is wrong.
type Problem struct {
	Key   string // "feed.urls[1]"; empty when no key is meant
	Where string // as in Origin
	Text  string // what is wrong and what to write; never a secret
}

// String is one line.
func (p Problem) String() string {
	var parts []string
	for _, s := range []string{p.Where, p.Key, p.Text} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, ": ")
}

// Error is everything that is wrong with a configuration. The process exits
// with code 3.
type Error struct {
	Problems []Problem
}

// Error lists the problems, one a line when there are several.
func (e *Error) Error() string {
	if len(e.Problems) == 1 {
		return "configuration: " + e.Problems[0].String()
	}
	var b strings.Builder
	fmt.Fprintf(&b, "configuration: %d problems", len(e.Problems))
	for _, p := range e.Problems {
		b.WriteString("\n  " + p.String())
	}
	return b.String()
}

// problems collects them; its methods are called while walking.
type problems []Problem

func (ps *problems) add(key, where, format string, args ...any) {
	*ps = append(*ps, Problem{Key: key, Where: where, Text: fmt.Sprintf(format, args...)})
}

func (ps problems) err() error {
	if len(ps) == 0 {
		return nil
	}
	return &Error{Problems: ps}
}
