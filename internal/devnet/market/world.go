package market

import (
	"context"
	"encoding/binary"
	"fmt"
	"maps"
	"math"
	"math/big"
	"math/rand/v2"
	"slices"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
)

// remembered is how many blocks back a reorganisation may go.
const remembered = 128

// world is the market at a block: what the chain says and what only the
// generator knows.
type world struct {
	pools  []pool
	native [len(assets)][]int // pools against WETH, by the other token

	number uint64
	parent common.Hash
	states []state
	usd    [len(assets)]float64
	nonces []uint64
	// due is the block after which a rival acts on a token's gap; 0 for none.
	due [len(assets)]uint64
}

// clone copies what a block or a trade can change.
func (w *world) clone() *world {
	c := *w
	c.states = slices.Clone(w.states)
	c.nonces = slices.Clone(w.nonces)
	return &c
}

var (
	topicSync       = crypto.Keccak256Hash([]byte("Sync(uint112,uint112)"))
	topicInitialize = crypto.Keccak256Hash([]byte("Initialize(uint160,int24)"))
	topicSwap       = crypto.Keccak256Hash([]byte("Swap(address,address,int256,int256,uint160,uint128,int24)"))
	topicMint       = crypto.Keccak256Hash([]byte("Mint(address,address,int24,int24,uint128,uint256,uint256)"))
	topicBurn       = crypto.Keccak256Hash([]byte("Burn(address,int24,int24,uint128,uint256,uint256)"))
)

// apply reads one log of pool i.
func (s *state) apply(l *types.Log) {
	word := func(i int) []byte { return l.Data[32*i : 32*i+32] }
	tick := func(b []byte) int32 { return int32(binary.BigEndian.Uint32(b[28:])) }
	switch l.Topics[0] {
	case topicSync:
		s.r0, s.r1 = floatOf(word(0)), floatOf(word(1))
	case topicInitialize:
		s.sqrt, s.tick = floatOf(word(0))/q96, tick(word(1))
	case topicSwap:
		s.sqrt, s.liq, s.tick = floatOf(word(2))/q96, floatOf(word(3)), tick(word(4))
	case topicMint:
		s.add(tick(l.Topics[2][:]), tick(l.Topics[3][:]), floatOf(word(1)))
	case topicBurn:
		s.add(tick(l.Topics[2][:]), tick(l.Topics[3][:]), -floatOf(word(0)))
	}
}

var q96 = math.Ldexp(1, 96)

// floatOf reads an unsigned big-endian word.
func floatOf(word []byte) float64 {
	f, _ := new(big.Float).SetInt(new(big.Int).SetBytes(word)).Float64()
	return f
}

// integer rounds a float down to an exact integer; never negative.
func integer(f float64) *big.Int {
	if f < 1 {
		return new(big.Int)
	}
	i, _ := big.NewFloat(f).Int(nil)
	return i
}

// drift moves the true prices on by one block. It depends only on the seed and
// the number of the block.
func (w *world) drift(seed int64) {
	rng := stream(seed, w.number, "truth")
	for i := range w.usd {
		w.usd[i] *= math.Exp(assets[i].vol * rng.NormFloat64())
	}
}

// stream is the source of chance for one purpose at one block.
func stream(seed int64, block uint64, purpose string) *rand.Rand {
	var b [16]byte
	binary.BigEndian.PutUint64(b[:], uint64(seed))
	binary.BigEndian.PutUint64(b[8:], block)
	h := crypto.Keccak256(b[:], []byte(purpose))
	return rand.New(rand.NewPCG(binary.BigEndian.Uint64(h), binary.BigEndian.Uint64(h[8:]))) //nolint:gosec // must repeat
}

// known remembers worlds by block hash, and which account sent what.
type known struct {
	worlds map[common.Hash]*world
	sent   map[common.Hash]sent
}

type sent struct {
	account int
	block   uint64
}

func (k *known) keep(hash common.Hash, w *world) {
	k.worlds[hash] = w
	old := func(n uint64) bool { return n+remembered < w.number }
	if w.number%16 != 0 {
		return
	}
	maps.DeleteFunc(k.worlds, func(_ common.Hash, v *world) bool { return old(v.number) })
	maps.DeleteFunc(k.sent, func(_ common.Hash, v sent) bool { return old(v.block) })
}

// reach returns the world at head, from its nearest known ancestor on.
func (m *Market) reach(ctx context.Context, head *types.Block) (*world, error) {
	var missing []*types.Block
	at := head
	for m.known.worlds[at.Hash()] == nil {
		if missing = append(missing, at); len(missing) > remembered || at.NumberU64() == 0 {
			return nil, fmt.Errorf("block %d: no known ancestor within %d blocks", head.NumberU64(), remembered)
		}
		if m.known.worlds[at.ParentHash()] != nil {
			break
		}
		parent, err := m.client.BlockByHash(ctx, at.ParentHash())
		if err != nil {
			return nil, fmt.Errorf("read block %s: %w", at.ParentHash(), err)
		}
		at = parent
	}
	for _, b := range slices.Backward(missing) {
		hash := b.Hash()
		logs, err := m.client.FilterLogs(ctx, ethereum.FilterQuery{BlockHash: &hash})
		if err != nil {
			return nil, fmt.Errorf("read logs of block %s: %w", hash, err)
		}
		w := m.known.worlds[b.ParentHash()].clone()
		m.follow(w, b, logs)
		m.known.keep(hash, w)
	}
	return m.known.worlds[head.Hash()], nil
}

// follow takes a world from a block to its child b.
func (m *Market) follow(w *world, b *types.Block, logs []types.Log) {
	w.number, w.parent = b.NumberU64(), b.ParentHash()
	for i := range logs {
		if p, ok := m.byAddress[logs[i].Address]; ok && len(logs[i].Topics) > 0 {
			w.states[p].apply(&logs[i])
		}
	}
	for _, tx := range b.Transactions() {
		if s, ours := m.known.sent[tx.Hash()]; ours {
			w.nonces[s.account] = tx.Nonce() + 1
		}
	}
	w.drift(m.options.Seed)
}
