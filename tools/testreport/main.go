// Command testreport reads the events of "go test -json" on standard input and
// prints what a person wants to know: one line a package, the output of what
// failed, every skipped test with its reason, and the counts at the end.
//
// It exits with 1 when a test or a package failed, when nothing ran, and, with
// CI=true in the environment, when anything was skipped.
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
)

type event struct {
	Action, Package, Test, Output string
	Elapsed                       float64
}

type report struct {
	out                    io.Writer
	output                 map[string][]string
	passed, failed         int
	skipped                []string
	failedPackages, builds []string
}

func main() {
	skip := flag.String("skip", "", "a part that was left out before the tests started, with the reason")
	flag.Parse()
	r := &report{out: os.Stdout, output: map[string][]string{}}
	if *skip != "" {
		r.skipped = append(r.skipped, *skip)
	}
	if err := r.read(os.Stdin); err != nil {
		fmt.Fprintln(os.Stderr, "testreport:", err)
		os.Exit(1)
	}
	os.Exit(r.finish(os.Getenv("CI") == "true"))
}

func (r *report) read(in io.Reader) error {
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		var e event
		if err := json.Unmarshal(lines.Bytes(), &e); err != nil {
			fmt.Fprintln(r.out, lines.Text())
			continue
		}
		r.add(e)
	}
	return lines.Err()
}

func (r *report) add(e event) {
	id := e.Package + " " + e.Test
	switch e.Action {
	case "output", "build-output":
		r.output[id] = append(r.output[id], e.Output)
	case "build-fail":
		r.builds = append(r.builds, e.Output)
		r.dump(id)
	case "pass":
		if e.Test != "" {
			r.passed++
		} else {
			fmt.Fprintf(r.out, "ok    %-48s %6.1fs\n", e.Package, e.Elapsed)
		}
		delete(r.output, id)
	case "skip":
		if e.Test != "" {
			r.skipped = append(r.skipped, strings.TrimPrefix(e.Package, "mevbot/")+" "+e.Test+": "+reason(r.output[id]))
		}
		delete(r.output, id)
	case "fail":
		if e.Test != "" {
			r.failed++
		} else {
			r.failedPackages = append(r.failedPackages, e.Package)
			fmt.Fprintf(r.out, "FAIL  %-48s %6.1fs\n", e.Package, e.Elapsed)
		}
		r.dump(id)
	}
}

func (r *report) dump(id string) {
	for _, line := range r.output[id] {
		fmt.Fprint(r.out, line)
	}
	delete(r.output, id)
}

// reason is the text given to t.Skip: the line with a file position.
func reason(output []string) string {
	for _, line := range slices.Backward(output) {
		if _, text, ok := strings.Cut(line, ".go:"); ok {
			if _, text, ok = strings.Cut(text, ": "); ok {
				return strings.TrimSpace(text)
			}
		}
	}
	return "no reason given"
}

func (r *report) finish(ci bool) int {
	for _, s := range r.skipped {
		fmt.Fprintln(r.out, "skipped:", s)
	}
	fmt.Fprintf(r.out, "%d passed, %d failed, %d skipped\n", r.passed, r.failed, len(r.skipped))
	switch {
	case r.failed > 0 || len(r.failedPackages) > 0 || len(r.builds) > 0:
		return 1
	case r.passed == 0:
		fmt.Fprintln(os.Stderr, "testreport: no test ran")
		return 1
	case ci && len(r.skipped) > 0:
		fmt.Fprintln(os.Stderr, "testreport: with CI=true nothing may be skipped; make test-deps installs what is missing")
		return 1
	}
	return 0
}
