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

// ITicketsMetaData contains all meta data concerning the ITickets contract.
var ITicketsMetaData = bind.MetaData{
	ABI: "[{\"inputs\":[],\"name\":\"BeforeFirstRoundStart\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"expected\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"actual\",\"type\":\"uint256\"}],\"name\":\"IncorrectTicketPrice\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"balance\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"required\",\"type\":\"uint256\"}],\"name\":\"InsufficientTokenBalance\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"MaxTicketsSold\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"grandfatheredTickets\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"requestedTickets\",\"type\":\"uint256\"}],\"name\":\"NotEnoughGrandfatheredTickets\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"expected\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"actual\",\"type\":\"uint256\"}],\"name\":\"RoundNumberMismatch\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"ZeroTicketsRequested\",\"type\":\"error\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"buyer\",\"type\":\"address\"},{\"indexed\":true,\"internalType\":\"uint256\",\"name\":\"round\",\"type\":\"uint256\"},{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"apiKeyHash\",\"type\":\"bytes32\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"price\",\"type\":\"uint256\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"numTickets\",\"type\":\"uint256\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"numTicketsDesired\",\"type\":\"uint256\"}],\"name\":\"TicketsPurchased\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"depositor\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"}],\"name\":\"TokensDeposited\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"withdrawer\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"}],\"name\":\"TokensWithdrawn\",\"type\":\"event\"},{\"inputs\":[],\"name\":\"currentPrice\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"}],\"name\":\"depositToken\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"}],\"name\":\"grandfatherCount\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"grandfatherPeriodEnd\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"maxTicketsPerRound\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"expectedRound\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"expectedPrice\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"numTicketsDesired\",\"type\":\"uint256\"},{\"internalType\":\"bytes32\",\"name\":\"apiKeyHash\",\"type\":\"bytes32\"}],\"name\":\"purchaseTickets\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"roundEnd\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"roundNumber\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"roundStart\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"}],\"name\":\"thisRoundTicketCount\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"ticketsSoldThisRound\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"token\",\"outputs\":[{\"internalType\":\"address\",\"name\":\"\",\"type\":\"address\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"}],\"name\":\"tokenBalance\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"}],\"name\":\"withdrawToken\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"}]",
	ID:  "ITickets",
}

// ITickets is an auto generated Go binding around an Ethereum contract.
type ITickets struct {
	abi abi.ABI
}

// GetABI returns the ABI associated with this contract binding.
func (c *ITickets) GetABI() abi.ABI {
	return c.abi
}

// NewITickets creates a new instance of ITickets.
func NewITickets() *ITickets {
	parsed, err := ITicketsMetaData.ParseABI()
	if err != nil {
		panic(errors.New("invalid ABI: " + err.Error()))
	}
	return &ITickets{abi: *parsed}
}

// Instance creates a wrapper for a deployed contract instance at the given address.
// Use this to create the instance object passed to abigen v2 library functions Call, Transact, etc.
func (c *ITickets) Instance(backend bind.ContractBackend, addr common.Address) *bind.BoundContract {
	return bind.NewBoundContract(addr, c.abi, backend, backend, backend)
}

