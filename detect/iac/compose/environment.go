package compose

import (
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

// pair is one entry of what may be written as a mapping or as a list of "KEY=value".
type pair struct {
	name  string
	at    arch.Range
	value iac.Text
}

// pairs returns the entries of all layers, of which the strongest wins.
func (s *service) pairs(keys ...string) []pair {
	var list []pair
	seen := map[string]bool{}
	for _, l := range s.layers {
		n, end := l.at(keys...)
		for _, e := range s.layerPairs(n) {
			if !seen[e.name] {
				seen[e.name] = true
				list = append(list, e)
			}
		}
		if end {
			break
		}
	}
	return list
}

func (s *service) layerPairs(n yamldoc.Node) []pair {
	var list []pair
	for k, v := range n.Pairs() {
		switch {
		case v.IsNull():
			list = append(list, s.passed(k.Text(), k.At()))
		case v.Kind() == yamldoc.Scalar:
			list = append(list, pair{k.Text(), k.At(), s.project.expand(v.Text(), v.At())})
		default:
			list = append(list, pair{k.Text(), k.At(), iac.Compose(v.At(), iac.Part{Why: "not a plain string"})})
		}
	}
	for item := range n.Items() {
		name, value, ok := strings.Cut(item.Text(), "=")
		switch at := item.At(); {
		case name == "":
		case !ok:
			list = append(list, s.passed(name, at))
		default:
			nameAt, valueAt := halves(at, item.Text(), len(name))
			list = append(list, pair{name, nameAt, s.project.expand(value, valueAt)})
		}
	}
	// A list may repeat a name, and the last one counts.
	slices.Reverse(list)
	seen := map[string]bool{}
	list = slices.DeleteFunc(list, func(p pair) bool {
		twice := seen[p.name]
		seen[p.name] = true
		return twice
	})
	slices.Reverse(list)
	return list
}

// halves splits the range of "KEY=value", unless something in it is escaped.
func halves(at arch.Range, text string, key int) (name, value arch.Range) {
	name, value = at, at
	if quotes := at.End - at.Start - len(text); quotes == 0 || quotes == 2 {
		name.Start += quotes / 2
		name.End = name.Start + key
		value.Start = name.End + 1
		value.End -= quotes / 2
	}
	return name, value
}

// passed is a variable that is handed on from where Compose runs.
func (s *service) passed(name string, at arch.Range) pair {
	if v, ok := s.project.vars[name]; ok {
		return pair{name, at, s.project.expand(v.value, at)}
	}
	return pair{name, at, iac.Compose(at, iac.Part{Why: "handed on from the shell"})}
}

// environment returns the service's variables, and why there may be more.
func (s *service) environment() (list []iac.Env, open string) {
	index := map[string]int{}
	set := func(e iac.Env) {
		if s.project.budget--; s.project.budget < 0 {
			return
		}
		if i, ok := index[e.Name]; ok {
			list[i] = e
			return
		}
		index[e.Name] = len(list)
		list = append(list, e)
	}
	var missing []string
	for i := len(s.layers) - 1; i >= 0; i-- { // weakest first
		for _, n := range envFiles(s.layers[i].node.Get("env_file")) {
			if s.project.budget < 0 {
				break
			}
			name := s.project.expand(n.Text(), n.At())
			file, ok := within(s.layers[i].dir, name.V)
			f := s.project.reader.tree.File(file)
			if !name.Known() || !ok || f == nil {
				if !n.optional {
					missing = append(missing, "env_file "+n.Text()+" is not in the repository")
				}
				continue
			}
			for _, v := range readEnvFile(f, n.raw) {
				text := iac.Literal(v.value, v.at)
				if !v.raw {
					text = s.project.expand(v.value, v.at)
				}
				set(iac.Env{Name: v.name, Value: text, At: v.nameAt})
			}
		}
	}
	if s.project.budget < 0 {
		return list, "the project has too many variables"
	}
	for _, e := range s.pairs("environment") {
		set(iac.Env{Name: e.name, Value: e.value, At: e.at})
	}
	if s.project.budget < 0 {
		missing = append(missing, "the project has too many variables")
	}
	slices.Sort(missing)
	return list, strings.Join(slices.Compact(missing), "; ")
}

// envFile is an entry of env_file.
type envFile struct {
	yamldoc.Node
	raw      bool // nothing in the file is quoted or replaced
	optional bool
}

// envFiles returns the env files, which may be one, a list, or mappings.
func envFiles(n yamldoc.Node) []envFile {
	if n.Kind() == yamldoc.Scalar && !n.IsNull() {
		return []envFile{{Node: n}}
	}
	var list []envFile
	for item := range n.Items() {
		e := envFile{Node: item, raw: item.Get("format").Text() == "raw", optional: item.Get("required").Text() == "false"}
		if p := item.Get("path"); p.Exists() {
			e.Node = p
		}
		if e.Text() != "" {
			list = append(list, e)
		}
	}
	return list
}
