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

// AggregatorMetaData contains all meta data concerning the Aggregator contract.
var AggregatorMetaData = bind.MetaData{
	ABI: "[{\"inputs\":[{\"internalType\":\"uint8\",\"name\":\"decimals_\",\"type\":\"uint8\"},{\"internalType\":\"string\",\"name\":\"description_\",\"type\":\"string\"},{\"internalType\":\"int192\",\"name\":\"minAnswer_\",\"type\":\"int192\"},{\"internalType\":\"int192\",\"name\":\"maxAnswer_\",\"type\":\"int192\"},{\"internalType\":\"int192\",\"name\":\"answer\",\"type\":\"int192\"}],\"stateMutability\":\"nonpayable\",\"type\":\"constructor\"},{\"inputs\":[],\"name\":\"NotOwner\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"int256\",\"name\":\"answer\",\"type\":\"int256\"}],\"name\":\"OutOfBounds\",\"type\":\"error\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"int256\",\"name\":\"current\",\"type\":\"int256\"},{\"indexed\":true,\"internalType\":\"uint256\",\"name\":\"roundId\",\"type\":\"uint256\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"updatedAt\",\"type\":\"uint256\"}],\"name\":\"AnswerUpdated\",\"type\":\"event\"},{\"inputs\":[],\"name\":\"aggregator\",\"outputs\":[{\"internalType\":\"address\",\"name\":\"\",\"type\":\"address\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"decimals\",\"outputs\":[{\"internalType\":\"uint8\",\"name\":\"\",\"type\":\"uint8\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"description\",\"outputs\":[{\"internalType\":\"string\",\"name\":\"\",\"type\":\"string\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint80\",\"name\":\"id\",\"type\":\"uint80\"}],\"name\":\"getRoundData\",\"outputs\":[{\"internalType\":\"uint80\",\"name\":\"\",\"type\":\"uint80\"},{\"internalType\":\"int256\",\"name\":\"\",\"type\":\"int256\"},{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"},{\"internalType\":\"uint80\",\"name\":\"\",\"type\":\"uint80\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"latestRoundData\",\"outputs\":[{\"internalType\":\"uint80\",\"name\":\"\",\"type\":\"uint80\"},{\"internalType\":\"int256\",\"name\":\"\",\"type\":\"int256\"},{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"},{\"internalType\":\"uint80\",\"name\":\"\",\"type\":\"uint80\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"maxAnswer\",\"outputs\":[{\"internalType\":\"int192\",\"name\":\"\",\"type\":\"int192\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"minAnswer\",\"outputs\":[{\"internalType\":\"int192\",\"name\":\"\",\"type\":\"int192\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"owner\",\"outputs\":[{\"internalType\":\"address\",\"name\":\"\",\"type\":\"address\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"int192\",\"name\":\"answer\",\"type\":\"int192\"}],\"name\":\"set\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"version\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"pure\",\"type\":\"function\"}]",
	ID:  "Aggregator",
	Bin: "0x610100604052348015610010575f5ffd5b50604051610c7a380380610c7a83398101604081905261002f91610196565b60ff85166080525f6100418582610313565b50601783810b60a05282900b60c0523360e05261005d81610067565b5050505050610404565b60a05160170b8160170b1280610084575060c05160170b8160170b135b156100ab5760405162eef18760e31b8152601782900b600482015260240160405180910390fd5b600180546001600160401b0316905f6100c3836103cd565b82546001600160401b039182166101009390930a928302928202191691909117909155604080518082018252601785900b8082524280851660208085019182526001805488165f90815260028352879020955192518816600160c01b026001600160c01b03909316929092179094555493519081529290931693507f0559884fd3a460db3073b7fc896cc77986f16e378210ded43186175bf646fc5f910160405180910390a350565b634e487b7160e01b5f52604160045260245ffd5b8051601781900b8114610191575f5ffd5b919050565b5f5f5f5f5f60a086880312156101aa575f5ffd5b855160ff811681146101ba575f5ffd5b60208701519095506001600160401b038111156101d5575f5ffd5b8601601f810188136101e5575f5ffd5b80516001600160401b038111156101fe576101fe61016c565b604051601f8201601f19908116603f011681016001600160401b038111828210171561022c5761022c61016c565b6040528181528282016020018a1015610243575f5ffd5b8160208401602083015e5f6020838301015280965050505061026760408701610180565b925061027560608701610180565b915061028360808701610180565b90509295509295909350565b600181811c908216806102a357607f821691505b6020821081036102c157634e487b7160e01b5f52602260045260245ffd5b50919050565b601f82111561030e57805f5260205f20601f840160051c810160208510156102ec5750805b601f840160051c820191505b8181101561030b575f81556001016102f8565b50505b505050565b81516001600160401b0381111561032c5761032c61016c565b6103408161033a845461028f565b846102c7565b6020601f821160018114610372575f831561035b5750848201515b5f19600385901b1c1916600184901b17845561030b565b5f84815260208120601f198516915b828110156103a15787850151825560209485019460019092019101610381565b50848210156103be57868401515f19600387901b60f8161c191681555b50505050600190811b01905550565b5f6001600160401b0382166002600160401b031981016103fb57634e487b7160e01b5f52601160045260245ffd5b60010192915050565b60805160a05160c05160e05161082f61044b5f395f81816101ac01526102d801525f8181610170015261049501525f818160c2015261046601525f610128015261082f5ff3fe608060405234801561000f575f5ffd5b50600436106100b9575f3560e01c80637284e41611610072578063985dc1e111610058578063985dc1e1146101ce5780639a6fc8f5146101e3578063feaf968c1461022d575f5ffd5b80637284e416146101925780638da5cb5b146101a7575f5ffd5b8063313ce567116100a2578063313ce5671461012357806354fd4d501461015c57806370da2f671461016b575f5ffd5b806322adbc78146100bd578063245a7bfc146100fc575b5f5ffd5b6100e47f000000000000000000000000000000000000000000000000000000000000000081565b60405160179190910b81526020015b60405180910390f35b305b60405173ffffffffffffffffffffffffffffffffffffffff90911681526020016100f3565b61014a7f000000000000000000000000000000000000000000000000000000000000000081565b60405160ff90911681526020016100f3565b604051600481526020016100f3565b6100e47f000000000000000000000000000000000000000000000000000000000000000081565b61019a610235565b6040516100f39190610698565b6100fe7f000000000000000000000000000000000000000000000000000000000000000081565b6101e16101dc3660046106eb565b6102c0565b005b6101f66101f1366004610712565b61033b565b6040805169ffffffffffffffffffff968716815260208101959095528401929092526060830152909116608082015260a0016100f3565b6101f6610433565b5f80546102419061073b565b80601f016020809104026020016040519081016040528092919081815260200182805461026d9061073b565b80156102b85780601f1061028f576101008083540402835291602001916102b8565b820191905f5260205f20905b81548152906001019060200180831161029b57829003601f168201915b505050505081565b3373ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000161461032f576040517f30cd747100000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b61033881610464565b50565b5f808080806801000000000000000069ffffffffffffffffffff871611801561039b575060015461037f9067ffffffffffffffff16680100000000000000006107b9565b69ffffffffffffffffffff168669ffffffffffffffffffff1611155b610406576040517f08c379a000000000000000000000000000000000000000000000000000000000815260206004820152600f60248201527f4e6f20646174612070726573656e74000000000000000000000000000000000060448201526064015b60405180910390fd5b61042161041c68010000000000000000886107e1565b6105e3565b939a9299509097509550909350915050565b6001545f9081908190819081906104539067ffffffffffffffff166105e3565b945094509450945094509091929394565b7f000000000000000000000000000000000000000000000000000000000000000060170b8160170b12806104bd57507f000000000000000000000000000000000000000000000000000000000000000060170b8160170b135b156104fa576040517f07778c38000000000000000000000000000000000000000000000000000000008152601782900b60048201526024016103fd565b6001805467ffffffffffffffff16905f61051383610803565b825467ffffffffffffffff9182166101009390930a928302928202191691909117909155604080518082018252601785900b8082524280851660208085019182526001805488165f9081526002835287902095519251881678010000000000000000000000000000000000000000000000000277ffffffffffffffffffffffffffffffffffffffffffffffff909316929092179094555493519081529290931693507f0559884fd3a460db3073b7fc896cc77986f16e378210ded43186175bf646fc5f910160405180910390a350565b67ffffffffffffffff8082165f818152600260209081526040808320815180830190925254601781900b825278010000000000000000000000000000000000000000000000009004909416908401529182918291829182919061064f90680100000000000000006107b9565b815160208301518061067467ffffffffffffffff8c16680100000000000000006107b9565b939b60179390930b9a5067ffffffffffffffff918216995016965090945092505050565b602081525f82518060208401528060208501604085015e5f6040828501015260407fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0601f83011684010191505092915050565b5f602082840312156106fb575f5ffd5b81358060170b811461070b575f5ffd5b9392505050565b5f60208284031215610722575f5ffd5b813569ffffffffffffffffffff8116811461070b575f5ffd5b600181811c9082168061074f57607f821691505b602082108103610786577f4e487b71000000000000000000000000000000000000000000000000000000005f52602260045260245ffd5b50919050565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601160045260245ffd5b69ffffffffffffffffffff81811683821601908111156107db576107db61078c565b92915050565b69ffffffffffffffffffff82811682821603908111156107db576107db61078c565b5f67ffffffffffffffff821667ffffffffffffffff81036108265761082661078c565b6001019291505056",
}

