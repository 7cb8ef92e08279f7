package profiles

import (
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"path"
	"strings"
	"time"
)

//go:embed page.html
var pageText string

var pageTemplate = template.Must(template.New("page").Funcs(template.FuncMap{"size": size}).Parse(pageText))

// shownFiles bounds the rows of the HTML page; the JSON answer has all.
const shownFiles = 500

// maxIncident bounds what is read of a saved event.
const maxIncident = 64 << 10

// Links of a file are paths on this server; empty where there is no such page.
type Links struct {
	Flamegraph string `json:"flamegraph,omitempty"`
	Top        string `json:"top,omitempty"`
	Peek       string `json:"peek,omitempty"`
	// Diff shows what changed since the file of the same kind before it.
	Diff     string `json:"diff,omitempty"`
	Download string `json:"download"`
}

// Row is a file with its links.
type Row struct {
	File
	Links Links `json:"links"`
}

// Listing is the answer of GET /profiles?format=json, from new to old.
type Listing struct {
	Files  []Row         `json:"files"`
	Bytes  int64         `json:"bytes"` // of all files
	Misses []MissListing `json:"missed"`
}

// MissListing is a missed objective with the files that are left of it.
type MissListing struct {
	Incident
	Files []Row `json:"files"`
}

// handlePages mounts the list and the views.
func (p *Profiles) handlePages(mux *http.ServeMux) {
	if p.store == nil {
		off := func(w http.ResponseWriter, _ *http.Request) {
			refuse(w, http.StatusNotFound, "no profiles are saved: no directory is configured for them")
		}
		mux.HandleFunc("/profiles", off)
		mux.HandleFunc("/profiles/", off)
		return
	}
	mux.HandleFunc("GET /profiles", p.serveList)
	mux.HandleFunc("GET /profiles/{$}", p.serveList)
	mux.HandleFunc("GET /profiles/{id}", p.serveFile)
	mux.HandleFunc("GET /profiles/{id}/{$}", redirect("flamegraph"))
	mux.HandleFunc("GET /profiles/{id}/{page}", p.servePage)
	mux.HandleFunc("GET /profiles/{id}/diff/{base}/{$}", redirect("flamegraph"))
	mux.HandleFunc("GET /profiles/{id}/diff/{base}/{page}", p.servePage)
}

// redirect sends the browser to a page beside this one.
func redirect(to string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, (&url.URL{Path: path.Join(r.URL.Path, to), RawQuery: r.URL.RawQuery}).String(), http.StatusFound)
	}
}

// protect forbids a page to load anything from elsewhere. pprof's own pages have
// their scripts inside.
func protect(w http.ResponseWriter, scripts bool) {
	policy := "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
	if scripts {
		policy += "; script-src 'unsafe-inline'"
	}
	h := w.Header()
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cache-Control", "no-store")
}

