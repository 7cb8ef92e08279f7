package auctioneer

import (
	"context"
	"crypto/ecdsa"
	"errors"
	"fmt"
	"log/slog"
	"math/big"
	"sync"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"

	"mevbot/internal/artifact"
	"mevbot/internal/devnet"
)

// Arbitrum One's values.
const (
	DefaultRound      = 60 // seconds
	DefaultClosing    = 15
	DefaultSubmission = 15
)

// DefaultReserve is 0.001 of the bidding token, in its smallest units.
var DefaultReserve = big.NewInt(1e15)

// Options of an Auctioneer. Chain and Token are required.
type Options struct {
	Chain *devnet.Chain
	// Token is what bids are paid in.
	Token common.Address
	// Round, Closing and Submission are seconds of the chain's time: how long a
	// round is, how long before its start bidding for it ends, and how long
	// before that the reserve price stands.
	Round, Closing, Submission uint64
	// Reserve is the least bid, in smallest units of the token.
	Reserve *big.Int
	// Poll is how often to look whether an auction has closed, default 10 ms.
	Poll   time.Duration
	Logger *slog.Logger
}

// Auctioneer holds the auctions. Deploy it before the chain runs.
type Auctioneer struct {
	opts     Options
	key      *ecdsa.PrivateKey
	auction  *artifact.Artifact
	contract common.Address
	domain   common.Hash
	offset   uint64
	nonce    uint64

	mu    sync.Mutex
	bids  map[uint64]map[common.Address]bid // the last of each bidder, by round
	count map[uint64]map[common.Address]int
}

// secret guards nothing: it is the key of an account of the local chain.
func secret() (*ecdsa.PrivateKey, error) {
	key, err := crypto.ToECDSA(crypto.Keccak256([]byte("mev-bot local chain auctioneer")))
	if err != nil {
		return nil, fmt.Errorf("derive the auctioneer's key: %w", err)
	}
	return key, nil
}

// Genesis gives the auctioneer coins for gas. It belongs into the chain's.
func Genesis() (types.GenesisAlloc, error) {
	key, err := secret()
	if err != nil {
		return nil, err
	}
	return types.GenesisAlloc{crypto.PubkeyToAddress(key.PublicKey): {Balance: new(big.Int).Lsh(common.Big1, 80)}}, nil
}

// New makes an auctioneer. It touches no chain. The error is artifact.ErrMissing
// in a program built without the contract.
func New(opts Options) (*Auctioneer, error) {
	if opts.Chain == nil || opts.Token == (common.Address{}) {
		return nil, errors.New("auctioneer needs a chain and a bidding token")
	}
	if opts.Round == 0 {
		opts.Round, opts.Closing, opts.Submission = DefaultRound, DefaultClosing, DefaultSubmission
	}
	if opts.Reserve == nil {
		opts.Reserve = DefaultReserve
	}
	if opts.Poll == 0 {
		opts.Poll = 10 * time.Millisecond
	}
	if opts.Logger == nil {
		opts.Logger = slog.New(slog.DiscardHandler)
	}
	a := &Auctioneer{opts: opts, bids: map[uint64]map[common.Address]bid{}, count: map[uint64]map[common.Address]int{}}
	var err error
	if a.key, err = secret(); err != nil {
		return nil, err
	}
	if a.auction, err = artifact.Load("ExpressLaneAuction"); err != nil {
		return nil, fmt.Errorf("load the auction contract: %w", err)
	}
	a.contract = crypto.CreateAddress(a.account(), 1)
	return a, nil
}

func (a *Auctioneer) account() common.Address { return crypto.PubkeyToAddress(a.key.PublicKey) }

// Contract is where the ExpressLaneAuction is, the same on every local chain.
func (a *Auctioneer) Contract() common.Address { return a.contract }

// proxyCode creates a minimal proxy (EIP-1167): the contract initialises only
// when it is delegated to.
func proxyCode(to common.Address) []byte {
	code := common.FromHex("0x3d602d80600a3d3981f3363d3d373d3d3d363d73")
	return append(append(code, to[:]...), common.FromHex("0x5af43d82803e903d91602b57fd5bf3")...)
}

// timing is RoundTimingInfo of the contract.
type timing struct {
	OffsetTimestamp          int64
	RoundDurationSeconds     uint64
	AuctionClosingSeconds    uint64
	ReserveSubmissionSeconds uint64
}

// initArgs is InitArgs of the contract.
type initArgs struct {
	Auctioneer            common.Address `abi:"_auctioneer"`
	BiddingToken          common.Address `abi:"_biddingToken"`
	Beneficiary           common.Address `abi:"_beneficiary"`
	RoundTimingInfo       timing         `abi:"_roundTimingInfo"`
	MinReservePrice       *big.Int       `abi:"_minReservePrice"`
	AuctioneerAdmin       common.Address `abi:"_auctioneerAdmin"`
	MinReservePriceSetter common.Address `abi:"_minReservePriceSetter"`
	ReservePriceSetter    common.Address `abi:"_reservePriceSetter"`
	ReservePriceAdmin     common.Address `abi:"_reservePriceSetterAdmin"`
	BeneficiarySetter     common.Address `abi:"_beneficiarySetter"`
	RoundTimingSetter     common.Address `abi:"_roundTimingSetter"`
	MasterAdmin           common.Address `abi:"_masterAdmin"`
}

