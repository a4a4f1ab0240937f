package spring

import (
	"bytes"
	"path"
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/source"
)

// Load reads the modules of a repository.
func Load(t *source.Tree) iac.Declared {
	l := &loader{tree: t, artifacts: map[string]string{}}
	for _, dir := range l.dirs() {
		if m := l.module(dir); m != nil {
			l.modules = append(l.modules, m)
		}
	}
	l.central()
	var d iac.Declared
	for _, m := range l.modules {
		m.says()
		l.appenders(m)
		if m.tells() {
			d.Modules = append(d.Modules, &m.Module)
		}
	}
	return d
}

type loader struct {
	tree      *source.Tree
	modules   []*module
	artifacts map[string]string // directories of modules, by the name that others depend on
}

// module is what is known of one program while it is read.
type module struct {
	iac.Module
	libraries []library
	program   *program
	local     []iac.Property // of its own configuration
	served    []iac.Property // of a configuration server
}

var buildFiles = []string{"pom.xml", "build.gradle", "build.gradle.kts"}

// dirs are the directories with a build file of a framework that is known.
func (l *loader) dirs() []string {
	var out []string
	framework := false
	for _, f := range l.tree.Files() {
		if !slices.Contains(buildFiles, f.Name()) || f.Place&^source.CI != 0 {
			continue
		}
		data, err := f.Data()
		if err != nil {
			continue
		}
		for _, name := range []string{"spring", "quarkus", "micronaut", "microprofile"} {
			framework = framework || bytes.Contains(data, []byte(name))
		}
		if l.tree.IsDir(path.Join(f.Dir(), "src/main")) && !slices.Contains(out, f.Dir()) {
			out = append(out, f.Dir())
			if name := artifact(f); name != "" && l.artifacts[name] == "" {
				l.artifacts[name] = f.Dir()
			}
		}
	}
	if !framework {
		return nil
	}
	slices.Sort(out)
	return out
}

// module reads what stands in one directory.
func (l *loader) module(dir string) *module {
	m := &module{Module: iac.Module{Dir: dir}}
	m.libraries = l.libraries(dir)
	var sources []*source.File
	for f := range l.tree.Below(path.Join(dir, "src/main")) {
		if f.Place&^source.CI == 0 && (f.Ext() == ".java" || f.Ext() == ".kt") {
			sources = append(sources, f)
		}
	}
	m.program = readProgram(sources)
	m.local = l.own(dir)
	if len(sources) == 0 && len(m.local) == 0 {
		return nil
	}
	m.arrange()
	m.name()
	for _, r := range []struct{ annotation, role string }{
		{"EnableEurekaServer", "registry"},
		{"EnableConfigServer", "configuration"},
		{"EnableAdminServer", "monitor"},
		{"EnableZipkinServer", "tracing"},
		{"EnableZipkinStreamServer", "tracing"},
	} {
		if at, ok := m.program.marks[r.annotation]; ok {
			m.Roles = append(m.Roles, iac.Role{Name: r.role, At: at})
		}
	}
	return m
}

// own reads the configuration of a program, what overrides the rest first: files
// outside of the archive, then those of a profile, then application, then bootstrap.
func (l *loader) own(dir string) []iac.Property {
	var app, boot, profiled []iac.Property
	resources := path.Join(dir, "src/main/resources")
	for _, place := range []string{path.Join(dir, "config"), dir, path.Join(resources, "config"), resources} {
		for _, f := range l.tree.In(place) {
			base, profile, ok := configuration(f.Name())
			switch {
			case !ok || f.Place&^source.CI != 0:
			case base == "bootstrap":
				boot = append(boot, properties(f, profile)...)
			case profile != "":
				profiled = append(profiled, properties(f, profile)...)
			default:
				app = append(app, properties(f, "")...)
			}
		}
	}
	if f := l.tree.File(path.Join(resources, "META-INF/microprofile-config.properties")); f != nil {
		app = append(app, properties(f, "")...)
	}
	return slices.Concat(profiled, app, boot)
}

// arrange puts what the configuration server holds before the program's own.
func (m *module) arrange() { m.Properties = slices.Concat(m.served, m.local) }

// name finds the names under which the program registers.
func (m *module) name() {
	for _, key := range []string{"spring.application.name", "quarkus.application.name", "micronaut.application.name"} {
		for _, p := range m.Settings(key) {
			v := p.Value
			v.V, _ = m.expand(v.V)
			if v.V == "" || strings.ContainsAny(v.V, "$@ /") || slices.ContainsFunc(m.Names, func(o arch.Value[string]) bool { return o.V == v.V }) {
				continue
			}
			m.Names = append(m.Names, v)
		}
	}
}

// expand puts the program's own properties into a text.
func (m *module) expand(text string) (string, string) {
	return iac.Placeholders(text, func(key string) (string, bool) {
		if list := m.Settings(key); len(list) > 0 && list[0].Value.V != text {
			return list[0].Value.V, true
		}
		return "", false
	})
}

// tells reports whether a module says anything.
func (m *module) tells() bool {
	return len(m.Names)+len(m.Roles)+len(m.Uses)+len(m.Publishes)+len(m.Consumes) > 0
}

// library finds the first of some libraries that the program has.
func (m *module) library(names ...string) (library, bool) {
	for _, lib := range m.libraries {
		if slices.Contains(names, lib.name) {
			return lib, true
		}
	}
	return library{}, false
}

// first is the first value of a key, expanded; "" when there is none.
func (m *module) first(key string) string {
	for _, p := range m.Settings(key) {
		v, _ := m.expand(p.Value.V)
		return strings.TrimSpace(v)
	}
	return ""
}

// isOff reports whether a property is false whatever the profile.
func (m *module) isOff(key string) bool {
	always := false
	for _, p := range m.Settings(key) {
		v, _ := m.expand(p.Value.V)
		if !strings.EqualFold(strings.TrimSpace(v), "false") {
			return false
		}
		always = always || p.Profile == ""
	}
	return always
}
