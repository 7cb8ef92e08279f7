package rpc

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// Whatever the way takes and wherever in its second the header was written: a right
// clock is never called wrong, and a wrong one never more wrong than it is.
func TestSkewIsNeverExaggerated(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		off := time.Duration(rapid.Int64Range(int64(-time.Hour), int64(time.Hour)).Draw(t, "off"))
		there := time.UnixMilli(rapid.Int64Range(1e12, 2e12).Draw(t, "asked"))
		out := time.Duration(rapid.Int64Range(0, int64(5*time.Second)).Draw(t, "out"))
		back := time.Duration(rapid.Int64Range(0, int64(5*time.Second)).Draw(t, "back"))
		date := there.Add(out).Truncate(time.Second)
		got := skewOf(date, there.Add(off), there.Add(out+back+off))
		if off == 0 && got != 0 || off > 0 && (got < 0 || got > off) || off < 0 && (got > 0 || got < off) {
			t.Fatalf("a clock that is off by %s is said to be off by %s", off, got)
		}
		if least := off.Abs() - out - back - time.Second; got.Abs() < least {
			t.Fatalf("a clock that is off by %s is said to be off by %s", off, got)
		}
	})
}

func TestTheDateOfAnAnswerIsLearned(t *testing.T) {
	var date string
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header()["Date"] = nil
		if date != "" {
			w.Header().Set("Date", date)
		}
		_, _ = w.Write([]byte(`{"jsonrpc":"2.0","id":1,"result":"0x1"}`))
	}))
	defer s.Close()
	now := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	tr := newTransport(s.URL, 1000, func() time.Time { return now })
	defer tr.close()
	ask := func() {
		tr.next.Store(0)
		if _, err := tr.call(t.Context(), "eth_chainId", nil); err != nil {
			t.Fatal(err)
		}
	}
	for _, tc := range []struct {
		date  string
		known bool
		want  float64
	}{
		{"", false, 0},
		{"soon", false, 0},
		{"Fri, 02 Jan 2026 03:04:05 GMT", true, 0},
		{"Fri, 02 Jan 2026 03:03:54 GMT", true, 10},
		{"", true, 10}, // an answer without a date says nothing
		{"Fri, 02 Jan 2026 03:04:12 GMT", true, -7},
	} {
		date = tc.date
		ask()
		if got, known := tr.skew.seconds(); got != tc.want || known != tc.known {
			t.Errorf("after %q: %v, %v; want %v, %v", tc.date, got, known, tc.want, tc.known)
		}
	}
}
