package fastfeed

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"

	"mevbot/internal/chain"
)

var (
	// ErrMalformed means: a frame that is not the feed's JSON, or lacks a field, or
	// has a value that no receipt can have.
	ErrMalformed = errors.New("malformed fast feed frame")
	// ErrVersion means: a message version other than 1.
	ErrVersion = errors.New("unknown fast feed version")
	// ErrHash means: the hash is not that of the transaction beside it. Either is
	// wrong, and nobody can say which.
	ErrHash = errors.New("the transaction does not have the hash that its frame says")
)

// version is the only version of a message that exists.
const version = 1

// Parser reads frames. It keeps memory between them: use one per goroutine.
type Parser struct {
	keccak crypto.KeccakState
	sum    common.Hash // on the heap once, not once a frame
}

// NewParser makes a parser.
func NewParser() *Parser { return &Parser{keccak: crypto.NewKeccakState()} }

// Parse reads a frame into tx, whose old contents and memory it overwrites; in
// a tx that has held as large a frame it allocates nothing. What it reads shares
// no memory with frame. Received and Bytes are the caller's. After an error tx
// holds nothing of use.
//
// Frames in the form that the server writes are read by a scanner for that
// form; any other JSON goes to encoding/json, which decides what is malformed.
func (p *Parser) Parse(frame []byte, tx *Tx) error {
	tx.reset(len(frame))
	if cap(tx.Logs) == 0 { // a fresh tx: one allocation each instead of growing
		n := min(bytes.Count(frame, []byte(`"topics"`)), 256)
		tx.Logs, tx.topics = make([]Log, 0, n), make([]common.Hash, 0, 3*n)
	}
	s := scanner{data: frame}
	v := s.envelope(tx)
	if s.fail {
		tx.reset(len(frame))
		var err error
		if v, err = parseJSON(frame, tx); err != nil {
			return fmt.Errorf("%w: %w", ErrMalformed, err)
		}
	}
	if v != version {
		return fmt.Errorf("%w %d", ErrVersion, v)
	}
	tx.settle()
	return p.check(tx)
}

// reset empties tx and makes room for the bytes of a frame: two digits a byte.
func (t *Tx) reset(frame int) {
	bytes, topics, logs := t.bytes[:0], t.topics[:0], t.Logs[:0]
	if cap(bytes) < frame/2 {
		bytes = make([]byte, 0, frame/2)
	}
	*t = Tx{bytes: bytes, topics: topics, Logs: logs}
}

// settle points the logs at their topics, which may have moved while they grew.
func (t *Tx) settle() {
	at := 0
	for i := range t.Logs {
		n := len(t.Logs[i].Topics)
		t.Logs[i].Topics = t.topics[at : at+n : at+n]
		at += n
	}
}

// maxTopics is what the EVM's LOG4 can write.
const maxTopics = 4

func (p *Parser) check(tx *Tx) error {
	if len(tx.Raw) == 0 {
		return fmt.Errorf("%w: no transaction in raw_tx", ErrMalformed)
	}
	if !tx.Success && len(tx.Logs) > 0 {
		return fmt.Errorf("%w: transaction %s failed and has %d logs", ErrMalformed, tx.Hash, len(tx.Logs))
	}
	for i := range tx.Logs {
		if n := len(tx.Logs[i].Topics); n > maxTopics {
			return fmt.Errorf("%w: a log of transaction %s has %d topics", ErrMalformed, tx.Hash, n)
		}
	}
	p.keccak.Reset()
	p.keccak.Write(tx.Raw)
	p.keccak.Read(p.sum[:]) //nolint:errcheck // and always has 32 bytes
	if p.sum != tx.Hash {
		return fmt.Errorf("%w: %s, not %s", ErrHash, p.sum, tx.Hash)
	}
	return nil
}

// The wire format (nitro transactionfeed/message.go).
type wireMessage struct {
	Version     *uint32 `json:"version"`
	TimestampMs *uint64 `json:"timestamp_ms"`
	PGARound    *uint64 `json:"pga_round"`
	Transaction *wireTx `json:"transaction"`
}

type wireTx struct {
	Block   *uint64      `json:"block_number"`
	Index   *uint32      `json:"tx_index"`
	Raw     *string      `json:"raw_tx"`
	Hash    *string      `json:"tx_hash"`
	Receipt *wireReceipt `json:"receipt"`
}

