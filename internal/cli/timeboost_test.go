//go:build !nodevnet

package cli

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/accounts/keystore"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/crypto"

	"mevbot/internal/artifact"
	"mevbot/internal/demo"
	"mevbot/internal/devnet"
)

// laneFixture is a local chain with Timeboost that mines while the test runs. It
// runs ahead by what is added to its clock.
func laneFixture(t *testing.T) (*demo.Local, *atomic.Int64) {
	t.Helper()
	ahead := new(atomic.Int64)
	if _, err := artifact.Load("ExpressLaneAuction"); errors.Is(err, artifact.ErrMissing) {
		t.Skip("the real contracts are missing: run make contracts")
	}
	local, err := demo.StartLocal(t.Context(), demo.LocalOptions{
		Seed: 1, Dir: t.TempDir(), Listen: demo.Listen{HTTP: "127.0.0.1:0", WS: "127.0.0.1:0", Feed: "127.0.0.1:0"}, Ordering: devnet.Timeboost,
		Now:    func() time.Time { return time.Now().Add(time.Duration(ahead.Load())) },
		Logger: slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelWarn})),
	})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { defer close(done); _ = local.Run(ctx) }()
	t.Cleanup(func() { cancel(); <-done; local.Close() })
	return local, ahead
}

// laneSession types timeboost commands.
type laneSession struct{ session }

func (s *laneSession) status(args ...string) (row laneRow) {
	s.Helper()
	out, _ := s.enter(exitOK, append([]string{"timeboost", "status", "--json"}, args...)...)
	row.laneAccount = &laneAccount{}
	if err := json.Unmarshal([]byte(out), &row); err != nil {
		s.Fatalf("%v: %s", err, out)
	}
	return row
}

// bidding waits for a round in which there is time to bid.
func (s *laneSession) bidding(ahead *atomic.Int64) {
	s.Helper()
	for row := s.status(); !row.Open || row.Closes.Sub(row.Now) < 25*time.Second; row = s.status() {
		ahead.Add(int64(5 * time.Second))
	}
}

