package crash

import (
	"errors"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"
	"unsafe"
)

// fill lets no file of a process grow beyond a size, as a full disk does, and
// for -1 takes that back. It is the soft limit alone, so that it can be raised.
func fill(t *testing.T, p *process, size int64) {
	t.Helper()
	limit := syscall.Rlimit{Cur: uint64(size), Max: ^uint64(0)}
	_, _, errno := syscall.RawSyscall6(syscall.SYS_PRLIMIT64, uintptr(p.cmd.Process.Pid), syscall.RLIMIT_FSIZE, uintptr(unsafe.Pointer(&limit)), 0, 0, 0)
	if errno != 0 {
		t.Fatalf("limit the files of the bot: %v", errno)
	}
}

// When the disk is full the bot says so and ends with the code of an
// unreachable database; it sends nothing that is not in the journal. Once there
// is room again it goes on where it was.
func TestAFullDiskLosesNothing(t *testing.T) {
	slow(t)
	w := newWorld(t, 14)
	a := newAuditor(w)
	var dead []row
	for _, room := range []int64{0, 2000, 6000} { // bytes: the write-ahead log ends before, in and after the first page
		bot := w.bot(t)
		a.recovered(t, bot, dead)
		before := landed(dead)
		until(t, bot, "it captures", func() bool { return landed(w.journal(t)) > before })
		info, err := os.Stat(w.database() + "-wal")
		if err != nil {
			t.Fatal(err)
		}
		fill(t, bot, info.Size()+room)
		if code := bot.wait(t, 60*time.Second); code != 4 {
			t.Errorf("exit %d on a full disk, want 4", code)
		}
		if said := bot.said.String(); !strings.Contains(said, "look at the disk and its free space") {
			t.Errorf("it does not say what to do:\n%s", said)
		}
		dead = a.evidence(t, w.autopsy)
		t.Logf("%d bytes of room: %d attempts, newest %s; it said: %s", room, len(dead), dead[len(dead)-1].state, lastLine(bot.said.String()))
	}
	refusesToStart(t, w)
	bot := w.bot(t)
	a.recovered(t, bot, dead)
	until(t, bot, "it captures again", func() bool { return landed(w.journal(t)) > landed(dead) })
	a.books(t, bot)
	if err := bot.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if code := bot.wait(t, 30*time.Second); code != 0 {
		t.Errorf("exit %d after SIGTERM:\n%s", code, bot.said.String())
	}
	a.evidence(t, w.journal)
}

// refusesToStart starts the bot on a disk without room for a single byte.
func refusesToStart(t *testing.T, w *world) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), "sh", "-c", `ulimit -S -f 0; exec "$0" "$@"`, self, "run", "-c", w.ConfigFile,
		"--set", "metrics.listen=127.0.0.1:0", "--set", "profile.enabled=false")
	cmd.Env = append(os.Environ(), asProgram+"=1")
	said, err := cmd.CombinedOutput()
	exit, ok := errors.AsType[*exec.ExitError](err)
	if !ok || exit.ExitCode() != 4 || !strings.Contains(string(said), "free space") {
		t.Errorf("a start without room: %v:\n%s", err, said)
	}
}

func lastLine(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return lines[len(lines)-1]
}
