package decode

import (
	"encoding/binary"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"
)

// calldata is the ABI encoding of a call.
type calldata struct{ out []byte }

func newCalldata(selector uint32, words int) calldata {
	return calldata{binary.BigEndian.AppendUint32(make([]byte, 0, 4+32*words), selector)}
}

func (c *calldata) hash(h common.Hash) { c.out = append(c.out, h[:]...) }

func (c *calldata) word(v *uint256.Int) { c.hash(v.Bytes32()) }

func (c *calldata) uint64(v uint64) { c.word(uint256.NewInt(v)) }

func (c *calldata) address(a common.Address) { c.hash(common.BytesToHash(a[:])) }

// padded writes bytes and zeros up to a whole word.
func (c *calldata) padded(b []byte) {
	c.out = append(c.out, b...)
	c.out = append(c.out, make([]byte, (32-len(b)%32)%32)...)
}
