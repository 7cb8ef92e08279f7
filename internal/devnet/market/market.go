package market

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/big"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/ethclient"

	"mevbot/internal/chain"
)

// ErrNotDeployed says that traffic was asked for before Deploy.
var ErrNotDeployed = errors.New("the market is not deployed: call Deploy first")

// Chain is what the market needs of the chain it lives on.
type Chain interface {
	Client() *ethclient.Client
	Signer() types.Signer
	// Mine makes one block of exactly these transactions in this order.
	Mine(ctx context.Context, txs []*types.Transaction) (*types.Block, types.Receipts, error)
}

// Options say who trades here.
type Options struct {
	// Seed decides prices, base fees and what every trader does.
	Seed int64
	// Operator may use the executor contract; it is given OperatorFunds wei of
	// native coin at genesis, one coin where that is nil.
	Operator      common.Address
	OperatorFunds *big.Int
	// Interval is the time between blocks over which arrivals are spread, a
	// quarter of a second where it is zero.
	Interval time.Duration
	// NoRivals leaves the gaps to the bot: nobody else closes them on purpose.
	NoRivals bool
}

// Market is the tokens, pools and traders of one local chain.
type Market struct {
	options   Options
	addresses Addresses
	accounts  []account
	signer    types.Signer
	client    *ethclient.Client
	// burnerNonce is the nonce of the burner's account after a block.
	burnerNonce func(block common.Hash) (uint64, error)

	pools     []pool
	byAddress map[common.Address]int
	// reachable are the pools each router can trade in, from the covert
	// contract (first) on, with their cumulative weights.
	reachable [routers + 1][]int
	weights   [routers + 1][]float64

	code    contracts
	genesis *world

	known   known
	pending []pending
	// previous is the head's hash, which one form of multicall carries.
	previous common.Hash
}

// New plans the market. It touches no chain. The error is artifact.ErrMissing
// in a program built without the contracts.
func New(o Options) (*Market, error) {
	if o.Operator == (common.Address{}) {
		return nil, errors.New("market: an operator address is needed for the executor contract")
	}
	if o.OperatorFunds == nil {
		o.OperatorFunds = big.NewInt(1e18)
	}
	if o.Interval == 0 {
		o.Interval = 250 * time.Millisecond
	}
	m := &Market{
		options: o, byAddress: map[common.Address]int{},
		signer: types.LatestSignerForChainID(new(big.Int).SetUint64(uint64(chain.Local.ID))),
		known:  known{worlds: map[common.Hash]*world{}, sent: map[common.Hash]sent{}},
	}
	var err error
	if m.addresses, err = Known(); err != nil {
		return nil, err
	}
	if m.accounts, err = newAccounts(); err != nil {
		return nil, err
	}
	m.pending = make([]pending, len(m.accounts))
	if m.pools, err = newPools(&m.addresses); err != nil {
		return nil, err
	}
	if m.code, err = loadContracts(); err != nil {
		return nil, fmt.Errorf("load contracts: %w", err)
	}
	m.connect()
	m.genesis = m.genesisWorld()
	return m, nil
}

// connect says which router reaches which pool.
func (m *Market) connect() {
	for i := range m.pools {
		p := &m.pools[i]
		m.byAddress[p.address] = i
		reach := []int{covert}
		switch {
		case p.kind == v3:
			reach = append(reach, swapRouter, swapRouter02)
		case p.factory == 0:
			reach = append(reach, routerA, swapRouter02)
		default:
			reach = append(reach, routerB)
		}
		for _, r := range reach {
			sum := math.Sqrt(p.depth)
			if w := m.weights[r+1]; len(w) > 0 {
				sum += w[len(w)-1]
			}
			m.reachable[r+1] = append(m.reachable[r+1], i)
			m.weights[r+1] = append(m.weights[r+1], sum)
		}
	}
}

// Addresses is everything a configuration names.
func (m *Market) Addresses() Addresses { return m.addresses }

// genesisWorld is the market before the chain starts: true prices, no pools.
func (m *Market) genesisWorld() *world {
	w := &world{pools: m.pools, states: make([]state, len(m.pools)), nonces: make([]uint64, len(m.accounts))}
	for i := range assets {
		w.usd[i] = assets[i].usd
	}
	for i := range m.pools {
		if p := &m.pools[i]; p.token0 == weth || p.token1 == weth {
			t := p.other(weth)
			w.native[t] = append(w.native[t], i)
		}
	}
	return w
}

func bigOf(n uint32) *big.Int { return new(big.Int).SetUint64(uint64(n)) }
