package order

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"log/slog"
	"sync"

	"github.com/ethereum/go-ethereum/common"
	"github.com/prometheus/client_golang/prometheus"

	"mevbot/internal/bindings"
	"mevbot/internal/chain"
	"mevbot/internal/rpc"
)

// ErrContradiction means: the header and the chain's settings do not agree on
// whether tips are collected.
var ErrContradiction = errors.New("the chain's signs of its ordering contradict each other")

// What nitro writes into a header's mixHash (its fork of go-ethereum,
// core/types/arb_types.go HeaderInfo).
const (
	versionAt = 16 // bytes 16 to 23: the version of ArbOS
	tipsAt    = 25
	tipsBit   = 1
	arbOSTips = 61 // the first version that can collect tips
)

// Signs is what a header says of the ordering.
type Signs struct {
	ArbOS uint64 // 0 where the chain is not Arbitrum's
	Tips  bool   // tips were collected in this block
}

// SignsOf reads a header's mixHash.
func SignsOf(mix common.Hash) Signs {
	return Signs{ArbOS: binary.BigEndian.Uint64(mix[versionAt:]), Tips: mix[tipsAt]&tipsBit != 0}
}

// Node answers reads of a chain; *rpc.Client is one.
type Node interface {
	CallContract(ctx context.Context, from, to common.Address, data []byte, at rpc.At) ([]byte, error)
}

// DetectorOptions of a Detector. Client is required.
type DetectorOptions struct {
	Client Node
	// Fixed is the policy that the operator has set; Unknown is to be detected.
	Fixed Policy
	// Express says that somebody holds the express lane of the round that runs; nil
	// on a chain without one.
	Express func() bool
	// Changed hears each change, the first word included.
	Changed    func(from, to Policy)
	Logger     *slog.Logger
	Registerer prometheus.Registerer
}

// Detector finds the policy of a chain out and follows its changes. It may be
// used from many goroutines; Look belongs to one.
type Detector struct {
	opts   DetectorOptions
	owner  *bindings.ArbOwnerPublic
	gauge  *prometheus.GaugeVec
	signs  Signs
	asked  bool   // signs hold what the last look saw
	plain  Policy // what they say
	mu     sync.Mutex
	policy Policy
	fault  error
}

// NewDetector knows nothing yet.
func NewDetector(opts DetectorOptions) *Detector {
	if opts.Changed == nil {
		opts.Changed = func(Policy, Policy) {}
	}
	if opts.Logger == nil {
		opts.Logger = slog.New(slog.DiscardHandler)
	}
	d := &Detector{opts: opts, owner: bindings.NewArbOwnerPublic(), gauge: prometheus.NewGaugeVec(prometheus.GaugeOpts{
		Name: "mev_bot_order_policy", Help: "How the chain orders transactions: 1 for the policy that holds.",
	}, []string{"policy"})}
	if opts.Registerer != nil {
		opts.Registerer.MustRegister(d.gauge)
	}
	d.set(opts.Fixed, nil)
	return d
}

// Policy is the one that holds; Unknown while it is not known.
func (d *Detector) Policy() Policy {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.policy
}

// Check says why the policy is not known, or nil.
func (d *Detector) Check(context.Context) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.fault
}

// Look takes a new head in. The chain's settings are asked only when the signs
// changed; an error leaves the policy as it was, but for ErrContradiction, which
// makes it Unknown: nothing is bid on a guess.
func (d *Detector) Look(ctx context.Context, head *rpc.Head) error {
	if d.opts.Fixed != Unknown {
		return nil
	}
	var err error
	if signs := SignsOf(head.Mix); !d.asked || signs != d.signs {
		var plain Policy
		plain, err = d.detect(ctx, signs, head)
		if err != nil && !errors.Is(err, ErrContradiction) {
			return fmt.Errorf("find the ordering policy at block %d: %w", head.Number, err)
		}
		// A contradiction is looked at again with the next block: around a change of
		// the setting the header is one block behind.
		d.signs, d.asked, d.plain = signs, err == nil, plain
	}
	policy := d.plain
	if policy == FCFS && d.opts.Express != nil && d.opts.Express() {
		policy = Timeboost
	}
	if policy != d.Policy() || err != nil || d.Check(ctx) != nil {
		d.set(policy, err)
	}
	return err
}

func (d *Detector) detect(ctx context.Context, signs Signs, head *rpc.Head) (Policy, error) {
	if signs.ArbOS < arbOSTips {
		if signs.Tips {
			return Unknown, fmt.Errorf("%w: ArbOS %d cannot collect tips, and the header says that it does", ErrContradiction, signs.ArbOS)
		}
		return FCFS, nil
	}
	out, err := d.opts.Client.CallContract(ctx, common.Address{}, chain.ArbOwnerPublic, d.owner.PackGetCollectTips(), rpc.AtHash(head.Hash))
	if err != nil {
		return Unknown, fmt.Errorf("ArbOwnerPublic.getCollectTips: %w", err)
	}
	collects, err := d.owner.UnpackGetCollectTips(out)
	switch {
	case err != nil:
		return Unknown, fmt.Errorf("read ArbOwnerPublic.getCollectTips: %w", err)
	case collects != signs.Tips:
		return Unknown, fmt.Errorf("%w: the header of block %d says %t to tips, ArbOwnerPublic says %t", ErrContradiction, head.Number, signs.Tips, collects)
	case collects:
		return PGA, nil
	}
	return FCFS, nil
}

func (d *Detector) set(p Policy, fault error) {
	d.mu.Lock()
	from := d.policy
	d.policy, d.fault = p, fault
	d.mu.Unlock()
	for _, each := range Policies {
		value := 0.0
		if each == p {
			value = 1
		}
		d.gauge.WithLabelValues(each.String()).Set(value)
	}
	if fault != nil {
		d.opts.Logger.Warn("ordering policy is not known; nothing is bid", slog.Any("error", fault))
	}
	if from != p {
		d.opts.Logger.Info("ordering policy", slog.String("policy", p.String()), slog.String("before", from.String()))
		d.opts.Changed(from, p)
	}
}
