package record

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
)

const (
	manifestName = "manifest.json"
	prunedName   = "pruned.json"

	formatVersion = 1
	// maxSealed is the largest manifest or prune mark, in bytes.
	maxSealed = 1 << 20

	sealStart = `  "sha256": "`
	sealEnd   = "\"\n}\n"
	sealLen   = len(sealStart) + 2*sha256.Size + len(sealEnd)
)

// pruned is the mark that retention leaves: the segments before First were
// deleted on purpose.
type pruned struct {
	Manifest string `json:"manifest"`     // SHA-256 of the manifest file
	First    uint64 `json:"first"`        // number of the first segment that was kept
	Previous string `json:"previous"`     // SHA-256 of the footer before it
	Record   uint64 `json:"first_record"` // number of its first record
}

// seal writes v as a JSON object whose last field is the SHA-256 of every byte
// before that field's line: the text stays readable and a changed bit is found.
func seal(v any) ([]byte, error) {
	text, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return nil, err
	}
	text = append(bytes.TrimSuffix(text, []byte("\n}")), ",\n"...)
	sum := sha256.Sum256(text)
	text = append(text, sealStart...)
	text = hex.AppendEncode(text, sum[:])
	text = append(text, sealEnd...)
	if len(text) > maxSealed {
		return nil, fmt.Errorf("%d bytes; at most %d are allowed", len(text), maxSealed)
	}
	return text, nil
}

// unseal reads what seal wrote into v. Every byte of text is either hashed or
// compared. Errors wrap ErrCorrupt.
func unseal(text []byte, v any) error {
	if len(text) < sealLen {
		return fmt.Errorf("no seal at its end: %w", ErrCorrupt)
	}
	body, tail := text[:len(text)-sealLen], text[len(text)-sealLen:]
	sum := sha256.Sum256(body)
	want := append([]byte(sealStart), hex.EncodeToString(sum[:])...)
	if !bytes.Equal(tail, append(want, sealEnd...)) {
		return fmt.Errorf("content and seal (offset %d) disagree: %w", len(body), ErrCorrupt)
	}
	body = append(bytes.TrimSuffix(bytes.Clone(body), []byte(",\n")), "\n}"...)
	dec := json.NewDecoder(bytes.NewReader(body))
	dec.DisallowUnknownFields()
	if err := dec.Decode(v); err != nil {
		return fmt.Errorf("%w: %w", ErrCorrupt, err)
	}
	return nil
}

// readManifest asks for the version first: a newer format may have other fields.
func readManifest(text []byte) (Manifest, error) {
	var m Manifest
	var all map[string]json.RawMessage
	if err := unseal(text, &all); err != nil {
		return m, err
	}
	if err := json.Unmarshal(all["format"], &m.Format); err != nil {
		return m, fmt.Errorf("format: %w: %w", ErrCorrupt, err)
	}
	if m.Format > formatVersion {
		return m, fmt.Errorf("format %d: %w", m.Format, ErrNewer)
	}
	if m.Format != formatVersion {
		return m, fmt.Errorf("format %d does not exist: %w", m.Format, ErrCorrupt)
	}
	return m, unseal(text, &m)
}
