package health

import (
	"encoding/json"
	"net/http"
	"slices"
	"time"
)

// report is the JSON of a probe. Every answer says what it knows; modules only
// when asked for.
type report struct {
	Status          string            `json:"status"`
	Started         *bool             `json:"started,omitempty"`
	Trading         *bool             `json:"trading,omitempty"`
	TradingReason   string            `json:"trading_reason,omitempty"`
	LastHealthCheck *time.Time        `json:"last_health_check,omitempty"`
	UptimeSeconds   float64           `json:"uptime_seconds,omitempty"`
	Reasons         []reason          `json:"reasons,omitempty"`
	StuckSeconds    map[string]int64  `json:"stuck_seconds,omitempty"`
	Modules         map[string]module `json:"modules,omitempty"`
}

type reason struct {
	Module string `json:"module"`
	Error  string `json:"error"`
}

type module struct {
	Status          Status     `json:"status"`
	BlocksReady     bool       `json:"blocks_ready"`
	Since           time.Time  `json:"since"`
	LastCheck       *time.Time `json:"last_check"`
	DurationSeconds float64    `json:"duration_seconds"`
	Error           string     `json:"error,omitempty"`
}

func (s State) module() module {
	m := module{Status: s.Status, BlocksReady: s.Blocks, Since: s.Since.UTC(), DurationSeconds: s.Duration.Seconds(), Error: s.text()}
	if !s.LastCheck.IsZero() {
		at := s.LastCheck.UTC()
		m.LastCheck = &at
	}
	return m
}

// text says what is wrong; empty when nothing is.
func (s State) text() string {
	switch {
	case s.Err != nil:
		return s.Err.Error()
	case s.Status == Unknown:
		return "not checked yet"
	}
	return ""
}

// Handler answers the probes: /health, /health/live, /health/ready,
// /health/startup, their aliases, and /health/modules/{name}. The query
// ?verbose adds the modules, ?exclude=NAME leaves one out of the answer. Who
// detail says no to hears the status alone; nil says yes to everybody.
func (r *Registry) Handler(detail func(*http.Request) bool) http.Handler {
	if detail == nil {
		detail = func(*http.Request) bool { return true }
	}
	mux := http.NewServeMux()
	for _, p := range []struct {
		answer func(*http.Request) (int, report)
		paths  []string
	}{
		{r.overall, []string{"/health"}},
		{r.live, []string{"/health/live", "/livez", "/live"}},
		{r.ready, []string{"/health/ready", "/readyz", "/ready"}},
		{r.startup, []string{"/health/startup", "/startupz", "/startup"}},
	} {
		for _, path := range p.paths {
			mux.HandleFunc("GET "+path, func(w http.ResponseWriter, q *http.Request) {
				code, rep := p.answer(q)
				if !detail(q) {
					writeJSON(w, code, report{Status: rep.Status})
					return
				}
				if q.URL.Query().Has("verbose") {
					rep.Modules = r.moduleMap()
				}
				writeJSON(w, code, rep)
			})
		}
	}
	modules := func(h http.HandlerFunc) http.HandlerFunc {
		return func(w http.ResponseWriter, q *http.Request) {
			if !detail(q) {
				writeJSON(w, http.StatusUnauthorized, report{Status: "unauthorized"})
				return
			}
			h(w, q)
		}
	}
	mux.HandleFunc("GET /health/modules", modules(func(w http.ResponseWriter, _ *http.Request) {
		writeJSON(w, http.StatusOK, r.moduleMap())
	}))
	mux.HandleFunc("GET /health/modules/{name}", modules(r.module))
	return mux
}

func writeJSON(w http.ResponseWriter, code int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(code)
	_ = json.NewEncoder(w).Encode(v) // the client is gone: there is nobody to tell
}

func (r *Registry) moduleMap() map[string]module {
	out := map[string]module{}
	for _, s := range r.States() {
		out[s.Name] = s.module()
	}
	return out
}

func (r *Registry) module(w http.ResponseWriter, q *http.Request) {
	name := q.PathValue("name")
	for _, s := range r.States() {
		if s.Name == name {
			code := http.StatusOK
			if s.Status != Healthy {
				code = http.StatusServiceUnavailable
			}
			writeJSON(w, code, s.module())
			return
		}
	}
	writeJSON(w, http.StatusNotFound, report{Status: "unknown_module"})
}

// overall is the page for people: always with the modules.
func (r *Registry) overall(q *http.Request) (int, report) {
	code, rep := r.ready(q)
	if stuck, dead := r.live(q); stuck != http.StatusOK {
		dead.Reasons = rep.Reasons
		code, rep = stuck, dead
	} else if code == http.StatusOK {
		rep.Status = "healthy"
		for _, s := range r.States() {
			if s.Status == Unhealthy {
				rep.Status = "degraded"
			}
		}
	}
	started, now := r.Started(), r.opts.Now()
	rep.Started, rep.UptimeSeconds, rep.Modules = &started, now.Sub(r.start).Seconds(), r.moduleMap()
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

func (r *Registry) live(q *http.Request) (int, report) {
	exclude := q.URL.Query()["exclude"]
	stuck := map[string]int64{}
	for name, age := range r.Stuck() {
		if !slices.Contains(exclude, name) {
			stuck[name] = int64(age.Seconds())
		}
	}
	if len(stuck) > 0 {
		return http.StatusInternalServerError, report{Status: "deadlock_detected", StuckSeconds: stuck}
	}
	return http.StatusOK, report{Status: "alive"}
}

func (r *Registry) ready(q *http.Request) (int, report) {
	trading, why := r.Trading()
	rep := report{Status: "ready", TradingReason: why}
	if !r.Started() {
		rep.Reasons = append(rep.Reasons, reason{"startup", "not started yet"})
	}
	for _, s := range r.Ready(q.URL.Query()["exclude"]...) {
		rep.Reasons = append(rep.Reasons, reason{s.Name, s.text()})
	}
	code := http.StatusOK
	if len(rep.Reasons) > 0 {
		code, rep.Status, trading = http.StatusServiceUnavailable, "not_ready", false
	}
	rep.Trading = &trading
	return code, rep
}

func (r *Registry) startup(*http.Request) (int, report) {
	if r.Started() {
		return http.StatusOK, report{Status: "started"}
	}
	rep := report{Status: "starting"}
	if age := r.opts.Now().Sub(r.start); age > r.opts.StartupLimit {
		rep.Status = "late"
		rep.Reasons = []reason{{"startup", "not started after " + age.Round(time.Second).String() + " (health.startup_limit)"}}
	}
	return http.StatusServiceUnavailable, rep
}
