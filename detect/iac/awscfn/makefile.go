package awscfn

import (
	"path"
	"regexp"
	"strings"
	"sync"
)

// makefile is what the go build commands of one Makefile make of what. It is a
// reading of text, not of make: variables are followed only where their value is a
// plain word.
type makefile struct {
	repo   *Repo
	dir    string
	vars   map[string]string
	rules  []makeRule
	builds []goBuild
}

type makeRule struct {
	target string
	needs  []string
}

// goBuild is one go build command. Its words may hold unknown variables.
type goBuild struct {
	rule   string // target of the rule it stands in
	dir    string // directory that the command changes to first
	output string
	source string
}

var (
	makeVar  = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^([A-Za-z_][A-Za-z0-9_]*)\s*[:?]?=\s*(.*)$`) })
	makeHead = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^([^\s:#=][^:#=]*):([^=].*|)$`) })
	unknown  = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\$\$?[({]?[A-Za-z_@*<^?%.][A-Za-z0-9_]*[)}]?`) })
)

// maxMakeLine bounds a joined line.
const maxMakeLine = 16 << 10

func (r *Repo) make(dir string) *makefile {
	dir = path.Clean(dir)
	if m, ok := r.makes[dir]; ok {
		return m
	}
	m := &makefile{repo: r, dir: dir, vars: map[string]string{}}
	r.makes[dir] = m
	f := r.Tree.File(path.Join(dir, "Makefile"))
	if f == nil {
		return m
	}
	data, err := f.Data()
	if err != nil {
		return m // recorded by Data
	}
	m.parse(strings.ReplaceAll(strings.ReplaceAll(string(data), "\r\n", "\n"), "\\\n", " "))
	return m
}

func (m *makefile) parse(text string) {
	rule := ""
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		if len(line) > maxMakeLine {
			continue
		}
		if strings.HasPrefix(line, "\t") || strings.HasPrefix(line, "  ") {
			m.recipe(rule, m.expand(line))
			continue
		}
		if v := makeVar().FindStringSubmatch(line); v != nil {
			m.vars[v[1]] = m.expand(v[2])
		} else if h := makeHead().FindStringSubmatch(line); h != nil {
			for _, target := range strings.Fields(m.expand(h[1])) {
				m.rules = append(m.rules, makeRule{target, strings.Fields(m.expand(h[2]))})
				rule = target
			}
		}
	}
}

// expand replaces the variables whose value is one plain word.
func (m *makefile) expand(text string) string {
	return unknown().ReplaceAllStringFunc(text, func(ref string) string {
		if value := m.vars[strings.Trim(ref, "$(){}")]; value != "" && !strings.ContainsAny(value, " \t$") {
			return value
		}
		return ref
	})
}

// recipe finds the go build commands of one line of a recipe.
func (m *makefile) recipe(rule, line string) {
	dir := ""
	target := strings.ReplaceAll(rule, "%", "$*")
	line = strings.NewReplacer("$@", target, "$(@)", target).Replace(line)
	for command := range strings.SplitSeq(strings.NewReplacer("&&", ";", "||", ";", "|", ";").Replace(line), ";") {
		words := strings.Fields(strings.TrimLeft(command, "\t @-("))
		if len(words) == 2 && words[0] == "cd" {
			dir = path.Join(dir, words[1])
			continue
		}
		for i := 0; i+1 < len(words); i++ {
			if words[i+1] == "build" && (words[i] == "go" || strings.Trim(words[i], "${}()") == "GO") {
				b := parseGoBuild(rule, dir, words[i+2:])
				if dir != "" && b.output != "" && b.output[0] != '$' {
					b.output = path.Join(dir, b.output)
				}
				m.builds = append(m.builds, b)
				break
			}
		}
	}
}

// flagsWithValue are the flags of go build that take their value as a word of its
// own.
var flagsWithValue = map[string]bool{"-ldflags": true, "-gcflags": true, "-tags": true, "-mod": true, "-C": true, "-trimpath": false}

func parseGoBuild(rule, dir string, words []string) goBuild {
	b := goBuild{rule: rule, dir: dir}
	quote := ""
	for i := 0; i < len(words); i++ {
		word := words[i]
		if quote != "" { // inside of a quoted flag value with blanks
			if strings.Contains(word, quote) {
				quote = ""
			}
			continue
		}
		switch {
		case word == "-o" && i+1 < len(words):
			i++
			b.output = unquote(words[i])
		case strings.HasPrefix(word, "-o="):
			b.output = unquote(word[3:])
		case flagsWithValue[word] && i+1 < len(words):
			i++
			quote = openQuote(words[i])
		case strings.HasPrefix(word, "-"):
			quote = openQuote(word)
		case !strings.Contains(word, "=") && b.source == "":
			b.source = unquote(word)
		}
	}
	return b
}

func openQuote(word string) string {
	for _, q := range []string{`"`, "'"} {
		if strings.Count(word, q)%2 == 1 {
			return q
		}
	}
	return ""
}

func unquote(word string) string { return strings.Trim(word, `"')`) }
