// Package fuzzing runs a fuzz target many more times than go test -fuzz can.
//
// Go's engine compares the coverage counters of the whole binary after each
// execution, some 200 us with go-ethereum in it. That finds new ways through a
// decoder, and it is slow. A target that goes through New does both: go test
// -fuzz grows a corpus, and go test -run with -mutations N executes N inputs that
// are mutated from the target's seeds and from that corpus (-corpus), without
// feedback, at the decoder's own speed, and bounds the memory it takes. With -keep
// the corpus becomes testdata/NAME.corpus, one file, which is seeds ever after.
package fuzzing

import (
	"errors"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
)

var (
	mutations = flag.Int("mutations", 0, "execute each fuzz target with so many mutated inputs")
	corpus    = flag.String("corpus", "", "folder of a corpus of go test -fuzz to mutate as well")
	keep      = flag.Bool("keep", false, "keep the small files of that corpus in testdata")
)

// maxHeap is more than any decoder of a frame, an answer or a call may keep.
const maxHeap = 512 << 20

// longest bounds an input, in bytes.
const longest = 64 << 10

// F is a testing.F whose seeds can be mutated.
type F struct {
	f     *testing.F
	seeds [][]any
}

// New wraps f.
func New(f *testing.F) *F {
	f.Helper()
	return &F{f: f}
}

// Add is that of testing.F.
func (x *F) Add(args ...any) {
	x.f.Helper()
	x.seeds = append(x.seeds, slices.Clone(args))
	x.f.Add(args...)
}

// Fuzz is that of testing.F. With -mutations the mutated inputs are executed
// before the first seed.
func (x *F) Fuzz(target any) {
	x.f.Helper()
	if err := x.addKept(target); err != nil {
		x.f.Fatal(err)
	}
	if *mutations == 0 {
		x.f.Fuzz(target)
		return
	}
	fn := reflect.ValueOf(target)
	var once sync.Once
	x.f.Fuzz(reflect.MakeFunc(fn.Type(), func(args []reflect.Value) []reflect.Value {
		once.Do(func() { x.mutate(args[0].Interface().(*testing.T), fn) })
		return fn.Call(args)
	}).Interface())
}

// addKept adds the inputs that were kept.
func (x *F) addKept(target any) error {
	path := filepath.Join("testdata", x.f.Name()+".corpus")
	if *keep && *corpus != "" {
		if err := keepIn(path, *corpus); err != nil {
			return err
		}
	}
	text, err := os.ReadFile(path) //nolint:gosec // beside the test
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	for one := range strings.SplitSeq(strings.TrimPrefix(string(text), header+"\n"), "\n"+header+"\n") {
		values, err := parse(header + "\n" + one)
		if err != nil {
			return fmt.Errorf("read %s: %w", path, err)
		}
		if fits(values, reflect.TypeOf(target)) {
			x.Add(values...)
		}
	}
	return nil
}

// keepIn writes the corpus in dir to one file, in the order of its names, which
// are hashes. What is larger than kept is left out.
func keepIn(path, dir string) error {
	const kept = 3 << 10
	files, err := os.ReadDir(dir)
	if err != nil {
		return fmt.Errorf("keep the corpus: %w", err)
	}
	var all []byte
	for _, f := range files {
		text, err := os.ReadFile(filepath.Join(dir, f.Name())) //nolint:gosec // the folder that was named
		if err != nil {
			return fmt.Errorf("keep the corpus: %w", err)
		}
		if len(text) <= kept {
			all = append(all, text...)
		}
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
		return fmt.Errorf("keep the corpus: %w", err)
	}
	return os.WriteFile(path, all, 0o600) //nolint:gosec // beside the test
}

// header is the first line of a file of go test -fuzz.
const header = "go test fuzz v1"

func (x *F) mutate(t *testing.T, fn reflect.Value) {
	inputs := slices.Clone(x.seeds)
	if *corpus != "" {
		more, err := read(*corpus, fn.Type())
		if err != nil {
			t.Fatal(err)
		}
		inputs = append(inputs, more...)
	}
	if len(inputs) == 0 {
		t.Fatal("no seed to mutate")
	}
	m := &mutator{rng: rand.New(rand.NewPCG(1, uint64(*mutations))), inputs: inputs} //nolint:gosec // a repeatable sequence is wanted
	args := make([]reflect.Value, fn.Type().NumIn())
	args[0] = reflect.ValueOf(t)
	done := false
	defer func() {
		if !done {
			t.Errorf("the input was %s", shown(args[1:]))
		}
	}()
	var stats runtime.MemStats
	var most uint64
	for i := range *mutations {
		for k, v := range m.input() {
			args[k+1] = reflect.ValueOf(v)
		}
		fn.Call(args)
		if i%(1<<15) == 0 {
			runtime.ReadMemStats(&stats)
			if most = max(most, stats.HeapInuse); most > maxHeap {
				t.Fatalf("the heap has %d bytes after %d executions", most, i)
			}
		}
	}
	done = true
	t.Logf("%d executions from %d inputs, at most %d MB of heap", *mutations, len(inputs), most>>20)
}

// shown writes an input as a corpus file has it.
func shown(args []reflect.Value) string {
	parts := make([]string, len(args))
	for i, a := range args {
		if a.IsValid() {
			parts[i] = fmt.Sprintf("%s(%#q)", a.Type(), fmt.Sprintf("%v", a.Interface()))
			if b, ok := reflect.TypeAssert[[]byte](a); ok {
				parts[i] = fmt.Sprintf("[]byte(%q)", b)
			}
		}
	}
	return strings.Join(parts, " ")
}

