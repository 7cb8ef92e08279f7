package custom

import (
	"reflect"
	"sync/atomic"

	"mevbot/internal/event"
)

// Interest says which facts a custom metric hears, so that those which nobody else
// wants one by one need not be handed on. The zero value hears none. It is safe for
// concurrent use.
type Interest struct{ kinds [64]atomic.Bool }

// set takes in the plans by the index of the fact.
func (i *Interest) set(plans []*plan) {
	if i == nil {
		return
	}
	for kind, p := range plans {
		i.kinds[kind].Store(p != nil)
	}
}

// Only is l without the facts that telemetry.Metrics.Counted has counted where they
// were told, but while a custom metric hears them.
func (i *Interest) Only(l event.Listener) event.Listener {
	l.SwapPredicted = wanted(i, l.SwapPredicted)
	l.SwapSettled = wanted(i, l.SwapSettled)
	l.SwapUnpredicted = wanted(i, l.SwapUnpredicted)
	l.SwapTold = wanted(i, l.SwapTold)
	l.Called = wanted(i, l.Called)
	return l
}

func wanted[T any](i *Interest, publish func(T)) func(T) {
	heard := &i.kinds[words().byType[reflect.TypeFor[T]()].kind]
	return func(f T) {
		if heard.Load() {
			publish(f)
		}
	}
}
