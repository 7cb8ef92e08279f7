package config

// maxFeeds is how many feeds a client listens to.
const maxFeeds = 64

// feed checks what the feed's keys say together.
func (k *checker) feed() {
	f := k.c.Feed
	if len(f.SecondaryURLs) > 0 && len(f.URLs) == 0 {
		k.fail("feed.secondary_urls", "are for when feed.urls fail, of which there are none: move one there")
	}
	if n := len(f.URLs) + len(f.SecondaryURLs); n > maxFeeds {
		k.fail("feed.urls", "and feed.secondary_urls are %d feeds: want at most %d", n, maxFeeds)
	}
	if f.RequireSignature && len(f.Signers) == 0 {
		k.fail("feed.require_signature", "needs feed.signers: without them no message would be good")
	}
}
