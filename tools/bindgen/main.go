// Command bindgen writes a Go binding for each compiled contract of ours.
//
// It runs go-ethereum's abigen (version 2) on every contracts/out/NAME.json and
// adds the runtime code where a contract can be placed in a genesis as it is, and
// otherwise where that code lies in the creation code and which of its bytes the
// constructor writes, so that deployed code can be compared.
// abigen's own command cannot: it takes one contract at a time and knows no
// runtime code. Same input, same output.
//
//	go run mevbot/tools/bindgen -in contracts/out -out internal/bindings
package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"go/format"
	"log"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/ethereum/go-ethereum/accounts/abi/abigen"
)

var outputType = regexp.MustCompile(`(?m)^\s*type (\w+Output) struct`)

func main() {
	log.SetFlags(0)
	in := flag.String("in", "", "folder of compiled contracts, NAME.json each")
	out := flag.String("out", "", "folder of the Go package to write")
	flag.Parse()
	if err := run(*in, *out); err != nil {
		log.Fatal("bindgen: ", err)
	}
}

func run(in, out string) error {
	files, err := filepath.Glob(filepath.Join(in, "*.json"))
	if err != nil {
		return err
	}
	if len(files) == 0 {
		return fmt.Errorf("no compiled contracts in %s: run `make contracts`", in)
	}
	old, err := filepath.Glob(filepath.Join(out, "*.gen.go"))
	if err != nil {
		return err
	}
	for _, file := range old {
		if err := os.Remove(file); err != nil {
			return err
		}
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".json")
		code, err := binding(name, file)
		if err != nil {
			return fmt.Errorf("bind %s: %w", name, err)
		}
		path := filepath.Join(out, strings.ToLower(name)+".gen.go")
		if err := os.WriteFile(path, code, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// binding is the Go source of one contract.
func binding(name, file string) ([]byte, error) {
	raw, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var contract struct {
		ABI        json.RawMessage `json:"abi"`
		Bytecode   string          `json:"bytecode"`
		Runtime    string          `json:"deployedBytecode"`
		Template   string          `json:"template"`
		Immutables [][]int         `json:"immutables"`
	}
	if err := json.Unmarshal(raw, &contract); err != nil {
		return nil, err
	}
	code, err := abigen.BindV2([]string{name}, []string{string(contract.ABI)}, []string{contract.Bytecode}, "bindings", nil, nil)
	if err != nil {
		return nil, err
	}
	// abigen names the answer of a method METHODOutput; two contracts with a
	// method of the same name would collide in one package.
	for _, m := range outputType.FindAllStringSubmatch(code, -1) {
		code = regexp.MustCompile(`\b`+m[1]+`\b`).ReplaceAllString(code, name+m[1])
	}
	if contract.Runtime != "" {
		code += fmt.Sprintf("\n// %sRuntime is the code of a deployed %s, in hex: it has no immutables,\n// so it can be placed in a genesis.\nconst %sRuntime = %q\n", name, name, name, contract.Runtime)
	}
	if contract.Template != "" {
		at := strings.Index(contract.Bytecode, strings.TrimPrefix(contract.Template, "0x"))
		if at < 2 || at%2 != 0 || at+len(contract.Template)-2 != len(contract.Bytecode) {
			return nil, errors.New("the runtime code is not the end of the creation code")
		}
		code += fmt.Sprintf("\n// %sRuntimeAt is the byte of %sMetaData.Bin at which the code of a deployed\n// %s begins. It ends with it.\nconst %sRuntimeAt = %d\n", name, name, name, name, at/2-1)
		code += fmt.Sprintf("\n// %sImmutables are, for each immutable in the order of declaration, the bytes\n// of that code at which the constructor writes it, 32 bytes each. Bin has zeros there.\nfunc %sImmutables() [][]int { return %#v }\n", name, name, contract.Immutables)
	}
	return format.Source([]byte(code))
}
