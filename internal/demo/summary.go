package demo

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"math/big"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/holiman/uint256"

	"mevbot/internal/chain"
	"mevbot/internal/event"
	"mevbot/internal/ledger"
)

// Quantiles of a latency, in microseconds.
type Quantiles struct {
	P50 float64 `json:"p50"`
	P99 float64 `json:"p99"`
}

// Summary is what a run did. Amounts are decimal integers in native wei, as
// text: they exceed what JSON numbers hold exactly.
type Summary struct {
	Seed         int64  `json:"seed"`
	Ordering     string `json:"ordering"`
	NoRivals     bool   `json:"no_rivals"`
	Seconds      int    `json:"seconds"`
	FirstBlock   uint64 `json:"first_block"`
	LastBlock    uint64 `json:"last_block"`
	StartedBlock uint64 `json:"started_block"` // the bot's street ran: the oracle measures from here
	Blocks       uint64 `json:"blocks"`
	FeedMessages uint64 `json:"feed_messages"`
	Pools        int    `json:"pools"`

	SwapsSeen           uint64 `json:"swaps_seen"`
	SwapsPredicted      uint64 `json:"swaps_predicted"`
	PredictionsCompared uint64 `json:"predictions_compared"`
	Mismatches          uint64 `json:"prediction_mismatches"`
	RolledBack          uint64 `json:"rolled_back"`
	// RolledBackBy says why: reverted, disturbed, orphaned.
	RolledBackBy map[string]uint64 `json:"rolled_back_by"`
	// Unannounced are swaps of transactions whose route is readable in calldata
	// that were not predicted before their block's logs came.
	Unannounced uint64 `json:"readable_swaps_not_predicted"`
	Opaque      uint64 `json:"opaque_swaps"`
	// Told are swaps that an early source told of before their block's logs came;
	// ToldWrong were not as told, or not told whole.
	Told      uint64 `json:"swaps_told"`
	ToldWrong uint64 `json:"swaps_told_wrong"`

	Opportunities uint64            `json:"opportunities"`
	Tiers         map[string]uint64 `json:"tiers"`
	Drops         map[string]uint64 `json:"drops"`
	// DropsWei is the net profit that was given up, by reason.
	DropsWei   map[string]string `json:"drops_wei"`
	Attempts   uint64            `json:"attempts"`
	Landed     uint64            `json:"landed"`
	Failed     uint64            `json:"failed"`
	Refused    uint64            `json:"refused"`
	Profitable uint64            `json:"profitable"`

	GrossWei     string `json:"gross_wei"`
	GasWei       string `json:"gas_wei"`
	FailedGasWei string `json:"failed_gas_wei"`
	ExpectedWei  string `json:"expected_wei"`
	// ProfitError is |realised-expected|/expected of the net profit of landed
	// attempts.
	ProfitError     ledger.Quantiles `json:"profit_error_ratio"`
	NetWei          string           `json:"net_wei"`
	BalanceDeltaWei string           `json:"balance_delta_wei"`
	UnexplainedWei  string           `json:"unexplained_wei"`

	// The oracle's word on what there was: see devnet/oracle.
	PossibleWei       string            `json:"possible_wei"`
	MissedWei         string            `json:"missed_wei"`
	MissedBy          map[string]string `json:"missed_wei_by_cause"`
	RealisedWei       string            `json:"realised_wei"`
	GoneBeforeSlotWei string            `json:"gone_before_slot_wei"`
	CapturedRatio     float64           `json:"captured_ratio"`
	// RivalBidsWei is what rivals offered the sequencer, which nobody could have
	// kept; CapturedAgainst is what was earned of the rest.
	RivalBidsWei    string  `json:"rival_bids_wei"`
	CapturedAgainst float64 `json:"captured_against_rivals"`
	OracleSeconds   float64 `json:"oracle_seconds"`

	// Rivals are the rival bots, counted from the chain.
	Rivals []Rival `json:"rivals"`

	Latency       Quantiles `json:"latency_us"`
	LatencySigned Quantiles `json:"latency_signed_us"`
	// FastFeedLead is how much earlier than the sequencer feed the Fast Feed told of
	// a transaction; zero without one.
	FastFeedLead Quantiles `json:"fast_feed_lead_us"`

	FeedGaps        uint64 `json:"feed_gaps"`
	FeedRewinds     uint64 `json:"feed_rewinds"`
	FeedLost        uint64 `json:"feed_lost"`
	RPCLost         uint64 `json:"rpc_lost"`
	Reorgs          uint64 `json:"reorgs"`
	PoolsCompared   int    `json:"pools_compared_with_chain"`
	PoolDifferences int    `json:"pool_differences"`
}

