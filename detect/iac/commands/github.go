package commands

import (
	"fmt"
	"strings"

	"github.com/archvet/archvet/detect/source"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

// workflow reads a workflow of GitHub Actions, a job with a matrix once for each of
// its combinations.
func (r *reader) workflow(f *source.File) {
	for _, doc := range yamldoc.ParseFile(r.tree, f) {
		top := newEnv(nil)
		setAll(top, doc.Get("env"))
		for name, job := range doc.Get("jobs").Pairs() {
			for i, combination := range githubMatrix(job.Get("strategy", "matrix")) {
				e := newEnv(top)
				for key, value := range combination {
					e.literal("matrix."+key, value)
				}
				setAll(e, job.Get("env"))
				r.job(fmt.Sprintf("%s#%s~%d", f.Path, name.Text(), i), doc, job, e)
				if len(r.out.Commands) > maxCommands {
					return
				}
			}
		}
	}
}

func setAll(e *env, m yamldoc.Node) {
	for k, v := range m.Pairs() {
		if v.Kind() == yamldoc.Scalar {
			e.vars[k.Text()] = pieces(v.Text(), github)
		}
	}
}

func (r *reader) job(id string, doc, job yamldoc.Node, top *env) {
	base := doc.Get("defaults", "run", "working-directory").Text()
	if own := job.Get("defaults", "run", "working-directory").Text(); own != "" {
		base = own
	}
	for step := range job.Get("steps").Items() {
		e := newEnv(top)
		setAll(e, step.Get("env"))
		at := base
		if own := step.Get("working-directory").Text(); own != "" {
			at = own
		}
		if run := step.Get("run"); run.Text() != "" {
			dirs := []string{"."}
			if at != "" {
				dirs = moved(e, pieces(at, github), dirs)
			}
			r.shell(textOf(run), shell, e, dirs)
		}
		if uses := step.Get("uses"); uses.Text() != "" {
			name, _, _ := strings.Cut(uses.Text(), "@")
			r.out.Steps = append(r.out.Steps, Step{ID: step.Get("id").Text(), Job: id, Uses: name, With: r.inputs(step.Get("with"), e, github), Dirs: []string{"."}, At: uses.At()})
		}
	}
}

// inputs are those of a step, with the expressions in them replaced.
func (r *reader) inputs(with yamldoc.Node, e *env, d dialect) map[string][]Word {
	out := map[string][]Word{}
	for k, v := range with.Pairs() {
		if v.Kind() != yamldoc.Scalar {
			continue
		}
		t := textOf(v)
		pos := 0
		for row := range strings.Lines(t.s) {
			body := strings.TrimSpace(row)
			text, why := e.resolve(pieces(body, d))
			start := pos + strings.Index(row, body)
			if body != "" {
				out[k.Text()] = append(out[k.Text()], Word{Text: text, Why: why, At: t.at(start, start+len(body))})
			}
			pos += len(row)
		}
	}
	return out
}

// githubMatrix gives the combinations of a matrix; one without values when there is
// none, or when it is made by an expression.
func githubMatrix(m yamldoc.Node) []map[string]string {
	list := []map[string]string{{}}
	for k, v := range m.Pairs() {
		if name := k.Text(); name == "include" || name == "exclude" || v.Kind() != yamldoc.List {
			continue
		}
		list = times(list, k.Text(), v)
	}
	whole := len(list) == 1 && len(list[0]) == 0
	for in := range m.Get("include").Items() {
		entry := map[string]string{}
		flatten(entry, "", in, 0)
		list = extend(list, entry, whole)
	}
	if whole && len(list) > 1 && len(list[0]) == 0 {
		list = list[1:]
	}
	return list
}

// times makes a combination of each with each value.
func times(list []map[string]string, name string, values yamldoc.Node) []map[string]string {
	var out []map[string]string
	for _, old := range list {
		for v := range values.Items() {
			if len(out) >= maxRounds {
				return out
			}
			entry := map[string]string{}
			for k, s := range old {
				entry[k] = s
			}
			flatten(entry, name, v, 0)
			out = append(out, entry)
		}
	}
	if len(out) == 0 {
		return list
	}
	return out
}

func flatten(entry map[string]string, name string, v yamldoc.Node, depth int) {
	if v.Kind() != yamldoc.Map {
		if v.Kind() == yamldoc.Scalar && !strings.Contains(v.Text(), "${{") {
			entry[name] = v.Text()
		}
		return
	}
	for k, inner := range v.Pairs() {
		key := k.Text()
		if name != "" {
			key = name + "." + key
		}
		if depth < 3 {
			flatten(entry, key, inner, depth+1)
		}
	}
}

// extend adds an included entry to the combinations that agree with it, or as one of
// its own.
func extend(list []map[string]string, entry map[string]string, whole bool) []map[string]string {
	fits := false
	for _, c := range list {
		if whole {
			break
		}
		shared, agrees := false, true
		for k, v := range entry {
			if old, ok := c[k]; ok {
				shared, agrees = true, agrees && old == v
			}
		}
		if !shared || !agrees {
			continue
		}
		fits = true
		for k, v := range entry {
			c[k] = v
		}
	}
	if !fits && len(list) < maxRounds {
		list = append(list, entry)
	}
	return list
}
