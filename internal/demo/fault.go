package demo

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"time"

	"mevbot/internal/app"
	"mevbot/internal/config"
	"mevbot/internal/devnet"
)

// fault is one of the chain, or of the bot itself.
type fault struct {
	devnet.Fault
	corrupt bool // a pool's state in the bot's memory becomes wrong
}

// parseSchedule reads a schedule that may hold faults of the bot, too: corrupt@5s.
func parseSchedule(schedule string) ([]fault, error) {
	var faults []fault
	var others []string
	for text := range strings.SplitSeq(schedule, ",") {
		at, ours := strings.CutPrefix(strings.TrimSpace(text), "corrupt@")
		if !ours {
			others = append(others, text)
			continue
		}
		when, err := time.ParseDuration(at)
		if err != nil || when < 0 {
			return nil, &config.Error{Problems: []config.Problem{{Key: "--fault", Text: fmt.Sprintf("fault %q: time %q: want a duration from the start, as in corrupt@5s", text, at)}}}
		}
		faults = append(faults, fault{Fault: devnet.Fault{At: when}, corrupt: true})
	}
	chain, err := parseFaults(strings.Join(others, ","))
	if err != nil {
		return nil, err
	}
	for _, f := range chain {
		faults = append(faults, fault{Fault: f})
	}
	slices.SortStableFunc(faults, func(a, b fault) int { return cmp.Compare(a.At, b.At) })
	return faults, nil
}

// inflict makes each fault at its time.
func inflict(ctx context.Context, c *devnet.Chain, bot *app.App, faults []fault, log *slog.Logger) {
	var waited time.Duration
	for _, f := range faults {
		timer := time.NewTimer(f.At - waited)
		select {
		case <-timer.C:
			waited = f.At
		case <-ctx.Done():
			timer.Stop()
			return
		}
		if !f.corrupt {
			c.Inflict(f.Fault)
			continue
		}
		name, err := bot.CorruptPool(ctx)
		if err != nil {
			log.Error("fault: no pool was corrupted", slog.Any("error", err))
			continue
		}
		log.Warn("fault: a pool's state in memory is wrong now", slog.String("pool", name))
	}
}
