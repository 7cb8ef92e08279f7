package signer

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/ethereum/go-ethereum/accounts/keystore"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
)

// maxFile bounds the files that are read: a keystore has about 500 bytes.
const maxFile = 64 << 10

// Cost is how much work one guess of a password takes (scrypt).
type Cost struct{ n, p int }

var (
	// Standard takes 256 MB and about a second: for keys that hold money.
	Standard = Cost{keystore.StandardScryptN, keystore.StandardScryptP}
	// Light takes 4 MB and some milliseconds: for local chains and tests.
	Light = Cost{keystore.LightScryptN, keystore.LightScryptP}
)

// Open unlocks the key file at path with the password in passwordFile, whose
// last newline does not count. Errors are ErrKeystore or ErrPassword and name the
// configuration's keys.
func Open(path, passwordFile string) (*Key, error) {
	return open(path, passwordFile, names{"keys.keystore", "keys.password_file"})
}

// OpenOwner is Open for an owner's key, whose files are named on the command line.
func OpenOwner(path, passwordFile string) (*Key, error) {
	return open(path, passwordFile, names{"--owner-keystore", "--owner-password-file"})
}

// OpenBuyer is Open for the key that buys tickets of the Fast Feed.
func OpenBuyer(path, passwordFile string) (*Key, error) {
	return open(path, passwordFile, names{"fastfeed.buyer_keystore", "fastfeed.buyer_password_file"})
}

// names say where the paths of a key come from.
type names struct{ keystore, password string }

func open(path, passwordFile string, from names) (*Key, error) {
	if path == "" {
		return nil, fmt.Errorf("%w: %s is empty: make a key with mev-bot keys new", ErrKeystore, from.keystore)
	}
	text, err := readBounded(path)
	if err != nil {
		return nil, fmt.Errorf("%w: %w: correct %s or make a key with mev-bot keys new", ErrKeystore, err, from.keystore)
	}
	password, err := readPassword(passwordFile, from.password)
	if err != nil {
		return nil, err
	}
	private, err := decrypt(text, password)
	if err != nil {
		return nil, fmt.Errorf("unlock %s: %w", path, err)
	}
	return newKey(private), nil
}

// readPassword refuses a file that others may read.
func readPassword(path, name string) (string, error) {
	if path == "" {
		return "", fmt.Errorf("%w: %s is empty", ErrPassword, name)
	}
	info, err := os.Stat(path)
	if err != nil {
		return "", fmt.Errorf("%w: %w: correct %s", ErrPassword, err, name)
	}
	if perm := info.Mode().Perm(); perm&0o077 != 0 {
		return "", fmt.Errorf("%w: %s has mode %04o, others can read it: chmod 600 %s", ErrPassword, path, perm, path)
	}
	text, err := readBounded(path)
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrPassword, err)
	}
	text = bytes.TrimSuffix(bytes.TrimSuffix(text, []byte("\n")), []byte("\r"))
	if len(text) == 0 {
		return "", fmt.Errorf("%w: %s is empty", ErrPassword, path)
	}
	return string(text), nil
}

func readBounded(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() || info.Size() > maxFile {
		return nil, fmt.Errorf("%s is not a regular file of at most %d bytes", path, maxFile)
	}
	return os.ReadFile(path) //nolint:gosec // the operator names the file
}

// header is what a keystore shows without its password.
type header struct {
	Address string          `json:"address"`
	Crypto  json.RawMessage `json:"crypto"`
	Version int             `json:"version"`
}

func readHeader(text []byte) (common.Address, error) {
	var h header
	if err := json.Unmarshal(text, &h); err != nil || h.Version != 3 || len(h.Crypto) == 0 || !common.IsHexAddress(h.Address) {
		return common.Address{}, fmt.Errorf("%w: not a JSON keystore of version 3", ErrKeystore)
	}
	return common.HexToAddress(h.Address), nil
}

// decrypt wraps go-ethereum's DecryptKey, which panics on parameters of the
// wrong type and does not compare the address.
func decrypt(text []byte, password string) (_ *ecdsa.PrivateKey, err error) {
	address, err := readHeader(text)
	if err != nil {
		return nil, err
	}
	defer func() {
		if recover() != nil {
			err = fmt.Errorf("%w: damaged", ErrKeystore)
		}
	}()
	key, err := keystore.DecryptKey(text, password)
	switch {
	case errors.Is(err, keystore.ErrDecrypt):
		return nil, fmt.Errorf("%w: it does not open the key file", ErrPassword)
	case err != nil:
		return nil, fmt.Errorf("%w: %w", ErrKeystore, err)
	case key.Address != address:
		return nil, fmt.Errorf("%w: it says address %s but holds the key of %s", ErrKeystore, address, key.Address)
	}
	return key.PrivateKey, nil
}

// Create makes a new key and writes it, encrypted, to path with mode 0600. It
// never replaces a file.
func Create(path, password string, cost Cost) (common.Address, error) {
	if password == "" {
		return common.Address{}, fmt.Errorf("%w: empty", ErrPassword)
	}
	private, err := crypto.GenerateKey()
	if err != nil {
		return common.Address{}, fmt.Errorf("make a key: %w", err)
	}
	address := crypto.PubkeyToAddress(private.PublicKey)
	key := &keystore.Key{Id: newID(), Address: address, PrivateKey: private}
	text, err := keystore.EncryptKey(key, password, cost.n, cost.p)
	if err != nil {
		return common.Address{}, fmt.Errorf("encrypt a key: %w", err)
	}
	if err := writeNew(path, text); err != nil {
		return common.Address{}, fmt.Errorf("%w: %w", ErrKeystore, err)
	}
	return address, nil
}

// newID is a random UUID of version 4, which the format wants.
func newID() (id [16]byte) {
	_, _ = rand.Read(id[:]) // never fails: crypto/rand
	id[6], id[8] = id[6]&0x0f|0x40, id[8]&0x3f|0x80
	return id
}

// writeNew is durable when it returns nil; after an error path does not exist.
func writeNew(path string, text []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600) //nolint:gosec // the operator names the file
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return errors.Join(err, os.Remove(path))
	}
	return nil
}

// AddressOf is the address that a key file says it holds; only unlocking proves
// it. The error is ErrKeystore.
func AddressOf(path string) (common.Address, error) {
	text, err := readBounded(path)
	if err != nil {
		return common.Address{}, fmt.Errorf("%w: %w", ErrKeystore, err)
	}
	return readHeader(text)
}

// Entry is a key file that List found.
type Entry struct {
	Path    string
	Address common.Address // as the file says; only unlocking proves it
}

// List finds the key files in a directory by their content, in order of name.
func List(dir string) ([]Entry, error) {
	files, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrKeystore, err)
	}
	var out []Entry
	for _, f := range files {
		path := filepath.Join(dir, f.Name())
		text, err := readBounded(path)
		if err != nil {
			continue // not something that Open would read
		}
		if address, err := readHeader(text); err == nil {
			out = append(out, Entry{path, address})
		}
	}
	return out, nil
}
