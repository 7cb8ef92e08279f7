package metricstore

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"

	"github.com/prometheus/prometheus/model/exemplar"
	"github.com/prometheus/prometheus/model/histogram"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/promql/parser"
)

// encode writes a query's value as Prometheus' API does: times in seconds with
// milliseconds, values as text, so that NaN and Inf have one.
func encode(v parser.Value) (json.RawMessage, error) {
	var b []byte
	var err error
	switch v := v.(type) {
	case promql.Vector:
		return array(v, appendSample)
	case promql.Matrix:
		return array(v, appendSeries)
	case promql.Scalar:
		b, err = json.Marshal(v)
	case promql.String:
		b, err = json.Marshal(v)
	default:
		err = fmt.Errorf("a query gave a %T, which has no JSON", v)
	}
	return b, err
}

// array writes a list; no list is an empty one.
func array[T any](list []T, one func([]byte, *T) ([]byte, error)) (b []byte, err error) {
	b = append(b, '[')
	for i := range list {
		if i > 0 {
			b = append(b, ',')
		}
		if b, err = one(b, &list[i]); err != nil {
			return nil, err
		}
	}
	return append(b, ']'), nil
}

func appendLabels(b []byte, key string, l labels.Labels) ([]byte, error) {
	raw, err := l.MarshalJSON()
	b = append(b, `{"`+key+`":`...)
	return append(b, raw...), err
}

func appendSample(b []byte, s *promql.Sample) ([]byte, error) {
	b, err := appendLabels(b, "metric", s.Metric)
	if s.H != nil {
		b = append(b, `,"histogram":`...)
		b = appendHPoint(b, promql.HPoint{T: s.T, H: s.H})
	} else {
		b = append(b, `,"value":`...)
		b = appendFPoint(b, promql.FPoint{T: s.T, F: s.F})
	}
	return append(b, '}'), err
}

func appendSeries(b []byte, s *promql.Series) ([]byte, error) {
	b, err := appendLabels(b, "metric", s.Metric)
	b = appendPoints(b, "values", s.Floats, appendFPoint)
	b = appendPoints(b, "histograms", s.Histograms, appendHPoint)
	return append(b, '}'), err
}

// appendPoints writes a field, unless it is empty.
func appendPoints[T any](b []byte, key string, points []T, one func([]byte, T) []byte) []byte {
	for i := range points {
		if i == 0 {
			b = append(b, `,"`+key+`":[`...)
		} else {
			b = append(b, ',')
		}
		b = one(b, points[i])
	}
	if len(points) > 0 {
		b = append(b, ']')
	}
	return b
}

func appendFPoint(b []byte, p promql.FPoint) []byte {
	b = append(appendTime(append(b, '['), p.T), ',')
	return append(appendFloat(b, p.F), ']')
}

func appendHPoint(b []byte, p promql.HPoint) []byte {
	b = append(appendTime(append(b, '['), p.T), ',')
	return append(appendHistogram(b, p.H), ']')
}

func appendTime(b []byte, ms int64) []byte {
	if ms < 0 {
		b, ms = append(b, '-'), -ms
	}
	b = strconv.AppendInt(b, ms/1000, 10)
	if rest := ms % 1000; rest != 0 {
		b = fmt.Appendf(b, ".%03d", rest)
	}
	return b
}

func appendFloat(b []byte, f float64) []byte {
	format := byte('f')
	if abs := math.Abs(f); abs != 0 && (abs < 1e-6 || abs >= 1e21) {
		format = 'e'
	}
	return append(strconv.AppendFloat(append(b, '"'), f, format, -1, 64), '"')
}

// appendHistogram writes count, sum and the buckets that are not empty; the first
// number of a bucket says which of its bounds belong to it: 0 the upper, 1 the
// lower, 2 none, 3 both.
func appendHistogram(b []byte, h *histogram.FloatHistogram) []byte {
	b = appendFloat(append(b, `{"count":`...), h.Count)
	b = appendFloat(append(b, `,"sum":`...), h.Sum)
	var buckets []histogram.Bucket[float64]
	for it := h.AllBucketIterator(); it.Next(); {
		if at := it.At(); at.Count != 0 {
			buckets = append(buckets, at)
		}
	}
	b = appendPoints(b, "buckets", buckets, func(b []byte, at histogram.Bucket[float64]) []byte {
		bounds := map[[2]bool]int64{{false, true}: 0, {true, false}: 1, {true, true}: 3}
		which, ok := bounds[[2]bool{at.LowerInclusive, at.UpperInclusive}]
		if !ok {
			which = 2
		}
		b = append(strconv.AppendInt(append(b, '['), which, 10), ',')
		b = append(appendFloat(b, at.Lower), ',')
		b = append(appendFloat(b, at.Upper), ',')
		return append(appendFloat(b, at.Count), ']')
	})
	return append(b, '}')
}

func encodeExemplars(list []exemplar.QueryResult) (json.RawMessage, error) {
	return array(list, func(b []byte, q *exemplar.QueryResult) ([]byte, error) {
		b, err := appendLabels(b, "seriesLabels", q.SeriesLabels)
		if err != nil {
			return nil, err
		}
		each, err := array(q.Exemplars, func(b []byte, e *exemplar.Exemplar) ([]byte, error) {
			b, err := appendLabels(b, "labels", e.Labels)
			b = appendFloat(append(b, `,"value":`...), e.Value)
			b = appendTime(append(b, `,"timestamp":`...), e.Ts)
			return append(b, '}'), err
		})
		b = append(append(b, `,"exemplars":`...), each...)
		return append(b, '}'), err
	})
}
