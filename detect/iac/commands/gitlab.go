package commands

import (
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/source"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

// gitlab reads the scripts of GitLab CI, a job with a parallel matrix once for each of
// its combinations. What a job takes from another with extends holds for it as well.
func (r *reader) gitlab(f *source.File) {
	for _, doc := range yamldoc.ParseFile(r.tree, f) {
		top := newEnv(nil)
		variables(top, doc.Get("variables"))
		top.literal("CI_PROJECT_DIR", rootMark)
		for k, job := range doc.Pairs() {
			if strings.HasPrefix(k.Text(), ".") || job.Kind() != yamldoc.Map {
				continue
			}
			chain := extended(doc, job)
			for _, combination := range gitlabMatrix(inherited(chain, "parallel").Get("matrix")) {
				e := newEnv(top)
				for _, j := range slices.Backward(chain) {
					variables(e, j.Get("variables"))
				}
				for name, value := range combination {
					e.literal(name, value)
				}
				r.gitlabScript(chain, e)
				if len(r.out.Commands) > maxCommands {
					return
				}
			}
		}
	}
}

func (r *reader) gitlabScript(chain []yamldoc.Node, e *env) {
	dirs := []string{"."}
	for _, part := range []string{"before_script", "script"} {
		script := inherited(chain, part)
		if script.Kind() == yamldoc.Scalar {
			r.shell(textOf(script), shell, e, dirs)
		}
		for row := range script.Items() {
			t := textOf(row)
			r.shell(t, shell, e, dirs)
			if to, ok := strings.CutPrefix(strings.TrimSpace(t.s), "cd "); ok {
				dirs = moved(e, pieces(strings.TrimSpace(to), shell), dirs)
			}
			s := parse(t, shell)
			collect(s.list, e)
		}
	}
}

func variables(e *env, m yamldoc.Node) {
	for k, v := range m.Pairs() {
		if v.Kind() == yamldoc.Map {
			v = v.Get("value")
		}
		if v.Kind() == yamldoc.Scalar {
			e.vars[k.Text()] = pieces(v.Text(), shell)
		}
	}
}

// extended is a job and those that it extends, the nearest first.
func extended(doc, job yamldoc.Node) []yamldoc.Node {
	chain := []yamldoc.Node{job}
	for range maxDepth {
		base := chain[len(chain)-1].Get("extends")
		name := base.Text()
		if base.Kind() == yamldoc.List {
			name = base.Index(base.Len() - 1).Text()
		}
		next := doc.Get(name)
		if name == "" || next.Kind() != yamldoc.Map {
			break
		}
		chain = append(chain, next)
	}
	return chain
}

func inherited(chain []yamldoc.Node, key string) yamldoc.Node {
	for _, j := range chain {
		if n := j.Get(key); n.Exists() {
			return n
		}
	}
	return yamldoc.Node{}
}

// gitlabMatrix gives the combinations of a parallel matrix: each entry is one of its
// own, with a value or a list of values for a variable.
func gitlabMatrix(m yamldoc.Node) []map[string]string {
	var out []map[string]string
	for entry := range m.Items() {
		list := []map[string]string{{}}
		for k, v := range entry.Pairs() {
			if v.Kind() == yamldoc.List {
				list = times(list, k.Text(), v)
				continue
			}
			for _, c := range list {
				c[k.Text()] = v.Text()
			}
		}
		if len(out)+len(list) <= maxRounds {
			out = append(out, list...)
		}
	}
	if len(out) == 0 {
		return []map[string]string{{}}
	}
	return out
}

// circle reads the run steps of CircleCI.
func (r *reader) circle(f *source.File) {
	for _, doc := range yamldoc.ParseFile(r.tree, f) {
		for _, part := range []string{"jobs", "commands"} {
			for _, job := range doc.Get(part).Pairs() {
				e := newEnv(nil)
				variables(e, job.Get("environment"))
				for step := range job.Get("steps").Items() {
					r.circleStep(step, job, e)
				}
			}
		}
	}
}

func (r *reader) circleStep(step, job yamldoc.Node, e *env) {
	run := step.Get("run")
	at := job.Get("working_directory")
	if run.Kind() == yamldoc.Map {
		if own := run.Get("working_directory"); own.Exists() {
			at = own
		}
		run = run.Get("command")
	}
	dirs := []string{"."}
	if dir := at.Text(); dir != "" && !strings.HasPrefix(dir, "~") && !strings.HasPrefix(dir, "/") {
		dirs = moved(e, pieces(dir, shell), dirs)
	}
	if run.Text() != "" && !strings.Contains(run.Text(), "<<") {
		r.shell(textOf(run), shell, e, dirs)
	}
}

// azurePipeline reads the scripts and tasks of Azure Pipelines, wherever they stand.
func (r *reader) azurePipeline(f *source.File) {
	for _, doc := range yamldoc.ParseFile(r.tree, f) {
		e := newEnv(nil)
		e.literal("Build.SourcesDirectory", rootMark)
		e.literal("System.DefaultWorkingDirectory", rootMark)
		azureVariables(e, doc.Get("variables"))
		left := maxCommands
		r.azureSteps(doc, e, 0, &left)
	}
}

func azureVariables(e *env, m yamldoc.Node) {
	for k, v := range m.Pairs() {
		e.vars[k.Text()] = pieces(v.Text(), azure)
	}
	for v := range m.Items() {
		if name := v.Get("name").Text(); name != "" {
			e.vars[name] = pieces(v.Get("value").Text(), azure)
		}
	}
}

func (r *reader) azureSteps(n yamldoc.Node, e *env, depth int, left *int) {
	if *left--; depth > 24 || *left < 0 {
		return
	}
	if vars := n.Get("variables"); depth > 0 && vars.Exists() {
		e = newEnv(e)
		azureVariables(e, vars)
	}
	if task := n.Get("task"); task.Text() != "" {
		name, _, _ := strings.Cut(task.Text(), "@")
		r.out.Steps = append(r.out.Steps, Step{Uses: name, With: r.inputs(n.Get("inputs"), e, azure), Dirs: []string{"."}, At: task.At()})
		return
	}
	for _, key := range []string{"script", "bash"} {
		if s := n.Get(key); s.Text() != "" && n.Kind() == yamldoc.Map {
			r.shell(textOf(s), azureScript, e, []string{"."})
			return
		}
	}
	for _, v := range n.Pairs() {
		r.azureSteps(v, e, depth+1, left)
	}
	for v := range n.Items() {
		r.azureSteps(v, e, depth+1, left)
	}
}
