// Package crash proves that nothing is lost.
//
// It runs the real bot as a process of its own beside the local chain, kills it
// at every step of an attempt, takes its feed, its node, its HTTP port or its
// disk away, and then audits it from outside. The audit believes three
// witnesses and none of them is the bot: the chain's blocks and balances, every
// transaction that ever reached the sequencer, and the rows of the journal read
// with plain SQL.
//
// It has no code of its own: the proof is its tests. "make crash" kills 100
// times, "make test" six times.
package crash
