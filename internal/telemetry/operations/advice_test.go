package operations

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"mevbot/internal/config"
)

var figure = regexp.MustCompile(`[+-]?\d[\d.,]*\d? (%|s|ms|us|ns|MiB)|\b\d[\d,]*\d? calls`)

// quoted checks that each figure of a finding stands in a table of the report.
func quoted(t *testing.T, r *Report, text string) {
	t.Helper()
	tables, _, _ := strings.Cut(text, "\nRecommendations\n")
	for _, a := range r.Recommendations {
		for _, f := range figure.FindAllString(strings.Join(a.Findings, " "), -1) {
			if f == "1 %" { // "of the slowest 1 %" is the name of a column
				continue
			}
			if f = strings.TrimSuffix(f, " calls"); !strings.Contains(tables, f) {
				t.Errorf("%s quotes %q, which is in no table: %s", a.Subject, f, a.Findings)
			}
		}
		if a.Do == "" {
			t.Errorf("%s of %s says nothing to do", a.Rules, a.Subject)
		}
	}
}

// Each key, metric and command that is named in a hint is one that exists.
func TestHintsNameWhatThereIs(t *testing.T) {
	keys := config.KeyNames()
	sections := map[string]bool{}
	for _, k := range keys {
		section, _, _ := strings.Cut(k, ".")
		sections[section] = true
	}
	texts := slices.Collect(maps.Values(hints))
	texts = append(texts, slices.Collect(maps.Values(resourceHints))...)
	texts = append(texts, hint(&Operation{Name: "eth_call", Kind: Remote}), cpuProfile)
	word := regexp.MustCompile(`\b([a-z_]+)\.([a-z_]+)\b`)
	found := 0
	for _, text := range texts {
		for _, m := range word.FindAllStringSubmatch(text, -1) {
			if found++; !slices.Contains(keys, m[0]) {
				t.Errorf("%s is no key of the configuration: %s", m[0], text)
			}
		}
	}
	if found < 10 {
		t.Fatalf("only %d keys were found in the hints", found)
	}
	for _, tier := range []string{"tier_exceptional", "tier_high", "tier_medium", "tier_low"} {
		if !sections[tier] || !slices.Contains(keys, tier+".simulate") {
			t.Errorf("%s.simulate is no key", tier)
		}
	}
}

func TestEveryOperationAndPartHasAHint(t *testing.T) {
	for op, d := range definitions {
		if d.objective != (Objective{}) && hints[d.name] == "" {
			t.Errorf("%s has an objective and no hint", Op(op))
		}
	}
	r := Report{Runtime: scores(dying(t))}
	seen := map[string]bool{}
	for _, s := range r.Runtime {
		for _, p := range s.Parts {
			seen[s.Resource+"/"+p.Name] = true
			if p.Score > 50 {
				t.Errorf("%s/%s of a dying process has %v points (%s)", s.Resource, p.Name, p.Score, p)
			}
		}
	}
	for name := range resourceHints {
		if !seen[name] {
			t.Errorf("there is a hint for %s, which a dying process does not have", name)
		}
	}
	for name := range seen {
		if resourceHints[name] == "" {
			t.Errorf("%s has no hint", name)
		}
	}
	if got := resourceFindings(&r); len(got) != len(seen) {
		t.Errorf("%d findings, want %d", len(got), len(seen))
	}
}

// A rule speaks when there is evidence and is silent when there is none.
func TestRules(t *testing.T) {
	healthy := Report{
		Operations: []Operation{
			{Name: "search", Kind: Street, Objective: Objective{P99: time.Millisecond, ErrorRate: 0.01}, Stats: Stats{Calls: 100, P99: time.Millisecond, Failed: 1, ErrorRate: 0.01}},
			{Name: "decode", Kind: Street, Stats: Stats{Calls: 100, P99: time.Hour}},
		},
		Bottlenecks: []Bottleneck{{Operation: "search", Share: 0.49, Tail: 0.49}, {Operation: "decode", Share: 0.48, Tail: 0.49}},
	}
	if got := advise(&healthy); len(got) != 0 {
		t.Fatalf("of a healthy report: %+v", got)
	}
	for id, spoil := range map[string]func(*Report){
		"slow":    func(r *Report) { r.Operations[0].P99 = 2 * time.Millisecond },
		"failing": func(r *Report) { r.Operations[0].Failed, r.Operations[0].ErrorRate = 4, 0.04 },
		"worse":   func(r *Report) { r.Operations[1].Trend.P99.Verdict = Worse },
		"time":    func(r *Report) { r.Bottlenecks[0].Share = 0.5 },
		"tail":    func(r *Report) { r.Bottlenecks[1].Tail = 0.5 },
		"names":   func(r *Report) { r.LostNames = 1 },
		"runtime": func(r *Report) {
			r.Runtime = []Score{{Resource: Heap, Parts: []Part{limitPart(0.5), limitPart(0.99)}}}
		},
	} {
		r := healthy
		r.Operations, r.Bottlenecks = slices.Clone(r.Operations), slices.Clone(r.Bottlenecks)
		spoil(&r)
		if got := advise(&r); len(got) != 1 || !slices.Equal(got[0].Rules, []string{id}) || got[0].Findings[0] == "" || got[0].Do == "" {
			t.Errorf("%s: %+v", id, got)
		}
	}
}

func TestFindingsThatCallForTheSameAreOne(t *testing.T) {
	r := Report{Operations: []Operation{
		{Name: "decode", Objective: Objective{P99: time.Millisecond}, Stats: Stats{Calls: 100, P99: 2 * time.Millisecond}, Trend: Trend{P99: DurationChange{Verdict: Worse}}},
	}}
	r.Operations[0].Objective.ErrorRate = 0.01
	r.Operations[0].Failed, r.Operations[0].ErrorRate = 90, 0.9 // calls for something else
	got := advise(&r)
	if len(got) != 2 || got[0].Do == got[1].Do || !slices.Equal(got[0].Rules, []string{"failing"}) {
		t.Fatalf("%+v", got)
	}
	if got = got[1:]; !slices.Equal(got[0].Rules, []string{"slow", "worse"}) || len(got[0].Findings) != 2 || got[0].Class != Poor {
		t.Fatalf("%+v", got)
	}
}

func TestTheWorstFindingIsFirst(t *testing.T) {
	aim := Objective{P99: time.Millisecond}
	r := Report{Operations: []Operation{
		{Name: "decode", Objective: aim, Stats: Stats{Calls: 100, P99: 2 * time.Millisecond}},
		{Name: "search", Objective: aim, Stats: Stats{Calls: 100, P99: 4 * time.Millisecond}},
	}}
	if got := advise(&r); len(got) != 2 || got[0].Subject != "search" || got[0].Class != Critical {
		t.Fatalf("%+v", got)
	}
}
