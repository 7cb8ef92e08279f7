package app

import (
	"mevbot/internal/config"
	"mevbot/internal/profit"
)

// rules are the tiers as configured.
func (a *App) rules() profit.Rules {
	rules := profit.Rules{Floor: a.cfg.Trading.MinNetProfit, Verify: a.cfg.Trading.VerifyAbove}
	for i, from := range []*config.Tier{&a.cfg.Exceptional, &a.cfg.High, &a.cfg.Medium, &a.cfg.Low} {
		rules.Tier[i] = profit.Rule{
			MinNet: from.MinNet, MinNetUSD: from.MinNetUSDCents, MinMarginBps: from.MinMarginBps, MaxGasShareBps: from.MaxGasShareBps,
			MaxDepthBps: from.MaxDepthBps, MaxAhead: from.MaxAhead, MinExact: from.MinExact, Confirmed: from.Confirmed,
			Policy: profit.Policy{Send: from.Send, MaxInput: from.MaxInput, Simulate: from.Simulate, KeepBps: from.KeepBps},
		}
	}
	return rules
}
