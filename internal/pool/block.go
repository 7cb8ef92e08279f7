package pool

import (
	"time"

	"github.com/ethereum/go-ethereum/common"

	"mevbot/internal/decode"
	"mevbot/internal/rpc"
)

// Block is a block of the chain with the logs of Topics, in order.
type Block struct {
	Head     rpc.Head
	Logs     []rpc.Log
	Received time.Time // when the logs came
}

// TxIntents is what a transaction of a message wants from pools.
type TxIntents struct {
	Hash    common.Hash
	Intents []decode.Intent // in order of execution
	// Opaque says that the transaction calls what cannot be read: it may swap
	// without an intent.
	Opaque bool
}
