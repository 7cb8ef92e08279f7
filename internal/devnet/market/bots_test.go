package market

import (
	"math/big"
	"testing"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"mevbot/internal/devnet"
)

// sentBy picks the transaction of an account.
func (p *place) sentBy(t *testing.T, list []devnet.Timed, who common.Address) *devnet.Timed {
	t.Helper()
	for i := range list {
		from, err := types.Sender(p.signer, list[i].Tx)
		if err != nil {
			t.Fatal(err)
		}
		if from == who {
			return &list[i]
		}
	}
	return nil
}

// worth is what a bot has of native and wrapped coin at the head.
func (p *place) worth(t *testing.T, b Bot) *big.Int {
	t.Helper()
	sum := new(big.Int)
	for _, owner := range []common.Address{b.Account, b.Contract} {
		native, err := p.client.BalanceAt(t.Context(), owner, p.head.Number())
		if err != nil {
			t.Fatal(err)
		}
		data, err := p.code.weth.ABI.Pack("balanceOf", owner)
		if err != nil {
			t.Fatal(err)
		}
		raw, err := p.client.CallContract(t.Context(), ethereum.CallMsg{To: &p.addresses.WETH, Data: data}, p.head.Number())
		if err != nil {
			t.Fatal(err)
		}
		sum.Add(sum, native).Add(sum, new(big.Int).SetBytes(raw))
	}
	return sum
}

// mine makes a block of the transactions given.
func (p *place) mine(t *testing.T, txs ...*types.Transaction) types.Receipts {
	t.Helper()
	block, receipts, err := p.chain.Mine(t.Context(), txs)
	if err != nil {
		t.Fatal(err)
	}
	p.head = block
	return receipts
}

// Both bots see the same gaps and want them. Whoever is first gets one, and what
// it nets is what it counted on, less the tip; the other pays for a failure, but
// the one that sizes on chain little.
func TestBotsCompete(t *testing.T) {
	p := openMarket(t, Options{Seed: 3, Tips: true, Bots: 2, NoRivals: true}, func(o *devnet.Options) { o.Ordering = devnet.PGA })
	bots := p.Bots()
	met := 0
	for range 120 {
		arrivals, err := p.Next(t.Context(), p.head)
		if err != nil {
			t.Fatal(err)
		}
		fast, sizing := p.sentBy(t, arrivals, bots[0].Account), p.sentBy(t, arrivals, bots[1].Account)
		var rest []*types.Transaction
		for i := range arrivals {
			if tx := arrivals[i].Tx; (fast == nil || tx != fast.Tx) && (sizing == nil || tx != sizing.Tx) {
				rest = append(rest, tx)
			}
		}
		if fast == nil || sizing == nil {
			for _, b := range []*devnet.Timed{fast, sizing} {
				if b != nil {
					rest = append(rest, b.Tx)
				}
			}
			p.mine(t, rest...)
			continue
		}
		if !fast.Reaction || !sizing.Reaction || fast.At >= sizing.At || sizing.At-fast.At < BotLead {
			t.Errorf("reactions at %v and %v", fast.At, sizing.At)
		}
		first := met % 2
		order := []*types.Transaction{fast.Tx, sizing.Tx}
		if first == 1 {
			order[0], order[1] = order[1], order[0]
		}
		before := p.worth(t, bots[first])
		receipts := p.mine(t, append(order, rest...)...)
		if receipts[0].Status != 1 {
			t.Errorf("%s was first and failed, with %d gas", bots[first].Name, receipts[0].GasUsed)
		}
		// What it netted is what it counted on, unless the trade took more gas than it
		// takes a trade for.
		if net := new(big.Int).Sub(p.worth(t, bots[first]), before); net.Sign() <= 0 && receipts[0].GasUsed <= resizerGas {
			t.Errorf("%s was first, used %d gas and netted %s", bots[first].Name, receipts[0].GasUsed, net)
		}
		if receipts[1].Status == 0 && first == 0 && receipts[1].GasUsed > 75_000 {
			t.Errorf("nothing was left, and it cost the resizing bot %d gas to see that", receipts[1].GasUsed)
		}
		if price := receipts[0].EffectiveGasPrice; price.Cmp(new(big.Int).Add(p.head.BaseFee(), order[0].GasTipCap())) != 0 {
			t.Errorf("paid %s a unit of gas: base fee %s, tip %s", price, p.head.BaseFee(), order[0].GasTipCap())
		}
		if met++; met == 6 {
			return
		}
	}
	t.Errorf("the bots met %d times only", met)
}

// With a Fast Feed a bot acts on what the open block has done: what it sends then
// succeeds right behind it.
func TestBotsSeeInsideTheBlock(t *testing.T) {
	p := openMarket(t, Options{Seed: 3, Tips: true, Bots: 1, BotFastFeed: true, NoRivals: true}, func(o *devnet.Options) { o.Ordering = devnet.PGA })
	bot := p.Bots()[0]
	for done := 0; done < 3; {
		if p.head.NumberU64() > 300 {
			t.Fatalf("%d reactions in 200 blocks", done)
		}
		arrivals, err := p.Next(t.Context(), p.head)
		if err != nil {
			t.Fatal(err)
		}
		var txs []*types.Transaction
		for i := range arrivals {
			txs = append(txs, arrivals[i].Tx)
		}
		number := p.head.NumberU64() + 1
		receipts := p.mine(t, txs...)
		if list, err := p.Executed(t.Context(), number+1, receipts); err != nil || len(list) != 0 {
			t.Fatalf("reacted to another block: %v, %v", list, err)
		}
		list, err := p.Executed(t.Context(), number, receipts)
		if err != nil {
			t.Fatal(err)
		}
		reaction := p.sentBy(t, list, bot.Account)
		if reaction == nil {
			continue
		}
		done++
		if r := p.mine(t, reaction.Tx); !reaction.Reaction || r[0].Status != 1 {
			t.Errorf("reaction to block %d: status %d with %d gas", number, r[0].Status, r[0].GasUsed)
		}
	}
}
