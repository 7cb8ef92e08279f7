// Package auctioneer sells the rounds of the local chain's express lane, on the
// real ExpressLaneAuction contract.
//
// It takes bids over RPC (auctioneer_submitBid) by the rules and with the
// refusals of nitro's bid validator, keeps the last bid of each bidder, and when
// the auction of the next round is closed settles it on chain: the highest bid
// wins and pays the second price. The clock is the chain's own.
package auctioneer
