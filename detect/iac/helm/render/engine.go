package render

import (
	"fmt"
	"regexp"
	"strings"
	"sync"
	"text/template/parse"

	"github.com/archvet/archvet/detect/arch"
)

// The bounds on all templates of an engine together.
const (
	maxSteps  = 3_000_000
	maxBytes  = 64 << 20 // of all texts that are made on the way
	maxText   = 2 << 20  // of one
	maxPieces = 100_000  // of one
	maxCalls  = 100      // templates within templates
	maxLength = 20_000   // of a list
	maxSource = 2 << 20
	maxAction = 20_000 // in one file
)

// File is one template file.
type File struct {
	Path string // in the repository, for places
	Name string // within the chart: "shop/templates/cart.yaml"
	Data []byte
}

// Object is a value with methods, such as the files of a chart.
type Object struct {
	methods map[string]method
	fields  map[string]Value
}

// Engine holds the templates of a chart and its sub-charts.
type Engine struct {
	named map[string]*body
	funcs map[string]function
	whys  []string // the reasons of unknown values that were printed

	steps, bytes, calls int
	stopped             string
}

// body is a template: what to do, and the text that it is written as.
type body struct {
	root   *parse.ListNode
	source Text
	text   string
}

// New makes an engine without templates.
func New() *Engine { return &Engine{named: map[string]*body{}, funcs: functions()} }

// Parse adds a file's templates. Those of an earlier file that have the same name
// are replaced.
func (e *Engine) Parse(f File) error {
	text := string(f.Data)
	b, err := e.parse(f.Name, text, Text{{S: text, At: arch.Range{File: f.Path, End: len(text)}}})
	if err != nil {
		return err
	}
	e.named[f.Name] = b
	return nil
}

func (e *Engine) parse(name, text string, source Text) (b *body, err error) {
	if len(text) > maxSource {
		return nil, fmt.Errorf("larger than %d bytes", maxSource)
	}
	if strings.Count(text, "{{") > maxAction {
		return nil, fmt.Errorf("more than %d actions", maxAction)
	}
	t := parse.New(name)
	t.Mode = parse.SkipFuncCheck
	set := map[string]*parse.Tree{}
	if _, err := t.Parse(text, "", "", set); err != nil {
		return nil, err
	}
	for defined, tree := range set {
		if tree != t && tree.Root != nil {
			e.named[defined] = &body{root: tree.Root, source: source, text: text}
		}
	}
	return &body{root: t.Root, source: source, text: text}, nil
}

var errorPlace = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^template: .*?:(\d+)(?::\d+)?: `) })

// Message is what a syntax error says, and the line that it says it of.
func Message(err error) (message string, line int) {
	message = err.Error()
	if m := errorPlace().FindStringSubmatch(message); m != nil {
		line = int(Value{v: plain(m[1])}.int())
		message = message[len(m[0]):]
	}
	return message, line
}

// Stopped says why the rest of the templates is not rendered, "" when all is.
func (e *Engine) Stopped() string { return e.stopped }

// Render runs one file's template.
func (e *Engine) Render(name string, dot Value) *Rendered {
	b := e.named[name]
	if b == nil || e.stopped != "" {
		return &Rendered{}
	}
	return &Rendered{Text: e.run(b, dot)}
}

// run gives the output of a template with dot as its context.
func (e *Engine) run(b *body, dot Value) Text {
	if e.calls >= maxCalls {
		e.stop("templates include each other too deep")
		return nil
	}
	e.calls++
	f := &frame{engine: e, body: b, vars: []variable{{"$", dot}}}
	f.list(b.root, dot)
	e.calls--
	return f.out
}

func (e *Engine) stop(why string) {
	if e.stopped == "" {
		e.stopped = why
	}
}

// step counts work; it is false when there was too much.
func (e *Engine) step() bool {
	if e.steps++; e.steps > maxSteps {
		e.stop("the templates take too many steps")
	}
	return e.stopped == ""
}

// keep bounds a value that was made.
func (e *Engine) keep(v Value) Value {
	size := 0
	switch x := v.v.(type) {
	case Text:
		if size = x.size(); len(x) > maxPieces {
			size = maxText + 1
		}
		e.bytes += size + 16*len(x)
	case []Value:
		size = len(x) * (maxText / maxLength)
		e.bytes += 16 * len(x)
	case *Dict:
		e.bytes += 16 * len(x.m)
	}
	if size > maxText || e.bytes > maxBytes {
		e.stop("the templates give too much text")
		return Value{}
	}
	return v
}

// The marks around the number of a reason, where an unknown value is printed.
const (
	markStart = '\ue000'
	markEnd   = '\ue001'
)

var markPattern = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile("\ue000[0-9]+\ue001") })

// note writes down that an unknown value is printed.
func (e *Engine) note(why string) string {
	e.whys = append(e.whys, why)
	return fmt.Sprintf("%c%d%c", markStart, len(e.whys)-1, markEnd)
}

// Unmark splits a scalar of marked output into its text and the reason for which the
// text is not whole.
func (e *Engine) Unmark(s string) (text, why string) {
	text = markPattern().ReplaceAllStringFunc(s, func(m string) string {
		i := int(Value{v: plain(m[len("\ue000") : len(m)-len("\ue001")])}.int())
		if i < 0 || i >= len(e.whys) {
			return m
		}
		if why == "" {
			why = e.whys[i]
		}
		return ""
	})
	return text, why
}
