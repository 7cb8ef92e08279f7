package profiles

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/pprof"
	"runtime/trace"
	"slices"
	"strconv"
	"time"
)

const (
	// longest bounds every profile on request.
	longest = 120 * time.Second
	// writeSlack is how long an answer may take beyond its profile.
	writeSlack = 30 * time.Second
	// traceQueue is how many batches of at most 64 KiB of a trace wait for a slow
	// reader: 32 MiB, then the request is given up.
	traceQueue = 512
)

// handlePprof mounts what go tool pprof and go tool trace ask for.
func (p *Profiles) handlePprof(mux *http.ServeMux) {
	mux.HandleFunc("/debug/pprof/", bounded(pprof.Index)) // the runtime's profiles by name, and their list
	mux.HandleFunc("/debug/pprof/cmdline", pprof.Cmdline)
	mux.HandleFunc("/debug/pprof/symbol", pprof.Symbol)
	mux.HandleFunc("GET /debug/pprof/profile", p.serveCPU)
	mux.HandleFunc("GET /debug/pprof/trace", p.serveTrace)
}

// seconds is the length asked for, or otherwise if the request says nothing.
func seconds(r *http.Request, otherwise time.Duration) (time.Duration, error) {
	text := r.URL.Query().Get("seconds")
	if text == "" {
		return otherwise, nil
	}
	n, err := strconv.ParseFloat(text, 64)
	if err != nil || !(n > 0 && n <= longest.Seconds()) { // written so that NaN is refused
		return 0, fmt.Errorf("seconds=%.40q: must be a number above 0 and at most %.0f", text, longest.Seconds())
	}
	return time.Duration(n * float64(time.Second)), nil
}

// bounded refuses lengths that upstream's handlers would accept.
func bounded(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if _, err := seconds(r, 0); err != nil {
			refuse(w, http.StatusBadRequest, err.Error())
			return
		}
		next(w, r)
	}
}

// refuse answers with a text that go tool pprof shows to its user.
func refuse(w http.ResponseWriter, status int, text string) {
	h := w.Header()
	h.Del("Content-Disposition")
	h.Set("Content-Type", "text/plain; charset=utf-8")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Go-Pprof", "1")
	w.WriteHeader(status)
	_, _ = fmt.Fprintln(w, text) //nolint:gosec // plain text, and browsers must not guess otherwise
}

// attachment announces a file of bytes.
func attachment(w http.ResponseWriter, name string) {
	h := w.Header()
	h.Set("Content-Type", "application/octet-stream")
	h.Set("Content-Disposition", `attachment; filename="`+name+`"`)
	h.Set("X-Content-Type-Options", "nosniff")
}

// extend moves the listener's write deadline behind a profile of length d.
func (p *Profiles) extend(w http.ResponseWriter, d time.Duration) {
	// A writer without deadlines (HTTP/2, tests) needs none.
	_ = http.NewResponseController(w).SetWriteDeadline(p.now().Add(d + writeSlack))
}

func (p *Profiles) serveCPU(w http.ResponseWriter, r *http.Request) {
	d, err := seconds(r, 30*time.Second)
	if err != nil {
		refuse(w, http.StatusBadRequest, err.Error())
		return
	}
	p.extend(w, d)
	s, err := p.cpu.record(r.Context(), rankAsked, d)
	switch {
	case r.Context().Err() != nil: // nobody waits for the answer
	case errors.Is(err, ErrBusy):
		refuse(w, http.StatusConflict, "another request is profiling the CPU, and the runtime can serve only one: ask again when it is done (at most 120 s)")
	case err != nil:
		refuse(w, http.StatusConflict, err.Error())
	default:
		attachment(w, "profile")
		_, _ = w.Write(s.data)
	}
}

// serveTrace streams an execution trace. The flight recorder goes on beside it.
func (p *Profiles) serveTrace(w http.ResponseWriter, r *http.Request) {
	const busy = "another request is tracing, and the runtime can serve only one: ask again when it is done (at most 120 s)"
	d, err := seconds(r, time.Second)
	if err != nil {
		refuse(w, http.StatusBadRequest, err.Error())
		return
	}
	select {
	case token := <-p.tracing:
		defer func() { p.tracing <- token }()
	default:
		refuse(w, http.StatusConflict, busy)
		return
	}
	q := &batches{c: make(chan []byte, traceQueue)}
	if err := trace.Start(q); err != nil { // somebody outside of this package
		refuse(w, http.StatusConflict, busy+": "+err.Error())
		return
	}
	attachment(w, "trace")
	err = p.stream(r.Context(), w, q, d)
	trace.Stop() // q holds the rest
	if err == nil {
		err = p.drain(w, q)
	}
	if err != nil || q.full {
		panic(http.ErrAbortHandler) // a client must not take half a trace for a whole one
	}
}

// stream writes what comes until d has passed.
func (p *Profiles) stream(ctx context.Context, w http.ResponseWriter, q *batches, d time.Duration) error {
	end := time.NewTimer(d)
	defer end.Stop()
	for {
		select {
		case b := <-q.c:
			if err := p.send(w, b); err != nil {
				return err
			}
		case <-end.C:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func (p *Profiles) drain(w http.ResponseWriter, q *batches) error {
	for {
		select {
		case b := <-q.c:
			if err := p.send(w, b); err != nil {
				return err
			}
		default:
			return nil
		}
	}
}

func (p *Profiles) send(w http.ResponseWriter, b []byte) error {
	p.extend(w, 0)
	_, err := w.Write(b)
	return err
}

// batches is a bounded queue of trace data. The runtime's reader, which also
// feeds the flight recorder, never waits for the client.
type batches struct {
	c    chan []byte
	full bool // written by the reader only; read after trace.Stop
}

func (q *batches) Write(b []byte) (int, error) {
	if q.full {
		return len(b), nil
	}
	select {
	case q.c <- slices.Clone(b):
	default:
		q.full = true
	}
	return len(b), nil
}
