package commands

import (
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/archvet/archvet/detect/arch"
)

// Command is one command that a file runs.
type Command struct {
	Words []Word
	// Dirs are the directories, relative to the root, that it may run in, the likeliest
	// first: who calls a script is out of sight.
	Dirs []string
	At   arch.Range
}

// raw is a command before its variables are replaced.
type raw struct {
	words []token
	at    arch.Range
}

// script is a text that was split into commands.
type script struct {
	t     text
	list  []raw
	funcs map[string][]raw
}

// reserved begin a command without being one.
var reserved = map[string]bool{
	"if": true, "then": true, "else": true, "elif": true, "do": true, "while": true, "until": true, "!": true, "{": true, "time": true,
	"sudo": true, "exec": true, "command": true, "nohup": true, "@": true,
}

// parse splits a text into commands, and takes its functions apart.
func parse(t text, d dialect) *script {
	s := &script{t: t, funcs: map[string][]raw{}}
	var all []raw
	var cur []token
	for _, tok := range tokens(t, d) {
		if !tok.end {
			cur = append(cur, tok)
			continue
		}
		for len(cur) > 0 && cur[0].bare && reserved[flat(cur[0])] {
			cur = cur[1:]
		}
		if len(cur) > 0 {
			all = append(all, raw{words: cur, at: t.at(cur[0].start, cur[len(cur)-1].stop)})
		}
		cur = nil
	}
	for i := 0; i < len(all); i++ {
		name, ok := s.function(all, i)
		if !ok {
			s.list = append(s.list, all[i])
			continue
		}
		end := i + 1
		for end < len(all) && flat(all[end].words[0]) != "}" {
			end++
		}
		s.funcs[name] = all[i+1 : end]
		if len(all[i].words) > 1 && flat(all[i].words[len(all[i].words)-1]) != "{" && !strings.HasPrefix(flat(all[i].words[0]), "function") {
			s.funcs[name] = nil
		}
		i = end
	}
	return s
}

// function reports whether a function begins at a command: "function name {", or a
// name whose parentheses are gone, followed by the brace. Its text is looked at for
// these.
func (s *script) function(all []raw, i int) (string, bool) {
	w := all[i].words
	if flat(w[0]) == "function" && len(w) > 1 {
		return flat(w[1]), true
	}
	if len(w) != 1 || w[0].stop > len(s.t.s) {
		return "", false
	}
	rest := strings.TrimLeft(s.t.s[w[0].stop:], " \t")
	if !strings.HasPrefix(rest, "()") || !strings.HasPrefix(strings.TrimLeft(rest[2:], " \t\r\n"), "{") {
		return "", false
	}
	return flat(w[0]), true
}

// flat is a word's text as written.
func flat(t token) string {
	var b strings.Builder
	for _, p := range t.word {
		b.WriteString(p.text)
	}
	return b.String()
}

// runner reads the commands of scripts.
type runner struct {
	out   *[]Command
	loops int
	depth int
	steps int // functions may call themselves
}

const (
	maxCommands = 5000
	maxRounds   = 64
)

// run reads commands one after the other; dirs is where they run.
func (r *runner) run(s *script, list []raw, e *env, dirs []string) {
	if r.depth++; r.depth > maxDepth {
		r.depth--
		return
	}
	defer func() { r.depth-- }()
	collect(list, e)
	for i := 0; i < len(list) && len(*r.out) < maxCommands; i++ {
		if r.steps++; r.steps > maxCommands {
			return
		}
		words := list[i].words
		switch first := flat(words[0]); {
		case first == "for" && len(words) > 3 && flat(words[2]) == "in":
			end := loopEnd(list, i)
			r.loop(s, words, list[i+1:end], e, dirs)
			i = end
		case first == "cd" || first == "pushd":
			if len(words) > 1 {
				dirs = r.change(e, words[1], dirs)
			}
		case first == "popd":
			dirs = nil
		case declares[first]:
		case isAssignment(words[0]):
			for len(words) > 0 && isAssignment(words[0]) {
				words = words[1:]
			}
			if len(words) > 0 {
				r.command(s, raw{words, list[i].at}, e, dirs)
			}
		default:
			r.command(s, list[i], e, dirs)
		}
	}
}

