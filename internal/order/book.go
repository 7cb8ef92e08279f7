package order

import (
	"time"

	"github.com/holiman/uint256"

	"mevbot/internal/amm"
	"mevbot/internal/chain"
)

// Bps is a part in 1/10,000.
type Bps = uint64

// whole is all of it.
const whole Bps = 10_000

// The bids that a Book weighs are multiples of stepBps of the value; bids above
// all of it do not exist.
const (
	steps   = 40
	stepBps = whole / steps
)

// Sample is one contest for a cycle as it came out.
type Sample struct {
	// Block is where a rival's winner is; 0 of an own attempt.
	Block chain.Block   `json:"block,omitempty"`
	Pools [4]amm.PoolID `json:"pools"`
	Len   int           `json:"len"`
	// Paid is the tip of who won, as a part of what the cycle gained after the
	// base fee; more than the whole if they lost money. Of an own attempt it is
	// the own bid.
	Paid Bps `json:"paid"`
	// Own says that the bot bid Paid itself; Won how that ended. A sample of
	// somebody else is always one that they won.
	Own bool `json:"own,omitempty"`
	Won bool `json:"won,omitempty"`
	// Seen says of an own bid that lost that the winner has a sample, too.
	Seen bool `json:"seen,omitempty"`
	// Front says that it was the best that there was, or shared a pool with that.
	Front bool `json:"front,omitempty"`
	// Weight is how much it counts: contests for little say little about those for
	// much, for gas is most of what is bid there. See weightOf.
	Weight Bps `json:"weight,omitempty"`
	// Used is the gas of an own attempt that lost, as a part of the estimate for
	// one that lands; 0 if that is not known.
	Used Bps `json:"used,omitempty"`
}

// Rules of a Book.
type Rules struct {
	// Most is the largest part of the value that is bid.
	Most Bps `json:"most"`
	// Prior is how likely a bid of nothing is believed to win where nothing was
	// learned, the chance growing evenly up to one for all of the value.
	Prior Bps `json:"prior"`
	// Weight is how many contests that belief counts for, always.
	Weight float64 `json:"weight"`
	// Round is how long a round of the auction is, zero if decisions do not wait for
	// its end; Margin is how long before that they are made.
	Round  time.Duration `json:"round,omitempty"`
	Margin time.Duration `json:"margin,omitempty"`
}

// The cells of a grid: nobody else was there, then the bids of a rival in steps,
// then what no bid would have beaten.
const (
	nobody = 0
	first  = 1
	never  = first + steps
	cells  = never + 1
)

// grid counts contests, the old ones less and less. What the best rival bid is
// known when they won (exact), and when the bot won it is only known what they did
// not bid (below: at most this cell). From both the product-limit estimator, turned
// around for data that is censored from above, makes the distribution of the
// rival's bid: Turnbull, "Nonparametric estimation of a survivorship function with
// doubly censored data" (1974), of which this is the case without the other
// censoring. It takes a rival that was not seen for one that was not there.
type grid struct {
	exact, below [cells]float32
}

// The old counts less and less: after so many contests a half.
const (
	poolFade  = 1 - 0.693/48
	totalFade = 1 - 0.693/384
	// totalWeight is how many contests in a pool of the cycle what is known of all
	// pools counts for, at most.
	totalWeight = 24
)

// Book is the bid model. It belongs to one goroutine and allocates only when a
// pool is new. Floats rank; what is bid is an integer.
//
// What is best at a moment draws more rivals than the rest, and those who take one
// thing at a time all go there: the two are learned apart.
type Book struct {
	rules Rules
	kinds [2]kind // the rest, and what is at the front
	lost  float32 // mean of Used

	sum    grid // of a cycle, reused
	chance [steps + 1]float64
}

// kind is what is known of one kind of contests.
type kind struct {
	total grid
	pools []grid
}

func (b *Book) of(front bool) *kind {
	if front {
		return &b.kinds[1]
	}
	return &b.kinds[0]
}

// NewBook knows only the rules.
func NewBook(rules Rules) *Book {
	return &Book{rules: rules, lost: 0.3}
}

// Learn takes contests in.
func (b *Book) Learn(samples []Sample) {
	for i := range samples {
		s := &samples[i]
		k := b.of(s.Front)
		k.total.take(s, totalFade)
		for _, id := range s.Pools[:s.Len] {
			for int(id) >= len(k.pools) {
				k.pools = append(k.pools, grid{})
			}
			k.pools[id].take(s, poolFade)
		}
		if s.Own && !s.Won && s.Used > 0 {
			b.lost += (float32(min(s.Used, whole))/float32(whole) - b.lost) / 16
		}
	}
}

