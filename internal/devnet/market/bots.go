package market

import (
	"context"
	"fmt"
	"math/big"
	"math/rand/v2"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"

	"mevbot/internal/bindings"
	"mevbot/internal/devnet"
)

const (
	// MaxBots is how many rival bots there can be.
	MaxBots = 2
	// BotLead is how much faster and slower than the operator they are.
	BotLead = 40 * time.Millisecond
	// botFloor is the least that a reaction takes.
	botFloor = time.Millisecond
	// A bot's gas, about, when it trades, and when it comes too late.
	fixedGas, resizerGas         = 165_000, 160_000
	fixedLateGas, resizerLateGas = 110_000, 45_000
	thirdHopGas                  = 70_000
	// Under a priority gas auction a bot bids this part of its profit.
	leastBid, mostBid = 0.50, 0.95
	// mostResized is how far the size on chain may exceed the one that was seen.
	mostResized = 3
)

// Bot is a rival that competes for the operator's gaps: it knows the pools from
// the same messages, and trades with its own money through its own contract. The
// first is BotLead faster than the operator (or as fast as can be, where the
// operator is faster than that), knows cycles of FastHops pools and sends the
// size that it saw, through the same executor as the operator's. The second is
// BotLead slower, knows cycles of three pools, too, and sizes on chain. Each has one
// transaction under way at most; what reverts they pay for.
type Bot struct {
	Name              string
	Account, Contract common.Address
}

// Bots are the rival bots of this market.
func (m *Market) Bots() []Bot {
	list := make([]Bot, m.options.Bots)
	for i := range list {
		account := m.accounts[firstBot+i].address
		list[i] = Bot{Name: [MaxBots]string{"fast", "resizing"}[i], Account: account, Contract: crypto.CreateAddress(account, 0)}
	}
	return list
}

// bots creates the contract of each, and gives the one that does not borrow
// what it trades with.
func (b *builder) bots(ctx context.Context) error {
	m := b.m
	for i, bot := range m.Bots() {
		who := firstBot + i
		meta, args := &bindings.ExecutorMetaData, m.code.executor.PackConstructor(bot.Account, bot.Account, bot.Account, m.addresses.WETH)
		if resizes(i) {
			meta, args = &bindings.ResizerMetaData, m.code.resizer.PackConstructor(m.addresses.WETH)
		}
		if err := b.add(ctx, "create the contract of rival bot "+bot.Name, who, nil, nil, createGas, append(common.FromHex(meta.Bin), args...)); err != nil {
			return err
		}
		if !resizes(i) {
			continue
		}
		stock := integer(b.world.units(weth, pocketUSD/1e3))
		if err := b.add(ctx, "wrap coins", who, &m.addresses.WETH, stock, callGas, nil); err != nil {
			return err
		}
		data, err := m.code.weth.ABI.Pack("transfer", bot.Contract, stock)
		if err != nil {
			return fmt.Errorf("pack transfer: %w", err)
		}
		if err := b.add(ctx, "give a rival bot its stock", who, &m.addresses.WETH, nil, callGas, data); err != nil {
			return err
		}
	}
	return nil
}

func resizes(bot int) bool { return bot == 1 }

// bots lets each rival bot act on what is seen.
func (t *turn) bots(rng *rand.Rand) error {
	t.reacts = true
	defer func() { t.reacts = false }()
	if t.m.options.Bots == 0 {
		return nil
	}
	longest := [MaxBots]int{t.m.options.FastHops, 3}
	lags := [MaxBots]time.Duration{max(t.m.options.Latency-BotLead, botFloor), t.m.options.Latency + BotLead}
	for i, lag := range lags[:t.m.options.Bots] {
		// Drawn whether or not there is anything to do, so that one bot's luck does
		// not depend on the other's.
		lag += time.Duration(rng.Int64N(int64(2 * time.Millisecond)))
		part := leastBid + (mostBid-leastBid)*rng.Float64()
		if _, idle := t.m.free(t.seen, firstBot+i, 1, 0); !idle {
			continue
		}
		t.at = lag
		if err := t.hunt(i, t.seen.bestLoop(longest[i]), part); err != nil {
			return err
		}
	}
	return nil
}

