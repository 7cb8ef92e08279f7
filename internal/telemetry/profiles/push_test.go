package profiles

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/pprof/profile"
	"github.com/grafana/pyroscope-go/upstream"
	"github.com/grafana/pyroscope-go/upstream/remote"
	"github.com/prometheus/client_golang/prometheus/testutil"
)

// ingested is one request as a Pyroscope server sees it.
type ingested struct {
	path, method  string
	query         url.Values
	header        http.Header
	profile       []byte
	types         map[string]map[string]any
	user, pass    string
	partFileNames map[string]string
}

// pyroscope is a server that takes what /ingest documents: a multipart form with
// the parts profile and sample_type_config.
func pyroscope(t testing.TB, status int) (*httptest.Server, <-chan ingested) {
	t.Helper()
	got := make(chan ingested, 100)
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		in := ingested{path: r.URL.Path, method: r.Method, query: r.URL.Query(), header: r.Header.Clone(), partFileNames: map[string]string{}}
		in.user, in.pass, _ = r.BasicAuth()
		form, err := r.MultipartReader()
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		for {
			part, err := form.NextPart()
			if err != nil {
				break
			}
			b, _ := io.ReadAll(part)
			in.partFileNames[part.FormName()] = part.FileName()
			switch part.FormName() {
			case "profile":
				in.profile = b
			case "sample_type_config":
				if err := json.Unmarshal(b, &in.types); err != nil {
					t.Error(err)
				}
			}
		}
		got <- in
		w.WriteHeader(status)
	}))
	t.Cleanup(srv.Close)
	return srv, got
}

func pushing(t testing.TB, o Push) *pusher {
	t.Helper()
	p, err := newPusher(o, newMetrics(nil), nopLogger())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.client.CloseIdleConnections)
	return p
}

