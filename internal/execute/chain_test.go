package execute

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/holiman/uint256"

	"mevbot/internal/amm"
	"mevbot/internal/chain"
	"mevbot/internal/pool"
	"mevbot/internal/rpc"
	"mevbot/internal/signer"
)

const chainID = 412346

var (
	executor = common.HexToAddress("0xE1")
	base     = common.HexToAddress("0xBA5E")
)

// pools is a market of four pools: even ids are pairs, odd ones are
// concentrated.
type pools struct{}

func (pools) Info(id amm.PoolID) *pool.Info {
	info := &pool.Info{ID: id, Address: common.BigToAddress(uint256.NewInt(0xF000 + uint64(id)).ToBig()), Family: amm.ConstantProduct, Fee: 3000}
	if id%2 == 1 {
		info.Family, info.Fee = amm.Concentrated, 500
	}
	return info
}

// fate is what happens to a send.
type fate int

const (
	include   fate = iota // answered and in a block
	queue                 // answered, and in a block with the next mine
	lose                  // not answered, never arrived
	lateLose              // not answered, but in a block with the next mine
	refuse                // refused with refusal
	lostReply             // in a block at once, but the answer is lost
)

// fakeChain is one account's chain: it takes bytes, makes blocks, takes blocks
// back. It keeps every byte string it ever saw.
type fakeChain struct {
	mu      sync.Mutex
	head    chain.Block
	blocks  map[chain.Block][]common.Hash // of the transactions
	salt    map[chain.Block]uint64        // makes another hash of a replaced block
	forks   uint64
	pending []*types.Transaction
	txs     map[common.Hash]*types.Transaction
	seen    map[uint64]map[common.Hash]bool // by nonce
	nonce   uint64                          // used by others before the first of ours
	fate    fate
	refusal error
	sends   int
	down    bool
	reverts bool // what is included has status 0
	calls   func(data []byte) ([]byte, error)
}

func newFakeChain() *fakeChain {
	return &fakeChain{
		head: 100, blocks: map[chain.Block][]common.Hash{}, salt: map[chain.Block]uint64{},
		txs: map[common.Hash]*types.Transaction{}, seen: map[uint64]map[common.Hash]bool{},
	}
}

var errDown = errors.New("connection refused")

func (c *fakeChain) Send(_ context.Context, raw []byte) (common.Hash, error) {
	tx := new(types.Transaction)
	if err := tx.UnmarshalBinary(raw); err != nil {
		return common.Hash{}, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.sends++
	if c.seen[tx.Nonce()] == nil {
		c.seen[tx.Nonce()] = map[common.Hash]bool{}
	}
	c.seen[tx.Nonce()][tx.Hash()] = true
	if c.down || c.fate == lose {
		return common.Hash{}, fmt.Errorf("%w: %w", rpc.ErrUnknown, errDown)
	}
	if c.included(tx.Hash()) || tx.Nonce() < c.used() {
		return common.Hash{}, rpc.ErrNonceTooLow
	}
	switch c.fate {
	case include, lostReply:
		c.pending = append(c.pending, tx)
		c.mineLocked()
		if c.fate == lostReply {
			return common.Hash{}, fmt.Errorf("%w: %w", rpc.ErrUnknown, errDown)
		}
	case queue:
		c.pending = append(c.pending, tx)
	case lateLose:
		c.pending = append(c.pending, tx)
		return common.Hash{}, fmt.Errorf("%w: deadline", rpc.ErrUnknown)
	case refuse:
		return common.Hash{}, c.refusal
	case lose:
	}
	return tx.Hash(), nil
}

func (c *fakeChain) included(h common.Hash) bool {
	for _, hashes := range maps.All(c.blocks) {
		if slices.Contains(hashes, h) {
			return true
		}
	}
	return false
}

// used is the account's nonce.
func (c *fakeChain) used() uint64 {
	n := c.nonce
	for _, hashes := range c.blocks {
		n += uint64(len(hashes))
	}
	return n
}

// mine makes a block of what is pending in the order of nonces.
func (c *fakeChain) mine() chain.Block {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.mineLocked()
}

func (c *fakeChain) mineLocked() chain.Block {
	c.head++
	c.salt[c.head] = c.forks
	var left []*types.Transaction
	for _, tx := range c.pending {
		if tx.Nonce() == c.used() {
			c.txs[tx.Hash()] = tx
			c.blocks[c.head] = append(c.blocks[c.head], tx.Hash())
		} else if tx.Nonce() > c.used() {
			left = append(left, tx)
		}
	}
	c.pending = left
	return c.head
}

// fork takes the newest n blocks back and makes one empty block in their place.
func (c *fakeChain) fork(n int) chain.Block {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.forks++
	for range n {
		delete(c.blocks, c.head)
		c.head--
	}
	return c.mineLocked()
}

func (c *fakeChain) TransactionReceipt(_ context.Context, hash common.Hash) (*rpc.Receipt, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.down {
		return nil, errDown
	}
	for number, hashes := range c.blocks {
		for _, h := range hashes {
			if h == hash {
				return c.receipt(c.txs[h], number), nil
			}
		}
	}
	return nil, fmt.Errorf("receipt of %s: %w", hash, rpc.ErrNotFound)
}

// hash of the block of a number, while c.mu is held.
func (c *fakeChain) hash(number chain.Block) common.Hash {
	return crypto.Keccak256Hash(binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint64(nil, uint64(number)), c.salt[number]))
}

