package app

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"mevbot/internal/chain"
	"mevbot/internal/fastfeed"
	"mevbot/internal/pool"
)

// played is a Fast Feed that tells items, each after a pause.
type played []struct {
	after time.Duration
	item  fastfeed.Item
}

func (p played) Run(ctx context.Context, out chan<- fastfeed.Item) error {
	for _, step := range p {
		time.Sleep(step.after)
		select {
		case out <- step.item:
		case <-ctx.Done():
			return nil
		}
	}
	<-ctx.Done()
	return nil
}

func fastTx(b chain.Block, i uint32) fastfeed.Item {
	return fastfeed.Item{Tx: &fastfeed.Tx{
		Position: fastfeed.Position{Block: b, Index: i}, Hash: common.BytesToHash([]byte{byte(b), byte(i)}),
		Logs: []fastfeed.Log{{Address: common.HexToAddress("0xa1"), Topics: []common.Hash{{1}}, Data: []byte{byte(i)}}},
	}}
}

// A burst comes as one, when nothing followed for a millisecond or after 20; a void
// keeps its place between what was told before and after it; a gap says nothing.
func TestWhatTheFastFeedTellsComesInBursts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		source := played{
			{0, fastTx(7, 0)},
			{0, fastTx(7, 1)},
			{10 * time.Millisecond, fastTx(7, 2)},
			{0, fastfeed.Item{Void: &fastfeed.Void{Block: 7}}},
			{0, fastfeed.Item{Gap: &fastfeed.Gap{}}},
			{0, fastTx(7, 0)},
		}
		for i := range uint32(50) { // too fast to end by a pause
			source = append(source, struct {
				after time.Duration
				item  fastfeed.Item
			}{900 * time.Microsecond, fastTx(8, i)})
		}
		source[6].after = 10 * time.Millisecond
		ctx, cancel := context.WithCancel(t.Context())
		out, ended := make(chan []pool.Told, 16), make(chan error, 1)
		go func() { ended <- hearFast(ctx, source, out, func() {}) }()
		began := time.Now()
		first, second, third := <-out, <-out, <-out
		if len(first) != 2 || first[1].Logs[0].Data[0] != 1 || first[0].Hash != common.BytesToHash([]byte{7, 0}) || first[0].BlockHash != (common.Hash{}) {
			t.Errorf("first %+v", first)
		}
		if len(second) != 3 || !second[1].Void || second[1].Block != 7 || second[2].Void {
			t.Errorf("second %+v", second)
		}
		if n := len(third); n < 20 || n > 25 || third[0].Block != 8 {
			t.Errorf("a stream without a pause came as %d", n)
		}
		if late := time.Since(began); late != 40*time.Millisecond {
			t.Errorf("after %v", late)
		}
		rest := 50 - len(third)
		for rest > 0 {
			rest -= len(<-out)
		}
		cancel()
		if err := <-ended; err != nil || rest != 0 {
			t.Errorf("%v, %d left over", err, rest)
		}
	})
}
