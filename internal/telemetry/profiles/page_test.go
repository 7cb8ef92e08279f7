package profiles

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/pprof/profile"
)

// sampled is a CPU profile of one function with a value in nanoseconds.
func sampled(t testing.TB, function string, nanos int64) []byte {
	t.Helper()
	fn := &profile.Function{ID: 1, Name: function, Filename: "/secret/path.go"}
	loc := &profile.Location{ID: 1, Line: []profile.Line{{Function: fn, Line: 7}}}
	p := &profile.Profile{
		SampleType: []*profile.ValueType{{Type: "samples", Unit: "count"}, {Type: "cpu", Unit: "nanoseconds"}},
		Sample:     []*profile.Sample{{Location: []*profile.Location{loc}, Value: []int64{nanos / 1e7, nanos}}},
		Location:   []*profile.Location{loc}, Function: []*profile.Function{fn},
		PeriodType: &profile.ValueType{Type: "cpu", Unit: "nanoseconds"}, Period: 1e7, DurationNanos: 5e9,
	}
	var b bytes.Buffer
	if err := p.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// shelf has two CPU profiles, a heap profile of this process, and a clock at noon.
func shelf(t testing.TB) (*Profiles, http.Handler) {
	t.Helper()
	p, err := New(Options{Dir: t.TempDir(), Now: func() time.Time { return noon }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.store.close() })
	put := func(f File, data []byte) {
		if _, err := p.store.save(f, func(w io.Writer) error { _, err := w.Write(data); return err }); err != nil {
			t.Fatal(err)
		}
	}
	put(fileOf(kindCPU, noon.Add(-2*time.Minute)), sampled(t, "mevbot/search.size", 3e9))
	put(fileOf(kindCPU, noon.Add(-time.Minute)), sampled(t, "mevbot/search.size", 4e9))
	var heap bytes.Buffer
	if err := lookup(kindHeap, &heap); err != nil {
		t.Fatal(err)
	}
	put(fileOf(kindHeap, noon), heap.Bytes())
	return p, p.Handler()
}

var (
	olderCPU = fileOf(kindCPU, noon.Add(-2*time.Minute)).ID
	newerCPU = fileOf(kindCPU, noon.Add(-time.Minute)).ID
	heapFile = fileOf(kindHeap, noon).ID
)

func TestListing(t *testing.T) {
	_, h := shelf(t)
	w := answer(h, "/profiles?format=json")
	var l Listing
	if err := json.Unmarshal(w.Body.Bytes(), &l); err != nil || w.Header().Get("Content-Type") != "application/json" {
		t.Fatal(err, w.Header())
	}
	if len(l.Files) != 3 || l.Files[0].ID != heapFile || l.Files[1].ID != newerCPU || l.Files[2].ID != olderCPU || len(l.Misses) != 0 {
		t.Fatalf("%+v", l)
	}
	if got := l.Files[1].Links.Diff; got != "/profiles/"+newerCPU+"/diff/"+olderCPU+"/flamegraph" {
		t.Errorf("diff: %s", got)
	}
	if l.Files[2].Links.Diff != "" || l.Files[0].Links.Diff != "" {
		t.Error("a difference without a profile before it")
	}
	page := answer(h, "/profiles")
	for _, f := range l.Files {
		for _, link := range []string{f.Links.Flamegraph, f.Links.Top, f.Links.Diff, f.Links.Download} {
			if link == "" {
				continue
			}
			if !strings.Contains(page.Body.String(), `href="`+link+`"`) {
				t.Errorf("the page does not link %s", link)
			}
			if w := answer(h, link); w.Code != http.StatusOK || w.Body.Len() == 0 {
				t.Errorf("%s: %d", link, w.Code)
			}
		}
	}
	if strings.Contains(page.Body.String(), "<script") || !strings.Contains(page.Header().Get("Content-Security-Policy"), "default-src 'none'") {
		t.Error("the list needs scripts or allows them")
	}
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/profiles/", http.NoBody)
	r.Header.Set("Accept", "application/json")
	again := httptest.NewRecorder()
	h.ServeHTTP(again, r)
	if again.Body.String() != w.Body.String() {
		t.Error("Accept: application/json answers otherwise")
	}
}

func TestViews(t *testing.T) {
	_, h := shelf(t)
	for target, want := range map[string]string{
		"/profiles/" + newerCPU + "/flamegraph":                            "search.size",
		"/profiles/" + newerCPU + "/top":                                   `"Flat":4000000000`,
		"/profiles/" + newerCPU + "/top?si=samples":                        `"Flat":400,`,
		"/profiles/" + newerCPU + "/peek?f=size":                           "search.size",
		"/profiles/" + newerCPU + "/diff/" + olderCPU + "/top":             `"Flat":1000000000`,
		"/profiles/" + newerCPU + "/diff/" + olderCPU + "/flamegraph":      "search.size",
		"/profiles/" + olderCPU + "/diff/" + newerCPU + "/top":             `"Flat":-1000000000`,
		"/profiles/" + heapFile + "/top?si=alloc_space":                    "Flat",
		"/profiles/" + heapFile + "/flamegraph":                            "stack",
		"/profiles/" + newerCPU + "/diff/" + newerCPU + "/top?n=1":         "Flat",
		"/profiles/" + newerCPU + "/top?diff_base=" + olderCPU + "&si=cpu": "->/profiles/" + newerCPU + "/diff/" + olderCPU + "/top?si=cpu",
		"/profiles/" + newerCPU:                                            "->/profiles/" + newerCPU + "/flamegraph",
		"/profiles/" + newerCPU + "/?si=cpu":                               "->/profiles/" + newerCPU + "/flamegraph?si=cpu",
		"/profiles/" + newerCPU + "/diff/" + olderCPU + "/":                "->/profiles/" + newerCPU + "/diff/" + olderCPU + "/flamegraph",
	} {
		w := answer(h, target)
		if to, redirected := strings.CutPrefix(want, "->"); redirected {
			if w.Code != http.StatusFound || w.Header().Get("Location") != to {
				t.Errorf("%s: %d to %s", target, w.Code, w.Header().Get("Location"))
			}
			continue
		}
		if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), want) {
			t.Errorf("%s: %d without %q: %.300s", target, w.Code, want, w.Body)
		}
	}
	// The difference can be downloaded and read by others.
	w := answer(h, "/profiles/"+newerCPU+"/diff/"+olderCPU+"/download")
	diff, err := profile.ParseData(w.Body.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	var sum int64
	for _, s := range diff.Sample {
		sum += s.Value[1]
	}
	if sum != 1e9 {
		t.Errorf("the difference is %d ns", sum)
	}
}

