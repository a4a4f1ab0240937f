package awscfn

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
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
	if express := r.First("Type", "StateMachineType").String(); express.Known() {
		u.Labels = map[string]string{WorkflowType: strings.ToUpper(express.V)}
	}
	s.States(u, r.First("Definition", "DefinitionString"), r.get("DefinitionSubstitutions"))
}

// WorkflowType is the label that tells an EXPRESS workflow from a STANDARD one.
const WorkflowType = "workflow-type"

// InlineStates is [Stack.States] for a definition that is a part of the stack's own
// documents, whichever file it lies in.
func (s *Stack) InlineStates(u *iac.Unit, definition View) {
	m := &machine{s: s, unit: u}
	if definition.Kind() == yamldoc.Map {
		m.states(definition.Get("States"), 0)
	} else if definition.Exists() {
		m.text(definition)
	}
}

// States reads a state machine's definition, from its file or from the template,
// and links it to what its tasks work on.
func (s *Stack) States(u *iac.Unit, inline, substitutions View) {
	m := &machine{s: s, unit: u, subs: substitutions}
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
				m.states(s.plain().View(docs[0]).Get("States"), 0)
			}
		}
	case inline.Kind() == yamldoc.Map && name == "":
		m.states(inline.Get("States"), 0)
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
	s    *Stack
	unit *iac.Unit
	subs View
	refs []iac.Part // what the marks of an inline text stand for
	at   arch.Range // where an inline text lies, whose own positions mean nothing
}

// text reads a definition that is one string of the template. References become
// marks, so that the rest parses.
func (m *machine) text(inline View) {
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
		m.states(m.s.plain().View(docs[0]).Get("States"), 0)
	}
}

const markStart = "archvet-ref-"

// fillPlaceholders makes JSON of a definition in which placeholders stand where a
// number belongs: ${x} outside of quotes becomes a null of the same length. In YAML
// it is a plain text already.
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
			blank := out[i:min(end+1, len(out))]
			for k := range blank {
				blank[k] = ' '
			}
			copy(blank, "null")
			i = end
		}
	}
	return out
}

func (m *machine) states(states View, depth int) {
	if depth > 10 {
		return
	}
	for name, state := range states.Pairs() {
		m.state(name, state)
		m.state(name, state.Get("ItemReader"))
		m.state(name, state.Get("ResultWriter"))
		for branch := range state.Get("Branches").Items() {
			m.states(branch.Get("States"), depth+1)
		}
		m.states(state.First("ItemProcessor", "Iterator").Get("States"), depth+1)
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
	if v := m.subs.Get(name); v.Exists() {
		return v.Text().Parts
	}
	return []iac.Part{{Why: "placeholder " + name + " is not substituted"}}
}

func (m *machine) place(v View) arch.Range {
	if !m.at.IsZero() {
		return m.at
	}
	return v.At()
}
