package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"mevbot/internal/amm"
	"mevbot/internal/chain"
	"mevbot/internal/decode"
	"mevbot/internal/devnet"
	"mevbot/internal/devnet/market"
	"mevbot/internal/event"
	"mevbot/internal/feed"
	"mevbot/internal/pool"
	"mevbot/internal/rpc"
)

func must(err error) {
	if err != nil {
		panic(err)
	}
}

func main() {
	ctx, cancel := context.WithCancel(context.Background())
	log := slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelInfo}))
	m, err := market.New(market.Options{Seed: 7, Operator: common.HexToAddress("0x1234")})
	must(err)
	t0 := time.Now()
	c, err := devnet.Start(ctx, devnet.Options{HTTP: "127.0.0.1:0", WS: "127.0.0.1:0", Feed: "127.0.0.1:0", Alloc: m.Genesis(), Filler: m.Filler, TargetBaseFee: m.TargetBaseFee, Seed: 7, Logger: log})
	must(err)
	fmt.Println("start", time.Since(t0))
	must(m.Deploy(ctx, c))
	fmt.Println("deploy", time.Since(t0), c.Head().Number)
	go func() { fmt.Println("chain ended", c.Run(ctx, m)) }()
	outcomes := map[string]int{}
	var predicted, unpred, readable, swaps, rpclost int
	l := event.Listener{
		SwapPredicted: func(event.SwapPredicted) { predicted++ },
		SwapSettled:   func(s event.SwapSettled) { outcomes[s.Outcome.String()]++ },
		SwapUnpredicted: func(s event.SwapUnpredicted) {
			if s.Readable {
				readable++
			} else {
				unpred++
			}
		},
		BlockConfirmed: func(b event.BlockConfirmed) { swaps += b.Swaps },
		RPCState:       func(s event.RPCState) { rpclost++ },
	}
	cl, err := rpc.New(rpc.Options{HTTP: c.HTTPURL(), WS: c.WSURL(), Logger: log, Listener: l})
	must(err)
	a := m.Addresses()
	opts := pool.Options{Client: cl, Multicall: a.Multicall3, Base: a.WETH, Profile: chain.Local, Listener: l, Logger: log}
	for _, f := range a.Factories {
		fam := amm.Concentrated
		if f.Family == market.UniswapV2 {
			fam = amm.ConstantProduct
		}
		opts.Factories = append(opts.Factories, pool.Factory{Name: f.Name, Family: fam, Address: f.Address, FeeBps: uint32(f.FeeBps)})
	}
	t0 = time.Now()
	mk, err := pool.Load(ctx, opts)
	must(err)
	fmt.Println("load", time.Since(t0), mk.Pools())
	var rs []decode.Router
	kinds := map[string]decode.RouterKind{market.V2Router02: decode.UniswapV2Router, market.SwapRouter: decode.UniswapV3SwapRouter, market.SwapRouter02: decode.UniswapV3SwapRouter02}
	for _, r := range a.Routers {
		rs = append(rs, decode.Router{Address: r.Address, Kind: kinds[r.Kind], FactoryV2: r.V2Factory, FactoryV3: r.V3Factory, WETH: a.WETH})
	}
	d := decode.New(decode.Options{Routers: rs})
	fc, err := feed.New(feed.Options{URLs: []string{c.FeedURL()}, Profile: chain.Local, From: chain.Seq(mk.Head().Number + 1), Listener: l, Logger: log})
	must(err)
	items := make(chan feed.Item, 100)
	blocks := make(chan *pool.Block, 100)
	go fc.Run(ctx, items)
	fo := pool.NewFollower(pool.FollowerOptions{Client: cl, Start: mk.Head(), Logger: log})
	go fo.Run(ctx, blocks)
	var msg decode.Message
	verdicts := map[decode.Verdict]int{}
	end := time.After(20 * time.Second)
	for {
		select {
		case it := <-items:
			if it.Message == nil {
				fmt.Println("item", it)
				continue
			}
			if err := decode.Parse(it.Message, chain.Local.ID, &msg); err != nil {
				fmt.Println("parse", err)
			}
			var txs []pool.TxIntents
			for i := range msg.Txs {
				in, v := d.Intents(&msg.Txs[i], it.Message.Timestamp, nil)
				verdicts[v]++
				txs = append(txs, pool.TxIntents{Hash: msg.Txs[i].Hash, Intents: in, Opaque: v == decode.Opaque})
			}
			mk.Predict(it.Message.Block, it.Message.BlockHash, it.Message.Timestamp, txs)
		case b := <-blocks:
			_, err := mk.Confirm(b)
			must(err)
		case <-end:
			fmt.Println("head", mk.Head().Number, "swaps", swaps, "predicted", predicted, "outcomes", outcomes, "unpredicted opaque", unpred, "readable", readable, "verdicts", verdicts, mk.Counts())
			e := mk.Export()
			diff, err := e.Compare(ctx, cl)
			fmt.Println("compare", len(e.Pools), len(diff), err)
			for i, x := range diff {
				if i < 10 {
					fmt.Println(x.String())
				}
			}
			cancel()
			c.Close()
			return
		}
	}
}
