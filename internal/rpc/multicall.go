package rpc

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/ethereum/go-ethereum/accounts/abi"
	"github.com/ethereum/go-ethereum/common"
)

// View is one read of a contract inside a Multicall.
type View struct {
	To   common.Address
	Data []byte
}

// Answer to a View: OK is false where the call reverted or had no code.
type Answer struct {
	OK   bool
	Data []byte
}

// MulticallBatch is how many reads one eth_call holds at most: it stays far below the
// 50 Mgas that public nodes allow for one call.
const MulticallBatch = 400

// Multicall3 as deployed at chain.Multicall3 (mds1/multicall3 aggregate3).
const multicallABI = `[{"name":"aggregate3","type":"function","stateMutability":"payable","inputs":[{"name":"calls","type":"tuple[]","components":[{"name":"target","type":"address"},{"name":"allowFailure","type":"bool"},{"name":"callData","type":"bytes"}]}],"outputs":[{"name":"returnData","type":"tuple[]","components":[{"name":"success","type":"bool"},{"name":"returnData","type":"bytes"}]}]}]`

// Multicaller batches reads through a Multicall3 contract.
type Multicaller struct {
	client  *Client
	address common.Address
	abi     abi.ABI
}

// Multicaller returns the batching reader of the contract at address.
func (c *Client) Multicaller(address common.Address) (*Multicaller, error) {
	parsed, err := abi.JSON(strings.NewReader(multicallABI))
	if err != nil {
		return nil, fmt.Errorf("read multicall ABI: %w", err)
	}
	return &Multicaller{client: c, address: address, abi: parsed}, nil
}

// Read answers all views at one block, in as many calls as needed. Pin at to a
// number or hash when more than one batch must agree.
func (m *Multicaller) Read(ctx context.Context, views []View, at At) ([]Answer, error) {
	answers := make([]Answer, 0, len(views))
	for start := 0; start < len(views); start += MulticallBatch {
		batch := views[start:min(start+MulticallBatch, len(views))]
		got, err := m.batch(ctx, batch, at)
		if err != nil {
			return nil, err
		}
		answers = append(answers, got...)
	}
	return answers, nil
}

func (m *Multicaller) batch(ctx context.Context, views []View, at At) ([]Answer, error) {
	type call struct {
		Target       common.Address
		AllowFailure bool
		CallData     []byte
	}
	calls := make([]call, len(views))
	for i, v := range views {
		calls[i] = call{Target: v.To, AllowFailure: true, CallData: v.Data}
	}
	data, err := m.abi.Pack("aggregate3", calls)
	if err != nil {
		return nil, fmt.Errorf("pack multicall: %w", err)
	}
	out, err := m.client.callContract(ctx, ClassBulk, common.Address{}, m.address, data, at)
	if err != nil {
		return nil, fmt.Errorf("multicall of %d reads: %w", len(views), err)
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("no multicall contract at %s: set dex.multicall", m.address)
	}
	var answers []struct {
		Success    bool
		ReturnData []byte
	}
	if err := m.abi.UnpackIntoInterface(&answers, "aggregate3", out); err != nil {
		return nil, fmt.Errorf("read multicall answer: %w", err)
	}
	if len(answers) != len(views) {
		return nil, errors.New("multicall answered another number of reads")
	}
	got := make([]Answer, len(answers))
	for i, a := range answers {
		// A call to an address without code succeeds with no data.
		got[i] = Answer{OK: a.Success && len(a.ReturnData) > 0, Data: a.ReturnData}
	}
	return got, nil
}
