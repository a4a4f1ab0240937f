package link

import (
	"strconv"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
)

// candidate is one address that something may have, and where it is written.
type candidate struct {
	text string
	node *node // that the declaration refers to
	at   arch.Range
}

// maxCandidates bounds the addresses that are tried.
const maxCandidates = 64

// candidates are the addresses of what is used: what the unit's declaration sets, what
// the configuration says in any profile, then what the code says.
func (u *user) candidates(use iac.Use) []candidate {
	var out []candidate
	for _, key := range use.Keys {
		if s, ok := u.environment()[iac.VariableKey(key)]; ok {
			out = append(out, candidate{u.expanded(s.value.text), s.node, s.value.at})
			continue
		}
		for _, p := range u.module.Settings(key) {
			if text := u.expanded(p.Value.V); text != "" && len(out) < maxCandidates {
				out = append(out, u.imported(key, text, p.Value.At)...)
			}
		}
	}
	for _, text := range u.expansions(use.Address) {
		if strings.Contains(text, "://") && !strings.Contains(text, "${") {
			out = append(out, candidate{text: text})
		}
	}
	return out
}

// imported takes the addresses of configuration servers out of an import.
func (u *user) imported(key, text string, at arch.Range) []candidate {
	if key != "spring.config.import" {
		return []candidate{{text: text, at: at}}
	}
	var out []candidate
	for part := range strings.SplitSeq(text, ",") {
		if address, ok := strings.CutPrefix(strings.TrimPrefix(strings.TrimSpace(part), "optional:"), "configserver:"); ok {
			out = append(out, candidate{text: address, at: at})
		}
	}
	return out
}

// environment are the properties that the unit's declarations override: variables
// in their spelling, and options of its command line.
func (u *user) environment() map[string]setting {
	if u.env != nil {
		return u.env
	}
	u.env = map[string]setting{}
	for _, d := range u.node.decls {
		for _, e := range d.Env {
			v := u.ofText(d.Scope, e, nil)
			s := setting{value: v}
			if v.node != nil {
				s.node = u.behind(v.node)
			}
			key := iac.VariableKey(e.Name)
			if _, ok := u.env[key]; !ok && (v.source != arch.Unknown || v.node != nil) {
				u.env[key] = s
			}
			if strings.HasPrefix(e.Name, "JAVA_") || strings.HasSuffix(e.Name, "_OPTS") {
				for _, word := range iac.Words(v.text) {
					u.option(word, "-D", v)
				}
			}
		}
		for _, w := range append(append([]arch.Value[string]{}, d.Code.Command...), d.Code.Args...) {
			for _, word := range iac.Words(w.V) {
				v := value{text: word, source: arch.Explicit, at: w.At}
				u.option(word, "--", v)
				u.option(word, "-D", v)
			}
		}
	}
	return u.env
}

// option notes a property that stands on a command line.
func (u *user) option(word, prefix string, v value) {
	name, text, ok := strings.Cut(word, "=")
	key, isOption := strings.CutPrefix(name, prefix)
	if !ok || !isOption {
		return
	}
	if _, ok := u.env[iac.VariableKey(key)]; !ok {
		v.text = text
		u.env[iac.VariableKey(key)] = setting{value: v}
	}
}

// expanded puts the unit's environment and properties into a text; what is not
// known stays as a placeholder.
func (u *user) expanded(text string) string {
	out, _ := iac.Placeholders(text, func(key string) (string, bool) { return u.property(key, 0) })
	return strings.TrimSpace(out)
}

// expansions are the texts that an address may come to: its one placeholder may
// have a value in each profile.
func (u *user) expansions(text string) []string {
	if text == "" {
		return nil
	}
	out := []string{u.expanded(text)}
	if !strings.Contains(text, "${") {
		return out
	}
	for i := 1; i < 8; i++ {
		more := false
		next, _ := iac.Placeholders(text, func(key string) (string, bool) {
			v, ok := u.property(key, i)
			more = more || ok
			if !ok {
				v, ok = u.property(key, 0)
			}
			return v, ok
		})
		if !more {
			break
		}
		out = append(out, strings.TrimSpace(next))
	}
	return out
}

// property is the value of a key: the one that the declaration sets, else that of the
// i-th profile.
func (u *user) property(key string, i int) (string, bool) {
	if s, ok := u.environment()[iac.VariableKey(key)]; ok {
		return s.value.text, i == 0 && s.node == nil
	}
	list := u.module.Settings(key)
	if i >= len(list) || strings.Contains(list[i].Value.V, "${"+key) {
		return "", false
	}
	return list[i].Value.V, true
}

// portOf reads a port; of a placeholder, its default.
func portOf(s string) int {
	out, _ := iac.Placeholders(s, func(string) (string, bool) { return "", false })
	n, err := strconv.Atoi(strings.TrimSpace(out))
	if err != nil {
		return 0
	}
	return n
}
