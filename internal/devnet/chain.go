package devnet

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/ethclient"
	"github.com/ethereum/go-ethereum/rpc"
)

// Chain is a running local chain.
type Chain struct {
	opts    Options
	signer  types.Signer
	vault   *vault
	client  *ethclient.Client
	feed    *feedServer
	rpcHTTP *link
	rpcWS   *link
	feedWS  *link
	fast    *fastServer // nil without a Fast Feed
	fastWS  *link
	servers []*http.Server
	work    sync.WaitGroup
	queue   queue
	faults  faultState
	count   counts
	slots   slots
	lane    lane
	genesis uint64 // its time stamp

	// executed hears of each transaction right after it was executed in the
	// sequencer's open block: its header so far, and the round of the auction, 0
	// for none. An index that comes again says that the block was thrown away and
	// is made anew. It may be nil and is called on Run's goroutine.
	executed func(*types.Header, *types.Transaction, *types.Receipt, uint64)

	// mining is held by the one who makes blocks.
	mining sync.Mutex
	once   sync.Once
	done   chan struct{}
}

type counts struct {
	Blocks, Transactions, Refused, Unfilled, Late atomic.Uint64
}

// Counts says what the chain has done since Start.
type Counts struct {
	Blocks       uint64 // made, those of reorgs included
	Transactions uint64 // in those blocks
	Refused      uint64 // transactions that could not be in a block
	Unfilled     uint64 // blocks whose filler transaction could not be used
	Late         uint64 // blocks closed more than a block time late
}

// Counts of this moment.
func (c *Chain) Counts() Counts {
	return Counts{
		Blocks: c.count.Blocks.Load(), Transactions: c.count.Transactions.Load(), Refused: c.count.Refused.Load(),
		Unfilled: c.count.Unfilled.Load(), Late: c.count.Late.Load(),
	}
}

// Start builds the node and opens the listeners. It mines nothing. ctx bounds
// the start only; Close ends what was started.
func Start(ctx context.Context, opts Options) (*Chain, error) {
	opts, err := opts.withDefaults()
	if err != nil {
		return nil, fmt.Errorf("local chain: %w", err)
	}
	c := &Chain{opts: opts, done: make(chan struct{})}
	if err := c.start(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("start the local chain: %w", err), c.Close())
	}
	return c, nil
}

func (c *Chain) start(ctx context.Context) (err error) {
	if c.vault, err = openVault(c.opts, &sequencerAPI{c}, c.lane.metadata); err != nil {
		return err
	}
	c.signer = types.LatestSigner(c.vault.chain().Config())
	c.genesis = c.vault.chain().Genesis().Time()
	c.client = ethclient.NewClient(rpc.DialInProc(c.vault.server))
	c.feed = newFeedServer(c.opts.ChainID, c.opts.Logger)
	if err := c.recall(); err != nil {
		return err
	}
	for _, s := range []struct {
		name, address string
		link          **link
		handler       http.Handler
	}{
		{"http", c.opts.HTTP, &c.rpcHTTP, c.vault.server},
		{"websocket", c.opts.WS, &c.rpcWS, c.vault.server.WebsocketHandler([]string{"*"})},
		{"feed", c.opts.Feed, &c.feedWS, c.feed},
	} {
		if *s.link, err = openLink(ctx, s.name, s.address, c.opts); err != nil {
			return err
		}
		c.serve((*s.link).inner, s.handler)
	}
	return c.startFastFeed(ctx)
}

// startFastFeed opens the Fast Feed if there is to be one.
func (c *Chain) startFastFeed(ctx context.Context) (err error) {
	if c.opts.FastFeed == "" {
		return nil
	}
	if c.fastWS, err = openLink(ctx, "fast feed", c.opts.FastFeed, c.opts); err != nil {
		return err
	}
	c.fast = newFastServer(c.opts)
	c.executed = c.fast.executed
	c.serve(c.fastWS.inner, c.fast)
	asking := context.WithoutCancel(ctx) // the ticker ends with the chain
	c.work.Go(func() {
		for c.wait(asking, c.opts.BlockTime) == nil {
			c.fast.expire(asking)
		}
	})
	return nil
}

func (c *Chain) serve(l net.Listener, h http.Handler) {
	s := &http.Server{
		Handler: h, ReadHeaderTimeout: 10 * time.Second,
		ErrorLog: slog.NewLogLogger(c.opts.Logger.Handler(), slog.LevelDebug),
	}
	c.servers = append(c.servers, s)
	c.work.Go(func() {
		if err := s.Serve(l); err != nil && !errors.Is(err, http.ErrServerClosed) && !errors.Is(err, net.ErrClosed) {
			c.opts.Logger.Error("local chain stopped serving", "address", l.Addr().String(), "err", err)
		}
	})
}

// Client is an in-process connection without delay, for deployment, traders
// and the harness. Its SendTransaction waits for a block like any other's: do
// not call it where a block waits for the caller.
func (c *Chain) Client() *ethclient.Client { return c.client }

// Signer signs and recovers transactions of this chain.
func (c *Chain) Signer() types.Signer { return c.signer }

// Head is the header of the last block that the RPC has.
func (c *Chain) Head() *types.Header { return c.vault.chain().CurrentBlock() }

// HTTPURL is where the RPC listens.
func (c *Chain) HTTPURL() string { return "http://" + c.rpcHTTP.addr() }

// WSURL is where the RPC listens for websockets.
func (c *Chain) WSURL() string { return "ws://" + c.rpcWS.addr() }

// FeedURL is where the sequencer feed listens.
func (c *Chain) FeedURL() string { return "ws://" + c.feedWS.addr() + "/feed" }

// FastFeedURL is where the Fast Feed listens; empty without one.
func (c *Chain) FastFeedURL() string {
	if c.fastWS == nil {
		return ""
	}
	return "ws://" + c.fastWS.addr() + "/"
}

// Close stops everything and waits for it. It may be called more than once.
func (c *Chain) Close() error {
	var err error
	c.once.Do(func() {
		close(c.done)
		c.mining.Lock() // the block under way is finished
		defer c.mining.Unlock()
		if c.fast != nil {
			c.fast.close() // before its line is cut, so that clients hear why
		}
		for _, l := range []*link{c.rpcHTTP, c.rpcWS, c.feedWS, c.fastWS} {
			if l != nil {
				l.close()
			}
		}
		if c.feed != nil {
			c.feed.close()
		}
		for _, s := range c.servers {
			err = errors.Join(err, s.Close())
		}
		if c.client != nil {
			c.client.Close()
		}
		c.work.Wait()
		if c.vault != nil {
			err = errors.Join(err, c.vault.close())
		}
	})
	return err
}

// recall puts the last blocks of a chain on disk back on the feed.
func (c *Chain) recall() error {
	head := c.Head().Number.Uint64()
	for n := head - min(head, keepMessages) + 1; n <= head; n++ {
		m, err := messageOf(c.vault.chain().GetBlockByNumber(n), c.genesis, nil)
		if err != nil {
			return err
		}
		c.feed.publish(m, 0)
	}
	return nil
}
