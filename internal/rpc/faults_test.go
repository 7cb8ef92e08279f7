package rpc

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/coder/websocket"
	"github.com/ethereum/go-ethereum/common"
)

// The table in docs/rpc.md is made with -faults 1500ms -v.
var faultTime = flag.Duration("faults", 300*time.Millisecond, "how long each fault of the catalogue lasts")

// toxic is a TCP proxy in front of a node that can hold, drip or break what goes
// through it.
type toxic struct {
	l      net.Listener
	target func() string
	mode   atomic.Int32
	mu     sync.Mutex
	conns  []net.Conn
	wg     sync.WaitGroup
	closed chan struct{}
}

const (
	flows int32 = iota
	frozen
	drips
	refuses
)

func newToxic(t testing.TB, target func() string) *toxic {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	x := &toxic{l: l, target: target, closed: make(chan struct{})}
	x.wg.Go(func() {
		for {
			in, err := l.Accept()
			if err != nil {
				return
			}
			if x.mode.Load() == refuses {
				x.reset(in)
				continue
			}
			out, err := net.Dial("tcp", target())
			if err != nil {
				in.Close()
				continue
			}
			x.mu.Lock()
			x.conns = append(x.conns, in, out)
			x.mu.Unlock()
			x.wg.Go(func() { x.copy(out, in) })
			x.wg.Go(func() { x.copy(in, out) })
		}
	})
	t.Cleanup(func() {
		close(x.closed)
		l.Close()
		x.cut()
		x.wg.Wait()
	})
	return x
}

func (*toxic) reset(c net.Conn) {
	if tcp, ok := c.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
	c.Close()
}

// cut resets every connection.
func (x *toxic) cut() {
	x.mu.Lock()
	defer x.mu.Unlock()
	for _, c := range x.conns {
		x.reset(c)
	}
	x.conns = nil
}

func (x *toxic) copy(to, from net.Conn) {
	defer to.Close()
	buf := make([]byte, 32<<10)
	for {
		n, err := from.Read(buf)
		for data := buf[:n]; len(data) > 0; {
			for x.mode.Load() == frozen {
				select {
				case <-time.After(5 * time.Millisecond):
				case <-x.closed:
					return
				}
			}
			step := len(data)
			if x.mode.Load() == drips {
				step = 1
				time.Sleep(5 * time.Millisecond)
			}
			if _, werr := to.Write(data[:step]); werr != nil {
				return
			}
			data = data[step:]
		}
		if err != nil {
			return
		}
	}
}

// fault is one kind of trouble: begin makes node a have it, end takes it away.
type fault struct {
	name  string
	begin func(s *scene)
	end   func(s *scene)
}

// scene is one run of a fault.
type scene struct {
	chain *ledgerChain
	a     *fakeNode
	proxy *toxic
	over  chan struct{}
}

// wired is a fault in the answers of calls.
func wired(name string, f func(s *scene, w http.ResponseWriter, q fakeRequest) bool) fault {
	return fault{name, func(s *scene) {
		s.a.set(func() {
			s.a.wire = func(w http.ResponseWriter, _ *http.Request, q fakeRequest) bool { return f(s, w, q) }
		})
	}, func(s *scene) { s.a.set(func() { s.a.wire = nil }) }}
}

// says answers every call with a text; %s is the request's id.
func says(name string, status int, header map[string]string, text string) fault {
	return wired(name, func(_ *scene, w http.ResponseWriter, q fakeRequest) bool {
		for k, v := range header {
			w.Header().Set(k, v)
		}
		w.WriteHeader(status)
		fmt.Fprint(w, strings.ReplaceAll(text, "%s", string(q.ID)))
		return true
	})
}

func objects(name string, code int, message string) fault {
	return says(name, 200, nil, fmt.Sprintf(`{"jsonrpc":"2.0","id":%%s,"error":{"code":%d,"message":%q}}`, code, message))
}

func lies(name string, f func(s *scene, q fakeRequest, honest any) any) fault {
	return fault{name, func(s *scene) {
		s.a.set(func() { s.a.lie = func(q fakeRequest, r any) any { return f(s, q, r) } })
	}, func(s *scene) { s.a.set(func() { s.a.lie = nil }) }}
}

