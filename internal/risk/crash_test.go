package risk

import (
	"bufio"
	"context"
	"database/sql"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"mevbot/internal/event"
	"mevbot/internal/store"
)

// The test binary loses money in the database that this variable names, and
// waits to be killed.
const victimPath = "MEV_BOT_TEST_RISK_VICTIM"

// victim fails attempts of 10 wei each and says so.
func victim(path string) {
	ctx := context.Background()
	db, err := store.Open(ctx, store.Options{Path: path})
	if err == nil {
		var g *Gate
		if g, err = New(ctx, Options{DB: db, Limits: crashLimits}); err == nil {
			hear := g.Listener(ctx)
			for g.Allow() && err == nil {
				id := g.attempt + 1
				err = db.Write(ctx, func(tx *sql.Tx) error {
					return writeAttempt(ctx, tx, id, attempt{gas: 10, at: time.Now()})
				})
				hear.Attempt(event.Attempt{ID: id, State: event.Reserved})
				fmt.Println("lost", id)
				hear.Booked(event.Booked{Attempt: id, Gas: n(10)})
			}
		}
	}
	fmt.Println("stopped", err)
	select {}
}

var crashLimits = Limits{Drawdown: n(100)}

// However often the process is killed, the loss is counted on: a loop of crashes
// loses no more than the limit.
func TestALoopOfCrashesLosesNoMoreThanTheLimit(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	for _, linesBeforeKill := range []int{1, 3, 2, 100} {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), victimPath+"="+path)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		said := bufio.NewScanner(out)
		for i := 0; i < linesBeforeKill && said.Scan(); i++ {
			if said.Text() == "stopped <nil>" {
				break
			}
		}
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		_ = cmd.Wait()
	}
	db := open(t, path)
	g := gate(t, Options{DB: db, Limits: crashLimits})
	var attempts int
	if err := db.Read().QueryRowContext(t.Context(), `SELECT count(*) FROM ledger`).Scan(&attempts); err != nil {
		t.Fatal(err)
	}
	if g.Allow() || attempts != 10 {
		t.Errorf("%d attempts of 10 wei under a limit of 100, allow %v", attempts, g.Allow())
	}
}
