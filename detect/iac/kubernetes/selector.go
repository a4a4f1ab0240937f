package kubernetes

import (
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/iac/kubeobjects"
)

// labelled reports whether labels meet all conditions of a selector: key, !key, key=x,
// key!=x, key in (x, y), key notin (x, y). One that is not understood selects nothing.
func labelled(selector string, labels *kubeobjects.Node) bool {
	for _, c := range conditions(selector) {
		if !meets(c, labels) {
			return false
		}
	}
	return true
}

// conditions parts a selector at the commas that are not in brackets.
func conditions(selector string) []string {
	var list []string
	depth, from := 0, 0
	for i, c := range selector {
		switch c {
		case '(':
			depth++
		case ')':
			depth--
		case ',':
			if depth == 0 {
				list = append(list, selector[from:i])
				from = i + 1
			}
		}
	}
	list = append(list, selector[from:])
	return slices.DeleteFunc(list, func(s string) bool { return strings.TrimSpace(s) == "" })
}

func meets(condition string, labels *kubeobjects.Node) bool {
	condition = strings.TrimSpace(condition)
	has := func(key string) bool { return labels.Get(strings.TrimSpace(key)) != nil }
	text := func(key string) string { return labels.Get(strings.TrimSpace(key)).Text() }
	if key, values, ok := strings.Cut(condition, " notin "); ok {
		return !slices.Contains(among(values), text(key)) || !has(key)
	}
	if key, values, ok := strings.Cut(condition, " in "); ok {
		return has(key) && slices.Contains(among(values), text(key))
	}
	if key, value, ok := strings.Cut(condition, "!="); ok {
		return !has(key) || text(key) != strings.TrimSpace(value)
	}
	if key, value, ok := strings.Cut(condition, "="); ok {
		return has(key) && text(key) == strings.TrimSpace(strings.TrimPrefix(value, "="))
	}
	if key, ok := strings.CutPrefix(condition, "!"); ok {
		return !has(key)
	}
	return has(condition)
}

// among are the values in brackets.
func among(values string) []string {
	list := strings.Split(strings.Trim(strings.TrimSpace(values), "()"), ",")
	for i := range list {
		list[i] = strings.TrimSpace(list[i])
	}
	return list
}
