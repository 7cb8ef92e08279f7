package web

import (
	"bufio"
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"crypto/tls"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"os"
	"slices"
	"strings"

	toolkit "github.com/prometheus/exporter-toolkit/web"
	"go.yaml.in/yaml/v3"
)

// ErrAccess says that the files of who may ask will not do (exit 3).
var ErrAccess = errors.New("access")

// Role is what somebody who asks may do.
type Role uint8

// The roles, each with the rights of those before it.
const (
	// Anyone may ask the probes for yes or no.
	Anyone Role = iota
	// Reader may read metrics, query them, and see why the bot is not ready.
	Reader
	// Admin may also take profiles, which show memory, and change custom metrics.
	Admin
)

// String is the role's name in a tokens file.
func (r Role) String() string { return [...]string{"anyone", "reader", "admin"}[r] }

// Access says who may ask. The files are read again for each request that needs
// them, so that users, tokens and certificates change without a restart.
type Access struct {
	// ConfigFile is in the format of Prometheus' exporter toolkit:
	// tls_server_config, basic_auth_users, rate_limit, http_server_config.
	ConfigFile string
	// TokensFile holds a token a line: NAME ROLE SHA256, the last one being the
	// hash of the token in hex. Empty: there are no tokens.
	TokensFile string
	// Admins are those of the users, and common names of client certificates,
	// that are Admin; the others are Reader.
	Admins []string
	// Elsewhere says that the listener can be reached from other machines:
	// TLS and some way to tell who asks are then demanded.
	Elsewhere bool
}

// Check reads both files, their certificates and hashes, and says with ErrAccess
// what is wrong or missing.
func (a *Access) Check() error {
	if err := a.check(); err != nil {
		return fmt.Errorf("%w: %w", ErrAccess, err)
	}
	return nil
}

func (a *Access) check() error {
	if err := toolkit.Validate(a.ConfigFile); err != nil {
		return fmt.Errorf("web.config_file %s: %w", a.ConfigFile, err)
	}
	has, err := a.config()
	if err != nil {
		return err
	}
	tokens, err := a.tokens()
	if err != nil {
		return err
	}
	kind, _ := has.TLS["client_auth_type"].(string)
	verified := kind == "RequireAndVerifyClientCert"
	switch {
	case len(has.Users) == 0 && len(tokens) == 0 && !verified:
		return fmt.Errorf("web.config_file %s: nobody could be told apart: add basic_auth_users, client_auth_type RequireAndVerifyClientCert or web.tokens_file", a.ConfigFile)
	case a.Elsewhere && len(has.TLS) == 0:
		return fmt.Errorf("web.config_file %s: tls_server_config is missing, and a listener is not on loopback: passwords would be readable on their way", a.ConfigFile)
	}
	for _, name := range a.Admins {
		if _, ok := has.Users[name]; !ok && !strings.Contains(kind, "Verify") { // else it may be a certificate
			return fmt.Errorf("web.admins: %s is none of the users of %s", name, a.ConfigFile)
		}
	}
	return nil
}

// config is what there is to know of ConfigFile beyond what the toolkit does with it.
type config struct {
	TLS   map[string]any    `yaml:"tls_server_config"`
	Users map[string]string `yaml:"basic_auth_users"`
}

func (a *Access) config() (c config, err error) {
	raw, err := os.ReadFile(a.ConfigFile)
	if err != nil {
		return c, fmt.Errorf("web.config_file: %w", err)
	}
	if err := yaml.Unmarshal(raw, &c); err != nil {
		return c, fmt.Errorf("web.config_file %s: %w", a.ConfigFile, err)
	}
	return c, nil
}

func (a *Access) users() (map[string]string, error) {
	c, err := a.config()
	return c.Users, err
}

// token is a line of the tokens file.
type token struct {
	name string
	role Role
	hash [sha256.Size]byte
}

