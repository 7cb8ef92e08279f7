package config

import (
	"errors"
	"fmt"
	"math"
	"os"
	"reflect"
	"strconv"
	"strings"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"
	"go.yaml.in/yaml/v3"

	"mevbot/internal/token"
)

// decode writes a node into v. It knows the few types that Config is made of
// and converts nothing silently: 5 is not a duration, 1e3 not an amount.
func (l *loader) decode(n *yaml.Node, v reflect.Value, key string, o Origin) {
	n = deref(n)
	o.Where = l.place(o, n)
	if isNull(n) {
		l.problems.add(key, o.Where, "has no value: give one or remove the key")
		return
	}
	switch {
	case v.Kind() == reflect.Slice:
		l.decodeList(n, v, key, o)
	case v.Kind() == reflect.Struct && v.Type() != typeURL && v.Type() != typeSecret:
		l.decodeStruct(n, v, key, o)
	case n.Kind != yaml.ScalarNode:
		l.problems.add(key, o.Where, "want one value")
	default:
		text, err := n.Value, error(nil)
		if o.Layer == FromFile {
			text, err = l.expand(text)
		}
		if err == nil {
			err = decodeScalar(text, v)
		}
		if err != nil {
			l.problems.add(key, o.Where, "%v", err)
		}
	}
}

func (l *loader) decodeList(n *yaml.Node, v reflect.Value, key string, o Origin) {
	if n.Kind != yaml.SequenceNode {
		l.problems.add(key, o.Where, "want a list")
		return
	}
	if len(n.Content) == 0 {
		v.SetZero()
		return
	}
	list := reflect.MakeSlice(v.Type(), len(n.Content), len(n.Content))
	for i, item := range n.Content {
		l.decode(item, list.Index(i), fmt.Sprintf("%s[%d]", key, i), o)
	}
	v.Set(list)
}

func (l *loader) decodeStruct(n *yaml.Node, v reflect.Value, key string, o Origin) {
	fields := map[string]int{}
	var names []string
	for i := range v.NumField() {
		name := v.Type().Field(i).Tag.Get("yaml")
		fields[name] = i
		names = append(names, name)
	}
	if n.Kind != yaml.MappingNode {
		l.problems.add(key, o.Where, "want keys and values: %s", strings.Join(names, ", "))
		return
	}
	l.entries(n, key, o, names, func(name string, value *yaml.Node) {
		l.decode(value, v.Field(fields[name]), key+"."+name, o)
	})
}

// expand replaces ${NAME} by the environment's NAME; $${ is a literal ${.
func (l *loader) expand(text string) (string, error) {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(text, "${")
		if !found {
			b.WriteString(text)
			return b.String(), nil
		}
		if lit, ok := strings.CutSuffix(before, "$"); ok {
			b.WriteString(lit + "${")
			text = rest
			continue
		}
		name, after, closed := strings.Cut(rest, "}")
		if !closed || name == "" {
			return "", errors.New("a ${ without its name and }")
		}
		value, ok := l.env[name]
		if !ok {
			return "", fmt.Errorf("${%s} is not set in the environment", name)
		}
		b.WriteString(before + value)
		text = after
	}
}

// decodeScalar reads one value. Its errors do not repeat secrets.
func decodeScalar(text string, v reflect.Value) error {
	switch v.Type() {
	case typeDuration:
		d, err := time.ParseDuration(text)
		if err != nil {
			return fmt.Errorf("%q is not a duration: want a number with a unit, as in 500ms, 30s or 5m", text)
		}
		v.SetInt(int64(d))
		return nil
	case typeAddress:
		a, err := parseAddress(text)
		v.Set(reflect.ValueOf(a))
		return err
	case typeWei:
		w, err := parseWei(text)
		if err != nil {
			return err
		}
		v.Set(reflect.ValueOf(*w))
		return nil
	case typeURL, typeSecret:
		return decodeHidden(text, v)
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(text)
	case reflect.Bool:
		if text != "true" && text != "false" {
			return fmt.Errorf("%q is neither true nor false", text)
		}
		v.SetBool(text == "true")
	case reflect.Uint64:
		n, err := strconv.ParseUint(text, 10, 64)
		if err != nil {
			return fmt.Errorf("%q is not a whole number from 0", text)
		}
		v.SetUint(n)
	case reflect.Int, reflect.Int64:
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return fmt.Errorf("%q is not a whole number", text)
		}
		v.SetInt(n)
	case reflect.Float64: // never an amount: bounds of buckets and shares
		f, err := strconv.ParseFloat(text, 64)
		if err != nil || math.IsNaN(f) || math.IsInf(f, 0) {
			return fmt.Errorf("%q is not a number", text)
		}
		v.SetFloat(f)
	default:
		return fmt.Errorf("a key of type %s cannot be read", v.Type())
	}
	return nil
}

