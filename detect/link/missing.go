package link

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/source"
)

// absent notes of each function what its declaration names and the repository is
// proved not to have. A build may make any file: where there is one, nothing is proved.
func (l *linker) absent() {
	for _, n := range l.units {
		d := n.decls[0]
		h := &n.unit.Handler
		if n.unit.Kind != arch.Function || h.Missing != "" {
			continue
		}
		h.Declared = h.Declared.Or(d.Code.Handler)
		if len(n.decls) > 1 || n.entry != nil || d.Update || d.Platform != arch.AWSLambda || !d.Code.Handler.Known() || d.Code.Inline || d.Code.Image.Known() || !d.Code.Dir.Known() {
			continue
		}
		dir := path.Clean(d.Code.Dir.V)
		if f := l.in.Tree.File(dir); f != nil {
			h.Missing = inFile(f, d.Code.Handler.V)
			continue
		}
		if !l.in.Tree.IsDir(dir) {
			continue
		}
		switch lang := cmp.Or(d.Code.Language, runtimeLanguage(d.Settings.Runtime.V)); lang {
		case "python", "javascript", "typescript":
			h.Missing = l.missingScript(dir, d, handlerExtensions[lang])
		case "go", "":
			h.Missing = l.missingMain(dir)
		}
	}
}

var handlerExtensions = map[string][]string{
	"python":     {".py"},
	"javascript": {".js", ".mjs", ".cjs", ".ts", ".mts", ".cts", ".tsx", ".jsx"},
	"typescript": {".js", ".mjs", ".cjs", ".ts", ".mts", ".cts", ".tsx", ".jsx"},
}

// missingScript looks for "file.function" below a directory.
func (l *linker) missingScript(dir string, d *iac.Unit, extensions []string) string {
	handler := d.Code.Handler.V
	i := strings.LastIndexByte(handler, '.')
	if i <= 0 || strings.HasPrefix(handler, "/") || strings.Contains(handler, "..") || l.in.Tree.File(path.Join(dir, handler)) != nil {
		return "" // a script that starts a web server is named with its extension
	}
	stem, name := handler[:i], handler[i+1:]
	if extensions[0] == ".py" {
		stem = strings.ReplaceAll(stem, ".", "/")
	}
	if sub := path.Dir(stem); sub != "." && !l.in.Tree.IsDir(path.Join(dir, sub)) && (dir == sub || strings.HasSuffix(dir, "/"+sub)) {
		stem = path.Base(stem) // the directory is the handler's own
	}
	for _, ext := range extensions {
		if f := l.in.Tree.File(path.Join(dir, stem+ext)); f != nil {
			return missingName(f, name)
		}
	}
	if f := l.in.Tree.File(path.Join(dir, stem, "__init__.py")); f != nil {
		return missingName(f, name)
	}
	within := path.Join(dir, path.Dir(stem))
	if l.in.Tree.IsDir(path.Join(dir, stem)) || !l.in.Tree.IsDir(within) || !hasSource(l.in.Tree.In(within), extensions) || isWrapper(stem) || l.buildsThere(dir) {
		return ""
	}
	return within + " has no " + path.Base(stem) + extensions[0]
}

// inFile looks for the function of "dir/file.function" where the declaration was
// followed to the file itself.
func inFile(f *source.File, handler string) string {
	i := strings.LastIndexByte(handler, '.')
	if i <= 0 || !slices.Contains([]string{".py", ".js", ".mjs", ".cjs", ".ts"}, f.Ext()) || path.Base(handler[:i]) != strings.TrimSuffix(f.Name(), f.Ext()) {
		return ""
	}
	return missingName(f, handler[i+1:])
}

// hasSource reports whether there is code of the language: a directory without any is
// where a build puts it.
func hasSource(files []*source.File, extensions []string) bool {
	return slices.ContainsFunc(files, func(f *source.File) bool { return slices.Contains(extensions, f.Ext()) && f.Place.Own() })
}

// isWrapper tells handlers that layers and packages bring: they call the real one.
func isWrapper(stem string) bool {
	stem = strings.ToLower(stem)
	for _, w := range []string{"node_modules", "datadog", "newrelic", "lumigo", "sentry", "wsgi", "serverless_sdk", "epsagon", "thundra", "dynatrace", "otel", "handler_wrapper", "awslambdaric", "run.sh"} {
		if strings.Contains(stem, w) {
			return true
		}
	}
	return strings.HasPrefix(path.Base(stem), "s_")
}

// buildsThere reports whether something in a directory, or above it, makes other files
// out of those that are there.
func (l *linker) buildsThere(dir string) bool {
	for ; ; dir = path.Dir(dir) {
		for _, name := range []string{"Makefile", "package.json", "webpack.config.js", "tsconfig.json", "build.sh", "setup.py", "pyproject.toml", "requirements.txt"} {
			f := l.in.Tree.File(path.Join(dir, name))
			if f == nil {
				continue
			}
			if name != "package.json" && name != "requirements.txt" {
				return true
			}
			data, err := f.Data()
			if err != nil {
				return true
			}
			for _, tool := range []string{`"build"`, "webpack", "esbuild", "rollup", "parcel", `"tsc`, "typescript", "serverless-bundle", "babel"} {
				if name == "package.json" && strings.Contains(string(data), tool) {
					return true
				}
			}
		}
		if dir == "." || dir == "/" {
			return false
		}
	}
}

// missingName reports a file that does not even mention the function. One that takes
// in all names of another file may have it from there.
func missingName(f *source.File, name string) string {
	data, err := f.Data()
	if err != nil || len(data) == 0 {
		return ""
	}
	text := string(data)
	for _, word := range []string{name, "import *", "export *", "module.exports = require", "module.exports=require", "globals()", "__getattr__"} {
		if strings.Contains(text, word) {
			return ""
		}
	}
	return f.Path + " has no " + name
}

// missingMain looks for a program among the Go files of a directory.
func (l *linker) missingMain(dir string) string {
	found := ""
	for _, p := range l.in.Programs {
		if p == nil || p.Language != "go" {
			continue
		}
		for _, pkg := range p.Packages {
			if within(pkg.Dir, dir) && pkg.Main != "" {
				return ""
			}
			if pkg.Dir == dir && pkg.Name != "main" {
				found = pkg.Name
			}
		}
	}
	if found == "" || l.buildsThere(dir) {
		return ""
	}
	return "the Go files of " + dir + " are package " + found + ", and none is a program"
}
