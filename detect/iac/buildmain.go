package iac

import (
	"path"
	"regexp"
	"strings"
	"sync"

	"github.com/archvet/archvet/detect/arch"
)

// Program tells which program a container of the image runs. command and args are
// what the declaration puts in place of the image's entrypoint and command, as
// Kubernetes and Compose have it; nil for neither.
func (m *Built) Program(command, args []arch.Value[string]) (Program, bool) {
	line := append(append([]arch.Value[string]{}, m.Entrypoint...), m.Cmd...)
	switch {
	case len(command) > 0:
		line = append(append([]arch.Value[string]{}, command...), args...)
	case len(args) > 0:
		line = append(append([]arch.Value[string]{}, m.Entrypoint...), args...)
	}
	var words []string
	for _, v := range line {
		if !v.Known() {
			if len(words) == 0 {
				return m.only()
			}
			break
		}
		words = append(words, v.V)
	}
	words = unwrap(words)
	for i := range words {
		words[i], _ = m.expand(words[i], m.final) // what is only known to the container stays as it is
	}
	if len(words) == 0 || strings.Contains(words[0], "$") {
		return m.only()
	}
	at := line[0].At
	if p, ok := m.interpreted(words, at); ok {
		return p, true
	}
	return m.binary(words[0], at)
}

// only returns the one program that the build compiles.
func (m *Built) only() (Program, bool) {
	if len(m.Programs) == 1 && !m.Programs[0].Below {
		return m.Programs[0], true
	}
	return Program{}, false
}

// wrappers start the command that follows their own options; the number of plain
// words that they take first.
var wrappers = map[string]int{"exec": 0, "env": 0, "tini": 0, "dumb-init": 0, "catchsegv": 0, "nice": 0, "time": 0, "gosu": 1, "su-exec": 1, "opentelemetry-instrument": 0, "ddtrace-run": 0, "doppler": 1, "dockerize": 0}

// unwrap takes off what only starts something else.
func unwrap(words []string) []string {
	for range maxDepth {
		if len(words) == 0 {
			return nil
		}
		base := path.Base(words[0])
		skip, wraps := wrappers[base]
		switch {
		case (base == "sh" || base == "bash" || base == "ash") && len(words) > 2 && strings.HasPrefix(words[1], "-") && strings.HasSuffix(words[1], "c"):
			list := commands(words[2])
			if len(list) == 0 {
				return nil
			}
			words = list[len(list)-1]
		case keywords[words[0]] || assignment(words[0]):
			words = words[1:]
		case wraps || strings.HasPrefix(base, "wait-for"):
			rest := words[1:]
			if i := indexOf(rest, "--"); i >= 0 {
				words = rest[i+1:]
				continue
			}
			if !wraps {
				return words
			}
			for len(rest) > 0 && strings.HasPrefix(rest[0], "-") {
				rest = rest[1:]
			}
			words = rest[min(skip, len(rest)):]
		default:
			return words
		}
	}
	return words
}

func indexOf(words []string, want string) int {
	for i, w := range words {
		if w == want {
			return i
		}
	}
	return -1
}

// interpreters run a script or module; the word that names it is the first plain
// one, the one after the flag, or with ":" the first like "shop.app:create".
var interpreters = map[string]struct{ language, flag string }{
	"python": {"python", ""}, "python3": {"python", ""}, "gunicorn": {"python", ":"}, "uvicorn": {"python", ":"}, "hypercorn": {"python", ":"}, "fastapi": {"python", ""},
	"node": {"javascript", ""}, "nodemon": {"javascript", ""}, "ts-node": {"typescript", ""}, "tsx": {"typescript", ""}, "bun": {"javascript", ""}, "deno": {"typescript", ""}, "pm2-runtime": {"javascript", ""},
	"npm": {"javascript", ""}, "yarn": {"javascript", ""}, "pnpm": {"javascript", ""}, "npx": {"javascript", ""},
	"java": {"java", "-jar"}, "dotnet": {"csharp", ""}, "ruby": {"ruby", ""}, "bundle": {"ruby", ""}, "rails": {"ruby", ""}, "php": {"php", ""}, "flask": {"python", ""},
}

// managers run a script by its name in a manifest of the working directory.
var managers = map[string]bool{"npm": true, "yarn": true, "pnpm": true, "npx": true, "bundle": true, "rails": true}

func (m *Built) interpreted(words []string, at arch.Range) (Program, bool) {
	base := path.Base(words[0])
	how, ok := interpreters[base]
	if !ok {
		if base == "go" && len(words) > 2 && words[1] == "run" {
			return m.goRun(words[len(words)-1], at), true
		}
		return Program{}, false
	}
	p := Program{Language: how.language, At: at, stage: m.final}
	where := m.Workdir
	switch {
	case managers[base]:
		p.Name = strings.Join(words[1:], " ")
	case base == "flask":
		p.Name = m.environment()["FLASK_APP"]
		where = inside(where, moduleFile(p.Name))
	default:
		p.Name = script(words[1:], how.flag)
		if p.Name == "" {
			return m.only()
		}
		file := p.Name
		if how.language == "python" {
			file = moduleFile(file)
		}
		if base == "dotnet" {
			return m.assembly(p), true
		}
		where = inside(where, file)
	}
	p.Path = m.inContext(m.final, where, nil, at)
	return p, true
}

