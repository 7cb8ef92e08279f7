package telemetry

import (
	"sync"
	"sync/atomic"
	"time"

	"github.com/holiman/uint256"
	"github.com/prometheus/client_golang/prometheus"

	"mevbot/internal/amm"
	"mevbot/internal/chain"
	"mevbot/internal/event"
	"mevbot/internal/telemetry/custom"
)

// Metrics counts the facts of package event. Make it with NewMetrics.
type Metrics struct {
	messages      *prometheus.CounterVec // status
	messageBytes  prometheus.Counter
	lastSequence  prometheus.Gauge
	lastMessage   prometheus.Gauge
	feedConnected *prometheus.GaugeVec   // feed
	feedLost      *prometheus.CounterVec // feed
	feedGaps      *prometheus.CounterVec // filled
	rejected      *prometheus.CounterVec // reason

	transactions, intents, opaque prometheus.Counter
	decodeFailures                *prometheus.CounterVec // reason

	predicted   prometheus.Counter
	predictions outcomes
	lead        prometheus.Histogram
	unpredicted flag // readable
	told        flag // right
	called      flag // readable
	// Swaps by protocol, from the two sources.
	fromCalldata, fromLogs *protocols

	blocks, blockSwaps, blockLogs prometheus.Counter
	lastBlock, lastBlockTime      prometheus.Gauge
	stateAt                       prometheus.Gauge
	reorgs                        *prometheus.CounterVec // reload
	reorgBlocks                   prometheus.Counter
	trustChanges                  *prometheus.CounterVec // trusted, reason
	untrusted                     prometheus.Gauge

	state, signed latency
	stages        stages

	opportunities *prometheus.CounterVec // hops
	found         prometheus.Counter
	outcomes      *prometheus.CounterVec // tier, outcome
	recent        [4096]opportunity      // by the number of the opportunity
	dropped       *prometheus.CounterVec // reason
	droppedGross  *prometheus.CounterVec // reason
	attempts      *prometheus.CounterVec // state
	trades        *prometheus.CounterVec // result
	gross, loss   prometheus.Counter
	gasSpent      *prometheus.CounterVec // part
	net           prometheus.Gauge
	factor        prometheus.Gauge
	paper         *prometheus.CounterVec // result
	paperNet      prometheus.Counter
	trips         *prometheus.CounterVec // limit
	recoveries    *prometheus.CounterVec // action, result
	modules       *prometheus.CounterVec // module, to

	rpcRequests  *prometheus.CounterVec   // endpoint, method, result
	rpcDuration  *prometheus.HistogramVec // endpoint, method
	rpcConnected *prometheus.GaugeVec     // endpoint
	rpcLost      *prometheus.CounterVec   // endpoint
	fast         fastMetrics

	reg          prometheus.Registerer
	guard        *custom.Guard
	reasons      map[string]*custom.Bound // by metric
	mu           sync.Mutex
	distrusted   map[amm.PoolID]bool
	earned, cost float64 // for factor, ether
	family       func(amm.Hop) amm.Family
	now          func() time.Time
}

// opportunity is what is kept of one until its end is known.
type opportunity struct {
	id   uint64
	tier string
}

// latencyBuckets cover 1 us to 10 s; the native histogram beside them is exact
// to 10 %.
var latencyBuckets = []float64{
	1e-6, 2.5e-6, 5e-6, 1e-5, 2.5e-5, 5e-5, 1e-4, 2.5e-4, 5e-4,
	1e-3, 2.5e-3, 5e-3, 1e-2, 2.5e-2, 5e-2, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
}

func latencyOpts(name, help string) prometheus.HistogramOpts {
	return prometheus.HistogramOpts{
		Name: name, Help: help, Buckets: latencyBuckets,
		NativeHistogramBucketFactor: 1.1, NativeHistogramMaxBucketNumber: 160, NativeHistogramMinResetDuration: time.Hour,
	}
}

// maker registers each metric as it is made; a nil registerer makes metrics
// that nobody reads.
type maker struct{ reg prometheus.Registerer }

func register[C prometheus.Collector](m maker, c C) C {
	if m.reg != nil {
		m.reg.MustRegister(c)
	}
	return c
}

func (m maker) counter(name, help string) prometheus.Counter {
	return register(m, prometheus.NewCounter(prometheus.CounterOpts{Name: name, Help: help}))
}

func (m maker) counters(name, help string, labels ...string) *prometheus.CounterVec {
	return register(m, prometheus.NewCounterVec(prometheus.CounterOpts{Name: name, Help: help}, labels))
}

func (m maker) gauge(name, help string) prometheus.Gauge {
	return register(m, prometheus.NewGauge(prometheus.GaugeOpts{Name: name, Help: help}))
}

