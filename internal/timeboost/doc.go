// Package timeboost bids for Timeboost's express lane and sends through it.
//
// A contract sells the lane in rounds of a minute. While round r runs, sealed
// bids for round r+1 go to an auctioneer off the chain until 15 s before it
// begins; the highest bid wins, pays the second price from its bidder's deposit
// in the contract, and names the round's controller. What the controller signs
// is sequenced at once, and what everybody else sends 200 ms later. A deposit
// comes back in two steps, two rounds apart.
//
// Bidder, controller and sender may be three accounts. The bidder's is the one
// with money in the contract; its key belongs to the owner. The controller's
// signs submissions and needs no coins. The transactions themselves are signed
// by whoever sends them, here the operator.
//
// Submissions carry numbers from 0 on in each round, and the sequencer processes
// them in that order: a number that is left out holds up all after it. A number
// belongs to one content for ever (Journal): what may have been sent is sent
// again as it was, and never replaced.
package timeboost
