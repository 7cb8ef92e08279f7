package l1data

import (
	"encoding/binary"
	"encoding/json"
	"math/big"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/core/types"

	"mevbot/internal/bindings"
)

// corpus makes transactions as they are sent: ours with random routes, swaps
// through routers, transfers, and noise.
type corpus struct{ *rand.Rand }

func newCorpus(seed uint64) corpus { return corpus{rand.New(rand.NewPCG(seed, 1))} }

func (c corpus) bytes(n int) []byte {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(c.Uint32())
	}
	return b
}

func (c corpus) address() common.Address { return common.Address(c.bytes(20)) }

// amount has a random number of leading zeros, up to the given length in bytes.
func (c corpus) amount(most int) *big.Int { return new(big.Int).SetBytes(c.bytes(1 + c.IntN(most))) }

// signed is a transaction of a call, with a signature of noise.
func (c corpus) signed(to common.Address, value *big.Int, data []byte) []byte {
	v, r, s := big.NewInt(c.Int64N(2)), new(big.Int).SetBytes(c.bytes(32)), new(big.Int).SetBytes(c.bytes(32))
	var tx *types.Transaction
	if c.IntN(4) == 0 {
		tx = types.NewTx(&types.LegacyTx{
			Nonce: c.Uint64N(1 << 20), GasPrice: c.amount(5), Gas: 21_000 + c.Uint64N(3_000_000), To: &to, Value: value, Data: data,
			V: v.Add(v, big.NewInt(2*42161+35)), R: r, S: s,
		})
	} else {
		tx = types.NewTx(&types.DynamicFeeTx{
			ChainID: big.NewInt(42161), Nonce: c.Uint64N(1 << 20), GasFeeCap: c.amount(5), GasTipCap: c.amount(4), Gas: 21_000 + c.Uint64N(3_000_000),
			To: &to, Value: value, Data: data, V: v, R: r, S: s,
		})
	}
	raw, err := tx.MarshalBinary()
	if err != nil {
		panic(err)
	}
	return raw
}

// route packs hops as the executor reads them.
func (c corpus) route(hops int) []byte {
	var route []byte
	for range hops {
		family := 1 + c.IntN(2)
		route = append(append(route, byte(family<<1|c.IntN(2))), c.bytes(20)...)
		fee := uint16(30)
		if family == 2 {
			fee = 0
		}
		route = binary.BigEndian.AppendUint16(route, fee)
	}
	return route
}

// attempt is a transaction of ours.
func (c corpus) attempt(hops int) []byte {
	in := new(big.Int).SetBytes(c.bytes(7 + c.IntN(4)))
	least := new(big.Int).SetBytes(c.bytes(5 + c.IntN(4)))
	data := bindings.NewExecutor().PackExecute(in, least, 1_700_000_000+c.Uint64N(1<<28), c.route(hops))
	to, r, s := c.address(), new(big.Int).SetBytes(c.bytes(32)), new(big.Int).SetBytes(c.bytes(32))
	tx := types.NewTx(&types.DynamicFeeTx{
		ChainID: big.NewInt(42161), Nonce: c.Uint64N(1 << 20), GasFeeCap: new(big.Int).SetBytes(c.bytes(4)), GasTipCap: new(big.Int),
		Gas: 200_000 + c.Uint64N(800_000), To: &to, Value: new(big.Int), Data: data, V: big.NewInt(c.Int64N(2)), R: r, S: s,
	})
	raw, err := tx.MarshalBinary()
	if err != nil {
		panic(err)
	}
	return raw
}

