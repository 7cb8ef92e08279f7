package health

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"mevbot/internal/wholefile"
)

// journal is a file with one JSON value a line. A line is written by one call,
// so that a kill leaves at most one torn, which is left out when it is read. It
// is rewritten with the newest lines when it has grown to twice what is kept.
type journal struct {
	path    string
	keep    int // lines
	lines   int // in the file
	tail    [][]byte
	loaded  bool
	torn    bool // the file may end within a line
	failing bool // the last write failed
}

// journalMost is what is read of a file; ours are smaller.
const journalMost = 32 << 20

// readJournal returns the newest values and how many lines are damaged.
func readJournal[T any](j *journal) (list []T, damaged int, err error) {
	j.loaded, j.torn = true, true
	text, err := readEnd(j.path)
	if errors.Is(err, os.ErrNotExist) {
		return nil, 0, nil
	}
	if err != nil {
		return nil, 0, fmt.Errorf("read the health history: %w", err)
	}
	for line := range bytes.Lines(text) {
		j.lines++
		line = bytes.TrimSpace(line)
		if len(line) == 0 {
			continue
		}
		var v T
		if json.Unmarshal(line, &v) != nil {
			damaged++
			continue
		}
		list = last(append(list, v), j.keep)
		j.tail = last(append(j.tail, bytes.Clone(line)), j.keep)
	}
	return list, damaged, nil
}

func readEnd(path string) ([]byte, error) {
	f, err := os.Open(path) //nolint:gosec // the operator names the folder
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	return io.ReadAll(io.NewSectionReader(f, max(0, info.Size()-journalMost), journalMost))
}

// append writes one more line.
func (j *journal) append(v any) error {
	line, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("write the health history: %w", err)
	}
	j.tail = last(append(j.tail, line), j.keep)
	if j.lines >= 2*j.keep {
		return j.rewrite()
	}
	text := append(bytes.Clone(line), '\n')
	if j.torn {
		text = append([]byte{'\n'}, text...)
	}
	f, err := os.OpenFile(j.path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("write the health history: %w", err)
	}
	_, err = f.Write(text)
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	j.torn = err != nil
	if err != nil {
		return fmt.Errorf("write the health history: %w", err)
	}
	j.lines++
	return nil
}

// rewrite replaces the file by one with the newest lines, whole or not at all.
func (j *journal) rewrite() (err error) {
	root, err := os.OpenRoot(filepath.Dir(j.path))
	if err != nil {
		return fmt.Errorf("shorten the health history: %w", err)
	}
	defer func() { err = errors.Join(err, root.Close()) }()
	files := wholefile.Writer{Root: root, Perm: 0o600}
	err = files.Write(filepath.Base(j.path), func(w io.Writer) error {
		_, err := w.Write(append(bytes.Join(j.tail, []byte{'\n'}), '\n'))
		return err
	})
	if err != nil {
		return fmt.Errorf("shorten the health history: %w", err)
	}
	j.lines, j.torn = len(j.tail), false
	return nil
}
