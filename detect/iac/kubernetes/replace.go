package kubernetes

import (
	"path"
	"strconv"
	"strings"

	"github.com/archvet/archvet/detect/iac/kubeobjects"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

// defaultField is what a replacement takes or sets when it names no field.
const defaultField = "metadata.name"

// maxFields bounds what one path of a replacement may name.
const maxFields = 1000

// replace copies fields of objects into others, as the overlay's replacements say.
func (k *overlay) replace(r *reader, objects []kubeobjects.Object) {
	for _, n := range k.root.Get("replacements").Items() {
		list := []*kubeobjects.Node{n}
		if file := n.Get("path"); file.IsScalar() {
			list = nil
			if f := r.tree.File(path.Join(k.dir, file.Text())); f != nil {
				for _, doc := range r.documents(f) {
					list = append(list, replacementsOf(doc)...)
				}
			}
		}
		for _, one := range list {
			if val := replacement(one, objects); val != nil {
				for _, target := range one.Get("targets").Items() {
					into(r, target, val, objects)
				}
			}
		}
	}
}

// replacementsOf reads a file: one replacement, or a list of them.
func replacementsOf(doc *kubeobjects.Node) []*kubeobjects.Node {
	if doc.Kind() == yamldoc.List {
		return doc.Items()
	}
	return []*kubeobjects.Node{doc}
}

// replacement is the value that is copied: nil when not exactly one object gives it.
func replacement(n *kubeobjects.Node, objects []kubeobjects.Object) *kubeobjects.Node {
	if val := n.Get("sourceValue"); val.IsScalar() {
		return val
	}
	from := n.Get("source")
	var found []kubeobjects.Object
	for _, o := range objects {
		if selected(from, o, func(want *kubeobjects.Node, have string) bool { return want.Text() == have }) {
			found = append(found, o)
		}
	}
	if from.Len() == 0 || len(found) != 1 {
		return nil
	}
	field := from.Get("fieldPath").Text()
	if field == "" || field == defaultField {
		return part(from.Get("options"), kubeobjects.Scalar(found[0].DeployedName(), found[0].At()))
	}
	vals := fields(found[0].Root, pathOf(field), nil)
	if len(vals) != 1 {
		return nil
	}
	return part(from.Get("options"), vals[0])
}

// part is one of the pieces of a value, when options cut it.
func part(options, val *kubeobjects.Node) *kubeobjects.Node {
	sep := options.Get("delimiter").Text()
	if sep == "" {
		return val
	}
	pieces := strings.Split(val.Text(), sep)
	i, _ := strconv.Atoi(options.Get("index").Text()) // 0 when not given
	if !val.IsScalar() || i < 0 || i >= len(pieces) {
		return nil
	}
	return kubeobjects.Scalar(pieces[i], val.At())
}

// into puts a value into the fields of the objects that a target selects.
func into(r *reader, target, val *kubeobjects.Node, objects []kubeobjects.Object) {
	matches := patterns()
	options := target.Get("options")
	var create *kubeobjects.Node
	if options.Get("create").Text() == "true" {
		create = val
	}
	for i, o := range objects {
		if target.Get("select").Len() == 0 || !selected(target.Get("select"), o, matches) || rejected(target, o, matches) {
			continue
		}
		paths := target.Get("fieldPaths").Items()
		if len(paths) == 0 {
			rename(&objects[i], val)
		}
		for _, p := range paths {
			if p.Text() == defaultField {
				rename(&objects[i], val)
				continue
			}
			for _, field := range fields(o.Root, pathOf(p.Text()), create) {
				if r.spend(val) {
					field.Become(joined(options, field, val))
				}
			}
		}
	}
}

func rename(o *kubeobjects.Object, val *kubeobjects.Node) {
	o.Root.Get("metadata").Set("name", val.Clone())
	o.Prefix, o.Suffix = "", ""
}

func rejected(target *kubeobjects.Node, o kubeobjects.Object, same func(*kubeobjects.Node, string) bool) bool {
	for _, no := range target.Get("reject").Items() {
		if no.Len() > 0 && selected(no, o, same) {
			return true
		}
	}
	return false
}

// joined is a field's text with one of its pieces replaced, when options cut it.
func joined(options, field, val *kubeobjects.Node) *kubeobjects.Node {
	sep := options.Get("delimiter").Text()
	if sep == "" {
		return val
	}
	if !field.IsScalar() {
		return nil
	}
	pieces := strings.Split(field.Text(), sep)
	switch i, _ := strconv.Atoi(options.Get("index").Text()); { // 0 when not given
	case i < 0:
		pieces = append([]string{val.Text()}, pieces...)
	case i >= len(pieces):
		pieces = append(pieces, val.Text())
	default:
		pieces[i] = val.Text()
	}
	return kubeobjects.Scalar(strings.Join(pieces, sep), val.At())
}

// selected reports whether a selector is for an object, by how its words are compared.
func selected(s *kubeobjects.Node, o kubeobjects.Object, same func(want *kubeobjects.Node, have string) bool) bool {
	version := o.Root.Get("apiVersion").Text()
	for key, have := range map[string]string{
		"kind": o.Kind(), "namespace": o.Root.Get("metadata", "namespace").Text(),
		"version": version[strings.IndexByte(version, '/')+1:], "group": strings.TrimSuffix(version[:strings.IndexByte(version, '/')+1], "/"),
	} {
		if want := s.Get(key); want.IsScalar() && want.Text() != "" && !same(want, have) {
			return false
		}
	}
	if want := s.Get("name"); want.IsScalar() && want.Text() != "" && !same(want, o.Name()) && !same(want, o.DeployedName()) {
		return false
	}
	return labelled(s.Get("labelSelector").Text(), o.Root.Get("metadata", "labels")) &&
		labelled(s.Get("annotationSelector").Text(), o.Root.Get("metadata", "annotations"))
}

// pathOf splits a path at its dots, but for those in brackets or behind a backslash.
func pathOf(text string) []string {
	var steps []string
	step, depth := "", 0
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\\' && i+1 < len(text) && text[i+1] == '.':
			i++
			step += "."
		case c == '.' && depth == 0:
			steps, step = append(steps, step), ""
		default:
			switch c {
			case '[':
				depth++
			case ']':
				depth--
			}
			step += text[i : i+1]
		}
	}
	return append(steps, step)
}

