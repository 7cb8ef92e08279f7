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

// LiquidityKeeperPosition is an auto generated low-level Go binding around an user-defined struct.
type LiquidityKeeperPosition struct {
	Lower     *big.Int
	Upper     *big.Int
	Liquidity *big.Int
}

// LiquidityKeeperMetaData contains all meta data concerning the LiquidityKeeper contract.
var LiquidityKeeperMetaData = bind.MetaData{
	ABI: "[{\"inputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"constructor\"},{\"inputs\":[],\"name\":\"NotOwner\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"token\",\"type\":\"address\"}],\"name\":\"TransferFailed\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"caller\",\"type\":\"address\"}],\"name\":\"UnknownCallback\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"contractIUniswapV2Pair\",\"name\":\"pair\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"liquidity\",\"type\":\"uint256\"}],\"name\":\"burnV2\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"contractIUniswapV3Pool\",\"name\":\"pool\",\"type\":\"address\"},{\"components\":[{\"internalType\":\"int24\",\"name\":\"lower\",\"type\":\"int24\"},{\"internalType\":\"int24\",\"name\":\"upper\",\"type\":\"int24\"},{\"internalType\":\"uint128\",\"name\":\"liquidity\",\"type\":\"uint128\"}],\"internalType\":\"structLiquidityKeeper.Position[]\",\"name\":\"positions\",\"type\":\"tuple[]\"}],\"name\":\"burnV3\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"contractIUniswapV3Pool\",\"name\":\"pool\",\"type\":\"address\"},{\"internalType\":\"uint160\",\"name\":\"sqrtPriceX96\",\"type\":\"uint160\"},{\"components\":[{\"internalType\":\"int24\",\"name\":\"lower\",\"type\":\"int24\"},{\"internalType\":\"int24\",\"name\":\"upper\",\"type\":\"int24\"},{\"internalType\":\"uint128\",\"name\":\"liquidity\",\"type\":\"uint128\"}],\"internalType\":\"structLiquidityKeeper.Position[]\",\"name\":\"positions\",\"type\":\"tuple[]\"}],\"name\":\"initializeV3\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"contractIUniswapV2Pair\",\"name\":\"pair\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"amount0\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"amount1\",\"type\":\"uint256\"}],\"name\":\"mintV2\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"contractIUniswapV3Pool\",\"name\":\"pool\",\"type\":\"address\"},{\"components\":[{\"internalType\":\"int24\",\"name\":\"lower\",\"type\":\"int24\"},{\"internalType\":\"int24\",\"name\":\"upper\",\"type\":\"int24\"},{\"internalType\":\"uint128\",\"name\":\"liquidity\",\"type\":\"uint128\"}],\"internalType\":\"structLiquidityKeeper.Position[]\",\"name\":\"positions\",\"type\":\"tuple[]\"}],\"name\":\"mintV3\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"owner\",\"outputs\":[{\"internalType\":\"address\",\"name\":\"\",\"type\":\"address\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"token\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"}],\"name\":\"send\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"amount0\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"amount1\",\"type\":\"uint256\"},{\"internalType\":\"bytes\",\"name\":\"\",\"type\":\"bytes\"}],\"name\":\"uniswapV3MintCallback\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"}]",
	ID:  "LiquidityKeeper",
	Bin: "0x60a060405234801561000f575f5ffd5b50336080526080516110096100555f395f818160ef0152818161017801528181610274015281816102f30152818161056c015281816105e6015261092101526110095ff3fe608060405234801561000f575f5ffd5b5060043610610085575f3560e01c80637b4ee1b6116100585780637b4ee1b6146100d75780638da5cb5b146100ea578063d34879971461013a578063e45cc39b1461014d575f5ffd5b806304f5ce75146100895780630779afe61461009e5780630b2bcbfc146100b15780636bf2ccdb146100c4575b5f5ffd5b61009c610097366004610d0a565b610160565b005b61009c6100ac366004610d6b565b61025c565b61009c6100bf366004610da9565b6102db565b61009c6100d2366004610da9565b610554565b61009c6100e5366004610dfa565b6105ce565b6101117f000000000000000000000000000000000000000000000000000000000000000081565b60405173ffffffffffffffffffffffffffffffffffffffff909116815260200160405180910390f35b61009c610148366004610e2c565b6107b8565b61009c61015b366004610ea8565b610909565b3373ffffffffffffffffffffffffffffffffffffffff7f000000000000000000000000000000000000000000000000000000000000000016146101cf576040517f30cd747100000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b6040517ff637731d00000000000000000000000000000000000000000000000000000000815273ffffffffffffffffffffffffffffffffffffffff848116600483015285169063f637731d906024015f604051808303815f87803b158015610235575f5ffd5b505af1158015610247573d5f5f3e3d5ffd5b50505050610256848383610a0f565b50505050565b3373ffffffffffffffffffffffffffffffffffffffff7f000000000000000000000000000000000000000000000000000000000000000016146102cb576040517f30cd747100000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b6102d6838383610bba565b505050565b3373ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000161461034a576040517f30cd747100000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b5f5b81811015610256573683838381811061036757610367610ed2565b6060029190910191505073ffffffffffffffffffffffffffffffffffffffff851663a34123a761039a6020840184610eff565b6103aa6040850160208601610eff565b6103ba6060860160408701610f43565b6040517fffffffff0000000000000000000000000000000000000000000000000000000060e086901b168152600293840b60048201529190920b60248201526fffffffffffffffffffffffffffffffff909116604482015260640160408051808303815f875af1158015610430573d5f5f3e3d5ffd5b505050506040513d601f19601f820116820180604052508101906104549190610f5e565b505073ffffffffffffffffffffffffffffffffffffffff8516634f1eb3d8306104806020850185610eff565b6104906040860160208701610eff565b6040517fffffffff0000000000000000000000000000000000000000000000000000000060e086901b16815273ffffffffffffffffffffffffffffffffffffffff9093166004840152600291820b6024840152900b60448201526fffffffffffffffffffffffffffffffff60648201819052608482015260a40160408051808303815f875af1158015610525573d5f5f3e3d5ffd5b505050506040513d601f19601f820116820180604052508101906105499190610f80565b50505060010161034c565b3373ffffffffffffffffffffffffffffffffffffffff7f000000000000000000000000000000000000000000000000000000000000000016146105c3576040517f30cd747100000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b6102d6838383610a0f565b3373ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000161461063d576040517f30cd747100000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b6106b48373ffffffffffffffffffffffffffffffffffffffff16630dfe16816040518163ffffffff1660e01b8152600401602060405180830381865afa158015610689573d5f5f3e3d5ffd5b505050506040513d601f19601f820116820180604052508101906106ad9190610fb8565b8484610bba565b61072b8373ffffffffffffffffffffffffffffffffffffffff1663d21220a76040518163ffffffff1660e01b8152600401602060405180830381865afa158015610700573d5f5f3e3d5ffd5b505050506040513d601f19601f820116820180604052508101906107249190610fb8565b8483610bba565b6040517f6a62784200000000000000000000000000000000000000000000000000000000815230600482015273ffffffffffffffffffffffffffffffffffffffff841690636a627842906024016020604051808303815f875af1158015610794573d5f5f3e3d5ffd5b505050506040513d601f19601f820116820180604052508101906102569190610fd3565b3373ffffffffffffffffffffffffffffffffffffffff5f5c161461080f576040517f35750b560000000000000000000000000000000000000000000000000000000081523360048201526024015b60405180910390fd5b831561088c5761088c3373ffffffffffffffffffffffffffffffffffffffff16630dfe16816040518163ffffffff1660e01b8152600401602060405180830381865afa158015610861573d5f5f3e3d5ffd5b505050506040513d601f19601f820116820180604052508101906108859190610fb8565b3386610bba565b8215610256576102563373ffffffffffffffffffffffffffffffffffffffff1663d21220a76040518163ffffffff1660e01b8152600401602060405180830381865afa1580156108de573d5f5f3e3d5ffd5b505050506040513d601f19601f820116820180604052508101906109029190610fb8565b3385610bba565b3373ffffffffffffffffffffffffffffffffffffffff7f00000000000000000000000000000000000000000000000000000000000000001614610978576040517f30cd747100000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b610983828383610bba565b6040517f89afcb4400000000000000000000000000000000000000000000000000000000815230600482015273ffffffffffffffffffffffffffffffffffffffff8316906389afcb449060240160408051808303815f875af11580156109eb573d5f5f3e3d5ffd5b505050506040513d601f19601f820116820180604052508101906102569190610f5e565b825f805c7fffffffffffffffffffffffff00000000000000000000000000000000000000001673ffffffffffffffffffffffffffffffffffffffff831617905d505f5b81811015610b8c5736838383818110610a6d57610a6d610ed2565b6060029190910191505073ffffffffffffffffffffffffffffffffffffffff8516633c8a7d8d30610aa16020850185610eff565b610ab16040860160208701610eff565b610ac16060870160408801610f43565b6040517fffffffff0000000000000000000000000000000000000000000000000000000060e087901b16815273ffffffffffffffffffffffffffffffffffffffff9094166004850152600292830b6024850152910b60448301526fffffffffffffffffffffffffffffffff16606482015260a060848201525f60a482015260c40160408051808303815f875af1158015610b5d573d5f5f3e3d5ffd5b505050506040513d601f19601f82011682018060405250810190610b819190610f5e565b505050600101610a52565b505f7fffffffffffffffffffffffff0000000000000000000000000000000000000000815c16815d50505050565b6040517fa9059cbb00000000000000000000000000000000000000000000000000000000815273ffffffffffffffffffffffffffffffffffffffff83811660048301526024820183905284169063a9059cbb906044016020604051808303815f875af1158015610c2c573d5f5f3e3d5ffd5b505050506040513d601f19601f82011682018060405250810190610c509190610fea565b6102d6576040517f39f1c8d900000000000000000000000000000000000000000000000000000000815273ffffffffffffffffffffffffffffffffffffffff84166004820152602401610806565b73ffffffffffffffffffffffffffffffffffffffff81168114610cbf575f5ffd5b50565b5f5f83601f840112610cd2575f5ffd5b50813567ffffffffffffffff811115610ce9575f5ffd5b602083019150836020606083028501011115610d03575f5ffd5b9250929050565b5f5f5f5f60608587031215610d1d575f5ffd5b8435610d2881610c9e565b93506020850135610d3881610c9e565b9250604085013567ffffffffffffffff811115610d53575f5ffd5b610d5f87828801610cc2565b95989497509550505050565b5f5f5f60608486031215610d7d575f5ffd5b8335610d8881610c9e565b92506020840135610d9881610c9e565b929592945050506040919091013590565b5f5f5f60408486031215610dbb575f5ffd5b8335610dc681610c9e565b9250602084013567ffffffffffffffff811115610de1575f5ffd5b610ded86828701610cc2565b9497909650939450505050565b5f5f5f60608486031215610e0c575f5ffd5b8335610e1781610c9e565b95602085013595506040909401359392505050565b5f5f5f5f60608587031215610e3f575f5ffd5b8435935060208501359250604085013567ffffffffffffffff811115610e63575f5ffd5b8501601f81018713610e73575f5ffd5b803567ffffffffffffffff811115610e89575f5ffd5b876020828401011115610e9a575f5ffd5b949793965060200194505050565b5f5f60408385031215610eb9575f5ffd5b8235610ec481610c9e565b946020939093013593505050565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52603260045260245ffd5b5f60208284031215610f0f575f5ffd5b81358060020b8114610f1f575f5ffd5b9392505050565b6fffffffffffffffffffffffffffffffff81168114610cbf575f5ffd5b5f60208284031215610f53575f5ffd5b8135610f1f81610f26565b5f5f60408385031215610f6f575f5ffd5b505080516020909101519092909150565b5f5f60408385031215610f91575f5ffd5b8251610f9c81610f26565b6020840151909250610fad81610f26565b809150509250929050565b5f60208284031215610fc8575f5ffd5b8151610f1f81610c9e565b5f60208284031215610fe3575f5ffd5b5051919050565b5f60208284031215610ffa575f5ffd5b81518015158114610f1f575f5ffd",
}

