package integrity

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"text/tabwriter"
	"time"
)

// Report is what is known of the bot's integrity.
type Report struct {
	AsOf     time.Time `json:"as_of"`
	State    State     `json:"state"` // of the newest snapshot; unknown before the first
	Interval float64   `json:"interval_seconds"`
	// Snapshots and Attempts are the newest, newest first. Open is what is wrong and
	// being repaired, at most maxOpen of OpenCases.
	Snapshots []Snapshot `json:"snapshots"`
	Attempts  []Attempt  `json:"recoveries"`
	Open      []Case     `json:"open"`
	OpenCases int        `json:"open_cases"`
}

// maxOpen bounds the cases that a report tells of.
const maxOpen = 50

// Report has the newest count snapshots and attempts to repair.
func (r *Runner) Report(count int) Report {
	rep := Report{
		AsOf: r.opts.Now().UTC(), State: Unknown, Interval: r.opts.Interval.Seconds(),
		Attempts: r.board.attempts(count), Open: r.board.open(),
	}
	rep.OpenCases = len(rep.Open)
	rep.Open = rep.Open[:min(rep.OpenCases, maxOpen)]
	r.mu.Lock()
	defer r.mu.Unlock()
	rep.Snapshots = slices.Clone(r.snapshots[max(0, len(r.snapshots)-count):])
	slices.Reverse(rep.Snapshots)
	if len(rep.Snapshots) == 0 {
		rep.Snapshots = []Snapshot{}
	} else {
		rep.State = rep.Snapshots[0].State
	}
	return rep
}

// defaultCount is how many snapshots are told of if nobody says.
const defaultCount = 10

// countOf reads how many snapshots a request wants.
func countOf(r *http.Request) (int, error) {
	query := r.URL.Query()
	for name, values := range query {
		if name != "count" || len(values) != 1 {
			return 0, fmt.Errorf("parameter %q: want only count, once", name)
		}
	}
	if !query.Has("count") {
		return defaultCount, nil
	}
	n, err := strconv.Atoi(query.Get("count"))
	if err != nil || n < 1 || n > Keep {
		return 0, fmt.Errorf("count %q: want a number from 1 to %d", query.Get("count"), Keep)
	}
	return n, nil
}

// problem is an application/problem+json answer (RFC 9457).
type problem struct {
	Title  string `json:"title"`
	Status int    `json:"status"`
	Detail string `json:"detail"`
}

// Handler answers GET with the Report as JSON; ?count=N asks for N snapshots, 10 if
// it is not there. A request that cannot be read is answered with 400.
func (r *Runner) Handler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		count, err := countOf(q)
		w.Header().Set("Cache-Control", "no-store")
		if err != nil {
			w.Header().Set("Content-Type", "application/problem+json")
			w.WriteHeader(http.StatusBadRequest)
			_ = json.NewEncoder(w).Encode(problem{http.StatusText(http.StatusBadRequest), http.StatusBadRequest, err.Error()}) // the client is gone
			return
		}
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(r.Report(count)) // the client is gone
	})
}

// WriteText writes the report for a person: the newest snapshot part by part, the
// others in a line each, and what was repaired.
func (rep *Report) WriteText(w io.Writer) error {
	if len(rep.Snapshots) == 0 {
		_, err := fmt.Fprintf(w, "no snapshot yet: one is taken every %g s\n", rep.Interval)
		return err
	}
	if err := rep.Snapshots[0].writeText(w); err != nil {
		return err
	}
	t := newTable(w, rep.Snapshots[1:], "BEFORE\tSTATE\tBLOCK\tWHY")
	for i := range rep.Snapshots[1:] {
		s := &rep.Snapshots[1+i]
		fmt.Fprintf(t, "%s\t%s\t%d\t%s\n", stamp(s.At), s.State, s.Block, s.Why())
	}
	if err := t.Flush(); err != nil {
		return err
	}
	t = newTable(w, rep.Open, "WRONG\tWHAT\tSINCE\tATTEMPTS\tNEXT\tCAUSE")
	for i := range rep.Open {
		c := &rep.Open[i]
		next := stamp(c.Next)
		if c.NeedsPerson {
			next += ", a person is needed"
		}
		fmt.Fprintf(t, "%s\t%s\t%s\t%d\t%s\t%s\n", c.Action, c.Target, stamp(c.Since), c.Attempts, next, c.Cause)
	}
	if err := t.Flush(); err != nil {
		return err
	}
	t = newTable(w, rep.Attempts, "REPAIR\tAT\tWHAT\tATTEMPT\tRESULT\tTOOK\tCAUSE")
	for i := range rep.Attempts {
		a := &rep.Attempts[i]
		result := a.Result
		if a.Error != "" {
			result += ": " + a.Error
		}
		fmt.Fprintf(t, "%s\t%s\t%s\t%d\t%s\t%.3g s\t%s\n", a.Action, stamp(a.At), a.Target, a.Attempt, result, a.Seconds, a.Cause)
	}
	return t.Flush()
}

// writeText writes a snapshot part by part.
func (s *Snapshot) writeText(w io.Writer) error {
	fmt.Fprintf(w, "integrity %s at %s: %d of %d pools compared at block %d, %d not trusted\n",
		s.State, stamp(s.At), s.Sampled, s.Pools, s.Block, s.Untrusted)
	t := newTable(w, s.Parts, "PART\tSTATE\tCHECKED\tWRONG\tRATE\tLIMIT\tWHY")
	for i := range s.Parts {
		p := &s.Parts[i]
		fmt.Fprintf(t, "%s\t%s\t%d\t%d\t%.3g %%\t%g %%\t%s\n", p.Name, p.State, p.Checked, p.Wrong, 100*p.Ratio, float64(p.LimitBps)/100, p.Why)
	}
	if err := t.Flush(); err != nil {
		return err
	}
	for _, f := range s.Findings {
		fmt.Fprintf(w, "%s: %s %s\n", f.Part, f.Target, f.Text)
	}
	if s.More > 0 {
		fmt.Fprintf(w, "and %d more findings\n", s.More)
	}
	return nil
}

// newTable begins a table with a heading, unless it will have no rows.
func newTable[T any](w io.Writer, rows []T, heading string) *tabwriter.Writer {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	if len(rows) > 0 {
		fmt.Fprintln(t, "\n"+heading)
	}
	return t
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return "never"
	}
	return t.UTC().Format(time.RFC3339)
}
