package decode

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/rlp"
	"github.com/holiman/uint256"

	"mevbot/internal/feed"
)

// Arbitrum's own types of transactions (its go-ethereum core/types/arb_types.go).
const (
	DepositTx         = 0x64
	UnsignedTx        = 0x65
	ContractTx        = 0x66
	RetryTx           = 0x68
	SubmitRetryableTx = 0x69
	InternalTx        = 0x6a
)

// Addresses that such transactions call, and the selectors of their data.
var (
	retryableAddress = common.HexToAddress("0x6e")    // ArbRetryableTx
	arbosAddress     = common.HexToAddress("0xa4b05") // of internal transactions
)

const submitRetryableSelector = 0xc9f95d32

var errShort = errors.New("payload is too short")

// words takes values off a payload from the parent chain: 32 bytes each.
type words struct {
	rest []byte
	bad  error
}

func (w *words) take(n int) []byte {
	if w.bad == nil && len(w.rest) < n {
		w.bad = errShort
	}
	if w.bad != nil {
		return make([]byte, n)
	}
	b := w.rest[:n:n]
	w.rest = w.rest[n:]
	return b
}

func (w *words) hash() common.Hash { return common.Hash(w.take(32)) }

func (w *words) word() (v uint256.Int) { return *v.SetBytes32(w.take(32)) }

// address ignores the upper twelve bytes, as nitro does.
func (w *words) address() common.Address { return common.Address(w.take(32)[12:]) }

func (w *words) uint64(what string) uint64 {
	v := w.word()
	if !v.IsUint64() && w.bad == nil {
		w.bad = fmt.Errorf("%s over 64 bits", what)
	}
	return v.Uint64()
}

// pointer is nil for the zero address, which nitro encodes as none.
func pointer(a common.Address) *common.Address {
	if a == (common.Address{}) {
		return nil
	}
	return &a
}

// unsigned reads a transaction that its sender made on the parent chain, or on
// this one without a signature.
func (out *Message) unsigned(kind uint8, b []byte, from common.Address, request *common.Hash) error {
	w := words{rest: b}
	gas, feeCap := w.uint64("gas limit"), w.word()
	var nonce uint64
	if kind == l2Unsigned {
		nonce = w.uint64("nonce")
	}
	to, value := w.address(), w.word()
	if w.bad != nil {
		return fmt.Errorf("unsigned transaction: %w", w.bad)
	}
	if kind == l2Contract && request == nil {
		return errors.New("contract transaction without a request id")
	}
	t := out.grow()
	t.From, t.To, t.HasTo = from, to, to != (common.Address{})
	t.Nonce, t.Value, t.Gas, t.FeeCap, t.Data = nonce, value, gas, feeCap, w.rest
	chain := uint64(out.rules.Chain)
	if kind == l2Unsigned {
		t.Type = UnsignedTx
		return out.seal(t, &unsignedRLP{chain, from, nonce, &feeCap, gas, pointer(to), &value, w.rest})
	}
	t.Type = ContractTx
	return out.seal(t, &contractRLP{chain, *request, from, &feeCap, gas, pointer(to), &value, w.rest})
}

// What the transactions' hashes are over, field by field.
type (
	depositRLP struct {
		Chain    uint64
		Request  common.Hash
		From, To common.Address
		Value    *uint256.Int
	}
	unsignedRLP struct {
		Chain  uint64
		From   common.Address
		Nonce  uint64
		FeeCap *uint256.Int
		Gas    uint64
		To     *common.Address `rlp:"nil"`
		Value  *uint256.Int
		Data   []byte
	}
	contractRLP struct {
		Chain   uint64
		Request common.Hash
		From    common.Address
		FeeCap  *uint256.Int
		Gas     uint64
		To      *common.Address `rlp:"nil"`
		Value   *uint256.Int
		Data    []byte
	}
	retryableRLP struct {
		Chain            uint64
		Request          common.Hash
		From             common.Address
		L1BaseFee        *uint256.Int
		Deposit          *uint256.Int
		FeeCap           *uint256.Int
		Gas              uint64
		RetryTo          *common.Address `rlp:"nil"`
		RetryValue       *uint256.Int
		Beneficiary      common.Address
		MaxSubmissionFee *uint256.Int
		FeeRefund        common.Address
		RetryData        []byte
	}
	internalRLP struct {
		Chain uint64
		Data  []byte
	}
)

