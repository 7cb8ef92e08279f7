package feed

import (
	"context"
	"crypto/ecdsa"
	"encoding/base64"
	"flag"
	"fmt"
	"net/http"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
)

var faultTable = flag.String("faults", "", "write the table of faults to this file")

// trial is one row of the catalogue: a fault of the first feed, and what may be
// missing or told anew because of it when there is no second one.
type trial struct {
	name  string
	fault func(w *tape) *fault
	tune  func(*Options, *fakeFeed)
	once  bool // the fault is a moment; the server is well at once
	gaps  int  // messages that may be said to be missing, alone
	anew  int  // rewinds
	count string
	say   string // what the client does, for the table
}

// forOne makes a step that acts once and sends what is due otherwise.
func forOne(act func(c *fakeConn, next *int) bool) *fault {
	var mu sync.Mutex
	done := false
	return &fault{step: func(c *fakeConn, next *int) bool {
		mu.Lock()
		first := !done && *next > 10 && *next <= c.feed.tape.head()
		done = done || first
		mu.Unlock()
		if first {
			return act(c, next)
		}
		return c.due(next)
	}}
}

// due sends the next message if there is one.
func (c *fakeConn) due(next *int) bool {
	if *next > c.feed.tape.head() {
		time.Sleep(time.Millisecond)
		return false
	}
	*next++
	return !c.text(c.feed.tape.frame(*next - 1))
}

// always makes a step that acts on every message.
func always(act func(c *fakeConn, next *int) bool) *fault {
	return &fault{step: func(c *fakeConn, next *int) bool {
		if *next > c.feed.tape.head() {
			time.Sleep(time.Millisecond)
			return false
		}
		return act(c, next)
	}}
}

func idle(c *fakeConn, _ *int) bool { time.Sleep(5 * time.Millisecond); return false }

// answered makes a fault of the handshake that also ends what is connected.
func answered(answer func(c *fakeConn, r *http.Request) bool) *fault {
	return &fault{begin: (*fakeFeed).cut, answer: answer}
}

var dictionaryA, dictionaryB = []byte(strings.Repeat(`{"version":1,"messages":[{"sequenceNumber":`, 9)), []byte(strings.Repeat(`l2Msg0xa4b0`, 40))

func compressedFeed(o *Options, f *fakeFeed) {
	o.Dictionary = dictionaryA
	f.mu.Lock()
	f.dictionary = dictionaryA
	f.mu.Unlock()
}

// signedTape signs what it tells.
func signedTape(o *Options, f *fakeFeed) {
	key, _ := crypto.ToECDSA(crypto.Keccak256([]byte("a signer for tests")))
	o.Signers, o.RequireSignature = []common.Address{crypto.PubkeyToAddress(key.PublicKey)}, true
	f.tape.mu.Lock()
	f.tape.sign = func(seq int, content string) string { return signedMessage(key, seq, content) }
	f.tape.mu.Unlock()
}

func signedMessage(key *ecdsa.PrivateKey, seq int, content string) string {
	text := message(seq, content)
	f, err := ParseFrame([]byte(text), profile)
	if err != nil {
		panic(err)
	}
	sig, err := crypto.Sign(SignatureHash(&f.Messages[0], profile.ID).Bytes(), key)
	if err != nil {
		panic(err)
	}
	return strings.Replace(text, `"signatureV2":null`, `"signatureV2":"`+base64.StdEncoding.EncodeToString(sig)+`"`, 1)
}

