package devnet

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
)

const (
	// laneAdvantage is how much later everybody else comes while somebody controls
	// the express lane (nitro ExpressLaneAdvantage).
	laneAdvantage = 200 * time.Millisecond
	// laneGrace is how many seconds before a round its first submissions may come.
	laneGrace = 2
	// laneAhead is how far ahead of the next sequence number one may be (nitro
	// MaxFutureSequenceDistance).
	laneAhead = 1000
	// laneBlocks is after how many blocks a queued submission is dropped (nitro
	// QueueTimeoutInBlocks).
	laneBlocks = 5
)

// laneTiming are the rounds as the auction contract has them, in seconds.
type laneTiming struct{ offset, duration uint64 }

func (t laneTiming) round(now uint64) uint64 {
	if now < t.offset {
		return 0
	}
	return (now - t.offset) / t.duration
}

// start is when a round begins.
func (t laneTiming) start(round uint64) uint64 { return t.offset + round*t.duration }

// lane is the express lane. It is shut until OpenExpressLane.
type lane struct {
	mu      sync.Mutex
	auction common.Address // zero while it is shut
	timing  laneTiming
	// controllers by round. The first that is read for a round stays, as in nitro.
	controllers map[uint64]common.Address
	round       uint64
	next        uint64 // sequence number of the round that is wanted
	seen        map[uint64]*ticketed
	bits        map[uint64][]byte // metadata by block
}

// ticketed is a submission of the current round that had a sequence number.
type ticketed struct {
	signature []byte
	tx        *types.Transaction // nil once it is on its way
	block     uint64             // the last one that may hold it
}

// OpenExpressLane begins to serve an ExpressLaneAuction contract's rounds, on a
// chain whose ordering is Timeboost: timeboost_sendExpressLaneTransaction is
// there from now on, and who controls the current round is 200 ms ahead.
//
// The rounds go by the chain's own time, as the contract sees it, and that runs
// ahead of the wall by the whole seconds that lie between blocks.
func (c *Chain) OpenExpressLane(ctx context.Context, auction common.Address) error {
	if c.opts.Ordering != Timeboost {
		return fmt.Errorf("open the express lane: the chain's ordering is %s, want %s", c.opts.Ordering, Timeboost)
	}
	words, err := c.view(ctx, auction, "roundTimingInfo()", 4)
	if err != nil {
		return fmt.Errorf("open the express lane: %w", err)
	}
	timing := laneTiming{offset: words[0].Big().Uint64(), duration: words[1].Big().Uint64()}
	if timing.duration == 0 {
		return errors.New("open the express lane: the contract has no rounds")
	}
	if err := c.Register("timeboost", &timeboostAPI{c}); err != nil {
		return err
	}
	l := &c.lane
	l.mu.Lock()
	defer l.mu.Unlock()
	l.auction, l.timing = auction, timing
	l.controllers, l.seen, l.bits = map[uint64]common.Address{}, map[uint64]*ticketed{}, map[uint64][]byte{}
	return nil
}

// Register serves one more namespace on the RPC's listeners.
func (c *Chain) Register(namespace string, service any) error {
	if err := c.vault.server.RegisterName(namespace, service); err != nil {
		return fmt.Errorf("register namespace %s: %w", namespace, err)
	}
	return nil
}

// view calls a function without arguments and returns its words.
func (c *Chain) view(ctx context.Context, to common.Address, signature string, words int) ([]common.Hash, error) {
	out, err := c.client.CallContract(ctx, ethereum.CallMsg{To: &to, Data: crypto.Keccak256([]byte(signature))[:4]}, nil)
	if err != nil {
		return nil, fmt.Errorf("call %s of %s: %w", signature, to, err)
	}
	if len(out) != 32*words {
		return nil, fmt.Errorf("call %s of %s: %d bytes, want %d", signature, to, len(out), 32*words)
	}
	list := make([]common.Hash, words)
	for i := range list {
		list[i] = common.Hash(out[32*i : 32*i+32])
	}
	return list, nil
}

// Time is the chain's time, in seconds: that of the block which is being made.
func (c *Chain) Time() uint64 { return max(c.Head().Time+1, uint64(c.opts.Now().Unix())) }

