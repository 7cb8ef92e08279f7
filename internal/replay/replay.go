// Package replay keeps what happened to the pipeline and what it decided, and
// repeats every decision from that, bit for bit.
//
// A Recorder is the pipeline's tape: it takes each turn with the moment that it
// was decided in and the evidence of what came out (the states of the pools
// that moved, the facts, the opportunities with their verdicts, the plan down to
// its calldata), and hands them to a recording behind a bounded queue. A Player
// builds the same pipeline from the recording's setup on the same first
// snapshot, tells it the same turns under the recorded clock, and compares.
// Nothing is asked of a node, a key or a real clock.
//
// Records are JSON, so that a recording can be read without this program; the
// form is in docs/recording.md.
package replay

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/holiman/uint256"

	"mevbot/internal/amm"
	"mevbot/internal/execute"
	"mevbot/internal/feed"
	"mevbot/internal/gas"
	"mevbot/internal/order"
	"mevbot/internal/pipeline"
	"mevbot/internal/pool"
)

// The kinds of records.
const (
	kindSetup uint8 = iota + 1
	kindGas         // a gas view; turns name the last one
	kindTurn
	kindLost // turns were lost here: what follows cannot be repeated
)

var (
	// ErrDiffers means: a decision came out otherwise than recorded.
	ErrDiffers = errors.New("replay differs from the recording")
	// ErrIncomplete means: turns are missing, so that what follows them cannot
	// be repeated.
	ErrIncomplete = errors.New("recording is incomplete")
)

// setup is the first record.
type setup struct {
	Pipeline pipeline.Setup `json:"pipeline"`
	Market   market         `json:"market"`
	Origin   *pool.Fetched  `json:"origin"`
}

// market is what of pool.Options a market's state depends on.
type market struct {
	Multicall common.Address   `json:"multicall"`
	Factories []pool.Factory   `json:"factories"`
	Tokens    []common.Address `json:"tokens,omitempty"`
	MaxPools  int              `json:"max_pools,omitempty"`
	History   int              `json:"history,omitempty"`
	MaxAhead  int              `json:"max_ahead,omitempty"`
	Unfed     bool             `json:"unfed,omitempty"`
}

// turn is the record of one turn.
type turn struct {
	Item     *feed.Item       `json:"item,omitempty"`
	Block    *pool.Block      `json:"block,omitempty"`
	Fetched  *pool.Fetched    `json:"fetched,omitempty"`
	Told     []pool.Told      `json:"told,omitempty"`
	Paid     []order.Sample   `json:"paid,omitempty"`
	Remedy   *pipeline.Remedy `json:"remedy,omitempty"`
	Now      moment           `json:"now"`
	Took     []bool           `json:"took,omitempty"` // the account's answers to the plans
	Evidence json.RawMessage  `json:"evidence"`
}

// moment is a pipeline.Moment. The gas view is the last that was recorded, if
// there is one.
type moment struct {
	At      int64        `json:"at"` // unix nanoseconds
	Gas     bool         `json:"gas"`
	USD     uint256.Int  `json:"usd_per_native"`
	Allowed bool         `json:"allowed"`
	Bids    bool         `json:"bids,omitempty"`
	Free    int          `json:"free"`
	Taken   []amm.PoolID `json:"taken,omitempty"`
}

func momentOf(now *pipeline.Moment) moment {
	return moment{At: now.Now.UnixNano(), Gas: now.Gas != nil, USD: now.USDPerNative, Allowed: now.Allowed, Bids: now.Bids, Free: now.Free, Taken: now.Taken}
}

func (m *moment) moment(view *gas.View) pipeline.Moment {
	now := pipeline.Moment{Now: time.Unix(0, m.At), USDPerNative: m.USD, Allowed: m.Allowed, Bids: m.Bids, Free: m.Free, Taken: m.Taken}
	if m.Gas {
		now.Gas = view
	}
	return now
}

// evidence is what a turn decided.
type evidence struct {
	States hexutil.Bytes `json:"states,omitempty"` // of the pools that moved: pool.Market.AppendState
	Facts  []string      `json:"facts,omitempty"`
	Judged []judged      `json:"judged,omitempty"`
	Plans  []plan        `json:"plans,omitempty"`
}

// judged is an opportunity that was looked at.
type judged struct {
	ID     uint64      `json:"id"`
	Hops   []amm.Hop   `json:"hops"`
	In     uint256.Int `json:"in"`
	Out    uint256.Int `json:"out"`
	Cost   uint256.Int `json:"cost"`
	Net    uint256.Int `json:"net"`
	Tier   string      `json:"tier"`
	Reason string      `json:"reason,omitempty"`
}

// plan is what was handed over to be signed.
type plan struct {
	Opportunity uint64        `json:"opportunity"`
	Calldata    hexutil.Bytes `json:"calldata"`
	GasLimit    uint64        `json:"gas_limit"`
	Simulate    bool          `json:"simulate,omitempty"`
}

// write turns what a turn left into evidence.
func write(pools execute.Pools, states []byte, facts []string, found []pipeline.Judged, sent []execute.Plan) (json.RawMessage, error) {
	e := evidence{States: states, Facts: facts}
	for i := range found {
		j := &found[i]
		if j.ID == 0 {
			continue // looked at again, and again not sent
		}
		c := &j.Candidate
		e.Judged = append(e.Judged, judged{
			ID: j.ID, Hops: c.Hops[:c.Len], In: c.In, Out: c.Out, Cost: j.Cost, Net: j.Decision.Net,
			Tier: j.Decision.Tier.String(), Reason: string(j.Decision.Reason),
		})
	}
	for i := range sent {
		one := &sent[i]
		data, err := execute.Calldata(pools, one)
		if err != nil {
			return nil, fmt.Errorf("encode the plan of opportunity %d: %w", one.Opportunity, err)
		}
		limit, err := execute.GasLimit(one.GasUnits)
		if err != nil {
			return nil, fmt.Errorf("encode the plan of opportunity %d: %w", one.Opportunity, err)
		}
		e.Plans = append(e.Plans, plan{Opportunity: one.Opportunity, Calldata: data, GasLimit: limit, Simulate: one.Simulate})
	}
	return json.Marshal(&e)
}
