package telemetry

import (
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil"
)

// df is the oracle. Others write to the disk meanwhile, so that free space is only
// nearly the same.
func TestSpaceIsWhatDfSays(t *testing.T) {
	dir := t.TempDir()
	out, err := exec.CommandContext(t.Context(), "df", "-B1", "--output=size,avail", dir).Output()
	if err != nil {
		t.Skipf("df: %v", err)
	}
	fields := strings.Fields(string(out))
	wantSize, _ := strconv.ParseInt(fields[len(fields)-2], 10, 64)
	wantFree, _ := strconv.ParseInt(fields[len(fields)-1], 10, 64)
	for _, path := range []string{dir, filepath.Join(dir, "not", "there", "yet.db")} {
		free, size, err := Space(path)
		if err != nil || size != wantSize || free < wantFree/2 || free > wantFree*2 {
			t.Errorf("Space(%s) = %d, %d, %v; df says %d, %d", path, free, size, err, wantFree, wantSize)
		}
	}
}

func TestDisksWithoutAPathAreLeftOut(t *testing.T) {
	reg := prometheus.NewPedanticRegistry()
	WatchDisks(reg, map[string]string{"store": t.TempDir(), "log": ""})
	WatchDisks(nil, nil)
	if n, err := testutil.GatherAndCount(reg, "mev_bot_disk_free_bytes", "mev_bot_disk_size_bytes"); err != nil || n != 2 {
		t.Errorf("%d samples, %v; want 2", n, err)
	}
}
