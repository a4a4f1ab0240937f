package gworkflows

import (
	"bytes"
	"path"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/source"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

const format = "google-workflows"

// Load reads all workflows of the tree.
func Load(t *source.Tree) iac.Declared {
	var out iac.Declared
	for _, f := range t.Files() {
		if !f.Place.Own() || !mayBe(f) {
			continue
		}
		for _, doc := range yamldoc.ParseFile(t, f) {
			if isWorkflow(doc) {
				w := &workflow{out: &out, file: f, resources: map[string]bool{}}
				w.read(doc)
				break // a file is one workflow
			}
		}
	}
	if len(out.Units) > 0 {
		out.Formats = []string{format}
	}
	return out
}

// mayBe passes over files that cannot be workflows without parsing them.
func mayBe(f *source.File) bool {
	ext := f.Ext()
	if ext != ".yaml" && ext != ".yml" && ext != ".json" {
		return false
	}
	data, err := f.Data()
	if err != nil || !bytes.Contains(data, []byte("call")) {
		return false
	}
	for _, mark := range []string{"call: http.", "call: googleapis.", "call: sys.", "call: events.", `"http.`, `"googleapis.`, `"sys.`, `"events.`} {
		if bytes.Contains(data, []byte(mark)) {
			return true
		}
	}
	return false
}

// isWorkflow reports whether a document has the shape of a workflow.
func isWorkflow(doc yamldoc.Node) bool {
	steps := doc
	if doc.Kind() == yamldoc.Map {
		steps = doc.Get("main", "steps")
	}
	if steps.Kind() != yamldoc.List || steps.Len() == 0 {
		return false
	}
	for s := range steps.Items() {
		if s.Kind() != yamldoc.Map || s.Len() != 1 {
			return false
		}
		for _, body := range s.Pairs() {
			if body.Kind() != yamldoc.Map {
				return false
			}
		}
	}
	return true
}

// workflow is one workflow in the making.
type workflow struct {
	out       *iac.Declared
	file      *source.File
	unit      *iac.Unit
	resources map[string]bool
	left      int
}

const (
	maxSteps = 5000
	maxDepth = 40
)

func (w *workflow) read(doc yamldoc.Node) {
	name := strings.TrimSuffix(w.file.Name(), w.file.Ext())
	if (name == "workflow" || name == "main" || name == "workflows") && w.file.Dir() != "." {
		name = path.Base(w.file.Dir())
	}
	at := w.file.Range(0, 0)
	top := doc
	if doc.Kind() == yamldoc.Map {
		top, _ = doc.Entry("main")
	} else {
		top, _ = firstPair(doc.Index(0))
	}
	if r := top.At(); !r.IsZero() {
		at = r
	}
	w.unit = &iac.Unit{
		ID: w.file.Path + "#workflow", Scope: "gworkflows:" + w.file.Dir(), Name: name, Kind: arch.Workflow, Format: format, At: at,
		Code: iac.Code{Dir: arch.Given(w.file.Path, at), Language: "google-workflows"},
	}
	w.left = maxSteps
	if doc.Kind() == yamldoc.List {
		w.steps(doc, around{}, 0)
	} else {
		for _, sub := range doc.Pairs() {
			w.steps(sub.Get("steps"), around{}, 0)
		}
	}
	w.out.Units = append(w.out.Units, w.unit)
}

func firstPair(n yamldoc.Node) (key, value yamldoc.Node) {
	for k, v := range n.Pairs() {
		return k, v
	}
	return yamldoc.Node{}, yamldoc.Node{}
}

// around is what surrounds a step.
type around struct{ retried, caught arch.Range }

func (w *workflow) steps(list yamldoc.Node, in around, depth int) {
	for item := range list.Items() {
		for name, body := range item.Pairs() {
			w.step(name, body, in, depth)
		}
	}
}

func (w *workflow) step(name, body yamldoc.Node, in around, depth int) {
	if w.left--; w.left < 0 || depth > maxDepth || body.Kind() != yamldoc.Map {
		return
	}
	if call := body.Get("call"); call.Text() != "" {
		w.call(name, call, body.Get("args"), in)
	}
	w.steps(body.Get("steps"), in, depth+1)
	w.steps(body.Get("for", "steps"), in, depth+1)
	for branch := range body.Get("parallel", "branches").Items() {
		for _, b := range branch.Pairs() {
			w.steps(b.Get("steps"), in, depth+1)
		}
	}
	w.steps(body.Get("parallel", "for", "steps"), in, depth+1)
	for choice := range body.Get("switch").Items() {
		w.step(name, choice, in, depth+1)
	}
	if try := body.Get("try"); try.Exists() {
		inner := in
		if k, v := body.Entry("retry"); v.Exists() {
			inner.retried = k.At()
		}
		k, except := body.Entry("except")
		inner.caught = k.At()
		w.step(name, try, inner, depth+1)
		w.step(name, except, in, depth+1)
	}
}
