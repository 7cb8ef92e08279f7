package devnet

import (
	"encoding/json"
	"io"
	"log/slog"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/core/types"

	"mevbot/internal/chain"
)

func note(seq int, size int) posted {
	text, err := json.Marshal(map[string]any{"sequenceNumber": seq, "blockHash": "0x", "pad": strings.Repeat("x", size)})
	if err != nil {
		panic(err)
	}
	return posted{chain.Seq(seq), text}
}

func upTo(first, last int) []uint64 {
	var out []uint64
	for i := first; i <= last; i++ {
		out = append(out, uint64(i))
	}
	return out
}

// newFeed is a feed server alone, with messages first..last on it.
func newFeed(t *testing.T, first, last int) (*feedServer, string) {
	t.Helper()
	f := newFeedServer(chain.Local.ID, slog.New(slog.DiscardHandler))
	for i := first; i <= last; i++ {
		f.publish(note(i, 1), 1)
	}
	s := httptest.NewServer(f)
	t.Cleanup(func() { f.close(); s.Close() })
	return f, "ws" + strings.TrimPrefix(s.URL, "http") + "/feed"
}

// The rules are nitro's (clientconnection.go and backlog.go): also who asks for
// the very next message gets everything again.
func TestResume(t *testing.T) {
	_, url := newFeed(t, 100, 400)
	for _, c := range []struct {
		name, header string
		first        int
	}{
		{"no header", "", 100},
		{"zero", "0", 100},
		{"before the backlog", "7", 100},
		{"its first", "100", 100},
		{"inside", "250", 250},
		{"inside, hexadecimal", "0xfa", 250},
		{"its last", "400", 400},
		{"one after its last", "401", 100},
		{"far after its last", "99999", 100},
	} {
		t.Run(c.name, func(t *testing.T) {
			var headers []string
			if c.header != "" {
				headers = []string{requestedKey + ": " + c.header}
			}
			client := connect(t, url, headers...)
			var got []uint64
			for want := 400 - c.first + 1; len(got) < want; {
				f, err := client.next()
				if err != nil {
					t.Fatal(err)
				}
				if n := len(f.Messages); n > backlogSegment || n < backlogSegment && len(got)+n != want {
					t.Errorf("a frame holds %d messages, want %d in all but the last", n, backlogSegment)
				}
				got = append(got, seqs(f.Messages)...)
			}
			if !slices.Equal(got, upTo(c.first, 400)) {
				t.Errorf("got %d..%d", got[0], got[len(got)-1])
			}
		})
	}
}

func TestHandshake(t *testing.T) {
	_, url := newFeed(t, 1, 1)
	for _, c := range []struct {
		name    string
		headers []string
		status  int
		body    string
	}{
		{"no headers", nil, 101, ""},
		{"version 2", []string{clientVersionKey + ": 2"}, 101, ""},
		{"version 1", []string{clientVersionKey + ": 1"}, 400, "Feed Client version too old: 1, expected 2"},
		{"malformed version", []string{clientVersionKey + ": two"}, 400, clientVersionKey},
		{"malformed number", []string{clientVersionKey + ": 2", requestedKey + ": -1"}, 400, requestedKey},
	} {
		t.Run(c.name, func(t *testing.T) {
			resp := connect(t, url, c.headers...).resp
			if resp.StatusCode != c.status {
				t.Fatalf("status %d, want %d", resp.StatusCode, c.status)
			}
			if c.status == 101 {
				if v, id := resp.Header.Get("Arbitrum-Feed-Server-Version"), resp.Header.Get("Arbitrum-Chain-Id"); v != "2" || id != "412346" {
					t.Errorf("server version %q, chain id %q", v, id)
				}
				return
			}
			if body, err := io.ReadAll(resp.Body); err != nil || !strings.Contains(string(body), c.body) {
				t.Errorf("body %q, %v; want %q", body, err, c.body)
			}
		})
	}
}

func TestFragments(t *testing.T) {
	f, url := newFeed(t, 1, 0)
	client := connect(t, url)
	waitFor(t, "the client", func() bool { return f.connected() == 1 })
	overhead := len(frameOf([]posted{note(7, 0)}))
	f.publish(note(7, wholeFrameMax-overhead), 1)
	f.publish(note(8, wholeFrameMax-overhead+1), 1)
	want := []struct {
		first byte
		size  int
	}{{0x81, wholeFrameMax}, {0x01, wholeFrameMax + 1}, {0x80, 0}}
	for i, w := range want {
		got, err := client.frame()
		if err != nil || got.first != w.first || len(got.payload) != w.size {
			t.Errorf("frame %d: %#x with %d bytes, %v; want %#x with %d", i, got.first, len(got.payload), err, w.first, w.size)
		}
	}
}

