package crash

import (
	"encoding/json"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"mevbot/internal/app"
)

// blockade holds more connections to an address than a server takes, and says
// nothing on them, until it is lifted: whoever else connects waits.
func blockade(address string, width int) (lift func()) {
	done := make(chan struct{})
	var work sync.WaitGroup
	for range width {
		work.Go(func() {
			for {
				c, err := net.DialTimeout("tcp", address, time.Second)
				if err == nil {
					stop := make(chan struct{})
					go func() { // a server ends a silent connection: then comes the next
						_, _ = io.Copy(io.Discard, c)
						close(stop)
					}()
					select {
					case <-stop:
					case <-done:
					}
					c.Close()
					<-stop
				}
				select {
				case <-done:
					return
				case <-time.After(time.Millisecond):
				}
			}
		})
	}
	return func() { close(done); work.Wait() }
}

// With every connection to the HTTP port hanging, an operator stops the bot,
// sees that it has stopped, and lets it go on, all over the unix socket.
func TestStopAndResumeWithTheHTTPPortBlocked(t *testing.T) {
	slow(t)
	w := newWorld(t, 13)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := l.Addr().String()
	l.Close()
	bot := program(t, "run", "-c", w.ConfigFile, "--set", "metrics.listen="+address, "--set", "profile.enabled=false", "--set", "log.level=warn")
	until(t, bot, "it captures", func() bool { return landed(w.journal(t)) > 0 })
	probe := func() error {
		client := http.Client{Timeout: time.Second, Transport: &http.Transport{DisableKeepAlives: true}}
		answer, err := client.Get("http://" + address + "/health/live")
		if err == nil {
			answer.Body.Close()
		}
		return err
	}
	if err := probe(); err != nil {
		t.Fatalf("the port before the blockade: %v", err)
	}
	lift := blockade(address, 400)
	until(t, bot, "the port hangs", func() bool { return probe() != nil })

	w.order(t, bot, "pause", "stop", "--why", "blocked port")
	stopped := time.Now()
	until(t, bot, "what was in flight is settled", func() bool { return !slices.ContainsFunc(w.journal(t), row.open) })
	head := w.head(t)
	until(t, bot, "sixteen blocks go by", func() bool { return w.head(t) >= head+16 })
	if probe() == nil {
		t.Error("the port did not hang while the bot was stopped")
	}
	for _, r := range w.journal(t) {
		if r.created.After(stopped) {
			t.Errorf("attempt %d was made %v after the stop", r.id, r.created.Sub(stopped))
		}
	}
	w.order(t, bot, "run", "resume", "--why", "all clear")
	resumed := time.Now()
	until(t, bot, "it captures after the resume", func() bool { return landedSince(w.journal(t), resumed) > 0 })
	if probe() == nil {
		t.Error("the port did not hang at the end")
	}
	lift()
	until(t, bot, "the port answers again", func() bool { return probe() == nil })
	a := newAuditor(w)
	a.evidence(t, w.journal)
	a.books(t, bot)
	if err := bot.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if code := bot.wait(t, 30*time.Second); code != 0 {
		t.Errorf("exit %d after SIGTERM:\n%s", code, bot.said.String())
	}
}

// order gives an order as an operator does and checks the level that the bot
// answers.
func (w *world) order(t *testing.T, bot *process, level string, args ...string) {
	t.Helper()
	p := program(t, append(args, "-c", w.ConfigFile, "--json")...)
	if code := p.wait(t, 10*time.Second); code != 0 {
		t.Fatalf("mev-bot %s: exit %d: %s\nthe bot said:\n%s", strings.Join(args, " "), code, p.said.String(), bot.said.String())
	}
	var s app.Status
	if err := json.Unmarshal([]byte(p.said.String()), &s); err != nil || s.Level != level {
		t.Fatalf("mev-bot %s answered %q: %v", strings.Join(args, " "), p.said.String(), err)
	}
}
