package detect

import (
	"fmt"
	"go/token"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// packageView is the view of a pass over one Go package, as go vet and golangci-lint
// make it: the repository around the package is loaded once in the process, and only
// findings that lie in the package's own files are reported.
func packageView(pass *analysis.Pass) (*View, error) {
	v := &View{files: map[string]*token.File{}}
	var root string
	for _, f := range pass.Files {
		tf := pass.Fset.File(f.FileStart)
		if tf == nil {
			continue
		}
		if root == "" {
			root = FindRoot(filepath.Dir(tf.Name()))
		}
		if rel, err := filepath.Rel(root, tf.Name()); err == nil && !strings.HasPrefix(rel, "..") {
			v.files[filepath.ToSlash(rel)] = tf
		}
	}
	if root == "" {
		return nil, fmt.Errorf("package %s has no files", pass.Pkg.Path())
	}
	repo, err := loaded.once(root)
	if err != nil {
		return nil, err
	}
	v.Repo = repo
	return v, nil
}

// FindRoot returns the root of the repository that holds dir: the nearest directory
// upwards with a .git entry, else the topmost with a go.mod, else dir.
func FindRoot(dir string) string {
	best := dir
	for d := dir; ; d = filepath.Dir(d) {
		if _, err := os.Lstat(filepath.Join(d, ".git")); err == nil {
			return d
		}
		if _, err := os.Lstat(filepath.Join(d, "go.mod")); err == nil {
			best = d
		}
		if d == filepath.Dir(d) {
			return best
		}
	}
}