// PackCurrentPrice is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x9d1b464a.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function currentPrice() view returns(uint256)
func (iTickets *ITickets) PackCurrentPrice() []byte {
	enc, err := iTickets.abi.Pack("currentPrice")
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
func (iTickets *ITickets) TryPackCurrentPrice() ([]byte, error) {
	return iTickets.abi.Pack("currentPrice")
}

// UnpackCurrentPrice is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x9d1b464a.
//
// Solidity: function currentPrice() view returns(uint256)
func (iTickets *ITickets) UnpackCurrentPrice(data []byte) (*big.Int, error) {
	out, err := iTickets.abi.Unpack("currentPrice", data)
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
func (iTickets *ITickets) PackDepositToken(amount *big.Int) []byte {
	enc, err := iTickets.abi.Pack("depositToken", amount)
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
func (iTickets *ITickets) TryPackDepositToken(amount *big.Int) ([]byte, error) {
	return iTickets.abi.Pack("depositToken", amount)
}

// PackGrandfatherCount is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x84672baa.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function grandfatherCount(address account) view returns(uint256)
func (iTickets *ITickets) PackGrandfatherCount(account common.Address) []byte {
	enc, err := iTickets.abi.Pack("grandfatherCount", account)
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
func (iTickets *ITickets) TryPackGrandfatherCount(account common.Address) ([]byte, error) {
	return iTickets.abi.Pack("grandfatherCount", account)
}

// UnpackGrandfatherCount is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x84672baa.
//
// Solidity: function grandfatherCount(address account) view returns(uint256)
func (iTickets *ITickets) UnpackGrandfatherCount(data []byte) (*big.Int, error) {
	out, err := iTickets.abi.Unpack("grandfatherCount", data)
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
func (iTickets *ITickets) PackGrandfatherPeriodEnd() []byte {
	enc, err := iTickets.abi.Pack("grandfatherPeriodEnd")
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
func (iTickets *ITickets) TryPackGrandfatherPeriodEnd() ([]byte, error) {
	return iTickets.abi.Pack("grandfatherPeriodEnd")
}

// UnpackGrandfatherPeriodEnd is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x22209058.
//
// Solidity: function grandfatherPeriodEnd() view returns(uint256)
func (iTickets *ITickets) UnpackGrandfatherPeriodEnd(data []byte) (*big.Int, error) {
	out, err := iTickets.abi.Unpack("grandfatherPeriodEnd", data)
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
func (iTickets *ITickets) PackMaxTicketsPerRound() []byte {
	enc, err := iTickets.abi.Pack("maxTicketsPerRound")
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
func (iTickets *ITickets) TryPackMaxTicketsPerRound() ([]byte, error) {
	return iTickets.abi.Pack("maxTicketsPerRound")
}

// UnpackMaxTicketsPerRound is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x445db8c8.
//
// Solidity: function maxTicketsPerRound() view returns(uint256)
func (iTickets *ITickets) UnpackMaxTicketsPerRound(data []byte) (*big.Int, error) {
	out, err := iTickets.abi.Unpack("maxTicketsPerRound", data)
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
func (iTickets *ITickets) PackPurchaseTickets(expectedRound *big.Int, expectedPrice *big.Int, numTicketsDesired *big.Int, apiKeyHash [32]byte) []byte {
	enc, err := iTickets.abi.Pack("purchaseTickets", expectedRound, expectedPrice, numTicketsDesired, apiKeyHash)
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
func (iTickets *ITickets) TryPackPurchaseTickets(expectedRound *big.Int, expectedPrice *big.Int, numTicketsDesired *big.Int, apiKeyHash [32]byte) ([]byte, error) {
	return iTickets.abi.Pack("purchaseTickets", expectedRound, expectedPrice, numTicketsDesired, apiKeyHash)
}

// PackRoundEnd is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xc02e580e.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function roundEnd() view returns(uint256)
func (iTickets *ITickets) PackRoundEnd() []byte {
	enc, err := iTickets.abi.Pack("roundEnd")
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
func (iTickets *ITickets) TryPackRoundEnd() ([]byte, error) {
	return iTickets.abi.Pack("roundEnd")
}

// UnpackRoundEnd is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xc02e580e.
//
// Solidity: function roundEnd() view returns(uint256)
func (iTickets *ITickets) UnpackRoundEnd(data []byte) (*big.Int, error) {
	out, err := iTickets.abi.Unpack("roundEnd", data)
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
func (iTickets *ITickets) PackRoundNumber() []byte {
	enc, err := iTickets.abi.Pack("roundNumber")
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
func (iTickets *ITickets) TryPackRoundNumber() ([]byte, error) {
	return iTickets.abi.Pack("roundNumber")
}

// UnpackRoundNumber is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x4e2786fb.
//
// Solidity: function roundNumber() view returns(uint256)
func (iTickets *ITickets) UnpackRoundNumber(data []byte) (*big.Int, error) {
	out, err := iTickets.abi.Unpack("roundNumber", data)
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
func (iTickets *ITickets) PackRoundStart() []byte {
	enc, err := iTickets.abi.Pack("roundStart")
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
func (iTickets *ITickets) TryPackRoundStart() ([]byte, error) {
	return iTickets.abi.Pack("roundStart")
}

// UnpackRoundStart is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x40365852.
//
// Solidity: function roundStart() view returns(uint256)
func (iTickets *ITickets) UnpackRoundStart(data []byte) (*big.Int, error) {
	out, err := iTickets.abi.Unpack("roundStart", data)
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
func (iTickets *ITickets) PackThisRoundTicketCount(account common.Address) []byte {
	enc, err := iTickets.abi.Pack("thisRoundTicketCount", account)
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
func (iTickets *ITickets) TryPackThisRoundTicketCount(account common.Address) ([]byte, error) {
	return iTickets.abi.Pack("thisRoundTicketCount", account)
}

// UnpackThisRoundTicketCount is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xae4ff865.
//
// Solidity: function thisRoundTicketCount(address account) view returns(uint256)
func (iTickets *ITickets) UnpackThisRoundTicketCount(data []byte) (*big.Int, error) {
	out, err := iTickets.abi.Unpack("thisRoundTicketCount", data)
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
func (iTickets *ITickets) PackTicketsSoldThisRound() []byte {
	enc, err := iTickets.abi.Pack("ticketsSoldThisRound")
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
func (iTickets *ITickets) TryPackTicketsSoldThisRound() ([]byte, error) {
	return iTickets.abi.Pack("ticketsSoldThisRound")
}

// UnpackTicketsSoldThisRound is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x03e1be32.
//
// Solidity: function ticketsSoldThisRound() view returns(uint256)
func (iTickets *ITickets) UnpackTicketsSoldThisRound(data []byte) (*big.Int, error) {
	out, err := iTickets.abi.Unpack("ticketsSoldThisRound", data)
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
func (iTickets *ITickets) PackToken() []byte {
	enc, err := iTickets.abi.Pack("token")
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
func (iTickets *ITickets) TryPackToken() ([]byte, error) {
	return iTickets.abi.Pack("token")
}

// UnpackToken is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xfc0c546a.
//
// Solidity: function token() view returns(address)
func (iTickets *ITickets) UnpackToken(data []byte) (common.Address, error) {
	out, err := iTickets.abi.Unpack("token", data)
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
func (iTickets *ITickets) PackTokenBalance(account common.Address) []byte {
	enc, err := iTickets.abi.Pack("tokenBalance", account)
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
func (iTickets *ITickets) TryPackTokenBalance(account common.Address) ([]byte, error) {
	return iTickets.abi.Pack("tokenBalance", account)
}

// UnpackTokenBalance is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xeedc966a.
//
// Solidity: function tokenBalance(address account) view returns(uint256)
func (iTickets *ITickets) UnpackTokenBalance(data []byte) (*big.Int, error) {
	out, err := iTickets.abi.Unpack("tokenBalance", data)
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
func (iTickets *ITickets) PackWithdrawToken(amount *big.Int) []byte {
	enc, err := iTickets.abi.Pack("withdrawToken", amount)
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
func (iTickets *ITickets) TryPackWithdrawToken(amount *big.Int) ([]byte, error) {
	return iTickets.abi.Pack("withdrawToken", amount)
}

// ITicketsTicketsPurchased represents a TicketsPurchased event raised by the ITickets contract.
type ITicketsTicketsPurchased struct {
	Buyer             common.Address
	Round             *big.Int
	ApiKeyHash        [32]byte
	Price             *big.Int
	NumTickets        *big.Int
	NumTicketsDesired *big.Int
	Raw               *types.Log // Blockchain specific contextual infos
}

const ITicketsTicketsPurchasedEventName = "TicketsPurchased"

// ContractEventName returns the user-defined event name.
func (ITicketsTicketsPurchased) ContractEventName() string {
	return ITicketsTicketsPurchasedEventName
}

// UnpackTicketsPurchasedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event TicketsPurchased(address indexed buyer, uint256 indexed round, bytes32 indexed apiKeyHash, uint256 price, uint256 numTickets, uint256 numTicketsDesired)
func (iTickets *ITickets) UnpackTicketsPurchasedEvent(log *types.Log) (*ITicketsTicketsPurchased, error) {
	event := "TicketsPurchased"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != iTickets.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(ITicketsTicketsPurchased)
	if len(log.Data) > 0 {
		if err := iTickets.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range iTickets.abi.Events[event].Inputs {
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

// ITicketsTokensDeposited represents a TokensDeposited event raised by the ITickets contract.
type ITicketsTokensDeposited struct {
	Depositor common.Address
	Amount    *big.Int
	Raw       *types.Log // Blockchain specific contextual infos
}

const ITicketsTokensDepositedEventName = "TokensDeposited"

// ContractEventName returns the user-defined event name.
func (ITicketsTokensDeposited) ContractEventName() string {
	return ITicketsTokensDepositedEventName
}

// UnpackTokensDepositedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event TokensDeposited(address indexed depositor, uint256 amount)
func (iTickets *ITickets) UnpackTokensDepositedEvent(log *types.Log) (*ITicketsTokensDeposited, error) {
	event := "TokensDeposited"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != iTickets.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(ITicketsTokensDeposited)
	if len(log.Data) > 0 {
		if err := iTickets.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range iTickets.abi.Events[event].Inputs {
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

// ITicketsTokensWithdrawn represents a TokensWithdrawn event raised by the ITickets contract.
type ITicketsTokensWithdrawn struct {
	Withdrawer common.Address
	Amount     *big.Int
	Raw        *types.Log // Blockchain specific contextual infos
}

const ITicketsTokensWithdrawnEventName = "TokensWithdrawn"

// ContractEventName returns the user-defined event name.
func (ITicketsTokensWithdrawn) ContractEventName() string {
	return ITicketsTokensWithdrawnEventName
}

// UnpackTokensWithdrawnEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event TokensWithdrawn(address indexed withdrawer, uint256 amount)
func (iTickets *ITickets) UnpackTokensWithdrawnEvent(log *types.Log) (*ITicketsTokensWithdrawn, error) {
	event := "TokensWithdrawn"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != iTickets.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(ITicketsTokensWithdrawn)
	if len(log.Data) > 0 {
		if err := iTickets.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range iTickets.abi.Events[event].Inputs {
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
func (iTickets *ITickets) UnpackError(raw []byte) (any, error) {
	if bytes.Equal(raw[:4], iTickets.abi.Errors["BeforeFirstRoundStart"].ID.Bytes()[:4]) {
		return iTickets.UnpackBeforeFirstRoundStartError(raw[4:])
	}
	if bytes.Equal(raw[:4], iTickets.abi.Errors["IncorrectTicketPrice"].ID.Bytes()[:4]) {
		return iTickets.UnpackIncorrectTicketPriceError(raw[4:])
	}
	if bytes.Equal(raw[:4], iTickets.abi.Errors["InsufficientTokenBalance"].ID.Bytes()[:4]) {
		return iTickets.UnpackInsufficientTokenBalanceError(raw[4:])
	}
	if bytes.Equal(raw[:4], iTickets.abi.Errors["MaxTicketsSold"].ID.Bytes()[:4]) {
		return iTickets.UnpackMaxTicketsSoldError(raw[4:])
	}
	if bytes.Equal(raw[:4], iTickets.abi.Errors["NotEnoughGrandfatheredTickets"].ID.Bytes()[:4]) {
		return iTickets.UnpackNotEnoughGrandfatheredTicketsError(raw[4:])
	}
	if bytes.Equal(raw[:4], iTickets.abi.Errors["RoundNumberMismatch"].ID.Bytes()[:4]) {
		return iTickets.UnpackRoundNumberMismatchError(raw[4:])
	}
	if bytes.Equal(raw[:4], iTickets.abi.Errors["ZeroTicketsRequested"].ID.Bytes()[:4]) {
		return iTickets.UnpackZeroTicketsRequestedError(raw[4:])
	}
	return nil, errors.New("Unknown error")
}

// ITicketsBeforeFirstRoundStart represents a BeforeFirstRoundStart error raised by the ITickets contract.
type ITicketsBeforeFirstRoundStart struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error BeforeFirstRoundStart()
func ITicketsBeforeFirstRoundStartErrorID() common.Hash {
	return common.HexToHash("0x66e0b9023d418a0894f66e66349ff376d7bd72379684a268192f04da200202da")
}

// UnpackBeforeFirstRoundStartError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error BeforeFirstRoundStart()
func (iTickets *ITickets) UnpackBeforeFirstRoundStartError(raw []byte) (*ITicketsBeforeFirstRoundStart, error) {
	out := new(ITicketsBeforeFirstRoundStart)
	if err := iTickets.abi.UnpackIntoInterface(out, "BeforeFirstRoundStart", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// ITicketsIncorrectTicketPrice represents a IncorrectTicketPrice error raised by the ITickets contract.
type ITicketsIncorrectTicketPrice struct {
	Expected *big.Int
	Actual   *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error IncorrectTicketPrice(uint256 expected, uint256 actual)
func ITicketsIncorrectTicketPriceErrorID() common.Hash {
	return common.HexToHash("0x5321d9d061b0858ba1eaee87c76b1122853696eabfbe2cae7312bfa85ddfb417")
}

// UnpackIncorrectTicketPriceError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error IncorrectTicketPrice(uint256 expected, uint256 actual)
func (iTickets *ITickets) UnpackIncorrectTicketPriceError(raw []byte) (*ITicketsIncorrectTicketPrice, error) {
	out := new(ITicketsIncorrectTicketPrice)
	if err := iTickets.abi.UnpackIntoInterface(out, "IncorrectTicketPrice", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// ITicketsInsufficientTokenBalance represents a InsufficientTokenBalance error raised by the ITickets contract.
type ITicketsInsufficientTokenBalance struct {
	Balance  *big.Int
	Required *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error InsufficientTokenBalance(uint256 balance, uint256 required)
func ITicketsInsufficientTokenBalanceErrorID() common.Hash {
	return common.HexToHash("0xa17124f86a970bf62323911078af40af500d6fbf807e6c10a0726a5387435bed")
}

// UnpackInsufficientTokenBalanceError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error InsufficientTokenBalance(uint256 balance, uint256 required)
func (iTickets *ITickets) UnpackInsufficientTokenBalanceError(raw []byte) (*ITicketsInsufficientTokenBalance, error) {
	out := new(ITicketsInsufficientTokenBalance)
	if err := iTickets.abi.UnpackIntoInterface(out, "InsufficientTokenBalance", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// ITicketsMaxTicketsSold represents a MaxTicketsSold error raised by the ITickets contract.
type ITicketsMaxTicketsSold struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error MaxTicketsSold()
func ITicketsMaxTicketsSoldErrorID() common.Hash {
	return common.HexToHash("0x3dd5932dbd1a12c87e5f5eef912d2130dde7063d7399774ab63d79871fc6dad6")
}

// UnpackMaxTicketsSoldError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error MaxTicketsSold()
func (iTickets *ITickets) UnpackMaxTicketsSoldError(raw []byte) (*ITicketsMaxTicketsSold, error) {
	out := new(ITicketsMaxTicketsSold)
	if err := iTickets.abi.UnpackIntoInterface(out, "MaxTicketsSold", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// ITicketsNotEnoughGrandfatheredTickets represents a NotEnoughGrandfatheredTickets error raised by the ITickets contract.
type ITicketsNotEnoughGrandfatheredTickets struct {
	GrandfatheredTickets *big.Int
	RequestedTickets     *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotEnoughGrandfatheredTickets(uint256 grandfatheredTickets, uint256 requestedTickets)
func ITicketsNotEnoughGrandfatheredTicketsErrorID() common.Hash {
	return common.HexToHash("0x1b350bf688cb1186836d5656edecf2a61b6ffcc488c21cd588f1fceed230cb51")
}

// UnpackNotEnoughGrandfatheredTicketsError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotEnoughGrandfatheredTickets(uint256 grandfatheredTickets, uint256 requestedTickets)
func (iTickets *ITickets) UnpackNotEnoughGrandfatheredTicketsError(raw []byte) (*ITicketsNotEnoughGrandfatheredTickets, error) {
	out := new(ITicketsNotEnoughGrandfatheredTickets)
	if err := iTickets.abi.UnpackIntoInterface(out, "NotEnoughGrandfatheredTickets", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// ITicketsRoundNumberMismatch represents a RoundNumberMismatch error raised by the ITickets contract.
type ITicketsRoundNumberMismatch struct {
	Expected *big.Int
	Actual   *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error RoundNumberMismatch(uint256 expected, uint256 actual)
func ITicketsRoundNumberMismatchErrorID() common.Hash {
	return common.HexToHash("0x37ffd35ef00e05201adcd6a2417993c687915637bc9d88ca7c58b8a73ab730c3")
}

// UnpackRoundNumberMismatchError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error RoundNumberMismatch(uint256 expected, uint256 actual)
func (iTickets *ITickets) UnpackRoundNumberMismatchError(raw []byte) (*ITicketsRoundNumberMismatch, error) {
	out := new(ITicketsRoundNumberMismatch)
	if err := iTickets.abi.UnpackIntoInterface(out, "RoundNumberMismatch", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// ITicketsZeroTicketsRequested represents a ZeroTicketsRequested error raised by the ITickets contract.
type ITicketsZeroTicketsRequested struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ZeroTicketsRequested()
func ITicketsZeroTicketsRequestedErrorID() common.Hash {
	return common.HexToHash("0x346436150b9b32f80e1b71c4b82e645e978af35c9249fd7f3e8072802ca62364")
}

// UnpackZeroTicketsRequestedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ZeroTicketsRequested()
func (iTickets *ITickets) UnpackZeroTicketsRequestedError(raw []byte) (*ITicketsZeroTicketsRequested, error) {
	out := new(ITicketsZeroTicketsRequested)
	if err := iTickets.abi.UnpackIntoInterface(out, "ZeroTicketsRequested", raw); err != nil {
		return nil, err
	}
	return out, nil
}
