package config

import (
	"fmt"
	"net"
	"path/filepath"
	"regexp"
	"time"
)

// HealthModule is what an operator sets of a module.
type HealthModule struct {
	Name         string        `yaml:"name" doc:"The module's name."`
	Interval     time.Duration `yaml:"interval" doc:"Time between two checks."`
	Timeout      time.Duration `yaml:"timeout" doc:"Deadline of one check."`
	FailAfter    int           `yaml:"fail_after" doc:"Failures in a row that make it unhealthy."`
	RecoverAfter int           `yaml:"recover_after" doc:"Successes in a row that make it healthy again."`
	Warmup       time.Duration `yaml:"warmup" doc:"Time from the first check in which failures do not count."`
}

// The types of checks of an operator's own.
const (
	CheckHTTP = "http"
	CheckTCP  = "tcp"
	CheckExec = "exec"
	CheckRPC  = "rpc"
)

// HealthCheck is a check of an operator's own.
type HealthCheck struct {
	Name    string   `yaml:"name" doc:"The module's name: lower case letters, digits and underscores."`
	Type    string   `yaml:"type" doc:"What is asked." enum:"http,tcp,exec,rpc"`
	URL     URL      `yaml:"url" doc:"Of http and rpc."`
	Status  int      `yaml:"status" doc:"The answer that http has to give. 0: any from 200 to 399."`
	Address string   `yaml:"address" doc:"Of tcp: host:port."`
	Command []string `yaml:"command" doc:"Of exec: the absolute path of a program, and its arguments. There is no shell, and nothing of the bot's environment. In the file alone."`
	ChainID uint64   `yaml:"chain_id" doc:"Of rpc: the chain that the node has to serve. 0: any."`

	Interval     time.Duration `yaml:"interval" doc:"Time between two checks. Default health.interval."`
	Timeout      time.Duration `yaml:"timeout" doc:"Deadline of one check. Default 5s."`
	FailAfter    int           `yaml:"fail_after" doc:"Failures in a row that make it unhealthy. Default 1."`
	RecoverAfter int           `yaml:"recover_after" doc:"Successes in a row that make it healthy again. Default 1."`
	Warmup       time.Duration `yaml:"warmup" doc:"Time from the first check in which failures do not count."`
	Sequence     string        `yaml:"sequence" doc:"Of checks with the same word here only one runs at a time."`
	BlocksReady  bool          `yaml:"blocks_ready" doc:"The bot is not ready while this is not healthy."`
	Needs        []string      `yaml:"needs" doc:"Modules without which this one is not healthy."`
}

// limits of a check, for validation.
func (m *HealthModule) limits() HealthModule { return *m }

func (c *HealthCheck) limits() HealthModule {
	return HealthModule{Interval: c.Interval, Timeout: c.Timeout, FailAfter: c.FailAfter, RecoverAfter: c.RecoverAfter, Warmup: c.Warmup}
}

var moduleName = regexp.MustCompile(`^[a-z][a-z0-9_]{0,31}$`)

// maxChecks bounds what asks the outside, and the labels of its metrics.
const maxChecks = 30

func (k *checker) health() {
	h := &k.c.Health
	if wait := max(k.c.RPC.BulkTimeout, k.c.Feed.ReadTimeout); h.Watchdog < 10*time.Second || h.Watchdog <= 2*wait {
		k.fail("health.watchdog", "is %s: want at least 10s, and more than twice rpc.bulk_timeout and feed.read_timeout (%s)", h.Watchdog, wait)
	}
	if h.History < 1 || h.History > 100_000 {
		k.fail("health.history", "is %d: want 1 to 100000", h.History)
	}
	for i := range h.Modules {
		k.limits(fmt.Sprintf("health.modules[%d]", i), h.Modules[i].limits())
	}
	if len(h.Checks) > maxChecks {
		k.fail("health.checks", "are %d: want at most %d", len(h.Checks), maxChecks)
	}
	names := map[string]bool{}
	for i := range h.Checks {
		key := fmt.Sprintf("health.checks[%d]", i)
		c := &h.Checks[i]
		k.limits(key, c.limits())
		if !moduleName.MatchString(c.Name) {
			k.fail(key+".name", "%q is no name: want lower case letters, digits and underscores, at most 32", c.Name)
		}
		if names[c.Name] {
			k.fail(key+".name", "%s is used twice", c.Name)
		}
		names[c.Name] = true
		k.check(key, c)
	}
	names = map[string]bool{}
	for i := range h.Modules {
		if name := h.Modules[i].Name; names[name] || name == "" {
			k.fail(fmt.Sprintf("health.modules[%d].name", i), "%q is empty or used twice", name)
		} else {
			names[name] = true
		}
	}
}

// limits checks what modules and checks have in common; 0 is the default.
func (k *checker) limits(key string, m HealthModule) {
	for name, d := range map[string]time.Duration{"interval": m.Interval, "timeout": m.Timeout} {
		if d != 0 && d < 100*time.Millisecond {
			k.fail(key+"."+name, "is %s: want at least 100ms", d)
		}
	}
	if m.Warmup < 0 {
		k.fail(key+".warmup", "is %s: want 0 or more", m.Warmup)
	}
	for name, n := range map[string]int{"fail_after": m.FailAfter, "recover_after": m.RecoverAfter} {
		if n < 0 || n > 1000 {
			k.fail(key+"."+name, "is %d: want 1 to 1000", n)
		}
	}
}

// check wants of each type what it needs and nothing else.
func (k *checker) check(key string, c *HealthCheck) {
	want := func(name, of string, has bool) {
		wanted := of == c.Type || of == "url" && (c.Type == CheckHTTP || c.Type == CheckRPC)
		if wanted && !has {
			k.fail(key+"."+name, "has to be given for the type %s", c.Type)
		}
		if !wanted && has {
			k.fail(key+"."+name, "is not of the type %s: remove it", c.Type)
		}
	}
	want("url", "url", !c.URL.IsZero())
	want("address", CheckTCP, c.Address != "")
	want("command", CheckExec, len(c.Command) > 0)
	if !c.URL.IsZero() && !c.URL.schemed("http", "https") {
		k.fail(key+".url", "%s has to begin with http:// or https://", c.URL)
	}
	if c.Status != 0 && (c.Type != CheckHTTP || c.Status < 100 || c.Status > 599) {
		k.fail(key+".status", "is %d: want 100 to 599, for the type http", c.Status)
	}
	if c.ChainID != 0 && c.Type != CheckRPC {
		k.fail(key+".chain_id", "is not of the type %s: remove it", c.Type)
	}
	if c.Address != "" {
		if _, port, err := net.SplitHostPort(c.Address); err != nil || port == "" {
			k.fail(key+".address", "%q is not an address: want host:port", c.Address)
		}
	}
	if len(c.Command) == 0 {
		return
	}
	if !filepath.IsAbs(c.Command[0]) {
		k.fail(key+".command", "%q is not an absolute path", c.Command[0])
	}
	if o := k.c.origins["health.checks"].Layer; o != FromFile && o != FromDefault {
		k.fail(key+".command", "comes from %s: commands are taken from the configuration file alone", k.c.origins["health.checks"].Where)
	}
}
