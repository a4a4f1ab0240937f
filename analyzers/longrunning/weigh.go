package longrunning

import (
	"fmt"
	"path"
	"strings"
	"time"

	"github.com/archvet/archvet/analyzers/internal/wording"
	"github.com/archvet/archvet/detect/arch"
)

// reason says what is wrong with an effect, in the words of a finding: the verb for
// one function and for several, and the rest of the sentence.
type reason struct {
	one, several, message string
	effect, wayOut        string
	confidence            arch.Confidence
}

// near is the share of a function's timeout, as a divisor, from which one wait fills
// too much of it: what is left must do the work, start cold and fail in order.
const near = 2

// weigh decides whether an effect holds a handler up too long.
func weigh(u *arch.Unit, e arch.Effect) (reason, bool) {
	if e.Handler == "" || e.Spawned {
		return reason{}, false
	}
	switch e.Kind {
	case arch.Sleep, arch.Wait:
		return waits(u, e)
	case arch.Spin:
		return spins(e)
	case arch.Exec:
		return runs(e)
	}
	return reason{}, false
}

var waiting = reason{
	one: "waits", several: "wait",
	effect:     "the time is billed while nothing happens, and the invocation is cut off at its timeout",
	wayOut:     "wait outside of the function: a workflow's wait state, a delayed message, or the event that ends the wait",
	confidence: arch.High,
}

// clocks are counted as waits, but only give ticks to those that wait for them.
var clocks = map[string]bool{"time.NewTicker": true, "time.Tick": true, "setInterval": true}

func waits(u *arch.Unit, e arch.Effect) (reason, bool) {
	if clocks[e.What] {
		return reason{}, false
	}
	r := waiting
	d, timeout := e.Duration, u.Settings.Timeout
	rounds, endless := rounds(e.Loops)
	switch {
	case d.Known() && timeout.Known() && timeout.V > 0 && d.V*near >= timeout.V:
		r.message = fmt.Sprintf("%s in %s, and the timeout is %s", wording.Duration(d.V), e.What, wording.Duration(timeout.V))
	case d.Known() && timeout.Known() && timeout.V > 0 && d.V*time.Duration(rounds) > timeout.V:
		r.one, r.several = "may wait", "may wait"
		r.message = fmt.Sprintf("%d times %s in %s, and the timeout is %s", rounds, wording.Duration(d.V), e.What, wording.Duration(timeout.V))
	case e.EndsWithContext:
		return r, false
	case endless:
		r.one, r.several = "polls:", "poll:"
		r.message = fmt.Sprintf("%s in a loop with no bound%s", e.What, budget(timeout))
	case e.Kind == arch.Wait && !d.Known() && len(e.Loops) == 0:
		r.message = fmt.Sprintf("in %s for something outside, with no bound%s", e.What, budget(timeout))
		r.confidence = arch.Medium
	default:
		return r, false
	}
	return r, true
}

func budget(timeout arch.Value[time.Duration]) string {
	if !timeout.Known() {
		return ""
	}
	return fmt.Sprintf(" but the timeout of %s", wording.Duration(timeout.V))
}

// rounds multiplies the constant bounds of the loops; a loop over data counts once,
// since it may have one item. endless says that one of them has no bound at all.
func rounds(loops []arch.Loop) (n int, endless bool) {
	n = 1
	for _, l := range loops {
		if l.Bound.Known() && l.Bound.V > 0 && l.Bound.V < 1e6 && n < 1e6 {
			n *= l.Bound.V
		}
		endless = endless || unbounded(l)
	}
	return n, endless
}

// unbounded reports whether a loop goes on until something outside changes: it has no
// condition, or one that asks for a state. A condition that compares sizes counts or
// looks at a clock, and a loop over data ends with it.
func unbounded(l arch.Loop) bool {
	if l.Forever || l.Data || l.Bound.Known() {
		return l.Forever && !l.Bound.Known()
	}
	asks := strings.HasPrefix(l.Over, "!") || strings.Contains(l.Over, "!=") || strings.Contains(l.Over, "==")
	return asks && !strings.ContainsAny(l.Over, "<>;")
}

func spins(e arch.Effect) (reason, bool) {
	if e.EndsWithContext {
		return reason{}, false
	}
	for _, l := range e.Loops {
		if ticks := strings.HasSuffix(l.Over, ".C") || strings.HasPrefix(l.Over, "time.Tick("); ticks && l.Exits {
			return reason{
				one: "polls", several: "poll",
				message: "at each tick of a clock with no bound, in " + e.Func,
				effect:  waiting.effect, wayOut: waiting.wayOut, confidence: arch.High,
			}, true
		}
		if l.Exits || l.Bound.Known() {
			return reason{}, false // it may end with its data, such as pages of a list
		}
	}
	return reason{
		one: "goes", several: "go",
		message:    "round in a loop that nothing ends, in " + e.Func,
		effect:     "each invocation runs until its timeout, is billed for it, and counts as failed",
		wayOut:     "end the loop with the context's deadline, or move the loop into a container",
		confidence: arch.High,
	}, true
}

// heavy names programs that work for minutes on ordinary input.
var heavy = map[string]string{
	"ffmpeg": "media conversion", "HandBrakeCLI": "media conversion", "gst-launch-1.0": "media conversion",
	"soffice": "document conversion", "libreoffice": "document conversion", "wkhtmltopdf": "document conversion", "pandoc": "document conversion",
	"chromium": "a browser", "google-chrome": "a browser", "tesseract": "text recognition", "blender": "rendering",
	"pg_dump": "a database dump", "pg_restore": "a database restore", "mysqldump": "a database dump", "mongodump": "a database dump",
	"terraform": "provisioning", "ansible-playbook": "provisioning", "docker": "container work", "npm": "a build", "mvn": "a build", "gradle": "a build",
}

func runs(e arch.Effect) (reason, bool) {
	what, found := "", false
	for word := range strings.FieldsSeq(e.What) {
		if w, ok := heavy[path.Base(strings.Trim(word, `"'`))]; ok {
			what, found = w, true
		}
	}
	if !found || e.EndsWithContext {
		return reason{}, false
	}
	return reason{
		one: "runs", several: "run",
		message:    fmt.Sprintf("%s as a child process with no time limit (%s)", what, e.What),
		effect:     "large input runs into the function's timeout, and the child may be left half way",
		wayOut:     "move it into a container job that a queue or workflow starts; at least start it with the handler's context",
		confidence: arch.Medium,
	}, true
}
