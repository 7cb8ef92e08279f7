package replay

import (
	"bytes"
	"flag"
	"os"
	"runtime"
	"testing"

	"mevbot/internal/record"
)

var rewrite = flag.Bool("rewrite", false, "write what the street says now to testdata/street.golden; read the diff")

// play repeats the recording of testdata/street: 8 s of the local chain with a
// reorg of two blocks and a gap of one message.
func play(t testing.TB, log *bytes.Buffer) Report {
	t.Helper()
	reader, err := record.Open("testdata/street")
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	var player Player
	if log != nil {
		player.Log = log
	}
	report, err := player.Play(t.Context(), FromDisk{reader}, CutShort)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// The street decides today as it did when the recording was made, whatever the
// number of cores, and says the same of itself. Where a change of the street is
// wanted, make a new recording:
//
//	mev-bot demo --seed 7 --duration 8s --fault reorg@3s:2,gap@5s:1 --record internal/replay/testdata/street
//	go test ./internal/replay -run Street -rewrite
func TestStreet(t *testing.T) {
	for _, cores := range []int{1, 2} {
		before := runtime.GOMAXPROCS(cores)
		var log bytes.Buffer
		report := play(t, &log)
		runtime.GOMAXPROCS(before)
		if report.Truncated != nil || report.Plans == 0 || report.Messages < 20 {
			t.Errorf("%+v", report)
		}
		if *rewrite {
			if err := os.WriteFile("testdata/street.golden", log.Bytes(), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile("testdata/street.golden")
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(log.Bytes(), want) {
			t.Errorf("%d cores: the street says something else; run with -rewrite and read the diff", cores)
		}
	}
}

// BenchmarkStreet is the whole way from feed messages and blocks to plans, with
// the reading of the recording, which takes most of it.
func BenchmarkStreet(b *testing.B) {
	turns := uint64(0)
	for b.Loop() {
		turns += play(b, nil).Turns
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(turns), "us/turn")
}
