package fastfeed

import (
	"github.com/ethereum/go-ethereum/common"
)

// order knows what was handed over last and says of each transaction what has
// to be said before it.
type order struct {
	// silent is how many transactions at the start of each block the server may
	// leave out.
	silent uint32

	begun bool // something was heard
	last  Position
	hash  common.Hash // of the last
	// lost says that what follows the last is not known and that this was said.
	lost bool
}

// placing is what has to be said before a transaction.
type placing struct {
	repeat bool // it was handed over already: nothing, and not again
	void   bool // its block begins anew
	gap    *Gap
}

// place takes a transaction as the next one.
//
// The server never repeats. A position that is not after the last one is
// therefore another block of that number, whether or not it begins with the same
// transactions; only the very last transaction again says nothing new.
func (o *order) place(at Position, hash common.Hash) placing {
	var p placing
	begun, last, wasLost := o.begun, o.last, o.lost
	if begun && at == last && hash == o.hash {
		return placing{repeat: true}
	}
	o.begun, o.last, o.hash, o.lost = true, at, hash, false
	var from Position
	switch {
	case !begun:
		from = Position{Block: at.Block}
	case at.Compare(last) <= 0:
		p.void, from = true, Position{Block: at.Block}
	case wasLost:
		return p // the open gap ends here
	case at.Block == last.Block:
		from = Position{Block: last.Block, Index: last.Index + 1}
	default:
		from = Position{Block: last.Block + 1}
	}
	if from.Block == at.Block && (from.Index == at.Index || from.Index == 0 && at.Index <= o.silent) {
		return p
	}
	p.gap = &Gap{From: from, To: at}
	return p
}

// lose says that what follows is not known, if that is news.
func (o *order) lose() *Gap {
	if !o.begun || o.lost {
		return nil
	}
	o.lost = true
	return &Gap{From: o.after()}
}

func (o *order) after() Position {
	if o.last.Index == 1<<32-1 {
		return Position{Block: o.last.Block + 1}
	}
	return Position{Block: o.last.Block, Index: o.last.Index + 1}
}
