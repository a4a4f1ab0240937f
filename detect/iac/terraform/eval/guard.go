package eval

import (
	"bytes"
	"errors"
	"strings"

	"github.com/zclconf/go-cty/cty"
)

// Bounds that keep hostile or generated configurations from eating the machine. Real
// ones stay orders of magnitude below.
const (
	maxFile      = 512 << 10 // bytes of one configuration file
	maxNesting   = 200       // brackets within brackets, and prefix operators in a row
	maxChain     = 3000      // operators, indexes and the like in a row
	maxDepth     = 150       // definitions that lead to definitions
	maxModules   = 24        // modules within modules
	maxInstances = 200       // of one count or for_each
	maxTotal     = 4000      // instances and calls of one root
	maxRounds    = 50_000    // of all for expressions of one root
	maxNodes     = 20_000    // parts of one value
	maxText      = 256 << 10 // bytes of one string
	maxTemplates = 32 << 20  // bytes that all templates of one root are made of
)

// checkText refuses texts that the parser would descend into too deeply, or that
// hold the marks of tokens.
func checkText(data []byte) error {
	if len(data) > maxFile {
		return errors.New("too large for a Terraform configuration")
	}
	if bytes.ContainsAny(data, tokenSet) {
		return errors.New("holds characters of Unicode's private use area")
	}
	var w weigher
	for i, b := range data {
		if !w.take(b, data[i+1:]) {
			return errors.New("nested too deeply")
		}
	}
	return nil
}

// weigher estimates from its bytes alone how deep the tree of a text will be:
// brackets, operators in a row within each of them, choices and directives.
type weigher struct {
	depth, prefix, choices, directives int

	stack [maxNesting + 2]struct {
		open  byte
		chain int
	}
}

func (w *weigher) take(b byte, rest []byte) bool {
	top := &w.stack[w.depth]
	switch b {
	case '(', '[', '{':
		top.chain++
		w.depth++
		w.stack[w.depth].open, w.stack[w.depth].chain = b, 0
	case ')', ']', '}':
		w.depth = max(0, w.depth-1)
	case '?':
		top.chain++
		w.choices++
	case '!', '-':
		top.chain++
		w.prefix++
	case '+', '*', '/', '<', '>', '&', '|', '=':
		top.chain++
	case '%':
		top.chain++
		w.directive(rest)
	case ',':
		top.chain = 0
	case '\n':
		w.prefix, w.choices = 0, 0
		if top.open != '(' && top.open != '[' {
			top.chain = 0
		}
	}
	if b != '!' && b != '-' && b != ' ' && b != '\t' {
		w.prefix = 0
	}
	return w.depth <= maxNesting && w.prefix <= maxFile/1024 && w.choices <= maxNesting && top.chain <= maxChain && w.directives <= maxNesting
}

// directive counts the directives of a template that are open: %{ if, %{ for.
func (w *weigher) directive(rest []byte) {
	word, ok := bytes.CutPrefix(rest[:min(len(rest), 20)], []byte("{"))
	if !ok {
		return
	}
	word = bytes.TrimLeft(word, "~ \t")
	switch {
	case bytes.HasPrefix(word, []byte("end")):
		w.directives = max(0, w.directives-1)
	case bytes.HasPrefix(word, []byte("if")), bytes.HasPrefix(word, []byte("for")):
		w.directives++
	}
}

// tooBig reports whether a value has so many parts or so much text that what is
// built from it must be cut short.
func tooBig(v cty.Value) bool {
	nodes, text := 0, 0
	_ = cty.Walk(v, func(_ cty.Path, v cty.Value) (bool, error) { // the walk's error is only its early end
		nodes++
		switch {
		case !v.IsKnown() || v.IsNull():
		case v.Type() == cty.String:
			text += len(v.AsString())
			if vastText(v.AsString()) {
				text += maxText
			}
		case v.Type() == cty.Number && vast(v):
			text += maxText
		}
		return nodes <= maxNodes && text <= maxText, nil
	})
	return nodes > maxNodes || text > maxText
}

// vast reports whether a number has so many digits that writing it down is work.
func vast(v cty.Value) bool {
	f := v.AsBigFloat()
	e := f.MantExp(nil)
	return f.IsInf() || e > 1<<14 || e < -1<<14
}

// vastText reports whether a string would be such a number when it is taken for one.
func vastText(s string) bool {
	i := strings.LastIndexAny(s, "eE")
	if i < 1 || len(s)-i < 6 {
		return false
	}
	digits := strings.TrimSpace(strings.TrimLeft(s[i+1:], "+-"))
	return len(digits) > 4 && strings.Trim(digits, "0123456789_") == "" && strings.Trim(s[:i], " 0123456789.+-_") == ""
}

// bounded replaces a value that is too big by an unknown one.
func bounded(v cty.Value) cty.Value {
	if v == cty.NilVal || tooBig(v) {
		return cty.DynamicVal
	}
	return v
}
