package chain

import "testing"

// Arbitrum's documentation names this pair: message 241801449 made block
// 264009266.
func TestBlockOfAMessage(t *testing.T) {
	if got := ArbitrumOne.BlockOf(241801449); got != 264009266 {
		t.Errorf("block %d, want 264009266", got)
	}
	if s, ok := ArbitrumOne.SeqOf(264009266); !ok || s != 241801449 {
		t.Errorf("message %d, %v; want 241801449", s, ok)
	}
	if _, ok := ArbitrumOne.SeqOf(22207816); ok {
		t.Error("a block before the genesis has a message")
	}
}
