package health

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"
)

// get is the text of a page.
func get(t *testing.T, r *Registry, path string) (int, string) {
	t.Helper()
	w := httptest.NewRecorder()
	r.Handler(nil).ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, http.NoBody))
	return w.Code, w.Body.String()
}

func read[T any](t *testing.T, r *Registry, path string) (list []T) {
	t.Helper()
	code, text := get(t, r, path)
	if err := json.Unmarshal([]byte(text), &list); code != 200 || err != nil {
		t.Fatalf("%s: %d, %v: %s", path, code, err, text)
	}
	return list
}

func TestHistoryOverARestart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		dir := t.TempDir()
		w := world{}
		begin := func() (*Registry, func()) {
			r := New(Options{Dir: dir, History: 20})
			add(t, r, Module{Name: "rpc", Blocks: true, Interval: time.Second, Check: w.check("rpc")})
			r.MarkStarted()
			return r, run(t, r)
		}
		r, stop := begin()
		time.Sleep(65 * time.Second)
		w["rpc"].Store(true)
		time.Sleep(10 * time.Minute)
		stop()
		before, events := read[Snapshot](t, r, "/health/history"), read[Event](t, r, "/health/events")
		if len(before) != 20 || before[19].Status != "not_ready" || before[19].Modules["rpc"].Error != "rpc does not answer" {
			t.Fatalf("%d snapshots, the last %+v", len(before), before[len(before)-1])
		}
		if before[1].Time.Sub(before[0].Time) != 30*time.Second {
			t.Errorf("a snapshot every %s, want health.interval", before[1].Time.Sub(before[0].Time))
		}
		last := events[len(events)-1]
		if want := (Event{Time: last.Time, Module: "rpc", From: Healthy, To: Unhealthy, Reason: "rpc does not answer"}); last != want {
			t.Errorf("%+v, want %+v", last, want)
		}

		r, stop = begin()
		defer stop()
		time.Sleep(500 * time.Millisecond)
		after := read[Event](t, r, "/health/events")
		for i := range events {
			if after[i] != events[i] {
				t.Errorf("event %d: %+v, before the restart %+v", i, after[i], events[i])
			}
		}
		if got := read[Snapshot](t, r, "/health/history?count=3"); len(got) != 3 || !got[2].Time.Equal(before[19].Time) {
			t.Errorf("after the restart the last of %d is of %s, want %s", len(got), got[2].Time, before[19].Time)
		}
		var page ModulePage
		_, text := get(t, r, "/health/modules/rpc")
		if err := json.Unmarshal([]byte(text), &page); err != nil || len(page.Events) < 3 || page.Events[len(page.Events)-1].Module != "rpc" {
			t.Errorf("%v: %s", err, text)
		}
	})
}

func TestExportIsWhatTheHistoryIs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := New(Options{History: 50})
		w := world{}
		add(t, r, Module{Name: "rpc", Check: w.check("rpc")})
		add(t, r, Module{Name: "evil", Check: func(context.Context) error { return errors.New("=cmd|'/c calc'!A1, \"x\"\nsecond line") }})
		stop := run(t, r)
		time.Sleep(5 * time.Minute)
		stop()
		snapshots := read[Snapshot](t, r, "/health/history/export?format=json&count=4")
		code, text := get(t, r, "/health/history/export?format=csv&count=4")
		rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
		if code != 200 || err != nil || len(rows) != 1+4*3 || len(snapshots) != 4 {
			t.Fatalf("%d, %v: %d rows, %d snapshots", code, err, len(rows), len(snapshots))
		}
		for _, row := range rows[1:] {
			at, err := time.Parse(time.RFC3339Nano, row[0])
			found := false
			for _, s := range snapshots {
				if s.Time.Equal(at) {
					m := s.Modules[row[3]]
					found = string(m.Status) == row[4] && strings.TrimPrefix(row[7], "'") == m.Error
				}
			}
			if err != nil || !found || strings.HasPrefix(row[7], "=") {
				t.Errorf("%q is not in the history", row)
			}
		}
		for path, want := range map[string]string{
			"/health/history?count=0":                     `count is \"0\": want a number from 1 to 50, as in ?count=10`,
			"/health/history?count=51":                    "want a number from 1 to 50",
			"/health/history?count=":                      "want a number",
			"/health/events?count=ten":                    `count is \"ten\"`,
			"/health/history/export?format=xml":           `format is \"xml\": want json or csv, as in ?format=csv`,
			"/health/history/export?count=-1":             "want a number",
			"/health/history/export?format=csv&count=1e3": "want a number",
		} {
			if code, text := get(t, r, path); code != 400 || !strings.Contains(text, want) {
				t.Errorf("%s: %d %s", path, code, text)
			}
		}
	})
}

