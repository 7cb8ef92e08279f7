package timeboost

import (
	"fmt"
	"time"
)

// Timing is when rounds begin and when bidding for them ends: roundTimingInfo()
// of the auction contract. All but the offset are seconds.
type Timing struct {
	Offset  int64 // when round 0 began, Unix seconds
	Round   uint64
	Closing uint64 // before a round, nobody can bid for it any more
	Reserve uint64 // before that, the reserve price does not change
}

// check refuses what the contract cannot hold, so that nothing overflows here.
func (t Timing) check() error {
	if t.Round == 0 || t.Round > 86_400 || t.Closing > t.Round || t.Offset > lastSecond || t.Offset < -lastSecond {
		return fmt.Errorf("rounds of %d s from %d on that close %d s before: this is no express lane auction", t.Round, t.Offset, t.Closing)
	}
	return nil
}

// lastSecond keeps times inside what time.Time can print.
const lastSecond = 253_402_300_799

// At is the round that runs at a time; 0 also before the first
// (RoundTimingInfo.sol currentRound).
func (t Timing) At(now time.Time) uint64 {
	if now.Unix() < t.Offset {
		return 0
	}
	return uint64(now.Unix()-t.Offset) / t.Round
}

// Start is when a round begins. The round is one that At could say, or shortly
// after.
func (t Timing) Start(round uint64) time.Time {
	return time.Unix(t.Offset+int64(round*t.Round), 0)
}

// Closes is when bidding for a round ends.
func (t Timing) Closes(round uint64) time.Time {
	return t.Start(round).Add(-time.Duration(t.Closing) * time.Second)
}

// Bidding is the round that is for sale at a time, and whether bids are taken.
func (t Timing) Bidding(now time.Time) (round uint64, open bool) {
	round = t.At(now) + 1
	return round, now.Before(t.Closes(round))
}
