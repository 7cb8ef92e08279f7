//go:build !nodevnet

package cli

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"mevbot/internal/artifact"
	"mevbot/internal/demo"
	"mevbot/internal/ticket"
)

// fastFixture is a local chain with a Fast Feed that mines while the test runs.
// It runs ahead by what is added to its clock.
func fastFixture(t *testing.T) (*demo.Local, *atomic.Int64) {
	t.Helper()
	ahead := new(atomic.Int64)
	if _, err := artifact.Load("UniswapV3Pool"); errors.Is(err, artifact.ErrMissing) {
		t.Skip("the real contracts are missing: run make contracts")
	}
	local, err := demo.StartLocal(t.Context(), demo.LocalOptions{
		Seed: 1, Dir: t.TempDir(), Listen: demo.Listen{HTTP: "127.0.0.1:0", WS: "127.0.0.1:0", Feed: "127.0.0.1:0", FastFeed: "127.0.0.1:0"},
		Now:    func() time.Time { return time.Now().Add(time.Duration(ahead.Load())) },
		Logger: slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelWarn})),
	})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { defer close(done); _ = local.Chain.Run(ctx, local.Market) }()
	t.Cleanup(func() { cancel(); <-done; local.Close() })
	return local, ahead
}

func TestFastFeedCommands(t *testing.T) {
	local, ahead := fastFixture(t)
	address, owner := ownerFiles(t)
	s := &session{T: t, local: local, owner: owner}
	account := []string{"--account", address.Hex()}
	with := func(args ...string) []string {
		return append(append([]string{"fastfeed"}, args...), append(owner, "--yes")...)
	}

	// The tickets that the local chain has bought for the key are active once its
	// first round is over; the feed then tells of transactions as they are made.
	key, err := os.ReadFile(filepath.Join(local.Dir, "fastfeed.key"))
	if err != nil {
		t.Fatal(err)
	}
	for n := 0; n == 0; {
		if n, err = local.FastFeed.Admits(t.Context(), ticket.KeyHash(strings.TrimSpace(string(key)))); err != nil {
			t.Fatal(err)
		}
		time.Sleep(50 * time.Millisecond)
	}
	tail := s.says(exitOK, []string{"fastfeed", "tail", "--count", "20"}, `"what":"tx"`)
	for lines := bufio.NewScanner(strings.NewReader(tail)); lines.Scan(); {
		var row fastRow
		if err := json.Unmarshal(lines.Bytes(), &row); err != nil {
			t.Fatalf("%v: %s", err, lines.Text())
		}
		if row.What == "tx" && (len(row.Hash) != 66 || row.Success == nil || row.Block == 0) {
			t.Errorf("%s", lines.Text())
		}
	}

	s.says(exitUsage, []string{"fastfeed", "status"}, "--account is required")
	s.says(exitOK, append([]string{"fastfeed", "status"}, account...), "0 of 200 sold", "price", "17", "reserved", "has none to renew")
	s.says(exitUsage, with("deposit", "--amount", "0"), "want whole tokens above zero")
	s.says(exitRuntime, with("deposit", "--amount", "2000000"), "holds 1000000")
	s.says(exitRuntime, with("buy"), "only tickets of the last round can be renewed")
	s.says(exitUsage, with("buy", "--max-price", "dear"), "want whole tokens")
	s.says(exitRuntime, with("withdraw", "--amount", "all"), "nothing to withdraw")
	s.says(exitOK, append(with("deposit", "--amount", "100.5"), "--dry-run"), "let ", "follows as a second transaction")
	s.says(exitOK, with("deposit", "--amount", "100.5"), "let ", "deposit 100.5", "deposit    100.5, and 999899.5 in the wallet")
	var row ticketRow
	out, _ := s.enter(exitOK, append([]string{"fastfeed", "status", "--json"}, account...)...)
	if err := json.Unmarshal([]byte(out), &row); err != nil {
		t.Fatal(err)
	}
	if row.Deposit != "100.5" || row.Round == 0 || row.Price != "17" || row.KeyHash == nil || row.Account != address || !strings.Contains(row.Obstacle, "renew") {
		t.Errorf("%+v", row)
	}
	s.says(exitRuntime, with("withdraw", "--amount", "100.6"), "deposit is 100500000 and 100600000 are needed")
	ahead.Store(int64(13 * time.Hour)) // everybody may buy
	for strings.Contains(row.Obstacle, "renew") {
		out, _ := s.enter(exitOK, append([]string{"fastfeed", "status", "--json"}, account...)...)
		row = ticketRow{}
		if err := json.Unmarshal([]byte(out), &row); err != nil {
			t.Fatal(err)
		}
	}
	s.says(exitRuntime, with("buy", "--max-price", "16.999999"), "above the cap")
	s.says(exitOK, with("buy", "--count", "3"), "buy 3 tickets in round 1", "17 each, 51 together", "bought     3 for the next round", "deposit    49.5")
	s.says(exitRuntime, with("buy", "--count", "3"), "enough tickets")
	s.says(exitOK, with("withdraw", "--amount", "all"), "withdraw 49.5")

	operator := []string{"--owner-keystore", filepath.Join(local.Dir, "operator.json"), "--owner-password-file", filepath.Join(local.Dir, "operator.password"), "--yes"}
	s.says(exitUsage, append([]string{"fastfeed", "buy"}, operator...), "is the operator")
	s.says(exitUsage, append([]string{"fastfeed", "deposit", "--amount", "1"}, operator...), "is the operator")
	s.says(exitUsage, []string{"fastfeed", "status", "--account", address.Hex(), "--set", "fastfeed.tickets=0x0000000000000000000000000000000000000000"}, "fastfeed.tickets is not set")
}
