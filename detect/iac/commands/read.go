package commands

import (
	"bytes"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/source"
)

// Step is a ready-made step of a CI product: an action of GitHub, a task of Azure
// Pipelines.
type Step struct {
	ID, Job string            // what other steps of the job call it by
	Uses    string            // without its version
	With    map[string][]Word // inputs; one of several lines has a word for each
	Dirs    []string
	At      arch.Range
}

// Input is a step's input of one line.
func (s Step) Input(name string) (Word, bool) {
	if w := s.With[name]; len(w) > 0 {
		return w[0], true
	}
	return Word{}, false
}

// Found is what the files of a tree run.
type Found struct {
	Commands []Command
	Steps    []Step
}

// reader reads the files of one tree.
type reader struct {
	tree    *source.Tree
	out     Found
	file    *source.File
	scripts map[string]*script
	needles [][]byte
}

// Read finds the commands in the files that hold one of the needles, or run a script
// of the repository that does.
func Read(t *source.Tree, needles ...string) Found {
	r := &reader{tree: t, scripts: map[string]*script{}}
	for _, n := range needles {
		r.needles = append(r.needles, []byte(n))
	}
	for _, f := range t.Files() {
		if f.Place&^source.CI == 0 && isScript(f) && (r.wanted(f) || holds(f, ".sh")) {
			data, _ := f.Data() // read just now
			r.scripts[f.Path] = parse(plain(f.Path, string(data), 0), shell)
		}
	}
	for _, f := range t.Files() {
		if read := readerOf(f); read != nil && f.Place&^source.CI == 0 && (r.wanted(f) || r.callsScript(f)) {
			r.file = f
			read(r, f)
		}
	}
	r.runScripts()
	return r.out
}

func isScript(f *source.File) bool { return f.Ext() == ".sh" || f.Ext() == ".bash" }

// readerOf is what reads a file that is not a script.
func readerOf(f *source.File) func(*reader, *source.File) {
	name, ext := f.Name(), f.Ext()
	isYAML := ext == ".yaml" || ext == ".yml"
	switch {
	case name == "Makefile" || name == "makefile" || name == "GNUmakefile" || ext == ".mk":
		return (*reader).makefile
	case strings.Contains(name, "cloudbuild") && (isYAML || ext == ".json"):
		return (*reader).cloudBuild
	case isYAML && strings.HasSuffix(f.Dir(), ".github/workflows"):
		return (*reader).workflow
	case name == ".gitlab-ci.yml" || isYAML && strings.Contains(f.Path, ".gitlab"):
		return (*reader).gitlab
	case isYAML && strings.HasSuffix(f.Dir(), ".circleci"):
		return (*reader).circle
	case isYAML && (strings.Contains(name, "azure-pipelines") || strings.Contains(f.Dir(), "azure-pipelines") || strings.HasSuffix(f.Dir(), ".azdo/pipelines")):
		return (*reader).azurePipeline
	case strings.HasPrefix(name, "Jenkinsfile"):
		return (*reader).jenkins
	case name == "package.json":
		return (*reader).packageJSON
	}
	return nil
}

func (r *reader) wanted(f *source.File) bool {
	data, err := f.Data()
	return err == nil && slices.ContainsFunc(r.needles, func(n []byte) bool { return bytes.Contains(data, n) })
}

// callsScript reports whether a file names one of the scripts that matter.
func (r *reader) callsScript(f *source.File) bool {
	if len(r.scripts) == 0 {
		return false
	}
	if !holds(f, ".sh") {
		return false
	}
	for file := range r.scripts {
		if holds(f, path.Base(file)) {
			return true
		}
	}
	return false
}

// shell reads a script that stands in the current file.
func (r *reader) shell(t text, d dialect, e *env, dirs []string) {
	s := parse(t, d)
	run := &runner{out: &r.out.Commands}
	run.run(s, s.list, newEnv(e), dirs)
}

// call is a script of the repository that something runs.
type call struct {
	file string
	args []Word
	dirs []string
}

// runScripts reads the scripts: once for each call with its arguments, and those that
// nothing calls once.
func (r *reader) runScripts() {
	var files []string
	for file := range r.scripts {
		files = append(files, file)
	}
	slices.Sort(files)
	called := map[string]bool{}
	alone := map[string][]Command{}
	for _, c := range r.calls(r.out.Commands) {
		called[c.file] = true
	}
	for _, file := range files {
		alone[file] = r.runScript(call{file: file})
		for _, c := range r.calls(alone[file]) {
			called[c.file] = called[c.file] || c.file != file
		}
	}
	queue := r.calls(r.out.Commands)
	for _, file := range files {
		if !called[file] {
			r.out.Commands = append(r.out.Commands, alone[file]...)
			queue = append(queue, r.calls(alone[file])...)
		}
	}
	seen := map[string]bool{}
	for len(queue) > 0 && len(seen) < maxRounds {
		c := queue[0]
		queue = queue[1:]
		key := c.file
		for _, a := range c.args {
			key += "\x00" + a.Text
		}
		if seen[key] {
			continue
		}
		seen[key] = true
		more := r.runScript(c)
		r.out.Commands = append(r.out.Commands, more...)
		queue = append(queue, r.calls(more)...)
	}
}

func (r *reader) runScript(c call) []Command {
	s := r.scripts[c.file]
	e := newEnv(nil)
	for i, a := range c.args {
		e.vars[strconv.Itoa(i+1)] = []piece{{text: a.Text, why: a.Why}}
	}
	dirs := []string{path.Dir(c.file)}
	for _, d := range append(slices.Clone(c.dirs), ".") {
		if !slices.Contains(dirs, d) {
			dirs = append(dirs, d)
		}
	}
	var out []Command
	run := &runner{out: &out}
	run.run(s, s.list, e, dirs)
	return out
}

// calls are the scripts of the repository among commands.
func (r *reader) calls(list []Command) []call {
	var out []call
	for _, c := range list {
		w := c.Words
		for len(w) > 1 && (w[0].Text == "bash" || w[0].Text == "sh" || w[0].Text == "source" || w[0].Text == "." || strings.HasPrefix(w[0].Text, "-")) {
			w = w[1:]
		}
		if !w[0].Known() || !strings.Contains(w[0].Text, ".sh") && !strings.Contains(w[0].Text, ".bash") {
			continue
		}
		for _, d := range c.Dirs {
			if at, ok := join(d, c.Dirs, w[0].Text); ok && r.scripts[at] != nil {
				out = append(out, call{at, w[1:], c.Dirs})
				break
			}
		}
	}
	return out
}

func holds(f *source.File, text string) bool {
	data, err := f.Data()
	return err == nil && bytes.Contains(data, []byte(text))
}
