package profile

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"mevbot/internal/chain"
)

func TestEveryProfileIsWhole(t *testing.T) {
	ids := map[chain.ID]string{}
	for _, name := range Names() {
		p, err := Named(name)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if p.Name != name {
			t.Errorf("%s.yaml says its name is %s", name, p.Name)
		}
		if other, twice := ids[p.ID]; twice {
			t.Errorf("%s and %s have the same id", name, other)
		}
		ids[p.ID] = name
		if name != Custom && (len(p.Factories) == 0 || len(p.Endpoints.RPC) == 0 || len(p.Endpoints.Feed) == 0 || p.Multicall == nil) {
			t.Errorf("%s has no factory, no node, no feed or no multicall", name)
		}
	}
	// The constants of package chain are used where no file is wanted.
	for _, known := range []chain.Profile{chain.ArbitrumOne, chain.Local} {
		if p, err := Named(known.Name); err != nil || p.Chain() != known {
			t.Errorf("%s: file and constant differ: %v", known.Name, err)
		}
	}
	if _, err := Named("arbitrum"); !errors.Is(err, ErrUnknown) {
		t.Errorf("unknown name: %v", err)
	}
	if p, ok := ByID(42170); !ok || p.Name != Nova {
		t.Error("42170 is not Nova")
	}
	if _, ok := ByID(0); ok {
		t.Error("the form to fill in is taken for chain 0")
	}
}

// Each line spoils one thing in a good file.
func TestWhatIsWrongWithAFileIsSaid(t *testing.T) {
	good, err := Text(Local)
	if err != nil {
		t.Fatal(err)
	}
	for old, c := range map[string]struct{ now, want string }{
		"symbol: USDC":                 {"symbol: WETH", "there twice"},
		"base_token: WETH":             {"base_token: WBNB", "is none of tokens"},
		"id: 412346":                   {"id: 0", "id: has to be given"},
		"title: Local chain":           {"titel: Local chain", "field titel not found"},
		"family: uniswap_v3":           {"family: uniswap_v4", "want uniswap_v2 or uniswap_v3"},
		"fee_bps: 30":                  {"fee_bps: 0", "fee_bps is 0"},
		"factory_v3: univ3":            {"factory_v3: univ2-a", "is no uniswap_v3 factory"},
		"url: ws://127.0.0.1:9642":     {"url: http://127.0.0.1:9642", "is no URL with ws://"},
		"heartbeat: 1h":                {"heartbeat: 0s", "heartbeat and decimals"},
		"0x97863e347cFf994E26329987e7": {"0x97863E347cFf994E26329987e7", "EIP-55"},
		"token: LINK":                  {"token: LIN", "is none of tokens"},
		"source: mev-bot devnet\nendp": {"endp", "source has to be given"},
		"decimals: 18":                 {"decimals: 12", "18 decimals"},
	} {
		text := bytes.Replace(good, []byte(old), []byte(c.now), 1)
		if bytes.Equal(text, good) {
			t.Errorf("%q is not in the file", old)
		}
		if _, err := Parse(text); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q for %q: %v, want %q", c.now, old, err, c.want)
		}
	}
	for text, want := range map[string]string{"": "is empty", "[1]": "not a profile", string(good) + "---\n{}\n": "second document"} {
		if _, err := Parse([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.20q: %v, want %q", text, err, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, name := range Names() {
		text, err := Text(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		p, err := Parse(text)
		if (p == nil) == (err == nil) {
			t.Fatal("want a profile or an error")
		}
	})
}
