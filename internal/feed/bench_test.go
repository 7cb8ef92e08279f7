package feed

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"mevbot/internal/chain"
)

// BenchmarkParseFrame compares the scanner with encoding/json on the same
// frames: real ones where MEV_BOT_VECTORS names them, and one of this test.
func BenchmarkParseFrame(b *testing.B) {
	frames := map[string][]byte{"own": []byte(message(5, "AAAA"))}
	if dir := os.Getenv("MEV_BOT_VECTORS"); dir != "" {
		for _, name := range []string{"real_arb1_241801449", "real_robinhood_20842309_signed"} {
			data, err := os.ReadFile(filepath.Join(dir, name+".feed.json"))
			if err != nil {
				b.Fatal(err)
			}
			frames[name] = data
		}
	}
	for name, data := range frames {
		for how, parse := range map[string]func([]byte, chain.Profile) (Frame, error){
			"scanner": ParseFrame, "encoding-json": parseJSON,
			"encoding-json-into-any": func(data []byte, _ chain.Profile) (Frame, error) {
				var v any
				return Frame{}, json.Unmarshal(data, &v)
			},
		} {
			b.Run(fmt.Sprintf("%s/%s", name, how), func(b *testing.B) {
				b.ReportAllocs()
				b.SetBytes(int64(len(data)))
				for b.Loop() {
					if _, err := parse(data, profile); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
