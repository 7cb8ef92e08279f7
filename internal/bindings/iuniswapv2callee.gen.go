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

// IUniswapV2CalleeMetaData contains all meta data concerning the IUniswapV2Callee contract.
var IUniswapV2CalleeMetaData = bind.MetaData{
	ABI: "[{\"inputs\":[{\"internalType\":\"address\",\"name\":\"sender\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"amount0\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"amount1\",\"type\":\"uint256\"},{\"internalType\":\"bytes\",\"name\":\"data\",\"type\":\"bytes\"}],\"name\":\"uniswapV2Call\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"}]",
	ID:  "IUniswapV2Callee",
}

// IUniswapV2Callee is an auto generated Go binding around an Ethereum contract.
type IUniswapV2Callee struct {
	abi abi.ABI
}

// GetABI returns the ABI associated with this contract binding.
func (c *IUniswapV2Callee) GetABI() abi.ABI {
	return c.abi
}

// NewIUniswapV2Callee creates a new instance of IUniswapV2Callee.
func NewIUniswapV2Callee() *IUniswapV2Callee {
	parsed, err := IUniswapV2CalleeMetaData.ParseABI()
	if err != nil {
		panic(errors.New("invalid ABI: " + err.Error()))
	}
	return &IUniswapV2Callee{abi: *parsed}
}

// Instance creates a wrapper for a deployed contract instance at the given address.
// Use this to create the instance object passed to abigen v2 library functions Call, Transact, etc.
func (c *IUniswapV2Callee) Instance(backend bind.ContractBackend, addr common.Address) *bind.BoundContract {
	return bind.NewBoundContract(addr, c.abi, backend, backend, backend)
}

// PackUniswapV2Call is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x10d1e85c.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function uniswapV2Call(address sender, uint256 amount0, uint256 amount1, bytes data) returns()
func (iUniswapV2Callee *IUniswapV2Callee) PackUniswapV2Call(sender common.Address, amount0 *big.Int, amount1 *big.Int, data []byte) []byte {
	enc, err := iUniswapV2Callee.abi.Pack("uniswapV2Call", sender, amount0, amount1, data)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackUniswapV2Call is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x10d1e85c.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function uniswapV2Call(address sender, uint256 amount0, uint256 amount1, bytes data) returns()
func (iUniswapV2Callee *IUniswapV2Callee) TryPackUniswapV2Call(sender common.Address, amount0 *big.Int, amount1 *big.Int, data []byte) ([]byte, error) {
	return iUniswapV2Callee.abi.Pack("uniswapV2Call", sender, amount0, amount1, data)
}
