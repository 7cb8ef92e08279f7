package feed

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/coder/websocket"
	"github.com/ethereum/go-ethereum/common"
	"go.uber.org/goleak"

	"mevbot/internal/chain"
	"mevbot/internal/event"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var profile = chain.Profile{ID: 412346, Genesis: 100}

// message is the frame of one message in the wire's format, written by hand.
func message(seq int, content string) string {
	return fmt.Sprintf(`{"version":1,"messages":[{"sequenceNumber":%d,"message":{"message":{"header":{"kind":3,"sender":"0xa4b000000000000000000073657175656e636572","blockNumber":1,"timestamp":%d,"requestId":null,"baseFeeL1":0},"l2Msg":"%s"},"delayedMessagesRead":1},"blockHash":"%s","signatureV2":null}]}`+"\n",
		seq, seq, content, common.BytesToHash([]byte(content)).Hex())
}

// server plays one script a connection and notes what was asked for.
type server struct {
	mu      sync.Mutex
	asked   []string
	scripts []func(context.Context, *websocket.Conn)
	header  http.Header
}

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	s.asked = append(s.asked, r.Header.Get("Arbitrum-Requested-Sequence-Number"))
	n := len(s.asked) - 1
	s.mu.Unlock()
	maps.Copy(w.Header(), s.header)
	conn, err := websocket.Accept(w, r, nil)
	if err != nil {
		return
	}
	defer conn.CloseNow()
	ctx := conn.CloseRead(r.Context())
	if n < len(s.scripts) {
		s.scripts[n](ctx, conn)
		return
	}
	<-ctx.Done()
}

func send(frames ...string) func(context.Context, *websocket.Conn) {
	return func(ctx context.Context, c *websocket.Conn) {
		for _, f := range frames {
			if c.Write(ctx, websocket.MessageText, []byte(f)) != nil {
				return
			}
		}
	}
}

// stay keeps the connection open after the frames.
func stay(frames ...string) func(context.Context, *websocket.Conn) {
	return func(ctx context.Context, c *websocket.Conn) {
		send(frames...)(ctx, c)
		<-ctx.Done()
	}
}

// street runs a client against the server until want items came, and says them
// as text: "7" a message, "gap 3-4", "rewind 5".
func street(t *testing.T, s *server, want int, tune func(*Options)) (items []string, facts *counts, client *Client) {
	t.Helper()
	srv := httptest.NewServer(s)
	defer srv.Close()
	facts = &counts{rejected: map[string]int{}}
	opts := Options{
		URLs: []string{"ws" + strings.TrimPrefix(srv.URL, "http")}, Profile: profile, From: 5,
		Backoff: Backoff{Min: time.Millisecond, Max: 5 * time.Millisecond}, Listener: facts.listener(),
	}
	if tune != nil {
		tune(&opts)
	}
	client, err := New(opts)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	out := make(chan Item)
	ended := make(chan error, 1)
	go func() { ended <- client.Run(ctx, out) }()
	for len(items) < want {
		select {
		case i := <-out:
			switch {
			case i.Message != nil:
				items = append(items, fmt.Sprint(i.Message.Seq))
			case i.Gap != nil:
				items = append(items, fmt.Sprintf("gap %d-%d", i.Gap.From, i.Gap.To))
			case i.Rewind != nil:
				items = append(items, fmt.Sprintf("rewind %d", i.Rewind.Seq))
			}
		case err := <-ended:
			t.Fatalf("ended after %v: %v", items, err)
		}
	}
	cancel()
	<-ended
	return items, facts, client
}

type counts struct {
	mu             sync.Mutex
	gaps, rewinds  int
	rejected       map[string]int
	lost, messages int
	repairs        []event.Recovery
}

func (c *counts) listener() event.Listener {
	with := func(f func()) { c.mu.Lock(); defer c.mu.Unlock(); f() }
	return event.Listener{
		FeedGap:       func(event.FeedGap) { with(func() { c.gaps++ }) },
		FeedRewind:    func(event.FeedRewind) { with(func() { c.rewinds++ }) },
		FeedMessage:   func(event.FeedMessage) { with(func() { c.messages++ }) },
		FrameRejected: func(f event.FrameRejected) { with(func() { c.rejected[f.Reason]++ }) },
		Recovery:      func(f event.Recovery) { with(func() { c.repairs = append(c.repairs, f) }) },
		FeedState: func(f event.FeedState) {
			if !f.Connected {
				with(func() { c.lost++ })
			}
		},
	}
}