func TestTimeboostCommands(t *testing.T) {
	local, ahead := laneFixture(t)
	bidder, owner := ownerFiles(t)
	s := &laneSession{session{T: t, local: local, owner: owner}}
	account := []string{"--account", bidder.Hex()}
	with := func(args ...string) []string {
		return append(append(append([]string{"timeboost"}, args...), owner...), "--yes")
	}
	s.says(exitUsage, []string{"timeboost", "status", "--set", "timeboost.auction=0x0000000000000000000000000000000000000000"}, "timeboost.auction is not set")
	s.says(exitUsage, with("bid", "--amount", "0.01", "--set", "timeboost.max_bid_wei=0"), "no cap for bids")
	s.says(exitOK, []string{"timeboost", "status"}, "controlled by nobody", "reserve  0.001", "max bid  0.5")
	s.bidding(ahead)
	s.says(exitRuntime, with("bid", "--amount", "0.002"), "NOT_DEPOSITOR", "mev-bot timeboost deposit")
	s.says(exitRuntime, with("withdraw"), "nothing to withdraw")
	s.says(exitUsage, with("deposit", "--amount", "0"), "want whole tokens above zero")
	s.says(exitRuntime, with("deposit", "--amount", "200000000"), "add --wrap")
	s.says(exitOK, append(with("deposit", "--amount", "0.1"), "--dry-run"), "let ", "follows as a transaction of its own")
	s.says(exitOK, with("deposit", "--amount", "0.1"), "let ", "deposit 0.1 of token", "deposit  0.1, and ")
	s.says(exitUsage, with("bid", "--amount", "0.6"), "above the cap of 0.5")
	s.says(exitUsage, with("bid", "--amount", "0.01", "--max-bid", "none"), "want whole tokens above zero")
	s.bidding(ahead)
	s.says(exitRuntime, with("bid", "--amount", "0.0009"), "RESERVE_PRICE_NOT_MET")
	s.bidding(ahead)
	s.says(exitRuntime, with("bid", "--amount", "0.2"), "INSUFFICIENT_BALANCE", "the deposit is 0.1")
	s.bidding(ahead)
	s.says(exitOK, append(with("bid", "--amount", "0.05"), "--dry-run"), "bid 0.05 of token", "controller  "+local.Operator.Hex())
	s.bidding(ahead)
	out := s.says(exitOK, with("bid", "--amount", "0.05", "--json"), `"kind":"bid"`)
	var bid struct {
		Hash, Signature hexutil.Bytes
		Params          struct{ Round hexutil.Uint64 }
	}
	_, object, _ := strings.Cut(out, "{")
	if err := json.Unmarshal([]byte("{"+object), &bid); err != nil || len(bid.Hash) != 32 || len(bid.Signature) != 65 {
		t.Fatalf("%v: %s", err, out)
	}
	// Nobody else bids: the bidder pays the reserve price, the operator has the lane.
	round := uint64(bid.Params.Round)
	row := s.status(account...)
	for ; row.Round < round; row = s.status(account...) {
		ahead.Add(int64(2 * time.Second))
		time.Sleep(100 * time.Millisecond)
	}
	if row.Round != round || row.Controller == nil || *row.Controller != local.Operator || row.Deposit != "0.099" {
		t.Errorf("%+v, %+v", row, row.laneAccount)
	}

	s.says(exitOK, with("withdraw"), "begin to withdraw the whole deposit of 0.099", "withdrawal  of 0.099, due in round")
	s.says(exitRuntime, with("withdraw"), "the withdrawal is not due before round", "repeat the command after")
	s.says(exitRuntime, with("deposit", "--amount", "0.01"), "a withdrawal of 0.099 is under way", "--cancel-withdrawal")
	row = s.status(account...)
	for due := row.Due; row.Round < due; row = s.status(account...) {
		ahead.Add(int64(20 * time.Second))
	}
	s.says(exitOK, with("withdraw"), "finish the withdrawal of 0.099", "deposit  0, and ")
	// What the wallet lacks is wrapped, exactly that.
	s.says(exitOK, with("deposit", "--wrap", "--amount", "142857143"), "wrap 0.", "let ", "deposit  142857143, and 0 in the wallet")

	operator := []string{"--owner-keystore", filepath.Join(local.Dir, "operator.json"), "--owner-password-file", filepath.Join(local.Dir, "operator.password"), "--yes"}
	for _, args := range [][]string{{"deposit", "--amount", "1"}, {"withdraw"}} {
		s.says(exitUsage, append(append([]string{"timeboost"}, args...), operator...), "is the operator")
	}
	s.says(exitUsage, []string{"timeboost", "bid", "--amount", "1"}, "--owner-keystore")
	s.says(exitRuntime, []string{"timeboost", "status", "--set", "timeboost.auction=" + bidder.Hex()}, "no express lane auction", "correct the address")
	s.says(exitRuntime, []string{"timeboost", "status", "--set", "timeboost.auction=" + local.Market.Addresses().WETH.Hex()}, "no express lane auction")
}

