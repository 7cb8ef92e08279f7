package telemetry

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/ethereum/go-ethereum/common"
)

const redacted = "REDACTED"

// secretKeys are attribute names whose value is never written, compared in
// lower case without "_", "-" and ".".
var secretKeys = []string{
	"password", "passwd", "passphrase", "pwd", "secret", "clientsecret", "key", "apikey", "accesskey", "secretkey",
	"privatekey", "privkey", "signingkey", "encryptionkey", "mnemonic", "seedphrase", "authorization", "auth", "credentials", "cookie", "setcookie",
	"accesstoken", "refreshtoken", "authtoken", "bearertoken", "apitoken", "sessiontoken", "idtoken", "session", "jwt",
}

// secretEnds catch names with a prefix: node_password, slack_api_key.
var secretEnds = []string{"password", "passphrase", "secret", "apikey", "privatekey", "mnemonic"}

// hashKeys are names under which 64 hex digits are a hash, not a private key.
var hashKeys = []string{
	"hash", "tx", "txhash", "transaction", "transactionhash", "block", "blockhash", "parent", "parenthash",
	"root", "stateroot", "topic", "codehash", "confighash", "fingerprint",
}

var (
	hex64 = regexp.MustCompile(`\b(0x|0X)?[0-9a-fA-F]{64}\b`)
	// longNumber has the size of a private key in decimal.
	longNumber = regexp.MustCompile(`\b[0-9]{70,78}\b`)
	links      = regexp.MustCompile(`[a-zA-Z][a-zA-Z0-9+.-]*://[^\s"'<>` + "`" + `]+`)
	bearers    = regexp.MustCompile(`\b([Bb]earer|[Bb]asic|BEARER|BASIC)\s+[A-Za-z0-9._~+/=-]{8,}`)
	jwts       = regexp.MustCompile(`\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*`)
	pems       = regexp.MustCompile(`(?s)-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(-----END [A-Z ]*PRIVATE KEY-----|$)`)
	ages       = regexp.MustCompile(`\bAGE-SECRET-KEY-1[0-9A-Z]+`)
	// longWord is a path segment that can be an access key.
	longWord = regexp.MustCompile(`^[A-Za-z0-9_-]{16,}$`)
	// plainToken is what an ERC-20 token is called: a symbol or an address.
	plainToken = regexp.MustCompile(`^(0x[0-9a-fA-F]{40}|[A-Za-z0-9.₮]{1,12})$`)
)

// normal is key in lower case without separators.
func normal(key string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '_' || r == '-' || r == '.':
			return -1
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		}
		return r
	}, key)
}

func isSecretKey(key string) bool {
	n := normal(key)
	return slices.Contains(secretKeys, n) || slices.ContainsFunc(secretEnds, func(end string) bool { return strings.HasSuffix(n, end) })
}

// redactAttr returns a with everything secret replaced.
func redactAttr(a slog.Attr) slog.Attr {
	a.Value = a.Value.Resolve()
	if a.Value.Kind() == slog.KindGroup {
		group := a.Value.Group()
		clean := make([]slog.Attr, len(group))
		for i, g := range group {
			clean[i] = redactAttr(g)
		}
		return slog.Attr{Key: a.Key, Value: slog.GroupValue(clean...)}
	}
	if isSecretKey(a.Key) {
		return slog.String(a.Key, redacted)
	}
	switch a.Value.Kind() {
	case slog.KindString:
		return slog.String(a.Key, redactNamed(a.Key, a.Value.String()))
	case slog.KindAny:
		return slog.Attr{Key: a.Key, Value: redactAny(a.Key, a.Value.Any())}
	}
	return a // numbers, times, durations and truth values
}

// redactNamed cleans a text that stands under a name.
func redactNamed(key, text string) string {
	n := normal(key)
	if strings.HasSuffix(n, "token") && !plainToken.MatchString(text) {
		return redacted
	}
	if slices.Contains(hashKeys, n) && hex64.FindString(text) == text {
		return text
	}
	return redactText(text)
}

