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

// OpaqueMetaData contains all meta data concerning the Opaque contract.
var OpaqueMetaData = bind.MetaData{
	ABI: "[{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"key_\",\"type\":\"bytes32\"}],\"stateMutability\":\"nonpayable\",\"type\":\"constructor\"},{\"inputs\":[],\"name\":\"BadPayload\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"got\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"want\",\"type\":\"uint256\"}],\"name\":\"BelowMinimum\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"NotOwner\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"caller\",\"type\":\"address\"}],\"name\":\"NotTrader\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"token\",\"type\":\"address\"}],\"name\":\"TransferFailed\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"caller\",\"type\":\"address\"}],\"name\":\"UnknownCallback\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"}],\"name\":\"allow\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"owner\",\"outputs\":[{\"internalType\":\"address\",\"name\":\"\",\"type\":\"address\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes\",\"name\":\"payload\",\"type\":\"bytes\"}],\"name\":\"run\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"token\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"}],\"name\":\"send\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"}],\"name\":\"trader\",\"outputs\":[{\"internalType\":\"bool\",\"name\":\"\",\"type\":\"bool\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"int256\",\"name\":\"amount0Delta\",\"type\":\"int256\"},{\"internalType\":\"int256\",\"name\":\"amount1Delta\",\"type\":\"int256\"},{\"internalType\":\"bytes\",\"name\":\"\",\"type\":\"bytes\"}],\"name\":\"uniswapV3SwapCallback\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"}]",
	ID:  "Opaque",
	Bin: "0x60a034606757601f610ef038819003918201601f19168301916001600160401b03831184841017606b5780849260209460405283398101031260675751336080525f55604051610e709081610080823960805181818160a90152818161035001526107650152f35b5f80fd5b634e487b7160e01b5f52604160045260245ffdfe60806040526004361015610011575f80fd5b5f3560e01c80630779afe6146106f6578063310dfa4f1461068e5780633a276523146103745780638da5cb5b14610306578063fa461e33146101495763ff9913e81461005b575f80fd5b346101455760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261014557610092610798565b73ffffffffffffffffffffffffffffffffffffffff7f000000000000000000000000000000000000000000000000000000000000000016330361011d5773ffffffffffffffffffffffffffffffffffffffff165f52600160205260405f2060017fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff008254161790555f80f35b7f30cd7471000000000000000000000000000000000000000000000000000000005f5260045ffd5b5f80fd5b346101455760607ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126101455760043560443567ffffffffffffffff81116101455761019b9036906004016107bb565b505073ffffffffffffffffffffffffffffffffffffffff5f5c1633036102da577fffffffffffffffffffffffff00000000000000000000000000000000000000005f5c165f5d5f81131561026e57604051907f0dfe1681000000000000000000000000000000000000000000000000000000008252602082600481335afa801561026357610232925f91610234575b503390610856565b005b610256915060203d60201161025c575b61024e81836107e9565b81019061082a565b8361022a565b503d610244565b6040513d5f823e3d90fd5b506040517fd21220a7000000000000000000000000000000000000000000000000000000008152602081600481335afa801561026357610232915f916102bb575b50602435903390610856565b6102d4915060203d60201161025c5761024e81836107e9565b826102af565b7f35750b56000000000000000000000000000000000000000000000000000000005f523360045260245ffd5b34610145575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261014557602060405173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b346101455760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126101455760043567ffffffffffffffff8111610145576103c39036906004016107bb565b335f52600160205260ff60405f2054161561066257605781108015610602575b6105da5780602011610145578135917fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe082019067ffffffffffffffff82116105ad576040519261047a60207fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe07fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff84011601856107e9565b828452602084019236828401116101455760205f930184378301525f545f5b8060051b8181046020148215171561051757845181101561054457602060405181810190858252886040820152846060820152606081526104db6080826107e9565b519020918601019081511890527fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff811461051757600101610499565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601160045260245ffd5b836010865f5b81518310156105705761055e90838361094e565b9160278101809111610517579161054a565b835160801c9081811061057f57005b7fbd49034f000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b7f4e487b71000000000000000000000000000000000000000000000000000000005f52604160045260245ffd5b7f442dd415000000000000000000000000000000000000000000000000000000005f5260045ffd5b507fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe08101818111610517577fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffd08201908111610517576027900615156103e3565b7f4ead1962000000000000000000000000000000000000000000000000000000005f523360045260245ffd5b346101455760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126101455773ffffffffffffffffffffffffffffffffffffffff6106da610798565b165f526001602052602060ff60405f2054166040519015158152f35b346101455760607ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126101455761072d610798565b6024359073ffffffffffffffffffffffffffffffffffffffff821682036101455773ffffffffffffffffffffffffffffffffffffffff7f000000000000000000000000000000000000000000000000000000000000000016330361011d576102329160443591610856565b6004359073ffffffffffffffffffffffffffffffffffffffff8216820361014557565b9181601f840112156101455782359167ffffffffffffffff8311610145576020838186019501011161014557565b90601f7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0910116810190811067ffffffffffffffff8211176105ad57604052565b90816020910312610145575173ffffffffffffffffffffffffffffffffffffffff811681036101455790565b73ffffffffffffffffffffffffffffffffffffffff169173ffffffffffffffffffffffffffffffffffffffff604051927fa9059cbb00000000000000000000000000000000000000000000000000000000845216600483015260248201526020816044815f865af1908115610263575f91610900575b50156108d55750565b7f39f1c8d9000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b90506020813d602011610933575b8161091b602093836107e9565b8101031261014557518015158103610145575f6108cc565b3d915061090e565b8181029291811591840414171561051757565b915f928051831015610e285782019060208201519260018101811161051757602183015160601c9260178201821161051757603781015160801c928315610e20575b5060018560f81c16159460f91c9160018314610b7e5750506002146109d7576004847f442dd415000000000000000000000000000000000000000000000000000000008152fd5b8160c460409273ffffffffffffffffffffffffffffffffffffffff947fffffffffffffffffffffffff0000000000000000000000000000000000000000885c1617875d8515610b6257866401000276a4935b855196879586947f128acb080000000000000000000000000000000000000000000000000000000086523060048701528a6024870152604486015216606484015260a060848401528160a48401525af1918215610b575783918493610b18575b507fffffffffffffffffffffffff0000000000000000000000000000000000000000845c16845d15610b105750905b7f80000000000000000000000000000000000000000000000000000000000000008214610ae3570390565b807f4e487b7100000000000000000000000000000000000000000000000000000000602492526011600452fd5b905090610ab8565b915091506040813d604011610b4f575b81610b35604093836107e9565b81010312610b4b5760208151910151915f610a89565b8280fd5b3d9150610b28565b6040513d85823e3d90fd5b8673fffd8963efd1fc6a506488495d951d5263988d2593610a29565b6015919396508092509493940110610517576035015160f01c604051907f0902f1ac000000000000000000000000000000000000000000000000000000008252606082600481875afa918215610263575f905f93610dba575b506dffffffffffffffffffffffffffff809116921690818415610db1575b5061271003612710811161051757610c10610c17918761093b565b918261093b565b906127108302928084046127101490151715610517578201809211610517578115610d845704928115610d3b57604051907f0dfe1681000000000000000000000000000000000000000000000000000000008252602082600481875afa91821561026357610c8e9285915f91610d1c575b50610856565b8015610d15575f905b15610d0f57825b823b156101455760a45f928360405195869485937f022c0d9f00000000000000000000000000000000000000000000000000000000855260048501526024840152306044840152608060648401528160848401525af1801561026357610d02575090565b5f610d0c916107e9565b90565b5f610c9e565b8290610c97565b610d35915060203d60201161025c5761024e81836107e9565b5f610c88565b604051907fd21220a7000000000000000000000000000000000000000000000000000000008252602082600481875afa91821561026357610c8e9285915f91610d1c5750610856565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601260045260245ffd5b9291505f610bf5565b9250506060823d606011610e18575b81610dd6606093836107e9565b8101031261014557610de782610e55565b6040610df560208501610e55565b93015163ffffffff811603610145576dffffffffffffffffffffffffffff610bd7565b3d9150610dc9565b92505f610990565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52603260045260245ffd5b51906dffffffffffffffffffffffffffff821682036101455756",
}

