package terraform

import (
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/iac/terraform/eval"
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
	if s := v.get("type").String(); s.Known() {
		u.Labels = map[string]string{"workflow-type": strings.ToUpper(s.V)}
	}
}

// relateWorkflow links a state machine to what its tasks work on.
func relateWorkflow(r *root, v view) {
	definition := v.get("definition")
	doc, ok := document(definition)
	if !ok {
		return
	}
	m := &machine{root: r, unit: r.units[v.id], node: definition, at: v.at(definition)}
	m.states(doc["States"], 0)
}

// machine walks the states of one workflow.
type machine struct {
	*root
	unit *iac.Unit
	node eval.Node
	at   arch.Range
}

const maxStates = 12 // maps within maps of one document

func (m *machine) states(v any, depth int) {
	states, _ := v.(map[string]any)
	if depth > maxStates {
		return
	}
	for _, name := range keysOf(states) {
		state, _ := states[name].(map[string]any)
		m.state(name, state)
		branches, _ := state["Branches"].([]any)
		for _, b := range branches {
			if branch, ok := b.(map[string]any); ok {
				m.states(branch["States"], depth+1)
			}
		}
		for _, key := range []string{"ItemProcessor", "Iterator"} {
			if inner, ok := state[key].(map[string]any); ok {
				m.states(inner["States"], depth+1)
			}
		}
	}
}

func keysOf(m map[string]any) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// state links a task to the function, workflow or resource that it works on.
func (m *machine) state(name string, state map[string]any) {
	action, _ := state["Resource"].(string)
	if action == "" {
		return
	}
	text := m.node.Part(action)
	task := task{name: name, action: action, state: state}
	if id := m.targetOf(text); id != "" && (len(text.Refs()) > 0 || strings.Contains(action, ":function:")) {
		m.task(id, task) // the function itself is the resource
		return
	}
	for _, key := range []string{"Parameters", "Arguments"} {
		m.params(state[key], &task, 0)
	}
}

type task struct {
	name, action string
	async        bool
	state        map[string]any
}

// payload are parameters that are data for the far end rather than its name.
var payload = map[string]bool{"Payload": true, "MessageBody": true, "Message": true, "Input": true, "Detail": true, "Item": true, "Body": true,
	"RoleArn": true, "ClientContext": true}

// params looks for what the parameters of a task name.
func (m *machine) params(v any, t *task, depth int) {
	if depth > maxStates {
		return
	}
	switch v := v.(type) {
	case string:
		text := m.node.Part(v)
		if id := m.targetOf(text); id != "" && (len(text.Refs()) > 0 || len(v) > 2) {
			m.task(id, *t)
		}
	case map[string]any:
		t.async = t.async || v["InvocationType"] == "Event"
		for _, key := range keysOf(v) {
			if !payload[strings.TrimSuffix(key, ".$")] {
				m.params(v[key], t, depth+1)
			}
		}
	case []any:
		for _, w := range v {
			m.params(w, t, depth+1)
		}
	}
}

func (m *machine) task(id string, t task) {
	async := t.async || fireAndForget(t.action)
	what := "task " + t.name
	u := m.units[id]
	if u == nil {
		if res := m.resources[id]; res != nil && res.Kind != arch.OtherResource {
			m.linkTo(m.unit.ID, res, arch.Trigger{At: m.at}, what)
		}
		return
	}
	if id == m.unit.ID {
		return
	}
	trigger := arch.Trigger{Kind: arch.OnWorkflow, At: m.at, From: m.unit.ID, Async: arch.Given(async, m.at)}
	if s, ok := number(t.state["TimeoutSeconds"]); ok && !async && s > 0 && s < 1e9 {
		trigger.Waits = arch.Given(secondsOf(s), m.at)
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
	m.link(iac.Link{From: m.unit.ID, To: id, Style: style, Protocol: "invoke", At: m.at, What: what})
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