// decodeHidden reads a URL or a secret, from the file that file:PATH names if
// it has that form. The last newline of the file does not count.
func decodeHidden(text string, v reflect.Value) error {
	if path, ok := strings.CutPrefix(text, "file:"); ok {
		content, err := readBounded(path)
		if err != nil {
			if detail, ok := errors.AsType[*os.PathError](err); ok {
				err = detail.Err
			}
			return fmt.Errorf("file %s cannot be read: %w", path, err)
		}
		text = strings.TrimSuffix(strings.TrimSuffix(string(content), "\n"), "\r")
		if text == "" {
			return fmt.Errorf("file %s is empty", path)
		}
	}
	if v.Type() == typeSecret {
		v.Set(reflect.ValueOf(NewSecret(text)))
		return nil
	}
	if text == "" {
		v.SetZero()
		return nil
	}
	u, err := NewURL(text)
	if err != nil {
		return err
	}
	v.Set(reflect.ValueOf(u))
	return nil
}

// parseAddress takes 20 bytes of hex. Mixed case carries a checksum (EIP-55),
// which catches a mistyped digit, and has to be right.
func parseAddress(text string) (common.Address, error) {
	if !strings.HasPrefix(text, "0x") || !common.IsHexAddress(text) {
		return common.Address{}, fmt.Errorf("%q is not an address: want 0x and 40 hex digits", text)
	}
	a, digits := common.HexToAddress(text), text[2:]
	if digits != strings.ToLower(digits) && digits != strings.ToUpper(digits) && a.Hex() != text {
		return common.Address{}, fmt.Errorf("%s fails its checksum: a digit is wrong, or write it in lower case", text)
	}
	return a, nil
}

// parseWei takes wei, or a decimal with a unit that comes out in whole wei.
func parseWei(text string) (*uint256.Int, error) {
	number, unit, _ := strings.Cut(strings.TrimSpace(text), " ")
	decimals, ok := map[string]uint8{"": 0, "wei": 0, "gwei": 9, "ether": 18, "eth": 18}[strings.ToLower(strings.TrimSpace(unit))]
	if !ok {
		return nil, fmt.Errorf("%q has the unit %q: want wei, gwei or ether", text, unit)
	}
	v, err := token.Parse(number, decimals)
	if err != nil {
		return nil, fmt.Errorf("%q is not a whole number of wei: want wei, or an exact unit as in 0.0001 ether", text)
	}
	return v, nil
}

// text is the value as the file would have it, and as decodeScalar reads it
// back. Secrets stay hidden.
func text(v reflect.Value) string {
	switch x := v.Interface().(type) {
	case uint256.Int:
		return x.Dec()
	case common.Address:
		return x.Hex()
	}
	return fmt.Sprint(v.Interface())
}

// current is the text of a key as the layers so far have it.
func (l *loader) current(k leaf) string {
	if s, ok := l.settings[k.key]; ok {
		if expanded, err := l.expand(s.node.Value); err == nil {
			return expanded
		}
	}
	return text(reflect.ValueOf(Default()).Elem().FieldByIndex(k.index))
}

// equal says whether two texts mean the same value of a key.
func equal(k leaf, a, b string) bool {
	x, y := reflect.New(k.field.Type).Elem(), reflect.New(k.field.Type).Elem()
	if decodeScalar(a, x) != nil || decodeScalar(b, y) != nil {
		return a == b
	}
	return x.Equal(y)
}
