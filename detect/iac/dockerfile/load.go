package dockerfile

import (
	"bytes"
	"path"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/iac/dockerfile/syntax"
	"github.com/archvet/archvet/detect/source"
)

// Load reads every Dockerfile of a tree.
func Load(t *source.Tree) iac.Declared {
	var out iac.Declared
	for _, f := range t.Files() {
		if !f.Place.Own() || !isDockerfile(f.Name()) || path.Base(f.Dir()) == ".devcontainer" {
			continue
		}
		if b := load(t, f); b != nil {
			out.Builds = append(out.Builds, b)
		}
	}
	if len(out.Builds) > 0 {
		out.Formats = []string{"dockerfile"}
	}
	return out
}

// notDockerfiles are extensions of files that stand beside a Dockerfile or are the
// source of one.
var notDockerfiles = []string{".dockerignore", ".md", ".tmpl", ".tpl", ".template", ".j2", ".erb", ".sh", ".go", ".py", ".yml", ".yaml", ".json", ".bak", ".orig", ".txt"}

func isDockerfile(name string) bool {
	lower := strings.ToLower(name)
	for _, ext := range notDockerfiles {
		if strings.HasSuffix(lower, ext) {
			return false
		}
	}
	for _, base := range []string{"dockerfile", "containerfile"} {
		if lower == base || strings.HasPrefix(lower, base+".") || strings.HasPrefix(lower, base+"-") || strings.HasPrefix(lower, base+"_") ||
			strings.HasSuffix(lower, "."+base) || strings.HasSuffix(lower, "-"+base) {
			return true
		}
	}
	return false
}

// Every path of a stage may have to be followed through every copy of every stage.
const (
	maxSize   = 128 << 10
	maxStages = 200
)

// load reads one Dockerfile; nil when nothing in it could be understood.
func load(t *source.Tree, f *source.File) *iac.Build {
	data, err := f.Data()
	if err != nil {
		return nil // recorded by Data
	}
	if len(data) > maxSize {
		t.Skip(f.Path, "too large for a Dockerfile")
		return nil
	}
	r := &reader{file: f, data: data, starts: source.LineStarts(data)}
	list, err := syntax.Parse(data)
	if err == nil {
		err = r.read(list)
	}
	if err != nil {
		if len(bytes.TrimSpace(data)) > 0 {
			message := "not a valid Dockerfile: " + err.Error()
			t.Report(arch.Problem{At: r.errorAt(err), Message: message})
			t.Skip(f.Path, message)
		}
		return nil
	}
	if len(r.build.Stages) > maxStages {
		t.Skip(f.Path, "too many stages")
		return nil
	}
	if built, ok := r.build.Resolve("", nil); ok {
		r.build.Base, r.build.Expose = built.Base, built.Expose
	}
	return r.build
}
