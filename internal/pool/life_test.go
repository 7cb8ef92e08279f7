package pool

import (
	"math/big"
	"slices"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/common"

	"mevbot/internal/amm"
	"mevbot/internal/event"
	"mevbot/internal/rpc"
)

// confirm predicts and confirms a block of n random swaps.
func (r *trader) confirm(m *Market, n int) {
	r.t.Helper()
	for range n {
		r.swap()
	}
	b := r.commit()
	r.predict(m, b, nil)
	if _, err := m.Confirm(r.block(b)); err != nil {
		r.t.Fatal(err)
	}
}

func (s *street) load(c *tally) *Market {
	s.t.Helper()
	m, err := Load(s.t.Context(), s.options(c.listener()))
	if err != nil {
		s.t.Fatal(err)
	}
	return m
}

// confirmed copies the confirmed states and ticks without the head.
func confirmed(m *Market) []State { return m.Export().Pools }

func samePools(t *testing.T, what string, got, want []State) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: %d pools, want %d", what, len(got), len(want))
	}
	for i := range got {
		a, b := got[i], want[i]
		at, bt := a.Ticks, b.Ticks
		a.Ticks, b.Ticks = nil, nil
		if !slices.Equal(at, bt) || a.Reserve0 != b.Reserve0 || a.Reserve1 != b.Reserve1 || a.SqrtPriceX96 != b.SqrtPriceX96 ||
			a.Liquidity != b.Liquidity || a.Tick != b.Tick || a.Distrust != b.Distrust {
			t.Errorf("%s: pool %d is\n%+v, want\n%+v", what, i, a, b)
		}
	}
}

// Three blocks are replaced by the real chain, told by the feed first or by the
// node first: the old ones are taken back exactly, and the new ones predicted
// where the feed told of them.
func TestReplacedBlocksAreTakenBack(t *testing.T) {
	for _, fed := range []bool{true, false} {
		s := newStreet(t)
		var c tally
		m := s.load(&c)
		r := s.trader(3)
		r.confirm(m, 10)
		common0, parent := confirmed(m), m.Head()
		for range 3 {
			r.move()
			r.confirm(m, 10)
		}
		s.eventually("the chain does not fork", func() bool { return s.sim.Fork(parent.Hash) == nil })
		before := c
		if fed {
			m.Rewind(parent.Number + 1)
			samePools(t, "after the rewind", confirmed(m), common0)
			if m.Head() != parent || m.Sighted() == nil {
				t.Errorf("head %d, want %d; sighted %v", m.Head().Number, parent.Number, m.Sighted())
			}
		}
		for range 4 {
			for range 5 {
				r.swap()
			}
			b := s.commit()
			if fed {
				s.predict(m, b, nil)
			}
			if _, err := m.Confirm(s.block(b)); err != nil {
				t.Fatal(err)
			}
		}
		if m.Sighted() != nil && fed {
			t.Error(m.Sighted())
		}
		s.same(m)
		if c.reorgs != before.reorgs+1 || c.outcome[event.Mismatch] != 0 {
			t.Errorf("fed %t: %d reorgs, outcomes %v", fed, c.reorgs, c.outcome)
		}
		if fed && c.outcome[event.Exact] == before.outcome[event.Exact] {
			t.Error("nothing of the new branch was predicted")
		}
	}
}

// The feed says that blocks were replaced, but the node goes on with them.
func TestRewindThatWasNone(t *testing.T) {
	s := newStreet(t)
	var c tally
	m := s.load(&c)
	r := s.trader(4)
	var blocks []*Block
	for range 3 {
		r.confirm(m, 5)
		blocks = append(blocks, m.history[len(m.history)-1].block)
	}
	want, head := confirmed(m), m.Head()
	m.Rewind(head.Number - 1)
	if m.Head().Number != head.Number-2 {
		t.Fatalf("head is %d", m.Head().Number)
	}
	// The feed tells the same block again: nothing was replaced.
	m.Predict(head.Number-1, blocks[1].Head.Hash, head.Time, nil)
	m.Predict(head.Number, blocks[2].Head.Hash, head.Time, nil)
	samePools(t, "told again", confirmed(m), want)
	m.Rewind(head.Number)
	r.swap()
	if _, err := m.Confirm(s.block(s.commit())); err != nil {
		t.Fatal(err)
	}
	if m.Head().Number != head.Number+1 {
		t.Errorf("head is %d, want %d", m.Head().Number, head.Number+1)
	}
	s.same(m)
}

