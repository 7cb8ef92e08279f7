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
	ABI: "[{\"inputs\":[{\"internalType\":\"address\",\"name\":\"owner_\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"operator_\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"treasury_\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"base_\",\"type\":\"address\"}],\"stateMutability\":\"nonpayable\",\"type\":\"constructor\"},{\"inputs\":[],\"name\":\"BadRoute\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"int256\",\"name\":\"got\",\"type\":\"int256\"},{\"internalType\":\"uint256\",\"name\":\"want\",\"type\":\"uint256\"}],\"name\":\"BelowMinimum\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"time\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"deadline\",\"type\":\"uint256\"}],\"name\":\"Expired\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"caller\",\"type\":\"address\"}],\"name\":\"NotOperator\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"caller\",\"type\":\"address\"}],\"name\":\"NotOwner\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"Paused\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"Reentered\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"token\",\"type\":\"address\"}],\"name\":\"TransferFailed\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"caller\",\"type\":\"address\"}],\"name\":\"UnknownCallback\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"ZeroAddress\",\"type\":\"error\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"previous\",\"type\":\"address\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"operator\",\"type\":\"address\"}],\"name\":\"OperatorChanged\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"previous\",\"type\":\"address\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"owner\",\"type\":\"address\"}],\"name\":\"OwnerChanged\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"owner\",\"type\":\"address\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"proposed\",\"type\":\"address\"}],\"name\":\"OwnershipProposed\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":false,\"internalType\":\"bool\",\"name\":\"paused\",\"type\":\"bool\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"by\",\"type\":\"address\"}],\"name\":\"PauseChanged\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"token\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"}],\"name\":\"Swept\",\"type\":\"event\"},{\"inputs\":[],\"name\":\"acceptOwnership\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint128\",\"name\":\"amountIn\",\"type\":\"uint128\"},{\"internalType\":\"uint128\",\"name\":\"minProfit\",\"type\":\"uint128\"},{\"internalType\":\"uint64\",\"name\":\"deadline\",\"type\":\"uint64\"},{\"internalType\":\"bytes\",\"name\":\"route\",\"type\":\"bytes\"}],\"name\":\"execute\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"next\",\"type\":\"address\"}],\"name\":\"proposeOwner\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"next\",\"type\":\"address\"}],\"name\":\"setOperator\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bool\",\"name\":\"paused_\",\"type\":\"bool\"}],\"name\":\"setPaused\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"settings\",\"outputs\":[{\"internalType\":\"address\",\"name\":\"base_\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"treasury_\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"owner_\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"proposedOwner_\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"operator_\",\"type\":\"address\"},{\"internalType\":\"bool\",\"name\":\"paused_\",\"type\":\"bool\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"token\",\"type\":\"address\"}],\"name\":\"sweep\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"},{\"internalType\":\"bytes\",\"name\":\"data\",\"type\":\"bytes\"}],\"name\":\"uniswapV2Call\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"int256\",\"name\":\"amount0Delta\",\"type\":\"int256\"},{\"internalType\":\"int256\",\"name\":\"amount1Delta\",\"type\":\"int256\"},{\"internalType\":\"bytes\",\"name\":\"data\",\"type\":\"bytes\"}],\"name\":\"uniswapV3SwapCallback\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"}]",
	ID:  "Executor",
	Bin: "0x60c03461017e57601f6119f438819003918201601f19168301916001600160401b038311848410176101825780849260809460405283398101031261017e5761004781610196565b9061005460208201610196565b9061006d606061006660408401610196565b9201610196565b6001600160a01b03909316928315801561016d575b8015610164575b6101555760805260a052600180546001600160a01b031990811684179091555f80549091166001600160a01b0392909216918217815560405192907fb532073b38c83145e3e5135377a08bf9aab55bc0fd7c1179cd4fb995d2a5159c8180a35f7fd58299b712891143e76310d5e664c4203c940a67db37cf856bdaa3c5c76a802c8180a361184990816101ab823960805181818161014801528181610186015281816102d20152818161099901526110f4015260a05181818161030b01528181610b020152610c7a0152f35b63d92e233d60e01b5f5260045ffd5b50803b15610089565b506001600160a01b03821615610082565b5f80fd5b634e487b7160e01b5f52604160045260245ffd5b51906001600160a01b038216820361017e5756fe60806040526004361015610011575f80fd5b5f3560e01c806301681a6214610a9757806310d1e85c1461090157806316c38b3c1461081b57806324866517146105c557806379ba5097146104dd578063b3ab15fb14610421578063b5ed298a14610363578063e06174e4146102505763fa461e331461007c575f80fd5b3461024c5760607ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261024c5760243560043560443567ffffffffffffffff811161024c576100d46100e2913690600401610d19565b906100dd610e9c565b610ed2565b919390945f811390815f146102435761010590975b5f03600187018589866113af565b84841015610172575061012295508215610124575b503393610f1b565b005b61016c9060801c853560581c73ffffffffffffffffffffffffffffffffffffffff167f0000000000000000000000000000000000000000000000000000000000000000610dfb565b5f61011a565b9450505050155f146101aa575061012290337f0000000000000000000000000000000000000000000000000000000000000000610dfb565b1561021d577f0dfe1681000000000000000000000000000000000000000000000000000000005b5f5260205f600481335afa601f3d1116905f5191156101f557610122913390610dfb565b7fc4c321d1000000000000000000000000000000000000000000000000000000005f5260045ffd5b7fd21220a7000000000000000000000000000000000000000000000000000000006101d1565b610105906100f7565b5f80fd5b3461024c575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261024c5760c073ffffffffffffffffffffffffffffffffffffffff6001541660ff73ffffffffffffffffffffffffffffffffffffffff600254165f54906040519373ffffffffffffffffffffffffffffffffffffffff7f000000000000000000000000000000000000000000000000000000000000000016855273ffffffffffffffffffffffffffffffffffffffff7f00000000000000000000000000000000000000000000000000000000000000001660208601526040850152606084015273ffffffffffffffffffffffffffffffffffffffff8116608084015260a01c16151560a0820152f35b3461024c5760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261024c5773ffffffffffffffffffffffffffffffffffffffff6103af610cf6565b6103b7610dda565b16807fffffffffffffffffffffffff0000000000000000000000000000000000000000600254161760025573ffffffffffffffffffffffffffffffffffffffff600154167fb51454ce8c7f26becd312a46c4815553887f2ec876a0b8dc813b87f62edf6f805f80a3005b3461024c5760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261024c57610458610cf6565b610460610dda565b7fffffffffffffffffffffffff000000000000000000000000000000000000000073ffffffffffffffffffffffffffffffffffffffff5f549216918273ffffffffffffffffffffffffffffffffffffffff82167fd58299b712891143e76310d5e664c4203c940a67db37cf856bdaa3c5c76a802c5f80a316175f55005b3461024c575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261024c5760025473ffffffffffffffffffffffffffffffffffffffff81163303610599577fffffffffffffffffffffffff0000000000000000000000000000000000000000906001543373ffffffffffffffffffffffffffffffffffffffff82167fb532073b38c83145e3e5135377a08bf9aab55bc0fd7c1179cd4fb995d2a5159c5f80a38216331760015516600255005b7f245aecd3000000000000000000000000000000000000000000000000000000005f523360045260245ffd5b3461024c5760807ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261024c576004356fffffffffffffffffffffffffffffffff81169081810361024c57602435916fffffffffffffffffffffffffffffffff831680930361024c576044359067ffffffffffffffff821680920361024c5760643567ffffffffffffffff811161024c57610666903690600401610d19565b908181945f5473ffffffffffffffffffffffffffffffffffffffff811633036107ef5760a01c60ff166107c75780421161079857505f5c61077057869160178206610756575b505050602e8110801561074c575b6101f5576106f792857fffffffffffffffffffffffffffffffff000000000000000000000000000000006106ec6110f2565b9660801b1617611155565b6106ff6110f2565b9061070a8382610d88565b8210610715575f805d005b61071e91610dc2565b7f4d1290b6000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b50605c81116106ba565b8495506107659492935061102e565b9190918486806106ac565b7fb5dfd9e5000000000000000000000000000000000000000000000000000000005f5260045ffd5b7faa2fd925000000000000000000000000000000000000000000000000000000005f524260045260245260445ffd5b7f9e87fac8000000000000000000000000000000000000000000000000000000005f5260045ffd5b7f76c6c93a000000000000000000000000000000000000000000000000000000005f523360045260245ffd5b3461024c5760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261024c576004358015801580920361024c57816108e0575b6108d3575b5f547fffffffffffffffffffffff00ffffffffffffffffffffffffffffffffffffffff74ff00000000000000000000000000000000000000008360a01b169116175f556040519081527e7399144da1af487abfd29504c088166edf0ad343b64eade59600fa1ffd873f60203392a2005b6108db610dda565b610863565b5073ffffffffffffffffffffffffffffffffffffffff5f541633141561085e565b3461024c5760807ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261024c57610938610cf6565b5060643567ffffffffffffffff811161024c5761097161095f6109bd923690600401610d19565b90610968610e9c565b60015f5d610ed2565b50929093915073ffffffffffffffffffffffffffffffffffffffff833560581c169060801c907f0000000000000000000000000000000000000000000000000000000000000000610dfb565b5f915b8083106109c957005b5f8060a46001601787028601359601958273ffffffffffffffffffffffffffffffffffffffff610a78895c8a8981108514610a8f576017028a013560581c8316905b8560481c76010000000000000000000000000000000000000000000090939291931615604051937f022c0d9f0000000000000000000000000000000000000000000000000000000085528115810260048601520260248401526044830152608060648301525f6084830152565b9260581c165af16109c0575b6040513d5f823e3d90fd5b503390610a0b565b3461024c5760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261024c57610ace610cf6565b610ad6610dda565b5f5c6107705773ffffffffffffffffffffffffffffffffffffffff81169081610c0a5750475f808080847f00000000000000000000000000000000000000000000000000000000000000005af13d15610c05573d67ffffffffffffffff8111610bd85760405190610b6f60207fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0601f8401160183610d47565b81525f60203d92013e5b15610bac5760207fc36b5179cb9c303b200074996eab2b3473eac370fdd7eba3bec636fe35109696915b604051908152a2005b507f39f1c8d9000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b7f4e487b71000000000000000000000000000000000000000000000000000000005f52604160045260245ffd5b610b79565b6040517f70a08231000000000000000000000000000000000000000000000000000000008152306004820152602081602481865afa908115610a84575f91610ca4575b507fc36b5179cb9c303b200074996eab2b3473eac370fdd7eba3bec636fe3510969691610c9f82602093927f000000000000000000000000000000000000000000000000000000000000000090610dfb565b610ba3565b90506020813d602011610cee575b81610cbf60209383610d47565b8101031261024c57517fc36b5179cb9c303b200074996eab2b3473eac370fdd7eba3bec636fe35109696610c4d565b3d9150610cb2565b6004359073ffffffffffffffffffffffffffffffffffffffff8216820361024c57565b9181601f8401121561024c5782359167ffffffffffffffff831161024c576020838186019501011161024c57565b90601f7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0910116810190811067ffffffffffffffff821117610bd857604052565b91908201809211610d9557565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601160045260245ffd5b81810392915f138015828513169184121617610d9557565b73ffffffffffffffffffffffffffffffffffffffff60015416330361059957565b9160446020925f92604051917fa9059cbb0000000000000000000000000000000000000000000000000000000083526004830152602482015282805282855af13d15610e925760015f5114165b15610e505750565b73ffffffffffffffffffffffffffffffffffffffff907f39f1c8d9000000000000000000000000000000000000000000000000000000005f521660045260245ffd5b813b151516610e48565b5f5c3303610ea657565b7f35750b56000000000000000000000000000000000000000000000000000000005f523360045260245ffd5b919091602283106101f5578035926020820135927fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffde602260ff8660f81c9660f01c169401920190565b90509290925b828410610f2e5750505050565b5f8060a46001601788028501359701968273ffffffffffffffffffffffffffffffffffffffff610fd98a5c8b8b81108514610fef576040517f022c0d9f000000000000000000000000000000000000000000000000000000008152760100000000000000000000000000000000000000000000604888901c1615801584026004830152909202602483015260170289013560581c83166044820152608060648201525f608482015290565b9260581c165af1610f21576040513d5f823e3d90fd5b508990610a0b565b8115611001570490565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601260045260245ffd5b9391939290926017840493601785029480860460171490151715610d9557848103818111610d95576001148015906110e8575b6101f557841161024c5793805f601786045b80821061109b5750506110868383610d88565b811061109157505050565b9061071e91610dc2565b9091601783028801359060018260481c9260f91c145f146110d9576110bf91611748565b915b82607f1c6110d25760010190611073565b5050505050565b6110e29161161c565b916110c1565b50605c8511611061565b7f0000000000000000000000000000000000000000000000000000000000000000907f70a08231000000000000000000000000000000000000000000000000000000005f523060045260205f602481855afa601f3d1116915f519215610e505750565b90925f926017810491845b83811061127957506fffffffffffffffffffffffffffffffff84168460801c6111898282610d88565b831061126f5750507fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff8301928311610d955761126d9560c693611251849373ffffffffffffffffffffffffffffffffffffffff8960101c1698895f5d6040517f022c0d9f0000000000000000000000000000000000000000000000000000000081527601000000000000000000000000000000000000000000009091161580158302600483015290910260248201523060448201526080606482015260228501608482015290565b9560a48701525f60c487015360c5860153838501370191611839565b565b61071e9192610dc2565b90945060178102860135948560481c958060f91c600181036112c05750506112a360019187611748565b91828282018681106112b8575b505001611160565b5d825f6112b0565b600290989293919698036101f55761126d9773ffffffffffffffffffffffffffffffffffffffff85947601000000000000000000000000000000000000000000008261131360e69a600188018a8a6117f7565b9a60581c169a8b5f5d1615908115611394576401000276a4915b6040519a7f128acb08000000000000000000000000000000000000000000000000000000008c5260048c015260248b015260448a015216606488015260a060848801528360220160a488015260c48701525f60e487015360e5860153838501370191611839565b73fffd8963efd1fc6a506488495d951d5263988d259161132d565b9092601783049290915f90835b8581106114d457506fffffffffffffffffffffffffffffffff81168160801c6113e58282610d88565b89106114ca575050831561140557505061126d945060015f5d3093610f1b565b93925093947fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff8301928311610d955761126d9560c693611251849373ffffffffffffffffffffffffffffffffffffffff8960101c1698895f5d6040517f022c0d9f0000000000000000000000000000000000000000000000000000000081527601000000000000000000000000000000000000000000009091161580158302600483015290910260248201523060448201526080606482015260228501608482015290565b61071e9089610dc2565b96915060178702860135918260481c928060f91c600181036115295750506114fe60019184611748565b97851580159061151e575b611514575b016113bc565b888282015d61150e565b508682820110611509565b6002909893919498979697036101f5578860049773ffffffffffffffffffffffffffffffffffffffff87966022957601000000000000000000000000000000000000000000008361126d9f60e69d600161158592018d8d6117f7565b9360581c169d8e5f5d16158015611601576401000276a4925b6040519d8e7f128acb08000000000000000000000000000000000000000000000000000000008152015260248d015260448c01521660648a015260a060848a015285840160a48a015260c489019283526020830153602182015301370191611839565b73fffd8963efd1fc6a506488495d951d5263988d259261159e565b905f907f3850c7bd000000000000000000000000000000000000000000000000000000005f5260205f60048173ffffffffffffffffffffffffffffffffffffffff8760101c165afa611736575b8115801561172a575b6116e25760016127107601000000000000000000000000000000000000000000009261ffff86168203020401921615918261171b575b81600191845f14611709570260401c5b0180607f1c6116e257600192156116d1570260401c0190565b906116de9160601b610ff7565b0190565b5050507fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff90565b906117169160601b610ff7565b6116b8565b60209190911c600101906116a8565b508160a01c1515611672565b601f3d1115611669575f519150611669565b90760100000000000000000000000000000000000000000000821615917f0902f1ac000000000000000000000000000000000000000000000000000000005f5260405f60048173ffffffffffffffffffffffffffffffffffffffff8560101c165afa603f3d111690831560051b519360051b5191156101f55761ffff1661271003916127108311610d9557828102928184041490151715610d9557816127106117f49402019102610ff7565b90565b929050811461183357601702013560018160f91c145f1461182e5760581c73ffffffffffffffffffffffffffffffffffffffff1690565b503090565b50503090565b915f92918380935af115610a845756",
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

