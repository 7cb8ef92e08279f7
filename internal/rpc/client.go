// Package rpc asks nodes, and keeps asking when one is gone.
//
// A Client speaks to one node over HTTP for calls and over a websocket for new
// heads, and sends transactions to the sequencer's endpoint when one is named.
// Every call has a deadline. The texts that nodes put into errors become typed
// errors here and nowhere else. A send is never repeated here: whether a
// transaction went out after a timeout is not known, and only its journal may
// decide what to do.
package rpc

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/core/types"
	gethrpc "github.com/ethereum/go-ethereum/rpc"
	"github.com/holiman/uint256"

	"mevbot/internal/chain"
	"mevbot/internal/event"
)

// Options of a Client. HTTP is required.
type Options struct {
	HTTP string // http(s) URL for calls
	WS   string // ws(s) URL for new heads; empty polls over HTTP instead
	// Sequencer is where transactions are sent; empty means HTTP.
	Sequencer   string
	CallTimeout time.Duration // per call; default 2 s
	SendTimeout time.Duration // per send; default 3 s
	// BulkTimeout is for reads that a node works on for long: multicalls and
	// ranges of logs; default 30 s.
	BulkTimeout time.Duration
	// PollInterval is how long the head may stay silent before it is asked
	// for over HTTP; default 1 s.
	PollInterval time.Duration
	Listener     event.Listener
	Logger       *slog.Logger
	Now          func() time.Time // default time.Now
}

// Client asks one node. It is safe for concurrent use.
type Client struct {
	opts Options
	call *gethrpc.Client
	send *gethrpc.Client
	log  *slog.Logger
	heads
}

// maxBody bounds an answer: a snapshot of thousands of calls stays below it.
const maxBody = 64 << 20

// New makes a client. It parses the URLs; it does not connect.
func New(opts Options) (*Client, error) {
	if opts.HTTP == "" {
		return nil, errors.New("rpc.http is empty: name at least one node URL")
	}
	setDefault(&opts.CallTimeout, 2*time.Second)
	setDefault(&opts.SendTimeout, 3*time.Second)
	setDefault(&opts.BulkTimeout, 30*time.Second)
	setDefault(&opts.PollInterval, time.Second)
	if opts.Now == nil {
		opts.Now = time.Now //nolint:forbidigo // the one place where the default clock enters
	}
	if opts.Logger == nil {
		opts.Logger = slog.New(slog.DiscardHandler)
	}
	opts.Listener = opts.Listener.WithDefaults()
	c := &Client{opts: opts, log: opts.Logger}
	var err error
	if c.call, err = dialHTTP(opts.HTTP); err != nil {
		return nil, err
	}
	c.send = c.call
	if opts.Sequencer != "" && opts.Sequencer != opts.HTTP {
		if c.send, err = dialHTTP(opts.Sequencer); err != nil {
			c.call.Close()
			return nil, err
		}
	}
	return c, nil
}

func setDefault(d *time.Duration, v time.Duration) {
	if *d == 0 {
		*d = v
	}
}

// dialHTTP has a transport of its own so that idle connections end with the
// client.
func dialHTTP(url string) (*gethrpc.Client, error) {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.MaxIdleConnsPerHost = 16
	t.IdleConnTimeout = 30 * time.Second
	// HTTP connects on first use: there is nothing here to cancel.
	c, err := gethrpc.DialOptions(context.Background(), url, //nolint:forbidigo // see above
		gethrpc.WithHTTPClient(&http.Client{Transport: t, CheckRedirect: stay}))
	if err != nil {
		return nil, fmt.Errorf("read node URL %s: %w", Redact(url), err)
	}
	return c, nil
}

// stay follows no redirect: a transaction goes to the host that the operator
// named and to no other, or nobody could say who has it.
func stay(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }

// Close ends idle connections.
func (c *Client) Close() {
	c.call.Close()
	if c.send != c.call {
		c.send.Close()
	}
}

func (c *Client) do(ctx context.Context, result any, method string, args ...any) error {
	return c.within(ctx, c.opts.CallTimeout, result, method, args...)
}

// within calls with a deadline of its own.
func (c *Client) within(ctx context.Context, limit time.Duration, result any, method string, args ...any) error {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	start := c.opts.Now()
	err := classify(c.call.CallContext(ctx, result, method, args...))
	c.opts.Listener.RPCCall(event.RPCCall{Endpoint: "node", Method: method, Duration: c.opts.Now().Sub(start), Err: err})
	if err != nil {
		return fmt.Errorf("%s: %w", method, err)
	}
	return nil
}

// Call asks for any method by name, with the client's deadline and errors.
func (c *Client) Call(ctx context.Context, result any, method string, args ...any) error {
	return c.do(ctx, result, method, args...)
}

// ChainID is the node's chain id.
func (c *Client) ChainID(ctx context.Context) (chain.ID, error) {
	var id hexutil.Uint64
	err := c.do(ctx, &id, "eth_chainId")
	return chain.ID(id), err
}

