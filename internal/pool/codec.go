package pool

import (
	"encoding/binary"
	"encoding/json"
	"errors"

	"github.com/ethereum/go-ethereum/common"

	"mevbot/internal/amm"
	"mevbot/internal/amm/concentrated"
	"mevbot/internal/amm/constproduct"
	"mevbot/internal/rpc"
	"mevbot/internal/token"
)

// The form of Fetched in recordings.
type (
	fetchedText struct {
		Head      rpc.Head       `json:"head"`
		Pools     []amm.PoolID   `json:"pools,omitempty"`
		Snapshots []snapshotText `json:"snapshots,omitempty"`
		Births    []birthText    `json:"births,omitempty"`
	}
	snapshotText struct {
		Pair  constproduct.State  `json:"pair"`
		Conc  concentrated.State  `json:"concentrated"`
		Ticks []concentrated.Tick `json:"ticks,omitempty"`
		Error string              `json:"error,omitempty"`
	}
	birthText struct {
		Factory  int               `json:"factory"`
		Address  common.Address    `json:"address"`
		Token    [2]common.Address `json:"token"`
		Fee      uint32            `json:"fee_pips"`
		Spacing  int32             `json:"tick_spacing,omitempty"`
		Tokens   [2]token.Token    `json:"tokens"`
		Snapshot snapshotText      `json:"snapshot"`
		Reason   string            `json:"reason,omitempty"`
	}
)

// MarshalJSON writes all that Install and Restore need.
func (f *Fetched) MarshalJSON() ([]byte, error) {
	w := fetchedText{Head: f.head, Pools: f.ids}
	for i := range f.snapshots {
		w.Snapshots = append(w.Snapshots, f.snapshots[i].text())
	}
	for i := range f.births {
		b := &f.births[i]
		w.Births = append(w.Births, birthText{
			b.factory, b.address, b.token, b.fee, b.spacing, b.tokens, b.snapshot.text(), b.reason,
		})
	}
	return json.Marshal(w)
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (f *Fetched) UnmarshalJSON(data []byte) error {
	var w fetchedText
	if err := json.Unmarshal(data, &w); err != nil {
		return err
	}
	if len(w.Pools) != len(w.Snapshots) {
		return errors.New("fetched pools: as many snapshots as pools are wanted")
	}
	*f = Fetched{head: w.Head, ids: w.Pools}
	for i := range w.Snapshots {
		f.snapshots = append(f.snapshots, w.Snapshots[i].snapshot())
	}
	for i := range w.Births {
		b := &w.Births[i]
		f.births = append(f.births, birth{
			creation: creation{factory: b.Factory, address: b.Address, token: b.Token, fee: b.Fee, spacing: b.Spacing}, tokens: b.Tokens, snapshot: b.Snapshot.snapshot(), reason: b.Reason,
		})
	}
	return nil
}

func (s *snapshot) text() snapshotText {
	w := snapshotText{Pair: s.pair, Conc: s.conc, Ticks: s.ticks}
	if s.err != nil {
		w.Error = s.err.Error()
	}
	return w
}

func (w *snapshotText) snapshot() snapshot {
	s := snapshot{state: state{pair: w.Pair, conc: w.Conc}, ticks: w.Ticks}
	if w.Error != "" {
		s.err = errors.New(w.Error)
	}
	return s
}

// AppendState appends a pool's speculative state in a fixed form: its id and
// whether it is trusted, then a pair's reserves, or price, liquidity and tick.
// It allocates nothing but what dst needs to grow.
func (m *Market) AppendState(dst []byte, id amm.PoolID) []byte {
	s := &m.slots[id]
	dst = binary.BigEndian.AppendUint32(dst, uint32(id))
	if !s.inSight() {
		return append(dst, 0)
	}
	dst = append(dst, 1)
	if s.family == amm.ConstantProduct {
		a, b := s.speculative.pair.Reserve0.Bytes32(), s.speculative.pair.Reserve1.Bytes32()
		return append(append(dst, a[:]...), b[:]...)
	}
	a, b := s.speculative.conc.SqrtPriceX96.Bytes32(), s.speculative.conc.Liquidity.Bytes32()
	dst = append(append(dst, a[:]...), b[:]...)
	return binary.BigEndian.AppendUint32(dst, uint32(s.speculative.conc.Tick))
}
