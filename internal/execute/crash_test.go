package execute

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/holiman/uint256"

	"mevbot/internal/chain"
	"mevbot/internal/ledger"
	"mevbot/internal/risk"
	"mevbot/internal/rpc"
	"mevbot/internal/signer"
	"mevbot/internal/store"
)

func revert(data []byte) error { return &rpc.RevertError{Message: "execution reverted", Data: data} }

// The child of TestKilledAtEveryStep is this program with these variables.
const (
	childDir  = "EXECUTE_TEST_DIR"
	childNode = "EXECUTE_TEST_NODE"
	childStep = "EXECUTE_TEST_STEP" // it stops here and waits to be killed
)

// childMain is the child: a runner that trades until it is killed, or that
// resolves what it finds and ends.
func childMain() bool {
	dir := os.Getenv(childDir)
	if dir == "" {
		return false
	}
	if err := runChild(dir, os.Getenv(childNode), os.Getenv(childStep)); err != nil {
		fmt.Println("child:", err)
		os.Exit(1)
	}
	return true
}

func runChild(dir, node, step string) error {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	db, err := store.Open(ctx, store.Options{Path: filepath.Join(dir, "a.db")})
	if err != nil {
		return err
	}
	key, err := signer.Open(filepath.Join(dir, "key.json"), filepath.Join(dir, "password"))
	if err != nil {
		return err
	}
	gate, err := risk.New(ctx, risk.Options{DB: db})
	if err != nil {
		return err
	}
	client, err := rpc.New(rpc.Options{HTTP: node})
	if err != nil {
		return err
	}
	r, err := New(Options{
		Client: client, DB: db, Market: pools{}, Executor: executor, Live: true, ChainID: chainID, Key: key, Gas: &gasOracle{}, Gate: gate,
		MaxGasPrice: *uint256.NewInt(1e9), Poll: 5 * time.Millisecond,
		Ledger: ledger.New(ledger.Options{DB: db, Base: base, Executor: executor}),
		Reach: func(at string) {
			if at == step {
				fmt.Println("at", step)
				select {} // until killed
			}
		},
	})
	if err != nil {
		return err
	}
	ended := make(chan error, 1)
	go func() { ended <- r.Run(ctx) }()
	if step != "" {
		p := plan(uint64(os.Getpid()))
		for !r.Submit(p) {
			time.Sleep(time.Millisecond)
		}
	}
	if err := r.Idle(ctx); err != nil {
		return err
	}
	fmt.Println("idle")
	cancel()
	return errors.Join(<-ended, db.Close())
}

// serve speaks the fake chain's JSON-RPC.
func serve(t *testing.T, c *fakeChain) string {
	handler := func(w http.ResponseWriter, r *http.Request) {
		var q struct {
			ID     json.RawMessage   `json:"id"`
			Method string            `json:"method"`
			Params []json.RawMessage `json:"params"`
		}
		if err := json.NewDecoder(r.Body).Decode(&q); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		result, err := answer(r.Context(), c, q.Method, q.Params)
		a := map[string]any{"jsonrpc": "2.0", "id": q.ID, "result": result}
		if err != nil {
			delete(a, "result")
			a["error"] = map[string]any{"code": -32000, "message": err.Error()}
		}
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(a)
	}
	s := httptest.NewServer(http.HandlerFunc(handler))
	t.Cleanup(s.Close)
	return s.URL
}

func answer(ctx context.Context, c *fakeChain, method string, params []json.RawMessage) (any, error) {
	switch method {
	case "eth_getTransactionCount":
		n, err := c.Nonce(ctx, common.Address{}, rpc.AtLatest())
		return hexutil.Uint64(n), err
	case "eth_sendRawTransaction":
		var raw hexutil.Bytes
		if err := json.Unmarshal(params[0], &raw); err != nil {
			return nil, err
		}
		return c.Send(ctx, raw)
	case "eth_getTransactionReceipt":
		var hash common.Hash
		if err := json.Unmarshal(params[0], &hash); err != nil {
			return nil, err
		}
		r, err := c.TransactionReceipt(ctx, hash)
		if errors.Is(err, rpc.ErrNotFound) {
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
		return map[string]any{
			"transactionHash": r.Hash, "status": hexutil.Uint64(1), "blockNumber": hexutil.Uint64(r.Block), "blockHash": r.BlockHash,
			"transactionIndex": hexutil.Uint64(0), "gasUsed": hexutil.Uint64(r.GasUsed), "effectiveGasPrice": (*hexutil.Big)(r.GasPrice.ToBig()),
			"logs": []any{},
		}, nil
	case "eth_getBlockByNumber":
		var number hexutil.Uint64
		if err := json.Unmarshal(params[0], &number); err != nil {
			return nil, err
		}
		c.mu.Lock()
		defer c.mu.Unlock()
		return rpc.Head{Number: chain.Block(number), Hash: c.hash(chain.Block(number))}, nil
	default:
		return nil, fmt.Errorf("no method %s", method)
	}
}

// A process that is killed (SIGKILL) at any step of an attempt is followed by
// one that resolves it: no nonce is used for two transactions, and no attempt
// that the journal has is lost.
func TestKilledAtEveryStep(t *testing.T) {
	t.Parallel()
	c := newFakeChain()
	node := serve(t, c)
	dir := t.TempDir()
	newKey(t, dir)
	reserved := 0
	for _, step := range []string{"signed", "reserved", "sent", "answered", "settled", "signed", "reserved", "sent"} {
		child(t, dir, node, step)
		if step != "signed" {
			reserved++
		}
		child(t, dir, node, "")
		c.oneTransactionPerNonce(t)
		db, err := store.Open(t.Context(), store.Options{Path: filepath.Join(dir, "a.db"), ReadOnly: true})
		if err != nil {
			t.Fatal(err)
		}
		trades, err := ledger.Trades(t.Context(), db, 100)
		if err := errors.Join(err, db.Verify(t.Context()), db.Close()); err != nil {
			t.Fatal(err)
		}
		var used uint64
		c.set(func() { used = c.used() })
		if len(trades) != reserved || int(used) != reserved {
			t.Fatalf("killed at %s: %d attempts in the journal, %d nonces used, want %d", step, len(trades), used, reserved)
		}
		for _, trade := range trades {
			if trade.State != "landed" {
				t.Errorf("killed at %s: attempt %d with nonce %d is %s", step, trade.Attempt, trade.Nonce, trade.State)
			}
		}
	}
}

// child runs this program until it stands at step, and kills it; without a step
// until it ends.
func child(t *testing.T, dir, node, step string) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), childDir+"="+dir, childNode+"="+node, childStep+"="+step)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var said []string
	for lines := bufio.NewScanner(out); lines.Scan(); {
		said = append(said, lines.Text())
		if step != "" && lines.Text() == "at "+step {
			if err := cmd.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
	}
	err = cmd.Wait()
	if step == "" && (err != nil || !strings.Contains(strings.Join(said, "\n"), "idle")) {
		t.Fatalf("the next process: %v: %v", err, said)
	}
	if step != "" && (err == nil || said[len(said)-1] != "at "+step) {
		t.Fatalf("the process never was at %s: %v", step, said)
	}
}
