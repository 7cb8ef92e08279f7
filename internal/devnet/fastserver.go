package devnet

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/coder/websocket"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
	"golang.org/x/sync/errgroup"
)

// fastQueue is how many messages the Fast Feed's server keeps for a client that
// reads too slowly before it ends the connection.
const fastQueue = 2048

// Tickets says how many connections a key may have now, by the keccak256 hash of
// the key.
type Tickets func(ctx context.Context, keyHash common.Hash) (int, error)

// fastServer publishes each transaction when it was executed, to holders of
// tickets. It answers and closes as Arbitrum's endpoint is documented to
// (docs.arbitrum.io, "How to connect to the Fast Feed").
type fastServer struct {
	tickets Tickets
	log     *slog.Logger
	now     func() time.Time

	mu      sync.Mutex
	clients map[*fastClient]struct{}
	muted   int       // messages to withhold
	refuse  int       // HTTP status for everybody until
	until   time.Time // then
	closed  bool
	work    sync.WaitGroup
}

// fastClient is a connection. end takes the reason for closing it, once.
type fastClient struct {
	key   common.Hash
	queue chan []byte
	end   chan websocket.CloseError
}

func (c *fastClient) close(code websocket.StatusCode, reason string) {
	select {
	case c.end <- websocket.CloseError{Code: code, Reason: reason}:
	default: // it is closing
	}
}

func newFastServer(opts Options) *fastServer {
	return &fastServer{tickets: opts.Tickets, log: opts.Logger, now: opts.Now, clients: map[*fastClient]struct{}{}}
}

// The wire format (nitro transactionfeed/message.go, in its order).
type fastMessage struct {
	Version     uint32 `json:"version"`
	TimestampMs uint64 `json:"timestamp_ms"`
	PGARound    uint64 `json:"pga_round"`
	Transaction fastTx `json:"transaction"`
}

type fastTx struct {
	BlockNumber uint64        `json:"block_number"`
	TxIndex     uint32        `json:"tx_index"`
	RawTx       hexutil.Bytes `json:"raw_tx"`
	TxHash      common.Hash   `json:"tx_hash"`
	Receipt     fastReceipt   `json:"receipt"`
}

type fastReceipt struct {
	Status            uint64          `json:"status"`
	GasUsed           uint64          `json:"gas_used"`
	GasUsedForL1      uint64          `json:"gas_used_for_l1"` // 0 on the local chain
	CumulativeGasUsed uint64          `json:"cumulative_gas_used"`
	EffectiveGasPrice *hexutil.Big    `json:"effective_gas_price"`
	BaseFee           *hexutil.Big    `json:"base_fee"`
	ContractAddress   *common.Address `json:"contract_address,omitempty"`
	Logs              []fastLog       `json:"logs"`
}

type fastLog struct {
	Address common.Address `json:"address"`
	Topics  []common.Hash  `json:"topics"`
	Data    hexutil.Bytes  `json:"data"`
}

// executed publishes a transaction that was just added to the block with that
// header, in a round of the priority gas auction or 0.
func (f *fastServer) executed(header *types.Header, tx *types.Transaction, receipt *types.Receipt, round uint64) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.muted > 0 {
		f.muted--
		return
	}
	if len(f.clients) == 0 {
		return
	}
	frame, err := fastFrame(header, tx, receipt, round, f.now())
	if err != nil {
		f.log.Error("fast feed message left out", "tx", tx.Hash(), "err", err)
		return
	}
	for c := range f.clients {
		select {
		case c.queue <- frame:
		default:
			c.close(websocket.StatusTryAgainLater, "client lagged")
		}
	}
}

func fastFrame(header *types.Header, tx *types.Transaction, receipt *types.Receipt, round uint64, now time.Time) ([]byte, error) {
	raw, err := tx.MarshalBinary()
	if err != nil {
		return nil, err
	}
	price := header.BaseFee
	if tip, err := tx.EffectiveGasTip(header.BaseFee); err == nil && collectsTips(header) {
		price = tip.Add(tip, header.BaseFee)
	}
	r := fastReceipt{
		Status: receipt.Status, GasUsed: receipt.GasUsed, CumulativeGasUsed: receipt.CumulativeGasUsed,
		EffectiveGasPrice: (*hexutil.Big)(price), BaseFee: (*hexutil.Big)(header.BaseFee), Logs: make([]fastLog, len(receipt.Logs)),
	}
	if receipt.ContractAddress != (common.Address{}) {
		r.ContractAddress = &receipt.ContractAddress
	}
	for i, l := range receipt.Logs {
		r.Logs[i] = fastLog{l.Address, append([]common.Hash{}, l.Topics...), l.Data}
	}
	return json.Marshal(fastMessage{
		Version: 1, TimestampMs: uint64(now.UnixMilli()), PGARound: round,
		Transaction: fastTx{
			BlockNumber: header.Number.Uint64(), TxIndex: uint32(receipt.TransactionIndex), RawTx: raw, TxHash: tx.Hash(), Receipt: r,
		},
	})
}

