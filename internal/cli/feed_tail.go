package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"mevbot/internal/app"
	"mevbot/internal/chain"
	"mevbot/internal/feed"
)

func (r *root) feedTail() *cobra.Command {
	var count int
	var asJSON bool
	cmd := &cobra.Command{
		Use: "tail", Short: "Print the messages of the configured feeds as they come", Args: noArgs,
		Long: `Listen to all of feed.urls as the bot does and print each message when it is
handed over: its sequence number, block, kind, transactions, size, age (arrival
after the chain's time stamp, which has whole seconds) and the feed whose copy
came first. Gaps and rewinds are lines of their own.`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			client, id, done, err := r.newFeed(cmd, func(*feed.Options) {})
			if err != nil {
				return err
			}
			defer done()
			return tail(cmd.Context(), client, &printer{out: cmd.OutOrStdout(), id: id, json: asJSON}, count)
		},
	}
	cmd.Flags().IntVar(&count, "count", 0, "stop after this many messages (default: run until interrupted)")
	cmd.Flags().BoolVar(&asJSON, "json", false, "one JSON object a line, with every transaction")
	return cmd
}

// newFeed makes the configured feed client for a command.
func (r *root) newFeed(cmd *cobra.Command, tune func(*feed.Options)) (*feed.Client, chain.ID, func(), error) {
	cfg, err := r.load()
	if err != nil {
		return nil, 0, nil, err
	}
	log, done, err := logger(cfg, cmd.ErrOrStderr())
	if err != nil {
		return nil, 0, nil, err
	}
	if len(cfg.Feed.URLs) == 0 {
		done()
		return nil, 0, nil, usage("no feed is configured: set feed.urls")
	}
	client, err := app.NewFeed(cfg, func(o *feed.Options) { o.Logger = log; tune(o) })
	if err != nil {
		done()
		return nil, 0, nil, err
	}
	return client, cfg.Chain.ID, done, nil
}

// tail prints items until count messages came or ctx ends.
func tail(ctx context.Context, client *feed.Client, p *printer, count int) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	items := make(chan feed.Item, 64)
	ended := make(chan error, 1)
	go func() { ended <- client.Run(ctx, items) }()
	for seen := 0; ; {
		select {
		case item := <-items:
			if err := p.print(&item); err != nil {
				return err
			}
			if item.Message == nil {
				continue
			}
			if seen++; seen == count {
				cancel()
				<-ended //nolint:errcheck // it was cancelled
				return nil
			}
		case err := <-ended:
			if ctx.Err() != nil {
				return nil
			}
			return err
		}
	}
}

// printer writes items, one a line.
type printer struct {
	out  io.Writer
	id   chain.ID
	json bool
}

// tailRow is a message with what only its arrival tells.
type tailRow struct {
	messageRow
	Bytes    int       `json:"bytes"`
	Received time.Time `json:"received"`
	Feed     string    `json:"feed"`
}

func (p *printer) print(item *feed.Item) (err error) {
	switch {
	case item.Gap != nil && p.json:
		return json.NewEncoder(p.out).Encode(map[string]any{"gap": map[string]uint64{"from": uint64(item.Gap.From), "to": uint64(item.Gap.To)}})
	case item.Gap != nil:
		_, err = fmt.Fprintf(p.out, "gap: messages %d to %d did not come\n", item.Gap.From, item.Gap.To)
		return err
	case item.Rewind != nil && p.json:
		return json.NewEncoder(p.out).Encode(map[string]any{"rewind": uint64(item.Rewind.Seq)})
	case item.Rewind != nil:
		_, err = fmt.Fprintf(p.out, "rewind: message %d and what followed are void\n", item.Rewind.Seq)
		return err
	}
	m := item.Message
	row := tailRow{describe(m, p.id), m.Bytes, m.Received, m.Source}
	if p.json {
		return json.NewEncoder(p.out).Encode(row)
	}
	age := m.Received.Sub(time.Unix(int64(m.Timestamp), 0)).Round(time.Millisecond)
	_, err = fmt.Fprintf(p.out, "%d  block %d  kind %d  %d txs  %d bytes  age %s  %s\n", m.Seq, m.Block, m.Kind, len(row.Txs), m.Bytes, age, m.Source)
	return err
}