func loopEnd(list []raw, i int) int {
	level := 0
	for ; i < len(list); i++ {
		switch flat(list[i].words[0]) {
		case "for":
			level++
		case "done":
			if level--; level == 0 {
				return i
			}
		}
	}
	return len(list)
}

// loop reads the body of a loop for each of its words; when these are not known,
// once with the variable unknown.
func (r *runner) loop(s *script, words []token, body []raw, e *env, dirs []string) {
	name := flat(words[1])
	var values []string
	for _, w := range words[3:] {
		v, why := e.resolve(w.word)
		if why != "" || strings.ContainsAny(v, "*?[{") {
			values = nil
			break
		}
		values = append(values, strings.Fields(v)...)
	}
	if r.loops += len(values); len(values) == 0 || r.loops > maxRounds {
		inner := newEnv(e)
		inner.vars[name] = []piece{{text: "$" + name, why: "variable " + name + " of a loop"}}
		r.run(s, body, inner, dirs)
		return
	}
	for _, v := range values {
		inner := newEnv(e)
		inner.literal(name, v)
		r.run(s, body, inner, dirs)
	}
}

func (r *runner) change(e *env, w token, dirs []string) []string {
	to, why := e.resolve(w.word)
	if why != "" || to == "-" || to == "" {
		return nil
	}
	var out []string
	for _, d := range dirs {
		if at, ok := join(d, dirs, to); ok && !slices.Contains(out, at) {
			out = append(out, at)
		}
	}
	return out
}

// join is a path as seen from a directory; those outside of the root are none.
func join(dir string, dirs []string, name string) (string, bool) {
	root, atRoot := strings.CutPrefix(name, rootMark)
	here, atHere := strings.CutPrefix(name, hereMark)
	switch {
	case atRoot:
		dir, name = ".", root
	case atHere && len(dirs) > 0:
		dir, name = dirs[0], here // a script's own directory comes first
	case path.IsAbs(name):
		return "", false
	}
	at := path.Join(dir, name)
	if dir == "" || at == ".." || strings.HasPrefix(at, "../") || path.IsAbs(at) {
		return "", false
	}
	return at, true
}

// command notes a command, or reads the function that it calls.
func (r *runner) command(s *script, c raw, e *env, dirs []string) {
	name := flat(c.words[0])
	if body, ok := s.funcs[name]; ok {
		inner := newEnv(e)
		for i, w := range c.words[1:] {
			text, why := e.resolve(w.word)
			inner.vars[strconv.Itoa(i+1)] = []piece{{text: text, why: why}}
		}
		r.run(s, body, inner, dirs)
		return
	}
	out := Command{Dirs: dirs, At: c.at}
	for _, w := range c.words {
		text, why := e.resolve(w.word)
		at := s.t.at(w.start, w.stop)
		if why == "" && w.bare && len(w.word) == 1 && w.word[0].name != "" { // unquoted: it is split
			for _, f := range strings.Fields(text) {
				out.Words = append(out.Words, Word{Text: f, At: at})
			}
			continue
		}
		out.Words = append(out.Words, Word{Text: text, Why: why, At: at})
	}
	if len(out.Words) > 0 {
		*r.out = append(*r.out, out)
	}
}

func isAssignment(t token) bool {
	if len(t.word) == 0 {
		return false
	}
	n := identifier(t.word[0].text)
	return t.word[0].name == "" && n > 0 && strings.HasPrefix(t.word[0].text[n:], "=")
}

var declares = map[string]bool{"export": true, "readonly": true, "local": true, "declare": true, "typeset": true, "set": true}

// collect notes the assignments of a script before it is read, whatever branch they
// are in.
func collect(list []raw, e *env) {
	for _, c := range list {
		words := c.words
		if declares[flat(words[0])] {
			words = words[1:]
			for len(words) > 0 && strings.HasPrefix(flat(words[0]), "-") {
				words = words[1:]
			}
		} else if !isAssignment(words[len(words)-1]) {
			continue // only for the command that follows
		}
		for _, w := range words {
			if isAssignment(w) {
				name, value, _ := strings.Cut(w.word[0].text, "=")
				rest := slices.Clone(w.word)
				rest[0] = piece{text: value}
				if value == "" {
					rest = rest[1:]
				}
				e.set(name, rest)
			}
		}
	}
}
