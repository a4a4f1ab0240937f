package eval

import (
	"strconv"
	"strings"

	"github.com/zclconf/go-cty/cty"
)

// The marks around a token come from Unicode's private use area: encoders and case
// mappings leave them alone. Files that hold one are not read.
const (
	tokenOpen  = '\uE0F1'
	tokenClose = '\uE0F2'
	tokenSet   = "\uE0F1\uE0F2"
)

// token is what a stand-in string stands for: an attribute of an instance, whose
// literal may be known, or something out of sight with the reason.
type token struct {
	ref     *Instance
	attr    string
	literal string
	known   bool
	why     string
}

type tokenKey struct {
	ref       *Instance
	attr, why string
}

// tokens numbers the stand-ins of one run of the loader.
type tokens struct {
	all   []token
	index map[tokenKey]int
}

func (t *tokens) value(k token) cty.Value {
	key := tokenKey{k.ref, k.attr, k.why}
	i, ok := t.index[key]
	if !ok {
		i = len(t.all)
		t.all = append(t.all, k)
		t.index[key] = i
	}
	if k.known {
		t.all[i] = k // it was read before what the block says of it
	}
	return cty.StringVal(string(tokenOpen) + strconv.Itoa(i) + string(tokenClose))
}

func (t *tokens) hidden(why string) cty.Value { return t.value(token{why: why}) }

// piece is a stretch of a string: literal text, or a token.
type piece struct {
	text  string
	token *token
}

// split takes a string apart at its tokens. What a function cut or garbled is a
// piece with a reason.
func (t *tokens) split(s string) []piece {
	var out []piece
	for s != "" {
		i := strings.IndexAny(s, tokenSet)
		if i < 0 {
			return append(out, piece{text: s})
		}
		if i > 0 {
			out = append(out, piece{text: s[:i]})
		}
		s = s[i:]
		k, rest := t.cut(s)
		out = append(out, piece{token: k})
		s = rest
	}
	return out
}

func (t *tokens) cut(s string) (*token, string) {
	open := len(string(tokenOpen))
	garbled := &token{why: "computed from a value that is known only after apply"}
	if !strings.HasPrefix(s, string(tokenOpen)) {
		return garbled, s[open:] // both marks have the same length
	}
	end := strings.IndexRune(s, tokenClose)
	if end < 0 {
		return garbled, strings.TrimLeft(s[open:], "0123456789")
	}
	n, err := strconv.Atoi(s[open:end])
	if err != nil || n < 0 || n >= len(t.all) {
		return garbled, s[end+open:]
	}
	return &t.all[n], s[end+open:]
}

func hasToken(s string) bool {
	return strings.ContainsRune(s, tokenOpen) || strings.ContainsRune(s, tokenClose)
}

// resolve replaces tokens by the literals they stand for, and strings with any other
// token by unknown ones.
func (t *tokens) resolve(v cty.Value) cty.Value {
	if !containsToken(v) {
		return v
	}
	out, err := cty.Transform(v, func(_ cty.Path, v cty.Value) (cty.Value, error) {
		if v.Type() != cty.String || v.IsNull() || !v.IsKnown() || !hasToken(v.AsString()) {
			return v, nil
		}
		s, ok := t.resolveString(v.AsString())
		if !ok {
			return cty.UnknownVal(cty.String), nil
		}
		return cty.StringVal(s), nil
	})
	if err != nil {
		return cty.DynamicVal
	}
	return out
}

func (t *tokens) resolveString(s string) (string, bool) {
	if !hasToken(s) {
		return s, true
	}
	var b strings.Builder
	for _, p := range t.split(s) {
		switch {
		case p.token == nil:
			b.WriteString(p.text)
		case p.token.known:
			b.WriteString(p.token.literal)
		default:
			return "", false
		}
	}
	return b.String(), true
}

func containsToken(v cty.Value) bool {
	found := false
	// The walk's error is only its early end.
	_ = cty.Walk(v, func(_ cty.Path, v cty.Value) (bool, error) {
		if v.Type() == cty.String && v.IsKnown() && !v.IsNull() && hasToken(v.AsString()) {
			found = true
		}
		return !found, nil
	})
	return found
}
