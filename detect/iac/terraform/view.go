package terraform

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/iac/terraform/eval"
)

// view is an instance as the resource type that it is interpreted as: its own, or
// for a known module that which the module makes.
type view struct {
	*eval.Instance
	id     string
	kind   string
	inputs map[string]string // names of a module's inputs by the attributes they set
	// presets are what a module sets, by attribute, when its input is left out.
	presets map[string]string
	body    eval.Node
	member  string // of the module's input that the view is about
}

// get returns an attribute, or the first block, by its path: "environment.variables".
func (v view) get(attr string) eval.Node {
	if v.inputs != nil {
		in, ok := v.inputs[attr]
		if !ok {
			return eval.Node{}
		}
		attr = in
	}
	return v.body.Path(strings.Split(attr, ".")...)
}

// all returns every block of a type.
func (v view) all(attr string) []eval.Node {
	if v.inputs != nil {
		in, ok := v.inputs[attr]
		if !ok {
			return nil
		}
		attr = in
	}
	n := v.body
	if list := n.Get(attr).Elems(); v.inputs != nil && len(list) > 0 && len(list[0].Node().Elems()) > 0 {
		var out []eval.Node // blocks that a module takes as a map or list
		for _, e := range list {
			out = append(out, e.Node())
		}
		return out
	}
	names := strings.Split(attr, ".")
	for _, name := range names[:len(names)-1] {
		n = n.Get(name)
	}
	return n.All(names[len(names)-1])
}

// at returns the place of an attribute, or that of the block when it is absent.
func (v view) at(n eval.Node) arch.Range {
	if at := n.At(); !at.IsZero() {
		return at
	}
	return v.At
}

// seconds reads a whole number of seconds.
func seconds(n eval.Node) arch.Value[time.Duration] { return scaled(n, time.Second) }

func scaled(n eval.Node, unit time.Duration) arch.Value[time.Duration] {
	v := n.Number()
	return arch.Value[time.Duration]{V: time.Duration(v.V * float64(unit)), At: v.At, Source: v.Source, Why: v.Why}
}

// span reads durations as Google writes them: "300s".
func span(n eval.Node) arch.Value[time.Duration] {
	s := n.String()
	out := arch.Value[time.Duration]{At: s.At, Source: s.Source, Why: s.Why}
	if !s.Known() {
		return out
	}
	if f, err := strconv.ParseFloat(s.V, 64); err == nil && f < 1e9 {
		out.V = time.Duration(f * float64(time.Second))
		return out
	}
	d, err := time.ParseDuration(s.V)
	if err != nil {
		return arch.Hide[time.Duration](s.At, "not a duration")
	}
	out.V = d
	return out
}

// period reads a duration as Azure writes them: "PT5M".
func period(n eval.Node) arch.Value[time.Duration] {
	s := n.String()
	out := arch.Value[time.Duration]{At: s.At, Source: s.Source, Why: s.Why}
	if !s.Known() {
		return out
	}
	rest, ok := strings.CutPrefix(s.V, "P")
	days, clock, _ := strings.Cut(rest, "T")
	d, err := time.ParseDuration(strings.ToLower(clock))
	if clock == "" {
		d, err = 0, nil
	}
	n1, err1 := strconv.Atoi(strings.TrimSuffix(days, "D"))
	if days == "" {
		n1, err1 = 0, nil
	}
	if !ok || err != nil || err1 != nil || n1 < 0 || n1 > 100_000 {
		return arch.Hide[time.Duration](s.At, "not a period")
	}
	out.V = time.Duration(n1)*24*time.Hour + d
	return out
}

// clock reads a duration as .NET writes them: "00:10:00".
func clock(s arch.Value[string]) (arch.Value[time.Duration], bool) {
	var h, m, sec int
	if _, err := fmt.Sscanf(s.V, "%d:%d:%d", &h, &m, &sec); !s.Known() || err != nil || max(h, m, sec) > 10_000 {
		return arch.Value[time.Duration]{}, false
	}
	d := time.Duration(h)*time.Hour + time.Duration(m)*time.Minute + time.Duration(sec)*time.Second
	return arch.Value[time.Duration]{V: d, At: s.At, Source: s.Source}, true
}

var size = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^([0-9.]+)\s*(Ki|Mi|Gi|K|M|G|KB|MB|GB|B)?$`) })

var sizeUnits = map[string]float64{
	"": 1.0 / (1 << 20), "B": 1.0 / (1 << 20), "Ki": 1.0 / 1024, "K": 1.0 / 1024, "KB": 1.0 / 1024,
	"Mi": 1, "M": 1, "MB": 1, "Gi": 1024, "G": 1024, "GB": 1024,
}

// mebibytes reads a size with its unit.
func mebibytes(n eval.Node) arch.Value[int] {
	s := n.String()
	out := arch.Value[int]{At: s.At, Source: s.Source, Why: s.Why}
	if !s.Known() {
		return out
	}
	m := size().FindStringSubmatch(s.V)
	if m == nil {
		return arch.Hide[int](s.At, "not a size")
	}
	f, err := strconv.ParseFloat(m[1], 64)
	if err != nil || f > 1e12 {
		return arch.Hide[int](s.At, "not a size")
	}
	out.V = int(f * sizeUnits[m[2]])
	return out
}

// named is the value that names a unit or resource: its ID when it is declared here.
func (r *root) named(n eval.Node) arch.Value[string] {
	if !n.Exists() {
		return arch.Value[string]{}
	}
	if id := r.target(n); id != "" {
		return arch.Given(id, n.At())
	}
	return n.String()
}

// env reads a map of variables.
func env(n eval.Node) []iac.Env {
	var out []iac.Env
	for _, e := range n.Elems() {
		v := e.Node()
		if !v.Exists() && !v.Hidden() {
			continue
		}
		out = append(out, iac.Env{Name: e.Key, Value: v.Text(), At: v.At()})
	}
	return out
}

// envList reads variables written as blocks or objects with a name and a value.
func envList(list []eval.Node) []iac.Env {
	var out []iac.Env
	for _, n := range list {
		name := n.Get("name").String()
		if !name.Known() || name.V == "" {
			continue
		}
		v := n.Get("value")
		text := v.Text()
		if !v.Exists() && !v.Hidden() {
			text = iac.Compose(n.At(), iac.Part{Why: "the value is in a secret or another object"})
		}
		at := text.At
		if at.IsZero() {
			at = n.At()
		}
		out = append(out, iac.Env{Name: name.V, Value: text, At: at})
	}
	return out
}

// secretEnv reads a map of variables whose values are elsewhere.
func secretEnv(n eval.Node) []iac.Env {
	var out []iac.Env
	for _, e := range n.Elems() {
		at := e.Node().At()
		out = append(out, iac.Env{Name: e.Key, Value: iac.Compose(at, iac.Part{Why: "the value is in a secret"}), At: at})
	}
	return out
}
