package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/spf13/cobra"

	"mevbot/internal/chain"
	"mevbot/internal/decode"
	"mevbot/internal/feed"
	"mevbot/internal/profile"
)

// messageRow is a feed message as printed.
type messageRow struct {
	Seq     uint64  `json:"sequence_number"`
	Block   uint64  `json:"block"`
	Kind    uint8   `json:"kind"`
	Hash    string  `json:"block_hash,omitempty"`
	Txs     []txRow `json:"transactions"`
	Redeems []txRow `json:"redeems,omitempty"` // run after the submission if its deposit covers them
	Reason  string  `json:"reason,omitempty"`  // why it holds no transaction
}

type txRow struct {
	Type     uint8  `json:"type"`
	Hash     string `json:"hash,omitempty"`
	NoHash   string `json:"no_hash,omitempty"` // why the hash is not known
	From     string `json:"from,omitempty"`
	To       string `json:"to,omitempty"`
	Nonce    uint64 `json:"nonce"`
	Value    string `json:"value"`
	Gas      uint64 `json:"gas"`
	Selector string `json:"selector,omitempty"`
	Error    string `json:"error,omitempty"` // the signature names no sender on this chain
}

// maxFrameFile bounds a frame read from a file.
const maxFrameFile = 64 << 20

func newFeedDecode() *cobra.Command {
	var id, genesis, arbos uint64
	cmd := &cobra.Command{
		Use: "decode FILE|-", Short: "Print the messages of feed frames as JSON, one a line", Args: cobra.ArbitraryArgs,
		Long: `Reads frames of the sequencer feed, one or several behind each other, and prints
each message as one line of JSON: sequence number, block, kind, and its
transactions, or the reason why it has none. A bare message, as it stands in the
list of a frame, is read too.

The chain id says which chain the transactions are signed for, and where its
numbering of blocks begins; that of a chain that is not known by name is given
with --genesis.`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usage("want one file with feed frames, or - for standard input")
			}
			p := profileOf(chain.ID(id))
			if cmd.Flags().Changed("genesis") {
				p.Genesis = chain.Block(genesis)
			}
			data, err := readFrames(cmd.InOrStdin(), args[0])
			if err != nil {
				return err
			}
			return decodeFrames(cmd.OutOrStdout(), data, p, decode.Rules{Chain: p.ID, ArbOS: arbos})
		},
	}
	cmd.Flags().Uint64Var(&id, "chain-id", uint64(chain.ArbitrumOne.ID), "chain id that the transactions are signed for")
	cmd.Flags().Uint64Var(&genesis, "genesis", 0, "block of sequence number 0 (default: of the chain, 0 where it is not known)")
	cmd.Flags().Uint64Var(&arbos, "arbos", 0, "version of ArbOS, for the hashes of batch posting reports (default: not known)")
	return cmd
}

func readFrames(stdin io.Reader, name string) ([]byte, error) {
	in := stdin
	if name != "-" {
		f, err := os.Open(name) //nolint:gosec // the file that the operator named
		if err != nil {
			return nil, usage("%v", err)
		}
		defer f.Close()
		in = f
	}
	data, err := io.ReadAll(io.LimitReader(in, maxFrameFile+1))
	if err != nil {
		return nil, fmt.Errorf("read the frames: %w", err)
	}
	if len(data) > maxFrameFile {
		return nil, usage("the frames are larger than %d bytes", maxFrameFile)
	}
	return data, nil
}

// profileOf finds the genesis offset of a known chain; others have 0.
func profileOf(id chain.ID) chain.Profile {
	if p, ok := profile.ByID(id); ok {
		return p.Chain()
	}
	return chain.Profile{ID: id}
}

// decodeFrames prints the messages of the JSON values in data. What was printed
// before an error stands.
func decodeFrames(w io.Writer, data []byte, p chain.Profile, rules decode.Rules) error {
	in, out := json.NewDecoder(bytes.NewReader(data)), json.NewEncoder(w)
	for n := 1; ; n++ {
		var value json.RawMessage
		err := in.Decode(&value)
		if errors.Is(err, io.EOF) {
			if n == 1 {
				return fmt.Errorf("read the frames: %w: nothing is there", feed.ErrMalformed)
			}
			return nil
		}
		if err != nil {
			return fmt.Errorf("read frame %d: %w: %w", n, feed.ErrMalformed, err)
		}
		frame, err := feed.ParseFrame(framed(value), p)
		if err != nil {
			return fmt.Errorf("read frame %d: %w", n, err)
		}
		for i := range frame.Messages {
			if err := out.Encode(describe(&frame.Messages[i], rules)); err != nil {
				return err
			}
		}
	}
}

// framed puts a bare message into a frame.
func framed(value json.RawMessage) []byte {
	var shape struct {
		Messages  json.RawMessage `json:"messages"`
		Confirmed json.RawMessage `json:"confirmedSequenceNumberMessage"`
		Version   json.RawMessage `json:"version"`
		Message   json.RawMessage `json:"message"`
	}
	if json.Unmarshal(value, &shape) != nil || shape.Messages != nil || shape.Confirmed != nil || shape.Version != nil || shape.Message == nil {
		return value
	}
	return append(append([]byte(`{"version":1,"messages":[`), value...), `]}`...)
}

func describe(m *feed.Message, rules decode.Rules) messageRow {
	row := messageRow{Seq: uint64(m.Seq), Block: uint64(m.Block), Kind: m.Kind, Txs: []txRow{}}
	if m.HasHash {
		row.Hash = m.BlockHash.Hex()
	}
	var d decode.Message
	if err := rules.Parse(m, &d); err != nil {
		row.Reason = err.Error()
		return row
	}
	for i := range d.Txs {
		row.Txs = append(row.Txs, describeTx(&d.Txs[i]))
	}
	for i := range d.Redeems {
		row.Redeems = append(row.Redeems, describeTx(&d.Redeems[i]))
	}
	switch {
	case d.Dropped > 0:
		row.Reason = fmt.Sprintf("%d transactions are left out: an amount has more than 256 bits", d.Dropped)
	case len(d.Txs) == 0:
		row.Reason = "a message of this kind has no transactions"
	}
	return row
}

func describeTx(tx *decode.Tx) txRow {
	t := txRow{Type: tx.Type, NoHash: tx.Unhashed, Nonce: tx.Nonce, Value: tx.Value.Dec(), Gas: tx.Gas}
	if tx.Hash != (common.Hash{}) {
		t.Hash = tx.Hash.Hex()
	}
	if from, err := tx.Sender(); err != nil {
		t.Error = err.Error()
	} else {
		t.From = from.Hex()
	}
	if to, ok := tx.Recipient(); ok {
		t.To = to.Hex()
	}
	if len(tx.Data) >= 4 {
		t.Selector = hexutil.Encode(tx.Data[:4])
	}
	return t
}
