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

// TicketsMetaData contains all meta data concerning the Tickets contract.
var TicketsMetaData = bind.MetaData{
	ABI: "[{\"inputs\":[{\"internalType\":\"address\",\"name\":\"token_\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"firstRoundStart\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"roundDuration_\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"target\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"most\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"minimumPrice_\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"fraction\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"grandfather\",\"type\":\"uint256\"}],\"stateMutability\":\"nonpayable\",\"type\":\"constructor\"},{\"inputs\":[],\"name\":\"BeforeFirstRoundStart\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"expected\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"actual\",\"type\":\"uint256\"}],\"name\":\"IncorrectTicketPrice\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"balance\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"required\",\"type\":\"uint256\"}],\"name\":\"InsufficientTokenBalance\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"MaxTicketsSold\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"grandfatheredTickets\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"requestedTickets\",\"type\":\"uint256\"}],\"name\":\"NotEnoughGrandfatheredTickets\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"expected\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"actual\",\"type\":\"uint256\"}],\"name\":\"RoundNumberMismatch\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"TransferFailed\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"ZeroTicketsRequested\",\"type\":\"error\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"buyer\",\"type\":\"address\"},{\"indexed\":true,\"internalType\":\"uint256\",\"name\":\"round\",\"type\":\"uint256\"},{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"apiKeyHash\",\"type\":\"bytes32\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"price\",\"type\":\"uint256\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"numTickets\",\"type\":\"uint256\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"numTicketsDesired\",\"type\":\"uint256\"}],\"name\":\"TicketsPurchased\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"depositor\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"}],\"name\":\"TokensDeposited\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"withdrawer\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"}],\"name\":\"TokensWithdrawn\",\"type\":\"event\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"apiKeyHash\",\"type\":\"bytes32\"}],\"name\":\"activeTickets\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"currentPrice\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"}],\"name\":\"depositToken\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"excessTicketsSold\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"}],\"name\":\"grandfatherCount\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"grandfatherPeriodEnd\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"grandfatherPeriodFraction\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"maxTicketsPerRound\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"minimumPrice\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"priceUpdateFraction\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"expectedRound\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"expectedPrice\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"numTicketsDesired\",\"type\":\"uint256\"},{\"internalType\":\"bytes32\",\"name\":\"apiKeyHash\",\"type\":\"bytes32\"}],\"name\":\"purchaseTickets\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"roundDuration\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"roundEnd\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"roundNumber\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"roundStart\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"targetTicketsPerRound\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"}],\"name\":\"thisRoundTicketCount\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"ticketsSoldThisRound\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"token\",\"outputs\":[{\"internalType\":\"address\",\"name\":\"\",\"type\":\"address\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"}],\"name\":\"tokenBalance\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"}],\"name\":\"withdrawToken\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"}]",
	ID:  "Tickets",
	Bin: "0x6101603461013957601f61129238819003918201601f19168301916001600160401b0383118484101761013d5780849261010094604052833981010312610139578051906001600160a01b03821682036101395760208101516040820151606083015160808401519160a08501519360e060c0870151960151966101405260015560805260a05260c05260e0526101005261012052604051611140908161015282396080518181816101a7015281816105a901528181610caa01528181610dc70152818161108c0152611102015260a0518181816106d30152611030015260c0518181816102dd0152610c44015260e0518181816108390152610f77015261010051818181610b940152610f51015261012051818181610bec0152610df001526101405181818161014a015281816108fd0152610a700152f35b5f80fd5b634e487b7160e01b5f52604160045260245ffdfe60806040526004361015610011575f80fd5b5f3560e01c806303e1be3214610d075780632220905814610ccf5780634036585214610c67578063445db8c814610c0f5780634ba10a1614610bb75780634ca0ce3d14610b5f5780634e2786fb14610b2257806350baa622146109c35780636215be771461085c5780637f386b6c1461080457806384672baa146107aa5780639d1b464a14610772578063ae4ff865146106f6578063b45584931461069e578063b68c1fff146105da578063c02e580e14610562578063de47488f14610270578063ed5d5cf314610230578063eedc966a146101ca578063f7cb789a146101725763fc0c546a14610100575f80fd5b3461016e575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261016e57602060405173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b5f80fd5b3461016e575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261016e5760206040517f00000000000000000000000000000000000000000000000000000000000000008152f35b3461016e5760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261016e5760043573ffffffffffffffffffffffffffffffffffffffff811680910361016e575f526004602052602060405f2054604051908152f35b3461016e575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261016e57602061026861100d565b604051908152f35b3461016e5760807ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261016e576064356004356024356044356102b36110d9565b801561053a575f549283810361050a57506102cc610f46565b918281036104da57506103016003547f0000000000000000000000000000000000000000000000000000000000000000610e21565b80156104b257808210156104ac575080925b335f52600460205260405f20549061032b8585610d56565b82106104725780151580610462575b6103f3575b506103549061034e8585610d56565b90610e21565b335f52600460205260405f2055335f52600560205260405f205f545f5260205260405f20610383848254610da0565b9055835f52600760205260405f205f545f5260205260405f206103a7848254610da0565b90556103b583600354610da0565b6003555f5492604051928352602083015260408201527fceaf54bf42f8c7a19d411dddc261c173306656d278197351855ec86be3ff307a60603392a4005b6103fc33610eb4565b85811061043257509061035491335f52600660205260405f20905f5260205260405f2061042a868254610da0565b90559061033f565b85907f1b350bf6000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b5061046b610dad565b421061033a565b5061047d8484610d56565b907fa17124f8000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b92610313565b7f3dd5932d000000000000000000000000000000000000000000000000000000005f5260045ffd5b90507f5321d9d0000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b83907f37ffd35e000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b7f34643615000000000000000000000000000000000000000000000000000000005f5260045ffd5b3461016e575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261016e5760206102686001546105d56105a3611073565b916105cf7f00000000000000000000000000000000000000000000000000000000000000008094610d56565b90610da0565b610da0565b3461016e5760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261016e576106165f546105cf611073565b80610627575060205f604051908152f35b6004355f52600760205260405f20907fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff8101908111610671575f52602052602060405f2054610268565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601160045260245ffd5b3461016e575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261016e5760206040517f00000000000000000000000000000000000000000000000000000000000000008152f35b3461016e5760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261016e5760043573ffffffffffffffffffffffffffffffffffffffff811680910361016e575f52600560205260405f2061075e5f546105cf611073565b5f52602052602060405f2054604051908152f35b3461016e575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261016e576020610268610f46565b3461016e5760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261016e5760043573ffffffffffffffffffffffffffffffffffffffff8116810361016e57610268602091610eb4565b3461016e575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261016e5760206040517f00000000000000000000000000000000000000000000000000000000000000008152f35b3461016e5760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261016e57600435335f52600460205260405f206108a5828254610da0565b90556040517f23b872dd0000000000000000000000000000000000000000000000000000000081523360048201523060248201528160448201526020816064815f73ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000165af19081156109b8575f91610989575b5015610961576040519081527f59062170a285eb80e8c6b8ced60428442a51910635005233fc4ce084a475845e60203392a2005b7f90b8ec18000000000000000000000000000000000000000000000000000000005f5260045ffd5b6109ab915060203d6020116109b1575b6109a38183610e2e565b810190610e9c565b8261092d565b503d610999565b6040513d5f823e3d90fd5b3461016e5760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261016e57600435335f52600460205260405f205481808210610af357610a1391610e21565b335f52600460205260405f20556040517fa9059cbb0000000000000000000000000000000000000000000000000000000081523360048201528160248201526020816044815f73ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000165af19081156109b8575f91610ad4575b5015610961576040519081527f6352c5382c4a4578e712449ca65e83cdb392d045dfcf1cad9615189db2da244b60203392a2005b610aed915060203d6020116109b1576109a38183610e2e565b82610aa0565b507fa17124f8000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b3461016e575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261016e5760206102685f546105cf611073565b3461016e575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261016e5760206040517f00000000000000000000000000000000000000000000000000000000000000008152f35b3461016e575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261016e5760206040517f00000000000000000000000000000000000000000000000000000000000000008152f35b3461016e575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261016e5760206040517f00000000000000000000000000000000000000000000000000000000000000008152f35b3461016e575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261016e5760206102686001546105cf610ca8611073565b7f000000000000000000000000000000000000000000000000000000000000000090610d56565b3461016e575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261016e576020610268610dad565b3461016e575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261016e57610d3d611073565b610d4e576020600354604051908152f35b60205f610268565b8181029291811591840414171561067157565b8115610d73570490565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601260045260245ffd5b9190820180921161067157565b610e1e600154610e15610ded610dc1611073565b926105cf7f00000000000000000000000000000000000000000000000000000000000000008095610d56565b917f000000000000000000000000000000000000000000000000000000000000000090610d56565b60081c90610da0565b90565b9190820391821161067157565b90601f7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0910116810190811067ffffffffffffffff821117610e6f57604052565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52604160045260245ffd5b9081602091031261016e5751801515810361016e5790565b610ec15f546105cf611073565b9081610ecd5750505f90565b73ffffffffffffffffffffffffffffffffffffffff16805f52600560205260405f20917fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff81019281841161067157610e1e935f5260205260405f2054915f52600660205260405f20905f5260205260405f205490610e21565b610f4e61100d565b907f00000000000000000000000000000000000000000000000000000000000000005f610f9b827f0000000000000000000000000000000000000000000000000000000000000000610d56565b600194815b610fb1575050610e1e929350610d69565b9091610fca82610fc485610fda94610da0565b94610d56565b610fd48786610d56565b90610d69565b947fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff811461067157600101949081610fa0565b611015611073565b801561106c5761105561102d60025460035490610da0565b917f000000000000000000000000000000000000000000000000000000000000000090610d56565b8082111561106657610e1e91610e21565b50505f90565b5060025490565b6001548042106110b15761108a610e1e9142610e21565b7f000000000000000000000000000000000000000000000000000000000000000090610d69565b7f66e0b902000000000000000000000000000000000000000000000000000000005f5260045ffd5b6110e1611073565b801561113d57611139906110f361100d565b6002555f60035561112f6111277f000000000000000000000000000000000000000000000000000000000000000083610d56565b600154610da0565b6001555f54610da0565b5f55565b5056",
}

