// Package market is what lives on the local chain: tokens, pools, and the
// people who trade in them.
//
// It is the outside world of the bot under test, so it shares no code with it:
// its arithmetic is its own and in floats, because a trader only needs to know
// roughly what a trade will do; the contracts decide what it did. The plan of
// tokens and pools is the same for every seed, and so are all addresses; the
// seed decides the paths of the true prices and of the base fee, and what each
// trader does when.
//
// A trader wants to exchange a drawn amount of money. Most look at all venues
// and take one where their trade leaves no arbitrage worth its gas, as a
// routing front-end would; some do not look and leave a gap, most of them a
// small one. Rivals watch the gaps and close them one to four blocks later. The
// distribution that comes out is measured by Survey, which asks only the real
// contracts.
//
// All knowledge of the state comes from the logs of canonical blocks, kept for
// the last blocks by hash, so a reorganised chain needs no special case: the
// market goes on from the state of the new head's nearest known ancestor.
package market
