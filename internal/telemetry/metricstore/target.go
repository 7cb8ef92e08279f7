package metricstore

import (
	"fmt"
	"net/url"
)

// Target is another process whose metrics are kept.
type Target struct {
	// URL of its metrics, such as http://127.0.0.1:9090/metrics; without a path it is
	// that one. It holds no password: metrics and logs would show it.
	URL string
	// TokenFile holds the bearer token that it asks for; CAFile the certificates that
	// its own must be signed with. Both are read again when they change; empty: none.
	TokenFile, CAFile string
}

func (t *Target) parse() (*url.URL, error) {
	u, err := url.Parse(t.URL)
	switch {
	case err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https":
		return nil, fmt.Errorf("%w: the target is not an http or https URL such as http://127.0.0.1:9090/metrics", ErrOptions)
	case u.User != nil || u.RawQuery != "":
		return nil, fmt.Errorf("%w: the target's URL holds a password or a query, which metrics and logs would show: use a token file", ErrOptions)
	}
	return u, nil
}

// config is the target's part of a scrape configuration.
func (t *Target) config() map[string]any {
	u, err := t.parse()
	if err != nil {
		return nil // New refuses it before
	}
	c := map[string]any{"scheme": u.Scheme, "metrics_path": "/metrics"}
	if u.Path != "" && u.Path != "/" {
		c["metrics_path"] = u.Path
	}
	if t.TokenFile != "" {
		c["authorization"] = map[string]any{"credentials_file": t.TokenFile}
	}
	if t.CAFile != "" {
		c["tls_config"] = map[string]any{"ca_file": t.CAFile}
	}
	return c
}
