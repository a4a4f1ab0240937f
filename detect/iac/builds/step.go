package builds

import (
	"path"
	"strings"

	"github.com/archvet/archvet/detect/iac/commands"
)

// inputs say how a ready-made step calls what a build needs.
type inputs struct {
	context, file, target, args string
	tags                        []string
}

// steps are the ready-made steps that build an image.
var steps = map[string]inputs{
	"docker/build-push-action":                {"context", "file", "target", "build-args", []string{"tags"}},
	"redhat-actions/buildah-build":            {"context", "containerfiles", "", "build-args", []string{"image"}},
	"elgohr/Publish-Docker-Github-Action":     {"context", "dockerfile", "", "buildargs", []string{"name"}},
	"mr-smithers-excellent/docker-build-push": {"directory", "dockerfile", "target", "buildArgs", []string{"image"}},
	"macbre/push-to-ghcr":                     {"context", "dockerfile", "", "build_arg", []string{"image_name"}},
	"whoan/docker-build-with-cache-action":    {"context", "dockerfile", "", "", []string{"image_name"}},
	"Docker":                                  {"buildContext", "Dockerfile", "", "arguments", []string{"repository"}},
	"AzureContainerApps":                      {"appSourcePath", "dockerfilePath", "", "", []string{"imageToBuild"}},
	"azure/container-apps-deploy-action":      {"appSourcePath", "dockerfilePath", "", "", []string{"imageToBuild"}},
}

// step reads a ready-made step. Context and Dockerfile are relative to the root, a
// Dockerfile to the context where it is only there.
func (l *loader) step(s commands.Step, all []commands.Step) {
	in, ok := steps[s.Uses]
	if !ok {
		return
	}
	context, given := s.Input(in.context)
	file, hasFile := s.Input(in.file)
	if !given || context.Text == "**" {
		context = commands.Word{Text: "."}
		if s.Uses == "Docker" && hasFile {
			context.Text = path.Dir(file.Text) // the task's default
		}
	}
	context.Text = strings.TrimSuffix(strings.TrimPrefix(context.Text, "{{defaultContext}}:"), "/")
	dir, ok := commands.Find(l.tree, s.Dirs, context)
	if !ok {
		return
	}
	b := build{dir: dir, at: s.At, args: arguments(s.With[in.args])}
	if hasFile {
		if !file.Known() {
			return
		}
		b.dockerfile = file.Text
		if l.tree.File(file.Text) == nil {
			b.dockerfile = path.Join(dir, file.Text)
		}
	}
	if target, ok := s.Input(in.target); ok && target.Known() {
		b.target = target.Text
	}
	for _, name := range in.tags {
		l.tagged(b, namesOf(s, s.With[name], all))
	}
}

// namesOf puts what another step of the job names for the outputs of that step: the
// tags of an image most often come from docker/metadata-action.
func namesOf(s commands.Step, tags []commands.Word, all []commands.Step) []commands.Word {
	out := tags
	for _, t := range tags {
		inner, ok := strings.CutPrefix(strings.TrimLeft(t.Text, "${ "), "steps.")
		if !ok {
			continue
		}
		id, _, _ := strings.Cut(inner, ".")
		for _, o := range all {
			if o.Job == s.Job && o.ID == id && id != "" {
				out = append(out, o.With["images"]...)
			}
		}
	}
	return out
}
