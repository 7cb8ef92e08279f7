package rpc

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"mevbot/internal/fuzzing"
)

// rows are texts as nodes and providers answer them, with where they were seen.
// Every row of the table has to be the one that decides for at least one.
var rows = []struct {
	from string
	code int
	text string
	data string
	want error
	do   reaction
}{
	{"geth txpool", -32000, "already known", "", ErrAlreadyKnown, final},
	{"besu JsonRpcError", -32000, "Known transaction", "", ErrAlreadyKnown, final},
	{"nethermind AcceptTxResult", -32010, "AlreadyKnown", "", ErrAlreadyKnown, final},
	{"erigon txpool", -32000, "INTERNAL_ERROR: existing tx with same hash", "", ErrAlreadyKnown, final},
	{"openethereum", -32010, "Transaction with the same hash was already imported.", "", ErrAlreadyKnown, final},
	{"geth, nitro", -32000, "nonce too low: address 0xF0, tx: 6 state: 7", "", ErrNonceTooLow, final},
	{"nethermind", -32010, "OldNonce, Current nonce: 7, nonce of rejected tx: 6", "", ErrNonceTooLow, final},
	{"openethereum", -32010, "Transaction nonce is too low. Try incrementing the nonce.", "", ErrNonceTooLow, final},
	{"nitro", -32000, "nonce too high: address 0xF0, tx: 9 state: 7", "", ErrNonceTooHigh, final},
	{"nethermind", -32010, "NonceGap, Future nonce. Expected nonce: 7", "", ErrNonceTooHigh, final},
	{"nitro sequencer", -32000, "max fee per gas less than block base fee: address 0xF0, maxFeePerGas: 1 baseFee: 2", "", ErrFeeTooLow, final},
	{"erigon", -32000, "fee cap less than block base fee", "", ErrFeeTooLow, final},
	{"geth txpool", -32000, "replacement transaction underpriced", "", ErrRefused, final},
	{"geth txpool", -32000, "transaction underpriced: gas tip cap 0, minimum needed 1", "", ErrFeeTooLow, final},
	{"besu", -32009, "Gas price below configured minimum gas price", "", ErrFeeTooLow, final},
	{"nethermind", -32010, "FeeTooLow, MaxFeePerGas too low. MaxFeePerGas: 1, BaseFee: 2, MaxPriorityFeePerGas:0, Block number: 9", "", ErrFeeTooLow, final},
	{"geth, nitro", -32000, "insufficient funds for gas * price + value: address 0xF0 have 0 want 1", "", ErrFunds, final},
	{"nethermind", -32010, "InsufficientFunds, Account balance: 0, cumulative cost: 1", "", ErrFunds, final},
	{"besu", -32004, "Upfront cost exceeds account balance", "", ErrFunds, final},
	{"geth", -32000, "intrinsic gas too low: gas 1, minimum needed 21000", "", ErrRefused, final},
	{"alchemy (xmtp/xmtpd#672)", -32600, "Monthly capacity limit exceeded. Visit https://dashboard.alchemyapi.io/settings/billing to upgrade your scaling policy for continued service.", "", ErrDenied, denied},
	{"provider", -32600, "Invalid API key", "", ErrDenied, denied},
	{"infura", -32002, "invalid project id", "", ErrDenied, denied},
	{"alchemy", -32600, "Must be authenticated!", "", ErrDenied, denied},
	{"alchemy (conduitxyz/node#36)", 429, "Your app has exceeded its compute units per second capacity. If you have retries enabled, you can safely ignore this message. If not, check out https://docs.alchemy.com/reference/throughput", "", ErrThrottled, throttled},
	{"infura (gochain/web3#180)", -32005, "daily request count exceeded, request rate limited", `{"rate":{"allowed_rps":1,"backoff_seconds":30,"current_rps":2.2},"see":"https://infura.io/dashboard"}`, ErrThrottled, throttled},
	{"quicknode", -32007, "50/second request limit reached - reduce calls per second or upgrade your account at quicknode.com", "", ErrThrottled, throttled},
	{"quicknode (support, credits)", -32003, "credits limited to 500/sec", "", ErrThrottled, throttled},
	{"nodewell", -32099, "Rate limit exceeded. Please retry after 1 second.", "", ErrThrottled, throttled},
	{"chainstack", -32099, "Too Many Requests", "", ErrThrottled, throttled},
	{"infura (INFURA/infura#237)", -32005, "query returned more than 10000 results", "", ErrTooMuch, final},
	{"alchemy (bancorprotocol/webapp#523)", -32602, "Log response size exceeded. Please reduce query block range.", "", ErrTooMuch, final},
	{"geth getLogs", -32602, "invalid block range params", "", ErrRefused, final},
	{"geth getLogs", -32602, "block range extends beyond current head block", "", ErrNotFound, elsewhere},
	{"scroll (scroll-tech/go-ethereum#529)", -32000, "block range is bigger than maxBlockRange", "", ErrTooMuch, final},
	{"quicknode (OffchainLabs/arbitrum-sdk#609)", -32614, "eth_getLogs is limited to a 10,000 range", "", ErrTooMuch, final},
	{"infura (INFURA/infura#237)", -32602, "range 1000000 exceeds limit of 10000", "", ErrTooMuch, final},
	{"tenderly (bobanetwork/boba_legacy#827)", -32602, "range 9009594 is bigger than range limit 2000", "", ErrTooMuch, final},
	{"geth batches", -32003, "response too large", "", ErrTooMuch, final},
	{"geth (go-ethereum#29956)", -32000, "transaction indexing is in progress", "", ErrBusy, again},
	{"geth (go-ethereum#16471)", -32000, "missing trie node b03d68ac51042467d7637d4ef9e1c52370abc410f263166965cb1e280b1f6d17 (path )", "", ErrPruned, elsewhere},
	{"nethermind (nethermind#9408)", -32603, "Internal error", `"Nethermind.Trie.MissingTrieNodeException: Node A: P:2 H:0x99 is missing from the DB"`, ErrPruned, elsewhere},
	{"geth path scheme", -32000, "historical state 0x99 is not available", "", ErrPruned, elsewhere},
	{"geth", -32000, "required state is not available (reexec=128)", "", ErrPruned, elsewhere},
	{"erigon, reth", -32000, "old data not available due to pruning: state was pruned", "", ErrPruned, elsewhere},
	{"geth, nitro", -32000, "header not found", "", ErrNotFound, elsewhere},
	{"geth", -32000, "header for hash not found", "", ErrNotFound, elsewhere},
	{"geth getLogs", -32000, "unknown block", "", ErrNotFound, elsewhere},
	{"reth", -32001, "block not found: hash 0x99", "", ErrNotFound, elsewhere},
	{"besu", -32000, "Could not find block", "", ErrNotFound, elsewhere},
	{"geth (EIP-1898)", -32000, "hash is not currently canonical", "", ErrNotFound, elsewhere},
	{"geth", -32601, "the method txpool_content does not exist/is not available", "", ErrUnsupported, elsewhere},
	{"besu, reth", -32601, "Method not found", "", ErrUnsupported, elsewhere},
	{"alchemy", -32600, "Unsupported method: debug_x on ARB_MAINNET", "", ErrUnsupported, elsewhere},
	{"erigon (erigon#3152)", -32000, "method handler crashed", "", ErrBusy, again},
	{"geth", -32002, "request timed out", "", ErrBusy, again},
	{"geth eth_call", -32000, "execution aborted (timeout = 5s)", "", ErrBusy, again},
	{"nitro", -32000, "context deadline exceeded", "", ErrBusy, again},
	{"many", -32603, "Internal error", "", ErrBusy, again},
	{"proxies", -32000, "Internal server error", "", ErrBusy, again},
	{"proxies", -32000, "service temporarily unavailable", "", ErrBusy, again},
	{"proxies", -32000, "node is overloaded", "", ErrBusy, again},
	{"nitro sequencer", -32000, "queue full", "", ErrBusy, again},
	{"nitro forwarder", -32000, "sequencer pending tx pool is at its limit, please try again", "", ErrBusy, again},
	{"an unknown text, a known code", -32601, "nope", "", ErrUnsupported, elsewhere},
	{"an unknown text, a known code", -32005, "nope", "", ErrThrottled, throttled},
	{"an unknown text", -32000, "something new", "", ErrRefused, final},
	{"geth", 3, "execution reverted", `"0x08c379a0"`, ErrReverted, final},
	{"nitro, erigon", -32000, "execution reverted: not the operator", "", ErrReverted, final},
	{"nethermind", -32015, "VM execution error.", `"Reverted 0x08c379a0"`, ErrReverted, final},
}

