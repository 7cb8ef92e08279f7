// Package metricstore is the bot's own time series database: it scrapes the
// process's registry, keeps the samples across restarts and answers PromQL over
// the read-only part of Prometheus' HTTP API, so that metrics have a past
// without a Prometheus server, and remote write sends them to one.
//
// It is made of Prometheus' own parts (TSDB, engine, scraper, rules, remote
// write) and the only package that imports them. Nothing waits for it: a full
// disk, a dead remote or a stalled client cost samples or an answer, are counted
// and told by Check, and never reach the bot's other parts.
package metricstore

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/prometheus/config"
	"github.com/prometheus/prometheus/model/rulefmt"
	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/promql/parser"
	"github.com/prometheus/prometheus/rules"
	"github.com/prometheus/prometheus/scrape"
	"github.com/prometheus/prometheus/storage"
	"github.com/prometheus/prometheus/tsdb"
	"github.com/prometheus/prometheus/util/compression"
)

// Options of a Store. Dir and Handler are required.
type Options struct {
	// Dir is the database's folder; it is made if it is not there.
	Dir string
	// Handler answers GET /metrics with what is scraped.
	Handler http.Handler
	// Job and Instance are the labels that a Prometheus server would give the
	// samples; default mev-bot and localhost.
	Job, Instance string
	// ScrapeInterval is the time between two samples of a series; default 15 s.
	ScrapeInterval time.Duration
	// Retention is how long samples are kept, default 15 days; MaxBytes bounds
	// the size of the blocks on disk, default 512 MiB. Both act on whole blocks.
	Retention time.Duration
	MaxBytes  int64
	// QueryTimeout bounds a query, default 30 s; MaxSamples what one may load,
	// default 5,000,000, some 80 MB; MaxConcurrent how many run at once, default 4.
	QueryTimeout  time.Duration
	MaxSamples    int
	MaxConcurrent int
	// RemoteWriteFile is a file with a remote_write section as Prometheus has it;
	// empty: nothing is sent. Secrets belong in the files that it names.
	RemoteWriteFile string
	// RuleFiles are files of recording and alerting rules as Prometheus has them.
	RuleFiles []string
	// Notify hears the alerts that fire or are resolved; nil: nobody does.
	Notify rules.NotifyFunc
	// Registerer takes the store's metrics; Library those of Prometheus' parts,
	// some of whose names promtool dislikes. Both may be nil.
	Registerer, Library prometheus.Registerer
	Logger              *slog.Logger
	Now                 func() time.Time // default time.Now; of Check and the API

	blockRange time.Duration // of the newest blocks; default 2 h
}

// ErrOptions says that options or the files that they name will not do.
var ErrOptions = errors.New("metric store")

func (o *Options) defaults() error {
	if o.Dir == "" || o.Handler == nil {
		return fmt.Errorf("%w: Dir and Handler are required", ErrOptions)
	}
	set(&o.Job, "mev-bot")
	set(&o.Instance, "localhost")
	set(&o.ScrapeInterval, 15*time.Second)
	set(&o.Retention, 15*24*time.Hour)
	set(&o.MaxBytes, 512<<20)
	set(&o.QueryTimeout, 30*time.Second)
	set(&o.MaxSamples, 5_000_000)
	set(&o.MaxConcurrent, 4)
	set(&o.blockRange, 2*time.Hour)
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	if o.Now == nil {
		o.Now = time.Now //nolint:forbidigo // the one place where the default clock enters
	}
	if o.Library == nil {
		o.Library = prometheus.NewRegistry()
	}
	return nil
}

func set[T comparable](v *T, otherwise T) {
	var none T
	if *v == none {
		*v = otherwise
	}
}

// Store is the database with what writes to it and asks it.
type Store struct {
	opts    Options
	config  *config.Config
	parser  parser.Parser
	engine  *promql.Engine
	metrics metrics
	// open is what there is while Run runs; nil before and after.
	open atomic.Pointer[open]
	// failure is why the last commit or the opening failed.
	failure atomic.Pointer[error]
	stored  atomic.Int64 // when samples were last committed, unix nanoseconds; 0 is never
	began   time.Time
}

// open is the parts that live as long as the database is open.
type open struct {
	db      *tsdb.DB
	storage storage.Storage // db and what goes to remotes
	scraper *scrape.Manager
	rules   *rules.Manager
}

