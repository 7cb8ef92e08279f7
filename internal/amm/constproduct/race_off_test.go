//go:build !race

package constproduct

// slowdown divides the size of samples; see race_on_test.go.
const slowdown = 1
