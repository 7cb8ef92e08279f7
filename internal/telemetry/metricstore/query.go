package metricstore

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/prometheus/prometheus/model/timestamp"
	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/promql/parser"
	"github.com/prometheus/prometheus/util/stats"
)

// queryData is the answer of query and query_range.
type queryData struct {
	Type   parser.ValueType `json:"resultType"`
	Result json.RawMessage  `json:"result"`
	Stats  stats.QueryStats `json:"stats,omitempty"`
}

// mostPoints is how many points a series of an answer has at most.
const mostPoints = 11_000

func (a *asked) query() (result, error) {
	limit, err := a.limit()
	if err != nil {
		return result{}, err
	}
	at, err := a.time("time", a.opts.Now())
	if err != nil {
		return result{}, err
	}
	return a.execute(limit, func(ctx context.Context, o promql.QueryOpts) (promql.Query, error) {
		return a.engine.NewInstantQuery(ctx, a.db, o, a.r.Form.Get("query"), at)
	})
}

func (a *asked) queryRange() (result, error) {
	limit, err := a.limit()
	if err != nil {
		return result{}, err
	}
	start, err := parseTime(a.r.Form.Get("start"))
	if err != nil {
		return result{}, bad("start", err)
	}
	end, err := parseTime(a.r.Form.Get("end"))
	if err != nil {
		return result{}, bad("end", err)
	}
	if end.Before(start) {
		return result{}, bad("end", errors.New("end timestamp must not be before start time"))
	}
	step, err := parseDuration(a.r.Form.Get("step"))
	if err != nil {
		return result{}, bad("step", err)
	}
	if step <= 0 {
		return result{}, bad("step", errors.New("zero or negative query resolution step widths are not accepted. Try a positive integer"))
	}
	if end.Sub(start)/step > mostPoints {
		return result{}, &failure{badData, errors.New("exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query resolution (?step=XX)")}
	}
	return a.execute(limit, func(ctx context.Context, o promql.QueryOpts) (promql.Query, error) {
		return a.engine.NewRangeQuery(ctx, a.db, o, a.r.Form.Get("query"), start, end, step)
	})
}

// execute runs a query within its time and shortens what it gives.
func (a *asked) execute(limit int, make func(context.Context, promql.QueryOpts) (promql.Query, error)) (result, error) {
	ctx, cancel, err := a.deadline()
	if err != nil {
		return result{}, err
	}
	defer cancel()
	wanted := a.r.Form.Get("stats")
	var lookback time.Duration
	if text := a.r.Form.Get("lookback_delta"); text != "" {
		if lookback, err = parseDuration(text); err != nil {
			return result{}, &failure{badData, fmt.Errorf("error parsing lookback delta duration: %w", err)}
		}
	}
	q, err := make(ctx, promql.NewPrometheusQueryOpts(wanted == "all", lookback, nil))
	switch {
	case is[promql.ErrQueryTimeout](err), is[promql.ErrQueryCanceled](err):
		return result{}, err
	case err != nil:
		return result{}, bad("query", err)
	}
	defer q.Close()
	got := q.Exec(ctx)
	if got.Err != nil {
		return result{}, got.Err
	}
	value, notes := got.Value, got.Warnings
	switch v := value.(type) {
	case promql.Matrix:
		value, notes = cut(v, limit, notes)
	case promql.Vector:
		value, notes = cut(v, limit, notes)
	}
	data := &queryData{Type: value.Type()}
	if data.Result, err = encode(value); err != nil { // before Close, which takes the points back
		return result{}, err
	}
	if wanted != "" {
		data.Stats = stats.NewQueryStats(q.Stats())
		if wanted != "true" && wanted != "all" {
			notes = notes.Add(fmt.Errorf("value %q for parameter \"stats\" is deprecated and will be rejected in the next major release, use \"true\" or \"all\"", wanted))
		}
	}
	return result{data, notes}, nil
}

// deadline is the request's context with the time that it asks for.
func (a *asked) deadline() (context.Context, context.CancelFunc, error) {
	text := a.r.Form.Get("timeout")
	if text == "" {
		return a.r.Context(), func() {}, nil
	}
	d, err := parseDuration(text)
	if err == nil && d <= 0 {
		err = fmt.Errorf("timeout must be positive, got %s", d)
	}
	if err != nil {
		return nil, nil, bad("timeout", err)
	}
	ctx, cancel := context.WithTimeout(a.r.Context(), d)
	return ctx, cancel, nil
}

func (a *asked) exemplars() (result, error) {
	start, end, err := a.span()
	if err != nil {
		return result{}, err
	}
	if end.Before(start) {
		return result{}, &failure{badData, errors.New("end timestamp must not be before start timestamp")}
	}
	expr, err := a.parser.ParseExpr(a.r.Form.Get("query"))
	if err != nil {
		return result{}, &failure{badData, err}
	}
	selectors := parser.ExtractSelectors(expr)
	if len(selectors) == 0 {
		return result{}, nil
	}
	q, err := a.db.ExemplarQuerier(a.r.Context())
	if err != nil {
		return result{}, err
	}
	found, err := q.Select(timestamp.FromTime(start), timestamp.FromTime(end), selectors...)
	if err != nil {
		return result{}, err
	}
	data, err := encodeExemplars(found)
	return result{data: data}, err
}

func (a *asked) format() (result, error) {
	expr, err := a.parser.ParseExpr(a.r.Form.Get("query"))
	if err != nil {
		return result{}, bad("query", err)
	}
	return result{data: expr.Pretty(0)}, nil
}
