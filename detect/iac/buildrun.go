package iac

import (
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/arch"
)

// Program is something that an image runs or that its build compiles.
type Program struct {
	Language string             // "" when only a binary's name is known
	Name     string             // of the binary, script or module, as the command has it
	Package  string             // what the compiler was told: "./cmd/orders"
	Path     arch.Value[string] // its directory or file, relative to the build context
	Below    bool               // it is one of several somewhere below Path: "./cmd/..."
	Output   string             // where the compiler puts it, in its stage
	At       arch.Range

	stage int
}

// compiled returns the programs that the RUN instructions of a stage compile.
func (m *Built) compiled(stage int) []Program {
	var list []Program
	for _, r := range m.build.Stages[stage].Runs {
		if !r.Text.Known() || len(list) > maxPrograms {
			continue
		}
		sh := shell{built: m, stage: stage, run: r}
		sh.enter(r.Dir)
		for _, words := range commands(r.Text.V) {
			sh.command(words)
		}
		list = append(list, sh.programs...)
	}
	return list
}

// shell follows a command line as far as finding programs needs.
type shell struct {
	built    *Built
	stage    int
	run      Run
	dir      string
	loop     string   // variable of the innermost for
	values   []string // that it takes
	programs []Program
}

// maxPrograms bounds what one image is believed to compile.
const maxPrograms = 200

// keywords stand before a command without being one.
var keywords = map[string]bool{"then": true, "do": true, "else": true, "if": true, "elif": true, "while": true, "!": true, "exec": true, "time": true, "sudo": true, "{": true, "(": true, "env": true, "command": true}

func (sh *shell) command(words []string) {
	for len(words) > 0 && (keywords[words[0]] || assignment(words[0])) {
		words = words[1:]
	}
	if len(words) == 0 {
		return
	}
	switch {
	case words[0] == "for" && len(words) > 3 && words[2] == "in":
		sh.loop, sh.values = words[1], words[3:]
	case words[0] == "done":
		sh.loop, sh.values = "", nil
	case words[0] == "cd" && len(words) > 1:
		sh.enter(words[1])
	default:
		sh.each(words)
	}
}

// enter changes the working directory; to none when it is not known.
func (sh *shell) enter(name string) {
	dir, why := sh.built.expand(name, sh.stage)
	if why != "" || sh.dir == "" && !path.IsAbs(dir) {
		sh.dir = ""
		return
	}
	sh.dir = inside(sh.dir, dir)
}

// each runs a command, once for each value of a loop that it depends on.
func (sh *shell) each(words []string) {
	depends := sh.loop != "" && slices.ContainsFunc(words, func(w string) bool {
		return strings.Contains(w, "$"+sh.loop) || strings.Contains(w, "${"+sh.loop+"}")
	})
	if !depends {
		sh.compile(words, nil)
		return
	}
	for _, v := range sh.values {
		sh.compile(words, map[string]string{sh.loop: v})
	}
}

func assignment(w string) bool {
	n := identifier(w)
	return n > 0 && strings.HasPrefix(w[n:], "=")
}

// expand puts values in for the words of a command, the loop's before others.
func (sh *shell) expand(words []string, local map[string]string) (out []string, why []string) {
	for _, w := range words {
		text, reason := Expand(w, func(name string) (string, bool) {
			if v, ok := local[name]; ok {
				return v, true
			}
			return sh.built.lookup(name, sh.stage)
		})
		out, why = append(out, text), append(why, reason)
	}
	return out, why
}

func (sh *shell) compile(words []string, local map[string]string) {
	if len(sh.programs) >= maxPrograms || len(words) < 2 {
		return
	}
	text, why := sh.expand(words, local)
	switch base := path.Base(text[0]); {
	case base == "go" && (text[1] == "build" || text[1] == "install"):
		sh.goBuild(text[1], text[2:], why[2:])
	case base == "dotnet" && (text[1] == "publish" || text[1] == "build"):
		sh.dotnet(text[2:], why[2:])
	}
}

// goFlags are the build flags that take their value as the next word.
var goFlags = map[string]bool{
	"o": true, "p": true, "tags": true, "ldflags": true, "gcflags": true, "asmflags": true, "gccgoflags": true, "mod": true, "modfile": true, "C": true,
	"buildmode": true, "compiler": true, "installsuffix": true, "overlay": true, "pgo": true, "pkgdir": true, "toolexec": true, "covermode": true, "coverpkg": true, "exec": true,
}

