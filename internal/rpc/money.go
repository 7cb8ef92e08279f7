package rpc

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/holiman/uint256"

	"mevbot/internal/chain"
)

// Balance is the native balance in wei. Two nodes have to agree on it.
func (c *Client) Balance(ctx context.Context, a common.Address, at At) (*uint256.Int, error) {
	raw, err := c.agreed(ctx, "eth_getBalance", a, at)
	if err != nil {
		return nil, err
	}
	var out hexutil.Big
	if err := json.Unmarshal(raw, &out); err != nil {
		return nil, fmt.Errorf("read the balance of %s: %w", a, err)
	}
	v, over := uint256.FromBig(out.ToInt())
	if over {
		return nil, fmt.Errorf("balance of %s is over 256 bits", a)
	}
	return v, nil
}

// Nonce is the number of transactions that the account has in the chain at a
// block. Two nodes have to agree on it, unless at is AtPending: what is pending
// is each node's own affair.
func (c *Client) Nonce(ctx context.Context, a common.Address, at At) (uint64, error) {
	raw, err := c.agreed(ctx, "eth_getTransactionCount", a, at)
	if err != nil {
		return 0, err
	}
	var out hexutil.Uint64
	if err := json.Unmarshal(raw, &out); err != nil {
		return 0, fmt.Errorf("read the nonce of %s: %w", a, err)
	}
	return uint64(out), nil
}

// agreed asks two nodes for a number about an account. Where they differ at the
// newest block, which each has its own of, both are asked at one block that both
// have; where they differ there, the answer is ErrDisputed. Where only one node
// can be asked its answer counts.
func (c *Client) agreed(ctx context.Context, method string, a common.Address, at At) (json.RawMessage, error) {
	canonical := func(raw json.RawMessage) (string, error) {
		var v hexutil.Big
		if err := json.Unmarshal(raw, &v); err != nil {
			return "", fmt.Errorf("%w: %w", ErrBusy, err)
		}
		return v.String(), nil
	}
	pair, err := c.both(ctx, ClassState, method, []any{a, at.arg}, at.arg != "pending", canonical)
	if err != nil || pair.same() {
		return pair.first, err
	}
	if at.arg == "latest" {
		if n, ok := c.shared(pair.from); ok {
			var pinned twice
			if pinned, err = c.pairAt(ctx, pair.from, method, []any{a, hexutil.Uint64(n)}, canonical); err == nil && pinned.same() {
				return pinned.first, nil
			}
		}
	}
	c.metrics.disputed.WithLabelValues(method).Inc()
	return nil, fmt.Errorf("%s of %s: %w: %s says %s, %s says %s", method, a, ErrDisputed,
		pair.from[0].Name, snippet(pair.first), pair.from[1].Name, snippet(pair.second))
}

// twice is the answers of two nodes; second is nil where only one answered.
type twice struct {
	from          [2]*endpoint
	first, second json.RawMessage
	a, b          string // the same in a form that compares
}

func (t *twice) same() bool { return t.second == nil || t.a == t.b }

// both asks the best node, and then a second one. form turns an answer into what
// compares, or says that it is none.
func (c *Client) both(ctx context.Context, class Class, method string, args []any, compare bool, form func(json.RawMessage) (string, error)) (t twice, err error) {
	q := question{class: class, method: method, args: args, accept: func(raw json.RawMessage) (err error) {
		t.first = raw
		t.a, err = form(raw)
		return err
	}}
	if t.from[0], err = c.ask(ctx, &q); err != nil || !compare || c.opts.Alone {
		return t, err
	}
	other := c.partner(t.from[0])
	if other == nil {
		return t, nil
	}
	ctx, cancel := context.WithTimeout(ctx, c.limits[class])
	defer cancel()
	if c.admit(ctx, other, 1) != nil {
		c.metrics.unchecked.WithLabelValues(method).Inc()
		return t, nil
	}
	got := c.attempt(ctx, other, &question{class: class, method: method, args: args, accept: func(raw json.RawMessage) (err error) {
		t.b, err = form(raw)
		return err
	}})
	switch {
	case got.err == nil:
		t.from[1], t.second = other, got.raw
	case ctx.Err() == nil || errors.Is(ctx.Err(), context.DeadlineExceeded):
		// A node that cannot be asked cannot disagree.
		c.metrics.unchecked.WithLabelValues(method).Inc()
	}
	return t, nil
}

// partner is another endpoint whose word counts beside e's: usable, and not
// known to be behind. nil where there is none.
func (c *Client) partner(e *endpoint) *endpoint {
	now := c.opts.Now()
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, other := range c.reads {
		other.mu.Lock()
		ok := other != e && other.usable(now) == "" && c.lag(other, now) <= lagLimit
		other.mu.Unlock()
		if ok {
			return other
		}
	}
	return nil
}

// pairAt asks the same two nodes once more.
func (c *Client) pairAt(ctx context.Context, from [2]*endpoint, method string, args []any, form func(json.RawMessage) (string, error)) (twice, error) {
	t := twice{from: from}
	ctx, cancel := context.WithTimeout(ctx, c.limits[ClassState])
	defer cancel()
	var errs [2]error
	var raws [2]json.RawMessage
	var forms [2]string
	var asking sync.WaitGroup
	for i, e := range from {
		asking.Go(func() {
			got := c.attempt(ctx, e, &question{class: ClassState, method: method, args: args, accept: func(raw json.RawMessage) (err error) {
				forms[i], err = form(raw)
				return err
			}})
			raws[i], errs[i] = got.raw, got.err
		})
	}
	asking.Wait()
	t.first, t.second, t.a, t.b = raws[0], raws[1], forms[0], forms[1]
	return t, errors.Join(errs[:]...)
}