// tally counts facts. Its listener runs on the stages' goroutines, so it only
// adds under a short lock that no stage shares with anything else.
type tally struct {
	mu            sync.Mutex
	s             Summary
	state, signed []time.Duration
	lead          []time.Duration
	givenUp       map[string]*uint256.Int // net profit by reason
	last          chain.Block
}

func newTally(seed int64) *tally {
	return &tally{s: Summary{
		Seed: seed, Drops: map[string]uint64{}, Tiers: map[string]uint64{}, RolledBackBy: map[string]uint64{},
	}, givenUp: map[string]*uint256.Int{}}
}

// listener counts the facts of one run.
func (t *tally) listener() event.Listener {
	count := func(n *uint64) { t.mu.Lock(); *n++; t.mu.Unlock() }
	return event.Listener{
		FeedMessage:   func(event.FeedMessage) { count(&t.s.FeedMessages) },
		FeedGap:       func(event.FeedGap) { count(&t.s.FeedGaps) },
		FeedRewind:    func(event.FeedRewind) { count(&t.s.FeedRewinds) },
		SwapPredicted: func(event.SwapPredicted) { count(&t.s.SwapsPredicted) },
		FeedState: func(f event.FeedState) {
			if !f.Connected && !errors.Is(f.Err, context.Canceled) { // the end is no loss
				count(&t.s.FeedLost)
			}
		},
		RPCState: func(f event.RPCState) {
			if !f.Connected {
				count(&t.s.RPCLost)
			}
		},
		Reorg: func(event.Reorg) { count(&t.s.Reorgs) },
		SwapUnpredicted: func(f event.SwapUnpredicted) {
			if f.Readable {
				count(&t.s.Unannounced)
			} else {
				count(&t.s.Opaque)
			}
		},
		SwapTold: func(f event.SwapTold) {
			count(&t.s.Told)
			if !f.Right {
				count(&t.s.ToldWrong)
			}
		},
		TransactionTold: func(f event.TransactionTold) {
			t.mu.Lock()
			t.lead = append(t.lead, f.Lead)
			t.mu.Unlock()
		},
		SwapSettled: t.settled,
		BlockConfirmed: func(f event.BlockConfirmed) {
			t.mu.Lock()
			defer t.mu.Unlock()
			t.s.SwapsSeen += uint64(f.Swaps)
			t.last = f.Block
		},
		StateUpdated: func(f event.StateUpdated) {
			t.mu.Lock()
			t.state = append(t.state, f.Latency)
			t.mu.Unlock()
		},
		Opportunity: func(f event.Opportunity) {
			t.mu.Lock()
			defer t.mu.Unlock()
			t.s.Opportunities++
			t.s.Tiers[f.Tier]++
		},
		Dropped: t.dropped,
		Attempt: t.attempt,
	}
}

func (t *tally) dropped(f event.Dropped) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.s.Drops[f.Reason]++
	if t.givenUp[f.Reason] == nil {
		t.givenUp[f.Reason] = new(uint256.Int)
	}
	t.givenUp[f.Reason].Add(t.givenUp[f.Reason], &f.Net)
}

func (t *tally) settled(f event.SwapSettled) {
	t.mu.Lock()
	defer t.mu.Unlock()
	switch f.Outcome {
	case event.Exact:
		t.s.PredictionsCompared++
	case event.Mismatch:
		t.s.PredictionsCompared++
		t.s.Mismatches++
	case event.Reverted, event.Disturbed, event.Orphaned:
		t.s.RolledBack++
		t.s.RolledBackBy[f.Outcome.String()]++
	}
}

func (t *tally) attempt(f event.Attempt) {
	t.mu.Lock()
	defer t.mu.Unlock()
	switch f.State {
	case event.Reserved:
		t.s.Attempts++
		t.signed = append(t.signed, f.Latency)
	case event.Landed:
		t.s.Landed++
	case event.Failed:
		t.s.Failed++
	case event.Refused:
		t.s.Refused++
	case event.Sent, event.Unknown:
	}
}

