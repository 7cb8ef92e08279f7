package config

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"go.yaml.in/yaml/v3"
	"pgregory.net/rapid"

	"mevbot/internal/chain"
	"mevbot/internal/profile"
)

const weth = "0x82aF49447D8a07e3bd95BD0d56f35241523fBab1"

// minimal is the least that a bot needs.
const minimal = `chain: {profile: local}
feed: {urls: ["ws://127.0.0.1:9642"]}
rpc:
  http: [http://127.0.0.1:8547]
dex:
  base_token: ` + weth + `
  factories:
    - {name: v2, family: uniswap_v2, address: 0x0000000000000000000000000000000000000002, fee_bps: 30}
    - {name: v3, family: uniswap_v3, address: 0x0000000000000000000000000000000000000003}
`

func file(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "mev-bot.yaml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func load(t *testing.T, src Sources) *Config {
	t.Helper()
	c, err := Load(src)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestMinimal(t *testing.T) {
	c := load(t, Sources{File: file(t, minimal)})
	if c.Chain.Resolved() != chain.Local || !c.Trading.Paper() || c.Feed.Silence != 5*time.Second || len(c.DEX.Factories) != 2 {
		t.Errorf("%+v", c)
	}
	if got := c.RPC.HTTP[0].Reveal(); got != "http://127.0.0.1:8547" {
		t.Errorf("node %s", got)
	}
	if o := c.Origin("rpc.http").String(); !strings.HasSuffix(o, "mev-bot.yaml:4") {
		t.Errorf("origin of rpc.http: %s", o)
	}
}

// Each layer wins over the ones before it, for one key.
func TestPrecedence(t *testing.T) {
	src := Sources{File: file(t, minimal)}
	for _, step := range []struct {
		add    func()
		want   string
		origin string
	}{
		{func() {}, "127.0.0.1:9090", "default"},
		{func() { src.File = file(t, minimal+"metrics: {listen: '127.0.0.2:1111'}\n") }, "127.0.0.2:1111", "mev-bot.yaml:10"},
		{func() { src.Env = append(src.Env, "METRICS_PORT=2222") }, "127.0.0.2:2222", "METRICS_PORT"},
		{func() { src.Env = append(src.Env, "MEV_BOT_METRICS_LISTEN=[::1]:2222") }, "[::1]:2222", "MEV_BOT_METRICS_LISTEN"},
		{func() { src.Flags = map[string]string{"metrics.listen": "localhost:3333"} }, "localhost:3333", "flag metrics.listen"},
	} {
		step.add()
		c := load(t, src)
		if o := c.Origin("metrics.listen").String(); c.Metrics.Listen != step.want || !strings.HasSuffix(o, step.origin) {
			t.Errorf("%s from %s; want %s from %s", c.Metrics.Listen, o, step.want, step.origin)
		}
	}
}

func TestAliases(t *testing.T) {
	c := load(t, Sources{File: file(t, minimal), Env: []string{
		"METRICS_ENABLED=false", "HEALTH_CHECK_INTERVAL=10s", "PROMETHEUS_SCRAPE_INTERVAL=20s", "METRICS_PORT=9999",
		"MEV_BOT_HEALTH_INTERVAL=10000ms", "LOG_AGGREGATION_ENABLED=false", "MEV_BOT_VECTORS=/x", "UNRELATED=1",
	}})
	if c.Metrics.Enabled || c.Health.Interval != 10*time.Second || c.Metrics.ScrapeInterval != 20*time.Second || c.Metrics.Listen != "127.0.0.1:9999" {
		t.Errorf("%+v %+v", c.Metrics, c.Health)
	}
}

// Every key can be set by its variable and by its flag: the round trip through
// what Print writes gives the same configuration.
func TestEveryKeyCanBeOverridden(t *testing.T) {
	path := file(t, minimal)
	plain := load(t, Sources{File: path})
	var shown bytes.Buffer
	if err := plain.Print(&shown); err != nil {
		t.Fatal(err)
	}
	var tree map[string]map[string]yaml.Node
	if err := yaml.Unmarshal(shown.Bytes(), &tree); err != nil {
		t.Fatal(err)
	}
	src := Sources{Flags: map[string]string{}}
	byEnv := Sources{}
	for _, k := range leaves() {
		s, name, _ := strings.Cut(k.key, ".")
		n := tree[s][name]
		value := n.Value
		if n.Kind == yaml.SequenceNode {
			text, err := json.Marshal(decodeAny(t, &n))
			if err != nil {
				t.Fatal(err)
			}
			value = string(text)
		}
		src.Flags[k.key] = value
		byEnv.Env = append(byEnv.Env, k.env()+"="+value)
	}
	for i, s := range []Sources{src, byEnv} {
		c := load(t, s)
		c.origins, plain.origins = nil, nil
		if fmt.Sprintf("%#v", c) != fmt.Sprintf("%#v", plain) {
			t.Errorf("source %d:\n%#v\nwant\n%#v", i, c, plain)
		}
	}
}

func decodeAny(t *testing.T, n *yaml.Node) any {
	t.Helper()
	var v any
	if err := n.Decode(&v); err != nil {
		t.Fatal(err)
	}
	return v
}

func TestExpansionAndFiles(t *testing.T) {
	secret := file(t, "https://node.example/v3/s3cr3t\n")
	text := strings.Replace(minimal, "[http://127.0.0.1:8547]", "['https://${HOST}/k', 'file:"+secret+"']", 1)
	c := load(t, Sources{File: file(t, text+"store: {path: 'a$${X}b'}\n"), Env: []string{"HOST=node.example"}})
	if len(c.RPC.HTTP) != 2 || c.RPC.HTTP[0].Reveal() != "https://node.example/k" || c.RPC.HTTP[1].Reveal() != "https://node.example/v3/s3cr3t" {
		t.Errorf("%q %q", c.RPC.HTTP[0].Reveal(), c.RPC.HTTP[1].Reveal())
	}
	if c.Store.Path != "a${X}b" {
		t.Errorf("path %q", c.Store.Path)
	}
}

// A file shown to others, a log line or an error must not give the access key
// of a node away.
func TestSecretsAreNeverShown(t *testing.T) {
	const secret = "s3cr3t"
	text := strings.Replace(minimal, "http://127.0.0.1:8547", `"https://user:`+secret+"@node.example/v3/"+secret+"?key="+secret+`"`, 1)
	c := load(t, Sources{File: file(t, text)})
	var out bytes.Buffer
	if err := c.Print(&out); err != nil {
		t.Fatal(err)
	}
	type box struct {
		s Secret
		u URL
	}
	b := box{NewSecret(secret), c.RPC.HTTP[0]}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
		fmt.Fprintf(&out, verb+verb+verb+verb+"\n", c, b, &b, []any{NewSecret(secret), c.RPC.HTTP})
	}
	for _, h := range []slog.Handler{slog.NewJSONHandler(&out, nil), slog.NewTextHandler(&out, nil)} {
		slog.New(h).Info("started", slog.Any("config", c), slog.Any("secret", b.s), slog.Any("url", b.u), slog.Any("box", b))
	}
	for _, v := range []any{c, b, map[string]any{"a": b.s, "b": b.u}} {
		j, errJ := json.Marshal(v)
		y, errY := yaml.Marshal(v)
		if errJ != nil || errY != nil {
			t.Fatal(errJ, errY)
		}
		out.Write(j)
		out.Write(y)
	}
	bad := strings.Replace(text, "https://user", "ftp://user", 1)
	for _, broken := range []string{bad, strings.Replace(bad, "ftp://", "ht\x7ftp://", 1), strings.Replace(bad, "node.example/", "node.example:x/", 1), text + "rpc: {}\n"} {
		_, err := Load(Sources{File: file(t, broken)})
		if err == nil {
			t.Error("an error was expected")
		}
		fmt.Fprintf(&out, "%v %+v %#v\n", err, err, err)
	}
	for _, s := range []string{secret, fmt.Sprintf("%x", secret), fmt.Sprintf("%X", secret)} {
		if i := strings.Index(out.String(), s); i >= 0 {
			t.Errorf("the secret is shown: %q", out.String()[max(0, i-80):i+20])
		}
	}
	if !strings.Contains(out.String(), "https://node.example/...") || !strings.Contains(out.String(), redacted) {
		t.Error("the scan saw nothing")
	}
}

