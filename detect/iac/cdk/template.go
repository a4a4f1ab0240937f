package cdk

import (
	"fmt"
	"reflect"
	"sort"
	"strconv"
	"strings"

	"github.com/archvet/archvet/detect/arch"
)

// node is a part of the template that an app would be synthesized to, with the place
// in the source that it comes from.
type node struct {
	scalar bool
	bare   bool // a number or boolean
	s      string
	pairs  []pair
	items  []*node
	list   bool
	at     arch.Range
}

type pair struct {
	key string
	at  arch.Range
	val *node
}

func str(s string, at arch.Range) *node { return &node{scalar: true, s: s, at: at} }

func mapping(at arch.Range) *node { return &node{at: at} }

// hide is a scalar that stands for something out of sight.
func hide(why string, at arch.Range) *node { return str(hiddenMark+why, at) }

// hiddenMark begins a scalar of the template whose rest is a reason.
const hiddenMark = "archvet-hidden:"

func ref(logical string, at arch.Range) *node {
	return mapping(at).set("Ref", at, str(logical, at))
}

func getAtt(logical, attribute string, at arch.Range) *node {
	return mapping(at).set("Fn::GetAtt", at, listOf(at, str(logical, at), str(attribute, at)))
}

func listOf(at arch.Range, items ...*node) *node { return &node{list: true, items: items, at: at} }

// set adds or replaces an entry; a nil value changes nothing.
func (n *node) set(key string, at arch.Range, val *node) *node {
	if val == nil || key == "" || len(key) > maxKey {
		return n
	}
	for i := range n.pairs {
		if n.pairs[i].key == key {
			n.pairs[i].val, n.pairs[i].at = val, at
			return n
		}
	}
	n.pairs = append(n.pairs, pair{key, at, val})
	return n
}

// maxKey is what a key of YAML may have.
const maxKey = 500

func (n *node) get(key string) *node {
	if n == nil {
		return nil
	}
	for _, p := range n.pairs {
		if p.key == key {
			return p.val
		}
	}
	return nil
}

// add appends to a list that is an entry of a mapping.
func (n *node) add(key string, at arch.Range, item *node) {
	l := n.get(key)
	if l == nil || !l.list {
		l = listOf(at)
		n.set(key, at, l)
	}
	l.items = append(l.items, item)
}

// printed is the text of a template with the places of its parts.
type printed struct {
	b     strings.Builder
	spans []span // by start, the outer before the inner
}

type span struct {
	start, end int
	at         arch.Range
}

func (p *printed) node(n *node, depth int) {
	i := p.open(n.at)
	switch {
	case n.scalar && n.bare:
		p.b.WriteString(n.s)
	case n.scalar || depth > maxNesting:
		p.quote(n.s)
	case n.list:
		p.b.WriteString("[")
		for k, item := range n.items {
			p.separate(k)
			p.node(item, depth+1)
		}
		p.b.WriteString("]")
	default:
		p.b.WriteString("{")
		for k, e := range n.pairs {
			p.separate(k)
			j := p.open(e.at)
			p.quote(e.key)
			p.spans[j].end = p.b.Len()
			p.b.WriteString(": ")
			p.node(e.val, depth+1)
		}
		p.b.WriteString("}")
	}
	p.spans[i].end = p.b.Len()
}

func (p *printed) open(at arch.Range) int {
	p.spans = append(p.spans, span{start: p.b.Len(), at: at})
	return len(p.spans) - 1
}

func (p *printed) separate(k int) {
	if k > 0 {
		p.b.WriteString(",")
	}
	p.b.WriteString("\n")
}

// quote writes a string in ASCII, so that a column is an offset.
func (p *printed) quote(s string) {
	if !strings.HasPrefix(s, hiddenMark) && len(s) > 10_000 {
		s = s[:10_000]
	}
	q := strconv.QuoteToASCII(strings.ToValidUTF8(s, "?"))
	q = strings.NewReplacer(`\a`, `\u0007`, `\v`, `\u000b`).Replace(q)
	p.b.WriteString(q)
}

// source finds the place of the source for a range of the template.
func (p *printed) source(r arch.Range) arch.Range {
	// The last span that begins there or before it and still covers its beginning.
	i := sort.Search(len(p.spans), func(i int) bool { return p.spans[i].start > r.Start })
	best := arch.Range{}
	for k := i - 1; k >= 0 && k > i-2000; k-- {
		s := p.spans[k]
		if s.end <= r.Start || s.at.IsZero() {
			continue
		}
		if best.IsZero() {
			best = s.at
		}
		if s.end >= r.End {
			return s.at
		}
	}
	return best
}

// relocate puts the places of the source into everything that v holds.
func (p *printed) relocate(v reflect.Value, file string, depth int) {
	if depth > 20 {
		return
	}
	if at, ok := reflect.TypeAssert[arch.Range](v); ok {
		if at.File == file {
			v.Set(reflect.ValueOf(p.source(at)))
		}
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			p.relocate(v.Elem(), file, depth+1)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			p.relocate(v.Field(i), file, depth+1)
		}
	case reflect.Slice:
		for i := range v.Len() {
			p.relocate(v.Index(i), file, depth+1)
		}
	case reflect.Map:
		for _, k := range v.MapKeys() {
			item := reflect.New(v.Type().Elem()).Elem()
			item.Set(v.MapIndex(k))
			p.relocate(item, file, depth+1)
			v.SetMapIndex(k, item)
		}
	}
}

// number is a scalar that is no string.
func number(n int, at arch.Range) *node {
	return &node{scalar: true, bare: true, s: fmt.Sprint(n), at: at}
}
