package detect

import (
	"fmt"
	"go/token"
	"path/filepath"
	"reflect"
	"runtime/debug"
	"slices"
	"strings"
	"sync"

	"golang.org/x/tools/go/analysis"

	"github.com/archvet/archvet/detect/arch"
)

// Analyzer gives the rules that require it the architecture of the repository. It
// loads each repository once in a process.
var Analyzer = &analysis.Analyzer{
	Name:             "archvetdetect",
	Doc:              "detect the architecture of the repository that holds the package",
	RunDespiteErrors: true,
	ResultType:       reflect.TypeFor[*View](),
	Run:              run,
}

// FindingsType is the result type of every rule.
var FindingsType = reflect.TypeFor[[]arch.Finding]()

// View is a repository as one pass sees it.
type View struct {
	Repo *Repository
	// files maps the repository's paths to the pass's own files. In a package view
	// it holds the package's Go files alone, and only findings in them are reported.
	files map[string]*token.File
	mu    sync.Mutex // drivers run rules side by side, and all of them share the view
	whole bool
}

func run(pass *analysis.Pass) (any, error) {
	if root, ok := strings.CutPrefix(pass.Pkg.Path(), RepositoryPackage); ok {
		repo, ok := loaded.get(root)
		if !ok {
			return nil, fmt.Errorf("repository %s was not loaded", root)
		}
		return &View{Repo: repo, files: map[string]*token.File{}, whole: true}, nil
	}
	return packageView(pass)
}

// Of returns the architecture that the pass is to judge.
func Of(pass *analysis.Pass) *arch.Architecture {
	return pass.ResultOf[Analyzer].(*View).Repo.Arch
}

// Judge runs a rule's judgement over the architecture and reports its findings. The
// rule's Run returns what Judge returns.
func Judge(pass *analysis.Pass, rule func(a *arch.Architecture, report func(arch.Finding))) (result any, err error) {
	view := pass.ResultOf[Analyzer].(*View)
	found := []arch.Finding{}
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("rule %s: internal error: %v\n%s", pass.Analyzer.Name, r, debug.Stack())
		}
	}()
	view.Repo.ledger.started(pass.Analyzer.Name)
	rule(view.Repo.Arch, func(f arch.Finding) {
		f.Rule = pass.Analyzer.Name
		if view.Repo.admits(&f) {
			found = append(found, masked(f))
		}
	})
	slices.SortStableFunc(found, arch.Finding.Compare)
	for _, f := range found {
		view.report(pass, f)
	}
	return found, nil
}

// masked returns the finding with no password in its texts.
func masked(f arch.Finding) arch.Finding {
	f.Message, f.Effect = arch.Masked(f.Message), arch.Masked(f.Effect)
	f.Related = slices.Clone(f.Related)
	for i := range f.Related {
		f.Related[i].Message = arch.Masked(f.Related[i].Message)
	}
	return f
}

// admits reports whether a finding is to be shown, and gives it the severity that the
// configuration wants.
func (r *Repository) admits(f *arch.Finding) bool {
	if !r.reportable(f.At.File) {
		return false
	}
	severity, on := r.Policy.Severity(*f)
	f.Severity = severity
	return !r.suppressed(*f, on) && on
}

// reportable keeps findings out of code that nobody here maintains or deploys.
func (r *Repository) reportable(file string) bool {
	f := r.Tree.File(file)
	return f != nil && f.Place.Own() && !f.IsGenerated()
}

func (v *View) report(pass *analysis.Pass, f arch.Finding) {
	pos, end, ok := v.pos(pass, f.At)
	if !ok {
		return
	}
	d := analysis.Diagnostic{Pos: pos, End: end, Category: f.Rule, Message: f.Message}
	for _, r := range f.Related {
		if p, e, ok := v.pos(pass, r.At); ok {
			d.Related = append(d.Related, analysis.RelatedInformation{Pos: p, End: e, Message: r.Label + ": " + r.Message})
		} else if !r.At.IsZero() {
			at := v.Repo.Tree.Position(r.At)
			d.Message += fmt.Sprintf("; %s: %s:%d", r.Label, at.File, at.Line)
		}
	}
	d.SuggestedFixes = v.fixes(pass, f)
	pass.Report(d)
}

func (v *View) fixes(pass *analysis.Pass, f arch.Finding) []analysis.SuggestedFix {
	if len(f.Fix) == 0 {
		return nil
	}
	fix := analysis.SuggestedFix{Message: f.WayOut}
	for _, e := range f.Fix {
		pos, end, ok := v.pos(pass, e.At)
		if !ok {
			return nil // a fix is applied whole or not at all
		}
		fix.TextEdits = append(fix.TextEdits, analysis.TextEdit{Pos: pos, End: end, NewText: []byte(e.New)})
	}
	return []analysis.SuggestedFix{fix}
}

// pos turns a range into positions of the pass's file set, adding the file when the
// whole repository is in view.
func (v *View) pos(pass *analysis.Pass, r arch.Range) (pos, end token.Pos, ok bool) {
	tf := v.file(pass, r.File)
	if tf == nil {
		return 0, 0, false
	}
	clamp := func(off int) token.Pos { return tf.Pos(max(0, min(off, tf.Size()))) }
	return clamp(r.Start), clamp(max(r.Start, r.End)), true
}

func (v *View) file(pass *analysis.Pass, file string) *token.File {
	v.mu.Lock()
	defer v.mu.Unlock()
	if tf := v.files[file]; tf != nil {
		return tf
	}
	f := v.Repo.Tree.File(file)
	if !v.whole || f == nil {
		return nil
	}
	data, err := f.Data()
	if err != nil {
		return nil // recorded in the tree when it was read
	}
	name := filepath.Join(strings.TrimPrefix(pass.Pkg.Path(), RepositoryPackage), filepath.FromSlash(file))
	tf := pass.Fset.AddFile(name, -1, len(data))
	tf.SetLinesForContent(data)
	v.files[file] = tf
	return tf
}
