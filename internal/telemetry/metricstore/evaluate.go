package metricstore

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/rulefmt"
	"github.com/prometheus/prometheus/promql/parser"
	"github.com/prometheus/prometheus/rules"
)

// Alert is one that fires, or that no longer does.
type Alert struct {
	Labels, Annotations map[string]string
	StartsAt            time.Time
	// EndsAt is when it was resolved, or else until when it counts as firing if
	// nothing is heard of it.
	EndsAt time.Time
}

// resend is how often an alert that fires is told again.
const resend = time.Minute

// names of all rule files.
func (s *Store) ruleNames() []string {
	return slices.Concat(slices.Sorted(maps.Keys(s.opts.Rules)), s.opts.RuleFiles)
}

func (s *Store) checkRules() error {
	var errs []error
	for name := range s.opts.Rules {
		if slices.Contains(s.opts.RuleFiles, name) {
			errs = append(errs, fmt.Errorf("%s: a rule file has the name of a built-in one", name))
		}
	}
	for _, name := range s.ruleNames() {
		_, bad := loader{s}.Load(name, false, s.config.GlobalConfig.MetricNameValidationScheme)
		errs = append(errs, bad...)
	}
	if len(errs) > 0 {
		return fmt.Errorf("%w: %w", ErrOptions, errors.Join(errs...))
	}
	return nil
}

// loader reads rule files, also those that are not on disk.
type loader struct{ s *Store }

// Load is rules.GroupLoader's.
func (l loader) Load(name string, lax bool, scheme model.ValidationScheme) (*rulefmt.RuleGroups, []error) {
	text, ok := l.s.opts.Rules[name]
	if !ok {
		return rulefmt.ParseFile(name, lax, scheme, l.s.parser, l.s.log)
	}
	groups, errs := rulefmt.Parse(text, lax, scheme, l.s.parser, l.s.log)
	for i, err := range errs {
		errs[i] = fmt.Errorf("%s: %w", name, err)
	}
	return groups, errs
}

// Parse is rules.GroupLoader's.
func (l loader) Parse(query string) (parser.Expr, error) { return l.s.parser.ParseExpr(query) }

// startRules evaluates the rule files.
func (s *Store) startRules(ctx context.Context, o *open, library prometheus.Registerer) (end func() error, err error) {
	ctx, cancel := context.WithCancel(context.WithoutCancel(ctx)) // until end
	o.rules = rules.NewManager(&rules.ManagerOptions{
		NameValidationScheme: s.config.GlobalConfig.MetricNameValidationScheme, ExternalURL: new(url.URL), QueryFunc: rules.EngineQueryFunc(s.engine, o.db), NotifyFunc: s.notify,
		Context: ctx, AppendableV2: &counted{o.storage, s, o}, Queryable: o.db, Logger: s.log, Registerer: library,
		OutageTolerance: time.Hour, ForGracePeriod: 10 * time.Minute, ResendDelay: resend, Parser: s.parser, GroupLoader: loader{s},
	})
	if err := o.rules.Update(s.opts.ScrapeInterval, s.ruleNames(), s.config.GlobalConfig.ExternalLabels, "", nil); err != nil {
		cancel()
		return nil, fmt.Errorf("load the rules: %w", err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		o.rules.Run()
	}()
	return func() error {
		o.rules.Stop()
		<-done
		cancel()
		return nil
	}, nil
}

// notify is rules.NotifyFunc. Like Prometheus' own it adds the external labels that
// an alert does not have itself.
func (s *Store) notify(ctx context.Context, _ string, list ...*rules.Alert) {
	if s.opts.Notify == nil || len(list) == 0 {
		return
	}
	alerts := make([]Alert, 0, len(list))
	for _, a := range list {
		one := Alert{Labels: maps.Clone(s.opts.External), Annotations: a.Annotations.Map(), StartsAt: a.FiredAt, EndsAt: a.ValidUntil}
		if one.Labels == nil {
			one.Labels = map[string]string{}
		}
		maps.Copy(one.Labels, a.Labels.Map())
		if !a.ResolvedAt.IsZero() {
			one.EndsAt = a.ResolvedAt
		}
		alerts = append(alerts, one)
	}
	s.opts.Notify(ctx, alerts)
}
