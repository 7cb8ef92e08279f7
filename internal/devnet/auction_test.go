package devnet

import (
	"context"
	"errors"
	"math/big"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/holiman/uint256"
	"pgregory.net/rapid"
)

// offer is somebody at the door: a name, the moment of arrival in ms, and what
// they offer in wei a unit of gas.
func offer(name byte, at int, tip, feeCap int64) *arrival {
	return &arrival{
		tx:   types.NewTx(&types.DynamicFeeTx{GasTipCap: big.NewInt(tip), GasFeeCap: big.NewInt(feeCap), Data: []byte{name}}),
		from: common.Address{name}, at: time.UnixMilli(int64(at)),
	}
}

func names(list []*arrival) string {
	var out []byte
	for _, a := range list {
		out = append(out, a.tx.Data()[0])
	}
	return string(out)
}

func anybody(*arrival) error { return nil }

func never() bool { return false }

// room lets n transactions into a block.
func room(n int) func(*arrival) error {
	return func(*arrival) error {
		if n--; n < 0 {
			return errBlockFull
		}
		return nil
	}
}

func TestPriorityIsTheSmallerOfTipAndRoomAboveTheBaseFee(t *testing.T) {
	for _, c := range []struct{ tip, feeCap, baseFee, want int64 }{
		{2, 100, 10, 2},  // the tip
		{2, 11, 10, 1},   // what the cap leaves
		{2, 12, 10, 2},   // both
		{0, 100, 10, 0},  // no tip
		{50, 10, 10, 0},  // no room
		{50, 9, 10, 0},   // below the base fee: refused when executed
		{90, 100, 0, 90}, // no base fee
	} {
		a := offer('a', 0, c.tip, c.feeCap)
		if got := a.priorityFee(uint256.NewInt(uint64(c.baseFee))); got.Uint64() != uint64(c.want) {
			t.Errorf("tip %d, cap %d, base fee %d: priority %s, want %d", c.tip, c.feeCap, c.baseFee, got, c.want)
		}
	}
}

func TestQueueGoesByPriorityThenByArrival(t *testing.T) {
	q := newAuction(2)
	q.rekey(big.NewInt(10))
	// b is capped to 3 and so ties with d and a: then the arrival counts, also for
	// a, who is told of last.
	q.admit([]*arrival{offer('b', 5, 9, 13), offer('c', 1, 1, 100), offer('d', 4, 3, 100), offer('e', 9, 7, 100), offer('a', 2, 3, 100)})
	if r := q.transfer(anybody, never, time.Time{}); names(r.included) != "eadbc" || r.full {
		t.Errorf("order %s, want eadbc", names(r.included))
	}
	// Who comes in a later round stands behind those of an earlier one whatever
	// they pay, because these are in the block.
	q.admit([]*arrival{offer('z', 20, 1000, 2000)})
	if r := q.transfer(anybody, never, time.Time{}); names(r.included) != "z" {
		t.Errorf("second round: %s", names(r.included))
	}
}

