package kubernetes

import (
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/archvet/archvet/detect/source/yamldoc"
)

// patch is one change that an overlay makes.
type patch struct {
	file   string  // where it is kept, "" when inline
	target *Node   // nil: what the patch itself names
	docs   []*Node // objects to merge, or one list of operations
}

// patches reads the overlay's patches in the order in which they apply.
func (k *overlay) patches(r *reader) []patch {
	if k.patched {
		return k.patchList
	}
	k.patched = true
	var list []patch
	add := func(n *Node, target *Node, inline bool) {
		if !n.isScalar() {
			return
		}
		p := patch{target: target}
		if f := r.tree.File(path.Join(k.dir, n.Text())); f != nil && !inline && !strings.Contains(n.Text(), "\n") {
			p.file = f.Path
			p.docs = r.documents(f)
		} else if inline {
			docs, problems := n.src.Inner()
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
func (p patch) apply(r *reader, objects []Object) []Object {
	for _, doc := range p.docs {
		match := p.matcher(doc)
		for i := range objects {
			if objects[i].Root == nil || !match(objects[i]) || !r.spend(doc) {
				continue
			}
			if doc.kind == yamldoc.List {
				for _, op := range doc.items {
					objects[i].Root.operate(op)
				}
			} else if doc.Get("$patch").Text() == "delete" {
				objects[i].Root = nil
			} else {
				objects[i].Root.merge(doc)
			}
		}
	}
	return slices.DeleteFunc(objects, func(o Object) bool { return o.Root == nil })
}

// matcher returns what tells the targets: names are patterns, as the tool has it.
func (p patch) matcher(doc *Node) func(Object) bool {
	if p.target == nil {
		kind, name := doc.Get("kind").Text(), doc.Get("metadata", "name").Text()
		return func(o Object) bool { return kind != "" && o.kind() == kind && o.name() == name }
	}
	kind, name := pattern(p.target.Get("kind")), pattern(p.target.Get("name"))
	selector := selectorOf(p.target.Get("labelSelector").Text())
	return func(o Object) bool {
		if !kind(o.kind()) || !name(o.name()) {
			return false
		}
		have := o.Root.Get("metadata", "labels")
		for _, l := range selector {
			if have.Get(l.key).Text() != l.value {
				return false
			}
		}
		return true
	}
}

func pattern(n *Node) func(string) bool {
	if !n.isScalar() {
		return func(string) bool { return true }
	}
	re, err := regexp.Compile("^(?:" + n.Text() + ")$")
	if err != nil {
		return func(string) bool { return false }
	}
	return re.MatchString
}

// selectorOf reads the equalities of a label selector.
func selectorOf(text string) []label {
	var list []label
	for part := range strings.SplitSeq(text, ",") {
		if k, v, ok := strings.Cut(part, "="); ok {
			list = append(list, label{strings.TrimSpace(k), strings.TrimSpace(strings.TrimPrefix(v, "="))})
		}
	}
	return list
}

// set puts a value under a key of a mapping.
func (n *Node) set(key string, val *Node) {
	if n == nil || n.kind != yamldoc.Map {
		return
	}
	for i, e := range n.entries {
		if e.key.Text() == key {
			n.entries[i].val = val
			return
		}
	}
	n.entries = append(n.entries, entry{Scalar(key, val.At()), val})
}

func (n *Node) remove(key string) {
	n.entries = slices.DeleteFunc(n.entries, func(e entry) bool { return e.key.Text() == key })
}

// mergeKeys name the field by which elements of a list are the same.
var mergeKeys = map[string]string{
	"containers": "name", "initContainers": "name", "env": "name", "volumes": "name", "volumeMounts": "mountPath",
	"ports": "containerPort", "imagePullSecrets": "name",
}

// identity is what an element of a list is told by; the ports of a Service have
// another name than those of a container.
func identity(item *Node, key string) string {
	if key == "containerPort" && item.Get(key) == nil {
		key = "port"
	}
	return item.Get(key).Text()
}

// merge applies a strategic merge patch to a mapping.
func (n *Node) merge(p *Node) {
	if n == nil || n.kind != yamldoc.Map || p == nil {
		return
	}
	for _, e := range p.entries {
		key := e.key.Text()
		old := n.Get(key)
		switch {
		case key == "$patch" || strings.HasPrefix(key, "$"):
		case e.val == nil || e.val.null || e.val.Get("$patch").Text() == "delete":
			n.remove(key)
		case old.isScalar() && e.val.isScalar() && old.Text() == e.val.Text(): // such as the name of the target
		case old != nil && old.kind == yamldoc.Map && e.val.kind == yamldoc.Map && e.val.Get("$patch").Text() != "replace":
			old.merge(e.val)
		case old != nil && old.kind == yamldoc.List && e.val.kind == yamldoc.List && mergeKeys[key] != "":
			old.mergeList(e.val, mergeKeys[key])
		default:
			n.put(e.key, e.val.clone())
		}
	}
}

// put is set with the key's own place.
func (n *Node) put(key, val *Node) {
	n.set(key.Text(), val)
	for i := range n.entries {
		if n.entries[i].key.Text() == key.Text() {
			n.entries[i].key = key
		}
	}
}

func (n *Node) mergeList(p *Node, key string) {
	at := map[string]int{}
	for i, item := range n.items {
		at[identity(item, key)] = i
	}
	gone := map[int]bool{}
	for _, item := range p.items {
		i, found := at[identity(item, key)]
		switch {
		case item.Get("$patch").Text() == "delete":
			if found {
				gone[i] = true
			}
		case found:
			n.items[i].merge(item)
		default:
			n.items = append(n.items, item.clone())
		}
	}
	if len(gone) > 0 {
		var left []*Node
		for i, item := range n.items {
			if !gone[i] {
				left = append(left, item)
			}
		}
		n.items = left
	}
}

// operate applies one operation of a JSON patch; an operation whose path does not
// exist changes nothing.
func (n *Node) operate(op *Node) {
	steps := strings.Split(strings.TrimPrefix(op.Get("path").Text(), "/"), "/")
	for i := range steps {
		steps[i] = strings.NewReplacer("~1", "/", "~0", "~").Replace(steps[i])
	}
	last := steps[len(steps)-1]
	for _, s := range steps[:len(steps)-1] {
		n = n.step(s)
	}
	if n == nil {
		return
	}
	val := op.Get("value")
	switch verb := op.Get("op").Text(); {
	case n.kind == yamldoc.Map && verb == "remove":
		n.remove(last)
	case n.kind == yamldoc.Map && (verb == "add" || verb == "replace" && n.Get(last) != nil):
		n.set(last, val.clone())
	case n.kind == yamldoc.List:
		n.operateList(verb, last, val)
	}
}

func (n *Node) step(name string) *Node {
	if n == nil || n.kind != yamldoc.List {
		return n.Get(name)
	}
	if i, err := strconv.Atoi(name); err == nil && i >= 0 && i < len(n.items) {
		return n.items[i]
	}
	return nil
}

func (n *Node) operateList(verb, where string, val *Node) {
	if where == "-" {
		if verb == "add" && val != nil {
			n.items = append(n.items, val.clone())
		}
		return
	}
	i, err := strconv.Atoi(where)
	if err != nil || i < 0 || i > len(n.items) {
		return
	}
	switch {
	case verb == "add" && val != nil:
		n.items = slices.Insert(n.items, i, val.clone())
	case i == len(n.items):
	case verb == "remove":
		n.items = slices.Delete(n.items, i, i+1)
	case verb == "replace" && val != nil:
		n.items[i] = val.clone()
	}
}
