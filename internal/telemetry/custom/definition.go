package custom

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil/promlint"
	dto "github.com/prometheus/client_model/go"
)

// Prefix begins the name of every custom metric, so that none can collide with
// one of the bot's own.
const Prefix = "mev_bot_custom_"

// The bounds of a definition.
const (
	maxNameBytes = 64 // without Prefix
	maxHelpBytes = 512
	maxLabels    = 8
	maxBuckets   = 64
	// MaxMaxValues is the largest MaxValues that a definition may have.
	MaxMaxValues = 10_000
)

// Type of a metric.
type Type string

// The types.
const (
	TypeCounter   Type = "counter"
	TypeGauge     Type = "gauge"
	TypeHistogram Type = "histogram"
)

// Definition says what a custom metric is and, if it has an event, how facts
// become its values. Without an event its values are pushed, over HTTP or by a
// handle.
type Definition struct {
	// Name with or without Prefix; it always gets it. A counter's ends in _total.
	Name string `json:"name"`
	Type Type   `json:"type"`
	Help string `json:"help"`
	// Event is the fact that it hears: a field's name of event.Listener.
	Event string `json:"event,omitempty"`
	// Filter is an expression that is true for the facts that count; empty is all.
	Filter string `json:"filter,omitempty"`
	// Value is an expression: what a counter adds, a gauge becomes and a histogram
	// observes. Empty is 1, for a counter only.
	Value  string  `json:"value,omitempty"`
	Labels []Label `json:"labels,omitempty"`
	// Buckets are a histogram's upper bounds, ascending, without infinity. Empty
	// is Prometheus's default, made for seconds.
	Buckets []float64 `json:"buckets,omitempty"`
	// MaxValues is how many label sets the metric may have; what exceeds them is
	// counted with "other". 0 is DefaultMaxValues.
	MaxValues int `json:"max_values,omitempty"`
}

// Label of a metric. Its expression gives its value from the fact; a metric
// whose values are pushed has none.
type Label struct {
	Name       string `json:"name"`
	Expression string `json:"expression,omitempty"`
}

// Error says what is wrong with a definition and what to do.
type Error struct {
	Metric string // name, as given
	Field  string // JSON name of the field, such as labels[0].expression; may be empty
	// Line and Column, from 1, are the place in an expression; 0 elsewhere.
	Line, Column int
	Problem      string
}

// Error is error's.
func (e *Error) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "custom metric %q: ", e.Metric)
	if e.Field != "" {
		b.WriteString(e.Field + ": ")
	}
	switch {
	case e.Line > 1:
		fmt.Fprintf(&b, "line %d, column %d: ", e.Line, e.Column)
	case e.Column > 0:
		fmt.Fprintf(&b, "column %d: ", e.Column)
	}
	b.WriteString(e.Problem)
	return b.String()
}

// compiled is a definition that was found good, with its defaults filled in.
type compiled struct {
	Definition
	fact          *fact // nil if the values are pushed
	filter, value *program
	labels        []program
}

var (
	nameText  = regexp.MustCompile(`^[a-z][a-z0-9]*(_[a-z0-9]+)*$`)
	noSuffix  = regexp.MustCompile(`_(bucket|sum|count|created)$`)
	badLabels = []string{"le", "quantile"}
)

// Check says what is wrong with a definition, as an *Error; nil if it can be
// used.
func (d Definition) Check() error {
	_, err := d.compile()
	return err
}

// compile checks the definition against the facts there are.
func (d Definition) compile() (*compiled, error) {
	c := &compiled{Definition: d}
	for _, step := range []func() *Error{c.checkName, c.checkLabels, c.checkNumbers, c.checkStyle, c.checkEvent} {
		if err := step(); err != nil {
			err.Metric = Clean(d.Name)
			return nil, err
		}
	}
	return c, nil
}

