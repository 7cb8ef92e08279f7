package config

import (
	"encoding/json"
	"fmt"
	"io"
	"reflect"
	"strings"

	"github.com/invopop/jsonschema"
	"go.yaml.in/yaml/v3"
)

// Print writes the configuration as YAML, each value with its origin. Secrets
// and the paths of URLs are redacted, so what it writes can be shown to others
// but not loaded.
func (c *Config) Print(w io.Writer) error {
	root := &yaml.Node{Kind: yaml.MappingNode}
	v := reflect.ValueOf(c).Elem()
	for _, s := range sections() {
		keys := &yaml.Node{Kind: yaml.MappingNode}
		for _, l := range s.leaves {
			name, value := l.node(v)
			comment := c.origins[l.key].String()
			if value.Kind == yaml.SequenceNode && len(value.Content) > 0 {
				name.LineComment = comment
			} else {
				value.LineComment = comment
			}
			keys.Content = append(keys.Content, name, value)
		}
		root.Content = append(root.Content, scalarNode(s.name), keys)
	}
	return writeYAML(w, root)
}

func writeYAML(w io.Writer, root *yaml.Node) error {
	enc := yaml.NewEncoder(w)
	enc.SetIndent(2)
	if err := enc.Encode(root); err != nil {
		return fmt.Errorf("write configuration: %w", err)
	}
	return enc.Close()
}

// node is the key and its value in YAML, redacted.
func (l leaf) node(config reflect.Value) (name, value *yaml.Node) {
	return scalarNode(l.field.Tag.Get("yaml")), valueNode(config.FieldByIndex(l.index))
}

func scalarNode(s string) *yaml.Node {
	n := &yaml.Node{}
	n.SetString(s)
	return n
}

func valueNode(v reflect.Value) *yaml.Node {
	switch {
	case v.Kind() == reflect.Slice:
		list := &yaml.Node{Kind: yaml.SequenceNode}
		if v.Len() == 0 {
			list.Style = yaml.FlowStyle
		}
		for i := range v.Len() {
			list.Content = append(list.Content, valueNode(v.Index(i)))
		}
		return list
	case v.Kind() == reflect.Struct && v.Type() != typeURL && v.Type() != typeSecret:
		m := &yaml.Node{Kind: yaml.MappingNode}
		for i := range v.NumField() {
			if v.Field(i).IsZero() {
				continue
			}
			m.Content = append(m.Content, scalarNode(v.Type().Field(i).Tag.Get("yaml")), valueNode(v.Field(i)))
		}
		return m
	}
	n := scalarNode(text(v))
	switch {
	case v.Type() == typeDuration: // plain, though its kind is a number
	case v.Kind() == reflect.Bool:
		n.Tag = "!!bool"
	case v.CanInt() || v.CanUint():
		n.Tag = "!!int"
	case v.CanFloat():
		n.Tag = "!!float"
	}
	return n
}

// Schema is the JSON schema of the file, for editors.
func Schema() ([]byte, error) {
	kinds := map[reflect.Type]jsonschema.Schema{
		typeDuration: {Type: "string", Pattern: `^[0-9]+(\.[0-9]+)?(ns|us|µs|ms|s|m|h)([0-9.]+(ns|us|µs|ms|s|m|h))*$`, Examples: []any{"30s", "500ms"}},
		typeAddress:  {Type: "string", Pattern: "^0x[0-9a-fA-F]{40}$"},
		typeWei:      {Examples: []any{"0.0001 ether", "10 gwei", 100000}, AnyOf: []*jsonschema.Schema{{Type: "integer", Minimum: "0"}, {Type: "string", Pattern: `^[0-9]+(\.[0-9]+)?( (wei|gwei|ether|eth))?$`}}},
		typeURL:      {Type: "string", Description: "a URL, or file:PATH"},
		typeSecret:   {Type: "string"},
	}
	r := &jsonschema.Reflector{
		FieldNameTag: "yaml", RequiredFromJSONSchemaTags: true, ExpandedStruct: true, DoNotReference: true, Anonymous: true,
		Mapper: func(t reflect.Type) *jsonschema.Schema {
			if s, ok := kinds[t]; ok {
				return &s
			}
			return nil
		},
	}
	schema := r.Reflect(&Config{})
	schema.Title = "mev-bot configuration"
	describe(schema, reflect.TypeFor[Config]())
	text, err := json.MarshalIndent(schema, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("write JSON schema: %w", err)
	}
	return append(text, '\n'), nil
}

// describe copies the doc and enum tags into the properties.
func describe(s *jsonschema.Schema, t reflect.Type) {
	for f := range t.Fields() {
		p, ok := s.Properties.Get(f.Tag.Get("yaml"))
		if !ok {
			continue
		}
		if values := f.Tag.Get("enum"); values != "" {
			for v := range strings.SplitSeq(values, ",") {
				p.Enum = append(p.Enum, v)
			}
		}
		p.Description = f.Tag.Get("doc")
		switch {
		case p.Items != nil && p.Items.Properties != nil:
			describe(p.Items, f.Type.Elem())
		case p.Properties != nil:
			describe(p, f.Type)
		}
	}
}
