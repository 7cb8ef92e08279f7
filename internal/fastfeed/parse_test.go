package fastfeed

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"reflect"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
	"pgregory.net/rapid"

	"mevbot/internal/fuzzing"
)

// The structs of the server (nitro transactionfeed/message.go), which writes
// them with encoding/json.
type (
	serverMessage struct {
		Version     uint32   `json:"version"`
		TimestampMs uint64   `json:"timestamp_ms"`
		PGARound    uint64   `json:"pga_round"`
		Transaction serverTx `json:"transaction"`
	}
	serverTx struct {
		BlockNumber uint64        `json:"block_number"`
		TxIndex     uint32        `json:"tx_index"`
		RawTx       string        `json:"raw_tx"`
		TxHash      string        `json:"tx_hash"`
		Receipt     serverReceipt `json:"receipt"`
	}
	serverReceipt struct {
		Status            uint8       `json:"status"`
		GasUsed           uint64      `json:"gas_used"`
		GasUsedForL1      uint64      `json:"gas_used_for_l1"`
		CumulativeGasUsed uint64      `json:"cumulative_gas_used"`
		EffectiveGasPrice string      `json:"effective_gas_price"`
		BaseFee           string      `json:"base_fee"`
		ContractAddress   string      `json:"contract_address,omitempty"`
		Logs              []serverLog `json:"logs"`
	}
	serverLog struct {
		Address string   `json:"address"`
		Topics  []string `json:"topics"`
		Data    string   `json:"data"`
	}
)

func (m *serverMessage) json() []byte {
	out, err := json.Marshal(m)
	if err != nil {
		panic(err)
	}
	return out
}

// signed is a transaction of a type with call data, as bytes and hash.
func signed(kind byte, nonce uint64, data []byte) ([]byte, common.Hash) {
	key, err := crypto.ToECDSA(crypto.Keccak256([]byte("sender")))
	if err != nil {
		panic(err)
	}
	to := common.HexToAddress("0x1234")
	var inner types.TxData
	switch kind {
	case 0:
		inner = &types.LegacyTx{Nonce: nonce, GasPrice: big.NewInt(1e8), Gas: 1e6, To: &to, Data: data}
	case 1:
		inner = &types.AccessListTx{ChainID: big.NewInt(42161), Nonce: nonce, GasPrice: big.NewInt(1e8), Gas: 1e6, To: &to, Data: data}
	default:
		inner = &types.DynamicFeeTx{ChainID: big.NewInt(42161), Nonce: nonce, GasFeeCap: big.NewInt(1e8), Gas: 1e6, To: &to, Data: data}
	}
	tx, err := types.SignNewTx(key, types.LatestSignerForChainID(big.NewInt(42161)), inner)
	if err != nil {
		panic(err)
	}
	raw, err := tx.MarshalBinary()
	if err != nil {
		panic(err)
	}
	return raw, tx.Hash()
}

// sample is a message of a transaction with n logs like those of a swap.
func sample(block uint64, index uint32, n int) *serverMessage {
	raw, hash := signed(2, block<<8|uint64(index), bytes.Repeat([]byte{0xab}, 260))
	m := &serverMessage{Version: 1, TimestampMs: 1_790_000_000_123, PGARound: 2, Transaction: serverTx{
		BlockNumber: block, TxIndex: index, RawTx: hexutil.Encode(raw), TxHash: hash.Hex(),
		Receipt: serverReceipt{
			Status: 1, GasUsed: 180_000, GasUsedForL1: 1200, CumulativeGasUsed: 900_000,
			EffectiveGasPrice: "0x5f5e100", BaseFee: "0x5f5e0f0", Logs: []serverLog{},
		},
	}}
	for i := range n {
		word := common.BigToHash(big.NewInt(int64(i + 1)))
		m.Transaction.Receipt.Logs = append(m.Transaction.Receipt.Logs, serverLog{
			Address: common.BytesToAddress(word[:]).Hex(), Topics: []string{hash.Hex(), word.Hex(), word.Hex()},
			Data: hexutil.Encode(bytes.Repeat(word[:], 5)),
		})
	}
	return m
}

