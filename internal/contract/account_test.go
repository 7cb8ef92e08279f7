package contract

import (
	"bytes"
	"context"
	"errors"
	"math/big"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ethereum/go-ethereum/accounts/keystore"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/holiman/uint256"

	"mevbot/internal/bindings"
	"mevbot/internal/rpc"
	"mevbot/internal/signer"
)

const chainID = 412346

// node is a chain of one account: what it is sent it includes after some polls
// for the receipt, if ever.
type node struct {
	*evm
	nonce, pending uint64
	balance, fee   uint64
	gas            uint64
	estimate       error // answer to eth_estimateGas
	send           error // answer to a send
	includes       int   // polls until the receipt; negative: never
	fails          bool  // the transaction reverts
	broken         error // answer to receipts before that

	sent  []*types.Transaction
	asked map[string]any
}

func (n *node) Nonce(_ context.Context, _ common.Address, at rpc.At) (uint64, error) {
	if at == rpc.AtPending() {
		return n.pending, nil
	}
	return n.nonce, nil
}

func (n *node) Balance(context.Context, common.Address, rpc.At) (*uint256.Int, error) {
	return uint256.NewInt(n.balance), nil
}

func (n *node) NextBaseFee(context.Context) (*uint256.Int, error) { return uint256.NewInt(n.fee), nil }

func (n *node) Call(_ context.Context, result any, method string, args ...any) error {
	if method != "eth_estimateGas" {
		return errors.New(method)
	}
	n.asked = args[0].(map[string]any)
	*result.(*hexutil.Uint64) = hexutil.Uint64(n.gas)
	return n.estimate
}

func (n *node) Send(_ context.Context, raw []byte) (common.Hash, error) {
	tx := new(types.Transaction)
	if err := tx.UnmarshalBinary(raw); err != nil {
		return common.Hash{}, err
	}
	n.sent = append(n.sent, tx)
	return tx.Hash(), n.send
}

func (n *node) TransactionReceipt(ctx context.Context, hash common.Hash) (*rpc.Receipt, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if n.includes != 0 {
		n.includes--
		if n.broken != nil {
			return nil, n.broken
		}
		return nil, rpc.ErrNotFound
	}
	return &rpc.Receipt{Hash: hash, Success: !n.fails, Block: 9, GasUsed: n.gas, GasPrice: *uint256.NewInt(n.fee)}, nil
}

// account has a key of its own and a node that does everything right.
func account(t *testing.T) (*Account, *node) {
	t.Helper()
	private, err := crypto.ToECDSA(bytes.Repeat([]byte{0x17}, 32))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	address := crypto.PubkeyToAddress(private.PublicKey)
	text, err := keystore.EncryptKey(&keystore.Key{Address: address, PrivateKey: private}, "x", 2, 1)
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{"key": text, "password": []byte("x\n")} {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	key, err := signer.OpenOwner(filepath.Join(dir, "key"), filepath.Join(dir, "password"))
	if err != nil {
		t.Fatal(err)
	}
	n := &node{evm: newEVM(t), nonce: 4, pending: 4, balance: 1e18, fee: 100, gas: 1_000_000}
	return &Account{Node: n, Address: address, Key: key, Chain: chainID, MaxGasPrice: *uint256.NewInt(1000)}, n
}

func TestDraft(t *testing.T) {
	a, n := account(t)
	deploy := Deploy(a.Address, operator, treasury, base)
	d, err := a.Draft(t.Context(), deploy)
	if err != nil {
		t.Fatal(err)
	}
	if d.Nonce != 4 || d.Created != crypto.CreateAddress(a.Address, 4) || d.Gas != 1_200_000 || d.FeeCap.Uint64() != 200 ||
		d.Cost.Uint64() != 120e6 || d.MaxCost.Uint64() != 240e6 || d.From != a.Address {
		t.Errorf("%+v", d)
	}
	if n.asked["to"] != nil || !bytes.Equal(n.asked["input"].(hexutil.Bytes), deploy.Data) || n.asked["from"] != a.Address {
		t.Errorf("estimated %v", n.asked)
	}
	d, err = a.Draft(t.Context(), Pay(treasury, uint256.NewInt(5)))
	if err != nil || d.Created != (common.Address{}) || d.Cost.Uint64() != 120e6+5 || d.MaxCost.Uint64() != 240e6+5 {
		t.Errorf("%+v, %v", d, err)
	}
	// The cap is never above the configured one.
	n.fee = 600
	if d, err = a.Draft(t.Context(), deploy); err != nil || d.FeeCap.Uint64() != 1000 {
		t.Errorf("%+v, %v", d, err)
	}
	if len(n.sent) != 0 {
		t.Error("a draft was sent")
	}
}

func TestDraftRefuses(t *testing.T) {
	id := bindings.ExecutorNotOwnerErrorID()
	for _, tc := range []struct {
		name, says string
		want       error
		hurt       func(*node)
	}{
		{"another under way", "2 transactions that no block holds", ErrPending, func(n *node) { n.pending = 6 }},
		{"nothing to pay with", "0 wei", ErrFunds, func(n *node) { n.balance = 0 }},
		{"less than the value", "holds 4 wei", ErrFunds, func(n *node) { n.balance = 4 }},
		{"less than the dearest gas", "may cost 240000005 wei", ErrFunds, func(n *node) { n.balance = 240_000_004 }},
		{"dear base fee", "trading.max_gas_price_wei", ErrRefused, func(n *node) { n.fee = 1001 }},
		{"would revert", "NotOwner", ErrRefused, func(n *node) {
			n.estimate = &rpc.RevertError{Message: "execution reverted", Data: append(id[:4:4], common.LeftPadBytes(treasury[:], 32)...)}
		}},
		{"node cannot estimate", "estimate the gas", nil, func(n *node) { n.estimate = errors.New("boom") }},
		{"absurd estimate", "estimates", ErrRefused, func(n *node) { n.gas = 1 << 41 }},
	} {
		t.Run(tc.name, func(t *testing.T) {
			a, n := account(t)
			tc.hurt(n)
			_, err := a.Draft(t.Context(), Pay(treasury, uint256.NewInt(5)))
			if err == nil || tc.want != nil && !errors.Is(err, tc.want) || !strings.Contains(err.Error(), tc.says) {
				t.Errorf("%v; want %v that says %q", err, tc.want, tc.says)
			}
		})
	}
}

// What is sent is what the draft says, once, and its hash is told before.
func TestCarrySendsTheDraft(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, n := account(t)
		n.includes = 3
		d, err := a.Draft(t.Context(), SetPaused(treasury, true))
		if err != nil {
			t.Fatal(err)
		}
		var told []common.Hash
		r, err := a.Carry(t.Context(), d, func(h common.Hash) {
			if told = append(told, h); len(n.sent) != 0 {
				t.Error("sent before the hash was told")
			}
		})
		if err != nil || len(n.sent) != 1 || !slices.Equal(told, []common.Hash{n.sent[0].Hash()}) || r.Hash != told[0] {
			t.Fatalf("%+v, %v, %d sent, told %v", r, err, len(n.sent), told)
		}
		tx := n.sent[0]
		from, err := types.Sender(types.LatestSignerForChainID(big.NewInt(chainID)), tx)
		if err != nil || from != a.Address || tx.Nonce() != 4 || *tx.To() != treasury || !bytes.Equal(tx.Data(), d.Action.Data) ||
			tx.Gas() != d.Gas || tx.GasFeeCap().Uint64() != 200 || tx.GasTipCap().Sign() != 0 || tx.Value().Sign() != 0 {
			t.Errorf("sent %+v from %s, %v", tx, from, err)
		}
	})
}

