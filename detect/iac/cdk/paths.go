package cdk

import (
	"path"
	"strings"

	"github.com/archvet/archvet/detect/arch"
)

// pathCall evaluates the functions that put paths together.
func pathCall(callee *expr, args []*value, at arch.Range) *value {
	name := callee.text
	switch name {
	case "join", "resolve", "Join":
		var parts []string
		for _, a := range args {
			if a.kind != vString || len(a.s) > maxPath {
				return hidden("a computed path", at)
			}
			parts = append(parts, a.s)
		}
		if len(parts) == 0 {
			return nil
		}
		return text(joinPath(parts), at)
	case "dirname", "abspath", "realpath":
		if len(args) == 1 && args[0].kind == vString {
			if name == "dirname" {
				return text(joinPath([]string{args[0].s, ".."}), at)
			}
			return args[0]
		}
	case "cwd":
		return text(".", at)
	}
	return nil
}

func joinPath(parts []string) string {
	if rest, ok := strings.CutPrefix(parts[0], rootMark); ok {
		return rootMark + path.Join(append([]string{rest}, parts[1:]...)...)
	}
	return path.Join(parts...)
}
