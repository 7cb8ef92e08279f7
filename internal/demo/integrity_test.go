package demo

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"mevbot/internal/amm"
	"mevbot/internal/app"
	"mevbot/internal/config"
	"mevbot/internal/event"
	"mevbot/internal/integrity"
)

// bystander hears what the street says of one pool.
type bystander struct {
	mu        sync.Mutex
	untrusted map[amm.PoolID]string // reasons
	lost      []string              // the reasons of all losses
	found     int                   // opportunities through pools that were not trusted
	reorgs    int
	repairs   []event.Recovery
}

func (b *bystander) listener() event.Listener {
	return event.Listener{
		PoolTrust: func(f event.PoolTrust) {
			b.mu.Lock()
			defer b.mu.Unlock()
			if f.Trusted {
				delete(b.untrusted, f.Pool)
				return
			}
			b.untrusted[f.Pool] = f.Reason
			b.lost = append(b.lost, f.Reason)
		},
		Opportunity: func(f event.Opportunity) {
			b.mu.Lock()
			defer b.mu.Unlock()
			for _, h := range f.Hops[:f.Len] {
				if b.untrusted[h.Pool()] != "" {
					b.found++
				}
			}
		},
		Reorg:    func(event.Reorg) { b.mu.Lock(); b.reorgs++; b.mu.Unlock() },
		Recovery: func(f event.Recovery) { b.mu.Lock(); b.repairs = append(b.repairs, f); b.mu.Unlock() },
	}
}

// startBot runs a local chain and a bot on it until the test ends.
func startBot(t *testing.T, l event.Listener, set map[string]string) (*Local, *app.App, *app.Remote) {
	t.Helper()
	log := slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelWarn}))
	local, bot, remote, _ := startBotWith(t, LocalOptions{Seed: 5, Listen: freeListen, Logger: log}, app.Options{Version: "test", Listener: l, Logger: log}, set)
	return local, bot, remote
}

