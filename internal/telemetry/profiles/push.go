package profiles

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"mime/multipart"
	"net"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/google/pprof/profile"
)

const (
	// pushQueue is how many profiles wait for the server: two rounds.
	pushQueue = 10
	// maxSecret bounds a file with a password or a token.
	maxSecret = 64 << 10
)

// Push says which Pyroscope server gets the continuous profiles. What it does
// not take is counted and forgotten: the files stay.
type Push struct {
	// URL of the server, without /ingest; a path before it is kept. https, or
	// http on this machine; with http elsewhere no credentials are sent, and
	// options that ask for it are refused. No user or password in it.
	URL string
	// App is the name profiles get there; default mev-bot.
	App string
	// Labels are added to the name. Few and constant: each set is a series.
	Labels map[string]string
	// Tenant is sent as X-Scope-OrgID; empty: not sent.
	Tenant string
	// User and PasswordFile are for basic auth, TokenFile for a bearer token; not
	// both. The files are read at every push, so that they can be replaced.
	User, PasswordFile, TokenFile string
	// Timeout of one profile; default 10 s.
	Timeout time.Duration
}

// job is one profile that is due.
type job struct {
	kind        kind
	from, until time.Time
	data        []byte // gzip
}

// pusher sends jobs one after the other.
type pusher struct {
	o      Push
	target *url.URL
	m      *metrics
	log    *slog.Logger
	jobs   chan job
	client *http.Client
	before map[kind]job // what the next one is compared with
	failed bool
}