type wireReceipt struct {
	Status        *uint64    `json:"status"`
	GasUsed       *uint64    `json:"gas_used"`
	GasUsedForL1  *uint64    `json:"gas_used_for_l1"`
	CumulativeGas *uint64    `json:"cumulative_gas_used"`
	GasPrice      *string    `json:"effective_gas_price"`
	BaseFee       *string    `json:"base_fee"`
	Created       *string    `json:"contract_address"`
	Logs          *[]wireLog `json:"logs"`
}

type wireLog struct {
	Address *string   `json:"address"`
	Topics  *[]string `json:"topics"`
	Data    *string   `json:"data"`
}

// parseJSON reads any JSON that says what a frame has to.
func parseJSON(frame []byte, tx *Tx) (v uint64, err error) {
	var w wireMessage
	if err := json.Unmarshal(frame, &w); err != nil {
		return 0, err
	}
	if w.Version == nil {
		return 0, missing("version")
	}
	if *w.Version != version {
		return uint64(*w.Version), nil
	}
	t := w.Transaction
	switch {
	case w.TimestampMs == nil || *w.TimestampMs > maxMillis:
		return 0, missing("timestamp_ms")
	case w.PGARound == nil:
		return 0, missing("pga_round")
	case t == nil:
		return 0, missing("transaction")
	case t.Block == nil || *t.Block > maxBlock:
		return 0, missing("block_number")
	case t.Index == nil:
		return 0, missing("tx_index")
	case t.Raw == nil || !tx.append(*t.Raw, &tx.Raw):
		return 0, missing("raw_tx")
	case t.Hash == nil || !fixedHex(tx.Hash[:], []byte(*t.Hash)):
		return 0, missing("tx_hash")
	case t.Receipt == nil:
		return 0, missing("receipt")
	}
	tx.Sent, tx.PGARound = time.UnixMilli(int64(*w.TimestampMs)), *w.PGARound
	tx.Block, tx.Index = chain.Block(*t.Block), *t.Index
	return uint64(*w.Version), t.Receipt.into(tx)
}

func (r *wireReceipt) into(tx *Tx) error {
	switch {
	case r.Status == nil || *r.Status > 1:
		return missing("status")
	case r.GasUsed == nil:
		return missing("gas_used")
	case r.GasUsedForL1 == nil:
		return missing("gas_used_for_l1")
	case r.CumulativeGas == nil:
		return missing("cumulative_gas_used")
	case r.GasPrice == nil || !hexQuantity(&tx.EffectiveGasPrice, []byte(*r.GasPrice)):
		return missing("effective_gas_price")
	case r.BaseFee == nil || !hexQuantity(&tx.BaseFee, []byte(*r.BaseFee)):
		return missing("base_fee")
	case r.Created != nil && *r.Created != "" && !fixedHex(tx.Created[:], []byte(*r.Created)):
		return missing("contract_address")
	case r.Logs == nil:
		return missing("logs")
	}
	tx.Success = *r.Status == 1
	tx.GasUsed, tx.GasUsedForL1, tx.CumulativeGas = *r.GasUsed, *r.GasUsedForL1, *r.CumulativeGas
	tx.Logs = slices.Grow(tx.Logs, len(*r.Logs))
	for i := range *r.Logs {
		tx.Logs = append(tx.Logs, Log{})
		if err := (*r.Logs)[i].into(tx, &tx.Logs[i]); err != nil {
			return err
		}
	}
	return nil
}

func (w *wireLog) into(tx *Tx, l *Log) error {
	switch {
	case w.Address == nil || !fixedHex(l.Address[:], []byte(*w.Address)):
		return missing("address")
	case w.Topics == nil:
		return missing("topics")
	case w.Data == nil || !tx.append(*w.Data, &l.Data):
		return missing("data")
	}
	first := len(tx.topics)
	for _, text := range *w.Topics {
		tx.topics = append(tx.topics, common.Hash{})
		if !fixedHex(tx.topics[len(tx.topics)-1][:], []byte(text)) {
			return missing("topics")
		}
	}
	l.Topics = tx.topics[first:]
	return nil
}

// append decodes hex into the memory of tx and points to at it.
func (t *Tx) append(text string, to *[]byte) bool {
	first := len(t.bytes)
	out, ok := appendHex(t.bytes, []byte(text))
	if !ok {
		return false
	}
	t.bytes = out
	*to = out[first:len(out):len(out)]
	return true
}

func missing(field string) error { return fmt.Errorf("%s is missing or unusable", field) }
