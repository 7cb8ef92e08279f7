// Package devnet is the local chain: node, sequencer, feed server, listeners
// and faults.
//
// A go-ethereum node without peers keeps the state and answers the RPC. The
// sequencer is ours. By default it orders by arrival, as Arbitrum did first:
// transactions from the RPC and from the traffic stand in one queue, and every
// BlockTime of wall time what has arrived becomes a block in that order. With
// PGA a block has rounds: at the end of each, whoever has come since the last is
// admitted to a queue that goes by tip, and executed in the open block. With
// Timeboost who controls the current round is 200 ms ahead (package auctioneer
// sells the rounds). The block is assembled here with go-ethereum's state
// transition, then published on the feed, and only FeedLead later imported by
// the node, which executes it a second time and refuses it if any root differs.
// That gap between the two is what makes a feed worth reading, and building on
// an older parent makes a reorg.
//
// It behaves as nitro does where a bot can tell: eth_sendRawTransaction answers
// when the transaction is in a block and refuses a low nonce, a low fee cap and,
// after a second, a nonce that is too high; failing transactions are included
// and paid; the feed resumes, fragments, pings and drops clients by nitro's
// rules; tips are paid under PGA and dropped elsewhere, and each header's mixHash
// says which. It differs where go-ethereum must: block time stamps are whole
// seconds that rise with every block, so at four blocks a second the chain's
// clock runs ahead of the wall, and with it the rounds of an express lane; the
// base fee follows EIP-1559 and is steered by filling blocks with gas; a block's
// gas limit is One's target of 32 million, and nothing goes beyond it; no L1 data
// is charged.
//
// The listeners are proxies in front of the servers, so that a delay can be put
// on every byte and a fault can cut a connection that the server believes in.
package devnet
