package rpc

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"sync/atomic"
	"time"
)

// transport speaks JSON-RPC 2.0 over HTTP to one URL. It believes nothing of an
// answer: the id has to be that of the request, the body has to be one whole
// JSON value below a size, and what is no JSON-RPC (a proxy's page, a redirect)
// is an error of its own.
type transport struct {
	url  string
	http *http.Client
	idle interface{ CloseIdleConnections() }
	next atomic.Uint64
	now  func() time.Time
	max  int64 // bytes of an answer
	skew skew
}

// request is one call on the wire.
type request struct {
	Version string `json:"jsonrpc"`
	ID      uint64 `json:"id"`
	Method  string `json:"method"`
	Params  []any  `json:"params"`
}

// response is one answer on the wire.
type response struct {
	ID     json.RawMessage `json:"id"`
	Result json.RawMessage `json:"result"`
	Error  *NodeError      `json:"error"`
}

// NodeError is an error object that a node answered with.
type NodeError struct {
	Code    int             `json:"code"`
	Message string          `json:"message"`
	Data    json.RawMessage `json:"data"`
}

// Error is the node's text.
func (e *NodeError) Error() string {
	if e.Message == "" {
		return fmt.Sprintf("error %d without a text", e.Code)
	}
	return e.Message
}

// statusError is an HTTP status other than 200 without a usable error object.
type statusError struct {
	code  int
	retry time.Duration // from Retry-After; 0 where it says nothing
	text  string        // the beginning of the body, if it is text
	node  *NodeError    // the error object in the body, where there is one
}

// Error names the status and what the node or its proxy said.
func (e *statusError) Error() string {
	if e.text == "" {
		return fmt.Sprintf("HTTP status %d", e.code)
	}
	return fmt.Sprintf("HTTP status %d: %s", e.code, e.text)
}

// Unwrap is the node's error object, if the body was one.
func (e *statusError) Unwrap() error {
	if e.node == nil {
		return nil
	}
	return e.node
}

var (
	errNotJSON  = errors.New("the answer is no JSON-RPC")
	errWrongID  = errors.New("the answer is for another request")
	errTooLarge = errors.New("the answer is too large")
	errMissing  = errors.New("the answer has neither result nor error")
	errCut      = errors.New("the answer is cut off")
)

// dialTimeout bounds connecting: a name that does not resolve or a host that
// drops packets must leave time for another endpoint.
const dialTimeout = time.Second

// newTransport has connections of its own so that idle ones end with it.
func newTransport(url string, limit int64, now func() time.Time) *transport {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.MaxIdleConnsPerHost = 16
	t.IdleConnTimeout = 90 * time.Second
	t.DialContext = (&net.Dialer{Timeout: dialTimeout, KeepAlive: 15 * time.Second}).DialContext
	t.TLSHandshakeTimeout = 2 * time.Second
	return &transport{url: url, http: &http.Client{Transport: t, CheckRedirect: stay}, idle: t, now: now, max: limit}
}

// stay follows no redirect: a transaction goes to the host that the operator
// named and to no other, or nobody could say who has it.
func stay(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }

func (t *transport) close() { t.idle.CloseIdleConnections() }

// call asks once. The result is the node's JSON, or an error: *NodeError where
// the node answered with one.
func (t *transport) call(ctx context.Context, method string, params []any) (json.RawMessage, error) {
	id := t.next.Add(1)
	body, err := t.post(ctx, newRequest(id, method, params))
	if err != nil {
		return nil, err
	}
	var r response
	if err := json.Unmarshal(body, &r); err != nil {
		return nil, unreadable(body)
	}
	if err := r.check(id); err != nil {
		return nil, err
	}
	return r.Result, nil
}

// batch asks several calls in one request. Answers may come in any order; one
// that is missing is errMissing at its place. A node that refuses batches
// answers with a single error object, which is returned.
func (t *transport) batch(ctx context.Context, calls []Call) ([]response, error) {
	reqs := make([]request, len(calls))
	last := t.next.Add(uint64(len(calls)))
	first := last - uint64(len(calls)) + 1
	for i := range calls {
		reqs[i] = newRequest(first+uint64(i), calls[i].Method, calls[i].Args)
	}
	body, err := t.post(ctx, reqs)
	if err != nil {
		return nil, err
	}
	var list []response
	if err := json.Unmarshal(body, &list); err != nil {
		var one response
		if json.Unmarshal(body, &one) == nil && one.Error != nil {
			return nil, one.Error
		}
		return nil, unreadable(body)
	}
	got := make([]response, len(calls))
	for _, r := range list {
		id, err := strconv.ParseUint(string(r.ID), 10, 64)
		if err != nil || id < first || id > last {
			return nil, errWrongID
		}
		if at := &got[id-first]; at.ID == nil {
			*at = r
		}
	}
	return got, nil
}

