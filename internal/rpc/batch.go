package rpc

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// maxBatch is how many calls go into one request: providers cut at 100 and more.
const maxBatch = 50

// Batch asks several calls in as few requests as possible. Each call gets its
// own Err. What a batch left unanswered, and all calls of a node that refuses
// batches, are asked one by one, where other endpoints are tried as well.
func (c *Client) Batch(ctx context.Context, class Class, calls []Call) {
	for start := 0; start < len(calls); start += maxBatch {
		part := calls[start:min(start+maxBatch, len(calls))]
		if len(part) > 1 {
			c.together(ctx, class, part)
		}
		for i := range part {
			if one := &part[i]; len(part) == 1 || errors.Is(one.Err, errMissing) {
				one.Err = c.do(ctx, class, one.Result, one.Method, one.Args...)
			}
		}
	}
}

// together asks the calls in one request. Those without a usable answer are left
// with errMissing.
func (c *Client) together(ctx context.Context, class Class, calls []Call) {
	for i := range calls {
		calls[i].Err = errMissing
	}
	ctx, cancel := context.WithTimeout(ctx, c.limits[class])
	defer cancel()
	e, err := c.next(ctx, map[*endpoint]bool{}, newBackoff(25*time.Millisecond, time.Second), false)
	if err != nil {
		return
	}
	e.mu.Lock()
	single := e.noBatch
	e.mu.Unlock()
	if single {
		e.spare()
	}
	if single || c.verify(ctx, e, false) != nil {
		return
	}
	if c.admit(ctx, e, len(calls)-1) != nil {
		e.spare()
		return
	}
	begin := c.opts.Now()
	got, err := e.http.batch(ctx, calls)
	if _, refused := errors.AsType[*NodeError](err); refused {
		e.mu.Lock()
		e.noBatch = true
		e.mu.Unlock()
	}
	if do, _ := c.book(ctx, e, class, "batch", begin, err); err != nil || do != final {
		return
	}
	for i := range calls {
		calls[i].Err = answer(&got[i], calls[i].Result)
	}
}

// answer decodes one answer of a batch.
func answer(r *response, result any) error {
	switch {
	case r.Error != nil:
		do, _, err := classify(r.Error)
		if do != final {
			return errMissing // alone, it is asked for elsewhere
		}
		return err
	case r.Result == nil:
		return errMissing
	}
	if err := json.Unmarshal(r.Result, result); err != nil {
		return fmt.Errorf("%w: %w", errMissing, err)
	}
	return nil
}
