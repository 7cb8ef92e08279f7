package probe

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const secret = "s3cr3t"

// wants fails unless the error holds the text, or is nil where that is empty,
// and never the secret.
func wants(t *testing.T, err error, text string) {
	t.Helper()
	if text == "" && err != nil || text != "" && (err == nil || !strings.Contains(err.Error(), text)) {
		t.Errorf("%v, want %q", err, text)
	}
	if err != nil && strings.Contains(err.Error(), secret) {
		t.Errorf("the error shows the secret: %v", err)
	}
}

func TestHTTP(t *testing.T) {
	hang := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/hang":
			<-hang
		case "/endless":
			for r.Context().Err() == nil {
				if _, err := w.Write(make([]byte, 1<<16)); err != nil {
					return
				}
			}
		case "/redirect":
			http.Redirect(w, r, "http://127.0.0.1:1/"+secret, http.StatusFound)
		default:
			code, err := strconv.Atoi(r.URL.Path[1:])
			if err != nil {
				t.Error(err)
			}
			w.WriteHeader(code)
		}
	}))
	defer server.Close()
	defer close(hang)
	address := strings.TrimPrefix(server.URL, "http://")
	for _, c := range []struct {
		path   string
		status int
		want   string
	}{
		{"/200", 0, ""},
		{"/204", 0, ""},
		{"/redirect", 0, ""}, // where it leads nobody listens
		{"/399", 0, ""},
		{"/400", 0, address + " answers 400, want 200 to 399"},
		{"/500", 0, "answers 500"},
		{"/401", 401, ""},
		{"/200", 204, "answers 200, want 204"},
		{"/endless", 0, ""},
		{"/hang", 0, "context deadline exceeded"},
	} {
		ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
		wants(t, HTTP(server.URL+c.path+"?key="+secret, c.status)(ctx), c.want)
		cancel()
	}
	wants(t, HTTP("http://user:"+secret+"@127.0.0.1:1/"+secret, 0)(t.Context()), "connection refused")
	wants(t, HTTP("http://127.0.0.1:bad/"+secret, 0)(t.Context()), "not a URL")
}

func TestTCP(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	wants(t, TCP(l.Addr().String())(t.Context()), "")
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	wants(t, TCP(l.Addr().String())(t.Context()), "connection refused")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	wants(t, TCP(l.Addr().String())(ctx), "canceled")
}

func TestRPC(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var q struct {
			Version string `json:"jsonrpc"`
			ID      int    `json:"id"`
			Method  string `json:"method"`
			Params  []any  `json:"params"`
		}
		body, err := io.ReadAll(r.Body)
		if err != nil || json.Unmarshal(body, &q) != nil || q.Version != "2.0" || q.ID != 1 || q.Params == nil ||
			r.Method != http.MethodPost || r.Header.Get("Content-Type") != "application/json" {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		result := map[string]string{"eth_chainId": `"0xa4b1"`, "eth_blockNumber": `"0x10d4f"`}[q.Method]
		switch r.URL.Path {
		case "/limited":
			w.WriteHeader(http.StatusTooManyRequests)
		case "/error":
			fmt.Fprintf(w, `{"jsonrpc":"2.0","id":1,"error":{"code":-32000,"message":"header not found\nmore"}}`)
		case "/null":
			fmt.Fprintf(w, `{"jsonrpc":"2.0","id":1,"result":null}`)
		case "/page":
			fmt.Fprintf(w, `<html>`)
		default:
			fmt.Fprintf(w, `{"jsonrpc":"2.0","id":1,"result":%s}`, result)
		}
	}))
	defer server.Close()
	for _, c := range []struct {
		path  string
		chain uint64
		want  string
	}{
		{"/", 0, ""},
		{"/", 42161, ""},
		{"/", 42170, "serves chain 42161, want 42170"},
		{"/limited", 0, "eth_blockNumber: it answers 429"},
		{"/error", 0, "error -32000: header not found"},
		{"/null", 0, "the answer is no number"},
		{"/page", 0, "the answer is no JSON-RPC"},
	} {
		wants(t, RPC(server.URL+c.path+"?key="+secret, c.chain)(t.Context()), c.want)
	}
	server.Close()
	wants(t, RPC(server.URL+"/"+secret, 0)(t.Context()), "connection refused")
}

// script is a program of a test.
func script(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "check.sh")
	if err := os.WriteFile(path, []byte("#!/bin/sh\n"+text), 0o700); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestExec(t *testing.T) {
	t.Setenv("MEV_BOT_SECRET", secret)
	for _, c := range []struct{ text, want string }{
		{"exit 0", ""},
		{"exit 3", "check.sh: exit status 3"},
		{"echo out of disk; echo more; exit 1", "exit status 1: out of disk"},
		{"kill -9 $$", "signal: killed"},
		{"env; exit 1", "exit status 1"}, // wants looks for the secret
		{`[ "$1" = '$(id); "x"' ]`, ""},  // no shell has touched the argument
		{"head -c 10000000 /dev/zero; exit 2", "exit status 2"},
	} {
		wants(t, Exec(script(t, c.text), `$(id); "x"`)(t.Context()), c.want)
	}
	wants(t, Exec("/nowhere/at/all")(t.Context()), "run all: ")
	wants(t, Exec()(t.Context()), "no command")
}

// A command that does not end is killed with what it has started, also where
// that holds the output.
func TestExecIsKilledWithItsChildren(t *testing.T) {
	pids := filepath.Join(t.TempDir(), "pids")
	check := Exec(script(t, "sleep 1000 &\necho $! >>"+pids+"\nsleep 1001 &\necho $! >>"+pids+"\nwait\n"))
	ctx, cancel := context.WithTimeout(t.Context(), 500*time.Millisecond)
	defer cancel()
	wants(t, check(ctx), "check.sh was killed: context deadline exceeded")
	gone(t, pids, 2)
	// Here the command itself ends, and is content.
	pids = filepath.Join(t.TempDir(), "pids")
	wants(t, Exec(script(t, "sleep 1000 &\necho $! >>"+pids))(t.Context()), "")
	gone(t, pids, 1)
}

// gone waits until no process of a list is left.
func gone(t *testing.T, pids string, n int) {
	t.Helper()
	text, err := os.ReadFile(pids)
	list := strings.Fields(string(text))
	if err != nil || len(list) != n {
		t.Fatalf("%v: %q", err, text)
	}
	for _, one := range list {
		pid, err := strconv.Atoi(one)
		if err != nil {
			t.Fatal(err)
		}
		// A zombie that nobody waits for answers to signals, and is as dead.
		alive := func() bool {
			stat, _ := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
			return syscall.Kill(pid, 0) == nil && !strings.Contains(string(stat), ") Z ")
		}
		for range 200 {
			if !alive() {
				break
			}
			time.Sleep(10 * time.Millisecond)
		}
		if alive() {
			t.Errorf("process %d lives", pid)
		}
	}
}

func FuzzBegin(f *testing.F) {
	f.Add("one\ntwo")
	f.Add(strings.Repeat("ä", 500))
	f.Add("\xff\xfe")
	f.Fuzz(func(t *testing.T, text string) {
		got := begin(text)
		if len([]rune(got)) > 203 || strings.Contains(got, "\n") {
			t.Errorf("%q", got)
		}
	})
}
