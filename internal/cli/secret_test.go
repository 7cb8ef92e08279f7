//go:build !nodevnet

package cli

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// secretsIn are the secrets of a configuration, each in another place of a URL
// or a file, by name.
var secretsIn = map[string]string{
	"path": "s3cr3tpath0001", "query": "s3cr3tquery002", "user": "s3cr3tuser0003", "password": "s3cr3tpass0004",
	"fast feed": "s3cr3tfast0005", "keystore": "s3cr3tstore006",
}

// leaks names the secrets that a text shows.
func leaks(text string) (names []string) {
	for name, s := range secretsIn {
		if strings.Contains(text, s) {
			names = append(names, name)
		}
	}
	return names
}

// secretly hides secrets in every part of a URL that may carry one.
func secretly(url string) string {
	scheme, rest, _ := strings.Cut(url, "://")
	return fmt.Sprintf("%s://%s:%s@%s?apikey=%s", scheme, secretsIn["user"], secretsIn["password"], strings.TrimSuffix(rest, "/")+"/"+secretsIn["path"], secretsIn["query"])
}

// Whatever the bot is asked and wherever it fails, no secret of an endpoint is
// in its log at the most talkative level, in an error, in an answer, in a metric
// or in a database: with endpoints that work and with some that do not.
func TestNoSecretIsShown(t *testing.T) {
	local := chainFixture(t)
	dir := t.TempDir()
	fast := write(t, dir, "fast.key", secretsIn["fast feed"])
	proxied := func(url string) string { return secretly(front(t, url)) }
	nowhere := secretly("http://127.0.0.1:1")
	metrics := freePort(t)
	sets := []string{
		"-c", local.ConfigFile, "--set", "rpc.http=" + proxied(local.Chain.HTTPURL()) + "," + nowhere, "--set", "rpc.ws=" + proxied(local.Chain.WSURL()) + "," + secretly("ws://127.0.0.1:1"),
		"--set", "rpc.sequencer=" + proxied(local.Chain.HTTPURL()), "--set", "rpc.send=" + nowhere,
		"--set", "feed.urls=" + proxied(local.Chain.FeedURL()) + "," + secretly("ws://127.0.0.1:1"), "--set", "feed.secondary_urls=" + secretly("ws://127.0.0.1:2"),
		"--set", "fastfeed.url=" + secretly("ws://127.0.0.1:1"), "--set", "fastfeed.key=file:" + fast,
		"--set", "timeboost.auctioneer=" + nowhere,
		"--set", "log.level=debug", "--set", "metrics.listen=" + metrics, "--set", "profile.listen=127.0.0.1:0",
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan string, 1)
	go func() {
		_, out, stderr := run(ctx, t, append([]string{"run"}, sets...)...)
		ended <- out + stderr
	}()
	said := map[string]string{}
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(100 * time.Millisecond) {
		_, out, _ := run(t.Context(), t, append([]string{"trades"}, sets...)...)
		if strings.Contains(out, "landed") {
			break
		}
		if time.Now().After(deadline) {
			cancel()
			t.Fatalf("no trade landed:\n%s", <-ended)
		}
	}
	for _, path := range []string{"/metrics", "/metrics.json", "/healthz", "/readyz", "/livez", "/status"} {
		if resp, err := http.Get("http://" + metrics + path); err == nil { //nolint:noctx // a test
			text, _ := io.ReadAll(resp.Body)
			_ = resp.Body.Close()
			said[path] = string(text)
		}
	}
	for _, args := range []string{
		"status", "config show", "config check", "rpc ls", "rpc ls --json", "rpc bench --calls 5", "rpc prefer node-2", "rpc drain node-9", "feed coverage", "feed check", "feed lag --for 1s",
		"feed tail --count 1", "gas show", "gas strategy", "gas history", "price", "risk", "pnl", "opps", "doctor", "fastfeed status", "fastfeed tail --count 1", "timeboost status", "pools",
	} {
		// Commands that would wait for ever behind a dead endpoint are stopped.
		limit, stop := context.WithTimeout(t.Context(), 3*time.Second)
		_, out, stderr := run(limit, t, append(strings.Fields(args), sets...)...)
		stop()
		said[args] = out + stderr
	}
	cancel()
	said["log"] = <-ended
	if n := len(said["log"]); n < 10_000 || !strings.Contains(said["log"], "127.0.0.1:1") {
		t.Errorf("a log of %d bytes that names no dead endpoint proves nothing", n)
	}
	files, err := filepath.Glob(filepath.Join(local.Dir, "*.db*"))
	if err != nil || len(files) == 0 {
		t.Errorf("no database: %v", err)
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Error(err)
		}
		said[filepath.Base(name)] = string(data)
	}
	for where, text := range said {
		if names := leaks(text); len(names) > 0 {
			t.Errorf("%s shows the secret of %v", where, names)
		}
	}
}

// front forwards connections to a URL's server, without what is behind the host:
// it stands for a provider whose door has the key in its URL.
func front(t *testing.T, url string) string {
	t.Helper()
	scheme, rest, _ := strings.Cut(url, "://")
	host, _, _ := strings.Cut(rest, "/")
	l, err := net.Listen("tcp", "127.0.0.1:0") //nolint:noctx // a test
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			in, err := l.Accept()
			if err != nil {
				return
			}
			go forward(in, host)
		}
	}()
	return scheme + "://" + l.Addr().String()
}

// forward takes the key out of a request's first line and passes the rest on.
func forward(in net.Conn, host string) {
	defer in.Close()
	out, err := net.Dial("tcp", host) //nolint:noctx // a test
	if err != nil {
		return
	}
	defer out.Close()
	go func() {
		_, _ = io.Copy(in, out)
		_ = in.Close()
	}()
	buffer := make([]byte, 1<<16)
	for {
		n, err := in.Read(buffer)
		if n > 0 {
			text := bytes.ReplaceAll(buffer[:n], []byte("/"+secretsIn["path"]+"?apikey="+secretsIn["query"]), []byte("/"))
			if _, err := out.Write(text); err != nil {
				return
			}
		}
		if err != nil {
			return
		}
	}
}

func freePort(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0") //nolint:noctx // a test
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}
