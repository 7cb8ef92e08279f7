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
	Bin: "0x60808060405234601557610271908161001a8239f35b5f80fdfe6080806040526004361015610012575f80fd5b5f905f3560e01c90816342966c681461006757506345615bcc14610034575f80fd5b3461006457807ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261006457fe5b80fd5b9050346101ff5760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126101ff57606c3b6101a1575b50808060405160208101907f45615bcc000000000000000000000000000000000000000000000000000000008252600481526100dd602482610203565b51908230600435f13d1561019c573d67ffffffffffffffff811161016f576040519061013160207fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0601f8401160183610203565b81528260203d92013e5b6101425780f35b807f4e487b7100000000000000000000000000000000000000000000000000000000602492526001600452fd5b6024837f4e487b710000000000000000000000000000000000000000000000000000000081526041600452fd5b61013b565b606c3b156101ff577f48cd4cb10000000000000000000000000000000000000000000000000000000081525f8160048183606c5af180156101f457156100a0576101ed91505f90610203565b5f5f6100a0565b6040513d5f823e3d90fd5b5f80fd5b90601f7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0910116810190811067ffffffffffffffff82111761024457604052565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52604160045260245ffd",
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
const BurnerRuntime = "0x6080806040526004361015610012575f80fd5b5f905f3560e01c90816342966c681461006757506345615bcc14610034575f80fd5b3461006457807ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261006457fe5b80fd5b9050346101ff5760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126101ff57606c3b6101a1575b50808060405160208101907f45615bcc000000000000000000000000000000000000000000000000000000008252600481526100dd602482610203565b51908230600435f13d1561019c573d67ffffffffffffffff811161016f576040519061013160207fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0601f8401160183610203565b81528260203d92013e5b6101425780f35b807f4e487b7100000000000000000000000000000000000000000000000000000000602492526001600452fd5b6024837f4e487b710000000000000000000000000000000000000000000000000000000081526041600452fd5b61013b565b606c3b156101ff577f48cd4cb10000000000000000000000000000000000000000000000000000000081525f8160048183606c5af180156101f457156100a0576101ed91505f90610203565b5f5f6100a0565b6040513d5f823e3d90fd5b5f80fd5b90601f7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0910116810190811067ffffffffffffffff82111761024457604052565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52604160045260245ffd"