// LiquidityKeeper is an auto generated Go binding around an Ethereum contract.
type LiquidityKeeper struct {
	abi abi.ABI
}

// GetABI returns the ABI associated with this contract binding.
func (c *LiquidityKeeper) GetABI() abi.ABI {
	return c.abi
}

// NewLiquidityKeeper creates a new instance of LiquidityKeeper.
func NewLiquidityKeeper() *LiquidityKeeper {
	parsed, err := LiquidityKeeperMetaData.ParseABI()
	if err != nil {
		panic(errors.New("invalid ABI: " + err.Error()))
	}
	return &LiquidityKeeper{abi: *parsed}
}

// Instance creates a wrapper for a deployed contract instance at the given address.
// Use this to create the instance object passed to abigen v2 library functions Call, Transact, etc.
func (c *LiquidityKeeper) Instance(backend bind.ContractBackend, addr common.Address) *bind.BoundContract {
	return bind.NewBoundContract(addr, c.abi, backend, backend, backend)
}

// PackBurnV2 is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xe45cc39b.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function burnV2(address pair, uint256 liquidity) returns()
func (liquidityKeeper *LiquidityKeeper) PackBurnV2(pair common.Address, liquidity *big.Int) []byte {
	enc, err := liquidityKeeper.abi.Pack("burnV2", pair, liquidity)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackBurnV2 is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xe45cc39b.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function burnV2(address pair, uint256 liquidity) returns()
func (liquidityKeeper *LiquidityKeeper) TryPackBurnV2(pair common.Address, liquidity *big.Int) ([]byte, error) {
	return liquidityKeeper.abi.Pack("burnV2", pair, liquidity)
}

// PackBurnV3 is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x0b2bcbfc.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function burnV3(address pool, (int24,int24,uint128)[] positions) returns()
func (liquidityKeeper *LiquidityKeeper) PackBurnV3(pool common.Address, positions []LiquidityKeeperPosition) []byte {
	enc, err := liquidityKeeper.abi.Pack("burnV3", pool, positions)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackBurnV3 is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x0b2bcbfc.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function burnV3(address pool, (int24,int24,uint128)[] positions) returns()
func (liquidityKeeper *LiquidityKeeper) TryPackBurnV3(pool common.Address, positions []LiquidityKeeperPosition) ([]byte, error) {
	return liquidityKeeper.abi.Pack("burnV3", pool, positions)
}

// PackInitializeV3 is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x04f5ce75.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function initializeV3(address pool, uint160 sqrtPriceX96, (int24,int24,uint128)[] positions) returns()
func (liquidityKeeper *LiquidityKeeper) PackInitializeV3(pool common.Address, sqrtPriceX96 *big.Int, positions []LiquidityKeeperPosition) []byte {
	enc, err := liquidityKeeper.abi.Pack("initializeV3", pool, sqrtPriceX96, positions)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackInitializeV3 is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x04f5ce75.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function initializeV3(address pool, uint160 sqrtPriceX96, (int24,int24,uint128)[] positions) returns()
func (liquidityKeeper *LiquidityKeeper) TryPackInitializeV3(pool common.Address, sqrtPriceX96 *big.Int, positions []LiquidityKeeperPosition) ([]byte, error) {
	return liquidityKeeper.abi.Pack("initializeV3", pool, sqrtPriceX96, positions)
}

// PackMintV2 is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x7b4ee1b6.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function mintV2(address pair, uint256 amount0, uint256 amount1) returns()
func (liquidityKeeper *LiquidityKeeper) PackMintV2(pair common.Address, amount0 *big.Int, amount1 *big.Int) []byte {
	enc, err := liquidityKeeper.abi.Pack("mintV2", pair, amount0, amount1)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackMintV2 is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x7b4ee1b6.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function mintV2(address pair, uint256 amount0, uint256 amount1) returns()
func (liquidityKeeper *LiquidityKeeper) TryPackMintV2(pair common.Address, amount0 *big.Int, amount1 *big.Int) ([]byte, error) {
	return liquidityKeeper.abi.Pack("mintV2", pair, amount0, amount1)
}

// PackMintV3 is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x6bf2ccdb.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function mintV3(address pool, (int24,int24,uint128)[] positions) returns()
func (liquidityKeeper *LiquidityKeeper) PackMintV3(pool common.Address, positions []LiquidityKeeperPosition) []byte {
	enc, err := liquidityKeeper.abi.Pack("mintV3", pool, positions)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackMintV3 is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x6bf2ccdb.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function mintV3(address pool, (int24,int24,uint128)[] positions) returns()
func (liquidityKeeper *LiquidityKeeper) TryPackMintV3(pool common.Address, positions []LiquidityKeeperPosition) ([]byte, error) {
	return liquidityKeeper.abi.Pack("mintV3", pool, positions)
}

// PackOwner is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8da5cb5b.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function owner() view returns(address)
func (liquidityKeeper *LiquidityKeeper) PackOwner() []byte {
	enc, err := liquidityKeeper.abi.Pack("owner")
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
func (liquidityKeeper *LiquidityKeeper) TryPackOwner() ([]byte, error) {
	return liquidityKeeper.abi.Pack("owner")
}

// UnpackOwner is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x8da5cb5b.
//
// Solidity: function owner() view returns(address)
func (liquidityKeeper *LiquidityKeeper) UnpackOwner(data []byte) (common.Address, error) {
	out, err := liquidityKeeper.abi.Unpack("owner", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackSend is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x0779afe6.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function send(address token, address to, uint256 amount) returns()
func (liquidityKeeper *LiquidityKeeper) PackSend(token common.Address, to common.Address, amount *big.Int) []byte {
	enc, err := liquidityKeeper.abi.Pack("send", token, to, amount)
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
func (liquidityKeeper *LiquidityKeeper) TryPackSend(token common.Address, to common.Address, amount *big.Int) ([]byte, error) {
	return liquidityKeeper.abi.Pack("send", token, to, amount)
}

// PackUniswapV3MintCallback is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd3487997.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function uniswapV3MintCallback(uint256 amount0, uint256 amount1, bytes ) returns()
func (liquidityKeeper *LiquidityKeeper) PackUniswapV3MintCallback(amount0 *big.Int, amount1 *big.Int, arg2 []byte) []byte {
	enc, err := liquidityKeeper.abi.Pack("uniswapV3MintCallback", amount0, amount1, arg2)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackUniswapV3MintCallback is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd3487997.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function uniswapV3MintCallback(uint256 amount0, uint256 amount1, bytes ) returns()
func (liquidityKeeper *LiquidityKeeper) TryPackUniswapV3MintCallback(amount0 *big.Int, amount1 *big.Int, arg2 []byte) ([]byte, error) {
	return liquidityKeeper.abi.Pack("uniswapV3MintCallback", amount0, amount1, arg2)
}

// UnpackError attempts to decode the provided error data using user-defined
// error definitions.
func (liquidityKeeper *LiquidityKeeper) UnpackError(raw []byte) (any, error) {
	if bytes.Equal(raw[:4], liquidityKeeper.abi.Errors["NotOwner"].ID.Bytes()[:4]) {
		return liquidityKeeper.UnpackNotOwnerError(raw[4:])
	}
	if bytes.Equal(raw[:4], liquidityKeeper.abi.Errors["TransferFailed"].ID.Bytes()[:4]) {
		return liquidityKeeper.UnpackTransferFailedError(raw[4:])
	}
	if bytes.Equal(raw[:4], liquidityKeeper.abi.Errors["UnknownCallback"].ID.Bytes()[:4]) {
		return liquidityKeeper.UnpackUnknownCallbackError(raw[4:])
	}
	return nil, errors.New("Unknown error")
}

// LiquidityKeeperNotOwner represents a NotOwner error raised by the LiquidityKeeper contract.
type LiquidityKeeperNotOwner struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotOwner()
func LiquidityKeeperNotOwnerErrorID() common.Hash {
	return common.HexToHash("0x30cd74712f59d478562d48e2d35de830db72c60a63dd08ae59199eec990b5bc4")
}

// UnpackNotOwnerError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotOwner()
func (liquidityKeeper *LiquidityKeeper) UnpackNotOwnerError(raw []byte) (*LiquidityKeeperNotOwner, error) {
	out := new(LiquidityKeeperNotOwner)
	if err := liquidityKeeper.abi.UnpackIntoInterface(out, "NotOwner", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// LiquidityKeeperTransferFailed represents a TransferFailed error raised by the LiquidityKeeper contract.
type LiquidityKeeperTransferFailed struct {
	Token common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error TransferFailed(address token)
func LiquidityKeeperTransferFailedErrorID() common.Hash {
	return common.HexToHash("0x39f1c8d9a08940175dbc82f15840b953aa855264e371e68f3e5d5cb38c445fa0")
}

// UnpackTransferFailedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error TransferFailed(address token)
func (liquidityKeeper *LiquidityKeeper) UnpackTransferFailedError(raw []byte) (*LiquidityKeeperTransferFailed, error) {
	out := new(LiquidityKeeperTransferFailed)
	if err := liquidityKeeper.abi.UnpackIntoInterface(out, "TransferFailed", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// LiquidityKeeperUnknownCallback represents a UnknownCallback error raised by the LiquidityKeeper contract.
type LiquidityKeeperUnknownCallback struct {
	Caller common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error UnknownCallback(address caller)
func LiquidityKeeperUnknownCallbackErrorID() common.Hash {
	return common.HexToHash("0x35750b56fe89316499e662efeeba8e543ca4f606a2ee0f1d111151ae5dd87fc8")
}

// UnpackUnknownCallbackError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error UnknownCallback(address caller)
func (liquidityKeeper *LiquidityKeeper) UnpackUnknownCallbackError(raw []byte) (*LiquidityKeeperUnknownCallback, error) {
	out := new(LiquidityKeeperUnknownCallback)
	if err := liquidityKeeper.abi.UnpackIntoInterface(out, "UnknownCallback", raw); err != nil {
		return nil, err
	}
	return out, nil
}
