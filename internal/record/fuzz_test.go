package record

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
	"runtime"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"
)

// sealed makes a segment around any body, with every sum right: what is wrong
// in it is found by what the bytes mean, not by a checksum.
func sealed(body []byte, f footer) []byte {
	text := append((&header{number: 1}).append(nil), body...)
	f.body = uint64(len(body))
	text = f.append(text)
	sum := sha256.Sum256(text)
	return append(append(text, sum[:]...), fileMark...)
}

// resum puts the right sums into the blocks of body, as far as it has blocks.
func resum(body []byte) {
	for rest := body; len(rest) >= blockHeaderSize; {
		var h blockHeader
		h.parse(rest)
		if !h.fits(int64(len(rest) - blockHeaderSize)) {
			return
		}
		frame := rest[blockHeaderSize : blockHeaderSize+h.compressed]
		h.sum = crc32.Update(crc32.Checksum(rest[:12], castagnoli), castagnoli, frame)
		h.put(rest)
		rest = rest[blockHeaderSize+h.compressed:]
	}
}

// block compresses plain as one block that claims to hold so many records.
func block(plain []byte, records, raw uint32) []byte {
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1))
	if err != nil {
		panic(err)
	}
	defer func() { _ = enc.Close() }()
	frame := enc.EncodeAll(plain, nil)
	b := make([]byte, blockHeaderSize, blockHeaderSize+len(frame))
	(&blockHeader{compressed: uint32(len(frame)), raw: raw, records: records}).put(b)
	b = append(b, frame...)
	resum(b)
	return b
}

// readSegment goes through a segment as the Reader does.
func readSegment(text []byte) (records int, b blocks, err error) {
	s, err := openSegment("fuzz", bytes.NewReader(text), int64(len(text)))
	if err != nil {
		return 0, b, err
	}
	if err := b.use(s); err != nil {
		return 0, b, err
	}
	defer b.dec.Close()
	r := Reader{}
	for {
		if r.plain, err = b.next(); err != nil {
			return records, b, err
		}
		for ; len(r.plain) > 0; records++ {
			r.take()
		}
	}
}

func FuzzSegment(f *testing.F) {
	dir := f.TempDir()
	written(f, dir, 9, 4, Options{}, true)
	for name, text := range files(f, dir) {
		if name != manifestName {
			f.Add(uint8(0), text)
			f.Add(uint8(1), text[headerSize:len(text)-footerSize])
		}
	}
	var plain []byte
	for i := range 3 {
		plain = append(plain, byte(i), 1, 2, 3, 4, 5, 6, 7, 8)
		plain = binary.LittleEndian.AppendUint32(plain, uint32(i))
		plain = append(plain, make([]byte, i)...)
	}
	f.Add(uint8(3), plain)
	f.Add(uint8(2), []byte("\x28\xb5\x2f\xfd"))
	f.Fuzz(func(t *testing.T, mode uint8, data []byte) {
		text := data
		switch mode % 4 {
		case 1: // any body
			text = sealed(data, footer{flags: flagComplete, blocks: uint32(mode)})
		case 2: // any frame
			b := make([]byte, blockHeaderSize)
			(&blockHeader{compressed: uint32(len(data)), raw: 1 << 16, records: 1}).put(b)
			text = sealed(append(b, data...), footer{flags: flagComplete, blocks: 1, records: 1, raw: 1 << 16})
		case 3: // any records
			n := uint32(mode / 4)
			text = sealed(block(data, n, uint32(len(data))), footer{flags: flagComplete, blocks: 1, records: uint64(n), raw: uint64(len(data))})
		}
		if mode%4 != 0 {
			text = bytes.Clone(text)
			resum(text[headerSize : len(text)-footerSize])
			sum := sha256.Sum256(text[:len(text)-footerSize+footerHash])
			copy(text[len(text)-footerSize+footerHash:], sum[:])
		}
		n, b, err := readSegment(text)
		if !errors.Is(err, ErrCorrupt) && !errors.Is(err, errNoFooter) && !errors.Is(err, io.EOF) {
			t.Fatalf("%d records, then %v", n, err)
		}
		if errors.Is(err, io.EOF) && uint64(n) != b.foot.records {
			t.Fatalf("%d records, the footer says %d", n, b.foot.records)
		}
		if cap(b.plain) > maxBlock || cap(b.compressed) > len(text) {
			t.Fatalf("buffers of %d and %d bytes", cap(b.plain), cap(b.compressed))
		}
	})
}

