package dockerfile

import (
	"bytes"
	"errors"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/parser"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/source"
)

// Load reads every Dockerfile of a tree.
func Load(t *source.Tree) iac.Declared {
	var out iac.Declared
	for _, f := range t.Files() {
		if !f.Place.Own() || !isDockerfile(f.Name()) || path.Base(f.Dir()) == ".devcontainer" {
			continue
		}
		if b := load(t, f); b != nil {
			out.Builds = append(out.Builds, b)
		}
	}
	if len(out.Builds) > 0 {
		out.Formats = []string{"dockerfile"}
	}
	return out
}

// notDockerfiles are extensions of files that stand beside a Dockerfile or are the
// source of one.
var notDockerfiles = []string{".dockerignore", ".md", ".tmpl", ".tpl", ".template", ".j2", ".erb", ".sh", ".go", ".py", ".yml", ".yaml", ".json", ".bak", ".orig", ".txt"}

func isDockerfile(name string) bool {
	lower := strings.ToLower(name)
	for _, ext := range notDockerfiles {
		if strings.HasSuffix(lower, ext) {
			return false
		}
	}
	for _, base := range []string{"dockerfile", "containerfile"} {
		if lower == base || strings.HasPrefix(lower, base+".") || strings.HasPrefix(lower, base+"-") || strings.HasPrefix(lower, base+"_") ||
			strings.HasSuffix(lower, "."+base) || strings.HasSuffix(lower, "-"+base) {
			return true
		}
	}
	return false
}

// Every path of a stage may have to be followed through every copy of every stage.
const (
	maxSize   = 128 << 10
	maxStages = 200
)

// load reads one Dockerfile; nil when nothing in it could be understood.
func load(t *source.Tree, f *source.File) *iac.Build {
	data, err := f.Data()
	if err != nil {
		return nil // recorded by Data
	}
	if len(data) > maxSize {
		t.Skip(f.Path, "too large for a Dockerfile")
		return nil
	}
	r := &reader{file: f, data: data, starts: source.LineStarts(data)}
	stages, meta, err := parse(data)
	if err != nil {
		if len(bytes.TrimSpace(data)) > 0 {
			message := "not a valid Dockerfile: " + errExtra().ReplaceAllString(err.Error(), "")
			t.Report(arch.Problem{At: r.errorAt(err), Message: message})
			t.Skip(f.Path, message)
		}
		return nil
	}
	r.build = &iac.Build{Dockerfile: f.Path, Args: map[string]string{}}
	for i := range meta {
		addArgs(r.build.Args, &meta[i], nil)
	}
	if len(stages) > maxStages {
		t.Skip(f.Path, "too many stages")
		return nil
	}
	for i := range stages {
		r.addStage(&stages[i])
	}
	if built, ok := r.build.Resolve("", nil); ok {
		r.build.Base, r.build.Expose = built.Base, built.Expose
	}
	return r.build
}

// parse keeps a panic of the library, which reads hostile input, to its file.
func parse(data []byte) (stages []instructions.Stage, meta []instructions.ArgCommand, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%v", p)
		}
	}()
	result, err := parser.Parse(bytes.NewReader(data))
	if err != nil {
		return nil, nil, err
	}
	return instructions.Parse(result.AST, nil)
}

