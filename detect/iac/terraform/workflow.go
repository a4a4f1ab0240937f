package terraform

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/iac/terraform/eval"
	"github.com/archvet/archvet/detect/limits"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

func declareWorkflow(r *root, v view) {
	u := r.unit(v, arch.Workflow, arch.StepFunctions, v.get("name"))
	u.Code.Language = "asl"
	definition := v.get("definition")
	u.Code.Dir = definition.File()
	if !u.Code.Dir.Known() {
		u.Code.Inline = true
		u.Code.Dir = arch.Given(v.at(definition).File, v.at(definition))
	}
	u.Settings.Plan = v.get("type").String().Or(arch.ByDefault("STANDARD", v.At, "the type of a state machine"))
	if s := v.get("type").String(); s.Known() {
		u.Labels = map[string]string{"workflow-type": strings.ToUpper(s.V)}
	}
}

// relateWorkflow links a state machine to what its tasks work on.
func relateWorkflow(r *root, v view) {
	definition := v.get("definition")
	doc, ok := definition.Document()
	if !ok {
		return
	}
	m := &machine{root: r, unit: r.units[v.id], places: r.statePlaces(r.units[v.id])}
	m.states(doc.Get("States"), 0)
	m.bounds(doc, v)
}

// machine walks the states of one workflow.
type machine struct {
	*root
	unit  *iac.Unit
	found string // what the task at hand works on
	// places are where the states are written, when the definition is a file.
	places map[string]arch.Range
}

// statePlaces finds the states in the file of a definition, by name. One that cannot
// be read before it is rendered has no places of its own.
func (r *root) statePlaces(u *iac.Unit) map[string]arch.Range {
	f := r.tree.File(u.Code.Dir.V)
	if u.Code.Inline || f == nil {
		return nil
	}
	data, err := f.Data()
	if err != nil {
		return nil // recorded by Data
	}
	docs, _ := yamldoc.Parse(f.Path, data) // its faults may be those of a template
	places := map[string]arch.Range{}
	if len(docs) > 0 {
		placeStates(docs[0].Get("States"), places, 0)
	}
	return places
}

func placeStates(states yamldoc.Node, places map[string]arch.Range, depth int) {
	if depth > maxStates {
		return
	}
	for name, state := range states.Pairs() {
		places[name.Text()] = name.At()
		for branch := range state.Get("Branches").Items() {
			placeStates(branch.Get("States"), places, depth+1)
		}
		for _, key := range []string{"ItemProcessor", "Iterator"} {
			placeStates(state.Get(key).Get("States"), places, depth+1)
		}
	}
}

// bounds reads how long a run may take.
func (m *machine) bounds(doc eval.Node, v view) {
	s := &m.unit.Settings
	s.Timeout = seconds(doc.Get("TimeoutSeconds"))
	if !s.Plan.Known() {
		return
	}
	limit := "aws.sfn.standard.duration"
	if s.Plan.V == "EXPRESS" {
		limit = limits.ExpressWorkflow
	}
	if l, ok := limits.Get(limit); ok {
		if d, ok := l.Max.Duration(); ok {
			s.Timeout = s.Timeout.Or(arch.ByDefault(d, v.At, limit))
		}
	}
}

const maxStates = 12 // maps within maps of one document

func (m *machine) states(states eval.Node, depth int) {
	if depth > maxStates {
		return
	}
	for _, e := range states.Elems() {
		state := e.Node()
		m.state(e.Key, state)
		for _, branch := range state.Get("Branches").List() {
			m.states(branch.Get("States"), depth+1)
		}
		for _, key := range []string{"ItemProcessor", "Iterator"} {
			m.states(state.Path(key, "States"), depth+1)
		}
	}
}

// task is a state that calls something.
type task struct {
	name, action string
	async        bool
	at           arch.Range
	timeout      eval.Node
}

