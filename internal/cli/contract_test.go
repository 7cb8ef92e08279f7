//go:build !nodevnet

package cli

import (
	"context"
	"crypto/ecdsa"
	"encoding/json"
	"fmt"
	"math/big"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/accounts/keystore"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/ethclient"

	"mevbot/internal/bindings"
	"mevbot/internal/demo"
)

// ownerFiles are the key files of the local chain's deployer, who owns its
// executor. Its key follows from a public text.
func ownerFiles(t *testing.T) (address common.Address, flags []string) {
	t.Helper()
	private := ownerKey(t)
	address = crypto.PubkeyToAddress(private.PublicKey)
	text, err := keystore.EncryptKey(&keystore.Key{Address: address, PrivateKey: private}, "owner", 2, 1)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	return address, []string{
		"--owner-keystore", write(t, dir, "owner.json", string(text)),
		"--owner-password-file", write(t, dir, "owner.password", "owner\n"),
	}
}

func ownerKey(t *testing.T) *ecdsa.PrivateKey {
	t.Helper()
	private, err := crypto.ToECDSA(crypto.Keccak256([]byte("mev-bot local chain account 0")))
	if err != nil {
		t.Fatal(err)
	}
	return private
}

// session types commands against a local chain.
type session struct {
	*testing.T
	local *demo.Local
	owner []string
}

func (s *session) enter(want int, args ...string) (stdout, stderr string) {
	s.Helper()
	code, stdout, stderr := run(s.Context(), s.T, append(args, "-c", s.local.ConfigFile)...)
	if code != want {
		s.Errorf("%q: exit %d, want %d; said %q %q", args, code, want, stdout, stderr)
	}
	return stdout, stderr
}

// says asserts that a command ends with a code and says some things.
func (s *session) says(want int, args []string, texts ...string) string {
	s.Helper()
	stdout, stderr := s.enter(want, args...)
	for _, text := range texts {
		if !strings.Contains(stdout+stderr, text) {
			s.Errorf("%q does not say %q: %q %q", args, text, stdout, stderr)
		}
	}
	return stdout
}

// as is a command of the owner.
func (s *session) as(args ...string) []string { return append(args, s.owner...) }

// An owner deploys an executor, gives it to the operator, pauses, resumes,
// sweeps, tops the operator up, and the bot's own checks follow.
func TestAnOwnerAtWork(t *testing.T) {
	local := chainFixture(t)
	address, flags := ownerFiles(t)
	s := &session{t, local, flags}
	treasury := common.HexToAddress("0x7ea5").Hex()
	operator := local.Operator.Hex()

	deploy := s.as("contract", "deploy", "--treasury", treasury, "--operator", operator)
	plan := s.says(exitOK, append(deploy, "--dry-run"), "412346", "deploy the executor", address.Hex(), treasury, operator, "creates", "at most")
	created := regexp.MustCompile(`creates +(0x\w{40})`).FindStringSubmatch(plan)
	if created == nil {
		t.Fatalf("no address in %q", plan)
	}
	s.says(exitCheck, []string{"contract", "verify", "--address", created[1]}, "no contract") // a dry run sends nothing
	s.says(exitUsage, deploy, "--yes")                                                        // nobody to ask
	out := s.says(exitOK, append(deploy, "--yes"), "sending 0x", "included in block", `executor: "`+created[1]+`"`, "live_chain_id: 412346")
	hash := regexp.MustCompile(`sending (0x\w{64})`).FindStringSubmatch(out)
	s.says(exitOK, []string{"contract", "receipt", hash[1]}, "succeeded in block")
	s.says(exitCheck, []string{"contract", "receipt", "0x" + strings.Repeat("11", 32)}, "not found")
	s.says(exitOK, []string{"contract", "verify", "--address", created[1]}, operator, treasury, "running")

	at := []string{"--address", created[1]}
	s.says(exitOK, append(s.as("contract", "pause", "--yes"), at...), "pause executor")
	s.says(exitCheck, append([]string{"contract", "verify"}, at...), "paused", "mev-bot contract unpause")
	s.says(exitOK, append(s.as("contract", "unpause", "--yes"), at...))
	s.says(exitOK, append(s.as("contract", "set-operator", "--yes", "--operator", treasury), at...), "set the operator")
	s.says(exitCheck, append([]string{"contract", "verify"}, at...), "operator is "+treasury, "wanted is "+operator)
	s.says(exitOK, append([]string{"contract", "verify", "--operator", treasury}, at...))
	shown, _ := s.enter(exitCheck, append([]string{"contract", "verify", "--json"}, at...)...)
	var state struct {
		Owner       string `json:"owner"`
		Paused      bool   `json:"paused"`
		Differences []struct{ Field string }
	}
	if err := json.Unmarshal([]byte(shown), &state); err != nil || !strings.EqualFold(state.Owner, address.Hex()) || len(state.Differences) != 1 || state.Differences[0].Field != "operator" {
		t.Errorf("verify --json: %q, %v", shown, err)
	}

	weth := local.Market.Addresses().WETH.Hex()
	s.says(exitRuntime, append(s.as("contract", "sweep", "--yes", "--token", weth), at...), "nothing to sweep")
	s.says(exitRuntime, append(s.as("contract", "sweep", "--yes", "--token", "native"), at...), "nothing to sweep")
	s.says(exitOK, []string{"keys", "show", "--node"}, operator, "1000000000000000000 wei", "nonce 0")
	s.says(exitOK, s.as("contract", "fund", "--yes", "--amount", "0.5"), "pay 500000000000000000 wei to "+operator)
	s.says(exitOK, []string{"keys", "list", "--node", "--json"}, `"balance_wei":"1500000000000000000"`, `"nonce":0`)

	s.giveWETH(common.HexToAddress(created[1]), 77)
	s.says(exitOK, append(s.as("contract", "sweep", "--yes", "--token", weth), at...), "sweep "+weth, ": 77 of its smallest unit", "included")
	s.says(exitRuntime, append(s.as("contract", "sweep", "--yes", "--token", weth), at...), "nothing to sweep")
}

