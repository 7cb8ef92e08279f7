package health

import (
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Report is the JSON of a probe. Every answer says what it knows; modules only
// when asked for.
type Report struct {
	Status          string                `json:"status"`
	Started         *bool                 `json:"started,omitempty"`
	Trading         *bool                 `json:"trading,omitempty"`
	TradingReason   string                `json:"trading_reason,omitempty"`
	LastHealthCheck *time.Time            `json:"last_health_check,omitempty"`
	UptimeSeconds   float64               `json:"uptime_seconds,omitempty"`
	Reasons         []Reason              `json:"reasons,omitempty"`
	Warning         string                `json:"warning,omitempty"`
	StuckSeconds    map[string]int64      `json:"stuck_seconds,omitempty"`
	Modules         map[string]ModulePage `json:"modules,omitempty"`
}

// Reason is what stands against being ready.
type Reason struct {
	Module string `json:"module"`
	Error  string `json:"error"`
}

// Handler answers the probes: /health, /health/live, /health/ready,
// /health/startup and their aliases; and the pages of modules, history and
// events. As with kube-apiserver, the query ?verbose adds the modules, and
// ?exclude=NAME leaves one out of the answer; a name that does not exist gives a
// warning and changes nothing. Who detail says no to hears the status of probes
// alone, and sees no pages; nil says yes to everybody.
func (r *Registry) Handler(detail func(*http.Request) bool) http.Handler {
	if detail == nil {
		detail = func(*http.Request) bool { return true }
	}
	mux := http.NewServeMux()
	for _, p := range []struct {
		answer func(exclude []string) (int, Report)
		paths  []string
	}{
		{r.overall, []string{"/health"}},
		{r.live, []string{"/health/live", "/livez", "/live"}},
		{r.ready, []string{"/health/ready", "/readyz", "/ready"}},
		{r.startup, []string{"/health/startup", "/startupz", "/startup"}},
	} {
		for _, path := range p.paths {
			mux.HandleFunc("GET "+path, func(w http.ResponseWriter, q *http.Request) {
				code, rep := p.answer(q.URL.Query()["exclude"])
				if !detail(q) {
					writeJSON(w, code, Report{Status: rep.Status})
					return
				}
				if q.URL.Query().Has("verbose") {
					rep.Modules = r.modulePages()
				}
				writeJSON(w, code, rep)
			})
		}
	}
	r.pages(mux, detail)
	return mux
}

func writeJSON(w http.ResponseWriter, code int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(code)
	_ = json.NewEncoder(w).Encode(v) // the client is gone: there is nobody to tell
}

// overall is the page for people: always with the modules.
func (r *Registry) overall(exclude []string) (int, Report) {
	code, rep := r.ready(exclude)
	if stuck, dead := r.live(exclude); stuck != http.StatusOK {
		dead.Reasons = rep.Reasons
		code, rep = stuck, dead
	} else if rep.Warning = r.unmatched(exclude, true, true); code == http.StatusOK {
		rep.Status = "healthy"
		for _, s := range r.States() {
			if s.Status == Unhealthy {
				rep.Status = "degraded"
			}
		}
	}
	started, now := r.Started(), r.opts.Now()
	rep.Started, rep.UptimeSeconds, rep.Modules = &started, now.Sub(r.start).Seconds(), r.modulePages()
	var last time.Time
	for _, s := range r.States() {
		if s.LastCheck.After(last) {
			last = s.LastCheck
		}
	}
	if !last.IsZero() {
		last = last.UTC()
		rep.LastHealthCheck = &last
	}
	return code, rep
}

func (r *Registry) live(exclude []string) (int, Report) {
	stuck := map[string]int64{}
	for name, age := range r.Stuck() {
		if !slices.Contains(exclude, name) {
			stuck[name] = int64(age.Seconds())
		}
	}
	warning := r.unmatched(exclude, false, true)
	if len(stuck) > 0 {
		r.watch() // the loop that watches may be the one that is stuck
		return http.StatusInternalServerError, Report{Status: "deadlock_detected", StuckSeconds: stuck, Warning: warning}
	}
	return http.StatusOK, Report{Status: "alive", Warning: warning}
}

func (r *Registry) ready(exclude []string) (int, Report) {
	trading, why := r.Trading()
	rep := Report{Status: "ready", TradingReason: why, Warning: r.unmatched(exclude, true, false)}
	if !r.Started() {
		rep.Reasons = append(rep.Reasons, Reason{"startup", "not started yet"})
	}
	if r.stopping.Load() {
		rep.Reasons = append(rep.Reasons, Reason{"shutdown", "the bot is stopping"})
	}
	for _, s := range r.Ready(exclude...) {
		rep.Reasons = append(rep.Reasons, Reason{s.Name, s.text()})
	}
	code := http.StatusOK
	if len(rep.Reasons) > 0 {
		code, rep.Status, trading = http.StatusServiceUnavailable, "not_ready", false
	}
	rep.Trading = &trading
	return code, rep
}

// unmatched says which names cannot be left out because nothing is called so.
func (r *Registry) unmatched(exclude []string, modules, loops bool) string {
	r.mu.Lock()
	defer r.mu.Unlock()
	var unknown []string
	for _, name := range exclude {
		if (!modules || r.states[name] == nil) && (!loops || r.beats[name] == nil) {
			unknown = append(unknown, strconv.Quote(name))
		}
	}
	if len(unknown) == 0 {
		return ""
	}
	return "some health checks cannot be excluded: no matches for " + strings.Join(unknown, ", ")
}

func (r *Registry) startup([]string) (int, Report) {
	if r.Started() {
		return http.StatusOK, Report{Status: "started"}
	}
	rep := Report{Status: "starting"}
	if age := r.opts.Now().Sub(r.start); age > r.opts.StartupLimit {
		rep.Status = "late"
		rep.Reasons = []Reason{{"startup", "not started after " + age.Round(time.Second).String() + " (health.startup_limit)"}}
	}
	return http.StatusServiceUnavailable, rep
}
