// Package wholefile writes files that are whole or not there: whoever reads one, also
// after a crash or a full disk, finds what was last written in full.
package wholefile

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
)

// suffix is that of a file while it is written.
const suffix = ".new"

// Temporary is the name of a file while it is written.
func Temporary(name string) string { return name + suffix }

// Of is the name of the file whose temporary file is called so; false if it is none.
// What a crash left of one can be removed.
func Of(temporary string) (name string, ok bool) {
	name, ok = strings.CutSuffix(temporary, suffix)
	return name, ok && name != ""
}

// Writer writes the files of one folder. The zero Sync is (*os.File).Sync.
type Writer struct {
	Root *os.Root
	Perm os.FileMode
	Sync func(*os.File) error
}

// Write replaces the file by what write writes. If it fails the old file is as it was.
// When it returns nil the new one outlives a power cut.
func (w Writer) Write(name string, write func(io.Writer) error) error {
	temporary := Temporary(name)
	if err := w.fill(temporary, write); err != nil {
		return errors.Join(fmt.Errorf("write %s: %w", name, err), w.discard(temporary))
	}
	if err := w.Root.Rename(temporary, name); err != nil {
		return errors.Join(fmt.Errorf("put %s in place: %w", name, err), w.discard(temporary))
	}
	return SyncNames(w.Root)
}

func (w Writer) fill(name string, write func(io.Writer) error) error {
	f, err := w.Root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, w.Perm)
	if err != nil {
		return err
	}
	err = write(f)
	if err == nil {
		sync := w.Sync
		if sync == nil {
			sync = (*os.File).Sync
		}
		err = sync(f)
	}
	return errors.Join(err, f.Close())
}

// discard removes what was written of a file: it takes space that others need.
func (w Writer) discard(name string) error {
	if err := w.Root.Remove(name); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return nil
}

// SyncNames makes what was renamed or removed in a folder outlive a power cut.
func SyncNames(root *os.Root) error {
	d, err := root.Open(".")
	if err != nil {
		return fmt.Errorf("open the folder: %w", err)
	}
	if err := errors.Join(d.Sync(), d.Close()); err != nil {
		return fmt.Errorf("sync the folder: %w", err)
	}
	return nil
}

// Bytes is the write function of a file that is already in memory.
func Bytes(b []byte) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := w.Write(b)
		return err
	}
}
