//go:build !nodevnet

package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"math/big"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"mevbot/internal/artifact"
	"mevbot/internal/config"
	"mevbot/internal/rpc"
)

// The test binary is the real program when this variable is set.
const asProgram = "MEV_BOT_TEST_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) == "" {
		os.Exit(m.Run())
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	code := Execute(ctx, os.Args[1:], nil, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// program starts the program in a process of its own.
func program(t *testing.T, args ...string) (*exec.Cmd, *bytes.Buffer) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	var said bytes.Buffer
	cmd := exec.Command(self, args...)
	cmd.Env = append(os.Environ(), asProgram+"=1")
	cmd.Stdout, cmd.Stderr = &said, &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	return cmd, &said
}

func eventually(t *testing.T, what string, said *bytes.Buffer, f func() bool) {
	t.Helper()
	for deadline := time.Now().Add(90 * time.Second); !f(); time.Sleep(100 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("%s: never; the program said:\n%s", what, said)
		}
	}
}

// The chain and the bot as two processes that share only a file with URLs and
// addresses. The bot is killed in the middle and started again. What its
// ledger says must be what the chain says.
func TestTwoProcessesAgreeOverAKill(t *testing.T) {
	if _, err := artifact.Load("UniswapV3Pool"); errors.Is(err, artifact.ErrMissing) {
		t.Skip("the real contracts are missing: run make contracts")
	}
	dir := t.TempDir()
	file := filepath.Join(dir, "config.yaml")
	_, chainSaid := program(t, "devnet", "--seed", "5", "--dir", dir, "--http", "127.0.0.1:0", "--ws", "127.0.0.1:0", "--feed", "127.0.0.1:0")
	eventually(t, "the chain writes a configuration", chainSaid, func() bool { _, err := os.Stat(file); return err == nil })

	start := func() (*exec.Cmd, *bytes.Buffer) {
		return program(t, append([]string{"run", "-c", file}, quiet...)...)
	}
	type trade struct {
		State string `json:"state"`
		Net   string `json:"net_wei"`
	}
	trades := func() (list []trade, net *big.Int) {
		_, out, _ := run(t.Context(), t, "trades", "-c", file, "--json", "--count", "1000")
		_ = json.Unmarshal([]byte(out), &list)
		net = new(big.Int)
		for _, one := range list {
			if v, ok := new(big.Int).SetString(one.Net, 10); ok {
				net.Add(net, v)
			}
		}
		return list, net
	}
	attempts := func(n int) func() bool {
		return func() bool { list, _ := trades(); return len(list) >= n }
	}
	bot, said := start()
	eventually(t, "two attempts", said, attempts(2))
	if err := bot.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = bot.Wait()
	before, _ := trades()
	bot, said = start()
	eventually(t, "two more attempts after the kill", said, attempts(len(before)+2))
	if err := bot.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := bot.Wait(); err != nil {
		t.Fatalf("after SIGTERM: %v\n%s", err, said)
	}
	list, net := trades()
	for _, one := range list {
		if one.State != "landed" && one.State != "failed" && one.State != "refused" {
			t.Errorf("an attempt is left %s", one.State)
		}
	}
	if got := earned(t, file); got.Cmp(net) != 0 {
		t.Errorf("the ledger says %s wei net, the chain says %s", net, got)
	}
}

// earned is what the operator has more than the one ether of the genesis, as
// the chain says.
func earned(t *testing.T, file string) *big.Int {
	t.Helper()
	cfg, err := config.Load(config.Sources{File: file})
	if err != nil {
		t.Fatal(err)
	}
	client, err := rpc.New(rpc.Options{HTTP: cfg.RPC.HTTP[0].Reveal()})
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	_, shown, _ := run(t.Context(), t, "keys", "show", "-c", file)
	operator := common.HexToAddress(shown[:42])
	wallet, err := client.Balance(t.Context(), operator, rpc.AtLatest())
	if err != nil {
		t.Fatal(err)
	}
	total := wallet.ToBig()
	for _, owner := range []common.Address{operator, cfg.Trading.Executor} {
		data := append(common.FromHex("0x70a08231"), common.LeftPadBytes(owner.Bytes(), 32)...)
		out, err := client.CallContract(t.Context(), common.Address{}, cfg.DEX.BaseToken, data, rpc.AtLatest())
		if err != nil {
			t.Fatal(err)
		}
		total.Add(total, new(big.Int).SetBytes(out))
	}
	return total.Sub(total, big.NewInt(1e18))
}
