package signer

import (
	"encoding/binary"
	"fmt"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/holiman/uint256"

	"mevbot/internal/chain"
)

// LaneBid is a bid for a round of Timeboost's express lane. Nothing else that is
// typed (EIP-712) is ever signed: a permit for a token would be, too.
type LaneBid struct {
	Chain      chain.ID
	Auction    common.Address // the ExpressLaneAuction contract
	Round      uint64         // that is bid for
	Controller common.Address // who may use the lane then
	Amount     uint256.Int    // smallest unit of the bidding token
}

// LaneSubmission is a transaction for the express lane. Whoever has signed the
// transaction itself, the round's controller signs the submission.
type LaneSubmission struct {
	Chain    chain.ID
	Auction  common.Address
	Round    uint64
	Sequence uint64
	Raw      []byte // the transaction, as eth_sendRawTransaction takes it
}

// LaneSignature is r, s and v, where v is 27 or 28: the contract takes no other.
type LaneSignature [crypto.SignatureLength]byte

// What the auction contract hashes (EIP-712 type strings; the domain's name and
// version are those that its initialize sets).
const (
	domainType = "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
	bidType    = "Bid(uint64 round,address expressLaneController,uint256 amount)"
)

// Domain is the EIP-712 domain separator: domainSeparator() of the contract.
func (b *LaneBid) Domain() common.Hash {
	return crypto.Keccak256Hash(crypto.Keccak256([]byte(domainType)), crypto.Keccak256([]byte("ExpressLaneAuction")), crypto.Keccak256([]byte("1")),
		word(uint64(b.Chain)), common.LeftPadBytes(b.Auction[:], 32))
}

// Hash is what is signed: getBidHash(round, controller, amount) of the contract.
func (b *LaneBid) Hash() common.Hash {
	amount := b.Amount.Bytes32()
	bid := crypto.Keccak256(crypto.Keccak256([]byte(bidType)), word(b.Round), common.LeftPadBytes(b.Controller[:], 32), amount[:])
	return crypto.Keccak256Hash([]byte{0x19, 0x01}, b.Domain().Bytes(), bid)
}

// Message is the bytes of a submission (nitro timeboost/types.go
// ExpressLaneSubmission.ToMessageBytes). It begins as a bid's domain does there,
// and never as a text that another program would ask to be signed.
func (s *LaneSubmission) Message() []byte {
	m := make([]byte, 0, 32+32+common.AddressLength+16+len(s.Raw))
	m = append(m, crypto.Keccak256([]byte("TIMEBOOST_BID"))...)
	m = append(m, word(uint64(s.Chain))...)
	m = append(m, s.Auction[:]...)
	m = binary.BigEndian.AppendUint64(m, s.Round)
	m = binary.BigEndian.AppendUint64(m, s.Sequence)
	return append(m, s.Raw...)
}

// Hash is what is signed: the message as EIP-191 has it (personal_sign).
func (s *LaneSubmission) Hash() common.Hash {
	m := s.Message()
	return crypto.Keccak256Hash(fmt.Appendf(nil, "\x19Ethereum Signed Message:\n%d", len(m)), m)
}

func word(n uint64) []byte { return uint256.NewInt(n).PaddedBytes(32) }

// SignBid signs a bid of at most most, in the bidding token's smallest unit;
// otherwise the error is ErrRefused with the reason.
func (k *Key) SignBid(b *LaneBid, most *uint256.Int) (LaneSignature, error) {
	switch {
	case b.Chain == 0 || b.Auction == common.Address{}:
		return LaneSignature{}, fmt.Errorf("%w: the bid names no chain or auction", ErrRefused)
	case b.Controller == common.Address{}:
		return LaneSignature{}, fmt.Errorf("%w: the bid names no controller", ErrRefused)
	case b.Amount.IsZero():
		return LaneSignature{}, fmt.Errorf("%w: the bid is zero", ErrRefused)
	case b.Amount.Gt(most):
		return LaneSignature{}, fmt.Errorf("%w: the bid of %s is above the limit of %s", ErrRefused, b.Amount.Dec(), most.Dec())
	}
	return k.signLane(b.Hash())
}

// SignSubmission signs a submission; one that is incomplete is ErrRefused.
func (k *Key) SignSubmission(s *LaneSubmission) (LaneSignature, error) {
	if s.Chain == 0 || s.Auction == (common.Address{}) || len(s.Raw) == 0 {
		return LaneSignature{}, fmt.Errorf("%w: the submission names no chain, auction or transaction", ErrRefused)
	}
	return k.signLane(s.Hash())
}

func (k *Key) signLane(digest common.Hash) (signature LaneSignature, err error) {
	raw, err := k.sign(digest[:])
	if err != nil {
		return signature, fmt.Errorf("sign for the express lane: %w", err)
	}
	copy(signature[:], raw)
	signature[crypto.RecoveryIDOffset] += 27
	return signature, nil
}

// Signer is who has signed a digest; an error if nobody can have.
func (s LaneSignature) Signer(digest common.Hash) (common.Address, error) {
	if v := s[crypto.RecoveryIDOffset]; v != 27 && v != 28 {
		return common.Address{}, fmt.Errorf("v of the signature is %d: want 27 or 28", v)
	}
	s[crypto.RecoveryIDOffset] -= 27
	key, err := crypto.SigToPub(digest[:], s[:])
	if err != nil {
		return common.Address{}, fmt.Errorf("recover the signer: %w", err)
	}
	return crypto.PubkeyToAddress(*key), nil
}
