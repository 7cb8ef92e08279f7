//go:build !nodevnet

package cli

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var rewrite = flag.Bool("rewrite", false, "write the sessions in testdata/offline anew")

// Sessions are what an operator types and what the program answers, on the
// pool-state files beside them. A line that begins with $ is typed; what
// follows is the answer, with the exit code if it is not 0.
func TestOfflineSessions(t *testing.T) {
	sessions, err := filepath.Glob("testdata/offline/*.session")
	if err != nil || len(sessions) < 3 {
		t.Fatalf("%d sessions: %v", len(sessions), err)
	}
	for _, file := range sessions {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".session"), func(t *testing.T) {
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			t.Chdir("testdata/offline")
			var got bytes.Buffer
			for line := range strings.Lines(string(want)) {
				if !strings.HasPrefix(line, "$") {
					continue
				}
				got.WriteString(line)
				code := Execute(t.Context(), strings.Fields(line)[2:], nil, &got, &got)
				if code != exitOK {
					got.WriteString("exit " + string(rune('0'+code)) + "\n")
				}
				got.WriteString("\n")
			}
			if bytes.Equal(got.Bytes(), want) {
				return
			}
			if *rewrite {
				if err := os.WriteFile(filepath.Base(file), got.Bytes(), 0o600); err != nil {
					t.Fatal(err)
				}
				return
			}
			t.Errorf("the session is now (go test -rewrite keeps it):\n%s", got.String())
		})
	}
}

// The same files in another order of pools and tokens answer the same.
func TestSearchDoesNotDependOnTheOrderOfPools(t *testing.T) {
	dir := t.TempDir()
	turned := filepath.Join(dir, "turned.json")
	data, err := os.ReadFile("testdata/offline/state/uniswap_v2.json")
	if err != nil {
		t.Fatal(err)
	}
	var file map[string]any
	if err := json.Unmarshal(data, &file); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"pools", "tokens"} {
		list := file[name].([]any)
		for i, j := 0, len(list)-1; i < j; i, j = i+1, j-1 {
			list[i], list[j] = list[j], list[i]
		}
	}
	if data, err = json.Marshal(file); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(turned, data, 0o600); err != nil {
		t.Fatal(err)
	}
	args := []string{"--json", "--gas-price", "1gwei"}
	code, want, stderr := run(t.Context(), t, append([]string{"search", "--state", "testdata/offline/state/uniswap_v2.json"}, args...)...)
	if code != exitOK || !strings.Contains(want, `"cycles":[{`) {
		t.Fatalf("exit %d, %s%s", code, want, stderr)
	}
	if _, got, _ := run(t.Context(), t, append([]string{"search", "--state", turned}, args...)...); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
}

// The file that the documentation shows is one, and holds the gap that it says.
func TestDocumentedFileIsAsDescribed(t *testing.T) {
	page, err := os.ReadFile("../../docs/pool-state.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, found := strings.Cut(string(page), "```json\n")
	text, _, closed := strings.Cut(rest, "```")
	if !found || !closed {
		t.Fatal("docs/pool-state.md shows no file")
	}
	file := write(t, t.TempDir(), "documented.json", text)
	code, out, stderr := run(t.Context(), t, "search", "--state", file, "--json")
	var a searchAnswer
	if code != exitOK || json.Unmarshal([]byte(out), &a) != nil || a.Found != 1 || a.Cycles[0].Route[0].Family != "uniswap_v3" {
		t.Errorf("exit %d, %s%s", code, out, stderr)
	}
}
