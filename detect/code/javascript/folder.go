package javascript

import (
	"path"
	"regexp"
	"sync"

	"github.com/archvet/archvet/detect/code"
)

var folderPattern = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)autoload[\s\S]{0,80}?join\(__dirname,\s*["']([\w./-]+)["']\)`)
})

// foldersOf are the files of folders that a framework loads by their place: Fastify's
// autoload.
func (l *loader) foldersOf(m *module, data []byte, files []*module) []*module {
	var out []*module
	for _, hit := range folderPattern().FindAllSubmatch(data, -1) {
		dir := path.Join(m.file.Dir(), string(hit[1]))
		for _, f := range files {
			if f != m && (f.file.Dir() == dir || path.Dir(f.file.Dir()) == dir && f.file.Name() == "index"+f.file.Ext()) {
				out = append(out, f)
			}
		}
	}
	return out
}

// loadFolders writes the calls by which a framework gives plugins control.
func (e *emitter) loadFolders() {
	for _, in := range e.m.folders {
		if s := e.l.resolve(in.exports["default"]); s != nil && s.kind == functionSymbol {
			e.op(code.Op{At: e.out.At, Callee: code.Callee{Func: s.fn.id}, Args: []code.Expr{code.Unknown(e.out.At, "the server"), code.Unknown(e.out.At, "options")}})
		}
	}
}
