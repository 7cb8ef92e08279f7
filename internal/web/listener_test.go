package web

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// Connections above the bound wait until one is closed, and an orderly stop does
// not wait for them.
func TestConnectionsAreBounded(t *testing.T) {
	l := &Listener{Key: "metrics.listen", Handler: http.NotFoundHandler(), MaxConns: 2}
	if err := l.Open(t.Context(), "127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- l.Run(ctx) }()
	dial := func() net.Conn {
		c, err := net.Dial("tcp", l.Addr())
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	ask := func(c net.Conn) error {
		if _, err := io.WriteString(c, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"); err != nil {
			return err
		}
		_, err := http.ReadResponse(bufio.NewReader(c), nil)
		return err
	}
	first, second, third := dial(), dial(), dial()
	if err := errors.Join(ask(first), ask(second)); err != nil {
		t.Fatal(err)
	}
	third.SetReadDeadline(time.Now().Add(50 * time.Millisecond))
	if err := ask(third); !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("a third connection: %v, want no answer", err)
	}
	first.Close()
	third.SetReadDeadline(time.Time{})
	if _, err := http.ReadResponse(bufio.NewReader(third), nil); err != nil {
		t.Errorf("the third after the first has left: %v", err)
	}
	fourth := dial()
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	for _, c := range []net.Conn{second, third, fourth} {
		c.Close()
	}
}

func TestListener(t *testing.T) {
	slow := make(chan struct{})
	l := &Listener{Key: "metrics.listen", Handler: http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		if _, err := io.Copy(io.Discard, q.Body); err != nil {
			w.WriteHeader(http.StatusRequestEntityTooLarge)
			return
		}
		if q.URL.Path == "/slow" {
			slow <- struct{}{}
			<-slow
		}
		fmt.Fprint(w, "answer")
	})}
	if err := l.Open(t.Context(), "127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	second := &Listener{Key: "profile.listen"}
	if err := second.Open(t.Context(), l.Addr()); !errors.Is(err, ErrPort) || !strings.Contains(err.Error(), l.Addr()) || !strings.Contains(err.Error(), "change profile.listen") {
		t.Errorf("occupied port: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- l.Run(ctx) }()
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	get := func(path string, body io.Reader) (int, string) {
		q, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://"+l.Addr()+path, body)
		if err != nil {
			t.Error(err)
			return 0, ""
		}
		a, err := client.Do(q)
		if err != nil {
			t.Error(err)
			return 0, ""
		}
		defer a.Body.Close()
		text, err := io.ReadAll(a.Body)
		if err != nil {
			t.Error(err)
		}
		return a.StatusCode, string(text)
	}
	if code, _ := get("/", strings.NewReader(strings.Repeat("x", 64<<10+1))); code != http.StatusRequestEntityTooLarge {
		t.Errorf("a body of 64 KiB and one byte: %d", code)
	}
	answered := make(chan string)
	go func() { _, text := get("/slow", http.NoBody); answered <- text }()
	<-slow
	cancel()
	slow <- struct{}{}
	if text := <-answered; text != "answer" {
		t.Errorf("an answer under way was cut: %q", text)
	}
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if err := errors.Join(second.Open(t.Context(), l.Addr()), second.Close()); err != nil {
		t.Errorf("the address was not given back: %v", err)
	}
}
