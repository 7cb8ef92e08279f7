package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"os"

	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/spf13/cobra"

	"mevbot/internal/chain"
	"mevbot/internal/decode"
	"mevbot/internal/feed"
)

// messageRow is a feed message as printed.
type messageRow struct {
	Seq    uint64  `json:"sequence_number"`
	Block  uint64  `json:"block"`
	Kind   uint8   `json:"kind"`
	Hash   string  `json:"block_hash,omitempty"`
	Txs    []txRow `json:"transactions"`
	Reason string  `json:"reason,omitempty"` // why it holds no transaction
}

type txRow struct {
	Type     uint8  `json:"type"`
	Hash     string `json:"hash"`
	From     string `json:"from,omitempty"`
	To       string `json:"to,omitempty"`
	Nonce    uint64 `json:"nonce"`
	Value    string `json:"value"`
	Gas      uint64 `json:"gas"`
	Selector string `json:"selector,omitempty"`
}

func (r *root) feedCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use: "feed", Short: "Look at the sequencer feed", Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(r.feedTail(), r.feedLag(), r.feedCheck(), feedDecode())
	return cmd
}

// maxFrameFile bounds a frame read from a file.
const maxFrameFile = 64 << 20

func feedDecode() *cobra.Command {
	id := uint64(chain.ArbitrumOne.ID)
	cmd := &cobra.Command{
		Use: "decode FILE|-", Short: "Print the messages of a feed frame as JSON, one a line", Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usage("want one file with a feed frame, or - for standard input")
			}
			in := cmd.InOrStdin()
			if args[0] != "-" {
				f, err := os.Open(args[0])
				if err != nil {
					return usage("%v", err)
				}
				defer f.Close()
				in = f
			}
			data, err := io.ReadAll(io.LimitReader(in, maxFrameFile+1))
			if err != nil {
				return fmt.Errorf("read the frame: %w", err)
			}
			if len(data) > maxFrameFile {
				return fmt.Errorf("the frame is larger than %d bytes", maxFrameFile)
			}
			return decodeFrame(cmd.OutOrStdout(), data, profileOf(chain.ID(id)))
		},
	}
	cmd.Flags().Uint64Var(&id, "chain-id", id, "chain id that the transactions are signed for")
	return cmd
}

// profileOf finds the genesis offset of a known chain; others have 0.
func profileOf(id chain.ID) chain.Profile {
	for _, p := range []chain.Profile{chain.ArbitrumOne, chain.Nova, chain.Sepolia, chain.Local} {
		if p.ID == id {
			return p
		}
	}
	return chain.Profile{ID: id}
}

func decodeFrame(w io.Writer, data []byte, p chain.Profile) error {
	frame, err := feed.ParseFrame(data, p)
	if err != nil {
		return fmt.Errorf("read the frame: %w", err)
	}
	out := json.NewEncoder(w)
	for i := range frame.Messages {
		if err := out.Encode(describe(&frame.Messages[i], p.ID)); err != nil {
			return err
		}
	}
	return nil
}

func describe(m *feed.Message, id chain.ID) messageRow {
	row := messageRow{Seq: uint64(m.Seq), Block: uint64(m.Block), Kind: m.Kind, Txs: []txRow{}}
	if m.HasHash {
		row.Hash = m.BlockHash.Hex()
	}
	var d decode.Message
	if err := decode.Parse(m, id, &d); err != nil {
		row.Reason = err.Error()
	}
	for i := range d.Txs {
		tx := &d.Txs[i]
		t := txRow{Type: tx.Type, Hash: tx.Hash.Hex(), Nonce: tx.Nonce, Value: tx.Value.Dec(), Gas: tx.Gas}
		if from, err := tx.Sender(); err == nil {
			t.From = from.Hex()
		}
		if to, ok := tx.Recipient(); ok {
			t.To = to.Hex()
		}
		if len(tx.Data) >= 4 {
			t.Selector = hexutil.Encode(tx.Data[:4])
		}
		row.Txs = append(row.Txs, t)
	}
	return row
}
