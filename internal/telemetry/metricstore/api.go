package metricstore

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"math"
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/tsdb"
	"github.com/prometheus/prometheus/util/annotations"
)

// kind is why a request has no answer, in the words of Prometheus' API.
type kind string

const (
	badData     kind = "bad_data"
	execution   kind = "execution"
	costLimit   kind = "cost_limit"
	canceled    kind = "canceled"
	timeout     kind = "timeout"
	internal    kind = "internal"
	unavailable kind = "unavailable"
)

// codes are the HTTP status of each kind.
var codes = map[kind]int{
	badData: http.StatusBadRequest, execution: http.StatusUnprocessableEntity, costLimit: http.StatusUnprocessableEntity,
	canceled: 499, timeout: http.StatusServiceUnavailable, internal: http.StatusInternalServerError, unavailable: http.StatusServiceUnavailable,
}

// failure is an error with its kind.
type failure struct {
	kind kind
	err  error
}

// Error is error's.
func (f *failure) Error() string { return f.err.Error() }

// Unwrap is the error itself.
func (f *failure) Unwrap() error { return f.err }

func bad(parameter string, err error) error {
	return &failure{badData, fmt.Errorf("invalid parameter %q: %w", parameter, err)}
}

// failed sorts an error of the engine or the database.
func failed(err error) error {
	var f *failure
	switch {
	case errors.As(err, &f):
		return err
	case errors.Is(err, tsdb.ErrNotReady):
		return &failure{unavailable, err}
	case is[promql.ErrQueryCanceled](err):
		return &failure{canceled, err}
	case is[promql.ErrQueryTimeout](err):
		return &failure{timeout, err}
	case is[promql.ErrTooManySeries](err), is[promql.ErrTooManySamplesRead](err):
		return &failure{costLimit, err}
	case is[promql.ErrStorage](err):
		return &failure{internal, err}
	case errors.Is(err, context.Canceled):
		return &failure{canceled, err}
	}
	return &failure{execution, err}
}

func is[E error](err error) bool {
	_, ok := errors.AsType[E](err)
	return ok
}

// answer is what every request gets.
type answer struct {
	Status    string   `json:"status"`
	Data      any      `json:"data,omitempty"`
	ErrorType kind     `json:"errorType,omitempty"`
	Error     string   `json:"error,omitempty"`
	Warnings  []string `json:"warnings,omitempty"`
	Infos     []string `json:"infos,omitempty"`
}

// asked is one request against the open database.
type asked struct {
	*Store
	*open
	r *http.Request
}

// result is an answer's data with what the query noted; nil data is 204.
type result struct {
	data  any
	notes annotations.Annotations
}

// API answers below /api/v1 as Prometheus does, as far as it reads: query,
// query_range, query_exemplars, format_query, series, labels, label/NAME/values,
// metadata, rules, alerts and status/buildinfo. Errors have Prometheus' JSON and
// codes; what is not read-only is not there.
func (s *Store) API() http.Handler {
	mux := http.NewServeMux()
	for path, one := range map[string]struct {
		f    func(*asked) (result, error)
		post bool
	}{
		"query": {(*asked).query, true}, "query_range": {(*asked).queryRange, true},
		"query_exemplars": {(*asked).exemplars, true}, "format_query": {(*asked).format, true},
		"series": {(*asked).series, true}, "labels": {(*asked).labelNames, true}, "label/{name}/values": {(*asked).labelValues, false},
		"metadata": {(*asked).metadata, false}, "rules": {(*asked).ruleGroups, false}, "alerts": {(*asked).activeAlerts, false},
		"status/buildinfo": {(*asked).buildInfo, false},
	} {
		mux.Handle("GET /api/v1/"+path, s.handle(one.f))
		if one.post {
			mux.Handle("POST /api/v1/"+path, s.handle(one.f))
		}
	}
	return mux
}

func (s *Store) handle(f func(*asked) (result, error)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		o, ctx, leave := s.enter(r)
		if o == nil {
			s.refuse(w, failed(tsdb.ErrNotReady))
			return
		}
		defer leave()
		r = r.WithContext(ctx) //nolint:contextcheck // it is made of the request's own
		if err := r.ParseForm(); err != nil {
			s.refuse(w, &failure{badData, fmt.Errorf("error parsing form values: %w", err)})
			return
		}
		a := &asked{s, o, r}
		res, err := f(a)
		switch {
		case err != nil:
			s.refuse(w, failed(err))
		case res.data == nil:
			s.metrics.queries.WithLabelValues("success").Inc()
			w.WriteHeader(http.StatusNoContent)
		default:
			warnings, infos := res.notes.AsStrings(r.Form.Get("query"), 10, 10)
			s.write(w, http.StatusOK, &answer{Status: "success", Data: res.data, Warnings: warnings, Infos: infos})
		}
	})
}

