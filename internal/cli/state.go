package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"mevbot/internal/amm"
	"mevbot/internal/chain"
	"mevbot/internal/pool"
)

// stateMarket is the market of a pool-state file, or of a folder of them.
func stateMarket(path string) (*pool.Market, error) {
	e, err := readState(path)
	if err != nil {
		return nil, err
	}
	return pool.FromExport(e, pool.Options{})
}

// readState reads a pool-state file, or all of a folder.
func readState(path string) (*pool.Export, error) {
	files := []string{path}
	if info, err := os.Stat(path); err != nil {
		return nil, usage("--state: %v", err)
	} else if info.IsDir() {
		if files, err = filepath.Glob(filepath.Join(globless(path), "*.json")); err != nil {
			return nil, err
		}
		if len(files) == 0 {
			return nil, usage("--state %s: the folder has no *.json; mev-bot pools export --out %s writes some", path, path)
		}
	}
	var all *pool.Export
	for _, file := range files {
		data, err := os.ReadFile(file) //nolint:gosec // the operator names it
		if err != nil {
			return nil, err
		}
		e, err := pool.ParseExport(data)
		if err == nil && all == nil {
			all = e
		} else if err == nil {
			err = all.Join(e)
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
	}
	return all, nil
}

// globless is a path without meaning to Glob.
func globless(path string) string {
	return strings.NewReplacer("*", `\*`, "?", `\?`, "[", `\[`, `\`, `\\`).Replace(path)
}

func (r *root) poolsExport() *cobra.Command {
	var out string
	var block uint64
	cmd := &cobra.Command{
		Use: "export", Short: "Write the state of the pools to a pool-state file", Args: noArgs,
		Long: `Find the pools on the chain, read the state of all of them at one block, and
write it as JSON (docs/pool-state.md): to standard output, to a file, or into a
folder, one file a family. quote and search read it with --state, offline.`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			reader, err := r.connect(cmd)
			if err != nil {
				return err
			}
			defer reader.Close()
			m, err := reader.MarketAt(cmd.Context(), chain.Block(block))
			if err != nil {
				return err
			}
			e := m.Export()
			switch {
			case out == "":
				text, err := stateText(e)
				if err == nil {
					_, err = cmd.OutOrStdout().Write(text)
				}
				return err
			case isFolder(out):
				return writeFolder(out, e)
			default:
				return writeState(out, e)
			}
		},
	}
	cmd.Flags().StringVar(&out, "out", "", "file, or a folder for one file a family (a name that ends in / is one)")
	cmd.Flags().Uint64Var(&block, "block", 0, "block to read; 0 is the newest. Old ones need an archive node")
	return cmd
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return strings.HasSuffix(path, string(filepath.Separator)) || err == nil && info.IsDir()
}

// writeFolder writes one file a family, and refuses a folder that holds files
// of which it knows nothing: readers take all that is there.
func writeFolder(dir string, e *pool.Export) error {
	if err := os.MkdirAll(dir, 0o755); err != nil { //nolint:gosec // nothing secret: what is on the chain
		return fmt.Errorf("make the folder: %w", err)
	}
	families := []amm.Family{amm.ConstantProduct, amm.Concentrated}
	ours := map[string]bool{}
	for _, f := range families {
		ours[f.String()+".json"] = true
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, entry := range entries {
		if name := entry.Name(); filepath.Ext(name) == ".json" && !ours[name] {
			return usage("--out %s: the folder holds %s, which would be read with the pools: remove it, or name another folder", dir, name)
		}
	}
	for _, f := range families {
		if err := writeState(filepath.Join(dir, f.String()+".json"), e.Of(f)); err != nil {
			return err
		}
	}
	return nil
}

// writeState writes a file as a whole or not at all.
func writeState(path string, e *pool.Export) error {
	text, err := stateText(e)
	if err != nil {
		return err
	}
	temporary := path + ".new"
	if err := os.WriteFile(temporary, text, 0o644); err != nil { //nolint:gosec // nothing secret: what is on the chain
		return fmt.Errorf("write the pool state: %w", err)
	}
	if err := os.Rename(temporary, path); err != nil {
		return errors.Join(fmt.Errorf("write the pool state: %w", err), ignoreMissing(os.Remove(temporary)))
	}
	return nil
}

func ignoreMissing(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

func stateText(e *pool.Export) ([]byte, error) {
	text, err := json.MarshalIndent(e, "", "  ")
	return append(text, '\n'), err
}
