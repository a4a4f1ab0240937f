package iac

import (
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/archvet/archvet/detect/arch"
)

// Build is an image that the repository builds: what a Dockerfile says of the
// program inside. Texts are as written, with their variables; [Build.Resolve] puts
// the values of build arguments into them.
type Build struct {
	Dockerfile string             // path of the file
	Base       arch.Value[string] // image that the last stage stands on in the end, with the defaults of its arguments
	Args       map[string]string  // defaults of the arguments before the first stage
	Stages     []Stage
	Expose     []arch.Value[int] // of the last stage and those it is based on
}

// Stage is one stage of a Dockerfile.
type Stage struct {
	Name       string
	Base       arch.Value[string] // image, or name of an earlier stage, with the defaults of its arguments
	BaseText   string             // the same as written
	From       int                // index of the earlier stage it is based on, or -1
	Entrypoint []arch.Value[string]
	Cmd        []arch.Value[string]
	Copies     []Copy
	Runs       []Run
	Workdir    string // the last one, absolute
	Env        []Env
	Args       map[string]string // build arguments with their defaults
	Expose     []arch.Value[int]
	At         arch.Range
}

// Copy is a COPY or ADD instruction, or a mount of a RUN.
type Copy struct {
	From    string // stage or image; "" for the build context
	Sources []string
	Dest    string // absolute; ends with "/" when it is a directory for certain
	At      arch.Range
}

// Run is a RUN instruction.
type Run struct {
	Text   arch.Value[string] // what the shell gets
	Dir    string             // working directory
	Mounts []Copy
}

// Built is what a [Build] gives for one target and set of build arguments.
type Built struct {
	Base       arch.Value[string]   // image of somebody else that it stands on
	Entrypoint []arch.Value[string] // as written: what is in it is for the container's shell
	Cmd        []arch.Value[string]
	Expose     []arch.Value[int]
	Workdir    string
	Programs   []Program // what the stages that it takes files from compile

	build *Build
	final int
	args  map[string]string
}

// maxDepth bounds stages upon stages and variables in variables.
const maxDepth = 16

// Resolve works the build out for a target ("" for the last stage) and build
// arguments; ok is false when there is no such stage.
func (b *Build) Resolve(target string, args map[string]string) (Built, bool) {
	m := Built{build: b, final: len(b.Stages) - 1, args: args}
	if target != "" {
		m.final = b.stage(target, len(b.Stages))
	}
	if m.final < 0 {
		return Built{}, false
	}
	chain := m.chain(m.final)
	root := b.Stages[chain[len(chain)-1]]
	m.Base = arch.Given(root.BaseText, root.Base.At)
	if text, why := m.expand(root.BaseText, -1); why != "" {
		m.Base = arch.Hide[string](root.Base.At, why)
	} else {
		m.Base.V = text
	}
	for _, i := range chain {
		s := b.Stages[i]
		if m.Cmd == nil {
			m.Cmd = s.Cmd
		}
		m.Expose = append(m.Expose, s.Expose...)
		if len(s.Entrypoint) > 0 {
			m.Entrypoint = s.Entrypoint
			break // a new entrypoint drops the command of what is below it
		}
	}
	m.Workdir, _ = m.expand(b.Stages[m.final].Workdir, m.final)
	for _, i := range m.reached() {
		if len(m.Programs) > maxPrograms {
			break
		}
		m.Programs = append(m.Programs, m.compiled(i)...)
	}
	return m, true
}

// stage finds a stage before a limit by name or number; -1 when there is none.
func (b *Build) stage(name string, before int) int {
	for i := min(before, len(b.Stages)) - 1; i >= 0; i-- {
		if strings.EqualFold(b.Stages[i].Name, name) && name != "" {
			return i
		}
	}
	if i, err := strconv.Atoi(name); err == nil && i >= 0 && i < before && i < len(b.Stages) {
		return i
	}
	return -1
}

// chain lists a stage and those that it is based on.
func (m *Built) chain(i int) []int {
	var list []int
	for i >= 0 && i < len(m.build.Stages) {
		list = append(list, i)
		from := m.build.Stages[i].From
		if from >= i {
			break
		}
		i = from
	}
	return list
}

// reached lists the final stage and all that it takes files from.
func (m *Built) reached() []int {
	list := m.chain(m.final)
	for k := 0; k < len(list); k++ {
		i := list[k]
		for _, c := range m.build.Stages[i].Copies {
			from := m.source(c, i)
			if from < 0 {
				continue
			}
			for _, j := range m.chain(from) {
				if !slices.Contains(list, j) {
					list = append(list, j)
				}
			}
		}
	}
	return list
}

