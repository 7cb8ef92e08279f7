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
	Bin: "0x60a0604052348015600e575f5ffd5b506040516110cf3803806110cf833981016040819052602b916035565b336080525f55604b565b5f602082840312156044575f5ffd5b5051919050565b60805161105f6100705f395f818160d70152818161015c01526104b1015261105f5ff3fe608060405234801561000f575f5ffd5b506004361061006f575f3560e01c80638da5cb5b1161004d5780638da5cb5b146100d2578063fa461e331461011e578063ff9913e814610131575f5ffd5b80630779afe614610073578063310dfa4f146100885780633a276523146100bf575b5f5ffd5b610086610081366004610c51565b610144565b005b6100aa610096366004610c8f565b60016020525f908152604090205460ff1681565b60405190151581526020015b60405180910390f35b6100866100cd366004610cef565b6101c3565b6100f97f000000000000000000000000000000000000000000000000000000000000000081565b60405173ffffffffffffffffffffffffffffffffffffffff90911681526020016100b6565b61008661012c366004610d2e565b610323565b61008661013f366004610c8f565b610499565b3373ffffffffffffffffffffffffffffffffffffffff7f000000000000000000000000000000000000000000000000000000000000000016146101b3576040517f30cd747100000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b6101be838383610559565b505050565b335f9081526001602052604090205460ff16610212576040517f4ead19620000000000000000000000000000000000000000000000000000000081523360048201526024015b60405180910390fd5b602761022060106020610daa565b61022a9190610daa565b811080610258575060276010610241602084610dc3565b61024b9190610dc3565b6102559190610e03565b15155b1561028f576040517f442dd41500000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b5f61029a838361063d565b90505f60105b82518110156102c8576102b4838284610713565b91506102c1602782610daa565b90506102a0565b505f6102d6835f60106107f9565b90508082101561031c576040517fbd49034f0000000000000000000000000000000000000000000000000000000081526004810183905260248101829052604401610209565b5050505050565b3373ffffffffffffffffffffffffffffffffffffffff5f5c1614610375576040517f35750b56000000000000000000000000000000000000000000000000000000008152336004820152602401610209565b5f7fffffffffffffffffffffffff0000000000000000000000000000000000000000815c16815d50335f8513156104225761041d8173ffffffffffffffffffffffffffffffffffffffff16630dfe16816040518163ffffffff1660e01b8152600401602060405180830381865afa1580156103f2573d5f5f3e3d5ffd5b505050506040513d601f19601f820116820180604052508101906104169190610e16565b3387610559565b61031c565b61031c8173ffffffffffffffffffffffffffffffffffffffff1663d21220a76040518163ffffffff1660e01b8152600401602060405180830381865afa15801561046e573d5f5f3e3d5ffd5b505050506040513d601f19601f820116820180604052508101906104929190610e16565b3386610559565b3373ffffffffffffffffffffffffffffffffffffffff7f00000000000000000000000000000000000000000000000000000000000000001614610508576040517f30cd747100000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b73ffffffffffffffffffffffffffffffffffffffff165f90815260016020819052604090912080547fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff00169091179055565b6040517fa9059cbb00000000000000000000000000000000000000000000000000000000815273ffffffffffffffffffffffffffffffffffffffff83811660048301526024820183905284169063a9059cbb906044016020604051808303815f875af11580156105cb573d5f5f3e3d5ffd5b505050506040513d601f19601f820116820180604052508101906105ef9190610e31565b6101be576040517f39f1c8d900000000000000000000000000000000000000000000000000000000815273ffffffffffffffffffffffffffffffffffffffff84166004820152602401610209565b60605f61064d6020828587610e50565b61065691610e77565b90506106658360208187610e50565b8080601f0160208091040260200160405190810160405280939291908181526020018383808284375f9201829052508054949650925050505b83516106ab826020610eb3565b101561070a576040805160208101849052908101849052606081018290525f906080016040516020818303038152906040528051906020012090506020820260208601018181511881525050808061070290610eca565b91505061069e565b50505092915050565b5f5f84848151811061072757610727610f01565b016020015160f81c90505f61074886610741876001610daa565b60146107f9565b90505f6107618761075a886017610daa565b60106107f9565b9050805f0361076d5750835b6001808416159084811c90036107a95761079e8382846107998c6107928d6015610daa565b60026107f9565b61081f565b9450505050506107f2565b600184901c6002036107c05761079e838284610aac565b6040517f442dd41500000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b9392505050565b8282016020015161080b826008610eb3565b61081790610100610dc3565b1c9392505050565b5f5f5f8673ffffffffffffffffffffffffffffffffffffffff16630902f1ac6040518163ffffffff1660e01b8152600401606060405180830381865afa15801561086b573d5f5f3e3d5ffd5b505050506040513d601f19601f8201168201806040525081019061088f9190610f50565b506dffffffffffffffffffffffffffff1691506dffffffffffffffffffffffffffff169150856108bb57905b5f6108c885612710610dc3565b6108d29087610eb3565b9050806108e184612710610eb3565b6108eb9190610daa565b6108f58383610eb3565b6108ff9190610f9c565b93506109ef8761097b578873ffffffffffffffffffffffffffffffffffffffff1663d21220a76040518163ffffffff1660e01b8152600401602060405180830381865afa158015610952573d5f5f3e3d5ffd5b505050506040513d601f19601f820116820180604052508101906109769190610e16565b6109e8565b8873ffffffffffffffffffffffffffffffffffffffff16630dfe16816040518163ffffffff1660e01b8152600401602060405180830381865afa1580156109c4573d5f5f3e3d5ffd5b505050506040513d601f19601f820116820180604052508101906109e89190610e16565b8988610559565b8773ffffffffffffffffffffffffffffffffffffffff1663022c0d9f88610a165785610a18565b5f5b89610a23575f610a25565b865b6040517fffffffff0000000000000000000000000000000000000000000000000000000060e085901b16815260048101929092526024820152306044820152608060648201525f608482015260a4015f604051808303815f87803b158015610a8b575f5ffd5b505af1158015610a9d573d5f5f3e3d5ffd5b50505050505050949350505050565b5f8373ffffffffffffffffffffffffffffffffffffffff81167fffffffffffffffffffffffff0000000000000000000000000000000000000000835c1617825d505f83610b1757610b12600173fffd8963efd1fc6a506488495d951d5263988d26610faf565b610b27565b610b276401000276a36001610fdb565b6040517f128acb0800000000000000000000000000000000000000000000000000000000815230600482015285151560248201526044810185905273ffffffffffffffffffffffffffffffffffffffff808316606483015260a060848301525f60a4830181905292935082919088169063128acb089060c40160408051808303815f875af1158015610bbb573d5f5f3e3d5ffd5b505050506040513d601f19601f82011682018060405250810190610bdf9190611007565b90925090505f7fffffffffffffffffffffffff0000000000000000000000000000000000000000815c16815d5085610c175781610c19565b805b610c2290611029565b979650505050505050565b73ffffffffffffffffffffffffffffffffffffffff81168114610c4e575f5ffd5b50565b5f5f5f60608486031215610c63575f5ffd5b8335610c6e81610c2d565b92506020840135610c7e81610c2d565b929592945050506040919091013590565b5f60208284031215610c9f575f5ffd5b81356107f281610c2d565b5f5f83601f840112610cba575f5ffd5b50813567ffffffffffffffff811115610cd1575f5ffd5b602083019150836020828501011115610ce8575f5ffd5b9250929050565b5f5f60208385031215610d00575f5ffd5b823567ffffffffffffffff811115610d16575f5ffd5b610d2285828601610caa565b90969095509350505050565b5f5f5f5f60608587031215610d41575f5ffd5b8435935060208501359250604085013567ffffffffffffffff811115610d65575f5ffd5b610d7187828801610caa565b95989497509550505050565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601160045260245ffd5b80820180821115610dbd57610dbd610d7d565b92915050565b81810381811115610dbd57610dbd610d7d565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601260045260245ffd5b5f82610e1157610e11610dd6565b500690565b5f60208284031215610e26575f5ffd5b81516107f281610c2d565b5f60208284031215610e41575f5ffd5b815180151581146107f2575f5ffd5b5f5f85851115610e5e575f5ffd5b83861115610e6a575f5ffd5b5050820193919092039150565b80356020831015610dbd577fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff602084900360031b1b1692915050565b8082028115828204841417610dbd57610dbd610d7d565b5f7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff8203610efa57610efa610d7d565b5060010190565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52603260045260245ffd5b80516dffffffffffffffffffffffffffff81168114610f4b575f5ffd5b919050565b5f5f5f60608486031215610f62575f5ffd5b610f6b84610f2e565b9250610f7960208501610f2e565b9150604084015163ffffffff81168114610f91575f5ffd5b809150509250925092565b5f82610faa57610faa610dd6565b500490565b73ffffffffffffffffffffffffffffffffffffffff8281168282160390811115610dbd57610dbd610d7d565b73ffffffffffffffffffffffffffffffffffffffff8181168382160190811115610dbd57610dbd610d7d565b5f5f60408385031215611018575f5ffd5b505080516020909101519092909150565b5f7f8000000000000000000000000000000000000000000000000000000000000000820361105957611059610d7d565b505f039056",
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
