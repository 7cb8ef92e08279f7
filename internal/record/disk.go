package record

import (
	"errors"
	"fmt"
	"io"
	"os"
)

// file is what a segment is written to; tests put a full disk behind it.
type file interface {
	io.Writer
	Sync() error
	Close() error
}

// disk is the directory of a recording, for its writer.
type disk struct {
	root *os.Root
	wrap func(file) file // nil works
}

// open makes a file that must not be there yet.
func (d *disk) open(name string) (file, error) {
	f, err := d.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, err
	}
	if d.wrap != nil {
		return d.wrap(f), nil
	}
	return f, nil
}

// create writes a whole file; when it returns nil, file and name are durable.
func (d *disk) create(name string, text []byte) error {
	f, err := d.open(name)
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	if err == nil {
		err = f.Sync()
	}
	if err := errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return d.sync()
}

// replace puts a file in the place of another, which is never seen half written.
func (d *disk) replace(name string, text []byte) error {
	if err := d.create(name+".new", text); err != nil {
		return err
	}
	if err := d.root.Rename(name+".new", name); err != nil {
		return err
	}
	return d.sync()
}

// sync makes names durable: a new file can be gone after a power cut although
// its content was synced.
func (d *disk) sync() error {
	dir, err := d.root.Open(".")
	if err != nil {
		return err
	}
	if err := errors.Join(dir.Sync(), dir.Close()); err != nil {
		return fmt.Errorf("sync directory: %w", err)
	}
	return nil
}
