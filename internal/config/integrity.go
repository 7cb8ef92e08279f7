package config

import "time"

// Integrity says how closely memory is compared with the chain, and what is done
// where they differ. Parts are basis points: 10000 is all.
type Integrity struct {
	Interval     time.Duration `yaml:"interval" doc:"Time between two snapshots of the bot's integrity."`
	SamplePools  uint64        `yaml:"sample_pools" doc:"How many pools a snapshot compares with the chain, at most. All have their turn."`
	SampleCalls  uint64        `yaml:"sample_calls" doc:"How many calls of a node reading them may take; a pool of narrow ticks takes several."`
	SampleQuotes uint64        `yaml:"sample_quotes" doc:"How many quotes a snapshot asks the chain's own contracts for, where dex.routers or dex.quoter_v2 name one. 0: none."`

	MaxCorruptionBps  uint64 `yaml:"max_corruption_bps" doc:"Part of the pools that may be in a state that no contract could hold."`
	MaxMismatchBps    uint64 `yaml:"max_mismatch_bps" doc:"Part of the predicted swaps that may come out otherwise."`
	MaxCallFailureBps uint64 `yaml:"max_call_failure_bps" doc:"Part of the contract calls that may go unanswered; a node with more is left for 5 min if there is another."`
	MaxDriftBps       uint64 `yaml:"max_drift_bps" doc:"Part of the pools that may differ from the chain. They are not traded until they were read again, whatever this is."`

	RecoveryPause        time.Duration `yaml:"recovery_pause" doc:"Pause before the second attempt to repair something; it doubles with each further one."`
	RecoveryLongestPause time.Duration `yaml:"recovery_longest_pause" doc:"The longest pause between attempts."`
	RecoveryAttempts     uint64        `yaml:"recovery_attempts" doc:"After so many attempts in vain, if the trouble has lasted for recovery_patience, a person is called. Attempts go on."`
	RecoveryPatience     time.Duration `yaml:"recovery_patience" doc:"How long a trouble has to last before a person is called."`
}

func defaultIntegrity() Integrity {
	return Integrity{
		Interval: 30 * time.Second, SamplePools: 100, SampleCalls: 40, SampleQuotes: 4, MaxMismatchBps: 10, MaxCallFailureBps: 500,
		RecoveryPause: 250 * time.Millisecond, RecoveryLongestPause: time.Minute, RecoveryAttempts: 5, RecoveryPatience: time.Minute,
	}
}

func (k *checker) integrity() {
	i := &k.c.Integrity
	for _, n := range []struct {
		key         string
		value       uint64
		least, most uint64
	}{
		{"sample_pools", i.SamplePools, 1, 10_000},
		{"sample_calls", i.SampleCalls, 1, 10_000},
		{"sample_quotes", i.SampleQuotes, 0, 1000},
		{"max_corruption_bps", i.MaxCorruptionBps, 0, 10_000},
		{"max_mismatch_bps", i.MaxMismatchBps, 0, 10_000},
		{"max_call_failure_bps", i.MaxCallFailureBps, 0, 10_000},
		{"max_drift_bps", i.MaxDriftBps, 0, 10_000},
		{"recovery_attempts", i.RecoveryAttempts, 1, 1000},
	} {
		if n.value < n.least || n.value > n.most {
			k.fail("integrity."+n.key, "is %d: want %d to %d", n.value, n.least, n.most)
		}
	}
	if i.RecoveryLongestPause < i.RecoveryPause {
		k.fail("integrity.recovery_longest_pause", "is %s, less than integrity.recovery_pause %s", i.RecoveryLongestPause, i.RecoveryPause)
	}
}
