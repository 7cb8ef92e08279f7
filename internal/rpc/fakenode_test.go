package rpc

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/coder/websocket"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"

	"mevbot/internal/chain"
)

const testChain = 412346

// ledgerChain is the chain that all fake nodes of a test serve: blocks with one
// log each, and transactions that a send puts into the next block.
type ledgerChain struct {
	mu     sync.Mutex
	blocks []Head
	blooms []types.Bloom
	salt   int
	txs    map[common.Hash]chain.Block
	sent   []common.Hash // every send, by any node, in order
	nodes  []*fakeNode
}

func newLedgerChain() *ledgerChain {
	l := &ledgerChain{txs: map[common.Hash]chain.Block{}}
	l.mine(1)
	return l
}

func (l *ledgerChain) log(b chain.Block) *Log {
	h := l.blocks[b].Hash
	return &Log{Address: common.Address{19: 7}, Topics: []common.Hash{{31: byte(b%200 + 1)}, h}, Data: []byte{1}, BlockNumber: uint64(b), BlockHash: h, TxHash: common.Hash{1}, Index: 0}
}

// mine adds blocks and announces each.
func (l *ledgerChain) mine(n int) {
	l.mu.Lock()
	var fresh []chain.Block
	for range n {
		l.salt++
		b := chain.Block(len(l.blocks))
		h := Head{Number: b, Time: uint64(time.Now().Unix()), Limit: 1, Hash: crypto.Keccak256Hash(fmt.Appendf(nil, "%d/%d", b, l.salt))}
		h.BaseFee.SetUint64(1)
		if b > 0 {
			h.Parent = l.blocks[b-1].Hash
		}
		l.blocks = append(l.blocks, h)
		lg := l.log(b)
		var bloom types.Bloom
		bloom.Add(lg.Address.Bytes())
		for _, t := range lg.Topics {
			bloom.Add(t.Bytes())
		}
		l.blooms = append(l.blooms, bloom)
		fresh = append(fresh, b)
	}
	nodes := l.nodes
	l.mu.Unlock()
	for _, b := range fresh {
		for _, n := range nodes {
			n.announce(b)
		}
	}
}

// cut drops the last blocks; what is mined next replaces them.
func (l *ledgerChain) cut(depth int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	keep := max(len(l.blocks)-depth, 1)
	l.blocks, l.blooms = l.blocks[:keep], l.blooms[:keep]
}

func (l *ledgerChain) tip() Head {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.blocks[len(l.blocks)-1]
}

func (l *ledgerChain) header(b chain.Block) map[string]any {
	h := l.blocks[b]
	text, _ := json.Marshal(h)
	var m map[string]any
	_ = json.Unmarshal(text, &m)
	m["logsBloom"] = l.blooms[b]
	return m
}

// fakeNode serves a ledgerChain over real TCP, with faults.
type fakeNode struct {
	chain   *ledgerChain
	addr    string
	server  *http.Server
	chainID uint64

	mu    sync.Mutex
	conns map[*websocket.Conn]context.CancelFunc
	raw   map[net.Conn]struct{}
	calls map[string]int
	// behind is how many blocks it hides.
	behind int
	mute   bool // subscriptions say nothing
	// wire answers a request in the node's place; nil is the honest node.
	wire func(w http.ResponseWriter, r *http.Request, req fakeRequest) (done bool)
	// shuffle changes the answers of a batch.
	shuffle func([]any) []any
	// lie changes an honest result.
	lie func(req fakeRequest, result any) any
}

type fakeRequest struct {
	ID     json.RawMessage   `json:"id"`
	Method string            `json:"method"`
	Params []json.RawMessage `json:"params"`
	batch  bool
}

// startNode listens on addr ("" for any port).
func startNode(t testing.TB, l *ledgerChain, addr string) *fakeNode {
	t.Helper()
	n := &fakeNode{chain: l, chainID: testChain, conns: map[*websocket.Conn]context.CancelFunc{}, raw: map[net.Conn]struct{}{}, calls: map[string]int{}}
	l.mu.Lock()
	l.nodes = append(l.nodes, n)
	l.mu.Unlock()
	n.listen(t, addr)
	t.Cleanup(n.stop)
	return n
}

