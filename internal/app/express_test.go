package app

import (
	"context"
	"errors"
	"log/slog"
	"math/big"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/prometheus/client_golang/prometheus"

	"mevbot/internal/execute"
	"mevbot/internal/rpc"
	"mevbot/internal/timeboost"
)

// usual is a node that takes everything.
type usual struct {
	execute.Node
	sent int
}

func (u *usual) Send(context.Context, []byte) (common.Hash, error) {
	u.sent++
	return common.Hash{9}, nil
}

// A transaction takes the lane in a round that is ours, and the usual way where
// nobody can have it yet; where the lane may have it, it takes no other.
func TestTheExpressLaneIsUsedWhenItIsOurs(t *testing.T) {
	me, other := common.Address{1}, common.Address{2}
	start := time.Unix(1_800_000_000, 0)
	rounds := &timeboost.Rounds{
		Timing: timeboost.Timing{Offset: start.Unix(), Round: 60, Closing: 15},
		Seen:   start.Add(125 * time.Second),
		Sold:   [2]timeboost.Sale{{Round: 2, Controller: me}, {Round: 1, Controller: other}},
	}
	tx := types.NewTx(&types.DynamicFeeTx{ChainID: big.NewInt(1), Gas: 21_000, To: &me})
	raw, err := tx.MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	for name, tc := range map[string]struct {
		rounds *timeboost.Rounds
		at     time.Duration
		fault  error
		lane   int // submissions
		usual  int
		hash   common.Hash
		err    error
	}{
		"ours":                   {rounds, 130 * time.Second, nil, 1, 0, tx.Hash(), nil},
		"somebody else's":        {&timeboost.Rounds{Timing: rounds.Timing, Seen: rounds.Seen, Sold: [2]timeboost.Sale{{Round: 2, Controller: other}}}, 130 * time.Second, nil, 0, 1, common.Hash{9}, nil},
		"not known":              {nil, 130 * time.Second, nil, 0, 1, common.Hash{9}, nil},
		"over":                   {rounds, 190 * time.Second, nil, 0, 1, common.Hash{9}, nil},
		"refused":                {rounds, 130 * time.Second, &timeboost.RefusalError{Code: timeboost.ErrSequenceTooLow}, 1, 1, common.Hash{9}, nil},
		"nobody there":           {rounds, 130 * time.Second, rpc.ErrNotSent, 1, 1, common.Hash{9}, nil},
		"the lane's round over":  {rounds, 130 * time.Second, timeboost.ErrRoundOver, 1, 1, common.Hash{9}, nil},
		"perhaps it has it":      {rounds, 130 * time.Second, rpc.ErrUnknown, 1, 0, common.Hash{}, rpc.ErrUnknown},
		"the journal is not fit": {rounds, 130 * time.Second, timeboost.ErrTaken, 1, 0, common.Hash{}, timeboost.ErrTaken},
	} {
		t.Run(name, func(t *testing.T) {
			node, submitted := &usual{}, 0
			e := &express{
				Node: node, me: me, rounds: func() *timeboost.Rounds { return tc.rounds },
				send: func(_ context.Context, round uint64, got []byte) (uint64, error) {
					submitted++
					if round != 2 || string(got) != string(raw) {
						t.Errorf("round %d, %x", round, got)
					}
					return 0, tc.fault
				},
				now: func() time.Time { return start.Add(tc.at) }, log: slog.New(slog.DiscardHandler),
				sent: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "sent"}, []string{"result"}),
			}
			hash, err := e.Send(t.Context(), raw)
			if hash != tc.hash || !errors.Is(err, tc.err) || submitted != tc.lane || node.sent != tc.usual {
				t.Errorf("%s, %v, %d through the lane, %d the usual way", hash, err, submitted, node.sent)
			}
		})
	}
}
