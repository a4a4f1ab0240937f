package code

import (
	"strings"
	"sync"
)

var jsKnown = sync.OnceValue(func() map[string]bool {
	known := map[string]bool{}
	for _, rows := range jsRows() {
		for i := range rows {
			known[packageName(rows[i].Package)] = true
		}
	}
	for _, name := range []string{"*", "js", "process"} {
		delete(known, name)
	}
	return known
})

// KnowsJavaScript reports whether the tables have rows for what an import names.
func KnowsJavaScript(name string) bool {
	name = packageName(strings.TrimPrefix(name, "node:"))
	return jsKnown()[name] || strings.HasPrefix(name, "@aws-sdk/") || strings.HasPrefix(name, "@grpc/")
}

// packageName is the package in an import path: two segments with a scope, else one.
func packageName(path string) string {
	segs := strings.SplitN(path, "/", 3)
	if strings.HasPrefix(path, "@") && len(segs) > 1 {
		scoped, _, _ := strings.Cut(segs[1], ".")
		return segs[0] + "/" + scoped
	}
	name, _, _ := strings.Cut(segs[0], ".")
	return name
}