// seal hashes the last transaction: its type, then the RLP of its fields.
func (out *Message) seal(t *Tx, fields any) error {
	body, err := rlp.EncodeToBytes(fields)
	if err != nil {
		return fmt.Errorf("encode a transaction of type %#x: %w", t.Type, err)
	}
	out.hash(&t.Hash, append([]byte{t.Type}, body...))
	return nil
}

// deposit reads ether that came from the parent chain.
func (out *Message) deposit(m *feed.Message) error {
	w := words{rest: m.L2}
	to, value := common.Address(w.take(common.AddressLength)), w.word()
	if w.bad != nil {
		return fmt.Errorf("deposit: %w", w.bad)
	}
	if m.RequestID == nil {
		return errors.New("deposit without a request id")
	}
	return out.credit(*m.RequestID, m.Sender, to, value)
}

func (out *Message) credit(request common.Hash, from, to common.Address, value uint256.Int) error {
	t := out.grow()
	t.Type, t.From, t.To, t.HasTo, t.Value = DepositTx, from, to, true, value
	return out.seal(t, &depositRLP{uint64(out.rules.Chain), request, from, to, &value})
}

// funded reads an unsigned transaction that brings its value along: a deposit to
// its sender, then the transaction.
func (out *Message) funded(m *feed.Message) error {
	if len(m.L2) == 0 {
		return errors.New("funded transaction: empty payload")
	}
	if m.RequestID == nil {
		return errors.New("funded transaction without a request id")
	}
	kind := m.L2[0]
	if kind != l2Unsigned && kind != l2Contract {
		return fmt.Errorf("funded transaction of L2 kind %d", kind)
	}
	// The transaction is read first, as its value is that of the deposit.
	request := subRequest(m.RequestID, 1)
	if err := out.unsigned(kind, m.L2[1:], m.Sender, &request); err != nil {
		return err
	}
	tx := out.Txs[0]
	if err := out.credit(subRequest(m.RequestID, 0), common.Address{}, m.Sender, tx.Value); err != nil {
		return err
	}
	out.Txs[0], out.Txs[1] = out.Txs[1], tx
	return nil
}

// retryable reads a ticket and its first try. The submission swaps nothing; the
// try does, if the deposit covers its gas.
func (out *Message) retryable(m *feed.Message) error {
	w := words{rest: m.L2}
	to, value, deposit, maxFee := w.address(), w.word(), w.word(), w.word()
	feeRefund, beneficiary := w.address(), w.address()
	gas, feeCap, size := w.uint64("gas limit"), w.word(), w.uint64("length of the data")
	switch {
	case w.bad != nil:
		return fmt.Errorf("retryable: %w", w.bad)
	case size > maxL2:
		return fmt.Errorf("retryable: data of %d bytes", size)
	case size > 0 && len(w.rest) == 0:
		return fmt.Errorf("retryable: %w", errShort)
	case m.RequestID == nil:
		return errors.New("retryable without a request id")
	}
	data := w.rest
	if uint64(len(data)) < size { // nitro's read leaves the rest zero
		data = append(make([]byte, 0, size), data...)
	}
	data = data[:size:size]
	l1BaseFee := m.BaseFeeL1
	if l1BaseFee == nil {
		l1BaseFee = new(uint256.Int)
	}
	t := out.grow()
	t.Type, t.From, t.To, t.HasTo, t.Gas, t.FeeCap = SubmitRetryableTx, m.Sender, retryableAddress, true, gas, feeCap
	fields := retryableRLP{
		uint64(out.rules.Chain), *m.RequestID, m.Sender, l1BaseFee, &deposit, &feeCap, gas, pointer(to), &value,
		beneficiary, &maxFee, feeRefund, data,
	}
	t.Data = fields.call()
	if err := out.seal(t, &fields); err != nil {
		return err
	}
	if gas > 0 {
		out.Redeems = append(out.Redeems, Tx{
			Type: RetryTx, From: m.Sender, To: to, HasTo: to != (common.Address{}), Value: value, Gas: gas, FeeCap: feeCap,
			Data: data, Unhashed: "the hash of a retry is over the block's base fee and what the submission cost", id: out.rules.Chain,
		})
	}
	return nil
}

