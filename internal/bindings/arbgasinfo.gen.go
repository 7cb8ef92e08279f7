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

// ArbGasInfoMetaData contains all meta data concerning the ArbGasInfo contract.
var ArbGasInfoMetaData = bind.MetaData{
	ABI: "[{\"inputs\":[],\"name\":\"getCurrentTxL1GasFees\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"pure\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"getGasAccountingParams\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"getGasBacklog\",\"outputs\":[{\"internalType\":\"uint64\",\"name\":\"\",\"type\":\"uint64\"}],\"stateMutability\":\"pure\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"getL1BaseFeeEstimate\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"getL1GasPriceEstimate\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"getMinimumGasPrice\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"getPricesInArbGas\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"getPricesInWei\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"startBlock\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"}]",
	ID:  "ArbGasInfo",
	Bin: "0x6080604052348015600e575f5ffd5b506102cc8061001c5f395ff3fe608060405234801561000f575f5ffd5b506004361061009f575f3560e01c806348cd4cb111610072578063c6f7de0e11610058578063c6f7de0e14610132578063f5d6ded7146100cb578063f918379a14610138575f5ffd5b806348cd4cb11461011f578063612af1781461012a575f5ffd5b806302199f34146100a3578063055f362f146100cb5780631d5b5c20146100dc57806341b247a8146100ea575b5f5ffd5b6100ab610140565b604080519384526020840192909252908201526060015b60405180910390f35b5f545b6040519081526020016100c2565b6040515f81526020016100c2565b6100f2610199565b604080519687526020870195909552938501929092526060840152608083015260a082015260c0016100c2565b61012848600255565b005b6100ab61020b565b5f6100ce565b6001546100ce565b5f5f5f5f61014c610224565b9050805f0361016457505f93849350614e2092509050565b5f815f5460106101749190610264565b61017e9190610281565b905061018b81608c610264565b95909450614e209350915050565b5f5f5f5f5f5f5f6101a8610224565b90505f5f5460106101b99190610264565b90505f60015483106101cd576001546101cf565b825b90506101dc82608c610264565b826101e985614e20610264565b836101f481886102b9565b939d929c50909a5098509096509294509192505050565b5f8080610219600245610281565b934593508392509050565b5f481561023057504890565b5060025490565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601160045260245ffd5b808202811582820484141761027b5761027b610237565b92915050565b5f826102b4577f4e487b71000000000000000000000000000000000000000000000000000000005f52601260045260245ffd5b500490565b8181038181111561027b5761027b61023756",
}

// ArbGasInfo is an auto generated Go binding around an Ethereum contract.
type ArbGasInfo struct {
	abi abi.ABI
}

// GetABI returns the ABI associated with this contract binding.
func (c *ArbGasInfo) GetABI() abi.ABI {
	return c.abi
}

// NewArbGasInfo creates a new instance of ArbGasInfo.
func NewArbGasInfo() *ArbGasInfo {
	parsed, err := ArbGasInfoMetaData.ParseABI()
	if err != nil {
		panic(errors.New("invalid ABI: " + err.Error()))
	}
	return &ArbGasInfo{abi: *parsed}
}

// Instance creates a wrapper for a deployed contract instance at the given address.
// Use this to create the instance object passed to abigen v2 library functions Call, Transact, etc.
func (c *ArbGasInfo) Instance(backend bind.ContractBackend, addr common.Address) *bind.BoundContract {
	return bind.NewBoundContract(addr, c.abi, backend, backend, backend)
}