// fields are the nodes that a path names: keys, positions, [key=value] and * of lists.
// With a value to create, what is missing of mappings is made.
func fields(n *kubeobjects.Node, steps []string, create *kubeobjects.Node) []*kubeobjects.Node {
	list := []*kubeobjects.Node{n}
	for at, s := range steps {
		var next []*kubeobjects.Node
		for _, n := range list {
			next = append(next, below(n, strings.Trim(s, "[]"), create, at == len(steps)-1)...)
		}
		if list = next; len(list) > maxFields {
			return nil
		}
	}
	return list
}

func below(n *kubeobjects.Node, step string, create *kubeobjects.Node, last bool) []*kubeobjects.Node {
	if n.Kind() != yamldoc.List {
		c := n.Get(step)
		if c == nil && create != nil && n.Kind() == yamldoc.Map {
			c = kubeobjects.Map(create.At())
			if last {
				c = create.Clone()
			}
			n.Set(step, c)
		}
		if c == nil {
			return nil
		}
		return []*kubeobjects.Node{c}
	}
	key, val, isPair := strings.Cut(step, "=")
	var out []*kubeobjects.Node
	for i, item := range n.Items() {
		switch {
		case step == "*", isPair && item.Get(key).Text() == val, isPair && key == "" && item.Text() == val, strconv.Itoa(i) == step:
			out = append(out, item)
		}
	}
	return out
}
