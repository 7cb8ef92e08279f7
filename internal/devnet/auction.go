package devnet

import (
	"cmp"
	"container/heap"
	"context"
	"errors"
	"math/big"
	"slices"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core"
	"github.com/holiman/uint256"
)

// auction is the queue of the priority gas auction: who has been admitted and is
// not in a block yet. It decides the order and nothing else, and knows no clock.
//
// Source: Arbitrum's documentation "Introduction to PGA". Where it is silent:
// the priority whose part is the boost is the one by which the last transaction
// stood in the queue, its own boost included, and divisions round down.
type auction struct {
	rounds  int
	waiting []*bid // a heap: the first is next
	baseFee *uint256.Int
	// boosted is the boost that those who wait have gathered, by arrival, in wei.
	boosted map[*arrival]*uint256.Int
	count   uint64
}

// bid is an arrival in the queue.
type bid struct {
	*arrival
	priority uint256.Int // fee and boost, in wei a unit of gas
	number   uint64      // of those admitted, for arrivals at one moment
}

func newAuction(rounds int) *auction {
	return &auction{rounds: rounds, baseFee: new(uint256.Int), boosted: map[*arrival]*uint256.Int{}}
}

// priorityFee is what a unit of gas of a pays above the base fee, in wei:
// min(maxPriorityFeePerGas, maxFeePerGas - baseFee), 0 where that is negative.
func (a *arrival) priorityFee(baseFee *uint256.Int) *uint256.Int {
	room := new(big.Int).Sub(a.tx.GasFeeCap(), baseFee.ToBig())
	if room.Sign() < 0 {
		return new(uint256.Int)
	}
	tip := a.tx.GasTipCap()
	if tip.Cmp(room) > 0 {
		tip = room
	}
	fee, over := uint256.FromBig(tip)
	if over {
		return new(uint256.Int).SetAllOne()
	}
	return fee
}

// rekey begins a block: every priority follows from its base fee.
func (q *auction) rekey(baseFee *big.Int) {
	q.baseFee = uint256.MustFromBig(baseFee)
	for _, b := range q.waiting {
		b.priority = *q.priority(b.arrival)
	}
	heap.Init(q)
}

func (q *auction) priority(a *arrival) *uint256.Int {
	p := a.priorityFee(q.baseFee)
	if boost := q.boosted[a]; boost != nil {
		if _, over := p.AddOverflow(p, boost); over {
			p.SetAllOne()
		}
	}
	return p
}

// admit takes the whole waiting list in, at the end of a round's intake.
func (q *auction) admit(list []*arrival) {
	for _, a := range list {
		q.count++
		heap.Push(q, &bid{arrival: a, priority: *q.priority(a), number: q.count})
	}
}

// round is what became of the queue in one round.
type round struct {
	included []*arrival
	refused  []refusal
	// early are those whose nonce is too high: they wait outside the queue for
	// the one before them, without boost.
	early []*arrival
	full  bool
}

// transfer moves the queue into the block, highest priority first, until it is
// empty, the block is full, or over says that the round's time is up. Those who
// still wait are boosted.
func (q *auction) transfer(add func(*arrival) error, over func() bool, now time.Time) round {
	var r round
	last := new(uint256.Int)
	early := map[common.Address][]*bid{}
	for len(q.waiting) > 0 && !over() {
		b := heap.Pop(q).(*bid)
		if b.hungUp() {
			r.refused = append(r.refused, refusal{b.arrival, context.Canceled})
			delete(q.boosted, b.arrival)
			continue
		}
		switch err := add(b.arrival); {
		case err == nil:
			r.included, last = append(r.included, b.arrival), &b.priority
			delete(q.boosted, b.arrival)
			for _, next := range early[b.from] {
				heap.Push(q, next)
			}
			delete(early, b.from)
		case errors.Is(err, errBlockFull):
			heap.Push(q, b)
			r.full = true
		case errors.Is(err, core.ErrNonceTooHigh):
			early[b.from] = append(early[b.from], b)
		default:
			r.refused = append(r.refused, refusal{b.arrival, err})
			delete(q.boosted, b.arrival)
		}
		if r.full {
			break
		}
	}
	q.boost(last)
	q.park(&r, early, now)
	return r
}

// boost brings everybody in the queue p/(2K) further up, where p is the priority
// of the last transaction that was included.
func (q *auction) boost(p *uint256.Int) {
	part := new(uint256.Int).Div(p, uint256.NewInt(2*uint64(q.rounds)))
	for _, b := range q.waiting {
		sum := q.boosted[b.arrival]
		if sum == nil {
			sum = new(uint256.Int)
			q.boosted[b.arrival] = sum
		}
		if _, over := sum.AddOverflow(sum, part); over {
			sum.SetAllOne()
		}
		b.priority = *q.priority(b.arrival)
	}
	heap.Init(q)
}

// park sorts out those whose nonce was too high: a second after their arrival
// they are refused (nitro NonceFailureCacheExpiry).
func (q *auction) park(r *round, early map[common.Address][]*bid, now time.Time) {
	for _, list := range early {
		for _, b := range list {
			if now.Sub(b.at) < nonceWait {
				r.early = append(r.early, b.arrival)
				continue
			}
			r.refused = append(r.refused, refusal{b.arrival, core.ErrNonceTooHigh})
			delete(q.boosted, b.arrival)
		}
	}
	r.early = byArrival(r.early) // not in the map's order
	slices.SortStableFunc(r.refused, func(a, b refusal) int { return a.at.Compare(b.at) })
}

// Len is heap.Interface's.
func (q *auction) Len() int { return len(q.waiting) }

// Less is heap.Interface's: the higher priority first, then who arrived first.
func (q *auction) Less(i, j int) bool {
	a, b := q.waiting[i], q.waiting[j]
	return cmp.Or(b.priority.Cmp(&a.priority), a.at.Compare(b.at), cmp.Compare(a.number, b.number)) < 0
}

// Swap is heap.Interface's.
func (q *auction) Swap(i, j int) { q.waiting[i], q.waiting[j] = q.waiting[j], q.waiting[i] }

// Push is heap.Interface's.
func (q *auction) Push(x any) { q.waiting = append(q.waiting, x.(*bid)) }

// Pop is heap.Interface's.
func (q *auction) Pop() any {
	last := q.waiting[len(q.waiting)-1]
	q.waiting = q.waiting[:len(q.waiting)-1]
	return last
}
