package telemetry

import (
	"fmt"
	"net/url"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"mevbot/internal/chain"
	"mevbot/internal/event"
)

// Counted hears the facts of which there are most and of which only the number is
// kept. A function of it is one addition, or two: it is for the goroutine that publishes,
// whom it costs less than handing the fact on.
func (m *Metrics) Counted() event.Listener {
	return event.Listener{
		SwapPredicted: func(f event.SwapPredicted) {
			m.predicted.Inc()
			m.fromCalldata.inc(m, f.Hop)
		},
		SwapUnpredicted: func(f event.SwapUnpredicted) {
			m.unpredicted.inc(f.Readable)
			m.fromLogs.inc(m, f.Hop)
		},
		SwapSettled: func(f event.SwapSettled) { m.predictions[f.Outcome].Inc() },
		SwapTold:    func(f event.SwapTold) { m.told.inc(f.Right) },
		Called:      func(f event.Called) { m.called.inc(!f.Opaque) },
	}
}

// Listener hears every fact that Counted does not. Its functions take short locks and
// some hundred nanoseconds: give it to an event.Queue, not to the street itself.
func (m *Metrics) Listener() event.Listener {
	return event.Listener{
		FeedState:   m.onFeedState,
		FeedMessage: m.onFeedMessage,
		FeedGap:     m.onFeedGap,
		FeedRewind:  func(event.FeedRewind) { m.messages.WithLabelValues("rewound").Inc() },
		FrameRejected: func(f event.FrameRejected) {
			m.rejected.WithLabelValues(m.bounded("feed_frames_rejected", f.Reason)).Inc()
		},
		Decoded:         m.onDecoded,
		TransactionTold: func(f event.TransactionTold) { m.fast.lead.Observe(f.Lead.Seconds()) },
		BlockConfirmed:  m.onBlock,
		Reorg:           m.onReorg,
		PoolTrust:       m.onPoolTrust,
		StateUpdated:    func(f event.StateUpdated) { m.state.observe(f.Latency, f.Block, m.now()) },
		TurnTimed:       m.onTurn,
		Opportunity:     m.onOpportunity,
		Dropped:         m.onDropped,
		Attempt:         m.onAttempt,
		Booked:          m.onBooked,
		RPCCall:         m.onRPCCall,
		RPCState:        m.onRPCState,
		LimitTripped:    func(f event.LimitTripped) { m.trips.WithLabelValues(m.bounded("risk_trips", f.Limit)).Inc() },
		ModuleChanged: func(f event.ModuleChanged) {
			m.modules.WithLabelValues(m.bounded("module_changes", f.Module), f.To).Inc()
		},
		Paper:    m.onPaper,
		Recovery: m.onRecovery,

		FastFeedState: m.onFastFeedState,
		FastFeedTx:    m.onFastFeedTx,
		FastFeedGap:   m.onFastFeedGap,
		FastFeedVoid:  func(event.FastFeedVoid) { m.fast.voids.Inc() },
		FastFeedRejected: func(f event.FastFeedRejected) {
			m.fast.unusable.WithLabelValues(m.bounded("fastfeed_frames_rejected", f.Reason)).Inc()
		},
	}
}

// TraceID names all that came of a message: its block's number in 32 hex digits.
func TraceID(b chain.Block) string { return fmt.Sprintf("%032x", uint64(b)) }

// host is the label of a feed: its URL's host.
func host(raw string) string {
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" {
		return "unreadable"
	}
	return u.Host
}

func result(ok bool) string {
	if ok {
		return "success"
	}
	return "failure"
}

func (m *Metrics) onFeedState(f event.FeedState) {
	feed := m.bounded("feed_connected", host(f.URL))
	if f.Connected {
		m.feedConnected.WithLabelValues(feed).Set(1)
		return
	}
	m.feedConnected.WithLabelValues(feed).Set(0)
	m.feedLost.WithLabelValues(feed).Inc()
}

func (m *Metrics) onFeedMessage(f event.FeedMessage) {
	m.messages.WithLabelValues("received").Inc()
	m.messageBytes.Add(float64(f.Bytes))
	m.lastSequence.Set(float64(f.Seq))
	m.lastMessage.Set(float64(f.Received.UnixMicro()) / 1e6)
}

func (m *Metrics) onFeedGap(f event.FeedGap) {
	m.feedGaps.WithLabelValues(strconv.FormatBool(f.Filled)).Inc()
	status := "missed"
	if f.Filled {
		status = "filled"
	}
	if f.To >= f.From {
		m.messages.WithLabelValues(status).Add(float64(f.To-f.From) + 1)
	}
}

func (m *Metrics) onDecoded(f event.Decoded) {
	status := "decoded"
	if f.Reason != "" {
		status = "undecodable"
		m.decodeFailures.WithLabelValues(m.bounded("decode_failures", f.Reason)).Inc()
	}
	m.messages.WithLabelValues(status).Inc()
	m.transactions.Add(float64(f.Transactions))
	m.intents.Add(float64(f.Intents))
	m.opaque.Add(float64(f.Opaque))
}

