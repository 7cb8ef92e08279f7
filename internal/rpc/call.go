package rpc

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"mevbot/internal/chain"
	"mevbot/internal/event"
)

// Call is one call of a Batch. Result is a pointer that the answer is decoded
// into; Err is how it ended.
type Call struct {
	Method string
	Args   []any
	Result any
	Err    error
}

// question is one read on its way: possibly to several endpoints.
type question struct {
	class  Class
	method string
	args   []any
	// accept decodes an answer and judges it; ErrLie sends the question to
	// another endpoint.
	accept func(raw json.RawMessage) error
}

// maxAsked is how many endpoints and repetitions one read may take, hedges
// included.
const maxAsked = 6

// do asks a read. Within the deadline of its class it goes to the best endpoint;
// if that fails, to others, then to the same again after a pause with full
// jitter, as far as the retry budget goes. Once an answer takes longer than it
// usually does, a second endpoint is asked as well, as far as the hedge budget
// goes, and the first answer counts.
func (c *Client) do(ctx context.Context, class Class, result any, method string, args ...any) error {
	q := question{class: class, method: method, args: args, accept: func(raw json.RawMessage) error { return decode(raw, result) }}
	_, err := c.ask(ctx, &q)
	return err
}

// decode reads a result. What does not decode is no answer.
func decode(raw json.RawMessage, result any) error {
	if err := json.Unmarshal(raw, result); err != nil {
		return fmt.Errorf("%w: %w", ErrBusy, err)
	}
	return nil
}

// ask carries the question until it is answered. The answer came from the
// endpoint returned.
func (c *Client) ask(ctx context.Context, q *question) (*endpoint, error) {
	ctx, cancel := context.WithTimeout(ctx, c.limits[q.class])
	defer cancel()
	c.mu.Lock()
	c.retries.deposit()
	c.hedges.deposit()
	c.mu.Unlock()
	pauses := newBackoff(25*time.Millisecond, time.Second)
	tried := map[*endpoint]bool{}
	var last error
	free := false // to ask another one costs no budget: nothing failed
	var lacked []*endpoint
	for asked := range maxAsked {
		e, err := c.next(ctx, tried, pauses, asked > 0 && !free)
		if err != nil {
			if last != nil && !errors.Is(err, ErrThrottled) {
				err = last
			}
			return nil, fmt.Errorf("%s: %w", q.method, err)
		}
		got := c.race(ctx, e, tried, q)
		if got.err == nil || got.do == final {
			for _, l := range lacked { // others have it
				l.lacks(c.opts.Now())
			}
			if got.err != nil {
				return got.from, fmt.Errorf("%s: %w", q.method, got.err)
			}
			return got.from, nil
		}
		if last == nil || !errors.Is(got.err, ErrNotFound) || errors.Is(last, ErrNotFound) {
			last = got.err
		}
		tried[e], tried[got.from] = true, true
		if free = got.do == elsewhere && len(tried) < len(c.reads); free {
			lacked = append(lacked, got.from)
		}
		if got.do == elsewhere && len(tried) >= len(c.reads) || ctx.Err() != nil {
			break // everybody said so
		}
	}
	return nil, fmt.Errorf("%s: %w", q.method, last)
}

// next chooses whom to ask, and waits where that needs waiting: for the pause
// before the same endpoint is asked again, for its rate limit, or for one to come
// back.
func (c *Client) next(ctx context.Context, tried map[*endpoint]bool, pauses *backoff, again bool) (*endpoint, error) {
	if again {
		c.mu.Lock()
		ok := c.retries.spend()
		c.mu.Unlock()
		if !ok {
			c.metrics.refused.WithLabelValues("retry").Inc()
			return nil, fmt.Errorf("%w: the retry budget is used up", ErrBusy)
		}
		c.metrics.retries.Inc()
	}
	e, err := c.pick(tried)
	if err != nil && len(tried) > 0 {
		clear(tried) // begin again with those that are left, after a pause
		if err := c.sleep(ctx, pauses.next()); err != nil {
			return nil, err
		}
		e, err = c.pick(tried)
	}
	for err != nil {
		out, ok := errors.AsType[*outError](err)
		if !ok || out.wait == 0 || !c.within(ctx, out.wait) {
			return nil, err
		}
		if c.sleep(ctx, out.wait) != nil {
			return nil, err
		}
		e, err = c.pick(tried)
	}
	if err := c.admit(ctx, e, 1); err != nil {
		e.spare()
		return nil, err
	}
	return e, nil
}

