package ticket

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"sync"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"

	"mevbot/internal/contract"
	"mevbot/internal/rpc"
)

// BuyerOptions of a Buyer. All but the last three are required.
type BuyerOptions struct {
	Node    Node
	Account *contract.Account // with its key
	Tickets common.Address
	Key     common.Hash // KeyHash of the key
	Want    uint64      // tickets a round
	// MaxPrice of a ticket, in the token's smallest unit.
	MaxPrice uint256.Int
	// Poll is how often the round is looked at, give or take a quarter so that
	// bots do not all act at once; default 1 min.
	Poll time.Duration
	// Begun hears of each round that begins while the buyer runs: tickets are
	// active that were not.
	Begun  func(round uint64)
	Logger *slog.Logger
}

// Buyer buys tickets every round for as long as it runs. What does not succeed,
// for whatever reason, is tried again at the next look; a purchase under way, or
// one whose outcome is not known, is never made a second time.
type Buyer struct {
	opts BuyerOptions

	mu    sync.Mutex
	state *State
	fault error
}

// errNotYet is the fault before the first look.
var errNotYet = errors.New("the ticket contract was not read yet")

// NewBuyer checks the options. It asks nobody.
func NewBuyer(opts BuyerOptions) (*Buyer, error) {
	switch {
	case opts.Want == 0:
		return nil, errors.New("no tickets to buy: set fastfeed.tickets_per_round")
	case opts.MaxPrice.IsZero():
		return nil, errors.New("no price cap for tickets: set fastfeed.max_price")
	}
	if opts.Poll <= 0 {
		opts.Poll = time.Minute
	}
	if opts.Begun == nil {
		opts.Begun = func(uint64) {}
	}
	if opts.Logger == nil {
		opts.Logger = slog.New(slog.DiscardHandler)
	}
	return &Buyer{opts: opts, fault: errNotYet}, nil
}

// Run buys until ctx ends, then returns nil.
func (b *Buyer) Run(ctx context.Context) error {
	var last *State
	for {
		s, err := b.turn(ctx)
		if ctx.Err() != nil {
			return nil
		}
		b.note(s, err)
		if s != nil {
			if last != nil && s.Round > last.Round {
				b.opts.Begun(s.Round)
			}
			last = s
		}
		timer := time.NewTimer(b.opts.Poll*3/4 + rand.N(b.opts.Poll/2)) //nolint:gosec // spreads load, guards nothing
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			return nil
		}
	}
}

// turn looks at the round and buys what is missing.
func (b *Buyer) turn(ctx context.Context) (*State, error) {
	s, err := Read(ctx, b.opts.Node, b.opts.Tickets, b.opts.Account.Address)
	if err != nil {
		return nil, err
	}
	n, err := s.Plan(b.opts.Want, &b.opts.MaxPrice)
	if n == 0 {
		return s, err
	}
	receipt, err := b.buy(ctx, s, n)
	if err != nil {
		return s, fmt.Errorf("buy %d tickets in round %d: %w", n, s.Round, err)
	}
	got, err := s.Filled(receipt)
	if err != nil {
		return s, err
	}
	s.Bought += got
	b.opts.Logger.Info("fast feed tickets bought", slog.Uint64("round", s.Round), slog.Uint64("tickets", got),
		slog.String("price", s.Price.Dec()), slog.Any("tx", receipt.Hash))
	if s.Bought < b.opts.Want {
		return s, fmt.Errorf("%d of %d tickets bought in round %d so far", s.Bought, b.opts.Want, s.Round)
	}
	return s, nil
}

func (b *Buyer) buy(ctx context.Context, s *State, n uint64) (*rpc.Receipt, error) {
	draft, err := b.opts.Account.Draft(ctx, s.Buy(n, b.opts.Key))
	if err != nil {
		return nil, err
	}
	return b.opts.Account.Carry(ctx, draft, func(hash common.Hash) {
		b.opts.Logger.Info("fast feed tickets ordered", slog.Uint64("round", s.Round), slog.Uint64("tickets", n), slog.Any("tx", hash))
	})
}

// note keeps what Check answers and logs what has changed.
func (b *Buyer) note(s *State, err error) {
	if errors.Is(err, ErrEnough) {
		err = nil
	}
	b.mu.Lock()
	before := b.fault
	if s != nil {
		b.state = s
	}
	b.fault = err
	b.mu.Unlock()
	if err != nil && (before == nil || before.Error() != err.Error()) {
		b.opts.Logger.Warn("fast feed tickets not bought", slog.Any("error", err))
	}
}

// Check says why there are not as many tickets for the next round as wanted, or
// nil. While buying is reserved to others that is no fault.
func (b *Buyer) Check(context.Context) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.fault == nil || errors.Is(b.fault, ErrReserved) {
		return nil
	}
	if b.state != nil {
		return fmt.Errorf("fast feed tickets (round %d ends %s): %w", b.state.Round, b.state.End.UTC().Format(time.RFC3339), b.fault)
	}
	return fmt.Errorf("fast feed tickets: %w", b.fault)
}
