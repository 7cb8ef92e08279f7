package web

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/hex"
	"encoding/pem"
	"fmt"
	"io"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/crypto/bcrypt"
)

// pair is a certificate with its key, as files.
type pair struct {
	cert    *x509.Certificate
	key     *ecdsa.PrivateKey
	crt, pk string
}

func certify(t *testing.T, dir, name string, by *pair) *pair {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	tmpl := &x509.Certificate{
		SerialNumber: big.NewInt(time.Now().UnixNano()), Subject: pkix.Name{CommonName: name},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, BasicConstraintsValid: true, IsCA: by == nil,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageClientAuth},
	}
	parent, signer := tmpl, key
	if by != nil {
		parent, signer = by.cert, by.key
	}
	der, err := x509.CreateCertificate(rand.Reader, tmpl, parent, &key.PublicKey, signer)
	if err != nil {
		t.Fatal(err)
	}
	p := &pair{key: key, crt: filepath.Join(dir, name+".crt"), pk: filepath.Join(dir, name+".key")}
	if p.cert, err = x509.ParseCertificate(der); err != nil {
		t.Fatal(err)
	}
	raw, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	write(t, p.crt, string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})))
	write(t, p.pk, string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: raw})))
	return p
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func bcrypted(t *testing.T, password string) string {
	t.Helper()
	h, err := bcrypt.GenerateFromPassword([]byte(password), bcrypt.MinCost)
	if err != nil {
		t.Fatal(err)
	}
	return string(h)
}

func hashed(secret string) string {
	h := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(h[:])
}

// pages has one page for each role.
func pages() http.Handler {
	mux := http.NewServeMux()
	for path, least := range map[string]Role{"/anyone": Anyone, "/reader": Reader, "/admin": Admin} {
		mux.Handle(path, Need(least, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			fmt.Fprint(w, RoleOf(r))
		})))
	}
	return mux
}

func run(t *testing.T, l *Listener, address string) {
	t.Helper()
	if err := l.Open(t.Context(), address); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- l.Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
}

