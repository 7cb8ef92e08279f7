package profiles

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"sync"
	"time"

	"mevbot/internal/wholefile"
)

// kind is what a file holds; it starts its name.
type kind string

const (
	kindCPU       kind = "cpu"
	kindHeap      kind = "heap"
	kindGoroutine kind = "goroutine"
	kindMutex     kind = "mutex"
	kindBlock     kind = "block"

	// The files of a miss have their own kinds, so that the retention of the
	// continuous ones does not remove them.
	kindMissed          kind = "missed"
	kindTrace           kind = "trace"
	kindMissedCPU       kind = "missedcpu"
	kindMissedGoroutine kind = "missedgoroutine"
)

var (
	kinds = []kind{
		kindCPU, kindHeap, kindGoroutine, kindMutex, kindBlock,
		kindMissed, kindTrace, kindMissedCPU, kindMissedGoroutine,
	}
	// ofMiss are the kinds that stay and go together, by their time.
	ofMiss = []kind{kindMissed, kindTrace, kindMissedCPU, kindMissedGoroutine}
)

// ending is how the name of a file of this kind ends.
func (k kind) ending() string {
	switch k {
	case kindMissed:
		return ".json"
	case kindTrace:
		return ".out"
	default:
		return ".pb.gz"
	}
}

// stampLayout is the time in a name: UTC, so that names sort by time.
const stampLayout = "20060102T150405.000Z"

var idPattern = regexp.MustCompile(`^([a-z]{3,15})-([0-9]{8}T[0-9]{6}\.[0-9]{3}Z)$`)

// File is one saved file. ID is its name without the ending and safe in a URL.
type File struct {
	ID    string    `json:"id"`
	Kind  string    `json:"kind"`
	Name  string    `json:"name"`
	Time  time.Time `json:"time"` // UTC, milliseconds
	Bytes int64     `json:"bytes"`
}

// fileOf names the file of a kind and a time.
func fileOf(k kind, at time.Time) File {
	at = at.UTC().Truncate(time.Millisecond)
	id := string(k) + "-" + at.Format(stampLayout)
	return File{ID: id, Kind: string(k), Name: id + k.ending(), Time: at}
}

// parseID accepts exactly the ids this package gives, and so no path.
func parseID(id string) (File, bool) {
	m := idPattern.FindStringSubmatch(id)
	if m == nil || !slices.Contains(kinds, kind(m[1])) {
		return File{}, false
	}
	at, err := time.Parse(stampLayout, m[2])
	if err != nil {
		return File{}, false
	}
	f := fileOf(kind(m[1]), at)
	return f, f.ID == id
}

// parseName accepts exactly the names this package gives.
func parseName(name string) (File, bool) {
	for _, ending := range []string{".pb.gz", ".json", ".out"} {
		if id, ok := trimSuffix(name, ending); ok {
			f, ok := parseID(id)
			return f, ok && f.Name == name
		}
	}
	return File{}, false
}

// isTemporary says whether a name is that of a profile that is being written.
func isTemporary(name string) bool {
	of, ok := wholefile.Of(name)
	if !ok {
		return false
	}
	_, ok = parseName(of)
	return ok
}

func trimSuffix(s, suffix string) (string, bool) {
	n := len(s) - len(suffix)
	if n < 0 || s[n:] != suffix {
		return "", false
	}
	return s[:n], true
}

// retention is what stays: each bound holds by itself.
type retention struct {
	keep       int   // files of each continuous kind
	keepMissed int   // misses, each with all its files
	bytes      int64 // of all files
	age        time.Duration
}

// excess says which files have to go, oldest first. The files of one miss go
// together. Files from the future, of a clock that was set back, have age 0.
func (r retention) excess(files []File, now time.Time) []File {
	var gone []File
	units := unitsOf(files) // newest first
	seen := map[string]int{}
	var bytes int64
	full := false
	for _, u := range units {
		kind := u[0].Kind
		keep := r.keep
		if isOfMiss(u[0]) {
			kind, keep = string(kindMissed), r.keepMissed
		}
		seen[kind]++
		var size int64
		for _, f := range u {
			size += f.Bytes
		}
		if seen[kind] > keep || now.Sub(u[0].Time) > r.age || full || bytes+size > r.bytes {
			full = full || bytes+size > r.bytes // nothing older stays in its place
			gone = append(gone, u...)
			continue
		}
		bytes += size
	}
	slices.Reverse(gone)
	return gone
}

func isOfMiss(f File) bool { return slices.Contains(ofMiss, kind(f.Kind)) }

