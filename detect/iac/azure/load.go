package azure

import (
	"bytes"
	"path"
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/source"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

// loader reads templates once, however many use them.
type loader struct {
	tree      *source.Tree
	templates map[string]*template
	out       iac.Declared
	formats   map[string]bool
	hosts     bool // the tree has function apps, which declare their functions themselves
}

// Load reads all Bicep files, ARM templates and azure.yaml files of the tree.
func Load(t *source.Tree) iac.Declared {
	l := &loader{tree: t, templates: map[string]*template{}, formats: map[string]bool{}}
	var own []*template
	used := map[string]bool{}
	for _, f := range t.Files() {
		if f.Name() == "host.json" && f.Place.Own() {
			l.hosts = true
		}
		if !f.Place.Own() || !l.candidate(f) {
			continue
		}
		tmpl := l.template(f.Path)
		if tmpl == nil {
			continue
		}
		own = append(own, tmpl)
		for _, m := range tmpl.modules {
			used[path.Join(f.Dir(), m.typ)] = true
		}
	}
	for _, tmpl := range own {
		if used[tmpl.file.Path] || isTest(tmpl.file.Name()) {
			continue
		}
		l.deploy(tmpl)
	}
	l.projects()
	for format := range l.formats {
		l.out.Formats = append(l.out.Formats, format)
	}
	slices.Sort(l.out.Formats)
	return l.out
}

// isTest reports whether a template only tests another one.
func isTest(name string) bool {
	return strings.Contains(name, ".test.") || strings.Contains(name, ".tests.") || strings.HasPrefix(name, "test.")
}

// candidate reports whether a file is a template, by a look at its bytes. An ARM
// template that Bicep was compiled to says the same as its source.
func (l *loader) candidate(f *source.File) bool {
	switch strings.ToLower(f.Ext()) {
	case ".bicep":
		return true
	case ".json":
		data, err := f.Data()
		if err != nil || !bytes.Contains(data[:min(len(data), 4096)], []byte("eploymentTemplate.json")) {
			return false // an unreadable file is recorded by Data
		}
		return !bytes.Contains(data[:min(len(data), 4096)], []byte(`"bicep"`)) || l.tree.File(strings.TrimSuffix(f.Path, f.Ext())+".bicep") == nil
	}
	return false
}

// template reads a file; nil when there is no such template.
func (l *loader) template(name string) *template {
	name = path.Clean(name)
	if t, done := l.templates[name]; done {
		return t
	}
	l.templates[name] = nil
	f := l.tree.File(name)
	if f == nil {
		return nil
	}
	data, err := f.Data()
	if err != nil {
		return nil // recorded by Data
	}
	if path.Ext(name) == ".bicep" {
		t, problems := parseBicep(f, data)
		for _, p := range problems {
			l.tree.Report(p)
		}
		l.templates[name] = t
	} else {
		l.templates[name] = parseARM(l.tree, f, data)
	}
	return l.templates[name]
}

// deploy works out a root template with the parameters beside it.
func (l *loader) deploy(t *template) {
	d := &deployment{loader: l, root: t, byMark: map[string]*instance{}}
	d.scope(t, "", l.parameters(t), 0).deploy()
	in := &interpreter{loader: l, d: d, scope: t.file.Path}
	in.run()
}

// parameters reads the values that a file beside a template gives: the one with its
// name and nothing else, as others are for one environment each.
func (l *loader) parameters(t *template) map[string]*value {
	params := map[string]*value{}
	base := strings.TrimSuffix(t.file.Path, t.file.Ext())
	if f := l.tree.File(base + ".bicepparam"); f != nil {
		if data, err := f.Data(); err == nil {
			set, _ := parseBicep(f, data)
			in := (&deployment{loader: l, root: set, byMark: map[string]*instance{}}).scope(set, "", nil, 0)
			for name := range set.params {
				params[name] = in.lookup(name, f.Range(0, 0))
			}
			return params
		}
	}
	f := l.tree.File(base + ".parameters.json")
	if f == nil {
		return params
	}
	data, err := f.Data()
	if err != nil {
		return params
	}
	for _, doc := range yamldoc.ParseFile(l.tree, f) {
		in := (&deployment{loader: l, root: newTemplate(f, "arm"), byMark: map[string]*instance{}}).scope(newTemplate(f, "arm"), "", nil, 0)
		for k, v := range doc.Get("parameters").Pairs() {
			given := v.Get("value")
			if strings.Contains(given.Text(), "${") {
				params[k.Text()] = hide(given.At(), "comes from the environment at deployment")
			} else if given.Exists() {
				params[k.Text()] = in.eval((&arm{file: f, data: data}).expr(given, 1))
			}
		}
	}
	return params
}

func (l *loader) add(u *iac.Unit) {
	l.formats[u.Format] = true
	l.out.Units = append(l.out.Units, u)
}

func (l *loader) addResource(r *iac.Resource) {
	l.formats[r.Format] = true
	l.out.Resources = append(l.out.Resources, r)
}

// within joins a path to a directory; "" when it leads out of the repository.
func within(dir, name string) string {
	p := path.Join(dir, name)
	if p == ".." || strings.HasPrefix(p, "../") || path.IsAbs(name) {
		return ""
	}
	return p
}

func hiddenText(why string, at arch.Range) iac.Text { return iac.Compose(at, iac.Part{Why: why}) }