func (sh *shell) goBuild(verb string, words, why []string) {
	dir, out := sh.dir, ""
	var packages, reasons []string
	for i := 0; i < len(words); i++ {
		name, value, given := strings.Cut(strings.TrimLeft(words[i], "-"), "=")
		if !strings.HasPrefix(words[i], "-") {
			packages, reasons = append(packages, words[i]), append(reasons, why[i])
			continue
		}
		if !given && goFlags[name] && i+1 < len(words) {
			i++
			value = words[i]
		}
		switch name {
		case "o":
			out = value
		case "C":
			dir = inside(dir, value)
		}
	}
	if len(packages) == 0 {
		packages, reasons = []string{"."}, []string{""}
	}
	if strings.HasSuffix(packages[0], ".go") {
		packages, reasons = []string{path.Dir(packages[0])}, reasons[:1] // the files of one package
	}
	for i, pkg := range packages {
		p := Program{Language: "go", Package: pkg, At: sh.run.Text.At, stage: sh.stage}
		switch {
		case reasons[i] != "":
			p.Path = arch.Hide[string](p.At, reasons[i])
		case strings.Contains(pkg, "@"):
			continue // a tool out of another module
		default:
			p.Path, p.Below = sh.goPath(dir, pkg)
		}
		p.Name, p.Output = goOutput(verb, dir, out, pkg, p.Path, len(packages) > 1 || p.Below)
		sh.programs = append(sh.programs, p)
	}
}

// goPath is where in the build context a package argument lies.
func (sh *shell) goPath(dir, pkg string) (arch.Value[string], bool) {
	at := sh.run.Text.At
	pkg, every := strings.CutSuffix(pkg, "...")
	local := pkg == "." || pkg == "" || strings.HasPrefix(pkg, "./") || strings.HasPrefix(pkg, "../") || path.IsAbs(pkg)
	if !local && !strings.Contains(strings.SplitN(pkg, "/", 2)[0], ".") {
		local = true // "cmd/x": only the standard library has such import paths
	}
	if !local {
		return arch.Hide[string](at, "package "+pkg+" by its import path"), every
	}
	if dir == "" {
		return arch.Hide[string](at, "working directory is not known"), every
	}
	return sh.built.inContext(sh.stage, inside(dir, pkg), sh.run.Mounts, at), every
}

// goOutput is where the compiler leaves the binary. For several packages it is a
// directory.
func goOutput(verb, dir, out, pkg string, where arch.Value[string], several bool) (name, file string) {
	name = path.Base(strings.TrimSuffix(strings.TrimSuffix(pkg, "..."), "/"))
	if name == "." || name == "/" {
		name = path.Base(dir)
		if where.Known() && where.V != "." {
			name = path.Base(where.V)
		}
	}
	switch {
	case verb == "install":
		file = "/go/bin/"
	case out == "":
		file = inside(dir, ".") + "/"
	case strings.HasSuffix(out, "/") || several:
		file = inside(dir, out) + "/"
	default:
		return path.Base(out), inside(dir, out)
	}
	if several && strings.HasSuffix(pkg, "...") {
		return "", strings.ReplaceAll(file, "//", "/")
	}
	return name, path.Join(file, name)
}

func (sh *shell) dotnet(words, why []string) {
	project, reason := ".", ""
	for i := 0; i < len(words); i++ {
		if strings.HasPrefix(words[i], "-") {
			if !strings.ContainsAny(words[i], "=:") && !strings.HasPrefix(words[i], "--no") && words[i] != "--self-contained" {
				i++
			}
			continue
		}
		project, reason = words[i], why[i]
		break
	}
	p := Program{Language: "csharp", Package: project, At: sh.run.Text.At, stage: sh.stage}
	switch {
	case reason != "":
		p.Path = arch.Hide[string](p.At, reason)
	case sh.dir == "":
		p.Path = arch.Hide[string](p.At, "working directory is not known")
	default:
		p.Path = sh.built.inContext(sh.stage, inside(sh.dir, project), sh.run.Mounts, p.At)
	}
	if ext := path.Ext(p.Path.V); ext == ".csproj" || ext == ".fsproj" || ext == ".sln" {
		p.Name = strings.TrimSuffix(path.Base(p.Path.V), ext)
		p.Path.V = path.Dir(p.Path.V)
	}
	sh.programs = append(sh.programs, p)
}

// commands splits a shell text into its simple commands, each into words.
func commands(text string) [][]string {
	var list [][]string
	start, quote := 0, byte(0)
	flush := func(end int) {
		if words := Words(text[start:end]); len(words) > 0 {
			list = append(list, words)
		}
	}
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\\' && quote != '\'':
			i++
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == ';' || c == '\n' || c == '|' || c == '&' && (i == 0 || text[i-1] != '>'):
			flush(i)
			start = i + 1
		}
	}
	flush(len(text))
	return list
}

// environment returns the variables that the final stage sets.
func (m *Built) environment() map[string]string {
	vars := map[string]string{}
	for _, i := range slices.Backward(m.chain(m.final)) {
		set := map[string]string{}
		for _, e := range m.build.Stages[i].Env {
			if v, why := m.expand(e.Value.V, i); why == "" {
				set[e.Name] = v
			}
		}
		maps.Copy(vars, set)
	}
	return vars
}
