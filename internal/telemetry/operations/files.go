package operations

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"slices"
	"strings"
	"time"

	"mevbot/internal/wholefile"
)

// A report file is one JSON document: the report with its schema and the hash of
// its bytes, so that a file that was cut or changed is told from one that was
// not.
type document struct {
	Schema int             `json:"schema"`
	SHA256 string          `json:"sha256"` // of report, as it stands
	Report json.RawMessage `json:"report"`
}

const (
	filePrefix     = "report-"
	fileSuffix     = ".json"
	fileTime       = "20060102T150405.000Z"
	checkpointName = "checkpoint.json"
	// maxFile bounds what is read of a file: a report with all operations and
	// hours has some 2 MiB.
	maxFile = 16 << 20
)

// ErrNoReport says that there is no report at or before the time asked for.
var ErrNoReport = errors.New("no saved report")

// Retention bounds the saved reports. The newest is always kept.
type Retention struct {
	Count int           // default 1000
	Age   time.Duration // default 30 days
	Bytes int64         // default 64 MiB
}

func (k *Retention) setDefaults() error {
	if k.Count < 0 || k.Age < 0 || k.Bytes < 0 {
		return errors.New("retention of reports: want 0 (the default) or more")
	}
	k.Count, k.Age, k.Bytes = or(k.Count, 1000), or(k.Age, 30*24*time.Hour), or(k.Bytes, 64<<20)
	return nil
}

// Saved is a report in a folder.
type Saved struct {
	Name       string    `json:"name"` // of the file
	At         time.Time `json:"at"`   // UTC, milliseconds
	Bytes      int64     `json:"bytes"`
	Checkpoint bool      `json:"checkpoint,omitempty"` // of a bot that runs, or was killed
}

// Found is a report that was loaded.
type Found struct {
	Saved  Saved
	Report Report
	// Skipped are newer reports that could not be read, each with the reason.
	Skipped []error
}

// List is the reports in a folder, newest first. A folder that is not there
// has none. The checkpoint is listed with the time of its file.
func List(dir string) ([]Saved, error) {
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("list reports: %w", err)
	}
	out := []Saved{}
	for _, e := range entries {
		s := Saved{Name: e.Name()}
		if s.At, err = timeOf(e.Name()); err != nil && e.Name() != checkpointName || !e.Type().IsRegular() {
			continue
		}
		info, err := e.Info()
		if err != nil {
			continue // it was deleted meanwhile
		}
		if s.Bytes = info.Size(); e.Name() == checkpointName {
			s.At, s.Checkpoint = info.ModTime().UTC().Truncate(time.Millisecond), true
		}
		out = append(out, s)
	}
	slices.SortFunc(out, func(a, b Saved) int {
		return cmp.Or(b.At.Compare(a.At), cmp.Compare(b.Name, a.Name))
	})
	return out, nil
}

// timeOf is the time in the name of a report.
func timeOf(name string) (time.Time, error) {
	text, ours := strings.CutPrefix(name, filePrefix)
	text, whole := strings.CutSuffix(text, fileSuffix)
	if !ours || !whole {
		return time.Time{}, fmt.Errorf("%s is not the name of a report", name)
	}
	return time.Parse(fileTime, text)
}

func nameOf(at time.Time) string {
	return filePrefix + at.UTC().Format(fileTime) + fileSuffix
}

// Load reads the newest report of a folder that was made at or before a time;
// the zero time is the newest of all. One that cannot be read is skipped for
// the next older one and named in Found.Skipped. It is an ErrNoReport if none is
// left. No bot need run.
func Load(dir string, at time.Time) (*Found, error) {
	list, err := List(dir)
	if err != nil {
		return nil, err
	}
	found := &Found{}
	for _, s := range list {
		// The name of a report has the milliseconds of its time only.
		if !at.IsZero() && s.At.After(at) && !s.Checkpoint {
			continue
		}
		r, err := readReport(dir, s.Name)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			continue // it was deleted meanwhile
		case err != nil:
			found.Skipped = append(found.Skipped, fmt.Errorf("%s: %w", s.Name, err))
			continue
		case !at.IsZero() && s.Checkpoint && r.At.After(at):
			continue
		}
		found.Saved, found.Report = s, *r
		return found, nil
	}
	return nil, missing(dir, at, list, found.Skipped)
}

// missing says why there is no report.
func missing(dir string, at time.Time, list []Saved, skipped []error) error {
	switch {
	case len(list) == 0:
		return fmt.Errorf("%w in %s: a bot that runs saves one every hour and when it ends", ErrNoReport, dir)
	case len(skipped) > 0:
		return fmt.Errorf("%w that can be read: %w", ErrNoReport, errors.Join(skipped...))
	}
	oldest := list[len(list)-1]
	return fmt.Errorf("%w at or before %s: the oldest of %d is of %s", ErrNoReport, stamp(at), len(list), stamp(oldest.At))
}

func readReport(dir, name string) (*Report, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	defer func() { _ = root.Close() }() // nothing was written
	f, err := root.Open(name)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // nothing was written
	return ReadDocument(f)
}

