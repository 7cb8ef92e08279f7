package cli

import (
	"testing"

	"mevbot/internal/integrity"
)

// What a report says has its exit code.
func TestIntegrityHasItsExitCode(t *testing.T) {
	for _, tc := range []struct {
		name   string
		report integrity.Report
		want   int
	}{
		{"ok", integrity.Report{State: integrity.OK, Snapshots: make([]integrity.Snapshot, 1)}, exitOK},
		{"something is being repaired", integrity.Report{State: integrity.OK, Snapshots: make([]integrity.Snapshot, 1), Open: make([]integrity.Case, 1)}, exitOK},
		{"failed", integrity.Report{State: integrity.Failed, Snapshots: make([]integrity.Snapshot, 1)}, exitCorrupt},
		{"a person is needed", integrity.Report{State: integrity.OK, Snapshots: make([]integrity.Snapshot, 1), Open: []integrity.Case{{NeedsPerson: true}}}, exitCorrupt},
		{"unknown", integrity.Report{State: integrity.Unknown, Snapshots: make([]integrity.Snapshot, 1)}, exitCheck},
		{"no snapshot yet", integrity.Report{State: integrity.Unknown}, exitCheck},
	} {
		got := exitOK
		if err := verdict(&tc.report); err != nil {
			got = exitCode(err)
		}
		if got != tc.want {
			t.Errorf("%s: exit %d, want %d", tc.name, got, tc.want)
		}
	}
}
