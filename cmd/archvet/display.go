package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"github.com/spf13/cobra"

	"github.com/archvet/archvet/cmd/internal/report"
	"github.com/archvet/archvet/cmd/internal/terminal"
)

// colour is the value of --color.
type colour string

func (c *colour) addTo(cmd *cobra.Command) {
	*c = "auto"
	cmd.Flags().Var(c, "color", "`auto`, always or never; NO_COLOR is honoured")
}

// String, Set and Type make it a flag.
func (c *colour) String() string { return string(*c) }

func (c *colour) Set(s string) error {
	switch s {
	case "auto", "always", "never":
		*c = colour(s)
		return nil
	}
	return fmt.Errorf("must be auto, always or never")
}

func (*colour) Type() string { return "when" }

// palette decides for a stream: asked for, or a terminal whose user did not opt out.
func (c colour) palette(w io.Writer) terminal.Palette {
	f, isFile := w.(*os.File)
	auto := isFile && terminal.IsTerminal(f) && os.Getenv("NO_COLOR") == ""
	return terminal.Palette{On: c == "always" || c == "auto" && auto}
}

func widthOf(w io.Writer) int {
	if f, ok := w.(*os.File); ok {
		return terminal.WidthOf(f)
	}
	return terminal.DefaultWidth
}

// tellProblems writes what could not be read or understood, each once, in the form
// that editors understand.
func tellProblems(w io.Writer, r *report.Report) {
	told := map[string]bool{}
	for _, p := range r.Repo.Arch.Problems {
		line := terminal.Printable(p.Message)
		if !p.At.IsZero() {
			line = terminal.Printable(r.Place(p.At).String()) + ": " + line
		}
		if !told[line] {
			told[line] = true
			say(w, "%s", line)
		}
	}
}

const (
	patience = time.Second // before a user wants to know that something goes on
	tick     = 200 * time.Millisecond
)

// progress shows on a terminal that long work goes on. The function it returns ends
// that, and leaves nothing behind.
func progress(w io.Writer, what string) (done func()) {
	f, ok := w.(*os.File)
	if !ok || !terminal.IsTerminal(f) {
		return func() {}
	}
	stop, gone := make(chan struct{}), make(chan struct{})
	start := time.Now()
	go func() {
		defer close(gone)
		t := time.NewTicker(tick)
		defer t.Stop()
		shown := false
		for {
			select {
			case <-stop:
				if shown {
					_, _ = io.WriteString(w, "\r\x1b[K") // a progress line is no result
				}
				return
			case now := <-t.C:
				if d := now.Sub(start); d >= patience {
					shown = true
					line := terminal.Cut(fmt.Sprintf("archvet: reading %s, %.0f s", terminal.Printable(what), d.Seconds()), terminal.WidthOf(f)-1)
					_, _ = io.WriteString(w, "\r\x1b[K"+line) // a progress line is no result
				}
			}
		}
	}()
	return func() { close(stop); <-gone }
}
