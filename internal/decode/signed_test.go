package decode

import (
	"bytes"
	"crypto/ecdsa"
	"encoding/binary"
	"math/big"
	"slices"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/rlp"
	"github.com/holiman/uint256"
	"pgregory.net/rapid"

	"mevbot/internal/chain"
	"mevbot/internal/feed"
	"mevbot/internal/fuzzing"
)

// parseRaw reads one signed transaction.
func parseRaw(raw []byte) (*Message, error) {
	m := feed.Message{Kind: kindL2Message, L2: append([]byte{l2SignedTx}, raw...)}
	out := new(Message)
	return out, Parse(&m, chain.Local.ID, out)
}

var chainID = new(big.Int).SetUint64(uint64(chain.Local.ID))

func cryptoKey(t *testing.T) (*ecdsa.PrivateKey, common.Address) {
	t.Helper()
	key, err := crypto.ToECDSA(bytes.Repeat([]byte{7}, 32))
	if err != nil {
		t.Fatal(err)
	}
	return key, crypto.PubkeyToAddress(key.PublicKey)
}

// segment appends one part of a batch.
func segment(batch, part []byte) []byte {
	return append(binary.BigEndian.AppendUint64(batch, uint64(len(part))), part...)
}

// drawTx signs a random transaction of a random type.
func drawTx(t *rapid.T, key *ecdsa.PrivateKey) *types.Transaction {
	id := chainID
	amount := func(name string) *big.Int {
		return new(big.Int).SetBytes(rapid.SliceOfN(rapid.Byte(), 0, 32).Draw(t, name))
	}
	word := func(name string) *uint256.Int { return uint256.MustFromBig(amount(name)) }
	address := func() common.Address {
		return common.Address(rapid.SliceOfN(rapid.Byte(), 20, 20).Draw(t, "address"))
	}
	var to *common.Address
	if rapid.Bool().Draw(t, "has to") {
		a := address()
		to = &a
	}
	var list types.AccessList
	for range rapid.IntRange(0, 3).Draw(t, "access list") {
		tuple := types.AccessTuple{Address: address()}
		for range rapid.IntRange(0, 3).Draw(t, "slots") {
			tuple.StorageKeys = append(tuple.StorageKeys, common.Hash(rapid.SliceOfN(rapid.Byte(), 32, 32).Draw(t, "slot")))
		}
		list = append(list, tuple)
	}
	nonce, gas := rapid.Uint64().Draw(t, "nonce"), rapid.Uint64().Draw(t, "gas")
	data := rapid.SliceOfN(rapid.Byte(), 0, 300).Draw(t, "data")
	var inner types.TxData
	signer := types.NewPragueSigner(id)
	switch rapid.IntRange(0, 4).Draw(t, "type") {
	case 0:
		inner = &types.LegacyTx{Nonce: nonce, GasPrice: amount("price"), Gas: gas, To: to, Value: amount("value"), Data: data}
	case 1: // without a chain id
		inner = &types.LegacyTx{Nonce: nonce, GasPrice: amount("price"), Gas: gas, To: to, Value: amount("value"), Data: data}
		signer = types.HomesteadSigner{}
	case 2:
		inner = &types.AccessListTx{ChainID: id, Nonce: nonce, GasPrice: amount("price"), Gas: gas, To: to, Value: amount("value"), Data: data, AccessList: list}
	case 3:
		inner = &types.DynamicFeeTx{ChainID: id, Nonce: nonce, GasTipCap: amount("tip"), GasFeeCap: amount("cap"), Gas: gas, To: to, Value: amount("value"), Data: data, AccessList: list}
	default:
		tx := &types.SetCodeTx{ChainID: uint256.MustFromBig(id), Nonce: nonce, GasTipCap: word("tip"), GasFeeCap: word("cap"), Gas: gas, To: address(), Value: word("value"), Data: data, AccessList: list}
		for range rapid.IntRange(0, 2).Draw(t, "authorizations") {
			tx.AuthList = append(tx.AuthList, types.SetCodeAuthorization{
				ChainID: *word("chain"), Address: address(), Nonce: nonce, V: rapid.Byte().Draw(t, "v"), R: *word("r"), S: *word("s"),
			})
		}
		inner = tx
	}
	tx, err := types.SignNewTx(key, signer, inner)
	if err != nil {
		t.Fatal(err)
	}
	return tx
}

