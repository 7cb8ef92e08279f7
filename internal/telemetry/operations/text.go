package operations

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"
)

// The figures of a report are written by the functions below everywhere, so
// that a sentence quotes what a table shows.

// took is a duration with three figures and its unit.
func took(d time.Duration) string {
	ns := float64(d)
	for _, u := range []struct {
		ns   float64
		name string
	}{{1e9, "s"}, {1e6, "ms"}, {1e3, "us"}} {
		if ns >= u.ns*0.9995 {
			return three(ns/u.ns) + " " + u.name
		}
	}
	return strconv.FormatInt(int64(d), 10) + " ns"
}

// three writes a number with three figures, or all of those before the point.
func three(v float64) string {
	switch {
	case v >= 99.95 || v <= -99.95:
		return strconv.FormatFloat(v, 'f', 0, 64)
	case v >= 9.995 || v <= -9.995:
		return strconv.FormatFloat(v, 'f', 1, 64)
	}
	return strconv.FormatFloat(v, 'f', 2, 64)
}

// percent is a share of 0 to 1.
func percent(share float64) string { return three(100*share) + " %" }

// number is a count with its thousands apart.
func number[T ~int | ~uint64](v T) string {
	s := strconv.FormatInt(int64(v), 10)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// String is the value of a part with its unit.
func (p Part) String() string { return p.Unit.text(p.Value) }

func (u Unit) text(v float64) string {
	if u == Seconds {
		return took(time.Duration(v * 1e9))
	}
	return percent(v)
}

// Range is the bounds of a part.
func (p Part) Range() string { return p.Unit.text(p.Best) + " .. " + p.Unit.text(p.Worst) }

// String is the figure with its unit.
func (f Fact) String() string {
	switch f.Unit {
	case "bytes":
		return three(f.Value/(1<<20)) + " MiB"
	case "seconds":
		return took(time.Duration(f.Value * 1e9))
	}
	return number(uint64(max(f.Value, 0)))
}

// String is the objective in words.
func (o Objective) String() string {
	var parts []string
	if o.P99 > 0 {
		parts = append(parts, "p99 "+took(o.P99))
	}
	if o.ErrorRate > 0 {
		parts = append(parts, "errors "+percent(o.ErrorRate))
	}
	if len(parts) == 0 {
		return "none"
	}
	return strings.Join(parts, ", ")
}

// Row is the threshold in words: what an operation and a score need.
func (t Threshold) Row() (operation, score string) {
	operation = "above"
	if t.Times > 0 {
		operation = "<= " + percent(t.Times) + " of the objective"
	}
	return operation, ">= " + strconv.FormatFloat(t.Score, 'f', -1, 64)
}

// String is the change in words.
func (c DurationChange) String() string {
	if c.Verdict == TooFew {
		return string(TooFew)
	}
	return fmt.Sprintf("%s -> %s (%s) %s", took(c.Before), took(c.Now), signed(c.Ratio), c.Verdict)
}

func signed(ratio float64) string {
	if ratio < 0 {
		return percent(ratio)
	}
	return "+" + percent(ratio)
}

// String is the change in words.
func (c RateChange) String() string {
	if c.Verdict == TooFew {
		return string(TooFew)
	}
	return fmt.Sprintf("%s -> %s %s", percent(c.Before), percent(c.Now), c.Verdict)
}

// stamp is a time as reports write it: UTC, seconds.
func stamp(t time.Time) string { return t.UTC().Format("2006-01-02 15:04:05Z") }

// because is why an operation has its class.
func because(s Seen, o Objective) string {
	if s.Calls < MinCalls {
		return fmt.Sprintf("%s calls in %d minutes; a class needs %d", number(s.Calls), patience, MinCalls)
	}
	why := number(s.Calls) + " calls"
	if o.P99 > 0 {
		why += fmt.Sprintf(", p99 %s against %s", took(s.P99), took(o.P99))
	}
	if o.ErrorRate > 0 {
		why += fmt.Sprintf(", errors %s against %s", percent(s.ErrorRate()), percent(o.ErrorRate))
	}
	return why
}

// why is the part that gives a score its class.
func (s Score) why() string {
	worst := s.worstPart()
	if worst == nil {
		return "nothing known"
	}
	return fmt.Sprintf("score %s: %s %s (%s)", three(s.Score), worst.Name, worst, worst.About)
}

func (s Score) worstPart() *Part {
	var worst *Part
	for i := range s.Parts {
		if worst == nil || s.Parts[i].Score < worst.Score {
			worst = &s.Parts[i]
		}
	}
	return worst
}

// writer keeps the first error, so that a report reads as what it prints.
type writer struct {
	w   io.Writer
	err error
}

func (w *writer) printf(format string, args ...any) {
	if w.err == nil {
		_, w.err = fmt.Fprintf(w.w, format, args...)
	}
}

// table aligns the columns of what rows prints, which are apart by tabs.
func (w *writer) table(rows func(*writer)) {
	t := tabwriter.NewWriter(w.w, 0, 0, 2, ' ', 0)
	inner := &writer{w: t, err: w.err}
	rows(inner)
	if w.err = inner.err; w.err == nil {
		w.err = t.Flush()
	}
}

// WriteText writes the report for a terminal.
func (r *Report) WriteText(to io.Writer) error {
	w := &writer{w: to}
	w.printf("Operation profile, %s to %s (%s)\n", stamp(r.From), stamp(r.At), r.Occasion)
	w.printf("Profiler started %s. Overall: %s\n", stamp(r.Started), r.Overall)
	w.printf("\nLast hour\n")
	w.table(r.operationRows)
	w.printf("\nObjectives and standing\n")
	w.table(r.objectiveRows)
	w.printf("\nTrend, last 10 minutes against the hour before\n")
	w.table(r.trendRows)
	w.printf("\nBottlenecks of the street\n")
	w.table(r.bottleneckRows)
	w.printf("\nRuntime\n")
	w.table(r.runtimeRows)
	w.printf("\nClasses\n")
	w.table(r.thresholdRows)
	w.printf("An operation has the worse class of p99 and error rate; fewer than %d calls have none, fewer than %d failures are not judged.\n", r.MinCalls, r.MinFailed)
	w.printf("\nRecommendations\n")
	if len(r.Recommendations) == 0 {
		w.printf("none\n")
	}
	for _, a := range r.Recommendations {
		for i, f := range a.Findings {
			w.printf("%s %s\n", [2]string{"-", " "}[min(i, 1)], f)
		}
		w.printf("  %s\n", a.Do)
	}
	if r.LostNames > 0 {
		w.printf("\nNames without room: %s\n", number(r.LostNames))
	}
	return w.err
}

func (r *Report) operationRows(w *writer) {
	w.printf("operation\tcalls\tmin\tavg\tp50\tp99\tmax\terrors\tclass\n")
	for i := range r.Operations {
		o := &r.Operations[i]
		w.printf("%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", o.Name, number(o.Calls), took(o.Min), took(o.Avg), took(o.P50), took(o.P99), took(o.Max), percent(o.ErrorRate), o.Class)
	}
}

func (r *Report) objectiveRows(w *writer) {
	w.printf("operation\tkind\tobjective\tclass of the hour\tstanding\n")
	for i := range r.Operations {
		o := &r.Operations[i]
		w.printf("%s\t%s\t%s\t%s\t%s\n", o.Name, o.Kind, o.Objective, o.Class, o.Standing)
	}
}

func (r *Report) trendRows(w *writer) {
	w.printf("operation\tcalls\tmedian\tp99\terrors\tverdict\n")
	for i := range r.Operations {
		o := &r.Operations[i]
		t := &o.Trend
		w.printf("%s\t%s -> %s\t%s\t%s\t%s\t%s\n", o.Name, number(t.CallsBefore), number(t.CallsNow), t.Median, t.P99, t.Errors, t.Verdict)
	}
}

func (r *Report) bottleneckRows(w *writer) {
	w.printf("operation\ttime\tof all street time\tp99\tof the slowest 1 %%\n")
	for _, b := range r.Bottlenecks {
		w.printf("%s\t%s\t%s\t%s\t%s\n", b.Operation, took(b.Sum), percent(b.Share), took(b.P99), percent(b.Tail))
	}
}

func (r *Report) runtimeRows(w *writer) {
	w.printf("resource\tscore\tclass\tstanding\tpart\tvalue\t100 .. 0 at\tabout\n")
	for _, s := range r.Runtime {
		if len(s.Parts) == 0 {
			w.printf("%s\t-\t%s\t%s\t-\t-\t-\tnot enough is known yet\n", s.Resource, s.Class, s.Standing)
		}
		for i, p := range s.Parts {
			head := "\t\t\t"
			if i == 0 {
				head = fmt.Sprintf("%s\t%s\t%s\t%s", s.Resource, three(s.Score), s.Class, s.Standing)
			}
			w.printf("%s\t%s\t%s\t%s\t%s\n", head, p.Name, p, p.Range(), p.About)
		}
		for _, f := range s.Facts {
			w.printf("\t\t\t\t%s\t%s\n", f.Name, f)
		}
	}
}

func (r *Report) thresholdRows(w *writer) {
	w.printf("class\toperation\tscore\n")
	for _, t := range r.Thresholds {
		operation, score := t.Row()
		w.printf("%s\t%s\t%s\n", t.Class, operation, score)
	}
}
