package replay

import (
	"encoding/hex"
	"strconv"

	"github.com/ethereum/go-ethereum/common"

	"mevbot/internal/amm"
	"mevbot/internal/chain"
	"mevbot/internal/event"
)

// facts writes what the market and the pipeline publish during a turn, a line
// each, without times: those are not decided. It belongs to the pipeline's
// goroutine.
type facts struct{ text []byte }

func (f *facts) line(name string) *facts {
	f.text = append(append(f.text, name...), ' ')
	return f
}

func (f *facts) number(n uint64) *facts {
	f.text = append(strconv.AppendUint(f.text, n, 10), ' ')
	return f
}

func (f *facts) block(b chain.Block) *facts { return f.number(uint64(b)) }

func (f *facts) hop(h amm.Hop) *facts { return f.number(uint64(h)) }

func (f *facts) hash(h common.Hash) *facts {
	f.text = append(hex.AppendEncode(f.text, h[:]), ' ')
	return f
}

func (f *facts) word(s string) *facts {
	f.text = append(append(f.text, s...), ' ')
	return f
}

func (f *facts) end() { f.text[len(f.text)-1] = '\n' }

func (f *facts) listener() event.Listener {
	return event.Listener{
		Decoded: func(e event.Decoded) {
			f.line("decoded").number(uint64(e.Seq)).number(uint64(e.Transactions)).number(uint64(e.Intents)).number(uint64(e.Opaque)).end()
		},
		SwapPredicted: func(e event.SwapPredicted) { f.line("predicted").block(e.Block).hash(e.Tx).hop(e.Hop).end() },
		SwapSettled: func(e event.SwapSettled) {
			f.line("settled").block(e.Block).hash(e.Tx).hop(e.Hop).word(e.Outcome.String()).end()
		},
		SwapUnpredicted: func(e event.SwapUnpredicted) { f.line("unpredicted").block(e.Block).hash(e.Tx).hop(e.Hop).end() },
		SwapTold: func(e event.SwapTold) {
			f.line("told").block(e.Block).hash(e.Tx).hop(e.Hop).word(strconv.FormatBool(e.Right)).end()
		},
		BlockConfirmed: func(e event.BlockConfirmed) {
			f.line("confirmed").block(e.Block).hash(e.Hash).number(uint64(e.Swaps)).end()
		},
		Reorg: func(e event.Reorg) { f.line("reorg").block(e.From).number(uint64(e.Depth)).end() },
		PoolTrust: func(e event.PoolTrust) {
			f.line("trust").number(uint64(e.Pool)).word(strconv.FormatBool(e.Trusted)).end()
		},
	}
}

// lines splits the text.
func (f *facts) lines() []string { return splitLines(f.text) }

func splitLines(text []byte) (lines []string) {
	start := 0
	for i, c := range text {
		if c == '\n' {
			lines = append(lines, string(text[start:i]))
			start = i + 1
		}
	}
	return lines
}
