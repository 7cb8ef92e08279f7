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
	"sync"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/prometheus/config"
	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/promql/parser"
	"github.com/prometheus/prometheus/rules"
	"github.com/prometheus/prometheus/scrape"
	"github.com/prometheus/prometheus/storage"
	"github.com/prometheus/prometheus/tsdb"
	"github.com/prometheus/prometheus/util/compression"
)

// Options of a Store. Dir, and Handler or Target, are required.
type Options struct {
	// Dir is the database's folder; it is made if it is not there.
	Dir string
	// Handler answers GET /metrics with what is scraped; or else Target is the other
	// process that is.
	Handler http.Handler
	Target  *Target
	// Job and Instance are the labels that a Prometheus server would give the
	// samples; default mev-bot and localhost.
	Job, Instance string
	// ScrapeInterval is the time between two samples of a series; default 15 s.
	ScrapeInterval time.Duration
	// Retention is how long samples are kept, default 15 days; MaxBytes bounds
	// the size of the blocks on disk, default 512 MiB. Both act on whole blocks.
	Retention time.Duration
	MaxBytes  int64
	// MinFreeBytes of the file system are left to others: nothing is stored while
	// fewer are free; default 64 MiB.
	MinFreeBytes int64
	// QueryTimeout bounds a query, default 30 s; MaxSamples what one may load,
	// default 5,000,000, some 80 MB; MaxConcurrent how many run at once, default 4.
	QueryTimeout  time.Duration
	MaxSamples    int
	MaxConcurrent int
	// RemoteWriteFile is a file with a remote_write section as Prometheus has it;
	// empty: nothing is sent. Secrets belong in the files that it names.
	RemoteWriteFile string
	// RuleFiles are files of recording and alerting rules as Prometheus has them;
	// Rules are the texts of such files by name.
	RuleFiles []string
	Rules     map[string][]byte
	// External are the labels that alerts and remote write get, and that templates
	// of rules read as $externalLabels.
	External map[string]string
	// Notify hears the alerts that fire or are resolved, again each minute while they
	// fire. It must not block; nil: nobody hears.
	Notify func(context.Context, []Alert)
	// Registerer takes the store's metrics; Library those of Prometheus' parts,
	// some of whose names promtool dislikes. Both may be nil.
	Registerer, Library prometheus.Registerer
	Logger              *slog.Logger
	Now                 func() time.Time // default time.Now; of Check and the API

	// For tests.
	blockRange time.Duration                   // of the newest blocks; default 2 h
	every      time.Duration                   // between two calls of maintain; default 1 min
	again      time.Duration                   // before the database is opened once more; default 10 s
	free       func(dir string) (int64, error) // default freeBytes
}

// ErrOptions says that options or the files that they name will not do.
var ErrOptions = errors.New("metric store")

func (o *Options) defaults() error {
	if o.Dir == "" || (o.Handler == nil) == (o.Target == nil) {
		return fmt.Errorf("%w: Dir, and one of Handler and Target are required", ErrOptions)
	}
	set(&o.Job, "mev-bot")
	if o.Target != nil {
		u, err := o.Target.parse()
		if err != nil {
			return err
		}
		set(&o.Instance, u.Host)
	}
	set(&o.Instance, "localhost")
	set(&o.ScrapeInterval, 15*time.Second)
	set(&o.Retention, 15*24*time.Hour)
	set(&o.MaxBytes, 512<<20)
	set(&o.MinFreeBytes, 64<<20)
	set(&o.QueryTimeout, 30*time.Second)
	set(&o.MaxSamples, 5_000_000)
	set(&o.MaxConcurrent, 4)
	set(&o.blockRange, 2*time.Hour)
	set(&o.every, time.Minute)
	set(&o.again, 10*time.Second)
	if o.free == nil {
		o.free = freeBytes
	}
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
	log     *slog.Logger // of Prometheus' parts
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

	broken chan error      // receives why the database must be opened anew
	ctx    context.Context //nolint:containedctx // ends the requests that run when the database is closed
	mu     sync.Mutex
	closed bool
	using  sync.WaitGroup // requests that read the database
}

// enter lets a request read the database until leave; it is refused while the
// database is being closed. ctx ends with the database.
func (o *open) enter(parent context.Context) (ctx context.Context, leave func(), ok bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.closed {
		return nil, nil, false
	}
	o.using.Add(1)
	ctx, cancel := context.WithCancel(parent)
	stop := context.AfterFunc(o.ctx, cancel)
	return ctx, func() {
		stop()
		cancel()
		o.using.Done()
	}, true
}

