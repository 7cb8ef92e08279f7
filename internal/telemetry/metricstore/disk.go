package metricstore

import (
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"mevbot/internal/telemetry"
)

// Parts of the database write on goroutines of their own and panic when they
// cannot, which would end the process. So the store looks at the free space
// first, stops writing while there is too little, and makes the periodic pass
// over the newest chunks itself, where a panic is caught.

var errNoSpace = errors.New("the disk is nearly full: free some space, the store goes on by itself")

// never is an interval that does not come.
const never = time.Duration(math.MaxInt64)

// freeBytes is what this process may still write to the file system of dir.
func freeBytes(dir string) (int64, error) {
	free, _, err := telemetry.Space(dir)
	return free, err
}

// room is an error if fewer than need bytes and the reserve are free.
func (s *Store) room(need int64) error {
	free, err := s.opts.free(s.opts.Dir)
	if err != nil {
		return err
	}
	if free < s.opts.MinFreeBytes+need {
		return fmt.Errorf("%w: %d bytes are free in %s, %d are needed", errNoSpace, free, s.opts.Dir, s.opts.MinFreeBytes+need)
	}
	return nil
}

// roomToOpen is an error if replaying the log could fill the disk: it writes
// chunks, which together are smaller than the log.
func (s *Store) roomToOpen() error {
	if err := os.MkdirAll(s.opts.Dir, 0o750); err != nil {
		return fmt.Errorf("make the folder of the metric store: %w", err)
	}
	return s.room(dirBytes(filepath.Join(s.opts.Dir, "wal")))
}

// dirBytes is the size of the files below dir. What vanishes meanwhile, or
// cannot be read, does not count.
func dirBytes(dir string) int64 {
	var n int64
	_ = filepath.WalkDir(dir, func(_ string, e fs.DirEntry, err error) error {
		if err == nil && e.Type().IsRegular() {
			if info, err := e.Info(); err == nil {
				n += info.Size()
			}
		}
		return nil
	})
	return n
}

// maintain writes full chunks of the newest samples to files, or keeps the
// database from writing blocks while the disk is nearly full.
func (s *Store) maintain(o *open) error {
	if err := s.room(0); err != nil {
		s.failure.Store(&err)
		o.db.DisableCompactions()
		return nil
	}
	o.db.EnableCompactions()
	return guarded("write chunks", o.db.ForceHeadMMap)
}

// guarded turns a panic of the database into an error.
func guarded(what string, f func()) (err error) {
	defer func() {
		if p := recover(); p != nil {
			cause, ok := p.(error)
			if !ok {
				cause = fmt.Errorf("%v", p)
			}
			err = fmt.Errorf("%s: %w", what, cause)
		}
	}()
	f()
	return nil
}

// full says whether the disk or a quota is the reason.
func full(err error) bool {
	return errors.Is(err, errNoSpace) || errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) || errors.Is(err, syscall.EFBIG)
}
