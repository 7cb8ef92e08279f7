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
	Bin: "0x60c03461017e57601f611d5a38819003918201601f19168301916001600160401b038311848410176101825780849260809460405283398101031261017e5761004781610196565b9061005460208201610196565b9061006d606061006660408401610196565b9201610196565b6001600160a01b03909316928315801561016d575b8015610164575b6101555760805260a052600180546001600160a01b031990811684179091555f80549091166001600160a01b0392909216918217815560405192907fb532073b38c83145e3e5135377a08bf9aab55bc0fd7c1179cd4fb995d2a5159c8180a35f7fd58299b712891143e76310d5e664c4203c940a67db37cf856bdaa3c5c76a802c8180a3611baf90816101ab8239608051818181610186015281816102c801528181610861015281816109cb0152610cf7015260a05181818161076101528181610eba0152610fb30152f35b63d92e233d60e01b5f5260045ffd5b50803b15610089565b506001600160a01b03821615610082565b5f80fd5b634e487b7160e01b5f52604160045260245ffd5b51906001600160a01b038216820361017e5756fe60806040526004361015610011575f80fd5b5f3560e01c806301681a6214610e39578063046f7da214610db057806310d1e85c14610c6757806324866517146108855780635001f3b514610817578063570ca735146107c75780635c975abb1461078557806361d027b31461071757806379ba50971461065b5780638456cb591461054f5780638da5cb5b146104fe578063b3ab15fb14610442578063b5ed298a14610384578063d153b60c146103335763fa461e33146100be575f80fd5b3461032f5760607ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261032f5760043560243560443567ffffffffffffffff811161032f57610116610124913690600401611052565b9061011f6112e1565b611356565b915f851393845f1461031f576101399061119f565b925b604082019160ff8351169260ff60608301511695600187019160ff83116102f25760ff61016d931690528386846114c9565b82850361027b5750505050155f146101af57506101ad907f00000000000000000000000000000000000000000000000000000000000000005b33906111ec565b005b1561023557604051907f0dfe1681000000000000000000000000000000000000000000000000000000008252602082600481335afa801561022a576101ad925f916101fb575b506101a6565b61021d915060203d602011610223575b61021581836110c9565b8101906118ff565b5f6101f5565b503d61020b565b6040513d5f823e3d90fd5b604051907fd21220a7000000000000000000000000000000000000000000000000000000008252602082600481335afa801561022a576101ad925f916101fb57506101a6565b90916101ad96508093955015610294575b50339361141b565b6fffffffffffffffffffffffffffffffff6102ec91511673ffffffffffffffffffffffffffffffffffffffff863560581c167f00000000000000000000000000000000000000000000000000000000000000006111ec565b5f61028c565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601160045260245ffd5b946103299061119f565b9261013b565b5f80fd5b3461032f575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261032f57602073ffffffffffffffffffffffffffffffffffffffff60025416604051908152f35b3461032f5760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261032f5773ffffffffffffffffffffffffffffffffffffffff6103d061102f565b6103d86111cb565b16807fffffffffffffffffffffffff0000000000000000000000000000000000000000600254161760025573ffffffffffffffffffffffffffffffffffffffff600154167fb51454ce8c7f26becd312a46c4815553887f2ec876a0b8dc813b87f62edf6f805f80a3005b3461032f5760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261032f5761047961102f565b6104816111cb565b7fffffffffffffffffffffffff000000000000000000000000000000000000000073ffffffffffffffffffffffffffffffffffffffff5f549216918273ffffffffffffffffffffffffffffffffffffffff82167fd58299b712891143e76310d5e664c4203c940a67db37cf856bdaa3c5c76a802c5f80a316175f55005b3461032f575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261032f57602073ffffffffffffffffffffffffffffffffffffffff60015416604051908152f35b3461032f575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261032f5773ffffffffffffffffffffffffffffffffffffffff600154163314158061063a575b61060e57740100000000000000000000000000000000000000007fffffffffffffffffffffff00ffffffffffffffffffffffffffffffffffffffff5f5416175f55604051600181527e7399144da1af487abfd29504c088166edf0ad343b64eade59600fa1ffd873f60203392a2005b7f245aecd3000000000000000000000000000000000000000000000000000000005f523360045260245ffd5b5073ffffffffffffffffffffffffffffffffffffffff5f541633141561059f565b3461032f575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261032f5760025473ffffffffffffffffffffffffffffffffffffffff8116330361060e577fffffffffffffffffffffffff0000000000000000000000000000000000000000906001543373ffffffffffffffffffffffffffffffffffffffff82167fb532073b38c83145e3e5135377a08bf9aab55bc0fd7c1179cd4fb995d2a5159c5f80a38216331760015516600255005b3461032f575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261032f57602060405173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b3461032f575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261032f57602060ff5f5460a01c166040519015158152f35b3461032f575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261032f57602073ffffffffffffffffffffffffffffffffffffffff5f5416604051908152f35b3461032f575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261032f57602060405173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b3461032f5760807ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261032f576004356fffffffffffffffffffffffffffffffff811680910361032f57602435906fffffffffffffffffffffffffffffffff821680920361032f5760443567ffffffffffffffff811680910361032f5760643567ffffffffffffffff811161032f57610924903690600401611052565b90915f5473ffffffffffffffffffffffffffffffffffffffff81163303610c3b5760a01c60ff16610c1357804211610be4575073ffffffffffffffffffffffffffffffffffffffff5f5c16610bbc576017810615801590610bb2575b8015610ba8575b610b805760017fffffffffffffffffffffffff00000000000000000000000000000000000000005f5c16175f5d73ffffffffffffffffffffffffffffffffffffffff7f00000000000000000000000000000000000000000000000000000000000000001690604051927f70a08231000000000000000000000000000000000000000000000000000000008452306004850152602084602481865afa93841561022a575f94610b45575b5060249460209392610a6192604051610a4881611080565b83815289878201525f60408201525f60608201526114c9565b604051938480927f70a082310000000000000000000000000000000000000000000000000000000082523060048301525afa91821561022a575f92610b11575b50610aac838261117a565b8210610ada577fffffffffffffffffffffffff00000000000000000000000000000000000000005f5c165f5d005b610ae391611187565b7f4d1290b6000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b9091506020813d602011610b3d575b81610b2d602093836110c9565b8101031261032f57519083610aa1565b3d9150610b20565b9093506020929192813d602011610b78575b81610b64602093836110c9565b8101031261032f5751929091906024610a30565b3d9150610b57565b7fc4c321d1000000000000000000000000000000000000000000000000000000005f5260045ffd5b50605c8111610987565b50602e8110610980565b7fb5dfd9e5000000000000000000000000000000000000000000000000000000005f5260045ffd5b7faa2fd925000000000000000000000000000000000000000000000000000000005f524260045260245260445ffd5b7f9e87fac8000000000000000000000000000000000000000000000000000000005f5260045ffd5b7f76c6c93a000000000000000000000000000000000000000000000000000000005f523360045260245ffd5b3461032f5760807ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261032f57610c9e61102f565b5060643567ffffffffffffffff811161032f57610cc46101166017923690600401611052565b919290910460206001601784013560481c5b838210610d1b576101ad6fffffffffffffffffffffffffffffffff875116337f00000000000000000000000000000000000000000000000000000000000000006111ec565b60018201907fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff825c93146102f257610d9c90829386841093845f14610da85760170288013560481c935b15610da15773ffffffffffffffffffffffffffffffffffffffff8460101c16905b60405192610d9488856110c9565b5f845261196e565b610cd6565b3090610d86565b505f93610d65565b3461032f575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261032f57610de66111cb565b7fffffffffffffffffffffff00ffffffffffffffffffffffffffffffffffffffff5f54165f556040515f81527e7399144da1af487abfd29504c088166edf0ad343b64eade59600fa1ffd873f60203392a2005b3461032f5760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261032f57610e7061102f565b610e786111cb565b73ffffffffffffffffffffffffffffffffffffffff5f5c16610bbc5773ffffffffffffffffffffffffffffffffffffffff81169081610f435750475f808080847f00000000000000000000000000000000000000000000000000000000000000005af1610ee361110a565b5015610f175760207fc36b5179cb9c303b200074996eab2b3473eac370fdd7eba3bec636fe35109696915b604051908152a2005b507f39f1c8d9000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b6040517f70a08231000000000000000000000000000000000000000000000000000000008152306004820152602081602481865afa90811561022a575f91610fdd575b507fc36b5179cb9c303b200074996eab2b3473eac370fdd7eba3bec636fe3510969691610fd882602093927f0000000000000000000000000000000000000000000000000000000000000000906111ec565b610f0e565b90506020813d602011611027575b81610ff8602093836110c9565b8101031261032f57517fc36b5179cb9c303b200074996eab2b3473eac370fdd7eba3bec636fe35109696610f86565b3d9150610feb565b6004359073ffffffffffffffffffffffffffffffffffffffff8216820361032f57565b9181601f8401121561032f5782359167ffffffffffffffff831161032f576020838186019501011161032f57565b6080810190811067ffffffffffffffff82111761109c57604052565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52604160045260245ffd5b90601f7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0910116810190811067ffffffffffffffff82111761109c57604052565b3d15611162573d9067ffffffffffffffff821161109c5760405191611157601f82017fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe016602001846110c9565b82523d5f602084013e565b606090565b818102929181159184041417156102f257565b919082018092116102f257565b81810392915f1380158285131691841216176102f257565b7f800000000000000000000000000000000000000000000000000000000000000081146102f2575f0390565b73ffffffffffffffffffffffffffffffffffffffff60015416330361060e57565b915f9182916040519073ffffffffffffffffffffffffffffffffffffffff60208301937fa9059cbb00000000000000000000000000000000000000000000000000000000855216602483015260448201526044815261124c6064826110c9565b519082855af161125a61110a565b816112ab575b50156112695750565b73ffffffffffffffffffffffffffffffffffffffff907f39f1c8d9000000000000000000000000000000000000000000000000000000005f521660045260245ffd5b8091505180155f146112c4575050803b15155b5f611260565b816020918101031261032f576020015180151581146112be575f80fd5b73ffffffffffffffffffffffffffffffffffffffff5f5c16330361132a5760017fffffffffffffffffffffffff00000000000000000000000000000000000000005f5c16175f5d565b7f35750b56000000000000000000000000000000000000000000000000000000005f523360045260245ffd5b916040519261136484611080565b604084015f815260608501905f8252858560101161032f57833560801c81526020861061032f57601084013560801c6020918201528511156113ee57602083013560f81c905283602110156113ee57602182013560f81c90528260221161032f57602201917fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffde0190565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52603260045260245ffd5b9390506017820284013560481c916020925b84821061143c57505050505050565b60018201907fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff825c93146102f2576114b590829387841093845f146114c15760170289013560481c935b156114ba5773ffffffffffffffffffffffffffffffffffffffff8460101c16905b60405192610d9489856110c9565b61142d565b85906114a7565b505f93611486565b909192601784049060ff60408401511690815f905b848110611755575b8481106115fd5750506fffffffffffffffffffffffffffffffff8451169061152660208601926fffffffffffffffffffffffffffffffff8451169061117a565b81106115ac5750508061159e575061159361159c9484359473ffffffffffffffffffffffffffffffffffffffff8660581c167fffffffffffffffffffffffff00000000000000000000000000000000000000005f5c16175f5d61158d60015c948383611a70565b94611ae9565b9260481c61196e565b565b90915061159c93309361141b565b6115cb6fffffffffffffffffffffffffffffffff918287511690611187565b915116907f4d1290b6000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b9196959250939260028560b11c03610b805760ff82166060850152600182018092116102f257858361164c611652935f9560409a73ffffffffffffffffffffffffffffffffffffffff98611aac565b95611ae9565b92611702837601000000000000000000000000000000000000000000008716159660101c1694857fffffffffffffffffffffffff0000000000000000000000000000000000000000855c1617845d86841461173a57846401000276a45b89519a8b998a9889977f128acb080000000000000000000000000000000000000000000000000000000089521660048801526024870152604486015216606484015260a0608484015260a483019061192b565b03925af1801561022a576117135750565b604090813d8311611733575b61172981836110c9565b8101031261032f57565b503d61171f565b8473fffd8963efd1fc6a506488495d951d5263988d256116af565b91905060178202860135908160481c9160018160f91c036118f857606073ffffffffffffffffffffffffffffffffffffffff916004604051809481937f0902f1ac00000000000000000000000000000000000000000000000000000000835260581c165afa90811561022a575f905f92611893575b506dffffffffffffffffffffffffffff80911691169182760100000000000000000000000000000000000000000000851661188a575b5061ffff8416612710039061271082116102f2576118289161182191611167565b9283611167565b9161271082029180830461271014901517156102f2576118479161117a565b801561185d576001910492838282015d016114de565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601260045260245ffd5b9192505f611800565b9150506060813d82116118f0575b816118ae606093836110c9565b8101031261032f576118bf81611a55565b60406118cd60208401611a55565b92015163ffffffff81160361032f576dffffffffffffffffffffffffffff6117ca565b3d91506118a1565b50916114e6565b9081602091031261032f575173ffffffffffffffffffffffffffffffffffffffff8116810361032f5790565b907fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0601f602080948051918291828752018686015e5f8582860101520116010190565b9091907601000000000000000000000000000000000000000000008116611a395773ffffffffffffffffffffffffffffffffffffffff5f93915b60101c1690813b1561032f575f8094611a1e73ffffffffffffffffffffffffffffffffffffffff97604051988997889687957f022c0d9f0000000000000000000000000000000000000000000000000000000087526004870152602486015216604484015260806064840152608483019061192b565b03925af1801561022a57611a2f5750565b5f61159c916110c9565b73ffffffffffffffffffffffffffffffffffffffff5f916119a8565b51906dffffffffffffffffffffffffffff8216820361032f57565b919050600114611aa7576017013560018160f91c145f14611aa75760581c73ffffffffffffffffffffffffffffffffffffffff1690565b503090565b9290508114611ae357601702013560018160f91c145f14611aa75760581c73ffffffffffffffffffffffffffffffffffffffff1690565b50503090565b604290837fffffffffffffffffffffffffffffffff0000000000000000000000000000000094611bac947fff00000000000000000000000000000000000000000000000000000000000000845194816020820151918a60606040830151920151936040519c8d9a60801b1660208b015260801b16603089015260f81b16604087015260f81b1660418501528484013781015f8382015203017fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe081018352826110c9565b9056",
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
