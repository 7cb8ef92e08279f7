package devnet

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Fault is something that goes wrong on request.
type Fault struct {
	Kind FaultKind
	// At is the time after Run has begun.
	At time.Duration
	// For is how long cuts and slowness last.
	For time.Duration
	// Count is the depth of a reorg, or how many messages a gap or a repetition
	// takes.
	Count int
}

// FaultKind names a fault in a schedule.
type FaultKind string

// The faults; the Chain's methods say what they do.
const (
	FeedCut   FaultKind = "feed-cut"
	RPCCut    FaultKind = "rpc-cut"
	SlowRPC   FaultKind = "slow-rpc"
	Gap       FaultKind = "gap"
	Duplicate FaultKind = "duplicate"
	Reorg     FaultKind = "reorg"
	VoidBlock FaultKind = "void" // open blocks thrown away and made anew

	FastCut     FaultKind = "fast-cut"
	FastExpire  FaultKind = "fast-expire"  // 1008, and 401 for so long
	FastRestart FaultKind = "fast-restart" // 1011, and 503 for so long
	FastMute    FaultKind = "fast-mute"    // transactions withheld
)

// maxReorg keeps a reorg inside what the feed still has.
const maxReorg = keepMessages / 2

// ParseFaults reads a schedule: kind@at:what, separated by commas, as in
// "feed-cut@20s:5s,gap@40s:1,reorg@50s:3". What is how long for cuts and
// slowness, and how many for the others.
func ParseFaults(schedule string) ([]Fault, error) {
	var faults []Fault
	for text := range strings.SplitSeq(schedule, ",") {
		text = strings.TrimSpace(text)
		if text == "" {
			continue
		}
		f, err := parseFault(text)
		if err != nil {
			return nil, fmt.Errorf("fault %q: %w", text, err)
		}
		faults = append(faults, f)
	}
	return byTime(faults), nil
}

func parseFault(text string) (Fault, error) {
	kind, rest, _ := strings.Cut(text, "@")
	at, what, ok := strings.Cut(rest, ":")
	if !ok {
		return Fault{}, errors.New("want kind@at:what, as in feed-cut@20s:5s")
	}
	f := Fault{Kind: FaultKind(kind)}
	var err error
	if f.At, err = time.ParseDuration(at); err != nil || f.At < 0 {
		return Fault{}, fmt.Errorf("time %q: want a duration from the start, as in 20s", at)
	}
	switch f.Kind {
	case FeedCut, RPCCut, SlowRPC, FastCut, FastExpire, FastRestart:
		if f.For, err = time.ParseDuration(what); err != nil || f.For <= 0 {
			return Fault{}, fmt.Errorf("%q: want how long, as in 5s", what)
		}
	case Gap, Duplicate, Reorg, VoidBlock, FastMute:
		if f.Count, err = strconv.Atoi(what); err != nil || f.Count < 1 || f.Count > maxReorg {
			return Fault{}, fmt.Errorf("%q: want a number from 1 to %d", what, maxReorg)
		}
	default:
		return Fault{}, fmt.Errorf("unknown kind %q: want %s, %s, %s, %s, %s, %s, %s, %s, %s, %s or %s", kind, FeedCut, RPCCut, SlowRPC, Gap, Duplicate, Reorg, VoidBlock, FastCut, FastExpire, FastRestart, FastMute)
	}
	return f, nil
}

func byTime(faults []Fault) []Fault {
	return slices.SortedStableFunc(slices.Values(faults), func(a, b Fault) int { return cmp.Compare(a.At, b.At) })
}
