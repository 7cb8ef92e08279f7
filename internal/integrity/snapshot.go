package integrity

import (
	"fmt"
	"slices"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"mevbot/internal/chain"
)

// State is what came out of looking.
type State string

// The states. A part that there was nothing to look at of is Idle.
const (
	OK      State = "ok"
	Failed  State = "failed"
	Unknown State = "unknown" // it could not be looked at
	Idle    State = "idle"
)

// The parts of a snapshot.
const (
	PartCorruption = "corruption" // pools whose state no contract could hold
	PartIndex      = "index"      // pools whose rates the search's index has wrong
	PartJournal    = "journal"    // rows of evidence that do not fit their checksum
	PartValidation = "validation" // predicted swaps that came out otherwise
	PartCalls      = "calls"      // contract calls that were not answered
	PartDrift      = "drift"      // pools whose state is not the chain's at the same block
	PartQuotes     = "quotes"     // quotes that the chain's own contracts answer otherwise
	PartBooks      = "books"      // comparisons in which wallet and executor held less than the books say
)

// parts in the order in which they are shown.
func parts() []string {
	return []string{PartCorruption, PartIndex, PartJournal, PartValidation, PartCalls, PartDrift, PartQuotes, PartBooks}
}

// Limits are how much of what is looked at may be wrong, in basis points. What is not
// named has a limit of 0.
type Limits struct {
	Corruption, Validation, Calls, Drift int
}

func (l *Limits) of(part string) int {
	switch part {
	case PartCorruption:
		return l.Corruption
	case PartValidation:
		return l.Validation
	case PartCalls:
		return l.Calls
	case PartDrift:
		return l.Drift
	default:
		return 0
	}
}

// Part is one thing that a snapshot looks at.
type Part struct {
	Name     string  `json:"name"`
	State    State   `json:"state"`
	Checked  uint64  `json:"checked"`
	Wrong    uint64  `json:"wrong"`
	Ratio    float64 `json:"wrong_ratio"`
	LimitBps int     `json:"limit_bps"`
	Why      string  `json:"why,omitempty"` // it is failed, or not known
}

// judge finds the state: of what was seen if that is too much, else unknown if not
// all could be seen.
func (p *Part) judge(l *Limits, err error) {
	p.LimitBps = l.of(p.Name)
	if p.Checked > 0 {
		p.Ratio = float64(p.Wrong) / float64(p.Checked)
	}
	switch {
	case p.Wrong*10_000 > uint64(p.LimitBps)*p.Checked:
		p.State = Failed
		p.Why = fmt.Sprintf("%d of %d are wrong, at most %g %% may be", p.Wrong, p.Checked, float64(p.LimitBps)/100)
	case err != nil:
		p.State, p.Why = Unknown, err.Error()
	case p.Checked == 0:
		p.State = Idle
	default:
		p.State = OK
	}
}

// Finding is one thing that was wrong, for people.
type Finding struct {
	Part   string `json:"part"`
	Target string `json:"target,omitempty"`
	Text   string `json:"text"`
}

// maxFindings bounds the findings that a snapshot tells of.
const maxFindings = 20

// Snapshot is what was found at one time.
type Snapshot struct {
	At      time.Time   `json:"at"`
	Seconds float64     `json:"seconds"` // that it took
	Block   chain.Block `json:"block"`   // that pools were compared at; 0 if none were
	Hash    common.Hash `json:"block_hash"`
	State   State       `json:"state"`
	Parts   []Part      `json:"parts"`
	// Pools are watched; Sampled of them were looked at. Untrusted ones are not
	// traded; Hopeless ones will not be by themselves.
	Pools     int `json:"pools"`
	Sampled   int `json:"sampled"`
	Untrusted int `json:"untrusted"`
	Hopeless  int `json:"hopeless"`
	// Gone is how often the block was replaced while it was compared.
	Gone     int       `json:"blocks_gone"`
	Findings []Finding `json:"findings,omitempty"`
	More     int       `json:"more_findings,omitempty"` // that are not told
}

// Part of that name; nil if there is none.
func (s *Snapshot) Part(name string) *Part {
	for i := range s.Parts {
		if s.Parts[i].Name == name {
			return &s.Parts[i]
		}
	}
	return nil
}

// find adds a finding.
func (s *Snapshot) find(part, target, format string, args ...any) {
	if len(s.Findings) == maxFindings {
		s.More++
		return
	}
	s.Findings = append(s.Findings, Finding{part, target, fmt.Sprintf(format, args...)})
}

// add judges a part.
func (s *Snapshot) add(name string, checked, wrong int, l *Limits, err error) {
	p := Part{Name: name, Checked: uint64(checked), Wrong: uint64(wrong)}
	p.judge(l, err)
	s.Parts = append(s.Parts, p)
}

// sort puts the parts in the order in which they are shown.
func (s *Snapshot) sort() {
	order := parts()
	slices.SortFunc(s.Parts, func(a, b Part) int { return slices.Index(order, a.Name) - slices.Index(order, b.Name) })
}

// judge finds the state of the whole: the worst of its parts.
func (s *Snapshot) judge() {
	s.State = OK
	for i := range s.Parts {
		switch s.Parts[i].State {
		case Failed:
			s.State = Failed
		case Unknown:
			if s.State != Failed {
				s.State = Unknown
			}
		case OK, Idle:
		}
	}
}

// Why says what is not ok, empty if all is.
func (s *Snapshot) Why() string {
	text := ""
	for i := range s.Parts {
		if p := &s.Parts[i]; p.State == Failed || p.State == Unknown {
			if text != "" {
				text += "; "
			}
			text += p.Name + " " + string(p.State) + ": " + p.Why
		}
	}
	return text
}
