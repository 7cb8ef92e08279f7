package rpc

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/coder/websocket"
)

// How a half-open connection is found: a ping that is not answered in time.
const (
	pingEvery   = 2 * time.Second
	pingTimeout = 2 * time.Second
)

// subscription is a live one. Its reader and its pinger end with close.
type subscription struct {
	from   *endpoint
	what   string                             // as the node calls it
	take   func(result json.RawMessage) error // hears each notification; an error ends it
	failed chan error                         // why it ended
	conn   *websocket.Conn
	stop   context.CancelFunc
	parts  sync.WaitGroup
}

// frame is what comes over the websocket: an answer or a notification.
type frame struct {
	ID     json.RawMessage `json:"id"`
	Result json.RawMessage `json:"result"`
	Error  *NodeError      `json:"error"`
	Method string          `json:"method"`
	Params *struct {
		Subscription string          `json:"subscription"`
		Result       json.RawMessage `json:"result"`
	} `json:"params"`
}

// maxNotice bounds a frame: a header is below 2 kB, a log can be large.
const maxNotice = 8 << 20

// subscribe connects, checks the chain and subscribes to what is named first
// in params. take hears what the node notifies, on a goroutine of its own.
func (c *Client) subscribe(ctx context.Context, e *endpoint, take func(json.RawMessage) error, params ...any) (*subscription, error) {
	opening, cancel := context.WithTimeout(ctx, c.limits[ClassHead])
	defer cancel()
	conn, resp, err := websocket.Dial(opening, e.WS, &websocket.DialOptions{HTTPClient: &http.Client{CheckRedirect: stay}})
	if resp != nil && resp.Body != nil {
		_ = resp.Body.Close()
	}
	if err != nil {
		return nil, fmt.Errorf("connect to %s: %w", Redact(e.WS), stripURL(err))
	}
	conn.SetReadLimit(maxNotice)
	id, err := c.open(opening, e, conn, params)
	if err != nil {
		_ = conn.CloseNow()
		return nil, fmt.Errorf("subscribe to %v of %s: %w", params[0], e.Name, err)
	}
	ctx, stop := context.WithCancel(ctx)
	s := &subscription{from: e, what: fmt.Sprint(params[0]), take: take, failed: make(chan error, 3), conn: conn, stop: stop}
	if !e.holds(s) {
		stop()
		_ = conn.CloseNow()
		return nil, fmt.Errorf("subscribe to %v of %s: %w", params[0], e.Name, errDrained)
	}
	s.parts.Go(func() { s.read(ctx, id) })
	s.parts.Go(func() { s.ping(ctx) })
	return s, nil
}

// open asks for the chain id, then for the subscription, and returns its id.
func (c *Client) open(ctx context.Context, e *endpoint, conn *websocket.Conn, params []any) (string, error) {
	if c.opts.ChainID != 0 {
		raw, err := roundtrip(ctx, conn, newRequest(1, "eth_chainId", nil))
		if err != nil {
			return "", err
		}
		id, err := chainOf(raw)
		if err != nil {
			return "", err
		}
		if err := c.serves(e, id); err != nil {
			return "", err
		}
	}
	raw, err := roundtrip(ctx, conn, newRequest(2, "eth_subscribe", params))
	if err != nil {
		return "", err
	}
	var id string
	if err := json.Unmarshal(raw, &id); err != nil || id == "" {
		return "", errNotJSON
	}
	return id, nil
}

// roundtrip asks over a websocket that nobody else reads.
func roundtrip(ctx context.Context, conn *websocket.Conn, req request) (json.RawMessage, error) {
	text, err := json.Marshal(req)
	if err != nil {
		return nil, err
	}
	if err := conn.Write(ctx, websocket.MessageText, text); err != nil {
		return nil, err
	}
	for {
		_, data, err := conn.Read(ctx)
		if err != nil {
			return nil, err
		}
		var f frame
		if err := json.Unmarshal(data, &f); err != nil {
			return nil, unreadable(data)
		}
		if f.Method != "" {
			continue
		}
		r := response{ID: f.ID, Result: f.Result, Error: f.Error}
		if err := r.check(req.ID); err != nil {
			_, _, typed := classify(err)
			return nil, typed
		}
		return f.Result, nil
	}
}

// read passes notifications on until the connection ends.
func (s *subscription) read(ctx context.Context, id string) {
	for {
		_, data, err := s.conn.Read(ctx)
		if err != nil {
			s.failed <- err
			return
		}
		var f frame
		if err := json.Unmarshal(data, &f); err != nil {
			s.failed <- unreadable(data)
			return
		}
		if f.Params == nil || f.Params.Subscription != id {
			continue
		}
		if err := s.take(f.Params.Result); err != nil {
			s.failed <- err
			return
		}
	}
}

// ping finds a connection that is gone without having said so.
func (s *subscription) ping(ctx context.Context) {
	tick := time.NewTicker(pingEvery)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
		waiting, cancel := context.WithTimeout(ctx, pingTimeout)
		err := s.conn.Ping(waiting)
		cancel()
		if err != nil {
			if ctx.Err() == nil {
				s.failed <- fmt.Errorf("no answer to a ping: %w", err)
				_ = s.conn.CloseNow()
			}
			return
		}
	}
}

// errDrained ends the subscriptions of an endpoint that is taken out of use.
var errDrained = errors.New("drained by the operator")

// holds notes a subscription with its endpoint, unless that is drained.
func (e *endpoint) holds(s *subscription) bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.drained {
		return false
	}
	if e.held == nil {
		e.held = map[*subscription]bool{}
	}
	e.held[s] = true
	return true
}

// drain takes the endpoint out of use, and ends its subscriptions, or back.
func (e *endpoint) drain(out bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.drained = out; !out {
		return
	}
	for s := range e.held {
		delete(e.held, s)
		s.failed <- errDrained
		_ = s.conn.CloseNow()
	}
}

// close ends the subscription and waits for its parts.
func (s *subscription) close() {
	s.from.mu.Lock()
	delete(s.from.held, s)
	s.from.mu.Unlock()
	s.stop()
	_ = s.conn.CloseNow()
	s.parts.Wait()
}
