// Package signer signs only what its policy allows.
//
// A Key is one account, unlocked from an encrypted key file (JSON keystore v3,
// the format of geth) with a password file. It signs transactions only. An
// operator's key signs by a Policy: own chain, the executor's entry and nothing
// else, no value, bounded gas and fee. Whoever controls the rest of the process
// can waste the gas of attempts, but cannot send the account's money away. An
// owner's key signs a Deed: the one transaction that the owner was shown. Nothing
// prints a key: it lives in a closure, out of the reach of fmt and of reflection.
package signer

import (
	"crypto/ecdsa"
	"errors"
	"fmt"
	"io"
	"log/slog"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/holiman/uint256"

	"mevbot/internal/chain"
)

var (
	// ErrPassword says that the password file is unreadable, open to others, or holds
	// the wrong password (exit 3).
	ErrPassword = errors.New("key password")
	// ErrKeystore says that the key file is missing, unreadable or not a keystore (exit 3).
	ErrKeystore = errors.New("key file")
	// ErrRefused says that the policy does not allow the transaction.
	ErrRefused = errors.New("signing refused")
)

// Policy is what a key may sign. The zero value allows nothing.
type Policy struct {
	Chain    chain.ID
	Executor common.Address
	Selector [4]byte     // of the executor's only entry for the operator
	MaxGas   uint64      // the highest gas limit
	MaxFee   uint256.Int // the highest fee cap per gas, wei
}

// Key signs for one account. It is safe for concurrent use.
type Key struct {
	address common.Address
	sign    func(digest []byte) ([]byte, error)
}

func newKey(private *ecdsa.PrivateKey) *Key {
	return &Key{
		address: crypto.PubkeyToAddress(private.PublicKey),
		sign:    func(digest []byte) ([]byte, error) { return crypto.Sign(digest, private) },
	}
}

// Address is the account.
func (k *Key) Address() common.Address { return k.address }

// SignTx signs tx if p allows it; otherwise the error is ErrRefused with the
// reason. The signature is deterministic (RFC 6979): the same transaction
// always gives the same bytes.
func (k *Key) SignTx(tx *types.Transaction, p Policy) (*types.Transaction, error) {
	if err := p.Allows(tx); err != nil {
		return nil, err
	}
	return k.signed(tx)
}

func (k *Key) signed(tx *types.Transaction) (*types.Transaction, error) {
	s := types.NewLondonSigner(tx.ChainId())
	digest := s.Hash(tx)
	signature, err := k.sign(digest[:])
	if err != nil {
		return nil, fmt.Errorf("sign transaction: %w", err)
	}
	signed, err := tx.WithSignature(s, signature)
	if err != nil {
		return nil, fmt.Errorf("attach signature: %w", err)
	}
	return signed, nil
}

// Allows says why tx may not be signed; nil if it may.
func (p Policy) Allows(tx *types.Transaction) error {
	refuse := func(format string, args ...any) error {
		return fmt.Errorf("%w: %s", ErrRefused, fmt.Sprintf(format, args...))
	}
	if p.Executor == (common.Address{}) || p.Chain == 0 {
		return refuse("the policy names no executor or chain")
	}
	if to := tx.To(); to == nil || *to != p.Executor {
		return refuse("receiver %v is not the executor %s", to, p.Executor)
	}
	if tx.Value().Sign() != 0 {
		return refuse("value %s wei, must be 0", tx.Value())
	}
	if data := tx.Data(); len(data) < 4 || [4]byte(data[:4]) != p.Selector {
		return refuse("selector %x is not the executor's entry %x", data[:min(4, len(data))], p.Selector)
	}
	return bounded(tx, p.Chain, p.MaxGas, &p.MaxFee)
}

// bounded checks what every signature has to be bounded by: the transaction's
// type, its chain, its gas and its price.
func bounded(tx *types.Transaction, id chain.ID, maxGas uint64, maxFee *uint256.Int) error {
	refuse := func(format string, args ...any) error {
		return fmt.Errorf("%w: %s", ErrRefused, fmt.Sprintf(format, args...))
	}
	if tx.Type() != types.DynamicFeeTxType {
		return refuse("transaction type %d, only type 2 is sent", tx.Type())
	}
	if got := tx.ChainId(); !got.IsUint64() || got.Uint64() != uint64(id) {
		return refuse("chain id %s, ours is %d", got, id)
	}
	if tx.Gas() > maxGas {
		return refuse("gas limit %d above %d", tx.Gas(), maxGas)
	}
	if tx.GasFeeCap().Sign() < 0 || tx.GasFeeCap().Cmp(maxFee.ToBig()) > 0 {
		return refuse("fee cap %s wei above %s (trading.max_gas_price_wei)", tx.GasFeeCap(), maxFee.Dec())
	}
	if tip := tx.GasTipCap(); tip.Sign() < 0 || tip.Cmp(tx.GasFeeCap()) > 0 {
		return refuse("tip %s wei above the fee cap", tip)
	}
	return nil
}

// String is the address: a key prints as nothing else.
func (k *Key) String() string { return k.address.Hex() }

// Format prints the address, whatever the verb.
func (k *Key) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, k.String()) }

// MarshalText prints the address.
func (k *Key) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// LogValue logs the address.
func (k *Key) LogValue() slog.Value { return slog.StringValue(k.String()) }