var trials = []trial{
	{name: "reset", say: "connects again", fault: func(*tape) *fault {
		return &fault{begin: (*fakeFeed).cut, step: func(*fakeConn, *int) bool { return true }}
	}},
	{name: "orderly close (1001)", say: "connects again", once: true, fault: func(*tape) *fault {
		return forOne(func(c *fakeConn, _ *int) bool { c.frame(0x88, []byte{0x03, 0xE9, 'b', 'y', 'e'}); return true })
	}},
	{name: "half-open: nothing comes, new connections hang", say: "ends it by the read timeout, connects again", fault: func(*tape) *fault {
		return &fault{step: idle, answer: func(c *fakeConn, _ *http.Request) bool { time.Sleep(900 * time.Millisecond); return true }}
	}},
	{name: "no frames and no pings, new connections work", say: "ends it by feed.silence, connects again", once: true, fault: func(*tape) *fault {
		return forOne(func(c *fakeConn, _ *int) bool { c.Read(make([]byte, 1)); time.Sleep(3 * time.Second); return true })
	}},
	{name: "silent: pings, no frames", say: "ends it by feed.silence, connects again", fault: func(*tape) *fault {
		return &fault{step: func(c *fakeConn, _ *int) bool { time.Sleep(20 * time.Millisecond); return !c.frame(0x89, nil) }}
	}},
	{name: "slow drip: a byte every 10 ms", say: "ends it by the frame's deadline, connects again", fault: func(*tape) *fault {
		return always(func(c *fakeConn, next *int) bool {
			for _, b := range frameBytes(0x81, []byte(c.feed.tape.frame(*next))) {
				if _, err := c.Write([]byte{b}); err != nil {
					return true
				}
				time.Sleep(10 * time.Millisecond)
			}
			*next++
			return false
		})
	}},
	{name: "frame cut in the middle", say: "connects again, asks for the last one it has", fault: func(*tape) *fault {
		return always(func(c *fakeConn, next *int) bool {
			b := frameBytes(0x81, []byte(c.feed.tape.frame(*next)))
			c.Write(b[:len(b)/2])
			return true
		})
	}},
	{name: "every message twice", say: "drops the second copy", fault: func(*tape) *fault {
		return always(func(c *fakeConn, next *int) bool { c.text(c.feed.tape.frame(*next)); return c.due(next) })
	}},
	{name: "two messages in the wrong order", say: "says a gap of one, drops the late one", once: true, gaps: 1, fault: func(*tape) *fault {
		return forOne(func(c *fakeConn, next *int) bool {
			for *next+1 > c.feed.tape.head() {
				time.Sleep(time.Millisecond)
			}
			c.text(c.feed.tape.frame(*next + 1))
			c.text(c.feed.tape.frame(*next))
			*next += 2
			return false
		})
	}},
	{name: "gap: three messages never come", say: "says the gap at once", once: true, gaps: 3, fault: func(*tape) *fault {
		return forOne(func(_ *fakeConn, next *int) bool { *next += 3; return false })
	}},
	{name: "numbers again with another hash (reorg)", say: "says a rewind, goes on with the new ones", once: true, anew: 1, fault: func(w *tape) *fault {
		return forOne(func(_ *fakeConn, next *int) bool {
			w.reorganise(*next - 4)
			return false
		})
	}},
	{name: "compressed with a wrong dictionary", count: reasonCompression, say: "connects again without compression", tune: compressedFeed, fault: func(*tape) *fault {
		return always(func(c *fakeConn, next *int) bool {
			if c.compressed {
				c.dictionary = dictionaryB
			}
			return c.due(next)
		})
	}},
	{name: "compressed garbage", count: reasonCompression, say: "connects again without compression", tune: compressedFeed, fault: func(*tape) *fault {
		return always(func(c *fakeConn, next *int) bool {
			if c.compressed {
				return !c.frame(0xC1, []byte{0xFF, 0xFE, 0xFD, 0xFC, 1, 2, 3, 4})
			}
			return c.due(next)
		})
	}},
	{name: "zip bomb: 20 kB become 20 MB", count: reasonOversized, say: "stops at the limit, connects again", once: true, tune: compressedFeed, fault: func(*tape) *fault {
		bomb := deflate(strings.Repeat(" ", 20<<20), dictionaryA)
		return forOne(func(c *fakeConn, _ *int) bool { return !c.frame(0xC1, bomb) })
	}},
	{name: "frame over the limit", count: reasonOversized, say: "connects again", once: true, fault: func(*tape) *fault {
		return forOne(func(c *fakeConn, next *int) bool { return !c.text(message(*next, strings.Repeat("A", 100<<10))) })
	}},
	{name: "header that announces 2^62 bytes", count: reasonOversized, say: "reserves nothing, connects again", once: true, fault: func(*tape) *fault {
		return forOne(func(c *fakeConn, _ *int) bool { c.Write([]byte{0x81, 127, 0x40, 0, 0, 0, 0, 0, 0, 0}); return false })
	}},
	{name: "messages in five parts with pings between", say: "puts them together, answers the pings", fault: func(*tape) *fault {
		return always(func(c *fakeConn, next *int) bool {
			text := []byte(c.feed.tape.frame(*next))
			first := byte(0x01)
			for part := range slices.Chunk(text, len(text)/4) {
				c.frame(first, part)
				c.frame(0x89, []byte("still there?"))
				first = 0
			}
			*next++
			return !c.frame(0x80, nil)
		})
	}},
	{name: "binary frames in between", count: reasonBinary, say: "counts them", fault: func(*tape) *fault {
		return always(func(c *fakeConn, next *int) bool { c.frame(0x82, []byte{1, 2, 3}); return c.due(next) })
	}},
	{name: "masked frame", count: reasonProtocol, say: "connects again", once: true, fault: func(*tape) *fault {
		return forOne(func(c *fakeConn, _ *int) bool { c.Write([]byte{0x81, 0x81, 1, 2, 3, 4, 5}); return false })
	}},
	{name: "frame with reserved bits", count: reasonProtocol, say: "connects again", once: true, fault: func(*tape) *fault {
		return forOne(func(c *fakeConn, _ *int) bool { c.frame(0xB1, []byte("{}")); return false })
	}},
	{name: "server of another chain", say: "uses it not, tries again after backoff.wrong", fault: func(*tape) *fault {
		return answered(func(c *fakeConn, r *http.Request) bool { c.upgrade(r, headerChainID+": 42161\r\n"); return true })
	}},
	{name: "server of another version", say: "uses it not, tries again after backoff.wrong", fault: func(*tape) *fault {
		return answered(func(c *fakeConn, r *http.Request) bool { c.upgrade(r, headerServerVersion+": 3\r\n"); return true })
	}},
	{name: "429 with Retry-After", say: "waits as long as asked", fault: func(*tape) *fault {
		return answered(func(c *fakeConn, _ *http.Request) bool {
			return c.refuse(429, "Retry-After: 1\r\n", "too many connections")
		})
	}},
	{name: "400", say: "waits the long pause", fault: func(*tape) *fault {
		return answered(func(c *fakeConn, _ *http.Request) bool { return c.refuse(400, "", "malformed HTTP header") })
	}},
	{name: "503", say: "tries again every 0.25 to 2 s", fault: func(*tape) *fault {
		return answered(func(c *fakeConn, _ *http.Request) bool { return c.refuse(503, "", "") })
	}},
	{name: "an HTML page with 200", say: "tries again every 0.25 to 2 s", fault: func(*tape) *fault {
		return answered(func(c *fakeConn, _ *http.Request) bool { return c.refuse(200, "Content-Type: text/html\r\n", "<html>") })
	}},
	{name: "handshake that answers another key", say: "tries again every 0.25 to 2 s", fault: func(*tape) *fault {
		return answered(func(c *fakeConn, r *http.Request) bool {
			r.Header.Set("Sec-WebSocket-Key", "x")
			c.upgrade(r, "")
			return true
		})
	}},
	{name: "bad signature", count: reasonSignature, say: "refuses the message, connects again", tune: signedTape, fault: func(*tape) *fault {
		return always(func(c *fakeConn, next *int) bool {
			other, _ := crypto.ToECDSA(crypto.Keccak256([]byte("somebody else")))
			return !c.text(signedMessage(other, *next, c.feed.tape.content(*next)))
		})
	}},
	{name: "no signature where one is required", count: reasonSignature, say: "refuses the message, connects again", tune: signedTape, fault: func(*tape) *fault {
		return always(func(c *fakeConn, next *int) bool { return !c.text(message(*next, c.feed.tape.content(*next))) })
	}},
	{name: "null entries, unknown fields, confirmations", say: "skips them", fault: func(*tape) *fault {
		return always(func(c *fakeConn, next *int) bool {
			c.text(`{"version":1,"messages":[null]}`)
			c.text(`{"version":1,"confirmedSequenceNumberMessage":{"sequenceNumber":3}}`)
			c.text(strings.Replace(c.feed.tape.frame(*next), `{"version":1,`, `{"version":1,"new":[{}],`, 1))
			*next++
			return false
		})
	}},
	{name: "envelope of version 2", count: reasonVersion, say: "counts it; asks again for what is missing", fault: func(*tape) *fault {
		return always(func(c *fakeConn, next *int) bool {
			text := c.feed.tape.frame(*next)
			*next++
			return !c.text(strings.Replace(text, `"version":1`, `"version":2`, 1))
		})
	}},
	{name: "malformed JSON in a message's place", count: reasonMalformed, say: "asks again for the missing message", once: true, fault: func(*tape) *fault {
		return forOne(func(c *fakeConn, next *int) bool { *next++; return !c.text(`{"version":1,"messages":[{"seq`) })
	}},
	{name: "whole backlog again, whatever was asked for", say: "drops what it has", fault: func(*tape) *fault {
		return answered(func(c *fakeConn, r *http.Request) bool {
			c.upgrade(r, "")
			for next := 1; next <= c.feed.tape.head(); next++ {
				if !c.text(c.feed.tape.frame(next)) {
					return true
				}
			}
			time.Sleep(100 * time.Millisecond)
			return true
		})
	}},
}

