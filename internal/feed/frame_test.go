package feed

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"mevbot/internal/chain"
	"mevbot/internal/fuzzing"
)

func vectors(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("MEV_BOT_VECTORS")
	if dir == "" {
		t.Skip("real messages with known answers are missing: set MEV_BOT_VECTORS to their folder")
	}
	return dir
}

// The texts are those of nitro's own serialisation test.
func TestNitrosFramesAreReadAndWritten(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(vectors(t), "nitro_unit_vectors.json"))
	if err != nil {
		t.Fatal(err)
	}
	var v struct {
		Cases []struct {
			Case, JSON string
		} `json:"json_serialization"`
	}
	if err := json.Unmarshal(text, &v); err != nil || len(v.Cases) == 0 {
		t.Fatalf("%d cases, %v", len(v.Cases), err)
	}
	for _, c := range v.Cases {
		f, err := ParseFrame([]byte(c.JSON), chain.Profile{})
		if err != nil {
			t.Errorf("%s: %v", c.Case, err)
			continue
		}
		if c.Case != "empty" && c.Case != "confirmed" && (len(f.Messages) != 1 || f.Messages[0].Seq != 12345 || f.Messages[0].Delayed != 3333 || !bytes.Equal(f.Messages[0].L2, []byte{0xde, 0xad, 0xbe, 0xef})) {
			t.Errorf("%s: %+v", c.Case, f)
		}
		if c.Case == "confirmed" && (f.Confirmed == nil || *f.Confirmed != 1234) {
			t.Errorf("confirmed: %+v", f)
		}
	}
}

// The fast scanner and encoding/json must agree wherever the scanner answers.
func FuzzParseFrame(f *testing.F) {
	x := fuzzing.New(f)
	x.Add([]byte(message(5, "AAAA")))
	x.Add([]byte(`{"version":1,"confirmedSequenceNumberMessage":{"sequenceNumber":1}}`))
	x.Add([]byte(`{"version":1,"messages":[null]}`))
	for _, ends := range []string{"\n", "\r\n", "\n\n\n\n"} { // raw, which JSON refuses and base64 skips
		x.Add([]byte(message(5, "AA"+ends+"AA")))
	}
	if dir := os.Getenv("MEV_BOT_VECTORS"); dir != "" {
		for _, name := range []string{"real_arb1_241801449", "real_arb1_25757171_docs", "real_robinhood_20842309_signed"} {
			if data, err := os.ReadFile(filepath.Join(dir, name+".feed.json")); err == nil {
				x.Add(data)
			}
		}
	}
	x.Fuzz(func(t *testing.T, data []byte) {
		got, err := ParseFrame(data, profile)
		want, slow := parseJSON(data, profile)
		if (err == nil) != (slow == nil) {
			t.Fatalf("fast %v, slow %v", err, slow)
		}
		if err != nil {
			if !errors.Is(err, ErrMalformed) && !errors.Is(err, ErrVersion) {
				t.Fatalf("untyped error %v", err)
			}
			return
		}
		for i := range got.Messages {
			got.Messages[i].Bytes, want.Messages[i].Bytes = 0, 0
		}
		if len(got.Messages) != len(want.Messages) || len(got.Messages) > 0 && !reflect.DeepEqual(normal(got.Messages), normal(want.Messages)) {
			t.Fatalf("fast %+v\nslow %+v", got, want)
		}
	})
}

// normal makes empty and nil slices equal.
func normal(ms []Message) []Message {
	for i := range ms {
		for _, b := range []*[]byte{&ms[i].L2, &ms[i].Metadata, &ms[i].Signature} {
			if len(*b) == 0 {
				*b = nil
			}
		}
	}
	return ms
}
