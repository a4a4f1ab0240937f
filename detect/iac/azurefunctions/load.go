package azurefunctions

import (
	"path"
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/source"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

const format = "azure-functions"

// app is one function app.
type app struct {
	tree      *source.Tree
	dir       string
	host      yamldoc.Node
	texts     []*text
	constants constants
	functions []*function
	runtime   arch.Value[string]
	resources map[string]*iac.Resource
	out       *iac.Declared
}

// function is one function of an app, before it is a unit.
type function struct {
	name     arch.Value[string]
	bindings []binding
	handler  arch.Value[string]
	code     arch.Value[string]
	language string
	text     *text // where its body is
	from, to int   // the body
	unit     *iac.Unit
}

// Load reads all function apps of the tree.
func Load(t *source.Tree) iac.Declared {
	var out iac.Declared
	var apps []*app
	for _, f := range t.Files() {
		if f.Name() != "host.json" || !f.Place.Own() || built(f.Dir()) {
			continue
		}
		a := &app{tree: t, dir: f.Dir(), constants: constants{}, resources: map[string]*iac.Resource{}, out: &out}
		for _, doc := range yamldoc.ParseFile(t, f) {
			a.host = doc
			break
		}
		apps = append(apps, a)
	}
	for _, a := range apps {
		a.load(apps)
	}
	if len(out.Units) > 0 {
		out.Formats = []string{format}
	}
	return out
}

// built reports whether a directory holds what a build leaves behind.
func built(dir string) bool {
	for seg := range strings.SplitSeq(dir, "/") {
		switch seg {
		case "bin", "obj", "target", "publish":
			return true
		}
	}
	return false
}

// load reads the files of the app that are not those of an app within it.
func (a *app) load(all []*app) {
	for f := range a.tree.Below(a.dir) {
		if f.Place&(source.Vendored|source.Test|source.Example) != 0 || owner(all, f.Dir()) != a {
			continue
		}
		switch {
		case f.Name() == "function.json":
			a.folder(f)
		case f.Ext() == ".csproj":
			a.project(f)
		default:
			a.read(f)
		}
	}
	for _, t := range a.texts {
		a.constants.collect(t)
	}
	for _, t := range a.texts {
		a.scan(t)
	}
	a.declare()
	a.durable()
}

// owner is the innermost app around a directory.
func owner(all []*app, dir string) *app {
	var best *app
	for _, a := range all {
		if (a.dir == "." || dir == a.dir || strings.HasPrefix(dir, a.dir+"/")) && (best == nil || len(a.dir) > len(best.dir) || best.dir == ".") {
			best = a
		}
	}
	return best
}

// languages are those whose source says what its functions are.
var languages = map[string]string{
	".cs": "csharp", ".java": "java", ".py": "python", ".js": "javascript", ".mjs": "javascript", ".cjs": "javascript", ".ts": "typescript", ".mts": "typescript",
}

// read keeps a source file for the scan.
func (a *app) read(f *source.File) {
	lang := languages[f.Ext()]
	if lang == "" || built(strings.TrimPrefix(f.Dir(), a.dir)) || strings.HasSuffix(f.Name(), ".d.ts") {
		return
	}
	data, err := f.Data()
	if err != nil || len(a.texts) >= maxTexts {
		return // an unreadable file is recorded by Data
	}
	if (lang == "javascript" || lang == "typescript") && !registers(data) {
		return
	}
	a.texts = append(a.texts, newText(f, lang, data))
}

// maxTexts bounds the source files of one app.
const maxTexts = 5000

// scan finds the functions that a source file declares.
func (a *app) scan(t *text) {
	switch t.lang {
	case "csharp", "java":
		a.attributes(t)
	case "python":
		a.decorators(t)
	default:
		a.registrations(t)
	}
}

// add keeps a function; the first declaration of a name counts. A function.json that
// a build made of attributes comes before them, so what has no source yields.
func (a *app) add(f *function) {
	if !f.name.Known() || f.name.V == "" {
		if f.name.Hidden() {
			a.tree.Report(arch.Problem{At: f.name.At, Message: "name of an Azure function: " + f.name.Why})
		}
		return
	}
	for i, o := range a.functions {
		if strings.EqualFold(o.name.V, f.name.V) {
			if o.text == nil && f.text != nil {
				a.functions[i] = f
			}
			return
		}
	}
	a.functions = append(a.functions, f)
}

// rel joins a path to a directory of the app; "" when it leads out of the repository.
func rel(dir, name string) string {
	p := path.Join(dir, strings.ReplaceAll(name, `\`, "/"))
	if p == ".." || strings.HasPrefix(p, "../") || path.IsAbs(p) {
		return ""
	}
	return p
}

// declare makes units of the functions.
func (a *app) declare() {
	slices.SortStableFunc(a.functions, func(x, y *function) int { return x.name.At.Compare(y.name.At) })
	for _, f := range a.functions {
		a.unit(f)
		a.out.Units = append(a.out.Units, f.unit)
	}
}