// Whatever is in the files, the bot starts, shows what can be read and goes on
// writing.
func TestDamagedHistory(t *testing.T) {
	good := `{"time":"2026-01-01T00:00:00Z","module":"rpc","from":"healthy","to":"unhealthy","reason":"gone"}`
	for name, c := range map[string]struct {
		text string
		kept int
	}{
		"empty":      {"", 0},
		"torn":       {good + "\n" + good[:40], 1},
		"noise":      {good + "\n\x00\xff\x00garbage\n" + good + "\n", 2},
		"other type": {"[1,2]\n\"x\"\n" + good + "\n", 1},
		"long line":  {strings.Repeat("x", 3<<20) + "\n" + good, 1},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			path := filepath.Join(dir, "health-events.jsonl")
			if err := os.WriteFile(path, []byte(c.text), 0o600); err != nil {
				t.Fatal(err)
			}
			for round := range 2 {
				p := newPast(dir, 10, slog.New(slog.DiscardHandler))
				p.load()
				if len(p.events) != c.kept+round {
					t.Fatalf("round %d: %d events, want %d", round, len(p.events), c.kept+round)
				}
				p.happened([]Event{{Module: "new"}})
				p.write()
			}
		})
	}
	t.Run("a folder in its place", func(t *testing.T) {
		dir := t.TempDir()
		if err := os.Mkdir(filepath.Join(dir, "health-events.jsonl"), 0o700); err != nil {
			t.Fatal(err)
		}
		var said bytes.Buffer
		p := newPast(dir, 10, slog.New(slog.NewTextHandler(&said, nil)))
		p.load()
		for range 3 {
			p.happened([]Event{{Module: "new"}})
			p.write()
		}
		if len(p.events) != 3 || strings.Count(said.String(), "is not written") != 1 {
			t.Errorf("%d events, want 3; said %s", len(p.events), said.String())
		}
	})
}

func TestFilesAreBounded(t *testing.T) {
	dir := t.TempDir()
	p := newPast(dir, 10, slog.New(slog.DiscardHandler))
	p.load()
	for i := range 1000 {
		p.happened([]Event{{Module: "m", Reason: strconv.Itoa(i)}})
		p.write()
		text, err := os.ReadFile(filepath.Join(dir, "health-events.jsonl"))
		if n := bytes.Count(text, []byte{'\n'}); err != nil || n > 21 {
			t.Fatalf("%v: %d lines after %d events", err, n, i)
		}
	}
	again := newPast(dir, 10, slog.New(slog.DiscardHandler))
	again.load()
	if len(again.events) != 10 || again.events[9].Reason != "999" || again.events[0].Reason != "990" {
		t.Errorf("kept %+v", again.events)
	}
}

// TestWriter is the process that TestKill kills.
func TestWriter(t *testing.T) {
	dir := os.Getenv("HEALTH_TEST_DIR")
	if dir == "" {
		return
	}
	p := newPast(dir, 50, slog.New(slog.DiscardHandler))
	p.load()
	first := 0
	if n := len(p.events); n > 0 {
		if _, err := fmt.Sscan(p.events[n-1].Reason, &first); err != nil {
			t.Fatal(err)
		}
	}
	for i := first + 1; ; i++ {
		p.happened([]Event{{Module: "m", Reason: strconv.Itoa(i)}})
		p.write()
		fmt.Println("wrote", i)
	}
}

// What was written before a kill -9 is there after it, in order, with at most
// the line torn that was being written.
func TestKill(t *testing.T) {
	dir := t.TempDir()
	for round := range 10 {
		cmd := exec.Command(os.Args[0], "-test.run=^TestWriter$")
		cmd.Env = append(os.Environ(), "HEALTH_TEST_DIR="+dir)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		told := 0
		buf := make([]byte, 4096)
		var text strings.Builder
		for text.Len() < 3000*(1+round%3) {
			n, err := out.Read(buf)
			text.Write(buf[:n])
			if err != nil {
				t.Fatal(err, text.String())
			}
		}
		_ = cmd.Process.Signal(syscall.SIGKILL)
		_ = cmd.Wait()
		for line := range strings.Lines(text.String()) {
			if strings.HasSuffix(line, "\n") {
				_, _ = fmt.Sscanf(line, "wrote %d", &told)
			}
		}
		p := newPast(dir, 50, slog.New(slog.DiscardHandler))
		p.load()
		if len(p.events) != 50 {
			t.Fatalf("%d events after the kill", len(p.events))
		}
		var previous int
		for i, e := range p.events {
			var n int
			if _, err := fmt.Sscan(e.Reason, &n); err != nil || i > 0 && n != previous+1 {
				t.Fatalf("event %s after %d, %v", e.Reason, previous, err)
			}
			previous = n
		}
		if previous < told {
			t.Errorf("the newest is %d, and %d was written", previous, told)
		}
	}
}

func TestOldDumpsAreRemoved(t *testing.T) {
	dir := t.TempDir()
	at := time.Unix(1_700_000_000, 0)
	r := New(Options{DumpDir: dir, Watchdog: time.Minute, Now: func() time.Time { return at }})
	h := r.Heartbeat("feed")
	for range dumpsKept + 5 {
		h.Beat()
		r.watch()
		at = at.Add(2 * time.Minute)
		r.watch()
		r.watch()
	}
	files, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil || len(files) != dumpsKept {
		t.Fatalf("%d dumps, %v; want %d", len(files), err, dumpsKept)
	}
	if newest := fmt.Sprintf("goroutines-%d.txt", at.Unix()); filepath.Base(files[dumpsKept-1]) != newest {
		t.Errorf("the newest of %v is not %s", files, newest)
	}
}
