package config

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/url"
	"slices"
	"strings"
	"unique"
)

const redacted = "REDACTED"

// Secret is a text that no print, log, JSON or YAML shows. Only Reveal does.
// The handle keeps the text behind a pointer: fmt cannot call methods on
// unexported fields, and would print a plain string in one.
type Secret struct {
	text unique.Handle[string]
}

// NewSecret hides text.
func NewSecret(text string) Secret {
	if text == "" {
		return Secret{}
	}
	return Secret{unique.Make(text)}
}

// Reveal is the text. What it returns must not be logged or wrapped in an error.
func (s Secret) Reveal() string {
	if s.IsZero() {
		return ""
	}
	return s.text.Value()
}

// IsZero says that there is no secret.
func (s Secret) IsZero() bool { return s == Secret{} }

// String hides the secret.
func (s Secret) String() string {
	if s.IsZero() {
		return ""
	}
	return redacted
}

// Format hides the secret from every verb.
func (s Secret) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, s.String()) }

// MarshalText hides the secret from JSON and YAML.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// LogValue hides the secret from slog.
func (s Secret) LogValue() slog.Value { return slog.StringValue(s.String()) }

// URL is an endpoint whose user, path and query may carry an access key, so
// only its scheme and host are ever printed.
type URL struct {
	text Secret
}

// NewURL reads an absolute URL. Its error does not repeat the text.
func NewURL(text string) (URL, error) {
	if _, err := parseURL(text); err != nil {
		return URL{}, err
	}
	return URL{NewSecret(text)}, nil
}

func parseURL(text string) (*url.URL, error) {
	u, err := url.Parse(text)
	if err != nil {
		if detail, ok := errors.AsType[*url.Error](err); ok {
			err = detail.Err
		}
		if strings.Contains(err.Error(), "port") {
			return nil, errors.New("not a URL: bad port")
		}
		return nil, errors.New("not a URL: want scheme://host[:port][/path]")
	}
	if u.Scheme == "" || u.Host == "" {
		return nil, errors.New("not an absolute URL: want scheme://host[:port][/path]")
	}
	return u, nil
}

// Reveal is the whole URL, for dialling only.
func (u URL) Reveal() string { return u.text.Reveal() }

// IsZero says that no URL is set.
func (u URL) IsZero() bool { return u.text.IsZero() }

// String is scheme and host; "/..." stands for what is hidden.
func (u URL) String() string {
	p, err := parseURL(u.Reveal())
	if err != nil {
		return ""
	}
	if (p.Path == "" || p.Path == "/") && p.RawQuery == "" && p.User == nil && p.Fragment == "" {
		return p.Scheme + "://" + p.Host
	}
	return p.Scheme + "://" + p.Host + "/..."
}

// Format prints what String does, whatever the verb.
func (u URL) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, u.String()) }

// MarshalText prints what String does.
func (u URL) MarshalText() ([]byte, error) { return []byte(u.String()), nil }

// LogValue prints what String does.
func (u URL) LogValue() slog.Value { return slog.StringValue(u.String()) }

// schemed says whether the URL has one of these schemes.
func (u URL) schemed(schemes ...string) bool {
	p, err := parseURL(u.Reveal())
	return err == nil && slices.Contains(schemes, p.Scheme)
}
