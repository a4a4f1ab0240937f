package awscfn

import (
	"bytes"
	"strconv"
	"strings"
	"unicode"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/limits"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

func (s *Stack) declareWorkflow(r *resource) {
	u := s.newUnit(r, arch.Workflow, arch.StepFunctions)
	s.Workflow(u, r.First("DefinitionUri", "DefinitionS3Location"))
}

// Workflow marks a unit as a state machine whose definition lies in a file, where
// there is one.
func (s *Stack) Workflow(u *iac.Unit, location View) {
	u.Code.Language = "asl"
	switch p, ok := s.localFile(location); {
	case ok:
		u.Code.Dir = arch.Given(p, location.At())
	case location.Exists():
		u.Code.Dir = arch.Hide[string](location.At(), "the definition is not here")
	default:
		u.Code.Inline = true
		u.Code.Dir = arch.Given(s.opts.File, u.At)
	}
}

func (s *Stack) bindWorkflow(r *resource) {
	u := s.repo.units[s.ID(r.logical)]
	if u == nil {
		return
	}
	if r.typ == "AWS::Serverless::StateMachine" {
		s.samEvents(r)
	}
	Plan(u, r.First("Type", "StateMachineType"))
	s.States(u, r.First("Definition", "DefinitionString"), r.get("DefinitionSubstitutions"))
	finishWorkflow(u)
}

// Plan reads whether a workflow is an EXPRESS or a STANDARD one.
func Plan(u *iac.Unit, typ View) {
	plan := typ.String()
	if plan.Known() {
		plan.V = strings.ToUpper(plan.V)
		u.Labels = map[string]string{WorkflowType: plan.V}
	}
	u.Settings.Plan = plan.Or(arch.ByDefault(planStandard, u.At, standardWorkflow))
}

const (
	planStandard = "STANDARD"
	planExpress  = "EXPRESS"
)

// finishWorkflow gives a workflow that sets no time limit the one of its plan.
func finishWorkflow(u *iac.Unit) {
	id := map[string]string{planStandard: standardWorkflow, planExpress: limits.ExpressWorkflow}[u.Settings.Plan.V]
	l, _ := limits.Get(id)
	if d, ok := l.Max.Duration(); ok && u.Settings.Plan.Known() {
		u.Settings.Timeout = u.Settings.Timeout.Or(arch.ByDefault(d, u.At, id))
	}
}

// WorkflowType is the label that tells an EXPRESS workflow from a STANDARD one.
const WorkflowType = "workflow-type"

// InlineStates is [Stack.States] for a definition that is a part of the stack's own
// documents, whichever file it lies in.
func (s *Stack) InlineStates(u *iac.Unit, definition View) {
	m := &machine{s: s, unit: u}
	if definition.Kind() == yamldoc.Map {
		m.definition(definition)
	} else if definition.Exists() {
		m.text(definition)
	}
	finishWorkflow(u)
}

// States reads a state machine's definition, from its file or from the template,
// and links it to what its tasks work on.
func (s *Stack) States(u *iac.Unit, inline, substitutions View) {
	m := &machine{s: s, unit: u, subs: substitutions}
	inline = inline.object()
	switch name, _ := inline.call(); {
	case !u.Code.Inline:
		f := s.repo.Tree.File(u.Code.Dir.V)
		if !u.Code.Dir.Known() || f == nil {
			return
		}
		if data, err := f.Data(); err == nil {
			docs, problems := yamldoc.Parse(f.Path, fillPlaceholders(data))
			for _, p := range problems {
				s.repo.Tree.Report(p)
			}
			if len(docs) > 0 {
				m.definition(s.plain().View(docs[0]))
			}
		}
	case inline.Kind() == yamldoc.Map && name == "":
		m.definition(inline)
	case inline.Exists():
		m.text(inline)
	}
}

// plain returns the stack without the variables of the format around it, which do
// not reach into files of other formats.
func (s *Stack) plain() *Stack {
	p := *s
	p.vars = nil
	return &p
}

// machine walks the states of one workflow.
type machine struct {
	s      *Stack
	unit   *iac.Unit
	subs   View
	refs   []iac.Part // what the marks of an inline text stand for
	at     arch.Range // where an inline text lies, whose own positions mean nothing
	sub    bool       // the text is that of an Fn::Sub
	vars   View       // with these variables
	linked []string   // what tasks work on, in order
}

// definition walks a whole state machine.
func (m *machine) definition(v View) {
	if m.timeout(v, "TimeoutSeconds").Known() || m.timeout(v, "TimeoutSeconds").Hidden() {
		m.unit.Settings.Timeout = m.timeout(v, "TimeoutSeconds")
	}
	m.states(v.Get("States"), cover{}, 0)
}

// text reads a definition that is one string of the template. References become
// marks, so that the rest parses.
func (m *machine) text(inline View) {
	if m.inner(inline) {
		return
	}
	var b strings.Builder
	for _, p := range inline.Text().Parts {
		if p.Ref == "" && p.Why == "" {
			b.WriteString(p.Literal)
			continue
		}
		b.WriteString("${" + markStart + strconv.Itoa(len(m.refs)) + "}")
		m.refs = append(m.refs, p)
	}
	m.at = inline.At()
	docs, _ := yamldoc.Parse(m.at.File, fillPlaceholders([]byte(b.String())))
	if len(docs) > 0 {
		m.definition(m.s.plain().View(docs[0]))
	}
}

// inner reads a definition where it is written, which keeps its places: a text, or
// that of an Fn::Sub, whose variables are within strings.
func (m *machine) inner(inline View) bool {
	name, arg := inline.call()
	n := inline.n
	if name == "Sub" {
		n = arg.n
		if n.Kind() == yamldoc.List {
			n, m.vars = n.Index(0), m.s.View(n.Index(1))
		}
	}
	if name != "Sub" && name != "" || m.s.loop != nil {
		return false
	}
	docs, problems := n.Inner()
	if len(docs) != 1 || len(problems) > 0 || docs[0].Kind() != yamldoc.Map {
		return false
	}
	m.sub = name == "Sub"
	m.definition(m.s.plain().View(docs[0]))
	m.sub = false
	return true
}

const markStart = "archvet-ref-"

// fillPlaceholders makes JSON of a definition in which placeholders stand where a
// number belongs: ${x} outside of quotes becomes "$x", which is as long. In YAML it is
// a plain text already.
func fillPlaceholders(data []byte) []byte {
	if !bytes.HasPrefix(bytes.TrimSpace(data), []byte("{")) {
		return data
	}
	out := append([]byte(nil), data...)
	quoted := false
	for i := 0; i < len(out); i++ {
		switch {
		case out[i] == '\\' && quoted:
			i++
		case out[i] == '"':
			quoted = !quoted
		case out[i] == '\n':
			quoted = false
		case !quoted && out[i] == '$' && i+1 < len(out) && out[i+1] == '{':
			end := i + 2
			for end < len(out) && out[end] != '}' && out[end] != '\n' {
				end++
			}
			if end < len(out) && out[end] == '}' {
				out[i], out[i+1], out[end] = '"', '$', '"'
			}
			i = end
		}
	}
	return out
}

func (m *machine) states(states View, around cover, depth int) {
	if depth > 10 {
		return
	}
	for name, state := range states.Pairs() {
		m.task(name, state, around)
		m.state(name, state.Get("ItemReader"))
		m.state(name, state.Get("ResultWriter"))
		within := around.with(state)
		for branch := range state.Get("Branches").Items() {
			m.states(branch.Get("States"), within, depth+1)
		}
		m.states(state.First("ItemProcessor", "Iterator").Get("States"), within, depth+1)
	}
}

// value evaluates a text of the definition: its placeholders are substitutions or,
// in an inline text, marks.
func (m *machine) value(v View) iac.Text {
	if v.Kind() != yamldoc.Scalar {
		return v.Text()
	}
	if name, _ := v.call(); name != "" {
		return v.Text()
	}
	var parts []iac.Part
	text := v.n.Text()
	if name, ok := placeholderName(text); ok {
		return iac.Compose(m.place(v), m.placeholder(name)...)
	}
	for len(parts) < maxParts {
		before, rest, ok := strings.Cut(text, "${")
		if before != "" {
			parts = append(parts, iac.Part{Literal: before})
		}
		name, after, closed := strings.Cut(rest, "}")
		if !ok || !closed {
			break
		}
		parts = append(parts, m.placeholder(name)...)
		text = after
	}
	return iac.Compose(v.At(), parts...)
}

func (m *machine) placeholder(name string) []iac.Part {
	if mark, ok := strings.CutPrefix(name, markStart); ok {
		if n, err := strconv.Atoi(mark); err == nil && n >= 0 && n < len(m.refs) {
			return m.refs[n : n+1]
		}
	}
	if inner, escaped := strings.CutPrefix(name, "!"); m.sub && !escaped {
		return m.s.named(strings.TrimSpace(name), m.vars)
	} else if m.sub {
		name = inner
	}
	if v := m.subs.Get(name); v.Exists() {
		return v.Text().Parts
	}
	return []iac.Part{{Why: "placeholder " + name + " is not substituted"}}
}

// placeholderName returns the name in a text that fillPlaceholders made. Paths have a
// dot behind the dollar sign.
func placeholderName(text string) (string, bool) {
	name, ok := strings.CutPrefix(text, "$")
	plain := strings.IndexFunc(name, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '_' && r != '-'
	}) < 0
	return name, ok && name != "" && plain
}

func (m *machine) place(v View) arch.Range {
	if !m.at.IsZero() {
		return m.at
	}
	return v.At()
}
