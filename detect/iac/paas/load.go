package paas

import (
	"path"
	"strconv"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/source"
)

// Load reads the files of the platforms that are understood.
func Load(t *source.Tree) iac.Declared {
	var out iac.Declared
	formats := map[string]bool{}
	for _, f := range t.Files() {
		if !f.Place.Own() {
			continue
		}
		var units []*iac.Unit
		format := ""
		switch f.Name() {
		case "Procfile":
			if deploys(t, f) {
				units, format = procfile(f), "procfile"
			}
		case "fly.toml":
			units, format = fly(t, f), "fly"
		}
		if len(units) > 0 && !formats[format] {
			formats[format] = true
			out.Formats = append(out.Formats, format)
		}
		out.Units = append(out.Units, units...)
	}
	return out
}

// deploys reports whether a Procfile is for a platform. Buildpacks read one as well, to
// start a container that something else declares.
func deploys(t *source.Tree, f *source.File) bool {
	for _, beside := range []string{"app.json", "heroku.yml", "runtime.txt", ".buildpacks"} {
		if t.File(path.Join(f.Dir(), beside)) != nil {
			return true
		}
	}
	return f.Dir() == "."
}

// maxProcesses bounds the processes of one file.
const maxProcesses = 50

// row is a line of a file with its place.
type row struct {
	text  string
	start int
}

func rows(f *source.File) []row {
	data, err := f.Data()
	if err != nil {
		return nil // recorded by Data
	}
	var list []row
	pos := 0
	for line := range strings.Lines(string(data)) {
		list = append(list, row{strings.TrimRight(line, "\r\n"), pos})
		pos += len(line)
	}
	return list
}

// named is the name of the application: that of the directory, where it has one.
func named(f *source.File, process string, alone bool) (name string, aliases []string) {
	app := path.Base(f.Dir())
	switch {
	case f.Dir() == ".":
		return process, nil
	case alone || process == "web":
		return app, nil
	}
	return app + "-" + process, []string{process}
}

func procfile(f *source.File) []*iac.Unit {
	type process struct {
		name string
		at   arch.Range
		line string
	}
	var list []process
	for _, r := range rows(f) {
		name, line, ok := strings.Cut(r.text, ":")
		if !ok || name == "" || strings.ContainsAny(name, " \t#/$") || strings.TrimSpace(line) == "" {
			continue
		}
		if name == "release" || name == "console" || len(list) >= maxProcesses {
			continue // run once for a deployment or by hand
		}
		list = append(list, process{name, f.Range(r.start, r.start+len(name)), line})
	}
	var units []*iac.Unit
	for _, p := range list {
		u := &iac.Unit{ID: f.Path + "#" + p.name, Scope: f.Path, Kind: arch.Service, Platform: arch.VM, Format: "procfile", At: p.at}
		u.Name, u.Aliases = named(f, p.name, len(list) == 1)
		u.Code.Dir = arch.Given(f.Dir(), p.at)
		for _, w := range iac.Words(p.line) {
			v := arch.Given(w, p.at)
			if strings.Contains(w, "$") {
				v = arch.Hide[string](p.at, "contains "+w)
			}
			u.Code.Command = append(u.Code.Command, v)
		}
		u.EnvOpen = "variables are set on the platform"
		u.Settings.AlwaysCPU = arch.Given(true, p.at)
		if p.name == "web" {
			u.Triggers = []arch.Trigger{{Kind: arch.OnHTTP, At: p.at, Front: "router", Async: arch.Given(false, p.at)}}
		}
		units = append(units, u)
	}
	return units
}

// fly reads the lines of a fly.toml: tables, and keys with plain values.
func fly(t *source.Tree, f *source.File) []*iac.Unit {
	u := &iac.Unit{Scope: f.Path, Kind: arch.Service, Platform: arch.VM, Format: "fly", EnvOpen: "secrets are set on the platform"}
	s := &u.Settings
	table := ""
	for _, r := range rows(f) {
		line := strings.TrimSpace(r.text)
		if strings.HasPrefix(line, "[") {
			table = strings.Trim(strings.TrimSpace(strings.Split(line, "#")[0]), "[] ")
			if table == "http_service" || table == "services" {
				at := f.Range(r.start, r.start+len(r.text))
				u.Triggers = []arch.Trigger{{Kind: arch.OnHTTP, At: at, Front: "Fly proxy", Async: arch.Given(false, at)}}
			}
			if strings.HasSuffix(table, "checks") && strings.Contains(table, "service") {
				s.Probes = append(s.Probes, arch.Probe{Kind: arch.Readiness, At: f.Range(r.start, r.start+len(r.text))})
			}
			continue
		}
		key, value, ok := strings.Cut(line, "=")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		key, value = strings.TrimSpace(key), plain(value)
		at := f.Range(r.start, r.start+len(r.text))
		number := arch.Hide[int](at, value+" is not a plain number")
		if n, err := strconv.Atoi(value); err == nil {
			number = arch.Given(n, at)
		}
		switch table + "/" + key {
		case "/app":
			u.Name, u.ID, u.At = value, f.Path+"#"+value, at
		case "build/image":
			u.Code.Image = arch.Given(value, at)
		case "build/dockerfile":
			u.Code.Dockerfile = arch.Given(path.Join(f.Dir(), value), at)
		case "http_service/internal_port", "services/internal_port":
			u.Ports = []arch.Port{{Number: number}}
			s.Endpoints = []arch.Endpoint{{Kind: "Fly service", Target: number, At: at}}
		case "http_service/min_machines_running", "services/min_machines_running":
			s.MinReplicas = number
		default:
			if table == "env" {
				u.Env = append(u.Env, iac.Env{Name: strings.Trim(key, `"'`), Value: iac.Literal(value, at), At: at})
			}
		}
	}
	if u.Name == "" || len(u.Env) > 1000 {
		return nil
	}
	if !u.Code.Image.Known() {
		u.Code.Dir = arch.Given(f.Dir(), u.At)
		if file := path.Join(f.Dir(), "Dockerfile"); !u.Code.Dockerfile.Known() && t.File(file) != nil {
			u.Code.Dockerfile = arch.ByDefault(file, u.At, "the directory's own")
		}
	}
	return []*iac.Unit{u}
}

// plain is a value without quotes and comment.
func plain(value string) string {
	value = strings.TrimSpace(value)
	if value != "" && (value[0] == '"' || value[0] == '\'') {
		if end := strings.IndexByte(value[1:], value[0]); end >= 0 {
			return value[1 : 1+end]
		}
	}
	value, _, _ = strings.Cut(value, "#")
	return strings.TrimSpace(value)
}
