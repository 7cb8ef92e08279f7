// Package probe asks whether what is outside works: a web page, a port, a
// command, a node. Each function makes a check that ends with its context.
//
// URLs may carry access keys: no error shows more of one than its host, and of
// what a server or a command says only the beginning is shown.
package probe

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// Check says what is wrong, or nil.
type Check = func(ctx context.Context) error

// most is what is read of an answer.
const most = 64 << 10

// HTTP gets a page. It has to answer with status, or where that is 0 with any
// from 200 to 399, as with Kubernetes. Redirects are answers: where they lead is
// not asked.
func HTTP(target string, status int) Check {
	client := newClient()
	return func(ctx context.Context) error {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, target, http.NoBody)
		if err != nil {
			return fmt.Errorf("get %s: not a URL", host(target))
		}
		resp, err := client.Do(req)
		if err != nil {
			return fmt.Errorf("get %s: %w", host(target), withoutURL(err))
		}
		defer resp.Body.Close()
		if _, err := io.Copy(io.Discard, io.LimitReader(resp.Body, most)); err != nil {
			return fmt.Errorf("read the answer of %s: %w", host(target), withoutURL(err))
		}
		switch {
		case status == 0 && (resp.StatusCode < 200 || resp.StatusCode >= 400):
			return fmt.Errorf("%s answers %d, want 200 to 399", host(target), resp.StatusCode)
		case status != 0 && resp.StatusCode != status:
			return fmt.Errorf("%s answers %d, want %d", host(target), resp.StatusCode, status)
		}
		return nil
	}
}

// TCP opens a connection to host:port and closes it.
func TCP(address string) Check {
	return func(ctx context.Context) error {
		var d net.Dialer
		conn, err := d.DialContext(ctx, "tcp", address)
		if err != nil {
			return fmt.Errorf("connect: %w", err)
		}
		return conn.Close()
	}
}

// RPC asks a node for its newest block, and where chain is not 0 whether it
// serves that chain.
func RPC(target string, chain uint64) Check {
	client := newClient()
	return func(ctx context.Context) error {
		if chain != 0 {
			id, err := ask(ctx, client, target, "eth_chainId")
			if err != nil {
				return err
			}
			if id != chain {
				return fmt.Errorf("%s serves chain %d, want %d", host(target), id, chain)
			}
		}
		_, err := ask(ctx, client, target, "eth_blockNumber")
		return err
	}
}

// ask calls a method that answers with one number.
func ask(ctx context.Context, client *http.Client, target, method string) (uint64, error) {
	failed := func(err error) (uint64, error) {
		return 0, fmt.Errorf("ask %s for %s: %w", host(target), method, withoutURL(err))
	}
	body := []byte(`{"jsonrpc":"2.0","id":1,"method":"` + method + `","params":[]}`)
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, target, bytes.NewReader(body))
	if err != nil {
		return failed(errors.New("not a URL"))
	}
	req.Header.Set("Content-Type", "application/json")
	resp, err := client.Do(req)
	if err != nil {
		return failed(err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(io.LimitReader(resp.Body, most))
	if err != nil {
		return failed(err)
	}
	if resp.StatusCode != http.StatusOK {
		return failed(fmt.Errorf("it answers %d", resp.StatusCode))
	}
	var answer struct {
		Result string `json:"result"`
		Error  *struct {
			Code    int    `json:"code"`
			Message string `json:"message"`
		} `json:"error"`
	}
	if err := json.Unmarshal(text, &answer); err != nil {
		return failed(errors.New("the answer is no JSON-RPC"))
	}
	if e := answer.Error; e != nil {
		return failed(fmt.Errorf("error %d: %s", e.Code, begin(e.Message)))
	}
	hex, ok := strings.CutPrefix(answer.Result, "0x")
	n, err := strconv.ParseUint(hex, 16, 64)
	if !ok || err != nil {
		return failed(errors.New("the answer is no number"))
	}
	return n, nil
}

// newClient makes connections anew each time: a check asks whether that works.
func newClient() *http.Client {
	return &http.Client{
		Transport:     &http.Transport{Proxy: http.ProxyFromEnvironment, DisableKeepAlives: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// host is all that is shown of a URL.
func host(target string) string {
	u, err := url.Parse(target)
	if err != nil || u.Host == "" {
		return "an unreadable URL"
	}
	return u.Host
}

// withoutURL takes the URL out of an error: it may carry an access key.
func withoutURL(err error) error {
	if u, ok := errors.AsType[*url.Error](err); ok {
		return u.Err
	}
	return err
}

// begin is the first line of what somebody said, shortened.
func begin(text string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	line = strings.ToValidUTF8(line, "?")
	if r := []rune(line); len(r) > 200 {
		line = string(r[:200]) + "..."
	}
	return line
}