// PackGetCurrentTxL1GasFees is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xc6f7de0e.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function getCurrentTxL1GasFees() pure returns(uint256)
func (arbGasInfo *ArbGasInfo) PackGetCurrentTxL1GasFees() []byte {
	enc, err := arbGasInfo.abi.Pack("getCurrentTxL1GasFees")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackGetCurrentTxL1GasFees is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xc6f7de0e.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function getCurrentTxL1GasFees() pure returns(uint256)
func (arbGasInfo *ArbGasInfo) TryPackGetCurrentTxL1GasFees() ([]byte, error) {
	return arbGasInfo.abi.Pack("getCurrentTxL1GasFees")
}

// UnpackGetCurrentTxL1GasFees is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xc6f7de0e.
//
// Solidity: function getCurrentTxL1GasFees() pure returns(uint256)
func (arbGasInfo *ArbGasInfo) UnpackGetCurrentTxL1GasFees(data []byte) (*big.Int, error) {
	out, err := arbGasInfo.abi.Unpack("getCurrentTxL1GasFees", data)
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
// Solidity: function getGasAccountingParams() view returns(uint256, uint256, uint256)
func (arbGasInfo *ArbGasInfo) PackGetGasAccountingParams() []byte {
	enc, err := arbGasInfo.abi.Pack("getGasAccountingParams")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackGetGasAccountingParams is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x612af178.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function getGasAccountingParams() view returns(uint256, uint256, uint256)
func (arbGasInfo *ArbGasInfo) TryPackGetGasAccountingParams() ([]byte, error) {
	return arbGasInfo.abi.Pack("getGasAccountingParams")
}

// ArbGasInfoGetGasAccountingParamsOutput serves as a container for the return parameters of contract
// method GetGasAccountingParams.
type ArbGasInfoGetGasAccountingParamsOutput struct {
	Arg0 *big.Int
	Arg1 *big.Int
	Arg2 *big.Int
}

// UnpackGetGasAccountingParams is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x612af178.
//
// Solidity: function getGasAccountingParams() view returns(uint256, uint256, uint256)
func (arbGasInfo *ArbGasInfo) UnpackGetGasAccountingParams(data []byte) (ArbGasInfoGetGasAccountingParamsOutput, error) {
	out, err := arbGasInfo.abi.Unpack("getGasAccountingParams", data)
	outstruct := new(ArbGasInfoGetGasAccountingParamsOutput)
	if err != nil {
		return *outstruct, err
	}
	outstruct.Arg0 = abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	outstruct.Arg1 = abi.ConvertType(out[1], new(big.Int)).(*big.Int)
	outstruct.Arg2 = abi.ConvertType(out[2], new(big.Int)).(*big.Int)
	return *outstruct, nil
}

// PackGetGasBacklog is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x1d5b5c20.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function getGasBacklog() pure returns(uint64)
func (arbGasInfo *ArbGasInfo) PackGetGasBacklog() []byte {
	enc, err := arbGasInfo.abi.Pack("getGasBacklog")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackGetGasBacklog is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x1d5b5c20.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function getGasBacklog() pure returns(uint64)
func (arbGasInfo *ArbGasInfo) TryPackGetGasBacklog() ([]byte, error) {
	return arbGasInfo.abi.Pack("getGasBacklog")
}

// UnpackGetGasBacklog is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x1d5b5c20.
//
// Solidity: function getGasBacklog() pure returns(uint64)
func (arbGasInfo *ArbGasInfo) UnpackGetGasBacklog(data []byte) (uint64, error) {
	out, err := arbGasInfo.abi.Unpack("getGasBacklog", data)
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
func (arbGasInfo *ArbGasInfo) PackGetL1BaseFeeEstimate() []byte {
	enc, err := arbGasInfo.abi.Pack("getL1BaseFeeEstimate")
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
func (arbGasInfo *ArbGasInfo) TryPackGetL1BaseFeeEstimate() ([]byte, error) {
	return arbGasInfo.abi.Pack("getL1BaseFeeEstimate")
}

// UnpackGetL1BaseFeeEstimate is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xf5d6ded7.
//
// Solidity: function getL1BaseFeeEstimate() view returns(uint256)
func (arbGasInfo *ArbGasInfo) UnpackGetL1BaseFeeEstimate(data []byte) (*big.Int, error) {
	out, err := arbGasInfo.abi.Unpack("getL1BaseFeeEstimate", data)
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
func (arbGasInfo *ArbGasInfo) PackGetL1GasPriceEstimate() []byte {
	enc, err := arbGasInfo.abi.Pack("getL1GasPriceEstimate")
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
func (arbGasInfo *ArbGasInfo) TryPackGetL1GasPriceEstimate() ([]byte, error) {
	return arbGasInfo.abi.Pack("getL1GasPriceEstimate")
}

// UnpackGetL1GasPriceEstimate is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x055f362f.
//
// Solidity: function getL1GasPriceEstimate() view returns(uint256)
func (arbGasInfo *ArbGasInfo) UnpackGetL1GasPriceEstimate(data []byte) (*big.Int, error) {
	out, err := arbGasInfo.abi.Unpack("getL1GasPriceEstimate", data)
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
func (arbGasInfo *ArbGasInfo) PackGetMinimumGasPrice() []byte {
	enc, err := arbGasInfo.abi.Pack("getMinimumGasPrice")
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
func (arbGasInfo *ArbGasInfo) TryPackGetMinimumGasPrice() ([]byte, error) {
	return arbGasInfo.abi.Pack("getMinimumGasPrice")
}

// UnpackGetMinimumGasPrice is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xf918379a.
//
// Solidity: function getMinimumGasPrice() view returns(uint256)
func (arbGasInfo *ArbGasInfo) UnpackGetMinimumGasPrice(data []byte) (*big.Int, error) {
	out, err := arbGasInfo.abi.Unpack("getMinimumGasPrice", data)
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
// Solidity: function getPricesInArbGas() view returns(uint256, uint256, uint256)
func (arbGasInfo *ArbGasInfo) PackGetPricesInArbGas() []byte {
	enc, err := arbGasInfo.abi.Pack("getPricesInArbGas")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackGetPricesInArbGas is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x02199f34.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function getPricesInArbGas() view returns(uint256, uint256, uint256)
func (arbGasInfo *ArbGasInfo) TryPackGetPricesInArbGas() ([]byte, error) {
	return arbGasInfo.abi.Pack("getPricesInArbGas")
}

// ArbGasInfoGetPricesInArbGasOutput serves as a container for the return parameters of contract
// method GetPricesInArbGas.
type ArbGasInfoGetPricesInArbGasOutput struct {
	Arg0 *big.Int
	Arg1 *big.Int
	Arg2 *big.Int
}

// UnpackGetPricesInArbGas is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x02199f34.
//
// Solidity: function getPricesInArbGas() view returns(uint256, uint256, uint256)
func (arbGasInfo *ArbGasInfo) UnpackGetPricesInArbGas(data []byte) (ArbGasInfoGetPricesInArbGasOutput, error) {
	out, err := arbGasInfo.abi.Unpack("getPricesInArbGas", data)
	outstruct := new(ArbGasInfoGetPricesInArbGasOutput)
	if err != nil {
		return *outstruct, err
	}
	outstruct.Arg0 = abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	outstruct.Arg1 = abi.ConvertType(out[1], new(big.Int)).(*big.Int)
	outstruct.Arg2 = abi.ConvertType(out[2], new(big.Int)).(*big.Int)
	return *outstruct, nil
}

// PackGetPricesInWei is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x41b247a8.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function getPricesInWei() view returns(uint256, uint256, uint256, uint256, uint256, uint256)
func (arbGasInfo *ArbGasInfo) PackGetPricesInWei() []byte {
	enc, err := arbGasInfo.abi.Pack("getPricesInWei")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackGetPricesInWei is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x41b247a8.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function getPricesInWei() view returns(uint256, uint256, uint256, uint256, uint256, uint256)
func (arbGasInfo *ArbGasInfo) TryPackGetPricesInWei() ([]byte, error) {
	return arbGasInfo.abi.Pack("getPricesInWei")
}

// ArbGasInfoGetPricesInWeiOutput serves as a container for the return parameters of contract
// method GetPricesInWei.
type ArbGasInfoGetPricesInWeiOutput struct {
	Arg0 *big.Int
	Arg1 *big.Int
	Arg2 *big.Int
	Arg3 *big.Int
	Arg4 *big.Int
	Arg5 *big.Int
}

// UnpackGetPricesInWei is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x41b247a8.
//
// Solidity: function getPricesInWei() view returns(uint256, uint256, uint256, uint256, uint256, uint256)
func (arbGasInfo *ArbGasInfo) UnpackGetPricesInWei(data []byte) (ArbGasInfoGetPricesInWeiOutput, error) {
	out, err := arbGasInfo.abi.Unpack("getPricesInWei", data)
	outstruct := new(ArbGasInfoGetPricesInWeiOutput)
	if err != nil {
		return *outstruct, err
	}
	outstruct.Arg0 = abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	outstruct.Arg1 = abi.ConvertType(out[1], new(big.Int)).(*big.Int)
	outstruct.Arg2 = abi.ConvertType(out[2], new(big.Int)).(*big.Int)
	outstruct.Arg3 = abi.ConvertType(out[3], new(big.Int)).(*big.Int)
	outstruct.Arg4 = abi.ConvertType(out[4], new(big.Int)).(*big.Int)
	outstruct.Arg5 = abi.ConvertType(out[5], new(big.Int)).(*big.Int)
	return *outstruct, nil
}

// PackStartBlock is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x48cd4cb1.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function startBlock() returns()
func (arbGasInfo *ArbGasInfo) PackStartBlock() []byte {
	enc, err := arbGasInfo.abi.Pack("startBlock")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackStartBlock is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x48cd4cb1.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function startBlock() returns()
func (arbGasInfo *ArbGasInfo) TryPackStartBlock() ([]byte, error) {
	return arbGasInfo.abi.Pack("startBlock")
}

// ArbGasInfoRuntime is the code of a deployed ArbGasInfo, in hex: it has no immutables,
// so it can be placed in a genesis.
const ArbGasInfoRuntime = "0x608060405234801561000f575f5ffd5b506004361061009f575f3560e01c806348cd4cb111610072578063c6f7de0e11610058578063c6f7de0e14610132578063f5d6ded7146100cb578063f918379a14610138575f5ffd5b806348cd4cb11461011f578063612af1781461012a575f5ffd5b806302199f34146100a3578063055f362f146100cb5780631d5b5c20146100dc57806341b247a8146100ea575b5f5ffd5b6100ab610140565b604080519384526020840192909252908201526060015b60405180910390f35b5f545b6040519081526020016100c2565b6040515f81526020016100c2565b6100f2610199565b604080519687526020870195909552938501929092526060840152608083015260a082015260c0016100c2565b61012848600255565b005b6100ab61020b565b5f6100ce565b6001546100ce565b5f5f5f5f61014c610224565b9050805f0361016457505f93849350614e2092509050565b5f815f5460106101749190610264565b61017e9190610281565b905061018b81608c610264565b95909450614e209350915050565b5f5f5f5f5f5f5f6101a8610224565b90505f5f5460106101b99190610264565b90505f60015483106101cd576001546101cf565b825b90506101dc82608c610264565b826101e985614e20610264565b836101f481886102b9565b939d929c50909a5098509096509294509192505050565b5f8080610219600245610281565b934593508392509050565b5f481561023057504890565b5060025490565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601160045260245ffd5b808202811582820484141761027b5761027b610237565b92915050565b5f826102b4577f4e487b71000000000000000000000000000000000000000000000000000000005f52601260045260245ffd5b500490565b8181038181111561027b5761027b61023756"
