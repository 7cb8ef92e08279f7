package devnet

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"
)

// rawClient reads websocket frames off the wire, so that their shape can be
// seen. It answers nothing.
type rawClient struct {
	t    *testing.T
	conn net.Conn
	r    *bufio.Reader
	resp *http.Response
}

type rawFrame struct {
	first   byte // FIN, RSV and opcode
	payload []byte
}

// connect opens the feed with extra headers, "Name: value" each.
func connect(t *testing.T, url string, headers ...string) *rawClient {
	t.Helper()
	hostport := strings.TrimSuffix(strings.TrimPrefix(url, "ws://"), "/feed")
	conn, err := new(net.Dialer).DialContext(t.Context(), "tcp", hostport)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	if err := conn.SetDeadline(time.Now().Add(20 * time.Second)); err != nil { // a hung test must end
		t.Fatal(err)
	}
	lines := append([]string{
		"GET /feed HTTP/1.1", "Host: " + hostport, "Upgrade: websocket", "Connection: Upgrade",
		"Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
	}, headers...)
	if _, err := fmt.Fprintf(conn, "%s\r\n\r\n", strings.Join(lines, "\r\n")); err != nil {
		t.Fatal(err)
	}
	c := &rawClient{t: t, conn: conn, r: bufio.NewReader(conn)}
	if c.resp, err = http.ReadResponse(c.r, nil); err != nil {
		t.Fatal(err)
	}
	return c
}

func (c *rawClient) frame() (rawFrame, error) {
	var head [2]byte
	if _, err := io.ReadFull(c.r, head[:]); err != nil {
		return rawFrame{}, err
	}
	n := uint64(head[1] & 0x7f)
	if wide := map[uint64]int{126: 2, 127: 8}[n]; wide > 0 {
		var b [8]byte
		if _, err := io.ReadFull(c.r, b[8-wide:]); err != nil {
			return rawFrame{}, err
		}
		n = binary.BigEndian.Uint64(b[:])
	}
	f := rawFrame{head[0], make([]byte, n)}
	_, err := io.ReadFull(c.r, f.payload)
	return f, err
}

// feedFrame is what the tests need of a frame.
type feedFrame struct {
	Version  int           `json:"version"`
	Messages []feedMessage `json:"messages"`

	Confirmed *struct {
		Seq uint64 `json:"sequenceNumber"`
	} `json:"confirmedSequenceNumberMessage"`
}

type feedMessage struct {
	Seq     uint64 `json:"sequenceNumber"`
	Hash    string `json:"blockHash"`
	Message struct {
		Message struct {
			Header struct {
				Kind        int    `json:"kind"`
				Sender      string `json:"sender"`
				BlockNumber uint64 `json:"blockNumber"`
				Timestamp   uint64 `json:"timestamp"`
			} `json:"header"`
			L2Msg []byte `json:"l2Msg"`
		} `json:"message"`
	} `json:"message"`
}

// next is the next message of the feed, fragments joined, control frames
// skipped.
func (c *rawClient) next() (feedFrame, error) {
	var text []byte
	for {
		f, err := c.frame()
		if err != nil {
			return feedFrame{}, err
		}
		if f.first&0x0f >= 8 {
			continue
		}
		text = append(text, f.payload...)
		if f.first&0x80 != 0 {
			break
		}
	}
	var out feedFrame
	if !bytes.HasSuffix(text, []byte("}\n")) {
		return out, fmt.Errorf("a frame ends with %q, want a newline", text[len(text)-2:])
	}
	return out, json.Unmarshal(text, &out)
}

// messages reads until n messages have come and returns their numbers.
func (c *rawClient) messages(n int) []feedMessage {
	c.t.Helper()
	var all []feedMessage
	for len(all) < n {
		f, err := c.next()
		if err != nil {
			c.t.Fatalf("after %d of %d messages: %v", len(all), n, err)
		}
		all = append(all, f.Messages...)
	}
	return all
}

func seqs(messages []feedMessage) []uint64 {
	var out []uint64
	for _, m := range messages {
		out = append(out, m.Seq)
	}
	return out
}
