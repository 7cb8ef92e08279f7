package price

import (
	"fmt"
	"math/big"
	"strings"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"

	"mevbot/internal/bindings"
	"mevbot/internal/chain"
	"mevbot/internal/rpc"
)

// round is what latestRoundData answers.
type round struct {
	id, answered, answer *big.Int
	started, updated     uint64 // seconds, the chain's clock
}

// feedAnswer is what a feed answered at a block, or why it is of no use.
type feedAnswer struct {
	round       round
	decimals    uint8
	description string
	aggregator  common.Address
	least, most *big.Int // the aggregator's bounds
	err         error
}

// answerBits is what an answer may have: Chainlink's are int192, but a price
// scaled to Scale decimals has to fit 256 bits.
const answerBits = 128

// feedViews is how many reads a feed takes: see asks.
const feedViews = 4

// asks are the reads of one feed.
func (c *chainlink) asks(feed common.Address) []rpc.View {
	return []rpc.View{
		{To: feed, Data: c.abi.PackLatestRoundData()},
		{To: feed, Data: c.abi.PackDecimals()},
		{To: feed, Data: c.abi.PackDescription()},
		{To: feed, Data: c.abi.PackAggregator()},
	}
}

// decodeFeed reads the answers to asks.
func decodeFeed(abi *bindings.IAggregatorV3, answers []rpc.Answer) (f feedAnswer) {
	if f.round, f.err = decodeRound(abi, answers[0]); f.err != nil {
		return f
	}
	var err error
	if !answers[1].OK {
		f.err = fmt.Errorf("%w: decimals() is not answered", ErrDecimals)
	} else if f.decimals, err = abi.UnpackDecimals(answers[1].Data); err != nil {
		f.err = fmt.Errorf("%w: decimals(): %w", ErrDecimals, err)
	}
	if f.err != nil {
		return f
	}
	if answers[2].OK {
		f.description, err = abi.UnpackDescription(answers[2].Data)
	}
	if !answers[2].OK || err != nil {
		f.err = fmt.Errorf("%w: description() is not answered", ErrFeed)
		return f
	}
	if answers[3].OK {
		f.aggregator, err = abi.UnpackAggregator(answers[3].Data)
	}
	if !answers[3].OK || err != nil || f.aggregator == (common.Address{}) {
		f.err = fmt.Errorf("%w: aggregator() is not answered: name the feed's proxy", ErrFeed)
	}
	return f
}

func decodeRound(abi *bindings.IAggregatorV3, a rpc.Answer) (r round, err error) {
	if !a.OK {
		return r, fmt.Errorf("%w: latestRoundData() is not answered: is it a feed's proxy?", ErrFeed)
	}
	out, err := abi.UnpackLatestRoundData(a.Data)
	if err != nil {
		return r, fmt.Errorf("%w: latestRoundData(): %w", ErrFeed, err)
	}
	if !out.StartedAt.IsUint64() || !out.UpdatedAt.IsUint64() {
		return r, fmt.Errorf("%w: its time is not one", ErrRound)
	}
	return round{
		id: out.RoundId, answered: out.AnsweredInRound, answer: out.Answer,
		started: out.StartedAt.Uint64(), updated: out.UpdatedAt.Uint64(),
	}, nil
}

// decodeBounds reads minAnswer and maxAnswer of an aggregator.
func decodeBounds(abi *bindings.IAggregatorV3, least, most rpc.Answer) (b bounds, err error) {
	if !least.OK || !most.OK {
		return b, fmt.Errorf("%w: its aggregator does not tell its bounds", ErrFeed)
	}
	if b.least, err = abi.UnpackMinAnswer(least.Data); err == nil {
		b.most, err = abi.UnpackMaxAnswer(most.Data)
	}
	if err != nil {
		return b, fmt.Errorf("%w: its aggregator's bounds: %w", ErrFeed, err)
	}
	return b, nil
}

// price judges an answer at a block whose time is now, and takes it as it is.
func (f *feedAnswer) price(block chain.Block, now uint64, heartbeat, grace time.Duration) (p Price, err error) {
	if f.err != nil {
		return p, f.err
	}
	r := &f.round
	switch {
	case f.decimals > Scale:
		return p, fmt.Errorf("%w: the feed has %d, at most %d", ErrDecimals, f.decimals, Scale)
	case !strings.HasSuffix(strings.ToUpper(strings.ReplaceAll(f.description, " ", "")), "/USD"):
		return p, fmt.Errorf("%w: %q does not answer dollars", ErrFeed, f.description)
	case r.id.Sign() == 0 || r.updated == 0:
		return p, fmt.Errorf("%w: round %s has no answer yet", ErrRound, r.id)
	case r.answered.Cmp(r.id) < 0:
		return p, fmt.Errorf("%w: round %s was answered in round %s", ErrRound, r.id, r.answered)
	case r.updated > now:
		return p, fmt.Errorf("%w: answered at %d, after the block's time %d", ErrRound, r.updated, now)
	case r.answer.Sign() <= 0:
		return p, fmt.Errorf("%w: %s", ErrAnswer, r.answer)
	case r.answer.Cmp(f.least) <= 0 || r.answer.Cmp(f.most) >= 0 || r.answer.BitLen() > answerBits:
		return p, fmt.Errorf("%w: %s, bounds %s and %s", ErrBounds, r.answer, f.least, f.most)
	}
	age := now - r.updated
	if limit := heartbeat + grace; age > uint64(limit/time.Second) {
		return p, fmt.Errorf("%w: answered %d s before the block, heartbeat %s and %s of grace", ErrOld, age, heartbeat, grace)
	}
	p = Price{Decimals: f.decimals, Source: Chainlink, Block: block, Age: time.Duration(age) * time.Second}
	p.Value = *uint256.MustFromBig(r.answer)
	return p, nil
}

// sequencer judges the uptime feed at a block whose time is now: nil if the
// sequencer has been up for longer than the grace period. In that feed answer 0
// is up and 1 down, since startedAt, which is 0 before the first report.
func sequencer(r *round, now uint64, grace time.Duration) error {
	switch {
	case r.answer.Sign() != 0 && r.answer.Cmp(big.NewInt(1)) != 0:
		return fmt.Errorf("%w: the uptime feed answers %s, neither 0 nor 1", ErrSequencerDown, r.answer)
	case r.answer.Sign() != 0:
		return fmt.Errorf("%w: down since %s", ErrSequencerDown, time.Unix(int64(r.started), 0).UTC().Format(time.RFC3339))
	case r.started == 0:
		return fmt.Errorf("%w: the uptime feed has no report yet", ErrSequencerDown)
	case r.started > now:
		return fmt.Errorf("%w: up since %d, after the block's time %d", ErrSequencerDown, r.started, now)
	}
	if up := now - r.started; up <= uint64(grace/time.Second) {
		return fmt.Errorf("%w: up for %d s, prices are believed after %s", ErrSequencerDown, up, grace)
	}
	return nil
}
