package replay

import (
	"errors"

	"mevbot/internal/record"
)

// FromDisk is the records of a recording on disk.
type FromDisk struct{ Reader *record.Reader }

// Next is the next record.
func (f FromDisk) Next() (Record, error) {
	rec, err := f.Reader.Next()
	if errors.Is(err, record.ErrIncomplete) {
		return Record{}, errors.Join(ErrIncomplete, err)
	}
	return Record{Kind: rec.Kind, At: rec.Time, Payload: rec.Payload}, err
}

// CutShort says that a recording ends before its end, and that what came before
// is good.
func CutShort(err error) bool { return errors.Is(err, record.ErrTruncated) }
