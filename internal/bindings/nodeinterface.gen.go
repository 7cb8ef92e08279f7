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

// NodeInterfaceMetaData contains all meta data concerning the NodeInterface contract.
var NodeInterfaceMetaData = bind.MetaData{
	ABI: "[{\"inputs\":[],\"name\":\"CreationReverted\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"},{\"internalType\":\"bool\",\"name\":\"contractCreation\",\"type\":\"bool\"},{\"internalType\":\"bytes\",\"name\":\"data\",\"type\":\"bytes\"}],\"name\":\"gasEstimateComponents\",\"outputs\":[{\"internalType\":\"uint64\",\"name\":\"gasEstimate\",\"type\":\"uint64\"},{\"internalType\":\"uint64\",\"name\":\"gasEstimateForL1\",\"type\":\"uint64\"},{\"internalType\":\"uint256\",\"name\":\"baseFee\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"l1BaseFeeEstimate\",\"type\":\"uint256\"}],\"stateMutability\":\"payable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"\",\"type\":\"address\"},{\"internalType\":\"bool\",\"name\":\"\",\"type\":\"bool\"},{\"internalType\":\"bytes\",\"name\":\"data\",\"type\":\"bytes\"}],\"name\":\"gasEstimateL1Component\",\"outputs\":[{\"internalType\":\"uint64\",\"name\":\"gasEstimateForL1\",\"type\":\"uint64\"},{\"internalType\":\"uint256\",\"name\":\"baseFee\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"l1BaseFeeEstimate\",\"type\":\"uint256\"}],\"stateMutability\":\"payable\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"nitroGenesisBlock\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"pure\",\"type\":\"function\"}]",
	ID:  "NodeInterface",
	Bin: "0x6080604052348015600e575f5ffd5b5061067b8061001c5f395ff3fe608060405260043610610033575f3560e01c806377d488a21461003757806393a2fe2114610075578063c94e6eeb1461008f575b5f5ffd5b61004a610045366004610469565b6100ce565b6040805167ffffffffffffffff90941684526020840192909252908201526060015b60405180910390f35b348015610080575f5ffd5b506040515f815260200161006c565b6100a261009d366004610469565b6100ea565b6040805167ffffffffffffffff958616815294909316602085015291830152606082015260800161006c565b5f80806100da8461023b565b9250925092509450945094915050565b5f8080806100f78561023b565b919450925090505f5a9050871561014b5761014687878080601f0160208091040260200160405190810160405280939291908181526020018383808284375f9201919091525061038e92505050565b61018a565b61018a8988888080601f0160208091040260200160405190810160405280939291908181526020018383808284375f920191909152506103ea92505050565b5a6101959082610540565b9050876101a4576152086101a8565b61cf085b6101b69061ffff1682610559565b90505f5b86811015610222578787828181106101d4576101d461056c565b909101357fff000000000000000000000000000000000000000000000000000000000000001615905061020857601061020b565b60045b6102189060ff1683610559565b91506001016101ba565b5061022d8482610599565b945050945094509450949050565b5f5f5f606c73ffffffffffffffffffffffffffffffffffffffff166341b247a86040518163ffffffff1660e01b815260040160c060405180830381865afa158015610288573d5f5f3e3d5ffd5b505050506040513d601f19601f820116820180604052508101906102ac91906105b9565b604080517ff5d6ded70000000000000000000000000000000000000000000000000000000081529051919850606c965063f5d6ded7955060048082019550602094509192508290030181865afa158015610308573d5f5f3e3d5ffd5b505050506040513d601f19601f8201168201806040525081019061032c91906105ff565b90505f8111801561033c57505f82115b156103875781600a8261035087606e610559565b61035b906010610616565b6103659190610616565b61037090600b610616565b61037a919061062d565b610384919061062d565b92505b9193909250565b5f81516020830134f0905073ffffffffffffffffffffffffffffffffffffffff81166103e6576040517f48d3359500000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b5050565b5f5f8373ffffffffffffffffffffffffffffffffffffffff1634846040516104129190610665565b5f6040518083038185875af1925050503d805f811461044c576040519150601f19603f3d011682016040523d82523d5f602084013e610451565b606091505b50915091508161046357805160208201fd5b50505050565b5f5f5f5f6060858703121561047c575f5ffd5b843573ffffffffffffffffffffffffffffffffffffffff8116811461049f575f5ffd5b9350602085013580151581146104b3575f5ffd5b9250604085013567ffffffffffffffff8111156104ce575f5ffd5b8501601f810187136104de575f5ffd5b803567ffffffffffffffff8111156104f4575f5ffd5b876020828401011115610505575f5ffd5b949793965060200194505050565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601160045260245ffd5b8181038181111561055357610553610513565b92915050565b8082018082111561055357610553610513565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52603260045260245ffd5b67ffffffffffffffff818116838216019081111561055357610553610513565b5f5f5f5f5f5f60c087890312156105ce575f5ffd5b50508451602086015160408701516060880151608089015160a090990151939a929950909790965094509092509050565b5f6020828403121561060f575f5ffd5b5051919050565b808202811582820484141761055357610553610513565b5f82610660577f4e487b71000000000000000000000000000000000000000000000000000000005f52601260045260245ffd5b500490565b5f82518060208501845e5f92019182525091905056",
}

