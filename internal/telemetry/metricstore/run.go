package metricstore

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	commonconfig "github.com/prometheus/common/config"
	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/config"
	"github.com/prometheus/prometheus/discovery/targetgroup"
	"github.com/prometheus/prometheus/model/histogram"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/scrape"
	"github.com/prometheus/prometheus/storage"
	"github.com/prometheus/prometheus/storage/remote"
	"go.yaml.in/yaml/v3"
	"golang.org/x/sync/errgroup"
)

// configure is the store's configuration in Prometheus' terms.
func (s *Store) configure() (*config.Config, error) {
	every := model.Duration(s.opts.ScrapeInterval).String()
	scraped := map[string]any{
		"job_name": s.opts.Job, "scrape_native_histograms": true, "always_scrape_classic_histograms": true,
		"static_configs": []any{map[string]any{"targets": []string{s.opts.Instance}}},
	}
	if s.opts.Target != nil {
		maps.Copy(scraped, s.opts.Target.config())
	}
	text := map[string]any{
		"global": map[string]any{
			"scrape_interval": every, "evaluation_interval": every, "external_labels": s.opts.External,
			"scrape_timeout": model.Duration(min(s.opts.ScrapeInterval, 10*time.Second)).String(),
		},
		"scrape_configs": []any{scraped},
	}
	if s.opts.RemoteWriteFile != "" {
		raw, err := os.ReadFile(s.opts.RemoteWriteFile)
		if err != nil {
			return nil, fmt.Errorf("%w: remote write: %w", ErrOptions, err)
		}
		var file struct {
			RemoteWrite []any `yaml:"remote_write"`
		}
		d := yaml.NewDecoder(bytes.NewReader(raw))
		d.KnownFields(true)
		if err := d.Decode(&file); err != nil {
			return nil, fmt.Errorf("%w: %s: want a remote_write section as in prometheus.yml and nothing else: %w", ErrOptions, s.opts.RemoteWriteFile, err)
		}
		text["remote_write"] = file.RemoteWrite
	}
	raw, err := yaml.Marshal(text)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrOptions, err)
	}
	c, err := config.Load(string(raw), s.log)
	if err != nil {
		return nil, fmt.Errorf("%w: %s: %w", ErrOptions, s.opts.RemoteWriteFile, err)
	}
	if s.opts.RemoteWriteFile != "" {
		c.SetDirectory(filepath.Dir(s.opts.RemoteWriteFile))
	}
	for i, w := range c.RemoteWriteConfigs {
		if w.URL.User != nil || w.URL.RawQuery != "" {
			return nil, fmt.Errorf("%w: %s: the URL of remote_write %d holds a password or a query, which metrics and logs would show: use basic_auth or authorization with a file", ErrOptions, s.opts.RemoteWriteFile, i+1)
		}
	}
	return c, nil
}

// start opens the database and starts what writes to it. stop ends it all.
func (s *Store) start(ctx context.Context) (o *open, stop func() error, err error) {
	var ends []func() error
	end := func() error {
		var errs []error
		for _, end := range slices.Backward(ends) {
			errs = append(errs, end())
		}
		return errors.Join(errs...)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, end())
		}
	}()
	library := &removable{Registerer: s.opts.Library}
	ends = append(ends, library.removeAll)
	o = &open{broken: make(chan error, 1)}
	var cancel context.CancelFunc
	o.ctx, cancel = context.WithCancel(context.WithoutCancel(ctx)) // until end
	if o.db, err = s.openDB(library); err != nil {
		cancel()
		return nil, nil, err
	}
	ends = append(ends, func() error {
		var closing error
		return errors.Join(guarded("close the database", func() { closing = o.db.Close() }), closing)
	}, o.clear, func() error { cancel(); return nil })
	o.storage = o.db
	if len(s.config.RemoteWriteConfigs) > 0 {
		away := remote.NewStorage(s.log, library, o.db.StartTime, s.opts.Dir, 5*time.Second, ready{o}, false)
		ends = append(ends, away.Close)
		if err := away.ApplyConfig(s.config); err != nil {
			return nil, nil, fmt.Errorf("start remote write: %w", err)
		}
		o.db.SetWriteNotified(away)
		o.storage = storage.NewFanout(s.log, o.db, away)
	}
	scraped, err := s.startScraper(o, library)
	if err != nil {
		return nil, nil, err
	}
	ends = append(ends, scraped)
	ruled, err := s.startRules(ctx, o, library)
	if err != nil {
		return nil, nil, err
	}
	ends = append(ends, ruled)
	return o, end, nil
}