// PackSetPaused is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x16c38b3c.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function setPaused(bool paused_) returns()
func (executor *Executor) PackSetPaused(paused bool) []byte {
	enc, err := executor.abi.Pack("setPaused", paused)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSetPaused is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x16c38b3c.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function setPaused(bool paused_) returns()
func (executor *Executor) TryPackSetPaused(paused bool) ([]byte, error) {
	return executor.abi.Pack("setPaused", paused)
}

// PackSettings is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xe06174e4.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function settings() view returns(address base_, address treasury_, address owner_, address proposedOwner_, address operator_, bool paused_)
func (executor *Executor) PackSettings() []byte {
	enc, err := executor.abi.Pack("settings")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSettings is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xe06174e4.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function settings() view returns(address base_, address treasury_, address owner_, address proposedOwner_, address operator_, bool paused_)
func (executor *Executor) TryPackSettings() ([]byte, error) {
	return executor.abi.Pack("settings")
}

// ExecutorSettingsOutput serves as a container for the return parameters of contract
// method Settings.
type ExecutorSettingsOutput struct {
	Base          common.Address
	Treasury      common.Address
	Owner         common.Address
	ProposedOwner common.Address
	Operator      common.Address
	Paused        bool
}

// UnpackSettings is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xe06174e4.
//
// Solidity: function settings() view returns(address base_, address treasury_, address owner_, address proposedOwner_, address operator_, bool paused_)
func (executor *Executor) UnpackSettings(data []byte) (ExecutorSettingsOutput, error) {
	out, err := executor.abi.Unpack("settings", data)
	outstruct := new(ExecutorSettingsOutput)
	if err != nil {
		return *outstruct, err
	}
	outstruct.Base = *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	outstruct.Treasury = *abi.ConvertType(out[1], new(common.Address)).(*common.Address)
	outstruct.Owner = *abi.ConvertType(out[2], new(common.Address)).(*common.Address)
	outstruct.ProposedOwner = *abi.ConvertType(out[3], new(common.Address)).(*common.Address)
	outstruct.Operator = *abi.ConvertType(out[4], new(common.Address)).(*common.Address)
	outstruct.Paused = *abi.ConvertType(out[5], new(bool)).(*bool)
	return *outstruct, nil
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

// ExecutorRuntimeAt is the byte of ExecutorMetaData.Bin at which the code of a deployed
// Executor begins. It ends with it.
const ExecutorRuntimeAt = 427

// ExecutorImmutables are, for each immutable in the order of declaration, the bytes
// of that code at which the constructor writes it, 32 bytes each. Bin has zeros there.
func ExecutorImmutables() [][]int {
	return [][]int{[]int{328, 390, 722, 2457, 4340}, []int{779, 2818, 3194}}
}
