package metricstore

import (
	"bytes"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

func installed(t *testing.T, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		t.Skipf("%s is not installed: make test-deps", name)
	}
	return path
}

func freePort(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// server is a real Prometheus that takes remote writes, and scrapes target.
func server(t *testing.T, target string) (address string) {
	t.Helper()
	path, dir := installed(t, "prometheus"), t.TempDir()
	address = freePort(t)
	file := filepath.Join(dir, "prometheus.yml")
	text := fmt.Sprintf("global: {scrape_interval: 200ms, scrape_timeout: 200ms}\nscrape_configs: [{job_name: scraped, static_configs: [{targets: [%q]}]}]\n", target)
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	c := exec.Command(path, "--config.file="+file, "--storage.tsdb.path="+filepath.Join(dir, "data"), "--web.listen-address="+address, "--web.enable-remote-write-receiver", "--log.level=error")
	var said bytes.Buffer
	c.Stderr = &said
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = c.Process.Signal(syscall.SIGTERM)
		_ = c.Wait()
		if t.Failed() {
			t.Log(said.String())
		}
	})
	for until := time.Now().Add(30 * time.Second); ; time.Sleep(50 * time.Millisecond) {
		if code, _ := get(t, "http://"+address+"/-/ready"); code == http.StatusOK {
			return address
		}
		if time.Now().After(until) {
			t.Fatalf("prometheus is not ready: %s", said.String())
		}
	}
}

func get(t *testing.T, target string) (int, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, target, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	a, err := (&http.Client{Transport: &http.Transport{DisableKeepAlives: true}}).Do(r)
	if err != nil {
		return 0, err.Error()
	}
	defer a.Body.Close()
	var b bytes.Buffer
	_, _ = b.ReadFrom(a.Body)
	return a.StatusCode, b.String()
}

func remoteFile(t *testing.T, address string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "remote.yml")
	text := fmt.Sprintf("remote_write:\n- url: http://%s/api/v1/write\n  name: far\n  queue_config: {batch_send_deadline: 100ms}\n", address)
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// A real Prometheus receives each sample as it was stored, also those of the
// time after a restart, and what it scrapes itself is the same.
func TestPrometheusReceivesAndScrapes(t *testing.T) {
	installed(t, "prometheus")
	var page atomic.Pointer[http.Handler]
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { (*page.Load()).ServeHTTP(w, r) }))
	t.Cleanup(web.Close)
	empty := handler(prometheus.NewRegistry())
	page.Store(&empty)
	far := server(t, strings.TrimPrefix(web.URL, "http://"))
	b := start(t, Options{RemoteWriteFile: remoteFile(t, far), ScrapeInterval: 200 * time.Millisecond})
	page.Store(&b.opts.Handler)
	b.await(t, 10)
	at := fmt.Sprintf("%.3f", float64(time.Now().Add(-time.Second).UnixMilli())/1000)
	for _, q := range []string{`test_total{job="mev-bot"}[30s]`, `up{job="mev-bot"}[30s]`, `test_seconds_bucket{job="mev-bot"}[30s]`, `test_gauge{job="mev-bot"}[30s]`} {
		form := url.Values{"query": {q}, "time": {at}}
		ours := b.ask(t, http.MethodGet, "query", form)
		if q == `test_gauge{job="mev-bot"}[30s]` { // a Prometheus of that age has no labels with spaces
			continue
		}
		var theirs string
		for until := time.Now().Add(10 * time.Second); time.Now().Before(until); time.Sleep(100 * time.Millisecond) {
			if _, theirs = get(t, "http://"+far+"/api/v1/query?"+form.Encode()); plain(theirs) == plain(ours) {
				break
			}
		}
		if plain(theirs) != plain(ours) || len(resultsOf(t, ours)) == 0 {
			t.Errorf("%s:\nhere  %s\nthere %s", q, clip(ours), clip(theirs))
		}
	}
	var body string
	for until := time.Now().Add(20 * time.Second); time.Now().Before(until); time.Sleep(100 * time.Millisecond) {
		_, body = get(t, "http://"+far+"/api/v1/query?"+url.Values{"query": {`test_gauge{job="scraped"} or test_total{job="scraped",kind="one"}`}}.Encode())
		if got := resultsOf(t, body); len(got) >= 1 {
			return
		}
	}
	t.Errorf("Prometheus does not scrape what is served: %s", body)
}

