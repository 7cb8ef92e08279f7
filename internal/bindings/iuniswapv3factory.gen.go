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

// IUniswapV3FactoryMetaData contains all meta data concerning the IUniswapV3Factory contract.
var IUniswapV3FactoryMetaData = bind.MetaData{
	ABI: "[{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"uint24\",\"name\":\"fee\",\"type\":\"uint24\"},{\"indexed\":true,\"internalType\":\"int24\",\"name\":\"tickSpacing\",\"type\":\"int24\"}],\"name\":\"FeeAmountEnabled\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"token0\",\"type\":\"address\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"token1\",\"type\":\"address\"},{\"indexed\":true,\"internalType\":\"uint24\",\"name\":\"fee\",\"type\":\"uint24\"},{\"indexed\":false,\"internalType\":\"int24\",\"name\":\"tickSpacing\",\"type\":\"int24\"},{\"indexed\":false,\"internalType\":\"address\",\"name\":\"pool\",\"type\":\"address\"}],\"name\":\"PoolCreated\",\"type\":\"event\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"tokenA\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"tokenB\",\"type\":\"address\"},{\"internalType\":\"uint24\",\"name\":\"fee\",\"type\":\"uint24\"}],\"name\":\"createPool\",\"outputs\":[{\"internalType\":\"address\",\"name\":\"pool\",\"type\":\"address\"}],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint24\",\"name\":\"fee\",\"type\":\"uint24\"}],\"name\":\"feeAmountTickSpacing\",\"outputs\":[{\"internalType\":\"int24\",\"name\":\"\",\"type\":\"int24\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"tokenA\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"tokenB\",\"type\":\"address\"},{\"internalType\":\"uint24\",\"name\":\"fee\",\"type\":\"uint24\"}],\"name\":\"getPool\",\"outputs\":[{\"internalType\":\"address\",\"name\":\"pool\",\"type\":\"address\"}],\"stateMutability\":\"view\",\"type\":\"function\"}]",
	ID:  "IUniswapV3Factory",
}

// IUniswapV3Factory is an auto generated Go binding around an Ethereum contract.
type IUniswapV3Factory struct {
	abi abi.ABI
}

// GetABI returns the ABI associated with this contract binding.
func (c *IUniswapV3Factory) GetABI() abi.ABI {
	return c.abi
}

// NewIUniswapV3Factory creates a new instance of IUniswapV3Factory.
func NewIUniswapV3Factory() *IUniswapV3Factory {
	parsed, err := IUniswapV3FactoryMetaData.ParseABI()
	if err != nil {
		panic(errors.New("invalid ABI: " + err.Error()))
	}
	return &IUniswapV3Factory{abi: *parsed}
}

// Instance creates a wrapper for a deployed contract instance at the given address.
// Use this to create the instance object passed to abigen v2 library functions Call, Transact, etc.
func (c *IUniswapV3Factory) Instance(backend bind.ContractBackend, addr common.Address) *bind.BoundContract {
	return bind.NewBoundContract(addr, c.abi, backend, backend, backend)
}

