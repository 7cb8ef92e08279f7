// Package ledger keeps what each attempt earned and spent, and proves that the
// books balance.
//
// A line is made from a receipt alone, never from what was expected. Gross is
// the base token that the receipt's Transfer logs of the base token's contract
// show moving into the executor, less what moved out; a negative balance of
// the two is a loss, which the executor forbids. Gas is what the chain charged,
// execution and data: gas used times the effective price. Net is gross less
// loss less gas. The base token is wrapped native currency, so all three are
// native wei.
//
// A line is written in the same database transaction as the receipt that it
// rests on, and again when a reorg moved that receipt; it counts only while the
// journal says that its attempt is in the chain. It is provisional until the
// journal says that the attempt is final.
//
// The proof comes from the chain: over any range of blocks the change of what
// wallet and executor hold must equal the sum of net. The rest is Unexplained.
package ledger

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/holiman/uint256"
	"github.com/prometheus/client_golang/prometheus"

	"mevbot/internal/event"
	"mevbot/internal/rpc"
	"mevbot/internal/store"
)

// Chain answers balances; *rpc.Client is one.
type Chain interface {
	Balance(ctx context.Context, a common.Address, at rpc.At) (*uint256.Int, error)
	CallContract(ctx context.Context, from, to common.Address, data []byte, at rpc.At) ([]byte, error)
}

// Options of a Ledger. DB, Base and Executor are required; Client and Wallet
// for balances.
type Options struct {
	DB       *store.DB
	Client   Chain
	Base     common.Address // the wrapped native token
	Executor common.Address
	Wallet   common.Address // the operator, who pays the gas
	Listener event.Listener
	Logger   *slog.Logger
	// Registerer takes what the chain said of the books; nil works.
	Registerer prometheus.Registerer
	Now        func() time.Time // default time.Now
}

// Ledger writes lines and answers sums. It is safe for concurrent use.
type Ledger struct {
	opts    Options
	log     *slog.Logger
	now     func() time.Time
	metrics metrics
}

// New makes a ledger.
func New(opts Options) *Ledger {
	if opts.Now == nil {
		opts.Now = time.Now //nolint:forbidigo // the one place where the default clock enters
	}
	if opts.Logger == nil {
		opts.Logger = slog.New(slog.DiscardHandler)
	}
	opts.Listener = opts.Listener.WithDefaults()
	return &Ledger{opts: opts, log: opts.Logger, now: opts.Now, metrics: newMetrics(opts.Registerer)}
}

// ErrLog says that a Transfer log of the base token is not readable, so that
// what the attempt earned is not known.
var ErrLog = errors.New("unreadable transfer log")

// Line is what one attempt earned and spent, in native wei.
type Line struct {
	Gross, Loss, Gas uint256.Int
	Net              SignedWei
}

// Of makes the line of a receipt.
func (l *Ledger) Of(r *rpc.Receipt) (Line, error) {
	var line Line
	var in, out uint256.Int
	for _, log := range r.Logs {
		if log.Address != l.opts.Base || len(log.Topics) == 0 || log.Topics[0] != transferTopic {
			continue
		}
		if len(log.Topics) != 3 || len(log.Data) != 32 {
			return line, fmt.Errorf("%w: log %d of %s", ErrLog, log.Index, r.Hash)
		}
		var amount uint256.Int
		amount.SetBytes32(log.Data)
		from, to := common.BytesToAddress(log.Topics[1][12:]), common.BytesToAddress(log.Topics[2][12:])
		if to == l.opts.Executor {
			in.Add(&in, &amount)
		}
		if from == l.opts.Executor {
			out.Add(&out, &amount)
		}
	}
	if _, under := line.Gross.SubOverflow(&in, &out); under {
		line.Gross.Clear()
		line.Loss.Sub(&out, &in)
	}
	line.Gas.SetUint64(r.GasUsed)
	line.Gas.Mul(&line.Gas, &r.GasPrice)
	var spent uint256.Int
	spent.Add(&line.Loss, &line.Gas)
	line.Net = Difference(&line.Gross, &spent)
	return line, nil
}

// transferTopic of ERC-20's Transfer(address,address,uint256).
var transferTopic = crypto.Keccak256Hash([]byte("Transfer(address,address,uint256)"))

// Book writes the line of an attempt inside tx, or corrects it after a reorg.
// The function that it returns publishes the line; it is called once tx is
// durable. A corrected line is not published again: listeners count it once.
func (l *Ledger) Book(ctx context.Context, tx *sql.Tx, attempt uint64, r *rpc.Receipt) (func(), error) {
	line, err := l.Of(r)
	if err != nil {
		return nil, fmt.Errorf("book attempt %d: %w", attempt, err)
	}
	var before int
	if err := tx.QueryRowContext(ctx, `SELECT count(*) FROM ledger WHERE attempt = ?`, int64(attempt)).Scan(&before); err != nil {
		return nil, fmt.Errorf("book attempt %d: %w", attempt, err)
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO ledger (attempt, block, tx, success, gross_wei, loss_wei, gas_wei, net_wei, at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (attempt) DO UPDATE SET block = excluded.block, success = excluded.success, gross_wei = excluded.gross_wei,
			loss_wei = excluded.loss_wei, gas_wei = excluded.gas_wei, net_wei = excluded.net_wei, at = excluded.at`,
		int64(attempt), int64(r.Block), r.Hash.Hex(), r.Success, line.Gross.Dec(), line.Loss.Dec(), line.Gas.Dec(), line.Net.String(), l.now().UnixMilli())
	if err != nil {
		return nil, fmt.Errorf("book attempt %d: %w", attempt, err)
	}
	return func() {
		if !line.Loss.IsZero() {
			l.log.Error("base token left the executor", slog.Uint64("attempt", attempt), slog.String("loss_wei", line.Loss.Dec()), slog.Any("tx", r.Hash))
		}
		if before == 0 {
			var data uint256.Int
			data.Mul(data.SetUint64(r.GasForL1), &r.GasPrice)
			l.opts.Listener.Booked(event.Booked{Attempt: attempt, Success: r.Success, Gross: line.Gross, Loss: line.Loss, Gas: line.Gas, Data: data})
		}
	}, nil
}