func (c *fakeChain) receipt(tx *types.Transaction, number chain.Block) *rpc.Receipt {
	r := &rpc.Receipt{
		Hash: tx.Hash(), Success: !c.reverts, Block: number, BlockHash: c.hash(number),
		GasUsed: 200_000, GasPrice: *uint256.NewInt(1e8),
	}
	if r.Success {
		amount := uint256.NewInt(5e15).Bytes32()
		r.Logs = []*types.Log{{
			Address: base, Data: amount[:],
			Topics: []common.Hash{crypto.Keccak256Hash([]byte("Transfer(address,address,uint256)")), {}, common.BytesToHash(executor[:])},
		}}
	}
	return r
}

func (c *fakeChain) Nonce(context.Context, common.Address, rpc.At) (uint64, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.down {
		return 0, errDown
	}
	return c.used(), nil
}

func (c *fakeChain) CallContract(_ context.Context, _, _ common.Address, data []byte, _ rpc.At) ([]byte, error) {
	return c.calls(data)
}

// set changes the chain under its lock.
func (c *fakeChain) set(f func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	f()
}

// oneTransactionPerNonce fails if the account ever sent two transactions with
// one nonce, but for those whose first was refused.
func (c *fakeChain) oneTransactionPerNonce(t *testing.T) {
	t.Helper()
	c.mu.Lock()
	defer c.mu.Unlock()
	for nonce, hashes := range c.seen {
		if len(hashes) > 1 {
			t.Errorf("nonce %d was sent with %d different transactions", nonce, len(hashes))
		}
	}
}

var shared struct {
	sync.Once
	key *signer.Key
}

// sharedKey is one key for all tests of this process: opening one takes time.
func sharedKey(t testing.TB) *signer.Key {
	shared.Do(func() { shared.key = newKey(t, t.TempDir()) })
	if shared.key == nil {
		t.Fatal("no key")
	}
	return shared.key
}

// newKey makes a key in dir, or opens the one that is there.
func newKey(t testing.TB, dir string) *signer.Key {
	t.Helper()
	path, password := filepath.Join(dir, "key.json"), filepath.Join(dir, "password")
	if err := os.WriteFile(password, []byte("test\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path); err != nil {
		if _, err := signer.Create(path, "test", signer.Light); err != nil {
			t.Fatal(err)
		}
	}
	key, err := signer.Open(path, password)
	if err != nil {
		t.Fatal(err)
	}
	return key
}
