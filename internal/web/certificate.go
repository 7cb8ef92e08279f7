package web

import (
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// CertificateEnd is when the certificate that the listeners show, or one of those
// above it in its file, ends first. It is the zero time where there is no TLS.
func (a *Access) CertificateEnd() (end time.Time, err error) {
	c, err := a.config()
	if err != nil {
		return end, err
	}
	text, _ := c.TLS["cert"].(string)
	raw := []byte(text)
	if file, _ := c.TLS["cert_file"].(string); file != "" {
		if !filepath.IsAbs(file) {
			file = filepath.Join(filepath.Dir(a.ConfigFile), file)
		}
		if raw, err = os.ReadFile(file); err != nil { //nolint:gosec // the operator names it
			return end, fmt.Errorf("read the certificate: %w", err)
		}
	}
	if len(raw) == 0 {
		return end, nil
	}
	for block, rest := pem.Decode(raw); block != nil; block, rest = pem.Decode(rest) {
		if block.Type != "CERTIFICATE" {
			continue
		}
		one, err := x509.ParseCertificate(block.Bytes)
		if err != nil {
			return end, fmt.Errorf("read the certificate: %w", err)
		}
		if end.IsZero() || one.NotAfter.Before(end) {
			end = one.NotAfter
		}
	}
	if end.IsZero() {
		return end, errors.New("read the certificate: its file holds none")
	}
	return end, nil
}

var descCertificate = prometheus.NewDesc("mev_bot_web_certificate_end_timestamp_seconds",
	"When the certificate of the listeners ends; 0 if it cannot be read. Absent without TLS.", nil, nil)

// certificate reads the file when it is scraped, as the listeners do when they are asked.
type certificate struct{ a *Access }

// Register publishes when the certificate ends; a nil Access has none.
func (a *Access) Register(reg prometheus.Registerer) {
	if a != nil && reg != nil {
		reg.MustRegister(certificate{a})
	}
}

// Describe is prometheus.Collector's.
func (certificate) Describe(ch chan<- *prometheus.Desc) { ch <- descCertificate }

// Collect is prometheus.Collector's.
func (c certificate) Collect(ch chan<- prometheus.Metric) {
	end, err := c.a.CertificateEnd()
	if err == nil && end.IsZero() {
		return
	}
	seconds := 0.0
	if err == nil {
		seconds = float64(end.Unix())
	}
	ch <- prometheus.MustNewConstMetric(descCertificate, prometheus.GaugeValue, seconds)
}
