package custom

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"math"
	"os"
	"slices"
	"time"

	"mevbot/internal/wholefile"
)

const (
	snapshotName    = "custom-metrics.json"
	snapshotFormat  = "mev-bot custom metrics"
	snapshotVersion = 1
	maxSnapshot     = 256 << 20 // bytes; more is no snapshot of ours
	// maxUnclaimed is how many starts may pass without the code defining a metric
	// of its own, until its values are dropped.
	maxUnclaimed = 3
)

// header is the first line of a snapshot; the rest of the file is the body.
type header struct {
	Format  string `json:"format"`
	Version int    `json:"version"`
	Bytes   int    `json:"bytes"`  // of the body
	SHA256  string `json:"sha256"` // of the body
}

type body struct {
	Metrics []entry `json:"metrics"`
}

// entry is a metric in the snapshot.
type entry struct {
	Definition Definition `json:"definition"`
	Source     Source     `json:"source"`
	Series     []saved    `json:"series,omitempty"`
	// Unclaimed is how many starts nobody defined it.
	Unclaimed int `json:"unclaimed,omitempty"`

	problem string // why it is not in use
}

// saved is a series in the snapshot.
type saved struct {
	Labels  []string `json:"labels,omitempty"`
	Other   bool     `json:"other,omitempty"` // what exceeded the bound
	Value   float64  `json:"value,omitempty"`
	Count   uint64   `json:"count,omitempty"`
	Sum     float64  `json:"sum,omitempty"`
	Buckets []uint64 `json:"buckets,omitempty"`
}

// errDamaged says that a snapshot cannot be trusted.
var errDamaged = errors.New("is damaged")

// Run writes a snapshot every Interval in which something changed, and a last
// one when ctx ends. A failure is logged, counted and tried again. Its error is
// that of the last snapshot.
func (m *Metrics) Run(ctx context.Context) error {
	if m.o.Dir == "" {
		<-ctx.Done()
		return nil
	}
	tick := time.NewTicker(m.o.Interval)
	defer tick.Stop()
	failing := false
	for {
		select {
		case <-tick.C:
			err := m.Save()
			if err != nil && !failing {
				m.o.Log.ErrorContext(ctx, "custom metrics are not stored: a restart loses them; free the disk or check the directory", slog.Any("error", err))
			} else if err == nil && failing {
				m.o.Log.InfoContext(ctx, "custom metrics are stored again")
			}
			failing = err != nil
		case <-ctx.Done():
			return m.Save()
		}
	}
}

// Save writes a snapshot now if something changed since the last.
func (m *Metrics) Save() error {
	if m.o.Dir == "" {
		return nil
	}
	m.save.Lock()
	defer m.save.Unlock()
	if !m.changed.Swap(false) {
		return nil
	}
	data, err := m.encode()
	if err == nil {
		err = write(m.o.Dir, data)
	}
	if err != nil {
		m.changed.Store(true)
		m.own.saveFailures.Inc()
		return fmt.Errorf("store custom metrics: %w", err)
	}
	m.own.saved.Set(float64(m.o.Now().UnixMilli()) / 1e3)
	m.own.saveBytes.Set(float64(len(data)))
	return nil
}

func (m *Metrics) encode() ([]byte, error) {
	var b body
	m.mu.Lock()
	for _, e := range m.pending {
		b.Metrics = append(b.Metrics, e)
	}
	m.mu.Unlock()
	for _, in := range *m.list.Load() {
		b.Metrics = append(b.Metrics, in.entry())
	}
	data, err := json.Marshal(b)
	if err != nil {
		return nil, fmt.Errorf("encode: %w", err)
	}
	return seal(data), nil
}

// seal puts the header before a body.
func seal(body []byte) []byte {
	sum := sha256.Sum256(body)
	head := fmt.Sprintf(`{"format":%q,"version":%d,"bytes":%d,"sha256":%q}`, snapshotFormat, snapshotVersion, len(body), hex.EncodeToString(sum[:]))
	return slices.Concat([]byte(head), []byte("\n"), body)
}

// entry is the metric as the snapshot has it: a gauge without its values.
func (in *instrument) entry() entry {
	in.mu.Lock()
	defer in.mu.Unlock()
	e := entry{Definition: in.Definition, Source: in.source}
	if in.Type == TypeGauge {
		return e
	}
	in.each(func(s *series) {
		e.Series = append(e.Series, saved{
			Labels: s.labels, Other: s == in.other && len(in.Labels) > 0, Value: s.value,
			Count: s.count, Sum: s.sum, Buckets: slices.Clone(s.buckets),
		})
	})
	return e
}

// write replaces the snapshot: after a crash there is the old one or the new.
func write(dir string, data []byte) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return fmt.Errorf("open directory: %w", err)
	}
	w := wholefile.Writer{Root: root, Perm: 0o600}
	return errors.Join(w.Write(snapshotName, wholefile.Bytes(data)), root.Close())
}

// load reads the snapshot into pending. One that cannot be trusted is set aside.
func (m *Metrics) load() error {
	if m.o.Dir == "" {
		return nil
	}
	root, err := os.OpenRoot(m.o.Dir)
	if err != nil {
		return fmt.Errorf("open the directory of custom metrics: %w", err)
	}
	defer root.Close()
	b, err := read(root)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case errors.Is(err, errDamaged):
		return m.setAside(root, err)
	case err != nil:
		return fmt.Errorf("read custom metrics: make it readable or remove it: %w", err)
	}
	for _, e := range b.Metrics {
		m.pending[e.Definition.Name] = e
	}
	return nil
}

