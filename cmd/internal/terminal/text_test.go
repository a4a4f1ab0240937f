package terminal

import (
	"slices"
	"strings"
	"testing"
)

func TestPrintable(t *testing.T) {
	for in, want := range map[string]string{
		"plain":           "plain",
		"a\x1b[31mred":    "a.[31mred",
		"a\u202eb":        "a.b",
		"two\nlines\tx\r": "two lines x",
		"bad \xff utf-8":  "bad . utf-8",
		"\u009b31m":       ".31m",
		"größe 世界 🙂 stay": "größe 世界 🙂 stay",
	} {
		if got := Printable(in); got != want {
			t.Errorf("Printable(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestCut(t *testing.T) {
	if got := Cut("abcdef", 4); got != "abc…" {
		t.Errorf("Cut = %q", got)
	}
	if got := Cut("世界世界", 5); Width(got) > 5 {
		t.Errorf("Cut of wide text = %q, %d columns", got, Width(got))
	}
	if got := CutFront("services/orders/internal", 9); got != "…internal" {
		t.Errorf("CutFront = %q", got)
	}
	if got := Pad(Cut("ab", 4), 4); got != "ab  " {
		t.Errorf("Pad = %q", got)
	}
}

func TestWrap(t *testing.T) {
	got := Wrap("one two three  verylongword x", 9)
	if want := []string{"one two", "three", "verylongword", "x"}; !slices.Equal(got, want) {
		t.Errorf("Wrap = %q, want %q", got, want)
	}
	if got := Wrap("", 9); !slices.Equal(got, []string{""}) {
		t.Errorf("Wrap of nothing = %q", got)
	}
	got = Flow([]string{"aa (x)", "bb (y)", "cc"}, ", ", 15)
	if want := []string{"aa (x), bb (y),", "cc"}; !slices.Equal(got, want) {
		t.Errorf("Flow = %q, want %q", got, want)
	}
}

func TestPalette(t *testing.T) {
	if got := (Palette{}).Red("x"); got != "x" {
		t.Errorf("colour off gives %q", got)
	}
	if got := (Palette{On: true}).Red("x"); !strings.HasPrefix(got, "\x1b[") || !strings.HasSuffix(got, "x\x1b[0m") {
		t.Errorf("colour on gives %q", got)
	}
}
