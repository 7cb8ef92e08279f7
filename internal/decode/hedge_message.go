// stopgap: replaced and deleted when the real files of this package land

// Package decode turns a message into transactions and transactions into swaps.
package decode

import (
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/holiman/uint256"
	"math/big"

	"mevbot/internal/chain"
	"mevbot/internal/feed"
)

// Tx is what the street needs of a transaction. Data is a view into the message.
type Tx struct {
	Hash  common.Hash
	Type  uint8
	To    common.Address
	HasTo bool
	Nonce uint64
	Value uint256.Int
	Gas   uint64
	Data  []byte

	tx *types.Transaction
	id chain.ID
}

// Sender recovers who signed it; about 60 us.
func (t *Tx) Sender() (common.Address, error) {
	return types.Sender(types.LatestSignerForChainID(new(big.Int).SetUint64(uint64(t.id))), t.tx)
}

// Recipient is the called address; false for a creation.
func (t *Tx) Recipient() (common.Address, bool) { return t.To, t.HasTo }

// Message holds the transactions of a feed message.
type Message struct {
	Seq chain.Seq
	Txs []Tx
}

const (
	maxL2     = 262144
	maxDepth  = 16
	heartbeat = 1659974400
)

// Parse reads the transactions of m into out, whose slices are used again. An
// error means that the message makes a block without transactions.
func Parse(m *feed.Message, id chain.ID, out *Message) error {
	out.Seq, out.Txs = m.Seq, out.Txs[:0]
	var err error
	switch m.Kind {
	case 3:
		if len(m.L2) > maxL2 {
			err = fmt.Errorf("payload of %d bytes is over %d", len(m.L2), maxL2)
			break
		}
		err = parseL2(m.L2, m.Timestamp, id, 0, out)
	case 6, 8:
	default:
		err = fmt.Errorf("L1 message kind %d is not read", m.Kind)
	}
	if err != nil {
		out.Txs = out.Txs[:0]
	}
	return err
}

func parseL2(b []byte, timestamp uint64, id chain.ID, depth int, out *Message) error {
	if len(b) == 0 {
		return errors.New("empty L2 message")
	}
	switch b[0] {
	case 3:
		if depth >= maxDepth {
			return errors.New("batches nested too deep")
		}
		b = b[1:]
		for len(b) >= 8 {
			n := binary.BigEndian.Uint64(b)
			if n > maxL2 || n > uint64(len(b)-8) {
				return nil
			}
			if err := parseL2(b[8:8+n], timestamp, id, depth+1, out); err != nil {
				return err
			}
			b = b[8+n:]
		}
		return nil
	case 4:
		var tx types.Transaction
		if err := tx.UnmarshalBinary(b[1:]); err != nil {
			return fmt.Errorf("signed transaction: %w", err)
		}
		if tx.Type() == types.BlobTxType {
			return errors.New("blob transaction")
		}
		t := Tx{Hash: tx.Hash(), Type: tx.Type(), Nonce: tx.Nonce(), Gas: tx.Gas(), Data: tx.Data(), tx: &tx, id: id}
		if to := tx.To(); to != nil {
			t.To, t.HasTo = *to, true
		}
		if t.Value.SetFromBig(tx.Value()) {
			return errors.New("value over 256 bits")
		}
		out.Txs = append(out.Txs, t)
		return nil
	case 6:
		if timestamp >= heartbeat {
			return errors.New("heartbeat after its end")
		}
		return nil
	default:
		return fmt.Errorf("L2 message kind %d is not read", b[0])
	}
}
