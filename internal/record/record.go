// Package record keeps a recording on disk: what went in and what was decided,
// in order, so that it can be gone through again.
//
// A recording is a directory with a manifest and numbered segments. A segment
// is compressed, names the hash of the one before it and ends with a footer
// that makes it whole. So a reader can tell four things apart: all is there; a
// bit is not what was written (ErrCorrupt, with file and place); the tail is
// missing (ErrTruncated), which is what a killed process leaves; records were
// dropped because the writer could not keep up (ErrIncomplete). What the
// records mean is their owner's affair. docs/recording.md has every byte.
//
// The hashes find accidents and careless edits. They are not signatures: who
// can write the whole directory can also make all of it anew.
package record

import (
	"errors"
	"time"
)

// MaxPayload is the largest payload of one record, in bytes.
const MaxPayload = 16 << 20

var (
	// ErrExists says that Create found something in the directory.
	ErrExists = errors.New("a recording is never overwritten: name a directory that is empty or does not exist")
	// ErrNotRecording says that the directory has no manifest.
	ErrNotRecording = errors.New("not a recording: it has no " + manifestName)
	// ErrNewer says that the recording has a format of a newer version.
	ErrNewer = errors.New("the recording's format is newer than this version reads: use the version that made it")
	// ErrCorrupt says that a file is not what was written, or that one is gone
	// from the middle. The error around it names file and place.
	ErrCorrupt = errors.New("recording is damaged")
	// ErrTruncated says that the recording ends before its end: it was not
	// closed, or its tail was cut off. Every record before is good.
	ErrTruncated = errors.New("recording is cut short")
	// ErrIncomplete says that records were dropped at this place while
	// recording. What follows cannot be reproduced from what came before.
	ErrIncomplete = errors.New("records are missing here: the recorder's queue was full")
)

// Manifest says what was recorded. It is written once, before the first record.
type Manifest struct {
	Format     int               `json:"format"`      // version of the file format; set by Create
	Created    time.Time         `json:"created"`     // UTC; set by Create when zero
	Product    string            `json:"product"`     // version of the program that recorded
	ChainID    uint64            `json:"chain_id"`    // of the chain that was watched
	ConfigHash string            `json:"config_hash"` // of the configuration that decided
	Extra      map[string]string `json:"extra,omitempty"`
}

// Record is one entry of a recording.
type Record struct {
	Number  uint64 // from 0; dropped records have a number too
	Kind    uint8  // what the payload is; the caller's
	Time    int64  // unix ns; the caller's, any clock and any order
	Payload []byte // after Reader.Next: holds until the next call
}
