package operations

import (
	"cmp"
	"fmt"
	"slices"
)

// Recommendation is what to do about findings of the report.
type Recommendation struct {
	Subject  string   `json:"subject"`  // an operation, or runtime_ and a resource
	Class    Class    `json:"class"`    // the worst of the findings; unknown if none has one
	Rules    []string `json:"rules"`    // that made them
	Findings []string `json:"findings"` // each quotes figures of the report
	Do       string   `json:"do"`       // where to look: a page, a command or a key
}

// finding is what a rule found.
type finding struct {
	subject string
	class   Class
	text    string
	do      string
}

// rule turns what a report holds into findings.
type rule struct {
	id   string
	find func(r *Report) []finding
}

// dominates is the share of the street's time, or of its slowest calls, from
// which an operation is worth a word.
const dominates = 0.5

var rules = []rule{
	{"slow", slow},
	{"failing", failing},
	{"worse", worse},
	{"runtime", resourceFindings},
	{"time", mostTime},
	{"tail", mostTail},
	{"names", lostNames},
}

// advise applies the rules, the worst findings first. What is found of the same
// subject and calls for the same is one recommendation.
func advise(r *Report) []Recommendation {
	out := []Recommendation{}
	for _, rule := range rules {
		for _, f := range rule.find(r) {
			i := slices.IndexFunc(out, func(a Recommendation) bool { return a.Subject == f.subject && a.Do == f.do })
			if i < 0 {
				i = len(out)
				out = append(out, Recommendation{Subject: f.subject, Do: f.do})
			}
			a := &out[i]
			a.Class = max(a.Class, f.class)
			a.Rules, a.Findings = append(a.Rules, rule.id), append(a.Findings, f.text)
		}
	}
	slices.SortStableFunc(out, func(a, b Recommendation) int { return cmp.Compare(b.Class, a.Class) })
	return out
}

const cpuProfile = "Take a CPU profile while it is slow: go tool pprof http://<profile.listen>/debug/pprof/profile."

// hints say where to look when an operation is slow.
var hints = map[string]string{
	"decode":          cpuProfile,
	"pool_state":      cpuProfile + " Fewer watched pools (dex.tokens, dex.factories) are less to keep.",
	"search":          cpuProfile + " trading.max_hops is how many pools a cycle may go through; dex.tokens and dex.factories say which pools are watched.",
	"plan":            cpuProfile,
	"simulate":        "The simulate keys of tier_exceptional, tier_high, tier_medium and tier_low say what is executed before it is sent, rpc.simulate_timeout how long a node may take for it.",
	"sign":            "It waits for a durable write: look at the disk that store.path is on.",
	"send":            "mev-bot rpc bench measures each endpoint. rpc.sequencer is where transactions go, rpc.send what else gets the same bytes.",
	"confirm":         cpuProfile,
	"frame_to_state":  "It is made of decode and pool_state, and of waiting before them: compare their rows.",
	"frame_to_signed": "It is made of the operations of the street, and of waiting between them: begin with the first of the bottlenecks.",
	"prediction":      "mev_bot_predictions_total counts the outcomes, mev_bot_pool_trust_changes_total the pools that were wrong and why.",
}

// hint is where to look when an operation is not what it should be.
func hint(o *Operation) string {
	if text, ok := hints[o.Name]; ok {
		return text
	}
	if o.Kind == Remote {
		return `mev_bot_rpc_request_duration_seconds{method="` + o.Name + `"} and mev_bot_rpc_requests_total tell which endpoint it is, mev-bot rpc ls what is thought of each; mev-bot rpc drain takes one out of use.`
	}
	return cpuProfile
}

// slow finds p99 that are poor or critical.
func slow(r *Report) (out []finding) {
	for i := range r.Operations {
		o := &r.Operations[i]
		if c := Classify(Seen{Calls: o.Calls, P99: o.P99}, Objective{P99: o.Objective.P99}); c.Alerting() {
			out = append(out, finding{subject: o.Name, class: c, do: hint(o), text: fmt.Sprintf(
				"%s is slow: its p99 is %s against an objective of %s, in %s calls.",
				o.Name, took(o.P99), took(o.Objective.P99), number(o.Calls))})
		}
	}
	return out
}

// failing finds error rates that are poor or critical.
func failing(r *Report) (out []finding) {
	for i := range r.Operations {
		o := &r.Operations[i]
		c := Classify(Seen{Calls: o.Calls, Failed: o.Failed}, Objective{ErrorRate: o.Objective.ErrorRate})
		if !c.Alerting() {
			continue
		}
		do := "The log says why: mev_bot_log_messages_total counts its warnings and errors."
		if o.Kind == Remote || o.Kind == Lead {
			do = hint(o)
		}
		out = append(out, finding{subject: o.Name, class: c, do: do, text: fmt.Sprintf(
			"%s fails too often: %s of %s calls, against an objective of %s.",
			o.Name, percent(o.ErrorRate), number(o.Calls), percent(o.Objective.ErrorRate))})
	}
	return out
}

