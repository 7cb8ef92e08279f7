package crash

import (
	"bytes"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math/big"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	_ "modernc.org/sqlite" // reads the journal without the bot's own code
)

// row is an attempt in the journal with its line of the ledger.
type row struct {
	id, nonce uint64
	created   time.Time
	raw       []byte
	hash      common.Hash
	state     string
	block     uint64 // of the receipt
	plan      uint64 // the block whose state the plan was made on
	net       *big.Int
}

// open says that the attempt has no receipt and may still get one.
func (r row) open() bool { return slices.Contains([]string{"reserved", "sent", "unknown"}, r.state) }

// readJournal reads the attempts of a database in the order of their ids. It is
// empty where the bot did not get as far as making the tables.
func readJournal(path string) (rows []row, err error) {
	if info, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) || err == nil && info.Size() == 0 {
		return nil, nil
	}
	db, err := sql.Open("sqlite", "file:"+(&url.URL{Path: path}).EscapedPath()+"?mode=ro&_pragma=busy_timeout(5000)")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	var tables int
	if err := db.QueryRow(`SELECT count(*) FROM sqlite_master WHERE name IN ('attempts', 'ledger')`).Scan(&tables); err != nil || tables < 2 {
		return nil, err
	}
	found, err := db.Query(`SELECT a.id, a.nonce, a.created_at, a.raw, a.hash, a.state, a.block, a.route, l.net_wei
		FROM attempts a LEFT JOIN ledger l ON l.attempt = a.id AND a.state IN ('landed', 'failed') ORDER BY a.id`)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, found.Close()) }()
	for found.Next() {
		var r row
		var created int64
		var hash, route string
		var block sql.NullInt64
		var net sql.NullString
		if err := found.Scan(&r.id, &r.nonce, &created, &r.raw, &hash, &r.state, &block, &route, &net); err != nil {
			return nil, err
		}
		var plan struct {
			Block uint64 `json:"block"`
		}
		if err := json.Unmarshal([]byte(route), &plan); err != nil {
			return nil, err
		}
		r.created, r.hash, r.block, r.plan = time.UnixMilli(created), common.HexToHash(hash), uint64(block.Int64), plan.Block
		if net.Valid {
			r.net, _ = new(big.Int).SetString(net.String, 10)
		}
		rows = append(rows, r)
	}
	return rows, found.Err()
}

