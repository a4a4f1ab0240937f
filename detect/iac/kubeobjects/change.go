package kubeobjects

import (
	"slices"
	"strconv"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

// Set puts a value under a key of a mapping.
func (n *Node) Set(key string, val *Node) {
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

// SetAll sets all entries of another mapping.
func (n *Node) SetAll(from *Node) {
	if from == nil {
		return
	}
	for _, e := range from.entries {
		n.Set(e.key.Text(), e.val.Clone())
	}
}

// Child is the mapping under nested keys, made at a place where there is none.
func (n *Node) Child(at arch.Range, keys ...string) *Node {
	for _, key := range keys {
		if c := n.Get(key); c == nil || c.null {
			n.Set(key, Map(at))
		}
		n = n.Get(key)
	}
	return n
}

// Become makes a node what another one is, at that one's place; a scalar keeps its
// own kind.
func (n *Node) Become(other *Node) {
	if n != nil && other != nil {
		*n = *other.Clone()
	}
}

// Plain is the node as maps, lists and texts; absent and null are nil.
func (n *Node) Plain() any {
	switch {
	case n == nil || n.null:
		return nil
	case n.kind == yamldoc.Map:
		m := map[string]any{}
		for _, e := range n.entries {
			m[e.key.Text()] = e.val.Plain()
		}
		return m
	case n.kind == yamldoc.List:
		list := []any{}
		for _, i := range n.items {
			list = append(list, i.Plain())
		}
		return list
	}
	return n.text
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

// Merge applies a strategic merge patch to a mapping.
func (n *Node) Merge(p *Node) {
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
		case old.IsScalar() && e.val.IsScalar() && old.Text() == e.val.Text(): // such as the name of the target
		case old != nil && old.kind == yamldoc.Map && e.val.kind == yamldoc.Map && e.val.Get("$patch").Text() != "replace":
			old.Merge(e.val)
		case old != nil && old.kind == yamldoc.List && e.val.kind == yamldoc.List && mergeKeys[key] != "":
			old.mergeList(e.val, mergeKeys[key])
		default:
			n.Put(e.key, e.val.Clone())
		}
	}
}

// Put is Set with the key's own place.
func (n *Node) Put(key, val *Node) {
	n.Set(key.Text(), val)
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
			n.items[i].Merge(item)
		default:
			n.items = append(n.items, item.Clone())
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

// Operate applies one operation of a JSON patch; an operation whose path does not
// exist changes nothing.
func (n *Node) Operate(op *Node) {
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
		n.Set(last, val.Clone())
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
			n.items = append(n.items, val.Clone())
		}
		return
	}
	i, err := strconv.Atoi(where)
	if err != nil || i < 0 || i > len(n.items) {
		return
	}
	switch {
	case verb == "add" && val != nil:
		n.items = slices.Insert(n.items, i, val.Clone())
	case i == len(n.items):
	case verb == "remove":
		n.items = slices.Delete(n.items, i, i+1)
	case verb == "replace" && val != nil:
		n.items[i] = val.Clone()
	}
}