// admit waits for the tokens of n requests.
func (c *Client) admit(ctx context.Context, e *endpoint, n int) error {
	for {
		now := c.opts.Now()
		e.mu.Lock()
		wait := e.bucket.wait(now, n)
		if wait == 0 {
			e.bucket.take(now, n)
		}
		e.mu.Unlock()
		if wait == 0 {
			return nil
		}
		if !c.within(ctx, wait) {
			c.metrics.refused.WithLabelValues("rate").Inc()
			return fmt.Errorf("%w: our own rate limit for %s; raise its rate", ErrThrottled, e.Name)
		}
		if err := c.sleep(ctx, wait); err != nil {
			return err
		}
	}
}

// within says whether a wait ends before the deadline.
func (c *Client) within(ctx context.Context, wait time.Duration) bool {
	until, ok := ctx.Deadline()
	return !ok || until.Sub(c.opts.Now()) > wait
}

func (c *Client) sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

var errSlow = fmt.Errorf("%w: another endpoint answered long before", ErrBusy)

// reply is how one attempt at a question ended.
type reply struct {
	from *endpoint
	raw  json.RawMessage
	err  error
	do   reaction
	took time.Duration
}

// race asks e, and a second endpoint where e takes longer than it should. It
// returns the first answer, or the failure of the last; the loser's call is
// cancelled and waited for.
func (c *Client) race(ctx context.Context, e *endpoint, tried map[*endpoint]bool, q *question) reply {
	if len(c.reads) == 1 {
		return c.attempt(ctx, e, q)
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	answers := make(chan reply, 2)
	run := func(e *endpoint) { answers <- c.once(ctx, e, q) }
	running := 1
	go run(e)
	defer func() {
		cancel()
		for ; running > 0; running-- {
			(<-answers).from.spare()
		}
	}()
	timer := time.NewTimer(c.patience(ctx, e))
	defer timer.Stop()
	var hedge *endpoint
	for {
		select {
		case got := <-answers:
			running--
			if got.err == nil {
				got = c.judge(got, q)
			}
			if (got.err == nil || got.do == final) && hedge != nil {
				c.metrics.hedged(got.from == hedge)
				if got.from == hedge && running > 0 {
					// It would have answered some time; losing again and again is a
					// failure all the same.
					e.note(errSlow, again, 0, 0, c.opts.Now())
				}
			}
			if got.err == nil || got.do == final || running == 0 {
				return got
			}
		case <-timer.C:
			if hedge = c.second(e, tried); hedge != nil {
				running++
				go run(hedge)
			}
		}
	}
}

// attempt asks one endpoint.
func (c *Client) attempt(ctx context.Context, e *endpoint, q *question) reply {
	got := c.once(ctx, e, q)
	if got.err != nil {
		return got
	}
	return c.judge(got, q)
}

// judge decodes an answer and notes it with the endpoint: one that lies or does
// not decode is a failure.
func (c *Client) judge(got reply, q *question) reply {
	e, now := got.from, c.opts.Now()
	got.err = q.accept(got.raw)
	switch {
	case errors.Is(got.err, ErrLie):
		e.lied(got.err, now, c.log)
		c.metrics.lies.WithLabelValues(e.Name, q.class.String()).Inc()
		got.do = again
	case errors.Is(got.err, ErrBusy):
		e.note(got.err, again, 0, got.took, now)
		c.metrics.errors.WithLabelValues(e.Name, q.class.String(), again.String()).Inc()
		got.do = again
	default:
		if got.do = final; errors.Is(got.err, ErrNotFound) {
			got.do = elsewhere
		}
		e.note(got.err, got.do, 0, got.took, now)
	}
	c.opts.Listener.RPCCall(event.RPCCall{Endpoint: e.Name, Method: q.method, Duration: got.took, Err: got.err})
	return got
}

// patience is how long an endpoint gets before another one is asked as well:
// several times its usual latency, and never so long that no time is left.
func (c *Client) patience(ctx context.Context, e *endpoint) time.Duration {
	e.mu.Lock()
	usual := time.Duration(4 * e.score.latency * float64(time.Second))
	e.mu.Unlock()
	most := time.Second
	if until, ok := ctx.Deadline(); ok {
		most = until.Sub(c.opts.Now()) / 3
	}
	return min(max(usual, 20*time.Millisecond), max(most, time.Millisecond))
}

// second is another endpoint for a hedge, or nil where there is none, or no
// budget, or no token.
func (c *Client) second(e *endpoint, tried map[*endpoint]bool) *endpoint {
	others := map[*endpoint]bool{e: true}
	for t := range tried {
		others[t] = true
	}
	if other := c.peek(others); other == nil {
		return nil
	}
	c.mu.Lock()
	ok := c.hedges.spend()
	c.mu.Unlock()
	if !ok {
		c.metrics.refused.WithLabelValues("hedge").Inc()
		return nil
	}
	other, err := c.pick(others)
	if err != nil {
		return nil
	}
	now := c.opts.Now()
	other.mu.Lock()
	defer other.mu.Unlock()
	if other.bucket.wait(now, 1) > 0 {
		other.breaker.forget()
		return nil
	}
	other.bucket.take(now, 1)
	return other
}

// peek is any usable endpoint outside of tried.
func (c *Client) peek(tried map[*endpoint]bool) *endpoint {
	now := c.opts.Now()
	for _, e := range c.reads {
		e.mu.Lock()
		ok := !tried[e] && e.usable(now) == ""
		e.mu.Unlock()
		if ok {
			return e
		}
	}
	return nil
}

// once makes one request to one endpoint, after its chain is known to be ours.
// An error is noted with the endpoint; an answer is for judge.
func (c *Client) once(ctx context.Context, e *endpoint, q *question) reply {
	if err := c.verify(ctx, e, false); err != nil {
		return reply{from: e, err: err, do: again}
	}
	start := c.opts.Now()
	raw, err := e.http.call(ctx, q.method, q.args)
	got := reply{from: e, raw: raw, took: c.opts.Now().Sub(start)}
	if err != nil {
		got.do, got.err = c.book(ctx, e, q.class, q.method, start, err)
	}
	return got
}

// request makes one request and keeps the books about the endpoint.
func (c *Client) request(ctx context.Context, e *endpoint, class Class, method string, args []any) (json.RawMessage, reaction, error) {
	start := c.opts.Now()
	raw, err := e.http.call(ctx, method, args)
	do, err := c.book(ctx, e, class, method, start, err)
	return raw, do, err
}

// book types the error of a request and notes it with the endpoint.
func (c *Client) book(ctx context.Context, e *endpoint, class Class, method string, start time.Time, raw error) (reaction, error) {
	now := c.opts.Now()
	do, pause, err := classify(raw)
	// The loser of a race and a caller that went away say nothing about the
	// endpoint; a deadline that ran out does.
	if errors.Is(ctx.Err(), context.Canceled) {
		do = cancelled
	}
	opened := e.note(err, do, pause, now.Sub(start), now)
	if do == cancelled {
		return do, err
	}
	c.opts.Listener.RPCCall(event.RPCCall{Endpoint: e.Name, Method: method, Duration: now.Sub(start), Err: err})
	if err != nil {
		c.metrics.errors.WithLabelValues(e.Name, class.String(), do.String()).Inc()
	}
	if opened {
		c.log.Warn("an endpoint fails; leaving it alone", slog.String("endpoint", e.Name), slog.Any("error", err))
	}
	return do, err
}

// verify asks an endpoint for its chain before it is used, and again after an
// outage. force asks even if it is known.
func (c *Client) verify(ctx context.Context, e *endpoint, force bool) error {
	if c.opts.ChainID == 0 || e.http == nil {
		return nil
	}
	e.mu.Lock()
	known := e.chain
	e.mu.Unlock()
	if known == rightChain && !force {
		return nil
	}
	raw, do, err := c.request(ctx, e, ClassHead, "eth_chainId", nil)
	if err != nil {
		if do == elsewhere || do == final { // a sequencer answers sends only
			if !e.Read {
				return nil
			}
		}
		return fmt.Errorf("ask %s for its chain: %w", e.Name, err)
	}
	id, err := chainOf(raw)
	if err != nil {
		e.note(err, again, 0, 0, c.opts.Now())
		return fmt.Errorf("ask %s for its chain: %w", e.Name, err)
	}
	return c.serves(e, id)
}

// serves notes which chain an endpoint serves.
func (c *Client) serves(e *endpoint, id chain.ID) error {
	e.mu.Lock()
	before := e.chain
	e.serves, e.chainAt, e.chain = id, c.opts.Now(), rightChain
	if id != c.opts.ChainID {
		e.chain = wrongChain
	}
	e.mu.Unlock()
	if id == c.opts.ChainID {
		return nil
	}
	if before != wrongChain {
		c.log.Error("an endpoint serves another chain and is not used; correct the configuration",
			slog.String("endpoint", e.Name), slog.Uint64("serves", uint64(id)), slog.Uint64("want", uint64(c.opts.ChainID)))
	}
	return fmt.Errorf("%w: endpoint %s serves chain %d, not %d", ErrWrongChain, e.Name, id, c.opts.ChainID)
}
