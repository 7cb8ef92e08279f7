package market

// loop is a cycle from the native token over two or three pools back to it.
type loop struct {
	path  []int // token before each pool
	pools []int
	size  float64 // wrapped native wei in
	gross float64 // wei more than size
}

// bestLoop is the cycle of at most so many pools that gains most: over two pools
// of one token, or from one token to another over a pool between them. A zero
// gross means none gains.
func (w *world) bestLoop(hops int) loop {
	var best loop
	for token := range assets {
		if token == weth {
			continue
		}
		if g := w.worst(token); g.gross > best.gross {
			best = loop{path: []int{weth, token}, pools: []int{g.buy, g.sell}, size: g.size, gross: g.gross}
		}
	}
	for i := range w.pools {
		p := &w.pools[i]
		if hops < 3 || p.token0 == weth || p.token1 == weth {
			continue
		}
		for _, way := range [][2]int{{p.token0, p.token1}, {p.token1, p.token0}} {
			if l := w.through(i, way[0], way[1]); l.gross > best.gross {
				best = l
			}
		}
	}
	return best
}

// through is the best cycle native -> from -> to -> native over pool i between
// the two tokens. It asks the pools with the best rates only.
func (w *world) through(i, from, to int) (l loop) {
	buy, first := -1, 0.0
	for _, p := range w.native[from] {
		if r := w.rate(p, weth); buy < 0 || r > first {
			buy, first = p, r
		}
	}
	sell, last := -1, 0.0
	for _, p := range w.native[to] {
		if r := w.rate(p, to); sell < 0 || r > last {
			sell, last = p, r
		}
	}
	if buy < 0 || sell < 0 || first+w.rate(i, from)+last <= 0 {
		return l
	}
	l.path, l.pools = []int{weth, from, to}, []int{buy, i, sell}
	l.size, l.gross = peak(func(x float64) float64 { return w.along(&l, x) - x })
	return l
}

// along is what an amount comes back as. It leaves the states as they are.
func (w *world) along(l *loop, amount float64) float64 {
	for k, i := range l.pools {
		s := w.states[i]
		amount = s.sell(&w.pools[i], w.pools[i].token0 == l.path[k], amount)
	}
	return amount
}
