package decode

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/holiman/uint256"

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

// Odd messages, with what nitro's own parser makes of them.
func TestOddMessagesAreReadAsNitroReadsThem(t *testing.T) {
	var cases []struct {
		Name   string  `json:"name"`
		Header header  `json:"header"`
		L2     string  `json:"l2Msg"`
		Txs    []known `json:"txs"`
		Error  string  `json:"error"`
	}
	readJSON(t, filepath.Join(vectors(t), "l2msg_edge_cases.json"), &cases)
	for _, c := range cases {
		payload, err := base64.StdEncoding.DecodeString(c.L2)
		if err != nil { // described instead of written out
			payload = make([]byte, maxL2+1)
		}
		m := c.Header.message(payload)
		var got Message
		err = Parse(&m, chain.ArbitrumOne.ID, &got)
		if (err != nil) != (c.Error != "") || len(got.Txs) != len(c.Txs) {
			t.Errorf("%s: %d transactions, %v; nitro has %d and says %q", c.Name, len(got.Txs), err, len(c.Txs), c.Error)
			continue
		}
		for i := range got.Txs {
			tx := &got.Txs[i]
			if tx.Hash != c.Txs[i].Hash || tx.Unhashed != "" {
				t.Errorf("%s: transaction %d is %s (%s), want %s", c.Name, i, tx.Hash, tx.Unhashed, c.Txs[i].Hash)
			}
			if kind, ok := c.Txs[i].Type.(float64); !ok || tx.Type != uint8(kind) {
				t.Errorf("%s: transaction %d of type %d, want %v", c.Name, i, tx.Type, c.Txs[i].Type)
			}
			if from, err := tx.Sender(); c.Txs[i].From != (common.Address{}) && (err != nil || from != c.Txs[i].From) {
				t.Errorf("%s: transaction %d from %s (%v), want %s", c.Name, i, from, err, c.Txs[i].From)
			}
		}
	}
}

// header is that of a message, as vectors have it.
type header struct {
	Kind      uint8          `json:"kind"`
	Sender    common.Address `json:"sender"`
	Timestamp uint64         `json:"timestamp"`
	RequestID *common.Hash   `json:"requestId"`
	BaseFeeL1 *uint64        `json:"baseFeeL1"`
}

func (h *header) message(payload []byte) feed.Message {
	m := feed.Message{Kind: h.Kind, Sender: h.Sender, Timestamp: h.Timestamp, RequestID: h.RequestID, L2: payload}
	if h.BaseFeeL1 != nil {
		m.BaseFeeL1 = uint256.NewInt(*h.BaseFeeL1)
	}
	return m
}

// A chain of another client: its messages, and the transactions of its blocks
// with their hashes as the client logged them.
func TestARecordedChainHasTheseTransactions(t *testing.T) {
	dir := vectors(t)
	lines, err := os.ReadFile(filepath.Join(dir, "nethermind_recording_1.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	log, err := os.ReadFile(filepath.Join(dir, "nethermind_recording_1.expected.log"))
	if err != nil {
		t.Fatal(err)
	}
	blocks := loggedBlocks(string(log))
	read := 0
	for line := range strings.Lines(string(lines)) {
		var one struct {
			Index   int `json:"index"`
			Message struct {
				Message struct {
					Header   *header `json:"header"`
					L2       []byte  `json:"l2Msg"`
					BatchGas *uint64 `json:"batchGasCost"`
				} `json:"message"`
			} `json:"message"`
		}
		if err := json.Unmarshal([]byte(line), &one); err != nil {
			t.Fatal(err)
		}
		if one.Message.Message.Header == nil {
			continue // the chain's configuration
		}
		m := one.Message.Message.Header.message(one.Message.Message.L2)
		m.BatchGas = one.Message.Message.BatchGas
		var got Message
		if err := (Rules{Chain: chain.Local.ID, ArbOS: 32}).Parse(&m, &got); err != nil {
			t.Errorf("message %d: %v", one.Index, err)
		}
		txs := slices.Concat(got.Txs, got.Redeems)
		want := blocks[one.Index][1:] // the first starts the block
		if len(txs) != len(want) {
			t.Fatalf("message %d: %d transactions, want %d", one.Index, len(txs), len(want))
		}
		for i := range txs {
			read++
			checkLogged(t, one.Index, &txs[i], want[i])
		}
	}
	if read < 20 {
		t.Errorf("%d transactions compared", read)
	}
}

// loggedBlocks reads a log: for each block its transactions, for each of them
// its fields.
func loggedBlocks(log string) map[int][]map[string]string {
	blocks, block := map[int][]map[string]string{}, 0
	inTxs := false
	for line := range strings.Lines(log) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), ":")
		value = strings.TrimSpace(value)
		switch {
		case strings.HasPrefix(line, "Block "):
			block, _ = strconv.Atoi(strings.TrimSpace(strings.TrimPrefix(line, "Block ")))
		case key == "Transactions":
			inTxs = true
		case key == "Withdrawals":
			inTxs = false
		case inTxs && key == "Hash":
			blocks[block] = append(blocks[block], map[string]string{key: value})
		case inTxs && len(blocks[block]) > 0:
			blocks[block][len(blocks[block])-1][key] = value
		}
	}
	return blocks
}

