package metricstore

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/rules"
)

// alert is one alert of the API.
type alert struct {
	Labels          labels.Labels `json:"labels"`
	Annotations     labels.Labels `json:"annotations"`
	State           string        `json:"state"`
	ActiveAt        *time.Time    `json:"activeAt,omitempty"`
	KeepFiringSince *time.Time    `json:"keepFiringSince,omitempty"`
	Value           string        `json:"value"`
}

// group is one group of rules of the API.
type group struct {
	Name           string    `json:"name"`
	File           string    `json:"file"`
	Rules          []any     `json:"rules"` // alerting and recording, in order
	Interval       float64   `json:"interval"`
	Limit          int       `json:"limit"`
	EvaluationTime float64   `json:"evaluationTime"`
	LastEvaluation time.Time `json:"lastEvaluation"`
}

// common is what both kinds of rules tell at their ends.
type common struct {
	Health         rules.RuleHealth `json:"health"`
	LastError      string           `json:"lastError,omitempty"`
	EvaluationTime float64          `json:"evaluationTime"`
	LastEvaluation time.Time        `json:"lastEvaluation"`
	Type           string           `json:"type"`
}

type alerting struct {
	State         string        `json:"state"`
	Name          string        `json:"name"`
	Query         string        `json:"query"`
	Duration      float64       `json:"duration"`
	KeepFiringFor float64       `json:"keepFiringFor"`
	Labels        labels.Labels `json:"labels"`
	Annotations   labels.Labels `json:"annotations"`
	Alerts        []alert       `json:"alerts"`
	common
}

type recording struct {
	Name   string        `json:"name"`
	Query  string        `json:"query"`
	Labels labels.Labels `json:"labels"`
	common
}

func (a *asked) activeAlerts() (result, error) {
	list := []alert{}
	for _, r := range a.rules.AlertingRules() {
		list = append(list, alertsOf(r)...)
	}
	return result{data: map[string]any{"alerts": list}}, nil
}

func alertsOf(r *rules.AlertingRule) []alert {
	list := []alert{}
	for _, one := range r.ActiveAlerts() {
		to := alert{
			Labels: one.Labels, Annotations: one.Annotations, State: one.State.String(), ActiveAt: &one.ActiveAt,
			Value: strconv.FormatFloat(one.Value, 'e', -1, 64),
		}
		if !one.KeepFiringSince.IsZero() {
			to.KeepFiringSince = &one.KeepFiringSince
		}
		list = append(list, to)
	}
	return list
}

// ruleGroups lists the rules; they can be chosen by type, rule_name[],
// rule_group[], file[] and match[].
func (a *asked) ruleGroups() (result, error) {
	matchers, err := a.matchers()
	if err != nil {
		return result{}, &failure{badData, err}
	}
	kind := strings.ToLower(a.r.Form.Get("type"))
	if kind != "" && kind != "alert" && kind != "record" {
		return result{}, bad("type", fmt.Errorf("not supported value %q", kind))
	}
	bare := false
	if text := a.r.Form.Get("exclude_alerts"); text != "" {
		if bare, err = strconv.ParseBool(text); err != nil {
			return result{}, bad("exclude_alerts", fmt.Errorf("error converting exclude_alerts: %w", err))
		}
	}
	chosen := func(key, name string) bool { return len(a.r.Form[key]) == 0 || slices.Contains(a.r.Form[key], name) }
	groups := []group{}
	for _, g := range a.rules.RuleGroups() {
		if !chosen("rule_group[]", g.Name()) || !chosen("file[]", g.File()) {
			continue
		}
		to := group{
			Name: g.Name(), File: g.File(), Interval: g.Interval().Seconds(), Limit: g.Limit(),
			EvaluationTime: g.GetEvaluationTime().Seconds(), LastEvaluation: g.GetLastEvaluation(),
		}
		for _, r := range g.Rules(matchers...) {
			if one := ruleOf(r, kind, bare); one != nil && chosen("rule_name[]", r.Name()) {
				to.Rules = append(to.Rules, one)
			}
		}
		if len(to.Rules) > 0 {
			groups = append(groups, to)
		}
	}
	return result{data: map[string]any{"groups": groups}}, nil
}

// ruleOf is a rule for the API; nil if it is not of the kind that is asked for.
func ruleOf(r rules.Rule, kind string, bare bool) any {
	end := common{Health: r.Health(), EvaluationTime: r.GetEvaluationDuration().Seconds(), LastEvaluation: r.GetEvaluationTimestamp()}
	if err := r.LastError(); err != nil {
		end.LastError = err.Error()
	}
	switch r := r.(type) {
	case *rules.AlertingRule:
		if kind == "record" {
			return nil
		}
		end.Type = "alerting"
		one := alerting{
			State: r.State().String(), Name: r.Name(), Query: r.Query().String(), Duration: r.HoldDuration().Seconds(), KeepFiringFor: r.KeepFiringFor().Seconds(),
			Labels: r.Labels(), Annotations: r.Annotations(), common: end,
		}
		if !bare {
			one.Alerts = alertsOf(r)
		}
		return one
	case *rules.RecordingRule:
		if kind == "alert" {
			return nil
		}
		end.Type = "recording"
		return recording{Name: r.Name(), Query: r.Query().String(), Labels: r.Labels(), common: end}
	}
	return nil
}