// giveWETH sends some of the deployer's WETH, as anybody could.
func (s *session) giveWETH(to common.Address, wei int64) {
	s.Helper()
	c, err := ethclient.DialContext(s.Context(), s.local.Chain.HTTPURL())
	if err != nil {
		s.Fatal(err)
	}
	defer c.Close()
	key := ownerKey(s.T)
	nonce, err := c.NonceAt(s.Context(), crypto.PubkeyToAddress(key.PublicKey), nil)
	if err != nil {
		s.Fatal(err)
	}
	erc, weth := bindings.NewToken(), s.local.Market.Addresses().WETH
	tx, err := types.SignNewTx(key, types.LatestSignerForChainID(big.NewInt(412346)), &types.DynamicFeeTx{
		ChainID: big.NewInt(412346), Nonce: nonce, To: &weth, Data: erc.PackTransfer(to, big.NewInt(wei)), Gas: 200_000, GasFeeCap: big.NewInt(1e12),
	})
	if err == nil {
		err = c.SendTransaction(s.Context(), tx)
	}
	if err != nil {
		s.Fatal(err)
	}
	// The sequencer answers before the node has the block.
	for range 500 {
		if _, err = c.TransactionReceipt(s.Context(), tx.Hash()); err == nil {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	s.Fatalf("%s has no receipt: %v", tx.Hash(), err)
}

// What the owner's commands refuse, each with a sentence and its exit code.
func TestOwnersMistakes(t *testing.T) {
	local := chainFixture(t)
	address, flags := ownerFiles(t)
	s := &session{t, local, flags}
	operatorFiles := []string{"--owner-keystore", filepath.Join(local.Dir, "operator.json"), "--owner-password-file", filepath.Join(local.Dir, "operator.password")}
	wrong := write(t, t.TempDir(), "password", "wrong\n")
	addresses := local.Market.Addresses()
	zero, other := common.Address{}.Hex(), common.HexToAddress("0x7ea5").Hex()
	for _, tc := range []struct {
		code int
		args []string
		says string
	}{
		{exitUsage, []string{"contract", "pause"}, "--owner-keystore"},
		{exitUsage, s.as("contract", "deploy", "--operator", other), "--treasury"},
		{exitUsage, s.as("contract", "deploy", "--operator", other, "--treasury", zero), "zero address"},
		{exitUsage, s.as("contract", "deploy", "--operator", address.Hex(), "--treasury", other), "same account"},
		{exitUsage, s.as("contract", "set-operator", "--operator", address.Hex()), "same account"},
		{exitUsage, s.as("contract", "fund", "--amount", "0"), "--amount"},
		{exitUsage, s.as("contract", "sweep", "--token", "WETH"), "--token"},
		{exitUsage, []string{"contract", "receipt", "0x12"}, "hash"},
		{exitUsage, []string{"contract", "verify", "--address", "here"}, "--address"},
		{exitConfig, []string{"contract", "pause", "--owner-keystore", "/nowhere", "--owner-password-file", wrong}, "/nowhere"},
		{exitConfig, append(s.as("contract", "pause", "--yes"), "--owner-password-file", wrong), "does not open"},
		{exitCorrupt, append(s.as("contract", "pause", "--yes"), "--address", addresses.Opaque.Hex()), "code hash 0x"},
		{exitRuntime, append(s.as("contract", "pause", "--yes"), "--address", other), "no contract"},
		{exitRuntime, append([]string{"contract", "unpause", "--yes"}, operatorFiles...), "NotOwner"},
		{exitRuntime, append([]string{"contract", "fund", "--to", other, "--amount", "5", "--yes"}, operatorFiles...), "not enough funds"},
		{exitRuntime, append(s.as("contract", "pause", "--yes"), "--set", "trading.max_gas_price_wei=1"), "trading.max_gas_price_wei"},
		{exitUnreachable, append(s.as("contract", "pause", "--yes"), "--set", "rpc.http=http://127.0.0.1:1"), "rpc.http"},
		{exitCheck, []string{"contract", "verify", "--set", "dex.base_token=" + addresses.Tokens[2].Address.Hex()}, "base token"},
		{exitCheck, []string{"contract", "verify", "--address", addresses.Opaque.Hex()}, "not the executor of this version"},
	} {
		t.Run(fmt.Sprint(tc.args[:2], tc.says), func(t *testing.T) {
			s := &session{t, local, flags}
			_, stderr := s.enter(tc.code, tc.args...)
			if !strings.Contains(stderr, tc.says) || !oneLine(stderr) {
				t.Errorf("said %q, want %q in one line", stderr, tc.says)
			}
		})
	}
}

// A live bot does not start with an executor that is not its own, is paused or
// obeys another key, nor without money for gas; doctor says the same.
func TestALiveBotNeedsItsExecutor(t *testing.T) {
	local := chainFixture(t)
	_, flags := ownerFiles(t)
	s := &session{t, local, flags}
	addresses := local.Market.Addresses()
	foreign := filepath.Join(t.TempDir(), "other.json")
	if code, _, stderr := run(t.Context(), t, "keys", "new", "--keystore", foreign, "--password-file", filepath.Join(local.Dir, "operator.password")); code != exitOK {
		t.Fatal(stderr)
	}
	refuses := func(code int, says string, set ...string) {
		t.Helper()
		args := append([]string{}, quiet...)
		for _, one := range set {
			args = append(args, "--set", one)
		}
		_, stderr := s.enter(code, append([]string{"run", "--set", "log.level=error"}, args...)...)
		last := stderr[strings.LastIndex(strings.TrimSuffix(stderr, "\n"), "\n")+1:]
		if !strings.Contains(last, says) || !oneLine(last) {
			t.Errorf("run %v: said %q, want %q", set, last, says)
		}
		s.says(exitCheck, append([]string{"doctor"}, args...), "FAIL", says)
	}
	refuses(exitCorrupt, "this version's is 0x", "trading.executor="+addresses.Opaque.Hex())
	refuses(exitConfig, "no contract at", "trading.executor=0x00000000000000000000000000000000000007e1")
	refuses(exitConfig, "operator is "+local.Operator.Hex(), "keys.keystore="+foreign)
	refuses(exitSafety, "send it at least 1000000000000000000 wei", "risk.min_balance_wei=2 ether")
	s.says(exitOK, s.as("contract", "pause", "--yes"))
	refuses(exitSafety, "is paused: its owner sends")
	s.says(exitOK, s.as("contract", "unpause", "--yes"))
	s.says(exitOK, append([]string{"doctor"}, quiet...), "ok    executor", "ok    balance")
	if _, err := os.Stat(filepath.Join(local.Dir, "mev-bot.sock")); err == nil {
		t.Error("a refused start left its socket")
	}
}

// The owner pauses the executor while the bot trades: the bot finds it out and
// stops until an operator has looked.
func TestALiveBotNoticesAChangedExecutor(t *testing.T) {
	local := chainFixture(t)
	_, flags := ownerFiles(t)
	s := &session{t, local, flags}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan int, 1)
	go func() {
		code, _, _ := run(ctx, t, append([]string{"run", "-c", local.ConfigFile, "--set", "log.level=error", "--set", "health.interval=1s"}, quiet...)...)
		ended <- code
	}()
	defer func() {
		cancel()
		if code := <-ended; code != exitOK {
			t.Errorf("run ended with %d", code)
		}
	}()
	status := func() (level string) {
		_, out, _ := run(t.Context(), t, "status", "-c", local.ConfigFile, "--json")
		var st struct{ Level, Why, Who string }
		_ = json.Unmarshal([]byte(out), &st)
		return strings.Join([]string{st.Level, st.Who, st.Why}, "|")
	}
	until := func(what string) {
		t.Helper()
		for deadline := time.Now().Add(time.Minute); !strings.Contains(status(), what); time.Sleep(100 * time.Millisecond) {
			if time.Now().After(deadline) {
				t.Fatalf("never %q: %s", what, status())
			}
		}
	}
	until("run|")
	s.says(exitOK, s.as("contract", "pause", "--yes"))
	until("pause|limit code_hash|safety stop: executor " + local.Market.Addresses().Executor.Hex() + " is paused")
}
