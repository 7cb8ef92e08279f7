// Package rpc asks nodes, and keeps asking when one is gone.
//
// A Client knows several endpoints, each with what it is for: reads, new heads,
// sends. Reads go to the endpoint that serves best, and to others when it fails,
// lies or is slow, always within the deadline of their class and within budgets,
// so that trouble does not multiply the load. New heads come from a supervised
// subscription without holes. What decides about money is asked of two nodes.
//
// The texts that nodes put into errors become typed errors here and nowhere
// else. A send is never repeated here: whether a transaction went out after a
// timeout is not known, and only its journal may decide what to do.
package rpc

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/holiman/uint256"
	"github.com/prometheus/client_golang/prometheus"

	"mevbot/internal/chain"
	"mevbot/internal/event"
)

// Options of a Client. HTTP, or Endpoints of which one reads, is required.
type Options struct {
	// Endpoints in order of preference. HTTP, WS and Sequencer add those that
	// they name: "node" and "sequencer".
	Endpoints []Endpoint
	HTTP      string // http(s) URL for calls
	WS        string // ws(s) URL for new heads; empty polls over HTTP instead
	// Sequencer is where transactions are sent; empty means HTTP.
	Sequencer string
	// ChainID is the chain that every endpoint has to serve; one that does not is
	// never used. 0 does not ask.
	ChainID     chain.ID
	CallTimeout time.Duration // per read; default 2 s
	SendTimeout time.Duration // per send; default 3 s
	// BulkTimeout is for reads that a node works on for long: multicalls and
	// ranges of logs; default 30 s.
	BulkTimeout time.Duration
	// Deadlines of the other classes.
	Deadlines Deadlines
	// PollInterval is how long the head may stay silent before it is asked
	// for over HTTP; default 1 s.
	PollInterval time.Duration
	// ProbeInterval is how often Watch asks each endpoint for its head; default
	// 1 s.
	ProbeInterval time.Duration
	// FreshFor is how long ago a node must have confirmed the newest head at
	// most, for Check to be content; default 5 s.
	FreshFor time.Duration
	// MaxHeadAge is how old the newest head may be by its time stamp; 0 does not
	// look: a chain may rest, or its clock run ahead.
	MaxHeadAge time.Duration
	// HedgePercent and RetryPercent are how many hedges and retries there may be
	// to a hundred calls, beyond a first handful; default 5 and 20, below 0 none.
	HedgePercent, RetryPercent int
	// Alone asks only one node where money depends on the answer, also if there
	// are two.
	Alone bool
	// PlainLogs does not check a block's logs against the header's bloom: only
	// for chains whose headers have none.
	PlainLogs  bool
	Listener   event.Listener
	Logger     *slog.Logger
	Registerer prometheus.Registerer
	Now        func() time.Time // default time.Now
	// Loop, if not nil, is asked for the heartbeat of each loop by its name: what
	// each turn of it calls, and what its end on purpose does.
	Loop func(name string) (beat, ended func())
}

// Client asks nodes. It is safe for concurrent use.
type Client struct {
	opts    Options
	log     *slog.Logger
	limits  [classes]time.Duration
	metrics *metrics
	all     []*endpoint
	reads   []*endpoint
	sends   []*endpoint
	subs    []*endpoint

	mu        sync.Mutex // before any endpoint's
	current   *endpoint
	chosen    time.Time
	preferred *endpoint
	retries   budget
	hedges    budget
	heights   heights
	known     known
	heads
}

// maxBody bounds an answer: a snapshot of thousands of calls stays below it.
const maxBody = 64 << 20

// New makes a client. It parses the URLs; it does not connect.
func New(opts Options) (*Client, error) {
	list, err := endpointsOf(&opts)
	if err != nil {
		return nil, err
	}
	setDefault(&opts.CallTimeout, 2*time.Second)
	setDefault(&opts.SendTimeout, 3*time.Second)
	setDefault(&opts.BulkTimeout, 30*time.Second)
	setDefault(&opts.PollInterval, time.Second)
	setDefault(&opts.ProbeInterval, time.Second)
	setDefault(&opts.FreshFor, 5*time.Second)
	if opts.HedgePercent == 0 {
		opts.HedgePercent = 5
	}
	if opts.RetryPercent == 0 {
		opts.RetryPercent = 20
	}
	if opts.Loop == nil {
		opts.Loop = func(string) (beat, ended func()) { return func() {}, func() {} }
	}
	if opts.Now == nil {
		opts.Now = time.Now //nolint:forbidigo // the one place where the default clock enters
	}
	if opts.Logger == nil {
		opts.Logger = slog.New(slog.DiscardHandler)
	}
	opts.Listener = opts.Listener.WithDefaults()
	c := &Client{
		opts: opts, log: opts.Logger, limits: opts.deadlines(),
		retries: newBudget(opts.RetryPercent, 20), hedges: newBudget(opts.HedgePercent, 10),
	}
	now := opts.Now()
	for i, e := range list {
		if err := checkURLs(&e); err != nil {
			return nil, err
		}
		one := &endpoint{Endpoint: e, rank: i, bucket: newBucket(e.Rate, now)}
		if e.HTTP != "" {
			one.http = newTransport(e.HTTP, maxBody, opts.Now)
		}
		c.add(one)
	}
	c.metrics = newMetrics(opts.Registerer, c)
	return c, nil
}

// add lists an endpoint under what it is for.
func (c *Client) add(e *endpoint) {
	c.all = append(c.all, e)
	if e.Read {
		c.reads = append(c.reads, e)
	}
	if e.Send {
		c.sends = append(c.sends, e)
	}
	if e.Subscribe {
		c.subs = append(c.subs, e)
	}
}

