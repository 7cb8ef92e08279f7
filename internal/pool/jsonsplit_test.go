package pool

import (
	"bytes"
	"encoding/json"
	"testing"
	"unicode/utf8"
)

// Cut at the same places as encoding/json cuts.
func FuzzSplit(f *testing.F) {
	for _, s := range []string{
		`{}`, `[]`, `[ ]`, "{\n}", `{"a":1,"b":[1,2,{"c":"}"}],"d":"\"]"}`, `[1,-2.5e3,true,null,"x\\","\u005d",[[]],{}]`,
		`{ "a\u0062" : 1 , "" : "," , "a" : [ ] }`, `[{"a":[{"b":{}}]} , 1 ]`, `{"a":1,"a":2}`, `"]"`, `7`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if data = bytes.TrimSpace(data); !json.Valid(data) || !utf8.Valid(data) {
			return // ParseExport refuses these before anything is cut
		}
		switch data[0] {
		case '[':
			var want []json.RawMessage
			if err := json.Unmarshal(data, &want); err != nil {
				t.Fatal(err)
			}
			got := splitList(data)
			if len(got) != len(want) {
				t.Fatalf("%d values, want %d", len(got), len(want))
			}
			for i := range want {
				if !bytes.Equal(got[i], want[i]) {
					t.Fatalf("value %d is %s, want %s", i, got[i], want[i])
				}
			}
		case '{':
			d := json.NewDecoder(bytes.NewReader(data))
			_, _ = d.Token()
			got := splitObject(data)
			for i := 0; d.More(); i++ {
				name, err := d.Token()
				if err != nil {
					t.Fatal(err)
				}
				var value json.RawMessage
				if err := d.Decode(&value); err != nil {
					t.Fatal(err)
				}
				if i >= len(got) {
					t.Fatalf("%d fields, want more", len(got))
				}
				if got[i].name != name || !bytes.Equal(got[i].value, value) {
					t.Fatalf("field %d is %q: %s, want %q: %s", i, got[i].name, got[i].value, name, value)
				}
				if i == len(got)-1 && d.More() {
					t.Fatalf("%d fields, want more", len(got))
				}
			}
		}
	})
}
