package source

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/go-git/go-git/v5/plumbing/format/gitignore"

	"github.com/archvet/archvet/detect/arch"
)

var errTooMany = errors.New("too many files")

// skippedDirs hold no source of the repository, whatever .gitignore says.
var skippedDirs = map[string]bool{
	".git": true, ".hg": true, ".svn": true, "node_modules": true, ".terraform": true, ".terragrunt-cache": true,
	"__pycache__": true, ".venv": true, ".idea": true, ".vscode": true, ".aws-sam": true, ".serverless": true,
}

// walker lists files, with the ignore rules that hold where it is.
type walker struct {
	tree  *Tree
	opts  Options
	rules []rules // of the directories around, outermost first
}

// rules are the patterns of a directory with ignore files, after those of the
// directories around it: the later one wins, as git has it.
type rules struct {
	dir      string
	patterns []gitignore.Pattern
	matcher  gitignore.Matcher
}

func (w *walker) visit(name string, d fs.DirEntry, err error) error {
	w.leave(name)
	if err != nil {
		if name == "." {
			return err
		}
		w.tree.Report(arch.Problem{At: arch.Range{File: name}, Message: "cannot be read: " + cause(err)})
		if d != nil && d.IsDir() {
			return fs.SkipDir
		}
		return nil
	}
	if d.IsDir() {
		return w.enter(name)
	}
	if !d.Type().IsRegular() || w.ignored(name, false) {
		return nil
	}
	if len(w.tree.files) >= w.opts.MaxFiles {
		w.tree.Report(arch.Problem{Message: fmt.Sprintf("more than %d files; the rest is not analysed", w.opts.MaxFiles)})
		return errTooMany
	}
	f := &File{Path: name, Place: placeOf(name), tree: w.tree}
	w.tree.files = append(w.tree.files, f)
	w.tree.byPath[name] = f
	return nil
}

func (w *walker) enter(dir string) error {
	if dir == "." {
		w.readIgnore(dir)
		return nil
	}
	if skippedDirs[path.Base(dir)] || slices.Contains(w.opts.Exclude, dir) || w.ignored(dir, true) {
		return fs.SkipDir
	}
	if strings.Count(dir, "/") >= w.opts.MaxDepth {
		w.tree.Skip(dir, fmt.Sprintf("more than %d directories deep", w.opts.MaxDepth))
		return fs.SkipDir
	}
	w.tree.dirs[dir] = true
	w.readIgnore(dir)
	return nil
}

// leave forgets the rules of directories that name is not in.
func (w *walker) leave(name string) {
	for n := len(w.rules); n > 0; n = len(w.rules) {
		dir := w.rules[n-1].dir
		if dir == "." || strings.HasPrefix(name, dir+"/") {
			return
		}
		w.rules = w.rules[:n-1]
	}
}

// readIgnore adds the patterns of dir's ignore files.
func (w *walker) readIgnore(dir string) {
	var patterns []gitignore.Pattern
	for _, name := range []string{".gitignore", ".archvetignore"} {
		data, err := fs.ReadFile(w.tree.fsys, path.Join(dir, name))
		if err != nil {
			continue // absent, nearly always; an unreadable one ignores nothing
		}
		for line := range strings.Lines(string(data)) {
			line = strings.TrimRight(line, "\r\n")
			if line != "" && !strings.HasPrefix(line, "#") {
				patterns = append(patterns, gitignore.ParsePattern(line, segments(dir)))
			}
		}
	}
	if len(patterns) == 0 {
		return
	}
	if n := len(w.rules); n > 0 {
		patterns = append(slices.Clone(w.rules[n-1].patterns), patterns...)
	}
	w.rules = append(w.rules, rules{dir: dir, patterns: patterns, matcher: gitignore.NewMatcher(patterns)})
}

func (w *walker) ignored(name string, dir bool) bool {
	n := len(w.rules)
	return n > 0 && w.rules[n-1].matcher.Match(segments(name), dir)
}

func segments(name string) []string {
	if name == "." {
		return nil
	}
	return strings.Split(name, "/")
}

// cause is the innermost message of a file system error: the path stands in front
// of the message anyway.
func cause(err error) string {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err.Error()
	}
	return err.Error()
}
