package eval

import (
	"errors"
	"regexp"
	"strings"
	"sync"

	"github.com/zclconf/go-cty/cty"
	"gopkg.in/yaml.v3"
)

var errLarge = errors.New("result too large")

// affordable refuses calls whose result could be much larger than their arguments.
func affordable(name string, args []cty.Value) error {
	product, texts, parts := 1, 0, 0
	for _, a := range args {
		if !a.IsKnown() || a.IsNull() {
			continue
		}
		switch {
		case tooBig(a):
			return errLarge
		case a.Type() == cty.String:
			texts += len(a.AsString())
		case a.CanIterateElements():
			parts += a.LengthInt()
			product = min(product*max(1, a.LengthInt()), maxNodes+1)
		}
		if parts > maxNodes || texts > 4*maxText {
			return errLarge
		}
	}
	switch name {
	case "format", "formatlist":
		return affordableFormat(args, texts)
	case "setproduct":
		if product > maxNodes {
			return errLarge
		}
	case "replace":
		return affordableReplace(args)
	case "indent", "pow", "log":
		for _, a := range args {
			if f, ok := asFloat(a); ok && (f > 1000 || f < -1000) {
				return errLarge
			}
		}
	case "jsondecode", "yamldecode":
		if s, ok := asString(args0(args)); ok && (exponent().MatchString(s) || !shallow(s, name == "yamldecode")) {
			return errLarge
		}
	}
	return nil
}

// exponent matches numbers that would take long to write down.
var exponent = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`[0-9][eE]\+?[0-9]{5}`) })

func args0(args []cty.Value) cty.Value {
	if len(args) == 0 {
		return cty.NilVal
	}
	return args[0]
}

// affordableFormat bounds padding, and arguments that are named again and again.
func affordableFormat(args []cty.Value, texts int) error {
	s, ok := asString(args0(args))
	if !ok {
		return nil
	}
	if padded().MatchString(s) || strings.Contains(s, "*") && strings.Contains(s, "%") {
		return errors.New("padding too wide")
	}
	if strings.Count(s, "%[")*texts > 4*maxText {
		return errLarge
	}
	return nil
}

// padded matches a verb with absurd padding.
var padded = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`%[^a-zA-Z%]*[0-9]{4}`) })

// affordableReplace bounds what replacements can grow to: in the worst case one for
// each byte, and with a pattern the whole text for each "$1".
func affordableReplace(args []cty.Value) error {
	if len(args) != 3 {
		return nil
	}
	in, _ := asString(args[0])
	by, _ := asString(args[2])
	if (len(in)+1)*(len(by)+1) > 64*maxText {
		return errLarge
	}
	if strings.Count(by, "$")*(len(in)+1) > 4*maxText {
		return errLarge
	}
	return nil
}

// shallow reports whether a document is neither too deep, nor one whose aliases
// multiply.
func shallow(s string, aliases bool) bool {
	depth := 0
	for i := range len(s) {
		switch s[i] {
		case '[', '{':
			depth++
		case ']', '}':
			depth = max(0, depth-1)
		}
		if depth > maxNesting {
			return false
		}
	}
	if !aliases || !strings.Contains(s, "*") {
		return true
	}
	var doc yaml.Node
	if yaml.Unmarshal([]byte(s), &doc) != nil {
		return true // the function itself names the fault
	}
	return expanded(&doc, map[*yaml.Node]int{}) <= maxNodes
}

// expanded is how many parts a node has with every alias written out, as far as that
// is of interest.
func expanded(n *yaml.Node, sizes map[*yaml.Node]int) int {
	if size, ok := sizes[n]; ok {
		return size
	}
	sizes[n] = maxNodes + 1 // for one that leads back to itself
	size := 1
	if n.Alias != nil {
		size = expanded(n.Alias, sizes)
	}
	for _, in := range n.Content {
		size = min(size+expanded(in, sizes), maxNodes+1)
	}
	sizes[n] = size
	return size
}
