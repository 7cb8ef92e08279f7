package signer

import (
	"errors"
	"math/big"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/holiman/uint256"
	"pgregory.net/rapid"

	"mevbot/internal/chain"
)

// deeds are a creation, a call and a payment, each with its transaction.
func deeds() map[string]struct {
	deed Deed
	tx   types.DynamicFeeTx
} {
	type pair = struct {
		deed Deed
		tx   types.DynamicFeeTx
	}
	of := func(to *common.Address, value uint64, data []byte) pair {
		return pair{
			Deed{Chain: 412346, Nonce: 3, To: to, Value: *uint256.NewInt(value), Data: data, MaxGas: 100, MaxFee: *uint256.NewInt(9)},
			types.DynamicFeeTx{
				ChainID: big.NewInt(412346), Nonce: 3, To: to, Value: new(big.Int).SetUint64(value), Data: data,
				Gas: 100, GasFeeCap: big.NewInt(9), GasTipCap: new(big.Int),
			},
		}
	}
	return map[string]pair{
		"create": of(nil, 0, []byte{0x60}), "call": of(&executor, 0, []byte{1, 2, 3, 4}), "pay": of(&executor, 5, nil),
	}
}

func TestSignsADeed(t *testing.T) {
	key := testKey(t)
	for name, one := range deeds() {
		signed, err := key.SignDeed(types.NewTx(&one.tx), one.deed)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		from, err := types.Sender(types.LatestSignerForChainID(big.NewInt(412346)), signed)
		if err != nil || from != key.Address() {
			t.Errorf("%s: sender %s, %v", name, from, err)
		}
	}
}

// Whatever differs from the deed in any field is refused.
func TestRefusesWhatIsNotTheDeed(t *testing.T) {
	key, stranger := testKey(t), common.HexToAddress("0xbad")
	for name, one := range deeds() {
		for _, tc := range []struct {
			says   string
			change func(*types.DynamicFeeTx)
		}{
			{"chain id 1", func(tx *types.DynamicFeeTx) { tx.ChainID = big.NewInt(1) }},
			{"nonce 4", func(tx *types.DynamicFeeTx) { tx.Nonce++ }},
			{"receiver", func(tx *types.DynamicFeeTx) { tx.To = &stranger }},
			{"receiver", func(tx *types.DynamicFeeTx) {
				if tx.To != nil {
					tx.To = nil
				} else {
					tx.To = &executor
				}
			}},
			{"value", func(tx *types.DynamicFeeTx) { tx.Value = new(big.Int).Add(tx.Value, big.NewInt(1)) }},
			{"data", func(tx *types.DynamicFeeTx) { tx.Data = append(common.CopyBytes(tx.Data), 0) }},
			{"gas limit 101", func(tx *types.DynamicFeeTx) { tx.Gas++ }},
			{"fee cap 10", func(tx *types.DynamicFeeTx) { tx.GasFeeCap = big.NewInt(10) }},
			{"tip 10", func(tx *types.DynamicFeeTx) { tx.GasTipCap = big.NewInt(10) }},
		} {
			tx := one.tx
			tc.change(&tx)
			if signed, err := key.SignDeed(types.NewTx(&tx), one.deed); signed != nil || !errors.Is(err, ErrRefused) || !strings.Contains(err.Error(), tc.says) {
				t.Errorf("%s: %v, %v; want a refusal that says %q", name, signed, err, tc.says)
			}
		}
		if _, err := key.SignDeed(types.NewTx(&types.LegacyTx{Nonce: 3, To: one.tx.To, Value: one.tx.Value, Data: one.tx.Data}), one.deed); !errors.Is(err, ErrRefused) {
			t.Errorf("%s as a legacy transaction: %v", name, err)
		}
	}
}

// A deed that mixes kinds, or is empty, allows nothing, not even itself.
func TestDeedsThatAreNone(t *testing.T) {
	zero := common.Address{}
	rapid.Check(t, func(r *rapid.T) {
		d := Deed{Chain: chain.ID(rapid.SampledFrom([]uint64{0, 412346}).Draw(r, "chain")), MaxGas: 1, MaxFee: *uint256.NewInt(1)}
		d.To = rapid.SampledFrom([]*common.Address{nil, &zero, &executor}).Draw(r, "to")
		d.Value = *uint256.NewInt(rapid.SampledFrom([]uint64{0, 1}).Draw(r, "value"))
		d.Data = rapid.SampledFrom([][]byte{nil, {1, 2, 3, 4}}).Draw(r, "data")
		create, call, pay := d.To == nil && d.Value.IsZero() && d.Data != nil,
			d.To == &executor && d.Value.IsZero() && d.Data != nil,
			d.To == &executor && !d.Value.IsZero() && d.Data == nil
		tx := types.NewTx(&types.DynamicFeeTx{
			ChainID: new(big.Int).SetUint64(uint64(d.Chain)), To: d.To, Value: d.Value.ToBig(), Data: d.Data,
			Gas: 1, GasFeeCap: big.NewInt(1), GasTipCap: new(big.Int),
		})
		if got, want := d.Allows(tx) == nil, d.Chain != 0 && (create || call || pay); got != want {
			r.Fatalf("%+v: allowed %v, want %v", d, got, want)
		}
	})
}
