package config

import (
	"bytes"
	"strings"
	"testing"
	"time"
)

const healthText = `health:
  watchdog: 3m
  modules: [{name: rpc, fail_after: 3, warmup: 1m}]
  checks:
    - {name: page, type: http, url: "https://user:s3cr3t@status.example/s3cr3t?k=s3cr3t", status: 204, blocks_ready: true, needs: [rpc]}
    - {name: port, type: tcp, address: "db.example:5432", interval: 1m, timeout: 2s, fail_after: 2, recover_after: 3}
    - {name: disk, type: exec, command: [/usr/bin/test, -w, /var/lib/mev-bot], sequence: disk}
    - {name: backup_node, type: rpc, url: "https://node.example/s3cr3t", chain_id: 42161}
`

func TestHealthChecks(t *testing.T) {
	c := load(t, Sources{File: file(t, minimal+healthText)})
	h := c.Health
	if h.Watchdog != 3*time.Minute || h.History != 500 || len(h.Checks) != 4 || h.Modules[0].FailAfter != 3 || h.Modules[0].Warmup != time.Minute ||
		h.Checks[0].URL.Reveal() == "" || !h.Checks[0].BlocksReady || h.Checks[1].RecoverAfter != 3 || len(h.Checks[2].Command) != 3 {
		t.Errorf("%+v", h)
	}
	var out bytes.Buffer
	if err := c.Print(&out); err != nil || strings.Contains(out.String(), "s3cr3t") {
		t.Errorf("%v: the configuration shows a secret:\n%s", err, out.String())
	}
	for _, c := range []struct{ text, want string }{
		{"watchdog: 5s", "health.watchdog: is 5s: want at least 10s"},
		{"watchdog: 60s", "more than twice rpc.bulk_timeout and feed.read_timeout (30s)"},
		{"history: 0", "want 1 to 100000"},
		{"modules: [{name: rpc, fail_after: -1}]", "health.modules[0].fail_after: is -1"},
		{"modules: [{name: rpc}, {name: rpc}]", `health.modules[1].name: "rpc" is empty or used twice`},
		{"modules: [{fail_after: 2}]", "is empty"},
		{"checks: [{name: a, type: http}]", "health.checks[0].url: has to be given for the type http"},
		{"checks: [{name: a, type: http, url: 'ftp://h/s3cr3t'}]", "has to begin with http"},
		{"checks: [{name: a, type: tcp, url: 'http://h', address: 'h:1'}]", "health.checks[0].url: is not of the type tcp"},
		{"checks: [{name: a, type: tcp, address: h}]", "want host:port"},
		{"checks: [{name: a, type: exec, command: [sh, -c, x]}]", `"sh" is not an absolute path`},
		{"checks: [{name: a, type: ping}]", `"ping" is none of http, tcp, exec, rpc`},
		{"checks: [{name: A-b, type: tcp, address: 'h:1'}]", "is no name"},
		{"checks: [{name: a, type: tcp, address: 'h:1'}, {name: a, type: tcp, address: 'h:1'}]", "a is used twice"},
		{"checks: [{name: a, type: tcp, address: 'h:1', status: 200}]", "for the type http"},
		{"checks: [{name: a, type: tcp, address: 'h:1', chain_id: 1}]", "chain_id: is not of the type tcp"},
		{"checks: [{name: a, type: tcp, address: 'h:1', interval: 1ms}]", "want at least 100ms"},
		{"checks: [{name: a, type: tcp, address: 'h:1', warmup: -1s}]", "want 0 or more"},
	} {
		_, err := Load(Sources{File: file(t, minimal+"health:\n  "+c.text+"\n")})
		if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "s3cr3t") {
			t.Errorf("%s: %v, want %q", c.text, err, c.want)
		}
	}
}

// Who can set a variable or a flag cannot make the bot run a command.
func TestCommandsComeFromTheFileAlone(t *testing.T) {
	const checks = `[{name: a, type: exec, command: [/bin/true]}]`
	for _, s := range []Sources{
		{File: file(t, minimal), Env: []string{"MEV_BOT_HEALTH_CHECKS=" + checks}},
		{File: file(t, minimal), Flags: map[string]string{"health.checks": checks}},
	} {
		if _, err := Load(s); err == nil || !strings.Contains(err.Error(), "commands are taken from the configuration file alone") {
			t.Errorf("%v", err)
		}
	}
	load(t, Sources{File: file(t, minimal), Flags: map[string]string{"health.checks": `[{name: a, type: tcp, address: "127.0.0.1:1"}]`}})
}
