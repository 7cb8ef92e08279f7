package metricstore

import (
	"errors"
	"fmt"
	"maps"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/model/metadata"
	"github.com/prometheus/prometheus/model/timestamp"
	"github.com/prometheus/prometheus/storage"
	"github.com/prometheus/prometheus/util/annotations"
)

// selection is what series, labels and label values have in common.
type selection struct {
	limit    int
	matchers [][]*labels.Matcher
	from, to int64 // milliseconds
	querier  storage.Querier
}

// selection reads the parameters and opens the database; the caller closes it.
func (a *asked) selection() (s selection, err error) {
	if s.limit, err = a.limit(); err != nil {
		return s, err
	}
	start, end, err := a.span()
	if err != nil {
		return s, err
	}
	s.from, s.to = timestamp.FromTime(start), timestamp.FromTime(end)
	if s.matchers, err = a.matchers(); err != nil {
		return s, &failure{badData, err}
	}
	s.querier, err = a.db.Querier(s.from, s.to)
	return s, err
}

func (a *asked) series() (result, error) {
	if len(a.r.Form["match[]"]) == 0 {
		return result{}, &failure{badData, errors.New("no match[] parameter provided")}
	}
	s, err := a.selection()
	if err != nil {
		return result{}, inMatch(err)
	}
	defer s.querier.Close()
	hints := &storage.SelectHints{Start: s.from, End: s.to, Func: "series", Limit: hint(s.limit)} // "series": no samples are needed
	sets := make([]storage.SeriesSet, len(s.matchers))
	for i, m := range s.matchers {
		sets[i] = s.querier.Select(a.r.Context(), len(s.matchers) > 1, hints, m...)
	}
	set := sets[0]
	if len(sets) > 1 {
		set = storage.NewMergeSeriesSet(sets, 0, storage.ChainedSeriesMerge)
	}
	found, notes := []labels.Labels{}, set.Warnings()
	for set.Next() {
		if err := a.r.Context().Err(); err != nil {
			return result{}, err
		}
		found = append(found, set.At().Labels())
		if s.limit > 0 && len(found) > s.limit {
			found, notes = cut(found, s.limit, notes)
			return result{found, notes}, nil
		}
	}
	return result{found, notes}, set.Err()
}

// inMatch names the parameter of an error in a matcher, as only series does.
func inMatch(err error) error {
	if f, ok := errors.AsType[*failure](err); ok && f.kind == badData && !strings.HasPrefix(f.Error(), "invalid parameter") {
		return bad("match[]", f.err)
	}
	return err
}

func (a *asked) labelNames() (result, error) {
	return a.union(func(s *selection, m ...*labels.Matcher) ([]string, annotations.Annotations, error) {
		return s.querier.LabelNames(a.r.Context(), &storage.LabelHints{Limit: hint(s.limit)}, m...)
	})
}

func (a *asked) labelValues() (result, error) {
	name := a.r.PathValue("name")
	if strings.HasPrefix(name, "U__") {
		name = model.UnescapeName(name, model.ValueEncodingEscaping)
	}
	if !model.UTF8Validation.IsValidLabelName(name) {
		return result{}, &failure{badData, fmt.Errorf("invalid label name: %q", name)}
	}
	return a.union(func(s *selection, m ...*labels.Matcher) ([]string, annotations.Annotations, error) {
		return s.querier.LabelValues(a.r.Context(), name, &storage.LabelHints{Limit: hint(s.limit)}, m...)
	})
}

// union is what any of the matchers finds, sorted.
func (a *asked) union(find func(*selection, ...*labels.Matcher) ([]string, annotations.Annotations, error)) (result, error) {
	s, err := a.selection()
	if err != nil {
		return result{}, err
	}
	defer s.querier.Close()
	sets := s.matchers
	if len(sets) == 0 {
		sets = [][]*labels.Matcher{nil}
	}
	all, notes := map[string]bool{}, annotations.Annotations(nil)
	for _, m := range sets {
		found, more, err := find(&s, m...)
		if err != nil {
			return result{}, err
		}
		notes = notes.Merge(more)
		for _, v := range found {
			all[v] = true
		}
	}
	list := slices.AppendSeq(make([]string, 0, len(all)), maps.Keys(all))
	slices.Sort(list)
	list, notes = cut(list, s.limit, notes)
	return result{list, notes}, nil
}

// metadata is type, help and unit of what is scraped.
func (a *asked) metadata() (result, error) {
	most := map[string]int{"limit": -1, "limit_per_metric": -1}
	for name := range most {
		if text := a.r.Form.Get(name); text != "" {
			n, err := strconv.Atoi(text)
			if err != nil {
				return result{}, &failure{badData, errors.New(name + " must be a number")}
			}
			most[name] = n
		}
	}
	wanted := a.r.Form.Get("metric")
	found := map[string][]metadata.Metadata{}
	for _, targets := range a.scraper.TargetsActive() {
		for _, t := range targets {
			for _, m := range t.ListMetadata() {
				one := metadata.Metadata{Type: m.Type, Help: m.Help, Unit: m.Unit}
				known := found[m.MetricFamily]
				switch {
				case wanted != "" && m.MetricFamily != wanted, slices.Contains(known, one):
				case most["limit_per_metric"] > 0 && len(known) >= most["limit_per_metric"]:
				case most["limit"] >= 0 && len(known) == 0 && len(found) >= most["limit"]:
				default:
					found[m.MetricFamily] = append(known, one)
				}
			}
		}
	}
	return result{data: found}, nil
}

// buildInfo says of which Prometheus this is a part: clients ask to know what it
// can do.
func (*asked) buildInfo() (result, error) {
	version := "unknown"
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, d := range info.Deps {
			if d.Path == "github.com/prometheus/prometheus" { // v0.316.0 is 3.16.0
				version = release(d.Version)
			}
		}
	}
	return result{data: map[string]string{
		"version": version, "revision": "", "branch": "", "buildUser": "", "buildDate": "", "goVersion": runtime.Version(),
	}}, nil
}

// release is Prometheus' version of a version of its module: v0.316.0 is 3.16.0.
func release(module string) string {
	parts := strings.Split(strings.TrimPrefix(module, "v"), ".")
	if len(parts) != 3 || len(parts[1]) < 3 {
		return module
	}
	minor, err := strconv.Atoi(parts[1][1:])
	if err != nil {
		return module
	}
	return fmt.Sprintf("%s.%d.%s", parts[1][:1], minor, parts[2])
}