// clear ends the requests and waits for them.
func (o *open) clear() error {
	o.mu.Lock()
	o.closed = true
	o.mu.Unlock()
	o.using.Wait()
	return nil
}

// fail asks for the database to be opened anew; the first reason counts.
func (o *open) fail(err error) {
	select {
	case o.broken <- err:
	default:
	}
}

// New checks the options and the files that they name; it starts nothing.
func New(opts Options) (*Store, error) {
	if err := opts.defaults(); err != nil {
		return nil, err
	}
	s := &Store{opts: opts, log: demoted(opts.Logger), parser: parser.NewParser(parser.Options{}), metrics: newMetrics(opts.Registerer), began: opts.Now()}
	var err error
	if s.config, err = s.configure(); err != nil {
		return nil, err
	}
	if err := s.checkRules(); err != nil {
		return nil, err
	}
	if library, ok := opts.Library.(prometheus.Gatherer); ok && opts.Registerer != nil {
		opts.Registerer.MustRegister(libraryGauges{from: library, remote: len(s.config.RemoteWriteConfigs) > 0})
	}
	s.engine = promql.NewEngine(promql.EngineOpts{
		Logger: s.log, Reg: opts.Library, MaxSamples: opts.MaxSamples, Timeout: opts.QueryTimeout,
		LookbackDelta: 5 * time.Minute, EnableAtModifier: true, EnableNegativeOffset: true, Parser: s.parser,
		ActiveQueryTracker: newSlots(opts.MaxConcurrent),
	})
	return s, nil
}

// Run keeps the database open, scrapes and evaluates until ctx ends, then closes
// it. A database that cannot be opened, or that breaks, is opened again: see Check.
func (s *Store) Run(ctx context.Context) error {
	for {
		err := s.run(ctx)
		if ctx.Err() != nil {
			return err
		}
		s.failure.Store(&err)
		s.metrics.failures.Inc()
		s.opts.Logger.Error("the metric store is not available; trying again", slog.Any("error", err), slog.Duration("in", s.opts.again))
		if !wait(ctx, s.opts.again) {
			return nil
		}
	}
}

func wait(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-ctx.Done():
		return false
	}
}

func (s *Store) run(ctx context.Context) error {
	if err := s.roomToOpen(); err != nil {
		return err
	}
	o, stop, err := s.start(ctx)
	if err != nil {
		return err
	}
	s.failure.Store(nil)
	s.open.Store(o)
	err = s.serve(ctx, o)
	if err != nil {
		s.failure.Store(&err)
	}
	// Closing writes the end of the log and opening replays it: both need room.
	// Until then the old database still answers.
	for full(err) && s.roomToOpen() != nil && wait(ctx, s.opts.again) {
	}
	s.open.Store(nil)
	return errors.Join(err, stop())
}

// serve works until ctx ends (nil) or the database must be opened anew.
func (s *Store) serve(ctx context.Context, o *open) error {
	ticks := time.NewTicker(s.opts.every)
	defer ticks.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case err := <-o.broken:
			return err
		case <-ticks.C:
			if err := s.maintain(o); err != nil {
				return err
			}
		}
	}
}

// openDB opens the database. A damaged write-ahead log is repaired by the
// library, which says what it left out.
func (s *Store) openDB(library prometheus.Registerer) (*tsdb.DB, error) {
	o := tsdb.DefaultOptions()
	o.RetentionDuration = s.opts.Retention.Milliseconds()
	o.MaxBytes = s.opts.MaxBytes
	o.MinBlockDuration = s.opts.blockRange.Milliseconds()
	o.MaxBlockDuration = max(o.MinBlockDuration, min(o.RetentionDuration/10, (31*24*time.Hour).Milliseconds()))
	o.WALCompression = compression.Snappy
	o.EnableExemplarStorage, o.MaxExemplars = true, 10_000
	o.StripeSize = 512             // locks of the series; the default is for millions of them
	o.HeadChunksWriteQueueSize = 0 // no queue: chunks are few
	o.WALSegmentSize = 16 << 20    // the log is cut by whole segments: small ones free space sooner
	o.BlockReloadInterval = never  // see maintain
	db, err := tsdb.Open(s.opts.Dir, s.log, library, o, nil)
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

// Bytes is the size of the database on disk.
func (s *Store) Bytes() int64 { return dirBytes(s.opts.Dir) }
