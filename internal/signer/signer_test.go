package signer

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"math/big"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/accounts/keystore"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/holiman/uint256"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const password = "correct horse battery staple"

// cheap spares the tests the work that protects a password.
var cheap = Cost{n: 2, p: 1}

var (
	executor = common.HexToAddress("0x00000000000000000000000000000000000000E1")
	policy   = Policy{
		Chain: 412346, Executor: executor, Selector: [4]byte{1, 2, 3, 4},
		MaxGas: 1_000_000, MaxFee: *uint256.NewInt(10e9),
	}
)

// allowed is a transaction at every limit of policy.
func allowed() *types.DynamicFeeTx {
	return &types.DynamicFeeTx{
		ChainID: big.NewInt(412346), Nonce: 7, To: &executor, Value: new(big.Int), Data: []byte{1, 2, 3, 4, 5},
		Gas: 1_000_000, GasFeeCap: big.NewInt(10e9), GasTipCap: big.NewInt(10e9),
	}
}

func write(t *testing.T, name, text string, mode os.FileMode) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), mode); err != nil {
		t.Fatal(err)
	}
	return path
}

func create(t *testing.T) (path, passwordFile string, address common.Address) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "keys", "operator.json")
	address, err := Create(path, password, cheap)
	if err != nil {
		t.Fatal(err)
	}
	return path, write(t, "password", password+"\n", 0o600), address
}

func TestCreateAndOpen(t *testing.T) {
	path, passwordFile, address := create(t)
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v; want 0600", info.Mode(), err)
	}
	key, err := Open(path, passwordFile)
	if err != nil || key.Address() != address {
		t.Fatalf("%v, %v; want %s", key, err, address)
	}
	if _, err := Create(path, password, cheap); !errors.Is(err, ErrKeystore) || !errors.Is(err, os.ErrExist) {
		t.Errorf("a key file was replaced: %v", err)
	}
	again, err := Open(path, passwordFile)
	if err != nil || again.Address() != address {
		t.Errorf("after the refused replacement: %v, %v", again, err)
	}
	entries, err := List(filepath.Dir(path))
	if err != nil || len(entries) != 1 || entries[0] != (Entry{path, address}) {
		t.Errorf("list: %v, %v", entries, err)
	}
}

// The oracle is the test vector of the Web3 Secret Storage Definition (PBKDF2),
// which this program did not make.
func TestOpensTheStandardVector(t *testing.T) {
	const vector = `{"crypto":{"cipher":"aes-128-ctr","cipherparams":{"iv":"6087dab2f9fdbbfaddc31a909735c1e6"},
		"ciphertext":"5318b4d5bcd28de64ee5559e671353e16f075ecae9f99c7a79a38af5f869aa46","kdf":"pbkdf2",
		"kdfparams":{"c":262144,"dklen":32,"prf":"hmac-sha256","salt":"ae3cd4e7013836a3df6bd7241b12db061dbe2c6785853cce422d148a624ce0bd"},
		"mac":"517ead924a9d0dc3124507e3393d175ce3ff7c1e96529c6c555ce9e51205e9b2"},
		"id":"3198bc9c-6672-5ab3-d995-4942343ae5b6","version":3,"address":"008aeeda4d805471df9b2a5b0f38a0c3bcba786b"}`
	const address = "008aeeda4d805471df9b2a5b0f38a0c3bcba786b"
	passwordFile := write(t, "password", "testpassword", 0o400)
	key, err := Open(write(t, "key", vector, 0o600), passwordFile)
	if err != nil || key.Address() != common.HexToAddress(address) {
		t.Errorf("%v, %v; want %s", key, err, address)
	}
}

