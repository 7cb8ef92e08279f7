package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"slices"
	"sync"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"mevbot/internal/app"
	"mevbot/internal/chain"
	"mevbot/internal/feed"
	"mevbot/internal/rpc"
)

func (r *root) feedLag() *cobra.Command {
	var asJSON bool
	var span time.Duration
	cmd := &cobra.Command{
		Use: "lag", Short: "Measure each feed against the others and against the node's head", Args: noArgs,
		Long: `Listen to all feeds, secondary ones too, and to the node's heads for a while, and
say for each feed how often its copy of a message was the first, how far it came
behind the first copy, and how far before the node had the block. The backlog of
the first second is left out.`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			l := &lags{began: time.Now(), feeds: map[string]*lagOf{}, first: map[chain.Seq]time.Time{}} //nolint:forbidigo // a command measures the wall
			client, _, done, err := r.newFeed(cmd, func(o *feed.Options) {
				o.URLs, o.Secondary = append(o.URLs, o.Secondary...), nil
				o.Copies = l.copy
				l.profile = o.Profile
			})
			if err != nil {
				return err
			}
			defer done()
			if err := r.measure(cmd, l, client, span); err != nil {
				return err
			}
			return l.print(cmd.OutOrStdout(), client, asJSON)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "one JSON object a feed")
	cmd.Flags().DurationVar(&span, "for", 30*time.Second, "how long to measure")
	return cmd
}

// measure listens to feeds and node for the span.
func (r *root) measure(cmd *cobra.Command, l *lags, client *feed.Client, span time.Duration) error {
	ctx, cancel := context.WithTimeout(cmd.Context(), span)
	defer cancel()
	var work sync.WaitGroup
	defer work.Wait()
	cfg, err := r.load()
	if err != nil {
		return err
	}
	node, err := app.Connect(ctx, app.Options{Config: cfg, Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		fmt.Fprintf(cmd.ErrOrStderr(), "measuring without a node: %v\n", err)
	} else {
		defer node.Close()
		heads := make(chan rpc.Head, 64)
		work.Go(func() { node.Follow(ctx, heads) }) //nolint:errcheck // it ends with ctx
		work.Go(func() { l.listen(ctx, heads) })
	}
	items := make(chan feed.Item, 64)
	work.Go(func() {
		for {
			select {
			case <-items:
			case <-ctx.Done():
				return
			}
		}
	})
	return client.Run(ctx, items)
}

// lags collects when each feed told each message, and when the node had it.
type lags struct {
	began   time.Time
	profile chain.Profile

	mu    sync.Mutex
	from  chain.Seq // those up to it are backlog
	feeds map[string]*lagOf
	first map[chain.Seq]time.Time
	heads []headAt
}

type lagOf struct {
	told map[chain.Seq]time.Time
}

type headAt struct {
	seq chain.Seq
	at  time.Time
}

// warmUp is how long what comes is taken for backlog.
const warmUp = time.Second

func (l *lags) copy(m *feed.Message) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if m.Received.Sub(l.began) < warmUp {
		l.from = max(l.from, m.Seq)
		return
	}
	one := l.feeds[m.Source]
	if one == nil {
		one = &lagOf{told: map[chain.Seq]time.Time{}}
		l.feeds[m.Source] = one
	}
	if _, twice := one.told[m.Seq]; twice || m.Seq <= l.from {
		return
	}
	one.told[m.Seq] = m.Received
	if at, known := l.first[m.Seq]; !known || m.Received.Before(at) {
		l.first[m.Seq] = m.Received
	}
}

func (l *lags) listen(ctx context.Context, heads <-chan rpc.Head) {
	for {
		select {
		case h := <-heads:
			if seq, ok := l.profile.SeqOf(h.Number); ok {
				l.mu.Lock()
				l.heads = append(l.heads, headAt{seq, time.Now()}) //nolint:forbidigo // a command measures the wall
				l.mu.Unlock()
			}
		case <-ctx.Done():
			return
		}
	}
}

// lagRow is a feed's result; times are milliseconds.
type lagRow struct {
	Feed       string  `json:"feed"`
	Messages   int     `json:"messages"`
	First      int     `json:"first"`
	Missing    int     `json:"missing"`     // told by another feed, not by this
	BehindP50  float64 `json:"behind_p50"`  // after the first copy
	BehindP95  float64 `json:"behind_p95"`  //
	BehindMost float64 `json:"behind_most"` //
	LeadP50    float64 `json:"lead_p50"`    // before the node's head
	LeadLeast  float64 `json:"lead_least"`  //
	Heads      int     `json:"heads"`       // that the lead was taken over
	Error      string  `json:"error,omitempty"`
}

func (l *lags) print(w io.Writer, client *feed.Client, asJSON bool) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	if !asJSON {
		fmt.Fprintln(t, "FEED\tMESSAGES\tFIRST\tMISSING\tBEHIND P50\tP95\tMOST\tLEAD P50\tLEAST\tHEADS")
	}
	for _, state := range client.Feeds() {
		row := l.row(state.Name)
		if asJSON {
			if err := json.NewEncoder(w).Encode(row); err != nil {
				return err
			}
			continue
		}
		fmt.Fprintf(t, "%s\t%d\t%d\t%d\t%.2f ms\t%.2f ms\t%.2f ms\t%.2f ms\t%.2f ms\t%d\n",
			row.Feed, row.Messages, row.First, row.Missing, row.BehindP50, row.BehindP95, row.BehindMost, row.LeadP50, row.LeadLeast, row.Heads)
	}
	return t.Flush()
}

func (l *lags) row(name string) lagRow {
	row := lagRow{Feed: name}
	one := l.feeds[name]
	if one == nil {
		row.Error = "no message came"
		row.Missing = len(l.first)
		return row
	}
	var behind, lead []float64
	for seq, at := range one.told {
		d := at.Sub(l.first[seq])
		if d == 0 {
			row.First++
		}
		behind = append(behind, millis(d))
	}
	oldest := slices.Min(slices.Collect(maps.Keys(one.told)))
	for seq := range l.first {
		if _, told := one.told[seq]; !told && seq > oldest {
			row.Missing++
		}
	}
	for _, h := range l.heads {
		if at, told := one.told[h.seq]; told {
			lead = append(lead, millis(h.at.Sub(at)))
		}
	}
	row.Messages, row.Heads = len(one.told), len(lead)
	row.BehindP50, row.BehindP95, row.BehindMost = rank(behind, .5), rank(behind, .95), rank(behind, 1)
	row.LeadP50, row.LeadLeast = rank(lead, .5), rank(lead, 0)
	return row
}

func millis(d time.Duration) float64 { return float64(d.Microseconds()) / 1e3 }

// rank is the value below which a share of the values lies; 0 of none.
func rank(values []float64, share float64) float64 {
	if len(values) == 0 {
		return 0
	}
	slices.Sort(values)
	return values[int(share*float64(len(values)-1)+.5)]
}
