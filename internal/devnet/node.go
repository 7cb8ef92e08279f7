package devnet

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/big"
	"slices"
	"time"

	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/core"
	"github.com/ethereum/go-ethereum/core/rawdb"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/eth"
	"github.com/ethereum/go-ethereum/eth/ethconfig"
	"github.com/ethereum/go-ethereum/eth/filters"
	"github.com/ethereum/go-ethereum/node"
	"github.com/ethereum/go-ethereum/p2p"
	"github.com/ethereum/go-ethereum/params"
	"github.com/ethereum/go-ethereum/rpc"
)

const (
	// gasLimit of a block, as on Arbitrum One: 32M of compute.
	gasLimit = 32_000_000
	// genesisTime is any time in the past; the first block has the wall's.
	genesisTime = 1_700_000_000
	// callGasCap lets one eth_call hold thousands of quotes.
	callGasCap  = 20_000_000_000
	callTimeout = 30 * time.Second
	rpcBody     = 64 << 20
	clientName  = "mev-bot-local-chain"
)

// vault is the node: the state, and the servers that answer about it.
type vault struct {
	stack  *node.Node
	eth    *eth.Ethereum
	server *rpc.Server
}

// openVault builds and starts the node. extra stands before go-ethereum's own
// methods of the eth namespace; bits are the metadata of a block, nil where it
// has none.
func openVault(opts Options, extra any, bits func(block uint64) []byte) (*vault, error) {
	stack, err := node.New(&node.Config{
		Name: clientName, DataDir: opts.DataDir, UseLightweightKDF: true,
		P2P: p2p.Config{NoDiscovery: true, NoDial: true},
	})
	if err != nil {
		return nil, fmt.Errorf("make the node: %w", err)
	}
	v := &vault{stack: stack}
	if err := v.start(opts, extra, bits); err != nil {
		return nil, errors.Join(err, v.close())
	}
	return v, nil
}

func (v *vault) start(opts Options, extra any, bits func(uint64) []byte) (err error) {
	config := ethconfig.Defaults
	config.Genesis = genesis(opts)
	config.NetworkId = uint64(opts.ChainID)
	config.SyncMode = ethconfig.FullSync
	// Proofs and surveys ask for old balances: only the hash scheme keeps the
	// state of every block readable without a freezer.
	config.StateScheme, config.NoPruning = rawdb.HashScheme, !opts.Prune
	config.SnapshotCache, config.TrieCleanCache = 0, 256
	config.NoPrefetch = true   // the state is in memory; a second execution would only warm it
	config.LogNoHistory = true // logs are found by bloom, exactly, from the first block on
	config.TxPool.NoLocals, config.TxPool.Journal = true, ""
	config.BlobPool.Datadir = ""
	config.RPCGasCap, config.RPCEVMTimeout = callGasCap, callTimeout
	if v.eth, err = eth.New(v.stack, &config); err != nil {
		return fmt.Errorf("make the chain: %w", err)
	}
	// Named for tests, but the one way to run a chain by rules of its own.
	v.chain().SetBlockValidatorAndProcessorForTesting(v.chain().Validator(), processor{v.chain()})
	receipts, err := v.receipts(v.eth.APIs(), bits)
	if err != nil {
		return err
	}
	v.server = rpc.NewServer()
	v.server.SetHTTPBodyLimit(rpcBody)
	v.server.SetWebsocketReadLimit(rpcBody)
	apis := append(v.eth.APIs(),
		rpc.API{Namespace: "eth", Service: filters.NewFilterAPI(filters.NewFilterSystem(v.eth.APIBackend, filters.Config{}))},
		rpc.API{Namespace: "web3", Service: web3{}},
		rpc.API{Namespace: "eth", Service: receipts},
		rpc.API{Namespace: "eth", Service: extra},
	)
	for _, api := range apis {
		if !slices.Contains([]string{"eth", "net", "web3"}, api.Namespace) {
			continue
		}
		if err := v.server.RegisterName(api.Namespace, api.Service); err != nil {
			return fmt.Errorf("register namespace %s: %w", api.Namespace, err)
		}
	}
	if err := v.stack.Start(); err != nil {
		return fmt.Errorf("start the node: %w", err)
	}
	return nil
}

func (v *vault) chain() *core.BlockChain { return v.eth.BlockChain() }

// adopt imports a block and makes it the head.
func (v *vault) adopt(ctx context.Context, block *types.Block) error {
	if err := v.store(ctx, block); err != nil {
		return err
	}
	return v.crown(block)
}

// store executes and verifies a block and keeps it beside the chain.
func (v *vault) store(ctx context.Context, block *types.Block) error {
	if _, err := v.chain().InsertBlockWithoutSetHead(ctx, block, false); err != nil {
		return fmt.Errorf("import block %d: %w", block.NumberU64(), err)
	}
	return nil
}

// crown makes a stored block the head. A block that does not follow the head
// undoes what stands between.
func (v *vault) crown(block *types.Block) error {
	if _, err := v.chain().SetCanonical(block); err != nil {
		return fmt.Errorf("make block %d canonical: %w", block.NumberU64(), err)
	}
	return nil
}

func (v *vault) close() error {
	if v.server != nil {
		v.server.Stop()
	}
	if err := v.stack.Close(); err != nil {
		return fmt.Errorf("close the node: %w", err)
	}
	return nil
}

// genesis has every fork through Osaka from the start and the system contracts
// that they call. It looks half full, so that the first block's base fee is that
// of the options; it does not depend on the clock, so that a chain on disk knows
// itself again.
func genesis(opts Options) *core.Genesis {
	g := core.DeveloperGenesisBlock(gasLimit, nil)
	// The developer chain has Bogota on, whose instruction set prices new state
	// five times higher; no Arbitrum chain does.
	g.Config.BogotaTime, g.Config.AmsterdamTime = nil, nil
	g.Config.ChainID = new(big.Int).SetUint64(uint64(opts.ChainID))
	g.BaseFee = opts.BaseFee.ToBig()
	g.GasUsed, g.Timestamp = gasLimit/params.DefaultElasticityMultiplier, genesisTime
	maps.Copy(g.Alloc, opts.Alloc)
	return g
}

// web3 answers the namespace of that name, which go-ethereum's node keeps for
// itself.
type web3 struct{}

// ClientVersion names the local chain and the rules it runs.
func (web3) ClientVersion() string { return clientName + "/osaka" }

// Sha3 is the Keccak-256 of input.
func (web3) Sha3(input hexutil.Bytes) hexutil.Bytes { return crypto.Keccak256(input) }
