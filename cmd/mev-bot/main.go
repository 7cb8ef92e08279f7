// Command mev-bot is the arbitrage bot; internal/cli has its commands.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"mevbot/internal/cli"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	// The first signal drains; after it a second one has its default effect.
	context.AfterFunc(ctx, stop)
	code := cli.Execute(ctx, os.Args[1:], os.Environ(), os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}
