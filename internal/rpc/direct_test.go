package rpc

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"
)

// One question, one request; what is not known stays unknown, and no secret of
// the URL is in an error.
func TestDirect(t *testing.T) {
	asked := 0
	var status int
	var body string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		asked++
		if status == http.StatusFound {
			w.Header().Set("Location", "/elsewhere")
		}
		w.WriteHeader(status)
		fmt.Fprint(w, strings.ReplaceAll(body, "ID", strconv.Itoa(asked)))
	}))
	defer server.Close()
	d, err := NewDirect(server.URL+"/secret", time.Second)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	for _, c := range []struct {
		name   string
		status int
		body   string
		want   error
		node   bool
	}{
		{"taken", 200, `{"jsonrpc":"2.0","id":ID,"result":null}`, nil, false},
		{"refused", 200, `{"jsonrpc":"2.0","id":ID,"error":{"code":-32000,"message":"no"}}`, ErrRefused, true},
		{"refused with a status", 400, `{"jsonrpc":"2.0","id":ID,"error":{"code":-32000,"message":"no"}}`, ErrUnknown, true},
		{"timed out there", 200, `{"jsonrpc":"2.0","id":ID,"error":{"code":-32000,"message":"context deadline exceeded"}}`, ErrUnknown, true},
		{"neither", 200, `{"jsonrpc":"2.0","id":ID}`, ErrUnknown, false},
		{"a page", 200, `<html>`, ErrUnknown, false},
		{"a proxy", 502, `bad gateway`, ErrUnknown, false},
		{"a redirect", http.StatusFound, ``, ErrUnknown, false},
	} {
		status, body = c.status, c.body
		before := asked
		err := d.Do(t.Context(), "some_method", 1)
		if !errors.Is(err, c.want) || errors.As(err, new(*NodeError)) != c.node || asked != before+1 {
			t.Errorf("%s: %v, want %v; asked %d times", c.name, err, c.want, asked-before)
		}
		if err != nil && strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	server.Close()
	d.Close()
	if err := d.Do(t.Context(), "some_method"); !errors.Is(err, ErrNotSent) {
		t.Errorf("nobody there: %v", err)
	}
	for _, raw := range []string{"", "ws://host/secret", "host", "http://"} {
		if _, err := NewDirect(raw, time.Second); err == nil || strings.Contains(err.Error(), "secret") {
			t.Errorf("%q: %v", raw, err)
		}
	}
	if _, err := NewDirect(server.URL, 0); err == nil {
		t.Error("no timeout")
	}
}
