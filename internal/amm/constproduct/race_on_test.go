//go:build race

package constproduct

// slowdown divides the size of samples: the race detector makes the EVM, which
// has no goroutines to race, twenty times as slow.
const slowdown = 20
