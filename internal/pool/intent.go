package pool

import (
	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"

	"mevbot/internal/amm"
)

// Temporary until package decode lands.
type Mode uint8

const (
	ExactIn Mode = iota
	ExactOut
	ExactInFeeOnTransfer
)

type Leg struct {
	In, Out common.Address
	Fee     uint32
}

type Intent struct {
	Mode               Mode
	Family             amm.Family
	Factory            common.Address
	Hops               []Leg
	Amount             uint256.Int
	AmountFromPrevious bool
	Bound              uint256.Int
	Limit              uint256.Int
	Deadline           uint64
	ToRouter           bool
}
