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
	Bin: "0x60808060405234601557610598908161001a8239f35b5f80fdfe60806040526004361015610011575f80fd5b5f3560e01c806377d488a21461023b57806393a2fe21146101ff5763c94e6eeb1461003a575f80fd5b6100433661026f565b919261004e836103f7565b919590925a9082156101a1575073ffffffffffffffffffffffffffffffffffffffff61007b3688886103b4565b60208151910134f01615610179575b5a8103908111610141576100ab911561016e5761ffff61cf085b16906103ea565b945f955b85871015610103576100f26001917fff000000000000000000000000000000000000000000000000000000000000008988013516155f146100fa576004906103ea565b9601956100af565b60ff60106100a4565b67ffffffffffffffff918216939082168401929183116101415760809367ffffffffffffffff60405194168452602084015260408301526060820152f35b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601160045260245ffd5b61ffff6152086100a4565b7f48d33595000000000000000000000000000000000000000000000000000000005f5260045ffd5b5f80916101af368a8a6103b4565b906020825192019034905af13d156101f7573d906101cc8261037a565b916101da604051938461030c565b82523d5f602084013e5b156101ef575061008a565b602081519101fd5b6060906101e4565b34610237575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126102375760206040515f8152f35b5f80fd5b60606102526102493661026f565b925050506103f7565b9067ffffffffffffffff6040519316835260208301526040820152f35b9060607ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc8301126102375760043573ffffffffffffffffffffffffffffffffffffffff8116810361023757916024358015158103610237579160443567ffffffffffffffff811161023757826023820112156102375780600401359267ffffffffffffffff84116102375760248483010111610237576024019190565b90601f7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0910116810190811067ffffffffffffffff82111761034d57604052565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52604160045260245ffd5b67ffffffffffffffff811161034d57601f017fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe01660200190565b9291926103c08261037a565b916103ce604051938461030c565b829481845281830111610237578281602093845f960137010152565b9190820180921161014157565b905f91604051917f41b247a800000000000000000000000000000000000000000000000000000000835260c083600481606c5afa928315610556575f93610561575b506040517ff5d6ded700000000000000000000000000000000000000000000000000000000815283602082600481606c5afa918215610556575f92610522575b50819382151580610519575b61048e57505050565b9091929550606e8101809111610141578060041b90808204601014901517156101415782810292818404149015171561014157600b820291808304600b14901517156101415780156104ec57600a67ffffffffffffffff9204041692565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601260045260245ffd5b50811515610485565b9091506020813d60201161054e575b8161053e6020938361030c565b810103126102375751905f610479565b3d9150610531565b6040513d5f823e3d90fd5b90925060c0813d60c011610590575b8161057d60c0938361030c565b810103126102375760a00151915f610439565b3d915061057056",
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
const NodeInterfaceRuntime = "0x60806040526004361015610011575f80fd5b5f3560e01c806377d488a21461023b57806393a2fe21146101ff5763c94e6eeb1461003a575f80fd5b6100433661026f565b919261004e836103f7565b919590925a9082156101a1575073ffffffffffffffffffffffffffffffffffffffff61007b3688886103b4565b60208151910134f01615610179575b5a8103908111610141576100ab911561016e5761ffff61cf085b16906103ea565b945f955b85871015610103576100f26001917fff000000000000000000000000000000000000000000000000000000000000008988013516155f146100fa576004906103ea565b9601956100af565b60ff60106100a4565b67ffffffffffffffff918216939082168401929183116101415760809367ffffffffffffffff60405194168452602084015260408301526060820152f35b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601160045260245ffd5b61ffff6152086100a4565b7f48d33595000000000000000000000000000000000000000000000000000000005f5260045ffd5b5f80916101af368a8a6103b4565b906020825192019034905af13d156101f7573d906101cc8261037a565b916101da604051938461030c565b82523d5f602084013e5b156101ef575061008a565b602081519101fd5b6060906101e4565b34610237575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126102375760206040515f8152f35b5f80fd5b60606102526102493661026f565b925050506103f7565b9067ffffffffffffffff6040519316835260208301526040820152f35b9060607ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc8301126102375760043573ffffffffffffffffffffffffffffffffffffffff8116810361023757916024358015158103610237579160443567ffffffffffffffff811161023757826023820112156102375780600401359267ffffffffffffffff84116102375760248483010111610237576024019190565b90601f7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0910116810190811067ffffffffffffffff82111761034d57604052565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52604160045260245ffd5b67ffffffffffffffff811161034d57601f017fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe01660200190565b9291926103c08261037a565b916103ce604051938461030c565b829481845281830111610237578281602093845f960137010152565b9190820180921161014157565b905f91604051917f41b247a800000000000000000000000000000000000000000000000000000000835260c083600481606c5afa928315610556575f93610561575b506040517ff5d6ded700000000000000000000000000000000000000000000000000000000815283602082600481606c5afa918215610556575f92610522575b50819382151580610519575b61048e57505050565b9091929550606e8101809111610141578060041b90808204601014901517156101415782810292818404149015171561014157600b820291808304600b14901517156101415780156104ec57600a67ffffffffffffffff9204041692565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601260045260245ffd5b50811515610485565b9091506020813d60201161054e575b8161053e6020938361030c565b810103126102375751905f610479565b3d9150610531565b6040513d5f823e3d90fd5b90925060c0813d60c011610590575b8161057d60c0938361030c565b810103126102375760a00151915f610439565b3d915061057056"
