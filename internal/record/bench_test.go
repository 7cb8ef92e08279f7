package record

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"io"
	"math/rand/v2"
	"strconv"
	"testing"
)

// frames are texts like a feed's: JSON around base64 of transactions, whose
// addresses come again and whose hashes, amounts and signatures do not.
func frames(n int) [][]byte {
	rnd := rand.New(rand.NewPCG(1, 2))
	random := func(n int) []byte {
		b := make([]byte, n)
		for i := range b {
			b[i] = byte(rnd.Uint32())
		}
		return b
	}
	var addresses [200][]byte
	for i := range addresses {
		addresses[i] = random(20)
	}
	all := make([][]byte, n)
	for i := range all {
		var tx []byte
		for range 4 + rnd.IntN(6) {
			tx = append(append(tx, make([]byte, 12)...), addresses[rnd.IntN(len(addresses))]...)
			tx = append(append(tx, make([]byte, 24)...), random(8)...)
		}
		tx = append(tx, random(65)...)
		all[i] = fmt.Appendf(nil, `{"version":1,"messages":[{"sequenceNumber":%d,"message":{"message":{"header":{"kind":3,"sender":"0xa4b000000000000000000073657175656e636572","blockNumber":20969771,"timestamp":%d,"requestId":null,"baseFeeL1":null},"l2Msg":"%s"},"delayedMessagesRead":1234567},"blockHash":"0x%x","signature":null}]}`,
			241801449+i, 1728980884+i/4, base64.StdEncoding.EncodeToString(tx), random(32))
	}
	return all
}

// drain takes the queue and throws it away, so that only Append is measured.
func (w *Writer) drain() {
	select {
	case <-w.wake:
		queued, _, _ := w.take()
		w.spare = queued[:0]
	default:
	}
}

func BenchmarkAppend(b *testing.B) {
	for _, size := range []int{64, 1000} {
		b.Run(strconv.Itoa(size), func(b *testing.B) {
			w := create(b, b.TempDir(), Options{})
			p := make([]byte, size)
			b.ReportAllocs()
			b.SetBytes(int64(size))
			var n uint64
			for b.Loop() {
				w.Append(1, int64(n), func(dst []byte) []byte {
					dst = binary.LittleEndian.AppendUint64(dst, n)
					return append(dst, p[8:]...)
				})
				n++
				w.drain()
			}
			if w.Dropped() > 0 {
				b.Errorf("%d dropped", w.Dropped())
			}
		})
	}
}

// BenchmarkWrite compresses and writes to disk, with fsync at each segment.
func BenchmarkWrite(b *testing.B) {
	texts := frames(8000)
	w := create(b, b.TempDir(), Options{})
	total := 0
	for _, text := range texts {
		total += len(text) + recordHeader
	}
	b.SetBytes(int64(total))
	b.ReportAllocs()
	var disk int64
	for b.Loop() {
		for _, text := range texts {
			w.add(1, 0, text)
			select {
			case <-w.wake:
				w.flush(nil)
			default:
			}
		}
	}
	b.StopTimer()
	w.finish()
	if w.Dropped() > 0 || w.Check(b.Context()) != nil {
		b.Errorf("%d dropped, %v", w.Dropped(), w.Check(b.Context()))
	}
	for name, text := range files(b, w.out.disk.root.Name()) {
		if name != manifestName {
			disk += int64(len(text))
		}
	}
	b.ReportMetric(float64(total)*float64(b.N)/float64(disk), "ratio")
}

func BenchmarkRead(b *testing.B) {
	dir := b.TempDir()
	texts := frames(8000)
	w := create(b, dir, Options{QueueBytes: 64 << 20})
	total := 0
	for _, text := range texts {
		w.add(1, 0, text)
		total += len(text) + recordHeader
	}
	w.finish()
	b.SetBytes(int64(total))
	b.ReportAllocs()
	for b.Loop() {
		r, err := Open(dir)
		if err != nil {
			b.Fatal(err)
		}
		n := 0
		for {
			if _, err := r.Next(); err == io.EOF { //nolint:errorlint // only the bare value is a good end
				break
			} else if err != nil {
				b.Fatal(err)
			}
			n++
		}
		if n != len(texts) {
			b.Fatal(n)
		}
		_ = r.Close()
	}
}

// Neither Append nor the writing of blocks allocates in steady state: what is
// left is opening and closing a segment.
func TestNoAllocation(t *testing.T) {
	w := create(t, t.TempDir(), Options{SegmentBytes: 1 << 30})
	texts := frames(200)
	round := func() {
		for _, text := range texts {
			w.add(1, 7, text)
		}
		w.flush(nil)
	}
	for range 5 {
		round()
	}
	if n := testing.AllocsPerRun(50, round); n > 0 {
		t.Errorf("%v allocations for %d records", n, len(texts))
	}
	w.finish()
	if err := w.Check(t.Context()); err != nil {
		t.Error(err)
	}
}