// enter is the open database and until when a request may read it; nil if there
// is none.
func (s *Store) enter(r *http.Request) (o *open, ctx context.Context, leave func()) {
	if o = s.open.Load(); o != nil {
		var ok bool
		if ctx, leave, ok = o.enter(r.Context()); ok {
			return o, ctx, leave
		}
	}
	return nil, nil, nil
}

func (s *Store) refuse(w http.ResponseWriter, err error) {
	var f *failure
	if !errors.As(err, &f) { // failed makes one of each
		f = &failure{internal, err}
	}
	s.write(w, codes[f.kind], &answer{Status: "error", ErrorType: f.kind, Error: f.err.Error()})
}

func (s *Store) write(w http.ResponseWriter, code int, a *answer) {
	raw, err := json.Marshal(a)
	if err != nil {
		s.opts.Logger.Error("an answer of the metric store has no JSON", slog.Any("error", err))
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	s.metrics.queries.WithLabelValues(a.Status).Inc()
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(code)
	_, _ = w.Write(raw) // the client is gone: there is nobody to tell
}

// The times that stand for no bound.
var (
	minTime = time.Unix(math.MinInt64/1000+62135596801, 0).UTC()
	maxTime = time.Unix(math.MaxInt64/1000-62135596801, 999999999).UTC()
)

func (a *asked) time(name string, otherwise time.Time) (time.Time, error) {
	text := a.r.Form.Get(name)
	if text == "" {
		return otherwise, nil
	}
	t, err := parseTime(text)
	if err != nil {
		return t, bad(name, fmt.Errorf("invalid time value for '%s': %w", name, err))
	}
	return t, nil
}

// parseTime reads unix seconds, of which milliseconds count, or RFC 3339.
func parseTime(text string) (time.Time, error) {
	if f, err := strconv.ParseFloat(text, 64); err == nil {
		seconds, rest := math.Modf(f)
		rest = math.Round(rest*1000) / 1000
		return time.Unix(int64(seconds), int64(rest*float64(time.Second))).UTC(), nil
	}
	if t, err := time.Parse(time.RFC3339Nano, text); err == nil {
		return t, nil
	}
	for _, bound := range []time.Time{minTime, maxTime} { // their years have more than four digits
		if text == bound.Format(time.RFC3339Nano) {
			return bound, nil
		}
	}
	return time.Time{}, fmt.Errorf("cannot parse %q to a valid timestamp", text)
}

// parseDuration reads seconds, or a duration as PromQL has it.
func parseDuration(text string) (time.Duration, error) {
	if f, err := strconv.ParseFloat(text, 64); err == nil {
		ns := f * float64(time.Second)
		if math.IsNaN(ns) || ns >= math.MaxInt64 || ns < math.MinInt64 {
			return 0, fmt.Errorf("cannot parse %q to a valid duration. It overflows int64", text)
		}
		return time.Duration(ns), nil
	}
	if d, err := model.ParseDuration(text); err == nil {
		return time.Duration(d), nil
	}
	return 0, fmt.Errorf("cannot parse %q to a valid duration", text)
}

// span is the parameters start and end.
func (a *asked) span() (start, end time.Time, err error) {
	if start, err = a.time("start", minTime); err != nil {
		return start, end, err
	}
	end, err = a.time("end", maxTime)
	return start, end, err
}

// limit is the most results; 0 is no limit.
func (a *asked) limit() (int, error) {
	text := a.r.Form.Get("limit")
	if text == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(text)
	if err == nil && n < 0 {
		err = errors.New("limit must be non-negative")
	}
	if err != nil {
		return 0, bad("limit", err)
	}
	return n, nil
}

// hint asks the database for one more than the limit, to know whether there is more.
func hint(limit int) int {
	if limit > 0 && limit < math.MaxInt {
		return limit + 1
	}
	return limit
}

var errTruncated = errors.New("results truncated due to limit")

// cut shortens a list to a limit and notes it.
func cut[L ~[]T, T any](list L, limit int, notes annotations.Annotations) (L, annotations.Annotations) {
	if limit > 0 && len(list) > limit {
		return list[:limit], notes.Add(errTruncated)
	}
	return list, notes
}

// matchers reads match[], each of which needs a matcher that "" does not satisfy.
func (a *asked) matchers() ([][]*labels.Matcher, error) {
	sets, err := a.parser.ParseMetricSelectors(a.r.Form["match[]"])
	if err != nil {
		return nil, err
	}
	for _, set := range sets {
		selects := false
		for _, m := range set {
			selects = selects || m != nil && !m.Matches("")
		}
		if !selects {
			return nil, errors.New("match[] must contain at least one non-empty matcher")
		}
	}
	return sets, nil
}