// tokens reads the tokens file. Its errors do not repeat what a line holds:
// somebody may have written the token itself.
func (a *Access) tokens() ([]token, error) {
	if a.TokensFile == "" {
		return nil, nil
	}
	raw, err := os.ReadFile(a.TokensFile)
	if err != nil {
		return nil, fmt.Errorf("web.tokens_file: %w", err)
	}
	var list []token
	for line, n := bufio.NewScanner(bytes.NewReader(raw)), 1; line.Scan(); n++ {
		f := strings.Fields(line.Text())
		if len(f) == 0 || strings.HasPrefix(f[0], "#") {
			continue
		}
		t, err := parseToken(f)
		if err == nil && slices.ContainsFunc(list, func(o token) bool { return o.name == t.name }) {
			err = errors.New("the name was there before")
		}
		if err != nil {
			return nil, fmt.Errorf("web.tokens_file %s line %d: %w", a.TokensFile, n, err)
		}
		list = append(list, t)
	}
	return list, nil
}

func parseToken(f []string) (t token, err error) {
	if len(f) != 3 {
		return t, errors.New("want NAME ROLE SHA256 (mev-bot web token NAME --role reader|admin makes a line)")
	}
	t.name = f[0]
	if t.role, err = ParseRole(f[1]); err != nil {
		return t, err
	}
	hash, err := hex.DecodeString(f[2])
	if err != nil || len(hash) != len(t.hash) {
		return t, errors.New("the third word is not a SHA-256 in hex (64 digits)")
	}
	copy(t.hash[:], hash)
	return t, nil
}

// bearer is the role of a bearer token; Anyone if it is not known. Each line is
// compared in constant time.
func (a *Access) bearer(secret string) (Role, error) {
	list, err := a.tokens()
	if err != nil {
		return Anyone, err
	}
	role, hash := Anyone, sha256.Sum256([]byte(secret))
	for _, t := range list {
		if subtle.ConstantTimeCompare(hash[:], t.hash[:]) == 1 {
			role = t.role
		}
	}
	return role, nil
}

func (a *Access) user(name string) Role {
	if slices.Contains(a.Admins, name) {
		return Admin
	}
	return Reader
}

type roleKey struct{}

// RoleOf is the role of who sent r.
func RoleOf(r *http.Request) Role {
	role, _ := r.Context().Value(roleKey{}).(Role) // Anyone outside a Listener
	return role
}

func withRole(r *http.Request, role Role) *http.Request {
	return r.WithContext(context.WithValue(r.Context(), roleKey{}, role))
}

// Need answers 401 to who has no role and 403 to who has too small a one.
func Need(least Role, h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch role := RoleOf(r); {
		case role >= least:
			h.ServeHTTP(w, r)
		case role == Anyone:
			w.Header().Add("WWW-Authenticate", "Basic")
			w.Header().Add("WWW-Authenticate", "Bearer")
			http.Error(w, "say who you are: a user of web.config_file or a token of web.tokens_file", http.StatusUnauthorized)
		default:
			http.Error(w, "needs the role "+least.String()+", this is "+role.String(), http.StatusForbidden)
		}
	})
}