func (c *compiled) checkName() *Error {
	name := strings.TrimPrefix(c.Name, Prefix)
	switch {
	case name == "":
		return &Error{Field: "name", Problem: "is missing: give one such as large_profits_total"}
	case len(name) > maxNameBytes:
		return &Error{Field: "name", Problem: fmt.Sprintf("is longer than %d bytes: shorten it", maxNameBytes)}
	case !nameText.MatchString(name):
		return &Error{Field: "name", Problem: "must be lower-case words, letters and digits, joined by _, such as large_profits_total"}
	case strings.HasPrefix(name, "metric_"):
		return &Error{Field: "name", Problem: "must not begin with metric_: the bot's own metrics about custom metrics do"}
	case noSuffix.MatchString(name):
		return &Error{Field: "name", Problem: "must not end in " + noSuffix.FindString(name) + ": a histogram's series do"}
	}
	c.Name = Prefix + name
	if !slices.Contains([]Type{TypeCounter, TypeGauge, TypeHistogram}, c.Type) {
		return &Error{Field: "type", Problem: "must be counter, gauge or histogram"}
	}
	switch help := c.Help; {
	case strings.TrimSpace(help) == "":
		return &Error{Field: "help", Problem: "is missing: say in a sentence what the metric is"}
	case len(help) > maxHelpBytes:
		return &Error{Field: "help", Problem: fmt.Sprintf("is longer than %d bytes: shorten it", maxHelpBytes)}
	case !utf8.ValidString(help) || strings.ContainsFunc(help, func(r rune) bool { return !unicode.IsPrint(r) }):
		return &Error{Field: "help", Problem: "must be one line of printable UTF-8"}
	}
	return nil
}

func (c *compiled) checkLabels() *Error {
	if len(c.Labels) > maxLabels {
		return &Error{Field: "labels", Problem: fmt.Sprintf("are more than %d: leave some out", maxLabels)}
	}
	had := map[string]bool{}
	for i, l := range c.Labels {
		field := fmt.Sprintf("labels[%d].name", i)
		switch {
		case !nameText.MatchString(l.Name) || len(l.Name) > maxNameBytes:
			return &Error{Field: field, Problem: fmt.Sprintf("%q must be lower-case words, letters and digits, joined by _", Clean(l.Name))}
		case slices.Contains(badLabels, l.Name):
			return &Error{Field: field, Problem: l.Name + " is Prometheus's own: take another"}
		case had[l.Name]:
			return &Error{Field: field, Problem: l.Name + " is there twice: leave one out"}
		}
		had[l.Name] = true
	}
	return nil
}

func (c *compiled) checkNumbers() *Error {
	if c.MaxValues < 0 || c.MaxValues > MaxMaxValues {
		return &Error{Field: "max_values", Problem: fmt.Sprintf("must be 1 to %d, or 0 for %d", MaxMaxValues, DefaultMaxValues)}
	}
	if c.MaxValues == 0 {
		c.MaxValues = DefaultMaxValues
	}
	if c.Type != TypeHistogram {
		if len(c.Buckets) > 0 {
			return &Error{Field: "buckets", Problem: "are for a histogram only: leave them out"}
		}
		c.Buckets = nil
		return nil
	}
	if len(c.Buckets) == 0 {
		c.Buckets = slices.Clone(prometheus.DefBuckets)
	}
	if len(c.Buckets) > maxBuckets {
		return &Error{Field: "buckets", Problem: fmt.Sprintf("are more than %d: leave some out", maxBuckets)}
	}
	for i, b := range c.Buckets {
		if math.IsNaN(b) || math.IsInf(b, 0) || i > 0 && b <= c.Buckets[i-1] {
			return &Error{Field: fmt.Sprintf("buckets[%d]", i), Problem: "must be a number above the one before; infinity is added by itself"}
		}
	}
	return nil
}