// Every signed transaction reads as go-ethereum reads it: hash, sender, fields.
func TestSignedTransactionsReadAsGoEthereumReadsThem(t *testing.T) {
	key, sender := cryptoKey(t)
	rapid.Check(t, func(t *rapid.T) {
		want := drawTx(t, key)
		raw, err := want.MarshalBinary()
		if err != nil {
			t.Fatal(err)
		}
		got, err := parseRaw(raw)
		if err != nil || len(got.Txs) != 1 {
			t.Fatalf("%d transactions, %v", len(got.Txs), err)
		}
		compare(t, &got.Txs[0], want)
		if from, err := got.Txs[0].Sender(); err != nil || from != sender {
			t.Fatalf("sender %s, %v", from, err)
		}
	})
}

func compare(t interface {
	Helper()
	Fatalf(string, ...any)
}, got *Tx, want *types.Transaction,
) {
	t.Helper()
	to, ok := got.Recipient()
	if ok != (want.To() != nil) || ok && to != *want.To() {
		t.Fatalf("to %s, %v; want %v", to, ok, want.To())
	}
	if got.Hash != want.Hash() || got.Type != want.Type() || got.Nonce != want.Nonce() || got.Gas != want.Gas() || !bytes.Equal(got.Data, want.Data()) ||
		!same(&got.Value, want.Value()) || !same(&got.FeeCap, want.GasFeeCap()) || !same(&got.Tip, want.GasTipCap()) || got.Unhashed != "" {
		t.Fatalf("%+v, want %s", got, want.Hash())
	}
}

// What go-ethereum refuses is refused, what it accepts is accepted: any bytes.
func FuzzSigned(f *testing.F) {
	x := fuzzing.New(f)
	for _, text := range []string{
		"0xf866018405f5e1008252089400000000000000000000000000000000000000bb058083014986a0d9a779d8e91eed06a11aa9b81655f8a3c76573d062bcba848a5afd72080b6b0ca01a21f066a955657868f0d0709312f04f472cfad1ff26e38e8d12e51246a88ea6",
		"0x02f85682a4b103018405f5e1008275308080826080c001a0c64e43b87991105b859afed3b92445aab243145fb59fb2b2be3b10ae9340bd0aa03669426c39ddea765edc22d2ce97357bc81c1de7dc38e3443b770659e5feed24",
		"0x01f8a082a4b1028405f5e1008275309400000000000000000000000000000000000000bb8080f838f79400000000000000000000000000000000000000bbe1a0010000000000000000000000000000000000000000000000000000000000000080a0bd4cc613129da1eab85330b78293780442623580f6282c4ceb293136fda4190fa02887c26b52a839476d06b4a02d8424b82b5de7644751755e4f3f197650315a4c",
		"0x04f8c882a4b104808405f5e10082ea609400000000000000000000000000000000000000bb8080c0f85ef85c82a4b19400000000000000000000000000000000000000bb0980a0f31b1abdef130d70a36cae57220b32a8e51eef4a40766e987fe1d0920a463fb7a0020ef66287133021e2d36beeb38592245b4fe63530573f83f47a6228dde2367680a01b88374eb351fdb8b034059d8f99337dbd7d27166880ce98d49ec7303e8f98b4a009a0a409b9761527cfe45f4ecc455c6cf637170cf0b4c4e984b7f8c6be6647fa",
	} {
		x.Add(common.FromHex(text))
	}
	x.Fuzz(func(t *testing.T, raw []byte) {
		if len(raw) >= maxL2 {
			return
		}
		want := new(types.Transaction)
		wantErr := want.UnmarshalBinary(raw)
		if wantErr == nil && want.Type() == types.BlobTxType {
			return // refused, as nitro does
		}
		got, err := parseRaw(raw)
		if (err == nil) != (wantErr == nil) {
			t.Fatalf("%x: %v, go-ethereum says %v", raw, err, wantErr)
		}
		if err != nil {
			return
		}
		if got.Dropped == 1 {
			if want.Value().BitLen() <= 256 && want.GasFeeCap().BitLen() <= 256 && want.GasTipCap().BitLen() <= 256 {
				t.Fatalf("%x was dropped", raw)
			}
			return
		}
		compare(t, &got.Txs[0], want)
	})
}

