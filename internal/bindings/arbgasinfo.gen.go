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
	Bin: "0x6080806040523460155761034f908161001a8239f35b5f80fdfe60806040526004361015610011575f80fd5b5f3560e01c806302199f3414610266578063055f362f146100bb5780631d5b5c20146100c057806341b247a81461018257806348cd4cb11461014e578063612af178146100f8578063c6f7de0e146100c0578063f5d6ded7146100bb5763f918379a1461007c575f80fd5b346100b7575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126100b7576020600154604051908152f35b5f80fd5b6102bc565b346100b7575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126100b75760206040515f8152f35b346100b7575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126100b7576040518061014a45454560011c846040919493926060820195825260208201520152565b0390f35b346100b7575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126100b75748600255005b346100b7575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126100b7576101b8610340565b5f54908160041b918083046010149015171561023357600154808210156102605750805b608c830291838304608c148415171561023357614e20820290828204614e20148315171561023357808303918383116102335760c095604051958652602086015260408501526060840152608083015260a0820152f35b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601160045260245ffd5b906101dc565b346100b7575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126100b75761014a61029f6102f6565b604080519384526020840192909252908201529081906060820190565b346100b7575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126100b75760205f54604051908152f35b6102fe610340565b8015610335575f548060041b9080820460101490151715610233570490608c8202828104608c1483151715610233579190614e2090565b505f905f90614e2090565b4861034b5760025490565b489056",
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
const ArbGasInfoRuntime = "0x60806040526004361015610011575f80fd5b5f3560e01c806302199f3414610266578063055f362f146100bb5780631d5b5c20146100c057806341b247a81461018257806348cd4cb11461014e578063612af178146100f8578063c6f7de0e146100c0578063f5d6ded7146100bb5763f918379a1461007c575f80fd5b346100b7575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126100b7576020600154604051908152f35b5f80fd5b6102bc565b346100b7575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126100b75760206040515f8152f35b346100b7575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126100b7576040518061014a45454560011c846040919493926060820195825260208201520152565b0390f35b346100b7575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126100b75748600255005b346100b7575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126100b7576101b8610340565b5f54908160041b918083046010149015171561023357600154808210156102605750805b608c830291838304608c148415171561023357614e20820290828204614e20148315171561023357808303918383116102335760c095604051958652602086015260408501526060840152608083015260a0820152f35b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601160045260245ffd5b906101dc565b346100b7575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126100b75761014a61029f6102f6565b604080519384526020840192909252908201529081906060820190565b346100b7575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126100b75760205f54604051908152f35b6102fe610340565b8015610335575f548060041b9080820460101490151715610233570490608c8202828104608c1483151715610233579190614e2090565b505f905f90614e2090565b4861034b5760025490565b489056"
