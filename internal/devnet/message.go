package devnet

import (
	"encoding/binary"
	"fmt"

	"github.com/ethereum/go-ethereum/core/types"
)

// Kinds of the feed's payload (nitro arbos/parse_l2.go).
const (
	l2MessageKind  = 3 // header kind: a message of the sequencer
	l2Batch        = 3
	l2SignedTx     = 4
	maxL2Message   = 262_144 // bytes; a longer one has no transactions for a reader
	secondsPerL1   = 12
	firstL1Block   = 20_000_000
	segmentPrefix  = 8
	signedTxPrefix = 1
)

// l2Message is the payload of the message that makes a block of txs: bare for
// exactly one transaction, otherwise a batch, as nitro's sequencer writes it.
func l2Message(txs types.Transactions) ([]byte, error) {
	if len(txs) == 1 {
		return signedTx(nil, txs[0])
	}
	out := []byte{l2Batch}
	for _, tx := range txs {
		at := len(out)
		out = append(out, make([]byte, segmentPrefix)...)
		var err error
		if out, err = signedTx(out, tx); err != nil {
			return nil, err
		}
		binary.BigEndian.PutUint64(out[at:], uint64(len(out)-at-segmentPrefix))
	}
	if len(out) > maxL2Message {
		return nil, fmt.Errorf("encode a message of %d bytes: at most %d can be read; put the %d transactions into more blocks", len(out), maxL2Message, len(txs))
	}
	return out, nil
}

func signedTx(out []byte, tx *types.Transaction) ([]byte, error) {
	raw, err := tx.MarshalBinary()
	if err != nil {
		return nil, fmt.Errorf("encode transaction %s: %w", tx.Hash(), err)
	}
	return append(append(out, l2SignedTx), raw...), nil
}
