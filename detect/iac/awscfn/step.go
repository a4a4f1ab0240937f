package awscfn

import (
	"strings"
	"time"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

// cover is what the states around a task do when it fails.
type cover struct{ retried, caught bool }

func (c cover) with(state View) cover {
	return cover{
		retried: c.retried || state.n.Get("Retry").Len() > 0,
		caught:  c.caught || state.n.Get("Catch").Len() > 0,
	}
}

// maxTasks bounds the tasks of one workflow.
const maxTasks = 2000

// task adds a state that calls something to the steps of the workflow.
func (m *machine) task(name yamldoc.Node, state View, around cover) {
	target := m.state(name, state)
	if target == "" && state.Get("Type").String().V != "Task" || len(m.unit.Tasks) >= maxTasks {
		return
	}
	at := name.At()
	if !m.at.IsZero() {
		at = m.at
	}
	own := around.with(state)
	m.unit.Tasks = append(m.unit.Tasks, arch.Task{
		Name: name.Text(), Target: target, At: at,
		Timeout:   m.timeout(state, "TimeoutSeconds").Or(arch.ByDefault[time.Duration](0, at, taskTimeout)),
		Heartbeat: m.timeout(state, "HeartbeatSeconds").Or(arch.ByDefault[time.Duration](0, at, taskHeartbeat)),
		Callback:  m.callback(state),
		Retried:   handled(own.retried, state.Get("Retry"), at),
		Caught:    handled(own.caught, state.Get("Catch"), at),
	})
}

func handled(known bool, list View, at arch.Range) arch.Value[bool] {
	if why := list.Hidden(); why != "" {
		return arch.Hide[bool](list.At(), why)
	}
	return arch.Given(known, at)
}

// callback reports whether a task ends only when somebody sends its token back.
func (m *machine) callback(state View) bool {
	resource := literals(m.value(state.Get("Resource")))
	return strings.Contains(resource, ".waitForTaskToken") || strings.Contains(resource, ":activity:")
}

// timeout reads a number of seconds of a state, which may also come from its input.
func (m *machine) timeout(state View, key string) arch.Value[time.Duration] {
	if v := state.Get(key); v.Exists() {
		return m.seconds(v)
	}
	if v := state.Get(key + "Path"); v.Exists() {
		return arch.Hide[time.Duration](m.place(v), "comes from the input of the workflow")
	}
	return arch.Value[time.Duration]{}
}

func (m *machine) seconds(v View) arch.Value[time.Duration] {
	text := m.value(v).Value
	if !m.at.IsZero() {
		text.At = m.at
	}
	return inUnits(text, time.Second)
}