// ReadDocument reads a saved report and checks that it is whole.
func ReadDocument(from io.Reader) (*Report, error) {
	text, err := io.ReadAll(io.LimitReader(from, maxFile+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("read report: %w", err)
	case len(text) > maxFile:
		return nil, fmt.Errorf("read report: it is larger than %d MiB", maxFile>>20)
	case len(text) == 0:
		return nil, errors.New("read report: the file is empty")
	}
	var d document
	if err := json.Unmarshal(text, &d); err != nil {
		return nil, fmt.Errorf("read report: it is cut off or damaged: %w", err)
	}
	if d.Schema > Schema {
		return nil, fmt.Errorf("read report: its schema is %d and this version reads up to %d: use a newer mev-bot", d.Schema, Schema)
	}
	if sum := sha256.Sum256(d.Report); hex.EncodeToString(sum[:]) != d.SHA256 {
		return nil, errors.New("read report: it is damaged: its content is not what was saved")
	}
	return ReadJSON(bytes.NewReader(d.Report))
}

// ReadJSON reads the JSON of a report, as a running bot serves it.
func ReadJSON(from io.Reader) (*Report, error) {
	var r Report
	if err := json.NewDecoder(io.LimitReader(from, maxFile)).Decode(&r); err != nil {
		return nil, fmt.Errorf("read report: %w", err)
	}
	if r.Schema != Schema || r.At.IsZero() {
		return nil, fmt.Errorf("read report: want schema %d and a time, not schema %d of %s", Schema, r.Schema, stamp(r.At))
	}
	return &r, nil
}

// encode makes the file of a report.
func encode(r *Report) ([]byte, error) {
	text, err := json.Marshal(r)
	if err != nil {
		return nil, fmt.Errorf("encode report: %w", err)
	}
	sum := sha256.Sum256(text)
	return json.Marshal(document{Schema: Schema, SHA256: hex.EncodeToString(sum[:]), Report: text})
}

// write puts a report in the folder under a name. A reader sees all of it or
// nothing, also after a power cut.
func write(dir, name string, r *Report) error {
	text, err := encode(r)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("make the folder of reports: %w", err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return fmt.Errorf("open the folder of reports: %w", err)
	}
	w := wholefile.Writer{Root: root, Perm: 0o600}
	return errors.Join(w.Write(name, wholefile.Bytes(text)), root.Close())
}

// adopt takes over what a killed process left: its checkpoint becomes a report,
// half-written files go.
func adopt(dir string) error {
	root, err := os.OpenRoot(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("open the folder of reports: %w", err)
	}
	defer func() { _ = root.Close() }() // SyncNames has said whether names are durable
	entries, err := fs.ReadDir(root.FS(), ".")
	if err != nil {
		return fmt.Errorf("list reports: %w", err)
	}
	for _, e := range entries {
		name, half := wholefile.Of(e.Name())
		if _, err := timeOf(name); half && (err == nil || name == checkpointName) {
			if err := root.Remove(e.Name()); err != nil {
				return fmt.Errorf("delete a half-written report: %w", err)
			}
		}
	}
	r, err := readReport(dir, checkpointName)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read %s, which the last run left: %w", checkpointName, err)
	}
	if err := root.Rename(checkpointName, nameOf(r.At)); err != nil {
		return fmt.Errorf("keep the checkpoint of the last run: %w", err)
	}
	return wholefile.SyncNames(root)
}

// prune deletes the oldest reports beyond the retention and says how many bytes
// are left. The newest report and the checkpoint stay.
func prune(dir string, keep Retention, now time.Time) (left int64, err error) {
	list, err := List(dir)
	if err != nil {
		return 0, err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return 0, fmt.Errorf("open the folder of reports: %w", err)
	}
	defer func() { _ = root.Close() }() // nothing was written
	kept := 0
	for _, s := range list {
		over := kept >= keep.Count || now.Sub(s.At) > keep.Age || left+s.Bytes > keep.Bytes
		if kept == 0 || s.Checkpoint || !over {
			left += s.Bytes
			if !s.Checkpoint {
				kept++
			}
			continue
		}
		if rm := root.Remove(s.Name); rm != nil {
			err = errors.Join(err, fmt.Errorf("delete report: %w", rm))
		}
	}
	return left, err
}

// save writes reports until ctx ends, then the last one.
func (p *Profiler) save(ctx context.Context) {
	if p.opts.Dir == "" {
		return
	}
	if err := adopt(p.opts.Dir); err != nil {
		p.opts.Logger.Warn("reports of the last run could not be taken over", slog.Any("error", err))
	}
	hour := time.NewTicker(p.opts.Every)
	defer hour.Stop()
	var point <-chan time.Time
	if p.opts.Checkpoint > 0 {
		t := time.NewTicker(p.opts.Checkpoint)
		defer t.Stop()
		point = t.C
	}
	for {
		select {
		case <-hour.C:
			p.saveOne(Hourly)
			select {
			case <-point: // due at the same time, and less
			default:
			}
		case <-point:
			p.saveOne(Checkpoint)
		case <-ctx.Done():
			p.saveOne(Exit)
			return
		}
	}
}

// saveOne writes one report. A checkpoint has one place, and what is saved for
// good takes it away.
func (p *Profiler) saveOne(why Occasion) {
	r := p.report(p.opts.Now(), why)
	name := nameOf(r.At)
	if why == Checkpoint {
		name = checkpointName
	}
	err := p.write(p.opts.Dir, name, &r)
	p.metrics.saved(r.At, err)
	if err != nil {
		p.opts.Logger.Warn("report of the operation profiler was not saved; look at the disk of its folder", slog.Any("error", err))
		return
	}
	if why != Checkpoint {
		if err := os.Remove(p.opts.Dir + string(os.PathSeparator) + checkpointName); err != nil && !errors.Is(err, fs.ErrNotExist) {
			p.opts.Logger.Warn("the checkpoint, which a report replaces, was not deleted", slog.Any("error", err))
		}
	}
	left, err := prune(p.opts.Dir, p.opts.Keep, r.At)
	if err != nil {
		p.opts.Logger.Warn("old reports were not deleted", slog.Any("error", err))
	}
	p.metrics.bytes.Set(float64(left))
}
