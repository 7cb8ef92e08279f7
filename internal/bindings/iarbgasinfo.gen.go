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

// IArbGasInfoMetaData contains all meta data concerning the IArbGasInfo contract.
var IArbGasInfoMetaData = bind.MetaData{
	ABI: "[{\"inputs\":[],\"name\":\"getCurrentTxL1GasFees\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"getGasAccountingParams\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"speedLimitPerSecond\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"gasPoolMax\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"maxTxGasLimit\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"getGasBacklog\",\"outputs\":[{\"internalType\":\"uint64\",\"name\":\"\",\"type\":\"uint64\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"getL1BaseFeeEstimate\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"getL1GasPriceEstimate\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"getMinimumGasPrice\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"getPricesInArbGas\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"perL2Tx\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"perL1CalldataByte\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"perStorageAllocation\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"getPricesInWei\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"perL2Tx\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"perL1CalldataByte\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"perStorageAllocation\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"perArbGasBase\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"perArbGasCongestion\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"perArbGasTotal\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"}]",
	ID:  "IArbGasInfo",
}

// IArbGasInfo is an auto generated Go binding around an Ethereum contract.
type IArbGasInfo struct {
	abi abi.ABI
}

// GetABI returns the ABI associated with this contract binding.
func (c *IArbGasInfo) GetABI() abi.ABI {
	return c.abi
}

// NewIArbGasInfo creates a new instance of IArbGasInfo.
func NewIArbGasInfo() *IArbGasInfo {
	parsed, err := IArbGasInfoMetaData.ParseABI()
	if err != nil {
		panic(errors.New("invalid ABI: " + err.Error()))
	}
	return &IArbGasInfo{abi: *parsed}
}

// Instance creates a wrapper for a deployed contract instance at the given address.
// Use this to create the instance object passed to abigen v2 library functions Call, Transact, etc.
func (c *IArbGasInfo) Instance(backend bind.ContractBackend, addr common.Address) *bind.BoundContract {
	return bind.NewBoundContract(addr, c.abi, backend, backend, backend)
}

