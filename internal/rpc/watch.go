package rpc

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"sync"
	"time"

	"github.com/ethereum/go-ethereum/common/hexutil"

	"mevbot/internal/chain"
)

// How often endpoints are asked what they are asked for only now and then.
const (
	verifyEvery = time.Minute
	warmEvery   = 20 * time.Second // keeps the connections of sends open
)

// Watch asks each endpoint for its head again and again until ctx ends, so that
// the score of one that is not in use is known when it is needed, and one that
// was gone is found to be back.
func (c *Client) Watch(ctx context.Context) error {
	tick := time.NewTicker(c.opts.ProbeInterval)
	defer tick.Stop()
	beat, ended := c.opts.Loop("rpc")
	defer ended()
	for {
		beat()
		select {
		case <-tick.C:
			c.round(ctx)
		case <-ctx.Done():
			return nil
		}
	}
}

// round probes every endpoint that is due.
func (c *Client) round(ctx context.Context) {
	var probing sync.WaitGroup
	for _, e := range c.all {
		if e.http != nil && c.due(e) {
			probing.Go(func() { _ = c.probe(ctx, e) })
		}
	}
	probing.Wait()
}

// due says whether an endpoint should be probed, and takes the token for it.
func (c *Client) due(e *endpoint) bool {
	now := c.opts.Now()
	e.mu.Lock()
	defer e.mu.Unlock()
	if !e.Read && now.Sub(e.chainAt) < warmEvery && e.chain != unverified || e.drained || now.Before(e.quiet) || e.bucket.wait(now, 1) > 0 || !e.breaker.allow(now) {
		return false
	}
	e.bucket.take(now, 1)
	return true
}

// probe asks one endpoint for its chain, if that is due, and its head.
func (c *Client) probe(ctx context.Context, e *endpoint) error {
	ctx, cancel := context.WithTimeout(ctx, c.limits[ClassHead])
	defer cancel()
	e.mu.Lock()
	old := c.opts.Now().Sub(e.chainAt) > verifyEvery
	e.mu.Unlock()
	if err := c.verify(ctx, e, old || !e.Read); err != nil || !e.Read {
		if !e.Read {
			e.mu.Lock()
			e.chainAt = c.opts.Now()
			e.mu.Unlock()
		}
		return err
	}
	raw, _, err := c.request(ctx, e, ClassHead, "eth_blockNumber", nil)
	if err != nil {
		return err
	}
	var n hexutil.Uint64
	if err := json.Unmarshal(raw, &n); err != nil {
		e.note(err, again, 0, 0, c.opts.Now())
		return fmt.Errorf("read the head number of %s: %w", e.Name, err)
	}
	return c.saw(e, chain.Block(n))
}

// Verify asks every endpoint for its chain and its head. It is nil if one that
// reads can be used. The error is ErrWrongChain if any serves another chain and
// none that reads can be used; found has what is wrong with each, by name.
func (c *Client) Verify(ctx context.Context) (found map[string]error, err error) {
	found = map[string]error{}
	var mu sync.Mutex
	var asking sync.WaitGroup
	for _, e := range c.all {
		if e.http == nil {
			continue
		}
		asking.Go(func() {
			if err := c.probe(ctx, e); err != nil {
				mu.Lock()
				defer mu.Unlock()
				found[e.Name] = err
			}
		})
	}
	asking.Wait()
	for _, e := range c.reads {
		if found[e.Name] == nil {
			return found, nil
		}
	}
	for _, e := range c.reads {
		err = errors.Join(err, fmt.Errorf("endpoint %s: %w", e.Name, found[e.Name]))
	}
	return found, err
}

// chainOf reads the answer of eth_chainId.
func chainOf(raw json.RawMessage) (chain.ID, error) {
	var id hexutil.Uint64
	if err := json.Unmarshal(raw, &id); err != nil {
		return 0, fmt.Errorf("%w: %w", ErrBusy, err)
	}
	return chain.ID(id), nil
}

// checkURLs refuses what cannot be dialled. Its error does not show the URL.
func checkURLs(e *Endpoint) error {
	for text, schemes := range map[string][]string{e.HTTP: {"http", "https"}, e.WS: {"ws", "wss"}} {
		if text == "" {
			continue
		}
		u, err := url.Parse(text)
		if err != nil || u.Host == "" || !slices.Contains(schemes, u.Scheme) {
			return fmt.Errorf("endpoint %s: %s is no %s URL", e.Name, Redact(text), schemes[0])
		}
	}
	return nil
}