// promtool asks over real HTTP.
func TestPromtoolAsks(t *testing.T) {
	path := installed(t, "promtool")
	b := start(t, Options{})
	web := httptest.NewServer(b.API())
	t.Cleanup(web.Close)
	now := time.Now()
	for _, c := range []struct{ args, want string }{
		{"query instant " + web.URL + " up", `up{instance="localhost", job="mev-bot"} => 1 @[`},
		{fmt.Sprintf("query range --start=%d --end=%d --step=1s %s up", now.Unix()-2, now.Unix()+1, web.URL), `up{instance="localhost", job="mev-bot"} =>`},
		{"query series --match=up " + web.URL, `{__name__="up", instance="localhost", job="mev-bot"}`},
		{"query labels " + web.URL + " job", "mev-bot"},
	} {
		args := strings.Fields(c.args)
		out, err := exec.CommandContext(t.Context(), path, args...).CombinedOutput()
		if err != nil || !strings.Contains(string(out), c.want) {
			t.Errorf("promtool %s: %v\n%s", c.args, err, out)
		}
	}
}

// A remote that answers nothing, refuses or is not there costs no sample here,
// and the store stops in time.
func TestADeadRemote(t *testing.T) {
	hang := make(chan struct{})
	stalled := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		select {
		case <-hang:
		case <-r.Context().Done():
		}
	}))
	t.Cleanup(stalled.Close)
	t.Cleanup(func() { close(hang) })
	refusing := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "no", http.StatusInternalServerError) }))
	t.Cleanup(refusing.Close)
	for name, address := range map[string]string{
		"stalled": strings.TrimPrefix(stalled.URL, "http://"), "refusing": strings.TrimPrefix(refusing.URL, "http://"), "gone": freePort(t),
	} {
		t.Run(name, func(t *testing.T) {
			b := start(t, Options{RemoteWriteFile: remoteFile(t, address)})
			b.await(t, 20)
			if err := b.Check(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
}

// What is wrong with a remote write file is said at the start, without its secrets.
func TestRemoteWriteFiles(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"remote_write: [{url: 'http://user:hunter2@far/write'}]", "holds a password or a query"},
		{"remote_write: [{url: 'http://far/write?token=hunter2'}]", "holds a password or a query"},
		{"remote_write: [{}]", "url for remote_write is empty"},
		{"remote_write: [{url: 'http://far', nope: hunter2}]", "nope"},
		{"scrape_configs: []", "and nothing else"},
		{"{", "remote_write section"},
	} {
		file := filepath.Join(t.TempDir(), "remote.yml")
		if err := os.WriteFile(file, []byte(c.text), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := New(Options{Dir: t.TempDir(), Handler: http.NotFoundHandler(), RemoteWriteFile: file})
		if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%s: %v; want %s", c.text, err, c.want)
		}
	}
}

// The oldest blocks go by age and by size.
func TestRetention(t *testing.T) {
	for name, opts := range map[string]Options{
		"age":  {Retention: 3 * time.Second, blockRange: time.Second},
		"size": {MaxBytes: 1, blockRange: time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			b := start(t, opts)
			first := time.Now().UnixMilli()
			o := b.open.Load()
			for until := time.Now().Add(30 * time.Second); ; time.Sleep(100 * time.Millisecond) {
				if err := o.db.Compact(t.Context()); err != nil {
					t.Fatal(err)
				}
				got := resultsOf(t, b.ask(t, http.MethodGet, "query", url.Values{"query": {"up[1h]"}}))
				if len(got) == 1 && int64(got[0].Values[0][0].(float64)*1000) > first {
					return // what was there at the start is gone
				}
				if time.Now().After(until) {
					t.Fatalf("nothing was deleted: %d blocks, %d bytes", len(o.db.Blocks()), b.Bytes())
				}
			}
		})
	}
}
