package feed

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/common"

	"mevbot/internal/chain"
)

// The hash is that of nitro's own unit test.
func TestNitrosSignatureHash(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(vectors(t), "nitro_unit_vectors.json"))
	if err != nil {
		t.Fatal(err)
	}
	var v struct {
		Case struct {
			ChainID  uint64 `json:"chainId"`
			Seq      uint64 `json:"sequenceNumber"`
			Delayed  uint64 `json:"delayedMessagesRead"`
			L2       string `json:"l2Msg_hex"`
			Metadata string `json:"blockMetadata_hex"`
			Expected common.Hash
		} `json:"signature_hash"`
	}
	if err := json.Unmarshal(text, &v); err != nil || v.Case.ChainID == 0 {
		t.Fatalf("%+v, %v", v, err)
	}
	l2, err := hex.DecodeString(v.Case.L2)
	if err != nil {
		t.Fatal(err)
	}
	metadata, err := hex.DecodeString(v.Case.Metadata)
	if err != nil {
		t.Fatal(err)
	}
	m := Message{Seq: chain.Seq(v.Case.Seq), Delayed: v.Case.Delayed, RequestID: &common.Hash{}, L2: l2, Metadata: metadata}
	if got := SignatureHash(&m, chain.ID(v.Case.ChainID)); got != v.Case.Expected {
		t.Errorf("%s, want %s", got, v.Case.Expected)
	}
}

// robinhood is a real signed message, and who signed it.
func robinhood(t *testing.T) (frame []byte, hash common.Hash, signer common.Address) {
	t.Helper()
	frame, err := os.ReadFile(filepath.Join(vectors(t), "real_robinhood_20842309_signed.feed.json"))
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(vectors(t), "real_robinhood_20842309_signed.decoded.json"))
	if err != nil {
		t.Fatal(err)
	}
	var want struct {
		Hash   common.Hash    `json:"signatureHash"`
		Signer common.Address `json:"recoveredSigner"`
	}
	if err := json.Unmarshal(text, &want); err != nil || want.Hash == (common.Hash{}) {
		t.Fatal(err)
	}
	return frame, want.Hash, want.Signer
}

func TestARealSignature(t *testing.T) {
	frame, hash, signer := robinhood(t)
	f, err := ParseFrame(frame, chain.Profile{})
	if err != nil || len(f.Messages) != 1 {
		t.Fatal(err)
	}
	m := &f.Messages[0]
	if got := SignatureHash(m, 4663); got != hash {
		t.Errorf("hash %s, want %s", got, hash)
	}
	if got, err := Signer(m, 4663); err != nil || got != signer {
		t.Errorf("signer %s, %v", got, err)
	}
	good := Options{Profile: chain.Profile{ID: 4663}, Signers: []common.Address{signer}, RequireSignature: true}
	if err := good.verify(m); err != nil {
		t.Errorf("refused: %v", err)
	}
	for name, change := range map[string]func(*Message){
		"sequence number": func(m *Message) { m.Seq++ },
		"block hash":      func(m *Message) { m.BlockHash[3]++ },
		"hash left out":   func(m *Message) { m.HasHash = false },
		"payload":         func(m *Message) { m.L2 = bytes.Clone(m.L2); m.L2[7] ^= 1 },
		"time stamp":      func(m *Message) { m.Timestamp++ },
		"sender":          func(m *Message) { m.Sender[0]++ },
		"kind":            func(m *Message) { m.Kind++ },
		"L1 block":        func(m *Message) { m.L1Block++ },
		"delayed":         func(m *Message) { m.Delayed++ },
		"metadata":        func(m *Message) { m.Metadata = []byte{0} },
		"request id":      func(m *Message) { m.RequestID = new(common.Hash) },
		"signature":       func(m *Message) { m.Signature = bytes.Clone(m.Signature); m.Signature[9] ^= 1 },
		"no signature":    func(m *Message) { m.Signature = nil },
		"half of it":      func(m *Message) { m.Signature = m.Signature[:64] },
		"v of Ethereum":   func(m *Message) { m.Signature = bytes.Clone(m.Signature); m.Signature[64] += 27 },
	} {
		changed := *m
		change(&changed)
		if err := good.verify(&changed); !errors.Is(err, ErrSignature) {
			t.Errorf("%s changed: %v", name, err)
		}
	}
	unsigned := *m
	unsigned.Signature = nil
	good.RequireSignature = false
	if err := good.verify(&unsigned); err != nil {
		t.Errorf("unsigned, none required: %v", err)
	}
	// Servers before v3.10 signed something else, under another key.
	old, err := ParseFrame(bytes.Replace(frame, []byte(`"signatureV2"`), []byte(`"signature"`), 1), chain.Profile{})
	if err != nil || old.Messages[0].Signature != nil {
		t.Errorf("an old signature is taken for a new one: %v", err)
	}
}

func TestDictionaryIsChecked(t *testing.T) {
	real := filepath.Join(vectors(t), "nitro_feed_deflate_dictionary.bin")
	data, err := OpenDictionary(real)
	if err != nil || len(data) != dictionarySize {
		t.Fatalf("%d bytes, %v", len(data), err)
	}
	for name, text := range map[string][]byte{"longer": append(bytes.Clone(data), 0), "shorter": data[1:], "changed": append([]byte{^data[0]}, data[1:]...), "empty": nil} {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, text, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := OpenDictionary(path); !errors.Is(err, ErrDictionary) || !strings.Contains(err.Error(), path) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
