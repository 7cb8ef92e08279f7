package record

import (
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// small makes a recording with every kind of file: a manifest, a prune mark,
// segments with one and with several blocks, and an end.
func small(t *testing.T) string {
	dir := filepath.Join(t.TempDir(), "recording")
	w := create(t, dir, Options{MaxBytes: 1100})
	for i := range 12 {
		w.add(uint8(i%3), int64(i)*10, payload(uint64(i)))
		w.flush(nil)
		if i%3 == 2 {
			w.flush((*segments).roll)
		}
	}
	w.finish()
	if sum, err := Verify(t.Context(), dir, nil); err != nil || sum.Segments < 2 || sum.FirstRecord == 0 {
		t.Fatalf("%+v %v", sum, err)
	}
	return dir
}

func files(t testing.TB, dir string) map[string][]byte {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string][]byte{}
	for _, e := range entries {
		if all[e.Name()], err = os.ReadFile(filepath.Join(dir, e.Name())); err != nil {
			t.Fatal(err)
		}
	}
	return all
}

func put(t testing.TB, dir, name string, text []byte) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), text, 0o600); err != nil {
		t.Fatal(err)
	}
}

// Every bit of every file is changed once; reading and verifying both say so
// and name the file.
func TestEveryFlippedBitIsFound(t *testing.T) {
	dir := small(t)
	flips := 0
	for name, text := range files(t, dir) {
		f, err := os.OpenFile(filepath.Join(dir, name), os.O_WRONLY, 0)
		if err != nil {
			t.Fatal(err)
		}
		write := func(offset int, b byte) {
			if _, err := f.WriteAt([]byte{b}, int64(offset)); err != nil {
				t.Fatal(err)
			}
		}
		for i := range text {
			for bit := range 8 {
				flips++
				write(i, text[i]^1<<bit)
				_, err := read(dir)
				if !errors.Is(err, ErrCorrupt) || !strings.Contains(err.Error(), name) {
					t.Errorf("read, %s offset %d bit %d: %v", name, i, bit, err)
				}
				if _, verr := Verify(t.Context(), dir, nil); !errors.Is(verr, ErrCorrupt) || !strings.Contains(verr.Error(), name) {
					t.Errorf("verify, %s offset %d bit %d: %v", name, i, bit, verr)
				}
			}
			write(i, text[i])
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := read(dir); err != nil {
		t.Errorf("after all was put back: %v", err)
	}
	if flips < 10_000 {
		t.Errorf("only %d bits", flips)
	}
}

// The block that holds the changed bit is named by its offset and record.
func TestDamageIsLocated(t *testing.T) {
	dir := t.TempDir()
	w := create(t, dir, Options{})
	var starts []int
	for i := range 4 {
		starts = append(starts, headerSize+int(w.out.foot.body))
		w.add(0, 0, payload(uint64(i)))
		w.flush(nil)
	}
	w.finish()
	name := segmentName(1)
	text := files(t, dir)[name]
	for i, start := range starts {
		bad := slices.Clone(text)
		bad[start+blockHeaderSize+5] ^= 4
		put(t, dir, name, bad)
		got, err := read(dir)
		want := damage(name, int64(start), "block from record %d on: its checksum does not hold", i)
		if len(got) != 0 || !errors.Is(err, ErrCorrupt) || err.Error() != want.Error() {
			t.Errorf("%d records before %v, want %v", len(got), err, want)
		}
	}
}

// A recording is cut at every byte, as by a crash: what is read is every whole
// segment before the cut, then ErrTruncated.
func TestTruncatedAtEveryByte(t *testing.T) {
	dir := t.TempDir()
	written(t, dir, 14, 4, Options{}, true)
	all := files(t, dir)
	last := len(all) - 1 // without the manifest
	for number := last; number >= 1; number-- {
		name := segmentName(uint64(number))
		path := filepath.Join(dir, name)
		for size := range slices.Backward(all[name]) {
			if err := os.Truncate(path, int64(size)); err != nil {
				t.Fatal(err)
			}
			got, err := read(dir)
			if !errors.Is(err, ErrTruncated) || !strings.Contains(err.Error(), name) || len(got) != 4*(number-1) {
				t.Fatalf("%s cut to %d: %d records, %v", name, size, len(got), err)
			}
			goodRecords(t, got)
			if sum, err := Verify(t.Context(), dir, nil); !errors.Is(err, ErrTruncated) || sum.Records != uint64(len(got)) || sum.Segments != uint64(number-1) {
				t.Fatalf("%s cut to %d: %+v, %v", name, size, sum, err)
			}
		}
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
		if got, err := read(dir); !errors.Is(err, ErrTruncated) || len(got) != 4*(number-1) {
			t.Fatalf("%s removed: %d records, %v", name, len(got), err)
		}
	}
	for size := range all[manifestName] {
		put(t, dir, manifestName, all[manifestName][:size])
		if _, err := Open(dir); !errors.Is(err, ErrCorrupt) {
			t.Fatalf("manifest cut to %d: %v", size, err)
		}
	}
}

func TestWrongFilesAreFound(t *testing.T) {
	seg := segmentName
	other := t.TempDir()
	written(t, other, 14, 4, Options{}, true)
	// like makes the same segments from another manifest or another record.
	like := func(m Manifest, different int) map[string][]byte {
		dir := t.TempDir()
		w, err := Create(dir, m, Options{Now: fixed})
		if err != nil {
			t.Fatal(err)
		}
		for i := range 14 {
			kind := uint8(i % 3)
			if i == different {
				kind++
			}
			w.add(kind, int64(i)*10, payload(uint64(i)))
			if i%4 == 3 {
				w.flush((*segments).roll)
			}
		}
		w.finish()
		return files(t, dir)
	}
	foreign := manifest
	foreign.Product = "v2"
	alien, twin := like(foreign, -1), like(manifest, 5)
	for _, tc := range []struct {
		name string
		do   func(all map[string][]byte)
		want error
		says string
	}{
		{"first removed", func(all map[string][]byte) { delete(all, seg(1)) }, ErrCorrupt, seg(1)},
		{"second removed", func(all map[string][]byte) { delete(all, seg(2)) }, ErrCorrupt, seg(2)},
		{"end removed", func(all map[string][]byte) { delete(all, seg(4)) }, ErrTruncated, seg(3)},
		{"last two removed", func(all map[string][]byte) { delete(all, seg(4)); delete(all, seg(3)) }, ErrTruncated, seg(2)},
		{"all removed", func(all map[string][]byte) {
			for n := range uint64(4) {
				delete(all, seg(n+1))
			}
		}, ErrTruncated, "no segment"},
		{"two reordered", func(all map[string][]byte) { all[seg(2)], all[seg(3)] = all[seg(3)], all[seg(2)] }, ErrCorrupt, seg(2)},
		{"one twice", func(all map[string][]byte) { all[seg(3)] = all[seg(2)] }, ErrCorrupt, seg(3)},
		{"one of another recording", func(all map[string][]byte) { all[seg(2)] = alien[seg(2)] }, ErrCorrupt, seg(2) + ": offset 32: belongs to another recording"},
		{"manifest of another recording", func(all map[string][]byte) { all[manifestName] = alien[manifestName] }, ErrCorrupt, seg(1)},
		{"one that differs in one record", func(all map[string][]byte) { all[seg(2)] = twin[seg(2)] }, ErrCorrupt, seg(3)},
		{"manifest removed", func(all map[string][]byte) { delete(all, manifestName) }, ErrNotRecording, ""},
		{"one cut in the middle", func(all map[string][]byte) { all[seg(2)] = all[seg(2)][:len(all[seg(2)])-1] }, ErrCorrupt, seg(2)},
		{"one behind the end", func(all map[string][]byte) { all[seg(5)] = all[seg(4)] }, ErrCorrupt, seg(5)},
		{"a strange name", func(all map[string][]byte) { all["4.seg"] = all[seg(4)] }, ErrCorrupt, "4.seg"},
		{"renumbered after a removal", func(all map[string][]byte) { all[seg(2)] = all[seg(3)]; all[seg(3)] = all[seg(4)]; delete(all, seg(4)) }, ErrCorrupt, seg(2)},
	} {
		t.Run(tc.name, func(t *testing.T) {
			all := files(t, other)
			tc.do(all)
			dir := t.TempDir()
			for name, text := range all {
				put(t, dir, name, text)
			}
			if _, err := read(dir); !errors.Is(err, tc.want) || !strings.Contains(err.Error(), tc.says) {
				t.Errorf("read: %v; want %v with %q", err, tc.want, tc.says)
			}
			if _, err := Verify(t.Context(), dir, nil); !errors.Is(err, tc.want) || !strings.Contains(err.Error(), tc.says) {
				t.Errorf("verify: %v; want %v with %q", err, tc.want, tc.says)
			}
		})
	}
}

// A pruned head is accepted as far as the mark says, and not a segment further.
func TestPrunedHead(t *testing.T) {
	dir := small(t)
	all := files(t, dir)
	var names []string
	for name := range all {
		if strings.HasSuffix(name, ".seg") {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for _, tc := range []struct {
		name   string
		remove string
		says   string
	}{
		{"one more removed", names[0], names[0]},
		{"mark removed", prunedName, segmentName(1)},
	} {
		if err := os.Remove(filepath.Join(dir, tc.remove)); err != nil {
			t.Fatal(err)
		}
		if _, err := read(dir); !errors.Is(err, ErrCorrupt) || !strings.Contains(err.Error(), tc.says) {
			t.Errorf("%s: %v", tc.name, err)
		}
		put(t, dir, tc.remove, all[tc.remove])
	}
	got, err := read(dir)
	if err != nil || got[0].Number == 0 || string(got[0].Payload) != string(payload(got[0].Number)) {
		t.Errorf("%v %v", got, err)
	}
	var mark pruned
	if err := unseal(all[prunedName], &mark); err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		name string
		edit func(*pruned)
		says string
	}{
		{"mark of another recording", func(p *pruned) { p.Manifest = strings.Repeat("0", 64) }, "another recording"},
		{"mark with another hash", func(p *pruned) { p.Previous = strings.Repeat("0", 64) }, names[0]},
		{"mark with another record", func(p *pruned) { p.Record++ }, names[0]},
		{"mark without a hash", func(p *pruned) { p.Previous = "" }, prunedName},
		{"mark of nothing", func(p *pruned) { p.First = 1 }, prunedName},
	} {
		p := mark
		tc.edit(&p)
		text, err := seal(p)
		if err != nil {
			t.Fatal(err)
		}
		put(t, dir, prunedName, text)
		if _, err := read(dir); !errors.Is(err, ErrCorrupt) || !strings.Contains(err.Error(), tc.says) {
			t.Errorf("%s: %v", tc.name, err)
		}
	}
	// The deletion was interrupted: the mark is there, a segment before it too.
	var next header
	next.parse(all[names[1]])
	text, err := seal(pruned{Manifest: mark.Manifest, First: next.number, Previous: hex.EncodeToString(next.previous[:]), Record: next.record})
	if err != nil {
		t.Fatal(err)
	}
	put(t, dir, prunedName, text)
	if again, err := read(dir); err != nil || len(again) != len(got) {
		t.Errorf("%d records instead of %d, %v", len(again), len(got), err)
	}
}
