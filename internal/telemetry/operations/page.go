package operations

import (
	"bytes"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"log/slog"
	"net/http"
	"strings"
	"time"
)

//go:embed page/report.html page/reports.html page/style.css
var pages embed.FS

var templates = template.Must(template.New("").Funcs(template.FuncMap{
	"took": took, "percent": percent, "stamp": stamp, "number": number[uint64], "three": three,
	"hundred": func(share float64) string { return fmt.Sprintf("%.1f", 100*share) },
	"bytes":   func(n int64) string { return three(float64(n)/1024) + " KiB" },
	"exact":   func(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z") },
	"row": func(t Threshold) []string {
		operation, score := t.Row()
		return []string{operation, score}
	},
}).ParseFS(pages, "page/*.html"))

// policy lets a page load its own style sheet and nothing else.
const policy = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// Handler serves what the profiler knows, read only:
//
//	/profile/report      the report of now, or with ?at=RFC3339 the saved one
//	/profile/reports     the list of the saved ones
//	/profile/style.css   the look of both
//
// The format is html, json or text by ?format= or by the Accept header; html is
// the default. A page has no script and nothing inline.
func (p *Profiler) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /profile/report", p.serveReport)
	mux.HandleFunc("GET /profile/reports", p.serveList)
	mux.HandleFunc("GET /profile/style.css", func(w http.ResponseWriter, r *http.Request) {
		secure(w)
		http.ServeFileFS(w, r, pages, "page/style.css")
	})
	return mux
}

func secure(w http.ResponseWriter) {
	h := w.Header()
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cache-Control", "no-store")
}

// formatOf is what the client wants.
func formatOf(r *http.Request) (string, error) {
	switch f := r.URL.Query().Get("format"); f {
	case "html", "json", "text":
		return f, nil
	case "":
	default:
		return "", fmt.Errorf("format %q: want html, json or text", f)
	}
	for part := range strings.SplitSeq(r.Header.Get("Accept"), ",") {
		kind, _, _ := strings.Cut(part, ";")
		switch strings.TrimSpace(kind) {
		case "application/json":
			return "json", nil
		case "text/plain":
			return "text", nil
		case "text/html", "*/*":
			return "html", nil
		}
	}
	return "html", nil
}

func (p *Profiler) serveReport(w http.ResponseWriter, r *http.Request) {
	secure(w)
	format, err := formatOf(r)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	report, skipped, status, err := p.wanted(r.URL.Query().Get("at"))
	if err != nil {
		http.Error(w, err.Error(), status)
		return
	}
	switch format {
	case "json":
		err = serveJSON(w, report)
	case "text":
		err = serveBuffer(w, "text/plain; charset=utf-8", func(b *bytes.Buffer) error { return report.WriteText(b) })
	default:
		err = servePage(w, "report.html", struct {
			*Report
			Skipped int
		}{report, skipped})
	}
	p.failed(w, err)
}

// wanted is the report that a client asks for, or the status of why not.
func (p *Profiler) wanted(at string) (report *Report, skipped, status int, err error) {
	if at == "" {
		now := p.Report(p.opts.Now())
		return &now, 0, http.StatusOK, nil
	}
	t, err := time.Parse(time.RFC3339Nano, at)
	if err != nil {
		return nil, 0, http.StatusBadRequest, fmt.Errorf("at=%q: want a time as in 2006-01-02T15:04:05Z", at)
	}
	if p.opts.Dir == "" {
		return nil, 0, http.StatusNotFound, errors.New("this bot saves no reports")
	}
	found, err := Load(p.opts.Dir, t)
	switch {
	case err == nil:
		return &found.Report, len(found.Skipped), http.StatusOK, nil
	case errors.Is(err, ErrNoReport):
		// The error names the folder, which is nobody's business here.
		return nil, 0, http.StatusNotFound, fmt.Errorf("no saved report at or before %s can be read", stamp(t))
	}
	p.opts.Logger.Warn("a saved report could not be read", slog.Any("error", err))
	return nil, 0, http.StatusInternalServerError, errors.New("the saved reports could not be read; the log says why")
}

func (p *Profiler) serveList(w http.ResponseWriter, r *http.Request) {
	secure(w)
	format, err := formatOf(r)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	list := []Saved{}
	if p.opts.Dir != "" {
		if list, err = List(p.opts.Dir); err != nil {
			p.opts.Logger.Warn("the saved reports could not be listed", slog.Any("error", err))
			http.Error(w, "the saved reports could not be listed; the log says why", http.StatusInternalServerError)
			return
		}
	}
	switch format {
	case "json":
		err = serveJSON(w, map[string]any{"reports": list})
	case "text":
		err = serveBuffer(w, "text/plain; charset=utf-8", func(b *bytes.Buffer) error {
			for _, s := range list {
				fmt.Fprintf(b, "%s  %d bytes  %s\n", stamp(s.At), s.Bytes, s.Name)
			}
			return nil
		})
	default:
		err = servePage(w, "reports.html", list)
	}
	p.failed(w, err)
}

// failed says that an answer could not be made. Nothing of it was sent.
func (p *Profiler) failed(w http.ResponseWriter, err error) {
	if err != nil {
		p.opts.Logger.Warn("a page of the operation profiler could not be made", slog.Any("error", err))
		http.Error(w, "the page could not be made; the log says why", http.StatusInternalServerError)
	}
}

func serveJSON(w http.ResponseWriter, v any) error {
	return serveBuffer(w, "application/json", func(b *bytes.Buffer) error {
		e := json.NewEncoder(b)
		e.SetIndent("", "  ")
		return e.Encode(v)
	})
}

func servePage(w http.ResponseWriter, name string, data any) error {
	return serveBuffer(w, "text/html; charset=utf-8", func(b *bytes.Buffer) error { return templates.ExecuteTemplate(b, name, data) })
}

// serveBuffer makes an answer before any of it is sent.
func serveBuffer(w http.ResponseWriter, kind string, fill func(*bytes.Buffer) error) error {
	var b bytes.Buffer
	if err := fill(&b); err != nil {
		return err
	}
	w.Header().Set("Content-Type", kind)
	_, _ = w.Write(b.Bytes()) // the client is gone: there is nobody to tell
	return nil
}
