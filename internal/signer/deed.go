package signer

import (
	"bytes"
	"fmt"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/holiman/uint256"

	"mevbot/internal/chain"
)

// Deed is one transaction of an owner's key, exactly as the owner has seen it:
// the creation of a contract (no receiver), a call (data, no value) or a payment
// (value, no data). The zero value allows nothing.
type Deed struct {
	Chain  chain.ID
	Nonce  uint64
	To     *common.Address // nil creates a contract
	Value  uint256.Int     // wei; a payment's
	Data   []byte          // a call's, or the code that creates
	MaxGas uint64
	MaxFee uint256.Int // wei per gas
}

// Allows says why tx is not the deed; nil if it is.
func (d Deed) Allows(tx *types.Transaction) error {
	refuse := func(format string, args ...any) error {
		return fmt.Errorf("%w: %s", ErrRefused, fmt.Sprintf(format, args...))
	}
	if d.Chain == 0 {
		return refuse("the deed names no chain")
	}
	if len(d.Data) == 0 && (d.To == nil || d.Value.IsZero()) || len(d.Data) > 0 && !d.Value.IsZero() {
		return refuse("a deed creates a contract, calls one without value, or pays without data")
	}
	if d.To != nil && *d.To == (common.Address{}) {
		return refuse("the receiver is the zero address")
	}
	if tx.Nonce() != d.Nonce {
		return refuse("nonce %d, the deed has %d", tx.Nonce(), d.Nonce)
	}
	switch to := tx.To(); {
	case (to == nil) != (d.To == nil), to != nil && *to != *d.To:
		return refuse("receiver %v is not the deed's %v", to, d.To)
	case tx.Value().Cmp(d.Value.ToBig()) != 0:
		return refuse("value %s wei, the deed has %s", tx.Value(), d.Value.Dec())
	case !bytes.Equal(tx.Data(), d.Data):
		return refuse("the data is not the deed's")
	}
	return bounded(tx, d.Chain, d.MaxGas, &d.MaxFee)
}

// SignDeed signs tx if it is the deed; otherwise the error is ErrRefused with
// the reason.
func (k *Key) SignDeed(tx *types.Transaction, d Deed) (*types.Transaction, error) {
	if err := d.Allows(tx); err != nil {
		return nil, err
	}
	return k.signed(tx)
}
