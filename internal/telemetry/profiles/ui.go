package profiles

import (
	"bytes"
	"container/list"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"net/http"
	"os"
	"sync"
	"time"

	"github.com/google/pprof/driver"
	"github.com/google/pprof/profile"
)

const (
	// viewsKept is how many opened profiles stay in memory for the next click.
	viewsKept = 8
	// maxProfile bounds the file of a profile that is parsed.
	maxProfile = 64 << 20
)

// pages are the views of pprof's browser interface that are served. Source and
// disassembly are not, for they read files of this machine; nor the graph, which
// runs a program; nor what saves settings.
var pages = map[string]string{"flamegraph": "/flamegraph", "top": "/top", "peek": "/peek", "download": "/download"}

// driverLock serialises everything of package driver: its options and its mode
// are global, and one page at a time is enough beside the street.
var driverLock = make(chan struct{}, 1)

// lockDriver waits for the driver until ctx ends.
func lockDriver(ctx context.Context) error {
	select {
	case driverLock <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func unlockDriver() { <-driverLock }

// views keeps the handlers of the profiles that were looked at last.
type views struct {
	store *store
	mu    sync.Mutex
	order *list.List // of *view, last used first
	known map[viewKey]*list.Element
}

// viewKey is one profile, or the difference of two.
type viewKey struct{ id, base string }

type view struct {
	key      viewKey
	handlers map[string]http.Handler
}

func newViews(s *store) *views {
	return &views{store: s, order: list.New(), known: map[viewKey]*list.Element{}}
}

// cached returns a view that was opened before.
func (v *views) cached(key viewKey) *view {
	v.mu.Lock()
	defer v.mu.Unlock()
	e := v.known[key]
	if e == nil {
		return nil
	}
	v.order.MoveToFront(e)
	return e.Value.(*view)
}

// keep remembers a view and forgets the one that was not used for longest.
func (v *views) keep(w *view) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.known[w.key] != nil {
		return
	}
	v.known[w.key] = v.order.PushFront(w)
	for v.order.Len() > viewsKept {
		e := v.order.Back()
		delete(v.known, e.Value.(*view).key)
		v.order.Remove(e)
	}
}

// serve answers with one page of pprof. The page is rendered before it is sent,
// so that a slow browser does not hold the driver.
func (v *views) serve(w http.ResponseWriter, r *http.Request, f File, base *File, page string) error {
	if err := lockDriver(r.Context()); err != nil {
		return err
	}
	out, err := v.render(r, f, base, page)
	unlockDriver()
	if err != nil {
		return err
	}
	h := w.Header()
	maps.Copy(h, out.header)
	w.WriteHeader(out.status)
	_, err = out.body.WriteTo(w)
	if err != nil {
		return nil //nolint:nilerr // the browser left; there is nobody to tell
	}
	return nil
}

// render needs the driver's lock.
func (v *views) render(r *http.Request, f File, base *File, page string) (*rendered, error) {
	key := viewKey{id: f.ID}
	if base != nil {
		key.base = base.ID
	}
	cached := v.cached(key)
	if cached == nil {
		handlers, err := v.load(f, base)
		if err != nil {
			return nil, err
		}
		cached = &view{key: key, handlers: handlers}
		v.keep(cached)
	}
	handler := cached.handlers[pages[page]]
	if handler == nil {
		return nil, fmt.Errorf("this version of pprof has no page %q", page)
	}
	out := &rendered{header: http.Header{}, status: http.StatusOK}
	handler.ServeHTTP(out, r)
	return out, nil
}

// rendered is an answer in memory.
type rendered struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (r *rendered) Header() http.Header         { return r.header }
func (r *rendered) WriteHeader(status int)      { r.status = status }
func (r *rendered) Write(b []byte) (int, error) { return r.body.Write(b) }

// load opens the profiles and takes the driver's handlers.
func (v *views) load(f File, base *File) (map[string]http.Handler, error) {
	fetched := fetcher{}
	args := []string{"-http", "127.0.0.1:0", "-no_browser", "-symbolize", "none"}
	p, err := v.parse(f)
	if err != nil {
		return nil, err
	}
	fetched[f.ID] = p
	if base != nil {
		if p, err = v.parse(*base); err != nil {
			return nil, err
		}
		// The name differs from the profile's even when the two are the same.
		fetched["base "+base.ID] = p
		args = append(args, "-diff_base", "base "+base.ID)
	}
	return openDriver(fetched, append(args, f.ID))
}

// parse reads a saved profile.
func (v *views) parse(f File) (*profile.Profile, error) {
	file, err := v.store.open(f)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", f.Name, err)
	}
	defer func() { _ = file.Close() }()
	if info, err := file.Stat(); err != nil {
		return nil, fmt.Errorf("open %s: %w", f.Name, err)
	} else if info.Size() > maxProfile {
		return nil, fmt.Errorf("%s has %d bytes, more than the %d that are shown: download it and use go tool pprof", f.Name, info.Size(), maxProfile)
	}
	p, err := profile.Parse(file)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", f.Name, err)
	}
	return p, nil
}

