package web

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil"
)

func TestTheEndOfTheCertificateIsTold(t *testing.T) {
	dir := t.TempDir()
	certify(t, dir, "server", nil)
	config := filepath.Join(dir, "web.yml")
	write(t, config, "tls_server_config: {cert_file: server.crt, key_file: server.key}\n")
	a := &Access{ConfigFile: config}
	reg := prometheus.NewPedanticRegistry()
	a.Register(reg)
	(*Access)(nil).Register(reg) // open listeners have none
	end, err := a.CertificateEnd()
	if err != nil || !end.After(time.Now()) {
		t.Fatalf("ends %s, %v", end, err)
	}
	told := func() float64 { t.Helper(); return testutil.ToFloat64(certificate{a}) }
	if got := told(); got != float64(end.Unix()) {
		t.Errorf("told %f, want %d", got, end.Unix())
	}
	if err := os.WriteFile(filepath.Join(dir, "server.crt"), []byte("nothing"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := told(); got != 0 {
		t.Errorf("told %f of a file that holds no certificate, want 0", got)
	}
	write(t, config, fmt.Sprintf("basic_auth_users: {alice: %s}\n", bcrypted(t, "x")))
	if n, err := testutil.GatherAndCount(reg); err != nil || n != 0 {
		t.Errorf("%d samples without TLS, %v", n, err)
	}
}
