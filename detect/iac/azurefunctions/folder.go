package azurefunctions

import (
	"path"
	"regexp"
	"strings"
	"sync"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/source"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

// folder reads a function that is a directory with a function.json.
func (a *app) folder(f *source.File) {
	if built(strings.TrimPrefix(f.Dir(), a.dir)) || path.Dir(f.Dir()) != a.dir {
		return
	}
	docs := yamldoc.ParseFile(a.tree, f)
	if len(docs) == 0 || docs[0].Get("disabled").Bool().V {
		return
	}
	doc := docs[0]
	fn := &function{name: arch.Given(path.Base(f.Dir()), doc.At())}
	for item := range doc.Get("bindings").Items() {
		if b, ok := declared(item); ok {
			fn.bindings = append(fn.bindings, b)
		}
	}
	if len(fn.bindings) == 0 {
		return
	}
	fn.name.At = fn.bindings[0].at
	a.script(fn, f, doc)
	a.add(fn)
}

// declared reads an entry of a function.json.
func declared(item yamldoc.Node) (binding, bool) {
	typ := item.Get("type")
	b := binding{at: typ.At(), props: map[string]arch.Value[string]{}}
	b.family, b.role = identify(typ.Text())
	if b.family == "" || b.family == "http" && b.role != starts {
		return b, false
	}
	if b.role == sends && item.Get("direction").Text() == "in" {
		b.role = brings
	}
	for key, v := range item.Pairs() {
		if v.Kind() == yamldoc.Scalar {
			b.props[plain(key.Text())] = v.String()
		}
	}
	for m := range item.Get("methods").Items() {
		b.list = append(b.list, m.Text())
	}
	return b, true
}

// scripts are the files that a folder's function is in when nothing names another.
var scripts = []struct{ name, language string }{
	{"run.csx", "csharp"}, {"__init__.py", "python"}, {"main.py", "python"}, {"index.js", "javascript"}, {"run.js", "javascript"}, {"index.ts", "typescript"}, {"run.ps1", "other"},
}

// script finds the source of a folder's function: the file that it names or has, or
// the program of the custom handler, which is the app.
func (a *app) script(fn *function, f *source.File, doc yamldoc.Node) {
	if exe := a.host.Get("customHandler", "description", "defaultExecutablePath"); exe.Text() != "" {
		fn.handler = exe.String()
		fn.code = arch.Given(a.dir, exe.At())
		return
	}
	fn.code = arch.Given(f.Dir(), fn.name.At)
	fn.handler = doc.Get("entryPoint").String()
	if named := doc.Get("scriptFile"); named.Text() != "" {
		file := rel(f.Dir(), named.Text())
		for _, at := range []string{file, sourceOf(file), path.Join(f.Dir(), strings.TrimSuffix(path.Base(file), ".js")+".ts")} {
			if lang := languages[path.Ext(at)]; at != "" && a.tree.File(at) != nil {
				fn.language = lang
				fn.code = arch.Given(at, named.At())
				a.body(fn, at)
				return
			}
		}
	}
	for _, s := range scripts {
		if at := path.Join(f.Dir(), s.name); a.tree.File(at) != nil {
			fn.language = s.language
			a.body(fn, at)
			return
		}
	}
}

var compiledInto = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(^|/)(dist|build|out|lib)/`) })

// sourceOf is the TypeScript that a compiled script was made of.
func sourceOf(file string) string {
	if !strings.HasSuffix(file, ".js") {
		return ""
	}
	return path.Clean(compiledInto().ReplaceAllString(strings.TrimSuffix(file, ".js")+".ts", "$1"))
}

// body makes the whole file the function's body: it holds one function only.
func (a *app) body(fn *function, name string) {
	f := a.tree.File(name)
	if fn.language == "" || syntaxes[fn.language].quotes == "" {
		return
	}
	data, err := f.Data()
	if err != nil {
		return // recorded by Data
	}
	for _, t := range a.texts {
		if t.file == f {
			fn.text, fn.from, fn.to = t, 0, len(data)
			return
		}
	}
	fn.text = newText(f, fn.language, data)
	fn.to = len(data)
	a.texts = append(a.texts, fn.text)
}

var framework = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`<TargetFramework>\s*net(?:coreapp)?(\d+)\.(\d+)\s*</TargetFramework>`)
})

// project reads the framework that the functions of a C# project run on.
func (a *app) project(f *source.File) {
	data, err := f.Data()
	if err != nil || f.Dir() != a.dir {
		return
	}
	if m := framework().FindSubmatchIndex(data); m != nil {
		version := string(data[m[2]:m[3]])
		if minor := string(data[m[4]:m[5]]); minor != "0" {
			version += "." + minor
		}
		a.runtime = arch.Shared("dotnet"+version, f.Range(m[2], m[5]))
	}
}
