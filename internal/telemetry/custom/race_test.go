//go:build race

package custom

// flood is how many label values the tests throw: the race detector makes each
// ten times as dear.
const flood = 50_000
