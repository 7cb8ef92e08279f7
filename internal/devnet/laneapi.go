package devnet

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
)

// dontCare is the sequence number that asks for no order.
const dontCare = math.MaxUint64

// Refusals of the express lane (nitro timeboost/errors.go). A detail stands
// before the code.
var (
	errMalformed       = errors.New("MALFORMED_DATA")
	errWrongChain      = errors.New("WRONG_CHAIN_ID")
	errWrongAuction    = errors.New("WRONG_AUCTION_CONTRACT")
	errBadRound        = errors.New("BAD_ROUND_NUMBER")
	errNoController    = errors.New("NO_ONCHAIN_CONTROLLER")
	errNotController   = errors.New("NOT_EXPRESS_LANE_CONTROLLER")
	errOversized       = errors.New("OVERSIZED_DATA")
	errTooLow          = errors.New("SEQUENCE_NUMBER_TOO_LOW")
	errAlreadySeen     = errors.New("SEQUENCE_NUMBER_ALREADY_SEEN")
	errLaneQueueIsFull = errors.New("express lane: transaction queue is full")
)

// timeboostAPI is the namespace timeboost of the sequencer's endpoint.
type timeboostAPI struct{ c *Chain }

// submission is the parameter of timeboost_sendExpressLaneTransaction. Options
// are not signed, and not heeded here.
type submission struct {
	ChainID                *hexutil.Big   `json:"chainId"`
	Round                  hexutil.Uint64 `json:"round"`
	AuctionContractAddress common.Address `json:"auctionContractAddress"`
	Transaction            hexutil.Bytes  `json:"transaction"`
	Options                any            `json:"options"`
	SequenceNumber         hexutil.Uint64 `json:"sequenceNumber"`
	Signature              hexutil.Bytes  `json:"signature"`

	tx *types.Transaction
}

// SendExpressLaneTransaction answers nil as soon as a submission is accepted; it
// is not in a block then.
func (t *timeboostAPI) SendExpressLaneTransaction(ctx context.Context, s *submission) error {
	if err := t.c.validate(ctx, s); err != nil {
		return err
	}
	head := t.c.Head().Number.Uint64()
	ready, err := t.c.lane.enqueue(s, head)
	if err != nil {
		return err
	}
	for _, tx := range ready {
		from, err := types.Sender(t.c.signer, tx)
		if err != nil {
			return fmt.Errorf("%w: %w", err, errMalformed)
		}
		if err := t.c.queue.push(&arrival{tx: tx, from: from, express: true, until: head + laneBlocks}, t.c.opts.Now); err != nil {
			return errLaneQueueIsFull
		}
	}
	return nil
}

// validate is nitro's, in its order.
func (c *Chain) validate(ctx context.Context, s *submission) error {
	if s == nil || s.ChainID == nil || len(s.Transaction) == 0 || len(s.Signature) == 0 {
		return errMalformed
	}
	s.tx = new(types.Transaction)
	if err := s.tx.UnmarshalBinary(s.Transaction); err != nil {
		return fmt.Errorf("%w: %w", err, errMalformed)
	}
	if id := s.ChainID.ToInt(); !id.IsUint64() || id.Uint64() != uint64(c.opts.ChainID) {
		return fmt.Errorf("express lane tx chain ID %d does not match current chain ID %d: %w", id, c.opts.ChainID, errWrongChain)
	}
	l := &c.lane
	l.mu.Lock()
	auction, timing := l.auction, l.timing
	l.mu.Unlock()
	if s.AuctionContractAddress != auction {
		return fmt.Errorf("msg auction contract address %s does not match sequencer auction contract address %s: %w", s.AuctionContractAddress, auction, errWrongAuction)
	}
	if err := c.await(ctx, timing, uint64(s.Round), uint64(s.SequenceNumber) == dontCare); err != nil {
		return err
	}
	l.mu.Lock()
	controller, controlled := l.controllers[uint64(s.Round)]
	l.mu.Unlock()
	if !controlled {
		return errNoController
	}
	if len(s.Signature) != crypto.SignatureLength {
		return fmt.Errorf("signature length is not 65: %w", errMalformed)
	}
	signature := slices.Clone(s.Signature)
	if signature[64] >= 27 {
		signature[64] -= 27
	}
	key, err := crypto.SigToPub(laneHash(uint64(c.opts.ChainID), auction, uint64(s.Round), uint64(s.SequenceNumber), s.Transaction), signature)
	if err != nil {
		return errMalformed
	}
	if crypto.PubkeyToAddress(*key) != controller {
		return errNotController
	}
	if len(s.Transaction) > blockBytes {
		return errOversized
	}
	return nil
}

// await returns at once in the wanted round, and when it begins if that is near:
// not for a submission that asks for no order.
func (c *Chain) await(ctx context.Context, timing laneTiming, round uint64, now bool) error {
	current := timing.round(c.Time())
	if round == current {
		return c.settle(ctx, round)
	}
	if now || round != current+1 || timing.start(round)-c.Time() > laneGrace {
		return fmt.Errorf("express lane tx round %d does not match current round %d: %w", round, current, errBadRound)
	}
	return c.settle(ctx, round)
}

// settle waits until the sequencer has begun a round.
func (c *Chain) settle(ctx context.Context, round uint64) error {
	for {
		c.lane.mu.Lock()
		begun := c.lane.round >= round
		c.lane.mu.Unlock()
		if begun {
			return nil
		}
		if err := c.wait(ctx, max(c.opts.BlockTime/8, time.Millisecond)); err != nil {
			return err
		}
	}
}

// Resolve hands the auctioneer's transaction in, which comes before everybody
// else's, and waits until it is in a block.
func (c *Chain) Resolve(ctx context.Context, tx *types.Transaction) error {
	from, err := types.Sender(c.signer, tx)
	if err != nil {
		return fmt.Errorf("sender of the resolution: %w", err)
	}
	answer := make(chan error, 1)
	if err := c.queue.push(&arrival{tx: tx, from: from, answer: answer, gone: ctx.Done(), first: true}, c.opts.Now); err != nil {
		return err
	}
	select {
	case err = <-answer:
		return err
	case <-ctx.Done():
		return ctx.Err()
	case <-c.done:
		return errStopped
	}
}
