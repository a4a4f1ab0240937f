package detect

import (
	"errors"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"runtime/debug"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/archvet/archvet/detect/arch"
)

// RuleError is the failure of one rule: a bug of ours, never a fault of the
// repository.
type RuleError struct {
	Rule string
	Err  error
}

// Error names the rule and what went wrong in it.
func (e *RuleError) Error() string { return fmt.Sprintf("%s failed: %v", e.Rule, e.Err) }

// Unwrap returns what went wrong.
func (e *RuleError) Unwrap() error { return e.Err }

// Run applies rules to a loaded repository, in the view that shows all of it, and
// returns their findings in order. A rule that fails takes nothing from the others:
// their findings are returned beside an error that joins a [RuleError] for each
// failure.
func Run(repo *Repository, rules []*analysis.Analyzer) ([]arch.Finding, error) {
	pkg, done := repo.asPackage()
	defer done()
	guarded := make([]*analysis.Analyzer, len(rules))
	for i, a := range rules {
		guarded[i] = guard(a)
	}
	graph, err := checker.Analyze(guarded, []*packages.Package{pkg}, nil)
	if err != nil {
		return nil, fmt.Errorf("run rules: %w", err)
	}
	found := []arch.Finding{}
	var failed []error
	for _, act := range graph.Roots {
		switch fs, ok := act.Result.([]arch.Finding); {
		case act.Err != nil:
			failed = append(failed, &RuleError{Rule: act.Analyzer.Name, Err: act.Err})
		case ok:
			found = append(found, fs...)
		}
	}
	slices.SortStableFunc(found, arch.Finding.Compare)
	return found, errors.Join(failed...)
}

// guard returns a copy of a rule whose crash is an error. [Judge] catches a crash of
// the judgement; this one also covers rules that work outside of it, since the
// checker runs them in goroutines of its own, where a panic ends the process.
func guard(rule *analysis.Analyzer) *analysis.Analyzer {
	g := *rule
	g.Run = func(pass *analysis.Pass) (result any, err error) {
		defer func() {
			if r := recover(); r != nil {
				err = fmt.Errorf("internal error: %v\n%s", r, debug.Stack())
			}
		}()
		return rule.Run(pass)
	}
	return &g
}

// asPackage makes the repository known as a package that go/analysis drivers take,
// until done is called.
func (r *Repository) asPackage() (pkg *packages.Package, done func()) {
	root := r.root
	done = func() {}
	if root == "" {
		// Its address is unique for as long as it is registered.
		root = fmt.Sprintf("memory@%p", r)
		done = func() { loaded.drop(root) }
	}
	Register(root, r)
	path := RepositoryPackage + root
	pkg = &packages.Package{
		ID: path, PkgPath: path, Name: "repository",
		Fset:       token.NewFileSet(),
		Types:      types.NewPackage(path, "repository"),
		TypesSizes: types.SizesFor("gc", "amd64"),
		TypesInfo: &types.Info{
			Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{},
			Implicits: map[ast.Node]types.Object{}, Selections: map[*ast.SelectorExpr]*types.Selection{}, Scopes: map[ast.Node]*types.Scope{},
			Instances: map[*ast.Ident]types.Instance{}, FileVersions: map[*ast.File]string{},
		},
	}
	for _, f := range r.Tree.Files() {
		if f.Place.Own() {
			pkg.OtherFiles = append(pkg.OtherFiles, root+"/"+f.Path)
		}
	}
	return pkg, done
}