func TestOpenErrors(t *testing.T) {
	path, good, address := create(t)
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	own := strings.ToLower(address.Hex()[2:])
	for _, tc := range []struct {
		name, path, passwordFile string
		want                     error
		says                     string
	}{
		{"no key path", "", good, ErrKeystore, "keys.keystore"},
		{"no key file", path + "x", good, ErrKeystore, "mev-bot keys new"},
		{"a directory", filepath.Dir(path), good, ErrKeystore, "regular file"},
		{"not JSON", write(t, "k", "hello", 0o600), good, ErrKeystore, "version 3"},
		{"another version", write(t, "k", strings.Replace(string(text), `"version":3`, `"version":4`, 1), 0o600), good, ErrKeystore, "version 3"},
		{"kdf of the wrong type", write(t, "k", strings.Replace(string(text), `"n":2`, `"n":"2"`, 1), 0o600), good, ErrKeystore, "damaged"},
		{"another's address", write(t, "k", strings.Replace(string(text), own, strings.Repeat("11", 20), 1), 0o600), good, ErrKeystore, "holds the key of"},
		{"no password path", path, "", ErrPassword, "keys.password_file"},
		{"no password file", path, good + "x", ErrPassword, "keys.password_file"},
		{"password open to others", path, write(t, "p", password, 0o640), ErrPassword, "chmod 600"},
		{"empty password", path, write(t, "p", "\n", 0o600), ErrPassword, "empty"},
		{"wrong password", path, write(t, "p", password+"!", 0o600), ErrPassword, "does not open"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			key, err := Open(tc.path, tc.passwordFile)
			if key != nil || !errors.Is(err, tc.want) || !strings.Contains(err.Error(), tc.says) {
				t.Errorf("%v; want %v that says %q", err, tc.want, tc.says)
			}
		})
	}
}

func TestSignsWhatThePolicyAllows(t *testing.T) {
	path, passwordFile, address := create(t)
	key, err := Open(path, passwordFile)
	if err != nil {
		t.Fatal(err)
	}
	first, err := key.SignTx(types.NewTx(allowed()), policy)
	if err != nil {
		t.Fatal(err)
	}
	from, err := types.Sender(types.LatestSignerForChainID(big.NewInt(412346)), first)
	if err != nil || from != address {
		t.Errorf("sender %s, %v; want %s", from, err, address)
	}
	second, err := key.SignTx(types.NewTx(allowed()), policy)
	if err != nil || second.Hash() != first.Hash() {
		t.Errorf("the same transaction was signed to other bytes: %v", err)
	}
}

func TestRefusesEverythingElse(t *testing.T) {
	key := testKey(t)
	stranger := common.HexToAddress("0xbad")
	for _, tc := range []struct {
		name, says string
		change     func(*types.DynamicFeeTx)
	}{
		{"chain", "chain id 42161", func(tx *types.DynamicFeeTx) { tx.ChainID = big.NewInt(42161) }},
		{"wide chain", "chain id", func(tx *types.DynamicFeeTx) {
			tx.ChainID = new(big.Int).Add(new(big.Int).Lsh(big.NewInt(1), 64), big.NewInt(412346))
		}},
		{"receiver", "not the executor", func(tx *types.DynamicFeeTx) { tx.To = &stranger }},
		{"creation", "not the executor", func(tx *types.DynamicFeeTx) { tx.To = nil }},
		{"value", "value 1 wei", func(tx *types.DynamicFeeTx) { tx.Value = big.NewInt(1) }},
		{"selector", "selector 01020305", func(tx *types.DynamicFeeTx) { tx.Data = []byte{1, 2, 3, 5} }},
		{"short data", "selector 010203", func(tx *types.DynamicFeeTx) { tx.Data = []byte{1, 2, 3} }},
		{"gas", "gas limit 1000001", func(tx *types.DynamicFeeTx) { tx.Gas++ }},
		{"fee", "fee cap 10000000001", func(tx *types.DynamicFeeTx) { tx.GasFeeCap = big.NewInt(10e9 + 1) }},
		{"negative fee", "fee cap -1", func(tx *types.DynamicFeeTx) { tx.GasFeeCap, tx.GasTipCap = big.NewInt(-1), big.NewInt(-1) }},
		{"tip", "tip 2 wei", func(tx *types.DynamicFeeTx) { tx.GasFeeCap, tx.GasTipCap = big.NewInt(1), big.NewInt(2) }},
	} {
		t.Run(tc.name, func(t *testing.T) {
			tx := allowed()
			tc.change(tx)
			signed, err := key.SignTx(types.NewTx(tx), policy)
			if signed != nil || !errors.Is(err, ErrRefused) || !strings.Contains(err.Error(), tc.says) {
				t.Errorf("%v, %v; want a refusal that says %q", signed, err, tc.says)
			}
		})
	}
	if _, err := key.SignTx(types.NewTx(&types.LegacyTx{To: &executor, Data: []byte{1, 2, 3, 4}}), policy); !errors.Is(err, ErrRefused) {
		t.Errorf("legacy transaction: %v", err)
	}
	if _, err := key.SignTx(types.NewTx(allowed()), Policy{}); !errors.Is(err, ErrRefused) {
		t.Errorf("zero policy: %v", err)
	}
}

