package spring

import (
	"path"
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/source"
)

// central gives the clients of a configuration server what it holds for them.
func (l *loader) central() {
	dirs := l.shelves()
	for _, m := range l.modules {
		if m.Has("configuration") {
			m.Holds = dirs
		}
		if !m.asksServer() {
			continue
		}
		for _, dir := range dirs {
			m.served = append(m.served, l.held(dir, m)...)
		}
		if len(m.served) > 0 {
			m.arrange()
		} else {
			m.Open = "its configuration server holds more"
		}
	}
}

// shelves are the directories of configuration that a server of the repository
// hands out: those that it is told to search, else each that holds files named
// after several applications.
func (l *loader) shelves() []string {
	var dirs []string
	for _, m := range l.modules {
		if !m.Has("configuration") {
			continue
		}
		for _, p := range m.Settings("spring.cloud.config.server.native.search-locations") {
			v, _ := m.expand(p.Value.V)
			for where := range strings.SplitSeq(v, ",") {
				if dir := l.location(m.Dir, strings.TrimSpace(where)); dir != "" && !slices.Contains(dirs, dir) {
					dirs = append(dirs, dir)
				}
			}
		}
	}
	if len(dirs) > 0 || !slices.ContainsFunc(l.modules, func(m *module) bool { return m.Has("configuration") }) {
		return dirs
	}
	named := map[string][]string{}
	for _, f := range l.tree.Files() {
		if f.Place&^source.CI != 0 || strings.Contains(f.Path, "/src/main/resources/application") {
			continue
		}
		for _, m := range l.modules {
			if name := m.fileOf(f); name != "" && !slices.Contains(named[f.Dir()], name) {
				named[f.Dir()] = append(named[f.Dir()], name)
			}
		}
	}
	for dir, names := range named {
		if len(names) > 1 {
			dirs = append(dirs, dir)
		}
	}
	slices.Sort(dirs)
	return dirs
}

// location is the directory of the repository that a search location means.
func (l *loader) location(dir, where string) string {
	if rest, ok := strings.CutPrefix(where, "classpath:"); ok {
		return l.dir(path.Join(dir, "src/main/resources", rest))
	}
	rest := strings.TrimLeft(strings.TrimPrefix(where, "file:"), "/")
	if i := strings.LastIndex(rest, "}"); i >= 0 { // below something that is not known here
		rest = rest[i+1:]
	}
	rest = strings.Trim(rest, "/")
	if rest == "" || rest == "." {
		return ""
	}
	for _, base := range []string{".", dir} {
		if d := l.dir(path.Join(base, rest)); d != "" {
			return d
		}
	}
	return ""
}

func (l *loader) dir(name string) string {
	name = path.Clean(name)
	if strings.HasPrefix(name, "..") || !l.tree.IsDir(name) {
		return ""
	}
	return name
}

// asksServer reports whether a program gets configuration from a server.
func (m *module) asksServer() bool {
	if m.Has("configuration") || m.isOff("spring.cloud.config.enabled") {
		return false
	}
	if _, ok := m.library(configLibraries...); ok {
		return true
	}
	return len(m.Settings("spring.cloud.config.uri")) > 0 || m.imports() != ""
}

var configLibraries = []string{"spring-cloud-starter-config", "spring-cloud-config-client"}

// imports is the address of the server that the configuration imports from.
func (m *module) imports() string {
	for _, p := range m.Settings("spring.config.import") {
		if strings.Contains(p.Value.V, "configserver:") {
			return p.Value.V
		}
	}
	return ""
}

// fileOf is the name of the program that a file of configuration is named after.
func (m *module) fileOf(f *source.File) string {
	stem, ok := strings.CutSuffix(f.Name(), f.Ext())
	if !ok || f.Ext() != ".yml" && f.Ext() != ".yaml" && f.Ext() != ".properties" {
		return ""
	}
	for _, n := range m.Names {
		if strings.EqualFold(stem, n.V) || strings.HasPrefix(strings.ToLower(stem), strings.ToLower(n.V)+"-") {
			return n.V
		}
	}
	return ""
}

// held reads what a directory of configuration holds for a program: files named after
// it, then what is for all.
func (l *loader) held(dir string, m *module) []iac.Property {
	var own, all []iac.Property
	for f := range l.tree.Below(dir) {
		stem := strings.TrimSuffix(f.Name(), f.Ext())
		if base, profile, ok := configuration(f.Name()); ok && base == "application" {
			all = append(all, properties(f, profile)...)
			continue
		}
		name := m.fileOf(f)
		if name == "" || l.longerName(name, stem) {
			continue
		}
		own = append(own, properties(f, strings.TrimPrefix(stem[len(name):], "-"))...)
	}
	return append(own, all...)
}

// longerName reports whether a file is rather that of a program whose name begins
// with another one's: "order-history" is not the profile "history" of "order".
func (l *loader) longerName(name, stem string) bool {
	for _, m := range l.modules {
		for _, n := range m.Names {
			if len(n.V) > len(name) && (strings.EqualFold(stem, n.V) || strings.HasPrefix(strings.ToLower(stem), strings.ToLower(n.V)+"-")) {
				return true
			}
		}
	}
	return false
}