// Tickets is an auto generated Go binding around an Ethereum contract.
type Tickets struct {
	abi abi.ABI
}

// GetABI returns the ABI associated with this contract binding.
func (c *Tickets) GetABI() abi.ABI {
	return c.abi
}

// NewTickets creates a new instance of Tickets.
func NewTickets() *Tickets {
	parsed, err := TicketsMetaData.ParseABI()
	if err != nil {
		panic(errors.New("invalid ABI: " + err.Error()))
	}
	return &Tickets{abi: *parsed}
}

// Instance creates a wrapper for a deployed contract instance at the given address.
// Use this to create the instance object passed to abigen v2 library functions Call, Transact, etc.
func (c *Tickets) Instance(backend bind.ContractBackend, addr common.Address) *bind.BoundContract {
	return bind.NewBoundContract(addr, c.abi, backend, backend, backend)
}

// PackConstructor is the Go binding used to pack the parameters required for
// contract deployment.
//
// Solidity: constructor(address token_, uint256 firstRoundStart, uint256 roundDuration_, uint256 target, uint256 most, uint256 minimumPrice_, uint256 fraction, uint256 grandfather) returns()
func (tickets *Tickets) PackConstructor(token_ common.Address, firstRoundStart *big.Int, roundDuration_ *big.Int, target *big.Int, most *big.Int, minimumPrice_ *big.Int, fraction *big.Int, grandfather *big.Int) []byte {
	enc, err := tickets.abi.Pack("", token_, firstRoundStart, roundDuration_, target, most, minimumPrice_, fraction, grandfather)
	if err != nil {
		panic(err)
	}
	return enc
}

