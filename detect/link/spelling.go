package link

import (
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/iac"
)

// words returns the parts of a name, in lower case: "Orders_API-v1" is orders, api,
// v1, and "ColorGateway" color, gateway.
func words(name string) []string {
	var b strings.Builder
	lower := false
	for _, r := range name {
		upper := r >= 'A' && r <= 'Z'
		if upper && lower {
			b.WriteByte(' ')
		}
		lower = r >= 'a' && r <= 'z'
		b.WriteRune(r)
	}
	return strings.FieldsFunc(strings.ToLower(b.String()), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	})
}

// squash is a name without anything between its words, since capitals, hyphens and
// nothing at all part them in different places.
func squash(name string) string { return strings.Join(words(name), "") }

// decorations are last words that say what sort of object a name belongs to, and
// nothing about which.
var decorations = map[string]bool{"svc": true, "service": true, "srv": true, "deployment": true, "deploy": true, "container": true, "pod": true, "app": true}

// undecorated returns words without a shared prefix and without decorations; what
// would be left with nothing stays as it is.
func undecorated(w, prefix []string) string {
	if len(prefix) > 0 && len(w) > len(prefix) && slices.Equal(w[:len(prefix)], prefix) {
		w = w[len(prefix):]
	}
	for len(w) > 1 && (decorations[w[len(w)-1]] || isVersion(w[len(w)-1])) {
		w = w[:len(w)-1]
	}
	if len(w) > 1 && decorations[w[0]] {
		w = w[1:]
	}
	return strings.Join(w, "-")
}

func isVersion(w string) bool {
	return len(w) > 1 && w[0] == 'v' && strings.Trim(w[1:], "0123456789") == ""
}

// sharedPrefix returns the words that the names of one system all begin with. Two
// names prove nothing: they may share a word because they belong together.
func sharedPrefix(names [][]string) []string {
	if len(names) < 3 {
		return nil
	}
	prefix := names[0]
	for _, n := range names[1:] {
		i := 0
		for i < len(prefix) && i < len(n)-1 && prefix[i] == n[i] {
			i++
		}
		prefix = prefix[:i]
	}
	if len(prefix) == len(names[0]) {
		prefix = prefix[:len(prefix)-1]
	}
	return prefix
}

// prefixes returns the shared prefix of the unit names of each scope.
func prefixes(units []*iac.Unit) map[string][]string {
	names := map[string][][]string{}
	for _, u := range units {
		if w := words(u.Name); len(w) > 0 {
			names[u.Scope] = append(names[u.Scope], w)
		}
	}
	out := map[string][]string{}
	for scope, list := range names {
		out[scope] = sharedPrefix(list)
	}
	return out
}