func (n *fakeNode) listen(t testing.TB, addr string) {
	t.Helper()
	if addr == "" {
		addr = "127.0.0.1:0"
	}
	l, err := net.Listen("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	n.addr = l.Addr().String()
	n.server = &http.Server{Handler: n, ReadHeaderTimeout: time.Second, ConnState: func(c net.Conn, s http.ConnState) {
		n.mu.Lock()
		defer n.mu.Unlock()
		if s == http.StateClosed {
			delete(n.raw, c)
		} else {
			n.raw[c] = struct{}{}
		}
	}}
	server := n.server
	go func() { _ = server.Serve(l) }()
}

// stop ends the node and breaks every connection.
func (n *fakeNode) stop() {
	_ = n.server.Close()
	n.cutWS(0)
	n.mu.Lock()
	defer n.mu.Unlock()
	for c := range n.raw {
		_ = c.Close()
	}
}

// cutWS ends the websockets, with a close code or (0) without a word.
func (n *fakeNode) cutWS(code websocket.StatusCode) {
	n.mu.Lock()
	conns := n.conns
	n.conns = map[*websocket.Conn]context.CancelFunc{}
	n.mu.Unlock()
	for c, cancel := range conns {
		if code != 0 {
			_ = c.Close(code, "fault")
		}
		cancel()
		_ = c.CloseNow()
	}
}

func (n *fakeNode) subscribers() int {
	n.mu.Lock()
	defer n.mu.Unlock()
	return len(n.conns)
}

func (n *fakeNode) count(method string) int {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.calls[method]
}

func (n *fakeNode) set(f func()) {
	n.mu.Lock()
	defer n.mu.Unlock()
	f()
}

func (n *fakeNode) announce(b chain.Block) {
	n.mu.Lock()
	if n.mute || n.behind > 0 {
		n.mu.Unlock()
		return
	}
	conns := make([]*websocket.Conn, 0, len(n.conns))
	for c := range n.conns {
		conns = append(conns, c)
	}
	n.mu.Unlock()
	n.chain.mu.Lock()
	if int(b) >= len(n.chain.blocks) {
		n.chain.mu.Unlock()
		return
	}
	text, _ := json.Marshal(map[string]any{"jsonrpc": "2.0", "method": "eth_subscription", "params": map[string]any{"subscription": "0x1", "result": n.chain.header(b)}})
	n.chain.mu.Unlock()
	for _, c := range conns {
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		_ = c.Write(ctx, websocket.MessageText, text)
		cancel()
	}
}

// ServeHTTP answers calls, batches and websockets.
func (n *fakeNode) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Upgrade") != "" {
		n.serveWS(w, r)
		return
	}
	var raw json.RawMessage
	if json.NewDecoder(r.Body).Decode(&raw) != nil {
		return
	}
	var reqs []fakeRequest
	batch := raw[0] == '['
	if batch {
		_ = json.Unmarshal(raw, &reqs)
	} else {
		reqs = make([]fakeRequest, 1)
		_ = json.Unmarshal(raw, &reqs[0])
	}
	n.mu.Lock()
	wire := n.wire
	for _, q := range reqs {
		n.calls[q.Method]++
	}
	n.mu.Unlock()
	reqs[0].batch = batch
	if wire != nil && wire(w, r, reqs[0]) {
		return
	}
	w.Header().Set("Content-Type", "application/json")
	answers := make([]any, len(reqs))
	for i, q := range reqs {
		answers[i] = n.envelope(q)
	}
	if batch {
		n.mu.Lock()
		if n.shuffle != nil {
			answers = n.shuffle(answers)
		}
		n.mu.Unlock()
		_ = json.NewEncoder(w).Encode(answers)
		return
	}
	_ = json.NewEncoder(w).Encode(answers[0])
}

func (n *fakeNode) envelope(q fakeRequest) map[string]any {
	result, err := n.answer(q)
	if err != nil {
		return map[string]any{"jsonrpc": "2.0", "id": q.ID, "error": err}
	}
	n.mu.Lock()
	lie := n.lie
	n.mu.Unlock()
	if lie != nil {
		result = lie(q, result)
	}
	return map[string]any{"jsonrpc": "2.0", "id": q.ID, "result": result}
}