// redactText replaces what looks like a secret inside a text. The looks before
// the expressions spare most texts the expressions.
func redactText(text string) string {
	if len(text) < 8 {
		return text
	}
	if strings.Contains(text, "://") {
		text = links.ReplaceAllStringFunc(text, redactLink)
	}
	if strings.ContainsAny(text, " \t") {
		text = bearers.ReplaceAllString(text, "$1 "+redacted)
	}
	if strings.Contains(text, "eyJ") {
		text = jwts.ReplaceAllString(text, redacted)
	}
	if strings.Contains(text, "AGE-SECRET-KEY-") {
		text = ages.ReplaceAllString(text, redacted)
	}
	if len(text) >= 64 {
		text = hex64.ReplaceAllString(text, redacted)
		text = longNumber.ReplaceAllString(text, redacted)
	}
	if strings.Contains(text, "PRIVATE KEY-----") {
		text = pems.ReplaceAllString(text, redacted)
	}
	return text
}

// redactLink shortens a URL to scheme and host if its user, query or path can
// hold an access key.
func redactLink(link string) string {
	u, err := url.Parse(link)
	if err != nil {
		scheme, _, _ := strings.Cut(link, "://")
		return scheme + "://" + redacted
	}
	secret := u.User != nil || u.RawQuery != "" || u.Fragment != ""
	for part := range strings.SplitSeq(u.Path, "/") {
		secret = secret || longWord.MatchString(part)
	}
	if !secret {
		return link
	}
	return u.Scheme + "://" + u.Host + "/..."
}

// redactAny cleans a value of any type. Known types keep their look; of others
// only what JSON would show is written, cleaned at every depth.
func redactAny(key string, v any) slog.Value {
	switch x := v.(type) {
	case nil:
		return slog.AnyValue(nil)
	case common.Hash:
		return slog.StringValue(x.Hex())
	case common.Address:
		return slog.StringValue(x.Hex())
	case *common.Address:
		if x == nil {
			return slog.AnyValue(nil)
		}
		return slog.StringValue(x.Hex())
	case []common.Hash:
		out := make([]string, len(x))
		for i, h := range x {
			out[i] = h.Hex()
		}
		return slog.AnyValue(out)
	case error:
		return slog.StringValue(safely(func() string { return redactText(x.Error()) }))
	case time.Time, time.Duration:
		return slog.AnyValue(x)
	case []byte:
		return slog.StringValue(fmt.Sprintf("%d bytes", len(x)))
	case fmt.Stringer:
		return slog.StringValue(safely(func() string { return redactNamed(key, x.String()) }))
	}
	encoded, err := json.Marshal(v)
	if err != nil {
		return slog.StringValue(redactText(fmt.Sprintf("%T", v)))
	}
	dec := json.NewDecoder(bytes.NewReader(encoded))
	dec.UseNumber()
	var tree any
	if err := dec.Decode(&tree); err != nil {
		return slog.StringValue(redacted)
	}
	tree = redactTree(key, tree)
	if text, ok := tree.(string); ok {
		return slog.StringValue(text)
	}
	return slog.AnyValue(tree)
}

// safely survives a method on a nil pointer, as slog's own handlers do.
func safely(f func() string) (s string) {
	defer func() {
		if recover() != nil {
			s = "<nil>"
		}
	}()
	return f()
}

func redactTree(key string, v any) any {
	if v != nil && isSecretKey(key) {
		return redacted
	}
	switch x := v.(type) {
	case string:
		return redactNamed(key, x)
	case json.Number:
		if longNumber.MatchString(x.String()) {
			return redacted
		}
	case []any:
		if len(x) >= 32 && !slices.ContainsFunc(x, func(e any) bool { _, ok := e.(json.Number); return !ok }) {
			return redacted // bytes
		}
		for i := range x {
			x[i] = redactTree(key, x[i])
		}
	case map[string]any:
		for k := range x {
			x[k] = redactTree(k, x[k])
		}
	}
	return v
}