// K = 2, so those who wait gain a quarter of the last one's priority a round:
// floor(9/4) = 2, and again 2 when x, who then stands at 9, too, is last.
func TestWhoWaitsIsBoosted(t *testing.T) {
	q := newAuction(2)
	q.rekey(new(big.Int))
	q.admit([]*arrival{offer('a', 0, 9, 99), offer('p', 1, 5, 99), offer('z', 2, 0, 99)})
	if r := q.transfer(room(1), never, time.Time{}); names(r.included) != "a" || !r.full || boostOf(q, 'z') != 2 {
		t.Fatalf("first round: %s, full %v, boost of z %d", names(r.included), r.full, boostOf(q, 'z'))
	}
	// p stands at 5+2, x pays 9.
	q.admit([]*arrival{offer('x', 3, 9, 99)})
	if r := q.transfer(room(1), never, time.Time{}); names(r.included) != "x" || boostOf(q, 'z') != 4 {
		t.Fatalf("second round: %s, boost of z %d", names(r.included), boostOf(q, 'z'))
	}
	// p stands at 9 and came before y, who pays 9.
	q.admit([]*arrival{offer('y', 4, 9, 99)})
	if r := q.transfer(room(1), never, time.Time{}); names(r.included) != "p" {
		t.Errorf("third round: %s, want p", names(r.included))
	}
	// The last one's priority was 9 with its boost: z has 4+2, y 9+2.
	if got := boostOf(q, 'z'); got != 6 {
		t.Errorf("the boost of z is %d, want 6", got)
	}
	// A round that includes nobody gives nothing.
	q.transfer(room(0), never, time.Time{})
	if got := boostOf(q, 'z'); got != 6 {
		t.Errorf("the boost of z after a round for nobody is %d, want 6", got)
	}
	r := q.transfer(anybody, never, time.Time{})
	if names(r.included) != "yz" || len(q.boosted) != 0 {
		t.Errorf("last round: %s, %d boosts kept", names(r.included), len(q.boosted))
	}
}

func boostOf(q *auction, name byte) uint64 {
	for a, boost := range q.boosted {
		if a.tx.Data()[0] == name {
			return boost.Uint64()
		}
	}
	return 0
}

// At a base fee of 10 a has 8 and b 5; at 16 a has 2 left under its cap.
func TestPrioritiesFollowTheBaseFeeAndBoostsStay(t *testing.T) {
	q := newAuction(1)
	q.rekey(big.NewInt(10))
	q.admit([]*arrival{offer('a', 0, 8, 18), offer('b', 1, 5, 100), offer('f', 2, 20, 100)})
	if r := q.transfer(room(1), never, time.Time{}); names(r.included) != "f" { // boost 20/2 = 10
		t.Fatalf("first: %s", names(r.included))
	}
	q.admit([]*arrival{offer('c', 9, 13, 100)})
	q.rekey(big.NewInt(16))
	// b 5+10 = 15, c 13, a 2+10 = 12.
	if r := q.transfer(anybody, never, time.Time{}); names(r.included) != "bca" {
		t.Errorf("after the base fee rose: %s, want bca", names(r.included))
	}
}

func TestRoundEndsWithItsTime(t *testing.T) {
	q := newAuction(2)
	q.rekey(new(big.Int))
	q.admit([]*arrival{offer('a', 0, 3, 99), offer('b', 0, 2, 99), offer('c', 0, 1, 99)})
	n := 0
	r := q.transfer(anybody, func() bool { n++; return n > 2 }, time.Time{})
	if names(r.included) != "ab" || r.full || q.Len() != 1 {
		t.Errorf("included %s, full %v, %d wait", names(r.included), r.full, q.Len())
	}
}

// A nonce that is too high waits for the one before it, in this round or a later
// one, for a second; the one before may pay less.
func TestHigherNonceWaits(t *testing.T) {
	q := newAuction(2)
	q.rekey(new(big.Int))
	first, second, other := offer('1', 10, 1, 99), offer('2', 0, 9, 99), offer('o', 5, 2, 99)
	second.from = first.from
	done := map[common.Address]bool{}
	add := func(a *arrival) error {
		if a == second && !done[a.from] {
			return core.ErrNonceTooHigh
		}
		done[a.from] = true
		return nil
	}
	q.admit([]*arrival{second, other})
	r := q.transfer(add, never, time.UnixMilli(100))
	if names(r.included) != "o" || names(r.early) != "2" || len(r.refused) != 0 {
		t.Fatalf("included %s, early %s", names(r.included), names(r.early))
	}
	q.admit(append(r.early, first))
	if r = q.transfer(add, never, time.UnixMilli(200)); names(r.included) != "12" {
		t.Errorf("included %s, want 12", names(r.included))
	}
	third := offer('3', 0, 9, 99)
	q.admit([]*arrival{third})
	r = q.transfer(func(*arrival) error { return core.ErrNonceTooHigh }, never, time.UnixMilli(1000))
	if len(r.refused) != 1 || !errors.Is(r.refused[0].err, core.ErrNonceTooHigh) || len(r.early) != 0 {
		t.Errorf("after a second: %+v", r)
	}
}

