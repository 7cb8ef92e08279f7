package alerts

import (
	"bytes"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"go.yaml.in/yaml/v3"
)

// rule is an alert as the files have it.
type rule struct {
	Alert, Expr string
	For         string            `yaml:"for"`
	Keep        string            `yaml:"keep_firing_for"`
	Labels      map[string]string `yaml:"labels"`
	Annotations map[string]string `yaml:"annotations"`
	file        string
}

// shipped are all rules, in the order of files and groups.
func shipped(t *testing.T) []rule {
	t.Helper()
	var all []rule
	rules := Files()
	for _, name := range slices.Sorted(maps.Keys(rules)) {
		var file struct {
			Groups []struct {
				Name  string
				Rules []rule
			}
		}
		d := yaml.NewDecoder(bytes.NewReader(rules[name]))
		d.KnownFields(true)
		if err := d.Decode(&file); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, g := range file.Groups {
			if want := "mev-bot-" + strings.TrimSuffix(name, ".yaml"); g.Name != want {
				t.Errorf("%s: the group is named %s, want %s", name, g.Name, want)
			}
			for _, r := range g.Rules {
				r.file = name
				all = append(all, r)
			}
		}
	}
	if len(all) < 50 {
		t.Fatalf("only %d rules were found", len(all))
	}
	return all
}

func TestEachAlertSaysWhatItIsAndWhatToDo(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range shipped(t) {
		if seen[r.Alert] {
			t.Errorf("%s is there twice", r.Alert)
		}
		seen[r.Alert] = true
		if !slices.Contains([]string{"critical", "warning", "info"}, r.Labels["severity"]) {
			t.Errorf("%s has the severity %q", r.Alert, r.Labels["severity"])
		}
		if r.Labels["module"] == "" || r.Annotations["summary"] == "" {
			t.Errorf("%s lacks a module or a summary", r.Alert)
		}
		if d := r.Annotations["description"]; !strings.Contains(d, "{{") && r.Alert != "BotWatchdog" {
			t.Errorf("%s: the description holds no value: %q", r.Alert, d)
		}
		if want := "{{ $externalLabels.runbook_base }}docs/runbook/" + r.Alert + ".md"; r.Annotations["runbook_url"] != want {
			t.Errorf("%s: runbook_url is %q, want %q", r.Alert, r.Annotations["runbook_url"], want)
		}
	}
}

// Told within 30 s means: a critical alert that is about the street waits for no
// more than one evaluation. Others may make sure first.
func TestCriticalAlertsAreQuick(t *testing.T) {
	quick := []string{"BotDown", "LoopStuck", "FeedDown", "FeedSilent", "RPCDown", "ChainStalled", "LimitTripped", "EmergencyStop", "StoreFailing", "DiskFull", "GasPriceUnknown"}
	for _, r := range shipped(t) {
		if !slices.Contains(quick, r.Alert) {
			continue
		}
		if wait, err := time.ParseDuration(cmpOr(r.For, "0s")); err != nil || wait > 15*time.Second || r.Labels["severity"] != "critical" {
			t.Errorf("%s waits %s at severity %s", r.Alert, r.For, r.Labels["severity"])
		}
	}
}