// swap is a call of a router.
func (c corpus) swap() []byte {
	deadline := big.NewInt(1_700_000_000 + c.Int64N(1<<28))
	path := []common.Address{c.address(), c.address()}
	for range c.IntN(3) {
		path = append(path, c.address())
	}
	switch c.IntN(4) {
	case 0:
		return c.signed(c.address(), new(big.Int), bindings.NewIUniswapV2Router02().PackSwapExactTokensForTokens(c.amount(12), c.amount(12), path, c.address(), deadline))
	case 1:
		return c.signed(c.address(), c.amount(9), bindings.NewIUniswapV2Router02().PackSwapExactETHForTokens(c.amount(12), path, c.address(), deadline))
	case 2:
		return c.signed(c.address(), new(big.Int), bindings.NewISwapRouter().PackExactInputSingle(bindings.ISwapRouterExactInputSingleParams{
			TokenIn: c.address(), TokenOut: c.address(), Fee: big.NewInt(500), Recipient: c.address(), Deadline: deadline,
			AmountIn: c.amount(12), AmountOutMinimum: c.amount(12), SqrtPriceLimitX96: new(big.Int),
		}))
	default:
		var hops []byte
		for i, token := range path {
			if i > 0 {
				hops = append(hops, 0, 0x0b, 0xb8)
			}
			hops = append(hops, token[:]...)
		}
		return c.signed(c.address(), new(big.Int), bindings.NewISwapRouter().PackExactInput(bindings.ISwapRouterExactInputParams{
			Path: hops, Recipient: c.address(), Deadline: deadline, AmountIn: c.amount(12), AmountOutMinimum: c.amount(12),
		}))
	}
}

// noise is calldata of words: random, short, zero, or repeated.
func (c corpus) noise() []byte {
	data := c.bytes(4)
	for range c.IntN(40) {
		switch c.IntN(4) {
		case 0:
			data = append(data, c.bytes(32)...)
		case 1:
			data = append(data, common.LeftPadBytes(c.bytes(1+c.IntN(20)), 32)...)
		case 2:
			data = append(data, make([]byte, 32)...)
		default:
			if len(data) >= 36 {
				data = append(data, data[len(data)-32:]...)
			}
		}
	}
	return c.signed(c.address(), c.amount(9), data)
}

// odd is bytes that no transaction looks like, of any length: few or many
// different ones, repeated or not.
func (c corpus) odd() []byte {
	n := 1 + c.IntN(40)
	if c.IntN(2) == 0 {
		n = 1 + c.IntN(MaxLength)
	}
	colours := 1 + c.IntN(256)
	b := make([]byte, n)
	for i := range b {
		if b[i] = byte(c.IntN(colours)); c.IntN(colours) == 0 && i > 300 {
			copy(b[i:], b[i-1-c.IntN(300):][:c.IntN(200)%(n-i)])
		}
	}
	return b
}

// sample is n transactions of all kinds.
func (c corpus) sample(n int) (txs [][]byte, kinds []string) {
	for i := range n {
		switch {
		case i%50 == 49:
			txs, kinds = append(txs, c.odd()), append(kinds, "odd")
		case i%5 < 2:
			txs, kinds = append(txs, c.attempt(2+c.IntN(3))), append(kinds, "ours")
		case i%5 < 4:
			txs, kinds = append(txs, c.swap()), append(kinds, "router")
		default:
			txs, kinds = append(txs, c.noise()), append(kinds, "noise")
		}
	}
	return txs, kinds
}

// realTransactions are the raw transactions of the recorded vectors, if they are here.
func realTransactions(t *testing.T) (txs [][]byte) {
	t.Helper()
	dir := os.Getenv("MEV_BOT_VECTORS")
	if dir == "" {
		t.Log("MEV_BOT_VECTORS is unset: no real transactions in the sample")
		return nil
	}
	text, err := os.ReadFile(filepath.Join(dir, "real_robinhood_signed_txs.json"))
	if err != nil {
		t.Fatal(err)
	}
	var file map[string]json.RawMessage
	if err := json.Unmarshal(text, &file); err != nil {
		t.Fatal(err)
	}
	for _, entry := range file {
		var one struct {
			Raw hexutil.Bytes `json:"raw"`
		}
		if json.Unmarshal(entry, &one) == nil && len(one.Raw) > 0 {
			txs = append(txs, one.Raw)
		}
	}
	if len(txs) == 0 {
		t.Fatal("the vectors hold no raw transaction")
	}
	return txs
}
