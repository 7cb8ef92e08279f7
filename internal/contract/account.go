package contract

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/holiman/uint256"

	"mevbot/internal/chain"
	"mevbot/internal/rpc"
	"mevbot/internal/signer"
)

var (
	// ErrRefused says that an action would revert, or did; or that the node did
	// not take it. Nothing is under way then.
	ErrRefused = errors.New("action refused")
	// ErrPending says that an account has a transaction whose outcome is not known.
	ErrPending = errors.New("transaction under way")
	// ErrFunds says that the account cannot pay.
	ErrFunds = errors.New("not enough funds")
)

// Node is a chain as an owner's account sees it; *rpc.Client is one.
type Node interface {
	Reader
	Call(ctx context.Context, result any, method string, args ...any) error
	NextBaseFee(ctx context.Context) (*uint256.Int, error)
	Balance(ctx context.Context, a common.Address, at rpc.At) (*uint256.Int, error)
	Nonce(ctx context.Context, a common.Address, at rpc.At) (uint64, error)
	Send(ctx context.Context, raw []byte) (common.Hash, error)
	TransactionReceipt(ctx context.Context, hash common.Hash) (*rpc.Receipt, error)
}

// Account carries out actions, one at a time. All fields but Wait are required;
// the key only to sign.
type Account struct {
	Node    Node
	Address common.Address
	Key     *signer.Key // of the address
	Chain   chain.ID
	// MaxGasPrice is the highest fee cap that is signed, wei per gas.
	MaxGasPrice uint256.Int
	// Wait is how long a receipt is waited for; default 1 min.
	Wait time.Duration
}

// Draft is an action with everything that the transaction needs, for a person to
// read before it is signed.
type Draft struct {
	Action Action
	From   common.Address
	Nonce  uint64
	// Created is the address of the contract that results; zero if none does.
	Created common.Address
	Gas     uint64      // limit: the node's estimate and a fifth
	BaseFee uint256.Int // of the next block, wei per gas
	FeeCap  uint256.Int // wei per gas
	Cost    uint256.Int // the limit at the base fee and the value, wei
	MaxCost uint256.Int // the limit at the fee cap and the value, wei
	Balance uint256.Int // of the account, wei
}

// Draft asks the node what the action needs and costs. The errors are ErrRefused
// (it would revert), ErrPending, ErrFunds and the node's.
func (a *Account) Draft(ctx context.Context, action Action) (*Draft, error) {
	d := &Draft{Action: action, From: a.Address}
	var err error
	if d.Nonce, err = a.nonce(ctx); err != nil {
		return nil, err
	}
	if action.To == nil {
		d.Created = crypto.CreateAddress(d.From, d.Nonce)
	}
	fee, err := a.Node.NextBaseFee(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the base fee: %w", err)
	}
	d.BaseFee = *fee
	if a.MaxGasPrice.Lt(fee) {
		return nil, fmt.Errorf("%w: the base fee is %s wei per gas, above trading.max_gas_price_wei (%s): wait, or raise it", ErrRefused, fee.Dec(), a.MaxGasPrice.Dec())
	}
	// Twice the base fee leaves room for a rise while the person decides.
	if d.FeeCap.Lsh(fee, 1); d.FeeCap.Gt(&a.MaxGasPrice) {
		d.FeeCap = a.MaxGasPrice
	}
	balance, err := a.Node.Balance(ctx, d.From, rpc.AtLatest())
	if err != nil {
		return nil, fmt.Errorf("read the balance of %s: %w", d.From, err)
	}
	d.Balance = *balance
	if balance.Lt(&action.Value) || balance.IsZero() {
		return nil, fmt.Errorf("%w: %s holds %s wei, which does not pay for this", ErrFunds, d.From, balance.Dec())
	}
	if d.Gas, err = a.estimate(ctx, action); err != nil {
		return nil, err
	}
	d.Cost, d.MaxCost = total(d.Gas, &d.BaseFee, &action.Value), total(d.Gas, &d.FeeCap, &action.Value)
	if balance.Lt(&d.MaxCost) {
		return nil, fmt.Errorf("%w: %s holds %s wei, this may cost %s wei: send it at least the rest", ErrFunds, d.From, balance.Dec(), d.MaxCost.Dec())
	}
	return d, nil
}

// total is what a transaction costs with its value, in wei.
func total(gas uint64, price, value *uint256.Int) (wei uint256.Int) {
	wei.Mul(price, uint256.NewInt(gas))
	wei.Add(&wei, value)
	return wei
}

