package detect

import (
	"fmt"
	"io/fs"
	"slices"
	"sync"
	"time"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/policy"
	"github.com/archvet/archvet/detect/source"
)

// RepositoryPackage is the prefix of the path of the synthetic package that stands
// for a whole repository; the root follows it.
const RepositoryPackage = "archvet.dev/repository:"

// Options say what of a repository is analysed.
type Options struct {
	Source source.Options
	Today  time.Time       // decides which exceptions have run out; the current day when zero
	Asked  []arch.Question // answered in arch.Architecture.Explained
}

// Repository is an analysed repository: its architecture, the files that the ranges in
// it point into, and what its configuration says.
type Repository struct {
	Arch   *arch.Architecture
	Tree   *source.Tree
	Policy *policy.Policy
	root   string // where Load found it; "" for other file systems
	today  time.Time
	ledger ledger
}

// Load analyses the repository at dir. A configuration that is wrong is a
// [*policy.Error].
func Load(dir string, o Options) (*Repository, error) {
	fsys, err := source.Root(dir)
	if err != nil {
		return nil, err
	}
	repo, err := LoadFS(fsys, o)
	if err != nil {
		return nil, err
	}
	repo.root = dir
	loaded.put(dir, repo)
	return repo, nil
}

// LoadFS analyses the files of fsys: a commit, or a test's tree.
func LoadFS(fsys fs.FS, o Options) (*Repository, error) {
	repo, err := open(fsys, o)
	if err != nil {
		return nil, err
	}
	repo.Arch = analyse(repo.Tree, repo.Policy, o.Asked...)
	return repo, nil
}

// Restore joins an architecture that an earlier Load of the very same files gave with
// those files.
func Restore(dir string, a *arch.Architecture) (*Repository, error) {
	fsys, err := source.Root(dir)
	if err != nil {
		return nil, err
	}
	repo, err := open(fsys, Options{})
	if err != nil {
		return nil, err
	}
	repo.Arch, repo.root = a, dir
	return repo, nil
}

// open reads the configuration and lists the files that it leaves in.
func open(fsys fs.FS, o Options) (*Repository, error) {
	own, err := policy.Read(fsys)
	if err != nil {
		return nil, err
	}
	o.Source.Exclude = append(slices.Clone(o.Source.Exclude), own.Exclude...)
	tree, err := source.New(fsys, o.Source)
	if err != nil {
		return nil, fmt.Errorf("load repository: %w", err)
	}
	if o.Today.IsZero() {
		o.Today = time.Now()
	}
	return &Repository{Tree: tree, Policy: own, today: o.Today}, nil
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