func (m *Metrics) onBlock(f event.BlockConfirmed) {
	m.blocks.Inc()
	if f.Exact > 0 {
		m.lead.Observe(f.Lead.Seconds())
	}
	m.blockSwaps.Add(float64(f.Swaps))
	m.blockLogs.Add(float64(f.Logs))
	m.stateAt.Set(float64(m.now().UnixMicro()) / 1e6)
	m.lastBlock.Set(float64(f.Block))
	m.lastBlockTime.Set(float64(f.Time))
}

func (m *Metrics) onReorg(f event.Reorg) {
	m.reorgs.WithLabelValues(strconv.FormatBool(f.Reload)).Inc()
	m.reorgBlocks.Add(float64(f.Depth))
}

func (m *Metrics) onPoolTrust(f event.PoolTrust) {
	m.trustChanges.WithLabelValues(strconv.FormatBool(f.Trusted), m.bounded("pool_trust_changes", f.Reason)).Inc()
	m.mu.Lock()
	defer m.mu.Unlock()
	if f.Trusted {
		delete(m.distrusted, f.Pool)
	} else {
		m.distrusted[f.Pool] = true
	}
	m.untrusted.Set(float64(len(m.distrusted)))
}

func (m *Metrics) onTurn(f event.TurnTimed) {
	part(m.stages.decode, f.Decode)
	part(m.stages.state, f.State)
	part(m.stages.confirm, f.Confirm)
	part(m.stages.search, f.Search)
	part(m.stages.plan, f.Plan)
}

// part takes in the time of a part that there was.
func part(of prometheus.Observer, took time.Duration) {
	if took > 0 {
		of.Observe(took.Seconds())
	}
}

func (m *Metrics) onOpportunity(f event.Opportunity) {
	tier := m.bounded("opportunities", f.Tier)
	m.opportunities.WithLabelValues(strconv.Itoa(f.Len), tier).Inc()
	m.mu.Lock()
	m.recent[f.ID%uint64(len(m.recent))] = opportunity{f.ID, tier}
	m.mu.Unlock()
	m.found.Add(ether(&f.Gross))
}

func (m *Metrics) onDropped(f event.Dropped) {
	reason := m.bounded("opportunities_dropped", f.Reason)
	m.dropped.WithLabelValues(reason).Inc()
	m.droppedGross.WithLabelValues(reason).Add(ether(&f.Gross))
	m.outcomes.WithLabelValues(m.tierOf(f.ID), "dropped").Inc()
}

func (m *Metrics) onAttempt(f event.Attempt) {
	m.attempts.WithLabelValues(f.State.String()).Inc()
	if f.State == event.Reserved {
		m.signed.observe(f.Latency, f.Found, m.now())
		part(m.stages.sign, f.Took)
	} else {
		part(m.stages.send, f.Took)
	}
	switch f.State {
	case event.Sent, event.Landed, event.Failed, event.Refused:
		m.outcomes.WithLabelValues(m.tierOf(f.Opportunity), f.State.String()).Inc()
	}
}

// tierOf is the tier of an opportunity; unknown if thousands were found since,
// or it was found before the start.
func (m *Metrics) tierOf(id uint64) string {
	m.mu.Lock()
	defer m.mu.Unlock()
	if o := m.recent[id%uint64(len(m.recent))]; o.id == id && o.tier != "" {
		return o.tier
	}
	return "unknown"
}

func (m *Metrics) onBooked(f event.Booked) {
	gross, loss, gas, data := ether(&f.Gross), ether(&f.Loss), ether(&f.Gas), ether(&f.Data)
	m.trades.WithLabelValues(result(f.Success)).Inc()
	m.gross.Add(gross)
	m.loss.Add(loss)
	m.gasSpent.WithLabelValues("l1").Add(data)
	m.gasSpent.WithLabelValues("l2").Add(max(gas-data, 0))
	m.mu.Lock()
	defer m.mu.Unlock()
	m.earned += gross
	m.cost += loss + gas
	m.net.Set(m.earned - m.cost)
	if m.cost > 0 {
		m.factor.Set(m.earned / m.cost)
	}
}

func (m *Metrics) onRPCCall(f event.RPCCall) {
	endpoint, method := m.bounded("rpc_endpoints", f.Endpoint), m.bounded("rpc_methods", f.Method)
	m.rpcRequests.WithLabelValues(endpoint, method, result(f.Err == nil)).Inc()
	m.rpcDuration.WithLabelValues(endpoint, method).Observe(f.Duration.Seconds())
}

func (m *Metrics) onRPCState(f event.RPCState) {
	endpoint := m.bounded("rpc_endpoints", f.Endpoint)
	if f.Connected {
		m.rpcConnected.WithLabelValues(endpoint).Set(1)
		return
	}
	m.rpcConnected.WithLabelValues(endpoint).Set(0)
	m.rpcLost.WithLabelValues(endpoint).Inc()
}

func (m *Metrics) onPaper(f event.Paper) {
	m.paper.WithLabelValues(result(f.Success)).Inc()
	if f.Success {
		m.paperNet.Add(ether(&f.Net))
	}
}

func (m *Metrics) onRecovery(f event.Recovery) {
	result := "repaired"
	if f.Err != nil {
		result = "failed"
	}
	m.recoveries.WithLabelValues(f.Action, result).Inc()
}
