package timeboost

import (
	"context"
	"errors"
	"fmt"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"

	"mevbot/internal/bindings"
	"mevbot/internal/rpc"
)

// ErrNoContract says that there is no auction contract at the address.
var ErrNoContract = errors.New("no express lane auction")

// Node answers what the chain knows; *rpc.Client is one.
type Node interface {
	Latest(ctx context.Context) (rpc.Head, error)
	Code(ctx context.Context, a common.Address, at rpc.At) ([]byte, error)
	CallContract(ctx context.Context, from, to common.Address, data []byte, at rpc.At) ([]byte, error)
}

// Sale is a round that was sold.
type Sale struct {
	Round      uint64
	Controller common.Address // zero: no round was sold yet
}

// reader calls views at one block and keeps the first error.
type reader struct {
	ctx  context.Context //nolint:containedctx // lives for one read
	node Node
	at   rpc.At
	err  error
}

// words reads a view that answers n words.
func (r *reader) words(of common.Address, name string, data []byte, n int) []uint256.Int {
	list := make([]uint256.Int, n)
	if r.err != nil {
		return list
	}
	out, err := r.node.CallContract(r.ctx, common.Address{}, of, data, r.at)
	var revert *rpc.RevertError
	switch {
	case errors.As(err, &revert):
		r.err = fmt.Errorf("read %s of %s: %s", name, of, Explain(revert.Data))
	case err != nil:
		r.err = fmt.Errorf("read %s of %s: %w", name, of, err)
	case len(out) != 32*n:
		r.err = fmt.Errorf("%w: %s of %s answers %d bytes, want %d: correct timeboost.auction", ErrNoContract, name, of, len(out), 32*n)
	default:
		for i := range list {
			list[i].SetBytes32(out[32*i:])
		}
	}
	return list
}

func (r *reader) amount(of common.Address, name string, data []byte) uint256.Int {
	return r.words(of, name, data, 1)[0]
}

// small is a word that has to fit into 64 bits.
func (r *reader) small(of common.Address, name string, word uint256.Int) uint64 {
	if r.err == nil && !word.IsUint64() {
		r.err = fmt.Errorf("%w: %s of %s answers %s", ErrNoContract, name, of, word.Dec())
	}
	return word.Uint64()
}

// timing reads the rounds' times.
func (r *reader) timing(auction common.Address) Timing {
	const name = "roundTimingInfo"
	w := r.words(auction, name, bindings.NewIExpressLaneAuction().PackRoundTimingInfo(), 4)
	// The offset is signed: its sign fills the word.
	t := Timing{Offset: int64(w[0].Uint64()), Round: r.small(auction, name, w[1]), Closing: r.small(auction, name, w[2]), Reserve: r.small(auction, name, w[3])}
	if r.err == nil {
		if err := t.check(); err != nil {
			r.err = fmt.Errorf("%w at %s: %w", ErrNoContract, auction, err)
		}
	}
	return t
}

// sold reads the last two rounds that were sold, the newer one first.
func (r *reader) sold(auction common.Address) (sold [2]Sale) {
	const name = "resolvedRounds"
	w := r.words(auction, name, bindings.NewIExpressLaneAuction().PackResolvedRounds(), 4)
	for i := range sold {
		sold[i] = Sale{Round: r.small(auction, name, w[2*i+1]), Controller: common.Address(w[2*i].Bytes20())}
	}
	return sold
}
