package golang

import (
	"go/token"
	"go/types"
	"testing"
)

func TestStdlibIsSound(t *testing.T) {
	l := &loader{fset: token.NewFileSet(), outside: map[string]*types.Package{}, called: map[string]bool{}, builtIn: map[string]bool{}}
	paths := sortedKeys(stdlibText())
	if len(paths) < 40 {
		t.Fatalf("only %d packages", len(paths))
	}
	std := l.readBuiltIn(paths)
	if len(std.files) != len(paths) {
		t.Errorf("%d of %d packages can be parsed", len(std.files), len(paths))
	}
	importers := map[string][]*file{}
	std.importers(importers)
	for path, files := range importers {
		s := &standIn{path: path, name: guessName(path, files), types: map[string]*opaque{}}
		for _, f := range files {
			s.collect(f, l.called)
		}
		l.outside[path] = s.build()
	}
	std.check(func(err error) { t.Error(err) })
	d, ok := l.outside["time"].Scope().Lookup("Second").(*types.Const)
	if !ok || d.Val().ExactString() != "1000000000" {
		t.Errorf("time.Second is %v", d)
	}
}
