package health

import "github.com/prometheus/client_golang/prometheus"

// collector reads the registry when it is scraped.
type collector struct{ r *Registry }

var (
	descHealthy = prometheus.NewDesc("mev_bot_module_healthy", "Whether the last check of a module succeeded (1) or not (0).", []string{"module"}, nil)
	descChecked = prometheus.NewDesc("mev_bot_module_check_duration_seconds", "How long the last check of a module took.", []string{"module"}, nil)
	descStarted = prometheus.NewDesc("mev_bot_started", "Whether the first complete state was there (1) or the bot still starts (0).", nil, nil)
	descReady   = prometheus.NewDesc("mev_bot_ready", "Whether everything that trading needs works (1) or not (0).", nil, nil)
	descTrading = prometheus.NewDesc("mev_bot_trading", "Whether trading goes on (1) or an operator stopped it (0).", nil, nil)
	descBeat    = prometheus.NewDesc("mev_bot_heartbeat_age_seconds", "Time since a loop last turned.", []string{"loop"}, nil)
)

func (collector) Describe(ch chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{descHealthy, descChecked, descStarted, descReady, descTrading, descBeat} {
		ch <- d
	}
}

func (c collector) Collect(ch chan<- prometheus.Metric) {
	gauge := func(d *prometheus.Desc, v float64, labels ...string) {
		ch <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v, labels...)
	}
	truth := func(b bool) float64 {
		if b {
			return 1
		}
		return 0
	}
	for _, s := range c.r.States() {
		gauge(descHealthy, truth(s.Status == Healthy), s.Name)
		gauge(descChecked, s.Duration.Seconds(), s.Name)
	}
	trading, _ := c.r.Trading()
	gauge(descTrading, truth(trading))
	gauge(descStarted, truth(c.r.Started()))
	gauge(descReady, truth(c.r.Started() && len(c.r.Ready()) == 0))
	for loop, age := range c.r.ages() {
		gauge(descBeat, age.Seconds(), loop)
	}
}
