package flow

import (
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/code"
)

// settings are what a program tells its configuration library about keys, in the
// code that the entry reaches.
type settings struct {
	defaults map[string][]place // values that a key falls back to
	bound    map[string]string  // variables that a key is bound to
	prefix   string             // of the variables that override keys, when there is one
}

// settingsOf gathers them once the program is known whole.
func (v *View) settingsOf() *settings {
	if v.settings != nil || !v.whole {
		return v.settings
	}
	s := &settings{defaults: map[string][]place{}, bound: map[string]string{}}
	v.settings = s // what names a key asks for no setting itself
	for _, f := range v.order {
		if f.Test {
			continue
		}
		for i := range f.Ops {
			op := &f.Ops[i]
			row := v.rowOf(place{fn: f}, op)
			if row == nil || !v.feasible(f, op.Guards) {
				continue
			}
			switch row.Action {
			case code.Default:
				s.preset(v, place{fn: f}, op, row)
			case code.BindEnv:
				s.bind(v, place{fn: f}, op, row)
			case code.EnvPrefix:
				if text, ok := v.literal(place{fn: f}, op, row.Target); ok {
					s.prefix = strings.TrimRight(text, "_")
				}
			}
		}
	}
	return s
}

// literal is the one text that a slot holds.
func (v *View) literal(p place, op *code.Op, slot code.Slot) (string, bool) {
	if os := v.resolver().slot(p, op, slot); len(os) == 1 {
		return v.fixed(os[0])
	}
	return "", false
}

func (s *settings) preset(v *View, p place, op *code.Op, row *code.Row) {
	from := v.given(p, op, string(row.From))
	if row.Target != "" {
		if key, ok := v.literal(p, op, row.Target); ok {
			s.defaults[settingKey(key)] = append(s.defaults[settingKey(key)], from...)
		}
		return
	}
	for _, in := range from { // a map of them
		for _, end := range v.trace(in) {
			for i, name := range end.expr.Names {
				if end.expr.Kind == code.Make && name != "" && i < len(end.expr.Args) {
					s.defaults[settingKey(name)] = append(s.defaults[settingKey(name)], end.at(end.expr.Args[i]))
				}
			}
		}
	}
}

func (s *settings) bind(v *View, p place, op *code.Op, row *code.Row) {
	key, ok := v.literal(p, op, row.Target)
	if !ok {
		return
	}
	name, ok := v.literal(p, op, row.From)
	if !ok || name == "" {
		name = variableOf(s.prefix, key)
	}
	s.bound[settingKey(key)] = name
}

func settingKey(key string) string { return strings.ToLower(key) }

// variableOf is the variable that overrides a key: its name in capitals.
func variableOf(prefix, key string) string {
	name := strings.ToUpper(strings.NewReplacer(".", "_", "-", "_", "/", "_").Replace(key))
	if prefix == "" {
		return name
	}
	return strings.ToUpper(prefix) + "_" + name
}

// setKey is the origin of a configuration key, with what the program says of it.
func (r *resolver) setKey(key string, at arch.Range, trail []arch.Step) Origin {
	o := Origin{Kind: FromConfig, Text: key, At: at, Trail: trail}
	s := r.view.settingsOf()
	if s == nil {
		return o
	}
	if list := s.defaults[settingKey(key)]; len(list) == 1 && r.presets < maxPresets {
		r.presets++ // a default may be read from another key, and that from the first
		if d := r.origins(list[0]); len(d) == 1 && d[0].Kind != Hidden {
			o.Default = &d[0]
		}
		r.presets--
	}
	name := s.bound[settingKey(key)]
	if name == "" && s.prefix != "" {
		name = variableOf(s.prefix, key)
	}
	if name == "" {
		return o
	}
	file := o
	return Origin{Kind: FromEnv, Text: name, Default: &file, At: at, Trail: trail}
}

// maxPresets bounds how many defaults may be read from one another.
const maxPresets = 4
