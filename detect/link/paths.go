package link

import (
	"path"
	"strings"

	"github.com/archvet/archvet/detect/iac"
)

// within reports whether name is dir or lies below it.
func within(name, dir string) bool {
	return dir == "." || name == dir || strings.HasPrefix(name, dir+"/")
}

// declaredDir is the directory (or file) that a declaration itself says its source
// is in: "" when it says none, or one outside of the root.
func (l *linker) declaredDir(u *iac.Unit) string {
	for _, v := range []string{u.Code.Dir.V, path.Dir(u.Code.Dockerfile.V)} {
		if v == "" || (v == "." && u.Code.Dir.V == "") {
			continue
		}
		v = path.Clean(v)
		if strings.HasPrefix(v, "..") || strings.HasPrefix(v, "/") {
			continue
		}
		if l.in.Tree.IsDir(v) || l.in.Tree.File(v) != nil {
			return v
		}
	}
	return ""
}
