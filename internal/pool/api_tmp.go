package pool

import (
	"context"
	"log/slog"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"mevbot/internal/amm"
	"mevbot/internal/chain"
	"mevbot/internal/rpc"
)

// Signatures being filled in; replaced shortly.
func Load(ctx context.Context, opts Options) (*Market, error) { panic("being written") }
func (m *Market) Predict(block chain.Block, hash common.Hash, timestamp uint64, txs []TxIntents) []amm.PoolID {
	panic("being written")
}
func (m *Market) Confirm(b *Block) ([]amm.PoolID, error) { panic("being written") }
func (m *Market) Gap(from, to chain.Block)               { panic("being written") }
func (m *Market) Rewind(b chain.Block)                   { panic("being written") }
func (m *Market) Export() *Export                        { panic("being written") }

type Export struct {
	Head  rpc.Head
	Pools []PoolState
}
type PoolState struct{ ID amm.PoolID }
type Difference struct{ Pool, Field, Memory, Chain string }

func (d *Difference) String() string { return "" }
func (e *Export) Compare(ctx context.Context, client *rpc.Client) ([]Difference, error) {
	panic("being written")
}

type FollowerOptions struct {
	Client *rpc.Client
	Start  rpc.Head
	Logger *slog.Logger
	Now    func() time.Time
}
type Follower struct{}

func NewFollower(o FollowerOptions) *Follower                         { panic("being written") }
func (f *Follower) Run(ctx context.Context, out chan<- *Block) error { panic("being written") }

type record struct{}
type message struct{}
type creation struct{}
type scratch struct{}