func (m maker) gauges(name, help string, labels ...string) *prometheus.GaugeVec {
	return register(m, prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: name, Help: help}, labels))
}

// known makes the series of values that are known beforehand, so that the first
// fact of each is an increase.
func known(v *prometheus.CounterVec, values ...string) *prometheus.CounterVec {
	for _, value := range values {
		v.WithLabelValues(value)
	}
	return v
}

// flag is a counter with a label that is false or true, each found once: it counts
// facts of which there are many.
type flag struct{ no, yes prometheus.Counter }

func (m maker) flags(name, help, label string) flag {
	v := m.counters(name, help, label)
	return flag{v.WithLabelValues("false"), v.WithLabelValues("true")}
}

func (f flag) inc(yes bool) {
	if yes {
		f.yes.Inc()
		return
	}
	f.no.Inc()
}

// protocols counts swaps by the protocol of their pool. Each series is looked up once.
type protocols struct {
	v      *prometheus.CounterVec
	source string
	of     [amm.LiquidityBook + 1]atomic.Pointer[prometheus.Counter]
}

func (p *protocols) inc(m *Metrics, h amm.Hop) {
	if m.family == nil {
		return
	}
	family := m.family(h)
	if int(family) >= len(p.of) {
		family = 0 // unknown
	}
	at := &p.of[family]
	c := at.Load()
	if c == nil {
		series := p.v.WithLabelValues(family.String(), p.source)
		c = &series
		at.Store(c)
	}
	(*c).Inc()
}

// outcomes counts by the outcome of a prediction.
type outcomes [event.Orphaned + 1]prometheus.Counter

func (m maker) outcomes(name, help string) (all outcomes) {
	v := m.counters(name, help, "outcome")
	for i := range all {
		all[i] = v.WithLabelValues(event.Outcome(i).String())
	}
	return all
}

// stages is the time of each part of the work.
type stages struct{ decode, state, confirm, search, plan, sign, send prometheus.Observer }

func stagesOf(v *prometheus.HistogramVec) stages {
	of := func(stage string) prometheus.Observer { return v.WithLabelValues(stage) }
	return stages{of("decode"), of("state"), of("confirm"), of("search"), of("plan"), of("sign"), of("send")}
}

// latency is a histogram whose exemplars name the message. An exemplar costs as
// much as ten observations, so only the slowest in a tenth of a second gets one.
type latency struct {
	of   prometheus.Observer
	mu   sync.Mutex
	at   time.Time     // of the last exemplar
	took time.Duration // that it had
}

// exemplarEvery is how long no faster observation gets an exemplar.
const exemplarEvery = 100 * time.Millisecond

func (l *latency) observe(took time.Duration, of chain.Block, now time.Time) {
	e, ok := l.of.(prometheus.ExemplarObserver)
	if !ok || of == 0 || !l.worth(took, now) {
		l.of.Observe(took.Seconds())
		return
	}
	e.ObserveWithExemplar(took.Seconds(), prometheus.Labels{"trace_id": TraceID(of)})
}

func (l *latency) worth(took time.Duration, now time.Time) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if took <= l.took && now.Sub(l.at) < exemplarEvery {
		return false
	}
	l.at, l.took = now, took
	return true
}

// NewMetrics makes and registers the metrics of the street. guard bounds the labels
// whose values come from outside; now is the clock.
func NewMetrics(reg prometheus.Registerer, guard *custom.Guard, now func() time.Time) *Metrics {
	m := &Metrics{reg: reg, guard: guard, reasons: map[string]*custom.Bound{}, distrusted: map[amm.PoolID]bool{}, now: now}
	k := maker{reg}
	m.makeFeed(k)
	m.makeState(k)
	m.makeMoney(k)
	m.makeRPC(k)
	m.fast = makeFast(k)
	return m
}