func TestWhatServersDo(t *testing.T) {
	long := strings.Repeat("A", 8192)
	for _, tc := range []struct {
		name    string
		scripts []func(context.Context, *websocket.Conn)
		want    []string
		asked   []string // resume numbers, in order of connections
		check   func(*testing.T, *counts)
	}{
		{
			name: "in order, duplicates dropped", asked: []string{"4"}, want: []string{"5", "6", "7"},
			scripts: []func(context.Context, *websocket.Conn){stay(message(5, "AAAA"), message(5, "AAAA"), message(6, "BBBB"), message(6, "BBBB"), message(7, "CCCC"))},
		},
		{
			name: "a cut connection goes on where it was", asked: []string{"4", "6"}, want: []string{"5", "6", "7"},
			scripts: []func(context.Context, *websocket.Conn){send(message(5, "AAAA"), message(6, "BBBB")), stay(message(6, "BBBB"), message(7, "CCCC"))},
			check: func(t *testing.T, c *counts) {
				if c.lost == 0 {
					t.Error("the cut was not said")
				}
				if len(c.repairs) == 0 {
					t.Fatal("the new connection was not said")
				}
				for i, f := range c.repairs {
					if f.Action != event.Resubscribe || f.Cause == "" || f.Attempt != uint64(i)+1 || (f.Err == nil) != (i == len(c.repairs)-1) {
						t.Errorf("repair %d: %+v", i, f)
					}
				}
			},
		},
		{
			name: "a server that sends its whole backlog again", asked: []string{"4", "6"}, want: []string{"5", "6", "7"},
			scripts: []func(context.Context, *websocket.Conn){send(message(5, "AAAA"), message(6, "BBBB")), stay(message(3, "xxxx"), message(4, "yyyy"), message(5, "AAAA"), message(6, "BBBB"), message(7, "CCCC"))},
		},
		{
			name: "a gap is said", want: []string{"5", "gap 6-8", "9"},
			scripts: []func(context.Context, *websocket.Conn){stay(message(5, "AAAA"), message(9, "BBBB"))},
			check: func(t *testing.T, c *counts) {
				if c.gaps != 1 {
					t.Errorf("%d gaps", c.gaps)
				}
			},
		},
		{
			name: "another content under a number is a rewind", want: []string{"5", "6", "7", "rewind 6", "6", "7"},
			scripts: []func(context.Context, *websocket.Conn){stay(message(5, "AAAA"), message(6, "BBBB"), message(7, "CCCC"), message(6, "DDDD"), message(7, "EEEE"))},
		},
		{
			name: "null entries, unknown fields, confirmed numbers, a fragmented frame", want: []string{"5", "6"},
			scripts: []func(context.Context, *websocket.Conn){func(ctx context.Context, c *websocket.Conn) {
				send(`{"version":1,"confirmedSequenceNumberMessage":{"sequenceNumber":1}}`, `{"version":1,"later":{"x":[1]},"messages":[null]}`, message(5, "AAAA"))(ctx, c)
				w, err := c.Writer(ctx, websocket.MessageText)
				if err != nil {
					return
				}
				text := message(6, long)
				_, _ = w.Write([]byte(text[:5000]))
				_, _ = w.Write([]byte(text[5000:]))
				_ = w.Close()
				<-ctx.Done()
			}},
		},
		{
			name: "garbage is counted and survived", want: []string{"5", "6"},
			scripts: []func(context.Context, *websocket.Conn){func(ctx context.Context, c *websocket.Conn) {
				send(message(5, "AAAA"), `{"version":1,"mess`, `{"version":7,"messages":[]}`, "")(ctx, c)
				_ = c.Write(ctx, websocket.MessageBinary, []byte{1})
				send(message(6, "BBBB"))(ctx, c)
				<-ctx.Done()
			}},
			check: func(t *testing.T, c *counts) {
				if c.rejected["malformed"] < 1 || c.rejected["version"] != 1 || c.rejected["binary"] != 1 {
					t.Errorf("rejected %v", c.rejected)
				}
			},
		},
		{
			name: "an oversized frame ends the connection, not the client", want: []string{"5", "6"},
			scripts: []func(context.Context, *websocket.Conn){stay(message(5, "AAAA"), message(6, strings.Repeat("A", 1<<20))), stay(message(6, "BBBB"))},
			check: func(t *testing.T, c *counts) {
				if c.rejected["oversized"] != 1 {
					t.Errorf("rejected %v", c.rejected)
				}
			},
		},
	} {
		t.Run(tc.name, func(t *testing.T) {
			s := &server{scripts: tc.scripts}
			got, facts, _ := street(t, s, len(tc.want), func(o *Options) { o.MaxFrame = 64 << 10 })
			if !slices.Equal(got, tc.want) {
				t.Errorf("handed over %v, want %v", got, tc.want)
			}
			if tc.asked != nil && !slices.Equal(s.asked[:min(len(s.asked), len(tc.asked))], tc.asked) {
				t.Errorf("asked for %v, want %v", s.asked, tc.asked)
			}
			facts.mu.Lock()
			defer facts.mu.Unlock()
			if tc.check != nil {
				tc.check(t, facts)
			}
		})
	}
}

// A server of another chain, or of another protocol version, ends the client
// with an error that says what to do.
func TestTheWrongServerEndsTheClient(t *testing.T) {
	for _, tc := range []struct {
		header http.Header
		want   error
		say    string
	}{
		{http.Header{"Arbitrum-Chain-Id": {"42161"}}, ErrWrongChain, "feed.urls"},
		{http.Header{"Arbitrum-Feed-Server-Version": {"1"}}, ErrServerVersion, "feed.urls"},
	} {
		srv := httptest.NewServer(&server{header: tc.header})
		c, err := New(Options{URLs: []string{"ws" + strings.TrimPrefix(srv.URL, "http")}, Profile: profile})
		if err != nil {
			t.Fatal(err)
		}
		err = c.Run(t.Context(), make(chan Item))
		if !errors.Is(err, tc.want) || !strings.Contains(err.Error(), tc.say) {
			t.Errorf("%v: %v, want %v", tc.header, err, tc.want)
		}
		srv.Close()
	}
}

func TestBadURLsAreRefusedWithoutShowingThem(t *testing.T) {
	for _, urls := range [][]string{nil, {"http://h/s3cr3t"}, {"ws://"}, {"::s3cr3t"}} {
		if _, err := New(Options{URLs: urls}); err == nil || strings.Contains(err.Error(), "s3cr3t") {
			t.Errorf("%v: %v", urls, err)
		}
	}
}