func TestEveryErrorClass(t *testing.T) {
	decides := map[string]bool{}
	for _, row := range rows {
		e := &NodeError{Code: row.code, Message: row.text}
		if row.data != "" {
			e.Data = json.RawMessage(row.data)
		}
		do, pause, err := classify(e)
		if !errors.Is(err, row.want) || do != row.do {
			t.Errorf("%s, %d %q: %v, %s; want %v, %s", row.from, row.code, row.text, err, do, row.want, row.do)
		}
		if strings.Contains(row.data, "backoff_seconds") && pause != 30*time.Second {
			t.Errorf("%s: pause %s", row.from, pause)
		}
		if revert, ok := errors.AsType[*RevertError](err); ok && row.data != "" && len(revert.Data) != 4 {
			t.Errorf("%s: revert data %x", row.from, revert.Data)
		}
		text := strings.ToLower(row.text + " " + row.data)
		for _, r := range table {
			if strings.Contains(text, r.text) {
				decides[r.text] = true
				break
			}
		}
	}
	for _, r := range table {
		if !decides[r.text] {
			t.Errorf("no test row is decided by %q", r.text)
		}
	}
}

func TestEveryHTTPStatus(t *testing.T) {
	for _, row := range []struct {
		code  int
		retry string
		body  string
		want  error
		do    reaction
		pause time.Duration
	}{
		{429, "2", "", ErrThrottled, throttled, 2 * time.Second},
		{429, "", `{"id":1,"error":{"code":429,"message":"too many"}}`, ErrThrottled, throttled, 0},
		{503, "", "", ErrBusy, again, 0},
		{503, "1", "", ErrThrottled, throttled, time.Second},
		{502, "", "<html>", ErrBusy, again, 0},
		{500, "", `{"id":1,"error":{"code":-32000,"message":"nonce too low"}}`, ErrBusy, again, 0},
		{400, "", `{"id":1,"error":{"code":-32602,"message":"query returned more than 10000 results"}}`, ErrTooMuch, final, 0},
		{400, "", `{"id":1,"error":{"code":3,"message":"execution reverted","data":"0x"}}`, ErrReverted, final, 0},
		{401, "", "", ErrDenied, denied, 0},
		{403, "", `{"id":1,"error":{"code":-32600,"message":"Monthly capacity limit exceeded."}}`, ErrDenied, denied, 0},
		{402, "", "", ErrDenied, denied, 0},
		{413, "", "", ErrTooMuch, final, 0},
		{307, "", "", ErrBusy, again, 0},
	} {
		e := &statusError{code: row.code, retry: retryAfter(row.retry, time.Now())}
		var r response
		if json.Unmarshal([]byte(row.body), &r) == nil && r.Error != nil {
			e.node = r.Error
		}
		do, pause, err := classify(e)
		if !errors.Is(err, row.want) || do != row.do || pause != row.pause {
			t.Errorf("%d %s: %v, %s, %s; want %v, %s, %s", row.code, row.body, err, do, pause, row.want, row.do, row.pause)
		}
		// Whatever a proxy says, a send that came with a status is not known to
		// have failed.
		if send := classifySend(e); !errors.Is(send, ErrUnknown) {
			t.Errorf("send with %d: %v", row.code, send)
		}
	}
}

