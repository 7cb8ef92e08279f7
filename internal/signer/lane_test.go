package signer

import (
	"bytes"
	"encoding/json"
	"errors"
	"math"
	"os"
	"path/filepath"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/holiman/uint256"
	"pgregory.net/rapid"

	"mevbot/internal/chain"
)

// laneVector is a signature of nitro's own code.
type laneVector struct {
	Kind            string
	BidHash         common.Hash
	DomainSeparator common.Hash
	MessageBytes    hexutil.Bytes
	PersonalHash    common.Hash
	PrivateKey      string
	Signer          common.Address
	Params          struct {
		ChainID                hexutil.Uint64
		AuctionContractAddress common.Address
		Round                  hexutil.Uint64
		ExpressLaneController  common.Address
		Amount                 hexutil.U256
		SequenceNumber         hexutil.Uint64
		Transaction, Signature hexutil.Bytes
	}
}

func laneVectors(t *testing.T) (list []laneVector) {
	t.Helper()
	dir := os.Getenv("MEV_BOT_VECTORS")
	if dir == "" {
		t.Skip("MEV_BOT_VECTORS is not set")
	}
	text, err := os.ReadFile(filepath.Join(dir, "timeboost_signing.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &list); err != nil {
		t.Fatal(err)
	}
	return list
}

func TestLaneVectors(t *testing.T) {
	kinds := map[string]int{}
	for _, v := range laneVectors(t) {
		kinds[v.Kind]++
		private, err := crypto.HexToECDSA(v.PrivateKey)
		if err != nil {
			t.Fatal(err)
		}
		key, p := newKey(private), v.Params
		var digest common.Hash
		var signature LaneSignature
		switch v.Kind {
		case "bid":
			b := LaneBid{chain.ID(p.ChainID), p.AuctionContractAddress, uint64(p.Round), p.ExpressLaneController, uint256.Int(p.Amount)}
			if b.Domain() != v.DomainSeparator || b.Hash() != v.BidHash {
				t.Errorf("domain %s, hash %s; want %s, %s", b.Domain(), b.Hash(), v.DomainSeparator, v.BidHash)
			}
			digest = b.Hash()
			signature, err = key.SignBid(&b, &b.Amount)
		case "expressLane":
			s := LaneSubmission{chain.ID(p.ChainID), p.AuctionContractAddress, uint64(p.Round), uint64(p.SequenceNumber), p.Transaction}
			if !bytes.Equal(s.Message(), v.MessageBytes) || s.Hash() != v.PersonalHash {
				t.Errorf("message %x, hash %s; want %x, %s", s.Message(), s.Hash(), v.MessageBytes, v.PersonalHash)
			}
			digest = s.Hash()
			signature, err = key.SignSubmission(&s)
		}
		if err != nil || !bytes.Equal(signature[:], p.Signature) {
			t.Errorf("%s: signature %x, want %x (%v)", v.Kind, signature, p.Signature, err)
		}
		if who, err := signature.Signer(digest); err != nil || who != v.Signer {
			t.Errorf("%s: signed by %s, want %s (%v)", v.Kind, who, v.Signer, err)
		}
	}
	if kinds["bid"] == 0 || kinds["expressLane"] == 0 {
		t.Errorf("vectors of %v", kinds)
	}
}

func laneKey(t interface{ Fatal(...any) }) *Key {
	private, err := crypto.ToECDSA(crypto.Keccak256([]byte("lane")))
	if err != nil {
		t.Fatal(err)
	}
	return newKey(private)
}

func TestLaneRefusals(t *testing.T) {
	key := laneKey(t)
	some := common.HexToAddress("0x5")
	whole := LaneBid{1, some, 2, some, *uint256.NewInt(10)}
	for name, change := range map[string]func(*LaneBid){
		"chain": func(b *LaneBid) { b.Chain = 0 }, "auction": func(b *LaneBid) { b.Auction = common.Address{} },
		"controller": func(b *LaneBid) { b.Controller = common.Address{} }, "amount": func(b *LaneBid) { b.Amount.Clear() },
		"limit": func(b *LaneBid) { b.Amount.SetUint64(11) },
	} {
		b := whole
		change(&b)
		if _, err := key.SignBid(&b, uint256.NewInt(10)); !errors.Is(err, ErrRefused) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := key.SignBid(&whole, uint256.NewInt(10)); err != nil {
		t.Error(err)
	}
	for name, s := range map[string]LaneSubmission{
		"chain": {Auction: some, Raw: []byte{1}}, "auction": {Chain: 1, Raw: []byte{1}}, "transaction": {Chain: 1, Auction: some},
	} {
		if _, err := key.SignSubmission(&s); !errors.Is(err, ErrRefused) {
			t.Errorf("%s: %v", name, err)
		}
	}
	var s LaneSignature
	if _, err := s.Signer(common.Hash{}); err == nil {
		t.Error("v of 0 has a signer")
	}
}

// A signature is of one submission: whatever is changed, somebody else, or
// nobody, has signed that. Two submissions never have the same message.
func TestASubmissionIsSignedWhole(t *testing.T) {
	key := laneKey(t)
	some := common.HexToAddress("0x5")
	draw := func(t *rapid.T, name string) LaneSubmission {
		return LaneSubmission{
			Chain: chain.ID(rapid.Uint64Range(1, 3).Draw(t, name+" chain")), Auction: some, Round: rapid.Uint64Range(0, 2).Draw(t, name+" round"),
			Sequence: rapid.SampledFrom([]uint64{0, 1, math.MaxUint64}).Draw(t, name+" sequence"), Raw: rapid.SliceOfN(rapid.Byte(), 1, 3).Draw(t, name+" raw"),
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		a, b := draw(t, "a"), draw(t, "b")
		same := a.Chain == b.Chain && a.Round == b.Round && a.Sequence == b.Sequence && bytes.Equal(a.Raw, b.Raw)
		signature, err := key.SignSubmission(&a)
		if err != nil {
			t.Fatal(err)
		}
		if who, err := signature.Signer(b.Hash()); (err == nil && who == key.Address()) != same {
			t.Fatalf("%+v signed, %+v taken (%v)", a, b, err)
		}
	})
}