// unitsOf groups the files of a miss, and sorts from new to old.
func unitsOf(files []File) [][]File {
	var units [][]File
	misses := map[int64]int{}
	for _, f := range files {
		if !isOfMiss(f) {
			units = append(units, []File{f})
			continue
		}
		at := f.Time.UnixMilli()
		i, known := misses[at]
		if !known {
			misses[at] = len(units)
			units = append(units, []File{f})
			continue
		}
		units[i] = append(units[i], f)
	}
	slices.SortStableFunc(units, func(a, b []File) int { return b[0].Time.Compare(a[0].Time) })
	return units
}

// store is the directory. Only names that parseName knows are ever read,
// replaced or removed, and os.Root keeps every path inside.
type store struct {
	root *os.Root
	keep retention
	mu   sync.Mutex // one writer at a time
	// sync is file.Sync outside of tests.
	sync func(*os.File) error
}

func openStore(dir string, keep retention) (*store, error) {
	if err := os.MkdirAll(dir, 0o750); err != nil { //nolint:gosec // the operator names it
		return nil, fmt.Errorf("profiles: make the directory: %w", err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("profiles: open the directory: %w", err)
	}
	return &store{root: root, keep: keep, sync: (*os.File).Sync}, nil
}

// close gives the directory back; nil is fine.
func (s *store) close() error {
	if s == nil {
		return nil
	}
	return s.root.Close()
}

// names are all entries of the directory.
func (s *store) names() ([]string, error) {
	d, err := s.root.Open(".")
	if err != nil {
		return nil, err
	}
	defer func() { _ = d.Close() }()
	return d.Readdirnames(-1)
}

// sweep removes what a process that was killed did not finish.
func (s *store) sweep() error {
	names, err := s.names()
	if err != nil {
		return err
	}
	var errs []error
	for _, n := range names {
		if isTemporary(n) {
			errs = append(errs, s.root.Remove(n))
		}
	}
	return errors.Join(errs...)
}

// list returns the files from new to old.
func (s *store) list() ([]File, error) {
	names, err := s.names()
	if err != nil {
		return nil, fmt.Errorf("list profiles: %w", err)
	}
	var files []File
	for _, n := range names {
		f, ours := parseName(n)
		if !ours {
			continue
		}
		info, err := s.root.Lstat(n)
		if errors.Is(err, fs.ErrNotExist) {
			continue // removed meanwhile
		}
		if err != nil {
			return nil, fmt.Errorf("list profiles: %w", err)
		}
		if !info.Mode().IsRegular() {
			continue
		}
		f.Bytes = info.Size()
		files = append(files, f)
	}
	slices.SortFunc(files, func(a, b File) int {
		return cmp.Or(b.Time.Compare(a.Time), cmp.Compare(a.Kind, b.Kind))
	})
	return files, nil
}

// open opens a saved file for reading.
func (s *store) open(f File) (*os.File, error) {
	info, err := s.root.Lstat(f.Name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s: %w", f.Name, fs.ErrNotExist)
	}
	return s.root.Open(f.Name)
}

// save writes a file whole or not at all: the name appears after its bytes are
// on disk. If the name is taken the time moves on by milliseconds; the files of
// a miss keep theirs, for it is what joins them.
func (s *store) save(f File, write func(io.Writer) error) (File, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for !isOfMiss(f) {
		if _, err := s.root.Lstat(f.Name); errors.Is(err, fs.ErrNotExist) {
			break
		} else if err != nil {
			return f, fmt.Errorf("save %s: %w", f.Name, err)
		}
		f = fileOf(kind(f.Kind), f.Time.Add(time.Millisecond))
	}
	c := &counting{}
	w := wholefile.Writer{Root: s.root, Perm: 0o640, Sync: s.sync}
	err := w.Write(f.Name, func(to io.Writer) error {
		c.w = to
		return write(c)
	})
	if err != nil {
		return f, fmt.Errorf("save: %w", err)
	}
	f.Bytes = c.n
	return f, nil
}

// counting counts what went through.
type counting struct {
	w io.Writer
	n int64
}

func (c *counting) Write(b []byte) (int, error) {
	n, err := c.w.Write(b)
	c.n += int64(n)
	return n, err
}

// prune removes what retention does not allow, and says what is left.
func (s *store) prune(now time.Time) (files int, bytes int64, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	all, err := s.list()
	if err != nil {
		return 0, 0, err
	}
	for _, f := range all {
		files, bytes = files+1, bytes+f.Bytes
	}
	var errs []error
	for _, f := range s.keep.excess(all, now) {
		if err := s.root.Remove(f.Name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			errs = append(errs, err)
			continue
		}
		files, bytes = files-1, bytes-f.Bytes
	}
	return files, bytes, errors.Join(errs...)
}
