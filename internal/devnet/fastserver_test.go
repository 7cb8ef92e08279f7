package devnet

import (
	"context"
	"encoding/json"
	"math/big"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
)

// fastJoin connects to the Fast Feed.
func fastJoin(t *testing.T, url, key string) (*websocket.Conn, int) {
	t.Helper()
	header := http.Header{}
	if key != "" {
		header.Set("Authorization", "Bearer "+key)
	}
	conn, resp, err := websocket.Dial(t.Context(), url, &websocket.DialOptions{HTTPHeader: header})
	if resp != nil && resp.Body != nil {
		defer resp.Body.Close()
	}
	if err != nil {
		if resp == nil {
			t.Fatal(err)
		}
		return nil, resp.StatusCode
	}
	t.Cleanup(func() { _ = conn.CloseNow() })
	return conn, resp.StatusCode
}

// Frames are binary, come transaction by transaction in the block's order and
// before the block, and say what the receipt will say.
func TestFastFeedTellsReceiptsEarly(t *testing.T) {
	w := newWorld(t, Options{FastFeed: "127.0.0.1:0"})
	conn, status := fastJoin(t, w.FastFeedURL(), "k")
	if status != http.StatusSwitchingProtocols {
		t.Fatalf("status %d", status)
	}
	block, receipts, err := w.Mine(t.Context(), []*types.Transaction{w.call(0, 0, 1), w.call(1, 0), w.call(2, 0, 3)})
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range receipts {
		kind, frame, err := conn.Read(t.Context())
		if err != nil || kind != websocket.MessageBinary {
			t.Fatalf("%v %v", kind, err)
		}
		var m struct {
			Version     int    `json:"version"`
			TimestampMs int64  `json:"timestamp_ms"`
			Round       uint64 `json:"pga_round"`
			Transaction struct {
				Block   uint64 `json:"block_number"`
				Index   int    `json:"tx_index"`
				Raw     string `json:"raw_tx"`
				Hash    string `json:"tx_hash"`
				Receipt struct {
					Status     uint64 `json:"status"`
					Gas        uint64 `json:"gas_used"`
					Cumulative uint64 `json:"cumulative_gas_used"`
					Price      string `json:"effective_gas_price"`
					BaseFee    string `json:"base_fee"`
					Logs       []struct {
						Address string   `json:"address"`
						Topics  []string `json:"topics"`
						Data    string   `json:"data"`
					} `json:"logs"`
				} `json:"receipt"`
			} `json:"transaction"`
		}
		if err := json.Unmarshal(frame, &m); err != nil {
			t.Fatal(err)
		}
		x, rec := m.Transaction, m.Transaction.Receipt
		if m.Version != 1 || m.TimestampMs == 0 || x.Block != block.NumberU64() || x.Index != i || crypto.Keccak256Hash(common.FromHex(x.Raw)).Hex() != x.Hash ||
			x.Hash != r.TxHash.Hex() || rec.Status != r.Status || rec.Gas != r.GasUsed || rec.Cumulative != r.CumulativeGasUsed ||
			new(big.Int).SetBytes(common.FromHex(rec.Price)).Cmp(r.EffectiveGasPrice) != 0 || len(rec.Logs) != len(r.Logs) {
			t.Errorf("%s\nreceipt %+v", frame, r)
		}
	}
}

// The server ends connections and answers handshakes with the documented codes.
func TestFastFeedCodes(t *testing.T) {
	tickets := map[common.Hash]int{crypto.Keccak256Hash([]byte("one")): 1}
	w := newWorld(t, Options{FastFeed: "127.0.0.1:0", Tickets: func(_ context.Context, key common.Hash) (int, error) { return tickets[key], nil }})
	for _, key := range []string{"", "another"} {
		if _, status := fastJoin(t, w.FastFeedURL(), key); status != http.StatusUnauthorized {
			t.Errorf("key %q: %d", key, status)
		}
	}
	for code, act := range map[websocket.StatusCode]func(*websocket.Conn){
		1003: func(c *websocket.Conn) { _ = c.Write(t.Context(), websocket.MessageText, []byte("hello")) },
		1008: func(*websocket.Conn) { w.EndFastFeed(1008) },
		1011: func(*websocket.Conn) { w.EndFastFeed(1011) },
		1013: func(*websocket.Conn) { w.EndFastFeed(1013) },
	} {
		var conn *websocket.Conn
		for conn == nil { // the server may still miss the last one
			var status int
			if conn, status = fastJoin(t, w.FastFeedURL(), "one"); conn == nil && status != http.StatusTooManyRequests {
				t.Fatalf("status %d", status)
			}
		}
		if _, status := fastJoin(t, w.FastFeedURL(), "one"); status != http.StatusTooManyRequests {
			t.Errorf("second connection: %d", status)
		}
		act(conn)
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		_, _, err := conn.Read(ctx)
		cancel()
		if got := websocket.CloseStatus(err); got != code {
			t.Errorf("%v, want %d", err, code)
		}
		if !strings.Contains(err.Error(), fastReasons[int(code)]) {
			t.Errorf("%v does not say %q", err, fastReasons[int(code)])
		}
	}
	w.RefuseFastFeed(http.StatusServiceUnavailable, time.Hour)
	if _, status := fastJoin(t, w.FastFeedURL(), "one"); status != http.StatusServiceUnavailable {
		t.Errorf("refused with %d", status)
	}
}

// A client that does not read is ended, and the chain does not wait for it.
func TestFastFeedEndsWhoLags(t *testing.T) {
	f := newFastServer(Options{})
	c := &fastClient{queue: make(chan []byte, fastQueue), end: make(chan websocket.CloseError, 1)}
	f.clients[c] = struct{}{}
	f.now = time.Now
	w := newWorld(t, Options{})
	tx := w.call(0, 0, 1)
	header := &types.Header{Number: big.NewInt(1), BaseFee: big.NewInt(1)}
	for range fastQueue + 1 {
		f.executed(header, tx, &types.Receipt{Status: 1}, 0)
	}
	if why := <-c.end; why.Code != websocket.StatusTryAgainLater || why.Reason != "client lagged" {
		t.Errorf("%+v", why)
	}
}

func TestFastFaultsInASchedule(t *testing.T) {
	faults, err := ParseFaults("void@1s:2,fast-mute@2s:5,fast-cut@3s:1s,fast-expire@4s:1s,fast-restart@5s:1s")
	if err != nil || len(faults) != 5 || faults[0].Count != 2 || faults[4].For != time.Second {
		t.Fatalf("%+v %v", faults, err)
	}
	for _, wrong := range []string{"void@1s:1s", "fast-cut@1s:5"} {
		if _, err := ParseFaults(wrong); err == nil {
			t.Errorf("%s is accepted", wrong)
		}
	}
	w := newWorld(t, Options{}) // without a Fast Feed they do nothing
	for _, f := range faults {
		w.Inflict(f)
	}
}
