package fastfeed

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/coder/websocket"
	"go.uber.org/goleak"

	"mevbot/internal/event"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const key = "5ec3e7-of-the-ticket"

// script is what the server does with one connection.
type script struct {
	status int    // answer to the handshake; 0 admits
	body   string // of that answer
	play   func(context.Context, *websocket.Conn)
}

// server plays one script a connection; the last one again and again.
type server struct {
	mu      sync.Mutex
	scripts []script
	asked   []http.Header
	heard   int // data frames of the client
}

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	n := min(len(s.asked), len(s.scripts)-1)
	s.asked = append(s.asked, r.Header)
	s.mu.Unlock()
	one := s.scripts[n]
	if one.status != 0 {
		http.Error(w, one.body, one.status)
		return
	}
	conn, err := websocket.Accept(w, r, nil)
	if err != nil {
		return
	}
	defer conn.CloseNow()
	ctx, cancel := context.WithCancel(r.Context())
	defer cancel()
	var read sync.WaitGroup
	defer read.Wait()
	read.Go(func() {
		defer cancel()
		for {
			if _, _, err := conn.Read(ctx); err != nil {
				return
			}
			s.mu.Lock()
			s.heard++
			s.mu.Unlock()
		}
	})
	one.play(ctx, conn)
	cancel()
}

// sends writes messages.
func sends(messages ...[]byte) func(context.Context, *websocket.Conn) {
	return func(ctx context.Context, conn *websocket.Conn) {
		for _, m := range messages {
			_ = conn.Write(ctx, websocket.MessageBinary, m)
		}
	}
}

func then(steps ...func(context.Context, *websocket.Conn)) script {
	return script{play: func(ctx context.Context, conn *websocket.Conn) {
		for _, step := range steps {
			step(ctx, conn)
		}
	}}
}

func closes(code websocket.StatusCode, reason string) func(context.Context, *websocket.Conn) {
	return func(_ context.Context, conn *websocket.Conn) { _ = conn.Close(code, reason) }
}

func stays(ctx context.Context, _ *websocket.Conn) { <-ctx.Done() }

func cuts(_ context.Context, conn *websocket.Conn) { _ = conn.CloseNow() }

// run connects a client to a server of scripts and returns what it hands over
// until as many items have come, with the facts it published and its log.
type result struct {
	items    []string
	ends     []string
	rejected []string
	asked    []http.Header
	heard    int
	log      string
}

// words tells an item.
func words(i Item) string {
	switch {
	case i.Tx != nil:
		return i.Tx.String()
	case i.Void != nil:
		return fmt.Sprintf("void(%d)", i.Void.Block)
	case i.Gap.To == Position{}:
		return fmt.Sprintf("gap(%s..)", i.Gap.From)
	}
	return fmt.Sprintf("gap(%s..%s)", i.Gap.From, i.Gap.To)
}

func play(t *testing.T, n int, opts Options, scripts ...script) result {
	t.Helper()
	s := &server{scripts: scripts}
	srv := httptest.NewServer(s)
	defer srv.Close()
	var r result
	var mu sync.Mutex
	var text bytes.Buffer
	opts.URL, opts.Key = "ws"+strings.TrimPrefix(srv.URL, "http")+"/?token="+key, key
	opts.Logger = slog.New(slog.NewTextHandler(&text, nil))
	opts.Listener = event.Listener{
		FastFeedState: func(f event.FastFeedState) {
			mu.Lock()
			defer mu.Unlock()
			if f.Connected {
				r.ends = append(r.ends, "connected")
			} else {
				r.ends = append(r.ends, f.End)
			}
			if text := fmt.Sprint(f); strings.Contains(text, key) {
				t.Errorf("the key is in %s", text)
			}
		},
		FastFeedRejected: func(f event.FastFeedRejected) { r.rejected = append(r.rejected, f.Reason) },
	}
	c, err := New(opts)
	if err != nil {
		t.Fatal(err)
	}
	hurry(c)
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	items, ended := make(chan Item), make(chan error, 1)
	go func() { ended <- c.Run(ctx, items) }()
	for len(r.items) < n {
		select {
		case i := <-items:
			r.items = append(r.items, words(i))
		case <-ctx.Done():
			t.Fatalf("%d of %d items: %v; ends %v; %s", len(r.items), n, r.items, r.ends, text.String())
		}
	}
	cancel()
	if err := <-ended; err != nil {
		t.Errorf("run: %v", err)
	}
	r.asked, r.heard, r.log = s.asked, s.heard, text.String()
	if strings.Contains(r.log, key) {
		t.Errorf("the key is in the log: %s", r.log)
	}
	if err := c.Check(t.Context()); err == nil || strings.Contains(err.Error(), key) {
		t.Errorf("check after the end: %v", err)
	}
	return r
}

