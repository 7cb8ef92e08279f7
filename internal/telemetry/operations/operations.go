// Package operations is the operation profiler: what each operation of the bot
// takes, whether that is good enough, whether it is getting worse, and where to
// look first.
//
// An operation is a named piece of work, such as decode or search, or a method
// of a node. Observe takes in one call of it: no lock, no allocation, two
// atomic additions into a log-linear histogram whose quantiles are at
// most 1/64 (1.57 %) off, while count, sum, least and greatest are exact. Once
// a minute Profiler.Run takes the difference to the minute before, so the hot
// path is never stopped and nothing that was counted is lost.
//
// The last 70 minutes are kept as minutes, and the last day as a line for each
// hour. From them come
//
//   - the last hour of each operation, and its class against an objective;
//   - its trend: the last 10 minutes against the hour before them, with a
//     verdict only where the difference is more than chance (see Trend);
//   - its standing: a class that changes only when several windows in a row
//     say so. Its changes are handed to Options.Changed, logged and a metric;
//   - scores of heap, goroutines, garbage collection and CPU from
//     runtime/metrics, which does not stop the world;
//   - bottlenecks and recommendations, which quote only figures of the report.
//
// Reports are saved every hour and at exit, and a checkpoint in between, so
// that a killed process leaves one that is at most Options.Checkpoint old.
package operations

import (
	"time"
)

// Op is the small number of an operation that has been registered. The zero
// value is Other.
type Op int16

// The operations that every bot has. Those of the street must not overlap in
// time, because a report adds them up.
const (
	// Other takes what found no room: see Options.MaxNamed.
	Other Op = iota
	// Decode is from a message's bytes to its routes.
	Decode
	// PoolState is applying a message's routes to the speculative state.
	PoolState
	// Search is finding and sizing cycles after pools moved.
	Search
	// Plan is judging, pricing and planning what was found.
	Plan
	// Simulate is executing a plan before it is sent.
	Simulate
	// Sign is reserving a nonce, signing, and storing the signed bytes.
	Sign
	// Send is handing signed bytes to a node until it answers. The bytes are
	// out long before, so its time is not the street's.
	Send
	// Confirm is applying the logs of a block.
	Confirm
	// FrameToState is from a frame's arrival to the pools it moved.
	FrameToState
	// FrameToSigned is from a frame's arrival to the signed bytes in the journal.
	FrameToSigned
	// Attempt is from the signed bytes to their end; it fails if the
	// transaction reverts or is refused.
	Attempt
	// Prediction has no duration of its own: what is shown is by how much the
	// predictions of a block were earlier than its logs. It fails if one was wrong.
	Prediction
	builtin
)

// Kind says what the time of an operation means.
type Kind string

// The kinds.
const (
	// Street operations take the street's time. They alone are compared as
	// bottlenecks.
	Street Kind = "street"
	// Span runs from one event to another over several operations.
	Span Kind = "span"
	// Remote operations wait for a node.
	Remote Kind = "remote"
	// Lead is an advance: more is better, so only its errors are judged.
	Lead Kind = "lead"
	// Mixed is what Other holds.
	Mixed Kind = "mixed"
)

// Objective is what an operation is held against. The zero value judges
// nothing.
type Objective struct {
	// P99 is the duration that 99 of 100 calls stay within. 0: not judged.
	P99 time.Duration `json:"p99_ns,omitempty"`
	// ErrorRate is the share of calls that may fail, 0 to 1. 0: not judged.
	ErrorRate float64 `json:"error_rate,omitempty"`
}

// definition is an operation before anything was observed.
type definition struct {
	name      string
	kind      Kind
	objective Objective
}

// definitions are the operations that every bot has, with the default
// objectives. They are meant for a bot beside its node or its feed relay: a
// block of Arbitrum lasts 250 ms.
var definitions = [builtin]definition{
	Other:         {"other", Mixed, Objective{}},
	Decode:        {"decode", Street, Objective{P99: time.Millisecond, ErrorRate: 0.01}},
	PoolState:     {"pool_state", Street, Objective{P99: time.Millisecond, ErrorRate: 0.01}},
	Search:        {"search", Street, Objective{P99: 2 * time.Millisecond, ErrorRate: 0.01}},
	Plan:          {"plan", Street, Objective{P99: time.Millisecond, ErrorRate: 0.01}},
	Simulate:      {"simulate", Street, Objective{P99: 2 * time.Millisecond, ErrorRate: 0.05}},
	Sign:          {"sign", Street, Objective{P99: 10 * time.Millisecond, ErrorRate: 0.01}},
	Send:          {"send", Remote, Objective{P99: 250 * time.Millisecond, ErrorRate: 0.05}},
	Confirm:       {"confirm", Street, Objective{P99: 10 * time.Millisecond, ErrorRate: 0.01}},
	FrameToState:  {"frame_to_state", Span, Objective{P99: 5 * time.Millisecond}},
	FrameToSigned: {"frame_to_signed", Span, Objective{P99: 20 * time.Millisecond}},
	Attempt:       {"attempt", Span, Objective{}},
	Prediction:    {"prediction", Lead, Objective{ErrorRate: 0.01}},
}

// remoteObjective is the default objective of a method of a node.
var remoteObjective = Objective{P99: 500 * time.Millisecond, ErrorRate: 0.02}

// String is the operation's name if every bot has it.
func (o Op) String() string {
	if o < 0 || o >= builtin {
		return "named"
	}
	return definitions[o].name
}
