package market

import (
	"crypto/ecdsa"
	"fmt"
	"math/big"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
)

// account is somebody on the local chain. Its key follows from a public text,
// so it guards nothing.
type account struct {
	key     *ecdsa.PrivateKey
	address common.Address
}

// Accounts by role. A trader uses one front-end, its home router, like most
// people do; so its tokens are approved there and nowhere else.
const (
	deployer = iota
	burner
	provider // owns the contract that holds liquidity
	reporter // owns the aggregators
	firstTrader
	// tradersEach use each of the routers.
	tradersEach  = 10
	firstCovert  = firstTrader + tradersEach*routers
	coverts      = 14
	firstRival   = firstCovert + coverts
	rivals       = 6
	firstBot     = firstRival + rivals
	accountCount = firstBot + MaxBots
)

// newAccounts derives the keys of all accounts.
func newAccounts() ([]account, error) {
	list := make([]account, accountCount)
	for i := range list {
		key, err := crypto.ToECDSA(crypto.Keccak256(fmt.Appendf(nil, "mev-bot local chain account %d", i)))
		if err != nil {
			return nil, fmt.Errorf("derive account %d: %w", i, err)
		}
		list[i] = account{key, crypto.PubkeyToAddress(key.PublicKey)}
	}
	return list, nil
}

// feeCap is what every account is ready to pay for gas, tip included.
var feeCap = big.NewInt(1e12)

// sign makes a transaction of an account without a tip.
func (m *Market) sign(from int, nonce uint64, to *common.Address, value *big.Int, gas uint64, data []byte) (*types.Transaction, error) {
	return m.signTip(from, nonce, to, value, gas, data, nil)
}

// signTip makes a transaction of an account that offers a tip, in wei a unit of
// gas; nil for none.
func (m *Market) signTip(from int, nonce uint64, to *common.Address, value *big.Int, gas uint64, data []byte, tip *big.Int) (*types.Transaction, error) {
	if tip == nil {
		tip = new(big.Int)
	}
	limit := feeCap
	if tip.Cmp(new(big.Int).Rsh(feeCap, 1)) > 0 {
		limit = new(big.Int).Add(feeCap, tip) // the cap must not lower the bid
	}
	tx, err := types.SignNewTx(m.accounts[from].key, m.signer, &types.DynamicFeeTx{
		ChainID: m.signer.ChainID(), Nonce: nonce, GasTipCap: tip, GasFeeCap: limit,
		Gas: gas, To: to, Value: value, Data: data,
	})
	if err != nil {
		return nil, fmt.Errorf("sign: %w", err)
	}
	return tx, nil
}

// free finds an account of a role, from first on, that has nothing under way.
// It starts at a drawn one; false when all are busy.
func (m *Market) free(w *world, first, n, start int) (int, bool) {
	for i := range n {
		a := first + (start+i)%n
		p := &m.pending[a]
		if !p.open || w.nonces[a] > p.nonce || w.number >= p.since+patience || w.number < p.since {
			p.open = false
			return a, true
		}
	}
	return 0, false
}

// patience is how many blocks an account waits for a transaction before it
// takes it for dropped.
const patience = 4

// pending is an account's last transaction while it may still be included.
type pending struct {
	open  bool
	nonce uint64
	since uint64
}