// What is signed offline is what nitro's own code signs.
func TestTimeboostSign(t *testing.T) {
	private, err := crypto.HexToECDSA("93be75cc4df7acbb636b6abe6de2c0446235ac1dc7da9f290a70d83f088b486d")
	if err != nil {
		t.Fatal(err)
	}
	address := crypto.PubkeyToAddress(private.PublicKey)
	text, err := keystore.EncryptKey(&keystore.Key{Address: address, PrivateKey: private}, "owner", 2, 1)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	key := []string{"--owner-keystore", write(t, dir, "k.json", string(text)), "--owner-password-file", write(t, dir, "k.password", "owner\n")}
	const tx = "0x02f86a82a4b180808401312d008252089400000000000000000000000000000000000000bb0783010203c001a02bff5a22d5cd037882ea37cd385d80aac2ca0c032d9d5b6f54717e61a172f82b9f199465b4fba95d0cbd5ce0a03f5407e36f80aa1ace01a5565b8a9650ab4e93"
	bid := []string{"bid", "--round", "1", "--amount", "0.000000000000000001", "--max-bid", "1", "--controller", address.Hex()}
	submission := []string{"submission", "--round", strconv.Itoa(0x1fd28), "--sequence", "0", "--tx", tx}
	const one = "42161"
	for _, tc := range []struct {
		code  int
		args  []string
		texts []string
	}{
		{exitOK, append(bid, "--chain-id", one), []string{
			`"hash":"0xf12c00eba7725383dfa81ba1687ea0d4e63e9a4f1584e0f0a785cbedf59aa067"`, `"signer":"0xf5a1a0d34acf49bc32cc3520d5416866a9e69c14"`,
			`"signature":"0x1971f3edfb756111bb5d6513f980074b55a8bf0f0b9c47c1d28527ae0d4426e5789b6783a815a7528055d633e8cb38009cd16c77472bff463ba465140d2da5411c"`,
			`"params":{"chainId":"0xa4b1","expressLaneController":"0xf5a1a0d34acf49bc32cc3520d5416866a9e69c14","auctionContractAddress":"0x5fcb496a31b7ae91e7c9078ec662bd7a55cd3079","round":"0x1","amount":"0x1","signature":"0x1971`,
		}},
		{exitOK, append(submission, "--chain-id", one), []string{
			`"hash":"0x496251fd61e90698f395f4ae23efcdbe005de3c61cce8f458c62c61579931765"`, `"options":null,"sequenceNumber":"0x0"`,
			`"signature":"0x2d59c638239354e4c856ad1e3a9c8b8b474fa07077e8a156ecb5c30ab1af552e606abd72ba3c5c25ebe0ca3281da25659775c5575b4bd50a940b1933a2b12ba31c"`,
		}},
		{exitOK, append(submission, "--chain-id", one, "--sequence", "none"), []string{`"sequenceNumber":"0xffffffffffffffff"`}},
		{exitUsage, bid, []string{"--chain-id and --auction are required"}},
		{exitUsage, append(bid, "--chain-id", "7"), []string{"--chain-id and --auction are required"}},
		{exitUsage, append(bid, "--chain-id", one, "--amount", "2"), []string{"above the cap of 1"}},
		{exitUsage, append(bid, "--chain-id", one, "--amount", "x"), []string{"want whole tokens above zero"}},
		{exitUsage, append(bid, "--chain-id", one, "--max-bid", ""), []string{"no cap for bids"}},
		{exitUsage, append(bid, "--chain-id", one, "--controller", ""), []string{"--controller is required"}},
		{exitUsage, append(bid, "--chain-id", one, "--round", "-1"), []string{"--round is required"}},
		{exitUsage, append(bid, "--chain-id", one, "--auction", "here"), []string{"--auction"}},
		{exitUsage, append(submission, "--chain-id", "42170"), []string{"--tx is for chain 42161, the submission for chain 42170"}},
		{exitUsage, append(submission, "--chain-id", one, "--sequence", "-1"), []string{"want a number from 0 on, or none"}},
		{exitUsage, append(submission, "--chain-id", one, "--tx", "0x1234"), []string{"not a signed transaction"}},
		{exitUsage, append(submission, "--chain-id", one, "--tx", "1234"), []string{"0x and hex digits"}},
		{exitConfig, append(bid, "--chain-id", one, "--owner-password-file", write(t, dir, "wrong", "wrong\n")), []string{"does not open"}},
	} {
		args := append(append([]string{"timeboost", "sign"}, tc.args[0]), append(append([]string{}, key...), tc.args[1:]...)...)
		code, stdout, stderr := run(t.Context(), t, args...)
		if code != tc.code {
			t.Errorf("%q: exit %d, want %d: %s", tc.args, code, tc.code, stderr)
		}
		for _, text := range tc.texts {
			if !strings.Contains(stdout+stderr, text) {
				t.Errorf("%q does not say %q: %q %q", tc.args, text, stdout, stderr)
			}
		}
	}
}
