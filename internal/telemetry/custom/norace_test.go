//go:build !race

package custom

// flood is how many label values the tests throw.
const flood = 1_000_000