func (m *Metrics) makeFeed(k maker) {
	m.messages = known(k.counters("mev_bot_l2_messages_total", "Sequencer messages by what became of them: received, decoded, undecodable, missed (a gap), filled (a gap whose effect was learned from the chain), rewound.", "status"),
		"received", "decoded", "undecodable", "missed", "filled", "rewound")
	m.messageBytes = k.counter("mev_bot_feed_message_bytes_total", "Size of the received messages.")
	m.lastSequence = k.gauge("mev_bot_feed_last_sequence_number", "Sequence number of the last message.")
	m.lastMessage = k.gauge("mev_bot_feed_last_message_timestamp_seconds", "When the last message arrived.")
	m.feedConnected = k.gauges("mev_bot_feed_connected", "Whether the connection to a feed is up (1) or not (0).", "feed")
	m.feedLost = k.counters("mev_bot_feed_disconnects_total", "Feed connections that were lost.", "feed")
	m.feedGaps = known(k.counters("mev_bot_feed_gaps_total", "Gaps in the sequence numbers, by whether the chain filled them.", "filled"), "false", "true")
	m.rejected = k.counters("mev_bot_feed_frames_rejected_total", "Frames and messages that were unusable.", "reason")
	m.transactions = k.counter("mev_bot_decoded_transactions_total", "Transactions read from messages.")
	m.intents = k.counter("mev_bot_decoded_intents_total", "Routes of hops read from calldata.")
	m.opaque = k.counter("mev_bot_decoded_opaque_calls_total", "Contract calls whose effect on pools is not readable.")
	m.decodeFailures = k.counters("mev_bot_decode_failures_total", "Messages that could not be decoded.", "reason")
	m.stages = stagesOf(register(k, prometheus.NewHistogramVec(latencyOpts("mev_bot_stage_duration_seconds",
		"Time that a part of the work takes: decode, state, confirm, search and plan are the parts of a turn of the street; sign is from a plan to signed and stored bytes, send from them to the node's answer."), []string{"stage"})))
	took := register(k, prometheus.NewHistogramVec(latencyOpts("mev_bot_processing_latency_seconds",
		"Time from the arrival of a frame to its effect: state (pools updated), signed (attempt signed and stored)."), []string{"stage"}))
	m.state.of, m.signed.of = took.WithLabelValues("state"), took.WithLabelValues("signed")
}

func (m *Metrics) makeState(k maker) {
	m.predicted = k.counter("mev_bot_swaps_predicted_total", "Hops computed from calldata before their block.")
	m.predictions = k.outcomes("mev_bot_predictions_total", "Predictions by outcome once the block's logs are known.")
	m.lead = register(k, prometheus.NewHistogram(latencyOpts("mev_bot_prediction_lead_seconds", "Time from the predictions of a block to its logs, once for each block with an exact one.")))
	m.called = k.flags("mev_bot_router_calls_total", "Transactions on the feed that may swap, by whether their calldata says what they do to pools.", "readable")
	m.told = k.flags("mev_bot_swaps_told_total", "Swaps that an early source told of before their logs were asked for, by whether they were as told.", "right")
	m.unpredicted = k.flags("mev_bot_swaps_unpredicted_total", "Swaps that no calldata announced, by whether the route was readable (then one is owed).", "readable")
	swaps := k.counters("mev_bot_dex_swaps_total", "Swaps by protocol and how they were learned: calldata or logs.", "protocol", "source")
	m.fromCalldata, m.fromLogs = &protocols{v: swaps, source: "calldata"}, &protocols{v: swaps, source: "logs"}
	m.blocks = k.counter("mev_bot_blocks_confirmed_total", "Blocks whose logs were applied.")
	m.blockSwaps = k.counter("mev_bot_block_swaps_total", "Swaps of watched pools in confirmed blocks.")
	m.blockLogs = k.counter("mev_bot_block_logs_total", "Logs of watched pools in confirmed blocks.")
	m.lastBlock = k.gauge("mev_bot_last_block_number", "Number of the last confirmed block.")
	m.lastBlockTime = k.gauge("mev_bot_last_block_timestamp_seconds", "Time of the last confirmed block on the chain's clock.")
	m.stateAt = k.gauge("mev_bot_pool_state_timestamp_seconds", "When the pools' confirmed state was last brought up to date, by the bot's clock.")
	m.reorgs = known(k.counters("mev_bot_reorgs_total", "Times that confirmed blocks were replaced, by whether pools had to be reloaded.", "reload"), "false", "true")
	m.reorgBlocks = k.counter("mev_bot_reorg_blocks_total", "Confirmed blocks that were replaced.")
	m.trustChanges = k.counters("mev_bot_pool_trust_changes_total", "Times that a pool's state stopped or started being usable.", "trusted", "reason")
	m.untrusted = k.gauge("mev_bot_pools_untrusted", "Pools whose state is not usable now.")
}