// PackActiveTickets is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb68c1fff.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function activeTickets(bytes32 apiKeyHash) view returns(uint256)
func (tickets *Tickets) PackActiveTickets(apiKeyHash [32]byte) []byte {
	enc, err := tickets.abi.Pack("activeTickets", apiKeyHash)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackActiveTickets is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb68c1fff.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function activeTickets(bytes32 apiKeyHash) view returns(uint256)
func (tickets *Tickets) TryPackActiveTickets(apiKeyHash [32]byte) ([]byte, error) {
	return tickets.abi.Pack("activeTickets", apiKeyHash)
}

// UnpackActiveTickets is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xb68c1fff.
//
// Solidity: function activeTickets(bytes32 apiKeyHash) view returns(uint256)
func (tickets *Tickets) UnpackActiveTickets(data []byte) (*big.Int, error) {
	out, err := tickets.abi.Unpack("activeTickets", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackCurrentPrice is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x9d1b464a.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function currentPrice() view returns(uint256)
func (tickets *Tickets) PackCurrentPrice() []byte {
	enc, err := tickets.abi.Pack("currentPrice")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackCurrentPrice is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x9d1b464a.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function currentPrice() view returns(uint256)
func (tickets *Tickets) TryPackCurrentPrice() ([]byte, error) {
	return tickets.abi.Pack("currentPrice")
}

// UnpackCurrentPrice is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x9d1b464a.
//
// Solidity: function currentPrice() view returns(uint256)
func (tickets *Tickets) UnpackCurrentPrice(data []byte) (*big.Int, error) {
	out, err := tickets.abi.Unpack("currentPrice", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackDepositToken is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x6215be77.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function depositToken(uint256 amount) returns()
func (tickets *Tickets) PackDepositToken(amount *big.Int) []byte {
	enc, err := tickets.abi.Pack("depositToken", amount)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackDepositToken is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x6215be77.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function depositToken(uint256 amount) returns()
func (tickets *Tickets) TryPackDepositToken(amount *big.Int) ([]byte, error) {
	return tickets.abi.Pack("depositToken", amount)
}

// PackExcessTicketsSold is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xed5d5cf3.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function excessTicketsSold() view returns(uint256)
func (tickets *Tickets) PackExcessTicketsSold() []byte {
	enc, err := tickets.abi.Pack("excessTicketsSold")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackExcessTicketsSold is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xed5d5cf3.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function excessTicketsSold() view returns(uint256)
func (tickets *Tickets) TryPackExcessTicketsSold() ([]byte, error) {
	return tickets.abi.Pack("excessTicketsSold")
}

// UnpackExcessTicketsSold is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xed5d5cf3.
//
// Solidity: function excessTicketsSold() view returns(uint256)
func (tickets *Tickets) UnpackExcessTicketsSold(data []byte) (*big.Int, error) {
	out, err := tickets.abi.Unpack("excessTicketsSold", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackGrandfatherCount is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x84672baa.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function grandfatherCount(address account) view returns(uint256)
func (tickets *Tickets) PackGrandfatherCount(account common.Address) []byte {
	enc, err := tickets.abi.Pack("grandfatherCount", account)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackGrandfatherCount is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x84672baa.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function grandfatherCount(address account) view returns(uint256)
func (tickets *Tickets) TryPackGrandfatherCount(account common.Address) ([]byte, error) {
	return tickets.abi.Pack("grandfatherCount", account)
}

// UnpackGrandfatherCount is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x84672baa.
//
// Solidity: function grandfatherCount(address account) view returns(uint256)
func (tickets *Tickets) UnpackGrandfatherCount(data []byte) (*big.Int, error) {
	out, err := tickets.abi.Unpack("grandfatherCount", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackGrandfatherPeriodEnd is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x22209058.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function grandfatherPeriodEnd() view returns(uint256)
func (tickets *Tickets) PackGrandfatherPeriodEnd() []byte {
	enc, err := tickets.abi.Pack("grandfatherPeriodEnd")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackGrandfatherPeriodEnd is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x22209058.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function grandfatherPeriodEnd() view returns(uint256)
func (tickets *Tickets) TryPackGrandfatherPeriodEnd() ([]byte, error) {
	return tickets.abi.Pack("grandfatherPeriodEnd")
}

// UnpackGrandfatherPeriodEnd is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x22209058.
//
// Solidity: function grandfatherPeriodEnd() view returns(uint256)
func (tickets *Tickets) UnpackGrandfatherPeriodEnd(data []byte) (*big.Int, error) {
	out, err := tickets.abi.Unpack("grandfatherPeriodEnd", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackGrandfatherPeriodFraction is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x4ba10a16.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function grandfatherPeriodFraction() view returns(uint256)
func (tickets *Tickets) PackGrandfatherPeriodFraction() []byte {
	enc, err := tickets.abi.Pack("grandfatherPeriodFraction")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackGrandfatherPeriodFraction is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x4ba10a16.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function grandfatherPeriodFraction() view returns(uint256)
func (tickets *Tickets) TryPackGrandfatherPeriodFraction() ([]byte, error) {
	return tickets.abi.Pack("grandfatherPeriodFraction")
}

// UnpackGrandfatherPeriodFraction is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x4ba10a16.
//
// Solidity: function grandfatherPeriodFraction() view returns(uint256)
func (tickets *Tickets) UnpackGrandfatherPeriodFraction(data []byte) (*big.Int, error) {
	out, err := tickets.abi.Unpack("grandfatherPeriodFraction", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackMaxTicketsPerRound is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x445db8c8.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function maxTicketsPerRound() view returns(uint256)
func (tickets *Tickets) PackMaxTicketsPerRound() []byte {
	enc, err := tickets.abi.Pack("maxTicketsPerRound")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackMaxTicketsPerRound is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x445db8c8.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function maxTicketsPerRound() view returns(uint256)
func (tickets *Tickets) TryPackMaxTicketsPerRound() ([]byte, error) {
	return tickets.abi.Pack("maxTicketsPerRound")
}

// UnpackMaxTicketsPerRound is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x445db8c8.
//
// Solidity: function maxTicketsPerRound() view returns(uint256)
func (tickets *Tickets) UnpackMaxTicketsPerRound(data []byte) (*big.Int, error) {
	out, err := tickets.abi.Unpack("maxTicketsPerRound", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackMinimumPrice is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x7f386b6c.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function minimumPrice() view returns(uint256)
func (tickets *Tickets) PackMinimumPrice() []byte {
	enc, err := tickets.abi.Pack("minimumPrice")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackMinimumPrice is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x7f386b6c.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function minimumPrice() view returns(uint256)
func (tickets *Tickets) TryPackMinimumPrice() ([]byte, error) {
	return tickets.abi.Pack("minimumPrice")
}

// UnpackMinimumPrice is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x7f386b6c.
//
// Solidity: function minimumPrice() view returns(uint256)
func (tickets *Tickets) UnpackMinimumPrice(data []byte) (*big.Int, error) {
	out, err := tickets.abi.Unpack("minimumPrice", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackPriceUpdateFraction is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x4ca0ce3d.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function priceUpdateFraction() view returns(uint256)
func (tickets *Tickets) PackPriceUpdateFraction() []byte {
	enc, err := tickets.abi.Pack("priceUpdateFraction")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackPriceUpdateFraction is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x4ca0ce3d.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function priceUpdateFraction() view returns(uint256)
func (tickets *Tickets) TryPackPriceUpdateFraction() ([]byte, error) {
	return tickets.abi.Pack("priceUpdateFraction")
}

// UnpackPriceUpdateFraction is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x4ca0ce3d.
//
// Solidity: function priceUpdateFraction() view returns(uint256)
func (tickets *Tickets) UnpackPriceUpdateFraction(data []byte) (*big.Int, error) {
	out, err := tickets.abi.Unpack("priceUpdateFraction", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackPurchaseTickets is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xde47488f.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function purchaseTickets(uint256 expectedRound, uint256 expectedPrice, uint256 numTicketsDesired, bytes32 apiKeyHash) returns()
func (tickets *Tickets) PackPurchaseTickets(expectedRound *big.Int, expectedPrice *big.Int, numTicketsDesired *big.Int, apiKeyHash [32]byte) []byte {
	enc, err := tickets.abi.Pack("purchaseTickets", expectedRound, expectedPrice, numTicketsDesired, apiKeyHash)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackPurchaseTickets is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xde47488f.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function purchaseTickets(uint256 expectedRound, uint256 expectedPrice, uint256 numTicketsDesired, bytes32 apiKeyHash) returns()
func (tickets *Tickets) TryPackPurchaseTickets(expectedRound *big.Int, expectedPrice *big.Int, numTicketsDesired *big.Int, apiKeyHash [32]byte) ([]byte, error) {
	return tickets.abi.Pack("purchaseTickets", expectedRound, expectedPrice, numTicketsDesired, apiKeyHash)
}

// PackRoundDuration is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf7cb789a.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function roundDuration() view returns(uint256)
func (tickets *Tickets) PackRoundDuration() []byte {
	enc, err := tickets.abi.Pack("roundDuration")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRoundDuration is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf7cb789a.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function roundDuration() view returns(uint256)
func (tickets *Tickets) TryPackRoundDuration() ([]byte, error) {
	return tickets.abi.Pack("roundDuration")
}

// UnpackRoundDuration is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xf7cb789a.
//
// Solidity: function roundDuration() view returns(uint256)
func (tickets *Tickets) UnpackRoundDuration(data []byte) (*big.Int, error) {
	out, err := tickets.abi.Unpack("roundDuration", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackRoundEnd is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xc02e580e.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function roundEnd() view returns(uint256)
func (tickets *Tickets) PackRoundEnd() []byte {
	enc, err := tickets.abi.Pack("roundEnd")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRoundEnd is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xc02e580e.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function roundEnd() view returns(uint256)
func (tickets *Tickets) TryPackRoundEnd() ([]byte, error) {
	return tickets.abi.Pack("roundEnd")
}

// UnpackRoundEnd is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xc02e580e.
//
// Solidity: function roundEnd() view returns(uint256)
func (tickets *Tickets) UnpackRoundEnd(data []byte) (*big.Int, error) {
	out, err := tickets.abi.Unpack("roundEnd", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackRoundNumber is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x4e2786fb.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function roundNumber() view returns(uint256)
func (tickets *Tickets) PackRoundNumber() []byte {
	enc, err := tickets.abi.Pack("roundNumber")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRoundNumber is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x4e2786fb.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function roundNumber() view returns(uint256)
func (tickets *Tickets) TryPackRoundNumber() ([]byte, error) {
	return tickets.abi.Pack("roundNumber")
}

// UnpackRoundNumber is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x4e2786fb.
//
// Solidity: function roundNumber() view returns(uint256)
func (tickets *Tickets) UnpackRoundNumber(data []byte) (*big.Int, error) {
	out, err := tickets.abi.Unpack("roundNumber", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackRoundStart is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x40365852.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function roundStart() view returns(uint256)
func (tickets *Tickets) PackRoundStart() []byte {
	enc, err := tickets.abi.Pack("roundStart")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRoundStart is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x40365852.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function roundStart() view returns(uint256)
func (tickets *Tickets) TryPackRoundStart() ([]byte, error) {
	return tickets.abi.Pack("roundStart")
}

// UnpackRoundStart is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x40365852.
//
// Solidity: function roundStart() view returns(uint256)
func (tickets *Tickets) UnpackRoundStart(data []byte) (*big.Int, error) {
	out, err := tickets.abi.Unpack("roundStart", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackTargetTicketsPerRound is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb4558493.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function targetTicketsPerRound() view returns(uint256)
func (tickets *Tickets) PackTargetTicketsPerRound() []byte {
	enc, err := tickets.abi.Pack("targetTicketsPerRound")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackTargetTicketsPerRound is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb4558493.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function targetTicketsPerRound() view returns(uint256)
func (tickets *Tickets) TryPackTargetTicketsPerRound() ([]byte, error) {
	return tickets.abi.Pack("targetTicketsPerRound")
}

// UnpackTargetTicketsPerRound is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xb4558493.
//
// Solidity: function targetTicketsPerRound() view returns(uint256)
func (tickets *Tickets) UnpackTargetTicketsPerRound(data []byte) (*big.Int, error) {
	out, err := tickets.abi.Unpack("targetTicketsPerRound", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackThisRoundTicketCount is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xae4ff865.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function thisRoundTicketCount(address account) view returns(uint256)
func (tickets *Tickets) PackThisRoundTicketCount(account common.Address) []byte {
	enc, err := tickets.abi.Pack("thisRoundTicketCount", account)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackThisRoundTicketCount is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xae4ff865.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function thisRoundTicketCount(address account) view returns(uint256)
func (tickets *Tickets) TryPackThisRoundTicketCount(account common.Address) ([]byte, error) {
	return tickets.abi.Pack("thisRoundTicketCount", account)
}

// UnpackThisRoundTicketCount is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xae4ff865.
//
// Solidity: function thisRoundTicketCount(address account) view returns(uint256)
func (tickets *Tickets) UnpackThisRoundTicketCount(data []byte) (*big.Int, error) {
	out, err := tickets.abi.Unpack("thisRoundTicketCount", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackTicketsSoldThisRound is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x03e1be32.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function ticketsSoldThisRound() view returns(uint256)
func (tickets *Tickets) PackTicketsSoldThisRound() []byte {
	enc, err := tickets.abi.Pack("ticketsSoldThisRound")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackTicketsSoldThisRound is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x03e1be32.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function ticketsSoldThisRound() view returns(uint256)
func (tickets *Tickets) TryPackTicketsSoldThisRound() ([]byte, error) {
	return tickets.abi.Pack("ticketsSoldThisRound")
}

// UnpackTicketsSoldThisRound is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x03e1be32.
//
// Solidity: function ticketsSoldThisRound() view returns(uint256)
func (tickets *Tickets) UnpackTicketsSoldThisRound(data []byte) (*big.Int, error) {
	out, err := tickets.abi.Unpack("ticketsSoldThisRound", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackToken is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xfc0c546a.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function token() view returns(address)
func (tickets *Tickets) PackToken() []byte {
	enc, err := tickets.abi.Pack("token")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackToken is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xfc0c546a.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function token() view returns(address)
func (tickets *Tickets) TryPackToken() ([]byte, error) {
	return tickets.abi.Pack("token")
}

// UnpackToken is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xfc0c546a.
//
// Solidity: function token() view returns(address)
func (tickets *Tickets) UnpackToken(data []byte) (common.Address, error) {
	out, err := tickets.abi.Unpack("token", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackTokenBalance is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xeedc966a.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function tokenBalance(address account) view returns(uint256)
func (tickets *Tickets) PackTokenBalance(account common.Address) []byte {
	enc, err := tickets.abi.Pack("tokenBalance", account)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackTokenBalance is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xeedc966a.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function tokenBalance(address account) view returns(uint256)
func (tickets *Tickets) TryPackTokenBalance(account common.Address) ([]byte, error) {
	return tickets.abi.Pack("tokenBalance", account)
}

// UnpackTokenBalance is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xeedc966a.
//
// Solidity: function tokenBalance(address account) view returns(uint256)
func (tickets *Tickets) UnpackTokenBalance(data []byte) (*big.Int, error) {
	out, err := tickets.abi.Unpack("tokenBalance", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackWithdrawToken is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x50baa622.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function withdrawToken(uint256 amount) returns()
func (tickets *Tickets) PackWithdrawToken(amount *big.Int) []byte {
	enc, err := tickets.abi.Pack("withdrawToken", amount)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackWithdrawToken is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x50baa622.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function withdrawToken(uint256 amount) returns()
func (tickets *Tickets) TryPackWithdrawToken(amount *big.Int) ([]byte, error) {
	return tickets.abi.Pack("withdrawToken", amount)
}

// TicketsTicketsPurchased represents a TicketsPurchased event raised by the Tickets contract.
type TicketsTicketsPurchased struct {
	Buyer             common.Address
	Round             *big.Int
	ApiKeyHash        [32]byte
	Price             *big.Int
	NumTickets        *big.Int
	NumTicketsDesired *big.Int
	Raw               *types.Log // Blockchain specific contextual infos
}

const TicketsTicketsPurchasedEventName = "TicketsPurchased"

// ContractEventName returns the user-defined event name.
func (TicketsTicketsPurchased) ContractEventName() string {
	return TicketsTicketsPurchasedEventName
}

// UnpackTicketsPurchasedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event TicketsPurchased(address indexed buyer, uint256 indexed round, bytes32 indexed apiKeyHash, uint256 price, uint256 numTickets, uint256 numTicketsDesired)
func (tickets *Tickets) UnpackTicketsPurchasedEvent(log *types.Log) (*TicketsTicketsPurchased, error) {
	event := "TicketsPurchased"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != tickets.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(TicketsTicketsPurchased)
	if len(log.Data) > 0 {
		if err := tickets.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range tickets.abi.Events[event].Inputs {
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

// TicketsTokensDeposited represents a TokensDeposited event raised by the Tickets contract.
type TicketsTokensDeposited struct {
	Depositor common.Address
	Amount    *big.Int
	Raw       *types.Log // Blockchain specific contextual infos
}

const TicketsTokensDepositedEventName = "TokensDeposited"

// ContractEventName returns the user-defined event name.
func (TicketsTokensDeposited) ContractEventName() string {
	return TicketsTokensDepositedEventName
}

// UnpackTokensDepositedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event TokensDeposited(address indexed depositor, uint256 amount)
func (tickets *Tickets) UnpackTokensDepositedEvent(log *types.Log) (*TicketsTokensDeposited, error) {
	event := "TokensDeposited"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != tickets.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(TicketsTokensDeposited)
	if len(log.Data) > 0 {
		if err := tickets.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range tickets.abi.Events[event].Inputs {
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

// TicketsTokensWithdrawn represents a TokensWithdrawn event raised by the Tickets contract.
type TicketsTokensWithdrawn struct {
	Withdrawer common.Address
	Amount     *big.Int
	Raw        *types.Log // Blockchain specific contextual infos
}

const TicketsTokensWithdrawnEventName = "TokensWithdrawn"

// ContractEventName returns the user-defined event name.
func (TicketsTokensWithdrawn) ContractEventName() string {
	return TicketsTokensWithdrawnEventName
}

// UnpackTokensWithdrawnEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event TokensWithdrawn(address indexed withdrawer, uint256 amount)
func (tickets *Tickets) UnpackTokensWithdrawnEvent(log *types.Log) (*TicketsTokensWithdrawn, error) {
	event := "TokensWithdrawn"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != tickets.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(TicketsTokensWithdrawn)
	if len(log.Data) > 0 {
		if err := tickets.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range tickets.abi.Events[event].Inputs {
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
func (tickets *Tickets) UnpackError(raw []byte) (any, error) {
	if bytes.Equal(raw[:4], tickets.abi.Errors["BeforeFirstRoundStart"].ID.Bytes()[:4]) {
		return tickets.UnpackBeforeFirstRoundStartError(raw[4:])
	}
	if bytes.Equal(raw[:4], tickets.abi.Errors["IncorrectTicketPrice"].ID.Bytes()[:4]) {
		return tickets.UnpackIncorrectTicketPriceError(raw[4:])
	}
	if bytes.Equal(raw[:4], tickets.abi.Errors["InsufficientTokenBalance"].ID.Bytes()[:4]) {
		return tickets.UnpackInsufficientTokenBalanceError(raw[4:])
	}
	if bytes.Equal(raw[:4], tickets.abi.Errors["MaxTicketsSold"].ID.Bytes()[:4]) {
		return tickets.UnpackMaxTicketsSoldError(raw[4:])
	}
	if bytes.Equal(raw[:4], tickets.abi.Errors["NotEnoughGrandfatheredTickets"].ID.Bytes()[:4]) {
		return tickets.UnpackNotEnoughGrandfatheredTicketsError(raw[4:])
	}
	if bytes.Equal(raw[:4], tickets.abi.Errors["RoundNumberMismatch"].ID.Bytes()[:4]) {
		return tickets.UnpackRoundNumberMismatchError(raw[4:])
	}
	if bytes.Equal(raw[:4], tickets.abi.Errors["TransferFailed"].ID.Bytes()[:4]) {
		return tickets.UnpackTransferFailedError(raw[4:])
	}
	if bytes.Equal(raw[:4], tickets.abi.Errors["ZeroTicketsRequested"].ID.Bytes()[:4]) {
		return tickets.UnpackZeroTicketsRequestedError(raw[4:])
	}
	return nil, errors.New("Unknown error")
}

// TicketsBeforeFirstRoundStart represents a BeforeFirstRoundStart error raised by the Tickets contract.
type TicketsBeforeFirstRoundStart struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error BeforeFirstRoundStart()
func TicketsBeforeFirstRoundStartErrorID() common.Hash {
	return common.HexToHash("0x66e0b9023d418a0894f66e66349ff376d7bd72379684a268192f04da200202da")
}

// UnpackBeforeFirstRoundStartError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error BeforeFirstRoundStart()
func (tickets *Tickets) UnpackBeforeFirstRoundStartError(raw []byte) (*TicketsBeforeFirstRoundStart, error) {
	out := new(TicketsBeforeFirstRoundStart)
	if err := tickets.abi.UnpackIntoInterface(out, "BeforeFirstRoundStart", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// TicketsIncorrectTicketPrice represents a IncorrectTicketPrice error raised by the Tickets contract.
type TicketsIncorrectTicketPrice struct {
	Expected *big.Int
	Actual   *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error IncorrectTicketPrice(uint256 expected, uint256 actual)
func TicketsIncorrectTicketPriceErrorID() common.Hash {
	return common.HexToHash("0x5321d9d061b0858ba1eaee87c76b1122853696eabfbe2cae7312bfa85ddfb417")
}

// UnpackIncorrectTicketPriceError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error IncorrectTicketPrice(uint256 expected, uint256 actual)
func (tickets *Tickets) UnpackIncorrectTicketPriceError(raw []byte) (*TicketsIncorrectTicketPrice, error) {
	out := new(TicketsIncorrectTicketPrice)
	if err := tickets.abi.UnpackIntoInterface(out, "IncorrectTicketPrice", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// TicketsInsufficientTokenBalance represents a InsufficientTokenBalance error raised by the Tickets contract.
type TicketsInsufficientTokenBalance struct {
	Balance  *big.Int
	Required *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error InsufficientTokenBalance(uint256 balance, uint256 required)
func TicketsInsufficientTokenBalanceErrorID() common.Hash {
	return common.HexToHash("0xa17124f86a970bf62323911078af40af500d6fbf807e6c10a0726a5387435bed")
}

// UnpackInsufficientTokenBalanceError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error InsufficientTokenBalance(uint256 balance, uint256 required)
func (tickets *Tickets) UnpackInsufficientTokenBalanceError(raw []byte) (*TicketsInsufficientTokenBalance, error) {
	out := new(TicketsInsufficientTokenBalance)
	if err := tickets.abi.UnpackIntoInterface(out, "InsufficientTokenBalance", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// TicketsMaxTicketsSold represents a MaxTicketsSold error raised by the Tickets contract.
type TicketsMaxTicketsSold struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error MaxTicketsSold()
func TicketsMaxTicketsSoldErrorID() common.Hash {
	return common.HexToHash("0x3dd5932dbd1a12c87e5f5eef912d2130dde7063d7399774ab63d79871fc6dad6")
}

// UnpackMaxTicketsSoldError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error MaxTicketsSold()
func (tickets *Tickets) UnpackMaxTicketsSoldError(raw []byte) (*TicketsMaxTicketsSold, error) {
	out := new(TicketsMaxTicketsSold)
	if err := tickets.abi.UnpackIntoInterface(out, "MaxTicketsSold", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// TicketsNotEnoughGrandfatheredTickets represents a NotEnoughGrandfatheredTickets error raised by the Tickets contract.
type TicketsNotEnoughGrandfatheredTickets struct {
	GrandfatheredTickets *big.Int
	RequestedTickets     *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotEnoughGrandfatheredTickets(uint256 grandfatheredTickets, uint256 requestedTickets)
func TicketsNotEnoughGrandfatheredTicketsErrorID() common.Hash {
	return common.HexToHash("0x1b350bf688cb1186836d5656edecf2a61b6ffcc488c21cd588f1fceed230cb51")
}

// UnpackNotEnoughGrandfatheredTicketsError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotEnoughGrandfatheredTickets(uint256 grandfatheredTickets, uint256 requestedTickets)
func (tickets *Tickets) UnpackNotEnoughGrandfatheredTicketsError(raw []byte) (*TicketsNotEnoughGrandfatheredTickets, error) {
	out := new(TicketsNotEnoughGrandfatheredTickets)
	if err := tickets.abi.UnpackIntoInterface(out, "NotEnoughGrandfatheredTickets", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// TicketsRoundNumberMismatch represents a RoundNumberMismatch error raised by the Tickets contract.
type TicketsRoundNumberMismatch struct {
	Expected *big.Int
	Actual   *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error RoundNumberMismatch(uint256 expected, uint256 actual)
func TicketsRoundNumberMismatchErrorID() common.Hash {
	return common.HexToHash("0x37ffd35ef00e05201adcd6a2417993c687915637bc9d88ca7c58b8a73ab730c3")
}

// UnpackRoundNumberMismatchError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error RoundNumberMismatch(uint256 expected, uint256 actual)
func (tickets *Tickets) UnpackRoundNumberMismatchError(raw []byte) (*TicketsRoundNumberMismatch, error) {
	out := new(TicketsRoundNumberMismatch)
	if err := tickets.abi.UnpackIntoInterface(out, "RoundNumberMismatch", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// TicketsTransferFailed represents a TransferFailed error raised by the Tickets contract.
type TicketsTransferFailed struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error TransferFailed()
func TicketsTransferFailedErrorID() common.Hash {
	return common.HexToHash("0x90b8ec1877afffd816d05d9b13947f3ff18ec5851c38bad15ec2b710f92391b1")
}

// UnpackTransferFailedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error TransferFailed()
func (tickets *Tickets) UnpackTransferFailedError(raw []byte) (*TicketsTransferFailed, error) {
	out := new(TicketsTransferFailed)
	if err := tickets.abi.UnpackIntoInterface(out, "TransferFailed", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// TicketsZeroTicketsRequested represents a ZeroTicketsRequested error raised by the Tickets contract.
type TicketsZeroTicketsRequested struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ZeroTicketsRequested()
func TicketsZeroTicketsRequestedErrorID() common.Hash {
	return common.HexToHash("0x346436150b9b32f80e1b71c4b82e645e978af35c9249fd7f3e8072802ca62364")
}

// UnpackZeroTicketsRequestedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ZeroTicketsRequested()
func (tickets *Tickets) UnpackZeroTicketsRequestedError(raw []byte) (*TicketsZeroTicketsRequested, error) {
	out := new(TicketsZeroTicketsRequested)
	if err := tickets.abi.UnpackIntoInterface(out, "ZeroTicketsRequested", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// TicketsRuntimeAt is the byte of TicketsMetaData.Bin at which the code of a deployed
// Tickets begins. It ends with it.
const TicketsRuntimeAt = 338

// TicketsImmutables are, for each immutable in the order of declaration, the bytes
// of that code at which the constructor writes it, 32 bytes each. Bin has zeros there.
func TicketsImmutables() [][]int {
	return [][]int{[]int{423, 1449, 3242, 3527, 4236, 4354}, []int{1747, 4144}, []int{733, 3140}, []int{2105, 3959}, []int{2964, 3921}, []int{3052, 3568}, []int{330, 2301, 2672}}
}