// New checks the options and the files that they name; it starts nothing.
func New(opts Options) (*Store, error) {
	if err := opts.defaults(); err != nil {
		return nil, err
	}
	s := &Store{opts: opts, parser: parser.NewParser(parser.Options{}), metrics: newMetrics(opts.Registerer), began: opts.Now()}
	var err error
	if s.config, err = s.configure(); err != nil {
		return nil, err
	}
	if err := s.checkRules(); err != nil {
		return nil, err
	}
	s.engine = promql.NewEngine(promql.EngineOpts{
		Logger: opts.Logger, Reg: opts.Library, MaxSamples: opts.MaxSamples, Timeout: opts.QueryTimeout,
		LookbackDelta: 5 * time.Minute, EnableAtModifier: true, EnableNegativeOffset: true, Parser: s.parser,
		ActiveQueryTracker: newSlots(opts.MaxConcurrent),
	})
	return s, nil
}

func (s *Store) checkRules() error {
	for _, file := range s.opts.RuleFiles {
		_, errs := rulefmt.ParseFile(file, false, s.config.GlobalConfig.MetricNameValidationScheme, s.parser, s.opts.Logger)
		if len(errs) > 0 {
			return fmt.Errorf("%w: %w", ErrOptions, errors.Join(errs...))
		}
	}
	return nil
}

// again is how long Run waits before it tries to open the database once more.
const again = 30 * time.Second

// Run keeps the database open, scrapes and evaluates until ctx ends, then closes
// it. A database that cannot be opened is tried again: see Check.
func (s *Store) Run(ctx context.Context) error {
	for ctx.Err() == nil {
		err := s.run(ctx)
		if err == nil {
			return nil
		}
		s.failure.Store(&err)
		s.opts.Logger.Error("the metric store is not available; trying again", slog.Any("error", err), slog.Duration("in", again))
		timer := time.NewTimer(again)
		select {
		case <-timer.C:
		case <-ctx.Done():
		}
		timer.Stop()
	}
	return nil
}

func (s *Store) run(ctx context.Context) error {
	o, stop, err := s.start(ctx)
	if err != nil {
		return err
	}
	s.failure.Store(nil)
	s.open.Store(o)
	<-ctx.Done()
	s.open.Store(nil)
	return stop()
}

// openDB opens the database. A damaged write-ahead log is repaired by the
// library, which says what it left out.
func (s *Store) openDB() (*tsdb.DB, error) {
	o := tsdb.DefaultOptions()
	o.RetentionDuration = s.opts.Retention.Milliseconds()
	o.MaxBytes = s.opts.MaxBytes
	o.MinBlockDuration = s.opts.blockRange.Milliseconds()
	o.MaxBlockDuration = max(o.MinBlockDuration, min(o.RetentionDuration/10, (31*24*time.Hour).Milliseconds()))
	o.WALCompression = compression.Snappy
	o.EnableExemplarStorage, o.MaxExemplars = true, 10_000
	o.StripeSize = 512             // locks of the series; the default is for millions of them
	o.HeadChunksWriteQueueSize = 0 // no queue: chunks are few
	if err := os.MkdirAll(s.opts.Dir, 0o750); err != nil {
		return nil, fmt.Errorf("make the folder of the metric store: %w", err)
	}
	db, err := tsdb.Open(s.opts.Dir, s.opts.Logger, s.opts.Library, o, nil)
	if err != nil {
		return nil, fmt.Errorf("open the metric store in %s: %w; if another bot uses it give this one its own folder, if it is damaged move it away", s.opts.Dir, err)
	}
	return db, nil
}

// Check says why metrics are not kept, or nil.
func (s *Store) Check(context.Context) error {
	if failure := s.failure.Load(); failure != nil {
		return *failure
	}
	last := s.began
	if at := s.stored.Load(); at != 0 {
		last = time.Unix(0, at)
	}
	if age := s.opts.Now().Sub(last); age > 3*s.opts.ScrapeInterval+time.Minute {
		return fmt.Errorf("no metrics were stored for %s", age.Round(time.Second))
	}
	return nil
}

// Bytes is the size of the database on disk; 0 while it is not open.
func (s *Store) Bytes() int64 {
	var n int64
	_ = filepath.WalkDir(s.opts.Dir, func(_ string, e os.DirEntry, err error) error { // what vanishes meanwhile does not count
		if err == nil && e.Type().IsRegular() {
			if info, err := e.Info(); err == nil {
				n += info.Size()
			}
		}
		return nil
	})
	return n
}
