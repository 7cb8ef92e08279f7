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

// INodeInterfaceMetaData contains all meta data concerning the INodeInterface contract.
var INodeInterfaceMetaData = bind.MetaData{
	ABI: "[{\"inputs\":[{\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"},{\"internalType\":\"bool\",\"name\":\"contractCreation\",\"type\":\"bool\"},{\"internalType\":\"bytes\",\"name\":\"data\",\"type\":\"bytes\"}],\"name\":\"gasEstimateComponents\",\"outputs\":[{\"internalType\":\"uint64\",\"name\":\"gasEstimate\",\"type\":\"uint64\"},{\"internalType\":\"uint64\",\"name\":\"gasEstimateForL1\",\"type\":\"uint64\"},{\"internalType\":\"uint256\",\"name\":\"baseFee\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"l1BaseFeeEstimate\",\"type\":\"uint256\"}],\"stateMutability\":\"payable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"},{\"internalType\":\"bool\",\"name\":\"contractCreation\",\"type\":\"bool\"},{\"internalType\":\"bytes\",\"name\":\"data\",\"type\":\"bytes\"}],\"name\":\"gasEstimateL1Component\",\"outputs\":[{\"internalType\":\"uint64\",\"name\":\"gasEstimateForL1\",\"type\":\"uint64\"},{\"internalType\":\"uint256\",\"name\":\"baseFee\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"l1BaseFeeEstimate\",\"type\":\"uint256\"}],\"stateMutability\":\"payable\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"nitroGenesisBlock\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"number\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"}]",
	ID:  "INodeInterface",
}

// INodeInterface is an auto generated Go binding around an Ethereum contract.
type INodeInterface struct {
	abi abi.ABI
}

// GetABI returns the ABI associated with this contract binding.
func (c *INodeInterface) GetABI() abi.ABI {
	return c.abi
}

// NewINodeInterface creates a new instance of INodeInterface.
func NewINodeInterface() *INodeInterface {
	parsed, err := INodeInterfaceMetaData.ParseABI()
	if err != nil {
		panic(errors.New("invalid ABI: " + err.Error()))
	}
	return &INodeInterface{abi: *parsed}
}

// Instance creates a wrapper for a deployed contract instance at the given address.
// Use this to create the instance object passed to abigen v2 library functions Call, Transact, etc.
func (c *INodeInterface) Instance(backend bind.ContractBackend, addr common.Address) *bind.BoundContract {
	return bind.NewBoundContract(addr, c.abi, backend, backend, backend)
}

