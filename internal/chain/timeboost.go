package chain

import "github.com/ethereum/go-ethereum/common"

// ExpressLane is where the rounds of a chain's express lane are sold.
type ExpressLane struct {
	Auction    common.Address // the ExpressLaneAuction contract
	Auctioneer string         // URL that takes bids
}

// ExpressLaneOf is a known chain's; false for others. That the lane is known does
// not mean that it runs: the priority gas auction ends it, and then only deposits
// can be withdrawn. Source: docs.arbitrum.io, "How to use Timeboost".
func ExpressLaneOf(id ID) (ExpressLane, bool) {
	switch id {
	case ArbitrumOne.ID:
		return ExpressLane{common.HexToAddress("0x5fcb496a31b7AE91e7c9078Ec662bd7A55cd3079"), "https://arb1-auctioneer.arbitrum.io/"}, true
	case Nova.ID:
		return ExpressLane{common.HexToAddress("0xa5aBADAF73DFcf5261C7f55420418736707Dc0db"), "https://nova-auctioneer.arbitrum.io/"}, true
	case Sepolia.ID:
		return ExpressLane{common.HexToAddress("0x991DbEDf388CB5925318f06362D4fCa7b040527D"), "https://arbsepolia-auctioneer.arbitrum.io/"}, true
	}
	return ExpressLane{}, false
}