// checkStyle asks Prometheus's own linter, as promtool check metrics does.
func (c *compiled) checkStyle() *Error {
	m := &dto.Metric{}
	one, count := 1.0, uint64(1)
	for i := range c.Labels {
		m.Label = append(m.Label, &dto.LabelPair{Name: &c.Labels[i].Name, Value: new(string)})
	}
	var kind dto.MetricType
	switch c.Type {
	case TypeCounter:
		kind, m.Counter = dto.MetricType_COUNTER, &dto.Counter{Value: &one}
	case TypeGauge:
		kind, m.Gauge = dto.MetricType_GAUGE, &dto.Gauge{Value: &one}
	case TypeHistogram:
		kind, m.Histogram = dto.MetricType_HISTOGRAM, &dto.Histogram{SampleCount: &count, SampleSum: &one}
	}
	family := &dto.MetricFamily{Name: &c.Name, Help: &c.Help, Type: &kind, Metric: []*dto.Metric{m}}
	problems, err := promlint.NewWithMetricFamilies([]*dto.MetricFamily{family}).Lint()
	if err != nil {
		return &Error{Field: "name", Problem: fmt.Sprintf("cannot be linted: %v", err)}
	}
	if len(problems) == 0 {
		return nil
	}
	return &Error{Field: "name", Problem: "goes against Prometheus's naming rules: " + problems[0].Text}
}

func (c *compiled) checkEvent() *Error {
	if c.Event == "" {
		return c.checkPushed()
	}
	if c.fact = words().byName[c.Event]; c.fact == nil {
		var names []string
		for _, f := range words().facts {
			names = append(names, f.name)
		}
		return &Error{Field: "event", Problem: fmt.Sprintf("there is no event %q; there are %s", Clean(c.Event), strings.Join(names, ", "))}
	}
	var err *Error
	if c.Filter != "" {
		if c.filter, err = c.expression("filter", c.Filter, wantsBool); err != nil {
			return err
		}
	}
	switch {
	case c.Value != "":
		if c.value, err = c.expression("value", c.Value, wantsNumber); err != nil {
			return err
		}
	case c.Type != TypeCounter:
		return &Error{Field: "value", Problem: "is missing: a " + string(c.Type) + " needs an expression; fields of " + c.Event + ": " + c.fact.names()}
	}
	for i, l := range c.Labels {
		field := fmt.Sprintf("labels[%d].expression", i)
		if l.Expression == "" {
			return &Error{Field: field, Problem: "is missing; fields of " + c.Event + ": " + c.fact.names()}
		}
		p, err := c.expression(field, l.Expression, wantsLabel)
		if err != nil {
			return err
		}
		c.labels = append(c.labels, *p)
	}
	return nil
}

// checkPushed refuses what only a metric with an event can have.
func (c *compiled) checkPushed() *Error {
	const problem = "needs an event: name one in event, or leave it out and push the values"
	if c.Filter != "" {
		return &Error{Field: "filter", Problem: problem}
	}
	if c.Value != "" {
		return &Error{Field: "value", Problem: problem}
	}
	for i, l := range c.Labels {
		if l.Expression != "" {
			return &Error{Field: fmt.Sprintf("labels[%d].expression", i), Problem: problem}
		}
	}
	return nil
}

func (c *compiled) expression(field, text string, want wants) (*program, *Error) {
	p, err := compile(text, c.fact, want)
	if err == nil {
		return &p, nil
	}
	bad := err.(*Error) //nolint:errorlint,forcetypeassert // compile says that it has no others
	bad.Field = field
	return nil, bad
}

// sameShape says that the numbers of the two mean the same.
func (c *compiled) sameShape(d *compiled) bool {
	return c.Name == d.Name && c.Type == d.Type && c.Event == d.Event && c.Filter == d.Filter && c.Value == d.Value &&
		slices.Equal(c.Labels, d.Labels) && slices.Equal(c.Buckets, d.Buckets)
}

// family is the name that two metrics must not share in any text format: a
// counter's without _total.
func family(name string) string { return strings.TrimSuffix(name, "_total") }

// full is a name with Prefix.
func full(name string) string { return Prefix + strings.TrimPrefix(name, Prefix) }