// hurry makes a client's pauses a thousand times shorter.
func hurry(c *Client) {
	c.patience.bounds = func(end End) bounds {
		b := pausesOf(end)
		return bounds{b.least / 1000, b.most / 1000, b.atOnce}
	}
}

// message is a frame at a position.
func message(block uint64, index uint32) []byte { return sample(block, index, 1).json() }

func TestClientHandsOverInOrder(t *testing.T) {
	text := func(ctx context.Context, conn *websocket.Conn) {
		_ = conn.Write(ctx, websocket.MessageText, message(7, 2))
	}
	r := play(t, 4, Options{}, then(sends(message(7, 0), message(7, 1)), text, sends(message(8, 0)), stays))
	if want := []string{"7/0", "7/1", "7/2", "8/0"}; !slices.Equal(r.items, want) {
		t.Errorf("%v, want %v", r.items, want)
	}
	if got := r.asked[0].Get("Authorization"); got != "Bearer "+key {
		t.Errorf("authorization %q", got)
	}
	if r.heard != 0 {
		t.Errorf("the client sent %d data frames", r.heard)
	}
}

// Each fault of docs/fastfeed.md: what was lost is said, what follows is handed
// over, and the end is told by its name.
func TestClientSurvives(t *testing.T) {
	bad := sample(7, 1, 1)
	bad.Transaction.TxHash = sample(9, 9, 0).Transaction.TxHash
	good := then(sends(message(9, 0), message(9, 1)), stays)
	begin := sends(message(7, 0))
	for _, c := range []struct {
		name     string
		opts     Options
		scripts  []script
		items    string
		end      End // of the first connection
		rejected string
		advice   string
	}{
		{"ticket expired", Options{}, []script{then(begin, closes(1008, "authentication expired")), good}, "7/0 gap(7/1..) 9/0 9/1", EndExpired, "", "auto_buy"},
		{"no ticket (401)", Options{}, []script{{status: 401, body: "no ticket for " + key}, good}, "9/0 9/1", EndNoTicket, "", "fastfeed buy"},
		{"tickets in use (429)", Options{}, []script{{status: 429}, good}, "9/0 9/1", EndInUse, "", "another process"},
		{"no upgrade (426)", Options{}, []script{{status: 426}, good}, "9/0 9/1", EndNotSocket, "", "proxy"},
		{"other answers", Options{}, []script{{status: 502, body: "<html>"}, good}, "9/0 9/1", EndRefused, "", ""},
		{"redirected", Options{}, []script{{status: 307}, good}, "9/0 9/1", EndRefused, "", ""},
		{"client message (1003)", Options{}, []script{then(begin, closes(1003, "unexpected client message")), good}, "7/0 gap(7/1..) 9/0 9/1", EndMessage, "", "something between"},
		{"restart (1011)", Options{}, []script{then(begin, closes(1011, "server shutting down")), good}, "7/0 gap(7/1..) 9/0 9/1", EndRestart, "", ""},
		{"lagged (1013)", Options{}, []script{then(begin, closes(1013, "client lagged")), good}, "7/0 gap(7/1..) 9/0 9/1", EndLagged, "", "too slow"},
		{"cut", Options{}, []script{then(begin, cuts), good}, "7/0 gap(7/1..) 9/0 9/1", EndLost, "", ""},
		{"oversized", Options{MaxFrame: 4096}, []script{then(begin, sends(sample(7, 1, 40).json())), good}, "7/0 gap(7/1..) 9/0 9/1", EndOversized, "oversized", "max_frame_bytes"},
		{"block given up", Options{}, []script{then(begin, sends(message(7, 1), message(8, 0), []byte{}, message(7, 0)), stays)}, "7/0 7/1 8/0 gap(8/1..) void(7) 7/0", "", "malformed", ""},
		{"missed stretch", Options{}, []script{then(begin, sends(message(7, 4), message(9, 0)), stays)}, "7/0 gap(7/1..7/4) 7/4 gap(8/0..9/0) 9/0", "", "", ""},
		{"malformed frame", Options{}, []script{then(begin, sends([]byte(`{"version":1}`), message(7, 2)), stays)}, "7/0 gap(7/1..) 7/2", "", "malformed", ""},
		{"compressed garbage", Options{}, []script{then(begin, sends(bytes.Repeat([]byte{0x1f, 0x8b}, 100), message(7, 2)), stays)}, "7/0 gap(7/1..) 7/2", "", "malformed", ""},
		{"wrong hash", Options{}, []script{then(begin, sends(bad.json(), message(7, 2)), stays)}, "7/0 gap(7/1..) 7/2", "", "hash", ""},
		{"unknown version", Options{}, []script{then(begin, sends([]byte(`{"version":2}`), message(7, 2)), stays)}, "7/0 gap(7/1..) 7/2", "", "version", ""},
		{"said twice", Options{}, []script{then(begin, begin, sends(message(7, 1)), stays)}, "7/0 7/1", "", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			want := strings.Fields(c.items)
			r := play(t, len(want), c.opts, c.scripts...)
			if !slices.Equal(r.items, want) {
				t.Errorf("%v\nwant %v", r.items, want)
			}
			if got := strings.Join(r.rejected, " "); got != c.rejected {
				t.Errorf("rejected %q, want %q", got, c.rejected)
			}
			if c.end == "" {
				if !slices.Equal(r.ends, []string{"connected"}) {
					t.Errorf("%v, want one connection", r.ends)
				}
				return
			}
			if i := slices.IndexFunc(r.ends, func(s string) bool { return s != "connected" }); i < 0 || r.ends[i] != string(c.end) {
				t.Errorf("%v, want %s first", r.ends, c.end)
			}
			if !strings.Contains(r.log, c.advice) {
				t.Errorf("the log gives no advice (%q): %s", c.advice, r.log)
			}
		})
	}
}

