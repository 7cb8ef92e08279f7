package rpc

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"
)

// EndpointStatus is what is known of an endpoint. Times are in milliseconds.
type EndpointStatus struct {
	Name      string   `json:"name"`
	HTTP      string   `json:"http,omitempty"` // scheme and host only
	WS        string   `json:"ws,omitempty"`   // scheme and host only
	Roles     []string `json:"roles"`
	InUse     bool     `json:"in_use"`
	Followed  bool     `json:"followed"` // its subscription brings the heads
	Preferred bool     `json:"preferred"`
	Drained   bool     `json:"drained"`
	Why       string   `json:"why,omitempty"` // it must not be asked now
	Chain     uint64   `json:"chain_id"`      // 0 until it was asked
	Breaker   string   `json:"breaker"`
	CostMS    float64  `json:"cost_ms"`
	LatencyMS float64  `json:"latency_ms"`
	Errors    float64  `json:"errors"` // part of the recent calls, 0 to 1
	LagMS     float64  `json:"lag_ms"`
	Head      uint64   `json:"head"`
	Calls     uint64   `json:"calls"`
	Failed    uint64   `json:"failed"`
	Lies      uint64   `json:"lies"`
	Left      int      `json:"requests_left"` // of the rate limit; -1 knows none
	LastError string   `json:"last_error,omitempty"`
}

// Endpoints is the state of every endpoint, in order of preference.
func (c *Client) Endpoints() []EndpointStatus {
	now := c.opts.Now()
	followed, _ := c.source.Load().(string)
	c.mu.Lock()
	defer c.mu.Unlock()
	list := make([]EndpointStatus, 0, len(c.all))
	for _, e := range c.all {
		e.mu.Lock()
		lag := c.lag(e, now)
		s := EndpointStatus{
			Name: e.Name, InUse: e == c.current, Preferred: e == c.preferred, Drained: e.drained, Followed: e.Name == followed && c.connected.Load(),
			Why: e.usable(now), Chain: uint64(e.serves), Breaker: e.breaker.state(now), CostMS: 1000 * e.score.cost(now, lag),
			LatencyMS: 1000 * e.score.latency, Errors: e.score.errors, LagMS: float64(lag) / 1e6, Head: uint64(e.head),
			Calls: e.score.calls, Failed: e.score.failed, Lies: e.lies, Left: e.bucket.left(now), LastError: e.lastErr,
		}
		e.mu.Unlock()
		for _, role := range []struct {
			has  bool
			name string
		}{{e.Read, "read"}, {e.Subscribe, "subscribe"}, {e.Send, "send"}} {
			if role.has {
				s.Roles = append(s.Roles, role.name)
			}
		}
		if e.HTTP != "" {
			s.HTTP = Redact(e.HTTP)
		}
		if e.WS != "" {
			s.WS = Redact(e.WS)
		}
		list = append(list, s)
	}
	return list
}

// ErrNoSuchEndpoint means: no endpoint has that name.
var ErrNoSuchEndpoint = errors.New("no such endpoint")

func (c *Client) named(name string) (*endpoint, error) {
	for _, e := range c.all {
		if e.Name == name {
			return e, nil
		}
	}
	return nil, fmt.Errorf("%w: %s", ErrNoSuchEndpoint, name)
}

// Drain takes an endpoint out of use, for reads, subscriptions and sends, or back
// into it. The last one that reads, or that sends, cannot be drained.
func (c *Client) Drain(name string, out bool) error {
	e, err := c.named(name)
	if err != nil {
		return err
	}
	for what, list := range map[string][]*endpoint{"reads": c.reads, "sends": c.sends} {
		if out && slices.Contains(list, e) && !slices.ContainsFunc(list, func(o *endpoint) bool {
			o.mu.Lock()
			defer o.mu.Unlock()
			return o != e && !o.drained && o.chain != wrongChain
		}) {
			return fmt.Errorf("endpoint %s is the last one that %s: stop the bot instead", name, what)
		}
	}
	e.drain(out)
	return nil
}

// Prefer sends reads to an endpoint as long as it can be used; an empty name
// leaves the choice to the scores again.
func (c *Client) Prefer(name string) error {
	var e *endpoint
	if name != "" {
		var err error
		if e, err = c.named(name); err != nil {
			return err
		}
		if !e.Read {
			return fmt.Errorf("endpoint %s does not read", name)
		}
	}
	c.mu.Lock()
	c.preferred = e
	c.mu.Unlock()
	return nil
}

// Leave has reads go elsewhere for a time; the endpoint is asked only if there is no
// other. The error says that no other one can be asked, and then nothing has changed.
func (c *Client) Leave(name string, d time.Duration) error {
	e, err := c.named(name)
	if err != nil {
		return err
	}
	if c.peek(map[*endpoint]bool{e: true}) == nil {
		return fmt.Errorf("%w besides %s: name another node in rpc.endpoints", ErrNoEndpoint, name)
	}
	e.mu.Lock()
	e.left = c.opts.Now().Add(d)
	e.mu.Unlock()
	return nil
}

// Bench is how long an endpoint took. Times are in milliseconds.
type Bench struct {
	Name   string  `json:"name"`
	Calls  int     `json:"calls"`
	Failed int     `json:"failed"`
	P50MS  float64 `json:"p50_ms"`
	P99MS  float64 `json:"p99_ms"`
	Error  string  `json:"error,omitempty"` // the last
}

// Measure makes calls to each endpoint that reads, one after the other, and says
// how long they took. It keeps to the endpoints' rate limits.
func (c *Client) Measure(ctx context.Context, calls int, method string, args ...any) []Bench {
	var list []Bench
	for _, e := range c.reads {
		b := Bench{Name: e.Name}
		var took []time.Duration
		for b.Calls < calls && ctx.Err() == nil {
			if err := c.admit(ctx, e, 1); err != nil {
				b.Error = err.Error()
				break
			}
			one, cancel := context.WithTimeout(ctx, c.limits[classOf(method)])
			start := c.opts.Now()
			_, _, err := c.request(one, e, classOf(method), method, args)
			cancel()
			b.Calls++
			if err != nil {
				b.Failed++
				b.Error = err.Error()
				continue
			}
			took = append(took, c.opts.Now().Sub(start))
		}
		slices.Sort(took)
		if n := len(took); n > 0 {
			b.P50MS, b.P99MS = float64(took[n/2])/1e6, float64(took[min(n-1, n*99/100)])/1e6
		}
		list = append(list, b)
	}
	return list
}