// FuzzParse: no payload of any kind may do harm, and what is left out of a
// message that fails is everything.
func FuzzParse(f *testing.F) {
	x := fuzzing.New(f)
	for kind := range uint8(14) {
		x.Add(kind, true, make([]byte, 300))
		x.Add(kind, false, []byte{l2Batch, 0, 0, 0, 0, 0, 0, 0, 1, l2Heartbeat})
	}
	var out Message
	x.Fuzz(func(t *testing.T, kind uint8, delayed bool, payload []byte) {
		m := feed.Message{Kind: kind, L2: payload}
		if delayed {
			m.RequestID = &common.Hash{1}
		}
		for _, rules := range []Rules{{Chain: 42161}, {Chain: 42161, ArbOS: 32}, {Chain: 42161, ArbOS: 51}} {
			err := rules.Parse(&m, &out)
			if err != nil && len(out.Txs)+len(out.Redeems)+out.Dropped > 0 {
				t.Fatalf("%d transactions with %v", len(out.Txs), err)
			}
			for i := range out.Txs {
				if tx := &out.Txs[i]; (tx.Hash == common.Hash{}) != (tx.Unhashed != "") {
					t.Fatalf("transaction %d: hash %s, %q", i, tx.Hash, tx.Unhashed)
				}
			}
		}
	})
}

// Reasons why a message has no transactions, one row for each.
func TestEveryRefusalHasItsReason(t *testing.T) {
	deep := []byte{l2SignedTx}
	for range maxDepth + 1 {
		deep = segment([]byte{l2Batch}, deep)
	}
	id := &common.Hash{1}
	full := bytes.Repeat([]byte{0xff}, 32*12)
	for _, c := range []struct {
		m      feed.Message
		reason string
	}{
		{feed.Message{Kind: 3, L2: make([]byte, maxL2+1)}, "payload of 262145 bytes, at most 262144 are allowed"},
		{feed.Message{Kind: 3}, "empty L2 message"},
		{feed.Message{Kind: 3, L2: []byte{0}}, "unsigned transaction: payload is too short"},
		{feed.Message{Kind: 3, L2: append([]byte{0}, full...)}, "unsigned transaction: gas limit over 64 bits"},
		{feed.Message{Kind: 3, L2: append([]byte{0}, append(make([]byte, 64), full...)...)}, "unsigned transaction: nonce over 64 bits"},
		{feed.Message{Kind: 3, L2: append([]byte{1}, make([]byte, 128)...)}, "contract transaction without a request id"},
		{feed.Message{Kind: 3, L2: []byte{2}}, "L2 message kind 2 was never implemented"},
		{feed.Message{Kind: 3, L2: deep}, "more than 16 batches in each other"},
		{feed.Message{Kind: 3, L2: []byte{4}}, "signed transaction: too short"},
		{feed.Message{Kind: 3, L2: []byte{4, 3, 0xc0}}, "signed transaction: blobs are not allowed"},
		{feed.Message{Kind: 3, L2: []byte{4, 0x65, 0xc0}}, "signed transaction: unknown type 101"},
		{feed.Message{Kind: 3, L2: []byte{4, 0xc0, 0}}, "signed transaction: not one RLP list"},
		{feed.Message{Kind: 3, L2: []byte{4, 0xc0}}, "signed transaction: not the canonical RLP of its fields"},
		{feed.Message{Kind: 3, L2: []byte{5}}, "unknown L2 message kind 5"},
		{feed.Message{Kind: 3, L2: []byte{6}, Timestamp: heartbeatsEnd}, "heartbeat after heartbeats were abolished"},
		{feed.Message{Kind: 3, L2: []byte{7}}, "L2 message kind 7 was never implemented"},
		{feed.Message{Kind: 7}, "funded transaction: empty payload"},
		{feed.Message{Kind: 7, L2: []byte{0}}, "funded transaction without a request id"},
		{feed.Message{Kind: 7, L2: []byte{4}, RequestID: id}, "funded transaction of L2 kind 4"},
		{feed.Message{Kind: 7, L2: []byte{1}, RequestID: id}, "unsigned transaction: payload is too short"},
		{feed.Message{Kind: 9}, "retryable: payload is too short"},
		{feed.Message{Kind: 9, L2: full}, "retryable: gas limit over 64 bits"},
		{feed.Message{Kind: 9, L2: append(make([]byte, 32*8), full...)}, "retryable: length of the data over 64 bits"},
		{feed.Message{Kind: 9, L2: append(make([]byte, 32*9-3), 4, 0, 1)}, "retryable: data of 262145 bytes"},
		{feed.Message{Kind: 9, L2: append(make([]byte, 32*9-1), 1)}, "retryable: payload is too short"},
		{feed.Message{Kind: 9, L2: make([]byte, 32*9)}, "retryable without a request id"},
		{feed.Message{Kind: 10}, "L1 message kind 10 never has transactions"},
		{feed.Message{Kind: 12}, "deposit: payload is too short"},
		{feed.Message{Kind: 12, L2: full}, "deposit without a request id"},
		{feed.Message{Kind: 13}, "batch posting report: payload is too short"},
		{feed.Message{Kind: 13, L2: full}, "batch posting report: batch number over 64 bits"},
		{feed.Message{Kind: 14}, "unknown L1 message kind 14"},
	} {
		var out Message
		err := Parse(&c.m, 42161, &out)
		if err == nil || err.Error() != c.reason || len(out.Txs) > 0 {
			t.Errorf("kind %d, %d bytes: %v, want %q", c.m.Kind, len(c.m.L2), err, c.reason)
		}
	}
}

