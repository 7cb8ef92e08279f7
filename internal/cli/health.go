package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"mevbot/internal/app"
	"mevbot/internal/health"
)

// healthQuestion is what the health commands share.
type healthQuestion struct {
	r      *root
	asJSON bool
	url    string
	count  int
}

func (r *root) healthCommand() *cobra.Command {
	q := &healthQuestion{r: r}
	cmd := &cobra.Command{
		Use: "health", Short: "Ask the running bot for its modules, their trends and what is wrong; exit 7 if it is not healthy", Args: noArgs,
		Long: `Ask the running bot, over its control socket or at --url, for each module: its
status, since when, its trend, whether it keeps the bot from being ready, what it
needs, and what is wrong. The exit code is 7 unless every module is healthy, the
bot is ready and each of its loops turns; a bot that an operator stopped can be
healthy.`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			var report health.Report
			if err := q.ask(cmd, "/health", &report); err != nil {
				return err
			}
			err := q.print(cmd.OutOrStdout(), &report, func(w io.Writer) error { return printHealth(w, &report) })
			if err == nil && report.Status != "healthy" {
				err = fmt.Errorf("%w: the bot is %s", errCheck, report.Status)
			}
			return err
		},
	}
	cmd.PersistentFlags().BoolVar(&q.asJSON, "json", false, "print JSON")
	cmd.PersistentFlags().StringVar(&q.url, "url", "", "ask the probes' listener, as in http://127.0.0.1:9090, and not the control socket")
	cmd.AddCommand(q.history(), q.events())
	return cmd
}

func (q *healthQuestion) history() *cobra.Command {
	cmd := &cobra.Command{
		Use: "history", Short: "How the modules were, one line each interval, the oldest first", Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			var list []health.Snapshot
			if err := q.askSome(cmd, "/health/history", &list); err != nil {
				return err
			}
			return q.print(cmd.OutOrStdout(), list, func(w io.Writer) error { return printSnapshots(w, list) })
		},
	}
	cmd.Flags().IntVar(&q.count, "count", 20, "how many of the newest")
	return cmd
}

func (q *healthQuestion) events() *cobra.Command {
	cmd := &cobra.Command{
		Use: "events", Short: "When a module's status changed, and why, the oldest first", Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			var list []health.Event
			if err := q.askSome(cmd, "/health/events", &list); err != nil {
				return err
			}
			return q.print(cmd.OutOrStdout(), list, func(w io.Writer) error { return printEvents(w, list) })
		},
	}
	cmd.Flags().IntVar(&q.count, "count", 20, "how many of the newest")
	return cmd
}

func (q *healthQuestion) askSome(cmd *cobra.Command, path string, into any) error {
	if q.count < 1 {
		return usage("--count is %d: want 1 or more", q.count)
	}
	return q.ask(cmd, fmt.Sprintf("%s?count=%d", path, q.count), into)
}

func (q *healthQuestion) ask(cmd *cobra.Command, path string, into any) error {
	ctx, cancel := context.WithTimeout(cmd.Context(), 10*time.Second)
	defer cancel()
	if q.url != "" {
		return app.HealthAt(ctx, &http.Client{}, q.url, path, into)
	}
	cfg, err := q.r.load()
	if err != nil {
		return err
	}
	return app.NewRemote(cfg.Control.Socket).Health(ctx, path, into)
}

func (q *healthQuestion) print(w io.Writer, v any, people func(io.Writer) error) error {
	if q.asJSON {
		return json.NewEncoder(w).Encode(v)
	}
	return people(w)
}

func printHealth(w io.Writer, r *health.Report) error {
	fmt.Fprint(w, r.Status)
	if r.Trading != nil && !*r.Trading {
		fmt.Fprint(w, ", not trading")
		if r.TradingReason != "" {
			fmt.Fprintf(w, " (%s)", r.TradingReason)
		}
	}
	if r.LastHealthCheck != nil {
		fmt.Fprintf(w, ", last check %s", r.LastHealthCheck.Format(time.RFC3339))
	}
	fmt.Fprintln(w)
	for _, x := range r.Reasons {
		fmt.Fprintf(w, "not ready: %s: %s\n", x.Module, x.Error)
	}
	for _, loop := range slices.Sorted(maps.Keys(r.StuckSeconds)) {
		fmt.Fprintf(w, "stuck: loop %s has not turned for %d s\n", loop, r.StuckSeconds[loop])
	}
	if len(r.Modules) == 0 {
		return nil // asked at a URL without a role
	}
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "MODULE\tSTATUS\tSINCE\tTREND\tBLOCKS READY\tNEEDS\tERROR")
	for _, name := range slices.Sorted(maps.Keys(r.Modules)) {
		m := r.Modules[name]
		blocks := "no"
		if m.BlocksReady {
			blocks = "yes"
		}
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\t%s\t%s\n", name, m.Status, m.Since.Format(time.RFC3339), m.Trend, blocks, strings.Join(m.Needs, ","), m.Error)
	}
	return t.Flush()
}

func printSnapshots(w io.Writer, list []health.Snapshot) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "TIME\tSTATUS\tTRADING\tNOT HEALTHY")
	for i := range list {
		s := &list[i]
		var ill []string
		for _, name := range slices.Sorted(maps.Keys(s.Modules)) {
			if m := s.Modules[name]; m.Status != health.Healthy {
				ill = append(ill, fmt.Sprintf("%s %s", name, m.Status))
			}
		}
		fmt.Fprintf(t, "%s\t%s\t%t\t%s\n", s.Time.Format(time.RFC3339), s.Status, s.Trading, strings.Join(ill, ", "))
	}
	return t.Flush()
}

func printEvents(w io.Writer, list []health.Event) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "TIME\tMODULE\tFROM\tTO\tREASON")
	for i := range list {
		e := &list[i]
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\n", e.Time.Format(time.RFC3339), e.Module, e.From, e.To, e.Reason)
	}
	return t.Flush()
}
