package azurefunctions

import (
	"regexp"
	"strings"
	"sync"

	"github.com/archvet/archvet/detect/arch"
)

var (
	nameOf     = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^nameof\s*\(\s*(?:[\w.]+\.)?(\w+)\s*\)$`) })
	identifier = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^(?:[A-Za-z_]\w*\.)*([A-Za-z_]\w*)$`) })
	constant   = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`\b(?:const(?:\s+string)?|static\s+final\s+String|static\s+readonly\s+string|readonly\s+string)\s+(\w+)(?:\s*:\s*string)?\s*=\s*["']`)
	})
	moduleName = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?m)^([A-Za-z_]\w*)(?:\s*:\s*str)?\s*=\s*["']`) })
	literal    = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^(@|r|u|b)?(["'` + "`" + `])`) })
)

// constants are the strings that an app gives names to. A name with two values has
// none.
type constants map[string]arch.Value[string]

func (c constants) collect(t *text) {
	pattern := constant()
	if t.lang == "python" {
		pattern = moduleName()
	}
	for _, m := range pattern.FindAllSubmatchIndex(t.code, -1) {
		name := string(t.data[m[2]:m[3]])
		_, end := syntaxes[t.lang].stringEnd(t.data, m[1]-1)
		v, ok := t.literal(m[1]-1, end)
		if next := t.skip(end); next < len(t.code) && t.code[next] == '+' {
			ok = false
		}
		if old, twice := c[name]; !ok || twice && old.V != v.V {
			v = arch.Hide[string](t.at(m[2], m[3]), name+" has no single value")
		}
		c[name] = v
	}
}

// literal reads a string that holds nothing but itself.
func (t *text) literal(start, end int) (arch.Value[string], bool) {
	raw := string(t.data[start:end])
	m := literal().FindStringSubmatch(raw)
	if m == nil {
		return arch.Value[string]{}, false
	}
	body := raw[len(m[0]):]
	inner, closed := strings.CutSuffix(body, m[2])
	if !closed || strings.Contains(inner, m[2]) || strings.Contains(inner, `\`) && m[1] == "" || m[2] == "`" && strings.Contains(inner, "${") {
		return arch.Value[string]{}, false
	}
	return arch.Given(inner, t.at(start, end)), true
}

// value reads an argument that is a string, or the name of one.
func (t *text) value(a argument, known constants) arch.Value[string] {
	at := t.at(a.start, a.end)
	if v, ok := t.literal(a.start, a.end); ok {
		return v
	}
	raw := string(t.data[a.start:a.end])
	if raw == "null" || raw == "None" || raw == "undefined" {
		return arch.Value[string]{}
	}
	if m := nameOf().FindStringSubmatch(raw); m != nil {
		return arch.Given(m[1], at)
	}
	if m := identifier().FindStringSubmatch(raw); m != nil {
		if v, ok := known[m[1]]; ok && v.Known() {
			return arch.Given(v.V, at)
		}
		return arch.Hide[string](at, raw+" has no value that can be seen here")
	}
	return arch.Hide[string](at, "put together when the program runs")
}

// values reads a list of strings, such as the methods of a route.
func (t *text) values(a argument, known constants) []string {
	for i := a.start; i < a.end; i++ {
		if c := t.code[i]; c != '[' && c != '{' && c != '(' || i+1 < a.end && t.code[i+1] == ']' { // new string[] {...}
			continue
		}
		list, end := t.arguments(i)
		if end < 0 || end > a.end {
			break
		}
		var out []string
		for _, item := range list {
			if v := t.value(item, known); v.Known() {
				out = append(out, v.V)
			} else if m := identifier().FindSubmatch(t.data[item.start:item.end]); m != nil {
				out = append(out, string(m[1])) // HttpMethod.GET
			}
		}
		return out
	}
	if v := t.value(a, known); v.Known() {
		return []string{v.V}
	}
	return nil
}
