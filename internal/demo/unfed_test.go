package demo

import (
	"bytes"
	"testing"
	"time"
)

// Without a feed the bot lives on the node's blocks: it sees them later, but
// its memory is the chain's, its books balance, and it still earns.
func TestDemoWithoutAFeed(t *testing.T) {
	needArtifacts(t)
	var out bytes.Buffer
	opts := demoOptions(t, &out)
	opts.Duration = 12 * time.Second
	opts.Set["feed.urls"] = "[]"
	s, err := Run(t.Context(), opts)
	if err != nil {
		t.Fatal(err)
	}
	honest(t, s)
	if s.FeedMessages != 0 || s.PredictionsCompared != 0 {
		t.Errorf("%d feed messages, %d predictions", s.FeedMessages, s.PredictionsCompared)
	}
	if s.Opportunities == 0 || s.Landed == 0 {
		t.Errorf("%d opportunities, %d landed", s.Opportunities, s.Landed)
	}
}
