package lint

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// textRules are words that must not stand in the project, each with what it
// usually means. They are split so that this file does not trip over itself.
var textRules = []struct {
	means string
	re    *regexp.Regexp
}{
	{"unfinished work", regexp.MustCompile(`\b(TO` + `DO|FIX` + `ME|XX` + `X)\b`)},
	{"a path of the machine it was written on", regexp.MustCompile(`/wo` + `rk/|\.\./sha` + `red|/ro` + `ot/`)},
}

// exempt may name the folder of test vectors: it is where that name ends.
var exempt = []string{".ci/run"}

func textViolations(file, text string) []string {
	var found []string
	n := 0
	for line := range strings.Lines(text) {
		n++
		for _, rule := range textRules {
			if rule.re.MatchString(line) {
				found = append(found, fmt.Sprintf("%s:%d: %s: %s", file, n, rule.means, strings.TrimSpace(line)))
			}
		}
	}
	return found
}

func TestNoForeignText(t *testing.T) {
	tree := os.DirFS("../..")
	err := fs.WalkDir(tree, ".", func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if slices.Contains([]string{".git", "node_modules", "bin", "var", "out", "data"}, d.Name()) {
				return fs.SkipDir
			}
			return nil
		}
		if slices.Contains(exempt, file) || !slices.Contains([]string{".go", ".sol", ".md", ".yaml", ".yml", ".mjs", ".js", ".sql", ".toml", ""}, path.Ext(file)) {
			return nil
		}
		text, err := fs.ReadFile(tree, file)
		if err != nil {
			return err
		}
		for _, v := range textViolations(file, string(text)) {
			t.Error(v)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