// PackGetCurrentTxL1GasFees is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xc6f7de0e.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function getCurrentTxL1GasFees() view returns(uint256)
func (iArbGasInfo *IArbGasInfo) PackGetCurrentTxL1GasFees() []byte {
	enc, err := iArbGasInfo.abi.Pack("getCurrentTxL1GasFees")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackGetCurrentTxL1GasFees is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xc6f7de0e.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function getCurrentTxL1GasFees() view returns(uint256)
func (iArbGasInfo *IArbGasInfo) TryPackGetCurrentTxL1GasFees() ([]byte, error) {
	return iArbGasInfo.abi.Pack("getCurrentTxL1GasFees")
}

// UnpackGetCurrentTxL1GasFees is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xc6f7de0e.
//
// Solidity: function getCurrentTxL1GasFees() view returns(uint256)
func (iArbGasInfo *IArbGasInfo) UnpackGetCurrentTxL1GasFees(data []byte) (*big.Int, error) {
	out, err := iArbGasInfo.abi.Unpack("getCurrentTxL1GasFees", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackGetGasAccountingParams is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x612af178.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function getGasAccountingParams() view returns(uint256 speedLimitPerSecond, uint256 gasPoolMax, uint256 maxTxGasLimit)
func (iArbGasInfo *IArbGasInfo) PackGetGasAccountingParams() []byte {
	enc, err := iArbGasInfo.abi.Pack("getGasAccountingParams")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackGetGasAccountingParams is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x612af178.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function getGasAccountingParams() view returns(uint256 speedLimitPerSecond, uint256 gasPoolMax, uint256 maxTxGasLimit)
func (iArbGasInfo *IArbGasInfo) TryPackGetGasAccountingParams() ([]byte, error) {
	return iArbGasInfo.abi.Pack("getGasAccountingParams")
}

// IArbGasInfoGetGasAccountingParamsOutput serves as a container for the return parameters of contract
// method GetGasAccountingParams.
type IArbGasInfoGetGasAccountingParamsOutput struct {
	SpeedLimitPerSecond *big.Int
	GasPoolMax          *big.Int
	MaxTxGasLimit       *big.Int
}

// UnpackGetGasAccountingParams is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x612af178.
//
// Solidity: function getGasAccountingParams() view returns(uint256 speedLimitPerSecond, uint256 gasPoolMax, uint256 maxTxGasLimit)
func (iArbGasInfo *IArbGasInfo) UnpackGetGasAccountingParams(data []byte) (IArbGasInfoGetGasAccountingParamsOutput, error) {
	out, err := iArbGasInfo.abi.Unpack("getGasAccountingParams", data)
	outstruct := new(IArbGasInfoGetGasAccountingParamsOutput)
	if err != nil {
		return *outstruct, err
	}
	outstruct.SpeedLimitPerSecond = abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	outstruct.GasPoolMax = abi.ConvertType(out[1], new(big.Int)).(*big.Int)
	outstruct.MaxTxGasLimit = abi.ConvertType(out[2], new(big.Int)).(*big.Int)
	return *outstruct, nil
}

// PackGetGasBacklog is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x1d5b5c20.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function getGasBacklog() view returns(uint64)
func (iArbGasInfo *IArbGasInfo) PackGetGasBacklog() []byte {
	enc, err := iArbGasInfo.abi.Pack("getGasBacklog")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackGetGasBacklog is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x1d5b5c20.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function getGasBacklog() view returns(uint64)
func (iArbGasInfo *IArbGasInfo) TryPackGetGasBacklog() ([]byte, error) {
	return iArbGasInfo.abi.Pack("getGasBacklog")
}

// UnpackGetGasBacklog is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x1d5b5c20.
//
// Solidity: function getGasBacklog() view returns(uint64)
func (iArbGasInfo *IArbGasInfo) UnpackGetGasBacklog(data []byte) (uint64, error) {
	out, err := iArbGasInfo.abi.Unpack("getGasBacklog", data)
	if err != nil {
		return *new(uint64), err
	}
	out0 := *abi.ConvertType(out[0], new(uint64)).(*uint64)
	return out0, nil
}

// PackGetL1BaseFeeEstimate is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf5d6ded7.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function getL1BaseFeeEstimate() view returns(uint256)
func (iArbGasInfo *IArbGasInfo) PackGetL1BaseFeeEstimate() []byte {
	enc, err := iArbGasInfo.abi.Pack("getL1BaseFeeEstimate")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackGetL1BaseFeeEstimate is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf5d6ded7.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function getL1BaseFeeEstimate() view returns(uint256)
func (iArbGasInfo *IArbGasInfo) TryPackGetL1BaseFeeEstimate() ([]byte, error) {
	return iArbGasInfo.abi.Pack("getL1BaseFeeEstimate")
}

// UnpackGetL1BaseFeeEstimate is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xf5d6ded7.
//
// Solidity: function getL1BaseFeeEstimate() view returns(uint256)
func (iArbGasInfo *IArbGasInfo) UnpackGetL1BaseFeeEstimate(data []byte) (*big.Int, error) {
	out, err := iArbGasInfo.abi.Unpack("getL1BaseFeeEstimate", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackGetL1GasPriceEstimate is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x055f362f.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function getL1GasPriceEstimate() view returns(uint256)
func (iArbGasInfo *IArbGasInfo) PackGetL1GasPriceEstimate() []byte {
	enc, err := iArbGasInfo.abi.Pack("getL1GasPriceEstimate")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackGetL1GasPriceEstimate is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x055f362f.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function getL1GasPriceEstimate() view returns(uint256)
func (iArbGasInfo *IArbGasInfo) TryPackGetL1GasPriceEstimate() ([]byte, error) {
	return iArbGasInfo.abi.Pack("getL1GasPriceEstimate")
}

// UnpackGetL1GasPriceEstimate is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x055f362f.
//
// Solidity: function getL1GasPriceEstimate() view returns(uint256)
func (iArbGasInfo *IArbGasInfo) UnpackGetL1GasPriceEstimate(data []byte) (*big.Int, error) {
	out, err := iArbGasInfo.abi.Unpack("getL1GasPriceEstimate", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackGetMinimumGasPrice is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf918379a.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function getMinimumGasPrice() view returns(uint256)
func (iArbGasInfo *IArbGasInfo) PackGetMinimumGasPrice() []byte {
	enc, err := iArbGasInfo.abi.Pack("getMinimumGasPrice")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackGetMinimumGasPrice is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf918379a.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function getMinimumGasPrice() view returns(uint256)
func (iArbGasInfo *IArbGasInfo) TryPackGetMinimumGasPrice() ([]byte, error) {
	return iArbGasInfo.abi.Pack("getMinimumGasPrice")
}

// UnpackGetMinimumGasPrice is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xf918379a.
//
// Solidity: function getMinimumGasPrice() view returns(uint256)
func (iArbGasInfo *IArbGasInfo) UnpackGetMinimumGasPrice(data []byte) (*big.Int, error) {
	out, err := iArbGasInfo.abi.Unpack("getMinimumGasPrice", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackGetPricesInArbGas is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x02199f34.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function getPricesInArbGas() view returns(uint256 perL2Tx, uint256 perL1CalldataByte, uint256 perStorageAllocation)
func (iArbGasInfo *IArbGasInfo) PackGetPricesInArbGas() []byte {
	enc, err := iArbGasInfo.abi.Pack("getPricesInArbGas")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackGetPricesInArbGas is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x02199f34.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function getPricesInArbGas() view returns(uint256 perL2Tx, uint256 perL1CalldataByte, uint256 perStorageAllocation)
func (iArbGasInfo *IArbGasInfo) TryPackGetPricesInArbGas() ([]byte, error) {
	return iArbGasInfo.abi.Pack("getPricesInArbGas")
}

// IArbGasInfoGetPricesInArbGasOutput serves as a container for the return parameters of contract
// method GetPricesInArbGas.
type IArbGasInfoGetPricesInArbGasOutput struct {
	PerL2Tx              *big.Int
	PerL1CalldataByte    *big.Int
	PerStorageAllocation *big.Int
}

// UnpackGetPricesInArbGas is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x02199f34.
//
// Solidity: function getPricesInArbGas() view returns(uint256 perL2Tx, uint256 perL1CalldataByte, uint256 perStorageAllocation)
func (iArbGasInfo *IArbGasInfo) UnpackGetPricesInArbGas(data []byte) (IArbGasInfoGetPricesInArbGasOutput, error) {
	out, err := iArbGasInfo.abi.Unpack("getPricesInArbGas", data)
	outstruct := new(IArbGasInfoGetPricesInArbGasOutput)
	if err != nil {
		return *outstruct, err
	}
	outstruct.PerL2Tx = abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	outstruct.PerL1CalldataByte = abi.ConvertType(out[1], new(big.Int)).(*big.Int)
	outstruct.PerStorageAllocation = abi.ConvertType(out[2], new(big.Int)).(*big.Int)
	return *outstruct, nil
}

// PackGetPricesInWei is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x41b247a8.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function getPricesInWei() view returns(uint256 perL2Tx, uint256 perL1CalldataByte, uint256 perStorageAllocation, uint256 perArbGasBase, uint256 perArbGasCongestion, uint256 perArbGasTotal)
func (iArbGasInfo *IArbGasInfo) PackGetPricesInWei() []byte {
	enc, err := iArbGasInfo.abi.Pack("getPricesInWei")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackGetPricesInWei is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x41b247a8.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function getPricesInWei() view returns(uint256 perL2Tx, uint256 perL1CalldataByte, uint256 perStorageAllocation, uint256 perArbGasBase, uint256 perArbGasCongestion, uint256 perArbGasTotal)
func (iArbGasInfo *IArbGasInfo) TryPackGetPricesInWei() ([]byte, error) {
	return iArbGasInfo.abi.Pack("getPricesInWei")
}

// IArbGasInfoGetPricesInWeiOutput serves as a container for the return parameters of contract
// method GetPricesInWei.
type IArbGasInfoGetPricesInWeiOutput struct {
	PerL2Tx              *big.Int
	PerL1CalldataByte    *big.Int
	PerStorageAllocation *big.Int
	PerArbGasBase        *big.Int
	PerArbGasCongestion  *big.Int
	PerArbGasTotal       *big.Int
}

// UnpackGetPricesInWei is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x41b247a8.
//
// Solidity: function getPricesInWei() view returns(uint256 perL2Tx, uint256 perL1CalldataByte, uint256 perStorageAllocation, uint256 perArbGasBase, uint256 perArbGasCongestion, uint256 perArbGasTotal)
func (iArbGasInfo *IArbGasInfo) UnpackGetPricesInWei(data []byte) (IArbGasInfoGetPricesInWeiOutput, error) {
	out, err := iArbGasInfo.abi.Unpack("getPricesInWei", data)
	outstruct := new(IArbGasInfoGetPricesInWeiOutput)
	if err != nil {
		return *outstruct, err
	}
	outstruct.PerL2Tx = abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	outstruct.PerL1CalldataByte = abi.ConvertType(out[1], new(big.Int)).(*big.Int)
	outstruct.PerStorageAllocation = abi.ConvertType(out[2], new(big.Int)).(*big.Int)
	outstruct.PerArbGasBase = abi.ConvertType(out[3], new(big.Int)).(*big.Int)
	outstruct.PerArbGasCongestion = abi.ConvertType(out[4], new(big.Int)).(*big.Int)
	outstruct.PerArbGasTotal = abi.ConvertType(out[5], new(big.Int)).(*big.Int)
	return *outstruct, nil
}