// worse finds trends that are not chance.
func worse(r *Report) (out []finding) {
	for i := range r.Operations {
		o := &r.Operations[i]
		t := &o.Trend
		for _, f := range []struct {
			name    string
			verdict Verdict
			text    string
		}{
			{"median", t.Median.Verdict, t.Median.String()},
			{"p99", t.P99.Verdict, t.P99.String()},
			{"error rate", t.Errors.Verdict, t.Errors.String()},
		} {
			if f.verdict == Worse {
				out = append(out, finding{subject: o.Name, text: fmt.Sprintf(
					"The %s of %s in the last 10 minutes, against the hour before: %s.", f.name, o.Name, f.text), do: hint(o)})
			}
		}
	}
	return out
}

// mostTime finds the operation that takes most of the street's time.
func mostTime(r *Report) []finding {
	if len(r.Bottlenecks) < 2 || r.Bottlenecks[0].Share < dominates {
		return nil
	}
	b := r.Bottlenecks[0]
	return []finding{{subject: b.Operation, text: fmt.Sprintf(
		"%s takes %s of the street's time, %s in the hour.", b.Operation, percent(b.Share), took(b.Sum)), do: r.hintFor(b.Operation)}}
}

// mostTail finds the operation that has most of the street's slowest calls.
func mostTail(r *Report) []finding {
	if len(r.Bottlenecks) < 2 {
		return nil
	}
	b := slices.MaxFunc(r.Bottlenecks, func(a, b Bottleneck) int { return cmp.Compare(a.Tail, b.Tail) })
	if b.Tail < dominates {
		return nil
	}
	return []finding{{subject: b.Operation, text: fmt.Sprintf(
		"%s of the slowest 1 %% of the street's calls are %s; its p99 is %s.", percent(b.Tail), b.Operation, took(b.P99)), do: r.hintFor(b.Operation)}}
}

func (r *Report) hintFor(operation string) string {
	for i := range r.Operations {
		if r.Operations[i].Name == operation {
			return hint(&r.Operations[i])
		}
	}
	return cpuProfile
}

// resourceHints say where to look, by resource and part.
var resourceHints = map[string]string{
	"heap/limit_use":    "Compare two heap profiles (/debug/pprof/heap on profile.listen), or raise GOMEMLIMIT if the machine has the memory.",
	"heap/goal_use":     "The collector runs more often the closer it is: GOGC and GOMEMLIMIT set its goal; /debug/pprof/heap on profile.listen shows what is held.",
	"heap/growth":       "Compare two heap profiles: go tool pprof -base OLD NEW, both from /debug/pprof/heap on profile.listen.",
	"goroutines/growth": "/debug/pprof/goroutine?debug=1 on profile.listen groups them by where they wait.",
	"goroutines/rising": "This looks like a leak: /debug/pprof/goroutine?debug=1 on profile.listen groups them by where they wait; compare two, some minutes apart.",
	"gc/cpu_share":      "/debug/pprof/allocs on profile.listen shows what allocates; a higher GOGC or GOMEMLIMIT trades memory for it.",
	"gc/pause_p99":      "A trace shows what the stops wait for: /debug/pprof/trace?seconds=5 on profile.listen, then go tool trace.",
	"gc/limited":        "The memory limit is too tight for what is live: raise GOMEMLIMIT or find what is held with /debug/pprof/heap on profile.listen.",
	"cpu/overhead":      "/debug/pprof/allocs on profile.listen shows what allocates; GOMEMLIMIT close to what is held makes scavenging and collection work.",
	"cpu/saturation":    "All processors of GOMAXPROCS are busy: see what they do with " + "/debug/pprof/profile on profile.listen, or give the bot more.",
	"cpu/wait_p99":      "Goroutines that could run wait for a processor: something else uses the machine, or GOMAXPROCS is below what the bot needs.",
}

// resourceFindings finds the parts of scores that are poor or critical.
func resourceFindings(r *Report) (out []finding) {
	for _, s := range r.Runtime {
		for _, p := range s.Parts {
			if c := ofScore(p.Score); c.Alerting() {
				out = append(out, finding{subject: "runtime_" + s.Resource, class: c, do: resourceHints[s.Resource+"/"+p.Name], text: fmt.Sprintf(
					"%s: %s is %s, %s (100 points at %s, none at %s).",
					s.Resource, p.Name, p, p.About, p.Unit.text(p.Best), p.Unit.text(p.Worst))})
			}
		}
	}
	return out
}

// lostNames finds that operations had no name of their own.
func lostNames(r *Report) []finding {
	if r.LostNames == 0 {
		return nil
	}
	return []finding{{subject: "other", text: fmt.Sprintf(
		"Calls that counted as other because their operation found no room: %s.", number(r.LostNames)), do: "mev_bot_operation_name_overflow_total counts them; raise the number of named operations, or give them fewer names."}}
}
