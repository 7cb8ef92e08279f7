package rpc

import (
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// node answers JSON-RPC with whatever answer returns for a method.
func node(t *testing.T, answer func(method string, w http.ResponseWriter) any) *Client {
	t.Helper()
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var req struct {
			ID     json.RawMessage `json:"id"`
			Method string          `json:"method"`
		}
		if err := json.NewDecoder(r.Body).Decode(&req); err != nil {
			t.Error(err)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		body := answer(req.Method, w)
		if body == nil {
			return
		}
		fmt.Fprintf(w, `{"jsonrpc":"2.0","id":%s,%s}`, req.ID, body)
	}))
	c, err := New(Options{HTTP: srv.URL, CallTimeout: time.Second, SendTimeout: time.Second})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close(); srv.Close() })
	return c
}

// The texts are those of geth and nitro; each must become its typed error.
func TestNodesTextsBecomeTypedErrors(t *testing.T) {
	for _, tc := range []struct {
		text string
		want error
	}{
		{"already known", ErrAlreadyKnown},
		{"nonce too low: next nonce 7, tx nonce 6", ErrNonceTooLow},
		{"nonce too high: address 0x00, tx: 9 state: 7", ErrNonceTooHigh},
		{"max fee per gas less than block base fee: address 0x00, maxFeePerGas: 1, baseFee: 2", ErrFeeTooLow},
		{"transaction underpriced", ErrFeeTooLow},
		{"insufficient funds for gas * price + value: have 0 want 1", ErrFunds},
		{"something new", ErrRefused},
		{"context deadline exceeded", ErrUnknown},
	} {
		c := node(t, func(string, http.ResponseWriter) any {
			return fmt.Sprintf(`"error":{"code":-32000,"message":%q}`, tc.text)
		})
		if _, err := c.Send(t.Context(), []byte{1}); !errors.Is(err, tc.want) {
			t.Errorf("send answered %q: %v, want %v", tc.text, err, tc.want)
		}
	}
}

func TestASendWithoutAnAnswerIsUnknown(t *testing.T) {
	for name, answer := range map[string]func(string, http.ResponseWriter) any{
		"html with 502": func(_ string, w http.ResponseWriter) any {
			w.WriteHeader(http.StatusBadGateway)
			_, _ = w.Write([]byte("<html>bad gateway</html>"))
			return nil
		},
		"cut connection": func(_ string, w http.ResponseWriter) any {
			conn, _, err := w.(http.Hijacker).Hijack()
			if err == nil {
				conn.Close()
			}
			return nil
		},
		"redirect to nobody": func(_ string, w http.ResponseWriter) any {
			w.Header().Set("Location", "http://127.0.0.1:1/")
			w.WriteHeader(http.StatusTemporaryRedirect)
			return nil
		},
		"truncated answer": func(_ string, w http.ResponseWriter) any {
			_, _ = w.Write([]byte(`{"jsonrpc":"2.0","id":1,"resu`))
			return nil
		},
	} {
		if _, err := node(t, answer).Send(t.Context(), []byte{1}); !errors.Is(err, ErrUnknown) {
			t.Errorf("%s: %v, want ErrUnknown", name, err)
		}
	}
}

// A connection that cannot be opened took no byte of the transaction with it.
func TestASendWithoutAConnectionIsNotSent(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
	c, err := New(Options{HTTP: "http://" + l.Addr().String()})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if _, err := c.Send(t.Context(), []byte{1}); !errors.Is(err, ErrNotSent) || errors.Is(err, ErrUnknown) {
		t.Errorf("nobody listens: %v, want ErrNotSent", err)
	}
}

