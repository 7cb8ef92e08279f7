package demo

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"math/big"
	"os"
	"path/filepath"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/ethclient"
	"github.com/holiman/uint256"
	"golang.org/x/sync/errgroup"

	"mevbot/internal/chain"
	"mevbot/internal/config"
	"mevbot/internal/devnet"
	"mevbot/internal/devnet/auctioneer"
	"mevbot/internal/devnet/market"
	"mevbot/internal/ledger"
	"mevbot/internal/signer"
	"mevbot/internal/store"
)

// LocalOptions of a local chain.
type LocalOptions struct {
	Seed      int64
	Dir       string // operator key and example configuration are written here
	Listen    Listen
	Faults    string        // a schedule, counted from the chain's first block
	BlockTime time.Duration // default 250 ms
	NoRivals  bool          // nobody but the bot and the rival bots closes gaps on purpose
	Ordering  devnet.Ordering
	Rivals    int // rival bots
	RivalHops int // the longest cycle that the fast one knows: 2 (default) or 3
	// Arrived hears each transaction that is sent, see devnet.Options.
	Arrived func(*types.Transaction)
	Logger  *slog.Logger
	Now     func() time.Time
}

// The bot's databases in a local chain's folder.
const (
	databaseName = "mev-bot.db"
	historyName  = "mev-bot-history.db"
)

// Local is a local chain with its market deployed, ready to mine, and an
// operator's key and configuration for it.
type Local struct {
	Chain    *devnet.Chain
	Market   *market.Market
	FastFeed *market.FastFeed // nil without one
	// Auctioneer sells the rounds of the express lane; nil without Timeboost.
	Auctioneer *auctioneer.Auctioneer
	Operator   common.Address
	Dir        string
	ConfigFile string
}

// StartLocal starts the chain, deploys the market and writes the operator's
// key, its password and a configuration that names everything.
func StartLocal(ctx context.Context, opts LocalOptions) (*Local, error) {
	faults, err := parseFaults(opts.Faults)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(opts.Dir, 0o700); err != nil {
		return nil, fmt.Errorf("create the folder %s: %w", opts.Dir, err)
	}
	l := &Local{Dir: opts.Dir, ConfigFile: filepath.Join(opts.Dir, "config.yaml")}
	if l.Operator, err = operatorKey(opts.Dir); err != nil {
		return nil, err
	}
	l.Market, err = market.New(market.Options{
		Seed: opts.Seed, Operator: l.Operator, Interval: opts.BlockTime, NoRivals: opts.NoRivals,
		Tips: opts.Ordering == devnet.PGA, Bots: opts.Rivals, FastHops: opts.RivalHops,
		BotFastFeed: opts.Listen.FastFeed != "", // whoever can see inside an open block does
	})
	if err != nil {
		return nil, err
	}
	alloc, err := genesis(l.Market, opts.Ordering)
	if err != nil {
		return nil, err
	}
	tickets, err := l.planFastFeed(opts.Listen.FastFeed, alloc)
	if err != nil {
		return nil, err
	}
	l.Chain, err = devnet.Start(ctx, devnet.Options{
		FastFeed: opts.Listen.FastFeed, Tickets: tickets,
		ChainID: chain.Local.ID, HTTP: opts.Listen.HTTP, WS: opts.Listen.WS, Feed: opts.Listen.Feed,
		Alloc: alloc, BlockTime: opts.BlockTime, Ordering: opts.Ordering, Seed: opts.Seed, Faults: faults,
		Filler: l.Market.Filler, TargetBaseFee: l.Market.TargetBaseFee, Arrived: opts.Arrived, Logger: opts.Logger, Now: opts.Now,
	})
	if err != nil {
		return nil, err
	}
	if err := l.Market.Deploy(ctx, l.Chain); err != nil {
		return nil, errors.Join(fmt.Errorf("deploy the market: %w", err), l.Chain.Close())
	}
	if err := l.openLane(ctx, opts); err != nil {
		return nil, errors.Join(err, l.Chain.Close())
	}
	if err := forget(opts.Dir); err != nil {
		return nil, errors.Join(err, l.Chain.Close())
	}
	fast, err := l.deployFastFeed(ctx)
	if err != nil {
		return nil, errors.Join(err, l.Chain.Close())
	}
	where := Endpoints{HTTP: l.Chain.HTTPURL(), WS: l.Chain.WSURL(), Feed: l.Chain.FeedURL()}
	if l.Auctioneer != nil {
		where.Sequencer = where.HTTP
	}
	text := ConfigYAML(l.Market.Addresses(), where, opts.Dir) + fast + l.laneYAML()
	if err := os.WriteFile(l.ConfigFile, []byte(text), 0o600); err != nil {
		return nil, errors.Join(fmt.Errorf("write the configuration: %w", err), l.Chain.Close())
	}
	return l, nil
}

