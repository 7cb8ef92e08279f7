package pool

import (
	"context"
	"errors"
	"fmt"
	"math/bits"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"

	"mevbot/internal/amm"
	"mevbot/internal/amm/concentrated"
	"mevbot/internal/rpc"
)

// target is a pool whose state is to be read.
type target struct {
	address common.Address
	family  amm.Family
	fee     uint32
	spacing int32
}

// snapshot is the whole state of a pool at a block, or why it has none.
type snapshot struct {
	state
	ticks []concentrated.Tick
	err   error
}

// chunk is how many pools are read together: enough to fill calls, few enough
// to show progress.
const chunk = 32

// readPools reads the states of pools at one block.
func readPools(ctx context.Context, mc *rpc.Multicaller, at rpc.At, targets []target, progress func(done int)) ([]snapshot, error) {
	snapshots := make([]snapshot, len(targets))
	for start := 0; start < len(targets); start += chunk {
		end := min(start+chunk, len(targets))
		if err := readChunk(ctx, mc, at, targets[start:end], snapshots[start:end]); err != nil {
			return nil, fmt.Errorf("read the state of pools: %w", err)
		}
		progress(end)
	}
	return snapshots, nil
}

func readChunk(ctx context.Context, mc *rpc.Multicaller, at rpc.At, targets []target, into []snapshot) error {
	var views []rpc.View
	for i := range targets {
		t := &targets[i]
		if t.family == amm.ConstantProduct {
			views = append(views, ask(t.address, viewReserves))
			continue
		}
		views = append(views, ask(t.address, viewSlot0), ask(t.address, viewLiquidity))
		for w := wordOf(concentrated.MinTick, t.spacing); w <= wordOf(concentrated.MaxTick, t.spacing); w++ {
			views = append(views, askInt(t.address, viewBitmap, w))
		}
	}
	answers, err := readAll(ctx, mc, views, at)
	if err != nil {
		return err
	}
	views = views[:0]
	for i := range targets {
		t, s := &targets[i], &into[i]
		if t.family == amm.ConstantProduct {
			s.err = s.readPair(answers[0])
			answers = answers[1:]
			continue
		}
		first := wordOf(concentrated.MinTick, t.spacing)
		count := int(wordOf(concentrated.MaxTick, t.spacing)-first) + 1
		s.err = s.readConcentrated(answers[0], answers[1])
		for w := range count {
			if err := s.readWord(answers[2+w], (first+int32(w))*256*t.spacing, t.spacing); err != nil && s.err == nil {
				s.err = err
			}
		}
		answers = answers[2+count:]
		for _, tick := range s.ticks {
			views = append(views, askInt(t.address, viewTicks, tick.Index))
		}
	}
	if answers, err = readAll(ctx, mc, views, at); err != nil {
		return err
	}
	for i := range into {
		s := &into[i]
		for k := range s.ticks {
			if err := s.readTick(&s.ticks[k], answers[k]); err != nil && s.err == nil {
				s.err = err
			}
		}
		answers = answers[len(s.ticks):]
	}
	return nil
}

// wordOf is the word of the tick bitmap that holds the usable tick nearest to
// a bound, on its inner side.
func wordOf(bound, spacing int32) int32 { return bound / spacing >> 8 }

var errNoAnswer = errors.New("the pool does not answer")

func (s *snapshot) readPair(a rpc.Answer) error {
	if !a.OK {
		return errNoAnswer
	}
	return words(a.Data, &s.pair.Reserve0, &s.pair.Reserve1)
}

func (s *snapshot) readConcentrated(slot0, liquidity rpc.Answer) error {
	if !slot0.OK || !liquidity.OK {
		return errNoAnswer
	}
	var t uint256.Int
	if err := words(slot0.Data, &s.conc.SqrtPriceX96, &t); err != nil {
		return err
	}
	s.conc.Tick = tick(slot0.Data[32:64])
	return words(liquidity.Data, &s.conc.Liquidity)
}

// readWord adds the initialised ticks of a bitmap word that begins at a tick.
func (s *snapshot) readWord(a rpc.Answer, start, spacing int32) error {
	var word uint256.Int
	if !a.OK {
		return errNoAnswer
	}
	if err := words(a.Data, &word); err != nil {
		return err
	}
	for i, part := range word {
		for ; part != 0; part &= part - 1 {
			bit := int32(64*i + bits.TrailingZeros64(part))
			s.ticks = append(s.ticks, concentrated.Tick{Index: start + bit*spacing})
		}
	}
	return nil
}

func (s *snapshot) readTick(t *concentrated.Tick, a rpc.Answer) error {
	if !a.OK {
		return errNoAnswer
	}
	return words(a.Data, &t.Gross, &t.Net)
}