func TestARevertCarriesItsData(t *testing.T) {
	c := node(t, func(string, http.ResponseWriter) any {
		return `"error":{"code":3,"message":"execution reverted","data":"0x08c379a0"}`
	})
	_, err := c.CallContract(t.Context(), common.Address{}, common.Address{}, nil, AtLatest())
	var revert *RevertError
	if !errors.As(err, &revert) || !errors.Is(err, ErrReverted) || hexutil.Encode(revert.Data) != "0x08c379a0" {
		t.Errorf("revert answered %v", err)
	}
}

func TestAnAbsentBlockIsNotFound(t *testing.T) {
	c := node(t, func(string, http.ResponseWriter) any { return `"result":null` })
	if _, err := c.HeadAt(t.Context(), 7); !errors.Is(err, ErrNotFound) {
		t.Errorf("HeadAt: %v", err)
	}
	if _, err := c.TransactionReceipt(t.Context(), common.Hash{}); !errors.Is(err, ErrNotFound) {
		t.Errorf("TransactionReceipt: %v", err)
	}
}

func TestAHeaderWithoutAFieldIsAnError(t *testing.T) {
	const whole = `{"number":"0x7","hash":"0x01","parentHash":"0x02","timestamp":"0x3","baseFeePerGas":"0x4","gasUsed":"0x5","gasLimit":"0x6"}`
	full := strings.NewReplacer(`"0x01"`, `"`+common.HexToHash("0x1").Hex()+`"`, `"0x02"`, `"`+common.HexToHash("0x2").Hex()+`"`).Replace(whole)
	var h Head
	if err := json.Unmarshal([]byte(full), &h); err != nil || h.Number != 7 || h.BaseFee.Uint64() != 4 {
		t.Fatalf("%+v, %v", h, err)
	}
	for _, field := range []string{"number", "hash", "parentHash", "timestamp", "baseFeePerGas", "gasUsed", "gasLimit"} {
		var h Head
		if err := json.Unmarshal([]byte(strings.Replace(full, `"`+field+`"`, `"other"`, 1)), &h); err == nil {
			t.Errorf("a header without %s was accepted", field)
		}
	}
}

func TestNoErrorShowsAnAccessKey(t *testing.T) {
	const secret = "s3cr3tkey"
	c, err := New(Options{HTTP: "http://user:" + secret + "@127.0.0.1:1/v2/" + secret + "?key=" + secret, WS: "ws://127.0.0.1:1/" + secret})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	_, callErr := c.ChainID(t.Context())
	_, sendErr := c.Send(t.Context(), []byte{1})
	_, followErr := c.subscribe(t.Context(), c.subs[0], func(json.RawMessage) error { return nil }, "newHeads")
	_, parseErr := New(Options{HTTP: "gopher://h/" + secret})
	for _, err := range []error{callErr, sendErr, followErr, parseErr} {
		if err == nil || strings.Contains(err.Error(), secret) {
			t.Errorf("error shows the key or is nil: %v", err)
		}
	}
}

func TestBackoffGrowsUnderItsCap(t *testing.T) {
	b := newBackoff(50*time.Millisecond, 2*time.Second)
	for range 100 {
		if d := b.next(); d < 0 || d > 2*time.Second {
			t.Fatalf("pause %v", d)
		}
	}
	if b.cap != 2*time.Second {
		t.Errorf("cap %v after 100 failures", b.cap)
	}
	if b.reset(); b.cap != 50*time.Millisecond {
		t.Errorf("cap %v after success", b.cap)
	}
}

func TestRedactKeepsSchemeAndHostOnly(t *testing.T) {
	for raw, want := range map[string]string{
		"https://arb.example/v2/KEY":      "https://arb.example/...",
		"wss://user:pw@arb.example:8548/": "wss://arb.example:8548/...",
		"http://127.0.0.1:8547":           "http://127.0.0.1:8547",
		"https://arb.example/?apikey=KEY": "https://arb.example/...",
		"not a url":                       "(unreadable URL)",
	} {
		if got := Redact(raw); got != want {
			t.Errorf("Redact(%q) = %q, want %q", raw, got, want)
		}
	}
}
