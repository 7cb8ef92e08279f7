package risk

import (
	"errors"
	"fmt"
)

// Level is how far the trading is stopped. A higher one stops more.
type Level uint8

// The levels.
const (
	Run   Level = iota // trade
	Pause              // no new attempts
	Drain              // no new attempts; what is in flight is followed to its receipt
	Kill               // no new attempts, and nothing is sent again
)

var names = [...]string{"run", "pause", "drain", "kill"}

// String is the level's name in the database and on the command line.
func (l Level) String() string {
	if int(l) < len(names) {
		return names[l]
	}
	return fmt.Sprintf("level %d", uint8(l))
}

// ErrLevel says that a text names no level.
var ErrLevel = errors.New("unknown stop level")

// ParseLevel reads a level's name.
func ParseLevel(text string) (Level, error) {
	for i, name := range names {
		if name == text {
			return Level(i), nil
		}
	}
	return 0, fmt.Errorf("%w %q: want run, pause, drain or kill", ErrLevel, text)
}