func arbitrumOne(t *testing.T) *profile.Profile {
	t.Helper()
	p, err := profile.Named(profile.ArbitrumOne)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// A profile that is known makes a configuration that loads as it is.
func TestStarterFileOfEachChain(t *testing.T) {
	for _, name := range profile.Names() {
		p, err := profile.Named(name)
		if err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		if err := Init(&out, p); err != nil {
			t.Fatal(err)
		}
		c, err := Load(Sources{File: file(t, out.String())})
		if name == profile.Custom {
			if err == nil || !strings.Contains(err.Error(), "has to be given") {
				t.Errorf("a form that nobody filled in: %v", err)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if !c.Trading.Paper() || c.Chain.Resolved() != p.Chain() || len(c.DEX.Factories) != len(p.Factories) || len(c.DEX.Routers) != len(p.Routers) || len(c.Price.Feeds) != len(p.PriceFeeds) {
			t.Errorf("%s: %+v", name, c.Chain)
		}
	}
}

// A profile of one's own gives a custom chain its id, genesis and contracts.
func TestChainFile(t *testing.T) {
	text, err := profile.Text(profile.ArbitrumOne)
	if err != nil {
		t.Fatal(err)
	}
	own := file(t, strings.NewReplacer("name: arbitrum-one", "name: mine", "\nid: 42161", "\nid: 4242", "genesis: 22207817", "genesis: 7").Replace(string(text)))
	body := func(chain string) string {
		return strings.Replace(minimal, "chain: {profile: local}", "chain: {"+chain+"}", 1)
	}
	c := load(t, Sources{File: file(t, body("profile: custom, file: "+own))})
	if c.Chain.ID != 4242 || c.Chain.Genesis != 7 || c.FastFeed.Tickets == (common.Address{}) || c.Timeboost.Auction == (common.Address{}) {
		t.Errorf("%+v %s %s", c.Chain, c.FastFeed.Tickets, c.Timeboost.Auction)
	}
	for text, want := range map[string]string{
		"profile: local, file: " + own:                          "chain.file: is given beside profile local",
		"profile: custom, id: 5, file: " + own:                  "chain.id: is 5 but profile mine has 4242",
		"profile: custom, file: /nowhere/chain.yaml":            "chain.file: cannot be read",
		"profile: custom, file: " + file(t, "name: ["):          "not a profile",
		"profile: custom, file: " + file(t, "name: x\nid: 5\n"): "title have to be given",
	} {
		if _, err := Load(Sources{File: file(t, body(text))}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", text, err, want)
		}
	}
}

func TestStarterFileLoads(t *testing.T) {
	var out bytes.Buffer
	if err := Init(&out, arbitrumOne(t)); err != nil {
		t.Fatal(err)
	}
	c := load(t, Sources{File: file(t, out.String())})
	if !c.Trading.Paper() || c.Chain.Resolved() != chain.ArbitrumOne {
		t.Errorf("%+v", c.Chain)
	}
	// Uncommented, the defaults are still valid.
	lines := strings.Split(out.String(), "\n")
	for i, line := range lines {
		if key, _, ok := strings.Cut(strings.TrimPrefix(line, "  # "), ": "); ok && !strings.Contains(key, " ") {
			lines[i] = strings.Replace(line, "# ", "", 1)
		}
	}
	d := load(t, Sources{File: file(t, strings.Join(lines, "\n"))})
	if o := d.Origin("control.socket"); o.Layer != FromFile {
		t.Errorf("control.socket from %s: nothing was uncommented", o)
	}
	c.origins, d.origins = nil, nil
	if fmt.Sprintf("%#v", c) != fmt.Sprintf("%#v", d) {
		t.Errorf("the defaults that the file shows differ:\n%#v\n%#v", c, d)
	}
}

func TestSchemaNamesEveryKey(t *testing.T) {
	text, err := Schema()
	if err != nil {
		t.Fatal(err)
	}
	var schema struct {
		AdditionalProperties *bool
		Properties           map[string]struct {
			AdditionalProperties *bool
			Properties           map[string]struct {
				Type, Description string
				Enum              []string
			}
		}
	}
	if err := json.Unmarshal(text, &schema); err != nil {
		t.Fatal(err)
	}
	n := 0
	for name, s := range schema.Properties {
		if s.AdditionalProperties == nil || *s.AdditionalProperties {
			t.Errorf("%s allows unknown keys", name)
		}
		for key, p := range s.Properties {
			n++
			if p.Description == "" {
				t.Errorf("%s.%s has no description", name, key)
			}
		}
	}
	if n != len(KeyNames()) {
		t.Errorf("the schema has %d keys, the configuration %d", n, len(KeyNames()))
	}
	if p := schema.Properties["feed"].Properties["silence"]; p.Type != "string" {
		t.Errorf("a duration is a %q", p.Type)
	}
	if p := schema.Properties["log"].Properties["level"]; len(p.Enum) != 4 {
		t.Errorf("log.level is one of %v", p.Enum)
	}
}

func TestDistanceIsAMetric(t *testing.T) {
	for _, tc := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"silence", "silnece", 1}, {"urls", "url", 1}, {"kitten", "sitting", 3}, {"", "abc", 3}} {
		if got := distance(tc.a, tc.b); got != tc.want {
			t.Errorf("distance(%q, %q) = %d, want %d", tc.a, tc.b, got, tc.want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		a, b := rapid.StringMatching(`[a-d]{0,8}`).Draw(t, "a"), rapid.StringMatching(`[a-d]{0,8}`).Draw(t, "b")
		d := distance(a, b)
		if d != distance(b, a) || (d == 0) != (a == b) || d > max(len(a), len(b)) {
			t.Fatalf("distance(%q, %q) = %d", a, b, d)
		}
	})
}

func FuzzLoad(f *testing.F) {
	f.Add(minimal)
	f.Add("chain: &a {profile: local}\nfeed: *a\n")
	f.Add("dex: {factories: [{name: x}, null, [], 5]}\nrpc: {http: {a: b}}\n---\n")
	f.Add("a: &a [*a]\ntrading: {min_net_profit_wei: 1e99, executor: 5}\n")
	path := filepath.Join(f.TempDir(), "fuzz.yaml")
	f.Fuzz(func(t *testing.T, text string) {
		if strings.Contains(text, "file:") {
			return
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		c, err := Load(Sources{File: path, Partial: true})
		var typed *Error
		switch {
		case err == nil:
			if v := c.problems(true).err(); v != nil {
				t.Errorf("loaded, but: %v", v)
			}
		case !errors.As(err, &typed) || len(typed.Problems) == 0:
			t.Errorf("untyped error %v", err)
		}
	})
}