// Head is what the bot needs of a block header. Hash is the node's word, not
// recomputed: Orbit chains may hash headers in other ways.
type Head struct {
	Number  chain.Block
	Hash    common.Hash
	Parent  common.Hash
	Time    uint64 // seconds, the chain's clock
	BaseFee uint256.Int
	GasUsed uint64
	Limit   uint64
}

// UnmarshalJSON reads a header as nodes answer it; a missing field is an error.
func (h *Head) UnmarshalJSON(data []byte) error {
	var w struct {
		Number  *hexutil.Uint64 `json:"number"`
		Hash    *common.Hash    `json:"hash"`
		Parent  *common.Hash    `json:"parentHash"`
		Time    *hexutil.Uint64 `json:"timestamp"`
		BaseFee *hexutil.Big    `json:"baseFeePerGas"`
		GasUsed *hexutil.Uint64 `json:"gasUsed"`
		Limit   *hexutil.Uint64 `json:"gasLimit"`
	}
	if err := json.Unmarshal(data, &w); err != nil {
		return err
	}
	if w.Number == nil || w.Hash == nil || w.Parent == nil || w.Time == nil || w.BaseFee == nil || w.GasUsed == nil || w.Limit == nil {
		return errors.New("block header lacks number, hash, parentHash, timestamp, baseFeePerGas, gasUsed or gasLimit")
	}
	*h = Head{Number: chain.Block(*w.Number), Hash: *w.Hash, Parent: *w.Parent, Time: uint64(*w.Time), GasUsed: uint64(*w.GasUsed), Limit: uint64(*w.Limit)}
	if h.BaseFee.SetFromBig(w.BaseFee.ToInt()) {
		return errors.New("baseFeePerGas is over 256 bits")
	}
	return nil
}

// MarshalJSON writes a header as nodes answer it.
func (h Head) MarshalJSON() ([]byte, error) {
	return json.Marshal(map[string]any{
		"number": hexutil.Uint64(h.Number), "hash": h.Hash, "parentHash": h.Parent, "timestamp": hexutil.Uint64(h.Time),
		"baseFeePerGas": (*hexutil.Big)(h.BaseFee.ToBig()), "gasUsed": hexutil.Uint64(h.GasUsed), "gasLimit": hexutil.Uint64(h.Limit),
	})
}

// Latest is the newest head that the node has.
func (c *Client) Latest(ctx context.Context) (Head, error) { return c.head(ctx, "latest") }

// HeadAt is the head of block b; ErrNotFound if the node does not have it yet.
func (c *Client) HeadAt(ctx context.Context, b chain.Block) (Head, error) {
	return c.head(ctx, hexutil.Uint64(b).String())
}

func (c *Client) head(ctx context.Context, at string) (Head, error) {
	var h *Head
	if err := c.do(ctx, &h, "eth_getBlockByNumber", at, false); err != nil {
		return Head{}, err
	}
	if h == nil {
		return Head{}, fmt.Errorf("block %s: %w", at, ErrNotFound)
	}
	return *h, nil
}

// At names the block a read is pinned to.
type At struct{ arg any }

// AtLatest reads at whatever the node thinks newest.
func AtLatest() At { return At{"latest"} }

// AtPending reads what the node expects of the next block, where it has a
// mempool; elsewhere it is AtLatest.
func AtPending() At { return At{"pending"} }

// AtBlock reads at the canonical block of this number.
func AtBlock(b chain.Block) At { return At{hexutil.Uint64(b)} }

// AtHash reads at one exact block, an error if it is no longer canonical
// (EIP-1898).
func AtHash(h common.Hash) At {
	return At{map[string]any{"blockHash": h, "requireCanonical": true}}
}

// CallContract executes a message call. from may be zero. A revert is
// ErrReverted with the revert data in a *RevertError.
func (c *Client) CallContract(ctx context.Context, from, to common.Address, data []byte, at At) ([]byte, error) {
	return c.callContract(ctx, c.opts.CallTimeout, from, to, data, at)
}

func (c *Client) callContract(ctx context.Context, limit time.Duration, from, to common.Address, data []byte, at At) ([]byte, error) {
	var out hexutil.Bytes
	msg := map[string]any{"from": from, "to": to, "input": hexutil.Bytes(data)}
	err := c.within(ctx, limit, &out, "eth_call", msg, at.arg)
	return out, err
}

// Code is the contract code at an address; empty for none.
func (c *Client) Code(ctx context.Context, a common.Address, at At) ([]byte, error) {
	var out hexutil.Bytes
	err := c.do(ctx, &out, "eth_getCode", a, at.arg)
	return out, err
}

// Balance is the native balance in wei.
func (c *Client) Balance(ctx context.Context, a common.Address, at At) (*uint256.Int, error) {
	var out hexutil.Big
	if err := c.do(ctx, &out, "eth_getBalance", a, at.arg); err != nil {
		return nil, err
	}
	v, over := uint256.FromBig(out.ToInt())
	if over {
		return nil, fmt.Errorf("balance of %s is over 256 bits", a)
	}
	return v, nil
}

