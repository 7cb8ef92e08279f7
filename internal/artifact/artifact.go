// Package artifact holds the third-party contracts of the local chain and of
// the exactness tests: Uniswap V2 and V3, WETH9, Multicall3, as published on npm.
//
// The code is embedded at build time from a folder that "make contracts" fills
// and git ignores, so a binary carries what was there when it was built and
// needs no npm when it runs. In a clean clone the folder is empty, every Load
// answers ErrMissing, and everything but the local chain still works: the bot
// reads foreign contracts through the committed package bindings.
package artifact

import (
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/ethereum/go-ethereum/accounts/abi"
	"github.com/ethereum/go-ethereum/common/hexutil"
)

//go:embed all:data
var data embed.FS

// ErrMissing says that the artifact was not there when the program was built.
var ErrMissing = errors.New("contract artifact is missing: run `make contracts` and build again")

// Artifact is a compiled contract.
type Artifact struct {
	Name string
	ABI  abi.ABI
	// Bytecode creates the contract; constructor arguments are appended to it.
	Bytecode []byte
	// Deployed is the runtime code, for placing a contract in a genesis. It is
	// nil for contracts whose published runtime code is not usable by itself;
	// Multicall3 has it.
	Deployed []byte
}

// Load reads the artifact of a contract by its name, such as "UniswapV3Pool".
// The error is ErrMissing where the program was built without it.
func Load(name string) (*Artifact, error) {
	raw, err := data.ReadFile("data/" + name + ".json")
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%s: %w", name, ErrMissing)
	}
	if err != nil {
		return nil, fmt.Errorf("read artifact %s: %w", name, err)
	}
	var file struct {
		ABI      abi.ABI       `json:"abi"`
		Bytecode hexutil.Bytes `json:"bytecode"`
		Deployed hexutil.Bytes `json:"deployedBytecode"`
	}
	if err := json.Unmarshal(raw, &file); err != nil {
		return nil, fmt.Errorf("read artifact %s: %w", name, err)
	}
	if len(file.Bytecode) == 0 {
		return nil, fmt.Errorf("read artifact %s: no bytecode", name)
	}
	return &Artifact{Name: name, ABI: file.ABI, Bytecode: file.Bytecode, Deployed: file.Deployed}, nil
}

// Names lists the artifacts that Load can read, sorted; empty in a clean clone.
func Names() []string {
	entries, err := data.ReadDir("data")
	if err != nil {
		return nil // the embedded folder always exists
	}
	var names []string
	for _, e := range entries {
		if name, ok := strings.CutSuffix(e.Name(), ".json"); ok {
			names = append(names, name)
		}
	}
	return names
}
