package link

import (
	"path"
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/source"
)

// sources knows which directories hold whose programs.
type sources struct {
	tree  *source.Tree
	dirs  map[string]*place
	list  []string            // directories, ordered
	words map[string][]string // of the directories' own names
	alike map[likeness][]string
}

// likeness is something that the names of directories have in common.
type likeness struct {
	by   int // as the first, second or third test of dirByName
	text string
}

// likenesses are what a name can be found by, in the order of those tests: all of its
// words, its words without decorations, and the last of these.
func likenesses(w []string) [3]likeness {
	bare := undecorated(w, nil)
	return [3]likeness{{0, strings.Join(w, " ")}, {1, bare}, {2, bare[strings.LastIndexByte(bare, '-')+1:]}}
}

// place is what a directory holds.
type place struct {
	files      map[string]int // source files here and below, by language
	direct     int            // source files right here
	manifests  []string       // languages of the build manifests right here
	dockerfile bool
	foreign    bool // vendored, sample, or for tests: only explicitly somebody's source
}

// extensions are those of source files.
var extensions = map[string]string{
	".go": "go", ".py": "python", ".js": "javascript", ".mjs": "javascript", ".cjs": "javascript", ".jsx": "javascript", ".vue": "javascript", ".svelte": "javascript",
	".ts": "typescript", ".tsx": "typescript", ".mts": "typescript", ".java": "java", ".kt": "kotlin", ".cs": "csharp", ".fs": "other", ".rb": "ruby", ".rs": "rust",
	".php": "php", ".scala": "other", ".ex": "other", ".exs": "other", ".erl": "other", ".clj": "other", ".swift": "other", ".c": "other", ".cc": "other", ".cpp": "other",
	".hs": "other", ".dart": "other", ".pl": "other", ".lua": "other", ".r": "other",
}

// manifests are files that say where a program's root is, and its language.
var manifests = map[string]string{
	"go.mod": "go", "package.json": "javascript", "requirements.txt": "python", "pyproject.toml": "python", "Pipfile": "python", "setup.py": "python",
	"pom.xml": "java", "build.gradle": "java", "build.gradle.kts": "java", "Gemfile": "ruby", "Cargo.toml": "rust", "composer.json": "php",
	"build.sbt": "other", "mix.exs": "other", "project.clj": "other", "Package.swift": "other", "deno.json": "typescript",
}

func newSources(tree *source.Tree) *sources {
	s := &sources{tree: tree, dirs: map[string]*place{}, words: map[string][]string{}, alike: map[likeness][]string{}}
	for _, f := range tree.Files() {
		s.add(f)
	}
	for dir := range s.dirs {
		s.list = append(s.list, dir)
	}
	slices.Sort(s.list)
	for _, dir := range s.list {
		if dir == "." || s.rank(dir) == 0 {
			continue
		}
		w := words(path.Base(dir))
		s.words[dir] = w
		for _, k := range likenesses(w) {
			s.alike[k] = append(s.alike[k], dir)
		}
	}
	return s
}

func (s *sources) at(dir string) *place {
	p := s.dirs[dir]
	if p == nil {
		p = &place{files: map[string]int{}}
		s.dirs[dir] = p
	}
	return p
}

func (s *sources) add(f *source.File) {
	here := s.at(f.Dir())
	aside := f.Place&(source.Vendored|source.Test|source.Example) != 0
	if aside {
		here.foreign = here.foreign || f.Place&source.Test == 0 || here.direct == 0
	}
	here.dockerfile = here.dockerfile || isDockerfile(f.Name())
	lang := manifests[f.Name()]
	if f.Ext() == ".csproj" {
		lang = "csharp"
	}
	if lang != "" && !aside && !slices.Contains(here.manifests, lang) {
		here.manifests = append(here.manifests, lang)
	}
	lang, ok := extensions[f.Ext()]
	if !ok {
		return
	}
	if aside {
		here.files[lang]++
		return
	}
	here.direct++
	for dir := f.Dir(); ; dir = path.Dir(dir) {
		s.at(dir).files[lang]++
		if dir == "." {
			break
		}
	}
}

func isDockerfile(name string) bool {
	name = strings.ToLower(name)
	return name == "dockerfile" || name == "containerfile" || strings.HasPrefix(name, "dockerfile.") || strings.HasPrefix(name, "dockerfile-") || strings.HasSuffix(name, ".dockerfile")
}

// holds reports whether there are sources in or below a directory.
func (s *sources) holds(dir string) bool {
	p := s.dirs[dir]
	return p != nil && len(p.files) > 0
}

// rootRank is the least rank of what surely is the root of a program.
const rootRank = 200

// named finds the directory that is the root of a program of that name: the one
// with the best reasons, none when two are equally good.
func (s *sources) named(least int, like likeness, fits func(words []string) bool) string {
	best, rank, tie := "", least-1, false
	for _, dir := range s.alike[like] {
		r := s.rank(dir)
		if r < least || r < rank || !fits(s.words[dir]) {
			continue
		}
		switch {
		case r > rank:
			best, rank, tie = dir, r, false
		case !within(dir, best):
			tie = true
		}
	}
	if tie {
		return ""
	}
	return best
}

// rank weighs how much a directory looks like the root of a program; 0 is not at
// all.
func (s *sources) rank(dir string) int {
	p := s.dirs[dir]
	if p.foreign || len(p.files) == 0 {
		return 0
	}
	r := 1
	switch {
	case p.dockerfile:
		r += 400
	case len(p.manifests) > 0:
		r += 300
	case path.Base(path.Dir(dir)) == "cmd":
		r += rootRank
	case p.direct > 0:
		r += 100
	}
	return r + max(0, 20-2*strings.Count(dir, "/"))
}
