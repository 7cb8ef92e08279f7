// Package alerts holds the alerting rules that are shipped with the bot, in the
// format of Prometheus: one file a subject, loadable unchanged by a Prometheus
// 2.42 or newer and evaluated by the bot's own metric store.
//
// What each alert means and what to do is in docs/runbook, a page an alert; all of
// them with the failure that each tells of are in docs/alerts.md. Tests keep
// rules, pages, table and the rules' own tests together.
package alerts

import (
	"embed"
	"io/fs"
)

//go:embed *.yaml
var files embed.FS

// Files are the rule files by name. Each call returns a map of its own.
func Files() map[string][]byte {
	all := map[string][]byte{}
	names, _ := fs.Glob(files, "*.yaml") // the pattern is right
	for _, name := range names {
		all[name], _ = files.ReadFile(name) // it is part of the binary
	}
	return all
}
