package devnet

import (
	"encoding/binary"
	"fmt"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
)

// Ordering is the sequencer's policy: who comes first in a block.
type Ordering string

// The policies that Arbitrum chains have run.
const (
	// FCFS is first come, first served. Tips are dropped.
	FCFS Ordering = "fcfs"
	// PGA is the priority gas auction: blocks of Rounds rounds, in each of which
	// whoever has arrived is put in the order of what they pay. Tips are paid.
	PGA Ordering = "pga"
	// Timeboost is FCFS with an express lane: who won the round's auction comes
	// at once, everybody else 200 ms later. Tips are dropped.
	Timeboost Ordering = "timeboost"
)

// Orderings are all policies.
func Orderings() []Ordering { return []Ordering{FCFS, PGA, Timeboost} }

// ParseOrdering finds a policy by name.
func ParseOrdering(name string) (Ordering, error) {
	for _, o := range Orderings() {
		if string(o) == name {
			return o, nil
		}
	}
	return "", fmt.Errorf("ordering %q: want %s, %s or %s", name, FCFS, PGA, Timeboost)
}

// DefaultRounds is the number of auction rounds in a block on Arbitrum One.
const DefaultRounds = 2

// maxRounds is the most that a chain may be set to.
const maxRounds = 10

func (o *Options) orderingDefaults() error {
	setDefault(&o.Ordering, FCFS)
	setDefault(&o.Rounds, DefaultRounds)
	if _, err := ParseOrdering(string(o.Ordering)); err != nil {
		return err
	}
	if o.Rounds < 1 || o.Rounds > maxRounds {
		return fmt.Errorf("%d rounds a block: want 1 to %d", o.Rounds, maxRounds)
	}
	if round := o.BlockTime / time.Duration(o.Rounds); round <= o.FeedLead && o.Ordering == PGA {
		return fmt.Errorf("feed lead %v: want less than a round of %v", o.FeedLead, round)
	}
	return nil
}

// The header's mixHash carries what nitro puts there (go-ethereum fork,
// core/types/arb_types.go HeaderInfo): bytes 8 to 15 the L1 block number, 16 to
// 23 the ArbOS version, and in byte 25 the bit that says whether tips are
// collected. Bytes 0 to 7, the count of messages to L1, stay 0.
const (
	arbOSPlain = 51 // the last version before tips could be collected on One
	arbOSTips  = 61
	tipsByte   = 25
	tipsBit    = 1
)

// mixOf is the mixHash of a block.
func mixOf(o Ordering, l1 uint64) (mix common.Hash) {
	version := uint64(arbOSPlain)
	if o == PGA {
		version = arbOSTips
		mix[tipsByte] = tipsBit
	}
	binary.BigEndian.PutUint64(mix[8:16], l1)
	binary.BigEndian.PutUint64(mix[16:24], version)
	return mix
}

// collectsTips says whether the senders of a block's transactions pay the tip
// they offer. It is written in the header, so a block tells it by itself.
func collectsTips(h *types.Header) bool { return h.MixDigest[tipsByte]&tipsBit != 0 }

// l1Block is the L1 block number that a block knows.
func l1Block(time, genesis uint64) uint64 { return firstL1Block + (time-genesis)/secondsPerL1 }
