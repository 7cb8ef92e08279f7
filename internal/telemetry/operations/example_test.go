package operations_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"mevbot/internal/event"
	"mevbot/internal/telemetry/operations"
)

// How the bot wires it.
func Example() {
	ctx, stop := context.WithCancel(context.Background())
	dir, err := os.MkdirTemp("", "reports")
	if err != nil {
		panic(err)
	}
	defer func() { _ = os.RemoveAll(dir) }()

	p, err := operations.New(operations.Options{
		Dir:     dir,
		Changed: func(c operations.Change) { fmt.Println(c.Subject, c.From, c.To, c.Alert) },
	})
	if err != nil {
		panic(err)
	}
	done := make(chan error, 1)
	go func() { done <- p.Run(ctx) }() // app's own way of running things

	// Facts come through the queue that metrics listen to as well.
	hear := p.Listener()
	hear.RPCCall(event.RPCCall{Method: "eth_call", Duration: 3 * time.Millisecond, Err: errors.New("busy")})

	// A stage has a field Observe func(took time.Duration, failed bool), or
	// calls the recorder itself.
	p.Observe(operations.Search, 700*time.Microsecond, false)

	stop()
	if err := <-done; err != nil {
		panic(err)
	}
	// What the command line does without a bot.
	found, err := operations.Load(dir, time.Time{})
	if err != nil {
		panic(err)
	}
	for _, o := range found.Report.Operations {
		fmt.Println(o.Name, o.Calls, o.Failed, o.P99)
	}
	// Output:
	// search 1 0 700µs
	// eth_call 1 1 3ms
}
