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

// ArbOwnerPublicMetaData contains all meta data concerning the ArbOwnerPublic contract.
var ArbOwnerPublicMetaData = bind.MetaData{
	ABI: "[{\"inputs\":[],\"name\":\"getCollectTips\",\"outputs\":[{\"internalType\":\"bool\",\"name\":\"\",\"type\":\"bool\"}],\"stateMutability\":\"view\",\"type\":\"function\"}]",
	ID:  "ArbOwnerPublic",
	Bin: "0x608080604052346013576061908160188239f35b5f80fdfe60808060405260043610156011575f80fd5b5f3560e01c638e34a64d146023575f80fd5b34605d575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112605d5760209060ff5f541615158152f35b5f80fd",
}

// ArbOwnerPublic is an auto generated Go binding around an Ethereum contract.
type ArbOwnerPublic struct {
	abi abi.ABI
}

// GetABI returns the ABI associated with this contract binding.
func (c *ArbOwnerPublic) GetABI() abi.ABI {
	return c.abi
}

// NewArbOwnerPublic creates a new instance of ArbOwnerPublic.
func NewArbOwnerPublic() *ArbOwnerPublic {
	parsed, err := ArbOwnerPublicMetaData.ParseABI()
	if err != nil {
		panic(errors.New("invalid ABI: " + err.Error()))
	}
	return &ArbOwnerPublic{abi: *parsed}
}

// Instance creates a wrapper for a deployed contract instance at the given address.
// Use this to create the instance object passed to abigen v2 library functions Call, Transact, etc.
func (c *ArbOwnerPublic) Instance(backend bind.ContractBackend, addr common.Address) *bind.BoundContract {
	return bind.NewBoundContract(addr, c.abi, backend, backend, backend)
}

// PackGetCollectTips is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8e34a64d.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function getCollectTips() view returns(bool)
func (arbOwnerPublic *ArbOwnerPublic) PackGetCollectTips() []byte {
	enc, err := arbOwnerPublic.abi.Pack("getCollectTips")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackGetCollectTips is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8e34a64d.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function getCollectTips() view returns(bool)
func (arbOwnerPublic *ArbOwnerPublic) TryPackGetCollectTips() ([]byte, error) {
	return arbOwnerPublic.abi.Pack("getCollectTips")
}

// UnpackGetCollectTips is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x8e34a64d.
//
// Solidity: function getCollectTips() view returns(bool)
func (arbOwnerPublic *ArbOwnerPublic) UnpackGetCollectTips(data []byte) (bool, error) {
	out, err := arbOwnerPublic.abi.Unpack("getCollectTips", data)
	if err != nil {
		return *new(bool), err
	}
	out0 := *abi.ConvertType(out[0], new(bool)).(*bool)
	return out0, nil
}

// ArbOwnerPublicRuntime is the code of a deployed ArbOwnerPublic, in hex: it has no immutables,
// so it can be placed in a genesis.
const ArbOwnerPublicRuntime = "0x60808060405260043610156011575f80fd5b5f3560e01c638e34a64d146023575f80fd5b34605d575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112605d5760209060ff5f541615158152f35b5f80fd"