// A report's hash needs more than the message: without it there is a reason,
// with it the transaction is the one of the version of ArbOS.
func TestReportsWithoutTheirNumbers(t *testing.T) {
	gas := uint64(7)
	plain := feed.Message{Kind: kindBatchPostingReport, L2: make([]byte, 32*4+20)}
	told := plain
	told.BatchGas, told.BatchData = &gas, &feed.BatchData{Length: 3, NonZeros: 2}
	for _, c := range []struct {
		m        *feed.Message
		arbos    uint64
		selector uint32
	}{
		{&told, 0, 0},
		{&plain, 32, 0},
		{&plain, 50, 0},
		{&told, 49, reportSelector},
		{&told, 50, reportV2Selector},
	} {
		var out Message
		if err := (Rules{Chain: 1, ArbOS: c.arbos}).Parse(c.m, &out); err != nil || len(out.Txs) != 1 {
			t.Fatal(err)
		}
		tx := &out.Txs[0]
		if (c.selector == 0) != (tx.Unhashed != "") || c.selector != 0 && selector(tx.Data) != c.selector {
			t.Errorf("ArbOS %d: %q, data %x", c.arbos, tx.Unhashed, tx.Data)
		}
	}
}

// Strings of every length in both forms are those that go-ethereum takes.
func TestStringsInTheirShortestForm(t *testing.T) {
	for size := range 300 {
		body := bytes.Repeat([]byte{0x80}, size)
		for _, head := range [][]byte{{byte(0x80 + size)}, {0xb8, byte(size)}, {0xb9, byte(size >> 8), byte(size)}, {0xba, 0, byte(size >> 8), byte(size)}} {
			raw := slices.Concat(head, body)
			want, rest, err := rlp.SplitString(raw)
			r := reader{rest: raw}
			got := r.bytes()
			if r.bad != (err != nil) || !r.bad && (!bytes.Equal(got, want) || len(r.rest) != len(rest)) {
				t.Fatalf("%x: bad %v, go-ethereum says %v", raw[:min(len(raw), 4)], r.bad, err)
			}
		}
	}
}
