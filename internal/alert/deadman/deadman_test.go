package deadman

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// service is the one elsewhere: it answers what status says and counts.
type service struct {
	mu     sync.Mutex
	status int
	err    error
	n      int
}

// answer sets what it answers from now on.
func (s *service) answer(status int, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.status, s.err = status, err
}

// pings that arrived.
func (s *service) pings() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.n
}

// RoundTrip answers one ping.
func (s *service) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Method != http.MethodPost {
		return nil, errors.New("want POST, got " + r.Method)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.err != nil {
		return nil, s.err
	}
	s.n++
	return &http.Response{StatusCode: s.status, Status: http.StatusText(s.status), Body: io.NopCloser(strings.NewReader("ok")), Request: r}, nil
}

const secret = "https://hc.example.com/ping/s3cr3t-id"

func TestSilentWhenAlertsStop(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		reg := prometheus.NewPedanticRegistry()
		s, err := New(Options{URL: secret, Registerer: reg})
		if err != nil {
			t.Fatal(err)
		}
		far := &service{status: http.StatusOK}
		s.client.Transport = far
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error)
		go func() { done <- s.Run(ctx) }()

		pass := func(d time.Duration) { // ... and let the switch come to rest
			time.Sleep(d)
			synctest.Wait()
		}
		pass(30 * time.Second) // between two pings
		for range 10 {         // ten minutes in which the alert comes each minute
			s.Heard()
			pass(time.Minute)
		}
		if n := far.pings(); n < 9 || n > 10 {
			t.Errorf("%d pings in ten minutes", n)
		}
		if err := s.Check(ctx); err != nil {
			t.Error(err)
		}
		before := far.pings()
		pass(10 * time.Minute) // the rules are not evaluated any more
		if n := far.pings() - before; n > 3 {
			t.Errorf("%d pings though no alert came", n)
		}
		if err := s.Check(ctx); err == nil || !strings.Contains(err.Error(), AlertName) {
			t.Errorf("check: %v", err)
		}
		s.Heard()
		pass(2 * time.Minute)
		if err := s.Check(ctx); err != nil {
			t.Errorf("after it came again: %v", err)
		}
		far.answer(http.StatusNotFound, nil)
		s.Heard()
		pass(time.Minute)
		if err := s.Check(ctx); err == nil || !strings.Contains(err.Error(), "Not Found") {
			t.Errorf("a service that answers 404: %v", err)
		}
		far.answer(0, errors.New("connection refused"))
		s.Heard()
		pass(time.Minute)
		if err := s.Check(ctx); err == nil || strings.Contains(err.Error(), "s3cr3t") || !strings.Contains(err.Error(), "refused") {
			t.Errorf("a service that is away: %v", err)
		}
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
		const head = "# HELP mev_bot_dead_man_pings_total Pings of the dead man's switch: success, failed, or withheld because no alert came.\n# TYPE mev_bot_dead_man_pings_total counter\n"
		if err := testutil.GatherAndCompare(reg, strings.NewReader(head+`
mev_bot_dead_man_pings_total{result="failed"} 2
mev_bot_dead_man_pings_total{result="success"} 14
mev_bot_dead_man_pings_total{result="withheld"} 8
`)); err != nil {
			t.Error(err)
		}
	})
}

func TestWrongURL(t *testing.T) {
	for _, bad := range []string{"", "ftp://host/s3cr3t", "://", "https://"} {
		if _, err := New(Options{URL: bad}); !errors.Is(err, ErrURL) || strings.Contains(err.Error(), "s3cr3t") {
			t.Errorf("%q: %v", bad, err)
		}
	}
}
