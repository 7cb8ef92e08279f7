package feed

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"

	"mevbot/internal/chain"
)

// ErrSignature means: a message is not signed by one of the allowed signers, or
// not signed where it has to be. It ends the connection.
var ErrSignature = errors.New("feed message not signed as configured")

// signedPrefix begins what is signed (nitro broadcaster/message, SignatureHash).
const signedPrefix = "Arbitrum Nitro Feed:"

// SignatureHash is what signatureV2 signs, on the chain id. What nitro leaves
// out is left out: batch gas costs, and the difference between a base fee of
// null and of 0. The hash has no Ethereum prefix.
func SignatureHash(m *Message, id chain.ID) common.Hash {
	buf := make([]byte, 0, 256+len(m.Metadata))
	buf = append(buf, signedPrefix...)
	buf = binary.BigEndian.AppendUint64(buf, uint64(id))
	buf = binary.BigEndian.AppendUint64(buf, uint64(m.Seq))
	if m.HasHash {
		buf = append(buf, m.BlockHash[:]...)
	}
	buf = append(buf, m.Metadata...)
	buf = binary.BigEndian.AppendUint64(buf, m.Delayed)
	buf = append(buf, m.Kind)
	buf = append(buf, m.Sender[:]...)
	buf = binary.BigEndian.AppendUint64(buf, m.L1Block)
	buf = binary.BigEndian.AppendUint64(buf, m.Timestamp)
	if m.RequestID != nil {
		buf = append(buf, m.RequestID[:]...)
	}
	if m.BaseFeeL1 != nil {
		buf = append(buf, m.BaseFeeL1.Bytes()...)
	}
	return crypto.Keccak256Hash(buf, m.L2)
}

// Signer is who signed m on the chain id. It is ErrSignature where there is no
// signature, or one that nobody can have made.
func Signer(m *Message, id chain.ID) (common.Address, error) {
	if len(m.Signature) != crypto.SignatureLength {
		return common.Address{}, fmt.Errorf("%w: message %d has a signature of %d bytes", ErrSignature, m.Seq, len(m.Signature))
	}
	key, err := crypto.SigToPub(SignatureHash(m, id).Bytes(), m.Signature)
	if err != nil {
		return common.Address{}, fmt.Errorf("%w: message %d: %w", ErrSignature, m.Seq, err)
	}
	return crypto.PubkeyToAddress(*key), nil
}

// verify checks a message against the configuration. Without signers nothing is
// checked; a message without a signature passes unless one is required.
func (o *Options) verify(m *Message) error {
	if len(o.Signers) == 0 || len(m.Signature) == 0 && !o.RequireSignature {
		return nil
	}
	signer, err := Signer(m, o.Profile.ID)
	if err != nil {
		return err
	}
	if !slices.Contains(o.Signers, signer) {
		return fmt.Errorf("%w: message %d is signed by %s, which feed.signers does not list", ErrSignature, m.Seq, signer)
	}
	return nil
}
