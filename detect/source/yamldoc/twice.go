package yamldoc

import (
	"slices"

	"gopkg.in/yaml.v3"
)

// dropEarlier takes out the entries whose key comes again later in the same mapping.
// YAML forbids such a mapping, yet the loaders of the platforms read it and keep the
// last entry. An alias is not looked through: what it stands for is visited in its place.
func dropEarlier(y *yaml.Node) {
	if y.Kind == yaml.MappingNode && hasTwice(y.Content) {
		y.Content = lastEntries(y.Content)
	}
	for _, c := range y.Content {
		dropEarlier(c)
	}
}

// plainKey reports whether a key can be compared by its text. Merge keys may be there
// more than once, each with a mapping of its own.
func plainKey(k *yaml.Node) bool {
	return k.Kind == yaml.ScalarNode && k.Tag != "!!merge"
}

func hasTwice(content []*yaml.Node) bool {
	var seen keySet
	for i := 0; i+1 < len(content); i += 2 {
		if plainKey(content[i]) && seen.add(content[i].Value) {
			return true
		}
	}
	return false
}

func lastEntries(content []*yaml.Node) []*yaml.Node {
	var seen keySet
	var kept []*yaml.Node
	for i := len(content) - len(content)%2 - 2; i >= 0; i -= 2 {
		if plainKey(content[i]) && seen.add(content[i].Value) {
			continue
		}
		kept = append(kept, content[i+1], content[i])
	}
	slices.Reverse(kept)
	return kept
}