// call is the data that nodes show for the submission: a call of submitRetryable(
// bytes32 requestId, uint256 l1BaseFee, uint256 deposit, uint256 callvalue,
// uint256 gasFeeCap, uint64 gasLimit, uint256 maxSubmissionFee, address
// feeRefundAddress, address beneficiary, address retryTo, bytes retryData).
func (r *retryableRLP) call() []byte {
	var to common.Address
	if r.RetryTo != nil {
		to = *r.RetryTo
	}
	b := newCalldata(submitRetryableSelector, 12+(len(r.RetryData)+31)/32)
	b.hash(r.Request)
	b.word(r.L1BaseFee)
	b.word(r.Deposit)
	b.word(r.RetryValue)
	b.word(r.FeeCap)
	b.uint64(r.Gas)
	b.word(r.MaxSubmissionFee)
	b.address(r.FeeRefund)
	b.address(r.Beneficiary)
	b.address(to)
	b.uint64(11 * 32)
	b.uint64(uint64(len(r.RetryData)))
	b.padded(r.RetryData)
	return b.out
}

// Selectors of a batch posting report, and the version of ArbOS from which on
// the second is used (nitro arbos/parse_l2.go).
const (
	reportSelector   = 0xb6693771 // batchPostingReport(uint256,address,uint64,uint64,uint256)
	reportV2Selector = 0x9998269e // batchPostingReportV2(uint256,address,uint64,uint64,uint64,uint64,uint256)
	reportV2ArbOS    = 50
)

// report reads what the poster of a batch spent on the parent chain. It becomes
// an internal transaction, which swaps nothing.
func (out *Message) report(m *feed.Message) error {
	w := words{rest: m.L2}
	timestamp, poster := w.word(), common.Address(w.take(common.AddressLength))
	w.hash() // of the batch
	batch := w.word()
	l1BaseFee := w.word()
	var extra uint64
	if w.bad == nil && len(w.rest) > 0 {
		extra = binary.BigEndian.Uint64(w.take(8))
	}
	if w.bad != nil {
		return fmt.Errorf("batch posting report: %w", w.bad)
	}
	if !batch.IsUint64() {
		return errors.New("batch posting report: batch number over 64 bits")
	}
	t := out.grow()
	t.Type, t.From, t.To, t.HasTo = InternalTx, arbosAddress, arbosAddress, true
	var b calldata
	switch {
	case out.rules.ArbOS == 0:
		t.Unhashed = "the form of a batch posting report depends on the version of ArbOS, which the message does not tell"
		return nil
	case out.rules.ArbOS < reportV2ArbOS:
		if m.BatchGas == nil {
			t.Unhashed = "the message does not tell what the reported batch cost"
			return nil
		}
		b = newCalldata(reportSelector, 5)
		b.word(&timestamp)
		b.address(poster)
		b.uint64(batch.Uint64())
		gas := *m.BatchGas + extra
		if gas < extra {
			gas = math.MaxUint64
		}
		b.uint64(gas)
	default:
		if m.BatchData == nil {
			t.Unhashed = "the message does not tell the size of the reported batch"
			return nil
		}
		b = newCalldata(reportV2Selector, 7)
		b.word(&timestamp)
		b.address(poster)
		b.uint64(batch.Uint64())
		b.uint64(m.BatchData.Length)
		b.uint64(m.BatchData.NonZeros)
		b.uint64(extra)
	}
	b.word(&l1BaseFee)
	t.Data = b.out
	return out.seal(t, &internalRLP{uint64(out.rules.Chain), t.Data})
}