// A server that is there but answers nothing, as behind a dead line, is left.
func TestClientLeavesAHalfOpenConnection(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var held []net.Conn
	var mu sync.Mutex
	good := httptest.NewUnstartedServer(&server{scripts: []script{
		then(sends(message(7, 0)), func(ctx context.Context, conn *websocket.Conn) {
			mu.Lock()
			for _, c := range held {
				c.(*deaf).stop()
			}
			mu.Unlock()
			<-ctx.Done()
		}),
		then(sends(message(9, 0)), stays),
	}})
	good.Listener = &deafListener{Listener: l, held: &held, mu: &mu}
	good.Start()
	defer good.Close()
	ends := make(chan string, 16)
	c, err := New(Options{
		URL: "ws" + strings.TrimPrefix(good.URL, "http"), Key: key, ReadTimeout: 200 * time.Millisecond,
		Listener: event.Listener{FastFeedState: func(f event.FastFeedState) {
			if !f.Connected {
				ends <- f.End
			}
		}},
	})
	if err != nil {
		t.Fatal(err)
	}
	hurry(c)
	ctx, cancel := context.WithCancel(t.Context())
	items, ended := make(chan Item, 16), make(chan error, 1)
	go func() { ended <- c.Run(ctx, items) }()
	var got []string
	for len(got) < 3 {
		got = append(got, words(<-items))
	}
	cancel()
	<-ended
	if want := "7/0 gap(7/1..) 9/0"; strings.Join(got, " ") != want {
		t.Errorf("%v, want %s", got, want)
	}
	if end := <-ends; end != string(EndSilent) {
		t.Errorf("ended %s", end)
	}
}

// deaf is a connection that, once stopped, neither hears nor says anything.
type deaf struct {
	net.Conn
	off  chan struct{}
	once sync.Once
}

func (d *deaf) stop() { d.once.Do(func() { close(d.off) }) }

func (d *deaf) Write(b []byte) (int, error) {
	select {
	case <-d.off:
		return len(b), nil
	default:
		return d.Conn.Write(b)
	}
}

type deafListener struct {
	net.Listener
	held *[]net.Conn
	mu   *sync.Mutex
}

func (l *deafListener) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	d := &deaf{Conn: c, off: make(chan struct{})}
	*l.held = append(*l.held, d)
	return d, nil
}

