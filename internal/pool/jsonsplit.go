package pool

import (
	"bytes"
	"encoding/json"
)

// member is a field of an object as it stands in the text.
type member struct {
	name  string
	value json.RawMessage
}

// splitObject gives the fields of an object in order, doubled ones too. The
// text is valid JSON, which encoding/json has seen to before; it is only cut.
func splitObject(raw json.RawMessage) (fields []member) {
	for rest := blank(raw[1:]); rest[0] != '}'; {
		n := extent(rest)
		name := plain(rest[:n])
		rest = blank(blank(rest[n:])[1:]) // the colon
		n = extent(rest)
		fields = append(fields, member{name, rest[:n]})
		if rest = blank(rest[n:]); rest[0] == ',' {
			rest = blank(rest[1:])
		}
	}
	return fields
}

// splitList gives the values of a list.
func splitList(raw json.RawMessage) (items []json.RawMessage) {
	for rest := blank(raw[1:]); rest[0] != ']'; {
		n := extent(rest)
		items = append(items, rest[:n])
		if rest = blank(rest[n:]); rest[0] == ',' {
			rest = blank(rest[1:])
		}
	}
	return items
}

// blank cuts off white space.
func blank(raw json.RawMessage) json.RawMessage { return bytes.TrimLeft(raw, " \t\r\n") }

// extent is the length of the value that the text begins with.
func extent(raw json.RawMessage) int {
	depth := 0
	for i := 0; i < len(raw); i++ {
		switch raw[i] {
		case '"':
			for i++; raw[i] != '"'; i++ {
				if raw[i] == '\\' {
					i++
				}
			}
			if depth == 0 {
				return i + 1
			}
		case '{', '[':
			depth++
		case '}', ']':
			if depth == 0 {
				return i // after a bare word that ends its object or list
			}
			if depth--; depth == 0 {
				return i + 1
			}
		case ',', ' ', '\t', '\r', '\n':
			if depth == 0 {
				return i
			}
		}
	}
	return len(raw)
}

// plain is a JSON string's text.
func plain(raw json.RawMessage) string {
	inside := raw[1 : len(raw)-1]
	if bytes.IndexByte(inside, '\\') < 0 {
		return string(inside)
	}
	var s string
	if err := json.Unmarshal(raw, &s); err != nil {
		return string(inside) // it is valid, so this is never reached
	}
	return s
}