// Opaque is an auto generated Go binding around an Ethereum contract.
type Opaque struct {
	abi abi.ABI
}

// GetABI returns the ABI associated with this contract binding.
func (c *Opaque) GetABI() abi.ABI {
	return c.abi
}

// NewOpaque creates a new instance of Opaque.
func NewOpaque() *Opaque {
	parsed, err := OpaqueMetaData.ParseABI()
	if err != nil {
		panic(errors.New("invalid ABI: " + err.Error()))
	}
	return &Opaque{abi: *parsed}
}

// Instance creates a wrapper for a deployed contract instance at the given address.
// Use this to create the instance object passed to abigen v2 library functions Call, Transact, etc.
func (c *Opaque) Instance(backend bind.ContractBackend, addr common.Address) *bind.BoundContract {
	return bind.NewBoundContract(addr, c.abi, backend, backend, backend)
}

// PackConstructor is the Go binding used to pack the parameters required for
// contract deployment.
//
// Solidity: constructor(bytes32 key_) returns()
func (opaque *Opaque) PackConstructor(key_ [32]byte) []byte {
	enc, err := opaque.abi.Pack("", key_)
	if err != nil {
		panic(err)
	}
	return enc
}

// PackAllow is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xff9913e8.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function allow(address account) returns()
func (opaque *Opaque) PackAllow(account common.Address) []byte {
	enc, err := opaque.abi.Pack("allow", account)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackAllow is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xff9913e8.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function allow(address account) returns()
func (opaque *Opaque) TryPackAllow(account common.Address) ([]byte, error) {
	return opaque.abi.Pack("allow", account)
}

// PackOwner is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8da5cb5b.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function owner() view returns(address)
func (opaque *Opaque) PackOwner() []byte {
	enc, err := opaque.abi.Pack("owner")
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
func (opaque *Opaque) TryPackOwner() ([]byte, error) {
	return opaque.abi.Pack("owner")
}

// UnpackOwner is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x8da5cb5b.
//
// Solidity: function owner() view returns(address)
func (opaque *Opaque) UnpackOwner(data []byte) (common.Address, error) {
	out, err := opaque.abi.Unpack("owner", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackRun is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3a276523.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function run(bytes payload) returns()
func (opaque *Opaque) PackRun(payload []byte) []byte {
	enc, err := opaque.abi.Pack("run", payload)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRun is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3a276523.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function run(bytes payload) returns()
func (opaque *Opaque) TryPackRun(payload []byte) ([]byte, error) {
	return opaque.abi.Pack("run", payload)
}

// PackSend is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x0779afe6.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function send(address token, address to, uint256 amount) returns()
func (opaque *Opaque) PackSend(token common.Address, to common.Address, amount *big.Int) []byte {
	enc, err := opaque.abi.Pack("send", token, to, amount)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSend is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x0779afe6.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function send(address token, address to, uint256 amount) returns()
func (opaque *Opaque) TryPackSend(token common.Address, to common.Address, amount *big.Int) ([]byte, error) {
	return opaque.abi.Pack("send", token, to, amount)
}

// PackTrader is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x310dfa4f.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function trader(address account) view returns(bool)
func (opaque *Opaque) PackTrader(account common.Address) []byte {
	enc, err := opaque.abi.Pack("trader", account)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackTrader is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x310dfa4f.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function trader(address account) view returns(bool)
func (opaque *Opaque) TryPackTrader(account common.Address) ([]byte, error) {
	return opaque.abi.Pack("trader", account)
}

// UnpackTrader is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x310dfa4f.
//
// Solidity: function trader(address account) view returns(bool)
func (opaque *Opaque) UnpackTrader(data []byte) (bool, error) {
	out, err := opaque.abi.Unpack("trader", data)
	if err != nil {
		return *new(bool), err
	}
	out0 := *abi.ConvertType(out[0], new(bool)).(*bool)
	return out0, nil
}

// PackUniswapV3SwapCallback is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xfa461e33.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function uniswapV3SwapCallback(int256 amount0Delta, int256 amount1Delta, bytes ) returns()
func (opaque *Opaque) PackUniswapV3SwapCallback(amount0Delta *big.Int, amount1Delta *big.Int, arg2 []byte) []byte {
	enc, err := opaque.abi.Pack("uniswapV3SwapCallback", amount0Delta, amount1Delta, arg2)
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
func (opaque *Opaque) TryPackUniswapV3SwapCallback(amount0Delta *big.Int, amount1Delta *big.Int, arg2 []byte) ([]byte, error) {
	return opaque.abi.Pack("uniswapV3SwapCallback", amount0Delta, amount1Delta, arg2)
}

// UnpackError attempts to decode the provided error data using user-defined
// error definitions.
func (opaque *Opaque) UnpackError(raw []byte) (any, error) {
	if bytes.Equal(raw[:4], opaque.abi.Errors["BadPayload"].ID.Bytes()[:4]) {
		return opaque.UnpackBadPayloadError(raw[4:])
	}
	if bytes.Equal(raw[:4], opaque.abi.Errors["BelowMinimum"].ID.Bytes()[:4]) {
		return opaque.UnpackBelowMinimumError(raw[4:])
	}
	if bytes.Equal(raw[:4], opaque.abi.Errors["NotOwner"].ID.Bytes()[:4]) {
		return opaque.UnpackNotOwnerError(raw[4:])
	}
	if bytes.Equal(raw[:4], opaque.abi.Errors["NotTrader"].ID.Bytes()[:4]) {
		return opaque.UnpackNotTraderError(raw[4:])
	}
	if bytes.Equal(raw[:4], opaque.abi.Errors["TransferFailed"].ID.Bytes()[:4]) {
		return opaque.UnpackTransferFailedError(raw[4:])
	}
	if bytes.Equal(raw[:4], opaque.abi.Errors["UnknownCallback"].ID.Bytes()[:4]) {
		return opaque.UnpackUnknownCallbackError(raw[4:])
	}
	return nil, errors.New("Unknown error")
}

// OpaqueBadPayload represents a BadPayload error raised by the Opaque contract.
type OpaqueBadPayload struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error BadPayload()
func OpaqueBadPayloadErrorID() common.Hash {
	return common.HexToHash("0x442dd415b509a8c9609cbdd019cf2b7dbceaba94e1fa25a31417b348ddee64f9")
}

// UnpackBadPayloadError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error BadPayload()
func (opaque *Opaque) UnpackBadPayloadError(raw []byte) (*OpaqueBadPayload, error) {
	out := new(OpaqueBadPayload)
	if err := opaque.abi.UnpackIntoInterface(out, "BadPayload", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// OpaqueBelowMinimum represents a BelowMinimum error raised by the Opaque contract.
type OpaqueBelowMinimum struct {
	Got  *big.Int
	Want *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error BelowMinimum(uint256 got, uint256 want)
func OpaqueBelowMinimumErrorID() common.Hash {
	return common.HexToHash("0xbd49034f17bd8cd8171b39a2bec57ff9a2e5a06c580d5777f88b290bee56cf1a")
}

// UnpackBelowMinimumError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error BelowMinimum(uint256 got, uint256 want)
func (opaque *Opaque) UnpackBelowMinimumError(raw []byte) (*OpaqueBelowMinimum, error) {
	out := new(OpaqueBelowMinimum)
	if err := opaque.abi.UnpackIntoInterface(out, "BelowMinimum", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// OpaqueNotOwner represents a NotOwner error raised by the Opaque contract.
type OpaqueNotOwner struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotOwner()
func OpaqueNotOwnerErrorID() common.Hash {
	return common.HexToHash("0x30cd74712f59d478562d48e2d35de830db72c60a63dd08ae59199eec990b5bc4")
}

// UnpackNotOwnerError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotOwner()
func (opaque *Opaque) UnpackNotOwnerError(raw []byte) (*OpaqueNotOwner, error) {
	out := new(OpaqueNotOwner)
	if err := opaque.abi.UnpackIntoInterface(out, "NotOwner", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// OpaqueNotTrader represents a NotTrader error raised by the Opaque contract.
type OpaqueNotTrader struct {
	Caller common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotTrader(address caller)
func OpaqueNotTraderErrorID() common.Hash {
	return common.HexToHash("0x4ead1962a0ad68f7fd85405f2210619492991e0e76fbca1dc56b51957fa1beb2")
}

// UnpackNotTraderError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotTrader(address caller)
func (opaque *Opaque) UnpackNotTraderError(raw []byte) (*OpaqueNotTrader, error) {
	out := new(OpaqueNotTrader)
	if err := opaque.abi.UnpackIntoInterface(out, "NotTrader", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// OpaqueTransferFailed represents a TransferFailed error raised by the Opaque contract.
type OpaqueTransferFailed struct {
	Token common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error TransferFailed(address token)
func OpaqueTransferFailedErrorID() common.Hash {
	return common.HexToHash("0x39f1c8d9a08940175dbc82f15840b953aa855264e371e68f3e5d5cb38c445fa0")
}

// UnpackTransferFailedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error TransferFailed(address token)
func (opaque *Opaque) UnpackTransferFailedError(raw []byte) (*OpaqueTransferFailed, error) {
	out := new(OpaqueTransferFailed)
	if err := opaque.abi.UnpackIntoInterface(out, "TransferFailed", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// OpaqueUnknownCallback represents a UnknownCallback error raised by the Opaque contract.
type OpaqueUnknownCallback struct {
	Caller common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error UnknownCallback(address caller)
func OpaqueUnknownCallbackErrorID() common.Hash {
	return common.HexToHash("0x35750b56fe89316499e662efeeba8e543ca4f606a2ee0f1d111151ae5dd87fc8")
}

// UnpackUnknownCallbackError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error UnknownCallback(address caller)
func (opaque *Opaque) UnpackUnknownCallbackError(raw []byte) (*OpaqueUnknownCallback, error) {
	out := new(OpaqueUnknownCallback)
	if err := opaque.abi.UnpackIntoInterface(out, "UnknownCallback", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// OpaqueRuntimeAt is the byte of OpaqueMetaData.Bin at which the code of a deployed
// Opaque begins. It ends with it.
const OpaqueRuntimeAt = 128

// OpaqueImmutables are, for each immutable in the order of declaration, the bytes
// of that code at which the constructor writes it, 32 bytes each. Bin has zeros there.
func OpaqueImmutables() [][]int { return [][]int{[]int{169, 848, 1893}} }
