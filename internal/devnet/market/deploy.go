package market

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/big"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"mevbot/internal/chain"
)

// Gas limits of set-up transactions: generous, and under the 2^24 that
// EIP-7825 allows a transaction.
const (
	createGas = 9_000_000
	poolGas   = 6_000_000
	callGas   = 200_000
)

// Deploy puts the contracts on the chain, fills the pools and the traders'
// pockets, and learns the state from the receipts. The chain must be fresh.
func (m *Market) Deploy(ctx context.Context, c Chain) error {
	m.client = c.Client()
	head, err := m.client.HeaderByNumber(ctx, nil)
	if err != nil {
		return fmt.Errorf("read the chain's head: %w", err)
	}
	b := &builder{m: m, chain: c, limit: head.GasLimit, world: m.genesisWorld()}
	for _, step := range []struct {
		what string
		do   func(context.Context) error
	}{
		{"create contracts", b.contracts},
		{"hand out tokens", b.pockets},
		{"create pools", b.pools},
		{"fill pools", b.liquidity},
		{"approve routers", b.approvals},
		{"allow covert traders", b.traders},
		{"set rival bots up", b.bots},
		{"let the base fee settle", b.settle},
	} {
		err := step.do(ctx)
		if err == nil {
			err = b.flush(ctx)
		}
		if err != nil {
			return fmt.Errorf("deploy the market: %s: %w", step.what, err)
		}
	}
	// The filler is asked for as long as the chain runs; closing it ends that.
	lasting := context.WithoutCancel(ctx)
	m.burnerNonce = func(block common.Hash) (uint64, error) {
		return m.client.NonceAtHash(lasting, m.accounts[burner].address, block)
	}
	b.world.number, b.world.parent = b.last.NumberU64(), b.last.ParentHash()
	m.known.keep(b.last.Hash(), b.world)
	return nil
}

// builder collects transactions into blocks.
type builder struct {
	m     *Market
	chain Chain
	limit uint64
	world *world
	last  *types.Block

	txs  []*types.Transaction
	what []string
	gas  uint64
}

// add queues a transaction, after a full block is mined.
func (b *builder) add(ctx context.Context, what string, from int, to *common.Address, value *big.Int, gas uint64, data []byte) error {
	if b.gas+gas > b.limit || b.bytes() > setupBytes {
		if err := b.flush(ctx); err != nil {
			return err
		}
	}
	if value == nil {
		value = new(big.Int)
	}
	tx, err := b.m.sign(from, b.world.nonces[from], to, value, gas, data)
	if err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	b.queue(what, from, tx)
	return nil
}

// queue puts a transaction into the block that flush mines next.
func (b *builder) queue(what string, from int, tx *types.Transaction) {
	b.world.nonces[from]++
	b.txs, b.what, b.gas = append(b.txs, tx), append(b.what, what), b.gas+tx.Gas()
}

// setupBytes keeps a block below what a feed message may hold, with room for one
// more contract.
const setupBytes = 160_000

// bytes is the size of the queued transactions.
func (b *builder) bytes() (n uint64) {
	for _, tx := range b.txs {
		n += tx.Size()
	}
	return n
}

// flush mines what is queued and reads the pools' logs.
func (b *builder) flush(ctx context.Context) error {
	if len(b.txs) == 0 {
		return nil
	}
	return b.mine(ctx)
}

func (b *builder) mine(ctx context.Context) error {
	block, receipts, err := b.chain.Mine(ctx, b.txs)
	if err != nil {
		return fmt.Errorf("mine set-up block: %w", err)
	}
	for i, r := range receipts {
		if i >= len(b.what) {
			break // what the chain itself appended
		}
		if r.Status != types.ReceiptStatusSuccessful {
			return fmt.Errorf("%s: reverted in block %d with %d gas used of %d", b.what[i], block.NumberU64(), r.GasUsed, b.txs[i].Gas())
		}
		for _, l := range r.Logs {
			if p, ok := b.m.byAddress[l.Address]; ok {
				b.world.states[p].apply(l)
			}
		}
	}
	b.txs, b.what, b.gas, b.last = nil, nil, 0, block
	return nil
}

