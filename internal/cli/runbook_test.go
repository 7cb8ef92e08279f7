package cli

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// command is a command line in a page: mev-bot and what follows.
var command = regexp.MustCompile("`mev-bot ([^`]+)`")

// Somebody reads a runbook at night: what it says to type has to exist.
func TestRunbooksNameCommandsThatExist(t *testing.T) {
	pages, err := filepath.Glob("../../docs/runbook/*.md")
	if err != nil || len(pages) < 50 {
		t.Fatalf("%d pages, %v", len(pages), err)
	}
	found := 0
	for _, page := range append(pages, "../../docs/alerts.md") {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range command.FindAllStringSubmatch(string(text), -1) {
			found++
			if problem := untypable(strings.Fields(m[1])); problem != "" {
				t.Errorf("%s: mev-bot %s: %s", filepath.Base(page), m[1], problem)
			}
		}
	}
	if found < 50 {
		t.Errorf("only %d commands were found", found)
	}
	if untypable([]string{"nonsense"}) == "" || untypable([]string{"status", "--nonsense"}) == "" {
		t.Error("a command that does not exist is not noticed")
	}
}

// untypable says why a command line would be refused; empty if it would not.
func untypable(words []string) string {
	cmd, rest, err := newRoot(nil).Find(words)
	if err != nil {
		return err.Error()
	}
	if cmd.HasSubCommands() {
		return "it wants one of its subcommands"
	}
	for _, word := range rest {
		name, long := strings.CutPrefix(word, "--")
		name, _, _ = strings.Cut(name, "=")
		if long && cmd.Flags().Lookup(name) == nil && cmd.InheritedFlags().Lookup(name) == nil {
			return "it has no flag --" + name
		}
	}
	return ""
}