// errExtra is what the library adds to a message: a place, which is reported beside
// it, and a guess, which may be another one next time.
var errExtra = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^dockerfile parse error on line \d+: | \(did you mean .*\)$`)
})

type reader struct {
	file   *source.File
	data   []byte
	starts []int
	build  *iac.Build
}

// lines returns the range of some lines, without the white space around.
func (r *reader) lines(location []parser.Range) arch.Range {
	if len(location) == 0 {
		return r.file.Range(0, 0)
	}
	start := r.offset(location[0].Start.Line)
	end := r.offset(location[len(location)-1].End.Line + 1)
	text := r.data[start:max(start, end)]
	trimmed := bytes.TrimLeft(text, " \t\r\n")
	start += len(text) - len(trimmed)
	return r.file.Range(start, start+len(bytes.TrimRight(trimmed, " \t\r\n")))
}

func (r *reader) offset(line int) int {
	switch {
	case line < 1:
		return 0
	case line > len(r.starts):
		return len(r.data)
	}
	return r.starts[line-1]
}

func (r *reader) errorAt(err error) arch.Range {
	var located *parser.LocationError
	if errors.As(err, &located) && len(located.Locations) > 0 {
		return r.lines(located.Locations[0])
	}
	return r.file.Range(0, 0)
}

// word narrows a range to the first place in it where the text stands.
func (r *reader) word(at arch.Range, text string) arch.Range {
	if i := bytes.Index(r.data[at.Start:at.End], []byte(text)); i >= 0 && text != "" {
		return r.file.Range(at.Start+i, at.Start+i+len(text))
	}
	return at
}

// global looks an argument up that precedes the first stage.
func (r *reader) global(name string) (string, bool) {
	v, ok := r.build.Args[name]
	return v, ok
}

// startDirs are the working directories that some images begin in.
var startDirs = map[string]string{"golang": "/go"}

func (r *reader) addStage(in *instructions.Stage) {
	at := r.lines(in.Location)
	s := iac.Stage{Name: in.Name, From: -1, At: at, Args: map[string]string{}, Workdir: "/"}
	base, why := iac.Expand(in.BaseName, r.global)
	s.BaseText, s.Base = in.BaseName, arch.Given(base, r.word(at, in.BaseName))
	if why != "" {
		s.Base = arch.Hide[string](s.Base.At, why)
	}
	if dir := startDirs[iac.ImageName(base)]; dir != "" {
		s.Workdir = dir
	}
	for i := range slices.Backward(r.build.Stages) {
		if strings.EqualFold(r.build.Stages[i].Name, base) && base != "" {
			s.From = i
			s.Workdir = r.build.Stages[i].Workdir
			break
		}
	}
	for _, c := range in.Commands {
		r.add(&s, c)
	}
	r.build.Stages = append(r.build.Stages, s)
}

func (r *reader) add(s *iac.Stage, command instructions.Command) {
	at := r.lines(command.Location())
	switch c := command.(type) {
	case *instructions.ArgCommand:
		addArgs(s.Args, c, r.build.Args)
	case *instructions.EnvCommand:
		for _, kv := range c.Env {
			s.Env = append(s.Env, iac.Env{Name: kv.Key, Value: iac.Literal(unquote(kv.Value), r.word(at, kv.Value)), At: r.word(at, kv.Key)})
		}
	case *instructions.WorkdirCommand:
		s.Workdir = absolute(s.Workdir, c.Path)
	case *instructions.EntrypointCommand:
		s.Entrypoint = r.line(c.ShellDependantCmdLine, at)
	case *instructions.CmdCommand:
		s.Cmd = r.line(c.ShellDependantCmdLine, at)
	case *instructions.CopyCommand:
		s.Copies = append(s.Copies, copyOf(c.SourcesAndDest, c.From, s.Workdir, at))
	case *instructions.AddCommand:
		s.Copies = append(s.Copies, copyOf(c.SourcesAndDest, "", s.Workdir, at))
	case *instructions.ExposeCommand:
		for _, p := range c.Ports {
			s.Expose = append(s.Expose, r.port(s, p, at))
		}
	case *instructions.RunCommand:
		s.Runs = append(s.Runs, iac.Run{Text: arch.Given(script(c.ShellDependantCmdLine), at), Dir: s.Workdir, Mounts: mounts(c, s.Workdir, at)})
	}
}

func addArgs(args map[string]string, c *instructions.ArgCommand, global map[string]string) {
	for _, a := range c.Args {
		if a.Value != nil {
			args[a.Key] = unquote(*a.Value)
		} else if v, ok := global[a.Key]; ok {
			args[a.Key] = v
		}
	}
}

func unquote(s string) string {
	if len(s) >= 2 && (s[0] == '"' || s[0] == '\'') && s[len(s)-1] == s[0] {
		return s[1 : len(s)-1]
	}
	return s
}

func absolute(dir, name string) string {
	if path.IsAbs(name) {
		return path.Clean(name)
	}
	return path.Join("/", dir, name)
}

// line is a command of the exec form as it is, of the shell form as the shell gets
// it.
func (r *reader) line(c instructions.ShellDependantCmdLine, at arch.Range) []arch.Value[string] {
	words := c.CmdLine
	if c.PrependShell {
		words = []string{"/bin/sh", "-c", script(c)}
	}
	list := []arch.Value[string]{}
	for _, w := range words {
		list = append(list, arch.Given(w, r.word(at, w)))
	}
	return list
}

// script is the text that a shell gets, with the content of here documents that
// are run as scripts. The exec form is quoted again.
func script(c instructions.ShellDependantCmdLine) string {
	if !c.PrependShell {
		var words []string
		for _, w := range c.CmdLine {
			words = append(words, "'"+strings.ReplaceAll(w, "'", `'\''`)+"'")
		}
		return strings.Join(words, " ")
	}
	text := strings.Join(c.CmdLine, " ")
	if len(c.Files) > 0 && strings.HasPrefix(strings.TrimSpace(text), "<<") {
		text = ""
		for _, f := range c.Files {
			text += f.Data + "\n"
		}
	}
	return text
}

func copyOf(sd instructions.SourcesAndDest, from, workdir string, at arch.Range) iac.Copy {
	dest := absolute(workdir, sd.DestPath)
	if d := sd.DestPath; strings.HasSuffix(d, "/") || d == "." || d == ".." || strings.HasSuffix(d, "/.") {
		dest = strings.TrimSuffix(dest, "/") + "/"
	}
	return iac.Copy{From: from, Sources: sd.SourcePaths, Dest: dest, At: at}
}

// mounts are the directories that are there while a RUN lasts.
func mounts(c *instructions.RunCommand, workdir string, at arch.Range) []iac.Copy {
	same := func(word string) (string, error) { return word, nil }
	if err := c.Expand(same); err != nil {
		return nil // an option of a mount that the library does not know
	}
	var list []iac.Copy
	for _, m := range instructions.GetMounts(c) {
		if m.Type != instructions.MountTypeBind {
			continue
		}
		src := strings.TrimPrefix(path.Clean("/"+m.Source), "/")
		if src == "" {
			src = "."
		}
		list = append(list, iac.Copy{From: m.From, Sources: []string{src}, Dest: absolute(workdir, m.Target), At: at})
	}
	return list
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
