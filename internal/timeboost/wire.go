package timeboost

import (
	"fmt"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/holiman/uint256"

	"mevbot/internal/signer"
)

// Bid is a signed bid as auctioneer_submitBid takes it (nitro timeboost/types.go
// JsonBid).
type Bid struct {
	ChainID    hexutil.Uint64 `json:"chainId"`
	Controller common.Address `json:"expressLaneController"`
	Auction    common.Address `json:"auctionContractAddress"`
	Round      hexutil.Uint64 `json:"round"`
	Amount     hexutil.U256   `json:"amount"`
	Signature  hexutil.Bytes  `json:"signature"`
}

// SignBid signs a bid of at most most with the bidder's key.
func SignBid(key *signer.Key, b *signer.LaneBid, most *uint256.Int) (*Bid, error) {
	signature, err := key.SignBid(b, most)
	if err != nil {
		return nil, fmt.Errorf("sign a bid for round %d: %w", b.Round, err)
	}
	return &Bid{
		ChainID: hexutil.Uint64(b.Chain), Controller: b.Controller, Auction: b.Auction, Round: hexutil.Uint64(b.Round),
		Amount: hexutil.U256(b.Amount), Signature: signature[:],
	}, nil
}

// Submission is a signed transaction of the express lane as
// timeboost_sendExpressLaneTransaction takes it (nitro timeboost/types.go
// JsonExpressLaneSubmission).
type Submission struct {
	ChainID     hexutil.Uint64 `json:"chainId"`
	Round       hexutil.Uint64 `json:"round"`
	Auction     common.Address `json:"auctionContractAddress"`
	Transaction hexutil.Bytes  `json:"transaction"`
	// Options are conditions of the transaction. They are not signed, and none
	// are ever sent.
	Options   *struct{}      `json:"options"`
	Sequence  hexutil.Uint64 `json:"sequenceNumber"`
	Signature hexutil.Bytes  `json:"signature"`
}

// SignSubmission signs a submission with the controller's key.
func SignSubmission(key *signer.Key, s *signer.LaneSubmission) (*Submission, error) {
	signature, err := key.SignSubmission(s)
	if err != nil {
		return nil, fmt.Errorf("sign a submission for round %d: %w", s.Round, err)
	}
	return &Submission{
		ChainID: hexutil.Uint64(s.Chain), Round: hexutil.Uint64(s.Round), Auction: s.Auction,
		Transaction: s.Raw, Sequence: hexutil.Uint64(s.Sequence), Signature: signature[:],
	}, nil
}
