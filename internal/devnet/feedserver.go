package devnet

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/coder/websocket"
	"golang.org/x/sync/errgroup"

	"mevbot/internal/chain"
)

// The feed's protocol (nitro wsbroadcastserver).
const (
	feedVersion      = 2
	clientVersionKey = "Arbitrum-Feed-Client-Version"
	requestedKey     = "Arbitrum-Requested-Sequence-Number"
	serverVersionKey = "Arbitrum-Feed-Server-Version"
	chainIDKey       = "Arbitrum-Chain-Id"

	pingEvery     = 5 * time.Second
	silenceLimit  = 15 * time.Second
	clientQueue   = 4096
	wholeFrameMax = 4096 // a longer message comes in two frames
)

// feedServer publishes messages to everybody who is connected.
type feedServer struct {
	id  chain.ID
	log *slog.Logger

	mu      sync.Mutex
	backlog backlog
	clients map[*feedClient]struct{}
	closed  bool
	work    sync.WaitGroup
}

// feedClient is a connection. Its frames wait in queue; drop ends it.
type feedClient struct {
	queue chan []byte
	drop  context.CancelFunc
}

func newFeedServer(id chain.ID, log *slog.Logger) *feedServer {
	return &feedServer{id: id, log: log, clients: map[*feedClient]struct{}{}}
}

// publish sends m to every client and keeps it for those who come. times says
// how often it is sent.
func (f *feedServer) publish(m posted, times int) {
	frame := frameOf([]posted{m})
	f.mu.Lock()
	defer f.mu.Unlock()
	f.backlog.add(m)
	for range times {
		f.send(frame)
	}
}

// confirm tells every client that messages through seq are on L1, and forgets
// them.
func (f *feedServer) confirm(seq chain.Seq) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.backlog.confirm(seq)
	f.send(confirmation(seq))
}

// send queues a frame; a client whose queue is full is dropped.
func (f *feedServer) send(frame []byte) {
	for c := range f.clients {
		select {
		case c.queue <- frame:
		default:
			f.log.Info("feed client dropped", "reason", "slow", "queue", clientQueue)
			delete(f.clients, c)
			c.drop()
		}
	}
}

// join registers a client and returns the frames of the backlog that it gets
// first. Every message after those goes through its queue.
func (f *feedServer) join(c *feedClient, requested chain.Seq) (first [][]byte, open bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.closed {
		return nil, false
	}
	f.clients[c] = struct{}{}
	f.work.Add(1)
	for old := f.backlog.from(requested); len(old) > 0; {
		n := min(backlogSegment, len(old))
		first = append(first, frameOf(old[:n]))
		old = old[n:]
	}
	return first, true
}

func (f *feedServer) leave(c *feedClient) {
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.clients, c)
	f.work.Done()
}

// connected is the number of clients.
func (f *feedServer) connected() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return len(f.clients)
}

func (f *feedServer) close() {
	f.mu.Lock()
	f.closed = true
	for c := range f.clients {
		c.drop()
	}
	f.mu.Unlock()
	f.work.Wait()
}

// ServeHTTP upgrades a client and feeds it until it goes or is dropped.
func (f *feedServer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if strings.Contains(r.RequestURI, "livenessprobe") {
		w.WriteHeader(http.StatusOK)
		return
	}
	requested, err := handshake(r.Header)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	w.Header().Set(serverVersionKey, strconv.Itoa(feedVersion))
	w.Header().Set(chainIDKey, strconv.FormatUint(uint64(f.id), 10))
	conn, err := websocket.Accept(w, r, &websocket.AcceptOptions{InsecureSkipVerify: true})
	if err != nil {
		f.log.Debug("feed client refused", "err", err)
		return // Accept has answered
	}
	defer conn.CloseNow() //nolint:errcheck // the connection is over either way
	ctx, drop := context.WithCancel(r.Context())
	defer drop()
	c := &feedClient{queue: make(chan []byte, clientQueue), drop: drop}
	first, open := f.join(c, requested)
	if !open {
		return
	}
	defer f.leave(c)
	err = c.serve(ctx, conn, first)
	f.log.Debug("feed client gone", "err", err)
}

// handshake reads what a client asks for.
func handshake(h http.Header) (requested chain.Seq, err error) {
	if v := h.Get(clientVersionKey); v != "" {
		version, err := strconv.ParseUint(v, 0, 64)
		if err != nil {
			return 0, fmt.Errorf("malformed HTTP header %s", clientVersionKey)
		}
		if version < feedVersion {
			return 0, fmt.Errorf("Feed Client version too old: %d, expected %d", version, feedVersion) //nolint:staticcheck // nitro's words
		}
	}
	if v := h.Get(requestedKey); v != "" {
		n, err := strconv.ParseUint(v, 0, 64)
		if err != nil {
			return 0, fmt.Errorf("malformed HTTP header %s", requestedKey)
		}
		requested = chain.Seq(n)
	}
	return requested, nil
}

// serve runs the three sides of a connection until one ends.
func (c *feedClient) serve(ctx context.Context, conn *websocket.Conn, first [][]byte) error {
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { return listen(ctx, conn) })
	g.Go(func() error { return ping(ctx, conn) })
	g.Go(func() error {
		for _, frame := range first {
			if err := write(ctx, conn, frame); err != nil {
				return err
			}
		}
		for {
			select {
			case frame := <-c.queue:
				if err := write(ctx, conn, frame); err != nil {
					return err
				}
			case <-ctx.Done():
				return ctx.Err()
			}
		}
	})
	return g.Wait()
}

// listen reads so that pongs and closes are noticed. What a client says is
// ignored, as nitro does.
func listen(ctx context.Context, conn *websocket.Conn) error {
	for {
		if _, _, err := conn.Read(ctx); err != nil {
			return err
		}
	}
}

// ping asks whether the client is there, and ends when it has not answered for
// silenceLimit.
func ping(ctx context.Context, conn *websocket.Conn) error {
	tick := time.NewTicker(pingEvery)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			asked, cancel := context.WithTimeout(ctx, silenceLimit)
			err := conn.Ping(asked)
			cancel()
			if err != nil {
				return err
			}
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// write sends a message as nitro's buffered writer does: up to 4096 bytes in
// one frame, more in a frame that has all the data and is not final, followed
// by an empty final one.
func write(ctx context.Context, conn *websocket.Conn, message []byte) error {
	if len(message) <= wholeFrameMax {
		return conn.Write(ctx, websocket.MessageText, message)
	}
	w, err := conn.Writer(ctx, websocket.MessageText)
	if err != nil {
		return err
	}
	if _, err := w.Write(message); err != nil {
		return err
	}
	return w.Close()
}