// Whoever reads too slowly gets a gap; the connection is read all the same.
func TestClientDoesNotWaitForTheReader(t *testing.T) {
	const n = 500
	all := make([][]byte, n)
	for i := range all {
		all[i] = message(7, uint32(i))
	}
	sent := make(chan struct{})
	s := httptest.NewServer(&server{scripts: []script{then(sends(all...), func(ctx context.Context, conn *websocket.Conn) {
		if err := conn.Ping(ctx); err != nil { // everything before was read
			t.Error(err)
		}
		close(sent)
		sends(message(8, 0), message(8, 1))(ctx, conn)
		<-ctx.Done()
	})}})
	defer s.Close()
	rejected := make(chan string, 16)
	c, err := New(Options{
		URL: "ws" + strings.TrimPrefix(s.URL, "http"), Key: key, Queue: 10,
		Listener: event.Listener{FastFeedRejected: func(f event.FastFeedRejected) { rejected <- f.Reason }},
	})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	items, ended := make(chan Item), make(chan error, 1)
	go func() { ended <- c.Run(ctx, items) }()
	<-sent // nothing was taken
	var got []string
	for len(got) == 0 || got[len(got)-1] != "8/0" && got[len(got)-1] != "8/1" {
		got = append(got, words(<-items))
	}
	cancel()
	<-ended
	gap := slices.IndexFunc(got, func(s string) bool { return strings.HasPrefix(s, "gap") })
	if gap < 0 || gap > 20 || len(got) > 40 {
		t.Errorf("%v", got)
	}
	for i := range gap {
		if got[i] != fmt.Sprintf("7/%d", i) {
			t.Errorf("%v", got)
		}
	}
	if r := <-rejected; r != "behind" {
		t.Errorf("rejected: %s", r)
	}
}

// Retry ends the wait for a ticket.
func TestRetry(t *testing.T) {
	s := httptest.NewServer(&server{scripts: []script{{status: 401}, then(sends(message(7, 0)), stays)}})
	defer s.Close()
	waiting := make(chan time.Duration, 1)
	c, err := New(Options{
		URL: "ws" + strings.TrimPrefix(s.URL, "http"), Key: key,
		Listener: event.Listener{FastFeedState: func(f event.FastFeedState) {
			if f.End == string(EndNoTicket) {
				waiting <- f.Retry
			}
		}},
	})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	items, ended := make(chan Item), make(chan error, 1)
	go func() { ended <- c.Run(ctx, items) }()
	if pause := <-waiting; pause < 5*time.Second {
		t.Errorf("a pause of %s", pause)
	}
	if err := c.Check(t.Context()); err == nil || !strings.Contains(err.Error(), "fastfeed buy") {
		t.Errorf("check: %v", err)
	}
	c.Retry()
	if got := words(<-items); got != "7/0" {
		t.Error(got)
	}
	if err := c.Check(t.Context()); err != nil {
		t.Errorf("check: %v", err)
	}
	cancel()
	<-ended
}

// A redirection is not followed: the key belongs to the configured host.
func TestKeyIsNotRedirected(t *testing.T) {
	var elsewhere atomic.Int32
	other := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { elsewhere.Add(1) }))
	defer other.Close()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, other.URL, http.StatusTemporaryRedirect)
	}))
	defer s.Close()
	ends := make(chan event.FastFeedState, 16)
	c, err := New(Options{
		URL: "ws" + strings.TrimPrefix(s.URL, "http"), Key: key,
		Listener: event.Listener{FastFeedState: func(f event.FastFeedState) { ends <- f }},
	})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- c.Run(ctx, make(chan Item)) }()
	if f := <-ends; f.End != string(EndRefused) {
		t.Errorf("%+v", f)
	}
	cancel()
	<-ended
	if elsewhere.Load() != 0 {
		t.Error("the redirection was followed")
	}
}

func TestNewRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		opts Options
		say  string
	}{
		"no URL":    {Options{Key: "k"}, "want ws://HOST"},
		"http":      {Options{URL: "https://host", Key: "k"}, "want ws://HOST"},
		"no key":    {Options{URL: "wss://host"}, "fastfeed.key"},
		"key, line": {Options{URL: "wss://host", Key: "k\n"}, "white space"},
	} {
		if _, err := New(c.opts); err == nil || !strings.Contains(err.Error(), c.say) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