func (m *Metrics) makeMoney(k maker) {
	m.opportunities = k.counters("mev_bot_opportunities_total", "Cycles that gain before gas, by their number of hops and the tier of their profit.", "hops", "tier")
	m.outcomes = k.counters("mev_bot_opportunity_outcomes_total", "What became of opportunities, by their tier: dropped, sent, landed, failed, refused. Those that were sent also end in one of the last three.", "tier", "outcome")
	m.found = k.counter("mev_bot_opportunity_gross_ether_total", "Gross profit of all opportunities found.")
	m.dropped = k.counters("mev_bot_opportunities_dropped_total", "Opportunities that were not sent.", "reason")
	m.droppedGross = k.counters("mev_bot_dropped_gross_ether_total", "Gross profit of opportunities that were not sent.", "reason")
	m.attempts = known(k.counters("mev_bot_attempts_total", "Transactions of ours that reached a state.", "state"), "reserved", "sent", "unknown", "landed", "failed", "refused")
	m.trades = known(k.counters("mev_bot_trades_total", "Transactions of ours that are in a block, by result.", "result"), "success", "failure")
	m.gross = k.counter("mev_bot_gross_profit_ether_total", "Realised gross profit.")
	m.loss = k.counter("mev_bot_loss_ether_total", "Base token that left the executor; stays 0 unless something is wrong.")
	m.gasSpent = k.counters("mev_bot_gas_spent_ether_total", "Gas paid, of failed attempts too: l2 for the execution, l1 for posting the data.", "part")
	m.net = k.gauge("mev_bot_net_profit_ether", "Realised gross profit less losses and gas since the start.")
	m.factor = k.gauge("mev_bot_profit_factor_ratio", "Realised gross profit over losses and gas since the start.")
	m.paper = k.counters("mev_bot_paper_trades_total", "Decisions in paper mode by what executing them would have done.", "result")
	m.trips = k.counters("mev_bot_risk_trips_total", "Times that a risk limit stopped the trading, or that of a route.", "limit")
	m.modules = k.counters("mev_bot_module_changes_total", "Times that a module's health became another one.", "module", "to")
	m.paperNet = k.counter("mev_bot_paper_net_ether_total", "Net profit of the paper trades that would have succeeded.")
}

func (m *Metrics) makeRPC(k maker) {
	m.recoveries = k.counters("mev_bot_recovery_actions_total", "Attempts to repair something, by action and result: repaired or failed.", "action", "result")
	for _, action := range event.RecoveryActions() {
		m.recoveries.WithLabelValues(action, "repaired")
		m.recoveries.WithLabelValues(action, "failed")
	}
	m.rpcRequests = k.counters("mev_bot_rpc_requests_total", "Calls to nodes.", "endpoint", "method", "result")
	m.rpcDuration = register(k, prometheus.NewHistogramVec(latencyOpts("mev_bot_rpc_request_duration_seconds", "Duration of calls to nodes."), []string{"endpoint", "method"}))
	m.rpcConnected = k.gauges("mev_bot_rpc_connected", "Whether the subscription to a node is up (1) or not (0).", "endpoint")
	m.rpcLost = k.counters("mev_bot_rpc_disconnects_total", "Subscriptions to nodes that were lost.", "endpoint")
}

// Protocols says which protocol a hop's pool is of, for mev_bot_dex_swaps_total.
// It is set before the listener hears anything.
func (m *Metrics) Protocols(of func(amm.Hop) amm.Family) { m.family = of }

// WatchPools publishes how many pools there are. n must be safe from any goroutine.
func (m *Metrics) WatchPools(n func() int) {
	register(maker{m.reg}, prometheus.NewGaugeFunc(prometheus.GaugeOpts{
		Name: "mev_bot_pools", Help: "Pools that are watched.",
	}, func() float64 { return float64(n()) }))
}

// WatchQueue publishes the depth and the drops of a queue of facts.
func (m *Metrics) WatchQueue(name string, q *event.Queue) {
	labels := prometheus.Labels{"queue": name}
	register(maker{m.reg}, prometheus.NewGaugeFunc(prometheus.GaugeOpts{
		Name: "mev_bot_queue_depth", Help: "Facts that wait in a queue.", ConstLabels: labels,
	}, func() float64 { return float64(q.Len()) }))
	register(maker{m.reg}, prometheus.NewCounterFunc(prometheus.CounterOpts{
		Name: "mev_bot_queue_dropped_total", Help: "Facts that found their queue full.", ConstLabels: labels,
	}, func() float64 { return float64(q.Dropped()) }))
}

// maxValues bounds the values of one label that come from outside.
const maxValues = 50

// bounded limits the values of a metric's label.
func (m *Metrics) bounded(metric, value string) string {
	m.mu.Lock()
	b := m.reasons[metric]
	if b == nil {
		var err error
		if b, err = m.guard.Bound(metric, "own", maxValues, 0); err != nil { // never: a weight of 0 is outside the budget
			m.mu.Unlock()
			return custom.Other
		}
		m.reasons[metric] = b
	}
	m.mu.Unlock()
	return b.Value(value)
}

// ether is for showing only.
func ether(wei *uint256.Int) float64 { return wei.Float64() / 1e18 }
