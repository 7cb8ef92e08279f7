package operations

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"mevbot/internal/fuzzing"
	"mevbot/internal/wholefile"
)

// sample is a report with something in every part.
func sample(t testing.TB, at time.Time) *Report {
	t.Helper()
	p, err := New(Options{Now: func() time.Time { return at.Add(-time.Hour) }, read: script(at.Add(-time.Hour))})
	if err != nil {
		t.Fatal(err)
	}
	for i := range 1000 {
		p.Observe(Search, time.Duration(i)*20*time.Microsecond, i%20 == 0)
		p.Observe(Decode, time.Duration(i)*time.Microsecond, false)
	}
	r := p.report(at, Hourly)
	if len(r.Operations) != 2 || len(r.Recommendations) == 0 {
		t.Fatalf("the sample is empty: %+v", r)
	}
	return &r
}

func save(t testing.TB, dir string, at time.Time) *Report {
	t.Helper()
	r := sample(t, at)
	if err := write(dir, nameOf(at), r); err != nil {
		t.Fatal(err)
	}
	return r
}

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

func TestLoadFindsTheNewestAtOrBefore(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "made", "when needed")
	if _, err := Load(dir, noon); !errors.Is(err, ErrNoReport) || !strings.Contains(err.Error(), "every hour") {
		t.Fatalf("of a folder that is not there: %v", err)
	}
	var want []*Report
	for i := range 3 {
		want = append(want, save(t, dir, noon.Add(time.Duration(i)*time.Hour)))
	}
	for _, c := range []struct {
		at   time.Time
		want int
	}{
		{noon, 0},
		{noon.Add(time.Hour - time.Millisecond), 0},
		{noon.Add(time.Hour).In(time.FixedZone("", 7200)), 1},
		{noon.Add(90 * time.Minute), 1},
		{noon.Add(1000 * time.Hour), 2},
		{time.Time{}, 2},
	} {
		got, err := Load(dir, c.at)
		if err != nil || !reflect.DeepEqual(&got.Report, want[c.want]) {
			t.Fatalf("at %s: %v, want report %d", c.at, err, c.want)
		}
	}
	_, err := Load(dir, noon.Add(-time.Millisecond))
	if !errors.Is(err, ErrNoReport) || !strings.Contains(err.Error(), "oldest of 3 is of 2026-11-23 12:00:00Z") {
		t.Fatalf("before all: %v", err)
	}
}

func TestADamagedReportIsSkippedAndNamed(t *testing.T) {
	dir := t.TempDir()
	save(t, dir, noon)
	save(t, dir, noon.Add(time.Hour))
	newest := filepath.Join(dir, nameOf(noon.Add(time.Hour)))
	if err := os.Truncate(newest, 500); err != nil {
		t.Fatal(err)
	}
	got, err := Load(dir, time.Time{})
	if err != nil || !got.Report.At.Equal(noon) || len(got.Skipped) != 1 || !strings.Contains(got.Skipped[0].Error(), "cut off") {
		t.Fatalf("%v, skipped %v", err, got)
	}
	if err := os.Truncate(filepath.Join(dir, nameOf(noon)), 0); err != nil {
		t.Fatal(err)
	}
	_, err = Load(dir, time.Time{})
	if !errors.Is(err, ErrNoReport) || !strings.Contains(err.Error(), "cut off") || !strings.Contains(err.Error(), "empty") {
		t.Fatalf("of two damaged ones: %v", err)
	}
}

func TestEveryCutAndEveryFlippedBitIsNoticed(t *testing.T) {
	text, err := encode(sample(t, noon))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := ReadDocument(bytes.NewReader(text)); err != nil {
		t.Fatal(err)
	}
	for n := range text {
		if _, err := ReadDocument(bytes.NewReader(text[:n])); err == nil {
			t.Fatalf("cut at %d of %d bytes it is read", n, len(text))
		}
	}
	whole := sample(t, noon)
	for n := range text {
		bit := n % 8
		text[n] ^= 1 << bit
		// Capitals in the names of the document's own fields are the same to
		// encoding/json; what it holds is not.
		if got, err := ReadDocument(bytes.NewReader(text)); err == nil && !reflect.DeepEqual(got, whole) {
			t.Fatalf("bit %d of byte %d changes the report and is not noticed", bit, n)
		}
		text[n] ^= 1 << bit
	}
}

