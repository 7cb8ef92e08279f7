package decode

import (
	"errors"
	"fmt"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
)

// signed reads a signed transaction as types.Transaction.UnmarshalBinary does,
// accepting and refusing the same bytes, without its allocations. The hash is
// that of the bytes: the encoding is canonical.
func (out *Message) signed(raw []byte) error {
	kind, body, err := envelope(raw)
	if err != nil {
		return fmt.Errorf("signed transaction: %w", err)
	}
	t := out.grow()
	t.Type, t.raw = kind, raw
	fits, ok := t.fields(body)
	if !ok {
		return errors.New("signed transaction: not the canonical RLP of its fields")
	}
	if !fits { // no balance pays for an amount over 256 bits: the chain drops it
		out.Txs = out.Txs[:len(out.Txs)-1]
		out.Dropped++
		return nil
	}
	out.hash(&t.Hash, raw)
	return nil
}

// envelope is the type and the list of fields of a transaction.
func envelope(raw []byte) (kind uint8, fields reader, err error) {
	if len(raw) == 0 || raw[0] <= 0x7f {
		if len(raw) <= 1 {
			return 0, fields, errors.New("too short")
		}
		switch kind, raw = raw[0], raw[1:]; kind {
		case types.AccessListTxType, types.DynamicFeeTxType, types.SetCodeTxType:
		case types.BlobTxType:
			return 0, fields, errors.New("blobs are not allowed")
		default:
			return 0, fields, fmt.Errorf("unknown type %d", kind)
		}
	}
	whole := reader{rest: raw}
	fields = whole.list()
	if fields.bad || len(whole.rest) > 0 {
		return 0, fields, errors.New("not one RLP list")
	}
	return kind, fields, nil
}

// fields reads what the list of t's type holds (go-ethereum core/types/tx_*.go).
// fits says that every amount has at most 256 bits; the types before EIP-7702
// have no such limit in their encoding.
func (t *Tx) fields(r reader) (fits, ok bool) {
	const word = 32
	amount := maxL2
	if t.Type == types.SetCodeTxType {
		amount = word
	}
	if t.Type != types.LegacyTxType {
		r.integer(word) // chain id: Sender judges it
	}
	t.Nonce = r.uint64()
	if t.Type == types.DynamicFeeTxType || t.Type == types.SetCodeTxType {
		fits = r.word(&t.Tip, amount)
		fits = r.word(&t.FeeCap, amount) && fits
	} else {
		fits = r.word(&t.FeeCap, amount)
		t.Tip = t.FeeCap
	}
	t.Gas = r.uint64()
	t.recipient(&r)
	fits = r.word(&t.Value, amount) && fits
	t.Data = r.bytes()
	if t.Type != types.LegacyTxType {
		accessList(&r)
	}
	if t.Type == types.SetCodeTxType {
		authorizations(&r)
	}
	for range 3 { // v, r, s
		r.integer(word)
	}
	return fits, !r.bad && len(r.rest) == 0
}

func (t *Tx) recipient(r *reader) {
	to := r.bytes()
	switch {
	case len(to) == common.AddressLength:
		t.To, t.HasTo = common.Address(to), true
	case len(to) != 0 || t.Type == types.SetCodeTxType:
		r.fail()
	}
}

func accessList(r *reader) {
	entries := r.list()
	for len(entries.rest) > 0 && !entries.bad {
		entry := entries.list()
		entry.fixed(common.AddressLength)
		slots := entry.list()
		for len(slots.rest) > 0 && !slots.bad {
			slots.fixed(common.HashLength)
		}
		if entry.bad || slots.bad || len(entry.rest) > 0 {
			entries.fail()
		}
	}
	if entries.bad {
		r.fail()
	}
}

func authorizations(r *reader) {
	entries := r.list()
	for len(entries.rest) > 0 && !entries.bad {
		entry := entries.list()
		entry.integer(32) // chain id
		entry.fixed(common.AddressLength)
		entry.uint64()   // nonce
		entry.integer(1) // y parity
		entry.integer(32)
		entry.integer(32)
		if entry.bad || len(entry.rest) > 0 {
			entries.fail()
		}
	}
	if entries.bad {
		r.fail()
	}
}