// autopsy reads a copy of what a killed bot left on the disk: nothing that
// reading does to a database can help the next bot.
func (w *world) autopsy(t *testing.T) []row {
	t.Helper()
	path := filepath.Join(t.TempDir(), "dead.db")
	for _, suffix := range []string{"", "-wal"} {
		content, err := os.ReadFile(w.database() + suffix)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err == nil {
			err = os.WriteFile(path+suffix, content, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	rows, err := readJournal(path)
	if err != nil {
		t.Fatalf("the dead bot's journal: %v", err)
	}
	return rows
}

// journal reads the database beside a running bot.
func (w *world) journal(t *testing.T) []row {
	t.Helper()
	rows, err := readJournal(w.database())
	if err != nil {
		t.Fatalf("read the journal: %v", err)
	}
	return rows
}

// auditor remembers what it saw, so that nothing can disappear.
type auditor struct {
	*world
	known   []row                 // the journal as it was last
	mined   map[common.Hash]mined // the operator's transactions in the chain
	scanned uint64
	balance []balance // each that was struck
}

type mined struct{ nonce, block uint64 }

// balance is a balance that was struck at a block.
type balance struct {
	block       uint64
	unexplained *big.Int
}

func newAuditor(w *world) *auditor {
	return &auditor{world: w, mined: map[common.Hash]mined{}, scanned: w.first}
}

// scan looks for transactions of the operator up to a block.
func (a *auditor) scan(t *testing.T, to uint64) {
	t.Helper()
	for ; a.scanned < to; a.scanned++ {
		b, err := a.Chain.Client().BlockByNumber(t.Context(), new(big.Int).SetUint64(a.scanned+1))
		if err != nil {
			t.Fatal(err)
		}
		for _, tx := range b.Transactions() {
			if from, err := types.Sender(a.Chain.Signer(), tx); err == nil && from == a.Operator {
				a.mined[tx.Hash()] = mined{tx.Nonce(), b.NumberU64()}
			}
		}
	}
}

// evidence checks what must hold at any moment, also of a dead bot: read is
// called after the chain and the sequencer were looked at.
func (a *auditor) evidence(t *testing.T, read func(*testing.T) []row) []row {
	t.Helper()
	a.scan(t, a.head(t))
	seen := a.sightings()
	rows := read(t)
	byHash := map[common.Hash]*row{}
	holder := map[uint64]common.Hash{} // of each nonce
	for i := range rows {
		r := &rows[i]
		byHash[r.hash] = r
		if r.id != uint64(i+1) {
			t.Errorf("attempt %d is missing in the journal", i+1)
		}
		if r.state == "refused" {
			if _, in := a.mined[r.hash]; in {
				t.Errorf("attempt %d is refused in the journal and is in the chain", r.id)
			}
			continue
		}
		if other, twice := holder[r.nonce]; twice {
			t.Errorf("nonce %d has two transactions in the journal: %s and %s", r.nonce, other, r.hash)
		}
		holder[r.nonce] = r.hash
	}
	for i := range a.known {
		was := &a.known[i]
		if i >= len(rows) || rows[i].hash != was.hash || rows[i].nonce != was.nonce || !bytes.Equal(rows[i].raw, was.raw) {
			t.Errorf("attempt %d with nonce %d is lost or changed", was.id, was.nonce)
		}
	}
	for _, s := range seen {
		raw, err := s.tx.MarshalBinary()
		if err != nil {
			t.Fatal(err)
		}
		r, ok := byHash[s.tx.Hash()]
		switch {
		case !ok:
			t.Errorf("the sequencer saw %s with nonce %d, the journal does not have it", s.tx.Hash(), s.tx.Nonce())
		case !bytes.Equal(r.raw, raw):
			t.Errorf("attempt %d: the sequencer saw other bytes than the journal has", r.id)
		case r.state != "refused" && holder[s.tx.Nonce()] != s.tx.Hash():
			t.Errorf("nonce %d was used for two transactions", s.tx.Nonce())
		}
	}
	nonces := map[uint64]bool{}
	for hash, m := range a.mined {
		if r, ok := byHash[hash]; !ok || r.nonce != m.nonce {
			t.Errorf("%s with nonce %d is in block %d and not in the journal", hash, m.nonce, m.block)
		}
		nonces[m.nonce] = true
	}
	for n := range uint64(len(a.mined)) {
		if !nonces[n] {
			t.Errorf("the chain has no transaction with nonce %d", n)
		}
	}
	a.known = rows
	return rows
}

// books waits until all that is in the chain up to now is booked, and compares
// the ledger with the balances: the difference is what nobody can explain.
func (a *auditor) books(t *testing.T, p *process) {
	t.Helper()
	at := a.head(t)
	a.scan(t, at)
	var rows []row
	until(t, p, fmt.Sprintf("the attempts up to block %d are booked", at), func() bool {
		rows = a.journal(t)
		return a.booked(rows, at)
	})
	change := new(big.Int).Sub(a.balances(t, at), a.began)
	for i := range rows {
		if r := &rows[i]; r.net != nil && r.block <= at {
			change.Sub(change, r.net)
		}
		a.receipt(t, &rows[i], at)
	}
	a.balance = append(a.balance, balance{at, change})
	if change.Sign() != 0 {
		t.Errorf("books at block %d: %s wei are unexplained", at, change)
	}
}

// booked says that every transaction of the operator up to a block has its
// line.
func (a *auditor) booked(rows []row, at uint64) bool {
	lines := map[common.Hash]bool{}
	for i := range rows {
		lines[rows[i].hash] = rows[i].net != nil
	}
	for hash, m := range a.mined {
		if m.block <= at && !lines[hash] {
			return false
		}
	}
	return true
}

// receipt compares a row with the chain's receipt.
func (a *auditor) receipt(t *testing.T, r *row, at uint64) {
	t.Helper()
	if r.open() || r.block > at {
		return
	}
	m, in := a.mined[r.hash]
	switch {
	case r.state == "refused":
	case !in || m.block != r.block:
		t.Errorf("attempt %d is %s in block %d, the chain has it in block %d (found %t)", r.id, r.state, r.block, m.block, in)
	default:
		receipt, err := a.Chain.Client().TransactionReceipt(t.Context(), r.hash)
		if err != nil {
			t.Fatal(err)
		}
		if want := map[uint64]string{0: "failed", 1: "landed"}[receipt.Status]; r.state != want {
			t.Errorf("attempt %d is %s in the journal, %s in the chain", r.id, r.state, want)
		}
	}
}

// resolved says that none of the attempts that were open is open any more.
func resolved(before, now []row) bool {
	for i := range before {
		if before[i].open() && (i >= len(now) || now[i].open()) {
			return false
		}
	}
	return true
}