// run is what came of a trial.
type run struct {
	gaps      int
	rewinds   int
	recovered time.Duration // from the fault's end to the first message told after it
	err       string
}

// observe runs a client against the first feed with the fault and, if there is
// a second one, that too.
func observe(t *testing.T, tr *trial, second bool) (r run, facts *counts) {
	w := newTape(t, 10*time.Millisecond)
	broken := newFakeFeed(t, w)
	facts = &counts{rejected: map[string]int{}}
	opts := Options{
		URLs: []string{broken.url()}, Profile: profile, From: 1, MaxFrame: 64 << 10,
		DialTimeout: 500 * time.Millisecond, ReadTimeout: 600 * time.Millisecond, Silence: 500 * time.Millisecond, Patience: 10 * time.Second,
		Backoff: Backoff{Refused: time.Second, Wrong: time.Second}, Listener: facts.listener(),
	}
	if second {
		opts.URLs = append(opts.URLs, newFakeFeed(t, w).url())
	}
	if tr.tune != nil {
		tr.tune(&opts, broken)
	}
	client, err := New(opts)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	out := make(chan Item)
	ended := make(chan error, 1)
	go func() { ended <- client.Run(ctx, out) }()
	defer func() { cancel(); <-ended }()
	next, mark, goal, looks := 1, 0, 0, 0
	var over time.Time
	var end <-chan time.Time
	for goal == 0 || next <= goal {
		if end == nil && next > 20 && !slices.ContainsFunc(client.Feeds(), func(s State) bool { return !s.Connected }) { // all is well until here
			broken.set(tr.fault(w))
			wait := 700 * time.Millisecond
			if tr.once {
				wait = 50 * time.Millisecond
			}
			end = time.After(wait)
		}
		select {
		case <-end:
			if !second && !facts.saw(tr) {
				if looks++; looks%250 == 0 { // it hit a connection that was already gone
					broken.set(tr.fault(w))
				}
				end = time.After(20 * time.Millisecond)
				continue
			}
			if !tr.once {
				broken.set(nil)
			}
			over, mark = time.Now(), w.head()
			goal = mark + 30
		case err := <-ended:
			ended <- err
			r.err = fmt.Sprintf("the client ended: %v", err)
			return r, facts
		case <-ctx.Done():
			r.err = fmt.Sprintf("stalled at %d of %d: %v", next, goal, client.Check(ctx))
			return r, facts
		case i := <-out:
			switch {
			case i.Gap != nil:
				if int(i.Gap.From) != next {
					r.err = fmt.Sprintf("gap from %d, want %d", i.Gap.From, next)
				}
				r.gaps += int(i.Gap.To-i.Gap.From) + 1
				next = int(i.Gap.To) + 1
			case i.Rewind != nil:
				r.rewinds++
				next = int(i.Rewind.Seq)
			default:
				if int(i.Message.Seq) != next {
					r.err = fmt.Sprintf("message %d, want %d", i.Message.Seq, next)
					return r, facts
				}
				if got, want := base64.StdEncoding.EncodeToString(i.Message.L2), w.content(next); tr.anew == 0 && got != want {
					r.err = fmt.Sprintf("message %d is %s, want %s", next, got, want)
				}
				next++
				if !over.IsZero() && r.recovered == 0 && int(i.Message.Seq) > mark {
					r.recovered = time.Since(over)
				}
			}
		}
	}
	return r, facts
}

