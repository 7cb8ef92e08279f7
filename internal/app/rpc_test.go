package app

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"mevbot/internal/config"
	"mevbot/internal/event"
	"mevbot/internal/rpc"
)

func urls(t *testing.T, list ...string) (out []config.URL) {
	t.Helper()
	for _, text := range list {
		u, err := config.NewURL(text)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, u)
	}
	return out
}

// What each way to name nodes becomes: name, URLs, roles, in order.
func TestTheConfigurationNamesEndpoints(t *testing.T) {
	const a, b, s, w = "http://a", "http://b", "http://s", "ws://a"
	some := func(list ...string) []config.URL { return urls(t, list...) }
	one := func(text string) config.URL { return some(text)[0] }
	for name, tc := range map[string]struct {
		rpc  config.RPC
		want string
	}{
		"one node":                  {config.RPC{HTTP: some(a)}, "node http://a  read,send"},
		"a websocket":               {config.RPC{HTTP: some(a), WS: some(w)}, "node http://a ws://a read,subscribe,send"},
		"a sequencer":               {config.RPC{HTTP: some(a, b), WS: some(w), Sequencer: one(s)}, "sequencer http://s  send; node http://a ws://a read,subscribe; node-2 http://b  read"},
		"the node is the sequencer": {config.RPC{HTTP: some(a, b), Sequencer: one(a)}, "node http://a  read,send; node-2 http://b  read"},
		"more websockets":           {config.RPC{HTTP: some(a), WS: some(w, "ws://b")}, "node http://a ws://a read,subscribe,send; node-2  ws://b subscribe"},
		"further sends":             {config.RPC{HTTP: some(a), Sequencer: one(s), Send: some(b)}, "sequencer http://s  send; node http://a  read; send-1 http://b  send"},
		"only further sends":        {config.RPC{HTTP: some(a), Send: some(b)}, "node http://a  read,send; send-1 http://b  send"},
		"named": {config.RPC{Sequencer: one(s), Endpoints: []config.RPCEndpoint{
			{Name: "own", HTTP: one(a), WS: one(w)}, {Name: "far", HTTP: one(b), Roles: []string{config.RoleRead, config.RoleSend}},
		}}, "sequencer http://s  send; own http://a ws://a read,subscribe; far http://b  read,send"},
		"named, none sends": {config.RPC{Endpoints: []config.RPCEndpoint{
			{Name: "heads", WS: one(w)}, {Name: "own", HTTP: one(a)}, {Name: "far", HTTP: one(b)},
		}}, "heads  ws://a subscribe; own http://a  read,send; far http://b  read"},
	} {
		var got []string
		for _, e := range endpoints(&tc.rpc) {
			var roles []string
			for i, has := range []bool{e.Read, e.Subscribe, e.Send} {
				if has {
					roles = append(roles, []string{"read", "subscribe", "send"}[i])
				}
			}
			got = append(got, fmt.Sprintf("%s %s %s %s", e.Name, e.HTTP, e.WS, strings.Join(roles, ",")))
		}
		if text := strings.Join(got, "; "); text != tc.want {
			t.Errorf("%s: %s\nwant %s", name, text, tc.want)
		}
		if _, err := rpc.New(rpc.Options{Endpoints: endpoints(&tc.rpc)}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// 0 per cent in the configuration means none, where 0 in the client's options
// means the default.
func TestNoHedgesMeansNone(t *testing.T) {
	cfg := config.Default()
	cfg.RPC.HedgePercent, cfg.RPC.RetryPercent = 0, 7
	if o := RPCOptions(cfg, event.Listener{}, nil, nil); o.HedgePercent >= 0 || o.RetryPercent != 7 || o.Alone || o.PlainLogs {
		t.Errorf("%+v", o)
	}
}

// An operator's orders over the control socket.
func TestOrdersAboutEndpoints(t *testing.T) {
	client, err := rpc.New(rpc.Options{Endpoints: []rpc.Endpoint{
		{Name: "one", HTTP: "http://127.0.0.1:1/k3y", Read: true, Send: true}, {Name: "two", HTTP: "http://127.0.0.1:2", Read: true},
	}})
	if err != nil {
		t.Fatal(err)
	}
	a := &App{client: client, started: make(chan struct{}), log: slog.New(slog.DiscardHandler)}
	order := func(body string) (int, string, []rpc.EndpointStatus) {
		method := http.MethodPost
		if body == "" {
			method = http.MethodGet
		}
		w := httptest.NewRecorder()
		a.answerRPC(w, httptest.NewRequest(method, "/rpc", strings.NewReader(body)))
		var list []rpc.EndpointStatus
		_ = json.Unmarshal(w.Body.Bytes(), &list)
		return w.Code, w.Body.String(), list
	}
	if code, _, _ := order(""); code != http.StatusServiceUnavailable {
		t.Errorf("before the start: status %d", code)
	}
	close(a.started)
	code, text, list := order("")
	if code != http.StatusOK || len(list) != 2 || list[0].Name != "one" || strings.Contains(text, "k3y") {
		t.Fatalf("status %d, %s", code, text)
	}
	for _, tc := range []struct {
		body string
		code int
		says string
	}{
		{`{"action":"drain","name":"two"}`, http.StatusOK, `"drained":true`},
		{`{"action":"undrain","name":"two"}`, http.StatusOK, `"two"`},
		{`{"action":"prefer","name":"two"}`, http.StatusOK, `"preferred":true`},
		{`{"action":"prefer","name":""}`, http.StatusOK, `"one"`},
		{`{"action":"drain","name":"one"}`, http.StatusBadRequest, "last one that sends"},
		{`{"action":"drain","name":"three"}`, http.StatusBadRequest, "no such endpoint"},
		{`{"action":"burn","name":"one"}`, http.StatusBadRequest, "is no action"},
		{`{"action":"drain","nam":"one"}`, http.StatusBadRequest, "unknown field"},
		{`drain`, http.StatusBadRequest, "want {"},
	} {
		if code, text, _ := order(tc.body); code != tc.code || !strings.Contains(text, tc.says) {
			t.Errorf("%s: status %d, %s; want %d and %q", tc.body, code, text, tc.code, tc.says)
		}
	}
	for _, e := range client.Endpoints() {
		if e.Drained || e.Preferred {
			t.Errorf("left over: %+v", e)
		}
	}
}