// Nonce is the number of transactions that the account has in the chain at a
// block.
func (c *Client) Nonce(ctx context.Context, a common.Address, at At) (uint64, error) {
	var out hexutil.Uint64
	err := c.do(ctx, &out, "eth_getTransactionCount", a, at.arg)
	return uint64(out), err
}

// Log is an event log; its fields are go-ethereum's.
type Log = types.Log

// BlockLogs are the logs of exactly this block with any of the given first
// topics, in order.
func (c *Client) BlockLogs(ctx context.Context, block common.Hash, topics []common.Hash) ([]Log, error) {
	var out []Log
	err := c.do(ctx, &out, "eth_getLogs", map[string]any{"blockHash": block, "topics": []any{topics}})
	return out, err
}

// LogRange are the logs of blocks from..to (inclusive) of these addresses (nil:
// of all) with any of the given first topics.
func (c *Client) LogRange(ctx context.Context, from, to chain.Block, addresses []common.Address, topics []common.Hash) ([]Log, error) {
	var out []Log
	q := map[string]any{"fromBlock": hexutil.Uint64(from), "toBlock": hexutil.Uint64(to), "topics": []any{topics}}
	if len(addresses) > 0 {
		q["address"] = addresses
	}
	err := c.within(ctx, c.opts.BulkTimeout, &out, "eth_getLogs", q)
	return out, err
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

// TransactionReceipt asks for a receipt; ErrNotFound while there is none.
func (c *Client) TransactionReceipt(ctx context.Context, hash common.Hash) (*Receipt, error) {
	var w *struct {
		Hash      common.Hash    `json:"transactionHash"`
		Status    hexutil.Uint64 `json:"status"`
		Block     hexutil.Uint64 `json:"blockNumber"`
		BlockHash common.Hash    `json:"blockHash"`
		Index     hexutil.Uint64 `json:"transactionIndex"`
		GasUsed   hexutil.Uint64 `json:"gasUsed"`
		GasForL1  hexutil.Uint64 `json:"gasUsedForL1"`
		GasPrice  *hexutil.Big   `json:"effectiveGasPrice"`
		Logs      []*Log         `json:"logs"`
	}
	if err := c.do(ctx, &w, "eth_getTransactionReceipt", hash); err != nil {
		return nil, err
	}
	if w == nil {
		return nil, fmt.Errorf("receipt of %s: %w", hash, ErrNotFound)
	}
	if w.GasPrice == nil {
		return nil, fmt.Errorf("receipt of %s has no effectiveGasPrice", hash)
	}
	r := &Receipt{
		Hash: w.Hash, Success: w.Status == 1, Block: chain.Block(w.Block), BlockHash: w.BlockHash,
		Index: uint64(w.Index), GasUsed: uint64(w.GasUsed), GasForL1: uint64(w.GasForL1), Logs: w.Logs,
	}
	if r.GasPrice.SetFromBig(w.GasPrice.ToInt()) {
		return nil, fmt.Errorf("receipt of %s: effectiveGasPrice is over 256 bits", hash)
	}
	return r, nil
}

// NextBaseFee is the base fee of the block after the newest, as eth_feeHistory
// answers it: exact on plain EIP-1559 chains; on Arbitrum the newest repeated.
func (c *Client) NextBaseFee(ctx context.Context) (*uint256.Int, error) {
	var w struct {
		BaseFee []*hexutil.Big `json:"baseFeePerGas"`
	}
	if err := c.do(ctx, &w, "eth_feeHistory", hexutil.Uint64(1), "latest", []float64{}); err != nil {
		return nil, err
	}
	if len(w.BaseFee) == 0 || w.BaseFee[len(w.BaseFee)-1] == nil {
		return nil, errors.New("eth_feeHistory: no base fee in the answer")
	}
	v, over := uint256.FromBig(w.BaseFee[len(w.BaseFee)-1].ToInt())
	if over {
		return nil, errors.New("eth_feeHistory: base fee is over 256 bits")
	}
	return v, nil
}

// Send hands a signed transaction to the sequencer, once. ErrUnknown (a
// timeout, a broken connection) means that it may or may not have arrived.
func (c *Client) Send(ctx context.Context, raw []byte) (common.Hash, error) {
	ctx, cancel := context.WithTimeout(ctx, c.opts.SendTimeout)
	defer cancel()
	var hash common.Hash
	start := c.opts.Now()
	err := classifySend(c.send.CallContext(ctx, &hash, "eth_sendRawTransaction", hexutil.Bytes(raw)))
	c.opts.Listener.RPCCall(event.RPCCall{Endpoint: "sequencer", Method: "eth_sendRawTransaction", Duration: c.opts.Now().Sub(start), Err: err})
	if err != nil {
		return common.Hash{}, fmt.Errorf("eth_sendRawTransaction: %w", err)
	}
	return hash, nil
}