// pockets gives everybody who trades far more than they will ever need.
func (b *builder) pockets(ctx context.Context) error {
	m := b.m
	holders := []common.Address{m.accounts[deployer].address, m.addresses.Opaque, m.addresses.Keeper}
	for i := firstTrader; i < firstCovert; i++ {
		holders = append(holders, m.accounts[i].address)
	}
	eth := integer(b.world.units(weth, pocketUSD))
	for _, from := range append([]int{deployer}, span(firstTrader, firstCovert)...) {
		if err := b.add(ctx, "wrap coins", from, &m.addresses.WETH, eth, callGas, nil); err != nil {
			return err
		}
	}
	for _, to := range []common.Address{m.addresses.Opaque, m.addresses.Keeper} {
		data, err := m.code.weth.ABI.Pack("transfer", to, integer(b.world.units(weth, pocketUSD/4)))
		if err != nil {
			return fmt.Errorf("pack transfer: %w", err)
		}
		if err := b.add(ctx, "hand out WETH", deployer, &m.addresses.WETH, nil, callGas, data); err != nil {
			return err
		}
	}
	for t := range assets {
		if t == weth {
			continue
		}
		amount := integer(b.world.units(t, pocketUSD))
		for _, to := range holders {
			if err := b.add(ctx, "mint "+assets[t].symbol, deployer, &m.addresses.Tokens[t].Address, nil, callGas,
				m.code.token.PackMint(to, amount)); err != nil {
				return err
			}
		}
	}
	return nil
}

// pocketUSD is what each trader owns of each token.
const pocketUSD = 1e12

// pools creates and opens every pool.
func (b *builder) pools(ctx context.Context) error {
	m := b.m
	for i := range m.pools {
		p := &m.pools[i]
		t0, t1 := m.addresses.Tokens[p.token0].Address, m.addresses.Tokens[p.token1].Address
		if p.kind == v2 {
			data, err := m.code.factory2.ABI.Pack("createPair", t0, t1)
			if err != nil {
				return fmt.Errorf("pack pair: %w", err)
			}
			if err := b.add(ctx, "create pair", deployer, &m.addresses.Factories[p.factory].Address, nil, poolGas, data); err != nil {
				return err
			}
			continue
		}
		data, err := m.code.factory3.ABI.Pack("createPool", t0, t1, bigOf(p.fee))
		if err != nil {
			return fmt.Errorf("pack pool: %w", err)
		}
		if err := b.add(ctx, "create pool", deployer, &m.addresses.Factories[2].Address, nil, poolGas, data); err != nil {
			return err
		}
	}
	return nil
}

// approvals lets each trader's home router take its tokens.
func (b *builder) approvals(ctx context.Context) error {
	for who := firstTrader; who < firstCovert; who++ {
		router := b.m.addresses.Routers[(who-firstTrader)/tradersEach].Address
		if err := b.approve(ctx, who, router); err != nil {
			return err
		}
	}
	return nil
}

// traders lets the covert accounts use the covert contract.
func (b *builder) traders(ctx context.Context) error {
	for who := firstCovert; who < firstBot; who++ {
		if err := b.add(ctx, "allow trader", deployer, &b.m.addresses.Opaque, nil, callGas,
			b.m.code.opaque.PackAllow(b.m.accounts[who].address)); err != nil {
			return err
		}
	}
	return nil
}

// approve lets spender take every token of an account.
func (b *builder) approve(ctx context.Context, who int, spender common.Address) error {
	data, err := b.m.code.weth.ABI.Pack("approve", spender, maxUint)
	if err != nil {
		return fmt.Errorf("pack approval: %w", err)
	}
	for t := range assets {
		if err := b.add(ctx, "approve "+assets[t].symbol, who, &b.m.addresses.Tokens[t].Address, nil, callGas, data); err != nil {
			return err
		}
	}
	return nil
}

var maxUint = new(big.Int).Sub(new(big.Int).Lsh(big.NewInt(1), 256), big.NewInt(1))

// settle mines blocks of burnt gas until the base fee, which the set-up blocks
// have moved, is where it should be.
func (b *builder) settle(ctx context.Context) error {
	if err := b.flush(ctx); err != nil {
		return err
	}
	for range 200 {
		want := float64(b.m.TargetBaseFee(chain.Block(b.last.NumberU64() + 2)).Uint64())
		// EIP-1559: the fee moves by an eighth of how far usage is off half the limit.
		fee, aim := float64(b.last.BaseFee().Uint64()), float64(b.limit)/2
		next := fee * (1 + (float64(b.last.GasUsed())/aim-1)/8)
		if math.Abs(next/want-1) < 0.02 {
			return nil
		}
		burn := max(0, min(aim*(1+8*(want/next-1)), 1.9*aim))
		for burn > 2*burnOverhead {
			part := min(burn, burnMost/2)
			tx, err := b.m.burn(b.world.nonces[burner], uint64(part))
			if err != nil {
				return err
			}
			b.queue("burn gas", burner, tx)
			burn -= part
		}
		if err := b.mine(ctx); err != nil {
			return err
		}
	}
	return errors.New("the base fee does not come to its target")
}

func span(from, to int) []int {
	list := make([]int, 0, to-from)
	for i := from; i < to; i++ {
		list = append(list, i)
	}
	return list
}