func newPusher(o Push, m *metrics, log *slog.Logger) (*pusher, error) {
	defaults(&o.App, "mev-bot")
	defaults(&o.Timeout, 10*time.Second)
	u, err := url.Parse(o.URL)
	switch {
	case err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https":
		return nil, errors.New("profiles: Push.URL: must be an http or https URL")
	case u.User != nil:
		return nil, errors.New("profiles: Push.URL: must hold no user or password: use User and PasswordFile, or TokenFile")
	case u.RawQuery != "" || u.Fragment != "":
		return nil, errors.New("profiles: Push.URL: must hold no query")
	case o.User != "" && o.TokenFile != "":
		return nil, errors.New("profiles: Push.User and Push.TokenFile: only one of them")
	case (o.User == "") != (o.PasswordFile == ""):
		return nil, errors.New("profiles: Push.User and Push.PasswordFile: only both together")
	case (o.User != "" || o.TokenFile != "") && u.Scheme == "http" && !loopback(u.Hostname()):
		return nil, errors.New("profiles: Push.URL: must be https, for a password or token is sent")
	case o.Timeout < 0:
		return nil, errors.New("profiles: Push.Timeout: must be positive")
	}
	if err := checkName(o); err != nil {
		return nil, err
	}
	return &pusher{
		o: o, target: u.JoinPath("ingest"), m: m, log: log, jobs: make(chan job, pushQueue), before: map[kind]job{},
		client: &http.Client{
			Transport: &http.Transport{Proxy: http.ProxyFromEnvironment, MaxConnsPerHost: 1, IdleConnTimeout: 2 * time.Minute},
			Timeout:   o.Timeout,
			// A redirect would lose the credentials, or show them to somebody else.
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
	}, nil
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// checkName refuses what the server would read as another label.
func checkName(o Push) error {
	parts := []string{o.App}
	for k, v := range o.Labels {
		parts = append(parts, k, v)
	}
	for _, s := range parts {
		if s == "" || strings.ContainsAny(s, "{},= \t\r\n\"") {
			return fmt.Errorf("profiles: Push.App and Push.Labels: %q must not be empty and hold no space, quote, comma, brace or equals sign", s)
		}
	}
	return nil
}

// name is the application with its labels, as the server reads it.
func (o Push) name() string {
	if len(o.Labels) == 0 {
		return o.App
	}
	var pairs []string
	for _, k := range slices.Sorted(maps.Keys(o.Labels)) {
		pairs = append(pairs, k+"="+o.Labels[k])
	}
	return o.App + "{" + strings.Join(pairs, ",") + "}"
}

// offer never blocks.
func (p *pusher) offer(j job) {
	select {
	case p.jobs <- j:
	default:
		p.m.pushes.WithLabelValues(outcomeDropped).Inc()
	}
}

// run sends until ctx ends. What waits then is dropped: it is saved anyway.
func (p *pusher) run(ctx context.Context) error {
	defer p.client.CloseIdleConnections()
	for {
		select {
		case <-ctx.Done():
			return nil
		case j := <-p.jobs:
			p.push(ctx, j)
		}
	}
}

// push sends one profile and counts what became of it.
func (p *pusher) push(ctx context.Context, j job) {
	due, ready, err := p.difference(j)
	if err == nil && !ready {
		return // the first of its kind only starts the comparison
	}
	if err == nil {
		err = p.post(ctx, due)
	}
	if ctx.Err() != nil {
		return
	}
	if err != nil {
		p.m.pushes.WithLabelValues(outcomeFailed).Inc()
		if !p.failed {
			p.log.Warn("profiles do not reach the Pyroscope server; they stay as files", "err", err)
		}
		p.failed = true
		return
	}
	p.m.pushes.WithLabelValues(outcomeSent).Inc()
	if p.failed {
		p.log.Info("profiles reach the Pyroscope server again")
	}
	p.failed = false
}

// cumulative says for each value of a kind whether the runtime counts it since
// the start. The server wants what came in between.
func cumulative(k kind) []bool {
	switch k {
	case kindHeap: // alloc_objects, alloc_space, inuse_objects, inuse_space
		return []bool{true, true, false, false}
	case kindMutex, kindBlock: // contentions, delay
		return []bool{true, true}
	default:
		return nil
	}
}

// difference subtracts from cumulative values what the last job already had.
// Without one before, ready is false.
func (p *pusher) difference(j job) (due job, ready bool, err error) {
	columns := cumulative(j.kind)
	if columns == nil {
		return j, true, nil
	}
	last, known := p.before[j.kind]
	p.before[j.kind] = j
	if !known {
		return j, false, nil
	}
	data, err := subtract(j.data, last.data, columns)
	if err != nil {
		return j, false, fmt.Errorf("compare %s profiles: %w", j.kind, err)
	}
	j.from, j.data = last.until, data
	return j, true, nil
}

// subtract takes the marked columns of old from those of now.
func subtract(now, old []byte, columns []bool) ([]byte, error) {
	a, err := profile.ParseData(now)
	if err != nil {
		return nil, err
	}
	b, err := profile.ParseData(old)
	if err != nil {
		return nil, err
	}
	ratios := make([]float64, len(columns))
	for i, c := range columns {
		if c {
			ratios[i] = -1
		}
	}
	if err := b.ScaleN(ratios); err != nil {
		return nil, err
	}
	if a, err = profile.Merge([]*profile.Profile{a, b}); err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = a.Write(&out)
	return out.Bytes(), err
}

// sampleType tells the server how to read one value of a profile.
type sampleType struct {
	Units       string `json:"units,omitempty"`
	Aggregation string `json:"aggregation,omitempty"`
	DisplayName string `json:"display-name,omitempty"`
}

// sampleTypes are those of Grafana's own Go client, so that its dashboards fit.
// The server knows those of a CPU profile.
func sampleTypes(k kind) map[string]sampleType {
	switch k {
	case kindHeap:
		return map[string]sampleType{
			"alloc_objects": {Units: "objects"},
			"alloc_space":   {Units: "bytes"},
			"inuse_objects": {Units: "objects", Aggregation: "average"},
			"inuse_space":   {Units: "bytes", Aggregation: "average"},
		}
	case kindMutex, kindBlock:
		return map[string]sampleType{
			"contentions": {DisplayName: string(k) + "_count", Units: "lock_samples"},
			"delay":       {DisplayName: string(k) + "_duration", Units: "lock_nanoseconds"},
		}
	case kindGoroutine:
		return map[string]sampleType{"goroutine": {DisplayName: "goroutines", Units: "goroutines", Aggregation: "average"}}
	default:
		return nil
	}
}

// post sends one profile to /ingest.
func (p *pusher) post(ctx context.Context, j job) error {
	body, contentType, err := form(j)
	if err != nil {
		return fmt.Errorf("build the request: %w", err)
	}
	u := *p.target
	u.RawQuery = p.query(j).Encode()
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, u.String(), body)
	if err != nil {
		return fmt.Errorf("build the request: %w", err)
	}
	r.Header.Set("Content-Type", contentType)
	if p.o.Tenant != "" {
		r.Header.Set("X-Scope-OrgID", p.o.Tenant)
	}
	if err := p.authorize(r); err != nil {
		return err
	}
	answer, err := p.client.Do(r)
	if err != nil {
		return fmt.Errorf("send the %s profile: %w", j.kind, errors.Unwrap(err)) // the outer error repeats the URL
	}
	defer func() { _ = answer.Body.Close() }()
	text, _ := io.ReadAll(io.LimitReader(answer.Body, 200)) // only for the message
	if answer.StatusCode/100 != 2 {
		return fmt.Errorf("send the %s profile: the server answered %d: %.200q", j.kind, answer.StatusCode, text)
	}
	return nil
}

// query are the parameters that Grafana's client sends, with times in
// nanoseconds.
func (p *pusher) query(j job) url.Values {
	q := url.Values{}
	q.Set("name", p.o.name())
	q.Set("from", strconv.FormatInt(j.from.UnixNano(), 10))
	q.Set("until", strconv.FormatInt(j.until.UnixNano(), 10))
	q.Set("spyName", "gospy")
	q.Set("format", "pprof")
	q.Set("sampleRate", "100")
	switch j.kind {
	case kindCPU:
		q.Set("units", "samples")
		q.Set("aggregationType", "sum")
	case kindGoroutine:
		q.Set("units", "goroutines")
		q.Set("aggregationType", "average")
	default: // the sample types say it for each value
	}
	return q
}

// form is the multipart body: the profile, and how to read its values.
func form(j job) (io.Reader, string, error) {
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	part, err := w.CreateFormFile("profile", "profile.pprof")
	if err != nil {
		return nil, "", err
	}
	if _, err := part.Write(j.data); err != nil {
		return nil, "", err
	}
	if types := sampleTypes(j.kind); types != nil {
		if part, err = w.CreateFormFile("sample_type_config", "sample_type_config.json"); err != nil {
			return nil, "", err
		}
		if err := json.NewEncoder(part).Encode(types); err != nil {
			return nil, "", err
		}
	}
	return &b, w.FormDataContentType(), w.Close()
}

// authorize reads the secret and adds it.
func (p *pusher) authorize(r *http.Request) error {
	switch {
	case p.o.User != "":
		password, err := secret(p.o.PasswordFile)
		if err != nil {
			return fmt.Errorf("read Push.PasswordFile: %w", err)
		}
		r.SetBasicAuth(p.o.User, password)
	case p.o.TokenFile != "":
		token, err := secret(p.o.TokenFile)
		if err != nil {
			return fmt.Errorf("read Push.TokenFile: %w", err)
		}
		r.Header.Set("Authorization", "Bearer "+token)
	}
	return nil
}

// secret reads a one-line file.
func secret(name string) (string, error) {
	f, err := os.Open(name) //nolint:gosec // the operator names it
	if err != nil {
		return "", err
	}
	defer func() { _ = f.Close() }()
	b, err := io.ReadAll(io.LimitReader(f, maxSecret))
	if err != nil {
		return "", err
	}
	text := strings.TrimSpace(string(b))
	if text == "" || strings.ContainsAny(text, "\r\n") {
		return "", errors.New("must hold one line")
	}
	return text, nil
}