func (p *Profiles) serveList(w http.ResponseWriter, r *http.Request) {
	l, err := p.Listing(r.Context())
	if err != nil {
		refuse(w, http.StatusInternalServerError, err.Error())
		return
	}
	protect(w, false)
	if wantsJSON(r) {
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(l)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	all := len(l.Files)
	data := struct {
		Listing
		All, Shown int
		Host       string // as the browser named this server
		Fault      error
	}{Listing: l, Host: r.Host, All: all, Shown: min(all, shownFiles), Fault: p.Check(r.Context())}
	data.Files = l.Files[:data.Shown]
	if err := pageTemplate.Execute(w, data); err != nil {
		p.log.Debug("the list of profiles was not sent", "err", err)
	}
}

// wantsJSON follows the query, and otherwise what the client accepts.
func wantsJSON(r *http.Request) bool {
	if f := r.URL.Query().Get("format"); f != "" {
		return f == "json"
	}
	accept := r.Header.Get("Accept")
	return strings.Contains(accept, "application/json") && !strings.Contains(accept, "text/html")
}

// Listing is everything that is saved, with its links, from new to old. Each of
// Misses is read from its file.
func (p *Profiles) Listing(ctx context.Context) (Listing, error) {
	if p.store == nil {
		return Listing{}, errors.New("no profiles are saved: no directory is configured for them")
	}
	files, err := p.store.list()
	if err != nil {
		return Listing{}, err
	}
	l := Listing{Files: []Row{}, Misses: []MissListing{}}
	for i, f := range files {
		l.Bytes += f.Bytes
		row := Row{File: f, Links: linksOf(f, before(files[i+1:], f))}
		if !isOfMiss(f) {
			l.Files = append(l.Files, row)
			continue
		}
		n := len(l.Misses) // list sorts by time, so the files of a miss are neighbours but for others of the same millisecond
		if n == 0 || !l.Misses[n-1].SavedAt.Equal(f.Time) {
			l.Misses = append(l.Misses, MissListing{Incident: Incident{SavedAt: f.Time}})
			n++
		}
		m := &l.Misses[n-1]
		m.Files = append(m.Files, row)
		if f.Kind == string(kindMissed) {
			if m.Incident, err = p.incident(f); err != nil && !errors.Is(err, fs.ErrNotExist) {
				p.log.DebugContext(ctx, "the event of a miss cannot be read", "file", f.Name, "err", err)
			}
			m.SavedAt = f.Time
		}
	}
	return l, nil
}

// incident reads the event of a miss.
func (p *Profiles) incident(f File) (Incident, error) {
	var in Incident
	file, err := p.store.open(f)
	if err != nil {
		return in, err
	}
	defer func() { _ = file.Close() }()
	if err := json.NewDecoder(io.LimitReader(file, maxIncident)).Decode(&in); err != nil {
		return Incident{ID: f.ID}, fmt.Errorf("read %s: %w", f.Name, err)
	}
	return in, nil
}

// before is the newest of older files of the same kind.
func before(older []File, f File) *File {
	for i := range older {
		if older[i].Kind == f.Kind {
			return &older[i]
		}
	}
	return nil
}

// linksOf needs no escaping: an id has letters, digits, a dash and a dot.
func linksOf(f File, previous *File) Links {
	at := "/profiles/" + f.ID
	l := Links{Download: at + "/download"}
	if !shown(f) {
		return l
	}
	l.Flamegraph, l.Top, l.Peek = at+"/flamegraph", at+"/top", at+"/peek"
	if previous != nil {
		l.Diff = at + "/diff/" + previous.ID + "/flamegraph"
	}
	return l
}

// shown says whether pprof can show a file.
func shown(f File) bool { return kind(f.Kind).ending() == ".pb.gz" }

// serveFile shows an event, and sends every other file to its page.
func (p *Profiles) serveFile(w http.ResponseWriter, r *http.Request) {
	f, ok := parseID(r.PathValue("id"))
	if !ok {
		unknown(w)
		return
	}
	if shown(f) {
		redirect("flamegraph")(w, r)
		return
	}
	p.download(w, r, f, f.Kind != string(kindMissed))
}

func unknown(w http.ResponseWriter) {
	refuse(w, http.StatusNotFound, "no such profile: it may be too old and removed; /profiles lists what there is")
}

// servePage shows one page of one profile, or of the difference of two.
func (p *Profiles) servePage(w http.ResponseWriter, r *http.Request) {
	f, ok := parseID(r.PathValue("id"))
	if !ok {
		unknown(w)
		return
	}
	page := r.PathValue("page")
	if pages[page] == "" {
		refuse(w, http.StatusNotFound, "not served: only flamegraph, top, peek and download are, for the others read files or run programs of this machine. Download the profile and use go tool pprof -http.")
		return
	}
	name := r.PathValue("base")
	if asked := r.URL.Query().Get("diff_base"); name == "" && asked != "" {
		name = asked
	}
	if name == "" {
		p.serveOne(w, r, f, page)
		return
	}
	base, ok := parseID(name)
	if !ok {
		unknown(w)
		return
	}
	if r.PathValue("base") == "" { // pprof's links keep the path and not the query
		q := r.URL.Query()
		q.Del("diff_base")
		to := url.URL{Path: "/profiles/" + f.ID + "/diff/" + base.ID + "/" + page, RawQuery: q.Encode()}
		http.Redirect(w, r, to.String(), http.StatusFound)
		return
	}
	if base.Kind != f.Kind && sampleKind(base) != sampleKind(f) {
		refuse(w, http.StatusBadRequest, "only profiles of one kind have a difference: "+f.Kind+" and "+base.Kind+" differ")
		return
	}
	p.serveView(w, r, f, &base, page)
}

// sampleKind joins what a miss saved with the continuous files of its kind.
func sampleKind(f File) kind {
	switch kind(f.Kind) {
	case kindMissedCPU:
		return kindCPU
	case kindMissedGoroutine:
		return kindGoroutine
	default:
		return kind(f.Kind)
	}
}

// serveOne shows a page of one file; a download is the file as it is.
func (p *Profiles) serveOne(w http.ResponseWriter, r *http.Request, f File, page string) {
	if page == "download" {
		p.download(w, r, f, true)
		return
	}
	p.serveView(w, r, f, nil, page)
}

func (p *Profiles) serveView(w http.ResponseWriter, r *http.Request, f File, base *File, page string) {
	if !shown(f) || base != nil && !shown(*base) {
		refuse(w, http.StatusNotFound, "a "+f.Kind+" file has no such page: download it")
		return
	}
	// A profile that retention removed is gone, also while its view is kept.
	for _, needed := range []*File{&f, base} {
		if needed == nil {
			continue
		}
		file, err := p.store.open(*needed)
		if err != nil {
			unknown(w)
			return
		}
		_ = file.Close()
	}
	protect(w, true)
	if err := p.views.serve(w, r, f, base, page); err != nil && r.Context().Err() == nil {
		refuse(w, http.StatusInternalServerError, err.Error())
	}
}

// download sends a file as it is.
func (p *Profiles) download(w http.ResponseWriter, r *http.Request, f File, asFile bool) {
	file, err := p.store.open(f)
	if err != nil {
		unknown(w)
		return
	}
	defer func() { _ = file.Close() }()
	protect(w, false)
	if asFile {
		attachment(w, f.Name)
	} else {
		w.Header().Set("Content-Type", "application/json")
	}
	p.extend(w, time.Minute)
	http.ServeContent(w, r, "", f.Time, file)
}

// size writes bytes for people.
func size(n int64) string {
	switch {
	case n < 10_000:
		return fmt.Sprintf("%d B", n)
	case n < 10_000_000:
		return fmt.Sprintf("%.0f kB", float64(n)/1e3)
	default:
		return fmt.Sprintf("%.0f MB", float64(n)/1e6)
	}
}
