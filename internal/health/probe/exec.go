package probe

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"
)

// searchPath is all that a command gets of an environment: the bot's may hold
// secrets.
const searchPath = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

// Exec runs a command without a shell; exit code 0 is good. At the deadline the
// command is killed with all that it started and that is still of its process
// group.
func Exec(command ...string) Check {
	return func(ctx context.Context) error {
		if len(command) == 0 {
			return errors.New("no command")
		}
		name := filepath.Base(command[0])
		cmd := exec.CommandContext(ctx, command[0], command[1:]...) //nolint:gosec // the operator's configuration file names it
		cmd.Env, cmd.Dir = []string{searchPath}, "/"
		cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
		cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
		cmd.WaitDelay = 200 * time.Millisecond // for who still holds the output
		out := &head{}
		cmd.Stdout, cmd.Stderr = out, out
		if err := cmd.Start(); err != nil {
			return fmt.Errorf("run %s: %w", name, err)
		}
		err := cmd.Wait()
		if errors.Is(err, exec.ErrWaitDelay) { // a child that outlived it holds the output, so the group still exists
			_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL)
			err = nil
		}
		switch {
		case ctx.Err() != nil:
			return fmt.Errorf("%s was killed: %w%s", name, ctx.Err(), out.said())
		case err != nil:
			return fmt.Errorf("%s: %w%s", name, err, out.said())
		}
		return nil
	}
}

// head keeps the beginning of what is written to it and takes the rest.
type head struct{ text []byte }

// Write never fails.
func (h *head) Write(p []byte) (int, error) {
	if room := 1024 - len(h.text); room > 0 {
		h.text = append(h.text, p[:min(room, len(p))]...)
	}
	return len(p), nil
}

func (h *head) said() string {
	if text := begin(string(h.text)); text != "" {
		return ": " + text
	}
	return ""
}
