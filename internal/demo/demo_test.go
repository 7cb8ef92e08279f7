package demo

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"math/big"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"mevbot/internal/artifact"
	"mevbot/internal/devnet/market"
)

// freeListen takes free ports, so that tests run beside a real demo.
var freeListen = Listen{HTTP: "127.0.0.1:0", WS: "127.0.0.1:0", Feed: "127.0.0.1:0"}

func needArtifacts(t *testing.T) {
	t.Helper()
	if _, err := artifact.Load("UniswapV3Pool"); errors.Is(err, artifact.ErrMissing) {
		t.Skip("the real contracts are missing: run make contracts")
	}
}

func demoOptions(t *testing.T, out *bytes.Buffer) Options {
	t.Helper()
	return Options{
		Seed: 7, JSON: true, Dir: t.TempDir(), Listen: freeListen, Out: out,
		Logger:   slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelWarn})),
		NoOracle: true, // it takes minutes with the race detector
		Set:      map[string]string{"metrics.listen": "127.0.0.1:0", "profile.listen": "127.0.0.1:0"},
	}
}

// honest fails the test unless everything that must hold on every run does.
func honest(t *testing.T, s Summary) {
	t.Helper()
	if s.Mismatches != 0 {
		t.Errorf("%d predictions differ from the chain", s.Mismatches)
	}
	if s.UnexplainedWei != "0" || s.NetWei != s.BalanceDeltaWei {
		t.Errorf("books: net %s, balances changed by %s, unexplained %s", s.NetWei, s.BalanceDeltaWei, s.UnexplainedWei)
	}
	if s.PoolDifferences != 0 || s.PoolsCompared < 60 {
		t.Errorf("memory: %d pools compared, %d differences", s.PoolsCompared, s.PoolDifferences)
	}
}

func TestDemoEarnsAndItsBooksBalance(t *testing.T) {
	needArtifacts(t)
	var out bytes.Buffer
	opts := demoOptions(t, &out)
	opts.Duration, opts.Dump, opts.NoOracle = 6*time.Second, filepath.Join(t.TempDir(), "dump"), false
	s, err := Run(t.Context(), opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%s", out.String())
	honest(t, s)
	if s.PredictionsCompared < 100 || s.Unannounced != 0 || s.Landed == 0 {
		t.Errorf("compared %d predictions, %d readable swaps came unannounced, %d landed", s.PredictionsCompared, s.Unannounced, s.Landed)
	}
	sumsOfTheDump(t, opts.Dump, &s)
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	var last Summary
	if err := json.Unmarshal([]byte(lines[len(lines)-1]), &last); err != nil || last.Seed != 7 {
		t.Errorf("the last line is not the summary: %v: %s", err, lines[len(lines)-1])
	}
}

// sumsOfTheDump does the oracle's sums again, from its dump alone.
func sumsOfTheDump(t *testing.T, dir string, s *Summary) {
	t.Helper()
	f, err := os.Open(filepath.Join(dir, "oracle.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	possible, missed, realised := new(big.Int), new(big.Int), new(big.Int)
	for d := json.NewDecoder(f); d.More(); {
		var step struct {
			V      *big.Int `json:"v_wei"`
			Added  *big.Int `json:"added_wei"`
			Lost   *big.Int `json:"lost_wei"`
			Earned *big.Int `json:"earned_wei"`
			Set    []struct {
				Net *big.Int `json:"net_wei"`
			} `json:"set"`
		}
		if err := d.Decode(&step); err != nil {
			t.Fatal(err)
		}
		possible.Add(possible, step.Added)
		missed.Add(missed, step.Lost)
		if step.Earned != nil {
			realised.Add(realised, step.Earned)
		}
		for _, found := range step.Set {
			step.V.Sub(step.V, found.Net)
		}
		if step.V.Sign() != 0 {
			t.Errorf("V is not the sum of its set: %s is left", step.V)
		}
	}
	if possible.String() != s.PossibleWei || missed.String() != s.MissedWei || realised.String() != s.RealisedWei ||
		new(big.Int).Sub(possible, missed).Cmp(realised) != 0 || possible.Sign() <= 0 || s.CapturedRatio <= 0 {
		t.Errorf("the dump says possible %s missed %s realised %s; the summary %s %s %s, captured %v",
			possible, missed, realised, s.PossibleWei, s.MissedWei, s.RealisedWei, s.CapturedRatio)
	}
}

// Each fault must be said (a fact, and ready 503 with its reason), healed
// without a restart, and leave the memory equal to a fresh snapshot.
func TestFaultsAreSaidAndHealed(t *testing.T) {
	needArtifacts(t)
	var out bytes.Buffer
	opts := demoOptions(t, &out)
	opts.Duration = 25 * time.Second
	opts.Faults = "feed-cut@2s:2s,rpc-cut@8s:2s,gap@14s:2,reorg@19s:3"
	said := &reasons{seen: map[string]bool{}}
	opts.Ready = func(ctx context.Context, url string) { said.poll(ctx, url) }
	s, err := Run(t.Context(), opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%s", out.String())
	honest(t, s)
	if s.FeedLost == 0 || s.RPCLost == 0 || s.FeedGaps == 0 || s.Reorgs == 0 {
		t.Errorf("not said: feed lost %d, rpc lost %d, gaps %d, reorgs %d", s.FeedLost, s.RPCLost, s.FeedGaps, s.Reorgs)
	}
	for _, want := range []string{"feed", "rpc", "gap", "reorg"} {
		if !said.contains(want) {
			t.Errorf("ready never answered 503 with a reason that names %q; it said %q", want, said.list())
		}
	}
}

// reasons collects what the ready probe answered with 503.
type reasons struct {
	mu   sync.Mutex
	seen map[string]bool
}

func (r *reasons) poll(ctx context.Context, url string) {
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			resp, err := http.Get(url + "/health/ready?verbose") //nolint:noctx // loopback, short
			if err != nil {
				continue
			}
			var body bytes.Buffer
			_, _ = body.ReadFrom(resp.Body)
			resp.Body.Close()
			if resp.StatusCode == http.StatusServiceUnavailable {
				r.mu.Lock()
				r.seen[body.String()] = true
				r.mu.Unlock()
			}
		case <-ctx.Done():
			return
		}
	}
}

func (r *reasons) contains(word string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	for text := range r.seen {
		if strings.Contains(text, word) {
			return true
		}
	}
	return false
}

func (r *reasons) list() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return fmt.Sprint(r.seen)
}

func TestTheExampleIsWhatTheChainNeeds(t *testing.T) {
	a, err := market.Known()
	if err != nil {
		t.Fatal(err)
	}
	want := ConfigYAML(a, DefaultEndpoints, "var/devnet")
	got, err := os.ReadFile("../../examples/devnet.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Errorf("examples/devnet.yaml is stale; it should be:\n%s", want)
	}
}
