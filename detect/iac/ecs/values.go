package ecs

import (
	"strconv"
	"strings"
	"time"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

// open reports whether a text holds something that is filled in later.
func open(text string) bool {
	return strings.Contains(text, "${") || strings.Contains(text, "{{") || strings.Contains(text, "<") && strings.Contains(text, ">") || strings.HasPrefix(text, "$")
}

// known reads a text; one with placeholders is out of sight.
func known(n yamldoc.Node) arch.Value[string] {
	v := n.String()
	if v.Known() && open(v.V) {
		return arch.Hide[string](n.At(), v.V+" is filled in at deployment")
	}
	return v
}

// text reads a text with what it holds of placeholders as parts.
func text(n yamldoc.Node) iac.Text {
	s := n.Text()
	if !n.Exists() || n.Kind() != yamldoc.Scalar {
		return iac.Compose(n.At(), iac.Part{Why: "not a plain value"})
	}
	var parts []iac.Part
	for len(parts) < 50 {
		before, rest, ok := strings.Cut(s, "${")
		name, after, closed := strings.Cut(rest, "}")
		if !ok || !closed {
			break
		}
		if before != "" {
			parts = append(parts, iac.Part{Literal: before})
		}
		parts = append(parts, iac.Part{Why: name + " is filled in at deployment"})
		s = after
	}
	if open(s) {
		parts = append(parts, iac.Part{Why: s + " is filled in at deployment"})
	} else if s != "" || len(parts) == 0 {
		parts = append(parts, iac.Part{Literal: s})
	}
	return iac.Compose(n.At(), parts...)
}

func variable(key, name, value yamldoc.Node) iac.Env {
	return iac.Env{Name: name.Text(), Value: text(value), At: key.At()}
}

// command reads a command line: a list of words, or one text.
func command(n yamldoc.Node) []arch.Value[string] {
	var out []arch.Value[string]
	if n.Kind() == yamldoc.Scalar {
		for _, w := range iac.Words(n.Text()) {
			out = append(out, arch.Given(w, n.At()))
		}
		return out
	}
	for item := range n.Items() {
		out = append(out, known(item))
	}
	return out
}

// image reads a reference to an image; the name is enough where registry or tag are
// filled in.
func image(n yamldoc.Node) arch.Value[string] {
	v := n.String()
	if !v.Known() || !open(v.V) {
		return v
	}
	name := v.V[strings.LastIndexByte(v.V, '/')+1:]
	name, _, _ = strings.Cut(name, "@")
	if i := strings.IndexByte(name, ':'); i >= 0 && strings.Count(name[:i], "{") == strings.Count(name[:i], "}") {
		name = name[:i]
	}
	if name == "" || open(name) || strings.ContainsAny(name, "${}<>()") {
		return known(n)
	}
	return arch.Given(name, v.At)
}

// span reads a time as Copilot and Go write it: "90s", "1h30m".
func span(n yamldoc.Node) arch.Value[time.Duration] {
	v := known(n)
	if !v.Known() {
		return arch.Value[time.Duration]{At: v.At, Why: v.Why}
	}
	d, err := time.ParseDuration(v.V)
	if days, ok := strings.CutSuffix(v.V, "d"); ok {
		var f float64
		f, err = strconv.ParseFloat(days, 64)
		if err == nil && f >= 0 && f < 10_000 {
			d = time.Duration(f * float64(24*time.Hour))
		}
	}
	if err != nil || d < 0 {
		return arch.Hide[time.Duration](n.At(), strconv.Quote(v.V)+" is no time")
	}
	return arch.Given(d, n.At())
}

// seconds reads a number of seconds.
func seconds(n yamldoc.Node) arch.Value[time.Duration] {
	v := n.Int()
	if !v.Known() || v.V < 0 || v.V > 1<<30 {
		return arch.Value[time.Duration]{At: v.At, Why: v.Why}
	}
	return arch.Given(time.Duration(v.V)*time.Second, v.At)
}

// cpu turns units of which a CPU has 1024 into thousandths.
func cpu(n yamldoc.Node) arch.Value[int] {
	v := n.Int()
	if !v.Known() || v.V <= 0 || v.V > 1<<20 {
		return arch.Value[int]{At: v.At, Why: v.Why}
	}
	return arch.Given(v.V*1000/1024, v.At)
}

func positive(n yamldoc.Node) arch.Value[int] {
	v := n.Int()
	if v.Known() && (v.V <= 0 || v.V > 1<<30) {
		return arch.Value[int]{}
	}
	return v
}