// mutator makes inputs out of others. Its byte slices are reused.
type mutator struct {
	rng    *rand.Rand
	inputs [][]any
	spare  [][]byte
	out    []any
}

func (m *mutator) input() []any {
	from := m.inputs[m.rng.IntN(len(m.inputs))]
	m.out = m.out[:0]
	for i, v := range from {
		switch v := v.(type) {
		case []byte:
			for len(m.spare) <= i {
				m.spare = append(m.spare, nil)
			}
			other, _ := m.inputs[m.rng.IntN(len(m.inputs))][i].([]byte)
			m.spare[i] = m.bytes(append(m.spare[i][:0], v...), other)
			m.out = append(m.out, m.spare[i])
		case bool:
			m.out = append(m.out, v != (m.rng.IntN(8) == 0))
		case uint8:
			if m.rng.IntN(4) == 0 {
				v = uint8(m.rng.Uint32())
			}
			m.out = append(m.out, v)
		default:
			panic(fmt.Sprintf("fuzzing: inputs of type %T are not mutated", v))
		}
	}
	return m.out
}

// edges are the bytes and words that decoders trip over.
var edges = []uint64{0, 1, 2, 31, 32, 33, 55, 56, 0x7f, 0x80, 0xb7, 0xbf, 0xc0, 0xf7, 0xff, 1 << 15, 1<<16 - 1, 1 << 31, 1<<32 - 1, 1 << 63, 1<<64 - 1}

// bytes makes 1 to 5 changes in b.
func (m *mutator) bytes(b, other []byte) []byte {
	for range 1 + m.rng.IntN(5) {
		n := len(b)
		if n == 0 {
			b = append(b, byte(m.rng.Uint32()))
			continue
		}
		at := m.rng.IntN(n)
		size := min(1+m.rng.IntN(1<<m.rng.IntN(10)), n-at)
		switch m.rng.IntN(10) {
		case 0:
			b[at] ^= 1 << m.rng.IntN(8)
		case 1:
			b[at] = byte(m.rng.Uint32())
		case 2:
			b[at] = byte(edges[m.rng.IntN(15)])
		case 3: // a word of 1 to 8 bytes, as lengths and offsets are written
			v := edges[m.rng.IntN(len(edges))] + uint64(m.rng.IntN(3)) - 1
			for k := range min(1<<m.rng.IntN(4), n-at) {
				b[at+k] = byte(v >> (56 - 8*k))
			}
		case 4:
			b = slices.Delete(b, at, at+size)
		case 5:
			b = slices.Insert(b, at, slices.Clone(b[at:at+size])...)
		case 6:
			for range size {
				b = append(b, byte(m.rng.Uint32()))
			}
		case 7:
			b = b[:at]
		case 8: // a part of another input
			if len(other) > 0 {
				from := m.rng.IntN(len(other))
				b = slices.Insert(b, at, other[from:min(from+size, len(other))]...)
			}
		case 9:
			to := m.rng.IntN(n)
			copy(b[to:], b[at:at+size])
		}
		b = b[:min(len(b), longest)]
	}
	return b
}

// read reads a corpus of go test -fuzz. Inputs of another shape than the
// target's are left out: they are of an older target.
func read(dir string, target reflect.Type) (found [][]any, err error) {
	files, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("read the corpus: %w", err)
	}
	for _, f := range files {
		text, err := os.ReadFile(filepath.Join(dir, f.Name())) //nolint:gosec // the folder that was named
		if err != nil {
			return nil, fmt.Errorf("read the corpus: %w", err)
		}
		values, err := parse(string(text))
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", f.Name(), err)
		}
		if fits(values, target) {
			found = append(found, values)
		}
	}
	return found, nil
}

func fits(values []any, target reflect.Type) bool {
	if len(values) != target.NumIn()-1 {
		return false
	}
	for i, v := range values {
		if reflect.TypeOf(v) != target.In(i+1) {
			return false
		}
	}
	return true
}

// parse reads one file: a line that names the format, then one Go expression a
// line.
func parse(text string) (values []any, err error) {
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	if lines[0] != header {
		return nil, fmt.Errorf("%.20q is not go test fuzz v1", lines[0])
	}
	for _, line := range lines[1:] {
		v, err := value(line)
		if err != nil {
			return nil, fmt.Errorf("%.60s: %w", line, err)
		}
		values = append(values, v)
	}
	return values, nil
}

func value(line string) (any, error) {
	expr, err := parser.ParseExpr(line)
	if err != nil {
		return nil, err
	}
	call, ok := expr.(*ast.CallExpr)
	if !ok || len(call.Args) != 1 {
		return nil, errors.New("want a conversion")
	}
	switch kind := call.Fun.(type) {
	case *ast.ArrayType:
		if lit, ok := call.Args[0].(*ast.BasicLit); ok && lit.Kind == token.STRING {
			s, err := strconv.Unquote(lit.Value)
			return []byte(s), err
		}
	case *ast.Ident:
		switch arg := call.Args[0].(type) {
		case *ast.Ident:
			if kind.Name == "bool" {
				return strconv.ParseBool(arg.Name)
			}
		case *ast.BasicLit:
			if kind.Name != "byte" && kind.Name != "uint8" {
				break
			}
			if arg.Kind == token.CHAR {
				s, err := strconv.Unquote(arg.Value)
				r := []rune(s)
				if err != nil || len(r) != 1 || r[0] > 255 {
					return nil, errors.New("want one byte")
				}
				return uint8(r[0]), nil
			}
			n, err := strconv.ParseUint(arg.Value, 0, 8)
			return uint8(n), err
		}
	}
	return nil, errors.New("want []byte, bool or byte")
}
