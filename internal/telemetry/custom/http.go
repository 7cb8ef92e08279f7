package custom

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"slices"
	"strings"
)

// maxBatch bounds the values of one observe request.
const maxBatch = 10_000

// Path is where Handler serves.
const Path = "/api/custom-metrics"

// Handler serves the metrics' definitions and takes in values:
//
//	GET    /api/custom-metrics                 every definition
//	PUT    /api/custom-metrics/{name}          a definition as JSON; again is no error
//	DELETE /api/custom-metrics/{name}
//	POST   /api/custom-metrics/{name}/observe  {"labels":{"venue":"a"},"value":1.5}, an
//	                                           array of such, or one a line
//
// A body must say that it is JSON, and a browser's page of another origin is
// refused. Who may call is for the caller's middleware to say.
func (m *Metrics) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+Path, m.serveList)
	mux.HandleFunc("PUT "+Path+"/{name}", m.servePut)
	mux.HandleFunc("DELETE "+Path+"/{name}", m.serveDelete)
	mux.HandleFunc("POST "+Path+"/{name}/observe", m.serveObserve)
	guarded := http.NewCrossOriginProtection()
	guarded.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		answer(w, http.StatusForbidden, problem{Error: "a page of another origin must not change metrics"})
	}))
	return guarded.Handler(mux)
}

// problem is the body of every refusal.
type problem struct {
	Error  string `json:"error"`
	Field  string `json:"field,omitempty"`
	Line   int    `json:"line,omitempty"`
	Column int    `json:"column,omitempty"`
}

// badRequest is a body that cannot be used.
type badRequest struct {
	status int
	field  string
	text   string
}

func (e *badRequest) Error() string { return e.text }

func answer(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v) // the client is gone: there is nobody to tell
}

// refuse answers with what err says and the status that fits it.
func refuse(w http.ResponseWriter, err error) {
	p, status := problem{Error: err.Error()}, http.StatusInternalServerError
	var wrong *Error
	var bad *badRequest
	switch {
	case errors.As(err, &wrong):
		status, p.Field, p.Line, p.Column = http.StatusBadRequest, wrong.Field, wrong.Line, wrong.Column
	case errors.As(err, &bad):
		status, p.Field = bad.status, bad.field
	case errors.Is(err, ErrUnknown):
		status = http.StatusNotFound
	case errors.Is(err, ErrExists), errors.Is(err, ErrSource):
		status = http.StatusConflict
	case errors.Is(err, ErrFull), errors.Is(err, ErrBudget):
		status = http.StatusInsufficientStorage
	}
	answer(w, status, p)
}

// listed is a metric in the list.
type listed struct {
	Definition
	Source Source `json:"source"`
	// Series is the number of its label sets.
	Series  int    `json:"series"`
	Problem string `json:"problem,omitempty"` // why it is not in use
}

func (in *instrument) listed() listed {
	n := in.size()
	in.mu.Lock()
	defer in.mu.Unlock()
	return listed{Definition: in.Definition, Source: in.source, Series: n}
}

func (m *Metrics) serveList(w http.ResponseWriter, _ *http.Request) {
	all := []listed{}
	for _, in := range *m.list.Load() {
		all = append(all, in.listed())
	}
	m.mu.Lock()
	for _, e := range m.pending {
		if e.problem != "" {
			all = append(all, listed{Definition: e.Definition, Source: e.Source, Problem: e.problem})
		}
	}
	m.mu.Unlock()
	slices.SortFunc(all, func(a, b listed) int { return strings.Compare(a.Name, b.Name) })
	used, budget := m.guard.Series()
	answer(w, http.StatusOK, map[string]any{"metrics": all, "series_used": used, "series_budget": budget})
}

func (m *Metrics) servePut(w http.ResponseWriter, r *http.Request) {
	data, err := m.readBody(w, r, "application/json")
	if err != nil {
		refuse(w, err)
		return
	}
	var d Definition
	if err := one(data, &d); err != nil {
		refuse(w, err)
		return
	}
	name := r.PathValue("name")
	if d.Name == "" {
		d.Name = name
	}
	if full(d.Name) != full(name) {
		refuse(w, &Error{Metric: Clean(name), Field: "name", Problem: "is not the name in the path: leave it out or make them the same"})
		return
	}
	created, err := m.define(d, SourceAPI)
	if err != nil {
		refuse(w, err)
		return
	}
	if err := m.Save(); err != nil {
		refuse(w, fmt.Errorf("the metric works, but a restart would lose it: %w", err))
		return
	}
	status := http.StatusOK
	if created {
		status = http.StatusCreated
	}
	in, err := m.must(d.Name)
	if err != nil { // deleted by somebody else meanwhile
		refuse(w, err)
		return
	}
	answer(w, status, in.listed())
}

