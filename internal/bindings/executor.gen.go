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
	ABI: "[{\"inputs\":[{\"internalType\":\"address\",\"name\":\"owner_\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"operator_\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"treasury_\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"base_\",\"type\":\"address\"}],\"stateMutability\":\"nonpayable\",\"type\":\"constructor\"},{\"inputs\":[],\"name\":\"BadRoute\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"int256\",\"name\":\"got\",\"type\":\"int256\"},{\"internalType\":\"uint256\",\"name\":\"want\",\"type\":\"uint256\"}],\"name\":\"BelowMinimum\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"gives\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"least\",\"type\":\"uint256\"}],\"name\":\"Closed\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"time\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"deadline\",\"type\":\"uint256\"}],\"name\":\"Expired\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"caller\",\"type\":\"address\"}],\"name\":\"NotOperator\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"caller\",\"type\":\"address\"}],\"name\":\"NotOwner\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"Paused\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"Reentered\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"token\",\"type\":\"address\"}],\"name\":\"TransferFailed\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"caller\",\"type\":\"address\"}],\"name\":\"UnknownCallback\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"ZeroAddress\",\"type\":\"error\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"previous\",\"type\":\"address\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"operator\",\"type\":\"address\"}],\"name\":\"OperatorChanged\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"previous\",\"type\":\"address\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"owner\",\"type\":\"address\"}],\"name\":\"OwnerChanged\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"owner\",\"type\":\"address\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"proposed\",\"type\":\"address\"}],\"name\":\"OwnershipProposed\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":false,\"internalType\":\"bool\",\"name\":\"paused\",\"type\":\"bool\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"by\",\"type\":\"address\"}],\"name\":\"PauseChanged\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"token\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"}],\"name\":\"Swept\",\"type\":\"event\"},{\"inputs\":[],\"name\":\"acceptOwnership\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint128\",\"name\":\"amountIn\",\"type\":\"uint128\"},{\"internalType\":\"uint128\",\"name\":\"minProfit\",\"type\":\"uint128\"},{\"internalType\":\"uint64\",\"name\":\"deadline\",\"type\":\"uint64\"},{\"internalType\":\"bytes\",\"name\":\"route\",\"type\":\"bytes\"}],\"name\":\"execute\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"next\",\"type\":\"address\"}],\"name\":\"proposeOwner\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"next\",\"type\":\"address\"}],\"name\":\"setOperator\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bool\",\"name\":\"paused_\",\"type\":\"bool\"}],\"name\":\"setPaused\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"settings\",\"outputs\":[{\"internalType\":\"address\",\"name\":\"base_\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"treasury_\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"owner_\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"proposedOwner_\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"operator_\",\"type\":\"address\"},{\"internalType\":\"bool\",\"name\":\"paused_\",\"type\":\"bool\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"token\",\"type\":\"address\"}],\"name\":\"sweep\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"},{\"internalType\":\"bytes\",\"name\":\"data\",\"type\":\"bytes\"}],\"name\":\"uniswapV2Call\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"int256\",\"name\":\"amount0Delta\",\"type\":\"int256\"},{\"internalType\":\"int256\",\"name\":\"amount1Delta\",\"type\":\"int256\"},{\"internalType\":\"bytes\",\"name\":\"data\",\"type\":\"bytes\"}],\"name\":\"uniswapV3SwapCallback\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"}]",
	ID:  "Executor",
	Bin: "0x60c03461017e57601f611a7538819003918201601f19168301916001600160401b038311848410176101825780849260809460405283398101031261017e5761004781610196565b9061005460208201610196565b9061006d606061006660408401610196565b9201610196565b6001600160a01b03909316928315801561016d575b8015610164575b6101555760805260a052600180546001600160a01b031990811684179091555f80549091166001600160a01b0392909216918217815560405192907fb532073b38c83145e3e5135377a08bf9aab55bc0fd7c1179cd4fb995d2a5159c8180a35f7fd58299b712891143e76310d5e664c4203c940a67db37cf856bdaa3c5c76a802c8180a36118ca90816101ab823960805181818161014801528181610186015281816102d2015281816109940152611175015260a05181818161030b01528181610afd0152610c750152f35b63d92e233d60e01b5f5260045ffd5b50803b15610089565b506001600160a01b03821615610082565b5f80fd5b634e487b7160e01b5f52604160045260245ffd5b51906001600160a01b038216820361017e5756fe60806040526004361015610011575f80fd5b5f3560e01c806301681a6214610a9257806310d1e85c146108fc57806316c38b3c1461081657806324866517146105c557806379ba5097146104dd578063b3ab15fb14610421578063b5ed298a14610363578063e06174e4146102505763fa461e331461007c575f80fd5b3461024c5760607ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261024c5760243560043560443567ffffffffffffffff811161024c576100d46100e2913690600401610d14565b906100dd610e97565b610ecd565b919390945f811390815f146102435761010590975b5f0360018701858986611430565b84841015610172575061012295508215610124575b503393610f16565b005b61016c9060801c853560581c73ffffffffffffffffffffffffffffffffffffffff167f0000000000000000000000000000000000000000000000000000000000000000610df6565b5f61011a565b9450505050155f146101aa575061012290337f0000000000000000000000000000000000000000000000000000000000000000610df6565b1561021d577f0dfe1681000000000000000000000000000000000000000000000000000000005b5f5260205f600481335afa601f3d1116905f5191156101f557610122913390610df6565b7fc4c321d1000000000000000000000000000000000000000000000000000000005f5260045ffd5b7fd21220a7000000000000000000000000000000000000000000000000000000006101d1565b610105906100f7565b5f80fd5b3461024c575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261024c5760c073ffffffffffffffffffffffffffffffffffffffff6001541660ff73ffffffffffffffffffffffffffffffffffffffff600254165f54906040519373ffffffffffffffffffffffffffffffffffffffff7f000000000000000000000000000000000000000000000000000000000000000016855273ffffffffffffffffffffffffffffffffffffffff7f00000000000000000000000000000000000000000000000000000000000000001660208601526040850152606084015273ffffffffffffffffffffffffffffffffffffffff8116608084015260a01c16151560a0820152f35b3461024c5760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261024c5773ffffffffffffffffffffffffffffffffffffffff6103af610cf1565b6103b7610dd5565b16807fffffffffffffffffffffffff0000000000000000000000000000000000000000600254161760025573ffffffffffffffffffffffffffffffffffffffff600154167fb51454ce8c7f26becd312a46c4815553887f2ec876a0b8dc813b87f62edf6f805f80a3005b3461024c5760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261024c57610458610cf1565b610460610dd5565b7fffffffffffffffffffffffff000000000000000000000000000000000000000073ffffffffffffffffffffffffffffffffffffffff5f549216918273ffffffffffffffffffffffffffffffffffffffff82167fd58299b712891143e76310d5e664c4203c940a67db37cf856bdaa3c5c76a802c5f80a316175f55005b3461024c575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261024c5760025473ffffffffffffffffffffffffffffffffffffffff81163303610599577fffffffffffffffffffffffff0000000000000000000000000000000000000000906001543373ffffffffffffffffffffffffffffffffffffffff82167fb532073b38c83145e3e5135377a08bf9aab55bc0fd7c1179cd4fb995d2a5159c5f80a38216331760015516600255005b7f245aecd3000000000000000000000000000000000000000000000000000000005f523360045260245ffd5b3461024c5760807ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261024c576004356fffffffffffffffffffffffffffffffff81169081810361024c57602435916fffffffffffffffffffffffffffffffff831680930361024c576044359067ffffffffffffffff821680920361024c5760643567ffffffffffffffff811161024c57610666903690600401610d14565b809180945f5473ffffffffffffffffffffffffffffffffffffffff811633036107ea5760a01c60ff166107c25780421161079357505f5c61076b5760178206610753575b5050602e81108015610749575b6101f5576106f492857fffffffffffffffffffffffffffffffff000000000000000000000000000000006106e9611173565b9660801b16176111d6565b6106fc611173565b906107078382610d83565b8210610712575f805d005b61071b91610dbd565b7f4d1290b6000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b50605c81116106b7565b839450610761939250611029565b91909185806106aa565b7fb5dfd9e5000000000000000000000000000000000000000000000000000000005f5260045ffd5b7faa2fd925000000000000000000000000000000000000000000000000000000005f524260045260245260445ffd5b7f9e87fac8000000000000000000000000000000000000000000000000000000005f5260045ffd5b7f76c6c93a000000000000000000000000000000000000000000000000000000005f523360045260245ffd5b3461024c5760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261024c576004358015801580920361024c57816108db575b6108ce575b5f547fffffffffffffffffffffff00ffffffffffffffffffffffffffffffffffffffff74ff00000000000000000000000000000000000000008360a01b169116175f556040519081527e7399144da1af487abfd29504c088166edf0ad343b64eade59600fa1ffd873f60203392a2005b6108d6610dd5565b61085e565b5073ffffffffffffffffffffffffffffffffffffffff5f5416331415610859565b3461024c5760807ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261024c57610933610cf1565b5060643567ffffffffffffffff811161024c5761096c61095a6109b8923690600401610d14565b90610963610e97565b60015f5d610ecd565b50929093915073ffffffffffffffffffffffffffffffffffffffff833560581c169060801c907f0000000000000000000000000000000000000000000000000000000000000000610df6565b5f915b8083106109c457005b5f8060a46001601787028601359601958273ffffffffffffffffffffffffffffffffffffffff610a73895c8a8981108514610a8a576017028a013560581c8316905b8560481c76010000000000000000000000000000000000000000000090939291931615604051937f022c0d9f0000000000000000000000000000000000000000000000000000000085528115810260048601520260248401526044830152608060648301525f6084830152565b9260581c165af16109bb575b6040513d5f823e3d90fd5b503390610a06565b3461024c5760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261024c57610ac9610cf1565b610ad1610dd5565b5f5c61076b5773ffffffffffffffffffffffffffffffffffffffff81169081610c055750475f808080847f00000000000000000000000000000000000000000000000000000000000000005af13d15610c00573d67ffffffffffffffff8111610bd35760405190610b6a60207fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0601f8401160183610d42565b81525f60203d92013e5b15610ba75760207fc36b5179cb9c303b200074996eab2b3473eac370fdd7eba3bec636fe35109696915b604051908152a2005b507f39f1c8d9000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b7f4e487b71000000000000000000000000000000000000000000000000000000005f52604160045260245ffd5b610b74565b6040517f70a08231000000000000000000000000000000000000000000000000000000008152306004820152602081602481865afa908115610a7f575f91610c9f575b507fc36b5179cb9c303b200074996eab2b3473eac370fdd7eba3bec636fe3510969691610c9a82602093927f000000000000000000000000000000000000000000000000000000000000000090610df6565b610b9e565b90506020813d602011610ce9575b81610cba60209383610d42565b8101031261024c57517fc36b5179cb9c303b200074996eab2b3473eac370fdd7eba3bec636fe35109696610c48565b3d9150610cad565b6004359073ffffffffffffffffffffffffffffffffffffffff8216820361024c57565b9181601f8401121561024c5782359167ffffffffffffffff831161024c576020838186019501011161024c57565b90601f7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0910116810190811067ffffffffffffffff821117610bd357604052565b91908201809211610d9057565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601160045260245ffd5b81810392915f138015828513169184121617610d9057565b73ffffffffffffffffffffffffffffffffffffffff60015416330361059957565b9160446020925f92604051917fa9059cbb0000000000000000000000000000000000000000000000000000000083526004830152602482015282805282855af13d15610e8d5760015f5114165b15610e4b5750565b73ffffffffffffffffffffffffffffffffffffffff907f39f1c8d9000000000000000000000000000000000000000000000000000000005f521660045260245ffd5b813b151516610e43565b5f5c3303610ea157565b7f35750b56000000000000000000000000000000000000000000000000000000005f523360045260245ffd5b919091602283106101f5578035926020820135927fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffde602260ff8660f81c9660f01c169401920190565b90509290925b828410610f295750505050565b5f8060a46001601788028501359701968273ffffffffffffffffffffffffffffffffffffffff610fd48a5c8b8b81108514610fea576040517f022c0d9f000000000000000000000000000000000000000000000000000000008152760100000000000000000000000000000000000000000000604888901c1615801584026004830152909202602483015260170289013560581c83166044820152608060648201525f608482015290565b9260581c165af1610f1c576040513d5f823e3d90fd5b508990610a06565b8115610ffc570490565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601260045260245ffd5b919290926017840490601782029180830460171490151715610d905781850394808611610d905760108614801590611169575b6101f557821161024c57839482809501357fffffffffffffffffffffffffffffffff0000000000000000000000000000000081169160108110611134575b505060801c9160175f91045b8082106110e85750508181106110ba575050565b7fbb1c869d000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b9091601783028701359060018260481c9260f91c145f146111255761110c916117c9565b915b82607f1c61111f57600101906110a6565b50505050565b61112e9161169d565b9161110e565b7fffffffffffffffffffffffffffffffff000000000000000000000000000000009250829060100360031b1b16165f8061109a565b50605c831161105c565b7f0000000000000000000000000000000000000000000000000000000000000000907f70a08231000000000000000000000000000000000000000000000000000000005f523060045260205f602481855afa601f3d1116915f519215610e4b5750565b90925f926017810491845b8381106112fa57506fffffffffffffffffffffffffffffffff84168460801c61120a8282610d83565b83106112f05750507fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff8301928311610d90576112ee9560c6936112d2849373ffffffffffffffffffffffffffffffffffffffff8960101c1698895f5d6040517f022c0d9f0000000000000000000000000000000000000000000000000000000081527601000000000000000000000000000000000000000000009091161580158302600483015290910260248201523060448201526080606482015260228501608482015290565b9560a48701525f60c487015360c58601538385013701916118ba565b565b61071b9192610dbd565b90945060178102860135948560481c958060f91c60018103611341575050611324600191876117c9565b9182828201868110611339575b5050016111e1565b5d825f611331565b600290989293919698036101f5576112ee9773ffffffffffffffffffffffffffffffffffffffff85947601000000000000000000000000000000000000000000008261139460e69a600188018a8a611878565b9a60581c169a8b5f5d1615908115611415576401000276a4915b6040519a7f128acb08000000000000000000000000000000000000000000000000000000008c5260048c015260248b015260448a015216606488015260a060848801528360220160a488015260c48701525f60e487015360e58601538385013701916118ba565b73fffd8963efd1fc6a506488495d951d5263988d25916113ae565b9092601783049290915f90835b85811061155557506fffffffffffffffffffffffffffffffff81168160801c6114668282610d83565b891061154b57505083156114865750506112ee945060015f5d3093610f16565b93925093947fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff8301928311610d90576112ee9560c6936112d2849373ffffffffffffffffffffffffffffffffffffffff8960101c1698895f5d6040517f022c0d9f0000000000000000000000000000000000000000000000000000000081527601000000000000000000000000000000000000000000009091161580158302600483015290910260248201523060448201526080606482015260228501608482015290565b61071b9089610dbd565b96915060178702860135918260481c928060f91c600181036115aa57505061157f600191846117c9565b97851580159061159f575b611595575b0161143d565b888282015d61158f565b50868282011061158a565b6002909893919498979697036101f5578860049773ffffffffffffffffffffffffffffffffffffffff8796602295760100000000000000000000000000000000000000000000836112ee9f60e69d600161160692018d8d611878565b9360581c169d8e5f5d16158015611682576401000276a4925b6040519d8e7f128acb08000000000000000000000000000000000000000000000000000000008152015260248d015260448c01521660648a015260a060848a015285840160a48a015260c4890192835260208301536021820153013701916118ba565b73fffd8963efd1fc6a506488495d951d5263988d259261161f565b905f907f3850c7bd000000000000000000000000000000000000000000000000000000005f5260205f60048173ffffffffffffffffffffffffffffffffffffffff8760101c165afa6117b7575b811580156117ab575b6117635760016127107601000000000000000000000000000000000000000000009261ffff86168203020401921615918261179c575b81600191845f1461178a570260401c5b0180607f1c6117635760019215611752570260401c0190565b9061175f9160601b610ff2565b0190565b5050507fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff90565b906117979160601b610ff2565b611739565b60209190911c60010190611729565b508160a01c15156116f3565b601f3d11156116ea575f5191506116ea565b90760100000000000000000000000000000000000000000000821615917f0902f1ac000000000000000000000000000000000000000000000000000000005f5260405f60048173ffffffffffffffffffffffffffffffffffffffff8560101c165afa603f3d111690831560051b519360051b5191156101f55761ffff1661271003916127108311610d9057828102928184041490151715610d9057816127106118759402019102610ff2565b90565b92905081146118b457601702013560018160f91c145f146118af5760581c73ffffffffffffffffffffffffffffffffffffffff1690565b503090565b50503090565b915f92918380935af115610a7f5756",
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
	if bytes.Equal(raw[:4], executor.abi.Errors["Closed"].ID.Bytes()[:4]) {
		return executor.UnpackClosedError(raw[4:])
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

// ExecutorClosed represents a Closed error raised by the Executor contract.
type ExecutorClosed struct {
	Gives *big.Int
	Least *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Closed(uint256 gives, uint256 least)
func ExecutorClosedErrorID() common.Hash {
	return common.HexToHash("0xbb1c869dafbabf53b7b5a50e7864066365b4c5d1bcfa0220f75cc2a2acfb44f6")
}

// UnpackClosedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Closed(uint256 gives, uint256 least)
func (executor *Executor) UnpackClosedError(raw []byte) (*ExecutorClosed, error) {
	out := new(ExecutorClosed)
	if err := executor.abi.UnpackIntoInterface(out, "Closed", raw); err != nil {
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
	return [][]int{[]int{328, 390, 722, 2452, 4469}, []int{779, 2813, 3189}}
}
