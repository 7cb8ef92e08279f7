package feed

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
)

// The preset dictionary of the feed's compression (nitro
// wsbroadcastserver/dictionary.go). It is part of nitro and not ours to ship.
const (
	dictionarySize   = 20_023
	dictionarySHA256 = "d96272e5e58bd299c3466bc2c519e210afd192d897a4456c4c88322f8d563fa9"
)

// ErrDictionary means: a file is not the feed's compression dictionary.
var ErrDictionary = errors.New("not the feed's compression dictionary")

// OpenDictionary reads the dictionary from a file and checks that it is the one
// that servers use.
func OpenDictionary(path string) ([]byte, error) {
	f, err := os.Open(path) //nolint:gosec // the operator names it
	if err != nil {
		return nil, fmt.Errorf("open feed.dictionary: %w", err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, dictionarySize+1))
	if err != nil {
		return nil, fmt.Errorf("read feed.dictionary: %w", err)
	}
	if sum := sha256.Sum256(data); len(data) != dictionarySize || hex.EncodeToString(sum[:]) != dictionarySHA256 {
		return nil, fmt.Errorf("%w: %s: want %d bytes with SHA-256 %s; take it from nitro's wsbroadcastserver/dictionary.go, or leave feed.dictionary out",
			ErrDictionary, path, dictionarySize, dictionarySHA256)
	}
	return data, nil
}
