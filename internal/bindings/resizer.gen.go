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

// ResizerHop is an auto generated low-level Go binding around an user-defined struct.
type ResizerHop struct {
	Pool         common.Address
	Concentrated bool
	ZeroForOne   bool
	Fee          uint32
}

// ResizerMetaData contains all meta data concerning the Resizer contract.
var ResizerMetaData = bind.MetaData{
	ABI: "[{\"inputs\":[{\"internalType\":\"contractIERC20\",\"name\":\"base_\",\"type\":\"address\"}],\"stateMutability\":\"nonpayable\",\"type\":\"constructor\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"got\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"want\",\"type\":\"uint256\"}],\"name\":\"BelowMinimum\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"caller\",\"type\":\"address\"}],\"name\":\"NotOwner\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"NothingLeft\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"token\",\"type\":\"address\"}],\"name\":\"TransferFailed\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"caller\",\"type\":\"address\"}],\"name\":\"UnknownCallback\",\"type\":\"error\"},{\"inputs\":[{\"components\":[{\"internalType\":\"address\",\"name\":\"pool\",\"type\":\"address\"},{\"internalType\":\"bool\",\"name\":\"concentrated\",\"type\":\"bool\"},{\"internalType\":\"bool\",\"name\":\"zeroForOne\",\"type\":\"bool\"},{\"internalType\":\"uint32\",\"name\":\"fee\",\"type\":\"uint32\"}],\"internalType\":\"structResizer.Hop[]\",\"name\":\"cycle\",\"type\":\"tuple[]\"}],\"name\":\"best\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"owner\",\"outputs\":[{\"internalType\":\"address\",\"name\":\"\",\"type\":\"address\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"components\":[{\"internalType\":\"address\",\"name\":\"pool\",\"type\":\"address\"},{\"internalType\":\"bool\",\"name\":\"concentrated\",\"type\":\"bool\"},{\"internalType\":\"bool\",\"name\":\"zeroForOne\",\"type\":\"bool\"},{\"internalType\":\"uint32\",\"name\":\"fee\",\"type\":\"uint32\"}],\"internalType\":\"structResizer.Hop[]\",\"name\":\"cycle\",\"type\":\"tuple[]\"},{\"internalType\":\"uint256\",\"name\":\"most\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"minProfit\",\"type\":\"uint256\"}],\"name\":\"run\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"int256\",\"name\":\"amount0Delta\",\"type\":\"int256\"},{\"internalType\":\"int256\",\"name\":\"amount1Delta\",\"type\":\"int256\"},{\"internalType\":\"bytes\",\"name\":\"\",\"type\":\"bytes\"}],\"name\":\"uniswapV3SwapCallback\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"}]",
	ID:  "Resizer",
	Bin: "0x60c034607a57601f6111ce38819003918201601f19168301916001600160401b03831184841017607e57808492602094604052833981010312607a57516001600160a01b0381168103607a573360805260a05260405161113b908161009382396080518181816102f30152610574015260a0518161034a0152f35b5f80fd5b634e487b7160e01b5f52604160045260245ffdfe6080806040526004361015610012575f80fd5b5f3560e01c9081638da5cb5b1461052c5750806393acf54b146102855780639ac060f4146102235763fa461e3314610048575f80fd5b3461021f5760607ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261021f5760043560443567ffffffffffffffff811161021f573660238201121561021f57806004013567ffffffffffffffff811161021f573691016024011161021f5773ffffffffffffffffffffffffffffffffffffffff5f5c1633036101f3577fffffffffffffffffffffffff00000000000000000000000000000000000000005f5c165f5d5f81131561018757604051907f0dfe1681000000000000000000000000000000000000000000000000000000008252602082600481335afa801561017c5761014b925f9161014d575b503390611057565b005b61016f915060203d602011610175575b61016781836105c9565b810190610862565b5f610143565b503d61015d565b6040513d5f823e3d90fd5b506040517fd21220a7000000000000000000000000000000000000000000000000000000008152602081600481335afa801561017c5761014b915f916101d4575b50602435903390611057565b6101ed915060203d6020116101755761016781836105c9565b5f6101c8565b7f35750b56000000000000000000000000000000000000000000000000000000005f523360045260245ffd5b5f80fd5b3461021f5760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261021f5760043567ffffffffffffffff811161021f5761027d6102776020923690600401610598565b90610709565b604051908152f35b3461021f5760607ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261021f5760043567ffffffffffffffff811161021f576102d4903690600401610598565b602435916044359073ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000163303610500576103238382610709565b9384156104d8578085116104d0575b5073ffffffffffffffffffffffffffffffffffffffff7f00000000000000000000000000000000000000000000000000000000000000001693604051937f70a08231000000000000000000000000000000000000000000000000000000008552306004860152602085602481895afa94851561017c575f9561049c575b505f915b81831061047e576040517f70a0823100000000000000000000000000000000000000000000000000000000815230600482015286866020836024818d5afa92831561017c575f9361044a575b5061040a8183610674565b831061041257005b61041b91610674565b907fbd49034f000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b9092506020813d602011610476575b81610466602093836105c9565b8101031261021f575191836103ff565b3d9150610459565b61049460019161048f858588610637565b6108bc565b9201916103b3565b9094506020813d6020116104c8575b816104b8602093836105c9565b8101031261021f575193866103af565b3d91506104ab565b935084610332565b7ff39d2840000000000000000000000000000000000000000000000000000000005f5260045ffd5b7f245aecd3000000000000000000000000000000000000000000000000000000005f523360045260245ffd5b3461021f575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261021f5760209073ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b9181601f8401121561021f5782359167ffffffffffffffff831161021f576020808501948460071b01011161021f57565b90601f7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0910116810190811067ffffffffffffffff82111761060a57604052565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52604160045260245ffd5b91908110156106475760071b0190565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52603260045260245ffd5b9190820180921161068157565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601160045260245ffd5b3563ffffffff8116810361021f5790565b8181029291811591840414171561068157565b81156106dc570490565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601260045260245ffd5b600180925f925f915b80831061076b5750505061072861073791610fed565b61073184610fed565b906106bf565b91808311801590610763575b61075c57820391821161068157610759916106d2565b90565b5050505f90565b508115610743565b909361078361077e8484889a969a610637565b610ce0565b96909463ffffffff6107a1606061079b8c888c610637565b016106ae565b16620f42400390620f4240821161068157620f4240870296808804620f42401490151715610681576107f96107fe926107f36107e3610804978b9d9c9d6106bf565b6107ed85846106bf565b90610674565b996106bf565b6106bf565b946106bf565b925b7001000000000000000000000000000000008110801590610847575b156108395760101c9260101c9360101c9392610806565b929490919560010191610712565b50700100000000000000000000000000000000841015610822565b9081602091031261021f575173ffffffffffffffffffffffffffffffffffffffff8116810361021f5790565b35801515810361021f5790565b3573ffffffffffffffffffffffffffffffffffffffff8116810361021f5790565b91906108ca6020840161088e565b610ac85773ffffffffffffffffffffffffffffffffffffffff6108ec8461089b565b16906108f784610ce0565b9063ffffffff610909606088016106ae565b16620f424003620f424081116106815761092661092d91856106bf565b92836106bf565b90620f4240810290808204620f42401490151715610681576109589261095291610674565b906106d2565b9360408101916109678361088e565b15610a7c57604051917f0dfe1681000000000000000000000000000000000000000000000000000000008352602083600481885afa92831561017c576109bf936109b9915f91610a5d575b509161089b565b90611057565b6109c88161088e565b15610a53576109d75f9161088e565b15610a4d57835b823b1561021f5760a45f928360405195869485937f022c0d9f00000000000000000000000000000000000000000000000000000000855260048501526024840152306044840152608060648401528160848401525af1801561017c57610a415750565b5f610a4b916105c9565b565b5f6109de565b6109d7849161088e565b610a76915060203d6020116101755761016781836105c9565b5f6109b2565b604051917fd21220a7000000000000000000000000000000000000000000000000000000008352602083600481885afa92831561017c576109bf936109b9915f91610a5d57509161089b565b909173ffffffffffffffffffffffffffffffffffffffff610ae88261089b565b167fffffffffffffffffffffffff00000000000000000000000000000000000000005f5c16175f5d604080820192610b1f8461088e565b15610c745760c473ffffffffffffffffffffffffffffffffffffffff610b4a6401000276a49561089b565b165f610b558761088e565b9173ffffffffffffffffffffffffffffffffffffffff865197889687957f128acb0800000000000000000000000000000000000000000000000000000000875230600488015215156024870152604486015216606484015260a060848401528160a48401525af191821561017c575f915f93610c36575b50610bfc907fffffffffffffffffffffffff00000000000000000000000000000000000000005f5c165f5d61088e565b15610c2f57505b7f80000000000000000000000000000000000000000000000000000000000000008114610681575f0390565b9050610c03565b915091506040813d604011610c6c575b81610c53604093836105c9565b8101031261021f57610bfc602082519201519290610bcc565b3d9150610c46565b60c473ffffffffffffffffffffffffffffffffffffffff610b4a73fffd8963efd1fc6a506488495d951d5263988d259561089b565b51906dffffffffffffffffffffffffffff8216820361021f57565b519061ffff8216820361021f57565b5190811515820361021f57565b90600490610cf06020840161088e565b15610f175760e073ffffffffffffffffffffffffffffffffffffffff610d158561089b565b16604051938480927f3850c7bd0000000000000000000000000000000000000000000000000000000082525afa801561017c575f90610e77575b60049250602073ffffffffffffffffffffffffffffffffffffffff610d738661089b565b16604051948580927f1a6865020000000000000000000000000000000000000000000000000000000082525afa92831561017c575f93610e29575b506040610e1173ffffffffffffffffffffffffffffffffffffffff610e1d93166fffffffffffffffffffffffffffffffff610e0a827bffffffffffffffffffffffffffffffff0000000000000000000000008960601b166106d2565b96166106bf565b60601c93945b0161088e565b15610e2457565b919091565b9092506020813d602011610e6f575b81610e45602093836105c9565b8101031261021f57516fffffffffffffffffffffffffffffffff8116810361021f57916040610dae565b3d9150610e38565b5060e0823d60e011610f0f575b81610e9160e093836105c9565b8101031261021f57815173ffffffffffffffffffffffffffffffffffffffff8116810361021f5760208301518060020b0361021f57610ed260408401610cc4565b50610edf60608401610cc4565b50610eec60808401610cc4565b5060a083015160ff81160361021f57610f0960c060049401610cd3565b50610d4f565b3d9150610e84565b606073ffffffffffffffffffffffffffffffffffffffff610f378561089b565b16604051938480927f0902f1ac0000000000000000000000000000000000000000000000000000000082525afa801561017c575f925f91610f93575b5060406dffffffffffffffffffffffffffff80610e1d9316941694610e17565b9250506060823d606011610fe5575b81610faf606093836105c9565b8101031261021f57610fc082610ca9565b6040610fce60208501610ca9565b93015163ffffffff81160361021f57916040610f73565b3d9150610fa2565b908115611052575f82805b61103c57506001810180911161068157600190811c1b915b9161102461101e82856106d2565b82610674565b60011c9080821015611037575091611010565b925050565b9060088101809111610681579060081c80610ff8565b5f9150565b73ffffffffffffffffffffffffffffffffffffffff169173ffffffffffffffffffffffffffffffffffffffff604051927fa9059cbb00000000000000000000000000000000000000000000000000000000845216600483015260248201526020816044815f865af190811561017c575f91611101575b50156110d65750565b7f39f1c8d9000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b90506020813d602011611133575b8161111c602093836105c9565b8101031261021f5761112d90610cd3565b5f6110cd565b3d915061110f56",
}

