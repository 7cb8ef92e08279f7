// Package contract deploys, checks and administers the executor.
//
// Two keys have to do with an executor. The operator's lives with the bot and
// can only start runs and pause. The owner's deploys, names the operator,
// resumes after a pause and sweeps to the treasury; it never lives on the bot's
// host. This package is what the owner uses, each transaction shown before it
// is signed and sent once, and what the bot uses to be sure, before it trades
// and while it does, that the contract at the configured address is the
// executor that it was built with and still obeys the same key.
//
// The code at an address is ours when it equals the compiler's runtime code
// with the two values of the constructor (base token and treasury) put in at the
// places that the compiler names. A hash of the code with zeros in those places
// tells versions of the executor apart.
package contract

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/holiman/uint256"

	"mevbot/internal/bindings"
	"mevbot/internal/rpc"
)

var (
	// ErrNoContract says that there is no code at the address.
	ErrNoContract = errors.New("no contract")
	// ErrCode says that the code at the address is not this version's executor.
	ErrCode = errors.New("not the executor of this version")
)

// Reader answers what the chain knows; *rpc.Client is one.
type Reader interface {
	Code(ctx context.Context, a common.Address, at rpc.At) ([]byte, error)
	CallContract(ctx context.Context, from, to common.Address, data []byte, at rpc.At) ([]byte, error)
}

// State is what a deployed executor is and says of itself.
type State struct {
	Address  common.Address `json:"address"`
	CodeHash common.Hash    `json:"code_hash"` // keccak256 with zeros for the constructor's values
	Base     common.Address `json:"base_token"`
	Treasury common.Address `json:"treasury"`
	Owner    common.Address `json:"owner"`
	Proposed common.Address `json:"proposed_owner"` // zero if nobody
	Operator common.Address `json:"operator"`       // zero: nobody can run
	Paused   bool           `json:"paused"`
}

// Read reads the executor at an address. The errors are ErrNoContract, ErrCode
// (the state then holds only address and code hash) and the node's.
func Read(ctx context.Context, node Reader, address common.Address, at rpc.At) (State, error) {
	s := State{Address: address}
	code, err := node.Code(ctx, address, at)
	if err != nil {
		return s, fmt.Errorf("read the executor's code: %w", err)
	}
	if len(code) == 0 {
		return s, fmt.Errorf("%w at %s (trading.executor): deploy the executor or correct the address", ErrNoContract, address)
	}
	if s.CodeHash, err = identify(code); err != nil {
		return s, fmt.Errorf("%s: %w", address, err)
	}
	contract := bindings.NewExecutor()
	out, err := node.CallContract(ctx, common.Address{}, address, contract.PackSettings(), at)
	if err != nil {
		return s, fmt.Errorf("read the executor's settings: %w", err)
	}
	settings, err := contract.UnpackSettings(out)
	if err != nil {
		return s, fmt.Errorf("read the executor's settings: %w", err)
	}
	s.Base, s.Treasury = settings.Base, settings.Treasury
	s.Owner, s.Proposed, s.Operator, s.Paused = settings.Owner, settings.ProposedOwner, settings.Operator, settings.Paused
	return s, nil
}

// template is the runtime code with zeros for the constructor's values.
func template() []byte {
	return common.FromHex(bindings.ExecutorMetaData.Bin)[bindings.ExecutorRuntimeAt:]
}

// CodeHash is the hash of this version's executor, with zeros for the
// constructor's values.
func CodeHash() common.Hash { return crypto.Keccak256Hash(template()) }

// identify hashes code with zeros for the constructor's values, and says with
// ErrCode if it is not ours. It is not enough that the rest of the code agrees:
// each value has to be the same at all its places, or two functions of the
// contract would not mean the same treasury.
func identify(code []byte) (common.Hash, error) {
	want, blank := template(), slices.Clone(code)
	if len(code) != len(want) {
		hash := crypto.Keccak256Hash(code)
		return hash, wrong(hash)
	}
	for _, places := range bindings.ExecutorImmutables() {
		value := code[places[0] : places[0]+32]
		for _, at := range places {
			copy(want[at:], value)
			clear(blank[at : at+32])
		}
	}
	hash := crypto.Keccak256Hash(blank)
	switch {
	case hash != CodeHash():
		return hash, wrong(hash)
	case !bytes.Equal(code, want):
		return hash, fmt.Errorf("%w: its copies of the base token or of the treasury differ from each other; it was not made by the executor's constructor: do not use it", ErrCode)
	}
	return hash, nil
}

func wrong(hash common.Hash) error {
	return fmt.Errorf("%w: code hash %s, this version's is %s; correct trading.executor, or deploy this version's with mev-bot contract deploy", ErrCode, hash, CodeHash())
}

// Want is what an executor has to be set to; what is zero is not compared.
type Want struct {
	Base     common.Address // dex.base_token
	Operator common.Address // of the configured key
	Treasury common.Address
	Owner    common.Address
}

// Difference is a setting that is not as it has to be.
type Difference struct {
	Field  string `json:"field"`
	Have   string `json:"have"`
	Want   string `json:"want"`
	Advice string `json:"advice"`
}

// String is one sentence.
func (d Difference) String() string {
	return fmt.Sprintf("the executor's %s is %s, wanted is %s: %s", d.Field, d.Have, d.Want, d.Advice)
}

// Differences lists the settings that are not as wanted; a pause is one.
func (s *State) Differences(w Want) []Difference {
	var found []Difference
	for _, one := range []struct {
		field, advice string
		have, want    common.Address
	}{
		{"base token", "correct dex.base_token, or deploy an executor for it", s.Base, w.Base},
		{"operator", "its owner sends mev-bot contract set-operator, or correct keys.keystore", s.Operator, w.Operator},
		{"treasury", "it cannot be changed: deploy another executor", s.Treasury, w.Treasury},
		{"owner", "the owner hands the executor over in two steps", s.Owner, w.Owner},
	} {
		if one.want != (common.Address{}) && one.have != one.want {
			found = append(found, Difference{one.field, one.have.Hex(), one.want.Hex(), one.advice})
		}
	}
	if s.Paused {
		found = append(found, Difference{"state", Paused, "running", "its owner sends mev-bot contract unpause"})
	}
	return found
}

// Held is what the executor holds of a token, in its smallest unit; the zero
// address means the native coin.
func Held(ctx context.Context, node Node, executor, token common.Address) (*uint256.Int, error) {
	if token == (common.Address{}) {
		return node.Balance(ctx, executor, rpc.AtLatest())
	}
	erc := bindings.NewIERC20()
	out, err := node.CallContract(ctx, common.Address{}, token, erc.PackBalanceOf(executor), rpc.AtLatest())
	if err != nil {
		return nil, fmt.Errorf("read balanceOf of token %s: %w", token, err)
	}
	held, err := erc.UnpackBalanceOf(out)
	if err != nil {
		return nil, fmt.Errorf("read balanceOf: %s is no token: %w", token, err)
	}
	return uint256.MustFromBig(held), nil
}

// Paused is what a Difference has for an executor that is paused.
const Paused = "paused"

// Explain names a revert of the executor with its values; other data is said to
// be none of its errors.
func Explain(data []byte) string {
	if len(data) < 4 {
		return "no reason"
	}
	parsed := bindings.NewExecutor().GetABI()
	e, err := parsed.ErrorByID([4]byte(data[:4]))
	if err != nil {
		return "not an error of the executor"
	}
	values, err := e.Unpack(data)
	if err != nil {
		return e.Name
	}
	return fmt.Sprint(e.Name, values)
}