// Aggregator is an auto generated Go binding around an Ethereum contract.
type Aggregator struct {
	abi abi.ABI
}

// GetABI returns the ABI associated with this contract binding.
func (c *Aggregator) GetABI() abi.ABI {
	return c.abi
}

// NewAggregator creates a new instance of Aggregator.
func NewAggregator() *Aggregator {
	parsed, err := AggregatorMetaData.ParseABI()
	if err != nil {
		panic(errors.New("invalid ABI: " + err.Error()))
	}
	return &Aggregator{abi: *parsed}
}

// Instance creates a wrapper for a deployed contract instance at the given address.
// Use this to create the instance object passed to abigen v2 library functions Call, Transact, etc.
func (c *Aggregator) Instance(backend bind.ContractBackend, addr common.Address) *bind.BoundContract {
	return bind.NewBoundContract(addr, c.abi, backend, backend, backend)
}

// PackConstructor is the Go binding used to pack the parameters required for
// contract deployment.
//
// Solidity: constructor(uint8 decimals_, string description_, int192 minAnswer_, int192 maxAnswer_, int192 answer) returns()
func (aggregator *Aggregator) PackConstructor(decimals_ uint8, description_ string, minAnswer_ *big.Int, maxAnswer_ *big.Int, answer *big.Int) []byte {
	enc, err := aggregator.abi.Pack("", decimals_, description_, minAnswer_, maxAnswer_, answer)
	if err != nil {
		panic(err)
	}
	return enc
}