// PackCreatePool is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xa1671295.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function createPool(address tokenA, address tokenB, uint24 fee) returns(address pool)
func (iUniswapV3Factory *IUniswapV3Factory) PackCreatePool(tokenA common.Address, tokenB common.Address, fee *big.Int) []byte {
	enc, err := iUniswapV3Factory.abi.Pack("createPool", tokenA, tokenB, fee)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackCreatePool is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xa1671295.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function createPool(address tokenA, address tokenB, uint24 fee) returns(address pool)
func (iUniswapV3Factory *IUniswapV3Factory) TryPackCreatePool(tokenA common.Address, tokenB common.Address, fee *big.Int) ([]byte, error) {
	return iUniswapV3Factory.abi.Pack("createPool", tokenA, tokenB, fee)
}

// UnpackCreatePool is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xa1671295.
//
// Solidity: function createPool(address tokenA, address tokenB, uint24 fee) returns(address pool)
func (iUniswapV3Factory *IUniswapV3Factory) UnpackCreatePool(data []byte) (common.Address, error) {
	out, err := iUniswapV3Factory.abi.Unpack("createPool", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackFeeAmountTickSpacing is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x22afcccb.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function feeAmountTickSpacing(uint24 fee) view returns(int24)
func (iUniswapV3Factory *IUniswapV3Factory) PackFeeAmountTickSpacing(fee *big.Int) []byte {
	enc, err := iUniswapV3Factory.abi.Pack("feeAmountTickSpacing", fee)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackFeeAmountTickSpacing is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x22afcccb.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function feeAmountTickSpacing(uint24 fee) view returns(int24)
func (iUniswapV3Factory *IUniswapV3Factory) TryPackFeeAmountTickSpacing(fee *big.Int) ([]byte, error) {
	return iUniswapV3Factory.abi.Pack("feeAmountTickSpacing", fee)
}

// UnpackFeeAmountTickSpacing is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x22afcccb.
//
// Solidity: function feeAmountTickSpacing(uint24 fee) view returns(int24)
func (iUniswapV3Factory *IUniswapV3Factory) UnpackFeeAmountTickSpacing(data []byte) (*big.Int, error) {
	out, err := iUniswapV3Factory.abi.Unpack("feeAmountTickSpacing", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackGetPool is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x1698ee82.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function getPool(address tokenA, address tokenB, uint24 fee) view returns(address pool)
func (iUniswapV3Factory *IUniswapV3Factory) PackGetPool(tokenA common.Address, tokenB common.Address, fee *big.Int) []byte {
	enc, err := iUniswapV3Factory.abi.Pack("getPool", tokenA, tokenB, fee)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackGetPool is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x1698ee82.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function getPool(address tokenA, address tokenB, uint24 fee) view returns(address pool)
func (iUniswapV3Factory *IUniswapV3Factory) TryPackGetPool(tokenA common.Address, tokenB common.Address, fee *big.Int) ([]byte, error) {
	return iUniswapV3Factory.abi.Pack("getPool", tokenA, tokenB, fee)
}

// UnpackGetPool is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x1698ee82.
//
// Solidity: function getPool(address tokenA, address tokenB, uint24 fee) view returns(address pool)
func (iUniswapV3Factory *IUniswapV3Factory) UnpackGetPool(data []byte) (common.Address, error) {
	out, err := iUniswapV3Factory.abi.Unpack("getPool", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// IUniswapV3FactoryFeeAmountEnabled represents a FeeAmountEnabled event raised by the IUniswapV3Factory contract.
type IUniswapV3FactoryFeeAmountEnabled struct {
	Fee         *big.Int
	TickSpacing *big.Int
	Raw         *types.Log // Blockchain specific contextual infos
}

const IUniswapV3FactoryFeeAmountEnabledEventName = "FeeAmountEnabled"

// ContractEventName returns the user-defined event name.
func (IUniswapV3FactoryFeeAmountEnabled) ContractEventName() string {
	return IUniswapV3FactoryFeeAmountEnabledEventName
}

// UnpackFeeAmountEnabledEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event FeeAmountEnabled(uint24 indexed fee, int24 indexed tickSpacing)
func (iUniswapV3Factory *IUniswapV3Factory) UnpackFeeAmountEnabledEvent(log *types.Log) (*IUniswapV3FactoryFeeAmountEnabled, error) {
	event := "FeeAmountEnabled"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != iUniswapV3Factory.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(IUniswapV3FactoryFeeAmountEnabled)
	if len(log.Data) > 0 {
		if err := iUniswapV3Factory.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range iUniswapV3Factory.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// IUniswapV3FactoryPoolCreated represents a PoolCreated event raised by the IUniswapV3Factory contract.
type IUniswapV3FactoryPoolCreated struct {
	Token0      common.Address
	Token1      common.Address
	Fee         *big.Int
	TickSpacing *big.Int
	Pool        common.Address
	Raw         *types.Log // Blockchain specific contextual infos
}

const IUniswapV3FactoryPoolCreatedEventName = "PoolCreated"

// ContractEventName returns the user-defined event name.
func (IUniswapV3FactoryPoolCreated) ContractEventName() string {
	return IUniswapV3FactoryPoolCreatedEventName
}

// UnpackPoolCreatedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event PoolCreated(address indexed token0, address indexed token1, uint24 indexed fee, int24 tickSpacing, address pool)
func (iUniswapV3Factory *IUniswapV3Factory) UnpackPoolCreatedEvent(log *types.Log) (*IUniswapV3FactoryPoolCreated, error) {
	event := "PoolCreated"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != iUniswapV3Factory.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(IUniswapV3FactoryPoolCreated)
	if len(log.Data) > 0 {
		if err := iUniswapV3Factory.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range iUniswapV3Factory.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}
