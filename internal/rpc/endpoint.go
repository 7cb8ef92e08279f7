package rpc

import (
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"mevbot/internal/chain"
)

// Endpoint is a node, or a provider's door to one.
type Endpoint struct {
	Name string // for logs and metrics
	HTTP string // http(s) URL for reads and sends; may be empty for a pure subscription
	WS   string // ws(s) URL for new heads; may be empty
	// Read, Subscribe and Send are what it is for.
	Read, Subscribe, Send bool
	// Rate is the most requests a second; 0 knows no limit. A fifth is kept for
	// sends.
	Rate float64
}

// verified is what is known of the chain that an endpoint serves.
type verified uint8

const (
	unverified verified = iota
	rightChain
	wrongChain
)

// endpoint is an Endpoint with what is known of it.
type endpoint struct {
	Endpoint
	rank int
	http *transport // nil without HTTP

	mu       sync.Mutex
	score    score
	breaker  breaker
	bucket   bucket
	chain    verified
	chainAt  time.Time // of the last check
	serves   chain.ID
	quiet    time.Time // throttled or denied until then
	why      string    // of quiet
	streak   int       // of throttlings, for the pause
	drained  bool
	left     time.Time              // until when it is only asked if there is no other: see Client.Leave
	held     map[*subscription]bool // that live
	head     chain.Block
	headAt   time.Time // when it was learned
	noBatch  bool
	lies     uint64
	lastErr  string
	lastSeen time.Time // of the last error
}

// longestQuiet caps what an endpoint may ask for: it is tried again after that.
const longestQuiet = time.Minute

// patientStreak is how many throttlings in a row are taken for a burst of ours.
const patientStreak = 20

// usable says why the endpoint must not be asked now, or nothing. It does not
// ask the breaker for its one try.
func (e *endpoint) usable(now time.Time) string {
	switch {
	case e.chain == wrongChain:
		return fmt.Sprintf("serves chain %d", e.serves)
	case e.drained:
		return "drained by the operator"
	case now.Before(e.quiet):
		return e.why + ", left alone for " + e.quiet.Sub(now).Round(time.Millisecond).String()
	case e.breaker.open(now):
		return "breaker open: " + e.lastErr
	}
	return ""
}

// abandoned is why reads go to another endpoint now; empty if they were told to.
func (e *endpoint) abandoned(now time.Time) string {
	e.mu.Lock()
	defer e.mu.Unlock()
	switch why := e.usable(now); {
	case now.Before(e.left):
		return ""
	case why != "":
		return e.Name + " " + why
	default:
		return e.Name + " serves worse"
	}
}

// back is when the endpoint may be asked again, from now; 0 if time does not help
// or is not needed.
func (e *endpoint) back(now time.Time) time.Duration {
	switch {
	case e.chain == wrongChain, e.drained:
		return 0
	case now.Before(e.quiet):
		return e.quiet.Sub(now)
	case e.breaker.open(now):
		return max(e.breaker.until.Sub(now), firstBreak/4)
	}
	return 0
}

// note records the end of a call. It returns true if the breaker opened.
func (e *endpoint) note(err error, do reaction, pause, took time.Duration, now time.Time) (opened bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	switch do {
	case cancelled:
		e.breaker.forget()
		return false
	case final, elsewhere: // it answered
		e.score.answered(took, now)
		e.breaker.success()
		e.streak = 0
		return false
	case throttled, denied:
		if now.Before(e.quiet) && pause == 0 {
			break // told so already; a send did not heed it
		}
		e.streak++
		if pause == 0 {
			pause = min(100*time.Millisecond<<min(e.streak, 10), time.Second)
			if e.streak > patientStreak {
				pause = 5 * time.Second // a quota rather than a burst
			}
			if do == denied {
				pause = 10 * time.Second
			}
		}
		e.quiet, e.why = now.Add(min(pause, longestQuiet)), do.String()
		e.breaker.forget()
	case again:
		if opened = e.breaker.failure(now); opened {
			e.chain, e.noBatch = demoted(e.chain), false // who answers after an outage is asked again who it is
		}
	}
	e.score.failure(now)
	e.lastErr, e.lastSeen = err.Error(), now
	return opened
}

// spare ends a call that the breaker allowed and that says nothing about the
// endpoint: it was not made, or its answer was not looked at.
func (e *endpoint) spare() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.breaker.forget()
}

func demoted(v verified) verified {
	if v == rightChain {
		return unverified
	}
	return v
}

// lacks notes that the endpoint did not have what another one had: it is behind,
// or keeps less.
func (e *endpoint) lacks(now time.Time) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.score.failure(now)
}

// lied takes a lie as the failure that it is.
func (e *endpoint) lied(err error, now time.Time, log *slog.Logger) {
	e.mu.Lock()
	e.lies++
	e.breaker.failure(now)
	e.score.failure(now)
	e.lastErr, e.lastSeen = err.Error(), now
	e.mu.Unlock()
	log.Warn("an endpoint's answer contradicts the chain", slog.String("endpoint", e.Name), slog.Any("error", err))
}

// endpointsOf makes the list of Options: the endpoints, and those that its plain
// URLs name.
func endpointsOf(o *Options) ([]Endpoint, error) {
	list := append([]Endpoint(nil), o.Endpoints...)
	if o.HTTP != "" {
		list = append(list, Endpoint{Name: "node", HTTP: o.HTTP, WS: o.WS, Read: true, Subscribe: o.WS != "", Send: o.Sequencer == "" || o.Sequencer == o.HTTP})
	}
	if o.Sequencer != "" && o.Sequencer != o.HTTP {
		list = append([]Endpoint{{Name: "sequencer", HTTP: o.Sequencer, Send: true}}, list...)
	}
	names := map[string]bool{}
	reads, sends := 0, 0
	for i := range list {
		e := &list[i]
		switch {
		case e.Name == "":
			return nil, fmt.Errorf("endpoint %d has no name", i)
		case names[e.Name]:
			return nil, fmt.Errorf("two endpoints are named %s", e.Name)
		case e.HTTP == "" && (e.Read || e.Send):
			return nil, fmt.Errorf("endpoint %s reads or sends and has no HTTP URL", e.Name)
		case e.WS == "" && e.Subscribe:
			return nil, fmt.Errorf("endpoint %s subscribes and has no websocket URL", e.Name)
		}
		names[e.Name] = true
		if e.Read {
			reads++
		}
		if e.Send {
			sends++
		}
	}
	if reads == 0 {
		return nil, errors.New("rpc.http is empty: name at least one node URL")
	}
	if sends == 0 {
		for i := range list {
			if list[i].Read {
				list[i].Send = true
				break
			}
		}
	}
	return list, nil
}
