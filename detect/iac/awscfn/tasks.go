package awscfn

import (
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

// state links a task to the function, workflow or resource that it works on, and
// returns what that is.
func (m *machine) state(name yamldoc.Node, state View) (target string) {
	res := state.Get("Resource")
	if !res.Exists() {
		return ""
	}
	resource := m.value(res)
	params := state.First("Parameters", "Arguments")
	task := aslTask{name: name.Text(), at: m.place(res), action: literals(resource), timeout: state.Get("TimeoutSeconds")}
	for _, id := range resource.Refs() { // the function itself is the resource
		m.link(id, task)
		return id
	}
	if id := m.s.findNamed(resource); id != "" {
		m.link(id, task)
		return id
	}
	linked := len(m.linked)
	m.params(params, task, 0)
	if len(m.linked) > linked {
		return m.linked[linked]
	}
	return task.action
}

type aslTask struct {
	name    string
	at      arch.Range
	action  string // arn:aws:states:::sqs:sendMessage
	async   bool
	timeout View
}

// params looks for what the parameters of a task name.
func (m *machine) params(v View, task aslTask, depth int) {
	if depth > 12 {
		return
	}
	if name, _ := v.call(); name != "" || v.Kind() == yamldoc.Scalar {
		text := m.value(v)
		for _, id := range text.Refs() {
			m.link(id, task)
		}
		if id := m.s.findNamed(text); id != "" && len(text.Refs()) == 0 {
			m.link(id, task)
		}
		return
	}
	if v.Get("InvocationType").String().V == "Event" {
		task.async = true
	}
	for key, w := range v.Pairs() {
		if m.payload(key.Text()) {
			continue
		}
		if strings.Contains(key.Text(), "${") { // a table's name is a key in requests for several
			for _, id := range m.value(m.s.plain().View(key)).Refs() {
				m.link(id, task)
			}
		}
		m.params(w, task, depth+1)
	}
	for w := range v.Items() {
		m.params(w, task, depth+1)
	}
}

// payload reports whether a parameter is data for the far end rather than its name.
func (m *machine) payload(key string) bool {
	switch strings.TrimSuffix(key, ".$") {
	case "Payload", "MessageBody", "Message", "Input", "Detail", "Item", "Body", "RoleArn", "ClientContext":
		return true
	}
	return false
}

func (m *machine) link(id string, task aslTask) {
	m.linked = append(m.linked, id)
	async := task.async || m.fireAndForget(task.action)
	what := "task " + task.name
	if u := m.s.repo.units[id]; u != nil {
		t := arch.Trigger{Kind: arch.OnWorkflow, At: task.at, From: m.unit.ID, Async: arch.Given(async, task.at)}
		if task.timeout.Exists() && !async {
			t.Waits = m.seconds(task.timeout)
		}
		if id == m.unit.ID {
			m.s.Link(iac.Link{From: id, To: id, Style: arch.Async, Protocol: "invoke", At: task.at, What: what})
			return
		}
		m.s.Bind(u, t, what)
		return
	}
	r := m.s.repo.stores[id]
	if r == nil || styles[r.Kind] == "" {
		return
	}
	m.s.Link(iac.Link{From: m.unit.ID, To: id, Style: styles[r.Kind], Protocol: r.Type, At: task.at, What: what})
}

// fireAndForget reports whether the workflow goes on before the work is done.
func (m *machine) fireAndForget(action string) bool {
	for _, start := range []string{"states:startExecution", "ecs:runTask", "sfn:startExecution"} {
		if i := strings.Index(action, start); i >= 0 {
			return !strings.Contains(action[i:], ".sync") && !strings.Contains(action[i:], ".waitForTaskToken")
		}
	}
	return false
}
