package l1data

import (
	"errors"
	"testing"
)

// Any bytes have a length: at most that of the bytes and the frame around them.
func FuzzSize(f *testing.F) {
	for _, tx := range func() [][]byte { txs, _ := newCorpus(3).sample(100); return txs }() {
		f.Add(tx)
	}
	var m Meter
	f.Fuzz(func(t *testing.T, raw []byte) {
		n, err := m.Size(raw)
		if len(raw) == 0 || len(raw) > MaxLength {
			if !errors.Is(err, ErrLength) {
				t.Fatalf("%d bytes: %v", len(raw), err)
			}
			return
		}
		if err != nil || n > len(raw)+6 {
			t.Fatalf("%d bytes make %d, %v", len(raw), n, err)
		}
	})
}