func FuzzSealed(f *testing.F) {
	for _, v := range []any{manifest, pruned{First: 2, Previous: "00"}, map[string]any{"format": 1}} {
		text, err := seal(v)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
		f.Add(text[:len(text)-sealLen])
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		sum := sha256.Sum256(text)
		good := append(bytes.Clone(text), sealStart...)
		for _, c := range sum {
			good = append(good, "0123456789abcdef"[c>>4], "0123456789abcdef"[c&15])
		}
		for _, text := range [][]byte{text, append(good, sealEnd...)} {
			if _, err := readManifest(text); err != nil && !errors.Is(err, ErrCorrupt) && !errors.Is(err, ErrNewer) {
				t.Fatal(err)
			}
			var p pruned
			if err := unseal(text, &p); err != nil && !errors.Is(err, ErrCorrupt) {
				t.Fatal(err)
			}
		}
	})
}

// A small file whose frame becomes very long, or says that it does, takes no
// more memory than an honest block.
func TestBombs(t *testing.T) {
	var bomb bytes.Buffer
	enc, err := zstd.NewWriter(&bomb)
	if err != nil {
		t.Fatal(err)
	}
	zeros := make([]byte, 1<<20)
	for range 300 {
		if _, err := enc.Write(zeros); err != nil {
			t.Fatal(err)
		}
	}
	if err := enc.Close(); err != nil {
		t.Fatal(err)
	}
	for _, raw := range []uint32{1 << 10, 1 << 20, maxBlock, maxBlock + 1, 1 << 31} {
		body := make([]byte, blockHeaderSize)
		h := blockHeader{compressed: uint32(bomb.Len()), raw: raw, records: 1}
		h.put(body)
		body = append(body, bomb.Bytes()...)
		resum(body)
		text := sealed(body, footer{flags: flagComplete, blocks: 1, records: 1, raw: uint64(raw)})
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, _, err := readSegment(text)
		runtime.ReadMemStats(&after)
		if !errors.Is(err, ErrCorrupt) {
			t.Errorf("%d: %v", raw, err)
		}
		if grown := after.TotalAlloc - before.TotalAlloc; grown > 2*maxBlock {
			t.Errorf("a frame of 300 MiB that claims %d bytes took %d", raw, grown)
		}
	}
}

// A writer with all hashes right and something else wrong is found out too.
func TestWrongWriters(t *testing.T) {
	plain := append(make([]byte, 9), 2, 0, 0, 0, 'h', 'i')
	long := append(make([]byte, 9), 3, 0, 0, 0, 'h', 'i')
	good := block(plain, 1, 15)
	whole := footer{flags: flagComplete, blocks: 1, records: 1, raw: 15}
	if n, _, err := readSegment(sealed(good, whole)); n != 1 || !errors.Is(err, io.EOF) {
		t.Fatalf("%d records, %v", n, err)
	}
	for _, tc := range []struct {
		name string
		body []byte
		edit func(*footer)
	}{
		{"blocks", good, func(f *footer) { f.blocks++ }},
		{"records", good, func(f *footer) { f.records++ }},
		{"raw", good, func(f *footer) { f.raw++ }},
		{"unknown flag", good, func(f *footer) { f.flags |= 4 }},
		{"complete with a gap", good, func(f *footer) { f.dropped = 1 }},
		{"incomplete without", good, func(f *footer) { f.flags = 0 }},
		{"raw of the block too long", block(plain, 1, 16), func(f *footer) { f.raw = 16 }},
		{"raw of the block too short", block(plain, 1, 14), func(f *footer) { f.raw = 14 }},
		{"records of the block", block(append(plain, plain...), 1, 30), func(f *footer) { f.raw = 30 }},
		{"length of the payload", block(long, 1, 15), func(*footer) {}},
		{"no frame", resummed(15, nil), func(*footer) {}},
		{"not zstd", resummed(15, []byte("hello")), func(*footer) {}},
		{"bytes behind the blocks", append(bytes.Clone(good), 0, 0, 0), func(*footer) {}},
	} {
		f := whole
		tc.edit(&f)
		if _, _, err := readSegment(sealed(tc.body, f)); !errors.Is(err, ErrCorrupt) {
			t.Errorf("%s: %v", tc.name, err)
		}
	}
}

// resummed is a block around any frame.
func resummed(raw uint32, frame []byte) []byte {
	b := make([]byte, blockHeaderSize)
	(&blockHeader{compressed: uint32(len(frame)), raw: raw, records: 1}).put(b)
	b = append(b, frame...)
	resum(b)
	return b
}

// A segment that hides records behind a higher first number is found out.
func TestRecordNumbersAreChained(t *testing.T) {
	dir := t.TempDir()
	written(t, dir, 8, 4, Options{}, true)
	text := files(t, dir)[segmentName(2)]
	var h header
	h.parse(text)
	h.record += 2
	text = append(h.append(nil), text[headerSize:len(text)-footerSize+footerHash]...)
	sum := sha256.Sum256(text)
	put(t, dir, segmentName(2), append(append(text, sum[:]...), fileMark...))
	if _, err := read(dir); !errors.Is(err, ErrCorrupt) || !strings.Contains(err.Error(), "begins with record 6 instead of 4") {
		t.Error(err)
	}
}