func setDefault(d *time.Duration, v time.Duration) {
	if *d == 0 {
		*d = v
	}
}

// Close ends idle connections.
func (c *Client) Close() {
	for _, e := range c.all {
		if e.http != nil {
			e.http.close()
		}
	}
}

// Call asks for any method by name, with the deadline of its class and the
// client's errors.
func (c *Client) Call(ctx context.Context, result any, method string, args ...any) error {
	return c.do(ctx, classOf(method), result, method, args...)
}

// ChainID is the node's chain id.
func (c *Client) ChainID(ctx context.Context) (chain.ID, error) {
	var id hexutil.Uint64
	err := c.do(ctx, ClassHead, &id, "eth_chainId")
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
	Mix     common.Hash // mixHash; Arbitrum writes its own facts there. Zero where a node leaves it out.
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
		Mix     common.Hash     `json:"mixHash"`
	}
	if err := json.Unmarshal(data, &w); err != nil {
		return err
	}
	if w.Number == nil || w.Hash == nil || w.Parent == nil || w.Time == nil || w.BaseFee == nil || w.GasUsed == nil || w.Limit == nil {
		return errors.New("block header lacks number, hash, parentHash, timestamp, baseFeePerGas, gasUsed or gasLimit")
	}
	*h = Head{Number: chain.Block(*w.Number), Hash: *w.Hash, Parent: *w.Parent, Time: uint64(*w.Time), GasUsed: uint64(*w.GasUsed), Limit: uint64(*w.Limit), Mix: w.Mix}
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
		"mixHash": h.Mix,
	})
}

// Latest is the newest head that the node has.
func (c *Client) Latest(ctx context.Context) (Head, error) { return c.head(ctx, "latest") }

// HeadAt is the head of block b; ErrNotFound if the node does not have it yet.
func (c *Client) HeadAt(ctx context.Context, b chain.Block) (Head, error) {
	return c.head(ctx, hexutil.Uint64(b).String())
}

// head asks for a block by number or tag. A node that lacks a block says null,
// and another one is asked.
func (c *Client) head(ctx context.Context, at string) (Head, error) {
	return c.headBy(ctx, "eth_getBlockByNumber", at, at)
}

// HeadOf is the head of the block with this hash.
func (c *Client) HeadOf(ctx context.Context, hash common.Hash) (Head, error) {
	h, err := c.headBy(ctx, "eth_getBlockByHash", hash, hash.Hex())
	if err == nil && h.Hash != hash {
		return Head{}, fmt.Errorf("block %s: %w: the answer is another block", hash, ErrLie)
	}
	return h, err
}

func (c *Client) headBy(ctx context.Context, method string, at any, name string) (Head, error) {
	var h *bloomed
	q := question{class: ClassHead, method: method, args: []any{at, false}, accept: func(raw json.RawMessage) error {
		h = nil
		if err := decode(raw, &h); err != nil {
			return err
		}
		if h == nil {
			return fmt.Errorf("block %s: %w", name, ErrNotFound)
		}
		if n, err := hexutil.DecodeUint64(name); err == nil && len(name) < 66 && uint64(h.Number) != n {
			return fmt.Errorf("%w: asked for block %d, got %d", ErrLie, n, h.Number)
		}
		return nil
	}}
	from, err := c.ask(ctx, &q)
	if err != nil {
		return Head{}, err
	}
	if name == "latest" {
		if err := c.saw(from, h.Number); err != nil {
			return Head{}, err
		}
	}
	c.learn(h)
	return h.Head, nil
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
	return c.callContract(ctx, ClassSimulate, from, to, data, at)
}

func (c *Client) callContract(ctx context.Context, class Class, from, to common.Address, data []byte, at At) ([]byte, error) {
	var out hexutil.Bytes
	msg := map[string]any{"from": from, "to": to, "input": hexutil.Bytes(data)}
	err := c.do(ctx, class, &out, "eth_call", msg, at.arg)
	return out, err
}

// Code is the contract code at an address; empty for none.
func (c *Client) Code(ctx context.Context, a common.Address, at At) ([]byte, error) {
	var out hexutil.Bytes
	err := c.do(ctx, ClassState, &out, "eth_getCode", a, at.arg)
	return out, err
}

// Log is an event log; its fields are go-ethereum's.
type Log = types.Log

// LogRange are the logs of blocks from..to (inclusive) of these addresses (nil:
// of all) with any of the given first topics.
func (c *Client) LogRange(ctx context.Context, from, to chain.Block, addresses []common.Address, topics []common.Hash) ([]Log, error) {
	var out []Log
	q := map[string]any{"fromBlock": hexutil.Uint64(from), "toBlock": hexutil.Uint64(to), "topics": []any{topics}}
	if len(addresses) > 0 {
		q["address"] = addresses
	}
	err := c.do(ctx, ClassBulk, &out, "eth_getLogs", q)
	return out, err
}

// NextBaseFee is the base fee of the block after the newest, as eth_feeHistory
// answers it: exact on plain EIP-1559 chains; on Arbitrum the newest repeated.
func (c *Client) NextBaseFee(ctx context.Context) (*uint256.Int, error) {
	var w struct {
		BaseFee []*hexutil.Big `json:"baseFeePerGas"`
	}
	if err := c.do(ctx, ClassState, &w, "eth_feeHistory", hexutil.Uint64(1), "latest", []float64{}); err != nil {
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