// openDriver runs pprof as its command line would, except that it reads from
// memory, listens nowhere, opens no program and no browser.
func openDriver(from fetcher, args []string) (map[string]http.Handler, error) {
	// The driver wants to know where its settings file would be, and fails
	// without a home directory: services often have none. It need not exist.
	if _, err := os.UserConfigDir(); err != nil {
		const variable = "XDG_CONFIG_HOME"
		if err := os.Setenv(variable, os.DevNull); err != nil {
			return nil, fmt.Errorf("open pprof: %w", err)
		}
		defer func() { _ = os.Unsetenv(variable) }()
	}
	var handlers map[string]http.Handler
	said := &remarks{}
	set := flag.NewFlagSet("pprof", flag.ContinueOnError)
	set.SetOutput(io.Discard)
	err := driver.PProf(&driver.Options{
		Flagset: flags{FlagSet: set, args: args}, Fetch: from, Sym: symbols{}, Obj: objects{}, UI: said, Writer: nowhere{},
		HTTPTransport: offline{},
		HTTPServer: func(a *driver.HTTPServerArgs) error {
			handlers = a.Handlers
			return nil
		},
	})
	if err == nil && handlers == nil {
		err = errors.New("it gave no pages")
	}
	if err != nil {
		return nil, fmt.Errorf("open pprof: %w%s", err, said.suffix())
	}
	said.forget()
	return handlers, nil
}

// fetcher has the profiles that the command line names.
type fetcher map[string]*profile.Profile

func (f fetcher) Fetch(src string, _, _ time.Duration) (*profile.Profile, string, error) {
	p := f[src]
	if p == nil {
		return nil, "", fmt.Errorf("no profile %q", src)
	}
	return p, "", nil
}

// flags is a command line for pprof's flags.
type flags struct {
	*flag.FlagSet
	args []string
}

func (f flags) StringList(name, value, usage string) *[]*string {
	return &[]*string{f.String(name, value, usage)}
}
func (flags) ExtraUsage() string   { return "" }
func (flags) AddExtraUsage(string) {}
func (f flags) Parse(func()) []string {
	if f.FlagSet.Parse(f.args) != nil {
		return nil // the driver says that no profile was named
	}
	return f.Args()
}

// remarks is the terminal pprof believes to have. While a profile is opened its
// complaints explain an error; pages show theirs themselves.
type remarks struct {
	mu   sync.Mutex
	text []byte
	shut bool
}

func (r *remarks) PrintErr(args ...any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.shut && len(r.text) < 1<<10 {
		r.text = fmt.Append(append(r.text, ": "...), args...)
	}
}

func (r *remarks) suffix() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return string(r.text)
}

func (r *remarks) forget() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.text, r.shut = nil, true
}

func (*remarks) Print(...any)                        {}
func (*remarks) ReadLine(string) (string, error)     { return "", io.EOF }
func (*remarks) IsTerminal() bool                    { return false }
func (*remarks) WantBrowser() bool                   { return false }
func (*remarks) SetAutoComplete(func(string) string) {}

var errOffline = errors.New("pprof reads saved profiles only")

// symbols adds none: Go's profiles have theirs.
type symbols struct{}

func (symbols) Symbolize(string, driver.MappingSources, *profile.Profile) error { return nil }

// objects opens no program.
type objects struct{}

func (objects) Open(string, uint64, uint64, uint64, string) (driver.ObjFile, error) {
	return nil, errOffline
}

func (objects) Disasm(string, uint64, uint64, bool) ([]driver.Inst, error) { return nil, errOffline }

// nowhere writes no file.
type nowhere struct{}

func (nowhere) Open(string) (io.WriteCloser, error) { return nil, errOffline }

// offline asks no server.
type offline struct{}

func (offline) RoundTrip(*http.Request) (*http.Response, error) { return nil, errOffline }