func (n *fakeNode) serveWS(w http.ResponseWriter, r *http.Request) {
	c, err := websocket.Accept(w, r, nil)
	if err != nil {
		return
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	for {
		_, data, err := c.Read(ctx)
		if err != nil {
			n.set(func() { delete(n.conns, c) })
			_ = c.CloseNow()
			return
		}
		var q fakeRequest
		_ = json.Unmarshal(data, &q)
		var text []byte
		if q.Method == "eth_subscribe" {
			id := "0x1" // of heads; other subscriptions stay silent
			if len(q.Params) > 0 && string(q.Params[0]) != `"newHeads"` {
				id = "0x2"
			}
			text = fmt.Appendf(nil, `{"jsonrpc":"2.0","id":%s,"result":%q}`, q.ID, id)
		} else {
			text, _ = json.Marshal(n.envelope(q))
		}
		if c.Write(ctx, websocket.MessageText, text) != nil {
			return
		}
		if q.Method == "eth_subscribe" {
			n.mu.Lock()
			n.conns[c] = cancel
			n.mu.Unlock()
		}
	}
}

// answer is the honest node.
func (n *fakeNode) answer(q fakeRequest) (any, *NodeError) {
	n.mu.Lock()
	behind, id := n.behind, n.chainID
	n.mu.Unlock()
	l := n.chain
	l.mu.Lock()
	defer l.mu.Unlock()
	top := chain.Block(max(len(l.blocks)-1-behind, 0))
	text := func(i int) string {
		var s string
		if i < len(q.Params) {
			_ = json.Unmarshal(q.Params[i], &s)
		}
		return s
	}
	byHash := func(h string) (chain.Block, bool) {
		for b := range l.blocks {
			if l.blocks[b].Hash == common.HexToHash(h) && chain.Block(b) <= top {
				return chain.Block(b), true
			}
		}
		return 0, false
	}
	switch q.Method {
	case "eth_chainId":
		return hexutil.Uint64(id), nil
	case "eth_blockNumber":
		return hexutil.Uint64(top), nil
	case "eth_getBlockByNumber":
		b := top
		if s := text(0); s != "latest" {
			v, _ := strconv.ParseUint(s[2:], 16, 64)
			if b = chain.Block(v); b > top {
				return nil, nil
			}
		}
		return l.header(b), nil
	case "eth_getBlockByHash":
		if b, ok := byHash(text(0)); ok {
			return l.header(b), nil
		}
		return nil, nil
	case "eth_getLogs":
		var f struct {
			BlockHash common.Hash `json:"blockHash"`
		}
		_ = json.Unmarshal(q.Params[0], &f)
		b, ok := byHash(f.BlockHash.Hex())
		if !ok {
			return nil, &NodeError{Code: -32000, Message: "unknown block"}
		}
		return []*Log{l.log(b)}, nil
	case "eth_getTransactionReceipt":
		hash := common.HexToHash(text(0))
		b, ok := l.txs[hash]
		if !ok || b > top || int(b) >= len(l.blocks) {
			return nil, nil
		}
		return map[string]any{
			"transactionHash": hash, "status": "0x1", "blockNumber": hexutil.Uint64(b), "blockHash": l.blocks[b].Hash,
			"transactionIndex": "0x1", "gasUsed": "0x5208", "gasUsedForL1": "0x0", "effectiveGasPrice": "0x1", "logs": []any{},
		}, nil
	case "eth_getTransactionCount", "eth_getBalance":
		return hexutil.Uint64(len(l.txs)), nil
	case "eth_call":
		return hexutil.Bytes{1}, nil
	case "eth_sendRawTransaction":
		var raw hexutil.Bytes
		_ = json.Unmarshal(q.Params[0], &raw)
		hash := crypto.Keccak256Hash(raw)
		l.sent = append(l.sent, hash)
		if _, ok := l.txs[hash]; ok {
			return nil, &NodeError{Code: -32000, Message: "already known"}
		}
		l.txs[hash] = chain.Block(len(l.blocks) - 1)
		return hash, nil
	}
	return nil, &NodeError{Code: -32601, Message: "the method " + q.Method + " does not exist/is not available"}
}