// snapshot copies the counts so far.
func (t *tally) snapshot() Summary {
	t.mu.Lock()
	defer t.mu.Unlock()
	s := t.s
	s.Drops, s.Tiers, s.RolledBackBy = maps.Clone(s.Drops), maps.Clone(s.Tiers), maps.Clone(s.RolledBackBy)
	s.DropsWei = map[string]string{}
	for reason, net := range t.givenUp {
		s.DropsWei[reason] = net.Dec()
	}
	s.Latency, s.LatencySigned, s.FastFeedLead = quantiles(t.state), quantiles(t.signed), quantiles(t.lead)
	return s
}

func quantiles(d []time.Duration) Quantiles {
	if len(d) == 0 {
		return Quantiles{}
	}
	sorted := slices.Clone(d)
	slices.Sort(sorted)
	at := func(q float64) float64 {
		return float64(sorted[int(q*float64(len(sorted)-1))].Nanoseconds()) / 1e3
	}
	return Quantiles{P50: at(0.5), P99: at(0.99)}
}

// print writes the summary for a person.
func (s *Summary) print(w io.Writer) {
	line := func(name, format string, args ...any) {
		fmt.Fprintf(w, "  %-12s %s\n", name, fmt.Sprintf(format, args...))
	}
	fmt.Fprintf(w, "\nseed %d, %s, %d s, blocks %d to %d, %d pools\n", s.Seed, s.Ordering, s.Seconds, s.FirstBlock, s.LastBlock, s.Pools)
	line("feed", "%d messages, %d lost connections, %d gaps, %d rewinds", s.FeedMessages, s.FeedLost, s.FeedGaps, s.FeedRewinds)
	line("swaps", "%d seen, %d of them in routes nobody can read", s.SwapsSeen, s.Opaque)
	line("predictions", "%d made, %d compared with the chain, %d mismatches, %d rolled back", s.SwapsPredicted, s.PredictionsCompared, s.Mismatches, s.RolledBack)
	line("trades", "%d opportunities, %d attempts, %d landed, %d failed, %d profitable", s.Opportunities, s.Attempts, s.Landed, s.Failed, s.Profitable)
	line("earned", "%s ETH gross - %s ETH gas = %s ETH net", ether(s.GrossWei), ether(s.GasWei), ether(s.NetWei))
	line("expected", "%s ETH net promised, off by %.2f %% p50, %.2f %% p95; failed attempts burned %s ETH", ether(s.ExpectedWei), 100*s.ProfitError.P50, 100*s.ProfitError.P95, ether(s.FailedGasWei))
	line("books", "balances on the chain changed by %s ETH, %s wei unexplained", ether(s.BalanceDeltaWei), s.UnexplainedWei)
	line("oracle", "%s ETH net was possible, %.1f %% of it taken; missed %s ETH: %s", ether(s.PossibleWei), 100*s.CapturedRatio, ether(s.MissedWei), s.missed())
	if s.RivalBidsWei != "" && s.RivalBidsWei != "0" {
		line("auction", "rivals bid %s ETH of it; %.1f %% of the rest taken", ether(s.RivalBidsWei), 100*s.CapturedAgainst)
	}
	for _, r := range s.Rivals {
		line("rival", "%s: %d attempts, %d won, %s ETH tips, %s ETH net", r.Name, r.Attempts, r.Wins, ether(r.TipsWei), ether(r.NetWei))
	}
	line("latency", "frame to state %.0f us p50, %.0f us p99; frame to signed %.0f us p50, %.0f us p99", s.Latency.P50, s.Latency.P99, s.LatencySigned.P50, s.LatencySigned.P99)
	if s.FastFeedLead != (Quantiles{}) {
		line("fast feed", "%.0f ms p50, %.0f ms p99 before the sequencer feed", s.FastFeedLead.P50/1e3, s.FastFeedLead.P99/1e3)
	}
	line("state", "%d pools compared with a fresh snapshot, %d differences", s.PoolsCompared, s.PoolDifferences)
}

// missed is what was missed by cause, most first.
func (s *Summary) missed() string {
	parts := []string{}
	for _, cause := range slices.Sorted(maps.Keys(s.MissedBy)) {
		parts = append(parts, cause+" "+ether(s.MissedBy[cause]))
	}
	return strings.Join(parts, ", ")
}

// ether writes signed wei with six decimals, for reading only.
func ether(wei string) string {
	v, ok := new(big.Int).SetString(wei, 10)
	if !ok {
		return "?"
	}
	return new(big.Rat).SetFrac(v, big.NewInt(1e18)).FloatString(6)
}

// signed is a - b as a decimal text.
func signedDifference(a, b *uint256.Int) string {
	return new(big.Int).Sub(a.ToBig(), b.ToBig()).String()
}
