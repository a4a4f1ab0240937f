package run

import (
	"fmt"
	"path"
	"path/filepath"
	"strings"
)

// Excluded makes the directories of --exclude relative to the analysed one, with
// slashes, as the walk over the files compares them.
func Excluded(root string, dirs []string) ([]string, error) {
	var out []string
	for _, d := range dirs {
		rel := d
		if filepath.IsAbs(d) {
			abs, err := filepath.Abs(strings.TrimSuffix(root, "/..."))
			if err != nil {
				return nil, fmt.Errorf("--exclude %s: %w", d, err)
			}
			if rel, err = filepath.Rel(abs, d); err != nil {
				return nil, fmt.Errorf("--exclude %s: %w", d, err)
			}
		}
		rel = path.Clean(strings.TrimSuffix(filepath.ToSlash(rel), "/..."))
		if rel == "." || rel == ".." || strings.HasPrefix(rel, "../") {
			return nil, fmt.Errorf("--exclude %s: must name a directory inside of %s", d, root)
		}
		out = append(out, rel)
	}
	return out, nil
}