func TestRetryAfterIsSecondsOrADate(t *testing.T) {
	now := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	for text, want := range map[string]time.Duration{
		"": 0, "3": 3 * time.Second, "0.5": 500 * time.Millisecond, "-1": 0, "soon": 0, "NaN": 0, "1e300": 0,
		"Fri, 02 Jan 2026 03:04:15 GMT": 10 * time.Second, "Fri, 02 Jan 2026 03:04:00 GMT": 0,
	} {
		if got := retryAfter(text, now); got != want {
			t.Errorf("Retry-After %q: %s, want %s", text, got, want)
		}
	}
}

// What a send's endpoints say together: where the bytes may be decides.
func TestTheGravestAnswerToASendCounts(t *testing.T) {
	order := []error{ErrNotSent, ErrFunds, ErrNonceTooLow, ErrUnknown}
	for i, a := range order {
		for j, b := range order {
			want := order[max(i, j)]
			if got := graver(fmt.Errorf("a: %w", a), fmt.Errorf("b: %w", b)); !errors.Is(got, want) {
				t.Errorf("%v and %v: %v", a, b, got)
			}
		}
	}
}

func FuzzAnswer(f *testing.F) {
	x := fuzzing.New(f)
	for _, s := range []string{`{"jsonrpc":"2.0","id":1,"result":"0x1"}`, `[{"id":1}]`, `<html>`, `{"id":null,"error":{"code":-32600,"data":{"rate":{"backoff_seconds":1e300}}}}`, `{"id":1,"result":null}`} {
		x.Add([]byte(s))
	}
	x.Fuzz(func(t *testing.T, body []byte) {
		var r response
		if json.Unmarshal(body, &r) != nil {
			if err := unreadable(body); err == nil {
				t.Fatal("no error")
			}
			return
		}
		if err := r.check(1); err != nil {
			_, pause, typed := classify(err)
			if typed == nil || pause < 0 {
				t.Fatalf("%v, pause %s", typed, pause)
			}
		}
		var h *bloomed
		_ = decode(r.Result, &h)
		_, _ = readReceipt(r.Result, [32]byte{})
	})
}