// A message that never came is made up for by logs; what comes after waits, and
// is predicted then.
func TestGapIsClosedByLogs(t *testing.T) {
	s := newStreet(t)
	var c tally
	m := s.load(&c)
	r := s.trader(5)
	var blocks []*Block
	for i := range 3 {
		for range 10 {
			r.swap()
		}
		b := s.commit()
		if i != 1 {
			s.predict(m, b, nil) // the hole is seen by its number
		}
		blocks = append(blocks, s.block(b))
	}
	if m.Sighted() == nil {
		t.Error("sighted with a gap")
	}
	for i, b := range blocks {
		predicted := c.predicted
		if _, err := m.Confirm(b); err != nil {
			t.Fatal(err)
		}
		if i == 1 && (c.predicted == predicted || c.filled != 1 || m.Sighted() != nil) {
			t.Errorf("gap not closed: %+v, %v", c, m.Sighted())
		}
	}
	s.same(m)
	if c.outcome[event.Exact] != c.predicted || c.readable != 0 {
		t.Errorf("%+v", c)
	}
}

// Routes that the market predicted and the chain reverted: here for want of an
// allowance, which no pool can know of.
func TestRevertedRoute(t *testing.T) {
	s := newStreet(t)
	var c tally
	m := s.load(&c)
	path := []common.Address{s.tokens[1], s.tokens[2]}
	swap := func() {
		s.send(s.router2, nil, "swapExactTokensForTokens", big.NewInt(1e15), new(big.Int), path, s.me, forever)
	}
	s.send(contract{s.tokens[1], load(t, "WETH9").ABI}, nil, "approve", s.router2.Address, new(big.Int))
	swap()
	s.send(contract{s.tokens[1], load(t, "WETH9").ABI}, nil, "approve", s.router2.Address, supply)
	swap()
	b := s.commit()
	s.predict(m, b, nil)
	if _, err := m.Confirm(s.block(b)); err != nil {
		t.Fatal(err)
	}
	s.same(m)
	if c.outcome[event.Reverted] != 1 || c.outcome[event.Disturbed] != 1 || c.settled() != c.predicted {
		t.Errorf("outcomes %v of %d predictions", c.outcome, c.predicted)
	}
}

// A pool whose curve is not what its factory was said to have is found out by
// its first swap, read again, and given up when that does not help.
func TestWrongCurveIsAMismatch(t *testing.T) {
	s := newStreet(t)
	var c tally
	opts := s.options(c.listener())
	opts.Factories[0].FeeBps = 25
	m, err := Load(t.Context(), opts)
	if err != nil {
		t.Fatal(err)
	}
	path := []common.Address{s.tokens[1], s.tokens[2]}
	for i := range 4 {
		s.send(s.router2, nil, "swapExactTokensForTokens", big.NewInt(1e15), new(big.Int), path, s.me, forever)
		b := s.commit()
		s.predict(m, b, nil)
		if _, err := m.Confirm(s.block(b)); err != nil {
			t.Fatal(err)
		}
		if want := min(i+1, 3); c.outcome[event.Mismatch] != want {
			t.Fatalf("after swap %d: outcomes %v, want %d mismatches", i+1, c.outcome, want)
		}
		mend(t, s, m)
	}
	if len(c.trust) != 5 || c.trust[4].Trusted {
		t.Errorf("trust went %+v, want lost and found twice, then lost for good", c.trust)
	}
}

// mend does what a Mender does, once.
func mend(t *testing.T, s *street, m *Market) bool {
	t.Helper()
	r, wanted := m.Wanted(nil)
	if !wanted {
		return false
	}
	f, err := r.Fetch(t.Context(), s.client)
	if err != nil {
		t.Fatal(err)
	}
	if err := m.Install(f); err != nil {
		t.Fatal(err)
	}
	return true
}

