package deploys

import (
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/iac/commands"
	"github.com/archvet/archvet/detect/limits"
)

// lambda reads aws lambda create-function and what changes one.
func (l *loader) lambda(c command) {
	name, ok := c.name("--function-name")
	if !ok {
		return
	}
	u := l.unit(c, "lambda", name, arch.Function, arch.AWSLambda, "aws-cli")
	s := &u.Settings
	s.Runtime = c.text("--runtime").Or(s.Runtime)
	u.Code.Language = languageOf(s.Runtime.V)
	u.Code.Handler = c.text("--handler").Or(u.Code.Handler)
	s.Timeout = flag(c, "duration", span, "--timeout").Or(s.Timeout).Or(limits.DefaultDuration(limits.LambdaTimeout, c.At))
	s.Memory = c.number("--memory-size").Or(s.Memory).Or(limits.DefaultInt(limits.LambdaMemory, c.At))
	if w, ok := c.Flag("--code"); ok {
		if image, ok := strings.CutPrefix(w.Text, "ImageUri="); ok && !strings.Contains(last(image), "$") {
			u.Code.Image = arch.Given(image, w.At)
		}
	}
	if w, ok := c.Flag("--environment"); ok {
		u.EnvOpen = ""
		if inner, ok := strings.CutPrefix(w.Text, "Variables={"); ok {
			w.Text = strings.TrimSuffix(inner, "}")
			pairs(u, w, "")
		} else {
			u.EnvOpen = "variables come from " + w.Text
		}
	}
}

// mapping binds a queue or stream to a function.
func (l *loader) mapping(c command) {
	name, ok := c.name("--function-name")
	u := l.named(c, name.Text)
	from, given := c.Flag("--event-source-arn")
	if !ok || u == nil || !given {
		return
	}
	kind := arch.OnOther
	for word, k := range map[string]arch.TriggerKind{":sqs:": arch.OnQueue, ":kinesis:": arch.OnStream, ":dynamodb:": arch.OnStream, ":kafka:": arch.OnStream} {
		if strings.Contains(from.Text, word) {
			kind = k
		}
	}
	t := async(kind, from.At, "")
	t.BatchSize = c.number("--batch-size")
	bind(u, t)
}

// containerApp reads az containerapp create, update and up.
func (l *loader) containerApp(c command) { l.azure(c, arch.Service, "containerapp") }

func (l *loader) containerJob(c command) { l.azure(c, arch.Job, "containerapp job") }

func (l *loader) azure(c command, kind arch.UnitKind, group string) {
	name, ok := c.name("--name", "-n")
	if !ok {
		return
	}
	u := l.unit(c, group, name, kind, arch.AzureContainerApps, "az-cli")
	if w, ok := c.Flag("--image", "-i"); ok && (w.Known() || !strings.Contains(last(w.Text), "$")) {
		u.Code.Image = arch.Given(w.Text, w.At)
	} else if _, ok := c.Flag("--source"); ok {
		u.Code.Dir = l.sourceDir(c, "--source")
		l.dockerfile(u)
	}
	s := &u.Settings
	s.Memory = flag(c, "quantity", mebibytes, "--memory").Or(s.Memory)
	s.CPU = flag(c, "quantity", millis, "--cpu").Or(s.CPU)
	for _, w := range c.many("--env-vars", "--set-env-vars") {
		if name, value, ok := strings.Cut(w.Text, "="); ok {
			why := ""
			if strings.HasPrefix(value, "secretref:") {
				why = "a secret"
			}
			variable(u, name, value, w.At, why)
		}
	}
	if kind == arch.Job {
		if w, ok := c.Flag("--cron-expression"); ok {
			t := async(arch.OnSchedule, w.At, "")
			t.Schedule = w.Value()
			bind(u, t)
		}
		s.Timeout = flag(c, "duration", span, "--replica-timeout").Or(s.Timeout)
		s.Retries = c.number("--replica-retry-limit").Or(s.Retries)
		return
	}
	s.MinReplicas = c.number("--min-replicas").Or(s.MinReplicas).Or(limits.DefaultInt("azure.aca.min_replicas", c.At))
	s.MaxReplicas = c.number("--max-replicas").Or(s.MaxReplicas).Or(limits.DefaultInt("azure.aca.max_replicas", c.At))
	l.ingress(u, c)
}

