package config

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"reflect"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Sources is all that a configuration is made of. Nothing else is read, except
// the files that values of the form file:PATH name.
type Sources struct {
	File string   // path of the YAML file; empty reads none
	Env  []string // "NAME=value", as of os.Environ
	// Flags override keys by name: "metrics.listen": "127.0.0.1:9091".
	Flags map[string]string
	// Partial leaves out what only a running bot needs, for commands that work
	// without: node and feed URLs, contracts and keys may be missing. What is
	// there still has to be right.
	Partial bool
}

// maxFile bounds the file and each file that a secret names.
const maxFile = 1 << 20

// setting is a value that one layer gives to one key.
type setting struct {
	node   *yaml.Node
	origin Origin
}

// loader collects the settings of all layers and everything that is wrong.
type loader struct {
	src      Sources
	env      map[string]string
	known    map[string]leaf
	settings map[string]setting
	problems problems
}

// Load reads all sources, checks every value and lists all problems in one
// *Error. On success every key has a value and an origin.
func Load(src Sources) (*Config, error) {
	l := &loader{src: src, env: map[string]string{}, known: map[string]leaf{}, settings: map[string]setting{}}
	for _, kv := range src.Env {
		if name, value, ok := strings.Cut(kv, "="); ok {
			l.env[name] = value
		}
	}
	for _, k := range leaves() {
		l.known[k.key] = k
	}
	l.readFile()
	l.readEnv()
	l.readFlags()
	c := l.build()
	if len(l.problems) == 0 {
		c.resolve()
		l.problems = c.problems(src.Partial)
	}
	if err := l.problems.err(); err != nil {
		return nil, err
	}
	return c, nil
}

func (l *loader) readFile() {
	if l.src.File == "" {
		return
	}
	text, err := readBounded(l.src.File)
	if err != nil {
		l.problems.add("", l.src.File, "cannot be read: %v: name another file with --config, or write one with mev-bot config init", err)
		return
	}
	dec := yaml.NewDecoder(strings.NewReader(string(text)))
	var doc, more yaml.Node
	if err := dec.Decode(&doc); err != nil {
		if !errors.Is(err, io.EOF) {
			l.problems.add("", l.src.File, "not YAML: %s", yamlText(err))
		}
		return
	}
	if dec.Decode(&more) == nil {
		l.problems.add("", l.at(&more), "a second document: one file holds one configuration")
	}
	if len(doc.Content) == 1 {
		l.readSections(doc.Content[0])
	}
}

func yamlText(err error) string { return strings.TrimPrefix(err.Error(), "yaml: ") }

func readBounded(path string) ([]byte, error) {
	f, err := os.Open(path) //nolint:gosec // the operator names the file
	if err != nil {
		return nil, err
	}
	text, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err = errors.Join(err, f.Close()); err != nil {
		return nil, err
	}
	if len(text) > maxFile {
		return nil, fmt.Errorf("larger than %d bytes", maxFile)
	}
	return text, nil
}

// at is the place of a node of the file.
func (l *loader) at(n *yaml.Node) string { return fmt.Sprintf("%s:%d", l.src.File, n.Line) }

// place is a node's line in the file, or the variable or flag it came with.
func (l *loader) place(o Origin, n *yaml.Node) string {
	if o.Layer == FromFile {
		return l.at(n)
	}
	return o.Where
}

func (l *loader) readSections(root *yaml.Node) {
	names := make([]string, 0, 12)
	for _, s := range sections() {
		names = append(names, s.name)
	}
	file := Origin{Layer: FromFile}
	l.entries(root, "", file, names, func(name string, value *yaml.Node) {
		var keys []string
		for k := range l.known {
			if s, key, _ := strings.Cut(k, "."); s == name {
				keys = append(keys, key)
			}
		}
		slices.Sort(keys)
		l.entries(value, name, file, keys, func(key string, value *yaml.Node) {
			path := name + "." + key
			l.settings[path] = setting{value, Origin{FromFile, l.at(value)}}
		})
	})
}

// entries walks a mapping whose keys have to be among names, each once. An
// empty mapping is written as nothing at all.
func (l *loader) entries(n *yaml.Node, path string, o Origin, names []string, each func(name string, value *yaml.Node)) {
	n = deref(n)
	if isNull(n) {
		return
	}
	if n.Kind != yaml.MappingNode {
		l.problems.add(path, l.place(o, n), "want keys and values: %s", strings.Join(names, ", "))
		return
	}
	seen := map[string]int{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		k, v := n.Content[i], n.Content[i+1]
		full := strings.TrimPrefix(path+"."+k.Value, ".")
		if !slices.Contains(names, k.Value) {
			l.problems.add("", l.place(o, k), "unknown key %s%s", full, didYouMean(k.Value, names))
			continue
		}
		if line, twice := seen[k.Value]; twice {
			l.problems.add(full, l.place(o, k), "is already set in line %d", line)
			continue
		}
		seen[k.Value] = k.Line
		each(k.Value, deref(v))
	}
}

func deref(n *yaml.Node) *yaml.Node {
	if n.Kind == yaml.AliasNode {
		return n.Alias
	}
	return n
}

func isNull(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.Tag == "!!null" }

func (l *loader) readFlags() {
	for _, key := range slices.Sorted(maps.Keys(l.src.Flags)) {
		o := Origin{FromFlag, "flag " + key}
		k, ok := l.known[key]
		if !ok {
			l.problems.add("", o.Where, "unknown key%s", didYouMean(key, KeyNames()))
			continue
		}
		l.set(k, l.src.Flags[key], o)
	}
}

// set gives a key the text of a variable or a flag.
func (l *loader) set(k leaf, text string, o Origin) {
	node, err := textNode(k.field.Type, text)
	if err != nil {
		l.problems.add(k.key, o.Where, "%v", err)
		return
	}
	l.settings[k.key] = setting{node, o}
}

// textNode makes the node that the file would have for a text. A list is
// written with commas, or as YAML in brackets.
func textNode(t reflect.Type, text string) (*yaml.Node, error) {
	scalar := func(s string) *yaml.Node {
		return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: s}
	}
	if t.Kind() != reflect.Slice {
		return scalar(text), nil
	}
	text = strings.TrimSpace(text)
	list := &yaml.Node{Kind: yaml.SequenceNode}
	switch {
	case text == "":
	case strings.HasPrefix(text, "["):
		var doc yaml.Node
		if err := yaml.Unmarshal([]byte(text), &doc); err != nil {
			return nil, fmt.Errorf("not a YAML list: %s", yamlText(err))
		}
		return doc.Content[0], nil
	case t.Elem().Kind() == reflect.Struct && t.Elem() != typeURL:
		return nil, errors.New("want a YAML list in brackets: [{name: ..., address: ...}]")
	default:
		for part := range strings.SplitSeq(text, ",") {
			list.Content = append(list.Content, scalar(strings.TrimSpace(part)))
		}
	}
	return list, nil
}

// build decodes the settings over the defaults.
func (l *loader) build() *Config {
	c := Default()
	v := reflect.ValueOf(c).Elem()
	for _, k := range leaves() {
		s, ok := l.settings[k.key]
		if !ok {
			c.origins[k.key] = Origin{}
			continue
		}
		c.origins[k.key] = s.origin
		l.decode(s.node, v.FieldByIndex(k.index), k.key, s.origin)
	}
	return c
}

// Origin says where the value of a key came from.
func (c *Config) Origin(key string) Origin { return c.origins[key] }