func checkLogged(t *testing.T, block int, tx *Tx, want map[string]string) {
	t.Helper()
	hash := tx.Hash.Hex()
	if tx.Type == RetryTx {
		if tx.Unhashed == "" || tx.Hash != (common.Hash{}) {
			t.Errorf("block %d: the retry has the hash %s", block, hash)
		}
	} else if hash != want["Hash"] {
		t.Errorf("block %d: hash %s, want %s", block, hash, want["Hash"])
	}
	from, err := tx.Sender()
	if err != nil || !strings.EqualFold(from.Hex(), want["From"]) {
		t.Errorf("block %d, %s: from %s (%v), want %s", block, hash, from, err, want["From"])
	}
	to := ""
	if tx.HasTo {
		to = tx.To.Hex()
	}
	if !strings.EqualFold(to, want["To"]) {
		t.Errorf("block %d, %s: to %s, want %s", block, hash, to, want["To"])
	}
	for what, n := range map[string]uint64{"Gas Limit": tx.Gas, "Nonce": tx.Nonce} {
		if strconv.FormatUint(n, 10) != want[what] {
			t.Errorf("block %d, %s: %s %d, want %s", block, hash, what, n, want[what])
		}
	}
	if tx.Value.Dec() != want["Value"] {
		t.Errorf("block %d, %s: value %s, want %s", block, hash, tx.Value.Dec(), want["Value"])
	}
	if data := common.Bytes2Hex(tx.Data); data != want["Data"] && want["Data"] != "" {
		t.Errorf("block %d, %s: data %s, want %s", block, hash, data, want["Data"])
	}
}

// Messages with the fields that another client reads from them.
func TestAnotherClientReadsTheSameFields(t *testing.T) {
	type field = any
	var file struct {
		Vectors []struct {
			Name     string             `json:"name"`
			Header   header             `json:"header"`
			L2       []byte             `json:"l2Msg"`
			BatchGas *uint64            `json:"batchGasCost"`
			Expected []map[string]field `json:"expected"`
		} `json:"vectors"`
	}
	readJSON(t, filepath.Join(vectors(t), "nethermind_l2msg.json"), &file)
	for _, v := range file.Vectors {
		m := v.Header.message(v.L2)
		m.BatchGas = v.BatchGas
		var got Message
		err := (Rules{Chain: chain.Local.ID, ArbOS: 32}).Parse(&m, &got)
		if len(got.Txs) != len(v.Expected) || (err == nil) != (len(v.Expected) > 0) {
			t.Errorf("%s: %d transactions, %v; want %d", v.Name, len(got.Txs), err, len(v.Expected))
			continue
		}
		for i, want := range v.Expected {
			tx := &got.Txs[i]
			have := map[string]string{
				"type": "0x" + strconv.FormatUint(uint64(tx.Type), 16), "nonce": strconv.FormatUint(tx.Nonce, 10), "gas": strconv.FormatUint(tx.Gas, 10),
				"gasFeeCap": tx.FeeCap.Dec(), "gasPrice": tx.FeeCap.Dec(), "gasTipCap": tx.Tip.Dec(), "value": tx.Value.Dec(),
				"data": "0x" + common.Bytes2Hex(tx.Data), "to": strings.ToLower(tx.To.Hex()), "from": strings.ToLower(tx.From.Hex()),
			}
			if !tx.HasTo {
				have["to"] = "<nil>"
			}
			if tx.Type == SubmitRetryableTx { // the ticket's own fields are those of its first try
				redeem := &got.Redeems[0]
				have["retryTo"], have["retryValue"], have["retryData"] = strings.ToLower(redeem.To.Hex()), redeem.Value.Dec(), "0x"+common.Bytes2Hex(redeem.Data)
			}
			for key, value := range want {
				text := strings.ToLower(fmt.Sprint(value))
				if f, ok := value.(float64); ok {
					text = strconv.FormatFloat(f, 'f', 0, 64)
				}
				if known, ok := have[key]; ok && known != text {
					t.Errorf("%s: transaction %d: %s %s, want %s", v.Name, i, key, known, text)
				}
			}
		}
	}
}

// Raw transactions of an Orbit chain, whose hashes and senders a node confirmed.
func TestRawTransactions(t *testing.T) {
	var file map[string]json.RawMessage
	readJSON(t, filepath.Join(vectors(t), "real_robinhood_signed_txs.json"), &file)
	read := 0
	for _, text := range file {
		var want struct {
			Raw  hexutil.Bytes  `json:"raw"`
			Hash common.Hash    `json:"hash"`
			From common.Address `json:"sender"`
		}
		if json.Unmarshal(text, &want) != nil || len(want.Raw) == 0 {
			continue // a note on where they are from
		}
		read++
		m := feed.Message{Kind: kindL2Message, L2: append([]byte{l2SignedTx}, want.Raw...)}
		var got Message
		if err := Parse(&m, 4663, &got); err != nil || len(got.Txs) != 1 {
			t.Fatalf("%s: %v", want.Hash, err)
		}
		if from, err := got.Txs[0].Sender(); got.Txs[0].Hash != want.Hash || err != nil || want.From != (common.Address{}) && from != want.From {
			t.Errorf("%s from %s (%v), want %s from %s", got.Txs[0].Hash, from, err, want.Hash, want.From)
		}
	}
	if read < 2 {
		t.Errorf("%d transactions", read)
	}
}
