package source

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/go-git/go-git/v5/plumbing/format/gitignore"

	"github.com/archvet/archvet/detect/arch"
)

var errTooMany = errors.New("too many files")

// skippedDirs hold no source of the repository, whatever .gitignore says.
var skippedDirs = map[string]bool{
	".git": true, ".hg": true, ".svn": true, "node_modules": true, ".terraform": true, ".terragrunt-cache": true,
	"__pycache__": true, ".venv": true, ".idea": true, ".vscode": true, ".aws-sam": true, ".serverless": true,
}

// leftover reports whether an editor or a merge tool left a copy of a file behind.
func leftover(base string) bool {
	return strings.HasPrefix(base, ".~") || strings.HasPrefix(base, ".#") || strings.HasSuffix(base, "~") || strings.HasSuffix(base, ".orig")
}

// walker lists files, with the ignore rules that hold where it is.
type walker struct {
	tree  *Tree
	opts  Options
	rules []rules // of the directories around, outermost first
	index func() tracked
	odd   []string // names that are no plain text
}

// maxName bounds the length of a path: longer ones cannot be opened anyway.
const maxName = 4096

// rules are the patterns of a directory with ignore files, after those of the
// directories around it: the later one wins, as git has it.
type rules struct {
	dir      string
	patterns []gitignore.Pattern
	own      []gitignore.Pattern // those that are for this tool, and hold for tracked files too
	matcher  gitignore.Matcher
	override gitignore.Matcher // of own
}

func (w *walker) visit(name string, d fs.DirEntry, err error) error {
	w.leave(name)
	if !plain(name) {
		w.odd = append(w.odd, name)
		if d != nil && d.IsDir() {
			return fs.SkipDir
		}
		return nil
	}
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
	if !d.Type().IsRegular() || leftover(path.Base(name)) || w.ignored(name, false) {
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

// maxPatterns bounds the ignore rules that hold at one place, as every file is matched
// against all of them; maxPattern bounds one rule, and maxIgnore a file of them.
const (
	maxPatterns = 5000
	maxPattern  = 1024
	maxIgnore   = 1 << 20
)

// readIgnore adds the patterns of dir's ignore files.
func (w *walker) readIgnore(dir string) {
	var around rules
	if n := len(w.rules); n > 0 {
		around = w.rules[n-1]
	}
	theirs := w.patterns(dir, ".gitignore", len(around.patterns))
	own := w.patterns(dir, ".archvetignore", len(around.patterns)+len(theirs))
	if len(theirs)+len(own) == 0 {
		return
	}
	r := rules{
		dir: dir, patterns: slices.Concat(around.patterns, theirs, own), own: slices.Concat(around.own, own),
	}
	r.matcher, r.override = gitignore.NewMatcher(r.patterns), gitignore.NewMatcher(r.own)
	w.rules = append(w.rules, r)
}

// patterns reads one ignore file; held is how many patterns there are before its own.
func (w *walker) patterns(dir, name string, held int) []gitignore.Pattern {
	file := path.Join(dir, name)
	data, err := readSmall(w.tree.fsys, file, maxIgnore)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		w.tree.Report(arch.Problem{At: arch.Range{File: file}, Message: "cannot be read, and ignores nothing: " + cause(err)})
		return nil
	}
	var patterns []gitignore.Pattern
	for line := range strings.Lines(string(data)) {
		line = strings.TrimRight(line, "\r\n")
		if line == "" || strings.HasPrefix(line, "#") || len(line) > maxPattern {
			continue
		}
		if held+len(patterns) >= maxPatterns {
			w.tree.Report(arch.Problem{At: arch.Range{File: file}, Message: fmt.Sprintf("more than %d ignore rules; the rest is not followed", maxPatterns)})
			break
		}
		patterns = append(patterns, gitignore.ParsePattern(line, segments(dir)))
	}
	return patterns
}

// ignored reports whether an ignore rule leaves a path out. What git tracks is there,
// whatever its own rules say.
func (w *walker) ignored(name string, dir bool) bool {
	n := len(w.rules)
	if n == 0 || !w.rules[n-1].matcher.Match(segments(name), dir) {
		return false
	}
	return !w.index().has(name, dir) || w.rules[n-1].override.Match(segments(name), dir)
}

// tellOdd reports the names that are no plain text, in one line.
func (w *walker) tellOdd() {
	if len(w.odd) == 0 {
		return
	}
	first := strconv.Quote(slices.Min(w.odd))
	w.tree.Report(arch.Problem{Message: fmt.Sprintf("not analysed, as its name is not plain text: %s and %d more", first[:min(len(first), 200)], len(w.odd)-1)})
}

// plain reports whether a path can be shown and opened: valid UTF-8 without control
// characters, and not too long.
func plain(name string) bool {
	return len(name) <= maxName && utf8.ValidString(name) && strings.IndexFunc(name, unicode.IsControl) < 0
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
