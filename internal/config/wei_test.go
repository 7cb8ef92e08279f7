package config

import "testing"

func TestParseWeiWithAndWithoutSpace(t *testing.T) {
	for text, want := range map[string]string{
		"0": "0", "7": "7", "7 wei": "7", "0.1gwei": "100000000", " 0.1  gwei ": "100000000", "1ether": "1000000000000000000",
		"": "", "gwei": "", "-1": "", "1e9": "", "0.1": "", "1 szabo": "", "0.0000000001gwei": "",
	} {
		v, err := ParseWei(text)
		if (err == nil) != (want != "") || err == nil && v.Dec() != want {
			t.Errorf("%q: %v, %v; want %q", text, v, err, want)
		}
	}
}
