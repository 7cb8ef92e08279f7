package telemetry

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"math/big"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const privateKey = "ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80"

func logs(t *testing.T, opts LogOptions) (*Logs, *bytes.Buffer) {
	t.Helper()
	var out bytes.Buffer
	opts.Output = &out
	l, err := OpenLogs(opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	})
	return l, &out
}

type wrapped struct {
	Password string
	Nested   map[string]any
	Note     string
}

// Whatever way a secret takes into a record, no sink shows it.
func TestSecretsReachNoSink(t *testing.T) {
	private, err := crypto.HexToECDSA(privateKey)
	if err != nil {
		t.Fatal(err)
	}
	const word = "hunter2hunter2"
	scalar := new(big.Int).SetBytes(crypto.FromECDSA(private))
	jwt := "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl"
	pem := "-----BEGIN EC PRIVATE KEY-----\nMHcCAQEE" + word + "\n-----END EC PRIVATE KEY-----"
	file := filepath.Join(t.TempDir(), "logs", "bot.log")
	for _, format := range []string{"json", "text"} {
		l, out := logs(t, LogOptions{Format: format, File: file, PerSecond: 1000})
		log := l.Logger().With(slog.String("api_key", word)).WithGroup("request").With(slog.Any("header", map[string]string{"Authorization": word}))
		for _, a := range []slog.Attr{
			slog.String("password", word), slog.String("Node-Password", word), slog.String("private_key", privateKey),
			slog.Any("secret", []byte(word)), slog.Int("pwd", 1234567), slog.String("mnemonic", word), slog.String("key", word),
			slog.String("auth_token", word), slog.String("token", word+word), slog.Any("bytes", []byte(word)),
			slog.Group("g", slog.String("secret", word), slog.Group("h", slog.String("cookie", word))),
			slog.String("url", "https://user:"+word+"@node.example"), slog.String("endpoint", "wss://node.example/v3/"+word+word),
			slog.String("node", "http://node.example/?key="+word), slog.Any("error", fmt.Errorf("dial: %w", errors.New("Post \"https://node.example/"+word+word+"\": EOF"))),
			slog.String("text", "the key is "+privateKey+"."), slog.String("hash_text", "0x"+privateKey), slog.String("header", "Bearer "+word),
			slog.String("note", jwt), slog.String("file", pem), slog.Any("any", wrapped{Password: word, Nested: map[string]any{"list": []any{map[string]any{"api_key": word}}}, Note: "0x" + privateKey}),
			slog.Any("pair", private), slog.Any("d", scalar), slog.Any("array", [32]byte(crypto.FromECDSA(private))), slog.Any("lazy", lazy{word}),
			slog.Any("pointer", &wrapped{Password: word}), slog.String("age", "AGE-SECRET-KEY-1QQPQYZ"+strings.ToUpper(word)),
		} {
			log.LogAttrs(t.Context(), slog.LevelInfo, "event", a)
		}
		log.Error("connect to https://x:" + word + "@node.example")
		file, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		scan(t, "output", out.String(), word, private)
		scan(t, "file", string(file), word, private)
	}
}

// lazy shows its secret only when the record is resolved.
type lazy struct{ text string }

func (l lazy) LogValue() slog.Value { return slog.GroupValue(slog.String("passphrase", l.text)) }

func scan(t *testing.T, name, text, word string, private *ecdsa.PrivateKey) {
	t.Helper()
	d := crypto.FromECDSA(private)
	for _, secret := range []string{word, strings.ToUpper(word), privateKey, "1234567", new(big.Int).SetBytes(d).String(), "c2lnbmF0dXJl", hex.EncodeToString(d), strings.Trim(fmt.Sprintf("%d", d), "[]"), strings.Trim(strings.ReplaceAll(fmt.Sprintf("%d", d), " ", ","), "[]")} {
		for line := range strings.Lines(text) {
			if strings.Contains(line, secret) {
				t.Errorf("%s shows %q: %s", name, secret, line)
			}
		}
	}
	if strings.Count(text, redacted) < 20 {
		t.Errorf("%s has only %d redactions", name, strings.Count(text, redacted))
	}
}

