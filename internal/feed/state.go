package feed

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// State is what a Client knows of one server.
type State struct {
	Name       string // without credentials
	Secondary  bool
	Connected  bool
	Compressed bool
	Apart      bool      // it tells another history than the one followed
	Heard      time.Time // the last frame's arrival
	Err        error     // why it is not connected
}

// Feeds are the servers as configured, secondary ones last.
func (c *Client) Feeds() []State {
	c.mu.Lock()
	defer c.mu.Unlock()
	states := make([]State, len(c.feeds))
	for i, s := range c.feeds {
		states[i] = State{
			Name: s.name, Secondary: s.secondary, Connected: s.connected, Compressed: s.connected && s.compressed,
			Apart: s.apart, Heard: s.heard, Err: s.fault,
		}
	}
	return states
}

// Check says why no messages come, or nil: one feed that works is enough.
func (c *Client) Check(context.Context) error {
	var heard time.Time
	var faults []error
	for _, s := range c.Feeds() {
		if s.Connected {
			heard = later(heard, s.Heard)
		} else if s.Err != nil && !errors.Is(s.Err, errNotYet) {
			faults = append(faults, fmt.Errorf("%s: %w", s.Name, s.Err))
		}
	}
	if heard.IsZero() {
		if len(faults) == 0 {
			faults = []error{errNotYet}
		}
		return fmt.Errorf("feed not connected: %w", errors.Join(faults...))
	}
	if quiet := c.opts.Now().Sub(heard); quiet > c.opts.Silence {
		return fmt.Errorf("feed connected but silent for %s: the chain has stopped, or try another feed URL", quiet.Round(time.Second))
	}
	return nil
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
