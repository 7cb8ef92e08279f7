package lint

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// Each rule of the repository is shown one violation and must report it: a
// rule that cannot fail is no rule.
func TestPlantedViolationsAreFound(t *testing.T) {
	rows := []layer{{"low", nil}, {"high", []string{"low"}}, {"other", nil}}
	doc := func(pkg, body string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte("// Package " + pkg + " is described by a sentence that says what it is for.\npackage " + pkg + "\n" + body)}
	}
	clean := func() fstest.MapFS {
		return fstest.MapFS{
			"low/low.go": doc("low", ""), "other/other.go": doc("other", ""),
			"high/high.go": doc("high", "import _ \"mevbot/internal/low\"\n"),
		}
	}
	if v := violations(clean(), rows); len(v) != 0 {
		t.Fatalf("a clean tree is reported: %v", v)
	}
	for _, tc := range []struct {
		name, want string
		plant      func(fstest.MapFS) []layer
	}{
		{"upward import", "low/low.go imports high", func(f fstest.MapFS) []layer {
			f["low/low.go"] = doc("low", "import _ \"mevbot/internal/high\"\n")
			return rows
		}},
		{"sideways import", "high/high.go imports other", func(f fstest.MapFS) []layer {
			f["high/high.go"] = doc("high", "import _ \"mevbot/internal/other\"\n")
			return rows
		}},
		{"unlisted package", "package fresh is not in the table", func(f fstest.MapFS) []layer {
			f["fresh/fresh.go"] = doc("fresh", "")
			return rows
		}},
		{"no package comment", "package low has no package comment", func(f fstest.MapFS) []layer {
			f["low/low.go"] = &fstest.MapFile{Data: []byte("package low\n")}
			return rows
		}},
		{"table looks upward", "low may import high", func(fstest.MapFS) []layer {
			return []layer{{"low", []string{"high"}}, rows[1], rows[2]}
		}},
		{"row without package", "the table names ghost", func(fstest.MapFS) []layer {
			return append(slices.Clone(rows), layer{"ghost", nil})
		}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			tree := clean()
			v := violations(tree, tc.plant(tree))
			if !slices.ContainsFunc(v, func(s string) bool { return strings.Contains(s, tc.want) }) {
				t.Errorf("planted %s, want %q among %q", tc.name, tc.want, v)
			}
		})
	}
	inward := fstest.MapFS{"rules/rules.go": doc("rules", "import _ \"mevbot/internal/low\"\n")}
	if v := deployed(inward); len(v) != 1 || !strings.Contains(v[0], "imports low") {
		t.Errorf("planted an import in deploy, got %q", v)
	}
	for _, tc := range []struct{ name, text, want string }{
		{"unfinished", "x := 1 // TO" + "DO: finish", "unfinished"},
		{"machine path", "see /wo" + "rk/main/x", "machine"},
		{"private folder", "from ../sha" + "red/vectors", "machine"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if v := textViolations("a.go", tc.text); len(v) == 0 || !strings.Contains(v[0], tc.want) {
				t.Errorf("planted %q, got %q", tc.text, v)
			}
		})
	}
}