func (m *Metrics) serveDelete(w http.ResponseWriter, r *http.Request) {
	if err := m.remove(full(r.PathValue("name"))); err != nil {
		refuse(w, err)
		return
	}
	if err := m.Save(); err != nil {
		refuse(w, fmt.Errorf("the metric is gone, but a restart would bring it back: %w", err))
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// observation is a pushed value.
type observation struct {
	Labels map[string]string `json:"labels"`
	Value  *float64          `json:"value"` // a counter's may be missing: 1
}

func (m *Metrics) serveObserve(w http.ResponseWriter, r *http.Request) {
	in, err := m.must(r.PathValue("name"))
	if err == nil && in.fact != nil {
		err = &badRequest{status: http.StatusConflict, text: "the metric hears the event " + in.Event + ": values cannot be pushed"}
	}
	var data []byte
	if err == nil {
		data, err = m.readBody(w, r, "application/json", "application/x-ndjson")
	}
	var batch []*observation
	if err == nil {
		batch, err = observations(data)
	}
	var values [][]string
	if err == nil {
		values, err = in.ordered(batch)
	}
	if err != nil {
		refuse(w, err)
		return
	}
	overflowed := 0
	for i, o := range batch {
		v := 1.0
		if o.Value != nil {
			v = *o.Value
		}
		over, reason := in.put(values[i], v)
		if reason != "" { // only a sum without end comes so far
			refuse(w, &badRequest{http.StatusBadRequest, fmt.Sprintf("[%d].value", i), "the sum would not be finite; the values before were taken in"})
			return
		}
		if over {
			overflowed++
		}
	}
	answer(w, http.StatusOK, map[string]int{"observed": len(batch), "overflowed": overflowed})
}

// readBody reads a body of one of the media types.
func (m *Metrics) readBody(w http.ResponseWriter, r *http.Request, types ...string) ([]byte, error) {
	media, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || !slices.Contains(types, media) {
		return nil, &badRequest{status: http.StatusUnsupportedMediaType, text: "set the header Content-Type to " + strings.Join(types, " or ")}
	}
	data, err := io.ReadAll(http.MaxBytesReader(w, r.Body, m.o.MaxBody))
	if _, large := errors.AsType[*http.MaxBytesError](err); large {
		return nil, &badRequest{status: http.StatusRequestEntityTooLarge, text: fmt.Sprintf("the body is larger than %d bytes: send less at once", m.o.MaxBody)}
	}
	if err != nil {
		return nil, &badRequest{status: http.StatusBadRequest, text: "the body ended early"}
	}
	return data, nil
}

// one decodes a body that is one JSON value and nothing else.
func one(data []byte, v any) error {
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(v); err != nil {
		return notJSON(err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return &badRequest{status: http.StatusBadRequest, text: "there is something after the JSON value: remove it"}
	}
	return nil
}

// notJSON says what the decoder found, without its Go types.
func notJSON(err error) error {
	bad := &badRequest{status: http.StatusBadRequest, text: "the body is not the JSON that is wanted: " + strings.TrimPrefix(err.Error(), "json: ")}
	if kind, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		bad.field = kind.Field
		bad.text = fmt.Sprintf("byte %d: a %s is not what is wanted here", kind.Offset, kind.Value)
	}
	if name, ok := strings.CutPrefix(err.Error(), "json: unknown field "); ok {
		bad.field = strings.Trim(name, `"`)
		bad.text = "there is no field " + name
	}
	return bad
}

// observations reads one value, an array, or one after the other.
func observations(data []byte) (batch []*observation, err error) {
	if bytes.HasPrefix(bytes.TrimLeft(data, " \t\r\n"), []byte("[")) {
		if err := one(data, &batch); err != nil {
			return nil, err
		}
	} else {
		d := json.NewDecoder(bytes.NewReader(data))
		d.DisallowUnknownFields()
		for {
			var o *observation
			err := d.Decode(&o)
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				return nil, notJSON(err)
			}
			batch = append(batch, o)
		}
	}
	switch {
	case len(batch) == 0:
		return nil, &badRequest{status: http.StatusBadRequest, text: `there is no value: send {"labels":{},"value":1.5}`}
	case slices.Contains(batch, nil):
		return nil, &badRequest{status: http.StatusBadRequest, text: `null is no value: send {"labels":{},"value":1.5}`}
	case len(batch) > maxBatch:
		return nil, &badRequest{status: http.StatusRequestEntityTooLarge, text: fmt.Sprintf("more than %d values: send less at once", maxBatch)}
	}
	return batch, nil
}

// ordered checks every value, so that a batch is taken in whole or not at all,
// and returns the labels in the order of the definition.
func (in *instrument) ordered(batch []*observation) ([][]string, error) {
	all := make([][]string, len(batch))
	for i, o := range batch {
		at := ""
		if len(batch) > 1 {
			at = fmt.Sprintf("[%d].", i)
		}
		if o.Value == nil && in.Type != TypeCounter {
			return nil, &badRequest{http.StatusBadRequest, at + "value", "value is missing"}
		}
		if o.Value != nil && *o.Value < 0 && in.Type == TypeCounter {
			return nil, &badRequest{http.StatusBadRequest, at + "value", "a counter cannot go down: give a value from 0"}
		}
		for _, l := range in.Labels {
			v, ok := o.Labels[l.Name]
			if !ok {
				return nil, &badRequest{http.StatusBadRequest, at + "labels", "label " + l.Name + " is missing"}
			}
			all[i] = append(all[i], v)
		}
		if len(o.Labels) > len(in.Labels) {
			return nil, &badRequest{http.StatusBadRequest, at + "labels", "the metric has no such label; it has " + in.labelNames()}
		}
	}
	return all, nil
}

func (in *instrument) labelNames() string {
	if len(in.Labels) == 0 {
		return "none"
	}
	names := make([]string, len(in.Labels))
	for i, l := range in.Labels {
		names[i] = l.Name
	}
	return strings.Join(names, ", ")
}