// state adds a task, and links it to the function, workflow or resource that it works
// on.
func (m *machine) state(name string, state eval.Node) {
	resource := state.Get("Resource")
	if !resource.Exists() {
		return
	}
	t := task{name: name, at: resource.At(), timeout: state.Get("TimeoutSeconds")}
	if at, ok := m.places[name]; ok {
		t.at = at
	}
	text := resource.Text()
	for _, p := range text.Parts {
		t.action += p.Literal
	}
	m.found = ""
	if id := m.target(resource); id != "" && (len(text.Refs()) > 0 || strings.Contains(t.action, ":function:")) {
		m.task(id, t) // the function itself is the resource
	} else {
		for _, key := range []string{"Parameters", "Arguments"} {
			m.params(state.Get(key), &t, 0)
		}
	}
	m.unit.Tasks = append(m.unit.Tasks, arch.Task{
		Name: name, Target: cmp.Or(m.found, t.action), At: t.at, Callback: strings.Contains(t.action, ".waitForTaskToken"),
		Timeout: bound(state, "TimeoutSeconds", t.at), Heartbeat: bound(state, "HeartbeatSeconds", t.at),
		Retried: arch.Given(len(state.Get("Retry").List()) > 0, t.at), Caught: arch.Given(len(state.Get("Catch").List()) > 0, t.at),
	})
}

// bound is a time limit of a state; the input of a run may hold it instead.
func bound(state eval.Node, key string, at arch.Range) arch.Value[time.Duration] {
	if path := state.Get(key + "Path"); path.Exists() {
		return arch.Hide[time.Duration](at, "the input of a run holds it")
	}
	d := seconds(state.Get(key))
	if !d.At.IsZero() {
		d.At = at
	}
	return absent(d, at, "no "+key)
}

// payload are parameters that are data for the far end rather than its name.
var payload = map[string]bool{
	"Payload": true, "MessageBody": true, "Message": true, "Input": true, "Detail": true, "Item": true, "Body": true,
	"RoleArn": true, "ClientContext": true,
}

// params looks for what the parameters of a task name.
func (m *machine) params(n eval.Node, t *task, depth int) {
	if depth > maxStates || !n.Exists() {
		return
	}
	if s, ok := n.Raw(); ok {
		if id := m.target(n); id != "" && (len(n.Instances()) > 0 || len(s) > 2) {
			m.task(id, *t)
		}
		return
	}
	t.async = t.async || n.Get("InvocationType").String().V == "Event"
	for _, e := range n.Elems() {
		if !payload[strings.TrimSuffix(e.Key, ".$")] {
			m.params(e.Node(), t, depth+1)
		}
	}
}

func (m *machine) task(id string, t task) {
	m.found = cmp.Or(m.found, id)
	async := t.async || fireAndForget(t.action)
	what := "task " + t.name
	u := m.units[id]
	if u == nil {
		if res := m.resources[id]; res != nil && res.Kind != arch.OtherResource {
			m.linkTo(m.unit.ID, res, arch.Trigger{At: t.at}, what)
		}
		return
	}
	if id == m.unit.ID {
		return
	}
	trigger := arch.Trigger{Kind: arch.OnWorkflow, At: t.at, From: m.unit.ID, Async: arch.Given(async, t.at)}
	if !async {
		trigger.Waits = seconds(t.timeout)
	}
	known := slices.ContainsFunc(u.Triggers, func(o arch.Trigger) bool { return o.Kind == trigger.Kind && o.From == trigger.From })
	if !known {
		m.bind(u, trigger, what)
		return
	}
	style := arch.Sync
	if async {
		style = arch.Async
	}
	m.link(iac.Link{From: m.unit.ID, To: id, Style: style, Protocol: "invoke", At: t.at, What: what})
}

// fireAndForget reports whether the workflow goes on before the work is done.
func fireAndForget(action string) bool {
	for _, start := range []string{"states:startExecution", "ecs:runTask", "sfn:startExecution"} {
		if i := strings.Index(action, start); i >= 0 {
			return !strings.Contains(action[i:], ".sync") && !strings.Contains(action[i:], ".waitForTaskToken")
		}
	}
	return false
}