// PackGasEstimateComponents is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xc94e6eeb.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function gasEstimateComponents(address to, bool contractCreation, bytes data) payable returns(uint64 gasEstimate, uint64 gasEstimateForL1, uint256 baseFee, uint256 l1BaseFeeEstimate)
func (iNodeInterface *INodeInterface) PackGasEstimateComponents(to common.Address, contractCreation bool, data []byte) []byte {
	enc, err := iNodeInterface.abi.Pack("gasEstimateComponents", to, contractCreation, data)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackGasEstimateComponents is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xc94e6eeb.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function gasEstimateComponents(address to, bool contractCreation, bytes data) payable returns(uint64 gasEstimate, uint64 gasEstimateForL1, uint256 baseFee, uint256 l1BaseFeeEstimate)
func (iNodeInterface *INodeInterface) TryPackGasEstimateComponents(to common.Address, contractCreation bool, data []byte) ([]byte, error) {
	return iNodeInterface.abi.Pack("gasEstimateComponents", to, contractCreation, data)
}

// INodeInterfaceGasEstimateComponentsOutput serves as a container for the return parameters of contract
// method GasEstimateComponents.
type INodeInterfaceGasEstimateComponentsOutput struct {
	GasEstimate       uint64
	GasEstimateForL1  uint64
	BaseFee           *big.Int
	L1BaseFeeEstimate *big.Int
}

// UnpackGasEstimateComponents is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xc94e6eeb.
//
// Solidity: function gasEstimateComponents(address to, bool contractCreation, bytes data) payable returns(uint64 gasEstimate, uint64 gasEstimateForL1, uint256 baseFee, uint256 l1BaseFeeEstimate)
func (iNodeInterface *INodeInterface) UnpackGasEstimateComponents(data []byte) (INodeInterfaceGasEstimateComponentsOutput, error) {
	out, err := iNodeInterface.abi.Unpack("gasEstimateComponents", data)
	outstruct := new(INodeInterfaceGasEstimateComponentsOutput)
	if err != nil {
		return *outstruct, err
	}
	outstruct.GasEstimate = *abi.ConvertType(out[0], new(uint64)).(*uint64)
	outstruct.GasEstimateForL1 = *abi.ConvertType(out[1], new(uint64)).(*uint64)
	outstruct.BaseFee = abi.ConvertType(out[2], new(big.Int)).(*big.Int)
	outstruct.L1BaseFeeEstimate = abi.ConvertType(out[3], new(big.Int)).(*big.Int)
	return *outstruct, nil
}

// PackGasEstimateL1Component is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x77d488a2.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function gasEstimateL1Component(address to, bool contractCreation, bytes data) payable returns(uint64 gasEstimateForL1, uint256 baseFee, uint256 l1BaseFeeEstimate)
func (iNodeInterface *INodeInterface) PackGasEstimateL1Component(to common.Address, contractCreation bool, data []byte) []byte {
	enc, err := iNodeInterface.abi.Pack("gasEstimateL1Component", to, contractCreation, data)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackGasEstimateL1Component is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x77d488a2.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function gasEstimateL1Component(address to, bool contractCreation, bytes data) payable returns(uint64 gasEstimateForL1, uint256 baseFee, uint256 l1BaseFeeEstimate)
func (iNodeInterface *INodeInterface) TryPackGasEstimateL1Component(to common.Address, contractCreation bool, data []byte) ([]byte, error) {
	return iNodeInterface.abi.Pack("gasEstimateL1Component", to, contractCreation, data)
}

// INodeInterfaceGasEstimateL1ComponentOutput serves as a container for the return parameters of contract
// method GasEstimateL1Component.
type INodeInterfaceGasEstimateL1ComponentOutput struct {
	GasEstimateForL1  uint64
	BaseFee           *big.Int
	L1BaseFeeEstimate *big.Int
}

// UnpackGasEstimateL1Component is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x77d488a2.
//
// Solidity: function gasEstimateL1Component(address to, bool contractCreation, bytes data) payable returns(uint64 gasEstimateForL1, uint256 baseFee, uint256 l1BaseFeeEstimate)
func (iNodeInterface *INodeInterface) UnpackGasEstimateL1Component(data []byte) (INodeInterfaceGasEstimateL1ComponentOutput, error) {
	out, err := iNodeInterface.abi.Unpack("gasEstimateL1Component", data)
	outstruct := new(INodeInterfaceGasEstimateL1ComponentOutput)
	if err != nil {
		return *outstruct, err
	}
	outstruct.GasEstimateForL1 = *abi.ConvertType(out[0], new(uint64)).(*uint64)
	outstruct.BaseFee = abi.ConvertType(out[1], new(big.Int)).(*big.Int)
	outstruct.L1BaseFeeEstimate = abi.ConvertType(out[2], new(big.Int)).(*big.Int)
	return *outstruct, nil
}

// PackNitroGenesisBlock is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x93a2fe21.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function nitroGenesisBlock() view returns(uint256 number)
func (iNodeInterface *INodeInterface) PackNitroGenesisBlock() []byte {
	enc, err := iNodeInterface.abi.Pack("nitroGenesisBlock")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackNitroGenesisBlock is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x93a2fe21.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function nitroGenesisBlock() view returns(uint256 number)
func (iNodeInterface *INodeInterface) TryPackNitroGenesisBlock() ([]byte, error) {
	return iNodeInterface.abi.Pack("nitroGenesisBlock")
}

// UnpackNitroGenesisBlock is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x93a2fe21.
//
// Solidity: function nitroGenesisBlock() view returns(uint256 number)
func (iNodeInterface *INodeInterface) UnpackNitroGenesisBlock(data []byte) (*big.Int, error) {
	out, err := iNodeInterface.abi.Unpack("nitroGenesisBlock", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}
