package commands

import (
	"path"
	"strings"

	"github.com/archvet/archvet/detect/source"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

// builders are the programs that the images of Cloud Build's steps begin with, by the
// image's last path element.
var builders = map[string][]string{
	"docker": {"docker"}, "gcloud": {"gcloud"}, "gcloud-slim": {"gcloud"}, "executor": {"kaniko"}, "pack": {"pack"}, "ko": {"ko"},
	"kubectl": {"kubectl"}, "skaffold": {"skaffold"}, "npm": {"npm"}, "mvn": {"mvn"}, "gradle": {"gradle"}, "go": {"go"}, "bash": {"bash"},
}

// cloudBuild reads the steps of Cloud Build. A step's image says which program the
// arguments are for, where no entry point does.
func (r *reader) cloudBuild(f *source.File) {
	for _, doc := range yamldoc.ParseFile(r.tree, f) {
		e := newEnv(nil)
		for k, v := range doc.Get("substitutions").Pairs() {
			e.vars[k.Text()] = pieces(v.Text(), cloud)
		}
		// The configuration may be handed in from the root or from its own directory.
		dirs := []string{"."}
		if f.Dir() != "." {
			dirs = append(dirs, f.Dir())
		}
		for step := range doc.Get("steps").Items() {
			r.cloudStep(step, e, dirs)
		}
	}
}

func (r *reader) cloudStep(step yamldoc.Node, e *env, dirs []string) {
	if dir := step.Get("dir"); dir.Text() != "" {
		dirs = moved(e, pieces(dir.Text(), cloud), dirs)
	}
	if script := step.Get("script"); script.Text() != "" {
		r.shell(textOf(script), shell, scriptEnv(step, e), dirs)
		return
	}
	c := Command{Dirs: dirs, At: step.Get("name").At()}
	if entry := step.Get("entrypoint"); entry.Text() != "" {
		c.Words = append(c.Words, r.word(entry, e, cloud))
	} else {
		image, _, _ := strings.Cut(path.Base(step.Get("name").Text()), ":")
		for _, name := range builders[image] {
			c.Words = append(c.Words, Word{Text: name, At: step.Get("name").At()})
		}
	}
	args := step.Get("args")
	if args.Kind() == yamldoc.Scalar {
		c.Words = append(c.Words, r.word(args, e, cloud))
	}
	if n := args.Len(); n > 1 && len(c.Words) == 1 && isShell(c.Words[0].Text) && strings.HasPrefix(args.Index(0).Text(), "-") {
		r.shell(textOf(args.Index(n-1)), cloud, e, dirs) // bash -c
		for i := 1; i < n-1; i++ {
			r.shell(textOf(args.Index(i)), cloud, e, dirs)
		}
		return
	}
	for a := range args.Items() {
		c.Words = append(c.Words, r.word(a, e, cloud))
	}
	if len(c.Words) > 1 {
		r.out.Commands = append(r.out.Commands, c)
	}
}

// scriptEnv are the variables that a step's script sees.
func scriptEnv(step yamldoc.Node, e *env) *env {
	inner := newEnv(e)
	for v := range step.Get("env").Items() {
		if name, value, ok := strings.Cut(v.Text(), "="); ok {
			inner.vars[name] = pieces(value, cloud)
		}
	}
	return inner
}

func isShell(s string) bool {
	s = path.Base(s)
	return s == "bash" || s == "sh"
}

func (r *reader) word(n yamldoc.Node, e *env, d dialect) Word {
	text, why := e.resolve(pieces(n.Text(), d))
	return Word{Text: text, Why: why, At: n.At()}
}

// moved are directories after a change to another.
func moved(e *env, to []piece, dirs []string) []string {
	name, why := e.resolve(to)
	if why != "" {
		return nil
	}
	var out []string
	for _, d := range dirs {
		if at, ok := join(d, dirs, name); ok {
			out = append(out, at)
		}
	}
	return out
}
