package timeboost

import (
	"context"
	"fmt"
	"time"

	"mevbot/internal/rpc"
)

// Auctioneer takes bids over JSON-RPC. It is safe for concurrent use.
type Auctioneer struct{ service *rpc.Direct }

// NewAuctioneer makes the client of a URL. It does not connect.
func NewAuctioneer(url string, timeout time.Duration) (*Auctioneer, error) {
	d, err := rpc.NewDirect(url, timeout)
	if err != nil {
		return nil, fmt.Errorf("auctioneer (timeboost.auctioneer): %w", err)
	}
	return &Auctioneer{d}, nil
}

// Close ends idle connections.
func (a *Auctioneer) Close() { a.service.Close() }

// Submit hands a bid in, once: each time counts among the five that a bidder has
// in a round. The bidder's last bid counts. The errors are RefusalError,
// rpc.ErrNotSent, and rpc.ErrUnknown: the bid may stand.
func (a *Auctioneer) Submit(ctx context.Context, b *Bid) error {
	err := typed(a.service.Do(ctx, "auctioneer_submitBid", b))
	if err != nil {
		return fmt.Errorf("bid for round %d: %w", b.Round, unsure(err, "the bid may stand; the same bid once more does no harm"))
	}
	return nil
}

// Sequencer takes submissions over JSON-RPC. It is safe for concurrent use.
type Sequencer struct{ service *rpc.Direct }

// NewSequencer makes the client of a URL. It does not connect. A submission for
// the next round is answered when that begins, up to 2 s later: the timeout has
// to be above that.
func NewSequencer(url string, timeout time.Duration) (*Sequencer, error) {
	d, err := rpc.NewDirect(url, timeout)
	if err != nil {
		return nil, fmt.Errorf("sequencer (rpc.sequencer): %w", err)
	}
	return &Sequencer{d}, nil
}

// Close ends idle connections.
func (s *Sequencer) Close() { s.service.Close() }

// Submit hands a submission in, once. nil means that it was accepted; whether it
// is in a block only the transaction's receipt says. The errors are RefusalError,
// rpc.ErrNotSent, and rpc.ErrUnknown: it may have been accepted.
func (s *Sequencer) Submit(ctx context.Context, m *Submission) error {
	err := typed(s.service.Do(ctx, "timeboost_sendExpressLaneTransaction", m))
	if err != nil {
		return fmt.Errorf("express lane, round %d, number %d: %w", m.Round, m.Sequence, err)
	}
	return nil
}
