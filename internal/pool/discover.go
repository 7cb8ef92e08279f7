package pool

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"

	"mevbot/internal/amm"
	"mevbot/internal/chain"
	"mevbot/internal/rpc"
	"mevbot/internal/token"
)

// creation is what a factory says of a new pool.
type creation struct {
	factory int
	address common.Address
	token   [2]common.Address
	fee     uint32 // hundredths of a basis point
	spacing int32
}

// creation reads a factory's log; false if it is not of a watched factory.
func (o *Options) creation(l *rpc.Log) (creation, bool) {
	if len(l.Topics) < 3 || l.Topics[0] != topicPairCreated && l.Topics[0] != topicPoolCreated {
		return creation{}, false
	}
	for i := range o.Factories {
		f := &o.Factories[i]
		if f.Address != l.Address {
			continue
		}
		c := creation{factory: i, token: [2]common.Address{common.BytesToAddress(l.Topics[1][:]), common.BytesToAddress(l.Topics[2][:])}}
		switch {
		case f.Family == amm.ConstantProduct && l.Topics[0] == topicPairCreated && len(l.Data) >= 64:
			c.address, c.fee = common.BytesToAddress(l.Data[:32]), f.FeeBps*100
			return c, true
		case f.Family == amm.Concentrated && l.Topics[0] == topicPoolCreated && len(l.Topics) == 4 && len(l.Data) >= 64:
			var fee uint256.Int
			c.fee = uint32(fee.SetBytes32(l.Topics[3][:]).Uint64())
			c.spacing, c.address = tick(l.Data), common.BytesToAddress(l.Data[32:64])
			return c, true
		}
	}
	return creation{}, false
}

// span is how many blocks of factory logs are asked for at once, at first and
// at most; a node that refuses is asked for fewer.
const (
	firstSpan = 10_000
	mostSpan  = 1_000_000
)

// discover asks the factories' logs of blocks up to (inclusive), each factory's
// from its own first block or from the given one, whichever is later.
func (o *Options) discover(ctx context.Context, from, to chain.Block) ([]creation, error) {
	first := to + 1
	addresses := make([]common.Address, len(o.Factories))
	for i := range o.Factories {
		addresses[i] = o.Factories[i].Address
		first = min(first, o.Factories[i].From)
	}
	var found []creation
	span := chain.Block(firstSpan)
	for next := max(first, from); next <= to; {
		last := min(next+span-1, to)
		logs, err := o.Client.LogRange(ctx, next, last, addresses, []common.Hash{topicPairCreated, topicPoolCreated})
		if err != nil {
			if ctx.Err() != nil || span == 1 {
				return nil, fmt.Errorf("read factory logs of blocks %d to %d: %w", next, last, err)
			}
			span = max(span/2, 1)
			o.Logger.Debug("node refused a range of logs, asking for less", slog.Uint64("blocks", uint64(span)), slog.Any("error", err))
			continue
		}
		for i := range logs {
			if c, ok := o.creation(&logs[i]); ok {
				found = append(found, c)
			}
		}
		next = last + 1
		span = min(2*span, mostSpan)
	}
	return found, nil
}

// refused says why a pool is not watched whatever its state; empty if it may be.
func (m *Market) refused(c *creation) string {
	if _, known := m.byAddress[c.address]; known {
		return "watched already"
	}
	if why, known := m.excluded[c.address]; known {
		return why
	}
	for _, t := range c.token {
		if !m.opts.allows(t) {
			return "token not on the list"
		}
	}
	return ""
}

func (o *Options) allows(t common.Address) bool {
	if len(o.Tokens) == 0 || t == o.Base {
		return true
	}
	return slices.Contains(o.Tokens, t)
}

// choose drops what is refused and what is beyond the bound on pools; pools
// with the base token come first, in the order of their creation.
func (m *Market) choose(found []creation) []creation {
	var chosen []creation
	for _, wanted := range []bool{true, false} {
		for i := range found {
			c := &found[i]
			if (c.token[0] == m.opts.Base || c.token[1] == m.opts.Base) == wanted && m.refused(c) == "" {
				chosen = append(chosen, *c)
			}
		}
	}
	if most := m.opts.MaxPools; most > 0 && len(m.slots)+len(chosen) > most {
		left := max(most-len(m.slots), 0)
		m.log.Warn("more pools than dex.max_pools; the rest is not watched", slog.Int("found", len(chosen)), slog.Int("watched", left))
		chosen = chosen[:left]
	}
	return chosen
}

// tokenAnswer is what a token says of itself, or why it is refused.
type tokenAnswer struct {
	token  token.Token
	reason string
}

// readTokens asks tokens for symbol and decimals. A token whose decimals cannot
// be read is refused: amounts of it could not be shown or valued.
func readTokens(ctx context.Context, mc *rpc.Multicaller, at rpc.At, addresses []common.Address) (map[common.Address]tokenAnswer, error) {
	views := make([]rpc.View, 0, 2*len(addresses))
	for _, a := range addresses {
		views = append(views, ask(a, viewSymbol), ask(a, viewDecimals))
	}
	answers, err := readAll(ctx, mc, views, at)
	if err != nil {
		return nil, fmt.Errorf("read token symbols and decimals: %w", err)
	}
	known := make(map[common.Address]tokenAnswer, len(addresses))
	for i, a := range addresses {
		t := tokenAnswer{token: token.Token{Address: a, Symbol: a.Hex()[:10]}}
		if s := answers[2*i]; s.OK && symbol(s.Data) != "" {
			t.token.Symbol = symbol(s.Data)
		}
		d, ok := decimals(answers[2*i+1].Data)
		switch {
		case !answers[2*i+1].OK || !ok:
			t.reason = "token decimals are not readable"
		case d > token.MaxDecimals:
			t.reason = fmt.Sprintf("token claims %d decimals", d)
		}
		t.token.Decimals = d
		known[a] = t
	}
	return known, nil
}

// readMakers asks pools which factory they belong to and says, for each, why it
// is not the one whose log named it; empty if it is.
func readMakers(ctx context.Context, mc *rpc.Multicaller, at rpc.At, from []creation, factories []Factory) ([]string, error) {
	views := make([]rpc.View, len(from))
	for i := range from {
		views[i] = ask(from[i].address, viewFactory)
	}
	answers, err := readAll(ctx, mc, views, at)
	if err != nil {
		return nil, fmt.Errorf("read the pools' factories: %w", err)
	}
	reasons := make([]string, len(from))
	for i, a := range answers {
		switch {
		case !a.OK || len(a.Data) != 32:
			reasons[i] = "does not say whose pool it is"
		case common.BytesToAddress(a.Data) != factories[from[i].factory].Address:
			reasons[i] = "belongs to another factory, " + common.BytesToAddress(a.Data).Hex()
		}
	}
	return reasons, nil
}

// tries is how often a read of a snapshot is made before it is given up.
const tries = 5

// readAll is Read, tried again after a failure that may pass.
func readAll(ctx context.Context, mc *rpc.Multicaller, views []rpc.View, at rpc.At) (answers []rpc.Answer, err error) {
	pause := 100 * time.Millisecond
	for range tries {
		answers, err = mc.Read(ctx, views, at)
		if err == nil || errors.Is(err, rpc.ErrNotFound) || ctx.Err() != nil {
			break
		}
		timer := time.NewTimer(pause)
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
		}
		pause *= 2
	}
	return answers, err
}
