package crash

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"maps"
	"math/big"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"mevbot/internal/artifact"
	"mevbot/internal/demo"
)

// world is the local chain with its traders, and what was seen of it from
// outside.
type world struct {
	*demo.Local
	first uint64   // the block before the bot
	began *big.Int // what the operator had then

	mu       sync.Mutex
	arrivals []sighting
	minted   map[uint64]time.Time // when the RPC had each block
}

// sighting is a transaction of the operator at the sequencer's door.
type sighting struct {
	tx *types.Transaction
	at time.Time
}

// newWorld starts a chain that lives as long as the test.
func newWorld(t *testing.T, seed int64) *world {
	t.Helper()
	if _, err := artifact.Load("UniswapV3Pool"); errors.Is(err, artifact.ErrMissing) {
		t.Skip("the real contracts are missing: run make contracts")
	}
	w := &world{minted: map[uint64]time.Time{}}
	free := "127.0.0.1:0"
	var err error
	w.Local, err = demo.StartLocal(t.Context(), demo.LocalOptions{
		Seed: seed, Dir: t.TempDir(), Listen: demo.Listen{HTTP: free, WS: free, Feed: free},
		Arrived: w.arrived, Logger: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	w.first = w.head(t)
	w.began = w.balances(t, w.first)
	heads := make(chan *types.Header, 1024)
	sub, err := w.Chain.Client().SubscribeNewHead(ctx, heads)
	if err != nil {
		t.Fatal(err)
	}
	var work sync.WaitGroup
	work.Go(func() {
		for {
			select {
			case h := <-heads:
				w.mu.Lock()
				w.minted[h.Number.Uint64()] = time.Now()
				w.mu.Unlock()
			case <-ctx.Done():
				return
			}
		}
	})
	work.Go(func() {
		if err := w.Chain.Run(ctx, w.Market); err != nil && ctx.Err() == nil {
			t.Errorf("the local chain: %v", err)
		}
	})
	t.Cleanup(func() { cancel(); sub.Unsubscribe(); work.Wait(); w.Close() })
	return w
}

func (w *world) arrived(tx *types.Transaction) {
	at := time.Now()
	from, err := types.Sender(w.Chain.Signer(), tx)
	if err != nil || from != w.Operator {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.arrivals = append(w.arrivals, sighting{tx, at})
}

// sightings are all transactions of the operator that reached the sequencer.
func (w *world) sightings() []sighting {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.arrivals)
}

// headAt is the newest block that the RPC had at a time.
func (w *world) headAt(at time.Time) uint64 {
	w.mu.Lock()
	defer w.mu.Unlock()
	var newest uint64
	for n, when := range maps.All(w.minted) {
		if n > newest && !when.After(at) {
			newest = n
		}
	}
	return newest
}

func (w *world) head(t *testing.T) uint64 {
	t.Helper()
	n, err := w.Chain.Client().BlockNumber(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// balances are what wallet and executor hold after a block, in wei of native
// and wrapped native currency.
func (w *world) balances(t *testing.T, block uint64) *big.Int {
	t.Helper()
	c, at, total := w.Chain.Client(), new(big.Int).SetUint64(block), new(big.Int)
	weth := w.Market.Addresses().WETH
	for _, owner := range []common.Address{w.Operator, w.Market.Addresses().Executor} {
		native, err := c.BalanceAt(t.Context(), owner, at)
		if err != nil {
			t.Fatal(err)
		}
		data := append(common.FromHex("0x70a08231"), common.LeftPadBytes(owner[:], 32)...) // balanceOf
		wrapped, err := c.CallContract(t.Context(), ethereum.CallMsg{To: &weth, Data: data}, at)
		if err != nil || len(wrapped) != 32 {
			t.Fatalf("balanceOf answered %x, %v", wrapped, err)
		}
		total.Add(total, native)
		total.Add(total, new(big.Int).SetBytes(wrapped))
	}
	return total
}

// database is the bot's database, as its configuration names it.
func (w *world) database() string { return filepath.Join(w.Dir, "mev-bot.db") }

// process is a program that this test started.
type process struct {
	cmd   *exec.Cmd
	said  safeBuffer
	stdin io.WriteCloser
	ended chan struct{}
	err   error // once ended
}

// start runs this test binary as another program.
func start(t *testing.T, env map[string]string, args ...string) *process {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	p := &process{cmd: exec.Command(self, args...), ended: make(chan struct{})}
	p.cmd.Env = os.Environ()
	for k, v := range env {
		p.cmd.Env = append(p.cmd.Env, k+"="+v)
	}
	p.cmd.Stdout, p.cmd.Stderr = &p.said, &p.said
	if p.stdin, err = p.cmd.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() { p.err = p.cmd.Wait(); close(p.ended) }()
	t.Cleanup(func() { _ = p.cmd.Process.Kill(); <-p.ended })
	return p
}

// program runs mev-bot with arguments.
func program(t *testing.T, args ...string) *process {
	t.Helper()
	return start(t, map[string]string{asProgram: "1"}, args...)
}

// bot runs "mev-bot run" on the world's chain.
func (w *world) bot(t *testing.T) *process {
	t.Helper()
	args := []string{"run", "-c", w.ConfigFile}
	for k, v := range quiet {
		args = append(args, "--set", k+"="+v)
	}
	return program(t, args...)
}

// wait waits for the end and returns the exit code, -1 for a signal.
func (p *process) wait(t *testing.T, most time.Duration) int {
	t.Helper()
	select {
	case <-p.ended:
		return p.cmd.ProcessState.ExitCode()
	case <-time.After(most):
		t.Fatalf("the process did not end within %v; it said:\n%s", most, p.said.String())
		return 0
	}
}

// running fails the test when the process has ended.
func (p *process) running(t *testing.T) {
	t.Helper()
	select {
	case <-p.ended:
		t.Fatalf("the process ended: %v; it said:\n%s", p.err, p.said.String())
	default:
	}
}

// until waits for what p brings about.
func until(t *testing.T, p *process, what string, f func() bool) {
	t.Helper()
	for deadline := time.Now().Add(90 * time.Second); !f(); time.Sleep(20 * time.Millisecond) {
		p.running(t)
		if time.Now().After(deadline) {
			t.Fatalf("%s: never; the process said:\n%s", what, p.said.String())
		}
	}
}

// safeBuffer may be read while a process writes to it.
type safeBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (b *safeBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

func (b *safeBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}
