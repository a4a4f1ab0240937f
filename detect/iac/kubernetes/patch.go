package kubernetes

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/iac/kubeobjects"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

// patch is one change that an overlay makes.
type patch struct {
	file   string              // where it is kept, "" when inline
	target *kubeobjects.Node   // nil: what the patch itself names
	docs   []*kubeobjects.Node // objects to merge, or one list of operations
}

// patches reads the overlay's patches in the order in which they apply.
func (k *overlay) patches(r *reader) []patch {
	if k.patched {
		return k.patchList
	}
	k.patched = true
	var list []patch
	add := func(n *kubeobjects.Node, target *kubeobjects.Node, inline bool) {
		if !n.IsScalar() {
			return
		}
		p := patch{target: target}
		if f := r.tree.File(path.Join(k.dir, n.Text())); f != nil && !inline && !strings.Contains(n.Text(), "\n") {
			p.file = f.Path
			p.docs = r.documents(f)
		} else if inline {
			docs, problems := n.Inner()
			for _, problem := range problems {
				r.tree.Report(problem)
			}
			p.docs = r.nodes(docs)
		}
		list = append(list, p)
	}
	for _, n := range k.root.Get("patchesStrategicMerge").Items() {
		add(n, nil, strings.Contains(n.Text(), "\n"))
	}
	for _, field := range []string{"patches", "patchesJson6902"} {
		for _, n := range k.root.Get(field).Items() {
			add(n, nil, false) // older spelling: a file name alone
			add(n.Get("path"), n.Get("target"), false)
			add(n.Get("patch"), n.Get("target"), true)
		}
	}
	k.patchList = list
	return list
}

// apply changes the objects that the patch is for and drops those that it deletes.
func (p patch) apply(r *reader, objects []kubeobjects.Object) []kubeobjects.Object {
	for _, doc := range p.docs {
		match := p.matcher(doc)
		for i := range objects {
			if objects[i].Root == nil || !match(objects[i]) || !r.spend(doc) {
				continue
			}
			if doc.Kind() == yamldoc.List {
				for _, op := range doc.Items() {
					objects[i].Root.Operate(op)
				}
			} else if doc.Get("$patch").Text() == "delete" {
				objects[i].Root = nil
			} else {
				objects[i].Root.Merge(doc)
			}
		}
	}
	return slices.DeleteFunc(objects, func(o kubeobjects.Object) bool { return o.Root == nil })
}

// matcher returns what tells the targets: names are patterns, as the tool has it.
func (p patch) matcher(doc *kubeobjects.Node) func(kubeobjects.Object) bool {
	if p.target == nil {
		kind, name := doc.Get("kind").Text(), doc.Get("metadata", "name").Text()
		return func(o kubeobjects.Object) bool { return kind != "" && o.Kind() == kind && o.Name() == name }
	}
	same := patterns()
	return func(o kubeobjects.Object) bool { return selected(p.target, o, same) }
}

// patterns compares words that are patterns, each of which is read once.
func patterns() func(want *kubeobjects.Node, have string) bool {
	known := map[*kubeobjects.Node]func(string) bool{}
	return func(want *kubeobjects.Node, have string) bool {
		if known[want] == nil {
			known[want] = pattern(want)
		}
		return known[want](have)
	}
}

func pattern(n *kubeobjects.Node) func(string) bool {
	if !n.IsScalar() {
		return func(string) bool { return true }
	}
	re, err := regexp.Compile("^(?:" + n.Text() + ")$")
	if err != nil {
		return func(string) bool { return false }
	}
	return re.MatchString
}