func TestWhoHangsUpOrCannotPayIsRefused(t *testing.T) {
	q := newAuction(2)
	q.rekey(new(big.Int))
	gone := make(chan struct{})
	close(gone)
	a, b := offer('a', 0, 3, 99), offer('b', 0, 2, 99)
	a.gone = gone
	q.admit([]*arrival{a, b})
	r := q.transfer(func(*arrival) error { return core.ErrInsufficientFunds }, never, time.Time{})
	if len(r.refused) != 2 || !errors.Is(r.refused[0].err, context.Canceled) || !errors.Is(r.refused[1].err, core.ErrInsufficientFunds) {
		t.Errorf("refused %v", r.refused)
	}
}

// Whatever comes when and pays what: inside a round nobody stands behind somebody
// with a lower priority, nor behind a later arrival with the same one; nobody is
// lost or included twice; who waits stands behind everybody who was included.
func TestNobodyIsOvertaken(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := newAuction(rapid.IntRange(1, 10).Draw(t, "K"))
		offered, seen := 0, map[*arrival]bool{}
		for n := range rapid.IntRange(1, 12).Draw(t, "rounds") {
			if rapid.Bool().Draw(t, "new block") {
				q.rekey(big.NewInt(rapid.Int64Range(0, 50).Draw(t, "base fee")))
			}
			var list []*arrival
			for range rapid.IntRange(0, 8).Draw(t, "arrivals") {
				offered++
				list = append(list, offer('x', n*10+rapid.IntRange(0, 9).Draw(t, "at"), rapid.Int64Range(0, 20).Draw(t, "tip"), rapid.Int64Range(0, 70).Draw(t, "cap")))
			}
			q.admit(list)
			before := map[*arrival]*uint256.Int{}
			for _, b := range q.waiting {
				before[b.arrival] = new(uint256.Int).Set(&b.priority)
			}
			r := q.transfer(room(rapid.IntRange(0, 10).Draw(t, "room")), never, time.Time{})
			waiting := make([]*arrival, 0, q.Len())
			for _, b := range q.waiting {
				waiting = append(waiting, b.arrival)
			}
			for i, a := range r.included {
				if seen[a] {
					t.Fatal("included twice")
				}
				seen[a] = true
				for _, b := range slices.Concat(r.included[i+1:], waiting) {
					if by := before[a].Cmp(before[b]); by < 0 || by == 0 && a.at.After(b.at) {
						t.Fatalf("priority %s at %v stands before %s at %v", before[a], a.at, before[b], b.at)
					}
				}
			}
			if len(seen)+q.Len() != offered {
				t.Fatalf("%d offered, %d included, %d wait", offered, len(seen), q.Len())
			}
		}
	})
}

// Somebody who pays nothing is in after a bounded number of rounds even if each
// round could be filled by others.
func TestNobodyStarves(t *testing.T) {
	for _, rounds := range []int{1, 2, 5, 10} {
		t.Run(strconv.Itoa(rounds), func(t *testing.T) {
			q := newAuction(rounds)
			q.rekey(new(big.Int))
			q.admit([]*arrival{offer('z', 0, 0, 1e9)})
			for n := 1; ; n++ {
				q.admit([]*arrival{offer('a', n, 1e6, 1e9), offer('b', n, 1e6, 1e9)})
				if r := q.transfer(room(2), never, time.Time{}); slices.ContainsFunc(r.included, func(a *arrival) bool { return a.tx.Data()[0] == 'z' }) {
					// After 2K rounds it has what they pay, and came first.
					if n != 2*rounds+1 {
						t.Errorf("in after %d rounds, want %d", n, 2*rounds+1)
					}
					return
				}
				if n > 100 {
					t.Fatal("starved")
				}
			}
		})
	}
}
