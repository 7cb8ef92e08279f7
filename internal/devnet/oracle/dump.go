package oracle

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"os"
	"path/filepath"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
)

// readme tells an outsider what to do with a dump.
const readme = `# What the oracle saw

blocks.jsonl     one block a line: header and transactions, as eth_getBlockByNumber
                 answers it, with each transaction's raw bytes
receipts.jsonl   one block a line: the receipts of its transactions
addresses.json   tokens, pools with their state where the walk began, executor,
                 operator, quoter, routers, and the first and last block
oracle.jsonl     each step of the walk: V after it, what it added or lost, whose
                 doing, and the cycles that V consists of

To do the sums again: possible is the sum of added_wei, missed the sum of lost_wei,
realised the sum of earned_wei, and possible - missed = realised. A step's v_wei is
the sum of net_wei of its set; a cycle's net_wei is gross_wei - gas x base fee of
the block. To check a cycle, execute the transactions of blocks.jsonl up to
the step's block and index on any EVM, then call Executor.execute(in_wei, 0,
deadline, route) from the operator. The gas and balances of our own transactions
are in receipts.jsonl (Transfer logs of the wrapped native token).
`

// Dump writes everything that an outsider needs to do the sums again. The
// folder must be empty or not exist.
func (o *Oracle) Dump(ctx context.Context, dir string, r *Report) error {
	if err := os.MkdirAll(dir, 0o755); err != nil { //nolint:gosec // it holds nothing secret
		return fmt.Errorf("create the folder of the dump: %w", err)
	}
	if held, err := os.ReadDir(dir); err != nil {
		return fmt.Errorf("read the folder of the dump: %w", err)
	} else if len(held) > 0 {
		return fmt.Errorf("the folder of the dump, %s, is not empty: name another", dir)
	}
	if err := os.WriteFile(filepath.Join(dir, "README.md"), []byte(readme), 0o644); err != nil { //nolint:gosec // see above
		return fmt.Errorf("write the dump: %w", err)
	}
	if err := o.dumpAddresses(ctx, filepath.Join(dir, "addresses.json"), r); err != nil {
		return err
	}
	if err := lines(filepath.Join(dir, "oracle.jsonl"), func(line func(any) error) error {
		for i := range r.Steps {
			if err := line(&r.Steps[i]); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		return err
	}
	if err := lines(filepath.Join(dir, "blocks.jsonl"), func(line func(any) error) error {
		return o.eachBlock(ctx, r, func(n uint64) error { return o.dumpBlock(ctx, n, line) })
	}); err != nil {
		return err
	}
	return lines(filepath.Join(dir, "receipts.jsonl"), func(line func(any) error) error {
		return o.eachBlock(ctx, r, func(n uint64) error {
			var receipts json.RawMessage
			if err := o.opts.Chain.Client().Client().CallContext(ctx, &receipts, "eth_getBlockReceipts", hexutil.Uint64(n)); err != nil {
				return fmt.Errorf("read the receipts of block %d: %w", n, err)
			}
			return line(map[string]any{"block": n, "receipts": receipts})
		})
	})
}

func (o *Oracle) eachBlock(ctx context.Context, r *Report, f func(uint64) error) error {
	for n := r.First; n <= r.Last; n++ {
		if err := errors.Join(ctx.Err(), f(n)); err != nil {
			return err
		}
	}
	return nil
}

// dumpBlock writes a block as the node answers it, with its raw transactions.
func (o *Oracle) dumpBlock(ctx context.Context, n uint64, line func(any) error) error {
	client := o.opts.Chain.Client()
	var block map[string]any
	if err := client.Client().CallContext(ctx, &block, "eth_getBlockByNumber", hexutil.Uint64(n), true); err != nil {
		return fmt.Errorf("read block %d: %w", n, err)
	}
	b, err := client.BlockByNumber(ctx, new(big.Int).SetUint64(n))
	if err != nil {
		return fmt.Errorf("read block %d: %w", n, err)
	}
	raw := make([]hexutil.Bytes, len(b.Transactions()))
	for i, tx := range b.Transactions() {
		if raw[i], err = tx.MarshalBinary(); err != nil {
			return fmt.Errorf("encode %s: %w", tx.Hash(), err)
		}
	}
	block["rawTransactions"], block["zeroLatencySlot"] = raw, o.opts.Chain.Slot(n)
	return line(block)
}

func (o *Oracle) dumpAddresses(ctx context.Context, path string, r *Report) error {
	type poolState struct {
		Address      common.Address `json:"address"`
		Token0       common.Address `json:"token0"`
		Token1       common.Address `json:"token1"`
		Concentrated bool           `json:"concentrated"`
		FeePips      uint32         `json:"fee_pips"`
		State        hexutil.Bytes  `json:"state"` // getReserves() or slot0() when the walk began
	}
	p, err := o.opts.Chain.Past(ctx, r.First+1)
	if err != nil {
		return err
	}
	defer p.Close()
	pools := make([]poolState, len(o.venues))
	for i := range o.venues {
		v := &o.venues[i]
		question := getReserves
		if v.Concentrated {
			question = slot0
		}
		answer, err := o.ask(p, v.Address, question, 1)
		if err != nil {
			return fmt.Errorf("state of %s: %w", v.Address, err)
		}
		pools[i] = poolState{v.Address, v.Token0, v.Token1, v.Concentrated, v.Fee, answer}
	}
	text, err := json.MarshalIndent(map[string]any{
		"first_block": r.First, "last_block": r.Last, "operator": o.opts.Operator, "executor": o.addresses.Executor,
		"weth": o.addresses.WETH, "tokens": o.addresses.Tokens, "routers": o.addresses.Routers, "quoter_v2": o.addresses.QuoterV2,
		"pools": pools, "possible_wei": r.Possible, "missed_wei": r.Missed, "realised_wei": r.Realised,
	}, "", "  ")
	if err != nil {
		return fmt.Errorf("write the dump: %w", err)
	}
	if err := os.WriteFile(path, append(text, '\n'), 0o644); err != nil { //nolint:gosec // it holds nothing secret
		return fmt.Errorf("write the dump: %w", err)
	}
	return nil
}

// lines writes a file of JSON lines.
func lines(path string, write func(line func(any) error) error) (err error) {
	f, err := os.Create(path) //nolint:gosec // the operator names the folder
	if err != nil {
		return fmt.Errorf("write the dump: %w", err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	buffered := bufio.NewWriter(f)
	encoder := json.NewEncoder(buffered)
	if err := write(func(v any) error { return encoder.Encode(v) }); err != nil {
		return fmt.Errorf("write the dump: %w", err)
	}
	return buffered.Flush()
}
