package telemetry

import (
	"fmt"
	"os"
	"path/filepath"
	"syscall"

	"github.com/prometheus/client_golang/prometheus"
)

// Space is what this process may still write to the file system of a path, and how
// large that is, in bytes. What does not exist yet is looked for where it would be.
func Space(path string) (free, size int64, err error) {
	for {
		var st syscall.Statfs_t
		if err = syscall.Statfs(path, &st); err == nil {
			return int64(st.Bavail) * st.Bsize, int64(st.Blocks) * st.Bsize, nil
		}
		parent := filepath.Dir(path)
		if !os.IsNotExist(err) || parent == path {
			return 0, 0, fmt.Errorf("read the free space of %s: %w", path, err)
		}
		path = parent
	}
}

var (
	descFree = prometheus.NewDesc("mev_bot_disk_free_bytes", "Space that the bot may still use where it keeps something, by what is kept there.", []string{"role"}, nil)
	descSize = prometheus.NewDesc("mev_bot_disk_size_bytes", "Size of the file system where the bot keeps something, by what is kept there.", []string{"role"}, nil)
)

// disks reads the file systems when it is scraped.
type disks map[string]string

// WatchDisks publishes the space where the bot writes: a path by what is kept
// there. Empty paths are left out. One that cannot be read has no sample.
func WatchDisks(reg prometheus.Registerer, paths map[string]string) {
	if reg != nil {
		reg.MustRegister(disks(paths))
	}
}

// Describe is prometheus.Collector's.
func (disks) Describe(ch chan<- *prometheus.Desc) {
	ch <- descFree
	ch <- descSize
}

// Collect is prometheus.Collector's.
func (d disks) Collect(ch chan<- prometheus.Metric) {
	for role, path := range d {
		if path == "" {
			continue
		}
		free, size, err := Space(path)
		if err != nil {
			continue
		}
		ch <- prometheus.MustNewConstMetric(descFree, prometheus.GaugeValue, float64(free), role)
		ch <- prometheus.MustNewConstMetric(descSize, prometheus.GaugeValue, float64(size), role)
	}
}
