package cdk

import (
	"bytes"
	"path"
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/source"
)

// Format is the name of the format in lists.
const Format = "cdk"

// Load reads the apps of the tree: those that were synthesized into it and those that
// are there as source.
func Load(t *source.Tree) iac.Declared {
	var out iac.Declared
	apps := findApps(t)
	if len(apps) > 0 {
		parse(t, apps)
	}
	for _, a := range apps {
		join(&out, a.load(t))
	}
	loadOut(t, &out)
	if len(out.Units)+len(out.Resources) > 0 {
		out.Formats = []string{Format}
	}
	return out
}

func join(out *iac.Declared, d iac.Declared) {
	out.Units = append(out.Units, d.Units...)
	out.Resources = append(out.Resources, d.Resources...)
	out.Links = append(out.Links, d.Links...)
	out.Mesh = append(out.Mesh, d.Mesh...)
	out.Policies = append(out.Policies, d.Policies...)
	out.Hints = append(out.Hints, d.Hints...)
}

// app is what one cdk.json, or one folder without it, holds.
type app struct {
	dir     string
	files   []*source.File
	modules map[string]*module
}

// findApps groups the files that use the CDK.
func findApps(t *source.Tree) []*app {
	byDir := map[string]*app{}
	var apps []*app
	for _, f := range t.Files() {
		if !f.Place.Own() || !usesCDK(f) {
			continue
		}
		dir := appDir(t, f)
		a := byDir[dir]
		if a == nil {
			a = &app{dir: dir, modules: map[string]*module{}}
			byDir[dir] = a
			apps = append(apps, a)
		}
		a.files = append(a.files, f)
	}
	for _, a := range apps {
		// Where an app is put together comes after what it is made of.
		slices.SortStableFunc(a.files, func(x, y *source.File) int { return rank(x) - rank(y) })
	}
	return apps
}

func rank(f *source.File) int {
	data, err := f.Data()
	if err == nil && (bytes.Contains(data, []byte("App(")) || bytes.Contains(data, []byte(".synth("))) {
		return 1
	}
	return 0
}

// usesCDK looks for an import of the library. A file that no such app can lie in is not
// read.
func usesCDK(f *source.File) bool {
	switch f.Ext() {
	case ".ts", ".mts", ".cts", ".js", ".mjs", ".cjs":
		if strings.HasSuffix(f.Name(), ".d.ts") || strings.Contains(f.Path, "node_modules/") {
			return false
		}
		return mentions(f, "aws-cdk-lib", "@aws-cdk/")
	case ".py":
		return mentions(f, "aws_cdk")
	case ".go":
		return mentions(f, "github.com/aws/aws-cdk-go/")
	}
	return false
}

func mentions(f *source.File, words ...string) bool {
	data, err := f.Data()
	if err != nil {
		return false // recorded by Data
	}
	for _, w := range words {
		if bytes.Contains(data, []byte(w)) {
			return true
		}
	}
	return false
}

// appDir is the nearest directory with a cdk.json; without one, the nearest that holds
// a project, else the file's own.
func appDir(t *source.Tree, f *source.File) string {
	project := ""
	for dir := f.Dir(); ; dir = path.Dir(dir) {
		if t.File(path.Join(dir, "cdk.json")) != nil {
			return dir
		}
		for _, name := range []string{"package.json", "go.mod", "requirements.txt", "setup.py", "pyproject.toml"} {
			if project == "" && t.File(path.Join(dir, name)) != nil {
				project = dir
			}
		}
		if dir == "." {
			break
		}
	}
	if project != "" {
		return project
	}
	return f.Dir()
}