// Pools that are created while the market runs are watched soon after, and lost
// ones are trusted again, with the logs of the blocks since they were read.
func TestNewAndLostPoolsAreRead(t *testing.T) {
	s := newStreet(t)
	var c tally
	m := s.load(&c)
	r := s.trader(6)
	token := s.create("WETH9").Address
	erc20 := contract{token, load(t, "WETH9").ABI}
	s.send(erc20, supply, "deposit")
	for _, spender := range []contract{s.router2, s.nfpm} {
		s.send(erc20, nil, "approve", spender.Address, supply)
	}
	s.pair(token, s.tokens[0], 1, 2)
	s.pool3(token, s.tokens[0], 3000)
	r.confirm(m, 5)
	m.distrust(2, "test")
	m.distrust(8, "test")

	want, ok := m.Wanted(nil)
	if !ok {
		t.Fatal("nothing is wanted")
	}
	f, err := want.Fetch(t.Context(), s.client)
	if err != nil {
		t.Fatal(err)
	}
	for range 2 { // the world goes on while it is read
		r.move()
		r.confirm(m, 15)
	}
	if err := m.Install(f); err != nil {
		t.Fatal(err)
	}
	if _, more := m.Wanted(nil); more || m.Pools() != 13 || !m.Trusted(2) || !m.Trusted(8) {
		t.Errorf("%d pools, more wanted: %t", m.Pools(), more)
	}
	s.same(m)
	r.confirm(m, 20)
	s.same(m)
	if c.outcome[event.Mismatch] != 0 {
		t.Errorf("outcomes %v", c.outcome)
	}
}

// Deeper than what is remembered: everything is read again, and is right.
func TestUnknownParentReloadsEverything(t *testing.T) {
	s := newStreet(t)
	var c tally
	m := s.load(&c)
	r := s.trader(7)
	for range 3 { // blocks that the market never sees
		r.swap()
		s.commit()
	}
	r.swap()
	if _, err := m.Confirm(s.block(s.commit())); err != nil {
		t.Fatal(err)
	}
	if m.Sighted() == nil || m.Trusted(0) {
		t.Error("a market that lost the chain trusts itself")
	}
	mend(t, s, m)
	m.Predict(m.Head().Number+1, common.Hash{}, 0, nil)
	if m.Sighted() != nil || !m.Trusted(0) {
		t.Error(m.Sighted())
	}
	s.same(m)
}

// Decimals that cannot be read are no decimals.
func TestTokenWithoutDecimalsIsRefused(t *testing.T) {
	s := newStreet(t)
	// A contract that is no token: the multicall.
	s.send(s.factory2, nil, "createPair", s.multicall.Address, s.tokens[0])
	s.must()
	m := s.load(&tally{})
	if _, known := m.Tokens().Lookup(s.multicall.Address); known || m.Pools() != 11 || len(m.excluded) != 1 {
		t.Errorf("%d pools, refused %v", m.Pools(), m.excluded)
	}
}

// Pools are chosen by tokens and number.
func TestChoiceOfPools(t *testing.T) {
	s := newStreet(t)
	opts := s.options(event.Listener{})
	opts.Tokens = []common.Address{s.tokens[1]}
	m, err := Load(t.Context(), opts)
	if err != nil {
		t.Fatal(err)
	}
	if m.Pools() != 3 { // one pair and two V3 pools of WETH with it
		t.Errorf("%d pools of one token and the base token", m.Pools())
	}
	opts.Tokens, opts.MaxPools = nil, 4
	if m, err = Load(t.Context(), opts); err != nil {
		t.Fatal(err)
	}
	base, _ := m.Tokens().Lookup(s.tokens[0])
	for id := range m.Pools() {
		if info := m.Info(amm.PoolID(id)); info.Token[0] != base && info.Token[1] != base {
			t.Errorf("%s is watched before pools of the base token", info.Name)
		}
	}
	if m.Pools() != 4 {
		t.Errorf("%d pools, want 4", m.Pools())
	}
}

// A pool that belongs to another factory than the one whose log named it is
// refused: its curve and its fee would be guesses.
func TestPoolOfAnotherFactoryIsRefused(t *testing.T) {
	s := newStreet(t)
	opts := s.options(event.Listener{})
	if err := opts.setDefaults(); err != nil {
		t.Fatal(err)
	}
	head, err := opts.start(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	found, err := opts.discover(t.Context(), 0, head.Number)
	if err != nil || len(found) < 2 {
		t.Fatal(len(found), err)
	}
	mc, err := opts.Client.Multicaller(opts.Multicall)
	if err != nil {
		t.Fatal(err)
	}
	found = found[:2]
	found[1].factory = 1 - found[1].factory
	births, err := readBirths(t.Context(), mc, rpc.AtHash(head.Hash), found, opts.Factories, nil, func(int, int) {})
	if err != nil {
		t.Fatal(err)
	}
	if births[0].reason != "" || !strings.Contains(births[1].reason, "belongs to another factory, ") {
		t.Errorf("%q, %q", births[0].reason, births[1].reason)
	}
}
