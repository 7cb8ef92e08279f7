package config

import (
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"
)

func TestEndpoints(t *testing.T) {
	with := func(text string) string {
		return strings.Replace(minimal, "  http: [http://127.0.0.1:8547]", text, 1)
	}
	c := load(t, Sources{File: file(t, with(`  endpoints:
    - {name: own, http: "http://127.0.0.1:8547", ws: "ws://127.0.0.1:8548"}
    - {name: provider, http: "https://node.example/k3y", roles: [read, send], rate: 25}
  sequencer: https://sequencer.example/rpc`))})
	own, provider := &c.RPC.Endpoints[0], &c.RPC.Endpoints[1]
	if !own.Has(RoleRead) || !own.Has(RoleSubscribe) || own.Has(RoleSend) || !provider.Has(RoleSend) || provider.Has(RoleSubscribe) || provider.Rate != 25 {
		t.Errorf("%+v", c.RPC.Endpoints)
	}
	for text, want := range map[string]string{
		"  endpoints: [{name: a, ws: 'ws://h'}]":                                  "has none with the role read",
		"  endpoints: [{name: a}]":                                                "has neither http nor ws",
		"  endpoints: [{name: A b, http: 'http://h'}]":                            "is no name",
		"  endpoints: [{name: sequencer, http: 'http://h'}]":                      "is no name",
		"  endpoints: [{name: a, http: 'ws://h'}]":                                "has to begin with http://",
		"  endpoints: [{name: a, http: 'http://h', roles: [subscribe]}]":          "has to be given for the role subscribe",
		"  endpoints: [{name: a, http: 'http://h', roles: [reed]}]":               "is no role",
		"  endpoints: [{name: a, http: 'http://h'}, {name: a, http: 'http://h'}]": "is used twice",
		"  http: ['http://h']\n  endpoints: [{name: a, http: 'http://h'}]":        "beside rpc.http",
		"  endpoints: [{name: a, htp: 'http://h'}]":                               "htp",
		"  http: ['http://h']\n  hedge_percent: 101":                              "want 0 to 100",
		"  http: ['http://h']\n  max_head_age: 5ms":                               "want 0 or at least 1s",
		"  http: ['http://h']\n  send: ['ftp://h']":                               "has to begin with",
	} {
		if _, err := Load(Sources{File: file(t, with(text))}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", text, err, want)
		}
	}
}

// The defaults in docs/rpc.md are those of the program.
func TestTheDocumentedDeadlines(t *testing.T) {
	text, err := os.ReadFile("../../docs/rpc.md")
	if err != nil {
		t.Fatal(err)
	}
	documented := map[string]time.Duration{}
	for _, m := range regexp.MustCompile("(?m)^\\| `rpc\\.(\\w+)` \\| (\\d+) s").FindAllStringSubmatch(string(text), -1) {
		if documented[m[1]], err = time.ParseDuration(m[2] + "s"); err != nil {
			t.Fatal(err)
		}
	}
	v := reflect.ValueOf(defaultRPC())
	for i := range v.NumField() {
		d, ok := reflect.TypeAssert[time.Duration](v.Field(i))
		if key := v.Type().Field(i).Tag.Get("yaml"); ok && d != 0 && documented[key] != d {
			t.Errorf("rpc.%s is %s, docs/rpc.md says %s", key, d, documented[key])
		}
	}
}
