package operations

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"
)

func ask(t *testing.T, h http.Handler, path, accept string) (*http.Response, string) {
	t.Helper()
	server := httptest.NewServer(h)
	defer server.Close()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL+path, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Accept", accept)
	res, err := server.Client().Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res, string(body)
}

const browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"

func served(t *testing.T) (*Profiler, string) {
	t.Helper()
	dir := t.TempDir()
	p, err := New(Options{Dir: dir, Now: func() time.Time { return noon }})
	if err != nil {
		t.Fatal(err)
	}
	for i := range 500 {
		p.Observe(Search, time.Duration(i)*time.Millisecond, i%9 == 0)
		p.Observe(Decode, time.Duration(i)*time.Microsecond, false)
	}
	p.endMinute(noon.Add(time.Minute))
	return p, dir
}

func TestFormats(t *testing.T) {
	p, _ := served(t)
	for _, c := range []struct{ path, accept, kind string }{
		{"/profile/report", browser, "text/html; charset=utf-8"},
		{"/profile/report", "", "text/html; charset=utf-8"},
		{"/profile/report", "application/json", "application/json"},
		{"/profile/report", "application/json;q=0.9, text/html;q=0.1", "application/json"},
		{"/profile/report", "text/plain", "text/plain; charset=utf-8"},
		{"/profile/report?format=json", browser, "application/json"},
		{"/profile/report?format=text", browser, "text/plain; charset=utf-8"},
		{"/profile/reports", browser, "text/html; charset=utf-8"},
		{"/profile/reports?format=json", browser, "application/json"},
		{"/profile/reports?format=text", browser, "text/plain; charset=utf-8"},
		{"/profile/style.css", browser, "text/css; charset=utf-8"},
	} {
		res, body := ask(t, p.Handler(), c.path, c.accept)
		if res.StatusCode != http.StatusOK || res.Header.Get("Content-Type") != c.kind {
			t.Errorf("%s for %q: %d %s %s", c.path, c.accept, res.StatusCode, res.Header.Get("Content-Type"), body)
		}
		if res.Header.Get("Content-Security-Policy") != policy || res.Header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: %v", c.path, res.Header)
		}
	}
}

