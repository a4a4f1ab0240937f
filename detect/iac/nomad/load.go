package nomad

import (
	"bytes"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/iac/hcldoc"
	"github.com/archvet/archvet/detect/source"
)

const format = "nomad"

// loader gathers the jobs of one tree.
type loader struct {
	tree  *source.Tree
	out   iac.Declared
	scope string
	file  *source.File
	mesh  bool
}

// Load reads all job files of the tree.
func Load(t *source.Tree) iac.Declared {
	l := &loader{tree: t}
	for _, f := range t.Files() {
		if !f.Place.Own() || !isJob(f) {
			continue
		}
		doc, ok := hcldoc.ParseFile(t, f)
		if !ok {
			continue
		}
		l.file, l.scope = f, "nomad:"+f.Dir()
		for _, job := range doc.Blocks("job") {
			l.job(job)
		}
	}
	if len(l.out.Units)+len(l.out.Resources) > 0 {
		l.out.Formats = []string{format}
	}
	if l.mesh {
		l.out.Mesh = []string{"consul"}
	}
	return l.out
}

func isJob(f *source.File) bool {
	name := f.Name()
	if !strings.HasSuffix(name, ".nomad") && !strings.HasSuffix(name, ".hcl") {
		return false
	}
	data, err := f.Data()
	return err == nil && bytes.Contains(data, []byte("job \"")) && bytes.Contains(data, []byte("task \""))
}

// maxTasks bounds the tasks of one tree.
const maxTasks = 2000

func (l *loader) job(job hcldoc.Block) {
	for _, group := range job.Blocks("group") {
		var own, known []hcldoc.Block
		for _, task := range group.Blocks("task") {
			if task.Block("lifecycle").Exists() {
				continue // a helper that runs before, beside or after the others
			}
			if image := image(task); image.V != "" {
				if _, public := iac.Image(image.V); public {
					known = append(known, task)
					continue
				}
			}
			own = append(own, task)
		}
		for i, task := range known {
			if len(own) == 0 && i == 0 || len(own) > 0 && len(known)+len(own) > 1 {
				l.resource(job, group, task)
			}
		}
		for _, task := range own {
			if len(l.out.Units) < maxTasks {
				l.unit(job, group, task, len(own) == 1)
			}
		}
	}
}

// image is the image of a task that runs a container, also where only its tag is not
// known.
func image(task hcldoc.Block) arch.Value[string] {
	a := task.Block("config").Attr("image")
	t := a.Text()
	if t.Known() || len(t.Parts) == 0 {
		return t.Value
	}
	text := ""
	for i, p := range t.Parts {
		if p.Why != "" && i == len(t.Parts)-1 && strings.HasSuffix(text, ":") {
			return arch.Given(strings.TrimSuffix(text, ":"), a.At())
		}
		text += p.Literal
	}
	return t.Value
}

func (l *loader) id(job, group, task hcldoc.Block) string {
	return l.file.Path + "#" + job.Label() + "/" + group.Label() + "/" + task.Label()
}

func (l *loader) resource(job, group, task hcldoc.Block) {
	img := image(task)
	k, _ := iac.Image(img.V)
	r := &iac.Resource{
		ID: l.id(job, group, task), Scope: l.scope, Name: task.Label(), Kind: k.Kind, Type: k.Type, Platform: format, Format: format, At: task.At,
		Hosts: hosts(group, task, true),
	}
	if job.Label() != r.Name && len(job.Blocks("group")) == 1 {
		r.Aliases = []string{job.Label()}
	}
	l.out.Resources = append(l.out.Resources, r)
}

func (l *loader) unit(job, group, task hcldoc.Block, alone bool) {
	u := &iac.Unit{
		ID: l.id(job, group, task), Scope: l.scope, Name: task.Label(), Kind: arch.Service, Format: format, At: task.At,
		Hosts: hosts(group, task, alone),
	}
	if alone { // a task is often called "server" or "app"; the job is what people speak of
		u.Name, u.At = job.Label(), job.At
		if len(job.Blocks("group")) > 1 {
			u.Name, u.At = group.Label(), group.At
		}
		for _, name := range []string{group.Label(), task.Label()} {
			if name != u.Name && len(name) > 3 && !generic[name] {
				u.Aliases = append(u.Aliases, name)
			}
		}
	}
	if job.Attr("type").String().V == "batch" || job.Attr("type").String().V == "sysbatch" {
		u.Kind = arch.Job
	}
	code(u, task)
	l.fetched(u, task)
	variables(u, group, task)
	settings(u, job, group, task, alone)
	l.connect(u, group, task, alone)
	if p := job.Block("periodic"); p.Exists() {
		schedule := p.Attr("cron")
		if !schedule.Exists() && len(p.Attr("crons").List()) > 0 {
			schedule = p.Attr("crons").List()[0]
		}
		u.Kind = arch.Job
		u.Triggers = append(u.Triggers, arch.Trigger{Kind: arch.OnSchedule, At: p.At, Schedule: schedule.String(), Async: arch.Given(true, p.At)})
	}
	l.out.Units = append(l.out.Units, u)
}

// generic are names of tasks and groups that say nothing about them.
var generic = map[string]bool{"server": true, "task": true, "main": true, "group": true, "docker": true, "service": true, "container": true}

// services are the service blocks of a task, with those of its group.
func services(group, task hcldoc.Block, all bool) []hcldoc.Block {
	list := task.Blocks("service")
	for _, s := range group.Blocks("service") {
		if owner := s.Attr("task").String(); all || owner.V == task.Label() {
			list = append(list, s)
		}
	}
	return list
}

func hosts(group, task hcldoc.Block, all bool) []iac.Host {
	var list []iac.Host
	for _, s := range services(group, task, all) {
		if name := s.Attr("name").String(); name.Known() && name.V != "" {
			list = append(list, iac.Host{Name: name.V, At: name.At}, iac.Host{Name: name.V + ".service.consul", At: name.At})
		}
	}
	return list
}
