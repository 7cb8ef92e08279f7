package market

import (
	"context"
	"crypto/ecdsa"
	"errors"
	"fmt"
	"math/big"
	"time"

	"github.com/ethereum/go-ethereum/accounts/abi/bind/v2"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/ethclient"

	"mevbot/internal/bindings"
)

// The rules of the ticket contract on Arbitrum One (docs.arbitrum.io,
// "Introduction to the Fast Feed").
const (
	TicketRound   = 24 * time.Hour // by the chain's clock
	ticketTarget  = 100
	ticketMost    = 200
	ticketFloor   = 17_000_000 // 17 USDG
	ticketSlope   = 144        // tickets of excess for a factor of e
	ticketReserve = 128        // of 256 parts of the round for who renews
)

// FastFeed is the contracts of the local chain's Fast Feed: tickets, and the
// dollar that pays for them. They have an account and addresses of their own, so
// that a market is the same with and without them.
type FastFeed struct {
	Tickets, Token common.Address
	round          time.Duration
	key            *ecdsa.PrivateKey
	keeper         common.Address
	client         *ethclient.Client
}

// NewFastFeed plans the contracts with rounds of a length in the chain's time,
// which runs ahead of the wall clock; 0 is TicketRound.
func NewFastFeed(round time.Duration) (*FastFeed, error) {
	if round == 0 {
		round = TicketRound
	}
	if round < time.Minute {
		return nil, fmt.Errorf("ticket rounds of %s: want at least 1m", round)
	}
	key, err := crypto.ToECDSA(crypto.Keccak256([]byte("mev-bot local chain fast feed")))
	if err != nil {
		return nil, fmt.Errorf("derive the fast feed's account: %w", err)
	}
	f := &FastFeed{round: round, key: key, keeper: crypto.PubkeyToAddress(key.PublicKey)}
	f.Token, f.Tickets = crypto.CreateAddress(f.keeper, 0), crypto.CreateAddress(f.keeper, 1)
	return f, nil
}

// Fund gives the contracts' account coins at genesis.
func (f *FastFeed) Fund(alloc types.GenesisAlloc) {
	alloc[f.keeper] = types.Account{Balance: new(big.Int).Mul(big.NewInt(100), big.NewInt(1e18))}
}

// setupTime is how long the first round of tickets lasts after Deploy, in the
// chain's time; longer than Deploy takes.
const setupTime = 10 * time.Second

// Deploy puts the contracts on the chain, gives each holder a million dollars
// and buys two tickets for each key hash. These are active from the second round
// on, which begins a few blocks later.
func (f *FastFeed) Deploy(ctx context.Context, c Chain, holders []common.Address, keys ...common.Hash) error {
	f.client = c.Client()
	now, _, err := c.Mine(ctx, nil) // the genesis may be old
	if err != nil {
		return fmt.Errorf("mine a block: %w", err)
	}
	start := now.Time() + uint64((setupTime-f.round)/time.Second)
	token, tickets := bindings.NewToken(), bindings.NewTickets()
	n := func(v uint64) *big.Int { return new(big.Int).SetUint64(v) }
	type step struct {
		to   *common.Address
		gas  uint64
		data []byte
	}
	calls := []step{
		{nil, 3_000_000, append(common.FromHex(bindings.TokenMetaData.Bin), token.PackConstructor("Global Dollar", "USDG", 6)...)},
		{nil, 5_000_000, append(common.FromHex(bindings.TicketsMetaData.Bin), tickets.PackConstructor(
			f.Token, n(start), n(uint64(f.round/time.Second)), n(ticketTarget), n(ticketMost), n(ticketFloor), n(ticketSlope), n(ticketReserve))...)},
	}
	call := func(to common.Address, data []byte) {
		calls = append(calls, step{&to, 300_000, data})
	}
	for _, to := range append([]common.Address{f.keeper}, holders...) {
		call(f.Token, token.PackMint(to, n(1e12)))
	}
	call(f.Token, token.PackApprove(f.Tickets, n(1e12)))
	call(f.Tickets, tickets.PackDepositToken(n(1e11)))
	for _, key := range keys {
		call(f.Tickets, tickets.PackPurchaseTickets(new(big.Int), n(ticketFloor), n(2), key))
	}
	var txs []*types.Transaction
	for i, one := range calls {
		tx, err := types.SignNewTx(f.key, c.Signer(), &types.DynamicFeeTx{
			ChainID: c.Signer().ChainID(), Nonce: uint64(i), GasTipCap: new(big.Int), GasFeeCap: feeCap, Gas: one.gas, To: one.to, Data: one.data,
		})
		if err != nil {
			return fmt.Errorf("sign: %w", err)
		}
		txs = append(txs, tx)
	}
	block, receipts, err := c.Mine(ctx, txs)
	if err != nil {
		return fmt.Errorf("deploy the fast feed's contracts: %w", err)
	}
	for i, r := range receipts[:len(txs)] {
		if r.Status != types.ReceiptStatusSuccessful {
			return fmt.Errorf("deploy the fast feed's contracts: transaction %d of %d reverted in block %d", i+1, len(txs), block.NumberU64())
		}
	}
	return nil
}

var errNotYet = errors.New("the ticket contract is not deployed yet")

// Admits is how many connections a key's tickets allow now. It is the chain's
// devnet.Tickets.
func (f *FastFeed) Admits(ctx context.Context, key common.Hash) (int, error) {
	if f.client == nil {
		return 0, errNotYet
	}
	tickets := bindings.NewTickets()
	n, err := bind.Call(tickets.Instance(f.client, f.Tickets), &bind.CallOpts{Context: ctx}, tickets.PackActiveTickets(key), tickets.UnpackActiveTickets)
	if err != nil {
		return 0, fmt.Errorf("read the tickets of a key: %w", err)
	}
	return int(n.Int64()), nil
}

// Owner is the account that owns the local chain's executor.
func Owner() (common.Address, error) {
	accounts, err := newAccounts()
	if err != nil {
		return common.Address{}, err
	}
	return accounts[deployer].address, nil
}