// startBotWith runs them with options; stop ends the bot before the test does.
func startBotWith(t *testing.T, chain LocalOptions, opts app.Options, set map[string]string) (local *Local, bot *app.App, remote *app.Remote, stop func()) {
	t.Helper()
	chain.Dir = t.TempDir()
	local, err := StartLocal(t.Context(), chain)
	if err != nil {
		t.Fatal(err)
	}
	if opts.Config, err = config.Load(config.Sources{File: local.ConfigFile, Flags: set}); err != nil {
		t.Fatal(err)
	}
	if bot, err = app.New(opts); err != nil {
		t.Fatal(err)
	}
	ctx, stopChain := context.WithCancel(context.WithoutCancel(t.Context()))
	mined, ended := make(chan error, 1), make(chan error, 1)
	go func() { mined <- local.Run(ctx) }()
	botCtx, stopBot := context.WithCancel(ctx)
	go func() { ended <- bot.Run(botCtx) }()
	stop = sync.OnceFunc(func() {
		stopBot()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	t.Cleanup(func() {
		stop()
		stopChain()
		if err := <-mined; err != nil && !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
		local.Close()
	})
	select {
	case <-bot.Started():
	case err := <-ended:
		ended <- nil
		t.Fatal(err)
	}
	if err := ready(t.Context(), bot, ended); err != nil {
		t.Fatal(err)
	}
	return local, bot, app.NewRemote(opts.Config.Control.Socket), stop
}

// until asks the bot until what it answers is as it should be.
func until(t *testing.T, bot *app.Remote, what string, is func(*integrity.Report) bool) integrity.Report {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	for {
		rep, err := bot.Integrity(ctx, integrity.Keep)
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		if is(&rep) {
			return rep
		}
		select {
		case <-time.After(100 * time.Millisecond):
		case <-ctx.Done():
			t.Fatalf("%s: never came; the last answer is %+v", what, rep)
		}
	}
}

// A pool whose state in memory becomes wrong unseen is found by comparing it with the
// chain, taken out of use, read again and told of. Everything else is the chain's all
// the time, also while blocks are replaced.
func TestACorruptedPoolIsFoundAndRepaired(t *testing.T) {
	needArtifacts(t)
	seen := &bystander{untrusted: map[amm.PoolID]string{}}
	local, bot, remote := startBot(t, seen.listener(), map[string]string{
		"metrics.listen": "127.0.0.1:0", "profile.enabled": "false", "integrity.interval": "1s",
	})
	ok := func(n int) func(*integrity.Report) bool {
		return func(r *integrity.Report) bool {
			return len(r.Snapshots) >= n && r.State == integrity.OK && r.Snapshots[0].Untrusted == 0 && r.OpenCases == 0
		}
	}
	before := until(t, remote, "a snapshot that is ok", ok(1)).Snapshots[0]
	if before.Sampled < 60 || before.Part(integrity.PartQuotes).Checked == 0 || before.Block == 0 {
		t.Errorf("%+v", before)
	}
	for range 3 {
		local.Chain.Reorg(3)
		time.Sleep(time.Second)
	}
	corrupted := time.Now()
	name, err := bot.CorruptPool(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	found := until(t, remote, "the repair", func(r *integrity.Report) bool { return len(r.Attempts) > 0 })
	if a := found.Attempts[len(found.Attempts)-1]; a.Action != event.ReloadPool || a.Attempt != 1 || a.Result != "repaired" || !strings.HasPrefix(a.Cause, integrity.PartDrift) || !strings.Contains(a.Target, name) {
		t.Errorf("%+v", a)
	}
	local.Chain.Reorg(2)
	after := until(t, remote, "a snapshot that is ok again", func(r *integrity.Report) bool {
		return ok(3)(r) && r.Snapshots[0].At.After(found.Attempts[0].At) && r.Snapshots[1].State == integrity.OK
	})
	wrong := uint64(0)
	for i := range after.Snapshots {
		s := &after.Snapshots[i]
		wrong += s.Part(integrity.PartDrift).Wrong
		for _, part := range []string{integrity.PartCorruption, integrity.PartIndex, integrity.PartJournal, integrity.PartValidation, integrity.PartQuotes, integrity.PartBooks} {
			if part == integrity.PartValidation && s.At.After(corrupted) {
				continue // swaps in that pool are foretold wrongly until it is found
			}
			if p := s.Part(part); p.Wrong != 0 {
				t.Errorf("%s: %+v", part, s)
			}
		}
		for _, f := range s.Findings {
			if !strings.Contains(f.Target, name) {
				t.Errorf("found %+v", f)
			}
		}
	}
	if wrong != 1 {
		t.Errorf("%d pools drifted, one was corrupted", wrong)
	}
	seen.mu.Lock()
	defer seen.mu.Unlock()
	for _, why := range seen.lost[1:] { // a block that a pool was read at may be replaced
		if !strings.Contains(why, "replaced") {
			t.Errorf("a pool was lost: %s", why)
		}
	}
	if len(seen.untrusted) != 0 || seen.found != 0 || seen.reorgs == 0 || len(seen.repairs) != len(seen.lost) {
		t.Errorf("lost %v, still %v, %d opportunities through them, %d reorgs, repairs %+v", seen.lost, seen.untrusted, seen.found, seen.reorgs, seen.repairs)
	}
	if _, differences, err := compare(t.Context(), bot); err != nil || len(differences) != 0 {
		t.Errorf("memory at the end: %v %v", differences, err)
	}
	resp, err := http.Get(bot.ProbeURL() + "/health/integrity?count=0") //nolint:noctx // loopback, short
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusBadRequest {
		t.Errorf("count=0 is answered with %d", resp.StatusCode)
	}
}

func TestFaultsOfTheBot(t *testing.T) {
	faults, err := parseSchedule("gap@4s:1, corrupt@2s,reorg@1s:3")
	if err != nil || len(faults) != 3 || faults[0].Kind != "reorg" || !faults[1].corrupt || faults[1].At != 2*time.Second || faults[2].corrupt {
		t.Errorf("%v %+v", err, faults)
	}
	for _, bad := range []string{"corrupt@", "corrupt@-1s", "corrupt@x", "corrupt"} {
		if _, err := parseSchedule(bad); err == nil {
			t.Errorf("%q is a schedule", bad)
		}
	}
	// A chain alone has no memory to corrupt.
	if _, err := parseFaults("corrupt@2s"); err == nil {
		t.Error("the chain takes a fault of the bot")
	}
}