// goRun is a program that is compiled when the container starts.
func (m *Built) goRun(pkg string, at arch.Range) Program {
	sh := shell{built: m, stage: m.final, run: Run{Text: arch.Given("", at)}, dir: m.Workdir}
	p := Program{Language: "go", Package: pkg, Name: path.Base(pkg), At: at, stage: m.final}
	if strings.HasSuffix(pkg, ".go") {
		pkg = "./" + path.Dir(pkg)
	}
	p.Path, p.Below = sh.goPath(sh.dir, pkg)
	return p
}

// module matches a Python module with what is to be taken from it.
var module = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[A-Za-z_][\w.]*:[A-Za-z_]`) })

// valueFlags are options of interpreters whose value is the next word.
var valueFlags = map[string]bool{"-r": true, "--require": true, "--import": true, "--loader": true, "--experimental-loader": true, "-C": true, "-W": true, "-X": true}

// script is the word that names what an interpreter runs.
func script(words []string, flag string) string {
	if flag == ":" {
		for _, w := range words {
			if module().MatchString(w) {
				return w
			}
		}
		return ""
	}
	if flag != "" {
		if i := indexOf(words, flag); i >= 0 && i+1 < len(words) {
			return words[i+1]
		}
		return ""
	}
	for i, w := range words {
		switch {
		case i > 0 && valueFlags[words[i-1]]:
		case w == "-m" && i+1 < len(words):
			return words[i+1]
		case w == "run" || w == "start" || w == "exec":
		case strings.HasPrefix(w, "-"):
		case strings.Contains(w, ".") || strings.Contains(w, ":") || strings.Contains(w, "/") || i == 0:
			return w
		}
	}
	return ""
}

// moduleFile turns "shop.app:create()" into the file that it most likely is; a path
// stays as it is.
func moduleFile(name string) string {
	if strings.HasSuffix(name, ".py") || strings.Contains(name, "/") {
		return name
	}
	name, _, _ = strings.Cut(name, ":")
	return strings.ReplaceAll(name, ".", "/") + ".py"
}

// assembly matches "Shop.Api.dll" with the project that the build publishes.
func (m *Built) assembly(p Program) Program {
	p.Name = strings.TrimSuffix(path.Base(p.Name), ".dll")
	var fallback *Program
	for i, c := range m.Programs {
		if c.Language != "csharp" {
			continue
		}
		if strings.EqualFold(c.Name, p.Name) {
			c.At = p.At
			return c
		}
		fallback = &m.Programs[i]
	}
	p.Path = arch.Hide[string](p.At, "no project of that name is built")
	if fallback != nil && fallback.Path.Known() {
		p.Path = fallback.Path
	}
	return p
}

// binary finds the program behind a command: the compiler's output that was copied
// to where the command is, else one of that name, else the only one.
func (m *Built) binary(name string, at arch.Range) (Program, bool) {
	var places []origin
	if strings.Contains(name, "/") {
		places = m.trace(m.final, inside(m.Workdir, name), nil)
	} else {
		for _, dir := range []string{"/usr/local/bin", "/usr/bin", "/bin", "/go/bin"} {
			places = append(places, m.trace(m.final, path.Join(dir, name), nil)...)
		}
	}
	for _, at := range places {
		for _, p := range m.Programs {
			if at.stage >= 0 && m.shares(at.stage, p.stage) && (p.Output == at.path || p.Below && path.Clean(p.Output) == path.Dir(at.path)) {
				return named(p, path.Base(at.path)), true
			}
		}
	}
	base := path.Base(name)
	var found []Program
	for _, p := range m.Programs {
		if p.Name == base || p.Below && !strings.Contains(name, "/") {
			found = append(found, named(p, base))
		}
	}
	if len(found) == 1 {
		return found[0], true
	}
	if p, ok := m.only(); ok {
		return p, true
	}
	for _, p := range places {
		if p.stage < 0 && !strings.Contains(p.path, "$") {
			return Program{Name: base, Path: arch.Given(p.path, at), At: at, stage: m.final}, true
		}
	}
	return Program{}, false
}

// named narrows a pattern of packages to the one whose binary is known.
func named(p Program, base string) Program {
	if p.Below && p.Path.Known() {
		p.Name = base
	}
	return p
}

// shares reports whether what one stage holds is in the other as well.
func (m *Built) shares(stage, of int) bool {
	for _, i := range m.chain(stage) {
		if i == of {
			return true
		}
	}
	return false
}
