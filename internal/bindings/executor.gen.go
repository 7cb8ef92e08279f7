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

// ExecutorMetaData contains all meta data concerning the Executor contract.
var ExecutorMetaData = bind.MetaData{
	ABI: "[{\"inputs\":[{\"internalType\":\"address\",\"name\":\"owner_\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"operator_\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"treasury_\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"base_\",\"type\":\"address\"}],\"stateMutability\":\"nonpayable\",\"type\":\"constructor\"},{\"inputs\":[],\"name\":\"BadRoute\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"int256\",\"name\":\"got\",\"type\":\"int256\"},{\"internalType\":\"uint256\",\"name\":\"want\",\"type\":\"uint256\"}],\"name\":\"BelowMinimum\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"time\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"deadline\",\"type\":\"uint256\"}],\"name\":\"Expired\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"caller\",\"type\":\"address\"}],\"name\":\"NotOperator\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"caller\",\"type\":\"address\"}],\"name\":\"NotOwner\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"Paused\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"Reentered\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"token\",\"type\":\"address\"}],\"name\":\"TransferFailed\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"caller\",\"type\":\"address\"}],\"name\":\"UnknownCallback\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"ZeroAddress\",\"type\":\"error\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"previous\",\"type\":\"address\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"operator\",\"type\":\"address\"}],\"name\":\"OperatorChanged\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"previous\",\"type\":\"address\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"owner\",\"type\":\"address\"}],\"name\":\"OwnerChanged\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"owner\",\"type\":\"address\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"proposed\",\"type\":\"address\"}],\"name\":\"OwnershipProposed\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":false,\"internalType\":\"bool\",\"name\":\"paused\",\"type\":\"bool\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"by\",\"type\":\"address\"}],\"name\":\"PauseChanged\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"token\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"}],\"name\":\"Swept\",\"type\":\"event\"},{\"inputs\":[],\"name\":\"acceptOwnership\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"base\",\"outputs\":[{\"internalType\":\"address\",\"name\":\"\",\"type\":\"address\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint128\",\"name\":\"amountIn\",\"type\":\"uint128\"},{\"internalType\":\"uint128\",\"name\":\"minProfit\",\"type\":\"uint128\"},{\"internalType\":\"uint64\",\"name\":\"deadline\",\"type\":\"uint64\"},{\"internalType\":\"bytes\",\"name\":\"route\",\"type\":\"bytes\"}],\"name\":\"execute\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"operator\",\"outputs\":[{\"internalType\":\"address\",\"name\":\"\",\"type\":\"address\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"owner\",\"outputs\":[{\"internalType\":\"address\",\"name\":\"\",\"type\":\"address\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"pause\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"paused\",\"outputs\":[{\"internalType\":\"bool\",\"name\":\"\",\"type\":\"bool\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"next\",\"type\":\"address\"}],\"name\":\"proposeOwner\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"proposedOwner\",\"outputs\":[{\"internalType\":\"address\",\"name\":\"\",\"type\":\"address\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"resume\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"next\",\"type\":\"address\"}],\"name\":\"setOperator\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"token\",\"type\":\"address\"}],\"name\":\"sweep\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"treasury\",\"outputs\":[{\"internalType\":\"address\",\"name\":\"\",\"type\":\"address\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"},{\"internalType\":\"bytes\",\"name\":\"data\",\"type\":\"bytes\"}],\"name\":\"uniswapV2Call\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"int256\",\"name\":\"amount0Delta\",\"type\":\"int256\"},{\"internalType\":\"int256\",\"name\":\"amount1Delta\",\"type\":\"int256\"},{\"internalType\":\"bytes\",\"name\":\"data\",\"type\":\"bytes\"}],\"name\":\"uniswapV3SwapCallback\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"}]",
	ID:  "Executor",
	Bin: "0x60c060405234801561000f575f5ffd5b50604051611aaf380380611aaf83398101604081905261002e9161013c565b6001600160a01b038416158061004b57506001600160a01b038216155b8061005e57506001600160a01b0381163b155b1561007c5760405163d92e233d60e01b815260040160405180910390fd5b6001600160a01b0380821660805282811660a052600180548683166001600160a01b031991821681179092555f8054938716939091169290921782556040519091907fb532073b38c83145e3e5135377a08bf9aab55bc0fd7c1179cd4fb995d2a5159c908290a36040516001600160a01b038416905f907fd58299b712891143e76310d5e664c4203c940a67db37cf856bdaa3c5c76a802c908290a35050505061018d565b80516001600160a01b0381168114610137575f5ffd5b919050565b5f5f5f5f6080858703121561014f575f5ffd5b61015885610121565b935061016660208601610121565b925061017460408601610121565b915061018260608601610121565b905092959194509250565b60805160a0516118d76101d85f395f81816101e0015281816102ee015261045801525f818161013c0152818161055f01528181610b7201528181610bc60152610f4c01526118d75ff3fe608060405234801561000f575f5ffd5b50600436106100f0575f3560e01c806361d027b311610093578063b3ab15fb11610063578063b3ab15fb14610232578063b5ed298a14610245578063d153b60c14610258578063fa461e3314610278575f5ffd5b806361d027b3146101db57806379ba5097146102025780638456cb591461020a5780638da5cb5b14610212575f5ffd5b806324866517116100ce57806324866517146101245780635001f3b514610137578063570ca735146101885780635c975abb146101a7575f5ffd5b806301681a62146100f4578063046f7da21461010957806310d1e85c14610111575b5f5ffd5b61010761010236600461155c565b61028b565b005b6101076104d1565b61010761011f3660046115c3565b610537565b61010761013236600461164c565b6105af565b61015e7f000000000000000000000000000000000000000000000000000000000000000081565b60405173ffffffffffffffffffffffffffffffffffffffff90911681526020015b60405180910390f35b5f5461015e9073ffffffffffffffffffffffffffffffffffffffff1681565b5f546101cb9074010000000000000000000000000000000000000000900460ff1681565b604051901515815260200161017f565b61015e7f000000000000000000000000000000000000000000000000000000000000000081565b61010761083a565b610107610909565b60015461015e9073ffffffffffffffffffffffffffffffffffffffff1681565b61010761024036600461155c565b6109f1565b61010761025336600461155c565b610a84565b60025461015e9073ffffffffffffffffffffffffffffffffffffffff1681565b6101076102863660046116ae565b610b02565b610293610cee565b5f5c156102cc576040517fb5dfd9e500000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b5f73ffffffffffffffffffffffffffffffffffffffff82166103c4574790505f7f000000000000000000000000000000000000000000000000000000000000000073ffffffffffffffffffffffffffffffffffffffff16826040515f6040518083038185875af1925050503d805f8114610361576040519150601f19603f3d011682016040523d82523d5f602084013e610366565b606091505b50509050806103be576040517f39f1c8d900000000000000000000000000000000000000000000000000000000815273ffffffffffffffffffffffffffffffffffffffff841660048201526024015b60405180910390fd5b5061047d565b6040517f70a0823100000000000000000000000000000000000000000000000000000000815230600482015273ffffffffffffffffffffffffffffffffffffffff8316906370a0823190602401602060405180830381865afa15801561042c573d5f5f3e3d5ffd5b505050506040513d601f19601f8201168201806040525081019061045091906116fd565b905061047d827f000000000000000000000000000000000000000000000000000000000000000083610d43565b8173ffffffffffffffffffffffffffffffffffffffff167fc36b5179cb9c303b200074996eab2b3473eac370fdd7eba3bec636fe35109696826040516104c591815260200190565b60405180910390a25050565b6104d9610cee565b5f80547fffffffffffffffffffffff00ffffffffffffffffffffffffffffffffffffffff16815560405190815233907e7399144da1af487abfd29504c088166edf0ad343b64eade59600fa1ffd873f906020015b60405180910390a2565b61053f610e01565b5f5f365f61054d8686610e45565b939750909550935090915061059790507f000000000000000000000000000000000000000000000000000000000000000061058d843560481c5b60101c90565b608087901c610d43565b6105a482825f8633610ece565b505050505050505050565b5f5473ffffffffffffffffffffffffffffffffffffffff163314610601576040517f76c6c93a0000000000000000000000000000000000000000000000000000000081523360048201526024016103b5565b5f5474010000000000000000000000000000000000000000900460ff1615610655576040517f9e87fac800000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b8267ffffffffffffffff164211156106ab576040517faa2fd92500000000000000000000000000000000000000000000000000000000815242600482015267ffffffffffffffff841660248201526044016103b5565b5f5c156106e4576040517fb5dfd9e500000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b6106ef601782611741565b151580610706575061070360176002611781565b81105b8061071b575061071860176004611781565b81115b15610752576040517fc4c321d100000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b5f61075b610f20565b90506107a6856fffffffffffffffffffffffffffffffff166080886fffffffffffffffffffffffffffffffff16901b1784845f8a6fffffffffffffffffffffffffffffffff16610fd6565b5f6107af610f20565b90506107cd6fffffffffffffffffffffffffffffffff871683611798565b81101561082c576107de82826117ab565b6040517f4d1290b600000000000000000000000000000000000000000000000000000000815260048101919091526fffffffffffffffffffffffffffffffff871660248201526044016103b5565b5f80805d5050505050505050565b60025473ffffffffffffffffffffffffffffffffffffffff16331461088d576040517f245aecd30000000000000000000000000000000000000000000000000000000081523360048201526024016103b5565b600154604051339173ffffffffffffffffffffffffffffffffffffffff16907fb532073b38c83145e3e5135377a08bf9aab55bc0fd7c1179cd4fb995d2a5159c905f90a3600180547fffffffffffffffffffffffff00000000000000000000000000000000000000009081163317909155600280549091169055565b60015473ffffffffffffffffffffffffffffffffffffffff16331480159061094857505f5473ffffffffffffffffffffffffffffffffffffffff163314155b15610981576040517f245aecd30000000000000000000000000000000000000000000000000000000081523360048201526024016103b5565b5f80547fffffffffffffffffffffff00ffffffffffffffffffffffffffffffffffffffff16740100000000000000000000000000000000000000001790556040516001815233907e7399144da1af487abfd29504c088166edf0ad343b64eade59600fa1ffd873f9060200161052d565b6109f9610cee565b5f805460405173ffffffffffffffffffffffffffffffffffffffff808516939216917fd58299b712891143e76310d5e664c4203c940a67db37cf856bdaa3c5c76a802c91a35f80547fffffffffffffffffffffffff00000000000000000000000000000000000000001673ffffffffffffffffffffffffffffffffffffffff92909216919091179055565b610a8c610cee565b600280547fffffffffffffffffffffffff00000000000000000000000000000000000000001673ffffffffffffffffffffffffffffffffffffffff838116918217909255600154604051919216907fb51454ce8c7f26becd312a46c4815553887f2ec876a0b8dc813b87f62edf6f80905f90a350565b610b0a610e01565b5f5f5f365f610b198787610e45565b945094509450945094505f5f8a1390505f5f82610b37578a8c610b3a565b8b8b5b9092509050610b5e888686610b508a6001611798565b610b59866117d1565b610fd6565b85871015610bba57865f03610ba857610ba87f0000000000000000000000000000000000000000000000000000000000000000610b9e873560481c610587565b60808b901c610d43565b610bb58585898933610ece565b610ce0565b855f03610bec57610bb57f00000000000000000000000000000000000000000000000000000000000000003384610d43565b5f83610c64573373ffffffffffffffffffffffffffffffffffffffff1663d21220a76040518163ffffffff1660e01b8152600401602060405180830381865afa158015610c3b573d5f5f3e3d5ffd5b505050506040513d601f19601f82011682018060405250810190610c5f9190611807565b610cd1565b3373ffffffffffffffffffffffffffffffffffffffff16630dfe16816040518163ffffffff1660e01b8152600401602060405180830381865afa158015610cad573d5f5f3e3d5ffd5b505050506040513d601f19601f82011682018060405250810190610cd19190611807565b9050610cde813385610d43565b505b505050505050505050505050565b60015473ffffffffffffffffffffffffffffffffffffffff163314610d41576040517f245aecd30000000000000000000000000000000000000000000000000000000081523360048201526024016103b5565b565b6040517fa9059cbb0000000000000000000000000000000000000000000000000000000080825260048201849052602482018390525f8080529091602082604483828a5af19150503d5f8114610da15760015f511482169150610daa565b853b1515821691505b5080610dfa576040517f39f1c8d900000000000000000000000000000000000000000000000000000000815273ffffffffffffffffffffffffffffffffffffffff861660048201526024016103b5565b5050505050565b335f5c14610e3d576040517f35750b560000000000000000000000000000000000000000000000000000000081523360048201526024016103b5565b6001805f5d50565b5f808036816022861015610e85576040517fc4c321d100000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b5050843595602086013560f881901c9660f09190911c60ff1695602290910194507fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffde0192509050565b81831015610dfa576017830285013560481c600184015c610eee85611822565b9450610f198282868810610f025785611148565b610f14601789028b013560481c610587565b611148565b5050610ece565b7f70a08231000000000000000000000000000000000000000000000000000000005f81815230600452907f00000000000000000000000000000000000000000000000000000000000000009082602081602481865afa5f519450601f3d1116905080610fd0576040517f39f1c8d900000000000000000000000000000000000000000000000000000000815273ffffffffffffffffffffffffffffffffffffffff841660048201526024016103b5565b50505090565b5f610fe2601785611859565b9050825f5b8282101561102d576017820287013560481c905060016110078260b11c90565b0361102d5761101681856111c3565b935061102282856112b9565b816001019150610fe7565b828210156110a55760026110418260b11c90565b14611078576040517fc4c321d100000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b61109d81856110938a8a61108d886001611798565b896112c3565b8b89878d8d611305565b505050610dfa565b6fffffffffffffffffffffffffffffffff88166110c68160808b901c611798565b851015611118576110db60808a901c866117ab565b6040517f4d1290b60000000000000000000000000000000000000000000000000000000081526004810191909152602481018290526044016103b5565b85156111305761112b8888888730610ece565b6105a4565b6105a482868b61114160018961186c565b8c8c61142b565b6040517f022c0d9f0000000000000000000000000000000000000000000000000000000081527601000000000000000000000000000000000000000000008416158015840260048301528302602482015260448101829052608060648201525f60848201526111bd601085901c8260a46114fe565b50505050565b5f80807f0902f1ac00000000000000000000000000000000000000000000000000000000816111f28760101c90565b5f83815290915076010000000000000000000000000000000000000000000088161590604081600481865afa9050603f3d1181169050811560051b5195508160051b5194508061126e576040517fc4c321d100000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b5f61127f61ffff8b1661271061186c565b611289908a611781565b61271090970287019690508661129f8783611781565b6112a99190611859565b9750505050505050505b92915050565b80600183015d5050565b5f8183036112d25750306112fd565b60178302850135604881901c9060f91c6001146112ef57306112f9565b6112f98160101c90565b9150505b949350505050565b61130f8860101c90565b73ffffffffffffffffffffffffffffffffffffffff16805f5d507f128acb08000000000000000000000000000000000000000000000000000000007601000000000000000000000000000000000000000000008916155f8161138f5761138a600173fffd8963efd1fc6a506488495d951d5263988d2661187f565b61139f565b61139f6401000276a360016118ab565b73ffffffffffffffffffffffffffffffffffffffff1690505f6113c3856022611798565b90505f60405190508481528a60048201528360248201528b604482015282606482015260a060848201528160a482015261140d8160c46114039190611798565b8b8b8b8b8b61151a565b610cde61141a8e60101c90565b826114268560c4611798565b6114fe565b6114358660101c90565b73ffffffffffffffffffffffffffffffffffffffff16805f5d505f61145b826022611798565b6040517f022c0d9f0000000000000000000000000000000000000000000000000000000081527601000000000000000000000000000000000000000000008916158015890260048301528802602482015230604482015260806064820152608481018290529091506114db6114d18260a4611798565b875f88888861151a565b6114f46114e88960101c90565b826114268560a4611798565b5050505050505050565b5f5f82845f875af1611515576040513d5f823e3d81fd5b505050565b84865283602087015382602187015380826022880137505050505050565b73ffffffffffffffffffffffffffffffffffffffff81168114611559575f5ffd5b50565b5f6020828403121561156c575f5ffd5b813561157781611538565b9392505050565b5f5f83601f84011261158e575f5ffd5b50813567ffffffffffffffff8111156115a5575f5ffd5b6020830191508360208285010111156115bc575f5ffd5b9250929050565b5f5f5f5f5f608086880312156115d7575f5ffd5b85356115e281611538565b94506020860135935060408601359250606086013567ffffffffffffffff81111561160b575f5ffd5b6116178882890161157e565b969995985093965092949392505050565b80356fffffffffffffffffffffffffffffffff81168114611647575f5ffd5b919050565b5f5f5f5f5f60808688031215611660575f5ffd5b61166986611628565b945061167760208701611628565b9350604086013567ffffffffffffffff81168114611693575f5ffd5b9250606086013567ffffffffffffffff81111561160b575f5ffd5b5f5f5f5f606085870312156116c1575f5ffd5b8435935060208501359250604085013567ffffffffffffffff8111156116e5575f5ffd5b6116f18782880161157e565b95989497509550505050565b5f6020828403121561170d575f5ffd5b5051919050565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601260045260245ffd5b5f8261174f5761174f611714565b500690565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601160045260245ffd5b80820281158282048414176112b3576112b3611754565b808201808211156112b3576112b3611754565b8181035f8312801583831316838312821617156117ca576117ca611754565b5092915050565b5f7f8000000000000000000000000000000000000000000000000000000000000000820361180157611801611754565b505f0390565b5f60208284031215611817575f5ffd5b815161157781611538565b5f7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff820361185257611852611754565b5060010190565b5f8261186757611867611714565b500490565b818103818111156112b3576112b3611754565b73ffffffffffffffffffffffffffffffffffffffff82811682821603908111156112b3576112b3611754565b73ffffffffffffffffffffffffffffffffffffffff81811683821601908111156112b3576112b361175456",
}