// Resizer is an auto generated Go binding around an Ethereum contract.
type Resizer struct {
	abi abi.ABI
}

// GetABI returns the ABI associated with this contract binding.
func (c *Resizer) GetABI() abi.ABI {
	return c.abi
}

// NewResizer creates a new instance of Resizer.
func NewResizer() *Resizer {
	parsed, err := ResizerMetaData.ParseABI()
	if err != nil {
		panic(errors.New("invalid ABI: " + err.Error()))
	}
	return &Resizer{abi: *parsed}
}

// Instance creates a wrapper for a deployed contract instance at the given address.
// Use this to create the instance object passed to abigen v2 library functions Call, Transact, etc.
func (c *Resizer) Instance(backend bind.ContractBackend, addr common.Address) *bind.BoundContract {
	return bind.NewBoundContract(addr, c.abi, backend, backend, backend)
}

// PackConstructor is the Go binding used to pack the parameters required for
// contract deployment.
//
// Solidity: constructor(address base_) returns()
func (resizer *Resizer) PackConstructor(base_ common.Address) []byte {
	enc, err := resizer.abi.Pack("", base_)
	if err != nil {
		panic(err)
	}
	return enc
}

// PackBest is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x9ac060f4.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function best((address,bool,bool,uint32)[] cycle) view returns(uint256)
func (resizer *Resizer) PackBest(cycle []ResizerHop) []byte {
	enc, err := resizer.abi.Pack("best", cycle)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackBest is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x9ac060f4.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function best((address,bool,bool,uint32)[] cycle) view returns(uint256)
func (resizer *Resizer) TryPackBest(cycle []ResizerHop) ([]byte, error) {
	return resizer.abi.Pack("best", cycle)
}

// UnpackBest is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x9ac060f4.
//
// Solidity: function best((address,bool,bool,uint32)[] cycle) view returns(uint256)
func (resizer *Resizer) UnpackBest(data []byte) (*big.Int, error) {
	out, err := resizer.abi.Unpack("best", data)
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
func (resizer *Resizer) PackOwner() []byte {
	enc, err := resizer.abi.Pack("owner")
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
func (resizer *Resizer) TryPackOwner() ([]byte, error) {
	return resizer.abi.Pack("owner")
}

// UnpackOwner is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x8da5cb5b.
//
// Solidity: function owner() view returns(address)
func (resizer *Resizer) UnpackOwner(data []byte) (common.Address, error) {
	out, err := resizer.abi.Unpack("owner", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackRun is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x93acf54b.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function run((address,bool,bool,uint32)[] cycle, uint256 most, uint256 minProfit) returns()
func (resizer *Resizer) PackRun(cycle []ResizerHop, most *big.Int, minProfit *big.Int) []byte {
	enc, err := resizer.abi.Pack("run", cycle, most, minProfit)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRun is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x93acf54b.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function run((address,bool,bool,uint32)[] cycle, uint256 most, uint256 minProfit) returns()
func (resizer *Resizer) TryPackRun(cycle []ResizerHop, most *big.Int, minProfit *big.Int) ([]byte, error) {
	return resizer.abi.Pack("run", cycle, most, minProfit)
}

// PackUniswapV3SwapCallback is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xfa461e33.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function uniswapV3SwapCallback(int256 amount0Delta, int256 amount1Delta, bytes ) returns()
func (resizer *Resizer) PackUniswapV3SwapCallback(amount0Delta *big.Int, amount1Delta *big.Int, arg2 []byte) []byte {
	enc, err := resizer.abi.Pack("uniswapV3SwapCallback", amount0Delta, amount1Delta, arg2)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackUniswapV3SwapCallback is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xfa461e33.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function uniswapV3SwapCallback(int256 amount0Delta, int256 amount1Delta, bytes ) returns()
func (resizer *Resizer) TryPackUniswapV3SwapCallback(amount0Delta *big.Int, amount1Delta *big.Int, arg2 []byte) ([]byte, error) {
	return resizer.abi.Pack("uniswapV3SwapCallback", amount0Delta, amount1Delta, arg2)
}

// UnpackError attempts to decode the provided error data using user-defined
// error definitions.
func (resizer *Resizer) UnpackError(raw []byte) (any, error) {
	if bytes.Equal(raw[:4], resizer.abi.Errors["BelowMinimum"].ID.Bytes()[:4]) {
		return resizer.UnpackBelowMinimumError(raw[4:])
	}
	if bytes.Equal(raw[:4], resizer.abi.Errors["NotOwner"].ID.Bytes()[:4]) {
		return resizer.UnpackNotOwnerError(raw[4:])
	}
	if bytes.Equal(raw[:4], resizer.abi.Errors["NothingLeft"].ID.Bytes()[:4]) {
		return resizer.UnpackNothingLeftError(raw[4:])
	}
	if bytes.Equal(raw[:4], resizer.abi.Errors["TransferFailed"].ID.Bytes()[:4]) {
		return resizer.UnpackTransferFailedError(raw[4:])
	}
	if bytes.Equal(raw[:4], resizer.abi.Errors["UnknownCallback"].ID.Bytes()[:4]) {
		return resizer.UnpackUnknownCallbackError(raw[4:])
	}
	return nil, errors.New("Unknown error")
}

// ResizerBelowMinimum represents a BelowMinimum error raised by the Resizer contract.
type ResizerBelowMinimum struct {
	Got  *big.Int
	Want *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error BelowMinimum(uint256 got, uint256 want)
func ResizerBelowMinimumErrorID() common.Hash {
	return common.HexToHash("0xbd49034f17bd8cd8171b39a2bec57ff9a2e5a06c580d5777f88b290bee56cf1a")
}

// UnpackBelowMinimumError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error BelowMinimum(uint256 got, uint256 want)
func (resizer *Resizer) UnpackBelowMinimumError(raw []byte) (*ResizerBelowMinimum, error) {
	out := new(ResizerBelowMinimum)
	if err := resizer.abi.UnpackIntoInterface(out, "BelowMinimum", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// ResizerNotOwner represents a NotOwner error raised by the Resizer contract.
type ResizerNotOwner struct {
	Caller common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotOwner(address caller)
func ResizerNotOwnerErrorID() common.Hash {
	return common.HexToHash("0x245aecd3fabbd17d6c3c92dc7f0ab916ea8cbf6fc1862c8b56893090ac3fff4c")
}

// UnpackNotOwnerError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotOwner(address caller)
func (resizer *Resizer) UnpackNotOwnerError(raw []byte) (*ResizerNotOwner, error) {
	out := new(ResizerNotOwner)
	if err := resizer.abi.UnpackIntoInterface(out, "NotOwner", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// ResizerNothingLeft represents a NothingLeft error raised by the Resizer contract.
type ResizerNothingLeft struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NothingLeft()
func ResizerNothingLeftErrorID() common.Hash {
	return common.HexToHash("0xf39d284002ef9dc7bf366a8020cfb2215d7e1a429e07b7b1821e7fc69068c8c9")
}

// UnpackNothingLeftError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NothingLeft()
func (resizer *Resizer) UnpackNothingLeftError(raw []byte) (*ResizerNothingLeft, error) {
	out := new(ResizerNothingLeft)
	if err := resizer.abi.UnpackIntoInterface(out, "NothingLeft", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// ResizerTransferFailed represents a TransferFailed error raised by the Resizer contract.
type ResizerTransferFailed struct {
	Token common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error TransferFailed(address token)
func ResizerTransferFailedErrorID() common.Hash {
	return common.HexToHash("0x39f1c8d9a08940175dbc82f15840b953aa855264e371e68f3e5d5cb38c445fa0")
}

// UnpackTransferFailedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error TransferFailed(address token)
func (resizer *Resizer) UnpackTransferFailedError(raw []byte) (*ResizerTransferFailed, error) {
	out := new(ResizerTransferFailed)
	if err := resizer.abi.UnpackIntoInterface(out, "TransferFailed", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// ResizerUnknownCallback represents a UnknownCallback error raised by the Resizer contract.
type ResizerUnknownCallback struct {
	Caller common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error UnknownCallback(address caller)
func ResizerUnknownCallbackErrorID() common.Hash {
	return common.HexToHash("0x35750b56fe89316499e662efeeba8e543ca4f606a2ee0f1d111151ae5dd87fc8")
}

// UnpackUnknownCallbackError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error UnknownCallback(address caller)
func (resizer *Resizer) UnpackUnknownCallbackError(raw []byte) (*ResizerUnknownCallback, error) {
	out := new(ResizerUnknownCallback)
	if err := resizer.abi.UnpackIntoInterface(out, "UnknownCallback", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// ResizerRuntimeAt is the byte of ResizerMetaData.Bin at which the code of a deployed
// Resizer begins. It ends with it.
const ResizerRuntimeAt = 147

// ResizerImmutables are, for each immutable in the order of declaration, the bytes
// of that code at which the constructor writes it, 32 bytes each. Bin has zeros there.
func ResizerImmutables() [][]int { return [][]int{[]int{755, 1396}, []int{842}} }