// ready gives remote write the scraper, whose targets know the metadata.
type ready struct{ o *open }

// Get is remote.ReadyScrapeManager's.
func (r ready) Get() (*scrape.Manager, error) {
	if r.o.scraper == nil {
		return nil, errors.New("not started yet")
	}
	return r.o.scraper, nil
}

// startScraper scrapes the handler over connections in memory.
func (s *Store) startScraper(o *open, library prometheus.Registerer) (end func() error, err error) {
	options := &scrape.Options{DiscoveryReloadInterval: model.Duration(100 * time.Millisecond)}
	address, server := s.opts.Instance, func() error { return nil }
	if s.opts.Target == nil {
		var dial commonconfig.DialContextFunc
		dial, server = s.serveHandler()
		options.HTTPClientOptions = []commonconfig.HTTPClientOption{commonconfig.WithDialContextFunc(dial)}
	} else if u, err := s.opts.Target.parse(); err == nil { // as New saw
		address = u.Host
	}
	target := model.LabelSet{model.AddressLabel: model.LabelValue(address), model.InstanceLabel: model.LabelValue(s.opts.Instance)}
	o.scraper, err = scrape.NewManager(options, s.log, nil, nil, &counted{o.storage, s, o}, library)
	if err == nil {
		err = o.scraper.ApplyConfig(s.config)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("start the scraper: %w", err), server())
	}
	targets := make(chan map[string][]*targetgroup.Group, 1)
	targets <- map[string][]*targetgroup.Group{s.opts.Job: {{Source: "0", Targets: []model.LabelSet{target}}}}
	var group errgroup.Group
	group.Go(func() error { return o.scraper.Run(targets) })
	return func() error {
		o.scraper.Stop()
		return errors.Join(server(), group.Wait())
	}, nil
}

// serveHandler serves the handler on connections that are memory; dial makes one.
func (s *Store) serveHandler() (dial commonconfig.DialContextFunc, end func() error) {
	pipe := newPipe()
	server := &http.Server{Handler: s.opts.Handler, ReadHeaderTimeout: 10 * time.Second, ErrorLog: slog.NewLogLogger(s.log.Handler(), slog.LevelDebug)}
	var group errgroup.Group
	group.Go(func() error {
		if err := server.Serve(pipe); !errors.Is(err, http.ErrServerClosed) {
			return err
		}
		return nil
	})
	return pipe.dial, func() error { return errors.Join(server.Close(), group.Wait()) }
}

// removable takes back at the end what it registered, so that a second start
// can register it again.
type removable struct {
	prometheus.Registerer
	mu   sync.Mutex
	list []prometheus.Collector
}

// Register is prometheus.Registerer's.
func (r *removable) Register(c prometheus.Collector) error {
	err := r.Registerer.Register(c)
	if err == nil {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.list = append(r.list, c)
	}
	return err
}

// MustRegister is prometheus.Registerer's.
func (r *removable) MustRegister(list ...prometheus.Collector) {
	for _, c := range list {
		if err := r.Register(c); err != nil {
			panic(err) // as prometheus.Registry's does
		}
	}
}

func (r *removable) removeAll() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, c := range r.list {
		r.Unregister(c)
	}
	return nil
}

// pipe is a listener whose connections are memory.
type pipe struct {
	conns chan net.Conn
	done  chan struct{}
	once  sync.Once
}

func newPipe() *pipe { return &pipe{conns: make(chan net.Conn), done: make(chan struct{})} }