// The exporter toolkit's own server and file format, over real TLS.
func TestWhoMayAsk(t *testing.T) {
	dir := t.TempDir()
	ca := certify(t, dir, "ca", nil)
	server, robot := certify(t, dir, "server", ca), certify(t, dir, "robot", ca)
	config, tokens := filepath.Join(dir, "web.yml"), filepath.Join(dir, "tokens")
	users := fmt.Sprintf("basic_auth_users:\n  ann: %s\n  bob: %s\n", bcrypted(t, "ann's"), bcrypted(t, "bob's"))
	secure := fmt.Sprintf("tls_server_config:\n  cert_file: %s\n  key_file: %s\n  client_ca_file: %s\n  client_auth_type: VerifyClientCertIfGiven\n", server.crt, server.pk, ca.crt)
	write(t, config, secure+users)
	write(t, tokens, "# who asks\ngrafana reader "+hashed("s3cret")+"\n\nci admin "+hashed("t0ken")+"\n")
	l := &Listener{Key: "metrics.listen", Handler: pages(), Access: &Access{ConfigFile: config, TokensFile: tokens, Admins: []string{"ann", "robot"}, Elsewhere: true}}
	run(t, l, "0.0.0.0:0")
	_, port, _ := net.SplitHostPort(l.Addr())

	pool := x509.NewCertPool()
	pool.AddCert(ca.cert)
	ask := func(t *testing.T, path, user, password, bearer string, cert *pair) string {
		t.Helper()
		cfg := &tls.Config{RootCAs: pool}
		if cert != nil {
			c, err := tls.LoadX509KeyPair(cert.crt, cert.pk)
			if err != nil {
				t.Fatal(err)
			}
			cfg.Certificates = []tls.Certificate{c}
		}
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "https://127.0.0.1:"+port+path, http.NoBody)
		if err != nil {
			t.Fatal(err)
		}
		if user != "" {
			r.SetBasicAuth(user, password)
		}
		if bearer != "" {
			r.Header.Set("Authorization", "Bearer "+bearer)
		}
		a, err := (&http.Client{Transport: &http.Transport{TLSClientConfig: cfg, DisableKeepAlives: true, ForceAttemptHTTP2: true}}).Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer a.Body.Close()
		body, _ := io.ReadAll(a.Body)
		if a.StatusCode != http.StatusOK {
			return a.Status[:3]
		}
		return string(body)
	}
	for _, c := range []struct {
		name, user, password, bearer string
		cert                         *pair
		anyone, reader, admin        string
	}{
		{name: "nobody", anyone: "anyone", reader: "401", admin: "401"},
		{name: "a user", user: "bob", password: "bob's", anyone: "reader", reader: "reader", admin: "403"},
		{name: "an admin", user: "ann", password: "ann's", anyone: "admin", reader: "admin", admin: "admin"},
		{name: "a wrong password", user: "ann", password: "bob's", anyone: "401", reader: "401", admin: "401"},
		{name: "an unknown user", user: "eve", password: "ann's", anyone: "401", reader: "401", admin: "401"},
		{name: "a user without a password", user: "ann", anyone: "401", reader: "401", admin: "401"},
		{name: "a token", bearer: "s3cret", anyone: "reader", reader: "reader", admin: "403"},
		{name: "an admin's token", bearer: "t0ken", anyone: "admin", reader: "admin", admin: "admin"},
		{name: "an unknown token", bearer: "other", anyone: "401", reader: "401", admin: "401"},
		{name: "a token's hash", bearer: hashed("t0ken"), anyone: "401", reader: "401", admin: "401"},
		{name: "a certificate", cert: robot, anyone: "admin", reader: "admin", admin: "admin"},
		{name: "a certificate of no admin", cert: server, anyone: "reader", reader: "reader", admin: "403"},
	} {
		t.Run(c.name, func(t *testing.T) {
			for path, want := range map[string]string{"/anyone": c.anyone, "/reader": c.reader, "/admin": c.admin} {
				if got := ask(t, path, c.user, c.password, c.bearer, c.cert); got != want {
					t.Errorf("%s: %s, want %s", path, got, want)
				}
			}
		})
	}
	t.Run("a user and a token that are taken away", func(t *testing.T) {
		write(t, config, secure)
		write(t, tokens, "")
		for _, path := range []string{"/reader", "/admin"} {
			if got := ask(t, path, "ann", "ann's", "", nil); got != "401" {
				t.Errorf("%s after the users are gone: %s", path, got)
			}
			if got := ask(t, path, "", "", "t0ken", nil); got != "401" {
				t.Errorf("%s after the tokens are gone: %s", path, got)
			}
		}
	})
}

// What is wrong with the files is said at the start, without what they hold.
func TestFilesThatWillNotDo(t *testing.T) {
	dir := t.TempDir()
	ca := certify(t, dir, "ca", nil)
	users := "basic_auth_users:\n  ann: " + bcrypted(t, "x") + "\n"
	secure := fmt.Sprintf("tls_server_config:\n  cert_file: %s\n  key_file: %s\n", ca.crt, ca.pk)
	good := "ci admin " + hashed("x") + "\n"
	for _, c := range []struct {
		name, config, tokens, want string
		admins                     []string
		elsewhere                  bool
	}{
		{name: "good", config: secure + users, elsewhere: true, admins: []string{"ann"}},
		{name: "users without TLS on loopback", config: users},
		{name: "tokens alone on loopback", config: "{}", tokens: good},
		{name: "no TLS elsewhere", config: users, elsewhere: true, want: "tls_server_config is missing"},
		{name: "nobody", config: secure, elsewhere: true, want: "nobody could be told apart"},
		{name: "a plain password", config: "basic_auth_users:\n  ann: hunter2\n", want: "web.config_file"},
		{name: "an unknown key", config: "basic_auth_user:\n  ann: x\n", want: "basic_auth_user"},
		{name: "a missing certificate", config: "tls_server_config:\n  cert_file: nowhere.crt\n  key_file: nowhere.key\n" + users, want: "nowhere.crt"},
		{name: "an admin who is no user", config: users, admins: []string{"zoe"}, want: "web.admins: zoe"},
		{name: "the token itself", config: users, tokens: "ci admin hunter2\n", want: "line 1: the third word is not a SHA-256"},
		{name: "two words", config: users, tokens: good + "hunter2 admin\n", want: "line 2: want NAME ROLE SHA256"},
		{name: "an unknown role", config: users, tokens: "ci root " + hashed("x"), want: "line 1: the role is neither"},
		{name: "a name twice", config: users, tokens: good + good, want: "line 2: the name was there before"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := &Access{ConfigFile: filepath.Join(t.TempDir(), "web.yml"), Admins: c.admins, Elsewhere: c.elsewhere}
			write(t, a.ConfigFile, c.config)
			if c.tokens != "" {
				a.TokensFile = filepath.Join(t.TempDir(), "tokens")
				write(t, a.TokensFile, c.tokens)
			}
			err := a.Check()
			switch {
			case c.want == "" && err != nil:
				t.Error(err)
			case c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)):
				t.Errorf("%v, want %s", err, c.want)
			case err != nil && strings.Contains(err.Error(), "hunter2"):
				t.Errorf("the error tells the secret: %v", err)
			}
		})
	}
	if err := (&Listener{Key: "metrics.listen"}).Open(t.Context(), "0.0.0.0:0"); err == nil || !strings.Contains(err.Error(), "set web.config_file") {
		t.Errorf("open to everybody: %v", err)
	}
}