// What an operator needs must stay readable.
func TestWhatIsNotSecretIsKept(t *testing.T) {
	l, out := logs(t, LogOptions{Format: "json"})
	hash, address := common.HexToHash("0x"+privateKey), common.HexToAddress("0x82aF49447D8a07e3bd95BD0d56f35241523fBab1")
	l.Logger().Info("attempt sent", slog.Any("id", hash), slog.String("tx", hash.Hex()), slog.String("block_hash", hash.Hex()[2:]),
		slog.Any("account", address), slog.String("token", "USDC"), slog.Any("base_token", address), slog.Any("keystore", "var/key.json"),
		slog.String("feed", "wss://arb1-feed.arbitrum.io/feed"), slog.Uint64("block", 264009266), slog.Any("error", errors.New("nonce too low")),
		slog.Any("took", 5*time.Millisecond), slog.String("calldata", "0x"+strings.Repeat("ab", 100)), slog.Any("nothing", nil), slog.Any("hops", []int{1, 2}))
	var got map[string]any
	if err := json.Unmarshal(out.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]any{
		"id": hash.Hex(), "tx": hash.Hex(), "block_hash": hash.Hex()[2:], "account": address.Hex(), "token": "USDC", "base_token": address.Hex(),
		"keystore": "var/key.json", "feed": "wss://arb1-feed.arbitrum.io/feed", "block": 264009266.0, "error": "nonce too low", "took": 5e6,
		"calldata": "0x" + strings.Repeat("ab", 100), "nothing": nil, "msg": "attempt sent", "level": "INFO",
	} {
		if got[key] != want {
			t.Errorf("%s: %v, want %v", key, got[key], want)
		}
	}
}

func TestRepeatsAreLimitedButNeverWarnings(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l, out := logs(t, LogOptions{Format: "json", Level: "debug", PerSecond: 3})
		log := l.Logger()
		for range 10 {
			log.With(slog.Int("n", 1)).Info("often")
			log.Debug("also often")
			log.Warn("never dropped")
		}
		log.Info("rare")
		if n := strings.Count(out.String(), `"often"`); n != 3 {
			t.Errorf("%d of 10 were written, want 3", n)
		}
		if n := strings.Count(out.String(), "never dropped"); n != 10 {
			t.Errorf("%d of 10 warnings were written", n)
		}
		if !strings.Contains(out.String(), "rare") || l.Dropped() != 14 {
			t.Errorf("%d dropped, want 14", l.Dropped())
		}
		out.Reset()
		time.Sleep(time.Second)
		log.Info("often")
		if !strings.Contains(out.String(), `"suppressed":7`) {
			t.Errorf("the first after a pause does not say what was withheld: %s", out)
		}
	})
}

func TestLevelAndFormat(t *testing.T) {
	l, out := logs(t, LogOptions{Format: "text", Level: "warn"})
	if l.Logger().Enabled(context.Background(), slog.LevelInfo) {
		t.Error("info is enabled at level warn")
	}
	if err := l.SetLevel("debug"); err != nil {
		t.Fatal(err)
	}
	l.Logger().Debug("now visible")
	if !strings.Contains(out.String(), `msg="now visible"`) || strings.Contains(out.String(), "\x1b") {
		t.Errorf("text: %q", out)
	}
	auto, out := logs(t, LogOptions{})
	auto.Logger().Info("x")
	if !json.Valid(out.Bytes()) {
		t.Errorf("auto away from a terminal is not JSON: %q", out)
	}
	for _, opts := range []LogOptions{{Level: "loud"}, {Format: "xml"}, {File: filepath.Join(t.TempDir(), "log_test.go", "\x00")}} {
		if _, err := OpenLogs(opts); !errors.Is(err, ErrLog) {
			t.Errorf("%+v: %v", opts, err)
		}
	}
}

func FuzzRedactText(f *testing.F) {
	f.Add("dial https://u:", "@h/x ", "tail")
	f.Add("", "", "")
	f.Fuzz(func(t *testing.T, before, _, after string) {
		out := redactText(before + " 0x" + privateKey + " " + after)
		if strings.Contains(out, privateKey) && !strings.Contains(before+after, privateKey) {
			t.Errorf("%q shows the key", out)
		}
	})
}

func BenchmarkLog(b *testing.B) {
	l, err := OpenLogs(LogOptions{Output: discard{}, Format: "json", PerSecond: 1 << 30})
	if err != nil {
		b.Fatal(err)
	}
	log, hash := l.Logger(), common.HexToHash("0x1")
	b.ReportAllocs()
	for b.Loop() {
		log.LogAttrs(b.Context(), slog.LevelInfo, "attempt sent", slog.Uint64("block", 1), slog.Any("tx", hash), slog.String("state", "sent"))
	}
}

type discard struct{}

func (discard) Write(p []byte) (int, error) { return len(p), nil }
