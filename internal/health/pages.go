package health

import (
	"encoding/csv"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"time"
)

// ModulePage is a module as /health/modules/{name} shows it.
type ModulePage struct {
	Status          Status     `json:"status"`
	Trend           Trend      `json:"trend"`
	BlocksReady     bool       `json:"blocks_ready"`
	Needs           []string   `json:"needs,omitempty"`
	Since           time.Time  `json:"since"`
	LastCheck       *time.Time `json:"last_check"`
	DurationSeconds float64    `json:"duration_seconds"`
	Error           string     `json:"error,omitempty"`
	Events          []Event    `json:"events,omitempty"` // the newest of this module, the oldest first
}

func (s State) page() ModulePage {
	m := ModulePage{
		Status: s.Status, Trend: s.Trend, BlocksReady: s.Blocks, Needs: s.Needs, Since: s.Since.UTC(),
		DurationSeconds: s.Duration.Seconds(), Error: s.text(),
	}
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

// pages adds what shows details to mux.
func (r *Registry) pages(mux *http.ServeMux, detail func(*http.Request) bool) {
	for path, page := range map[string]http.HandlerFunc{
		"/health/modules":        func(w http.ResponseWriter, _ *http.Request) { writeJSON(w, http.StatusOK, r.modulePages()) },
		"/health/modules/{name}": r.modulePage,
		"/health/history":        r.historyPage,
		"/health/history/export": r.exportPage,
		"/health/events":         r.eventPage,
	} {
		mux.HandleFunc("GET "+path, func(w http.ResponseWriter, q *http.Request) {
			if !detail(q) {
				writeJSON(w, http.StatusUnauthorized, Report{Status: "unauthorized"})
				return
			}
			page(w, q)
		})
	}
}

func (r *Registry) modulePages() map[string]ModulePage {
	out := map[string]ModulePage{}
	for _, s := range r.States() {
		out[s.Name] = s.page()
	}
	return out
}

// recentEvents is how many events a module's page shows.
const recentEvents = 10

func (r *Registry) modulePage(w http.ResponseWriter, q *http.Request) {
	name := q.PathValue("name")
	for _, s := range r.States() {
		if s.Name != name {
			continue
		}
		page := s.page()
		for _, e := range r.Events(r.opts.History) {
			if e.Module == name {
				page.Events = last(append(page.Events, e), recentEvents)
			}
		}
		code := http.StatusOK
		if s.Status != Healthy {
			code = http.StatusServiceUnavailable
		}
		writeJSON(w, code, page)
		return
	}
	writeJSON(w, http.StatusNotFound, Report{Status: "unknown_module"})
}

func (r *Registry) historyPage(w http.ResponseWriter, q *http.Request) {
	if n, ok := r.count(w, q); ok {
		writeJSON(w, http.StatusOK, list(r.Snapshots(n)))
	}
}

func (r *Registry) eventPage(w http.ResponseWriter, q *http.Request) {
	if n, ok := r.count(w, q); ok {
		writeJSON(w, http.StatusOK, list(r.Events(n)))
	}
}

// list is never null in JSON.
func list[T any](l []T) []T {
	if l == nil {
		return []T{}
	}
	return l
}

// count is the parameter of that name; it answers where that is no number.
func (r *Registry) count(w http.ResponseWriter, q *http.Request) (int, bool) {
	values := q.URL.Query()
	if !values.Has("count") {
		return r.opts.History, true
	}
	n, err := strconv.Atoi(values.Get("count"))
	if err != nil || n < 1 || n > r.opts.History {
		refuse(w, fmt.Sprintf("count is %q: want a number from 1 to %d, as in ?count=10", values.Get("count"), r.opts.History))
		return 0, false
	}
	return n, true
}

func refuse(w http.ResponseWriter, what string) {
	writeJSON(w, http.StatusBadRequest, struct {
		Status string `json:"status"`
		Error  string `json:"error"`
	}{"bad_request", what})
}

func (r *Registry) exportPage(w http.ResponseWriter, q *http.Request) {
	n, ok := r.count(w, q)
	if !ok {
		return
	}
	switch format := q.URL.Query().Get("format"); format {
	case "json", "":
		w.Header().Set("Content-Disposition", `attachment; filename="health-history.json"`)
		writeJSON(w, http.StatusOK, list(r.Snapshots(n)))
	case "csv":
		w.Header().Set("Content-Type", "text/csv; charset=utf-8")
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("Content-Disposition", `attachment; filename="health-history.csv"`)
		_ = writeCSV(csv.NewWriter(w), r.Snapshots(n)) // the client is gone: there is nobody to tell
	default:
		refuse(w, fmt.Sprintf("format is %q: want json or csv, as in ?format=csv", format))
	}
}

// writeCSV writes a line for each module of each snapshot.
func writeCSV(w *csv.Writer, snapshots []Snapshot) error {
	if err := w.Write([]string{"time", "overall", "trading", "module", "status", "trend", "duration_seconds", "error"}); err != nil {
		return err
	}
	for i := range snapshots {
		s := &snapshots[i]
		for _, name := range slices.Sorted(maps.Keys(s.Modules)) {
			m := s.Modules[name]
			line := []string{
				s.Time.Format(time.RFC3339Nano), s.Status, strconv.FormatBool(s.Trading), name, string(m.Status), string(m.Trend),
				strconv.FormatFloat(m.DurationSeconds, 'f', -1, 64), plain(m.Error),
			}
			if err := w.Write(line); err != nil {
				return err
			}
		}
	}
	w.Flush()
	return w.Error()
}

// plain keeps a spreadsheet from taking a text for a formula.
func plain(text string) string {
	if text != "" && (text[0] == '=' || text[0] == '+' || text[0] == '-' || text[0] == '@') {
		return "'" + text
	}
	return text
}
