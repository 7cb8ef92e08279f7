package config

import (
	"net/netip"
	"net/url"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"

	"mevbot/internal/profile"
	"mevbot/internal/token"
)

// FastFeed configures Arbitrum's Fast Feed, a paid stream of transactions with
// their logs before their block is closed.
type FastFeed struct {
	URL             URL            `yaml:"url" doc:"Websocket URL, wss://arb1-txfeed.arbitrum.io/ on Arbitrum One. Empty: the Fast Feed is not used."`
	Key             Secret         `yaml:"key" doc:"What the tickets are bought for, sent as it is: ${NAME} or file:PATH. Whoever has it can use the tickets."`
	Tickets         common.Address `yaml:"tickets" doc:"The contract that sells tickets. Arbitrum One's is known."`
	MaxPrice        string         `yaml:"max_price" doc:"The most that is paid for a ticket, in whole dollars of the payment token, as in 40 or 17.5. Empty: none is bought."`
	TicketsPerRound uint64         `yaml:"tickets_per_round" doc:"How many tickets are bought for each round; the bot uses one connection, each needs a ticket."`
	AutoBuy         bool           `yaml:"auto_buy" doc:"Whether the bot buys each round's tickets with buyer_keystore. Its account needs a deposit (mev-bot fastfeed deposit) and coins for gas."`
	BuyerKeystore   string         `yaml:"buyer_keystore" doc:"Encrypted key file of the account that buys: neither the operator's nor the owner's."`
	BuyerPassword   string         `yaml:"buyer_password_file" doc:"File with its password, mode 0600 or 0400."`
	MaxFrameBytes   int64          `yaml:"max_frame_bytes" doc:"A larger frame ends the connection. Bytes."`
	DialTimeout     time.Duration  `yaml:"dial_timeout" doc:"Deadline of connect and handshake; the server waits 5s."`
	ReadTimeout     time.Duration  `yaml:"read_timeout" doc:"A connection that leaves a ping unanswered for this long is dropped and dialled again."`
}

func defaultFastFeed() FastFeed {
	return FastFeed{TicketsPerRound: 1, MaxFrameBytes: 16 << 20, DialTimeout: 5 * time.Second, ReadTimeout: 20 * time.Second}
}

// On says whether the Fast Feed is used.
func (f FastFeed) On() bool { return !f.URL.IsZero() }

// Cap is max_price in the smallest unit of a token with that many decimals;
// false if none is set.
func (f FastFeed) Cap(decimals uint8) (*uint256.Int, bool, error) {
	if f.MaxPrice == "" {
		return nil, false, nil
	}
	v, err := token.Parse(f.MaxPrice, decimals)
	return v, true, err
}

// resolveFastFeed fills in what the chain's profile knows.
func (c *Config) resolveFastFeed(p *profile.Profile) {
	if p.Tickets != nil && c.FastFeed.Tickets == (common.Address{}) && !c.given("fastfeed.tickets") {
		c.FastFeed.Tickets = p.Tickets.Address
	}
}

// usdgDecimals are those of the payment token on Arbitrum One; the contract's own
// token is asked before anything is bought.
const usdgDecimals = 6

func (k *checker) fastFeed() {
	f := k.c.FastFeed
	if f.On() {
		if !f.URL.schemed("ws", "wss") {
			k.fail("fastfeed.url", "%s has to begin with ws:// or wss://", f.URL)
		} else if f.URL.schemed("ws") && !loopback(f.URL) {
			k.fail("fastfeed.url", "%s would carry the key in plain text: use wss://", f.URL)
		}
		if f.Key.IsZero() {
			k.fail("fastfeed.key", "is empty: the Fast Feed admits nobody without a key")
		}
	}
	for _, r := range f.Key.Reveal() {
		if r <= ' ' || r > '~' {
			k.fail("fastfeed.key", "has white space or a character that no header can carry")
			break
		}
	}
	if v, ok, err := f.Cap(usdgDecimals); ok && (err != nil || v.IsZero()) {
		k.fail("fastfeed.max_price", "is %q: want dollars above 0 with at most %d decimals, as in 40 or 17.5", f.MaxPrice, usdgDecimals)
	}
	if f.TicketsPerRound < 1 || f.TicketsPerRound > 100 {
		k.fail("fastfeed.tickets_per_round", "is %d: want 1 to 100", f.TicketsPerRound)
	}
	if n := f.MaxFrameBytes; n < 64<<10 || n > 1<<30 {
		k.fail("fastfeed.max_frame_bytes", "is %d: want 65536 to 1073741824", n)
	}
	for key, d := range map[string]time.Duration{"fastfeed.dial_timeout": f.DialTimeout, "fastfeed.read_timeout": f.ReadTimeout} {
		if d < 100*time.Millisecond {
			k.fail(key, "is %s: want at least 100ms", d)
		}
	}
	if f.AutoBuy {
		k.autoBuy()
	}
}

// autoBuy checks what buying by itself needs.
func (k *checker) autoBuy() {
	f := k.c.FastFeed
	if !f.On() {
		k.fail("fastfeed.auto_buy", "is true without fastfeed.url: tickets would be bought for nothing")
	}
	if f.MaxPrice == "" {
		k.fail("fastfeed.max_price", "is empty: auto_buy needs a cap")
	}
	if f.Tickets == (common.Address{}) {
		k.fail("fastfeed.tickets", "has to be given: the contract that sells tickets on this chain")
	}
	if f.BuyerKeystore == "" || f.BuyerPassword == "" {
		k.fail("fastfeed.buyer_keystore", "and buyer_password_file have to be given for auto_buy: an account that only buys tickets")
	}
	if f.BuyerKeystore != "" && f.BuyerKeystore == k.c.Keys.Keystore {
		k.fail("fastfeed.buyer_keystore", "is the operator's key: its nonces belong to the trades, make another account")
	}
}

// loopback says whether a URL leads to this machine.
func loopback(u URL) bool {
	p, err := url.Parse(u.Reveal())
	if err != nil {
		return false
	}
	host := p.Hostname()
	if ip, err := netip.ParseAddr(host); err == nil {
		return ip.IsLoopback()
	}
	return host == "localhost"
}
