// Code generated via abigen V2 - DO NOT EDIT.
// This file is a generated binding and any manual changes will be lost.

package bindings

import (
	"bytes"
	"errors"
	"math/big"

	"github.com/ethereum/go-ethereum/accounts/abi"
	"github.com/ethereum/go-ethereum/accounts/abi/bind/v2"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
)

// Reference imports to suppress errors if they are not otherwise used.
var (
	_ = bytes.Equal
	_ = errors.New
	_ = big.NewInt
	_ = common.Big1
	_ = types.BloomLookup
	_ = abi.ConvertType
)

// BurnerMetaData contains all meta data concerning the Burner contract.
var BurnerMetaData = bind.MetaData{
	ABI: "[{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"gasAmount\",\"type\":\"uint256\"}],\"name\":\"burn\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"spend\",\"outputs\":[],\"stateMutability\":\"pure\",\"type\":\"function\"}]",
	ID:  "Burner",
	Bin: "0x6080604052348015600e575f5ffd5b506101ce8061001c5f395ff3fe608060405234801561000f575f5ffd5b5060043610610034575f3560e01c806342966c681461003857806345615bcc1461004d575b5f5ffd5b61004b610046366004610174565b610052565b005b61004bfe5b606c803b156100b7578073ffffffffffffffffffffffffffffffffffffffff166348cd4cb16040518163ffffffff1660e01b81526004015f604051808303815f87803b1580156100a0575f5ffd5b505af11580156100b2573d5f5f3e3d5ffd5b505050505b60408051600481526024810182526020810180517bffffffffffffffffffffffffffffffffffffffffffffffffffffffff167f45615bcc0000000000000000000000000000000000000000000000000000000017905290515f913091859161011e9161018b565b5f604051808303815f8787f1925050503d805f8114610158576040519150601f19603f3d011682016040523d82523d5f602084013e61015d565b606091505b50509050801561016f5761016f6101a1565b505050565b5f60208284031215610184575f5ffd5b5035919050565b5f82518060208501845e5f920191825250919050565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52600160045260245ffd",
}

// Burner is an auto generated Go binding around an Ethereum contract.
type Burner struct {
	abi abi.ABI
}

// GetABI returns the ABI associated with this contract binding.
func (c *Burner) GetABI() abi.ABI {
	return c.abi
}

// NewBurner creates a new instance of Burner.
func NewBurner() *Burner {
	parsed, err := BurnerMetaData.ParseABI()
	if err != nil {
		panic(errors.New("invalid ABI: " + err.Error()))
	}
	return &Burner{abi: *parsed}
}

// Instance creates a wrapper for a deployed contract instance at the given address.
// Use this to create the instance object passed to abigen v2 library functions Call, Transact, etc.
func (c *Burner) Instance(backend bind.ContractBackend, addr common.Address) *bind.BoundContract {
	return bind.NewBoundContract(addr, c.abi, backend, backend, backend)
}

// PackBurn is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x42966c68.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function burn(uint256 gasAmount) returns()
func (burner *Burner) PackBurn(gasAmount *big.Int) []byte {
	enc, err := burner.abi.Pack("burn", gasAmount)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackBurn is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x42966c68.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function burn(uint256 gasAmount) returns()
func (burner *Burner) TryPackBurn(gasAmount *big.Int) ([]byte, error) {
	return burner.abi.Pack("burn", gasAmount)
}

// PackSpend is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x45615bcc.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function spend() pure returns()
func (burner *Burner) PackSpend() []byte {
	enc, err := burner.abi.Pack("spend")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSpend is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x45615bcc.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function spend() pure returns()
func (burner *Burner) TryPackSpend() ([]byte, error) {
	return burner.abi.Pack("spend")
}

// BurnerRuntime is the code of a deployed Burner, in hex: it has no immutables,
// so it can be placed in a genesis.
const BurnerRuntime = "0x608060405234801561000f575f5ffd5b5060043610610034575f3560e01c806342966c681461003857806345615bcc1461004d575b5f5ffd5b61004b610046366004610174565b610052565b005b61004bfe5b606c803b156100b7578073ffffffffffffffffffffffffffffffffffffffff166348cd4cb16040518163ffffffff1660e01b81526004015f604051808303815f87803b1580156100a0575f5ffd5b505af11580156100b2573d5f5f3e3d5ffd5b505050505b60408051600481526024810182526020810180517bffffffffffffffffffffffffffffffffffffffffffffffffffffffff167f45615bcc0000000000000000000000000000000000000000000000000000000017905290515f913091859161011e9161018b565b5f604051808303815f8787f1925050503d805f8114610158576040519150601f19603f3d011682016040523d82523d5f602084013e61015d565b606091505b50509050801561016f5761016f6101a1565b505050565b5f60208284031215610184575f5ffd5b5035919050565b5f82518060208501845e5f920191825250919050565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52600160045260245ffd"