func testKey(tb testing.TB) *Key {
	tb.Helper()
	private, err := crypto.ToECDSA(bytes.Repeat([]byte{0x5a}, 32))
	if err != nil {
		tb.Fatal(err)
	}
	return newKey(private)
}

// holder is how other packages keep a key: in a field that fmt cannot ask.
type holder struct{ key *Key }

// Neither the key nor the password is in anything that prints, in any of the
// spellings that a log could have.
func TestNothingPrintsTheSecret(t *testing.T) {
	path, passwordFile, _ := create(t)
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	stored, err := keystore.DecryptKey(text, password)
	if err != nil {
		t.Fatal(err)
	}
	key, err := Open(path, passwordFile)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%t", "%p"} {
		fmt.Fprintf(&out, verb+verb+verb+verb+"\n", key, holder{key}, &holder{key}, []any{key})
	}
	for _, h := range []slog.Handler{slog.NewJSONHandler(&out, nil), slog.NewTextHandler(&out, nil)} {
		slog.New(h).Info("unlocked", slog.Any("signer", key), slog.Any("in", holder{key}), slog.Any("ptr", &holder{key}))
	}
	if err := json.NewEncoder(&out).Encode(map[string]any{"key": key, "in": holder{key}}); err != nil {
		t.Fatal(err)
	}
	tx := allowed()
	tx.Gas++
	for _, err := range []error{
		second(key.SignTx(types.NewTx(tx), policy)),
		second(Open(path, write(t, "p", password+"x", 0o600))),
		second(Open(path, write(t, "p", password, 0o644))),
		second(Open(write(t, "k", strings.Replace(string(text), `"n":2`, `"n":"2"`, 1), 0o600), passwordFile)),
		second(Create(path, password, cheap)),
	} {
		if err == nil {
			t.Error("an error was expected")
		}
		fmt.Fprintf(&out, "%v %+v %#v\n", err, err, err)
	}
	d := crypto.FromECDSA(stored.PrivateKey)
	for _, secret := range []string{
		password, hex.EncodeToString(d), strings.ToUpper(hex.EncodeToString(d)), new(big.Int).SetBytes(d).String(),
		base64.StdEncoding.EncodeToString(d), string(d), strings.Trim(fmt.Sprintf("%d", d), "[]"),
	} {
		if strings.Contains(out.String(), secret) {
			t.Errorf("%q is printed", secret)
		}
	}
	if !strings.Contains(out.String(), key.Address().Hex()) {
		t.Error("a key does not print as its address: the scan saw nothing")
	}
}

func second[T any](_ T, err error) error { return err }

// costly is a number, or an escape that could spell one, that asks for much work.
var costly = regexp.MustCompile(`[0-9]{4}[,}\s]|[eE][+]?[0-9]+[,}\s]|\\`)

func FuzzDecrypt(f *testing.F) {
	f.Add([]byte(`{"address":"008aeeda4d805471df9b2a5b0f38a0c3bcba786b","version":3,"crypto":{"cipher":"aes-128-ctr","kdf":"pbkdf2","kdfparams":{"c":1,"dklen":32,"prf":"hmac-sha256","salt":"00"},"cipherparams":{"iv":"00"},"ciphertext":"00","mac":"00"}}`))
	f.Add([]byte(`{"address":"008aeeda4d805471df9b2a5b0f38a0c3bcba786b","version":3,"crypto":{}}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		if costly.Match(text) {
			return // parameters from outside can ask for hours of work
		}
		_, err := decrypt(text, "x")
		if err != nil && !errors.Is(err, ErrKeystore) && !errors.Is(err, ErrPassword) {
			t.Errorf("untyped error %v", err)
		}
	})
}

func BenchmarkSignTx(b *testing.B) {
	key, tx := testKey(b), types.NewTx(allowed())
	b.ReportAllocs()
	for b.Loop() {
		if _, err := key.SignTx(tx, policy); err != nil {
			b.Fatal(err)
		}
	}
}
