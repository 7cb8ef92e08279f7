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

// IExpressLaneAuctionELCRound is an auto generated low-level Go binding around an user-defined struct.
type IExpressLaneAuctionELCRound struct {
	ExpressLaneController common.Address
	Round                 uint64
}

// IExpressLaneAuctionMetaData contains all meta data concerning the IExpressLaneAuction contract.
var IExpressLaneAuctionMetaData = bind.MetaData{
	ABI: "[{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"amountRequested\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"balance\",\"type\":\"uint256\"}],\"name\":\"InsufficientBalance\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"amountRequested\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"balance\",\"type\":\"uint256\"}],\"name\":\"InsufficientBalanceAcc\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint64\",\"name\":\"round\",\"type\":\"uint64\"},{\"internalType\":\"address\",\"name\":\"controller\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"sender\",\"type\":\"address\"}],\"name\":\"NotExpressLaneController\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"NothingToWithdraw\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint64\",\"name\":\"round\",\"type\":\"uint64\"}],\"name\":\"RoundNotResolved\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint64\",\"name\":\"round\",\"type\":\"uint64\"},{\"internalType\":\"uint64\",\"name\":\"currentRound\",\"type\":\"uint64\"}],\"name\":\"RoundTooOld\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"WithdrawalInProgress\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"WithdrawalMaxRound\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"ZeroAmount\",\"type\":\"error\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"}],\"name\":\"Deposit\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"withdrawalAmount\",\"type\":\"uint256\"}],\"name\":\"WithdrawalFinalized\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"withdrawalAmount\",\"type\":\"uint256\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"roundWithdrawable\",\"type\":\"uint256\"}],\"name\":\"WithdrawalInitiated\",\"type\":\"event\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"}],\"name\":\"balanceOf\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"},{\"internalType\":\"uint64\",\"name\":\"round\",\"type\":\"uint64\"}],\"name\":\"balanceOfAtRound\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"biddingToken\",\"outputs\":[{\"internalType\":\"address\",\"name\":\"\",\"type\":\"address\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"currentRound\",\"outputs\":[{\"internalType\":\"uint64\",\"name\":\"\",\"type\":\"uint64\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"}],\"name\":\"deposit\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"domainSeparator\",\"outputs\":[{\"internalType\":\"bytes32\",\"name\":\"\",\"type\":\"bytes32\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"finalizeWithdrawal\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint64\",\"name\":\"round\",\"type\":\"uint64\"},{\"internalType\":\"address\",\"name\":\"expressLaneController\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"}],\"name\":\"getBidHash\",\"outputs\":[{\"internalType\":\"bytes32\",\"name\":\"\",\"type\":\"bytes32\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"initiateWithdrawal\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"isAuctionRoundClosed\",\"outputs\":[{\"internalType\":\"bool\",\"name\":\"\",\"type\":\"bool\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"minReservePrice\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"reservePrice\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"resolvedRounds\",\"outputs\":[{\"components\":[{\"internalType\":\"address\",\"name\":\"expressLaneController\",\"type\":\"address\"},{\"internalType\":\"uint64\",\"name\":\"round\",\"type\":\"uint64\"}],\"internalType\":\"structIExpressLaneAuction.ELCRound\",\"name\":\"\",\"type\":\"tuple\"},{\"components\":[{\"internalType\":\"address\",\"name\":\"expressLaneController\",\"type\":\"address\"},{\"internalType\":\"uint64\",\"name\":\"round\",\"type\":\"uint64\"}],\"internalType\":\"structIExpressLaneAuction.ELCRound\",\"name\":\"\",\"type\":\"tuple\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"roundTimingInfo\",\"outputs\":[{\"internalType\":\"int64\",\"name\":\"offsetTimestamp\",\"type\":\"int64\"},{\"internalType\":\"uint64\",\"name\":\"roundDurationSeconds\",\"type\":\"uint64\"},{\"internalType\":\"uint64\",\"name\":\"auctionClosingSeconds\",\"type\":\"uint64\"},{\"internalType\":\"uint64\",\"name\":\"reserveSubmissionSeconds\",\"type\":\"uint64\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"}],\"name\":\"withdrawableBalance\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"},{\"internalType\":\"uint64\",\"name\":\"round\",\"type\":\"uint64\"}],\"name\":\"withdrawableBalanceAtRound\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"}]",
	ID:  "IExpressLaneAuction",
}

// IExpressLaneAuction is an auto generated Go binding around an Ethereum contract.
type IExpressLaneAuction struct {
	abi abi.ABI
}

// GetABI returns the ABI associated with this contract binding.
func (c *IExpressLaneAuction) GetABI() abi.ABI {
	return c.abi
}