// shared is the highest block that both endpoints are known to have.
func (c *Client) shared(pair [2]*endpoint) (chain.Block, bool) {
	var least chain.Block
	for i, e := range pair {
		e.mu.Lock()
		n, at := e.head, e.headAt
		e.mu.Unlock()
		if at.IsZero() {
			return 0, false
		}
		if i == 0 || n < least {
			least = n
		}
	}
	return least, true
}

// Receipt is what the chain says of a transaction that was included.
type Receipt struct {
	Hash      common.Hash
	Success   bool
	Block     chain.Block
	BlockHash common.Hash
	Index     uint64
	GasUsed   uint64 // L2 and L1 part together
	GasForL1  uint64 // 0 where the chain does not tell
	GasPrice  uint256.Int
	Logs      []*Log
}

// TransactionReceipt asks for a receipt; ErrNotFound while there is none. It is
// believed only if it is about this transaction, its block is the canonical one
// of its number, and a second node, where there is one, has the same.
func (c *Client) TransactionReceipt(ctx context.Context, hash common.Hash) (*Receipt, error) {
	form := func(raw json.RawMessage) (string, error) {
		r, err := readReceipt(raw, hash)
		if errors.Is(err, ErrNotFound) {
			return "none", nil
		}
		if err != nil {
			return "", err
		}
		return r.essence(), nil
	}
	pair, err := c.both(ctx, ClassReceipt, "eth_getTransactionReceipt", []any{hash}, true, form)
	if err != nil {
		return nil, err
	}
	if !pair.same() {
		c.metrics.disputed.WithLabelValues("eth_getTransactionReceipt").Inc()
		return nil, fmt.Errorf("receipt of %s: %w: %s and %s", hash, ErrDisputed, pair.from[0].Name, pair.from[1].Name)
	}
	r, err := readReceipt(pair.first, hash)
	if err != nil {
		return nil, err
	}
	if err := c.canonical(ctx, r.Block, r.BlockHash); err != nil {
		return nil, fmt.Errorf("receipt of %s from %s: %w", hash, pair.from[0].Name, err)
	}
	return r, nil
}

// readReceipt reads a receipt and checks it against itself.
func readReceipt(raw json.RawMessage, hash common.Hash) (*Receipt, error) {
	var w *struct {
		Hash      common.Hash     `json:"transactionHash"`
		Status    *hexutil.Uint64 `json:"status"`
		Block     *hexutil.Uint64 `json:"blockNumber"`
		BlockHash common.Hash     `json:"blockHash"`
		Index     hexutil.Uint64  `json:"transactionIndex"`
		GasUsed   hexutil.Uint64  `json:"gasUsed"`
		GasForL1  hexutil.Uint64  `json:"gasUsedForL1"`
		GasPrice  *hexutil.Big    `json:"effectiveGasPrice"`
		Logs      []*Log          `json:"logs"`
	}
	if err := json.Unmarshal(raw, &w); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrBusy, err)
	}
	if w == nil {
		return nil, fmt.Errorf("receipt of %s: %w", hash, ErrNotFound)
	}
	if w.GasPrice == nil || w.Status == nil || w.Block == nil {
		return nil, fmt.Errorf("receipt of %s: %w: it lacks status, blockNumber or effectiveGasPrice", hash, ErrBusy)
	}
	if w.Hash != hash {
		return nil, fmt.Errorf("%w: the receipt is of transaction %s", ErrLie, w.Hash)
	}
	for _, l := range w.Logs {
		if l == nil || l.BlockHash != w.BlockHash || l.TxHash != hash {
			return nil, fmt.Errorf("%w: the receipt has logs of another block or transaction", ErrLie)
		}
	}
	r := &Receipt{
		Hash: w.Hash, Success: *w.Status == 1, Block: chain.Block(*w.Block), BlockHash: w.BlockHash,
		Index: uint64(w.Index), GasUsed: uint64(w.GasUsed), GasForL1: uint64(w.GasForL1), Logs: w.Logs,
	}
	if r.GasPrice.SetFromBig(w.GasPrice.ToInt()) {
		return nil, fmt.Errorf("receipt of %s: effectiveGasPrice is over 256 bits", hash)
	}
	return r, nil
}

// essence is everything of a receipt that two nodes have to agree on.
func (r *Receipt) essence() string {
	var text strings.Builder
	fmt.Fprintf(&text, "%v %d %s %d %d %d %s", r.Success, r.Block, r.BlockHash, r.Index, r.GasUsed, r.GasForL1, r.GasPrice.Dec())
	for _, l := range r.Logs {
		fmt.Fprintf(&text, " %s %s %x", l.Address, l.Topics, l.Data)
	}
	return text.String()
}

// canonical says whether a block is the one that the chain has at its number.
func (c *Client) canonical(ctx context.Context, n chain.Block, hash common.Hash) error {
	c.mu.Lock()
	is, ok := c.known.at(n)
	c.mu.Unlock()
	if ok && is == hash {
		return nil
	}
	h, err := c.HeadAt(ctx, n)
	if err != nil {
		return fmt.Errorf("look for block %d: %w", n, err)
	}
	if h.Hash != hash {
		c.metrics.lies.WithLabelValues("any", "receipt").Inc()
		return fmt.Errorf("%w: it names block %d %s, the chain has %s", ErrLie, n, hash, h.Hash)
	}
	return nil
}

// topicOf says whether a log's first topic is among topics; none asks for all.
func topicOf(l *Log, topics []common.Hash) bool {
	return len(topics) == 0 || len(l.Topics) > 0 && slices.Contains(topics, l.Topics[0])
}