func newRequest(id uint64, method string, params []any) request {
	if params == nil {
		params = []any{}
	}
	return request{Version: "2.0", ID: id, Method: method, Params: params}
}

// check says whether r answers the request of this id.
func (r *response) check(id uint64) error {
	switch {
	case r.Error != nil && (string(r.ID) == "null" || r.ID == nil):
		return r.Error // a node that could not read the id says null
	case string(r.ID) != strconv.FormatUint(id, 10):
		return errWrongID
	case r.Error != nil:
		return r.Error
	case r.Result == nil:
		return errMissing
	}
	return nil
}

// post sends the payload and returns the whole body of a 200.
func (t *transport) post(ctx context.Context, payload any) ([]byte, error) {
	text, err := json.Marshal(payload)
	if err != nil {
		return nil, fmt.Errorf("write the request: %w", err)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, t.url, bytes.NewReader(text))
	if err != nil {
		return nil, stripURL(err)
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Accept", "application/json")
	asked := t.now()
	resp, err := t.http.Do(req)
	if err != nil {
		return nil, stripURL(err)
	}
	t.skew.learn(resp.Header.Get("Date"), asked, t.now())
	// Closing early gives a connection up instead of reading a body that may
	// never end.
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, t.max+1))
	if err != nil {
		if ctx.Err() != nil {
			return nil, fmt.Errorf("read the answer: %w", ctx.Err())
		}
		return nil, fmt.Errorf("%w: %w", errCut, err)
	}
	if int64(len(body)) > t.max {
		return nil, fmt.Errorf("%w: over %d bytes", errTooLarge, t.max)
	}
	if resp.StatusCode != http.StatusOK {
		return nil, t.status(resp, body)
	}
	return body, nil
}

// status is the error of an answer that is no 200. Some nodes put a JSON-RPC
// error object into it.
func (t *transport) status(resp *http.Response, body []byte) error {
	e := &statusError{code: resp.StatusCode, retry: retryAfter(resp.Header.Get("Retry-After"), t.now())}
	var r response
	if json.Unmarshal(body, &r) == nil && r.Error != nil {
		e.node, e.text = r.Error, r.Error.Error()
		return e
	}
	e.text = snippet(body)
	return e
}

// retryAfter reads a Retry-After header: seconds, or an HTTP date.
func retryAfter(text string, now time.Time) time.Duration {
	if text == "" {
		return 0
	}
	if n, err := strconv.ParseFloat(text, 64); err == nil && n >= 0 && n < 1e6 {
		return time.Duration(n * float64(time.Second))
	}
	if at, err := http.ParseTime(text); err == nil && at.After(now) {
		return at.Sub(now)
	}
	return 0
}

// unreadable says what a 200 held instead of JSON-RPC.
func unreadable(body []byte) error {
	trimmed := bytes.TrimSpace(body)
	switch {
	case len(trimmed) == 0:
		return fmt.Errorf("%w: it is empty", errNotJSON)
	case trimmed[0] == '<':
		return fmt.Errorf("%w: it is a page (%s)", errNotJSON, snippet(body))
	case (trimmed[0] == '{' || trimmed[0] == '[') && !json.Valid(trimmed):
		return fmt.Errorf("%w: %s", errCut, snippet(body))
	}
	return fmt.Errorf("%w: %s", errNotJSON, snippet(body))
}

// snippet is the beginning of a text, printable and on one line.
func snippet(body []byte) string {
	const most = 120
	out := make([]rune, 0, most)
	for _, r := range string(body[:min(len(body), 4*most)]) {
		if r < ' ' || r == '\ufffd' {
			r = ' '
		}
		if out = append(out, r); len(out) == most {
			return string(out) + "..."
		}
	}
	return string(out)
}
