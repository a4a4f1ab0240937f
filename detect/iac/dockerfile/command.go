package dockerfile

import (
	"fmt"
	"path"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/iac/dockerfile/syntax"
)

// add takes over an instruction of a stage.
func (r *reader) add(s *iac.Stage, in syntax.Instruction, at arch.Range) {
	switch in.Name {
	case "ARG":
		addArgs(s.Args, in.Args, r.build.Args)
	case "ENV":
		for i := 0; i+1 < len(in.Args); i += 2 {
			name, value := in.Args[i], in.Args[i+1]
			s.Env = append(s.Env, iac.Env{Name: name, Value: iac.Literal(unquote(value), r.word(at, value)), At: r.word(at, name)})
		}
	case "WORKDIR":
		s.Workdir = absolute(s.Workdir, in.Args[0])
	case "SHELL":
		r.shell = in.Args
	case "ENTRYPOINT":
		s.Entrypoint = r.line(in, at)
	case "CMD":
		s.Cmd = r.line(in, at)
	case "COPY", "ADD":
		if len(in.Args) >= 2 {
			s.Copies = append(s.Copies, copyOf(in, s.Workdir, at))
		}
	case "EXPOSE":
		for _, p := range in.Args {
			s.Expose = append(s.Expose, r.port(s, p, at))
		}
	case "RUN":
		s.Runs = append(s.Runs, iac.Run{Text: arch.Given(script(in), at), Dir: s.Workdir, Mounts: mounts(in, s.Workdir, at)})
	}
}

func addArgs(args map[string]string, words []string, global map[string]string) {
	for _, w := range words {
		name, value, ok := strings.Cut(w, "=")
		if ok {
			args[name] = unquote(value)
		} else if v, ok := global[name]; ok {
			args[name] = v
		}
	}
}

func unquote(s string) string {
	if len(s) >= 2 && (s[0] == '"' || s[0] == '\'') && s[len(s)-1] == s[0] {
		return s[1 : len(s)-1]
	}
	return s
}

// line is a command of the exec form as it is, of the shell form as the shell gets
// it.
func (r *reader) line(in syntax.Instruction, at arch.Range) []arch.Value[string] {
	words := in.Args
	if !in.JSON {
		words = append(append([]string(nil), r.shell...), script(in))
	}
	list := []arch.Value[string]{}
	for _, w := range words {
		list = append(list, arch.Given(w, r.word(at, w)))
	}
	return list
}

// script is the text that a shell gets, with the content of here documents that
// are run as scripts. The exec form is quoted again.
func script(in syntax.Instruction) string {
	if in.JSON {
		var words []string
		for _, w := range in.Args {
			words = append(words, "'"+strings.ReplaceAll(w, "'", `'\''`)+"'")
		}
		return strings.Join(words, " ")
	}
	text := strings.Join(in.Args, " ")
	if len(in.Heredocs) > 0 && strings.HasPrefix(text, "<<") {
		text = ""
		for _, doc := range in.Heredocs {
			text += doc.Content + "\n"
		}
	}
	return text
}

// flag returns the value of a flag such as --from=build.
func flag(in syntax.Instruction, name string) string {
	for _, f := range in.Flags {
		if v, ok := strings.CutPrefix(f, "--"+name+"="); ok {
			return v
		}
	}
	return ""
}

func copyOf(in syntax.Instruction, workdir string, at arch.Range) iac.Copy {
	last := len(in.Args) - 1
	d := in.Args[last]
	dest := absolute(workdir, d)
	if strings.HasSuffix(d, "/") || d == "." || d == ".." || strings.HasSuffix(d, "/.") {
		dest = strings.TrimSuffix(dest, "/") + "/"
	}
	c := iac.Copy{Dest: dest, At: at}
	if in.Name == "COPY" {
		c.From = flag(in, "from")
	}
	for _, a := range in.Args[:last] {
		if _, ok := syntax.Announced(a); !ok {
			c.Sources = append(c.Sources, a)
		}
	}
	return c
}

// mounts are the directories that are there while a RUN lasts.
func mounts(in syntax.Instruction, workdir string, at arch.Range) []iac.Copy {
	var list []iac.Copy
	for _, f := range in.Flags {
		options, ok := strings.CutPrefix(f, "--mount=")
		if !ok {
			continue
		}
		m := map[string]string{}
		for option := range strings.SplitSeq(options, ",") {
			name, value, _ := strings.Cut(option, "=")
			m[strings.ToLower(strings.TrimSpace(name))] = value
		}
		if kind := m["type"]; kind != "" && kind != "bind" {
			continue
		}
		target := first(m, "target", "dst", "destination")
		if target == "" {
			continue
		}
		src := strings.TrimPrefix(path.Clean("/"+first(m, "source", "src")), "/")
		if src == "" {
			src = "."
		}
		list = append(list, iac.Copy{From: m["from"], Sources: []string{src}, Dest: absolute(workdir, target), At: at})
	}
	return list
}

func first(m map[string]string, names ...string) string {
	for _, name := range names {
		if v := m[name]; v != "" {
			return v
		}
	}
	return ""
}

func (r *reader) port(s *iac.Stage, text string, at arch.Range) arch.Value[int] {
	at = r.word(at, text)
	number, _, _ := strings.Cut(text, "/")
	number, why := iac.Expand(number, func(name string) (string, bool) {
		if v, ok := s.Args[name]; ok {
			return v, true
		}
		for _, e := range s.Env {
			if e.Name == name {
				return e.Value.V, true
			}
		}
		return "", false
	})
	n := 0
	if _, err := fmt.Sscanf(number, "%d", &n); why != "" || err != nil || n < 1 || n > 65535 || strings.Contains(number, "-") {
		return arch.Hide[int](at, text+" is not a single port")
	}
	return arch.Given(n, at)
}
