package rpc

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"time"
)

// Direct asks one URL, once: for services beside the nodes, where a question
// that is repeated is another question. It is safe for concurrent use.
type Direct struct {
	http    *transport
	name    string // the URL without what may be secret
	timeout time.Duration
}

// NewDirect makes one. It parses the URL; it does not connect.
func NewDirect(raw string, timeout time.Duration) (*Direct, error) {
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil, fmt.Errorf("%s: want http:// or https://", Redact(raw))
	}
	if timeout <= 0 {
		return nil, errors.New("a timeout has to be given")
	}
	return &Direct{http: newTransport(raw, 1<<20, time.Now), name: Redact(raw), timeout: timeout}, nil //nolint:forbidigo // only reads Retry-After
}

// Close ends idle connections.
func (d *Direct) Close() { d.http.close() }

// Do asks for a method whose answer has no content. The errors are those of a
// send: ErrNotSent, ErrUnknown, or a refusal of the service's own. A *NodeError
// in any of them is what the service answered.
func (d *Direct) Do(ctx context.Context, method string, params ...any) error {
	ctx, cancel := context.WithTimeout(ctx, d.timeout)
	defer cancel()
	_, err := d.http.call(ctx, method, params)
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s of %s: %w", method, d.name, classifySend(err))
}