// Deploy puts the contract on the chain, opens the express lane and serves the
// namespace auctioneer on the chain's RPC.
func (a *Auctioneer) Deploy(ctx context.Context) error {
	me := a.account()
	a.offset = a.opts.Chain.Head().Time
	data, err := a.auction.ABI.Pack("initialize", initArgs{
		Auctioneer: me, BiddingToken: a.opts.Token, Beneficiary: me,
		RoundTimingInfo: timing{int64(a.offset), a.opts.Round, a.opts.Closing, a.opts.Submission}, MinReservePrice: a.opts.Reserve,
		AuctioneerAdmin: me, MinReservePriceSetter: me, ReservePriceSetter: me, ReservePriceAdmin: me,
		BeneficiarySetter: me, RoundTimingSetter: me, MasterAdmin: me,
	})
	if err != nil {
		return fmt.Errorf("pack the auction's terms: %w", err)
	}
	var txs []*types.Transaction
	for _, step := range []struct {
		to   *common.Address
		data []byte
	}{
		{nil, a.auction.Bytecode},
		{nil, proxyCode(crypto.CreateAddress(me, 0))},
		{&a.contract, data},
	} {
		tx, err := a.sign(step.to, step.data, 8_000_000)
		if err != nil {
			return err
		}
		txs = append(txs, tx)
	}
	_, receipts, err := a.opts.Chain.Mine(ctx, txs)
	if err != nil {
		return fmt.Errorf("deploy the auction: %w", err)
	}
	for i, r := range receipts {
		if i < len(txs) && r.Status != types.ReceiptStatusSuccessful {
			return fmt.Errorf("deploy the auction: transaction %d of %d reverted with %d gas used", i+1, len(txs), r.GasUsed)
		}
	}
	out, err := a.ask(ctx, "domainSeparator")
	if err != nil {
		return err
	}
	a.domain = out[0].([32]byte)
	if err := a.opts.Chain.OpenExpressLane(ctx, a.contract); err != nil {
		return err
	}
	return a.opts.Chain.Register("auctioneer", &api{a})
}

func (a *Auctioneer) sign(to *common.Address, data []byte, gas uint64) (*types.Transaction, error) {
	signer := a.opts.Chain.Signer()
	tx, err := types.SignNewTx(a.key, signer, &types.DynamicFeeTx{
		ChainID: signer.ChainID(), Nonce: a.nonce, GasTipCap: new(big.Int), GasFeeCap: big.NewInt(1e12), Gas: gas, To: to, Data: data,
	})
	if err != nil {
		return nil, fmt.Errorf("sign: %w", err)
	}
	a.nonce++
	return tx, nil
}

// ask calls a view of the contract at the head.
func (a *Auctioneer) ask(ctx context.Context, method string, args ...any) ([]any, error) {
	data, err := a.auction.ABI.Pack(method, args...)
	if err != nil {
		return nil, fmt.Errorf("pack %s: %w", method, err)
	}
	raw, err := a.opts.Chain.Client().CallContract(ctx, ethereum.CallMsg{To: &a.contract, Data: data}, nil)
	if err != nil {
		return nil, fmt.Errorf("ask the auction for %s: %w", method, err)
	}
	out, err := a.auction.ABI.Unpack(method, raw)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", method, err)
	}
	return out, nil
}

// now is the round of the chain's time, and whether bidding for the next one is
// closed.
func (a *Auctioneer) now() (round uint64, closed bool) {
	since := a.opts.Chain.Time() - a.offset
	return since / a.opts.Round, since%a.opts.Round >= a.opts.Round-a.opts.Closing
}

// Run settles each auction when it is closed, until ctx ends, which is no error.
func (a *Auctioneer) Run(ctx context.Context) error {
	tick := time.NewTicker(a.opts.Poll)
	defer tick.Stop()
	settled := uint64(0)
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
		round, closed := a.now()
		if !closed || settled == round+1 {
			continue
		}
		settled = round + 1
		if err := a.settle(ctx, settled); err != nil && ctx.Err() == nil {
			a.opts.Logger.Warn("auction not settled", "round", settled, "err", err)
		}
	}
}

// settle resolves the auction of a round on chain.
func (a *Auctioneer) settle(ctx context.Context, round uint64) error {
	best := a.take(round)
	if len(best) == 0 {
		return nil
	}
	method, args := "resolveSingleBidAuction", []any{best[0].onChain()}
	if len(best) > 1 {
		method, args = "resolveMultiBidAuction", append(args, best[1].onChain())
	}
	data, err := a.auction.ABI.Pack(method, args...)
	if err != nil {
		return fmt.Errorf("pack %s: %w", method, err)
	}
	client := a.opts.Chain.Client()
	if a.nonce, err = client.NonceAt(ctx, a.account(), nil); err != nil {
		return fmt.Errorf("read the auctioneer's nonce: %w", err)
	}
	tx, err := a.sign(&a.contract, data, 1_000_000)
	if err != nil {
		return err
	}
	if err := a.opts.Chain.Resolve(ctx, tx); err != nil {
		return fmt.Errorf("send %s: %w", method, err)
	}
	return nil
}