// saw says that the client has met the fault, where it has to be counted.
func (c *counts) saw(tr *trial) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return (tr.count == "" || c.rejected[tr.count] > 0) && c.gaps >= min(tr.gaps, 1) && c.rewinds >= tr.anew
}

// Whatever one server does, every message is handed over once and in order, or
// said to be missing, and the client is back within 2 s of the fault's end.
func TestFaultCatalogue(t *testing.T) {
	if len(trials) < 20 {
		t.Fatalf("%d faults", len(trials))
	}
	var mu sync.Mutex
	rows := map[string]string{}
	var recoveries []time.Duration
	t.Run("all", func(t *testing.T) {
		var all sync.WaitGroup
		defer all.Wait()
		for i := range trials {
			tr := &trials[i]
			all.Go(func() {
				t.Run(tr.name, func(t *testing.T) {
					onlyFeed := strings.HasPrefix(tr.name, "server of another")
					var alone run
					var facts *counts
					if !onlyFeed {
						alone, facts = observe(t, tr, false)
						if alone.err != "" || alone.gaps > tr.gaps || alone.rewinds != tr.anew {
							t.Errorf("alone: %s, %d missing (at most %d), %d rewinds (want %d)", alone.err, alone.gaps, tr.gaps, alone.rewinds, tr.anew)
						}
						facts.mu.Lock()
						if tr.count != "" && facts.rejected[tr.count] == 0 {
							t.Errorf("not counted as %s: %v", tr.count, facts.rejected)
						}
						facts.mu.Unlock()
					}
					both, _ := observe(t, tr, true)
					if both.err != "" || both.gaps > 0 || both.rewinds != tr.anew {
						t.Errorf("with a second feed: %s, %d missing, %d rewinds (want %d)", both.err, both.gaps, both.rewinds, tr.anew)
					}
					mu.Lock()
					defer mu.Unlock()
					recoveries = append(recoveries, alone.recovered, both.recovered)
					rows[tr.name] = fmt.Sprintf("| %s | %s | %s | %d | %d ms | %d ms |", tr.name, tr.say, dashes(tr.count), alone.gaps, alone.recovered.Milliseconds(), both.recovered.Milliseconds())
					if onlyFeed {
						rows[tr.name] = fmt.Sprintf("| %s | %s | %s | - | ends with an error | %d ms |", tr.name, tr.say, dashes(tr.count), both.recovered.Milliseconds())
					}
				})
			})
		}
	})
	slices.Sort(recoveries)
	p95 := recoveries[len(recoveries)*95/100]
	t.Logf("%d faults, recovery p50 %s, p95 %s", len(trials), recoveries[len(recoveries)/2], p95)
	if *faultTable != "" {
		if p95 > 2*time.Second { // of a run on a machine that is free for it
			t.Errorf("p95 of recovery is %s", p95)
		}
		var text strings.Builder
		text.WriteString("| fault | what the client does | counted as | missing, alone | back after, alone | with a second feed |\n|---|---|---|---|---|---|\n")
		for _, tr := range trials {
			text.WriteString(rows[tr.name] + "\n")
		}
		if err := os.WriteFile(*faultTable, []byte(text.String()), 0o644); err != nil {
			t.Error(err)
		}
	}
}

func dashes(s string) string {
	if s == "" {
		return "-"
	}
	return s
}
