package market

import (
	"encoding/binary"
	"math/big"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
)

// leg is a swap of the covert contract; a nil amount means all that the leg
// before gave.
type leg struct {
	pool       int
	zeroForOne bool
	in         *big.Int
}

// scramble writes legs in the format that contracts/src/devnet/Opaque.sol
// documents: nobody without the key can read them. A salt must not be used for
// two different payloads.
func (m *Market) scramble(salt common.Hash, legs []leg, minOut *big.Int) []byte {
	plain := minOut.FillBytes(make([]byte, 16))
	for _, l := range legs {
		p := &m.pools[l.pool]
		flags, fee := byte(1<<1), p.fee/100
		if p.kind == v3 {
			flags, fee = 2<<1, 0
		}
		if !l.zeroForOne {
			flags |= 1
		}
		plain = append(plain, flags)
		plain = append(plain, p.address[:]...)
		plain = binary.BigEndian.AppendUint16(plain, uint16(fee))
		amount := l.in
		if amount == nil {
			amount = new(big.Int)
		}
		plain = append(plain, amount.FillBytes(make([]byte, 16))...)
	}
	for i := range plain {
		if i%32 == 0 {
			stream := crypto.Keccak256(opaqueKey[:], salt[:], common.BigToHash(big.NewInt(int64(i/32))).Bytes())
			for k := i; k < min(i+32, len(plain)); k++ {
				plain[k] ^= stream[k-i]
			}
		}
	}
	return append(salt.Bytes(), plain...)
}

// sendCovert sends legs through the covert contract.
func (t *turn) sendCovert(who int, legs []leg, minOut, tip *big.Int) error {
	var salt common.Hash
	binary.BigEndian.PutUint64(salt[:], t.rng.Uint64())
	binary.BigEndian.PutUint64(salt[8:], t.rng.Uint64())
	payload := t.m.scramble(salt, legs, minOut)
	return t.send(who, t.m.addresses.Opaque, call{gas: 150_000 + 200_000*uint64(len(legs)), data: t.m.code.opaque.PackRun(payload), tip: tip})
}