func (m *Metrics) setAside(root *os.Root, why error) error {
	name := snapshotName + ".damaged-" + m.o.Now().UTC().Format("20060102T150405.000000000")
	if err := root.Rename(snapshotName, name); err != nil {
		return fmt.Errorf("set a damaged snapshot of custom metrics aside: %w", err)
	}
	m.own.damaged.Inc()
	m.o.Log.Warn("the snapshot of custom metrics is not usable: they begin anew, and what was defined over HTTP is gone",
		slog.Any("error", why), slog.String("kept_as", name))
	return nil
}

func read(root *os.Root) (b body, err error) {
	f, err := root.Open(snapshotName)
	if err != nil {
		return b, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxSnapshot+1))
	if err != nil {
		return b, err
	}
	return decode(data)
}

// decode reads a snapshot; its errors are errDamaged.
func decode(data []byte) (b body, err error) {
	head, rest, _ := bytes.Cut(data, []byte("\n"))
	var h header
	if err := json.Unmarshal(head, &h); err != nil || h.Format != snapshotFormat {
		return b, fmt.Errorf("%w: its first line is not that of a snapshot", errDamaged)
	}
	if h.Version != snapshotVersion {
		return b, fmt.Errorf("%w: it has version %d, this bot knows %d", errDamaged, h.Version, snapshotVersion)
	}
	sum := sha256.Sum256(rest)
	if h.Bytes != len(rest) || h.SHA256 != hex.EncodeToString(sum[:]) {
		return b, fmt.Errorf("%w: it is cut off or changed: %d bytes of %d, checksum %x", errDamaged, len(rest), h.Bytes, sum[:8])
	}
	if err := json.Unmarshal(rest, &b); err != nil {
		return body{}, fmt.Errorf("%w: %v", errDamaged, err) //nolint:errorlint // errDamaged is what callers ask for
	}
	for _, e := range b.Metrics {
		if err := e.check(); err != nil {
			return body{}, fmt.Errorf("%w: %s: %v", errDamaged, Clean(e.Definition.Name), err) //nolint:errorlint // as above
		}
	}
	return b, nil
}

// check refuses an entry whose numbers contradict each other.
func (e *entry) check() error {
	for _, s := range e.Series {
		if !s.Other && len(s.Labels) != len(e.Definition.Labels) {
			return errors.New("a series has not the labels of its definition")
		}
		if s.Value < 0 || math.IsNaN(s.Sum) {
			return errors.New("a counter is below 0")
		}
		if e.Definition.Type != TypeHistogram {
			continue
		}
		var n uint64
		for _, c := range s.Buckets {
			n += c
		}
		if len(s.Buckets) != len(e.Definition.Buckets)+1 || n != s.Count {
			return errors.New("a histogram's buckets contradict its count")
		}
	}
	return nil
}

// claim gives a new metric the values that the snapshot has of it. The caller
// holds mu.
func (m *Metrics) claim(in *instrument) {
	e, ok := m.pending[in.Name]
	if !ok {
		return
	}
	delete(m.pending, in.Name)
	log := m.o.Log.With(slog.String("metric", in.Name))
	old, err := e.Definition.compile()
	if err != nil || !in.sameShape(old) {
		log.Warn("a custom metric's definition changed: it begins anew", slog.Int("series_dropped", len(e.Series)))
		return
	}
	if e.Source != in.source {
		log.Info("a custom metric is defined elsewhere than before: its values stay", slog.String("before", string(e.Source)), slog.String("now", string(in.source)))
	}
	in.restore(e.Series, log)
}

func (in *instrument) restore(list []saved, log *slog.Logger) {
	in.mu.Lock()
	defer in.mu.Unlock()
	merged := 0
	for _, from := range list {
		var to *series
		if from.Other {
			to = in.overflow()
		} else {
			var over bool
			if to, over = in.slot(from.Labels); over {
				merged++
			}
		}
		to.value += from.Value
		to.count += from.Count
		to.sum += from.Sum
		for i := range to.buckets {
			to.buckets[i] += from.Buckets[i]
		}
	}
	if merged > 0 {
		log.Warn("a custom metric has fewer label sets than before: the rest went to other", slog.Int("series", merged))
	}
}

// adopt defines what the snapshot has of HTTP, once the config's are there, and
// drops what nobody defines any more.
func (m *Metrics) adopt() {
	for name, e := range m.pending {
		log := m.o.Log.With(slog.String("metric", name))
		switch e.Source {
		case SourceAPI:
			if _, err := m.define(e.Definition, SourceAPI); err != nil {
				e.problem = err.Error()
				m.pending[name] = e
				log.Warn("a custom metric that was defined over HTTP cannot be used any more: it stays stored; delete it or correct it", slog.Any("error", err))
			}
		case SourceCode:
			if e.Unclaimed <= maxUnclaimed {
				e.Unclaimed++
				m.pending[name] = e
				continue
			}
			fallthrough
		default:
			delete(m.pending, name)
			log.Info("a custom metric is not defined any more: its values are dropped", slog.Int("series", len(e.Series)))
		}
	}
}