func (p *pipe) dial(ctx context.Context, _, _ string) (net.Conn, error) {
	here, there := net.Pipe()
	select {
	case p.conns <- there:
		return here, nil
	case <-p.done:
		return nil, net.ErrClosed
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// Accept is net.Listener's.
func (p *pipe) Accept() (net.Conn, error) {
	select {
	case c := <-p.conns:
		return c, nil
	case <-p.done:
		return nil, net.ErrClosed
	}
}

// Close is net.Listener's.
func (p *pipe) Close() error {
	p.once.Do(func() { close(p.done) })
	return nil
}

// Addr is net.Listener's.
func (*pipe) Addr() net.Addr { return &net.UnixAddr{Name: "memory", Net: "pipe"} }

// counted stands before the database: it refuses to write while the disk is
// nearly full, and notes what became of each commit.
type counted struct {
	storage.Storage
	s *Store
	o *open
}

// AppenderV2 is storage.AppendableV2's.
func (c *counted) AppenderV2(ctx context.Context) storage.AppenderV2 {
	return &noted{AppenderV2: c.Storage.AppenderV2(ctx), s: c.s, o: c.o, refused: c.s.room(0)}
}

type noted struct {
	storage.AppenderV2
	s       *Store
	o       *open
	refused error // why nothing may be written
	told    bool
	samples bool
}

// Append is storage.AppenderV2's.
func (n *noted) Append(ref storage.SeriesRef, ls labels.Labels, st, t int64, v float64, h *histogram.Histogram, fh *histogram.FloatHistogram, o storage.AppendV2Options) (storage.SeriesRef, error) {
	if n.refused != nil {
		n.refuse()
		return 0, n.refused
	}
	ref, err := n.AppenderV2.Append(ref, ls, st, t, v, h, fh, o)
	n.samples = n.samples || err == nil
	return ref, err
}

// refuse counts once: the scraper tries each sample and does not commit what failed.
func (n *noted) refuse() {
	if !n.told {
		n.told = true
		n.s.failure.Store(&n.refused)
		n.s.metrics.commits.WithLabelValues("no_space").Inc()
	}
}

// Commit is storage.AppenderTransaction's.
func (n *noted) Commit() error {
	if n.refused != nil {
		n.refuse()
		_ = n.Rollback() // the reason is the refusal
		return n.refused
	}
	if err := n.AppenderV2.Commit(); err != nil {
		why := fmt.Errorf("store samples: %w", err)
		n.s.failure.Store(&why)
		n.s.metrics.commits.WithLabelValues("failure").Inc()
		n.o.fail(why) // the log may end in half a record: opening it again repairs that
		return err
	}
	n.s.metrics.commits.WithLabelValues("success").Inc()
	if n.samples {
		n.s.failure.Store(nil)
		n.s.stored.Store(n.s.opts.Now().UnixNano())
	}
	return nil
}

// metrics answer: are metrics kept, and who asks?
type metrics struct {
	commits  *prometheus.CounterVec // result
	queries  *prometheus.CounterVec // status
	failures prometheus.Counter
}

func newMetrics(r prometheus.Registerer) metrics {
	m := metrics{
		commits:  prometheus.NewCounterVec(prometheus.CounterOpts{Name: "mev_bot_metric_store_commits_total", Help: "Scrapes and evaluations that were to be stored: success, failure or no_space (the disk is nearly full)."}, []string{"result"}),
		queries:  prometheus.NewCounterVec(prometheus.CounterOpts{Name: "mev_bot_metric_store_requests_total", Help: "Answers of the query API."}, []string{"status"}),
		failures: prometheus.NewCounter(prometheus.CounterOpts{Name: "mev_bot_metric_store_failures_total", Help: "Times that the database could not be opened, or had to be opened anew."}),
	}
	for _, result := range []string{"success", "failure", "no_space"} {
		m.commits.WithLabelValues(result)
	}
	if r != nil {
		r.MustRegister(m.commits, m.queries, m.failures)
	}
	return m
}

// slots bounds the queries that run at once; the next ones wait.
type slots chan struct{}

func newSlots(n int) slots { return make(slots, n) }

// GetMaxConcurrent is promql.QueryTracker's.
func (s slots) GetMaxConcurrent() int { return cap(s) }

// Insert is promql.QueryTracker's.
func (s slots) Insert(ctx context.Context, _ string) (int, error) {
	select {
	case s <- struct{}{}:
		return 0, nil
	case <-ctx.Done():
		return 0, ctx.Err()
	}
}

// Delete is promql.QueryTracker's.
func (s slots) Delete(int) { <-s }

// Close is promql.QueryTracker's.
func (slots) Close() error { return nil }

var _ promql.QueryTracker = slots(nil)
