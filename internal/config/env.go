package config

import (
	"maps"
	"net"
	"slices"
	"strconv"
	"strings"
)

// alias is a variable that operators know by another name than ours.
type alias struct {
	name, key string
	// apply turns the variable's text into the key's, given what the key has
	// now; nil takes it as it is.
	apply func(text, current string) string
}

var aliases = []alias{
	{name: "METRICS_ENABLED", key: "metrics.enabled"},
	{name: "METRICS_PORT", key: "metrics.listen", apply: withPort},
	{name: "HEALTH_CHECK_INTERVAL", key: "health.interval"},
	{name: "PROMETHEUS_SCRAPE_INTERVAL", key: "metrics.scrape_interval"},
}

// absent are names of features that this version does not have. A setting that
// does nothing would be believed, so it is refused.
var absent = []string{
	"LOG_AGGREGATION_ENABLED", "LOG_AGGREGATION_ENDPOINT", "LOG_AGGREGATION_TYPE", "LOG_AGGREGATION_TOKEN",
	"PAGERDUTY_API_KEY", "PAGERDUTY_SERVICE_ID", "AUDIT_LOG_ENCRYPTION_KEY",
}

// notKeys begin with MEV_BOT_ and are for the tests of the repository.
var notKeys = []string{"MEV_BOT_VECTORS"}

func withPort(port, current string) string {
	host, _, err := net.SplitHostPort(current)
	if err != nil {
		host = ""
	}
	return net.JoinHostPort(host, port)
}

// readEnv applies the aliases, then the MEV_BOT_* variables over them.
func (l *loader) readEnv() {
	for _, name := range absent {
		if v := l.env[name]; v != "" && (name != "LOG_AGGREGATION_ENABLED" || v != "false") {
			l.problems.add("", name, "is not available in this version: unset it")
		}
	}
	known := make(map[string]leaf, len(l.known))
	for _, k := range l.known {
		known[k.env()] = k
	}
	for _, a := range aliases {
		if text, ok := l.env[a.name]; ok {
			l.readAlias(a, text)
		}
	}
	names := slices.Sorted(maps.Keys(known))
	for _, name := range slices.Sorted(maps.Keys(l.env)) {
		if !strings.HasPrefix(name, "MEV_BOT_") || slices.Contains(notKeys, name) {
			continue
		}
		k, ok := known[name]
		if !ok {
			hint := ": mev-bot config print lists the keys"
			if n := nearest(name, names); n != "" {
				hint = ", did you mean " + n + "?"
			}
			l.problems.add("", name, "unknown key%s", hint)
			continue
		}
		l.set(k, l.env[name], Origin{FromEnv, name})
	}
}

// readAlias sets the alias's key unless its MEV_BOT_* twin says otherwise.
func (l *loader) readAlias(a alias, text string) {
	k := l.known[a.key]
	twin, twinned := l.env[k.env()]
	current := twin
	if !twinned {
		current = l.current(k)
	}
	if a.name == "METRICS_PORT" {
		if _, err := strconv.ParseUint(text, 10, 16); err != nil {
			l.problems.add("", a.name, "want a port number from 0 to 65535")
			return
		}
	}
	value := text
	if a.apply != nil {
		value = a.apply(text, current)
	}
	if twinned && !equal(k, value, twin) {
		l.problems.add(k.key, a.name, "disagrees with %s: unset one of them", k.env())
		return
	}
	l.set(k, value, Origin{FromAlias, a.name})
}
