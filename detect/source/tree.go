package source

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/archvet/archvet/detect/arch"
)

// Options bound what is read.
type Options struct {
	Exclude  []string // directories left out, relative to the root, with slashes
	MaxFiles int      // default 200,000
	MaxDepth int      // of directories; default 64
	MaxSize  int64    // of a file, in bytes; default 2 MiB
}

const (
	defaultMaxFiles = 200_000
	defaultMaxDepth = 64
	defaultMaxSize  = 2 << 20
)

// Tree is the set of files under one root.
type Tree struct {
	fsys   fs.FS
	files  []*File
	byPath map[string]*File
	dirs   map[string]bool
	limit  int64

	mu       sync.Mutex
	problems []arch.Problem
	skipped  []arch.SkippedFile
}

// Open lists the files below dir. Nothing outside of dir is reachable through the
// tree, whatever links it holds. Close it when no file is needed any more.
func Open(dir string, o Options) (*Tree, error) {
	fsys, err := Root(dir)
	if err != nil {
		return nil, err
	}
	return New(fsys, o)
}

// Root returns the files below dir. No link among them leads out of it.
func Root(dir string) (fs.FS, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("open repository: %w", err)
	}
	return root.FS(), nil
}

// New lists the files of fsys, which may be a directory, a commit or a test's map.
func New(fsys fs.FS, o Options) (*Tree, error) {
	o.MaxFiles = cmp.Or(o.MaxFiles, defaultMaxFiles)
	o.MaxDepth = cmp.Or(o.MaxDepth, defaultMaxDepth)
	o.MaxSize = cmp.Or(o.MaxSize, defaultMaxSize)
	t := &Tree{fsys: fsys, byPath: map[string]*File{}, dirs: map[string]bool{".": true}, limit: o.MaxSize}
	w := &walker{tree: t, opts: o, index: sync.OnceValue(func() tracked { return readTracked(fsys) })}
	if err := fs.WalkDir(fsys, ".", w.visit); err != nil && !errors.Is(err, errTooMany) {
		return nil, fmt.Errorf("read repository: %w", err)
	}
	w.tellOdd()
	slices.SortFunc(t.files, func(a, b *File) int { return cmp.Compare(a.Path, b.Path) })
	return t, nil
}

// Files returns every file, ordered by path.
func (t *Tree) Files() []*File { return t.files }

// File returns the file at path, or nil. The path is cleaned first, so that a
// loader may pass what it joined.
func (t *Tree) File(name string) *File { return t.byPath[path.Clean(name)] }

// IsDir reports whether the tree has a directory of that name.
func (t *Tree) IsDir(name string) bool { return t.dirs[path.Clean(name)] }

// In returns the files directly in dir ("." for the root), ordered by path.
func (t *Tree) In(dir string) []*File {
	var in []*File
	for f := range t.Below(dir) {
		if path.Dir(f.Path) == path.Clean(dir) {
			in = append(in, f)
		}
	}
	return in
}

// Below returns a sequence of the files in dir and its sub-directories, by path.
func (t *Tree) Below(dir string) func(yield func(*File) bool) {
	dir = path.Clean(dir)
	prefix := dir + "/"
	if dir == "." {
		prefix = ""
	}
	return func(yield func(*File) bool) {
		i, _ := slices.BinarySearchFunc(t.files, prefix, func(f *File, p string) int { return cmp.Compare(f.Path, p) })
		for ; i < len(t.files) && strings.HasPrefix(t.files[i].Path, prefix); i++ {
			if !yield(t.files[i]) {
				return
			}
		}
	}
}

// Report records a problem with the input.
func (t *Tree) Report(p arch.Problem) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.problems = append(t.problems, p)
}

// Skip records that a file which would have mattered is not analysed.
func (t *Tree) Skip(file, why string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.skipped = append(t.skipped, arch.SkippedFile{File: file, Why: why})
}

// Problems returns what was reported so far, ordered and without repeats.
func (t *Tree) Problems() []arch.Problem {
	t.mu.Lock()
	defer t.mu.Unlock()
	slices.SortFunc(t.problems, func(a, b arch.Problem) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Message, b.Message))
	})
	return slices.Clone(slices.Compact(t.problems))
}

// Skipped returns the files skipped so far, ordered and without repeats.
func (t *Tree) Skipped() []arch.SkippedFile {
	t.mu.Lock()
	defer t.mu.Unlock()
	slices.SortFunc(t.skipped, func(a, b arch.SkippedFile) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Why, b.Why))
	})
	return slices.Clone(slices.Compact(t.skipped))
}

// ReadCount returns how many files were read.
func (t *Tree) ReadCount() int {
	n := 0
	for _, f := range t.files {
		if f.read.Load() {
			n++
		}
	}
	return n
}
