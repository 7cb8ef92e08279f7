package decode

import "github.com/holiman/uint256"

// reader takes values off RLP as go-ethereum does: lengths and integers only in
// their shortest form, no value outside of its list. After the first value that
// is not what was asked for, bad is set and all answers are empty.
type reader struct {
	rest []byte
	bad  bool
}

func (r *reader) fail() []byte {
	r.rest, r.bad = nil, true
	return nil
}

// value takes the next value off: its content, and whether it is a list.
func (r *reader) value() (content []byte, isList bool) {
	if len(r.rest) == 0 {
		return r.fail(), false
	}
	c := r.rest[0]
	switch {
	case c < 0x80:
		content = r.rest[:1:1]
		r.rest = r.rest[1:]
		return content, false
	case c < 0xb8:
		content = r.take(1, uint64(c-0x80))
		if len(content) == 1 && content[0] < 0x80 {
			return r.fail(), false // a byte below 0x80 stands for itself
		}
		return content, false
	case c < 0xc0:
		return r.long(int(c - 0xb7)), false
	case c < 0xf8:
		return r.take(1, uint64(c-0xc0)), true
	default:
		return r.long(int(c - 0xf7)), true
	}
}

// long takes a value whose length stands in n bytes.
func (r *reader) long(n int) []byte {
	if len(r.rest) < 1+n || r.rest[1] == 0 {
		return r.fail()
	}
	size := uint64(0)
	for _, x := range r.rest[1 : 1+n] {
		size = size<<8 | uint64(x)
	}
	if size < 56 {
		return r.fail()
	}
	return r.take(1+n, size)
}

func (r *reader) take(head int, size uint64) []byte {
	if size > uint64(len(r.rest)-head) {
		return r.fail()
	}
	end := head + int(size)
	content := r.rest[head:end:end]
	r.rest = r.rest[end:]
	return content
}

func (r *reader) bytes() []byte {
	content, isList := r.value()
	if isList {
		return r.fail()
	}
	return content
}

func (r *reader) list() reader {
	content, isList := r.value()
	if !isList {
		r.fail()
	}
	return reader{rest: content, bad: r.bad}
}

// fixed passes a string of exactly n bytes.
func (r *reader) fixed(n int) {
	if len(r.bytes()) != n {
		r.fail()
	}
}

// integer is an unsigned integer of at most size bytes, big-endian.
func (r *reader) integer(size int) []byte {
	content := r.bytes()
	if len(content) > size || len(content) > 0 && content[0] == 0 {
		return r.fail()
	}
	return content
}

func (r *reader) uint64() (n uint64) {
	for _, x := range r.integer(8) {
		n = n<<8 | uint64(x)
	}
	return n
}

// word reads an integer of up to size bytes and says whether it has at most
// 256 bits.
func (r *reader) word(v *uint256.Int, size int) (fits bool) {
	content := r.integer(size)
	if len(content) > 32 {
		return false
	}
	v.SetBytes(content)
	return true
}
