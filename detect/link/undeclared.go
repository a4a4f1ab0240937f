package link

import (
	"path"
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/code"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/source"
)

// undeclared finds the units of a repository that says nowhere how it is deployed:
// one for each image that it builds, else for each program that serves.
func (l *linker) undeclared() {
	if len(l.units) > 0 || slices.ContainsFunc(l.stores, func(r *iac.Resource) bool { return r.Kind != arch.OtherResource && r.Platform != "compose" }) {
		return
	}
	units := l.fromImages()
	if len(units) == 0 {
		units = l.fromPrograms()
	}
	if len(units) == 0 {
		units = l.fromFrameworks()
	}
	for _, u := range units {
		l.units = append(l.units, &node{decls: []*iac.Unit{u}})
	}
}

// fromImages makes a service of each own Dockerfile; several of one directory are
// variants of one image.
func (l *linker) fromImages() []*iac.Unit {
	var units []*iac.Unit
	taken := map[string]bool{}
	for _, file := range l.dockerfiles() {
		b := l.builds[file]
		if m, ok := b.Resolve("", nil); !ok || isPublic(b, m) {
			continue
		}
		u := &iac.Unit{ID: file, Scope: "images", Kind: arch.Service, Format: "dockerfile", At: arch.Range{File: file}}
		u.Code.Dockerfile = arch.Given(file, u.At)
		if len(b.Stages) > 0 {
			u.At = b.Stages[len(b.Stages)-1].At
		}
		dir := l.builtFrom(b, path.Dir(file), u)
		if dir == "" || taken[dir] || !l.serves(dir, b) {
			continue
		}
		taken[dir] = true
		u.Code.Dir = arch.Given(path.Dir(file), u.At)
		u.Name = l.programName(dir)
		units = append(units, u)
	}
	return units
}

// serves reports whether a program waits for requests: its image opens a port, or
// its code listens. Of code that no front end reads, only the image says.
func (l *linker) serves(dir string, b *iac.Build) bool {
	if len(b.Expose) > 0 || slices.ContainsFunc(b.Stages, func(s iac.Stage) bool { return len(s.Expose) > 0 }) {
		return true
	}
	mains := l.programsIn(func(p program) bool { return within(p.dir, dir) })
	return slices.ContainsFunc(mains, l.listens)
}

// programName names a program after its directory, or at the root after its module.
func (l *linker) programName(dir string) string {
	if dir != "." {
		return path.Base(dir)
	}
	for _, p := range l.mainPackages() {
		if p.dir == "." {
			return path.Base(strings.TrimSuffix(code.Unversioned(p.pkg.Path), "/"))
		}
	}
	return "app"
}

// fromPrograms makes a service of each program that listens, and a function of each
// that hands itself to a function platform.
func (l *linker) fromPrograms() []*iac.Unit {
	var units []*iac.Unit
	for _, p := range l.mainPackages() {
		f := l.funcOf(p)
		if f == nil || f.Test || isTool(p.dir) || !l.ownFile(f.At.File) {
			continue
		}
		u := &iac.Unit{ID: p.pkg.Path, Scope: "programs", Name: l.programName(p.dir), Kind: arch.Service, At: f.At}
		u.Code.Dir = arch.Given(p.dir, f.At)
		switch {
		case l.does(p, code.Start):
			u.Kind = arch.Function
		case !l.listens(p):
			continue
		}
		units = append(units, u)
	}
	return units
}

func (l *linker) ownFile(name string) bool {
	f := l.in.Tree.File(name)
	return f != nil && f.Place.Own()
}

func (l *linker) funcOf(p program) *code.Func {
	for _, prog := range l.in.Programs {
		if prog != nil && prog.Funcs[p.pkg.Main] != nil {
			return prog.Funcs[p.pkg.Main]
		}
	}
	return nil
}

// fromFrameworks makes a service of each build module with a Spring Boot
// application that serves.
func (l *linker) fromFrameworks() []*iac.Unit {
	var units []*iac.Unit
	for _, f := range l.in.Tree.Files() {
		if f.Ext() != ".java" && f.Ext() != ".kt" || f.Place&^source.CI != 0 || !strings.Contains(f.Name(), "Application") {
			continue
		}
		data, err := f.Data()
		at := strings.Index(string(data), "@SpringBootApplication")
		if err != nil || at < 0 {
			continue
		}
		dir := l.module(f.Dir())
		if dir == "" || slices.ContainsFunc(units, func(u *iac.Unit) bool { return u.Code.Dir.V == dir }) {
			continue
		}
		r := f.Range(at, at+len("@SpringBootApplication"))
		u := &iac.Unit{ID: f.Path, Scope: "programs", Name: l.programName(dir), Kind: arch.Service, At: r}
		u.Code.Dir = arch.Given(dir, r)
		units = append(units, u)
	}
	return units
}

// module is the nearest directory above a file that a build tool knows.
func (l *linker) module(dir string) string {
	for ; ; dir = path.Dir(dir) {
		if p := l.sources.dirs[dir]; p != nil && slices.Contains(p.manifests, "java") {
			return dir
		}
		if dir == "." {
			return ""
		}
	}
}

// outputOf is the module whose build fills a directory that is not in the
// repository, or holds no source: Maven's target, Gradle's build, files for an image.
func (l *linker) outputOf(dir string) string {
	dir = path.Clean(dir)
	for _, below := range []string{"/target", "/build", "/src/main"} {
		if i := strings.Index(dir+"/", below+"/"); i > 0 && l.module(dir[:i]) == dir[:i] {
			return dir[:i]
		}
	}
	return ""
}
