package artifact

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/crypto"
)

func load(t *testing.T, name string) *Artifact {
	t.Helper()
	a, err := Load(name)
	if errors.Is(err, ErrMissing) {
		t.Skip("third-party contracts are absent: run `make contracts`")
	}
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestMissingArtifactSaysWhatToRun(t *testing.T) {
	_, err := Load("NoSuchContract")
	if !errors.Is(err, ErrMissing) || !strings.Contains(err.Error(), "make contracts") || !strings.Contains(err.Error(), "NoSuchContract") {
		t.Errorf("got %v", err)
	}
}

func TestEveryArtifactLoads(t *testing.T) {
	load(t, "WETH9")
	if got := len(Names()); got != 18 {
		t.Errorf("%d artifacts are embedded, want 18: %v", got, Names())
	}
	for _, name := range Names() {
		a := load(t, name)
		if a.Name != name || len(a.Bytecode) < 500 || len(a.ABI.Methods) == 0 {
			t.Errorf("%s: %d bytes of code, %d methods", name, len(a.Bytecode), len(a.ABI.Methods))
		}
	}
	if a := load(t, "Multicall3"); len(a.Deployed) == 0 || !bytes.Contains(a.Bytecode, a.Deployed) {
		t.Error("Multicall3 has no runtime code that its creation code carries")
	}
}

// Routers compute a pool's address from the hash of its creation code, so a
// router works only with the pools of its own build. The hashes are those of
// the published deployments.
func TestPoolsAreThoseTheRoutersExpect(t *testing.T) {
	for _, tc := range []struct{ pool, hash string }{
		{"UniswapV2Pair", "96e8ac4277198ff8b6f785478aa9a39f403cb768dd02cbee326c3e7da348845f"},
		{"UniswapV3Pool", "e34f199b19b2b4f47f68442619d555527d244f78a3297ea89325f843f87b8b54"},
	} {
		hash := crypto.Keccak256Hash(load(t, tc.pool).Bytecode)
		if got := strings.TrimPrefix(hash.Hex(), "0x"); got != tc.hash {
			t.Errorf("%s: init code hash %s, want %s", tc.pool, got, tc.hash)
		}
		users := map[string][]string{
			"UniswapV2Pair": {"UniswapV2Router02", "SwapRouter02"},
			"UniswapV3Pool": {"SwapRouter", "SwapRouter02", "QuoterV2", "NonfungiblePositionManager"},
		}
		for _, name := range users[tc.pool] {
			if !bytes.Contains(load(t, name).Bytecode, hash[:]) {
				t.Errorf("%s does not carry the init code hash of %s", name, tc.pool)
			}
		}
	}
}
