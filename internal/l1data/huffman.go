package l1data

import "slices"

// huffman counts the bits of prefix codes as google/brotli stores them. depth is
// the result of the last call: the length of each symbol's code.
type huffman struct {
	depth [256]uint8
	nodes [2*256 + 1]node
	whole [704]uint8 // the commands' code in the order of the format
}

// node of a tree. A leaf has no left child, and its symbol on the right.
type node struct {
	count       uint32
	left, right int16
}

// leaf is the left child of a leaf.
const leaf = -1

// build sets the depths of the symbols with a count to those of a Huffman tree
// that is at most limit deep. Ties between leaves are broken as the library does:
// by symbol, or by what its sort happens to do if loose.
func (h *huffman) build(counts []uint32, limit int, loose bool, depth []uint8) {
	clear(depth)
	for least := uint32(1); ; least *= 2 { // rarer symbols count as this often
		n := 0
		for i, count := range slices.Backward(counts) {
			if count != 0 {
				h.nodes[n] = node{max(count, least), leaf, int16(i)}
				n++
			}
		}
		if n == 1 {
			depth[h.nodes[0].right] = 1
			return
		}
		h.sort(n, loose)
		if h.join(n, limit, depth) {
			return
		}
	}
}

// sort orders the first n nodes by count with the library's Shell sort, whose
// order of equal ones is part of the result.
func (h *huffman) sort(n int, loose bool) {
	gaps := []int{132, 57, 23, 10, 4, 1}
	switch {
	case n < 13:
		gaps = gaps[5:]
	case n < 57:
		gaps = gaps[2:]
	}
	for _, gap := range gaps {
		for i := gap; i < n; i++ {
			j, x := i, h.nodes[i]
			for ; j >= gap && x.before(&h.nodes[j-gap], loose); j -= gap {
				h.nodes[j] = h.nodes[j-gap]
			}
			h.nodes[j] = x
		}
	}
}

func (n *node) before(o *node, loose bool) bool {
	if loose || n.count != o.count {
		return n.count < o.count
	}
	return n.right > o.right
}

// join makes a tree of n sorted leaves and sets the depths; false if it is too
// deep. The leaves are nodes 0 to n-1, their parents from n+1 on.
func (h *huffman) join(n, limit int, depth []uint8) bool {
	guard := node{^uint32(0), leaf, leaf}
	h.nodes[n], h.nodes[n+1] = guard, guard
	i, j := 0, n+1
	lighter := func() int16 {
		if h.nodes[i].count <= h.nodes[j].count {
			i++
			return int16(i - 1)
		}
		j++
		return int16(j - 1)
	}
	for at := n + 1; at < 2*n; at++ {
		left := lighter()
		right := lighter()
		h.nodes[at] = node{h.nodes[left].count + h.nodes[right].count, left, right}
		h.nodes[at+1] = guard
	}
	return h.descend(int16(2*n-1), 0, limit, depth)
}

// descend sets the depths below a node; false if they pass the limit.
func (h *huffman) descend(at int16, level, limit int, depth []uint8) bool {
	n := &h.nodes[at]
	if n.left == leaf {
		depth[n.right] = uint8(level)
		return true
	}
	return level < limit && h.descend(n.left, level+1, limit, depth) && h.descend(n.right, level+1, limit, depth)
}

// literalCode is the bits of the code for bytes that occur this often
// (BrotliBuildAndStoreHuffmanTreeFast).
func (h *huffman) literalCode(counts *[256]uint32) int {
	used, end := 0, 0
	for i, n := range counts {
		if n != 0 {
			used++
			end = i + 1
		}
	}
	clear(h.depth[:])
	if used <= 1 {
		return 4 + 8
	}
	h.build(counts[:end], 14, true, h.depth[:end])
	switch used {
	case 2, 3:
		return 4 + 8*used
	case 4:
		return 4 + 8*used + 1
	}
	// The code's own lengths are written in a fixed code: 4 bits each, but 5 for 13
	// and 14, and repetitions.
	total, before := 40, uint8(8)
	for i := 0; i < end; {
		value, n := h.depth[i], run(h.depth[i:end])
		i += n
		if value == 0 {
			zeros, digits := zeroRun(n)
			total += 4*zeros + (4+3)*digits
			continue
		}
		width := 4
		if value > 12 {
			width = 5
		}
		if before != value {
			total += width
			n--
		}
		before = value
		if n < 3 {
			total += n * width
		} else {
			total += (4 + 2) * digits(n-3, 4)
		}
	}
	return total
}

