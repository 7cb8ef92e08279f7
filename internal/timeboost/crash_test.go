package timeboost

import (
	"context"
	"encoding/json"
	"fmt"
	"math/big"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"

	"mevbot/internal/chain"
	"mevbot/internal/signer"
	"mevbot/internal/store"
)

func openNumbers(t *testing.T) *Numbers {
	t.Helper()
	db, err := store.Open(t.Context(), store.Options{Path: filepath.Join(t.TempDir(), "a.db")})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return NewNumbers(db, time.Now)
}

// The child of TestKilledLaneKeepsItsNumbers is this program with these variables.
const (
	childDir = "TIMEBOOST_TEST_DIR"
	childURL = "TIMEBOOST_TEST_URL"
)

// testRound is the round of tests without a chain.
const testRound = 7

var testAuction = common.HexToAddress("0xa0c")

func childMain() bool {
	dir := os.Getenv(childDir)
	if dir == "" {
		return false
	}
	fmt.Println("child:", runChild(dir, os.Getenv(childURL)))
	os.Exit(1)
	return true
}

// runChild sends new transactions until it is killed.
func runChild(dir, url string) error {
	ctx := context.Background()
	db, err := store.Open(ctx, store.Options{Path: filepath.Join(dir, "a.db")})
	if err != nil {
		return err
	}
	key, err := signer.OpenOwner(filepath.Join(dir, "key.json"), filepath.Join(dir, "password"))
	if err != nil {
		return err
	}
	sequencer, err := NewSequencer(url, 3*time.Second)
	if err != nil {
		return err
	}
	lane, err := NewLane(LaneOptions{Chain: chain.Local.ID, Auction: testAuction, Key: key, Sequencer: sequencer, Journal: NewNumbers(db, time.Now)})
	if err != nil {
		return err
	}
	// What the journal has is sent again first, as the bot's own recovery does.
	old, err := NewNumbers(db, time.Now).Load(ctx, RoundID{chain.Local.ID, testAuction, testRound})
	if err != nil {
		return err
	}
	for _, s := range old {
		if _, err := lane.Send(ctx, testRound, s.Transaction); err != nil {
			return err
		}
	}
	for n := uint64(os.Getpid()) << 20; ; n++ {
		if _, err := lane.Send(ctx, testRound, rawTx(n)); err != nil {
			return err
		}
	}
}

// rawTx is a transaction that differs by n.
func rawTx(n uint64) []byte {
	key, err := crypto.ToECDSA(crypto.Keccak256([]byte("sender")))
	if err != nil {
		panic(err)
	}
	id := new(big.Int).SetUint64(uint64(chain.Local.ID))
	tx, err := types.SignNewTx(key, types.LatestSignerForChainID(id), &types.DynamicFeeTx{ChainID: id, Nonce: n, Gas: 21_000, To: &testAuction, GasFeeCap: big.NewInt(1)})
	if err != nil {
		panic(err)
	}
	raw, err := tx.MarshalBinary()
	if err != nil {
		panic(err)
	}
	return raw
}

// A process that is killed while it sends never gives a number away twice, and
// the next one goes on after the last.
func TestKilledLaneKeepsItsNumbers(t *testing.T) {
	var mu sync.Mutex
	contents := map[uint64]string{} // by number
	unordered, kill := 0, make(chan struct{}, 1)
	left := 0
	server := httptest.NewServer(http.HandlerFunc(func(out http.ResponseWriter, in *http.Request) {
		var r struct {
			ID     json.RawMessage
			Params []Submission
		}
		if err := json.NewDecoder(in.Body).Decode(&r); err != nil || len(r.Params) != 1 {
			return // the child died while it wrote
		}
		s := r.Params[0]
		mu.Lock()
		if uint64(s.Sequence) == Unordered {
			unordered++
		} else {
			content := string(s.Transaction) + string(s.Signature)
			if before, ok := contents[uint64(s.Sequence)]; ok && before != content {
				t.Errorf("number %d has two contents", s.Sequence)
			}
			contents[uint64(s.Sequence)] = content
		}
		left--
		last := left == 0
		mu.Unlock()
		if last {
			kill <- struct{}{}
			<-in.Context().Done() // nobody learns that this one was accepted
			return
		}
		fmt.Fprintf(out, `{"jsonrpc":"2.0","id":%s,"result":null}`, r.ID)
	}))
	defer server.Close()
	dir := t.TempDir()
	private, err := crypto.ToECDSA(crypto.Keccak256([]byte("controller")))
	if err != nil {
		t.Fatal(err)
	}
	writeKey(t, dir, private)
	for turn := range 4 {
		mu.Lock()
		left = len(contents) + 9 + turn
		mu.Unlock()
		child := exec.CommandContext(t.Context(), os.Args[0])
		child.Env = append(os.Environ(), childDir+"="+dir, childURL+"="+server.URL)
		child.Stdout = t.Output()
		if err := child.Start(); err != nil {
			t.Fatal(err)
		}
		ended := make(chan struct{})
		go func() { defer close(ended); _ = child.Wait() }()
		select {
		case <-kill:
			if err := child.Process.Kill(); err != nil {
				t.Error(err)
			}
			<-ended
		case <-ended:
			t.Fatal("the child ended by itself")
		}
	}
	mu.Lock()
	defer mu.Unlock()
	if len(contents) < 30 || unordered > 0 {
		t.Errorf("%d numbers, %d without", len(contents), unordered)
	}
	for n := range uint64(len(contents)) {
		if contents[n] == "" {
			t.Errorf("number %d is missing", n)
		}
	}
}