// Nothing but ids of this package, nothing that reads files or runs programs.
func TestNothingElseIsServed(t *testing.T) {
	p, h := shelf(t)
	outside := filepath.Join(filepath.Dir(p.o.Dir), fileOf(kindCPU, noon).Name)
	if err := os.WriteFile(outside, sampled(t, "outside", 1e9), 0o600); err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewServer(h)
	defer srv.Close()
	defer http.DefaultClient.CloseIdleConnections()
	id := fileOf(kindCPU, noon).ID
	for _, path := range []string{
		"/profiles/..%2f" + id, "/profiles/..%2f" + id + "/download", "/profiles/%2e%2e/download", "/profiles/..%5c" + id + "/top",
		"/profiles/" + id + ".pb.gz/download", "/profiles/%2fetc%2fpasswd/download", "/profiles/../../etc/passwd", "/profiles/" + id + "%00/download",
		"/profiles/" + newerCPU + "/diff/..%2f" + id + "/top", "/profiles/" + newerCPU + "/top?diff_base=../" + id, "/profiles/" + newerCPU + "/top?diff_base=/etc/passwd",
		"/profiles/" + id + "/top", "/profiles/" + id, "/profiles/" + newerCPU + "/source?f=size", "/profiles/" + newerCPU + "/disasm?f=size",
		"/profiles/" + newerCPU + "/graph", "/profiles/" + newerCPU + "/saveconfig?config=x", "/profiles/" + newerCPU + "/deleteconfig?config=x",
	} {
		code, body := fetch(t, srv.URL+path)
		if code != http.StatusNotFound || strings.Contains(body, "outside") || strings.Contains(body, "root:") {
			t.Errorf("%s: %d %.200s", path, code, body)
		}
	}
	if code, body := fetch(t, srv.URL+"/profiles/"+newerCPU+"/diff/"+heapFile+"/top"); code != http.StatusBadRequest || !strings.Contains(body, "one kind") {
		t.Errorf("cpu minus heap: %d %s", code, body)
	}
	r, err := http.Post(srv.URL+"/profiles", "text/plain", http.NoBody) //nolint:noctx // loopback
	if err != nil || r.StatusCode != http.StatusMethodNotAllowed {
		t.Error(r, err)
	}
	r.Body.Close()
}

