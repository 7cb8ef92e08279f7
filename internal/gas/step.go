package gas

import (
	"slices"

	"github.com/holiman/uint256"

	"mevbot/internal/amm"
	"mevbot/internal/pool"
)

// maxHops is the longest route that the executor takes.
const maxHops = 4

// Step is a hop of a route as far as its gas depends on it.
type Step struct {
	Pool   amm.PoolID
	Family amm.Family
	// Crossed is how many initialised ticks the swap crosses, Words how many words
	// of the tick bitmap it enters, and Moved says that its tick changes.
	Crossed, Words int
	Moved          bool
}

// Steps appends what the hops of a route do, on the market's speculative state,
// when in goes into the first. The errors are ErrRoute and pool.Market.Quote's. It
// allocates nothing if into has room.
func Steps(m *pool.Market, hops []amm.Hop, in *uint256.Int, into []Step) ([]Step, error) {
	var amounts [2]uint256.Int
	from, to := &amounts[0], &amounts[1]
	*from = *in
	for _, h := range hops {
		p, err := m.Pass(h, from, to)
		if err != nil {
			return into, err
		}
		info := m.Info(h.Pool())
		into = append(into, NewStep(info, p))
		from, to = to, from
	}
	return into, nil
}

// NewStep is the step of a swap through a pool.
func NewStep(info *pool.Info, p pool.Passage) Step {
	s := Step{Pool: info.ID, Family: info.Family, Crossed: p.Crossed, Moved: p.From != p.To}
	if info.Spacing > 0 {
		a, b := word(p.From, info.Spacing), word(p.To, info.Spacing)
		s.Words = int(max(a, b) - min(a, b))
	}
	return s
}

// word of the tick bitmap that a tick is in.
func word(tick, spacing int32) int32 {
	w := tick / (256 * spacing)
	if tick%(256*spacing) < 0 {
		w--
	}
	return w
}

// The families as digits of a key.
const (
	p = int(amm.ConstantProduct)
	c = int(amm.Concentrated)
)

// What the families, in the order of a route, use beside the steps below: the
// executor with its calls, transfers and swaps, where each pool's tokens are
// plain and each pool is touched for the first time in its second. Without
// the transaction's own 21,000 and its calldata. Measured with the published
// bytecode of Uniswap V2 and V3 (TestEstimateAgainstReceipts).
var bases = [shapes]uint64{ // the first hop's family counts 1, the next one's 3, and so on
	p + 3*p: 115_570, p + 3*c: 115_925, c + 3*p: 115_999, c + 3*c: 122_996,
	p + 3*p + 9*p: 166_316, p + 3*p + 9*c: 167_306, p + 3*c + 9*p: 166_874, p + 3*c + 9*c: 174_103,
	c + 3*p + 9*p: 166_916, c + 3*p + 9*c: 168_670, c + 3*c + 9*p: 174_119, c + 3*c + 9*c: 181_191,
	p + 3*p + 9*p + 27*p: 217_099, p + 3*p + 9*p + 27*c: 217_010, p + 3*p + 9*c + 27*p: 216_770, p + 3*p + 9*c + 27*c: 223_443,
	p + 3*c + 9*p + 27*p: 216_656, p + 3*c + 9*p + 27*c: 217_539, p + 3*c + 9*c + 27*p: 224_973, p + 3*c + 9*c + 27*c: 231_059,
	c + 3*p + 9*p + 27*p: 216_399, c + 3*p + 9*p + 27*c: 218_435, c + 3*p + 9*c + 27*p: 218_110, c + 3*p + 9*c + 27*c: 225_469,
	c + 3*c + 9*p + 27*p: 223_617, c + 3*c + 9*p + 27*c: 225_649, c + 3*c + 9*c + 27*p: 230_954, c + 3*c + 9*c + 27*c: 237_715,
}

// What a concentrated pool uses beside, each measured as bases: a changed tick
// writes the oracle, a crossed tick three words and the liquidity, and a word
// of the bitmap is read.
const (
	lookGas      = 519   // once, if any pool is concentrated: then the executor looks at all of them first
	lookHopGas   = 1_055 // each hop
	lookPoolGas  = 330   // each concentrated pool
	movedGas     = 6_750
	crossedGas   = 23_250 // each
	crossesGas   = 8_390  // once, if any is crossed
	wordGas      = 3_340  // each
	wordsGas     = 3_340  // once, if there is any
	intrinsicGas = 21_000
)

// shapes is the number of keys: one digit a hop, 0 for none, else the family.
const shapes = 3 * 3 * 3 * 3

// shape is the key of a route's families in order.
func shape(steps []Step) (int, error) {
	if len(steps) < 2 || len(steps) > maxHops {
		return 0, ErrRoute
	}
	key := 0
	for i := range slices.Backward(steps) {
		family := steps[i].Family
		if family != amm.ConstantProduct && family != amm.Concentrated {
			return 0, ErrRoute
		}
		key = 3*key + int(family)
	}
	return key, nil
}

// execution is the gas of a route's steps where its tokens are plain, without
// data: the whole transaction with its calldata.
func execution(steps []Step) (uint64, error) {
	key, err := shape(steps)
	if err != nil {
		return 0, err
	}
	units := intrinsicGas + calldataGas(len(steps)) + bases[key]
	looks := false
	for i := range steps {
		s := &steps[i]
		if s.Family == amm.Concentrated {
			looks = true
			units += lookPoolGas
		}
		if s.Moved {
			units += movedGas
		}
		units += uint64(s.Crossed)*crossedGas + uint64(s.Words)*wordGas
		if s.Crossed > 0 {
			units += crossesGas
		}
		if s.Words > 0 {
			units += wordsGas
		}
	}
	if looks {
		units += lookGas + lookHopGas*uint64(len(steps))
	}
	return units, nil
}

// calldataGas is what the calldata of a route costs (EIP-2028): 4 a zero byte
// and 16 another. The selector, the offset and the length have 6 bytes that
// are not zero, the deadline has 4, the least profit 7 and the input 9 usually, and
// a hop 22 of its 23. A look's least output is in lookGas.
func calldataGas(hops int) uint64 {
	set := uint64(6 + 4 + 7 + 9 + 22*hops)
	return 4*uint64(calldataLength(hops)) + 12*set
}

// calldataLength of Executor.execute with a route of so many hops: selector,
// three words, the route's offset and length, and its 23 bytes a hop and a look's 16
// padded to words.
func calldataLength(hops int) int { return 4 + 5*32 + (23*hops+16+31)/32*32 }