// batches is a fault in the answers of batches; the websocket is cut so that
// there is a hole to be filled by one.
func batches(name string, f func([]any) []any) fault {
	return fault{name, func(s *scene) {
		s.a.set(func() { s.a.shuffle = f })
		s.a.set(func() { s.a.mute = true })
	}, func(s *scene) { s.a.set(func() { s.a.shuffle, s.a.mute = nil, false }) }}
}

func hijacked(w http.ResponseWriter) net.Conn {
	c, _, err := w.(http.Hijacker).Hijack()
	if err != nil {
		return nil
	}
	return c
}

func closes(code websocket.StatusCode) fault {
	return fault{fmt.Sprintf("websocket closed with %d", code), func(s *scene) { s.a.cutWS(code) }, func(*scene) {}}
}

// onlyTwoTell is a lie that cannot be found out with one node.
const onlyTwoTell = "receipt with another status"

var catalogue = []fault{
	{"tcp: connections reset", func(s *scene) { s.proxy.mode.Store(refuses); s.proxy.cut() }, func(s *scene) { s.proxy.mode.Store(flows) }},
	{"tcp: half-open, nothing comes through", func(s *scene) { s.proxy.mode.Store(frozen) }, func(s *scene) { s.proxy.mode.Store(flows) }},
	{"tcp: slow drip, a byte in 5 ms", func(s *scene) { s.proxy.mode.Store(drips) }, func(s *scene) { s.proxy.mode.Store(flows) }},
	{"tcp: connection refused, the node is down", func(s *scene) { s.a.stop() }, func(s *scene) { s.a.listen(quietT{}, s.a.addr) }},
	wired("stall after the headers", func(s *scene, w http.ResponseWriter, _ fakeRequest) bool {
		w.WriteHeader(200)
		_ = http.NewResponseController(w).Flush()
		<-s.over
		return true
	}),
	wired("answer cut in the middle", func(_ *scene, w http.ResponseWriter, q fakeRequest) bool {
		w.Header().Set("Content-Length", "500")
		fmt.Fprintf(w, `{"jsonrpc":"2.0","id":%s,"resu`, q.ID)
		return true
	}),
	says("half of the JSON, as if it were whole", 200, nil, `{"jsonrpc":"2.0","id":%s,"result":"0x`),
	says("the answer twice in one body", 200, nil, `{"jsonrpc":"2.0","id":%s,"result":"0x1"}{"jsonrpc":"2.0","id":%s,"result":"0x1"}`),
	batches("batches answered out of order", func(l []any) []any { slices.Reverse(l); return l }),
	batches("batches with one answer missing", func(l []any) []any { return l[1:] }),
	batches("batches with a foreign id", func(l []any) []any { return append(l, map[string]any{"id": 1 << 40, "result": "0x1"}) }),
	says("wrong id", 200, nil, `{"jsonrpc":"2.0","id":999999,"result":"0x1"}`),
	says("HTML with 200", 200, map[string]string{"Content-Type": "text/html"}, `<html><body>Just a moment...</body></html>`),
	says("empty body", 200, nil, ``),
	says("invalid JSON", 200, nil, `{"jsonrpc":"2.0","id":%s,"result":}`),
	says("neither result nor error", 200, nil, `{"jsonrpc":"2.0","id":%s}`),
	says("a result of another type", 200, nil, `{"jsonrpc":"2.0","id":%s,"result":{"x":[1]}}`),
	says("null for everything", 200, nil, `{"jsonrpc":"2.0","id":%s,"result":null}`),
	objects("error: internal error", -32603, "Internal error"),
	objects("error: method handler crashed", -32000, "method handler crashed"),
	objects("error: header not found", -32000, "header not found"),
	objects("error: missing trie node", -32000, "missing trie node 0d…e (path )"),
	objects("error: method does not exist", -32601, "the method eth_x does not exist/is not available"),
	objects("error: request timed out", -32002, "request timed out"),
	objects("error: limit in a 200 (Infura)", -32005, "daily request count exceeded, request rate limited"),
	objects("error: limit in a 200 (QuickNode)", -32007, "50/second request limit reached - reduce calls per second or upgrade your account at quicknode.com"),
	says("429 with Retry-After: 1", 429, map[string]string{"Retry-After": "1"}, `{"jsonrpc":"2.0","id":%s,"error":{"code":429,"message":"Your app has exceeded its compute units per second capacity."}}`),
	says("429 without a word", 429, nil, ``),
	says("503", 503, nil, `no server is available`),
	says("503 with Retry-After: 1", 503, map[string]string{"Retry-After": "1"}, ``),
	says("502 page", 502, nil, `<html>bad gateway</html>`),
	says("403 from a firewall", 403, map[string]string{"Retry-After": "1"}, `forbidden`),
	says("redirect to another host", 307, map[string]string{"Location": "http://127.0.0.1:1/"}, ``),
	wired("huge answer", func(_ *scene, w http.ResponseWriter, _ fakeRequest) bool {
		chunk := []byte(strings.Repeat("x", 1<<16))
		for range 40 {
			if _, err := w.Write(chunk); err != nil {
				return true
			}
		}
		return true
	}),
	{"head stands still (50 blocks hidden)", func(s *scene) { s.a.set(func() { s.a.behind = 50 }) }, func(s *scene) { s.a.set(func() { s.a.behind = 0 }) }},
	lies("head goes back and forth (balanced over late nodes)", func(s *scene, q fakeRequest, r any) any {
		if q.Method == "eth_getBlockByNumber" && string(q.Params[0]) == `"latest"` && rand.IntN(2) == 0 {
			s.chain.mu.Lock()
			defer s.chain.mu.Unlock()
			return s.chain.header(s.chain.blocks[max(len(s.chain.blocks)-6, 0)].Number)
		}
		return r
	}),
	lies("head beyond all measure", func(_ *scene, q fakeRequest, r any) any {
		if m, ok := r.(map[string]any); ok && q.Method == "eth_getBlockByNumber" && string(q.Params[0]) == `"latest"` {
			m["number"] = "0xffffffffff"
		}
		if q.Method == "eth_blockNumber" {
			return "0xffffffffff"
		}
		return r
	}),
	{"serves another chain", func(s *scene) { s.a.set(func() { s.a.chainID = 1 }); s.a.cutWS(0) }, func(s *scene) { s.a.set(func() { s.a.chainID = testChain }) }},
	lies("receipt with another block hash", func(_ *scene, q fakeRequest, r any) any {
		if m, ok := r.(map[string]any); ok && q.Method == "eth_getTransactionReceipt" {
			m["blockHash"] = common.Hash{9}
		}
		return r
	}),
	lies("receipt of another transaction", func(_ *scene, q fakeRequest, r any) any {
		if m, ok := r.(map[string]any); ok && q.Method == "eth_getTransactionReceipt" {
			m["transactionHash"] = common.Hash{9}
		}
		return r
	}),
	lies(onlyTwoTell, func(_ *scene, q fakeRequest, r any) any {
		if m, ok := r.(map[string]any); ok && q.Method == "eth_getTransactionReceipt" {
			m["status"] = "0x0"
		}
		return r
	}),
	lies("logs are missing", func(_ *scene, q fakeRequest, r any) any {
		if q.Method == "eth_getLogs" {
			return []any{}
		}
		return r
	}),
	lies("a log twice", func(_ *scene, q fakeRequest, r any) any {
		if l, ok := r.([]*Log); ok {
			return append(l, l...)
		}
		return r
	}),
	lies("logs of another block", func(_ *scene, q fakeRequest, r any) any {
		if l, ok := r.([]*Log); ok {
			one := *l[0]
			one.BlockHash = common.Hash{8}
			return []*Log{&one}
		}
		return r
	}),
	{"subscription goes silent", func(s *scene) { s.a.set(func() { s.a.mute = true }) }, func(s *scene) { s.a.set(func() { s.a.mute = false }) }},
	{"websocket cut without a word", func(s *scene) { s.a.cutWS(0) }, func(*scene) {}},
	closes(websocket.StatusGoingAway),
	closes(websocket.StatusPolicyViolation),
	closes(websocket.StatusInternalError),
	closes(websocket.StatusTryAgainLater),
	{"websocket sends no JSON", func(s *scene) {
		s.a.mu.Lock()
		defer s.a.mu.Unlock()
		for c := range s.a.conns {
			_ = c.Write(context.Background(), websocket.MessageText, []byte(`{"jsonrpc":`))
		}
	}, func(*scene) {}},
	{"blocks replaced, 3 deep", func(s *scene) { s.chain.cut(3) }, func(*scene) {}},
	wired("send taken, its answer lost", func(s *scene, w http.ResponseWriter, q fakeRequest) bool {
		if q.Method != "eth_sendRawTransaction" {
			return false
		}
		_, _ = s.a.answer(q)
		if c := hijacked(w); c != nil {
			c.Close()
		}
		return true
	}),
}
