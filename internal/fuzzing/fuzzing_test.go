package fuzzing

import (
	"bytes"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

// FuzzFault is a decoder with a fault that only a length can show: 0x80 and a
// byte above 32. It fails where the mutations are on purpose, see below.
func FuzzFault(f *testing.F) {
	x := New(f)
	x.Add([]byte{1, 2, 3}, false, uint8(7))
	x.Fuzz(func(t *testing.T, data []byte, on bool, kind uint8) {
		if os.Getenv("FUZZING_FAULT") != "" && len(data) > 5 && data[0] == 0x80 && on && kind > 200 {
			t.Fatal("the fault")
		}
	})
}

func TestMutationsFindAFault(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for fault, want := range map[string]string{"": "PASS", "1": "the input was []byte(\"\\x80"} {
		cmd := exec.Command(self, "-test.run", "^FuzzFault$", "-mutations", "300000", "-test.v")
		cmd.Env = append(os.Environ(), "FUZZING_FAULT="+fault)
		out, err := cmd.CombinedOutput()
		if (err != nil) != (fault != "") || !bytes.Contains(out, []byte(want)) {
			t.Errorf("fault %q: %v: %.2000s", fault, err, out)
		}
	}
}

func TestCorpusIsRead(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("a", "go test fuzz v1\n[]byte(\"\\x00a\\xff\")\nbool(true)\nbyte('\\u00ff')\n")
	write("b", "go test fuzz v1\n[]byte(\"other shape\")\n")
	target := reflect.TypeOf(func(*testing.T, []byte, bool, uint8) {})
	got, err := read(dir, target)
	if err != nil || len(got) != 1 || !reflect.DeepEqual(got[0], []any{[]byte("\x00a\xff"), true, uint8(255)}) {
		t.Errorf("%v, %v", got, err)
	}
	for _, text := range []string{"", "go test fuzz v2\n", "go test fuzz v1\n[]byte(5)\n", "go test fuzz v1\nint(5)\n", "go test fuzz v1\nbyte('ab')\n", "go test fuzz v1\n)\n"} {
		write("c", text)
		if _, err := read(dir, target); err == nil || !strings.HasPrefix(err.Error(), "read c: ") {
			t.Errorf("%q: %v", text, err)
		}
	}
	if flag.Lookup("mutations") == nil {
		t.Error("no flag")
	}
}

// What is kept are seeds of the next run, each of them.
func TestKeptCorpusIsSeeds(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for name, text := range map[string]string{
		"a": "go test fuzz v1\n[]byte(\"\\x80.....\")\nbool(true)\nbyte('\\x01')\n",
		"b": "go test fuzz v1\n[]byte(\"\\x80.....\")\nbool(true)\nbyte('\\u00ff')\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command(self, "-test.run", "^FuzzFault$", "-corpus", dir, "-keep", "-test.v")
	cmd.Dir = t.TempDir()
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	again := exec.Command(self, "-test.run", "^FuzzFault$", "-test.v")
	again.Dir, again.Env = cmd.Dir, append(os.Environ(), "FUZZING_FAULT=1")
	out, err := again.CombinedOutput()
	if err == nil || !bytes.Contains(out, []byte("PASS: FuzzFault/seed#1")) || !bytes.Contains(out, []byte("FAIL: FuzzFault/seed#2")) {
		t.Errorf("%v: %s", err, out)
	}
}
