package detect

import (
	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/source"
)

func analyse(tree *source.Tree) *Repository {
	a := &arch.Architecture{Style: arch.NoStyle}
	a.Problems = tree.Problems()
	a.Coverage.FilesRead = tree.ReadCount()
	a.Coverage.FilesSkipped = tree.Skipped()
	return &Repository{Arch: a, Tree: tree}
}