// PackAggregator is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x245a7bfc.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function aggregator() view returns(address)
func (aggregator *Aggregator) PackAggregator() []byte {
	enc, err := aggregator.abi.Pack("aggregator")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackAggregator is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x245a7bfc.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function aggregator() view returns(address)
func (aggregator *Aggregator) TryPackAggregator() ([]byte, error) {
	return aggregator.abi.Pack("aggregator")
}

// UnpackAggregator is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x245a7bfc.
//
// Solidity: function aggregator() view returns(address)
func (aggregator *Aggregator) UnpackAggregator(data []byte) (common.Address, error) {
	out, err := aggregator.abi.Unpack("aggregator", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackDecimals is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x313ce567.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function decimals() view returns(uint8)
func (aggregator *Aggregator) PackDecimals() []byte {
	enc, err := aggregator.abi.Pack("decimals")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackDecimals is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x313ce567.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function decimals() view returns(uint8)
func (aggregator *Aggregator) TryPackDecimals() ([]byte, error) {
	return aggregator.abi.Pack("decimals")
}

// UnpackDecimals is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x313ce567.
//
// Solidity: function decimals() view returns(uint8)
func (aggregator *Aggregator) UnpackDecimals(data []byte) (uint8, error) {
	out, err := aggregator.abi.Unpack("decimals", data)
	if err != nil {
		return *new(uint8), err
	}
	out0 := *abi.ConvertType(out[0], new(uint8)).(*uint8)
	return out0, nil
}

// PackDescription is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x7284e416.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function description() view returns(string)
func (aggregator *Aggregator) PackDescription() []byte {
	enc, err := aggregator.abi.Pack("description")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackDescription is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x7284e416.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function description() view returns(string)
func (aggregator *Aggregator) TryPackDescription() ([]byte, error) {
	return aggregator.abi.Pack("description")
}

// UnpackDescription is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x7284e416.
//
// Solidity: function description() view returns(string)
func (aggregator *Aggregator) UnpackDescription(data []byte) (string, error) {
	out, err := aggregator.abi.Unpack("description", data)
	if err != nil {
		return *new(string), err
	}
	out0 := *abi.ConvertType(out[0], new(string)).(*string)
	return out0, nil
}

// PackGetRoundData is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x9a6fc8f5.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function getRoundData(uint80 id) view returns(uint80, int256, uint256, uint256, uint80)
func (aggregator *Aggregator) PackGetRoundData(id *big.Int) []byte {
	enc, err := aggregator.abi.Pack("getRoundData", id)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackGetRoundData is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x9a6fc8f5.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function getRoundData(uint80 id) view returns(uint80, int256, uint256, uint256, uint80)
func (aggregator *Aggregator) TryPackGetRoundData(id *big.Int) ([]byte, error) {
	return aggregator.abi.Pack("getRoundData", id)
}

// AggregatorGetRoundDataOutput serves as a container for the return parameters of contract
// method GetRoundData.
type AggregatorGetRoundDataOutput struct {
	Arg0 *big.Int
	Arg1 *big.Int
	Arg2 *big.Int
	Arg3 *big.Int
	Arg4 *big.Int
}

// UnpackGetRoundData is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x9a6fc8f5.
//
// Solidity: function getRoundData(uint80 id) view returns(uint80, int256, uint256, uint256, uint80)
func (aggregator *Aggregator) UnpackGetRoundData(data []byte) (AggregatorGetRoundDataOutput, error) {
	out, err := aggregator.abi.Unpack("getRoundData", data)
	outstruct := new(AggregatorGetRoundDataOutput)
	if err != nil {
		return *outstruct, err
	}
	outstruct.Arg0 = abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	outstruct.Arg1 = abi.ConvertType(out[1], new(big.Int)).(*big.Int)
	outstruct.Arg2 = abi.ConvertType(out[2], new(big.Int)).(*big.Int)
	outstruct.Arg3 = abi.ConvertType(out[3], new(big.Int)).(*big.Int)
	outstruct.Arg4 = abi.ConvertType(out[4], new(big.Int)).(*big.Int)
	return *outstruct, nil
}

// PackLatestRoundData is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xfeaf968c.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function latestRoundData() view returns(uint80, int256, uint256, uint256, uint80)
func (aggregator *Aggregator) PackLatestRoundData() []byte {
	enc, err := aggregator.abi.Pack("latestRoundData")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackLatestRoundData is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xfeaf968c.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function latestRoundData() view returns(uint80, int256, uint256, uint256, uint80)
func (aggregator *Aggregator) TryPackLatestRoundData() ([]byte, error) {
	return aggregator.abi.Pack("latestRoundData")
}

// AggregatorLatestRoundDataOutput serves as a container for the return parameters of contract
// method LatestRoundData.
type AggregatorLatestRoundDataOutput struct {
	Arg0 *big.Int
	Arg1 *big.Int
	Arg2 *big.Int
	Arg3 *big.Int
	Arg4 *big.Int
}

// UnpackLatestRoundData is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xfeaf968c.
//
// Solidity: function latestRoundData() view returns(uint80, int256, uint256, uint256, uint80)
func (aggregator *Aggregator) UnpackLatestRoundData(data []byte) (AggregatorLatestRoundDataOutput, error) {
	out, err := aggregator.abi.Unpack("latestRoundData", data)
	outstruct := new(AggregatorLatestRoundDataOutput)
	if err != nil {
		return *outstruct, err
	}
	outstruct.Arg0 = abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	outstruct.Arg1 = abi.ConvertType(out[1], new(big.Int)).(*big.Int)
	outstruct.Arg2 = abi.ConvertType(out[2], new(big.Int)).(*big.Int)
	outstruct.Arg3 = abi.ConvertType(out[3], new(big.Int)).(*big.Int)
	outstruct.Arg4 = abi.ConvertType(out[4], new(big.Int)).(*big.Int)
	return *outstruct, nil
}

// PackMaxAnswer is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x70da2f67.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function maxAnswer() view returns(int192)
func (aggregator *Aggregator) PackMaxAnswer() []byte {
	enc, err := aggregator.abi.Pack("maxAnswer")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackMaxAnswer is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x70da2f67.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function maxAnswer() view returns(int192)
func (aggregator *Aggregator) TryPackMaxAnswer() ([]byte, error) {
	return aggregator.abi.Pack("maxAnswer")
}

// UnpackMaxAnswer is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x70da2f67.
//
// Solidity: function maxAnswer() view returns(int192)
func (aggregator *Aggregator) UnpackMaxAnswer(data []byte) (*big.Int, error) {
	out, err := aggregator.abi.Unpack("maxAnswer", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackMinAnswer is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x22adbc78.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function minAnswer() view returns(int192)
func (aggregator *Aggregator) PackMinAnswer() []byte {
	enc, err := aggregator.abi.Pack("minAnswer")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackMinAnswer is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x22adbc78.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function minAnswer() view returns(int192)
func (aggregator *Aggregator) TryPackMinAnswer() ([]byte, error) {
	return aggregator.abi.Pack("minAnswer")
}

// UnpackMinAnswer is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x22adbc78.
//
// Solidity: function minAnswer() view returns(int192)
func (aggregator *Aggregator) UnpackMinAnswer(data []byte) (*big.Int, error) {
	out, err := aggregator.abi.Unpack("minAnswer", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackOwner is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8da5cb5b.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function owner() view returns(address)
func (aggregator *Aggregator) PackOwner() []byte {
	enc, err := aggregator.abi.Pack("owner")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackOwner is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8da5cb5b.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function owner() view returns(address)
func (aggregator *Aggregator) TryPackOwner() ([]byte, error) {
	return aggregator.abi.Pack("owner")
}

// UnpackOwner is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x8da5cb5b.
//
// Solidity: function owner() view returns(address)
func (aggregator *Aggregator) UnpackOwner(data []byte) (common.Address, error) {
	out, err := aggregator.abi.Unpack("owner", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackSet is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x985dc1e1.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function set(int192 answer) returns()
func (aggregator *Aggregator) PackSet(answer *big.Int) []byte {
	enc, err := aggregator.abi.Pack("set", answer)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSet is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x985dc1e1.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function set(int192 answer) returns()
func (aggregator *Aggregator) TryPackSet(answer *big.Int) ([]byte, error) {
	return aggregator.abi.Pack("set", answer)
}

// PackVersion is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x54fd4d50.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function version() pure returns(uint256)
func (aggregator *Aggregator) PackVersion() []byte {
	enc, err := aggregator.abi.Pack("version")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackVersion is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x54fd4d50.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function version() pure returns(uint256)
func (aggregator *Aggregator) TryPackVersion() ([]byte, error) {
	return aggregator.abi.Pack("version")
}

// UnpackVersion is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x54fd4d50.
//
// Solidity: function version() pure returns(uint256)
func (aggregator *Aggregator) UnpackVersion(data []byte) (*big.Int, error) {
	out, err := aggregator.abi.Unpack("version", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// AggregatorAnswerUpdated represents a AnswerUpdated event raised by the Aggregator contract.
type AggregatorAnswerUpdated struct {
	Current   *big.Int
	RoundId   *big.Int
	UpdatedAt *big.Int
	Raw       *types.Log // Blockchain specific contextual infos
}

const AggregatorAnswerUpdatedEventName = "AnswerUpdated"

// ContractEventName returns the user-defined event name.
func (AggregatorAnswerUpdated) ContractEventName() string {
	return AggregatorAnswerUpdatedEventName
}

// UnpackAnswerUpdatedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event AnswerUpdated(int256 indexed current, uint256 indexed roundId, uint256 updatedAt)
func (aggregator *Aggregator) UnpackAnswerUpdatedEvent(log *types.Log) (*AggregatorAnswerUpdated, error) {
	event := "AnswerUpdated"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != aggregator.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(AggregatorAnswerUpdated)
	if len(log.Data) > 0 {
		if err := aggregator.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range aggregator.abi.Events[event].Inputs {
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

// UnpackError attempts to decode the provided error data using user-defined
// error definitions.
func (aggregator *Aggregator) UnpackError(raw []byte) (any, error) {
	if bytes.Equal(raw[:4], aggregator.abi.Errors["NotOwner"].ID.Bytes()[:4]) {
		return aggregator.UnpackNotOwnerError(raw[4:])
	}
	if bytes.Equal(raw[:4], aggregator.abi.Errors["OutOfBounds"].ID.Bytes()[:4]) {
		return aggregator.UnpackOutOfBoundsError(raw[4:])
	}
	return nil, errors.New("Unknown error")
}

// AggregatorNotOwner represents a NotOwner error raised by the Aggregator contract.
type AggregatorNotOwner struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotOwner()
func AggregatorNotOwnerErrorID() common.Hash {
	return common.HexToHash("0x30cd74712f59d478562d48e2d35de830db72c60a63dd08ae59199eec990b5bc4")
}

// UnpackNotOwnerError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotOwner()
func (aggregator *Aggregator) UnpackNotOwnerError(raw []byte) (*AggregatorNotOwner, error) {
	out := new(AggregatorNotOwner)
	if err := aggregator.abi.UnpackIntoInterface(out, "NotOwner", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// AggregatorOutOfBounds represents a OutOfBounds error raised by the Aggregator contract.
type AggregatorOutOfBounds struct {
	Answer *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error OutOfBounds(int256 answer)
func AggregatorOutOfBoundsErrorID() common.Hash {
	return common.HexToHash("0x07778c381b9b8dd78ddd937f0605dd7370031a520f926dfe7e8121c413a1fda4")
}

// UnpackOutOfBoundsError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error OutOfBounds(int256 answer)
func (aggregator *Aggregator) UnpackOutOfBoundsError(raw []byte) (*AggregatorOutOfBounds, error) {
	out := new(AggregatorOutOfBounds)
	if err := aggregator.abi.UnpackIntoInterface(out, "OutOfBounds", raw); err != nil {
		return nil, err
	}
	return out, nil
}