// equalTo says what of tx is not as the message has it.
func equalTo(tx *Tx, m *serverMessage) error {
	t, r := m.Transaction, m.Transaction.Receipt
	checks := []struct {
		name      string
		have, say any
	}{
		{"block", uint64(tx.Block), t.BlockNumber},
		{"index", tx.Index, t.TxIndex},
		{"raw", hexutil.Encode(tx.Raw), t.RawTx},
		{"hash", tx.Hash.Hex(), t.TxHash},
		{"status", tx.Success, r.Status == 1},
		{"gas", tx.GasUsed, r.GasUsed},
		{"gas for l1", tx.GasUsedForL1, r.GasUsedForL1},
		{"cumulative gas", tx.CumulativeGas, r.CumulativeGasUsed},
		{"price", tx.EffectiveGasPrice.Hex(), r.EffectiveGasPrice},
		{"base fee", tx.BaseFee.Hex(), r.BaseFee},
		{"created", tx.Created, common.HexToAddress(r.ContractAddress)},
		{"round", tx.PGARound, m.PGARound},
		{"time", tx.Sent.UnixMilli(), int64(m.TimestampMs)},
		{"logs", len(tx.Logs), len(r.Logs)},
	}
	for _, c := range checks {
		if c.have != c.say {
			return fmt.Errorf("%s is %v, want %v", c.name, c.have, c.say)
		}
	}
	for i, l := range tx.Logs {
		want := r.Logs[i]
		topics := make([]string, len(l.Topics))
		for j, topic := range l.Topics {
			topics[j] = topic.Hex()
		}
		if l.Address.Hex() != want.Address || hexutil.Encode(l.Data) != want.Data || len(topics) != len(want.Topics) ||
			len(topics) > 0 && !reflect.DeepEqual(topics, want.Topics) {
			return fmt.Errorf("log %d is %v %v %x, want %+v", i, l.Address, topics, l.Data, want)
		}
	}
	return nil
}

// Whatever the server can write is read as it is, by the scanner and by
// encoding/json, into fresh memory and into memory that held something else.
func TestParseReadsWhatTheServerWrites(t *testing.T) {
	p, old := NewParser(), new(Tx)
	rapid.Check(t, func(t *rapid.T) {
		hash := rapid.Map(rapid.SliceOfN(rapid.Byte(), 32, 32), func(b []byte) string { return common.BytesToHash(b).Hex() })
		address := rapid.Map(rapid.SliceOfN(rapid.Byte(), 20, 20), func(b []byte) string { return common.BytesToAddress(b).Hex() })
		amount := rapid.Map(rapid.SliceOfN(rapid.Byte(), 0, 32), func(b []byte) string { return hexutil.EncodeBig(new(big.Int).SetBytes(b)) })
		raw, txHash := signed(rapid.ByteRange(0, 2).Draw(t, "kind"), rapid.Uint64Max(1<<40).Draw(t, "nonce"), rapid.SliceOfN(rapid.Byte(), 0, 200).Draw(t, "data"))
		m := &serverMessage{Version: 1, TimestampMs: rapid.Uint64Max(maxMillis).Draw(t, "ms"), PGARound: rapid.Uint64().Draw(t, "round"), Transaction: serverTx{
			BlockNumber: rapid.Uint64Max(maxBlock).Draw(t, "block"), TxIndex: rapid.Uint32().Draw(t, "index"), RawTx: hexutil.Encode(raw), TxHash: txHash.Hex(),
			Receipt: serverReceipt{
				Status: rapid.Uint8Max(1).Draw(t, "status"), GasUsed: rapid.Uint64().Draw(t, "gas"), GasUsedForL1: rapid.Uint64().Draw(t, "l1"),
				CumulativeGasUsed: rapid.Uint64().Draw(t, "sum"), EffectiveGasPrice: amount.Draw(t, "price"), BaseFee: amount.Draw(t, "fee"), Logs: []serverLog{},
			},
		}}
		if rapid.Bool().Draw(t, "creates") {
			m.Transaction.Receipt.ContractAddress = address.Draw(t, "created")
		}
		if m.Transaction.Receipt.Status == 1 {
			m.Transaction.Receipt.Logs = rapid.SliceOfN(rapid.Custom(func(t *rapid.T) serverLog {
				return serverLog{
					Address: address.Draw(t, "address"), Topics: rapid.SliceOfN(hash, 0, 4).Draw(t, "topics"),
					Data: hexutil.Encode(rapid.SliceOfN(rapid.Byte(), 0, 100).Draw(t, "data")),
				}
			}), 0, 6).Draw(t, "logs")
		}
		frame := m.json()
		fresh := new(Tx)
		for name, tx := range map[string]*Tx{"fresh": fresh, "used": old} {
			if err := p.Parse(frame, tx); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if err := equalTo(tx, m); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		}
		s := scanner{data: frame}
		scanned := new(Tx)
		scanned.reset(len(frame))
		if s.envelope(scanned); s.fail {
			t.Fatal("the scanner gave up on what the server writes")
		}
		slow := new(Tx)
		slow.reset(len(frame))
		if _, err := parseJSON(frame, slow); err != nil {
			t.Fatal(err)
		}
		slow.settle()
		if err := equalTo(slow, m); err != nil {
			t.Fatalf("encoding/json: %v", err)
		}
		clear(frame) // nothing of it may be shared
		if err := equalTo(fresh, m); err != nil {
			t.Fatalf("after the frame was overwritten: %v", err)
		}
	})
}