// A file that is no profile is an answer with its name, not a panic.
func TestDamagedProfile(t *testing.T) {
	p, h := shelf(t)
	f := fileOf(kindCPU, noon)
	if _, err := p.store.save(f, text("not gzip")); err != nil {
		t.Fatal(err)
	}
	if w := answer(h, "/profiles/"+f.ID+"/top"); w.Code != http.StatusInternalServerError || !strings.Contains(w.Body.String(), f.Name) {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	event := fileOf(kindMissed, noon)
	if _, err := p.store.save(event, text("{")); err != nil {
		t.Fatal(err)
	}
	if w := answer(h, "/profiles"); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "event not readable") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

// What retention removed is gone, also if it was just looked at.
func TestRemovedProfileIsGone(t *testing.T) {
	p, h := shelf(t)
	if w := answer(h, "/profiles/"+newerCPU+"/top"); w.Code != http.StatusOK {
		t.Fatal(w.Code)
	}
	if err := p.store.root.Remove(newerCPU + ".pb.gz"); err != nil {
		t.Fatal(err)
	}
	if w := answer(h, "/profiles/"+newerCPU+"/top"); w.Code != http.StatusNotFound {
		t.Error(w.Code)
	}
}

// Many readers of many profiles: the driver's global state is used by one at a
// time (go test -race), and few profiles stay in memory.
func TestViewsAtTheSameTime(t *testing.T) {
	p, h := shelf(t)
	var ids []string
	for i := range 2 * viewsKept {
		f := fileOf(kindCPU, noon.Add(time.Duration(i+1)*time.Minute))
		ids = append(ids, f.ID)
		data := sampled(t, fmt.Sprintf("function%02d", i), 1e9)
		if _, err := p.store.save(f, func(w io.Writer) error { _, err := w.Write(data); return err }); err != nil {
			t.Fatal(err)
		}
	}
	var wg sync.WaitGroup
	for i, id := range ids {
		for _, page := range []string{"top", "flamegraph", "peek?f=function"} {
			wg.Go(func() {
				w := answer(h, "/profiles/"+id+"/"+page)
				if want := fmt.Sprintf("function%02d", i); !strings.Contains(w.Body.String(), want) {
					t.Errorf("%s of %s does not show %s", page, id, want)
				}
			})
		}
	}
	wg.Wait()
	if n := len(p.views.known); n != viewsKept || p.views.order.Len() != n {
		t.Errorf("%d views are kept, %d in order", n, p.views.order.Len())
	}
}

// A reader that gave up does not wait for the driver.
func TestViewWaitsOnlyForItsReader(t *testing.T) {
	_, h := shelf(t)
	if err := lockDriver(t.Context()); err != nil {
		t.Fatal(err)
	}
	defer unlockDriver()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequestWithContext(ctx, http.MethodGet, "/profiles/"+newerCPU+"/top", http.NoBody))
	if w.Body.Len() != 0 {
		t.Error(w.Body)
	}
}

// Services often have no home directory; pprof alone fails without one.
func TestViewsWithoutHome(t *testing.T) {
	t.Setenv("HOME", "")
	t.Setenv("XDG_CONFIG_HOME", "")
	_, h := shelf(t)
	if w := answer(h, "/profiles/"+newerCPU+"/top"); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "search.size") {
		t.Errorf("%d %.300s", w.Code, w.Body)
	}
}

func TestWithoutDirectory(t *testing.T) {
	p, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/profiles", "/profiles/x/top"} {
		if w := answer(p.Handler(), path); w.Code != http.StatusNotFound || !strings.Contains(w.Body.String(), "no directory") {
			t.Errorf("%s: %d %s", path, w.Code, w.Body)
		}
	}
}

// A real browser draws the flame graph under our content security policy.
func TestBrowserDrawsFlameGraph(t *testing.T) {
	chromium, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("chromium is not installed: make test-deps")
	}
	_, h := shelf(t)
	srv := httptest.NewServer(h)
	defer srv.Close()
	for path, want := range map[string][]string{
		"/profiles/" + newerCPU + "/flamegraph":                       {`class="boxtext"`, "search.size"},
		"/profiles/" + newerCPU + "/diff/" + olderCPU + "/flamegraph": {`class="boxtext"`, "search.size"},
		"/profiles/" + newerCPU + "/top":                              {"<td", "search.size"},
		"/profiles":                                                   {"flame graph"},
	} {
		dom := browse(t, chromium, "--dump-dom", srv.URL+path)
		for _, w := range want {
			if !strings.Contains(dom, w) {
				t.Errorf("%s: the browser's page has no %q", path, w)
			}
		}
	}
	if dir := os.Getenv("MEV_BOT_SCREENSHOTS"); dir != "" { // for a person to look at
		browse(t, chromium, "--screenshot="+filepath.Join(dir, "flamegraph.png"), srv.URL+"/profiles/"+heapFile+"/flamegraph?si=alloc_space")
		browse(t, chromium, "--screenshot="+filepath.Join(dir, "profiles.png"), srv.URL+"/profiles")
	}
}

// browse runs a headless browser once.
func browse(t *testing.T, chromium string, args ...string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	home := t.TempDir()
	args = append([]string{
		"--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking",
		"--user-data-dir=" + home, "--window-size=1280,900", "--virtual-time-budget=5000",
	}, args...)
	cmd := exec.CommandContext(ctx, chromium, args...)
	cmd.Env = append(os.Environ(), "HOME="+home)
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("chromium: %v", err)
	}
	return string(out)
}