// hunt sends a bot after a cycle if that nets anything. part of the net is bid
// where tips count.
func (t *turn) hunt(i int, best loop, part float64) error {
	gas, late := float64(fixedGas), float64(fixedLateGas)
	if resizes(i) {
		gas, late = resizerGas, resizerLateGas
	}
	gas += thirdHopGas * float64(len(best.pools)-2)
	wei := t.gasWei / gapGas * gas // for gas, if it lands
	net := best.gross - wei
	if net <= 0 {
		return nil
	}
	c := call{gas: 800_000, tip: new(big.Int)}
	if t.m.options.Tips {
		c.tip = integer(part * net / gas)
		wei += part * net
	}
	// It had rather land than revert as long as that costs less.
	least := integer(wei * (1 - late/gas))
	size := integer(best.size)
	to := crypto.CreateAddress(t.m.accounts[firstBot+i].address, 0)
	if resizes(i) {
		hops := make([]bindings.ResizerHop, len(best.pools))
		for k, pool := range best.pools {
			p := &t.m.pools[pool]
			hops[k] = bindings.ResizerHop{Pool: p.address, Concentrated: p.kind == v3, ZeroForOne: p.token0 == best.path[k], Fee: p.fee}
		}
		c.data = t.m.code.resizer.PackRun(hops, new(big.Int).Mul(size, big.NewInt(mostResized)), least)
	} else {
		var route []byte
		for k, pool := range best.pools {
			route = t.m.executorHop(route, pool, best.path[k])
		}
		c.data = t.m.code.executor.PackExecute(size, least, t.now+600, route)
	}
	return t.send(firstBot+i, to, c)
}

// executorHop appends a hop as Executor.sol documents it: flags, pool, V2 fee in
// 1/10,000.
func (m *Market) executorHop(route []byte, i, in int) []byte {
	p := &m.pools[i]
	flags, fee := byte(1<<1), p.fee/100
	if p.kind == v3 {
		flags, fee = 2<<1, 0
	}
	if p.token0 != in {
		flags |= 1
	}
	route = append(append(route, flags), p.address[:]...)
	return append(route, byte(fee>>8), byte(fee))
}

// Executed is devnet.Watcher's: the bots that have a Fast Feed see what the open
// block has done so far.
func (m *Market) Executed(_ context.Context, number uint64, receipts []*types.Receipt) ([]devnet.Timed, error) {
	if !m.options.BotFastFeed || m.options.Bots == 0 || m.head == nil || m.head.seen.number+1 != number {
		return nil, nil
	}
	t := &turn{m: m, seen: m.head.seen.clone(), gasWei: m.head.gasWei, now: m.head.now}
	for _, r := range receipts {
		for _, l := range r.Logs {
			if p, ok := m.byAddress[l.Address]; ok && len(l.Topics) > 0 {
				t.seen.states[p].apply(l)
			}
		}
		if s, ours := m.known.sent[r.TxHash]; ours {
			t.seen.nonces[s.account]++
		}
	}
	rng := stream(m.options.Seed, number<<8+uint64(len(receipts)), "bots inside a block")
	if err := t.bots(rng); err != nil {
		return nil, fmt.Errorf("plan the rival bots inside block %d: %w", number, err)
	}
	return t.out, nil
}

// bid is the tip of somebody who gains net wei with about gas: a drawn part of
// it where tips count, none elsewhere.
func (t *turn) bid(rng *rand.Rand, net, gas float64) *big.Int {
	if !t.m.options.Tips {
		return new(big.Int)
	}
	return integer(max(net, 0) * (leastBid + (mostBid-leastBid)*rng.Float64()) / gas)
}

// tip is what a user offers, in wei a unit of gas: where tips count, one in three
// offers some thousandths to a tenth of a gwei.
func (t *turn) tip(who int) *big.Int {
	if !t.m.options.Tips {
		return nil
	}
	rng := stream(t.m.options.Seed, t.seen.number<<8+uint64(who), "tip")
	if rng.IntN(3) != 0 {
		return nil
	}
	return big.NewInt(1e6 + rng.Int64N(1e8))
}