func TestTheJSONIsTheReport(t *testing.T) {
	p, _ := served(t)
	_, body := ask(t, p.Handler(), "/profile/report", "application/json")
	got, err := ReadJSON(strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if want := p.Report(noon); !reflect.DeepEqual(*got, want) {
		t.Fatalf("got %+v\nwant %+v", *got, want)
	}
}

func TestSavedReportsAreServed(t *testing.T) {
	p, dir := served(t)
	first := save(t, dir, noon.Add(-3*time.Hour))
	save(t, dir, noon.Add(-2*time.Hour))
	_, body := ask(t, p.Handler(), "/profile/reports", "application/json")
	var list struct{ Reports []Saved }
	if err := json.Unmarshal([]byte(body), &list); err != nil || len(list.Reports) != 2 || !list.Reports[1].At.Equal(first.At) {
		t.Fatalf("%v of %s", err, body)
	}
	_, body = ask(t, p.Handler(), "/profile/report?format=json&at="+url.QueryEscape("2026-11-23T10:30:00+01:00"), "")
	got, err := ReadJSON(strings.NewReader(body))
	if err != nil || !reflect.DeepEqual(got, first) {
		t.Fatalf("%v of %s", err, body)
	}
	// The link to the same report as JSON leads to that of the page.
	_, page := ask(t, p.Handler(), "/profile/report?at=2026-11-23T09:30:00Z", browser)
	if want := `href="report?at=2026-11-23T09%3a00%3a00.000Z&amp;format=json"`; !strings.Contains(page, want) {
		t.Fatalf("no %s in %s", want, page)
	}
	if _, page = ask(t, p.Handler(), "/profile/report", browser); !strings.Contains(page, `href="report?format=json"`) {
		t.Fatalf("no link to the report of now as JSON in %s", page)
	}
	// Every link of the list leads to its report.
	_, body = ask(t, p.Handler(), "/profile/reports", browser)
	links := regexp.MustCompile(`href="(report\?at=[^"]+)"`).FindAllStringSubmatch(body, -1)
	if len(links) != 2 {
		t.Fatalf("links %v in %s", links, body)
	}
	res, body := ask(t, p.Handler(), "/profile/"+strings.ReplaceAll(links[1][1], "&amp;", "&"), browser)
	if res.StatusCode != http.StatusOK || !strings.Contains(body, "2026-11-23 09:00:00Z") {
		t.Fatalf("%d %s", res.StatusCode, body)
	}
}

func TestWrongQuestions(t *testing.T) {
	p, dir := served(t)
	save(t, dir, noon)
	for path, want := range map[string]int{
		"/profile/report?at=yesterday":                         http.StatusBadRequest,
		"/profile/report?at=2026-11-23T11:59:59Z":              http.StatusNotFound,
		"/profile/report?format=xml":                           http.StatusBadRequest,
		"/profile/reports?format=xml":                          http.StatusBadRequest,
		"/profile/report/..%2f" + url.PathEscape(nameOf(noon)): http.StatusNotFound,
		"/profile/": http.StatusNotFound,
	} {
		res, body := ask(t, p.Handler(), path, browser)
		if res.StatusCode != want || strings.Contains(body, dir) {
			t.Errorf("%s: %d %s, want %d and no folder", path, res.StatusCode, body, want)
		}
	}
	if err := os.Truncate(filepath.Join(dir, nameOf(noon)), 10); err != nil {
		t.Fatal(err)
	}
	if res, body := ask(t, p.Handler(), "/profile/report?at=2026-11-23T13:00:00Z", browser); res.StatusCode != http.StatusNotFound || strings.Contains(body, dir) {
		t.Errorf("a damaged report: %d %s", res.StatusCode, body)
	}
	r := httptest.NewRequest(http.MethodPost, "/profile/report", http.NoBody)
	w := httptest.NewRecorder()
	if p.Handler().ServeHTTP(w, r); w.Code != http.StatusMethodNotAllowed {
		t.Errorf("POST: %d", w.Code)
	}
}

// What the policy forbids is not in the pages, and they are well formed: a
// parser that repairs finds nothing to repair.
func TestPagesNeedNothingThatThePolicyForbids(t *testing.T) {
	p, dir := served(t)
	save(t, dir, noon)
	for _, path := range []string{"/profile/report", "/profile/reports", "/profile/report?at=2026-11-23T13:00:00Z"} {
		_, body := ask(t, p.Handler(), path, browser)
		z := html.NewTokenizer(strings.NewReader(body))
		var open []string
		void := map[string]bool{"meta": true, "link": true, "br": true}
		for kind := z.Next(); kind != html.ErrorToken; kind = z.Next() {
			token := z.Token()
			switch kind {
			case html.StartTagToken:
				if !void[token.Data] {
					open = append(open, token.Data)
				}
				if token.Data == "script" || token.Data == "style" || token.Data == "img" || token.Data == "iframe" {
					t.Errorf("%s has a %s", path, token.Data)
				}
				for _, a := range token.Attr {
					if a.Key == "style" || strings.HasPrefix(a.Key, "on") || strings.Contains(a.Val, "//") {
						t.Errorf("%s: %s of %s is %q", path, a.Key, token.Data, a.Val)
					}
				}
			case html.EndTagToken:
				if len(open) == 0 || open[len(open)-1] != token.Data {
					t.Fatalf("%s: %s ends while %v is open", path, token.Data, open)
				}
				open = open[:len(open)-1]
			}
		}
		if !errors.Is(z.Err(), io.EOF) || len(open) != 0 {
			t.Fatalf("%s: %v, left open: %v", path, z.Err(), open)
		}
		if strings.Contains(body, "%!") || strings.Contains(body, "ZgotmplZ") {
			t.Errorf("%s: a figure is not formatted: %s", path, body)
		}
	}
}

// A saved report is a file that somebody else may have written.
func TestNothingOfAReportBecomesMarkup(t *testing.T) {
	p, dir := served(t)
	r := sample(t, noon)
	evil := `<img src=x onerror="alert(1)">`
	r.Operations[0].Name, r.Version, r.Recommendations[0].Findings[0], r.Runtime[0].Resource = evil, evil, evil, evil
	r.Occasion, r.Operations[0].Kind, r.Operations[0].Trend.Verdict = Occasion(evil), Kind(evil), Verdict(evil)
	if err := write(dir, nameOf(noon), r); err != nil {
		t.Fatal(err)
	}
	_, body := ask(t, p.Handler(), "/profile/report?at=2026-11-23T12:00:00Z", browser)
	if strings.Contains(body, "<img") || strings.Count(body, "&lt;img") < 6 {
		t.Fatal(body)
	}
}
