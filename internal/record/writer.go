package record

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"maps"
	"os"
	"sync"
	"sync/atomic"
	"time"
)

// Options of a Writer. The zero value works.
type Options struct {
	// SegmentBytes of records, before compression, close a segment; default 8 MiB.
	SegmentBytes int
	// SegmentAge closes a segment that has records; default 10 s. A process that
	// is killed loses at most what it recorded in this time.
	SegmentAge time.Duration
	// MaxBytes and MaxAge are what is kept: the oldest whole segments are
	// deleted when all of them together are longer than MaxBytes on disk, or
	// when they were closed longer than MaxAge ago. The newest whole segment is
	// always kept and the one being written comes on top. 0 keeps everything.
	MaxBytes int64
	MaxAge   time.Duration
	// QueueBytes may wait for the disk, records with 13 bytes each; default
	// 8 MiB. Twice as much memory is taken. A record that does not fit is dropped.
	QueueBytes int
	Logger     *slog.Logger
	Now        func() time.Time // default time.Now
}

func (o *Options) defaults() error {
	if o.SegmentBytes < 0 || o.SegmentAge < 0 || o.MaxBytes < 0 || o.MaxAge < 0 || o.QueueBytes < 0 {
		return errors.New("segment length, segment age, limits and queue must not be negative")
	}
	if o.SegmentBytes == 0 {
		o.SegmentBytes = 8 << 20
	}
	if o.SegmentAge == 0 {
		o.SegmentAge = 10 * time.Second
	}
	if o.QueueBytes == 0 {
		o.QueueBytes = 8 << 20
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	if o.Now == nil {
		o.Now = time.Now //nolint:forbidigo // the one place where the default clock enters
	}
	return nil
}

// Writer records. Append may be called from any goroutine, Run writes to disk.
type Writer struct {
	opts Options
	log  *slog.Logger
	wake chan struct{} // the queue holds a block's worth, or dropped something

	mu     sync.Mutex
	queue  []byte // encoded records; its capacity never changes
	gap    uint64 // records dropped behind those in queue
	closed bool   // nothing is taken any more
	err    error  // what stopped the recording

	dropped atomic.Uint64
	running atomic.Bool
	spare   []byte // the other queue; Run's
	warned  time.Time
	out     *segments // Run's
}

// Create makes the directory dir, if it is not there, and the manifest in it.
// It starts nothing: Append fills the queue until Run empties it. A directory
// that is not empty is ErrExists.
func Create(dir string, m Manifest, opts Options) (*Writer, error) {
	if err := opts.defaults(); err != nil {
		return nil, err
	}
	m.Format = formatVersion
	if m.Created.IsZero() {
		m.Created = opts.Now()
	}
	m.Created = m.Created.UTC().Round(0)
	text, err := seal(m)
	if err != nil {
		return nil, fmt.Errorf("write manifest: %w", err)
	}
	if back, err := readManifest(text); err != nil || !maps.Equal(back.Extra, m.Extra) || back.Product != m.Product || back.ConfigHash != m.ConfigHash {
		return nil, errors.New("write manifest: a text in it is not UTF-8")
	}
	root, err := makeDir(dir)
	if err != nil {
		return nil, err
	}
	d := &disk{root: root}
	if err := d.create(manifestName, text); err != nil {
		_ = root.Close()
		if errors.Is(err, fs.ErrExist) {
			err = ErrExists
		}
		return nil, fmt.Errorf("create %s: %w", dir, err)
	}
	out, err := newSegments(d, opts, sha256.Sum256(text))
	if err != nil {
		_ = root.Close()
		return nil, err
	}
	return &Writer{
		opts: opts, log: opts.Logger, out: out, wake: make(chan struct{}, 1),
		queue: make([]byte, 0, opts.QueueBytes), spare: make([]byte, 0, opts.QueueBytes),
	}, nil
}

// makeDir opens an empty directory, made if it has to be.
func makeDir(dir string) (*os.Root, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil { //nolint:gosec // the operator names the directory
		return nil, fmt.Errorf("create recording: %w", err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("create recording: %w", err)
	}
	if len(entries) > 0 {
		return nil, fmt.Errorf("create %s: %w", dir, ErrExists)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("create recording: %w", err)
	}
	return root, nil
}

// Append records one entry. payload appends it to dst and returns the result,
// or returns a slice of its own, which is copied; it runs before Append
// returns, under a lock, and must not call the Writer. at is unix ns.
//
// Append never waits for the disk and, in steady state, does not allocate. A
// record that does not fit into the queue is dropped and counted, and so are
// those after it until the queue has been taken: the segment then ends as
// incomplete exactly where the records are missing. After Run has ended Append
// only counts.
func (w *Writer) Append(kind uint8, at int64, payload func(dst []byte) []byte) {
	w.mu.Lock()
	defer w.mu.Unlock()
	start := len(w.queue)
	room := min(cap(w.queue)-start-recordHeader, MaxPayload)
	if w.closed || w.gap > 0 || room < 0 {
		w.drop()
		return
	}
	dst := w.queue[start+recordHeader : start+recordHeader : start+recordHeader+room]
	p := payload(dst)
	if len(p) > room {
		w.drop()
		return
	}
	w.queue = w.queue[:start+recordHeader+len(p)]
	rec := w.queue[start:]
	if len(p) > 0 && &p[0] != &rec[recordHeader] {
		copy(rec[recordHeader:], p)
	}
	rec[0] = kind
	binary.LittleEndian.PutUint64(rec[1:], uint64(at))
	binary.LittleEndian.PutUint32(rec[9:], uint32(len(p)))
	if len(w.queue) >= min(blockBytes, cap(w.queue)/2) {
		w.signal()
	}
}

func (w *Writer) drop() {
	w.dropped.Add(1)
	if !w.closed {
		w.gap++
		w.signal()
	}
}

func (w *Writer) signal() {
	select {
	case w.wake <- struct{}{}:
	default:
	}
}

// Dropped is the number of records that were not taken: the queue was full,
// the recording had stopped, or the payload was longer than MaxPayload.
func (w *Writer) Dropped() uint64 { return w.dropped.Load() }

// Check returns the error that stopped the recording, or nil while it goes on
// and after it was closed in good order.
func (w *Writer) Check(context.Context) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.err != nil {
		return fmt.Errorf("recording stopped: %w", w.err)
	}
	return nil
}
