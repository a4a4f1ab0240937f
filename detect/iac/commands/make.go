package commands

import (
	"strings"

	"github.com/archvet/archvet/detect/source"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

// makefile reads the recipes of a Makefile: every line is a shell of its own.
func (r *reader) makefile(f *source.File) {
	data, err := f.Data()
	if err != nil {
		return // recorded by Data
	}
	e := newEnv(nil)
	e.literal("CURDIR", ".")
	dirs := []string{f.Dir()}
	if f.Ext() == ".mk" {
		dirs = around(f)
	}
	target := ""
	type recipe struct {
		t      text
		target string
	}
	var recipes []recipe
	s := string(data)
	for pos := 0; pos < len(s); {
		end := pos + logicalLine(s[pos:])
		row := s[pos:end]
		switch {
		case strings.HasPrefix(row, "\t"):
			start := pos + len(row) - len(strings.TrimLeft(row, "\t @-+"))
			recipes = append(recipes, recipe{plain(f.Path, s[start:end], start), target})
		case strings.TrimSpace(row) == "" || row[0] == '#':
		default:
			if !assign(row, e) {
				if name, _, ok := strings.Cut(row, ":"); ok {
					target = strings.TrimSpace(name)
				}
			}
		}
		pos = min(end+1, len(s))
	}
	for _, rec := range recipes {
		inner := newEnv(e)
		if identifier(rec.target) > 0 && !strings.ContainsAny(rec.target, " %$") {
			inner.literal("@", rec.target)
		}
		r.shell(rec.t, makefile, inner, dirs)
		if len(r.out.Commands) > maxCommands {
			return
		}
	}
}

// around are the directories that a file may be run in: its own, or the root.
func around(f *source.File) []string {
	if f.Dir() == "." {
		return []string{"."}
	}
	return []string{f.Dir(), "."}
}

// logicalLine is the length of a line with those that continue it.
func logicalLine(s string) int {
	n := 0
	for n < len(s) {
		n += lineEnd(s[n:])
		if n >= len(s) || n == 0 || !strings.HasSuffix(strings.TrimSuffix(s[:n], "\r"), `\`) {
			return n
		}
		n++
	}
	return n
}

// assign notes a variable of make.
func assign(row string, e *env) bool {
	row = strings.TrimPrefix(strings.TrimPrefix(strings.TrimLeft(row, " "), "export "), "override ")
	n := identifier(row)
	rest := strings.TrimLeft(row[n:], " \t")
	if n == 0 || rest == "" {
		return false
	}
	for _, op := range []string{":::=", "::=", ":=", "?=", "="} {
		if value, ok := strings.CutPrefix(rest, op); ok {
			value, _, _ = strings.Cut(value, " #")
			e.set(row[:n], pieces(strings.TrimSpace(value), makefile))
			return true
		}
	}
	return false
}

// packageJSON reads the scripts of a Node package.
func (r *reader) packageJSON(f *source.File) {
	for _, doc := range yamldoc.ParseFile(r.tree, f) {
		for _, v := range doc.Get("scripts").Pairs() {
			r.shell(textOf(v), shell, nil, []string{f.Dir()})
		}
	}
}

// textOf is the text of a scalar with its places.
func textOf(n yamldoc.Node) text {
	s := n.Text()
	t := text{file: n.File(), s: s, whole: n.At()}
	if rows := n.Lines(); rows != nil {
		pos := 0
		i := 0
		for row := range strings.Lines(s) {
			if i >= len(rows) {
				break
			}
			t.lines = append(t.lines, line{pos, rows[i].Start, rows[i].End - rows[i].Start})
			pos += len(row)
			i++
		}
		return t
	}
	if size := t.whole.End - t.whole.Start; !strings.Contains(s, "\n") && (size == len(s) || size == len(s)+2) {
		t.lines = []line{{0, t.whole.Start + (size-len(s))/2, len(s)}}
	}
	return t
}

// jenkins reads the commands that a Jenkinsfile hands to a shell.
func (r *reader) jenkins(f *source.File) {
	data, err := f.Data()
	if err != nil {
		return // recorded by Data
	}
	s := string(data)
	for pos := 0; pos < len(s); {
		i := strings.Index(s[pos:], "sh")
		if i < 0 {
			return
		}
		pos += i + 2
		rest := strings.TrimLeft(s[pos:], " (")
		rest = strings.TrimPrefix(rest, "script:")
		rest = strings.TrimLeft(rest, " ")
		for _, quote := range []string{`"""`, `'''`, `"`, `'`} {
			inner, ok := strings.CutPrefix(rest, quote)
			if !ok {
				continue
			}
			if end := strings.Index(inner, quote); end >= 0 {
				start := len(s) - len(inner)
				r.shell(plain(f.Path, inner[:end], start), shell, nil, around(f))
				pos = start + end + len(quote)
			}
			break
		}
	}
}
