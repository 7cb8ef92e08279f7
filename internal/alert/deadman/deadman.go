// Package deadman is the dead man's switch: it tells a service elsewhere at an interval
// that alerts work, and falls silent when they do not, so that the silence is noticed there.
//
// What it reports is not that this process runs but that its rules are evaluated and
// their alerts arrive: it pings only while an alert that always fires keeps coming.
package deadman

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// AlertName is the alert that always fires; see deploy/alerts.
const AlertName = "Watchdog"

// Options of a Switch. URL is required.
type Options struct {
	// URL is asked by POST; an answer of 2xx is success. It is a secret and never shown.
	URL string
	// Interval between two pings; default 1 min.
	Interval time.Duration
	// Fresh is how long after the alert last came a ping still goes out; default 3 min.
	Fresh time.Duration
	// Timeout of a ping; default 10 s.
	Timeout    time.Duration
	Registerer prometheus.Registerer // nil works
	Logger     *slog.Logger
	Now        func() time.Time // default time.Now
}

// Switch pings. Make it with New.
type Switch struct {
	opts   Options
	client *http.Client
	pings  *prometheus.CounterVec

	mu    sync.Mutex
	began time.Time // of Run
	heard time.Time // when the alert last came
	last  time.Time // when a ping last arrived
	err   error     // why the last one did not
}

// ErrURL says that the address cannot be asked.
var ErrURL = errors.New("dead man's switch: want an http or https URL")

// New checks the options and starts nothing.
func New(o Options) (*Switch, error) {
	u, err := url.Parse(o.URL)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil, ErrURL // not with the URL: it is a secret
	}
	for _, d := range []struct {
		at    *time.Duration
		value time.Duration
	}{{&o.Interval, time.Minute}, {&o.Fresh, 3 * time.Minute}, {&o.Timeout, 10 * time.Second}} {
		if *d.at == 0 {
			*d.at = d.value
		}
	}
	if o.Now == nil {
		o.Now = time.Now //nolint:forbidigo // the one place where the default clock enters
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	s := &Switch{opts: o, client: &http.Client{Timeout: o.Timeout}, pings: prometheus.NewCounterVec(prometheus.CounterOpts{
		Name: "mev_bot_dead_man_pings_total", Help: "Pings of the dead man's switch: success, failed, or withheld because no alert came.",
	}, []string{"result"})}
	for _, result := range []string{"success", "failed", "withheld"} {
		s.pings.WithLabelValues(result)
	}
	if o.Registerer != nil {
		if err := o.Registerer.Register(s.pings); err != nil {
			return nil, fmt.Errorf("register the dead man's switch: %w", err)
		}
	}
	return s, nil
}

// Heard takes in that the alert that always fires came.
func (s *Switch) Heard() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.heard = s.opts.Now()
}

// Run pings at the interval until ctx ends.
func (s *Switch) Run(ctx context.Context) error {
	s.mu.Lock()
	s.began = s.opts.Now()
	s.mu.Unlock()
	tick := time.NewTicker(s.opts.Interval)
	defer tick.Stop()
	defer s.client.CloseIdleConnections()
	for {
		select {
		case <-tick.C:
			s.turn(ctx)
		case <-ctx.Done():
			return nil
		}
	}
}

func (s *Switch) turn(ctx context.Context) {
	s.mu.Lock()
	fresh := s.opts.Now().Sub(s.heard) <= s.opts.Fresh
	s.mu.Unlock()
	if !fresh {
		s.pings.WithLabelValues("withheld").Inc()
		s.opts.Logger.Error("the dead man's switch is not pinged: the alert that always fires does not come", slog.String("alert", AlertName))
		return
	}
	err := s.ping(ctx)
	if ctx.Err() != nil {
		return
	}
	result := "success"
	if err != nil {
		result = "failed"
		s.opts.Logger.Warn("the dead man's switch could not be pinged", slog.Any("error", err))
	}
	s.pings.WithLabelValues(result).Inc()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.err = err; err == nil {
		s.last = s.opts.Now()
	}
}

func (s *Switch) ping(ctx context.Context) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, s.opts.URL, http.NoBody)
	if err != nil {
		return ErrURL
	}
	resp, err := s.client.Do(req)
	if err != nil {
		if u, ok := errors.AsType[*url.Error](err); ok {
			err = u.Err // without the URL
		}
		return fmt.Errorf("ping: %w", err)
	}
	_, err = io.Copy(io.Discard, io.LimitReader(resp.Body, 64<<10))
	if err = errors.Join(err, resp.Body.Close()); err != nil {
		return fmt.Errorf("ping: read the answer: %w", err)
	}
	if resp.StatusCode/100 != 2 {
		return fmt.Errorf("ping: answered %s", resp.Status)
	}
	return nil
}

// Check says why the service elsewhere may think that alerts do not work, or nil.
func (s *Switch) Check(context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.opts.Now()
	since := s.heard
	if since.IsZero() {
		since = s.began
	}
	switch {
	case s.err != nil:
		return s.err
	case !s.began.IsZero() && now.Sub(since) > s.opts.Fresh:
		return fmt.Errorf("the alert %s has not come for %s: rules are not evaluated, or their alerts are lost", AlertName, now.Sub(since).Round(time.Second))
	}
	return nil
}
