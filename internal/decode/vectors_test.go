package decode

import (
	"encoding/base64"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/common"

	"mevbot/internal/chain"
	"mevbot/internal/feed"
)

// vectors is the folder of real messages with known answers.
func vectors(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("MEV_BOT_VECTORS")
	if dir == "" {
		t.Skip("real messages with known answers are missing: set MEV_BOT_VECTORS to their folder")
	}
	return dir
}

func readJSON(t *testing.T, path string, into any) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, into); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
}

// known is a transaction as its source states it.
type known struct {
	Type  any             `json:"type"`
	Hash  common.Hash     `json:"hash"`
	From  common.Address  `json:"from"`
	To    *common.Address `json:"to"`
	Nonce *uint64         `json:"nonce"`
	Gas   *uint64         `json:"gas"`
	Data  string          `json:"data"`
}

func (k *known) check(t *testing.T, tx *Tx) {
	t.Helper()
	if tx.Hash != k.Hash {
		t.Errorf("hash %s, want %s", tx.Hash, k.Hash)
	}
	if to, ok := tx.Recipient(); ok != (k.To != nil) || ok && to != *k.To {
		t.Errorf("%s: to %s, want %v", k.Hash, to, k.To)
	}
	if from, err := tx.Sender(); err != nil || from != k.From {
		t.Errorf("%s: from %s (%v), want %s", k.Hash, from, err, k.From)
	}
	if k.Nonce != nil && tx.Nonce != *k.Nonce || k.Gas != nil && tx.Gas != *k.Gas {
		t.Errorf("%s: nonce %d, gas %d; want %d, %d", k.Hash, tx.Nonce, tx.Gas, *k.Nonce, *k.Gas)
	}
	if k.Data != "" && !strings.EqualFold(common.Bytes2Hex(tx.Data), strings.TrimPrefix(k.Data, "0x")) {
		t.Errorf("%s: data differs", k.Hash)
	}
}

// Real messages of Arbitrum One and of an Orbit chain.
func TestRealMessagesHoldTheStatedTransactions(t *testing.T) {
	dir := vectors(t)
	for name, p := range map[string]chain.Profile{
		"real_arb1_241801449": chain.ArbitrumOne, "real_arb1_25757171_docs": chain.ArbitrumOne,
		"real_robinhood_20842309_signed": {ID: 4663},
	} {
		t.Run(name, func(t *testing.T) {
			data, err := os.ReadFile(filepath.Join(dir, name+".feed.json"))
			if err != nil {
				t.Fatal(err)
			}
			frame, err := feed.ParseFrame(data, p)
			if err != nil || len(frame.Messages) != 1 {
				t.Fatalf("%d messages, %v", len(frame.Messages), err)
			}
			var want struct {
				Seq chain.Seq `json:"sequenceNumber"`
				Txs []known   `json:"txs"`
			}
			readJSON(t, filepath.Join(dir, name+".decoded.json"), &want)
			var got Message
			if err := Parse(&frame.Messages[0], p.ID, &got); err != nil {
				t.Fatal(err)
			}
			if got.Seq != want.Seq || len(got.Txs) != len(want.Txs) || len(got.Txs) == 0 {
				t.Fatalf("message %d with %d transactions, want %d with %d", got.Seq, len(got.Txs), want.Seq, len(want.Txs))
			}
			for i := range got.Txs {
				want.Txs[i].check(t, &got.Txs[i])
			}
		})
	}
}

// Odd messages, with what nitro's own parser makes of them. Where it makes
// transactions of kinds that are not read here, Parse must say so.
func TestOddMessagesAreReadAsNitroReadsThem(t *testing.T) {
	var cases []struct {
		Name   string `json:"name"`
		Header struct {
			Kind      uint8          `json:"kind"`
			Sender    common.Address `json:"sender"`
			Timestamp uint64         `json:"timestamp"`
			RequestID *common.Hash   `json:"requestId"`
		} `json:"header"`
		L2    string  `json:"l2Msg"`
		Txs   []known `json:"txs"`
		Error string  `json:"error"`
	}
	readJSON(t, filepath.Join(vectors(t), "l2msg_edge_cases.json"), &cases)
	unread := 0
	for _, c := range cases {
		payload, err := base64.StdEncoding.DecodeString(c.L2)
		if err != nil { // described instead of written out
			payload = make([]byte, maxL2+1)
		}
		m := feed.Message{Kind: c.Header.Kind, Sender: c.Header.Sender, Timestamp: c.Header.Timestamp, RequestID: c.Header.RequestID, L2: payload}
		var got Message
		err = Parse(&m, chain.Local.ID, &got)
		signed := true
		for _, tx := range c.Txs {
			if kind, ok := tx.Type.(float64); !ok || kind >= 0x64 {
				signed = false
			}
		}
		switch {
		case c.Error != "":
			if err == nil || len(got.Txs) > 0 {
				t.Errorf("%s: nitro says %q, here %d transactions, %v", c.Name, c.Error, len(got.Txs), err)
			}
		case !signed:
			unread++
			if err == nil || len(got.Txs) > 0 {
				t.Errorf("%s: holds transactions that are not read, but here %d transactions, %v", c.Name, len(got.Txs), err)
			}
		default:
			if err != nil || len(got.Txs) != len(c.Txs) {
				t.Errorf("%s: %d transactions, %v; want %d", c.Name, len(got.Txs), err, len(c.Txs))
				continue
			}
			for i := range got.Txs {
				if got.Txs[i].Hash != c.Txs[i].Hash {
					t.Errorf("%s: transaction %d is %s, want %s", c.Name, i, got.Txs[i].Hash, c.Txs[i].Hash)
				}
			}
		}
	}
	t.Logf("%d cases, %d of kinds that are not read yet", len(cases), unread)
}