// source is the stage that a copy takes from, or -1.
func (m *Built) source(c Copy, stage int) int {
	if c.From == "" {
		return -1
	}
	name, _ := m.expand(c.From, stage)
	return m.build.stage(name, stage)
}

// lookup finds a variable of a stage; -1 stands for what precedes the first one.
func (m *Built) lookup(name string, stage int) (string, bool) {
	if stage >= 0 {
		for _, i := range m.chain(stage) {
			for _, e := range slices.Backward(m.build.Stages[i].Env) {
				if e.Name == name && e.Value.Known() {
					return e.Value.V, true
				}
			}
		}
	}
	if v, ok := m.args[name]; ok {
		return v, true
	}
	if stage >= 0 {
		for _, i := range m.chain(stage) {
			if v, ok := m.build.Stages[i].Args[name]; ok {
				return v, true
			}
		}
	}
	v, ok := m.build.Args[name]
	return v, ok
}

// expand puts values in for variables; why says what is not known.
func (m *Built) expand(text string, stage int) (out, why string) {
	return Expand(text, func(name string) (string, bool) { return m.lookup(name, stage) })
}

// Expand replaces $NAME, ${NAME}, ${NAME:-default} and ${NAME:+other} as a shell
// does. What it cannot replace stays as written, and why names the first of it.
func Expand(text string, lookup func(string) (string, bool)) (out, why string) {
	e := expander{lookup: lookup}
	e.run(text, 0)
	return e.out.String(), e.why
}

type expander struct {
	lookup func(string) (string, bool)
	out    strings.Builder
	why    string
	steps  int // variables replaced so far: they may double at each step
}

const (
	maxExpanded = 32 << 10
	maxSteps    = 500
)

func (e *expander) run(text string, depth int) {
	for {
		before, after, ok := strings.Cut(text, "$")
		e.out.WriteString(before)
		if !ok {
			return
		}
		if e.out.Len() > maxExpanded || depth > maxDepth {
			e.fail("$"+after, "too deep or too long when expanded")
			return
		}
		if strings.HasSuffix(before, `\`) {
			e.out.WriteString("$")
			text = after
			continue
		}
		n := identifier(after)
		switch {
		case n > 0:
			e.variable(after[:n], "$"+after[:n], depth)
			text = after[n:]
		case strings.HasPrefix(after, "{") && strings.Contains(after, "}"):
			end := matching(after)
			e.braced(after[1:end], depth)
			text = after[end+1:]
		case strings.HasPrefix(after, "("):
			e.fail("$"+after, "the output of a command")
			return
		default:
			e.out.WriteString("$")
			text = after
		}
	}
}

func (e *expander) fail(text, why string) {
	e.out.WriteString(text)
	if e.why == "" {
		e.why = why
	}
}

func (e *expander) variable(name, written string, depth int) {
	v, ok := e.lookup(name)
	if e.steps++; !ok || e.steps > maxSteps {
		e.fail(written, "variable "+name+" is not set here")
		return
	}
	e.run(v, depth+1)
}

func (e *expander) braced(text string, depth int) {
	n := identifier(text)
	name, op := text[:n], text[n:]
	v, set := e.lookup(name)
	if strings.HasPrefix(op, ":") {
		set = set && v != ""
		op = op[1:]
	}
	switch {
	case n > 0 && op == "":
		e.variable(name, "${"+text+"}", depth)
	case strings.HasPrefix(op, "-") && set, strings.HasPrefix(op, "?"):
		e.variable(name, "${"+text+"}", depth)
	case strings.HasPrefix(op, "-"):
		e.run(op[1:], depth+1)
	case strings.HasPrefix(op, "+") && set:
		e.run(op[1:], depth+1)
	case strings.HasPrefix(op, "+"):
	default:
		e.fail("${"+text+"}", "an operation on variable "+name)
	}
}

func identifier(s string) int {
	n := 0
	for n < len(s) && (s[n] == '_' || s[n]|0x20 >= 'a' && s[n]|0x20 <= 'z' || n > 0 && s[n] >= '0' && s[n] <= '9') {
		n++
	}
	return n
}

// matching finds the brace that closes the one that s begins with; the last one
// when there are too few.
func matching(s string) int {
	level := 0
	for i := range len(s) {
		switch s[i] {
		case '{':
			level++
		case '}':
			if level--; level == 0 {
				return i
			}
		}
	}
	return strings.LastIndexByte(s, '}')
}

// inside joins a path in a container to the directory that it is relative to.
func inside(dir, name string) string {
	if path.IsAbs(name) {
		return path.Clean(name)
	}
	return path.Join("/", dir, name)
}
