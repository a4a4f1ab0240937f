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
	maxDepth     = 150       // definitions that lead to definitions
	maxModules   = 24        // modules within modules
	maxInstances = 200       // of one count or for_each
	maxTotal     = 4000      // instances and calls of one root
	maxRounds    = 50_000    // of all for expressions of one root
	maxNodes     = 20_000    // parts of one value
	maxText      = 256 << 10 // bytes of one string
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
	depth, prefix, choices := 0, 0, 0
	for _, b := range data {
		switch b {
		case '(', '[', '{':
			depth++
		case ')', ']', '}':
			depth = max(0, depth-1)
		case '?':
			choices++
		case '!', '-':
			prefix++
		case ' ', '\t':
		case '\n':
			prefix, choices = 0, 0
		default:
			prefix = 0
		}
		if depth > maxNesting || prefix > maxFile/1024 || choices > maxNesting {
			return errors.New("nested too deeply")
		}
	}
	return nil
}

// tooBig reports whether a value has so many parts or so much text that what is
// built from it must be cut short.
func tooBig(v cty.Value) bool {
	nodes, text := 0, 0
	_ = cty.Walk(v, func(_ cty.Path, v cty.Value) (bool, error) { // the walk's error is only its early end
		nodes++
		if v.Type() == cty.String && v.IsKnown() && !v.IsNull() {
			text += len(v.AsString())
		}
		return nodes <= maxNodes && text <= maxText, nil
	})
	return nodes > maxNodes || text > maxText
}

// bounded replaces a value that is too big by an unknown one.
func bounded(v cty.Value) cty.Value {
	if v == cty.NilVal || tooBig(v) {
		return cty.DynamicVal
	}
	return v
}

// wideFormat reports whether a format string asks for absurd padding.
func wideFormat(s string) bool {
	digits := 0
	for i := strings.IndexByte(s, '%'); i >= 0 && i < len(s); i++ {
		if s[i] >= '0' && s[i] <= '9' {
			digits++
		} else {
			digits = 0
		}
		if digits > 3 {
			return true
		}
	}
	return false
}