// Fields in another order, spaces, unknown fields and escapes change nothing.
func TestParseReadsOtherJSON(t *testing.T) {
	m := sample(7, 3, 1)
	var loose map[string]any
	if err := json.Unmarshal(m.json(), &loose); err != nil {
		t.Fatal(err)
	}
	loose["more"] = []any{1.5, nil, map[string]any{"x": "y"}}
	loose["transaction"].(map[string]any)["receipt"].(map[string]any)["contract_address"] = ""
	sorted, err := json.MarshalIndent(loose, " ", "\t")
	if err != nil {
		t.Fatal(err)
	}
	for name, frame := range map[string][]byte{
		"sorted":  sorted,
		"newline": append(m.json(), '\n'),
		"escapes": bytes.Replace(m.json(), []byte(`"0x5f5e100"`), []byte(`"\u0030x05F5e100"`), 1),
	} {
		tx := new(Tx)
		if err := NewParser().Parse(frame, tx); err != nil {
			t.Errorf("%s: %v", name, err)
		} else if err := equalTo(tx, m); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	good := string(sample(7, 3, 2).json())
	other := string(sample(7, 4, 2).json())
	hashAt := strings.Index(good, `"tx_hash":"`)
	otherHash := other[strings.Index(other, `"tx_hash":"`)+11:][:66]
	for name, c := range map[string]struct {
		frame string
		want  error
	}{
		"empty":          {"", ErrMalformed},
		"cut":            {good[:len(good)-1], ErrMalformed},
		"two":            {good + good, ErrMalformed},
		"list":           {"[]", ErrMalformed},
		"html":           {"<html>502</html>", ErrMalformed},
		"version":        {strings.Replace(good, `"version":1`, `"version":2`, 1), ErrVersion},
		"version only":   {`{"version":2}`, ErrVersion},
		"no version":     {strings.Replace(good, `"version":1,`, ``, 1), ErrMalformed},
		"hash":           {good[:hashAt+11] + otherHash + good[hashAt+11+66:], ErrHash},
		"status":         {strings.Replace(good, `"status":1`, `"status":2`, 1), ErrMalformed},
		"failed, logs":   {strings.Replace(good, `"status":1`, `"status":0`, 1), ErrMalformed},
		"no logs field":  {before(good, `,"logs"`) + "}}}", ErrMalformed},
		"null logs":      {before(good, `"logs"`) + `"logs":null}}}`, ErrMalformed},
		"negative index": {strings.Replace(good, `"tx_index":3`, `"tx_index":-3`, 1), ErrMalformed},
		"large index":    {strings.Replace(good, `"tx_index":3`, `"tx_index":4294967296`, 1), ErrMalformed},
		"large block":    {strings.Replace(good, `"block_number":7`, `"block_number":4611686018427387905`, 1), ErrMalformed},
		"year 10000":     {strings.Replace(good, `1790000000123`, `253402300800000`, 1), ErrMalformed},
		"odd hex":        {strings.Replace(good, `"raw_tx":"0x`, `"raw_tx":"0x0`, 1), ErrMalformed},
		"no raw":         {before(good, `"raw_tx"`) + `"raw_tx":"0x"` + good[hashAt-1:], ErrMalformed},
		"257 bits":       {strings.Replace(good, `"0x5f5e100"`, `"0x1`+strings.Repeat("0", 64)+`"`, 1), ErrMalformed},
		"no price":       {strings.Replace(good, `"0x5f5e100"`, `"0x"`, 1), ErrMalformed},
		"short topic":    {strings.Replace(good, otherTopic(good), otherTopic(good)[:60]+`"`, 1), ErrMalformed},
		"five topics":    {strings.Replace(good, otherTopic(good), strings.Repeat(otherTopic(good)+",", 2)+otherTopic(good), 1), ErrMalformed},
	} {
		tx := new(Tx)
		if err := NewParser().Parse([]byte(c.frame), tx); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
	if err := NewParser().Parse([]byte(good), new(Tx)); err != nil {
		t.Fatal(err)
	}
}

// before is what stands before a text.
func before(frame, text string) string {
	head, _, _ := strings.Cut(frame, text)
	return head
}

// otherTopic is the second topic of the first log, with its quotes.
func otherTopic(frame string) string {
	at := strings.Index(frame, `"topics":[`) + 10 + 69
	return frame[at : at+68]
}

// A parser that has seen a frame as large allocates nothing.
func TestParseAllocatesNothing(t *testing.T) {
	frame, p, tx := sample(7, 3, 4).json(), NewParser(), new(Tx)
	if n := testing.AllocsPerRun(100, func() {
		if err := p.Parse(frame, tx); err != nil {
			t.Fatal(err)
		}
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// The scanner reads nothing that encoding/json reads otherwise or not at all.
func FuzzParse(f *testing.F) {
	x := fuzzing.New(f)
	x.Add(sample(7, 3, 2).json())
	x.Add(sample(0, 0, 0).json())
	x.Add([]byte(`{"version":1,"version":1}`))
	x.Add([]byte(`{"version":2}`))
	p := NewParser()
	x.Fuzz(func(t *testing.T, frame []byte) {
		fast, slow := new(Tx), new(Tx)
		err := p.Parse(frame, fast)
		slow.reset(len(frame))
		v, wrong := parseJSON(frame, slow)
		slow.settle()
		if wrong == nil && v == version {
			wrong = p.check(slow)
		}
		switch {
		case (err == nil) != (wrong == nil && v == version):
			t.Fatalf("%v, encoding/json: version %d, %v", err, v, wrong)
		case err != nil:
			return
		}
		fast.bytes, slow.bytes, fast.topics, slow.topics = nil, nil, nil, nil
		if len(fast.Logs) == 0 {
			fast.Logs, slow.Logs = nil, nil
		}
		for _, tx := range []*Tx{fast, slow} { // empty and nil are the same here
			tx.Sent = tx.Sent.UTC()
			for i := range tx.Logs {
				tx.Logs[i].Topics = append([]common.Hash{}, tx.Logs[i].Topics...)
				tx.Logs[i].Data = append([]byte{}, tx.Logs[i].Data...)
			}
		}
		if !reflect.DeepEqual(fast, slow) {
			t.Fatalf("%+v\nencoding/json:\n%+v", fast, slow)
		}
	})
}

func BenchmarkParse(b *testing.B) {
	for _, n := range []int{0, 4, 20} {
		frame := sample(7, 3, n).json()
		b.Run(fmt.Sprintf("scanner/logs=%d", n), func(b *testing.B) {
			p, tx := NewParser(), new(Tx)
			b.SetBytes(int64(len(frame)))
			b.ReportAllocs()
			for b.Loop() {
				if err := p.Parse(frame, tx); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(fmt.Sprintf("fresh/logs=%d", n), func(b *testing.B) {
			p := NewParser()
			b.SetBytes(int64(len(frame)))
			b.ReportAllocs()
			for b.Loop() {
				if err := p.Parse(frame, new(Tx)); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(fmt.Sprintf("json/logs=%d", n), func(b *testing.B) {
			p := NewParser()
			b.SetBytes(int64(len(frame)))
			b.ReportAllocs()
			for b.Loop() {
				tx := new(Tx)
				tx.reset(len(frame))
				if _, err := parseJSON(frame, tx); err != nil {
					b.Fatal(err)
				}
				tx.settle()
				if err := p.check(tx); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkHash(b *testing.B) {
	raw, hash := signed(2, 1, bytes.Repeat([]byte{0xab}, 260))
	p, tx := NewParser(), &Tx{Raw: raw, Hash: hash, Success: true}
	for b.Loop() {
		if err := p.check(tx); err != nil {
			b.Fatal(err)
		}
	}
}
