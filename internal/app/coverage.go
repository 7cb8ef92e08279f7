package app

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"strconv"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/holiman/uint256"

	"mevbot/internal/coverage"
	"mevbot/internal/pool"
	"mevbot/internal/token"
)

// openCoverage makes what counts how much calldata foretells.
func (a *App) openCoverage() error {
	base, ok := a.market.Tokens().Lookup(a.cfg.DEX.BaseToken)
	if !ok {
		return fmt.Errorf("no watched pool holds the base token %s: correct dex.base_token", a.cfg.DEX.BaseToken)
	}
	// The table of tokens belongs to the street once it runs.
	known := make([]common.Address, a.market.Tokens().Len())
	for i := range known {
		known[i] = a.market.Tokens().At(token.ID(i)).Address
	}
	a.swaps = make(chan *pool.Block, 16)
	a.covered = coverage.New(coverage.Options{})
	a.coverage = coverage.NewWatcher(coverage.WatchOptions{
		Market: a.market, Tally: a.covered, Facts: a.called, Registerer: a.registry, Beat: a.beat("coverage"),
		Worth: func(t token.ID, amount *uint256.Int) (uint256.Int, bool) {
			if t == base {
				return *amount, true
			}
			if int(t) >= len(known) {
				return uint256.Int{}, false
			}
			price, err := a.prices.View().Native(known[t])
			if err != nil {
				return uint256.Int{}, false
			}
			worth, err := price.Worth(amount, 18)
			return worth, err == nil
		},
	})
	return nil
}

// Coverage is how much of the swapped value calldata foretold.
type Coverage struct {
	Share     *float64      `json:"share"` // nil before anything of value was swapped
	Total     CoverageRow   `json:"total"`
	Contracts []CoverageRow `json:"contracts"` // those with the most that was not foretold
	Others    CoverageRow   `json:"others"`
	Dropped   uint64        `json:"facts_dropped"` // that found no room: shares are too low by theirs
}

// CoverageRow is what went through one contract. Amounts are native wei.
type CoverageRow struct {
	Contract     *common.Address `json:"contract,omitempty"`
	Transactions uint64          `json:"transactions"`
	Value        *uint256.Int    `json:"value_wei"`
	Predicted    *uint256.Int    `json:"predicted_wei"`
	Verdict      string          `json:"verdict,omitempty"`
	Selector     string          `json:"selector,omitempty"` // of the last that was not foretold whole
}

func rowOf(c *coverage.Contract, named bool) CoverageRow {
	row := CoverageRow{Transactions: c.Transactions, Value: &c.Value, Predicted: &c.Predicted}
	if named {
		row.Contract, row.Verdict = &c.To, c.Verdict.String()
		if c.UnpredictedTxs > 0 {
			row.Selector = hexutil.Encode([]byte{byte(c.Selector >> 24), byte(c.Selector >> 16), byte(c.Selector >> 8), byte(c.Selector)})
		}
	}
	return row
}

func (a *App) answerCoverage(w http.ResponseWriter, r *http.Request) {
	select {
	case <-a.started:
	default:
		http.Error(w, errNotStarted.Error(), http.StatusServiceUnavailable)
		return
	}
	n, err := strconv.ParseUint(r.URL.Query().Get("top"), 10, 16)
	if err != nil {
		http.Error(w, "want ?top=N, how many contracts", http.StatusBadRequest)
		return
	}
	total := a.covered.Total()
	out := Coverage{Total: rowOf(&total, false), Contracts: []CoverageRow{}, Dropped: a.called.Dropped()}
	if share, ok := a.covered.Share(); ok {
		out.Share = &share
	}
	top, others := a.covered.Top(int(n))
	for i := range top {
		out.Contracts = append(out.Contracts, rowOf(&top[i], true))
	}
	out.Others = rowOf(&others, false)
	w.Header().Set("Content-Type", "application/json")
	if err := json.NewEncoder(w).Encode(&out); err != nil {
		a.log.Warn("coverage not delivered", slog.Any("error", err))
	}
}

// Coverage asks the bot how much calldata foretold, and the n contracts with the
// most that it did not.
func (r *Remote) Coverage(ctx context.Context, n uint16) (c Coverage, err error) {
	err = r.ask(ctx, http.MethodGet, fmt.Sprintf("/coverage?top=%d", n), nil, &c)
	return c, err
}
