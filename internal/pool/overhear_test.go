package pool

import (
	"context"
	"log/slog"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"mevbot/internal/rpc"
)

// logSource sends what it is given.
type logSource chan rpc.Log

func (s logSource) Logs(ctx context.Context, _ []common.Hash, out chan<- rpc.Log) error {
	for {
		select {
		case l := <-s:
			out <- l
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// A block's transactions are passed on together, when no more of them come. What
// was taken back is not.
func TestOverheardTransactionsAreWhole(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, stop := context.WithCancel(t.Context())
		source, out, ended := make(logSource), make(chan []Told, 8), make(chan error, 1)
		o := &Overhearer{Source: source, Logger: slog.New(slog.DiscardHandler)}
		go func() { ended <- o.Run(ctx, out) }()
		send := func(tx byte, removed bool) {
			source <- types.Log{BlockNumber: 7, TxHash: common.Hash{tx}, Removed: removed}
		}
		take := func(want ...int) {
			t.Helper()
			synctest.Wait()
			var got []int
			for len(out) > 0 {
				for _, told := range <-out {
					if told.Block != 7 {
						t.Errorf("block %d", told.Block)
					}
					got = append(got, int(told.Hash[0])*10+len(told.Logs))
				}
			}
			if !slices.Equal(got, want) {
				t.Errorf("at %v: passed on %v, want %v", time.Now(), got, want)
			}
		}
		send(1, false)
		send(1, false)
		time.Sleep(time.Millisecond) // nobody knows whether there is more
		take()
		send(1, false)
		send(2, false)
		send(2, true)
		time.Sleep(time.Millisecond)
		take()
		time.Sleep(time.Millisecond)
		take(13, 21)
		time.Sleep(time.Second)
		take()
		send(2, false) // it was not the end
		time.Sleep(3 * time.Millisecond)
		take(21)
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
}

// What a real node sends unasked is what it answers when it is asked.
func TestOverheardIsWhatTheNodeHas(t *testing.T) {
	s := newStreet(t)
	r := s.trader(14)
	ctx, stop := context.WithCancel(t.Context())
	out, ended := make(chan []Told, 64), make(chan error, 1)
	o := &Overhearer{Source: s.client, Logger: slog.New(slog.DiscardHandler), Quiet: 200 * time.Millisecond}
	go func() { ended <- o.Run(ctx, out) }()
	defer func() {
		stop()
		<-ended
	}()
	var heard []Told
	for len(heard) == 0 { // until the subscription stands
		r.swap()
		s.commit()
		select {
		case told := <-out:
			heard = append(heard, told...)
		case <-time.After(300 * time.Millisecond):
		}
	}
	for range 3 {
		for len(out) > 0 {
			<-out
		}
		for range 12 {
			r.swap()
			r.move()
		}
		b := s.commit()
		var want []Told
		for _, told := range s.told(b, true) {
			if len(told.Logs) > 0 {
				want = append(want, told)
			}
		}
		var got []Told
		for len(got) < len(want) {
			select {
			case told := <-out:
				got = append(got, slices.DeleteFunc(told, func(t Told) bool { return t.BlockHash != b.Hash() })...)
			case <-time.After(10 * time.Second):
				t.Fatalf("heard of %d transactions of %d", len(got), len(want))
			}
		}
		if !slices.EqualFunc(got, want, func(a, b Told) bool { return a.Hash == b.Hash && a.Block == b.Block && len(a.Logs) == len(b.Logs) }) {
			t.Errorf("heard %d transactions, which are not the %d of the block", len(got), len(want))
		}
	}
}