func TestCarryEnds(t *testing.T) {
	for _, tc := range []struct {
		name, says string
		want       error // nil: it lands
		hurt       func(*node)
	}{
		{"unknown, but it had arrived", "", nil, func(n *node) { n.send, n.includes = rpc.ErrUnknown, 4 }},
		{"already known", "", nil, func(n *node) { n.send = rpc.ErrAlreadyKnown }},
		{"node away in between", "", nil, func(n *node) { n.includes, n.broken = 5, errors.New("connection refused") }},
		{"reverted", "reverted in block 9", ErrRefused, func(n *node) { n.fails = true }},
		{"node refuses", "nonce too low", ErrRefused, func(n *node) { n.send = rpc.ErrNonceTooLow }},
		{"never heard of again", "mev-bot contract receipt 0x", ErrPending, func(n *node) { n.send, n.includes = rpc.ErrUnknown, -1 }},
		{"taken, never included", "nonce 4", ErrPending, func(n *node) { n.includes = -1 }},
		{"node away for good", "connection refused", ErrPending, func(n *node) { n.includes, n.broken = -1, errors.New("connection refused") }},
	} {
		t.Run(tc.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				a, n := account(t)
				tc.hurt(n)
				d, err := a.Draft(t.Context(), Pay(treasury, uint256.NewInt(5)))
				if err != nil {
					t.Fatal(err)
				}
				began := time.Now()
				_, err = a.Carry(t.Context(), d, func(common.Hash) {})
				if !errors.Is(err, tc.want) || err != nil && !strings.Contains(err.Error(), tc.says) {
					t.Errorf("%v; want %v that says %q", err, tc.want, tc.says)
				}
				if err != nil && !strings.Contains(err.Error(), n.sent[0].Hash().Hex()) {
					t.Errorf("%v does not name the hash", err)
				}
				if len(n.sent) != 1 || time.Since(began) > time.Minute {
					t.Errorf("%d sends in %s", len(n.sent), time.Since(began))
				}
			})
		})
	}
}

func TestCarryNeedsTheKeyOfTheDraft(t *testing.T) {
	a, n := account(t)
	d, err := a.Draft(t.Context(), Pay(treasury, uint256.NewInt(5)))
	if err != nil {
		t.Fatal(err)
	}
	d.From = operator
	if _, err := a.Carry(t.Context(), d, func(common.Hash) {}); err == nil || len(n.sent) != 0 {
		t.Errorf("%v, %d sent", err, len(n.sent))
	}
}
