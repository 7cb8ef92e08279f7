package pool

import (
	"encoding/binary"
	"errors"
	"unicode"
	"unicode/utf8"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/holiman/uint256"

	"mevbot/internal/rpc"
)

// Events of Uniswap V2's factory and pair and of V3's factory and pool, by the
// hash that is their first topic.
var (
	topicPairCreated = eventID("PairCreated(address,address,address,uint256)")
	topicSync        = eventID("Sync(uint112,uint112)")
	topicSwapV2      = eventID("Swap(address,uint256,uint256,uint256,uint256,address)")
	topicPoolCreated = eventID("PoolCreated(address,address,uint24,int24,address)")
	topicInitialize  = eventID("Initialize(uint160,int24)")
	topicSwapV3      = eventID("Swap(address,address,int256,int256,uint160,uint128,int24)")
	topicMintV3      = eventID("Mint(address,address,int24,int24,uint128,uint256,uint256)")
	topicBurnV3      = eventID("Burn(address,int24,int24,uint128,uint256,uint256)")
)

// Topics are the first topics of the logs that a Market wants of each block.
// Every change of a pair's reserves is a Sync; its Mint and Burn add nothing.
func Topics() []common.Hash {
	return []common.Hash{
		topicPairCreated, topicSync, topicSwapV2,
		topicPoolCreated, topicInitialize, topicSwapV3, topicMintV3, topicBurnV3,
	}
}

// Views, by selector.
var (
	viewReserves  = view("getReserves()")
	viewSlot0     = view("slot0()")
	viewLiquidity = view("liquidity()")
	viewBitmap    = view("tickBitmap(int16)")
	viewTicks     = view("ticks(int24)")
	viewSymbol    = view("symbol()")
	viewDecimals  = view("decimals()")
)

func eventID(signature string) common.Hash { return crypto.Keccak256Hash([]byte(signature)) }

func view(signature string) [4]byte { return [4]byte(crypto.Keccak256([]byte(signature))) }

// ask is a view without arguments.
func ask(to common.Address, selector [4]byte) rpc.View {
	return rpc.View{To: to, Data: selector[:]}
}

// askInt is a view with one signed integer.
func askInt(to common.Address, selector [4]byte, n int32) rpc.View {
	data := make([]byte, 36)
	copy(data, selector[:])
	if n < 0 {
		for i := 4; i < 32; i++ {
			data[i] = 0xff
		}
	}
	binary.BigEndian.PutUint32(data[32:], uint32(n))
	return rpc.View{To: to, Data: data}
}

// errShort says that a log or an answer has fewer words than its signature.
var errShort = errors.New("data is too short")

// words reads n words of ABI data.
func words(data []byte, into ...*uint256.Int) error {
	if len(data) < 32*len(into) {
		return errShort
	}
	for i, w := range into {
		w.SetBytes32(data[32*i:])
	}
	return nil
}

// tick reads an int24 from its word.
func tick(word []byte) int32 { return int32(binary.BigEndian.Uint32(word[28:32])) }

// decimals reads an ERC-20 token's answer; false if it is none.
func decimals(data []byte) (uint8, bool) {
	var v uint256.Int
	if words(data, &v) != nil || !v.IsUint64() || v.Uint64() > 255 {
		return 0, false
	}
	return uint8(v.Uint64()), true
}

// symbol reads a token's name for itself, a string or in old tokens a bytes32,
// as far as it is fit for logs and pages; empty if it is not.
func symbol(data []byte) string {
	var text []byte
	if len(data) == 32 {
		text = data
		for len(text) > 0 && text[len(text)-1] == 0 {
			text = text[:len(text)-1]
		}
	} else {
		var offset, size uint256.Int
		if words(data, &offset, &size) != nil || offset.Uint64() != 32 || size.Gt(uint256.NewInt(uint64(len(data)-64))) {
			return ""
		}
		text = data[64 : 64+size.Uint64()]
	}
	const longest = 32
	if len(text) > longest || !utf8.Valid(text) {
		return ""
	}
	for _, r := range string(text) {
		if !unicode.IsPrint(r) {
			return ""
		}
	}
	return string(text)
}