// ServeHTTP admits a client that has a ticket and feeds it from now on.
func (f *fastServer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !strings.EqualFold(r.Header.Get("Upgrade"), "websocket") {
		w.Header().Set("Upgrade", "websocket")
		http.Error(w, "upgrade required", http.StatusUpgradeRequired)
		return
	}
	key, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if !ok {
		http.Error(w, "unauthorized", http.StatusUnauthorized)
		return
	}
	c := &fastClient{key: crypto.Keccak256Hash([]byte(key)), queue: make(chan []byte, fastQueue), end: make(chan websocket.CloseError, 1)}
	if status := f.join(r.Context(), c); status != 0 {
		http.Error(w, strings.ToLower(http.StatusText(status)), status)
		return
	}
	defer f.leave(c)
	conn, err := websocket.Accept(w, r, &websocket.AcceptOptions{InsecureSkipVerify: true})
	if err != nil {
		f.log.Debug("fast feed client refused", "err", err)
		return // Accept has answered
	}
	defer conn.CloseNow() //nolint:errcheck // the connection is over either way
	err = c.serve(r.Context(), conn)
	f.log.Debug("fast feed client gone", "err", err)
}

// join takes a client in, or says with which HTTP status it is refused.
func (f *fastServer) join(ctx context.Context, c *fastClient) int {
	f.mu.Lock()
	if f.refuse != 0 && f.now().Before(f.until) {
		defer f.mu.Unlock()
		return f.refuse
	}
	f.mu.Unlock()
	allowed, err := f.tickets(ctx, c.key)
	if err != nil {
		f.log.Warn("fast feed tickets not readable", "err", err)
		return http.StatusServiceUnavailable
	}
	if allowed == 0 {
		return http.StatusUnauthorized
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.closed {
		return http.StatusServiceUnavailable
	}
	if f.connections(c.key) >= allowed {
		return http.StatusTooManyRequests
	}
	f.clients[c] = struct{}{}
	f.work.Add(1)
	return 0
}

func (f *fastServer) connections(key common.Hash) (n int) {
	for c := range f.clients {
		if c.key == key {
			n++
		}
	}
	return n
}

func (f *fastServer) leave(c *fastClient) {
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.clients, c)
	f.work.Done()
}

// expire ends the connections that no ticket covers any more.
func (f *fastServer) expire(ctx context.Context) {
	f.mu.Lock()
	keys := map[common.Hash]int{}
	for c := range f.clients {
		keys[c.key] = 0
	}
	f.mu.Unlock()
	for key := range keys {
		allowed, err := f.tickets(ctx, key)
		if err != nil {
			return // the chain is closing
		}
		keys[key] = allowed
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	for c := range f.clients {
		allowed, asked := keys[c.key]
		if !asked {
			continue
		}
		if allowed == 0 {
			c.close(websocket.StatusPolicyViolation, "authentication expired")
			continue
		}
		keys[c.key]--
	}
}

// end closes every connection with a code.
func (f *fastServer) end(code websocket.StatusCode, reason string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for c := range f.clients {
		c.close(code, reason)
	}
}

func (f *fastServer) close() {
	f.mu.Lock()
	f.closed = true
	f.mu.Unlock()
	f.end(websocket.StatusInternalError, "server shutting down")
	f.work.Wait()
}

var errTalks = errors.New("unexpected client message")

// serve runs the sides of a connection until one ends.
func (c *fastClient) serve(ctx context.Context, conn *websocket.Conn) error {
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error {
		_, _, err := conn.Reader(ctx)
		if err == nil {
			c.close(websocket.StatusUnsupportedData, errTalks.Error())
			<-ctx.Done()
		}
		return err
	})
	g.Go(func() error { return ping(ctx, conn) })
	g.Go(func() error {
		for {
			select {
			case why := <-c.end:
				_ = conn.Close(why.Code, why.Reason)
				return why
			case <-ctx.Done():
				return ctx.Err()
			default:
			}
			select {
			case why := <-c.end:
				_ = conn.Close(why.Code, why.Reason)
				return why
			case frame := <-c.queue:
				if err := conn.Write(ctx, websocket.MessageBinary, frame); err != nil {
					return err
				}
			case <-ctx.Done():
				return ctx.Err()
			}
		}
	})
	return g.Wait()
}
