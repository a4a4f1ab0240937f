package archtest

import (
	"maps"
	"slices"
	"strings"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/go/analysis"

	"github.com/archvet/archvet/detect"
	"github.com/archvet/archvet/detect/arch"
)

const golden = ".golden"

// Golden is [Run], and then holds the fixtures with all fixes applied against the
// files NAME.golden beside them. The repaired fixture is analysed again: it must have
// no new problem, and no finding that still offers a fix.
func Golden(t T, rule *analysis.Analyzer, dirs ...string) {
	t.Helper()
	for _, r := range Run(t, rule, dirs...) {
		goldenOf(t, rule, r)
	}
}

func goldenOf(t T, rule *analysis.Analyzer, r Result) {
	t.Helper()
	fixed, err := repair(r.Repo, r.Findings)
	if err != nil {
		t.Errorf("%s: %v", r.Dir, err)
		return
	}
	for _, f := range r.Repo.Tree.Files() {
		name, ok := strings.CutSuffix(f.Path, golden)
		if !ok {
			continue
		}
		want, err := f.Data()
		if err != nil {
			t.Errorf("%s: %v", r.Dir, err)
		} else if fixed[name] == nil {
			t.Errorf("%s: no finding offers a fix for %s", r.Dir, name)
		} else if diff := cmp.Diff(string(want), string(fixed[name])); diff != "" {
			t.Errorf("%s: fixes of %s differ from its golden file (-want +got):\n%s", r.Dir, name, diff)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(fixed)) {
		if r.Repo.Tree.File(name+golden) == nil {
			t.Errorf("%s: findings offer a fix for %s, which has no golden file", r.Dir, name)
		}
	}
	again(t, rule, r, fixed)
}

// again analyses the repaired fixture.
func again(t T, rule *analysis.Analyzer, r Result, fixed map[string][]byte) {
	t.Helper()
	files := fstest.MapFS{}
	for _, f := range r.Repo.Tree.Files() {
		data, ok := fixed[f.Path]
		if !ok {
			data, _ = f.Data() // read before, or reported then
		}
		files[f.Path] = &fstest.MapFile{Data: data}
	}
	repo, err := detect.LoadFS(files, detect.Options{})
	if err != nil {
		t.Errorf("%s, repaired: %v", r.Dir, err)
		return
	}
	for _, p := range repo.Arch.Problems {
		t.Errorf("%s, repaired: problem: %s: %s", r.Dir, at(repo, p.At), p.Message)
	}
	left, err := detect.Run(repo, []*analysis.Analyzer{rule})
	if err != nil {
		t.Errorf("%s, repaired: %v", r.Dir, err)
	}
	for _, f := range left {
		if len(f.Fix) > 0 {
			t.Errorf("%s, repaired: %s: the fix did not help: %s", r.Dir, at(repo, f.At), f.Message)
		}
	}
}

// repair applies every fix and returns the files that change.
func repair(repo *detect.Repository, found []arch.Finding) (map[string][]byte, error) {
	edits := map[string][]arch.Edit{}
	for _, f := range found {
		for _, e := range f.Fix {
			edits[e.At.File] = append(edits[e.At.File], e)
		}
	}
	fixed := map[string][]byte{}
	for _, name := range slices.Sorted(maps.Keys(edits)) {
		data, err := repo.Tree.File(name).Data()
		if err != nil {
			return nil, err
		}
		if fixed[name], err = detect.ApplyEdits(data, edits[name]); err != nil {
			return nil, err
		}
	}
	return fixed, nil
}