// run is how many values from the first on are the same.
func run(values []uint8) int {
	n := 1
	for n < len(values) && values[n] == values[0] {
		n++
	}
	return n
}

// zeroRun is how n zeros are written: so many as they are and so many digits of
// a repetition.
func zeroRun(n int) (zeros, reps int) {
	if n == 11 { // one zero and one digit are shorter than two digits
		zeros, n = 1, n-1
	}
	if n < 3 {
		return zeros + n, 0
	}
	return zeros, digits(n-3, 8)
}

// digits is the number of digits of a repetition, each of which counts from one
// but the last.
func digits(n, base int) int {
	for d := 1; ; d++ {
		if n /= base; n == 0 {
			return d
		}
		n--
	}
}

// commandCodes is the bits of the codes for commands and distances
// (BuildAndStoreCommandPrefixCode).
func (h *huffman) commandCodes(counts *[128]uint32) int {
	h.build(counts[:64], 15, false, h.depth[:64])
	h.build(counts[64:], 14, false, h.depth[64:128])
	d, whole := &h.depth, &h.whole
	clear(whole[:])
	copy(whole[:8], d[24:32])
	copy(whole[64:], d[32:40])
	copy(whole[128:], d[40:48])
	copy(whole[192:], d[48:56])
	copy(whole[384:], d[56:64])
	for i := range 8 {
		whole[128+8*i], whole[256+8*i], whole[448+8*i] = d[i], d[8+i], d[16+i]
	}
	return h.store(whole[:]) + h.store(h.depth[64:128])
}

// The symbols beyond the lengths 0 to 15, and the order in which the format names
// them.
const (
	repeatLength = 16
	repeatZero   = 17
)

var storageOrder = [18]uint8{1, 2, 3, 4, 0, 5, 17, 6, 16, 7, 8, 9, 10, 11, 12, 13, 14, 15}

// store is the bits of a code that is written with a code of its own
// (BrotliStoreHuffmanTree).
func (h *huffman) store(depth []uint8) int {
	var counts [18]uint32
	countLengths(depth, &counts)
	used := 0
	for _, n := range counts {
		if n != 0 {
			used++
		}
	}
	var lengths [18]uint8
	h.build(counts[:], 5, false, lengths[:])

	total, end := 2, len(storageOrder)
	for used > 1 && lengths[storageOrder[end-1]] == 0 {
		end--
	}
	start := 0
	if lengths[storageOrder[0]] == 0 && lengths[storageOrder[1]] == 0 {
		if start = 2; lengths[storageOrder[2]] == 0 {
			start = 3
		}
	}
	for _, symbol := range storageOrder[start:end] {
		total += [...]int{2, 4, 3, 2, 2, 4}[lengths[symbol]]
	}
	total += 2*int(counts[repeatLength]) + 3*int(counts[repeatZero])
	if used > 1 {
		for i, n := range counts {
			total += int(n) * int(lengths[i])
		}
	}
	return total
}

// countLengths counts the symbols that a code's lengths are written with
// (BrotliWriteHuffmanTree).
func countLengths(depth []uint8, counts *[18]uint32) {
	end := len(depth)
	for end > 0 && depth[end-1] == 0 {
		end--
	}
	var runZeros, runOthers bool
	if len(depth) > 50 {
		runZeros, runOthers = runsPay(depth[:end])
	}
	before := uint8(8)
	for i := 0; i < end; {
		value, n := depth[i], 1
		if value == 0 && runZeros || value != 0 && runOthers {
			n = run(depth[i:end])
		}
		i += n
		if value == 0 {
			zeros, reps := zeroRun(n)
			counts[0] += uint32(zeros)
			counts[repeatZero] += uint32(reps)
			continue
		}
		if before != value {
			counts[value]++
			n--
		}
		before = value
		if n == 7 { // one more and one digit are shorter than two digits
			counts[value]++
			n--
		}
		if n < 3 {
			counts[value] += uint32(n)
		} else {
			counts[repeatLength] += uint32(digits(n-3, 4))
		}
	}
}

// runsPay says whether repetitions of zeros, and of others, are worth a symbol.
func runsPay(depth []uint8) (zeros, others bool) {
	var zeroSum, otherSum int
	zeroRuns, otherRuns := 1, 1
	for i := 0; i < len(depth); {
		n := run(depth[i:])
		switch {
		case depth[i] == 0 && n >= 3:
			zeroSum += n
			zeroRuns++
		case depth[i] != 0 && n >= 4:
			otherSum += n
			otherRuns++
		}
		i += n
	}
	return zeroSum > 2*zeroRuns, otherSum > 2*otherRuns
}