func cmpOr(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

var (
	metricName = regexp.MustCompile(`\b(mev_bot|process|go)_[a-z_]+\b`)
	link       = regexp.MustCompile(`\]\(([^)#]+)(#[^)]*)?\)`)
)

// metricsOf are the metrics that a rule reads.
func metricsOf(r *rule) []string {
	found := metricName.FindAllString(r.Expr, -1)
	slices.Sort(found)
	return slices.Compact(found)
}

// owners are the packages of metrics by how these begin, where a tree may be without
// the package: then what it would publish cannot be looked up.
var owners = map[string]string{"integrity_": "integrity", "recovery_": "integrity", "alerts_": "alert", "incident_": "alert/incident"}

func absent(metric string) bool {
	for begin, pkg := range owners {
		if strings.HasPrefix(metric, begin) {
			files, _ := filepath.Glob("../../internal/" + pkg + "/*.go") // the pattern is right
			return len(files) == 0
		}
	}
	return false
}

// A rule on a metric that no code has never fires, and nobody sees that.
func TestEachMetricExists(t *testing.T) {
	questions, err := os.ReadFile("../../internal/telemetry/questions.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range shipped(t) {
		for _, m := range metricsOf(&r) {
			own, ours := strings.CutPrefix(m, "mev_bot_")
			if ours && !absent(own) && !strings.Contains(string(questions), `"`+strings.TrimSuffix(own, "_bucket")+`":`) {
				t.Errorf("%s reads %s, which has no question in internal/telemetry", r.Alert, m)
			}
		}
	}
}

func TestEachAlertHasAPage(t *testing.T) {
	pages := map[string]bool{}
	found, err := filepath.Glob("../../docs/runbook/*.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range found {
		pages[strings.TrimSuffix(filepath.Base(file), ".md")] = true
	}
	for _, r := range shipped(t) {
		text, err := os.ReadFile("../../docs/runbook/" + r.Alert + ".md")
		if err != nil {
			t.Errorf("%s has no page: %v", r.Alert, err)
			continue
		}
		delete(pages, r.Alert)
		for _, part := range []string{"# " + r.Alert, "## What the bot does", "## Look at", "## Do", "## Escalate when"} {
			if !strings.Contains(string(text), part+"\n") {
				t.Errorf("the page of %s lacks %q", r.Alert, part)
			}
		}
		for _, to := range link.FindAllStringSubmatch(string(text), -1) {
			if _, err := os.Stat(filepath.Join("../../docs/runbook", to[1])); err != nil {
				t.Errorf("the page of %s: the link to %s leads nowhere", r.Alert, to[1])
			}
		}
	}
	for page := range pages {
		t.Errorf("docs/runbook/%s.md is the page of no alert", page)
	}
}

// The table of docs/alerts.md is what the rules say, with the failure and the way
// to make it real beside.
func TestTheTableIsWhole(t *testing.T) {
	text, err := os.ReadFile("../../docs/alerts.md")
	if err != nil {
		t.Fatal(err)
	}
	rows := map[string][]string{}
	for line := range strings.Lines(string(text)) {
		cells := strings.Split(strings.TrimSpace(line), "|")
		if len(cells) != 8 || !strings.Contains(cells[2], "](runbook/") {
			continue
		}
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		name, _, _ := strings.Cut(strings.TrimPrefix(cells[2], "["), "]")
		if rows[name] != nil {
			t.Errorf("%s has two rows", name)
		}
		rows[name] = cells
	}
	for _, r := range shipped(t) {
		row := rows[r.Alert]
		delete(rows, r.Alert)
		if row == nil {
			t.Errorf("%s has no row", r.Alert)
			continue
		}
		metrics := metricsOf(&r)
		for i := range metrics {
			metrics[i] = "`" + strings.TrimPrefix(metrics[i], "mev_bot_") + "`"
		}
		if r.Alert == "BotDown" {
			metrics = []string{"`up`"}
		}
		for what, pair := range map[string][2]string{
			"failure":  {row[1], cmpOr(row[1], "some text")},
			"page":     {row[2], "[" + r.Alert + "](runbook/" + r.Alert + ".md)"},
			"severity": {row[3], r.Labels["severity"]},
			"for":      {row[4], cmpOr(r.For, "0s")},
			"metrics":  {row[5], strings.Join(metrics, " ")},
		} {
			if pair[0] != pair[1] {
				t.Errorf("the row of %s: %s is %q, want %q", r.Alert, what, pair[0], pair[1])
			}
		}
	}
	for name := range rows {
		t.Errorf("the table has %s, which no file has", name)
	}
}

// Each alert is shown a case that fires and one that does not.
func TestEachAlertIsTestedBothWays(t *testing.T) {
	fires, quiet := map[string]bool{}, map[string]bool{}
	files, err := filepath.Glob("tests/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var file struct {
			Tests []struct {
				Alerts []struct {
					Name string `yaml:"alertname"`
					Want []any  `yaml:"exp_alerts"`
				} `yaml:"alert_rule_test"`
			}
		}
		if err := yaml.Unmarshal(raw, &file); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, test := range file.Tests {
			for _, a := range test.Alerts {
				if len(a.Want) > 0 {
					fires[a.Name] = true
				} else {
					quiet[a.Name] = true
				}
			}
		}
	}
	for _, r := range shipped(t) {
		if !fires[r.Alert] {
			t.Errorf("no test makes %s fire", r.Alert)
		}
		if !quiet[r.Alert] && r.Alert != "BotWatchdog" { // which always fires
			t.Errorf("no test keeps %s quiet", r.Alert)
		}
	}
}

// promtool is Prometheus' own, 2.42 in Debian.
func promtool(t *testing.T, args ...string) (string, error) {
	t.Helper()
	tool, err := exec.LookPath("promtool")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("promtool is not installed: make test-deps")
		}
		t.Skip("promtool is not installed: make test-deps")
	}
	out, err := exec.CommandContext(t.Context(), tool, args...).CombinedOutput()
	return string(out), err
}

func TestPromtoolAcceptsTheRules(t *testing.T) {
	files, err := filepath.Glob("*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if out, err := promtool(t, append([]string{"check", "rules", "--lint=all", "--lint-fatal"}, files...)...); err != nil {
		t.Errorf("promtool check rules: %v\n%s", err, out)
	}
	files, err = filepath.Glob("tests/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if out, err := promtool(t, append([]string{"test", "rules"}, files...)...); err != nil {
		t.Errorf("promtool test rules: %v\n%s", err, out)
	}
}
