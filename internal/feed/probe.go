package feed

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"mevbot/internal/chain"
)

// Probe is what one server said when it was tried.
type Probe struct {
	Name       string // without credentials
	Secondary  bool
	Version    string // as the server says; empty where it does not
	ChainID    string // as the server says; empty where it does not
	Compressed bool
	Handshake  time.Duration
	First      chain.Seq // of its first frame with messages
	Messages   int       // in that frame
	Bytes      int       // of that frame, as it came
	Hash       bool      // it says block hashes
	Signed     bool
	Signer     common.Address // who signed the first message; zero where nobody did
	Err        error
}

// Probe tries each server once, all at the same time, in place of Run: it
// connects, and waits until ctx ends for a frame with a message, which is
// checked like any other.
func (c *Client) Probe(ctx context.Context) []Probe {
	found := make([]Probe, len(c.feeds))
	var work sync.WaitGroup
	for i, s := range c.feeds {
		found[i] = Probe{Name: s.name, Secondary: s.secondary}
		work.Go(func() { found[i].Err = c.probe(ctx, s, &found[i]) })
	}
	work.Wait()
	return found
}

func (c *Client) probe(ctx context.Context, s *source, p *Probe) error {
	began := c.opts.Now()
	conn, err := c.connect(ctx, s)
	if err != nil {
		return err
	}
	defer conn.Close()
	defer context.AfterFunc(ctx, conn.Close)()
	p.Handshake = c.opts.Now().Sub(began)
	p.Version, p.ChainID, p.Compressed = conn.Header().Get(headerServerVersion), conn.Header().Get(headerChainID), conn.Compressed()
	for {
		frame, err := conn.Next()
		if ctx.Err() != nil {
			return fmt.Errorf("connected, but no message came: %w", ctx.Err())
		}
		if err != nil {
			return fmt.Errorf("read the feed: %w", err)
		}
		f, err := ParseFrame(frame.Data, c.opts.Profile)
		if err != nil {
			return err
		}
		if len(f.Messages) == 0 {
			continue
		}
		m := &f.Messages[0]
		p.First, p.Messages, p.Bytes, p.Hash, p.Signed = m.Seq, len(f.Messages), frame.Wire, m.HasHash, len(m.Signature) > 0
		if p.Signed {
			if p.Signer, err = Signer(m, c.opts.Profile.ID); err != nil {
				return err
			}
		}
		return c.opts.verify(m)
	}
}