// NewIExpressLaneAuction creates a new instance of IExpressLaneAuction.
func NewIExpressLaneAuction() *IExpressLaneAuction {
	parsed, err := IExpressLaneAuctionMetaData.ParseABI()
	if err != nil {
		panic(errors.New("invalid ABI: " + err.Error()))
	}
	return &IExpressLaneAuction{abi: *parsed}
}

// Instance creates a wrapper for a deployed contract instance at the given address.
// Use this to create the instance object passed to abigen v2 library functions Call, Transact, etc.
func (c *IExpressLaneAuction) Instance(backend bind.ContractBackend, addr common.Address) *bind.BoundContract {
	return bind.NewBoundContract(addr, c.abi, backend, backend, backend)
}

// PackBalanceOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x70a08231.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function balanceOf(address account) view returns(uint256)
func (iExpressLaneAuction *IExpressLaneAuction) PackBalanceOf(account common.Address) []byte {
	enc, err := iExpressLaneAuction.abi.Pack("balanceOf", account)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackBalanceOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x70a08231.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function balanceOf(address account) view returns(uint256)
func (iExpressLaneAuction *IExpressLaneAuction) TryPackBalanceOf(account common.Address) ([]byte, error) {
	return iExpressLaneAuction.abi.Pack("balanceOf", account)
}

// UnpackBalanceOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x70a08231.
//
// Solidity: function balanceOf(address account) view returns(uint256)
func (iExpressLaneAuction *IExpressLaneAuction) UnpackBalanceOf(data []byte) (*big.Int, error) {
	out, err := iExpressLaneAuction.abi.Unpack("balanceOf", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackBalanceOfAtRound is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x5633c337.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function balanceOfAtRound(address account, uint64 round) view returns(uint256)
func (iExpressLaneAuction *IExpressLaneAuction) PackBalanceOfAtRound(account common.Address, round uint64) []byte {
	enc, err := iExpressLaneAuction.abi.Pack("balanceOfAtRound", account, round)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackBalanceOfAtRound is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x5633c337.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function balanceOfAtRound(address account, uint64 round) view returns(uint256)
func (iExpressLaneAuction *IExpressLaneAuction) TryPackBalanceOfAtRound(account common.Address, round uint64) ([]byte, error) {
	return iExpressLaneAuction.abi.Pack("balanceOfAtRound", account, round)
}

// UnpackBalanceOfAtRound is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x5633c337.
//
// Solidity: function balanceOfAtRound(address account, uint64 round) view returns(uint256)
func (iExpressLaneAuction *IExpressLaneAuction) UnpackBalanceOfAtRound(data []byte) (*big.Int, error) {
	out, err := iExpressLaneAuction.abi.Unpack("balanceOfAtRound", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackBiddingToken is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x639d7566.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function biddingToken() view returns(address)
func (iExpressLaneAuction *IExpressLaneAuction) PackBiddingToken() []byte {
	enc, err := iExpressLaneAuction.abi.Pack("biddingToken")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackBiddingToken is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x639d7566.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function biddingToken() view returns(address)
func (iExpressLaneAuction *IExpressLaneAuction) TryPackBiddingToken() ([]byte, error) {
	return iExpressLaneAuction.abi.Pack("biddingToken")
}

// UnpackBiddingToken is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x639d7566.
//
// Solidity: function biddingToken() view returns(address)
func (iExpressLaneAuction *IExpressLaneAuction) UnpackBiddingToken(data []byte) (common.Address, error) {
	out, err := iExpressLaneAuction.abi.Unpack("biddingToken", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackCurrentRound is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8a19c8bc.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function currentRound() view returns(uint64)
func (iExpressLaneAuction *IExpressLaneAuction) PackCurrentRound() []byte {
	enc, err := iExpressLaneAuction.abi.Pack("currentRound")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackCurrentRound is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8a19c8bc.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function currentRound() view returns(uint64)
func (iExpressLaneAuction *IExpressLaneAuction) TryPackCurrentRound() ([]byte, error) {
	return iExpressLaneAuction.abi.Pack("currentRound")
}

// UnpackCurrentRound is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x8a19c8bc.
//
// Solidity: function currentRound() view returns(uint64)
func (iExpressLaneAuction *IExpressLaneAuction) UnpackCurrentRound(data []byte) (uint64, error) {
	out, err := iExpressLaneAuction.abi.Unpack("currentRound", data)
	if err != nil {
		return *new(uint64), err
	}
	out0 := *abi.ConvertType(out[0], new(uint64)).(*uint64)
	return out0, nil
}

// PackDeposit is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb6b55f25.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function deposit(uint256 amount) returns()
func (iExpressLaneAuction *IExpressLaneAuction) PackDeposit(amount *big.Int) []byte {
	enc, err := iExpressLaneAuction.abi.Pack("deposit", amount)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackDeposit is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb6b55f25.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function deposit(uint256 amount) returns()
func (iExpressLaneAuction *IExpressLaneAuction) TryPackDeposit(amount *big.Int) ([]byte, error) {
	return iExpressLaneAuction.abi.Pack("deposit", amount)
}

// PackDomainSeparator is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf698da25.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function domainSeparator() view returns(bytes32)
func (iExpressLaneAuction *IExpressLaneAuction) PackDomainSeparator() []byte {
	enc, err := iExpressLaneAuction.abi.Pack("domainSeparator")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackDomainSeparator is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf698da25.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function domainSeparator() view returns(bytes32)
func (iExpressLaneAuction *IExpressLaneAuction) TryPackDomainSeparator() ([]byte, error) {
	return iExpressLaneAuction.abi.Pack("domainSeparator")
}

// UnpackDomainSeparator is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xf698da25.
//
// Solidity: function domainSeparator() view returns(bytes32)
func (iExpressLaneAuction *IExpressLaneAuction) UnpackDomainSeparator(data []byte) ([32]byte, error) {
	out, err := iExpressLaneAuction.abi.Unpack("domainSeparator", data)
	if err != nil {
		return *new([32]byte), err
	}
	out0 := *abi.ConvertType(out[0], new([32]byte)).(*[32]byte)
	return out0, nil
}

// PackFinalizeWithdrawal is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xc5b6aa2f.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function finalizeWithdrawal() returns()
func (iExpressLaneAuction *IExpressLaneAuction) PackFinalizeWithdrawal() []byte {
	enc, err := iExpressLaneAuction.abi.Pack("finalizeWithdrawal")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackFinalizeWithdrawal is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xc5b6aa2f.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function finalizeWithdrawal() returns()
func (iExpressLaneAuction *IExpressLaneAuction) TryPackFinalizeWithdrawal() ([]byte, error) {
	return iExpressLaneAuction.abi.Pack("finalizeWithdrawal")
}

// PackGetBidHash is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x04c584ad.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function getBidHash(uint64 round, address expressLaneController, uint256 amount) view returns(bytes32)
func (iExpressLaneAuction *IExpressLaneAuction) PackGetBidHash(round uint64, expressLaneController common.Address, amount *big.Int) []byte {
	enc, err := iExpressLaneAuction.abi.Pack("getBidHash", round, expressLaneController, amount)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackGetBidHash is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x04c584ad.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function getBidHash(uint64 round, address expressLaneController, uint256 amount) view returns(bytes32)
func (iExpressLaneAuction *IExpressLaneAuction) TryPackGetBidHash(round uint64, expressLaneController common.Address, amount *big.Int) ([]byte, error) {
	return iExpressLaneAuction.abi.Pack("getBidHash", round, expressLaneController, amount)
}

// UnpackGetBidHash is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x04c584ad.
//
// Solidity: function getBidHash(uint64 round, address expressLaneController, uint256 amount) view returns(bytes32)
func (iExpressLaneAuction *IExpressLaneAuction) UnpackGetBidHash(data []byte) ([32]byte, error) {
	out, err := iExpressLaneAuction.abi.Unpack("getBidHash", data)
	if err != nil {
		return *new([32]byte), err
	}
	out0 := *abi.ConvertType(out[0], new([32]byte)).(*[32]byte)
	return out0, nil
}

// PackInitiateWithdrawal is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb51d1d4f.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function initiateWithdrawal() returns()
func (iExpressLaneAuction *IExpressLaneAuction) PackInitiateWithdrawal() []byte {
	enc, err := iExpressLaneAuction.abi.Pack("initiateWithdrawal")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackInitiateWithdrawal is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb51d1d4f.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function initiateWithdrawal() returns()
func (iExpressLaneAuction *IExpressLaneAuction) TryPackInitiateWithdrawal() ([]byte, error) {
	return iExpressLaneAuction.abi.Pack("initiateWithdrawal")
}

// PackIsAuctionRoundClosed is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x2d668ce7.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function isAuctionRoundClosed() view returns(bool)
func (iExpressLaneAuction *IExpressLaneAuction) PackIsAuctionRoundClosed() []byte {
	enc, err := iExpressLaneAuction.abi.Pack("isAuctionRoundClosed")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackIsAuctionRoundClosed is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x2d668ce7.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function isAuctionRoundClosed() view returns(bool)
func (iExpressLaneAuction *IExpressLaneAuction) TryPackIsAuctionRoundClosed() ([]byte, error) {
	return iExpressLaneAuction.abi.Pack("isAuctionRoundClosed")
}

// UnpackIsAuctionRoundClosed is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x2d668ce7.
//
// Solidity: function isAuctionRoundClosed() view returns(bool)
func (iExpressLaneAuction *IExpressLaneAuction) UnpackIsAuctionRoundClosed(data []byte) (bool, error) {
	out, err := iExpressLaneAuction.abi.Unpack("isAuctionRoundClosed", data)
	if err != nil {
		return *new(bool), err
	}
	out0 := *abi.ConvertType(out[0], new(bool)).(*bool)
	return out0, nil
}

// PackMinReservePrice is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x83af0a1f.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function minReservePrice() view returns(uint256)
func (iExpressLaneAuction *IExpressLaneAuction) PackMinReservePrice() []byte {
	enc, err := iExpressLaneAuction.abi.Pack("minReservePrice")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackMinReservePrice is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x83af0a1f.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function minReservePrice() view returns(uint256)
func (iExpressLaneAuction *IExpressLaneAuction) TryPackMinReservePrice() ([]byte, error) {
	return iExpressLaneAuction.abi.Pack("minReservePrice")
}

// UnpackMinReservePrice is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x83af0a1f.
//
// Solidity: function minReservePrice() view returns(uint256)
func (iExpressLaneAuction *IExpressLaneAuction) UnpackMinReservePrice(data []byte) (*big.Int, error) {
	out, err := iExpressLaneAuction.abi.Unpack("minReservePrice", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackReservePrice is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xdb2e1eed.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function reservePrice() view returns(uint256)
func (iExpressLaneAuction *IExpressLaneAuction) PackReservePrice() []byte {
	enc, err := iExpressLaneAuction.abi.Pack("reservePrice")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackReservePrice is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xdb2e1eed.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function reservePrice() view returns(uint256)
func (iExpressLaneAuction *IExpressLaneAuction) TryPackReservePrice() ([]byte, error) {
	return iExpressLaneAuction.abi.Pack("reservePrice")
}

// UnpackReservePrice is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xdb2e1eed.
//
// Solidity: function reservePrice() view returns(uint256)
func (iExpressLaneAuction *IExpressLaneAuction) UnpackReservePrice(data []byte) (*big.Int, error) {
	out, err := iExpressLaneAuction.abi.Unpack("reservePrice", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackResolvedRounds is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x0d253fbe.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function resolvedRounds() view returns((address,uint64), (address,uint64))
func (iExpressLaneAuction *IExpressLaneAuction) PackResolvedRounds() []byte {
	enc, err := iExpressLaneAuction.abi.Pack("resolvedRounds")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackResolvedRounds is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x0d253fbe.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function resolvedRounds() view returns((address,uint64), (address,uint64))
func (iExpressLaneAuction *IExpressLaneAuction) TryPackResolvedRounds() ([]byte, error) {
	return iExpressLaneAuction.abi.Pack("resolvedRounds")
}

// IExpressLaneAuctionResolvedRoundsOutput serves as a container for the return parameters of contract
// method ResolvedRounds.
type IExpressLaneAuctionResolvedRoundsOutput struct {
	Arg0 IExpressLaneAuctionELCRound
	Arg1 IExpressLaneAuctionELCRound
}

// UnpackResolvedRounds is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x0d253fbe.
//
// Solidity: function resolvedRounds() view returns((address,uint64), (address,uint64))
func (iExpressLaneAuction *IExpressLaneAuction) UnpackResolvedRounds(data []byte) (IExpressLaneAuctionResolvedRoundsOutput, error) {
	out, err := iExpressLaneAuction.abi.Unpack("resolvedRounds", data)
	outstruct := new(IExpressLaneAuctionResolvedRoundsOutput)
	if err != nil {
		return *outstruct, err
	}
	outstruct.Arg0 = *abi.ConvertType(out[0], new(IExpressLaneAuctionELCRound)).(*IExpressLaneAuctionELCRound)
	outstruct.Arg1 = *abi.ConvertType(out[1], new(IExpressLaneAuctionELCRound)).(*IExpressLaneAuctionELCRound)
	return *outstruct, nil
}

// PackRoundTimingInfo is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x0152682d.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function roundTimingInfo() view returns(int64 offsetTimestamp, uint64 roundDurationSeconds, uint64 auctionClosingSeconds, uint64 reserveSubmissionSeconds)
func (iExpressLaneAuction *IExpressLaneAuction) PackRoundTimingInfo() []byte {
	enc, err := iExpressLaneAuction.abi.Pack("roundTimingInfo")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRoundTimingInfo is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x0152682d.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function roundTimingInfo() view returns(int64 offsetTimestamp, uint64 roundDurationSeconds, uint64 auctionClosingSeconds, uint64 reserveSubmissionSeconds)
func (iExpressLaneAuction *IExpressLaneAuction) TryPackRoundTimingInfo() ([]byte, error) {
	return iExpressLaneAuction.abi.Pack("roundTimingInfo")
}

// IExpressLaneAuctionRoundTimingInfoOutput serves as a container for the return parameters of contract
// method RoundTimingInfo.
type IExpressLaneAuctionRoundTimingInfoOutput struct {
	OffsetTimestamp          int64
	RoundDurationSeconds     uint64
	AuctionClosingSeconds    uint64
	ReserveSubmissionSeconds uint64
}

// UnpackRoundTimingInfo is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x0152682d.
//
// Solidity: function roundTimingInfo() view returns(int64 offsetTimestamp, uint64 roundDurationSeconds, uint64 auctionClosingSeconds, uint64 reserveSubmissionSeconds)
func (iExpressLaneAuction *IExpressLaneAuction) UnpackRoundTimingInfo(data []byte) (IExpressLaneAuctionRoundTimingInfoOutput, error) {
	out, err := iExpressLaneAuction.abi.Unpack("roundTimingInfo", data)
	outstruct := new(IExpressLaneAuctionRoundTimingInfoOutput)
	if err != nil {
		return *outstruct, err
	}
	outstruct.OffsetTimestamp = *abi.ConvertType(out[0], new(int64)).(*int64)
	outstruct.RoundDurationSeconds = *abi.ConvertType(out[1], new(uint64)).(*uint64)
	outstruct.AuctionClosingSeconds = *abi.ConvertType(out[2], new(uint64)).(*uint64)
	outstruct.ReserveSubmissionSeconds = *abi.ConvertType(out[3], new(uint64)).(*uint64)
	return *outstruct, nil
}

// PackWithdrawableBalance is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x02b62938.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function withdrawableBalance(address account) view returns(uint256)
func (iExpressLaneAuction *IExpressLaneAuction) PackWithdrawableBalance(account common.Address) []byte {
	enc, err := iExpressLaneAuction.abi.Pack("withdrawableBalance", account)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackWithdrawableBalance is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x02b62938.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function withdrawableBalance(address account) view returns(uint256)
func (iExpressLaneAuction *IExpressLaneAuction) TryPackWithdrawableBalance(account common.Address) ([]byte, error) {
	return iExpressLaneAuction.abi.Pack("withdrawableBalance", account)
}

// UnpackWithdrawableBalance is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x02b62938.
//
// Solidity: function withdrawableBalance(address account) view returns(uint256)
func (iExpressLaneAuction *IExpressLaneAuction) UnpackWithdrawableBalance(data []byte) (*big.Int, error) {
	out, err := iExpressLaneAuction.abi.Unpack("withdrawableBalance", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackWithdrawableBalanceAtRound is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x6e8cace5.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function withdrawableBalanceAtRound(address account, uint64 round) view returns(uint256)
func (iExpressLaneAuction *IExpressLaneAuction) PackWithdrawableBalanceAtRound(account common.Address, round uint64) []byte {
	enc, err := iExpressLaneAuction.abi.Pack("withdrawableBalanceAtRound", account, round)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackWithdrawableBalanceAtRound is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x6e8cace5.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function withdrawableBalanceAtRound(address account, uint64 round) view returns(uint256)
func (iExpressLaneAuction *IExpressLaneAuction) TryPackWithdrawableBalanceAtRound(account common.Address, round uint64) ([]byte, error) {
	return iExpressLaneAuction.abi.Pack("withdrawableBalanceAtRound", account, round)
}

// UnpackWithdrawableBalanceAtRound is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x6e8cace5.
//
// Solidity: function withdrawableBalanceAtRound(address account, uint64 round) view returns(uint256)
func (iExpressLaneAuction *IExpressLaneAuction) UnpackWithdrawableBalanceAtRound(data []byte) (*big.Int, error) {
	out, err := iExpressLaneAuction.abi.Unpack("withdrawableBalanceAtRound", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// IExpressLaneAuctionDeposit represents a Deposit event raised by the IExpressLaneAuction contract.
type IExpressLaneAuctionDeposit struct {
	Account common.Address
	Amount  *big.Int
	Raw     *types.Log // Blockchain specific contextual infos
}

const IExpressLaneAuctionDepositEventName = "Deposit"

// ContractEventName returns the user-defined event name.
func (IExpressLaneAuctionDeposit) ContractEventName() string {
	return IExpressLaneAuctionDepositEventName
}

// UnpackDepositEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Deposit(address indexed account, uint256 amount)
func (iExpressLaneAuction *IExpressLaneAuction) UnpackDepositEvent(log *types.Log) (*IExpressLaneAuctionDeposit, error) {
	event := "Deposit"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != iExpressLaneAuction.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(IExpressLaneAuctionDeposit)
	if len(log.Data) > 0 {
		if err := iExpressLaneAuction.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range iExpressLaneAuction.abi.Events[event].Inputs {
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

// IExpressLaneAuctionWithdrawalFinalized represents a WithdrawalFinalized event raised by the IExpressLaneAuction contract.
type IExpressLaneAuctionWithdrawalFinalized struct {
	Account          common.Address
	WithdrawalAmount *big.Int
	Raw              *types.Log // Blockchain specific contextual infos
}

const IExpressLaneAuctionWithdrawalFinalizedEventName = "WithdrawalFinalized"

// ContractEventName returns the user-defined event name.
func (IExpressLaneAuctionWithdrawalFinalized) ContractEventName() string {
	return IExpressLaneAuctionWithdrawalFinalizedEventName
}

// UnpackWithdrawalFinalizedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event WithdrawalFinalized(address indexed account, uint256 withdrawalAmount)
func (iExpressLaneAuction *IExpressLaneAuction) UnpackWithdrawalFinalizedEvent(log *types.Log) (*IExpressLaneAuctionWithdrawalFinalized, error) {
	event := "WithdrawalFinalized"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != iExpressLaneAuction.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(IExpressLaneAuctionWithdrawalFinalized)
	if len(log.Data) > 0 {
		if err := iExpressLaneAuction.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range iExpressLaneAuction.abi.Events[event].Inputs {
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

// IExpressLaneAuctionWithdrawalInitiated represents a WithdrawalInitiated event raised by the IExpressLaneAuction contract.
type IExpressLaneAuctionWithdrawalInitiated struct {
	Account           common.Address
	WithdrawalAmount  *big.Int
	RoundWithdrawable *big.Int
	Raw               *types.Log // Blockchain specific contextual infos
}

const IExpressLaneAuctionWithdrawalInitiatedEventName = "WithdrawalInitiated"

// ContractEventName returns the user-defined event name.
func (IExpressLaneAuctionWithdrawalInitiated) ContractEventName() string {
	return IExpressLaneAuctionWithdrawalInitiatedEventName
}

// UnpackWithdrawalInitiatedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event WithdrawalInitiated(address indexed account, uint256 withdrawalAmount, uint256 roundWithdrawable)
func (iExpressLaneAuction *IExpressLaneAuction) UnpackWithdrawalInitiatedEvent(log *types.Log) (*IExpressLaneAuctionWithdrawalInitiated, error) {
	event := "WithdrawalInitiated"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != iExpressLaneAuction.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(IExpressLaneAuctionWithdrawalInitiated)
	if len(log.Data) > 0 {
		if err := iExpressLaneAuction.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range iExpressLaneAuction.abi.Events[event].Inputs {
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
func (iExpressLaneAuction *IExpressLaneAuction) UnpackError(raw []byte) (any, error) {
	if bytes.Equal(raw[:4], iExpressLaneAuction.abi.Errors["InsufficientBalance"].ID.Bytes()[:4]) {
		return iExpressLaneAuction.UnpackInsufficientBalanceError(raw[4:])
	}
	if bytes.Equal(raw[:4], iExpressLaneAuction.abi.Errors["InsufficientBalanceAcc"].ID.Bytes()[:4]) {
		return iExpressLaneAuction.UnpackInsufficientBalanceAccError(raw[4:])
	}
	if bytes.Equal(raw[:4], iExpressLaneAuction.abi.Errors["NotExpressLaneController"].ID.Bytes()[:4]) {
		return iExpressLaneAuction.UnpackNotExpressLaneControllerError(raw[4:])
	}
	if bytes.Equal(raw[:4], iExpressLaneAuction.abi.Errors["NothingToWithdraw"].ID.Bytes()[:4]) {
		return iExpressLaneAuction.UnpackNothingToWithdrawError(raw[4:])
	}
	if bytes.Equal(raw[:4], iExpressLaneAuction.abi.Errors["RoundNotResolved"].ID.Bytes()[:4]) {
		return iExpressLaneAuction.UnpackRoundNotResolvedError(raw[4:])
	}
	if bytes.Equal(raw[:4], iExpressLaneAuction.abi.Errors["RoundTooOld"].ID.Bytes()[:4]) {
		return iExpressLaneAuction.UnpackRoundTooOldError(raw[4:])
	}
	if bytes.Equal(raw[:4], iExpressLaneAuction.abi.Errors["WithdrawalInProgress"].ID.Bytes()[:4]) {
		return iExpressLaneAuction.UnpackWithdrawalInProgressError(raw[4:])
	}
	if bytes.Equal(raw[:4], iExpressLaneAuction.abi.Errors["WithdrawalMaxRound"].ID.Bytes()[:4]) {
		return iExpressLaneAuction.UnpackWithdrawalMaxRoundError(raw[4:])
	}
	if bytes.Equal(raw[:4], iExpressLaneAuction.abi.Errors["ZeroAmount"].ID.Bytes()[:4]) {
		return iExpressLaneAuction.UnpackZeroAmountError(raw[4:])
	}
	return nil, errors.New("Unknown error")
}

// IExpressLaneAuctionInsufficientBalance represents a InsufficientBalance error raised by the IExpressLaneAuction contract.
type IExpressLaneAuctionInsufficientBalance struct {
	AmountRequested *big.Int
	Balance         *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error InsufficientBalance(uint256 amountRequested, uint256 balance)
func IExpressLaneAuctionInsufficientBalanceErrorID() common.Hash {
	return common.HexToHash("0xcf4791818fba6e019216eb4864093b4947f674afada5d305e57d598b641dad1d")
}

// UnpackInsufficientBalanceError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error InsufficientBalance(uint256 amountRequested, uint256 balance)
func (iExpressLaneAuction *IExpressLaneAuction) UnpackInsufficientBalanceError(raw []byte) (*IExpressLaneAuctionInsufficientBalance, error) {
	out := new(IExpressLaneAuctionInsufficientBalance)
	if err := iExpressLaneAuction.abi.UnpackIntoInterface(out, "InsufficientBalance", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// IExpressLaneAuctionInsufficientBalanceAcc represents a InsufficientBalanceAcc error raised by the IExpressLaneAuction contract.
type IExpressLaneAuctionInsufficientBalanceAcc struct {
	Account         common.Address
	AmountRequested *big.Int
	Balance         *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error InsufficientBalanceAcc(address account, uint256 amountRequested, uint256 balance)
func IExpressLaneAuctionInsufficientBalanceAccErrorID() common.Hash {
	return common.HexToHash("0x36b24c14d48cd8b2140c71ae42f562b67629bb5c51bd5b8891aac501fe483eba")
}

// UnpackInsufficientBalanceAccError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error InsufficientBalanceAcc(address account, uint256 amountRequested, uint256 balance)
func (iExpressLaneAuction *IExpressLaneAuction) UnpackInsufficientBalanceAccError(raw []byte) (*IExpressLaneAuctionInsufficientBalanceAcc, error) {
	out := new(IExpressLaneAuctionInsufficientBalanceAcc)
	if err := iExpressLaneAuction.abi.UnpackIntoInterface(out, "InsufficientBalanceAcc", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// IExpressLaneAuctionNotExpressLaneController represents a NotExpressLaneController error raised by the IExpressLaneAuction contract.
type IExpressLaneAuctionNotExpressLaneController struct {
	Round      uint64
	Controller common.Address
	Sender     common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotExpressLaneController(uint64 round, address controller, address sender)
func IExpressLaneAuctionNotExpressLaneControllerErrorID() common.Hash {
	return common.HexToHash("0x660af6d2660034d9ac428454b125e30aa3bba251ad5c2e20d1c3724c80d54318")
}

// UnpackNotExpressLaneControllerError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotExpressLaneController(uint64 round, address controller, address sender)
func (iExpressLaneAuction *IExpressLaneAuction) UnpackNotExpressLaneControllerError(raw []byte) (*IExpressLaneAuctionNotExpressLaneController, error) {
	out := new(IExpressLaneAuctionNotExpressLaneController)
	if err := iExpressLaneAuction.abi.UnpackIntoInterface(out, "NotExpressLaneController", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// IExpressLaneAuctionNothingToWithdraw represents a NothingToWithdraw error raised by the IExpressLaneAuction contract.
type IExpressLaneAuctionNothingToWithdraw struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NothingToWithdraw()
func IExpressLaneAuctionNothingToWithdrawErrorID() common.Hash {
	return common.HexToHash("0xd0d04f60bf4f7629141a1f00f5d2908fa0f3e15bf4cbf8bb8edc6fcbdf2509fa")
}

// UnpackNothingToWithdrawError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NothingToWithdraw()
func (iExpressLaneAuction *IExpressLaneAuction) UnpackNothingToWithdrawError(raw []byte) (*IExpressLaneAuctionNothingToWithdraw, error) {
	out := new(IExpressLaneAuctionNothingToWithdraw)
	if err := iExpressLaneAuction.abi.UnpackIntoInterface(out, "NothingToWithdraw", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// IExpressLaneAuctionRoundNotResolved represents a RoundNotResolved error raised by the IExpressLaneAuction contract.
type IExpressLaneAuctionRoundNotResolved struct {
	Round uint64
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error RoundNotResolved(uint64 round)
func IExpressLaneAuctionRoundNotResolvedErrorID() common.Hash {
	return common.HexToHash("0xfbb052d8eefdca47c4786890d15623c8a8ba04b54dbfbd64768de70013523b7d")
}

// UnpackRoundNotResolvedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error RoundNotResolved(uint64 round)
func (iExpressLaneAuction *IExpressLaneAuction) UnpackRoundNotResolvedError(raw []byte) (*IExpressLaneAuctionRoundNotResolved, error) {
	out := new(IExpressLaneAuctionRoundNotResolved)
	if err := iExpressLaneAuction.abi.UnpackIntoInterface(out, "RoundNotResolved", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// IExpressLaneAuctionRoundTooOld represents a RoundTooOld error raised by the IExpressLaneAuction contract.
type IExpressLaneAuctionRoundTooOld struct {
	Round        uint64
	CurrentRound uint64
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error RoundTooOld(uint64 round, uint64 currentRound)
func IExpressLaneAuctionRoundTooOldErrorID() common.Hash {
	return common.HexToHash("0x395f4fd65354057a93eb9e6f7b0f25bc3f7d54137e2855a526e653860f6a6c46")
}

// UnpackRoundTooOldError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error RoundTooOld(uint64 round, uint64 currentRound)
func (iExpressLaneAuction *IExpressLaneAuction) UnpackRoundTooOldError(raw []byte) (*IExpressLaneAuctionRoundTooOld, error) {
	out := new(IExpressLaneAuctionRoundTooOld)
	if err := iExpressLaneAuction.abi.UnpackIntoInterface(out, "RoundTooOld", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// IExpressLaneAuctionWithdrawalInProgress represents a WithdrawalInProgress error raised by the IExpressLaneAuction contract.
type IExpressLaneAuctionWithdrawalInProgress struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error WithdrawalInProgress()
func IExpressLaneAuctionWithdrawalInProgressErrorID() common.Hash {
	return common.HexToHash("0x04eb6b3fcfc116db63e1e781d4c7171b5e49430e8a820737a895e1701ec63f9a")
}

// UnpackWithdrawalInProgressError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error WithdrawalInProgress()
func (iExpressLaneAuction *IExpressLaneAuction) UnpackWithdrawalInProgressError(raw []byte) (*IExpressLaneAuctionWithdrawalInProgress, error) {
	out := new(IExpressLaneAuctionWithdrawalInProgress)
	if err := iExpressLaneAuction.abi.UnpackIntoInterface(out, "WithdrawalInProgress", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// IExpressLaneAuctionWithdrawalMaxRound represents a WithdrawalMaxRound error raised by the IExpressLaneAuction contract.
type IExpressLaneAuctionWithdrawalMaxRound struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error WithdrawalMaxRound()
func IExpressLaneAuctionWithdrawalMaxRoundErrorID() common.Hash {
	return common.HexToHash("0x3d89ddde2f75c1f5746ffd1bd7593c46b67bd02460c3b9db5b9db19a87fffc6a")
}

// UnpackWithdrawalMaxRoundError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error WithdrawalMaxRound()
func (iExpressLaneAuction *IExpressLaneAuction) UnpackWithdrawalMaxRoundError(raw []byte) (*IExpressLaneAuctionWithdrawalMaxRound, error) {
	out := new(IExpressLaneAuctionWithdrawalMaxRound)
	if err := iExpressLaneAuction.abi.UnpackIntoInterface(out, "WithdrawalMaxRound", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// IExpressLaneAuctionZeroAmount represents a ZeroAmount error raised by the IExpressLaneAuction contract.
type IExpressLaneAuctionZeroAmount struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ZeroAmount()
func IExpressLaneAuctionZeroAmountErrorID() common.Hash {
	return common.HexToHash("0x1f2a2005cb66a8e145327e8814e243a0996aec9bfe1e15a495778b1236dbd485")
}

// UnpackZeroAmountError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ZeroAmount()
func (iExpressLaneAuction *IExpressLaneAuction) UnpackZeroAmountError(raw []byte) (*IExpressLaneAuctionZeroAmount, error) {
	out := new(IExpressLaneAuctionZeroAmount)
	if err := iExpressLaneAuction.abi.UnpackIntoInterface(out, "ZeroAmount", raw); err != nil {
		return nil, err
	}
	return out, nil
}
