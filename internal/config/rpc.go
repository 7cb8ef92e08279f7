package config

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
)

// RPCEndpoint is a node, or a provider's door to one.
type RPCEndpoint struct {
	Name  string   `yaml:"name" doc:"A name for logs, metrics and commands: lower case, digits and dashes."`
	HTTP  URL      `yaml:"http" doc:"HTTP URL, for reads and sends."`
	WS    URL      `yaml:"ws" doc:"Websocket URL, for new heads."`
	Roles []string `yaml:"roles" doc:"What it is for: read, subscribe, send. Empty: what its URLs allow, but not send."`
	Rate  uint64   `yaml:"rate" doc:"The most requests a second; a fifth is kept for sends. 0: no limit."`
}

// The roles of endpoints.
const (
	RoleRead      = "read"
	RoleSubscribe = "subscribe"
	RoleSend      = "send"
)

// Has says whether the endpoint has a role.
func (e *RPCEndpoint) Has(role string) bool {
	if len(e.Roles) > 0 {
		return slices.Contains(e.Roles, role)
	}
	return role == RoleRead && !e.HTTP.IsZero() || role == RoleSubscribe && !e.WS.IsZero()
}

func defaultRPC() RPC {
	return RPC{
		CallTimeout: 2 * time.Second, SendTimeout: 3 * time.Second, HeadTimeout: time.Second, LogsTimeout: 2 * time.Second,
		SimulateTimeout: 2 * time.Second, ReceiptTimeout: 2 * time.Second, BulkTimeout: 30 * time.Second,
		PollInterval: time.Second, ProbeInterval: time.Second, FreshFor: 5 * time.Second,
		HedgePercent: 5, RetryPercent: 20, CompareNodes: true, CheckLogs: true,
	}
}

var endpointName = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,31}$`)

// nodes checks rpc.endpoints and the numbers around them.
func (k *checker) nodes() {
	r := &k.c.RPC
	if r.HedgePercent > 100 {
		k.fail("rpc.hedge_percent", "is %d: want 0 to 100", r.HedgePercent)
	}
	if r.RetryPercent > 100 {
		k.fail("rpc.retry_percent", "is %d: want 0 to 100", r.RetryPercent)
	}
	if n := r.MaxHeadAge; n != 0 && n < time.Second {
		k.fail("rpc.max_head_age", "is %s: want 0 or at least 1s", n)
	}
	if len(r.Endpoints) == 0 {
		return
	}
	if len(r.HTTP) > 0 || len(r.WS) > 0 {
		k.fail("rpc.endpoints", "is given beside rpc.http or rpc.ws: name every node in endpoints, or none")
	}
	names, reads := map[string]bool{}, 0
	for i := range r.Endpoints {
		e := &r.Endpoints[i]
		key := fmt.Sprintf("rpc.endpoints[%d]", i)
		k.node(key, e)
		if names[e.Name] {
			k.fail(key+".name", "%s is used twice", e.Name)
		}
		names[e.Name] = true
		if e.Has(RoleRead) {
			reads++
		}
	}
	if reads == 0 {
		k.fail("rpc.endpoints", "has none with the role read")
	}
}

// node checks one endpoint.
func (k *checker) node(key string, e *RPCEndpoint) {
	if !endpointName.MatchString(e.Name) || e.Name == "sequencer" || strings.HasPrefix(e.Name, "send-") {
		k.fail(key+".name", "%q is no name: want lower case letters, digits and dashes, and neither sequencer nor send-...", e.Name)
	}
	if !e.HTTP.IsZero() && !e.HTTP.schemed("http", "https") {
		k.fail(key+".http", "%s has to begin with http:// or https://", e.HTTP)
	}
	if !e.WS.IsZero() && !e.WS.schemed("ws", "wss") {
		k.fail(key+".ws", "%s has to begin with ws:// or wss://", e.WS)
	}
	if e.HTTP.IsZero() && e.WS.IsZero() {
		k.fail(key, "has neither http nor ws")
	}
	for _, role := range e.Roles {
		switch {
		case !slices.Contains([]string{RoleRead, RoleSubscribe, RoleSend}, role):
			k.fail(key+".roles", "%q is no role: want read, subscribe or send", role)
		case role == RoleSubscribe && e.WS.IsZero():
			k.fail(key+".ws", "has to be given for the role subscribe")
		case role != RoleSubscribe && e.HTTP.IsZero():
			k.fail(key+".http", "has to be given for the role %s", role)
		}
	}
	if e.Rate > 1_000_000 {
		k.fail(key+".rate", "is %d: want at most 1000000", e.Rate)
	}
}