// What NewToken makes is what a tokens file takes, and the token opens it.
func TestANewTokenWorks(t *testing.T) {
	for _, role := range []Role{Reader, Admin} {
		secret, line, err := NewToken("grafana", role)
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(t.TempDir(), "tokens")
		write(t, path, line+"\n")
		if got, err := (&Access{TokensFile: path}).bearer(secret); err != nil || got != role || strings.Contains(line, secret) {
			t.Errorf("%s: %s, %v; line %q", role, got, err, line)
		}
	}
	for _, name := range []string{"", "two words", "#hidden", " x"} {
		if _, _, err := NewToken(name, Reader); err == nil {
			t.Errorf("the name %q was taken", name)
		}
	}
}

// A page of the web in a browser of this machine reaches neither what it may
// read under another name nor what it may change.
func TestPagesOfOthersAreRefused(t *testing.T) {
	l := &Listener{Key: "metrics.listen", Handler: pages()}
	run(t, l, "127.0.0.1:0")
	_, port, _ := net.SplitHostPort(l.Addr())
	for _, c := range []struct {
		method, host, site string
		want               int
	}{
		{http.MethodGet, "localhost:" + port, "", http.StatusOK},
		{http.MethodGet, "127.0.0.1:" + port, "cross-site", http.StatusOK}, // who sent it cannot read it
		{http.MethodGet, "[::1]:" + port, "", http.StatusOK},
		{http.MethodGet, "evil.example:" + port, "", http.StatusMisdirectedRequest},
		{http.MethodGet, "127.0.0.1.evil.example", "", http.StatusMisdirectedRequest},
		{http.MethodPost, "localhost:" + port, "", http.StatusOK}, // no browser
		{http.MethodPost, "localhost:" + port, "same-origin", http.StatusOK},
		{http.MethodPost, "localhost:" + port, "cross-site", http.StatusForbidden},
	} {
		r, err := http.NewRequestWithContext(t.Context(), c.method, l.URL()+"/admin", http.NoBody)
		if err != nil {
			t.Fatal(err)
		}
		r.Host = c.host
		if c.site != "" {
			r.Header.Set("Sec-Fetch-Site", c.site)
		}
		a, err := (&http.Client{Transport: &http.Transport{DisableKeepAlives: true}}).Do(r)
		if err != nil {
			t.Fatal(err)
		}
		a.Body.Close()
		if a.StatusCode != c.want {
			t.Errorf("%+v: %d", c, a.StatusCode)
		}
	}
}

func TestARoleIsNotAssumed(t *testing.T) {
	w := httptest.NewRecorder()
	pages().ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/reader", http.NoBody))
	if w.Code != http.StatusUnauthorized {
		t.Errorf("a handler without a listener answers %d", w.Code)
	}
}
