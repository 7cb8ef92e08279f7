package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"testing"
	"time"

	"github.com/holiman/uint256"

	"mevbot/internal/chain"
	"mevbot/internal/ledger"
)

func TestBooks(t *testing.T) {
	gone := errors.New("state is gone")
	for _, tc := range []struct {
		name string
		// differences of each comparison after the first, which finds where to
		// begin; "busy" for an attempt in flight and "gone" for a lost state
		differences []string
		want        string // ranges compared, and what was missing
	}{
		{"they balance", []string{"0", "0"}, "1-2 2-3 "},
		{"a deposit is no loss", []string{"5", "0"}, "1-2 2-3 "},
		{"what is missing once is looked at again", []string{"-5", "0", "0"}, "1-2 1-3 3-4 "},
		{"what is missing twice is missing", []string{"-5", "-5", "0"}, "1-2 1-3 missing 5 3-4 "},
		{"what is not booked yet is not compared", []string{"busy", "0"}, "1-3 "},
		{"a state that is gone is not asked for again", []string{"gone", "0"}, "1-2 2-3 "},
		{"a lost state does not count as missing twice", []string{"-5", "gone", "-5", "0"}, "1-2 1-3 3-4 3-5 "},
	} {
		t.Run(tc.name, func(t *testing.T) {
			var head chain.Block
			var now, got string
			b := &books{
				beat:   func() {},
				log:    slog.New(slog.DiscardHandler),
				now:    time.Now,
				newest: func() (chain.Block, time.Time) { return head, time.Time{} },
				idle: func(context.Context) error {
					if now == "busy" {
						return context.DeadlineExceeded
					}
					return nil
				},
				unexplained: func(_ context.Context, from, to chain.Block) (ledger.SignedWei, error) {
					got += fmt.Sprintf("%d-%d ", from, to)
					if now == "gone" {
						return ledger.SignedWei{}, gone
					}
					return ledger.ParseSigned(now)
				},
				missing: func(_ context.Context, v *uint256.Int) error { got += "missing " + v.Dec() + " "; return nil },
			}
			for _, now = range append([]string{"0"}, tc.differences...) {
				head++
				if err := b.compare(t.Context()); (err != nil) != (now == "busy" || now == "gone") {
					t.Errorf("%s: %v", now, err)
				}
			}
			if got != tc.want {
				t.Errorf("%q, want %q", got, tc.want)
			}
		})
	}
}
