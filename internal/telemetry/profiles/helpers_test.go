package profiles

import (
	"context"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/google/pprof/profile"
)

// answer asks a handler without a network.
func answer(h http.Handler, target string) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequestWithContext(context.Background(), http.MethodGet, target, http.NoBody))
	return w
}

// saved are the files of a kind, from new to old.
func saved(t testing.TB, p *Profiles, k kind) (files []File) {
	t.Helper()
	all, err := p.store.list()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range all {
		if f.Kind == string(k) {
			files = append(files, f)
		}
	}
	return files
}

// misses counts the saved events.
func misses(t testing.TB, p *Profiles) int { t.Helper(); return len(saved(t, p, kindMissed)) }

// parsed reads a saved profile with pprof's own parser.
func parsed(t testing.TB, p *Profiles, f File) *profile.Profile {
	t.Helper()
	file, err := p.store.open(f)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	prof, err := profile.Parse(file)
	if err != nil {
		t.Fatal(err)
	}
	return prof
}
