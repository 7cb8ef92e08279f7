package pool

import (
	"errors"

	"github.com/holiman/uint256"

	"mevbot/internal/amm"
	"mevbot/internal/rpc"
)

// set moves a pool's confirmed state to what a log says and notes how to take
// that back.
func (m *Market) set(id amm.PoolID, after *state, rec *record) error {
	s := &m.slots[id]
	rec.undo = append(rec.undo, undo{pool: id, before: s.confirmed})
	return s.confirm(after)
}

// change applies a log of a pool to its confirmed state without asking what was
// predicted. Logs of a pool that is lost are not applied.
func (m *Market) change(id amm.PoolID, l *rpc.Log, rec *record) error {
	s := &m.slots[id]
	if s.distrust != "" {
		return nil
	}
	after := s.confirmed
	switch l.Topics[0] {
	case topicSync:
		if err := words(l.Data, &after.pair.Reserve0, &after.pair.Reserve1); err != nil {
			return err
		}
	case topicSwapV3:
		e, err := swapV3(id, l)
		if err != nil {
			return err
		}
		after = e.after
	case topicInitialize:
		var t uint256.Int
		if err := words(l.Data, &after.conc.SqrtPriceX96, &t); err != nil {
			return err
		}
		after.conc.Tick = tick(l.Data[32:64])
	case topicMintV3, topicBurnV3:
		return m.modify(id, l, rec)
	default:
		return nil
	}
	return m.set(id, &after, rec)
}

// modify applies a Mint or a Burn.
func (m *Market) modify(id amm.PoolID, l *rpc.Log, rec *record) error {
	if len(l.Topics) != 4 {
		return errors.New("a Mint or Burn without ticks")
	}
	var delta, sender uint256.Int
	var err error
	if l.Topics[0] == topicMintV3 {
		err = words(l.Data, &sender, &delta)
	} else if err = words(l.Data, &delta); err == nil {
		delta.Neg(&delta)
	}
	if err != nil {
		return err
	}
	if delta.IsZero() {
		return nil
	}
	s := &m.slots[id]
	lower, upper := tick(l.Topics[2][:]), tick(l.Topics[3][:])
	after := s.confirmed
	if err := after.conc.Cover(lower, upper, &delta); err != nil {
		return err
	}
	if err := s.conc.Modify(lower, upper, &delta); err != nil {
		return err
	}
	rec.undo = append(rec.undo, undo{pool: id, before: s.confirmed, lower: lower, upper: upper, delta: delta})
	return s.confirm(&after)
}

// takeBack undoes the changes of a block, last first. The views are stale until
// relocate.
func (m *Market) takeBack(rec *record) {
	for i := len(rec.undo) - 1; i >= 0; i-- {
		u := &rec.undo[i]
		s := &m.slots[u.pool]
		m.reset(u.pool)
		if s.distrust != "" {
			continue
		}
		if !u.delta.IsZero() {
			var minus uint256.Int
			minus.Neg(&u.delta)
			if err := s.conc.Modify(u.lower, u.upper, &minus); err != nil {
				m.distrust(u.pool, "block could not be taken back: "+err.Error())
				continue
			}
		}
		s.confirmed = u.before
	}
	for id := range m.slots {
		s := &m.slots[id]
		if s.since >= rec.block.Head.Number && s.since != 0 {
			s.since = 0
			m.distrust(amm.PoolID(id), "the block that it was read at was replaced")
		}
	}
}