// turn notices who controls which round, and begins a new one.
func (c *Chain) turn(ctx context.Context, now uint64) error {
	l := &c.lane
	l.mu.Lock()
	auction := l.auction
	l.mu.Unlock()
	if auction == (common.Address{}) {
		return nil
	}
	words, err := c.view(ctx, auction, "resolvedRounds()", 4)
	if err != nil {
		return err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	who, round := common.Address(words[0][12:]), words[1].Big().Uint64()
	if _, known := l.controllers[round]; !known && who != (common.Address{}) {
		l.controllers[round] = who
	}
	if current := l.timing.round(now); current != l.round {
		l.round, l.next, l.seen = current, 0, map[uint64]*ticketed{}
	}
	return nil
}

// delay is how much later than it was sent, at a second of the chain's time, a
// transaction arrives that does not come through the lane.
func (l *lane) delay(now uint64) time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.auction == (common.Address{}) {
		return 0
	}
	if _, controlled := l.controllers[l.timing.round(now)]; controlled {
		return laneAdvantage
	}
	return 0
}

// expired drops what has stood in the queue for too many blocks.
func expired(list []*arrival, block uint64) []*arrival {
	kept := list[:0:0]
	for _, a := range list {
		if !a.express || block <= a.until {
			kept = append(kept, a)
		}
	}
	return kept
}

// enqueue takes a validated submission. It returns what may go to the sequencer
// now, in order.
func (l *lane) enqueue(s *submission, block uint64) ([]*types.Transaction, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	number := uint64(s.SequenceNumber)
	if number == dontCare {
		return []*types.Transaction{s.tx}, nil
	}
	before, known := l.seen[number]
	switch {
	case known && bytes.Equal(before.signature, s.Signature):
		return nil, nil
	case number < l.next:
		return nil, errTooLow
	case known:
		return nil, errAlreadySeen
	case number > l.next+laneAhead:
		return nil, fmt.Errorf("message sequence number has reached max allowed limit. SequenceNumber: %d, Limit: %d", number, l.next+laneAhead)
	}
	l.seen[number] = &ticketed{signature: s.Signature, tx: s.tx, block: block + laneBlocks}
	var ready []*types.Transaction
	for {
		t, here := l.seen[l.next]
		if !here {
			return ready, nil
		}
		// A number is used up even if its transaction is dropped or fails.
		if block <= t.block {
			ready = append(ready, t.tx)
		}
		t.tx = nil
		l.next++
	}
}

// note writes a block's metadata: version 0, then a bit for each transaction
// that came through the lane, least significant first. Bit 0 is that of nitro's
// internal transaction, which begins a block there and is on no feed.
func (l *lane) note(d *draft, included []*arrival) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.auction == (common.Address{}) {
		return
	}
	bits := make([]byte, 2+(len(included)+1)/8)
	for i, a := range included {
		if a.express {
			bits[1+(i+1)/8] |= 1 << ((i + 1) % 8)
		}
	}
	number := d.header.Number.Uint64()
	l.bits[number] = bits
	delete(l.bits, number-min(number, 100_000))
}

// metadata of a block; nil where there is none.
func (l *lane) metadata(block uint64) []byte {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.bits[block]
}

// isTimeboosted reads a bit of a block's metadata; i counts the internal
// transaction.
func isTimeboosted(bits []byte, i int) bool {
	return 1+i/8 < len(bits) && bits[1+i/8]&(1<<(i%8)) != 0
}

// laneHash is what an express lane submission signs (nitro timeboost/types.go
// ExpressLaneSubmission.ToMessageBytes, then EIP-191).
func laneHash(chainID uint64, auction common.Address, round, number uint64, raw []byte) []byte {
	m := crypto.Keccak256([]byte("TIMEBOOST_BID"))
	m = append(m, make([]byte, 24)...)
	m = binary.BigEndian.AppendUint64(m, chainID)
	m = append(m, auction[:]...)
	m = binary.BigEndian.AppendUint64(m, round)
	m = binary.BigEndian.AppendUint64(m, number)
	m = append(m, raw...)
	return crypto.Keccak256(fmt.Appendf(nil, "\x19Ethereum Signed Message:\n%d", len(m)), m)
}
