package wording

import (
	"testing"
	"time"

	"github.com/archvet/archvet/detect/arch"
)

func TestDuration(t *testing.T) {
	for d, want := range map[time.Duration]string{
		time.Minute: "60 s", 1500 * time.Millisecond: "1.5 s", 250 * time.Millisecond: "250 ms", 0: "0 ms", time.Hour: "3600 s", 96 * time.Hour: "4 days",
	} {
		if got := Duration(d); got != want {
			t.Errorf("Duration(%v) = %q, want %q", d, got, want)
		}
	}
}

func TestNames(t *testing.T) {
	for want, in := range map[string][]string{
		"": nil, "a": {"a"}, "a and b": {"a", "b"}, "a, b, c and d": {"a", "b", "c", "d"}, "a, b, c and 2 more": {"a", "b", "c", "d", "e"},
	} {
		if got := Names(in); got != want {
			t.Errorf("Names(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestSetSeconds(t *testing.T) {
	v := func(start, end int, d time.Duration) arch.Value[time.Duration] {
		return arch.Given(d, arch.Range{File: "f", Start: start, End: end})
	}
	for name, c := range map[string]struct {
		v          arch.Value[time.Duration]
		start, end int // of the edit; 0 and 0 for none
	}{
		"number":     {v(5, 7, time.Minute), 5, 7},
		"quoted":     {v(5, 9, time.Minute), 6, 8},
		"expression": {v(5, 16, time.Minute), 0, 0},
		"fraction":   {v(5, 6, 1500*time.Millisecond), 0, 0},
		"default":    {arch.ByDefault(time.Minute, arch.Range{File: "f", Start: 5, End: 7}, "d"), 0, 0},
	} {
		got := SetSeconds(c.v, 28*time.Second)
		switch {
		case len(got) == 0 && c.end == 0:
		case len(got) != 1 || got[0].New != "28" || got[0].At.Start != c.start || got[0].At.End != c.end:
			t.Errorf("%s: got %v, want an edit of %d to %d", name, got, c.start, c.end)
		}
	}
}
