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
	Bin: "0x6101006040523461038757610d148038038061001a8161038b565b92833981019060a0818303126103875780519060ff821682036103875760208101516001600160401b03811161038757810183601f82011215610387578051906001600160401b0382116102555761007b601f8301601f191660200161038b565b948286526020838301011161038757815f9260208093018388015e850101526100a6604082016103b0565b916100bf60806100b8606085016103b0565b93016103b0565b60809190915283516001600160401b038111610255575f54600181811c9116801561037d575b602082101461036957601f8111610307575b50602094601f82116001146102a6579481929394955f9261029b575b50508160011b915f199060031b1c1916175f555b8260a0528160c0523360e05260170b9160170b821290811561028e575b5061027d576001546001600160401b03808216908114610269576001600160401b031990911660019182016001600160401b039081169182179092556040805192908301908111838210176102555760409081528383526001600160401b034281811660208087019182525f9586526002815294849020955190516001600160c01b031960c09190911b166001600160c01b039091161790945560015491519384521692917f0559884fd3a460db3073b7fc896cc77986f16e378210ded43186175bf646fc5f9190a360405161095590816103bf8239608051816107f7015260a0518181816102e80152610886015260c0518181816104480152610761015260e0518181816102c001526104e30152f35b634e487b7160e01b5f52604160045260245ffd5b634e487b7160e01b5f52601160045260245ffd5b62eef18760e31b5f5260045260245ffd5b905060170b81135f610144565b015190505f80610113565b601f198216955f8052805f20915f5b8881106102ef575083600195969798106102d7575b505050811b015f55610127565b01515f1960f88460031b161c191690555f80806102ca565b919260206001819286850151815501940192016102b5565b5f80527f290decd9548b62a8d60345a988386fc84ba6bc95484008f6362f93160ef3e563601f830160051c8101916020841061035f575b601f0160051c01905b81811061035457506100f7565b5f8155600101610347565b909150819061033e565b634e487b7160e01b5f52602260045260245ffd5b90607f16906100e5565b5f80fd5b6040519190601f01601f191682016001600160401b0381118382101761025557604052565b51908160170b82036103875756fe6080806040526004361015610012575f80fd5b5f3560e01c90816322adbc781461085357508063245a7bfc1461081b578063313ce567146107c057806354fd4d501461078757806370da2f671461072c5780637284e416146105075780638da5cb5b14610499578063985dc1e11461026c5780639a6fc8f5146101115763feaf968c1461008a575f80fd5b3461010d575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261010d576101096100d067ffffffffffffffff600154166108f3565b6040805169ffffffffffffffffffff968716815260208101959095528401929092526060830152909116608082015290819060a0820190565b0390f35b5f80fd5b3461010d5760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261010d5760043569ffffffffffffffffffff811680910361010d5768010000000000000000811180610242575b156101e4577fffffffffffffffffffffffffffffffffffffffffffffffff00000000000000000169ffffffffffffffffffff81116101b7576100d067ffffffffffffffff61010992166108f3565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601160045260245ffd5b60646040517f08c379a000000000000000000000000000000000000000000000000000000000815260206004820152600f60248201527f4e6f20646174612070726573656e7400000000000000000000000000000000006044820152fd5b5069ffffffffffffffffffff61026367ffffffffffffffff600154166108c8565b16811115610169565b3461010d5760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261010d576004358060170b80910361010d5773ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000163303610471577f000000000000000000000000000000000000000000000000000000000000000060170b81128015610445575b61041a5760015467ffffffffffffffff81169067ffffffffffffffff82146101b75767ffffffffffffffff60017fffffffffffffffffffffffffffffffffffffffffffffffff0000000000000000930116918291161760015560405190610379826108ac565b828252602082019067ffffffffffffffff421682525f52600260205277ffffffffffffffffffffffffffffffffffffffffffffffff7fffffffffffffffff00000000000000000000000000000000000000000000000060405f209351925160c01b16911617905567ffffffffffffffff60015416907f0559884fd3a460db3073b7fc896cc77986f16e378210ded43186175bf646fc5f6020604051428152a3005b7f07778c38000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b507f000000000000000000000000000000000000000000000000000000000000000060170b8113610313565b7f30cd7471000000000000000000000000000000000000000000000000000000005f5260045ffd5b3461010d575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261010d57602060405173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b3461010d575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261010d576040515f905f548060011c9260018216938415610724575b6020811085146106f7578084526020840194849381156106a05750600114610628575b5003601f017fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe01681019067ffffffffffffffff8211818310176105fb5760409182527fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0601f8351948593602085525180918160208701528686015e5f85828601015201168101030190f35b7f4e487b71000000000000000000000000000000000000000000000000000000005f52604160045260245ffd5b5f80805291507f290decd9548b62a8d60345a988386fc84ba6bc95484008f6362f93160ef3e5635b81831061068457505081016020017fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0610570565b6020919350806001915483858801015201910190918392610650565b7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff0016865250151560051b820160200190507fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0610570565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52602260045260245ffd5b607f1661054d565b3461010d575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261010d5760206040517f000000000000000000000000000000000000000000000000000000000000000060170b8152f35b3461010d575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261010d57602060405160048152f35b3461010d575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261010d57602060405160ff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b3461010d575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261010d576020604051308152f35b3461010d575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261010d576020907f000000000000000000000000000000000000000000000000000000000000000060170b8152f35b6040810190811067ffffffffffffffff8211176105fb57604052565b69ffffffffffffffffffff1668010000000000000000019069ffffffffffffffffffff82116101b757565b67ffffffffffffffff1690815f52600260205260405f209160405192610918846108ac565b54928360170b8152602081019360c01c845261094d67ffffffffffffffff61093f846108c8565b925160170b955116926108c8565b90939282919056",
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

// AggregatorRuntimeAt is the byte of AggregatorMetaData.Bin at which the code of a deployed
// Aggregator begins. It ends with it.
const AggregatorRuntimeAt = 959

// AggregatorImmutables are, for each immutable in the order of declaration, the bytes
// of that code at which the constructor writes it, 32 bytes each. Bin has zeros there.
func AggregatorImmutables() [][]int {
	return [][]int{[]int{2039}, []int{744, 2182}, []int{1096, 1889}, []int{704, 1251}}
}
