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
	Bin: "0x60a0806040523461004c5733608052610ea49081610051823960805181818160c4015281816103b70152818161042a015281816105d301528181610654015281816108e501526109ad0152f35b5f80fdfe6080806040526004361015610012575f80fd5b5f905f3560e01c90816304f5ce7514610919575080630779afe6146108765780630b2bcbfc1461062b5780636bf2ccdb146105a95780637b4ee1b6146103db5780638da5cb5b1461036c578063d3487997146101b55763e45cc39b14610076575f80fd5b346101b25760407ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126101b2576100ad610a86565b73ffffffffffffffffffffffffffffffffffffffff7f000000000000000000000000000000000000000000000000000000000000000016330361018a57604073ffffffffffffffffffffffffffffffffffffffff8392166101116024358280610dbf565b60248251809481937f89afcb440000000000000000000000000000000000000000000000000000000083523060048401525af1801561017f57610152575080f35b6101739060403d604011610178575b61016b8183610b49565b810190610c1f565b505080f35b503d610161565b6040513d84823e3d90fd5b6004827f30cd7471000000000000000000000000000000000000000000000000000000008152fd5b80fd5b50346101b25760607ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126101b25760243560043560443567ffffffffffffffff8111610368573660238201121561036857806004013567ffffffffffffffff811161036457369101602401116103605773ffffffffffffffffffffffffffffffffffffffff835c16330361033457806102db575b5080610255575080f35b604051907fd21220a7000000000000000000000000000000000000000000000000000000008252602082600481335afa80156102d05761029e9284916102a1575b503390610dbf565b80f35b6102c3915060203d6020116102c9575b6102bb8183610b49565b810190610c52565b5f610296565b503d6102b1565b6040513d85823e3d90fd5b604051907f0dfe1681000000000000000000000000000000000000000000000000000000008252602082600481335afa8015610329576103239285916102a157503390610dbf565b5f61024b565b6040513d86823e3d90fd5b6024837f35750b5600000000000000000000000000000000000000000000000000000000815233600452fd5b8280fd5b8480fd5b8380fd5b50346101b257807ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126101b257602060405173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b50346101b25760607ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126101b257610413610a86565b73ffffffffffffffffffffffffffffffffffffffff7f000000000000000000000000000000000000000000000000000000000000000016330361018a5773ffffffffffffffffffffffffffffffffffffffff8291166040517f0dfe1681000000000000000000000000000000000000000000000000000000008152602081600481855afa80156102d0576104b391849161058a575b508260243591610dbf565b604051907fd21220a7000000000000000000000000000000000000000000000000000000008252602082600481845afa9182156102d05760209261050391859161056d575b508260443591610dbf565b6024604051809481937f6a6278420000000000000000000000000000000000000000000000000000000083523060048401525af1801561017f57610545575080f35b602090813d8311610566575b61055b8183610b49565b810103126101b25780f35b503d610551565b6105849150843d86116102c9576102bb8183610b49565b5f6104f8565b6105a3915060203d6020116102c9576102bb8183610b49565b5f6104a8565b50346101b2576105b836610ada565b9073ffffffffffffffffffffffffffffffffffffffff9392937f00000000000000000000000000000000000000000000000000000000000000001633036106035761029e9293610c7e565b6004837f30cd7471000000000000000000000000000000000000000000000000000000008152fd5b50346101b25761063a36610ada565b73ffffffffffffffffffffffffffffffffffffffff9291927f000000000000000000000000000000000000000000000000000000000000000016330361084e5773ffffffffffffffffffffffffffffffffffffffff9091169190835b8181106106a1578480f35b6106ac818385610bb7565b906106b682610bf4565b60208301926fffffffffffffffffffffffffffffffff6106d585610bf4565b6106e160408401610c02565b90604051947fa34123a700000000000000000000000000000000000000000000000000000000865260020b600486015260020b60248501521660448301526040826064818b8b5af1908115610843576107499261074392610826575b50610bf4565b92610bf4565b604051927f4f1eb3d800000000000000000000000000000000000000000000000000000000845230600485015260020b602484015260020b60448301526fffffffffffffffffffffffffffffffff60648301526fffffffffffffffffffffffffffffffff608483015260408260a48189895af1801561081b576107d1575b6001915001610696565b6040823d8211610813575b816107e960409383610b49565b8101031261080f57610809602083610802600195610c35565b5001610c35565b506107c7565b8580fd5b3d91506107dc565b6040513d88823e3d90fd5b61083d9060403d81116101785761016b8183610b49565b5061073d565b6040513d8a823e3d90fd5b6004847f30cd7471000000000000000000000000000000000000000000000000000000008152fd5b50346101b25760607ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126101b2576108ae610a86565b60243573ffffffffffffffffffffffffffffffffffffffff811681036103605773ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000163303610603579061029e9160443591610dbf565b8234610a5a5760607ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610a5a57610951610a86565b9160243573ffffffffffffffffffffffffffffffffffffffff8116809103610a5a5760443567ffffffffffffffff8111610a5a57610993903690600401610aa9565b92909173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000163303610a5e5773ffffffffffffffffffffffffffffffffffffffff8616803b15610a5a576024835f819381957ff637731d00000000000000000000000000000000000000000000000000000000845260048401525af18015610a4f57610a39575b5061029e9293610c7e565b61029e93505f610a4891610b49565b5f92610a2e565b6040513d5f823e3d90fd5b5f80fd5b7f30cd7471000000000000000000000000000000000000000000000000000000005f5260045ffd5b6004359073ffffffffffffffffffffffffffffffffffffffff82168203610a5a57565b9181601f84011215610a5a5782359167ffffffffffffffff8311610a5a5760208085019460608502010111610a5a57565b9060407ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc830112610a5a5760043573ffffffffffffffffffffffffffffffffffffffff81168103610a5a57916024359067ffffffffffffffff8211610a5a57610b4591600401610aa9565b9091565b90601f7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0910116810190811067ffffffffffffffff821117610b8a57604052565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52604160045260245ffd5b9190811015610bc7576060020190565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52603260045260245ffd5b358060020b8103610a5a5790565b356fffffffffffffffffffffffffffffffff81168103610a5a5790565b9190826040910312610a5a576020825192015190565b51906fffffffffffffffffffffffffffffffff82168203610a5a57565b90816020910312610a5a575173ffffffffffffffffffffffffffffffffffffffff81168103610a5a5790565b73ffffffffffffffffffffffffffffffffffffffff1691827fffffffffffffffffffffffff00000000000000000000000000000000000000005f5c16175f5d5f5b818110610cf257505050507fffffffffffffffffffffffff00000000000000000000000000000000000000005f5c165f5d565b610cfd818385610bb7565b906fffffffffffffffffffffffffffffffff610d1883610bf4565b92610d316040610d2a60208401610bf4565b9201610c02565b90604051947f3c8a7d8d00000000000000000000000000000000000000000000000000000000865230600487015260020b602486015260020b604485015216606483015260a060848301525f60a483015260408260c4815f895af1918215610a4f57600192610da2575b5001610cbf565b610db99060403d81116101785761016b8183610b49565b50610d9b565b73ffffffffffffffffffffffffffffffffffffffff169173ffffffffffffffffffffffffffffffffffffffff604051927fa9059cbb00000000000000000000000000000000000000000000000000000000845216600483015260248201526020816044815f865af1908115610a4f575f91610e69575b5015610e3e5750565b7f39f1c8d9000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b90506020813d602011610e9c575b81610e8460209383610b49565b81010312610a5a57518015158103610a5a575f610e35565b3d9150610e7756",
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

// LiquidityKeeperRuntimeAt is the byte of LiquidityKeeperMetaData.Bin at which the code of a deployed
// LiquidityKeeper begins. It ends with it.
const LiquidityKeeperRuntimeAt = 81

// LiquidityKeeperImmutables are, for each immutable in the order of declaration, the bytes
// of that code at which the constructor writes it, 32 bytes each. Bin has zeros there.
func LiquidityKeeperImmutables() [][]int {
	return [][]int{[]int{196, 951, 1066, 1491, 1620, 2277, 2477}}
}
