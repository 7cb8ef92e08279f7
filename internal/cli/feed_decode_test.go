package cli

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A frame of the local chain: an end of a block, then a report whose hash the
// message does not determine.
const twoFrames = `{"version":1,"messages":[{"sequenceNumber":7,"message":{"message":{"header":{"kind":6,"sender":"0xa4b000000000000000000073657175656e636572","blockNumber":1,"timestamp":2,"requestId":null,"baseFeeL1":0},"l2Msg":""},"delayedMessagesRead":1},"signatureV2":null}]}
{"sequenceNumber":8,"message":{"message":{"header":{"kind":3,"sender":"0xa4b000000000000000000073657175656e636572","blockNumber":1,"timestamp":1790000000,"requestId":null,"baseFeeL1":null},"l2Msg":"BPhmAYQF9eEAglIIlAAAAAAAAAAAAAAAAAAAAAAAAAC7BYCDAUmGoNmnedjpHu0GoRqpuBZV+KPHZXPQYry6hIpa/XIIC2sMoBoh8GapVWV4aPDQcJMS8E9HLPrR/ybjjo0S5RJGqI6m"},"delayedMessagesRead":1},"signatureV2":null}`

func decodeCommand(stdin string, args ...string) (rows []messageRow, out, errs string, code int) {
	root := newRoot(nil)
	var stdout, stderr bytes.Buffer
	root.SetIn(strings.NewReader(stdin))
	root.SetArgs(append([]string{"feed", "decode"}, args...))
	root.SetOut(&stdout)
	root.SetErr(&stderr)
	if err := root.Execute(); err != nil {
		return nil, stdout.String(), err.Error(), exitCode(err)
	}
	for line := range strings.Lines(stdout.String()) {
		var row messageRow
		if err := json.Unmarshal([]byte(line), &row); err != nil {
			return nil, stdout.String(), err.Error(), -1
		}
		rows = append(rows, row)
	}
	return rows, stdout.String(), "", exitOK
}

func TestFeedDecodePrintsFramesAndBareMessages(t *testing.T) {
	file := filepath.Join(t.TempDir(), "frames")
	if err := os.WriteFile(file, []byte(twoFrames), 0o600); err != nil {
		t.Fatal(err)
	}
	rows, out, errs, code := decodeCommand("", file)
	if code != exitOK || len(rows) != 2 {
		t.Fatalf("exit %d: %s%s", code, out, errs)
	}
	if r := rows[0]; r.Seq != 7 || r.Block != 22207824 || r.Kind != 6 || len(r.Txs) != 0 || r.Reason == "" {
		t.Errorf("%+v", r)
	}
	r := rows[1]
	if r.Seq != 8 || r.Block != 22207825 || r.Reason != "" || len(r.Txs) != 1 {
		t.Fatalf("%+v", r)
	}
	want := txRow{
		Hash: "0xb95e554dee42bf0e8516c00029d2196bb60fb23a2a6a8970713d11912455caf1", From: "0x2c7536E3605D9C16a7a3D7b1898e529396a65c23",
		To: "0x00000000000000000000000000000000000000bb", Nonce: 1, Value: "5", Gas: 21000,
	}
	if got := r.Txs[0]; got.Hash != want.Hash || got.From != want.From || !strings.EqualFold(got.To, want.To) || got.Nonce != want.Nonce || got.Value != want.Value || got.Gas != want.Gas {
		t.Errorf("%+v, want %+v", got, want)
	}
	if rows, _, _, code = decodeCommand(twoFrames, "-", "--chain-id", "4663", "--genesis", "100"); code != exitOK || rows[0].Block != 107 || rows[1].Txs[0].Error == "" {
		t.Errorf("exit %d, %+v", code, rows)
	}
}

func TestFeedDecodeRefuses(t *testing.T) {
	for _, c := range []struct {
		code  int
		says  string
		stdin string
		args  []string
	}{
		{exitUsage, "want one file", "", nil},
		{exitUsage, "no such file", "", []string{"/nowhere/frames"}},
		{exitUsage, "invalid argument", "", []string{"-", "--chain-id", "one"}},
		{exitCorrupt, "nothing is there", "", []string{"-"}},
		{exitCorrupt, "read frame 1: malformed", "{", []string{"-"}},
		{exitCorrupt, "read frame 1: malformed", "[]", []string{"-"}},
		{exitCorrupt, "read frame 1: unknown feed envelope version 2", `{"version":2}`, []string{"-"}},
		{exitCorrupt, "read frame 2: malformed", `{"version":1}{"version":1,"messages":[{}]}`, []string{"-"}},
	} {
		_, _, errs, code := decodeCommand(c.stdin, c.args...)
		if code != c.code || !strings.Contains(errs, c.says) {
			t.Errorf("%q %v: exit %d, %q; want %d, %q", c.stdin, c.args, code, errs, c.code, c.says)
		}
	}
}
