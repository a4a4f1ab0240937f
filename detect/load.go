package detect

import (
	"fmt"
	"io/fs"
	"sync"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/source"
)

// RepositoryPackage is the prefix of the path of the synthetic package that stands
// for a whole repository; the root follows it.
const RepositoryPackage = "archvet.dev/repository:"

// Options say what of a repository is analysed.
type Options struct {
	Source source.Options
}

// Repository is an analysed repository: its architecture, and the files that the
// ranges in it point into.
type Repository struct {
	Arch *arch.Architecture
	Tree *source.Tree
	root string // where Load found it; "" for other file systems
}

// Load analyses the repository at dir.
func Load(dir string, o Options) (*Repository, error) {
	tree, err := source.Open(dir, o.Source)
	if err != nil {
		return nil, err
	}
	repo := analyse(tree)
	repo.root = dir
	loaded.put(dir, repo)
	return repo, nil
}

// LoadFS analyses the files of fsys: a commit, or a test's tree.
func LoadFS(fsys fs.FS, o Options) (*Repository, error) {
	tree, err := source.New(fsys, o.Source)
	if err != nil {
		return nil, fmt.Errorf("load repository: %w", err)
	}
	return analyse(tree), nil
}

// Restore joins an architecture that an earlier Load of the very same files gave with
// those files.
func Restore(dir string, a *arch.Architecture) (*Repository, error) {
	tree, err := source.Open(dir, source.Options{})
	if err != nil {
		return nil, err
	}
	return &Repository{Arch: a, Tree: tree, root: dir}, nil
}

// Register makes a repository known under a root, for passes over its synthetic
// package.
func Register(root string, r *Repository) { loaded.put(root, r) }

// memo keeps the repositories that this process has loaded, by root: analyzers are
// values and have no other way to a run's input.
type memo struct {
	mu      sync.Mutex
	repos   map[string]*Repository
	loading map[string]func() (*Repository, error)
}

var loaded = &memo{repos: map[string]*Repository{}, loading: map[string]func() (*Repository, error){}}

func (m *memo) get(root string) (*Repository, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	r, ok := m.repos[root]
	return r, ok
}

// once returns the repository at root and loads it when nobody has. Drivers run many
// passes side by side; all but the first of them wait for its result.
func (m *memo) once(root string) (*Repository, error) {
	m.mu.Lock()
	if r, ok := m.repos[root]; ok {
		m.mu.Unlock()
		return r, nil
	}
	load, ok := m.loading[root]
	if !ok {
		load = sync.OnceValues(func() (*Repository, error) { return Load(root, Options{}) })
		m.loading[root] = load
	}
	m.mu.Unlock()
	return load()
}

func (m *memo) put(root string, r *Repository) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.repos[root] = r
}

func (m *memo) drop(root string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.repos, root)
}
