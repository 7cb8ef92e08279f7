package timeboost

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"mevbot/internal/rpc"
)

// Answers as nitro words them (timeboost/bid_validator.go, express_lane_service.go),
// and what they become.
func TestCodes(t *testing.T) {
	node := func(code int, text string) error {
		return fmt.Errorf("asked: %w", &rpc.NodeError{Code: code, Message: text})
	}
	unknown := func(err error) error { return fmt.Errorf("%w: %w", rpc.ErrUnknown, err) }
	for _, c := range []struct {
		err    error
		want   error
		detail string
	}{
		{node(-32000, "MALFORMED_DATA"), ErrMalformed, ""},
		{node(-32000, "nil bid: MALFORMED_DATA"), ErrMalformed, "nil bid"},
		{node(-32000, "can not auction for chain id: 1: WRONG_CHAIN_ID"), ErrWrongChain, "can not auction for chain id: 1"},
		{node(-32000, "WRONG_SIGNATURE"), ErrWrongSignature, ""},
		{node(-32000, "auction is closed: BAD_ROUND_NUMBER"), ErrBadRound, "auction is closed"},
		{node(-32000, "bidder 0x1: NOT_DEPOSITOR"), ErrNotDepositor, "bidder 0x1"},
		{node(-32000, "bidder 0x1, onchain balance 0x2, bid amount 0x3: INSUFFICIENT_BALANCE"), ErrBalance, "bidder 0x1, onchain balance 0x2, bid amount 0x3"},
		{node(-32000, "reserve price 2, bid 1: RESERVE_PRICE_NOT_MET"), ErrReservePrice, "reserve price 2, bid 1"},
		{node(-32000, "bidder 0x1 has already sent the maximum allowed bids = 5 in this round: PER_ROUND_BID_LIMIT_REACHED"), ErrTooManyBids, "bidder 0x1 has already sent the maximum allowed bids = 5 in this round"},
		{node(-32000, "invalid Ethereum signature (V is not 27 or 28)"), ErrWrongSignature, "invalid Ethereum signature (V is not 27 or 28)"},
		{node(-32000, "WRONG_AUCTION_CONTRACT"), ErrWrongAuction, ""},
		{node(-32000, "NO_ONCHAIN_CONTROLLER"), ErrNoController, ""},
		{node(-32000, "NOT_EXPRESS_LANE_CONTROLLER"), ErrNotController, ""},
		{node(-32000, "OVERSIZED_DATA"), ErrOversized, ""},
		{node(-32000, "SEQUENCE_NUMBER_TOO_LOW"), ErrSequenceTooLow, ""},
		{node(-32000, "SEQUENCE_NUMBER_ALREADY_SEEN"), ErrSequenceTaken, ""},
		{node(-32000, "message sequence number has reached max allowed limit. SequenceNumber: 1001, Limit: 1000"), ErrSequenceTooHigh, "message sequence number has reached max allowed limit. SequenceNumber: 1001, Limit: 1000"},
		{node(-32601, "the method auctioneer_submitBid does not exist/is not available"), ErrNoLane, "the method auctioneer_submitBid does not exist/is not available"},
		{node(-32000, "something new"), ErrOther, "something new"},
		{node(-32000, "a\nforeign\x00text: REFUSED"), ErrOther, "a foreign text: REFUSED"},
		// A code says that it was refused, whatever the status around it.
		{unknown(node(-32000, "NO_ONCHAIN_CONTROLLER")), ErrNoController, ""},
		{unknown(node(-32000, "context deadline exceeded")), rpc.ErrUnknown, ""},
		{fmt.Errorf("%w: dial", rpc.ErrNotSent), rpc.ErrNotSent, ""},
		{nil, nil, ""},
	} {
		got := typed(c.err)
		refusal, refused := errors.AsType[*RefusalError](got)
		if !errors.Is(got, c.want) || refused && refusal.Detail != c.detail {
			t.Errorf("%v became %v, want %v with %q", c.err, got, c.want, c.detail)
		}
		if code, ok := errors.AsType[CodeError](c.want); ok && (!refused || !strings.Contains(got.Error(), string(code)) || !strings.Contains(got.Error(), advice[code])) {
			t.Errorf("%v says %q", c.err, got)
		}
	}
}

// Whatever a service answers: an error is typed once, short and printable.
func FuzzAnswers(f *testing.F) {
	for _, text := range []string{"", ": ", "x: BAD_ROUND_NUMBER", "queue is full", "\xff\n: NOT_DEPOSITOR", strings.Repeat("y", 999)} {
		f.Add(-32000, text)
	}
	f.Fuzz(func(t *testing.T, code int, text string) {
		err := typed(&rpc.NodeError{Code: code, Message: text})
		refusal, ok := errors.AsType[*RefusalError](err)
		if !ok {
			t.Fatalf("%q became %v", text, err)
		}
		if _, known := advice[refusal.Code]; !known {
			t.Errorf("%q has code %q", text, refusal.Code)
		}
		if n := utf8.RuneCountInString(refusal.Detail); n > 203 || strings.ContainsAny(refusal.Detail, "\n\r\x00\x1b") || !utf8.ValidString(refusal.Detail) {
			t.Errorf("%q has the detail %q", text, refusal.Detail)
		}
	})
}

// The wire forms go there and back unchanged.
func TestWireForms(t *testing.T) {
	s := Submission{ChainID: 1, Round: 2, Auction: testAuction, Transaction: []byte{3}, Sequence: 4, Signature: []byte{5}}
	text, err := json.Marshal(&s)
	if want := `{"chainId":"0x1","round":"0x2","auctionContractAddress":"0x0000000000000000000000000000000000000a0c","transaction":"0x03","options":null,"sequenceNumber":"0x4","signature":"0x05"}`; err != nil || string(text) != want {
		t.Errorf("%s, %v", text, err)
	}
}
