package lint

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const internal = "mevbot/internal/"

// layer is a row of the table in docs/architecture.md.
type layer struct {
	pkg       string
	mayImport []string
}

// table reads the rows of the package table.
func table(t *testing.T) []layer {
	t.Helper()
	text, err := os.ReadFile("../../docs/architecture.md")
	if err != nil {
		t.Fatal(err)
	}
	var rows []layer
	for line := range strings.Lines(string(text)) {
		cells := strings.Split(strings.TrimSpace(line), "|")
		if len(cells) != 6 || !slices.Contains([]string{"words", "tools", "street", "views", "whole"}, strings.TrimSpace(cells[1])) {
			continue
		}
		rows = append(rows, layer{strings.TrimSpace(cells[2]), strings.Fields(cells[4])})
	}
	if len(rows) < 10 {
		t.Fatalf("docs/architecture.md: found %d rows of the package table", len(rows))
	}
	return rows
}

// violations lists what is wrong with a tree of packages, read in-process on
// purpose: go test caches a pass and notices changed files only when the test
// itself opened them; a test that asks "go list" stays green after a violation.
func violations(tree fs.FS, rows []layer) []string {
	var found []string
	allowed := map[string][]string{}
	for _, row := range rows {
		for _, dep := range row.mayImport {
			if _, above := allowed[dep]; !above {
				found = append(found, row.pkg+" may import "+dep+", which does not stand above it in the table")
			}
		}
		allowed[row.pkg] = row.mayImport
	}
	documented := map[string]bool{}
	err := fs.WalkDir(tree, ".", func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(file) != ".go" || strings.HasSuffix(file, "_test.go") || strings.Contains(file, "testdata/") {
			return err
		}
		src, err := fs.ReadFile(tree, file)
		if err != nil {
			return err
		}
		f, err := parser.ParseFile(token.NewFileSet(), file, src, parser.ImportsOnly|parser.ParseComments)
		if err != nil {
			return err
		}
		pkg := path.Dir(file)
		documented[pkg] = documented[pkg] || described(f)
		may, listed := allowed[pkg]
		if !listed {
			found = append(found, "package "+pkg+" is not in the table of docs/architecture.md; say where it belongs")
		}
		for _, spec := range f.Imports {
			imp, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			if dep, ours := strings.CutPrefix(imp, internal); ours && !slices.Contains(may, dep) {
				found = append(found, file+" imports "+dep+"; the table does not allow it")
			}
		}
		return nil
	})
	if err != nil {
		found = append(found, err.Error())
	}
	for pkg, ok := range documented {
		if !ok {
			found = append(found, "package "+pkg+" has no package comment")
		}
	}
	for _, row := range rows {
		if _, exists := documented[row.pkg]; !exists {
			found = append(found, "the table names "+row.pkg+", which does not exist")
		}
	}
	return found
}

// described says whether the file carries a package comment that says more
// than the package's name.
func described(f *ast.File) bool {
	return f.Doc != nil && len(strings.TrimSpace(f.Doc.Text())) > 40
}

// deployed lists what is wrong with the packages of a tree that only holds files for
// others: they import nothing of ours, so that anything may import them.
func deployed(tree fs.FS) []string {
	var rows []layer
	seen := map[string]bool{}
	err := fs.WalkDir(tree, ".", func(file string, d fs.DirEntry, err error) error {
		if err == nil && path.Ext(file) == ".go" && !seen[path.Dir(file)] {
			seen[path.Dir(file)] = true
			rows = append(rows, layer{pkg: path.Dir(file)})
		}
		return err
	})
	if err != nil {
		return []string{err.Error()}
	}
	return violations(tree, rows)
}

func TestDeployImportsNothing(t *testing.T) {
	for _, v := range deployed(os.DirFS("../../deploy")) {
		t.Error("deploy: " + v)
	}
}

func TestImportsFlowOneWay(t *testing.T) {
	for _, v := range violations(os.DirFS(".."), table(t)) {
		t.Error(v)
	}
}