// Executor is an auto generated Go binding around an Ethereum contract.
type Executor struct {
	abi abi.ABI
}

// GetABI returns the ABI associated with this contract binding.
func (c *Executor) GetABI() abi.ABI {
	return c.abi
}

// NewExecutor creates a new instance of Executor.
func NewExecutor() *Executor {
	parsed, err := ExecutorMetaData.ParseABI()
	if err != nil {
		panic(errors.New("invalid ABI: " + err.Error()))
	}
	return &Executor{abi: *parsed}
}

// Instance creates a wrapper for a deployed contract instance at the given address.
// Use this to create the instance object passed to abigen v2 library functions Call, Transact, etc.
func (c *Executor) Instance(backend bind.ContractBackend, addr common.Address) *bind.BoundContract {
	return bind.NewBoundContract(addr, c.abi, backend, backend, backend)
}

// PackConstructor is the Go binding used to pack the parameters required for
// contract deployment.
//
// Solidity: constructor(address owner_, address operator_, address treasury_, address base_) returns()
func (executor *Executor) PackConstructor(owner_ common.Address, operator_ common.Address, treasury_ common.Address, base_ common.Address) []byte {
	enc, err := executor.abi.Pack("", owner_, operator_, treasury_, base_)
	if err != nil {
		panic(err)
	}
	return enc
}