func (l *loader) ingress(u *iac.Unit, c command) {
	port := c.number("--target-port")
	if port.Known() {
		u.Ports = []arch.Port{{Number: port}}
	}
	w, ok := c.Flag("--ingress")
	if !ok || !w.Known() {
		return
	}
	t := arch.Trigger{Kind: arch.OnHTTP, At: w.At, Front: "Container Apps ingress", Async: arch.Given(false, w.At)}
	t.Waits = limits.DefaultDuration(limits.AzureIngressTimeout, w.At)
	bind(u, t)
	u.Settings.Endpoints = []arch.Endpoint{{Kind: "ingress", Target: port, At: w.At}}
	u.Hosts = []iac.Host{{Name: u.Name, At: u.At}}
}

// many are the values of a flag that takes several words.
func (c command) many(names ...string) []commands.Word {
	var out []commands.Word
	for i, w := range c.Words {
		if !slices.Contains(names, w.Text) {
			continue
		}
		for _, v := range c.Words[i+1:] {
			if strings.HasPrefix(v.Text, "-") {
				break
			}
			out = append(out, v)
		}
	}
	return out
}

// inputs are the flags that stand for the inputs of a ready-made step; "" is the name.
var inputs = map[string]struct {
	words []string
	flags map[string]string
}{
	"google-github-actions/deploy-cloudrun": {[]string{"gcloud", "run", "deploy"}, map[string]string{
		"service": "", "image": "--image", "source": "--source", "env_vars": "--update-env-vars", "secrets": "--update-secrets", "timeout": "--timeout",
	}},
	"google-github-actions/deploy-cloud-functions": {[]string{"gcloud", "functions", "deploy"}, map[string]string{
		"name": "", "runtime": "--runtime", "entry_point": "--entry-point", "source_dir": "--source", "env_vars": "--set-env-vars", "environment_variables": "--set-env-vars",
		"event_trigger_pubsub_topic": "--trigger-topic", "event_trigger_type": "--trigger-event", "memory_mb": "--memory", "memory": "--memory", "timeout": "--timeout", "service_timeout": "--timeout",
		"min_instances": "--min-instances", "max_instances": "--max-instances", "min_instance_count": "--min-instances", "max_instance_count": "--max-instances",
	}},
	"azure/container-apps-deploy-action": {[]string{"az", "containerapp", "up"}, map[string]string{
		"containerAppName": "--name", "imageToDeploy": "--image", "appSourcePath": "--source", "targetPort": "--target-port", "ingress": "--ingress", "environmentVariables": "--env-vars",
	}},
}

// translated is the command that a ready-made step runs.
func translated(s commands.Step) []commands.Command {
	in, ok := inputs[s.Uses]
	if !ok {
		return nil
	}
	c := commands.Command{Dirs: s.Dirs, At: s.At}
	words := in.words
	if _, isJob := s.Input("job"); isJob && s.Uses == "google-github-actions/deploy-cloudrun" {
		words = []string{"gcloud", "run", "jobs", "deploy"}
	}
	for _, w := range words {
		c.Words = append(c.Words, wordOf(w, s.At))
	}
	var names []string
	for name := range s.With {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		flag, ok := in.flags[name]
		if name == "job" {
			flag, ok = "", true
		}
		for _, w := range s.With[name] {
			switch {
			case name == "flags":
				for _, f := range iac.Words(w.Text) {
					c.Words = append(c.Words, commands.Word{Text: f, Why: w.Why, At: w.At})
				}
			case ok && flag != "":
				c.Words = append(c.Words, wordOf(flag, w.At), w)
			case ok:
				c.Words = append(c.Words, w)
			}
		}
	}
	if _, events := s.Input("event_trigger_type"); !events && words[1] == "functions" {
		if _, topic := s.Input("event_trigger_pubsub_topic"); !topic {
			c.Words = append(c.Words, wordOf("--trigger-http", s.At))
		}
	}
	return []commands.Command{c}
}
