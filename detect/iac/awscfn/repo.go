package awscfn

import (
	"path"
	"strings"
	"time"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/source"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

// Repo is what the stacks of one repository share.
type Repo struct {
	Tree      *source.Tree
	exports   map[string]View // by export name; a View of no stack when ambiguous
	store     map[string]View // Systems Manager parameters by name, likewise
	memo      map[View]evaluated
	docs      map[string]yamldoc.Node
	makes     map[string]*makefile
	units     map[string]*iac.Unit     // of all stacks, by ID
	stores    map[string]*iac.Resource // likewise
	scopes    map[string]bool
	rounds    map[round]*Stack                     // of loops
	services  []*resource                          // of ECS, in all stacks
	maxAge    map[string]arch.Value[time.Duration] // of asynchronous events, by the ID of their function
	instances int                                  // of nested stacks
	includes  int                                  // of fragments
	nesting   int
	depth     int
	total     int
	steps     int
}

// NewRepo returns the shared part for a tree.
func NewRepo(t *source.Tree) *Repo {
	return &Repo{
		Tree: t, exports: map[string]View{}, store: map[string]View{},
		docs: map[string]yamldoc.Node{}, makes: map[string]*makefile{}, scopes: map[string]bool{}, rounds: map[round]*Stack{}, maxAge: map[string]arch.Value[time.Duration]{}, memo: map[View]evaluated{}, units: map[string]*iac.Unit{}, stores: map[string]*iac.Resource{},
	}
}

// Bounds of one evaluation: templates can refer to each other in circles, and a few
// lines can spell out an exponential text.
const (
	maxDepth = 60
	maxSteps = 10_000
	maxTotal = 5_000_000 // of all evaluations of a repository
)

func (r *Repo) enter() bool {
	if r.depth == 0 {
		r.steps = 0
	}
	if r.depth >= maxDepth || r.steps >= maxSteps || r.total >= maxTotal {
		return false
	}
	r.depth++
	r.steps++
	r.total++
	return true
}

func (r *Repo) leave() { r.depth-- }

// Document returns the first document of a file of the tree, the zero Node when
// there is none.
func (r *Repo) Document(file string) yamldoc.Node {
	file = path.Clean(file)
	if doc, ok := r.docs[file]; ok {
		return doc
	}
	r.docs[file] = yamldoc.Node{}
	if f := r.Tree.File(file); f != nil {
		if docs := yamldoc.ParseFile(r.Tree, f); len(docs) > 0 {
			r.docs[file] = docs[0]
		}
	}
	return r.docs[file]
}

// SetDocument keeps a document that was parsed already.
func (r *Repo) SetDocument(file string, doc yamldoc.Node) { r.docs[file] = doc }

// Publish makes the stack's exports and stored parameters known to the others.
func (s *Stack) Publish() {
	for _, root := range s.roots {
		for _, out := range root.Get("Outputs").Pairs() {
			publish(s.repo.exports, out.Get("Export", "Name"), out.Get("Value"))
		}
	}
	for _, r := range s.order {
		if r.typ == "AWS::SSM::Parameter" {
			publish(s.repo.store, r.get("Name"), r.get("Value"))
		}
	}
}

// Output returns an output of the stack.
func (s *Stack) Output(name string) View { return s.section("Outputs", name, "Value") }

func publish(to map[string]View, name, value View) {
	n := name.String()
	if !n.Known() || !value.Exists() {
		return
	}
	if _, twice := to[n.V]; twice {
		value = View{}
	}
	to[n.V] = value
}

// dirOf returns the directory of a file, "." for the root.
func dirOf(file string) string { return path.Dir(file) }

// within joins a path as written to a directory, and refuses to leave the root.
func within(dir, name string) (string, bool) {
	name = strings.TrimPrefix(strings.ReplaceAll(name, "\\", "/"), "file://")
	if path.IsAbs(name) {
		return "", false
	}
	p := path.Join(dir, name)
	return p, p != ".." && !strings.HasPrefix(p, "../")
}

// include replaces an AWS::Include of a file of the repository by its content.
func (s *Stack) include(v, arg View) View {
	if arg.Get("Name").String().V != "AWS::Include" {
		return s.hidden(v.At(), "a transform is only known at deployment")
	}
	if p, ok := s.localFile(arg.Get("Parameters", "Location")); ok {
		if doc := s.repo.Document(p); doc.Exists() {
			return s.View(doc)
		}
	}
	return s.hidden(v.At(), "includes a file that is not here")
}

// localFile finds the file of the tree that a location means: a path relative to the
// template, or the one file whose path ends the way a URL of a bucket does.
func (s *Stack) localFile(location View) (string, bool) {
	text := location.Text()
	if text.Known() {
		if p, ok := within(s.dir, text.V); ok && s.repo.Tree.File(p) != nil {
			return p, true
		}
	}
	if len(text.Parts) == 0 || text.Known() && !strings.Contains(text.V, "://") {
		return "", false
	}
	tail := text.Parts[len(text.Parts)-1].Literal
	if i := strings.Index(tail, "://"); i >= 0 {
		tail = tail[i+3:]
	}
	return s.uniqueSuffix(tail)
}

func (s *Stack) uniqueSuffix(tail string) (string, bool) {
	_, tail, ok := strings.Cut(tail, "/")
	if !ok || tail == "" {
		return "", false
	}
	found := ""
	for _, f := range s.repo.Tree.Files() {
		if f.Path == tail || strings.HasSuffix(f.Path, "/"+tail) {
			if found != "" {
				return "", false
			}
			found = f.Path
		}
	}
	return found, found != ""
}