// genesis is what exists before the first block.
func genesis(m *market.Market, ordering devnet.Ordering) (types.GenesisAlloc, error) {
	alloc := m.Genesis()
	if ordering != devnet.Timeboost {
		return alloc, nil
	}
	more, err := auctioneer.Genesis()
	maps.Copy(alloc, more)
	return alloc, err
}

// openLane puts the express lane's auction on a chain that has one.
func (l *Local) openLane(ctx context.Context, opts LocalOptions) (err error) {
	if opts.Ordering != devnet.Timeboost {
		return nil
	}
	l.Auctioneer, err = auctioneer.New(auctioneer.Options{Chain: l.Chain, Token: l.Market.Addresses().WETH, Logger: opts.Logger})
	if err != nil {
		return err
	}
	return l.Auctioneer.Deploy(ctx)
}

// laneYAML is what a configuration says of the express lane.
func (l *Local) laneYAML() string {
	if l.Auctioneer == nil {
		return ""
	}
	return fmt.Sprintf("timeboost:\n  auction: %q\n  auctioneer: %s\n  max_bid_wei: 0.5 ether\n", l.Auctioneer.Contract().Hex(), l.Chain.HTTPURL())
}

// Run makes blocks until ctx ends, and holds the auctions of an express lane.
func (l *Local) Run(ctx context.Context) error {
	if l.Auctioneer == nil {
		return l.Chain.Run(ctx, l.Market)
	}
	g, inner := errgroup.WithContext(ctx)
	g.Go(func() error { return l.Chain.Run(inner, l.Market) })
	g.Go(func() error { return l.Auctioneer.Run(inner) })
	return g.Wait()
}

// parseFaults reads a schedule; what is wrong with it is a configuration error.
func parseFaults(schedule string) ([]devnet.Fault, error) {
	faults, err := devnet.ParseFaults(schedule)
	if err != nil {
		return nil, &config.Error{Problems: []config.Problem{{Key: "--fault", Text: err.Error()}}}
	}
	return faults, nil
}

// forget removes the database that a bot kept of an earlier local chain: its
// nonces and blocks are those of a chain that is no more.
func forget(dir string) error {
	for _, name := range []string{
		databaseName, databaseName + "-wal", databaseName + "-shm", historyName, historyName + "-wal", historyName + "-shm",
	} {
		if err := os.Remove(filepath.Join(dir, name)); err != nil && !errors.Is(err, os.ErrNotExist) {
			return fmt.Errorf("remove the database of the last local chain: %w", err)
		}
	}
	return nil
}

// Close stops the chain.
func (l *Local) Close() { _ = l.Chain.Close() }

// operatorKey makes a new key for the local chain, or opens the one that an
// earlier start left in dir.
func operatorKey(dir string) (common.Address, error) {
	keystore, password := filepath.Join(dir, "operator.json"), filepath.Join(dir, "operator.password")
	if _, err := os.Stat(keystore); err == nil {
		key, err := signer.Open(keystore, password)
		if err != nil {
			return common.Address{}, err
		}
		return key.Address(), nil
	}
	secret := rand.Text()
	if err := os.WriteFile(password, []byte(secret+"\n"), 0o600); err != nil {
		return common.Address{}, fmt.Errorf("write the password file: %w", err)
	}
	return signer.Create(keystore, secret, signer.Light)
}

func nativeBalance(ctx context.Context, c *ethclient.Client, owner common.Address, block uint64) (*uint256.Int, error) {
	v, err := c.BalanceAt(ctx, owner, new(big.Int).SetUint64(block))
	if err != nil {
		return nil, err
	}
	out, over := uint256.FromBig(v)
	if over {
		return nil, errors.New("balance over 256 bits")
	}
	return out, nil
}

// baseBalance reads balanceOf of the wrapped native token.
func (l *Local) baseBalance(ctx context.Context, c *ethclient.Client, owner common.Address, block uint64) (*uint256.Int, error) {
	weth := l.Market.Addresses().WETH
	data := append(common.FromHex("0x70a08231"), common.LeftPadBytes(owner.Bytes(), 32)...)
	out, err := c.CallContract(ctx, ethereum.CallMsg{To: &weth, Data: data}, new(big.Int).SetUint64(block))
	if err != nil {
		return nil, err
	}
	if len(out) != 32 {
		return nil, fmt.Errorf("balanceOf answered %d bytes", len(out))
	}
	return new(uint256.Int).SetBytes(out), nil
}

// readLedger opens the bot's database after it has stopped.
func readLedger(ctx context.Context, path string) (ledger.Day, error) {
	db, err := store.Open(ctx, store.Options{Path: path, ReadOnly: true})
	if err != nil {
		return ledger.Day{}, err
	}
	_, total, err := ledger.PnL(ctx, db, time.Time{})
	return total, errors.Join(err, db.Close())
}

func subtract(a, b string) string {
	x, okX := new(big.Int).SetString(a, 10)
	y, okY := new(big.Int).SetString(b, 10)
	if !okX || !okY {
		return "unknown"
	}
	return x.Sub(x, y).String()
}
