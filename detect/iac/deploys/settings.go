package deploys

import (
	"path"
	"strconv"
	"strings"
	"time"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/iac/commands"
	"github.com/archvet/archvet/detect/source"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

func read[T any](w commands.Word, what string, parse func(string) (T, bool)) arch.Value[T] {
	if !w.Known() {
		return arch.Hide[T](w.At, w.Why)
	}
	v, ok := parse(w.Text)
	if !ok {
		return arch.Hide[T](w.At, w.Text+" is not a plain "+what)
	}
	return arch.Given(v, w.At)
}

func flag[T any](c command, what string, parse func(string) (T, bool), names ...string) arch.Value[T] {
	w, ok := c.Flag(names...)
	if !ok {
		return arch.Value[T]{}
	}
	return read(w, what, parse)
}

func (c command) number(names ...string) arch.Value[int] {
	return flag(c, "number", number, names...)
}

func (c command) text(names ...string) arch.Value[string] {
	return flag(c, "text", func(s string) (string, bool) { return s, true }, names...)
}

func number(s string) (int, bool) {
	n, err := strconv.Atoi(s)
	return n, err == nil
}

// span reads "300", "300s" and "5m".
func span(s string) (time.Duration, bool) {
	if n, err := strconv.Atoi(s); err == nil && n >= 0 && n < 1<<31 {
		return time.Duration(n) * time.Second, true
	}
	d, err := time.ParseDuration(s)
	return d, err == nil && d >= 0
}

// mebibytes reads "512Mi" and, as gcloud means it, "512MB" and "1G".
func mebibytes(s string) (int, bool) {
	s = strings.TrimSuffix(s, "B")
	if s != "" && strings.HasSuffix(s, "M") || strings.HasSuffix(s, "G") {
		s += "i"
	}
	return iac.Mebibytes(s)
}

// millis reads "2", "0.5" and "1000m" of a CPU.
func millis(s string) (int, bool) {
	if n, ok := strings.CutSuffix(s, "m"); ok {
		return number(n)
	}
	f, err := strconv.ParseFloat(s, 64)
	return int(f * 1000), err == nil && f >= 0 && f < 1000
}

// toggle reads a flag that may be given as --flag or --no-flag.
func (c command) toggle(name string) arch.Value[bool] {
	if at, ok := c.Has("--no-" + name); ok {
		return arch.Given(false, at)
	}
	if at, ok := c.Has("--" + name); ok {
		return arch.Given(true, at)
	}
	return arch.Value[bool]{}
}

// environment reads the variables of a gcloud command.
func (l *loader) environment(u *iac.Unit, c command) {
	for _, w := range c.Flags("--set-env-vars", "--env-vars-file", "--clear-env-vars") {
		_ = w
		u.EnvOpen = ""
	}
	for _, w := range c.Flags("--set-env-vars", "--update-env-vars") {
		pairs(u, w, "")
	}
	for _, w := range c.Flags("--set-secrets", "--update-secrets") {
		pairs(u, w, "a secret")
	}
	if w, ok := c.Flag("--env-vars-file"); ok {
		l.envFile(u, c, w)
	}
}

// pairs reads A=b,C=d, or with another delimiter ^;^A=b;C=d.
func pairs(u *iac.Unit, w commands.Word, why string) {
	text, sep := w.Text, ","
	if rest, ok := strings.CutPrefix(text, "^"); ok {
		if mark, after, ok := strings.Cut(rest, "^"); ok && mark != "" {
			text, sep = after, mark
		}
	}
	for pair := range strings.SplitSeq(text, sep) {
		name, value, ok := strings.Cut(strings.TrimSpace(pair), "=")
		if !ok || name == "" || strings.Contains(name, "/") {
			if strings.Contains(pair, "$") {
				u.EnvOpen = "variables come from " + pair
			}
			continue
		}
		variable(u, name, value, w.At, why)
	}
}

func variable(u *iac.Unit, name, value string, at arch.Range, why string) {
	if why == "" && strings.Contains(value, "$") {
		why = "contains " + value
	}
	e := iac.Env{Name: name, Value: iac.Literal(value, at), At: at}
	if why != "" {
		e.Value = iac.Compose(at, iac.Part{Why: why})
	}
	for i := range u.Env {
		if u.Env[i].Name == name {
			u.Env[i] = e
			return
		}
	}
	u.Env = append(u.Env, e)
}

// envFile reads variables from a file of the repository.
func (l *loader) envFile(u *iac.Unit, c command, w commands.Word) {
	name, ok := commands.Find(l.tree, c.Dirs, w)
	f := l.tree.File(name)
	if !ok || f == nil {
		u.EnvOpen = "variables come from " + w.Text
		return
	}
	for _, doc := range yamldoc.ParseFile(l.tree, f) {
		for k, v := range doc.Pairs() {
			variable(u, k.Text(), v.Text(), v.At(), "")
		}
	}
}

// sourceDir is where a command takes the source from: what it says, else where it
// runs, when there are sources.
func (l *loader) sourceDir(c command, names ...string) arch.Value[string] {
	if w, ok := c.Flag(names...); ok {
		if !w.Known() || strings.Contains(w.Text, "://") {
			return arch.Hide[string](w.At, "comes from "+w.Text)
		}
		if dir, ok := commands.Find(l.tree, c.Dirs, w); ok {
			return arch.Given(dir, w.At)
		}
		return arch.Hide[string](w.At, w.Text+" is not in the repository")
	}
	for _, dir := range c.Dirs {
		for _, f := range l.tree.In(dir) {
			if isSource(f) {
				return arch.ByDefault(dir, c.At, "the directory that the command runs in")
			}
		}
	}
	return arch.Value[string]{}
}

func isSource(f *source.File) bool {
	switch f.Ext() {
	case ".go", ".py", ".js", ".ts", ".mjs", ".java", ".rb", ".php", ".cs":
		return f.Place.Own()
	}
	return f.Name() == "package.json" || f.Name() == "pom.xml" || f.Name() == "go.mod"
}

// dockerfile notes the Dockerfile that a source is built with.
func (l *loader) dockerfile(u *iac.Unit) {
	if d := u.Code.Dir; d.Known() {
		if file := path.Join(d.V, "Dockerfile"); l.tree.File(file) != nil {
			u.Code.Dockerfile = arch.ByDefault(file, d.At, "the source's own")
		}
	}
}

// words are command or args as gcloud takes them: separated by commas.
func list(c command, name string) []arch.Value[string] {
	w, ok := c.Flag(name)
	if !ok || w.Text == "" {
		return nil
	}
	var out []arch.Value[string]
	for s := range strings.SplitSeq(w.Text, ",") {
		v := arch.Given(s, w.At)
		if strings.Contains(s, "$") && !w.Known() {
			v = arch.Hide[string](w.At, w.Why)
		}
		out = append(out, v)
	}
	return out
}
