//go:build unix

package store

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"syscall"
)

// lockFile takes the writer's lock. The kernel gives it back when the process
// dies, so a lock file that is left over means nothing.
func lockFile(path string) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600) //nolint:gosec // beside the database
	if err != nil {
		return nil, fmt.Errorf("%w: %w: make the directory writable or change store.path", ErrUnreachable, err)
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		who, _ := io.ReadAll(io.LimitReader(f, 20))
		_ = f.Close()
		if errors.Is(err, syscall.EWOULDBLOCK) {
			return nil, fmt.Errorf("%w: process %s writes to it: stop that one or give this one another store.path",
				ErrInUse, strings.TrimSpace(string(who)))
		}
		return nil, fmt.Errorf("%w: lock %s: %w", ErrUnreachable, path, err)
	}
	if err := f.Truncate(0); err == nil {
		_, err = f.WriteAt([]byte(strconv.Itoa(os.Getpid())+"\n"), 0)
		if err == nil {
			return f, nil
		}
	}
	return nil, errors.Join(fmt.Errorf("%w: write %s: look at the disk's free space", ErrUnreachable, path), f.Close())
}

func unlockFile(f *os.File) error { return f.Close() }