// NodeInterface is an auto generated Go binding around an Ethereum contract.
type NodeInterface struct {
	abi abi.ABI
}

// GetABI returns the ABI associated with this contract binding.
func (c *NodeInterface) GetABI() abi.ABI {
	return c.abi
}

// NewNodeInterface creates a new instance of NodeInterface.
func NewNodeInterface() *NodeInterface {
	parsed, err := NodeInterfaceMetaData.ParseABI()
	if err != nil {
		panic(errors.New("invalid ABI: " + err.Error()))
	}
	return &NodeInterface{abi: *parsed}
}

// Instance creates a wrapper for a deployed contract instance at the given address.
// Use this to create the instance object passed to abigen v2 library functions Call, Transact, etc.
func (c *NodeInterface) Instance(backend bind.ContractBackend, addr common.Address) *bind.BoundContract {
	return bind.NewBoundContract(addr, c.abi, backend, backend, backend)
}

// PackGasEstimateComponents is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xc94e6eeb.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function gasEstimateComponents(address to, bool contractCreation, bytes data) payable returns(uint64 gasEstimate, uint64 gasEstimateForL1, uint256 baseFee, uint256 l1BaseFeeEstimate)
func (nodeInterface *NodeInterface) PackGasEstimateComponents(to common.Address, contractCreation bool, data []byte) []byte {
	enc, err := nodeInterface.abi.Pack("gasEstimateComponents", to, contractCreation, data)
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
func (nodeInterface *NodeInterface) TryPackGasEstimateComponents(to common.Address, contractCreation bool, data []byte) ([]byte, error) {
	return nodeInterface.abi.Pack("gasEstimateComponents", to, contractCreation, data)
}

// NodeInterfaceGasEstimateComponentsOutput serves as a container for the return parameters of contract
// method GasEstimateComponents.
type NodeInterfaceGasEstimateComponentsOutput struct {
	GasEstimate       uint64
	GasEstimateForL1  uint64
	BaseFee           *big.Int
	L1BaseFeeEstimate *big.Int
}

// UnpackGasEstimateComponents is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xc94e6eeb.
//
// Solidity: function gasEstimateComponents(address to, bool contractCreation, bytes data) payable returns(uint64 gasEstimate, uint64 gasEstimateForL1, uint256 baseFee, uint256 l1BaseFeeEstimate)
func (nodeInterface *NodeInterface) UnpackGasEstimateComponents(data []byte) (NodeInterfaceGasEstimateComponentsOutput, error) {
	out, err := nodeInterface.abi.Unpack("gasEstimateComponents", data)
	outstruct := new(NodeInterfaceGasEstimateComponentsOutput)
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
// Solidity: function gasEstimateL1Component(address , bool , bytes data) payable returns(uint64 gasEstimateForL1, uint256 baseFee, uint256 l1BaseFeeEstimate)
func (nodeInterface *NodeInterface) PackGasEstimateL1Component(arg0 common.Address, arg1 bool, data []byte) []byte {
	enc, err := nodeInterface.abi.Pack("gasEstimateL1Component", arg0, arg1, data)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackGasEstimateL1Component is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x77d488a2.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function gasEstimateL1Component(address , bool , bytes data) payable returns(uint64 gasEstimateForL1, uint256 baseFee, uint256 l1BaseFeeEstimate)
func (nodeInterface *NodeInterface) TryPackGasEstimateL1Component(arg0 common.Address, arg1 bool, data []byte) ([]byte, error) {
	return nodeInterface.abi.Pack("gasEstimateL1Component", arg0, arg1, data)
}

// NodeInterfaceGasEstimateL1ComponentOutput serves as a container for the return parameters of contract
// method GasEstimateL1Component.
type NodeInterfaceGasEstimateL1ComponentOutput struct {
	GasEstimateForL1  uint64
	BaseFee           *big.Int
	L1BaseFeeEstimate *big.Int
}

// UnpackGasEstimateL1Component is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x77d488a2.
//
// Solidity: function gasEstimateL1Component(address , bool , bytes data) payable returns(uint64 gasEstimateForL1, uint256 baseFee, uint256 l1BaseFeeEstimate)
func (nodeInterface *NodeInterface) UnpackGasEstimateL1Component(data []byte) (NodeInterfaceGasEstimateL1ComponentOutput, error) {
	out, err := nodeInterface.abi.Unpack("gasEstimateL1Component", data)
	outstruct := new(NodeInterfaceGasEstimateL1ComponentOutput)
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
// Solidity: function nitroGenesisBlock() pure returns(uint256)
func (nodeInterface *NodeInterface) PackNitroGenesisBlock() []byte {
	enc, err := nodeInterface.abi.Pack("nitroGenesisBlock")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackNitroGenesisBlock is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x93a2fe21.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function nitroGenesisBlock() pure returns(uint256)
func (nodeInterface *NodeInterface) TryPackNitroGenesisBlock() ([]byte, error) {
	return nodeInterface.abi.Pack("nitroGenesisBlock")
}

// UnpackNitroGenesisBlock is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x93a2fe21.
//
// Solidity: function nitroGenesisBlock() pure returns(uint256)
func (nodeInterface *NodeInterface) UnpackNitroGenesisBlock(data []byte) (*big.Int, error) {
	out, err := nodeInterface.abi.Unpack("nitroGenesisBlock", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// UnpackError attempts to decode the provided error data using user-defined
// error definitions.
func (nodeInterface *NodeInterface) UnpackError(raw []byte) (any, error) {
	if bytes.Equal(raw[:4], nodeInterface.abi.Errors["CreationReverted"].ID.Bytes()[:4]) {
		return nodeInterface.UnpackCreationRevertedError(raw[4:])
	}
	return nil, errors.New("Unknown error")
}

// NodeInterfaceCreationReverted represents a CreationReverted error raised by the NodeInterface contract.
type NodeInterfaceCreationReverted struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error CreationReverted()
func NodeInterfaceCreationRevertedErrorID() common.Hash {
	return common.HexToHash("0x48d33595b0ccf21e4717a3bad0be8ce167d4cdb62b860f1603e52cf908c4494b")
}

// UnpackCreationRevertedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error CreationReverted()
func (nodeInterface *NodeInterface) UnpackCreationRevertedError(raw []byte) (*NodeInterfaceCreationReverted, error) {
	out := new(NodeInterfaceCreationReverted)
	if err := nodeInterface.abi.UnpackIntoInterface(out, "CreationReverted", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// NodeInterfaceRuntime is the code of a deployed NodeInterface, in hex: it has no immutables,
// so it can be placed in a genesis.
const NodeInterfaceRuntime = "0x608060405260043610610033575f3560e01c806377d488a21461003757806393a2fe2114610075578063c94e6eeb1461008f575b5f5ffd5b61004a610045366004610469565b6100ce565b6040805167ffffffffffffffff90941684526020840192909252908201526060015b60405180910390f35b348015610080575f5ffd5b506040515f815260200161006c565b6100a261009d366004610469565b6100ea565b6040805167ffffffffffffffff958616815294909316602085015291830152606082015260800161006c565b5f80806100da8461023b565b9250925092509450945094915050565b5f8080806100f78561023b565b919450925090505f5a9050871561014b5761014687878080601f0160208091040260200160405190810160405280939291908181526020018383808284375f9201919091525061038e92505050565b61018a565b61018a8988888080601f0160208091040260200160405190810160405280939291908181526020018383808284375f920191909152506103ea92505050565b5a6101959082610540565b9050876101a4576152086101a8565b61cf085b6101b69061ffff1682610559565b90505f5b86811015610222578787828181106101d4576101d461056c565b909101357fff000000000000000000000000000000000000000000000000000000000000001615905061020857601061020b565b60045b6102189060ff1683610559565b91506001016101ba565b5061022d8482610599565b945050945094509450949050565b5f5f5f606c73ffffffffffffffffffffffffffffffffffffffff166341b247a86040518163ffffffff1660e01b815260040160c060405180830381865afa158015610288573d5f5f3e3d5ffd5b505050506040513d601f19601f820116820180604052508101906102ac91906105b9565b604080517ff5d6ded70000000000000000000000000000000000000000000000000000000081529051919850606c965063f5d6ded7955060048082019550602094509192508290030181865afa158015610308573d5f5f3e3d5ffd5b505050506040513d601f19601f8201168201806040525081019061032c91906105ff565b90505f8111801561033c57505f82115b156103875781600a8261035087606e610559565b61035b906010610616565b6103659190610616565b61037090600b610616565b61037a919061062d565b610384919061062d565b92505b9193909250565b5f81516020830134f0905073ffffffffffffffffffffffffffffffffffffffff81166103e6576040517f48d3359500000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b5050565b5f5f8373ffffffffffffffffffffffffffffffffffffffff1634846040516104129190610665565b5f6040518083038185875af1925050503d805f811461044c576040519150601f19603f3d011682016040523d82523d5f602084013e610451565b606091505b50915091508161046357805160208201fd5b50505050565b5f5f5f5f6060858703121561047c575f5ffd5b843573ffffffffffffffffffffffffffffffffffffffff8116811461049f575f5ffd5b9350602085013580151581146104b3575f5ffd5b9250604085013567ffffffffffffffff8111156104ce575f5ffd5b8501601f810187136104de575f5ffd5b803567ffffffffffffffff8111156104f4575f5ffd5b876020828401011115610505575f5ffd5b949793965060200194505050565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601160045260245ffd5b8181038181111561055357610553610513565b92915050565b8082018082111561055357610553610513565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52603260045260245ffd5b67ffffffffffffffff818116838216019081111561055357610553610513565b5f5f5f5f5f5f60c087890312156105ce575f5ffd5b50508451602086015160408701516060880151608089015160a090990151939a929950909790965094509092509050565b5f6020828403121561060f575f5ffd5b5051919050565b808202811582820484141761055357610553610513565b5f82610660577f4e487b71000000000000000000000000000000000000000000000000000000005f52601260045260245ffd5b500490565b5f82518060208501845e5f92019182525091905056"