func TestEveryClientGetsEveryMessage(t *testing.T) {
	f, url := newFeed(t, 1, 3)
	a, b := connect(t, url), connect(t, url, requestedKey+": 3")
	if got := seqs(a.messages(3)); !slices.Equal(got, upTo(1, 3)) {
		t.Errorf("first client: %v", got)
	}
	if got := seqs(b.messages(1)); !slices.Equal(got, upTo(3, 3)) {
		t.Errorf("second client: %v", got)
	}
	for i := 4; i <= 9; i++ {
		f.publish(note(i, 1), 1)
	}
	for name, c := range map[string]*rawClient{"first": a, "second": b} {
		if got := seqs(c.messages(6)); !slices.Equal(got, upTo(4, 9)) {
			t.Errorf("%s client: %v", name, got)
		}
	}
}

func TestConfirmationTrimsTheBacklog(t *testing.T) {
	f, url := newFeed(t, 1, 20)
	client := connect(t, url)
	client.messages(20)
	f.confirm(15)
	got, err := client.next()
	if err != nil || got.Confirmed == nil || got.Confirmed.Seq != 15 || len(got.Messages) != 0 {
		t.Errorf("confirmation: %+v, %v", got, err)
	}
	if got := seqs(connect(t, url).messages(5)); !slices.Equal(got, upTo(16, 20)) {
		t.Errorf("backlog after it: %v", got)
	}
}

// Who reads nothing is dropped when its queue is full; who reads is not.
func TestSlowClientIsDropped(t *testing.T) {
	f, url := newFeed(t, 1, 0)
	connect(t, url) // and never read
	reader := connect(t, url)
	waitFor(t, "both clients", func() bool { return f.connected() == 2 })
	for n := 1; n < 10*clientQueue && f.connected() == 2; n++ {
		f.publish(note(n, 3000), 1)
		if got := seqs(reader.messages(1)); got[0] != uint64(n) {
			t.Fatalf("got %v, want %d", got, n)
		}
	}
	if n := f.connected(); n != 1 {
		t.Errorf("%d clients are connected, want the one that reads", n)
	}
}

func TestBacklogJumpAndRewind(t *testing.T) {
	var b backlog
	for i := range 10 {
		b.add(note(i+1, 0))
	}
	b.add(note(12, 0)) // a gap drops what was before, as in nitro
	if got := b.from(0); len(got) != 1 || got[0].seq != 12 {
		t.Errorf("after a jump: %v", got)
	}
	b.add(note(13, 0))
	b.add(note(14, 0))
	b.add(note(13, 5))
	if got := b.from(0); len(got) != 2 || got[1].seq != 13 || len(got[1].json) == len(note(13, 0).json) {
		t.Errorf("after a rewind: %v", got)
	}
	b.confirm(99)
	if got := b.from(0); len(got) != 0 {
		t.Errorf("after everything was confirmed: %v", got)
	}
}

// Every key that a frame of ours has is one that real frames have, at the same
// place and with the same kind of value.
func TestFrameHasTheShapeOfRealOnes(t *testing.T) {
	dir := os.Getenv("MEV_BOT_VECTORS")
	if dir == "" {
		t.Skip("real feed frames: set MEV_BOT_VECTORS")
	}
	known := map[string]string{}
	for _, name := range []string{"real_arb1_241801449.feed.json", "real_robinhood_20842309_signed.feed.json"} {
		text, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		for k, v := range shape(t, text) {
			if v != "null" || known[k] == "" {
				known[k] = v
			}
		}
	}
	w := newWorld(t, Options{})
	block, _, err := w.Mine(t.Context(), []*types.Transaction{w.call(0, 0, 1)})
	if err != nil {
		t.Fatal(err)
	}
	m, err := messageOf(block, w.genesis, nil)
	if err != nil {
		t.Fatal(err)
	}
	ours := shape(t, frameOf([]posted{m}))
	for k, v := range ours {
		if known[k] == "" || v != "null" && known[k] != "null" && v != known[k] {
			t.Errorf("%s is %s here and %q in real frames", k, v, known[k])
		}
	}
	for _, k := range []string{".version", ".messages[].sequenceNumber", ".messages[].message.message.l2Msg", ".messages[].message.message.header.kind"} {
		if ours[k] == "" {
			t.Errorf("%s is missing", k)
		}
	}
}

// shape lists the paths of a JSON text and what kind of value is there.
func shape(t *testing.T, text []byte) map[string]string {
	t.Helper()
	var v any
	if err := json.Unmarshal(text, &v); err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	var walk func(path string, v any)
	walk = func(path string, v any) {
		switch v := v.(type) {
		case map[string]any:
			for k, inner := range v {
				walk(path+"."+k, inner)
			}
		case []any:
			for _, inner := range v {
				walk(path+"[]", inner)
			}
		case nil:
			out[path] = "null"
		case string:
			out[path] = "string"
		case float64:
			out[path] = "number"
		default:
			out[path] = "other"
		}
	}
	walk("", v)
	return out
}