func secretFile(t testing.TB, text string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

// Our request against the one of Grafana's own client, for the same profile.
func TestPushAsGrafanasClient(t *testing.T) {
	srv, got := pyroscope(t, http.StatusOK)
	data := sampled(t, "f", 1e9)
	j := job{kind: kindCPU, from: noon, until: noon.Add(5 * time.Second), data: data}
	p := pushing(t, Push{URL: srv.URL + "/base", Labels: map[string]string{"net": "one", "host": "a"}, Tenant: "team", User: "u", PasswordFile: secretFile(t, "p4ss\n")})
	client, err := remote.NewRemote(remote.Config{
		Address: srv.URL + "/base", Threads: 1, Timeout: time.Minute, TenantID: "team", BasicAuthUser: "u", BasicAuthPassword: "p4ss",
		Logger: silent{}, HTTPClient: p.client,
	})
	if err != nil {
		t.Fatal(err)
	}
	client.Start()
	defer client.Stop()
	for _, j := range []job{j, {kind: kindGoroutine, from: noon, until: noon, data: data}} {
		if err := p.post(t.Context(), j); err != nil {
			t.Fatal(err)
		}
		ours := <-got
		client.Upload(grafanas(j))
		theirs := <-got
		if ours.path != "/base/ingest" || ours.path != theirs.path || ours.method != theirs.method {
			t.Errorf("%s %s, not %s %s", ours.method, ours.path, theirs.method, theirs.path)
		}
		if f := ours.query.Get("format"); f != "pprof" { // documented; their client leaves it to the multipart body
			t.Errorf("format=%s", f)
		}
		ours.query.Del("format")
		if !maps.EqualFunc(ours.query, theirs.query, func(a, b []string) bool { return a[0] == b[0] || b[0] == "0" }) {
			t.Errorf("query %v, not %v", ours.query, theirs.query)
		}
		if !bytes.Equal(ours.profile, theirs.profile) || !reflect.DeepEqual(ours.types, theirs.types) || !maps.Equal(ours.partFileNames, theirs.partFileNames) {
			t.Errorf("parts %v %v, not %v %v", ours.partFileNames, ours.types, theirs.partFileNames, theirs.types)
		}
		if ours.user != "u" || ours.pass != "p4ss" || ours.header.Get("X-Scope-OrgID") != "team" || theirs.header.Get("Authorization") != ours.header.Get("Authorization") {
			t.Error("credentials or tenant differ")
		}
	}
}

// grafanas is what Grafana's collector makes of a profile.
func grafanas(j job) *upstream.UploadJob {
	u := &upstream.UploadJob{
		Name: "mev-bot{host=a,net=one}", StartTime: j.from, EndTime: j.until, SpyName: "gospy", SampleRate: 100, Units: "samples",
		AggregationType: "sum", Format: upstream.FormatPprof, Profile: j.data,
	}
	if j.kind == kindGoroutine {
		u.Units, u.AggregationType = "goroutines", "average"
		u.SampleTypeConfig = map[string]*upstream.SampleType{"goroutine": {DisplayName: "goroutines", Units: "goroutines", Aggregation: "average"}}
	}
	return u
}

type silent struct{}

func (silent) Infof(string, ...any)  {}
func (silent) Debugf(string, ...any) {}
func (silent) Errorf(string, ...any) {}

// What the runtime counts since the start is sent as what came in between.
func TestPushSendsDifferences(t *testing.T) {
	srv, got := pyroscope(t, http.StatusOK)
	p := pushing(t, Push{URL: srv.URL, TokenFile: secretFile(t, "t0ken")})
	var kept [][]byte
	var at []time.Time
	for range 2 {
		for range 8 { // so large that the profiler, which samples, takes each of them
			kept = append(kept, make([]byte, 8<<20))
		}
		var b bytes.Buffer
		runtime.GC() // the profile is as of the last collection but one
		runtime.GC()
		if err := lookup(kindHeap, &b); err != nil {
			t.Fatal(err)
		}
		at = append(at, noon.Add(time.Duration(len(at))*time.Minute))
		p.push(t.Context(), job{kind: kindHeap, from: at[len(at)-1], until: at[len(at)-1], data: b.Bytes()})
	}
	in := <-got
	if len(got) != 0 || in.header.Get("Authorization") != "Bearer t0ken" {
		t.Error("the first heap profile was sent too, or without its token")
	}
	if in.query.Get("from") != strconv.FormatInt(at[0].UnixNano(), 10) || in.query.Get("until") != strconv.FormatInt(at[1].UnixNano(), 10) {
		t.Errorf("times: %v", in.query)
	}
	if in.types["inuse_space"]["aggregation"] != "average" || in.types["alloc_space"]["units"] != "bytes" {
		t.Errorf("types: %v", in.types)
	}
	prof, err := profile.ParseData(in.profile)
	if err != nil {
		t.Fatal(err)
	}
	var allocated, inUse int64
	for _, s := range prof.Sample {
		allocated, inUse = allocated+s.Value[1], inUse+s.Value[3]
	}
	// 64 MiB came in between, 128 MiB are in use, and a little of everything else.
	if allocated < 64<<20 || allocated > 90<<20 || inUse < 128<<20 {
		t.Errorf("%d allocated, %d in use", allocated, inUse)
	}
	runtime.KeepAlive(kept)
}

// A dead or refusing server costs nothing but its counter; files stay.
func TestPushFailuresAreOnlyCounted(t *testing.T) {
	refusing, _ := pyroscope(t, http.StatusTooManyRequests)
	dead := httptest.NewServer(http.NotFoundHandler())
	dead.Close()
	other, reached := pyroscope(t, http.StatusOK)
	elsewhere := httptest.NewServer(http.RedirectHandler(other.URL, http.StatusTemporaryRedirect))
	defer elsewhere.Close()
	for _, target := range []string{refusing.URL, dead.URL, elsewhere.URL} {
		p, srv := started(t, Options{
			Dir: t.TempDir(), CPUDuration: 100 * ms, MinCPU: ms, FlightWindow: -1, Push: &Push{URL: target, Timeout: time.Second},
		})
		eventually(t, "both profiles that are sent at once fail", func() bool {
			return testutil.ToFloat64(p.m.pushes.WithLabelValues(outcomeFailed)) == 2
		})
		eventually(t, "the round ends", func() bool { return len(saved(t, p, kindBlock)) == 1 })
		if err := p.Check(t.Context()); err != nil {
			t.Error(err)
		}
		srv.Close()
	}
	if len(reached) != 0 {
		t.Error("a redirect was followed")
	}
}

// A server that never answers fills the queue, and no more.
func TestPushQueueIsBounded(t *testing.T) {
	p := pushing(t, Push{URL: "http://127.0.0.1:1"})
	for range pushQueue + 7 {
		p.offer(job{kind: kindCPU})
	}
	if n := testutil.ToFloat64(p.m.pushes.WithLabelValues(outcomeDropped)); n != 7 {
		t.Errorf("%v dropped", n)
	}
}

// A stalled server does not hold the end of the program.
func TestPushEndsWithItsContext(t *testing.T) {
	hang := make(chan struct{})
	srv := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-hang }))
	defer srv.Close()
	defer close(hang)
	p := pushing(t, Push{URL: srv.URL, Timeout: time.Hour})
	ctx, cancel := context.WithTimeout(t.Context(), 100*ms)
	defer cancel()
	p.offer(job{kind: kindCPU, data: []byte("x")})
	if err := p.run(ctx); err != nil {
		t.Error(err)
	}
	if n := testutil.ToFloat64(p.m.pushes.WithLabelValues(outcomeFailed)); n != 0 {
		t.Error("the end was counted as a failure")
	}
}

func TestPushOptionsAreChecked(t *testing.T) {
	const password = "hunter2"
	for want, o := range map[string]Push{
		"must be an http":   {URL: "ftp://x"},
		"hold no user":      {URL: "https://u:" + password + "@x"},
		"no query":          {URL: "https://x?token=" + password},
		"only one":          {URL: "https://x", User: "u", PasswordFile: "f", TokenFile: "f"},
		"only both":         {URL: "https://x", User: "u"},
		"must be https":     {URL: "http://pyroscope.example.org", TokenFile: "f"},
		"comma, brace":      {URL: "https://x", Labels: map[string]string{"a": "b,c=d"}},
		"must not be empty": {URL: "https://x", Labels: map[string]string{"a": ""}},
	} {
		_, err := newPusher(o, newMetrics(nil), nopLogger())
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), password) {
			t.Errorf("%+v: %v, want %q", o, err, want)
		}
	}
	if _, err := New(Options{Push: &Push{URL: "https://x"}}); err == nil {
		t.Error("a push without a directory")
	}
	for _, text := range []string{"", "\n", "a\nb"} {
		if _, err := secret(secretFile(t, text)); err == nil {
			t.Errorf("a secret of %q", text)
		}
	}
}
