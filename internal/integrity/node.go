package integrity

import (
	"context"
	"errors"
	"time"

	"github.com/holiman/uint256"

	"mevbot/internal/amm"
	"mevbot/internal/pool"
	"mevbot/internal/rpc"
)

// Node compares with the chain through the nodes of a client.
type Node struct {
	Client  *rpc.Client
	Quoters *pool.Quoters
}

// Compare reads the pools at the export's block; see pool.Export.Compare.
func (n *Node) Compare(ctx context.Context, e *pool.Export) ([]pool.Difference, error) {
	return e.Compare(ctx, n.Client)
}

// Gone says whether a block is not in the chain any more, or not yet.
func (n *Node) Gone(ctx context.Context, h rpc.Head) (bool, error) {
	now, err := n.Client.HeadAt(ctx, h.Number)
	if errors.Is(err, rpc.ErrNotFound) {
		return true, nil
	}
	return err == nil && now.Hash != h.Hash, err
}

// Quote asks the chain's own contracts; see pool.Quoters.Quote.
func (n *Node) Quote(ctx context.Context, m *pool.Market, h amm.Hop, in *uint256.Int) (uint256.Int, error) {
	return n.Quoters.Quote(ctx, m, h, in)
}

// Leave has reads go to another node; see rpc.Client.Leave.
func (n *Node) Leave(endpoint string) error { return n.Client.Leave(endpoint, leaveFor) }

// leaveFor is how long a node that does not answer contract calls is left alone.
const leaveFor = 5 * time.Minute