func (g *grid) take(s *Sample, fade float32) {
	weight := float32(min(s.Weight, whole)) / float32(whole)
	fade = 1 - weight*(1-fade)
	for c := range g.exact {
		g.exact[c] *= fade
		g.below[c] *= fade
	}
	switch {
	case !s.Own:
		g.exact[first+min(s.Paid/stepBps, steps)] += weight
	case s.Won: // the rival, if any, bid a step less
		g.below[min((s.Paid+stepBps/2)/stepBps, steps)] += weight
	case !s.Seen: // no bid is known that would have won
		g.exact[never] += weight
	}
}

func (g *grid) add(o *grid, weight float32) {
	for c := range g.exact {
		g.exact[c] += weight * o.exact[c]
		g.below[c] += weight * o.below[c]
	}
}

func (g *grid) count() (n float32) {
	for c := range g.exact {
		n += g.exact[c] + g.below[c]
	}
	return n
}

// heavy is how many times its gas a contest has to be worth to count for a half.
const heavy = 8

// weightOf is what a contest counts for that is worth value after gas, where gas at
// the base fee costs cost: nothing if it is worth nothing, all of it in the limit.
func weightOf(value, cost *uint256.Int) Bps {
	var all, w uint256.Int
	if _, over := all.MulOverflow(cost, w.SetUint64(heavy)); over {
		return 0
	}
	if _, over := all.AddOverflow(&all, value); over || all.IsZero() {
		return 0
	}
	if _, over := w.MulDivOverflow(value, ten4, &all); over {
		return 0
	}
	return w.Uint64()
}

// Chance is how likely a bid of a part of the value wins a cycle through these
// pools, from 0 to 1; it never falls with the bid.
func (b *Book) Chance(part Bps, hops []amm.Hop, front bool) float64 {
	b.weigh(hops, front)
	return b.chance[min(part/stepBps, steps)]
}

// weigh fills in the chance of each bid on a cycle.
func (b *Book) weigh(hops []amm.Hop, front bool) {
	known := b.of(front)
	weight, free := float32(b.rules.Weight), float32(b.rules.Prior)/float32(whole)
	b.sum = grid{}
	b.sum.exact[nobody] = weight * free
	for c := first; c < never; c++ {
		b.sum.exact[c] = weight * (1 - free) / steps
	}
	if all := known.total.count(); all > 0 {
		b.sum.add(&known.total, min(1, totalWeight/all))
	}
	for _, h := range hops {
		if id := int(h.Pool()); id < len(known.pools) {
			b.sum.add(&known.pools[id], 1)
		}
	}
	atRisk, below := float64(b.sum.count()), 1.0
	for c := never; c > nobody; c-- {
		// A bid of c-first steps beats what is in the cells below c.
		if exact := float64(b.sum.exact[c]); exact > 0 {
			below *= max(0, 1-exact/atRisk)
		}
		if c <= never {
			b.chance[c-first] = below
		}
		atRisk -= float64(b.sum.exact[c] + b.sum.below[c])
	}
}

// Stakes of a bid. Amounts are native wei.
type Stakes struct {
	Value   *uint256.Int // what the cycle brings after the base fee
	Least   *uint256.Int // that has to be left of it
	BaseFee *uint256.Int // wei per gas
	Room    *uint256.Int // the highest tip that may be signed, wei per gas
	Units   uint64       // gas
	Front   bool         // it is the best that there is, or shares a pool with that
}

// Bid is the tip, in wei per gas rounded down, that is worth most:
//
//	chance x (value - tip x units) - (1 - chance) x (tip + base fee) x units of a failure
//
// false means that no bid is expected to bring anything. It allocates nothing.
func (b *Book) Bid(s *Stakes, hops []amm.Hop) (tip uint256.Int, ok bool) {
	if s.Units == 0 || s.Value.Lt(s.Least) {
		return tip, false
	}
	value, fee := amm.Float(s.Value), amm.Float(s.BaseFee)
	units := float64(s.Units)
	var most uint256.Int
	most.Sub(s.Value, s.Least)
	limit := min(float64(b.rules.Most)/float64(whole)*value, amm.Float(&most), amm.Float(s.Room)*units)
	b.weigh(hops, s.Front)
	best, at := 0.0, -1
	for k, chance := range b.chance {
		paid := value * float64(k) / steps
		if paid > limit {
			break
		}
		if gain := chance*(value-paid) - (1-chance)*(paid+fee*units)*float64(b.lost); gain > best {
			best, at = gain, k
		}
	}
	if at < 0 {
		return tip, false
	}
	var k uint256.Int
	if _, over := tip.MulDivOverflow(s.Value, k.SetUint64(uint64(at)), k40); over {
		return tip, false
	}
	if tip.Gt(&most) { // floats only rank
		tip = most
	}
	tip.Div(&tip, k.SetUint64(s.Units))
	if tip.Gt(s.Room) {
		tip = *s.Room
	}
	return tip, true
}

var (
	ten4 = uint256.NewInt(whole)
	k40  = uint256.NewInt(steps)
)