// PackAcceptOwnership is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x79ba5097.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function acceptOwnership() returns()
func (executor *Executor) PackAcceptOwnership() []byte {
	enc, err := executor.abi.Pack("acceptOwnership")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackAcceptOwnership is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x79ba5097.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function acceptOwnership() returns()
func (executor *Executor) TryPackAcceptOwnership() ([]byte, error) {
	return executor.abi.Pack("acceptOwnership")
}

// PackBase is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x5001f3b5.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function base() view returns(address)
func (executor *Executor) PackBase() []byte {
	enc, err := executor.abi.Pack("base")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackBase is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x5001f3b5.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function base() view returns(address)
func (executor *Executor) TryPackBase() ([]byte, error) {
	return executor.abi.Pack("base")
}

// UnpackBase is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x5001f3b5.
//
// Solidity: function base() view returns(address)
func (executor *Executor) UnpackBase(data []byte) (common.Address, error) {
	out, err := executor.abi.Unpack("base", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackExecute is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x24866517.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function execute(uint128 amountIn, uint128 minProfit, uint64 deadline, bytes route) returns()
func (executor *Executor) PackExecute(amountIn *big.Int, minProfit *big.Int, deadline uint64, route []byte) []byte {
	enc, err := executor.abi.Pack("execute", amountIn, minProfit, deadline, route)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackExecute is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x24866517.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function execute(uint128 amountIn, uint128 minProfit, uint64 deadline, bytes route) returns()
func (executor *Executor) TryPackExecute(amountIn *big.Int, minProfit *big.Int, deadline uint64, route []byte) ([]byte, error) {
	return executor.abi.Pack("execute", amountIn, minProfit, deadline, route)
}

// PackOperator is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x570ca735.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function operator() view returns(address)
func (executor *Executor) PackOperator() []byte {
	enc, err := executor.abi.Pack("operator")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackOperator is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x570ca735.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function operator() view returns(address)
func (executor *Executor) TryPackOperator() ([]byte, error) {
	return executor.abi.Pack("operator")
}

// UnpackOperator is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x570ca735.
//
// Solidity: function operator() view returns(address)
func (executor *Executor) UnpackOperator(data []byte) (common.Address, error) {
	out, err := executor.abi.Unpack("operator", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackOwner is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8da5cb5b.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function owner() view returns(address)
func (executor *Executor) PackOwner() []byte {
	enc, err := executor.abi.Pack("owner")
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
func (executor *Executor) TryPackOwner() ([]byte, error) {
	return executor.abi.Pack("owner")
}

// UnpackOwner is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x8da5cb5b.
//
// Solidity: function owner() view returns(address)
func (executor *Executor) UnpackOwner(data []byte) (common.Address, error) {
	out, err := executor.abi.Unpack("owner", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackPause is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8456cb59.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function pause() returns()
func (executor *Executor) PackPause() []byte {
	enc, err := executor.abi.Pack("pause")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackPause is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8456cb59.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function pause() returns()
func (executor *Executor) TryPackPause() ([]byte, error) {
	return executor.abi.Pack("pause")
}

// PackPaused is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x5c975abb.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function paused() view returns(bool)
func (executor *Executor) PackPaused() []byte {
	enc, err := executor.abi.Pack("paused")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackPaused is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x5c975abb.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function paused() view returns(bool)
func (executor *Executor) TryPackPaused() ([]byte, error) {
	return executor.abi.Pack("paused")
}

// UnpackPaused is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x5c975abb.
//
// Solidity: function paused() view returns(bool)
func (executor *Executor) UnpackPaused(data []byte) (bool, error) {
	out, err := executor.abi.Unpack("paused", data)
	if err != nil {
		return *new(bool), err
	}
	out0 := *abi.ConvertType(out[0], new(bool)).(*bool)
	return out0, nil
}

// PackProposeOwner is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb5ed298a.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function proposeOwner(address next) returns()
func (executor *Executor) PackProposeOwner(next common.Address) []byte {
	enc, err := executor.abi.Pack("proposeOwner", next)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackProposeOwner is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb5ed298a.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function proposeOwner(address next) returns()
func (executor *Executor) TryPackProposeOwner(next common.Address) ([]byte, error) {
	return executor.abi.Pack("proposeOwner", next)
}

// PackProposedOwner is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd153b60c.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function proposedOwner() view returns(address)
func (executor *Executor) PackProposedOwner() []byte {
	enc, err := executor.abi.Pack("proposedOwner")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackProposedOwner is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd153b60c.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function proposedOwner() view returns(address)
func (executor *Executor) TryPackProposedOwner() ([]byte, error) {
	return executor.abi.Pack("proposedOwner")
}

// UnpackProposedOwner is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xd153b60c.
//
// Solidity: function proposedOwner() view returns(address)
func (executor *Executor) UnpackProposedOwner(data []byte) (common.Address, error) {
	out, err := executor.abi.Unpack("proposedOwner", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackResume is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x046f7da2.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function resume() returns()
func (executor *Executor) PackResume() []byte {
	enc, err := executor.abi.Pack("resume")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackResume is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x046f7da2.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function resume() returns()
func (executor *Executor) TryPackResume() ([]byte, error) {
	return executor.abi.Pack("resume")
}

// PackSetOperator is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb3ab15fb.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function setOperator(address next) returns()
func (executor *Executor) PackSetOperator(next common.Address) []byte {
	enc, err := executor.abi.Pack("setOperator", next)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSetOperator is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb3ab15fb.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function setOperator(address next) returns()
func (executor *Executor) TryPackSetOperator(next common.Address) ([]byte, error) {
	return executor.abi.Pack("setOperator", next)
}

// PackSweep is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x01681a62.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function sweep(address token) returns()
func (executor *Executor) PackSweep(token common.Address) []byte {
	enc, err := executor.abi.Pack("sweep", token)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSweep is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x01681a62.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function sweep(address token) returns()
func (executor *Executor) TryPackSweep(token common.Address) ([]byte, error) {
	return executor.abi.Pack("sweep", token)
}

// PackTreasury is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x61d027b3.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function treasury() view returns(address)
func (executor *Executor) PackTreasury() []byte {
	enc, err := executor.abi.Pack("treasury")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackTreasury is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x61d027b3.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function treasury() view returns(address)
func (executor *Executor) TryPackTreasury() ([]byte, error) {
	return executor.abi.Pack("treasury")
}

// UnpackTreasury is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x61d027b3.
//
// Solidity: function treasury() view returns(address)
func (executor *Executor) UnpackTreasury(data []byte) (common.Address, error) {
	out, err := executor.abi.Unpack("treasury", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackUniswapV2Call is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x10d1e85c.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function uniswapV2Call(address , uint256 , uint256 , bytes data) returns()
func (executor *Executor) PackUniswapV2Call(arg0 common.Address, arg1 *big.Int, arg2 *big.Int, data []byte) []byte {
	enc, err := executor.abi.Pack("uniswapV2Call", arg0, arg1, arg2, data)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackUniswapV2Call is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x10d1e85c.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function uniswapV2Call(address , uint256 , uint256 , bytes data) returns()
func (executor *Executor) TryPackUniswapV2Call(arg0 common.Address, arg1 *big.Int, arg2 *big.Int, data []byte) ([]byte, error) {
	return executor.abi.Pack("uniswapV2Call", arg0, arg1, arg2, data)
}

// PackUniswapV3SwapCallback is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xfa461e33.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function uniswapV3SwapCallback(int256 amount0Delta, int256 amount1Delta, bytes data) returns()
func (executor *Executor) PackUniswapV3SwapCallback(amount0Delta *big.Int, amount1Delta *big.Int, data []byte) []byte {
	enc, err := executor.abi.Pack("uniswapV3SwapCallback", amount0Delta, amount1Delta, data)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackUniswapV3SwapCallback is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xfa461e33.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function uniswapV3SwapCallback(int256 amount0Delta, int256 amount1Delta, bytes data) returns()
func (executor *Executor) TryPackUniswapV3SwapCallback(amount0Delta *big.Int, amount1Delta *big.Int, data []byte) ([]byte, error) {
	return executor.abi.Pack("uniswapV3SwapCallback", amount0Delta, amount1Delta, data)
}

// ExecutorOperatorChanged represents a OperatorChanged event raised by the Executor contract.
type ExecutorOperatorChanged struct {
	Previous common.Address
	Operator common.Address
	Raw      *types.Log // Blockchain specific contextual infos
}

const ExecutorOperatorChangedEventName = "OperatorChanged"

// ContractEventName returns the user-defined event name.
func (ExecutorOperatorChanged) ContractEventName() string {
	return ExecutorOperatorChangedEventName
}

// UnpackOperatorChangedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event OperatorChanged(address indexed previous, address indexed operator)
func (executor *Executor) UnpackOperatorChangedEvent(log *types.Log) (*ExecutorOperatorChanged, error) {
	event := "OperatorChanged"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != executor.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(ExecutorOperatorChanged)
	if len(log.Data) > 0 {
		if err := executor.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range executor.abi.Events[event].Inputs {
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

// ExecutorOwnerChanged represents a OwnerChanged event raised by the Executor contract.
type ExecutorOwnerChanged struct {
	Previous common.Address
	Owner    common.Address
	Raw      *types.Log // Blockchain specific contextual infos
}

const ExecutorOwnerChangedEventName = "OwnerChanged"

// ContractEventName returns the user-defined event name.
func (ExecutorOwnerChanged) ContractEventName() string {
	return ExecutorOwnerChangedEventName
}

// UnpackOwnerChangedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event OwnerChanged(address indexed previous, address indexed owner)
func (executor *Executor) UnpackOwnerChangedEvent(log *types.Log) (*ExecutorOwnerChanged, error) {
	event := "OwnerChanged"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != executor.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(ExecutorOwnerChanged)
	if len(log.Data) > 0 {
		if err := executor.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range executor.abi.Events[event].Inputs {
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

// ExecutorOwnershipProposed represents a OwnershipProposed event raised by the Executor contract.
type ExecutorOwnershipProposed struct {
	Owner    common.Address
	Proposed common.Address
	Raw      *types.Log // Blockchain specific contextual infos
}

const ExecutorOwnershipProposedEventName = "OwnershipProposed"

// ContractEventName returns the user-defined event name.
func (ExecutorOwnershipProposed) ContractEventName() string {
	return ExecutorOwnershipProposedEventName
}

// UnpackOwnershipProposedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event OwnershipProposed(address indexed owner, address indexed proposed)
func (executor *Executor) UnpackOwnershipProposedEvent(log *types.Log) (*ExecutorOwnershipProposed, error) {
	event := "OwnershipProposed"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != executor.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(ExecutorOwnershipProposed)
	if len(log.Data) > 0 {
		if err := executor.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range executor.abi.Events[event].Inputs {
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

// ExecutorPauseChanged represents a PauseChanged event raised by the Executor contract.
type ExecutorPauseChanged struct {
	Paused bool
	By     common.Address
	Raw    *types.Log // Blockchain specific contextual infos
}

const ExecutorPauseChangedEventName = "PauseChanged"

// ContractEventName returns the user-defined event name.
func (ExecutorPauseChanged) ContractEventName() string {
	return ExecutorPauseChangedEventName
}

// UnpackPauseChangedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event PauseChanged(bool paused, address indexed by)
func (executor *Executor) UnpackPauseChangedEvent(log *types.Log) (*ExecutorPauseChanged, error) {
	event := "PauseChanged"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != executor.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(ExecutorPauseChanged)
	if len(log.Data) > 0 {
		if err := executor.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range executor.abi.Events[event].Inputs {
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

// ExecutorSwept represents a Swept event raised by the Executor contract.
type ExecutorSwept struct {
	Token  common.Address
	Amount *big.Int
	Raw    *types.Log // Blockchain specific contextual infos
}

const ExecutorSweptEventName = "Swept"

// ContractEventName returns the user-defined event name.
func (ExecutorSwept) ContractEventName() string {
	return ExecutorSweptEventName
}

// UnpackSweptEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Swept(address indexed token, uint256 amount)
func (executor *Executor) UnpackSweptEvent(log *types.Log) (*ExecutorSwept, error) {
	event := "Swept"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != executor.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(ExecutorSwept)
	if len(log.Data) > 0 {
		if err := executor.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range executor.abi.Events[event].Inputs {
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
func (executor *Executor) UnpackError(raw []byte) (any, error) {
	if bytes.Equal(raw[:4], executor.abi.Errors["BadRoute"].ID.Bytes()[:4]) {
		return executor.UnpackBadRouteError(raw[4:])
	}
	if bytes.Equal(raw[:4], executor.abi.Errors["BelowMinimum"].ID.Bytes()[:4]) {
		return executor.UnpackBelowMinimumError(raw[4:])
	}
	if bytes.Equal(raw[:4], executor.abi.Errors["Expired"].ID.Bytes()[:4]) {
		return executor.UnpackExpiredError(raw[4:])
	}
	if bytes.Equal(raw[:4], executor.abi.Errors["NotOperator"].ID.Bytes()[:4]) {
		return executor.UnpackNotOperatorError(raw[4:])
	}
	if bytes.Equal(raw[:4], executor.abi.Errors["NotOwner"].ID.Bytes()[:4]) {
		return executor.UnpackNotOwnerError(raw[4:])
	}
	if bytes.Equal(raw[:4], executor.abi.Errors["Paused"].ID.Bytes()[:4]) {
		return executor.UnpackPausedError(raw[4:])
	}
	if bytes.Equal(raw[:4], executor.abi.Errors["Reentered"].ID.Bytes()[:4]) {
		return executor.UnpackReenteredError(raw[4:])
	}
	if bytes.Equal(raw[:4], executor.abi.Errors["TransferFailed"].ID.Bytes()[:4]) {
		return executor.UnpackTransferFailedError(raw[4:])
	}
	if bytes.Equal(raw[:4], executor.abi.Errors["UnknownCallback"].ID.Bytes()[:4]) {
		return executor.UnpackUnknownCallbackError(raw[4:])
	}
	if bytes.Equal(raw[:4], executor.abi.Errors["ZeroAddress"].ID.Bytes()[:4]) {
		return executor.UnpackZeroAddressError(raw[4:])
	}
	return nil, errors.New("Unknown error")
}

// ExecutorBadRoute represents a BadRoute error raised by the Executor contract.
type ExecutorBadRoute struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error BadRoute()
func ExecutorBadRouteErrorID() common.Hash {
	return common.HexToHash("0xc4c321d1b7eff1a5ecccbce5d9575efbe9350780bfd6b77fecc531ef33de1cc4")
}

// UnpackBadRouteError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error BadRoute()
func (executor *Executor) UnpackBadRouteError(raw []byte) (*ExecutorBadRoute, error) {
	out := new(ExecutorBadRoute)
	if err := executor.abi.UnpackIntoInterface(out, "BadRoute", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// ExecutorBelowMinimum represents a BelowMinimum error raised by the Executor contract.
type ExecutorBelowMinimum struct {
	Got  *big.Int
	Want *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error BelowMinimum(int256 got, uint256 want)
func ExecutorBelowMinimumErrorID() common.Hash {
	return common.HexToHash("0x4d1290b673c7af72dd478b4ee33fd0457b315b810eb80b29e1b8c703d41ffbe6")
}

// UnpackBelowMinimumError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error BelowMinimum(int256 got, uint256 want)
func (executor *Executor) UnpackBelowMinimumError(raw []byte) (*ExecutorBelowMinimum, error) {
	out := new(ExecutorBelowMinimum)
	if err := executor.abi.UnpackIntoInterface(out, "BelowMinimum", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// ExecutorExpired represents a Expired error raised by the Executor contract.
type ExecutorExpired struct {
	Time     *big.Int
	Deadline *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Expired(uint256 time, uint256 deadline)
func ExecutorExpiredErrorID() common.Hash {
	return common.HexToHash("0xaa2fd9251337aad6985148406aafbb40098cf60c4d20af54767f17b944074845")
}

// UnpackExpiredError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Expired(uint256 time, uint256 deadline)
func (executor *Executor) UnpackExpiredError(raw []byte) (*ExecutorExpired, error) {
	out := new(ExecutorExpired)
	if err := executor.abi.UnpackIntoInterface(out, "Expired", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// ExecutorNotOperator represents a NotOperator error raised by the Executor contract.
type ExecutorNotOperator struct {
	Caller common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotOperator(address caller)
func ExecutorNotOperatorErrorID() common.Hash {
	return common.HexToHash("0x76c6c93a6423c7e2cef5f93921b1d4d1a5ffb795cd7cfed2df95566b7c7f7c40")
}

// UnpackNotOperatorError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotOperator(address caller)
func (executor *Executor) UnpackNotOperatorError(raw []byte) (*ExecutorNotOperator, error) {
	out := new(ExecutorNotOperator)
	if err := executor.abi.UnpackIntoInterface(out, "NotOperator", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// ExecutorNotOwner represents a NotOwner error raised by the Executor contract.
type ExecutorNotOwner struct {
	Caller common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotOwner(address caller)
func ExecutorNotOwnerErrorID() common.Hash {
	return common.HexToHash("0x245aecd3fabbd17d6c3c92dc7f0ab916ea8cbf6fc1862c8b56893090ac3fff4c")
}

// UnpackNotOwnerError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotOwner(address caller)
func (executor *Executor) UnpackNotOwnerError(raw []byte) (*ExecutorNotOwner, error) {
	out := new(ExecutorNotOwner)
	if err := executor.abi.UnpackIntoInterface(out, "NotOwner", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// ExecutorPaused represents a Paused error raised by the Executor contract.
type ExecutorPaused struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Paused()
func ExecutorPausedErrorID() common.Hash {
	return common.HexToHash("0x9e87fac88ff661f02d44f95383c817fece4bce600a3dab7a54406878b965e752")
}

// UnpackPausedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Paused()
func (executor *Executor) UnpackPausedError(raw []byte) (*ExecutorPaused, error) {
	out := new(ExecutorPaused)
	if err := executor.abi.UnpackIntoInterface(out, "Paused", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// ExecutorReentered represents a Reentered error raised by the Executor contract.
type ExecutorReentered struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Reentered()
func ExecutorReenteredErrorID() common.Hash {
	return common.HexToHash("0xb5dfd9e53a10d4d747ca3de749b98baf23546e800cbacdb1dbc28233e586d1ee")
}

// UnpackReenteredError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Reentered()
func (executor *Executor) UnpackReenteredError(raw []byte) (*ExecutorReentered, error) {
	out := new(ExecutorReentered)
	if err := executor.abi.UnpackIntoInterface(out, "Reentered", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// ExecutorTransferFailed represents a TransferFailed error raised by the Executor contract.
type ExecutorTransferFailed struct {
	Token common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error TransferFailed(address token)
func ExecutorTransferFailedErrorID() common.Hash {
	return common.HexToHash("0x39f1c8d9a08940175dbc82f15840b953aa855264e371e68f3e5d5cb38c445fa0")
}

// UnpackTransferFailedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error TransferFailed(address token)
func (executor *Executor) UnpackTransferFailedError(raw []byte) (*ExecutorTransferFailed, error) {
	out := new(ExecutorTransferFailed)
	if err := executor.abi.UnpackIntoInterface(out, "TransferFailed", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// ExecutorUnknownCallback represents a UnknownCallback error raised by the Executor contract.
type ExecutorUnknownCallback struct {
	Caller common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error UnknownCallback(address caller)
func ExecutorUnknownCallbackErrorID() common.Hash {
	return common.HexToHash("0x35750b56fe89316499e662efeeba8e543ca4f606a2ee0f1d111151ae5dd87fc8")
}

// UnpackUnknownCallbackError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error UnknownCallback(address caller)
func (executor *Executor) UnpackUnknownCallbackError(raw []byte) (*ExecutorUnknownCallback, error) {
	out := new(ExecutorUnknownCallback)
	if err := executor.abi.UnpackIntoInterface(out, "UnknownCallback", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// ExecutorZeroAddress represents a ZeroAddress error raised by the Executor contract.
type ExecutorZeroAddress struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ZeroAddress()
func ExecutorZeroAddressErrorID() common.Hash {
	return common.HexToHash("0xd92e233df2717d4a40030e20904abd27b68fcbeede117eaaccbbdac9618c8c73")
}

// UnpackZeroAddressError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ZeroAddress()
func (executor *Executor) UnpackZeroAddressError(raw []byte) (*ExecutorZeroAddress, error) {
	out := new(ExecutorZeroAddress)
	if err := executor.abi.UnpackIntoInterface(out, "ZeroAddress", raw); err != nil {
		return nil, err
	}
	return out, nil
}
