package terminal

import (
	"os"

	"golang.org/x/term"
)

// DefaultWidth is the width of text that does not go to a terminal.
const DefaultWidth = 100

// Palette colours text, or leaves it alone. The zero Palette leaves it alone.
type Palette struct{ On bool }

func (p Palette) paint(code, s string) string {
	if !p.On || s == "" {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}

// Bold is for what the eye should find first.
func (p Palette) Bold(s string) string { return p.paint("1", s) }

// Dim is for what the eye may skip.
func (p Palette) Dim(s string) string { return p.paint("2", s) }

// Red marks errors.
func (p Palette) Red(s string) string { return p.paint("1;31", s) }

// Yellow marks warnings.
func (p Palette) Yellow(s string) string { return p.paint("1;33", s) }

// Blue marks hints.
func (p Palette) Blue(s string) string { return p.paint("1;34", s) }

// Green marks ways out and clean results.
func (p Palette) Green(s string) string { return p.paint("32", s) }

// Cyan marks names.
func (p Palette) Cyan(s string) string { return p.paint("36", s) }

// IsTerminal reports whether f is a terminal that understands colours.
func IsTerminal(f *os.File) bool {
	return term.IsTerminal(int(f.Fd())) && os.Getenv("TERM") != "dumb"
}

// WidthOf returns the width of the terminal behind f, or [DefaultWidth].
func WidthOf(f *os.File) int {
	if w, _, err := term.GetSize(int(f.Fd())); err == nil && w > 0 {
		return max(w, 40)
	}
	return DefaultWidth
}