// guard puts the question who asks before h. The result for a nil Access is
// open to this machine, except to a page of the web in a browser of this
// machine, whose name server may answer 127.0.0.1 (DNS rebinding).
func (a *Access) guard(h http.Handler, log *slog.Logger) (http.Handler, *tls.Config, error) {
	if a == nil {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if !localName(r.Host) {
				http.Error(w, "this listener answers to localhost and addresses only", http.StatusMisdirectedRequest)
				return
			}
			h.ServeHTTP(w, withRole(r, Admin))
		}), nil, nil
	}
	if err := a.Check(); err != nil {
		return nil, nil, err
	}
	byPassword, tlsConfig, err := a.toolkit(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name, _, _ := r.BasicAuth()
		if users, err := a.users(); err != nil || users[name] == "" { // the file has just changed
			unknown(w, "Basic")
			return
		}
		h.ServeHTTP(w, withRole(r, a.user(name)))
	}), log)
	if err != nil {
		return nil, nil, err
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		kind, secret, _ := strings.Cut(r.Header.Get("Authorization"), " ")
		switch {
		case strings.EqualFold(kind, "Basic"):
			if users, err := a.users(); err != nil || len(users) == 0 { // the toolkit would let everybody in
				unknown(w, "Basic")
				return
			}
			byPassword.ServeHTTP(w, r)
		case strings.EqualFold(kind, "Bearer"):
			role, err := a.bearer(strings.TrimSpace(secret))
			if err != nil {
				log.Error("a bearer token could not be checked", "error", err)
				http.Error(w, "tokens cannot be read now", http.StatusInternalServerError)
				return
			}
			if role == Anyone {
				unknown(w, `Bearer error="invalid_token"`)
				return
			}
			h.ServeHTTP(w, withRole(r, role))
		default:
			h.ServeHTTP(w, withRole(r, a.certified(r)))
		}
	}), tlsConfig, nil
}

func unknown(w http.ResponseWriter, challenge string) {
	w.Header().Set("WWW-Authenticate", challenge)
	http.Error(w, "who says so is not known here", http.StatusUnauthorized)
}

// certified is the role of a client certificate that TLS has verified.
func (a *Access) certified(r *http.Request) Role {
	if r.TLS == nil || len(r.TLS.VerifiedChains) == 0 {
		return Anyone
	}
	return a.user(r.TLS.VerifiedChains[0][0].Subject.CommonName)
}

// toolkit has the exporter toolkit put its users before h and make its TLS
// configuration. It only does so for a server that it also serves: one whose
// listener is at its end.
func (a *Access) toolkit(h http.Handler, log *slog.Logger) (http.Handler, *tls.Config, error) {
	s := &http.Server{Handler: h} //nolint:gosec // it never serves a connection
	err := toolkit.Serve(ended{}, s, &toolkit.FlagConfig{WebConfigFile: &a.ConfigFile}, slog.New(errorsOnly{log.Handler()}))
	if !errors.Is(err, net.ErrClosed) {
		return nil, nil, fmt.Errorf("web.config_file %s: %w", a.ConfigFile, err)
	}
	return s.Handler, s.TLSConfig, nil
}

// errorsOnly drops what the toolkit says of listening, which it does not do here.
type errorsOnly struct{ slog.Handler }

func (errorsOnly) Enabled(_ context.Context, l slog.Level) bool { return l >= slog.LevelError }

// ended is a listener without connections.
type ended struct{}

func (ended) Accept() (net.Conn, error) { return nil, net.ErrClosed }
func (ended) Close() error              { return nil }
func (ended) Addr() net.Addr            { return &net.TCPAddr{} }

// localName says that a Host header is an address or localhost.
func localName(host string) bool {
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	if strings.EqualFold(host, "localhost") {
		return true
	}
	_, err := netip.ParseAddr(strings.Trim(host, "[]"))
	return err == nil
}

// NewToken makes a bearer token, and the line of a tokens file that knows it.
func NewToken(name string, role Role) (secret, line string, err error) {
	if len(strings.Fields(name)) != 1 || strings.TrimSpace(name) != name || strings.HasPrefix(name, "#") {
		return "", "", fmt.Errorf("%q is no name: want one word", name)
	}
	if role != Reader && role != Admin {
		return "", "", fmt.Errorf("a token cannot be for %s: want reader or admin", role)
	}
	secret = rand.Text()
	hash := sha256.Sum256([]byte(secret))
	return secret, fmt.Sprintf("%s %s %s", name, role, hex.EncodeToString(hash[:])), nil
}

// ParseRole reads a role's name.
func ParseRole(name string) (Role, error) {
	for _, r := range []Role{Reader, Admin} {
		if r.String() == name {
			return r, nil
		}
	}
	return Anyone, errors.New("the role is neither reader nor admin")
}
