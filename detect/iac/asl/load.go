package asl

import (
	"bytes"
	"path"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/iac/awscfn"
	"github.com/archvet/archvet/detect/source"
)

// Format is the name of the format in lists.
const Format = "asl"

// Load reads the workflows that nothing in the tree deploys.
func Load(t *source.Tree) iac.Declared {
	var files []*source.File
	for _, f := range t.Files() {
		if f.Place.Own() && candidate(f) {
			files = append(files, f)
		}
	}
	files = unmentioned(t, files)
	repo := awscfn.NewRepo(t)
	var stacks []*awscfn.Stack
	for _, f := range files {
		if s := stackOf(repo, f); s != nil {
			stacks = append(stacks, s)
		}
	}
	awscfn.Interpret(stacks)
	return awscfn.Collect(stacks)
}

// candidate reports whether a file may hold a workflow, by its bytes.
func candidate(f *source.File) bool {
	switch strings.ToLower(f.Ext()) {
	case ".json", ".yaml", ".yml", ".asl":
	default:
		return false
	}
	data, err := f.Data()
	return err == nil && bytes.Contains(data, []byte("StartAt")) && bytes.Contains(data, []byte("States")) // else recorded by Data
}

// unmentioned leaves out the files whose name a declaration of infrastructure mentions.
func unmentioned(t *source.Tree, files []*source.File) []*source.File {
	mentioned := map[*source.File]bool{}
	for _, f := range t.Files() {
		if len(files) == 0 || !declares(f) {
			continue
		}
		data, err := f.Data()
		if err != nil {
			continue // recorded by Data
		}
		for _, w := range files {
			if w != f && !mentioned[w] && bytes.Contains(data, []byte(w.Name())) {
				mentioned[w] = true
			}
		}
	}
	var out []*source.File
	for _, f := range files {
		if !mentioned[f] {
			out = append(out, f)
		}
	}
	return out
}

// declares reports whether a file can deploy a workflow.
func declares(f *source.File) bool {
	switch strings.ToLower(f.Ext()) {
	case ".yaml", ".yml", ".json", ".template", ".tf", ".tofu", ".hcl", ".ts", ".js", ".py", ".go", ".java", ".cs":
		return true
	}
	return false
}

// stackOf makes a stack that holds nothing but the workflow of a file.
func stackOf(repo *awscfn.Repo, f *source.File) *awscfn.Stack {
	data, err := f.Data()
	if err != nil {
		return nil // recorded by Data
	}
	start, _ := awscfn.Definition(f.Path, data).Entry("StartAt")
	if !start.Exists() {
		return nil
	}
	s := repo.NewStack(awscfn.Options{Scope: f.Path, File: f.Path, Format: Format})
	name := nameOf(f)
	u := &iac.Unit{ID: s.ID(name), Name: name, Kind: arch.Workflow, Platform: arch.StepFunctions, At: start.At()}
	u.Code.Language = "asl"
	u.Code.Dir = arch.Given(f.Path, start.At())
	s.Add(u)
	s.OnBind(func() { s.States(u, awscfn.View{}, awscfn.View{}) })
	return s
}

// nameOf is the name of the file without what only tells its format, or that of its
// directory when nothing is left.
func nameOf(f *source.File) string {
	name, _, _ := strings.Cut(f.Name(), ".")
	switch strings.ToLower(name) {
	case "", "statemachine", "state-machine", "state_machine", "definition", "workflow", "template", "asl":
		if dir := path.Base(f.Dir()); dir != "." && dir != "" {
			return dir
		}
	}
	return orElse(name, f.Name())
}

func orElse(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}