// nonce is the account's next, if nothing of it is under way.
func (a *Account) nonce(ctx context.Context) (uint64, error) {
	from := a.Address
	mined, err := a.Node.Nonce(ctx, from, rpc.AtLatest())
	if err != nil {
		return 0, fmt.Errorf("read the nonce of %s: %w", from, err)
	}
	pending, err := a.Node.Nonce(ctx, from, rpc.AtPending())
	if err != nil {
		return 0, fmt.Errorf("read the pending nonce of %s: %w", from, err)
	}
	if pending != mined {
		return 0, fmt.Errorf("%w: %s has sent %d transactions that no block holds yet; wait for them", ErrPending, from, pending-mined)
	}
	return mined, nil
}

// estimate is the gas limit: the node's estimate, which on Arbitrum includes the
// data's cost, and a fifth.
func (a *Account) estimate(ctx context.Context, action Action) (uint64, error) {
	msg := map[string]any{"from": a.Address, "value": (*hexutil.Big)(action.Value.ToBig())}
	if action.To != nil {
		msg["to"] = action.To
	}
	if len(action.Data) > 0 {
		msg["input"] = hexutil.Bytes(action.Data)
	}
	var gas hexutil.Uint64
	err := a.Node.Call(ctx, &gas, "eth_estimateGas", msg)
	var revert *rpc.RevertError
	switch {
	case errors.As(err, &revert):
		explain := action.Explain
		if explain == nil {
			explain = Explain
		}
		return 0, fmt.Errorf("%w: it would revert: %s (%w)", ErrRefused, explain(revert.Data), err)
	case err != nil:
		return 0, fmt.Errorf("estimate the gas: %w", err)
	case gas > 1<<40:
		return 0, fmt.Errorf("%w: the node estimates %d gas", ErrRefused, gas)
	}
	return uint64(gas) + uint64(gas)/5, nil
}

// Carry signs a draft, calls announce with the hash, sends once, and waits for
// the receipt. ErrPending names the hash of a transaction whose outcome is not
// known: it may still be included, and must not be made again before that is
// settled. ErrRefused says that nothing was or will be done.
func (a *Account) Carry(ctx context.Context, d *Draft, announce func(common.Hash)) (*rpc.Receipt, error) {
	if a.Key.Address() != d.From {
		return nil, fmt.Errorf("the key is that of %s, the draft is of %s", a.Key.Address(), d.From)
	}
	tx := types.NewTx(&types.DynamicFeeTx{
		ChainID: new(big.Int).SetUint64(uint64(a.Chain)), Nonce: d.Nonce, To: d.Action.To, Value: d.Action.Value.ToBig(), Data: d.Action.Data,
		Gas: d.Gas, GasFeeCap: d.FeeCap.ToBig(), GasTipCap: new(big.Int),
	})
	signed, err := a.Key.SignDeed(tx, signer.Deed{
		Chain: a.Chain, Nonce: d.Nonce, To: d.Action.To, Value: d.Action.Value, Data: d.Action.Data, MaxGas: d.Gas, MaxFee: d.FeeCap,
	})
	if err != nil {
		return nil, err
	}
	raw, err := signed.MarshalBinary()
	if err != nil {
		return nil, fmt.Errorf("encode the transaction: %w", err)
	}
	announce(signed.Hash())
	_, err = a.Node.Send(ctx, raw)
	switch {
	case err == nil, errors.Is(err, rpc.ErrAlreadyKnown), errors.Is(err, rpc.ErrUnknown):
	default:
		return nil, fmt.Errorf("%w: the node did not take transaction %s: %w", ErrRefused, signed.Hash(), err)
	}
	return a.await(ctx, signed.Hash(), d, err)
}

// await asks for the receipt until it is there or the time is over. unsure is
// what made the send's outcome unknown, or nil.
func (a *Account) await(ctx context.Context, hash common.Hash, d *Draft, unsure error) (*rpc.Receipt, error) {
	wait := a.Wait
	if wait == 0 {
		wait = time.Minute
	}
	ctx, cancel := context.WithTimeout(ctx, wait)
	defer cancel()
	tick := time.NewTicker(250 * time.Millisecond)
	defer tick.Stop()
	for {
		r, err := a.Node.TransactionReceipt(ctx, hash)
		switch {
		case err == nil && !r.Success:
			return r, fmt.Errorf("%w: transaction %s reverted in block %d and cost its gas", ErrRefused, hash, r.Block)
		case err == nil:
			return r, nil
		case ctx.Err() == nil && !errors.Is(err, rpc.ErrNotFound):
			unsure = err
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return nil, fmt.Errorf("%w: no receipt of %s (account %s, nonce %d) yet; it may still be included. Look it up with mev-bot contract receipt %s, and do not repeat the command before that says how it ended: %w",
				ErrPending, hash, d.From, d.Nonce, hash, errors.Join(ctx.Err(), unsure))
		}
	}
}
