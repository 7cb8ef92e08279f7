package socket

import (
	"bufio"
	"bytes"
	"crypto/sha1"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/klauspost/compress/flate"
	"go.uber.org/goleak"

	"mevbot/internal/fuzzing"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var dictionary = []byte(strings.Repeat("sequenceNumber blockHash ", 20))

// pipe is a connection whose server has said all it will say.
type pipe struct {
	io.Reader
	wrote bytes.Buffer
}

func (p *pipe) Write(b []byte) (int, error) { return p.wrote.Write(b) }
func (p *pipe) Close() error                { return nil }

// connOn is a connection that reads in.
func connOn(in []byte, compressed bool) (*Conn, *pipe) {
	p := &pipe{Reader: bytes.NewReader(in)}
	c := &Conn{
		opts: Options{MaxMessage: 1 << 16, ReadTimeout: time.Minute, Now: time.Now},
		pipe: p, in: bufio.NewReader(p), watch: watchdog{limit: time.Minute, bark: func() {}},
	}
	if compressed {
		c.inflater = newInflater(dictionary, c.opts.MaxMessage)
	}
	return c, p
}

func deflated(t testing.TB, text string, finish bool) []byte {
	t.Helper()
	deflater.Lock()
	defer deflater.Unlock()
	var b bytes.Buffer
	if deflater.w == nil {
		w, err := flate.NewWriterDict(&b, flate.BestCompression, dictionary)
		if err != nil {
			t.Fatal(err)
		}
		deflater.w = w
	}
	deflater.w.Reset(&b)
	io.WriteString(deflater.w, text)
	if finish {
		deflater.w.Close()
		return b.Bytes()
	}
	deflater.w.Flush()
	return b.Bytes()
}

// deflater is reused: a new one costs more than all that is tested with it.
var deflater struct {
	sync.Mutex
	w *flate.Writer
}

// The frames were captured from nitro's own server; they inflate to the feed's
// JSON.
func TestNitrosCompressedFrames(t *testing.T) {
	dir := os.Getenv("MEV_BOT_VECTORS")
	if dir == "" {
		t.Skip("captured frames are missing: set MEV_BOT_VECTORS to their folder")
	}
	text, err := os.ReadFile(filepath.Join(dir, "compressed_frames.captured.json"))
	if err != nil {
		t.Fatal(err)
	}
	var v struct {
		Frames [][]byte `json:"frames_base64"`
	}
	if err := json.Unmarshal(text, &v); err != nil || len(v.Frames) == 0 {
		t.Fatalf("%d frames, %v", len(v.Frames), err)
	}
	dict, err := os.ReadFile(filepath.Join(dir, "nitro_feed_deflate_dictionary.bin"))
	if err != nil {
		t.Fatal(err)
	}
	f := newInflater(dict, 1<<20)
	for i, frame := range v.Frames {
		got, err := f.inflate(bytes.Clone(frame))
		if err != nil {
			t.Errorf("frame %d: %v", i, err)
			continue
		}
		if !bytes.HasSuffix(got, []byte("}\n")) || !json.Valid(got) {
			t.Errorf("frame %d is not JSON: %.80q", i, got)
		}
	}
}

func TestCompressedMessagesEndInEveryWay(t *testing.T) {
	const text = `{"sequenceNumber":1,"blockHash":"0x01"}`
	flushed := deflated(t, text, false)
	final := deflated(t, text, true)
	for name, payload := range map[string][]byte{
		"with a final block": final,
		"flushed":            flushed,
		"flushed, without its last four bytes (RFC 7692)": bytes.TrimSuffix(flushed, syncFlush),
		"final, then an empty block (RFC 7692 7.2.3.4)":   append(bytes.Clone(final), 0),
	} {
		got, err := newInflater(dictionary, 1<<10).inflate(payload)
		if err != nil || string(got) != text {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	for name, payload := range map[string][]byte{
		"bytes behind the final block": append(bytes.Clone(final), "more"...),
		"a reserved block type":        {0x07, 1, 2, 3},
	} {
		if got, err := newInflater(dictionary, 1<<10).inflate(payload); !errors.Is(err, ErrCompression) {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	if _, err := newInflater(dictionary, 30).inflate(bytes.Clone(final)); !errors.Is(err, ErrTooLarge) {
		t.Errorf("over the limit: %v", err)
	}
	if got, err := newInflater(dictionary, int64(len(text))).inflate(final); err != nil || string(got) != text {
		t.Errorf("at the limit: %v", err)
	}
}

func TestFrames(t *testing.T) {
	big := bytes.Repeat([]byte("x"), 1<<16+1)
	for _, tc := range []struct {
		name       string
		in         []byte
		compressed bool
		want       string
		err        error
	}{
		{name: "one frame", in: []byte{0x81, 2, 'h', 'i'}, want: "hi"},
		{name: "nitro's two frames", in: []byte{0x01, 2, 'h', 'i', 0x80, 0}, want: "hi"},
		{name: "parts with a ping and a pong between", in: []byte{0x01, 1, 'h', 0x89, 1, 'p', 0x8A, 0, 0x80, 1, 'i'}, want: "hi"},
		{name: "length in more bytes than needed", in: []byte{0x81, 126, 0, 2, 'h', 'i'}, want: "hi"},
		{name: "compressed in parts", compressed: true, in: func() []byte {
			z := deflated(t, "hi", true)
			return append(append([]byte{0x41, 1, z[0], 0x80}, byte(len(z)-1)), z[1:]...)
		}(), want: "hi"},
		{name: "plain on a compressed connection", compressed: true, in: []byte{0x81, 2, 'h', 'i'}, want: "hi"},
		{name: "compressed on a plain connection", in: []byte{0xC1, 2, 'h', 'i'}, err: ErrProtocol},
		{name: "compressed in a later part", compressed: true, in: []byte{0x01, 1, 'h', 0xC0, 1, 'i'}, err: ErrProtocol},
		{name: "compressed ping", compressed: true, in: []byte{0xC9, 0}, err: ErrProtocol},
		{name: "reserved bits", in: []byte{0xA1, 0}, err: ErrProtocol},
		{name: "unknown data frame", in: []byte{0x83, 0}, err: ErrProtocol},
		{name: "unknown control frame", in: []byte{0x8B, 0}, err: ErrProtocol},
		{name: "masked", in: []byte{0x81, 0x81, 1, 2, 3, 4, 5}, err: ErrProtocol},
		{name: "a message inside another", in: []byte{0x01, 1, 'h', 0x81, 1, 'i'}, err: ErrProtocol},
		{name: "a part of nothing", in: []byte{0x80, 1, 'i'}, err: ErrProtocol},
		{name: "ping in parts", in: []byte{0x09, 0}, err: ErrProtocol},
		{name: "ping too long", in: append([]byte{0x89, 126, 0, 126}, big[:126]...), err: ErrProtocol},
		{name: "half a close code", in: []byte{0x88, 1, 3}, err: ErrProtocol},
		{name: "over the limit", in: append([]byte{0x81, 127, 0, 0, 0, 0, 0, 1, 0, 1}, big...), err: ErrTooLarge},
		{name: "over the limit in parts", in: append(append([]byte{0x01, 127, 0, 0, 0, 0, 0, 1, 0, 0}, big[:1<<16]...), 0x80, 1, 'x'), err: ErrTooLarge},
		{name: "the largest length there is", in: []byte{0x81, 127, 255, 255, 255, 255, 255, 255, 255, 255}, err: ErrTooLarge},
		{name: "cut in the header", in: []byte{0x81}, err: io.ErrUnexpectedEOF},
		{name: "cut in the length", in: []byte{0x81, 126, 0}, err: io.ErrUnexpectedEOF},
		{name: "cut in the payload", in: []byte{0x81, 5, 'h'}, err: io.ErrUnexpectedEOF},
		{name: "nothing", err: io.EOF},
	} {
		c, _ := connOn(tc.in, tc.compressed)
		m, err := c.Next()
		if !errors.Is(err, tc.err) || tc.err == nil && string(m.Data) != tc.want {
			t.Errorf("%s: %q, %v; want %q, %v", tc.name, m.Data, err, tc.want, tc.err)
		}
	}
}

// What is written is masked, and says what a ping or close wants to hear.
func TestPingsAndClosesAreAnswered(t *testing.T) {
	c, p := connOn([]byte{0x89, 3, 'a', 'b', 'c', 0x88, 5, 0x03, 0xE9, 'b', 'y', 'e'}, false)
	_, err := c.Next()
	closed, ok := errors.AsType[*Closed](err)
	if !ok || closed.Code != 1001 || closed.Reason != "bye" {
		t.Fatalf("%v", err)
	}
	var said []string
	for out := p.wrote.Bytes(); len(out) > 0; {
		n := int(out[1] &^ bitMask)
		if out[1]&bitMask == 0 {
			t.Fatal("not masked")
		}
		payload := out[6 : 6+n]
		for i := range payload {
			payload[i] ^= out[2+i%4]
		}
		said = append(said, string(out[0])+string(payload))
		out = out[6+n:]
	}
	if len(said) != 2 || said[0] != "\u008aabc" || said[1] != "\u0088\x03\xe9" {
		t.Errorf("%q", said)
	}
}

// handshake makes a connection with a server that answers with these lines.
func handshake(t *testing.T, lines string, dict []byte) (*Conn, error) {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	defer func() { ln.Close(); <-done }()
	go func() {
		defer close(done)
		nc, err := ln.Accept()
		if err != nil {
			return
		}
		defer nc.Close()
		r, err := http.ReadRequest(bufio.NewReader(nc))
		if err != nil {
			return
		}
		sum := sha1.Sum([]byte(r.Header.Get("Sec-WebSocket-Key") + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"))
		io.WriteString(nc, strings.ReplaceAll(lines, "{accept}", base64.StdEncoding.EncodeToString(sum[:])))
	}()
	return Dial(t.Context(), Options{
		URL: "ws://" + ln.Addr().String() + "/feed?key=s3cr3t", HTTP: &http.Client{Transport: &http.Transport{DisableKeepAlives: true}},
		Dictionary: dict, MaxMessage: 1 << 16, Handshake: 5 * time.Second, ReadTimeout: time.Minute, Now: time.Now,
	})
}

func TestHandshake(t *testing.T) {
	const good = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: keep-alive, Upgrade\r\nSec-WebSocket-Accept: {accept}\r\n"
	const ours = "Sec-WebSocket-Extensions: Arbitrum-permessage-deflate;server_no_context_takeover;client_no_context_takeover\r\n"
	for _, tc := range []struct {
		name, lines string
		dict        []byte
		compressed  bool
		bad         string
	}{
		{name: "plain", lines: good + "\r\n"},
		{name: "compression offered, not taken", lines: good + "\r\n", dict: dictionary},
		{name: "compression taken", lines: good + ours + "\r\n", dict: dictionary, compressed: true},
		{name: "compression not offered, taken", lines: good + ours + "\r\n", bad: "not offered"},
		{name: "the standard extension", lines: good + "Sec-WebSocket-Extensions: permessage-deflate\r\n\r\n", dict: dictionary, bad: "not offered"},
		{name: "with context", lines: good + "Sec-WebSocket-Extensions: Arbitrum-permessage-deflate\r\n\r\n", dict: dictionary, bad: "against those before"},
		{name: "with a window", lines: good + "Sec-WebSocket-Extensions: Arbitrum-permessage-deflate; server_no_context_takeover; server_max_window_bits=9\r\n\r\n", dict: dictionary, bad: "parameter"},
		{name: "another key", lines: strings.ReplaceAll(good, "{accept}", "x") + "\r\n", bad: "not to this handshake"},
		{name: "another protocol", lines: strings.ReplaceAll(good, "websocket", "h2c") + "\r\n", bad: "something else"},
		{name: "refused", lines: "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 7\r\nContent-Length: 5\r\n\r\nenough", bad: "429 Too Many Requests: \"enoug\""},
		{name: "no HTTP", lines: "220 smtp ready\r\n", bad: "malformed HTTP"},
	} {
		c, err := handshake(t, tc.lines, tc.dict)
		if tc.bad == "" {
			if err != nil || c.Compressed() != tc.compressed {
				t.Errorf("%s: %v", tc.name, err)
			}
			if err == nil {
				c.Close()
			}
			continue
		}
		if err == nil || !strings.Contains(err.Error(), tc.bad) || strings.Contains(err.Error(), "s3cr3t") {
			t.Errorf("%s: %v, want %q", tc.name, err, tc.bad)
		}
		if r, ok := errors.AsType[*Refused](err); ok && r.RetryAfter != 7*time.Second {
			t.Errorf("retry after %s", r.RetryAfter)
		}
	}
}

// Whatever a server sends, reading ends, within memory, with a message or an
// error that says why.
func FuzzNext(f *testing.F) {
	x := fuzzing.New(f)
	x.Add([]byte{0x81, 2, 'h', 'i'}, false)
	x.Add([]byte{0x01, 2, 'h', 'i', 0x89, 0, 0x80, 0}, false)
	x.Add(append([]byte{0xC1, byte(len(deflated(f, "hello", true)))}, deflated(f, "hello", true)...), true)
	x.Fuzz(func(t *testing.T, in []byte, compressed bool) {
		c, _ := connOn(in, compressed)
		for range len(in) + 1 {
			m, err := c.Next()
			if err != nil {
				return
			}
			if int64(len(m.Data)) > c.opts.MaxMessage || m.Wire > len(in) {
				t.Fatalf("%d bytes of %d", len(m.Data), m.Wire)
			}
		}
		t.Fatal("more messages than bytes")
	})
}

// What any compressor writes comes back, and nothing makes inflate panic or
// go over its limit.
func FuzzInflate(f *testing.F) {
	x := fuzzing.New(f)
	x.Add([]byte("hello"), []byte{0x4b, 0x04, 0x00})
	x.Add(bytes.Repeat([]byte("sequenceNumber"), 50), []byte{0xff})
	inflate := newInflater(dictionary, 1<<12)
	x.Fuzz(func(t *testing.T, text, raw []byte) {
		if len(text) > 2<<12 {
			return // twice the limit says it all; compressing more only takes long
		}
		if got, err := inflate.inflate(bytes.Clone(raw)); err == nil && len(got) > 1<<12 {
			t.Fatal("over the limit")
		} else if err != nil && !errors.Is(err, ErrCompression) && !errors.Is(err, ErrTooLarge) {
			t.Fatalf("untyped error %v", err)
		}
		if len(raw)%8 != 0 {
			return // deflating takes most of the time; the decoder is the other way
		}
		for _, finish := range []bool{true, false} {
			got, err := inflate.inflate(deflated(t, string(text), finish))
			if len(text) > 1<<12 && errors.Is(err, ErrTooLarge) {
				continue
			}
			if err != nil || !bytes.Equal(got, text) {
				t.Fatalf("%d bytes became %d: %v", len(text), len(got), err)
			}
		}
	})
}
