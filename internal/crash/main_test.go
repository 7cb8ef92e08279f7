package crash

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"strconv"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"mevbot/internal/app"
	"mevbot/internal/cli"
	"mevbot/internal/config"
)

// What makes this test binary another program.
const (
	asProgram = "CRASH_TEST_AS_PROGRAM" // mev-bot with the arguments that follow
	asVictim  = "CRASH_TEST_AS_VICTIM"  // the configuration file of a bot that kills itself
	atStep    = "CRASH_TEST_STEP"       // where
	atArrival = "CRASH_TEST_ARRIVAL"    // at which arrival there
	afterward = "CRASH_TEST_AFTERWARD"  // how long after it
	armed     = "CRASH_TEST_ARMED"      // at once, else once it is told so on its standard input
)

var kills = flag.Int("kills", 6, "how often the bot is killed")

// quiet are the settings of a bot in a test: free ports.
var quiet = map[string]string{"metrics.listen": "127.0.0.1:0", "profile.listen": "127.0.0.1:0", "log.level": "warn", "log.format": "text"}

func TestMain(m *testing.M) {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	code := 0
	switch file := os.Getenv(asVictim); {
	case file != "":
		if err := victim(ctx, file); err != nil {
			fmt.Fprintln(os.Stderr, "bot:", err)
			code = 1
		}
	case os.Getenv(asProgram) != "":
		code = cli.Execute(ctx, os.Args[1:], nil, os.Stdout, os.Stderr)
	default:
		code = m.Run()
	}
	stop()
	os.Exit(code)
}

// slow skips a test that runs the bot as a process for many seconds.
func slow(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("runs the bot as a process: left out with -short")
	}
}

// victim is "mev-bot run" with a fault point.
func victim(ctx context.Context, file string) error {
	cfg, err := config.Load(config.Sources{File: file, Flags: quiet})
	if err != nil {
		return err
	}
	bot, err := app.New(app.Options{
		Config: cfg, Version: "crash", Reach: trap(),
		Logger: slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelInfo})),
	})
	if err != nil {
		return err
	}
	return bot.Run(ctx)
}

// trap kills this process at the wanted arrival at the wanted step.
func trap() func(step string) {
	want, _ := strconv.Atoi(os.Getenv(atArrival))
	pause, _ := time.ParseDuration(os.Getenv(afterward))
	var set atomic.Bool
	if os.Getenv(armed) != "" {
		set.Store(true)
	} else {
		go func() {
			if bufio.NewScanner(os.Stdin).Scan() {
				set.Store(true)
			}
		}()
	}
	return func(step string) {
		if !set.Load() || step != os.Getenv(atStep) {
			return
		}
		if want--; want != 0 {
			return
		}
		if pause > 0 {
			time.AfterFunc(pause, die)
			return
		}
		die()
		select {}
	}
}

func die() { _ = syscall.Kill(os.Getpid(), syscall.SIGKILL) }
