// Package chain names what lives on a chain: ids, sequence and block numbers,
// known addresses.
//
// It holds no state and does no I/O. The numbers have types of their own so
// that a feed sequence number can never be passed where a block number is
// wanted: on Arbitrum One they differ by 22,207,817.
package chain

import "github.com/ethereum/go-ethereum/common"

// ID is an EIP-155 chain id.
type ID uint64

// Seq is a sequencer feed sequence number. One message makes exactly one block.
type Seq uint64

// Block is an L2 block number.
type Block uint64

// Addresses that are the same on every Arbitrum chain.
var (
	// ArbGasInfo answers gas prices (nitro precompiles/ArbGasInfo.go).
	ArbGasInfo = common.HexToAddress("0x000000000000000000000000000000000000006C")
	// ArbOwnerPublic answers what the chain's owner has set (nitro
	// precompiles/ArbOwnerPublic.go).
	ArbOwnerPublic = common.HexToAddress("0x000000000000000000000000000000000000006B")
	// NodeInterface answers gas estimates by eth_call only; it has no code.
	NodeInterface = common.HexToAddress("0x00000000000000000000000000000000000000C8")
	// Multicall3 is deployed at one address on nearly every chain.
	Multicall3 = common.HexToAddress("0xcA11bde05977b3631167028862bE2a173976CA11")
	// Sequencer is the sender of every message that the sequencer made itself,
	// and the coinbase of its blocks.
	Sequencer = common.HexToAddress("0xA4b000000000000000000073657175656e636572")
)

// Profile says what differs between Arbitrum chains before anything is read
// from them.
type Profile struct {
	Name string
	ID   ID
	// Genesis is the block number of sequence number 0.
	Genesis Block
}

// The chains that code names; package profile has the files of these and others.
// Source of the genesis number: Arbitrum docs "read the sequencer feed"; it is
// 22207817, not the 22207818 of arbitrum_chain_info.json, which nitro overwrites
// at run time.
var (
	ArbitrumOne = Profile{Name: "arbitrum-one", ID: 42161, Genesis: 22207817}
	Local       = Profile{Name: "local", ID: 412346}
)

// BlockOf is the block that message s makes.
func (p Profile) BlockOf(s Seq) Block { return Block(s) + p.Genesis }

// SeqOf is the message that made block b; false for blocks before the genesis.
func (p Profile) SeqOf(b Block) (Seq, bool) {
	if b < p.Genesis {
		return 0, false
	}
	return Seq(b - p.Genesis), true
}