func TestANewerSchemaIsSaid(t *testing.T) {
	_, err := ReadDocument(strings.NewReader(`{"schema":2,"sha256":"","report":{}}`))
	if err == nil || !strings.Contains(err.Error(), "newer mev-bot") {
		t.Fatal(err)
	}
	if _, err := ReadJSON(strings.NewReader(`{"schema":2,"at":"2026-11-23T12:00:00Z"}`)); err == nil {
		t.Fatal("schema 2 is read")
	}
	if _, err := ReadDocument(bytes.NewReader(make([]byte, maxFile+1))); err == nil || !strings.Contains(err.Error(), "larger") {
		t.Fatal(err)
	}
}

func TestRetention(t *testing.T) {
	for _, c := range []struct {
		name string
		keep Retention
		want int
	}{
		{"by count", Retention{Count: 3}, 3},
		{"by age", Retention{Age: 4*time.Hour + time.Minute}, 5},
		{"by bytes", Retention{Bytes: 3*10_000 + 500}, 3},
		{"never the newest", Retention{Bytes: 1, Age: 1, Count: 1}, 1},
		{"nothing to do", Retention{}, 10},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			for i := range 10 {
				if err := os.WriteFile(filepath.Join(dir, nameOf(noon.Add(time.Duration(i)*time.Hour))), make([]byte, 10_000), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			for _, foreign := range []string{"notes.txt", "report-x.json", "report-20261123T120000.000Z.json.bak"} {
				if err := os.WriteFile(filepath.Join(dir, foreign), []byte("x"), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			if err := c.keep.setDefaults(); err != nil {
				t.Fatal(err)
			}
			left, err := prune(dir, c.keep, noon.Add(9*time.Hour+1))
			if err != nil {
				t.Fatal(err)
			}
			list, err := List(dir)
			if err != nil || len(list) != c.want || left != int64(c.want)*10_000 || !list[0].At.Equal(noon.Add(9*time.Hour)) {
				t.Fatalf("%d left of %d bytes (%v), want %d", len(list), left, err, c.want)
			}
			all, _ := os.ReadDir(dir)
			if len(all) != c.want+3 {
				t.Fatalf("%d files, want those of others untouched", len(all))
			}
		})
	}
}

func TestWhatAKilledRunLeftIsTakenOver(t *testing.T) {
	dir := t.TempDir()
	r := sample(t, noon)
	if err := write(dir, checkpointName, r); err != nil {
		t.Fatal(err)
	}
	for _, half := range []string{wholefile.Temporary(checkpointName), wholefile.Temporary(nameOf(noon)), wholefile.Temporary("other")} {
		if err := os.WriteFile(filepath.Join(dir, half), []byte("{"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	// Without a bot that runs, the checkpoint itself is found.
	got, err := Load(dir, time.Time{})
	if err != nil || !got.Saved.Checkpoint || !reflect.DeepEqual(&got.Report, r) {
		t.Fatalf("%+v, %v", got, err)
	}
	if err := adopt(dir); err != nil {
		t.Fatal(err)
	}
	got, err = Load(dir, noon)
	if err != nil || got.Saved.Checkpoint || got.Saved.Name != nameOf(noon) {
		t.Fatalf("%+v, %v", got, err)
	}
	all, _ := os.ReadDir(dir)
	if len(all) != 2 {
		t.Fatalf("left: %v", all)
	}
}

// How long saving a report of 33 operations takes, until it is durable.
func BenchmarkSave(b *testing.B) {
	dir, r := b.TempDir(), busy(b).Report(time.Unix(1700005000, 0))
	for b.Loop() {
		if err := write(dir, checkpointName, &r); err != nil {
			b.Fatal(err)
		}
	}
	info, err := os.Stat(filepath.Join(dir, checkpointName))
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(info.Size()), "B/file")
}

const victimDir = "MEV_BOT_TEST_OPERATIONS_VICTIM"

// victim is a bot with a checkpoint every 20 ms. It says how many calls it has
// counted once a checkpoint has them. It ends by itself only if nobody kills it.
func victim(dir string) {
	time.AfterFunc(20*time.Second, func() { os.Exit(1) })
	p, err := New(Options{Dir: dir, Checkpoint: 20 * time.Millisecond})
	if err != nil {
		panic(err)
	}
	go func() { _ = p.Run(context.Background()) }()
	for n := 1; ; n++ {
		p.Observe(Search, time.Millisecond, false)
		counted := time.Now()
		for {
			info, err := os.Stat(filepath.Join(dir, checkpointName))
			// Two periods on, a checkpoint that was begun later is there.
			if err == nil && info.ModTime().After(counted.Add(50*time.Millisecond)) {
				break
			}
			time.Sleep(5 * time.Millisecond)
		}
		fmt.Println(n)
	}
}

func TestKillLosesNoCheckpoint(t *testing.T) {
	dir := t.TempDir()
	for round := range 3 {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), victimDir+"="+dir)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		said := 0
		lines := bufio.NewScanner(out)
		for said < 3+round && lines.Scan() {
			if _, err := fmt.Sscan(lines.Text(), &said); err != nil {
				t.Fatalf("the victim said %q", lines.Text())
			}
		}
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		_ = cmd.Wait() // it was killed
		got, err := Load(dir, time.Time{})
		if err != nil {
			t.Fatal(err)
		}
		if len(got.Report.Operations) != 1 || got.Report.Operations[0].Total < uint64(said) || len(got.Skipped) != 0 {
			t.Fatalf("round %d: a checkpoint of %+v (skipped %v) after %d calls were said to be in one", round, got.Report.Operations, got.Skipped, said)
		}
		if list, _ := List(dir); len(list) != round+1 {
			t.Fatalf("round %d: %d reports, want those of the killed runs before too", round, len(list))
		}
	}
}

func FuzzReadDocument(f *testing.F) {
	text, err := encode(sample(f, noon))
	if err != nil {
		f.Fatal(err)
	}
	x := fuzzing.New(f)
	x.Add(text)
	x.Add(text[:len(text)/2])
	x.Add([]byte(`{"schema":1,"sha256":"44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a","report":{}}`))
	x.Add([]byte(`{"schema":1,"report":null}`))
	x.Fuzz(func(t *testing.T, text []byte) {
		r, err := ReadDocument(bytes.NewReader(text))
		if err != nil {
			return
		}
		again(t, r)
	})
}

// The same beyond the hash, which a fuzzer does not guess.
func FuzzReadJSON(f *testing.F) {
	text, err := json.Marshal(sample(f, noon))
	if err != nil {
		f.Fatal(err)
	}
	x := fuzzing.New(f)
	x.Add(text)
	x.Add([]byte(`{"schema":1,"at":"2026-11-23T12:00:00Z","operations":[{"min_ns":-5,"p99_ns":9223372036854775807}]}`))
	x.Fuzz(func(t *testing.T, text []byte) {
		r, err := ReadJSON(bytes.NewReader(text))
		if err != nil {
			return
		}
		again(t, r)
	})
}

// again shows a report that was read in every form; none may panic, and what is
// saved again is read again.
func again(t *testing.T, r *Report) {
	t.Helper()
	var b bytes.Buffer
	if err := r.WriteText(&b); err != nil {
		t.Fatal(err)
	}
	if err := templates.ExecuteTemplate(&b, "report.html", struct {
		*Report
		Skipped int
	}{r, 0}); err != nil {
		t.Fatal(err)
	}
	text, err := encode(r)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := ReadDocument(bytes.NewReader(text)); err != nil {
		t.Fatal(err)
	}
}
