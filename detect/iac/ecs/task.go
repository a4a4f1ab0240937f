package ecs

import (
	"bytes"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/limits"
	"github.com/archvet/archvet/detect/source"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

// stopTimeout is the limit for the time between the stop signal and the kill.
const stopTimeout = "aws.ecs.stop_timeout"

// taskFile reads a file that may be a task definition.
func (l *loader) taskFile(f *source.File) {
	data, err := f.Data()
	if err != nil || !bytes.Contains(data, []byte(`"containerDefinitions"`)) {
		return // an unreadable file is recorded by Data
	}
	docs, problems := yamldoc.Parse(f.Path, quoteless(data))
	for _, p := range problems {
		l.tree.Report(p)
	}
	if len(docs) == 0 {
		return
	}
	doc := docs[0]
	if inner := doc.Get("taskDefinition"); inner.Kind() == yamldoc.Map { // as the command line prints it
		doc = inner
	}
	if doc.Get("containerDefinitions").Kind() != yamldoc.List {
		return
	}
	family := known(doc.Get("family"))
	if !family.Known() || family.V == "" {
		l.tree.Skip(f.Path, "a task definition whose family is filled in at deployment")
		return
	}
	l.format(formatTask)
	l.task(f, doc, family)
}

// quoteless makes plain texts of placeholders that stand without quotes: ${X} becomes
// $(X), which has no meaning in YAML. Places stay as they are.
func quoteless(data []byte) []byte {
	out := append([]byte(nil), data...)
	quoted := false
	for i := 0; i < len(out); i++ {
		switch {
		case out[i] == '\\' && quoted:
			i++
		case out[i] == '"':
			quoted = !quoted
		case !quoted && out[i] == '$' && i+1 < len(out) && out[i+1] == '{':
			end := bytes.IndexAny(out[i:], "}\n")
			if end < 0 || out[i+end] != '}' {
				continue
			}
			out[i+1], out[i+end] = '(', ')'
		}
	}
	return out
}

func (l *loader) task(f *source.File, doc yamldoc.Node, family arch.Value[string]) {
	main := mainContainer(doc)
	id := f.Path + "#" + family.V
	if k, foreign := iac.Image(image(main.Get("image")).V); foreign && main.Exists() {
		l.out.Resources = append(l.out.Resources, &iac.Resource{ID: id, Scope: f.Path, Name: family.V, Kind: k.Kind, Type: k.Type, Platform: "aws", Format: formatTask, At: family.At})
		return
	}
	u := &iac.Unit{ID: id, Scope: f.Path, Name: family.V, Kind: arch.Service, Platform: platformOf(doc), Format: formatTask, At: family.At}
	container(u, doc, main)
	l.out.Units = append(l.out.Units, u)
}

// mainContainer is the first container that is not known software, else the first.
func mainContainer(doc yamldoc.Node) yamldoc.Node {
	var first yamldoc.Node
	for c := range doc.Get("containerDefinitions").Items() {
		if c.Kind() != yamldoc.Map {
			continue // a container that is filled in at deployment
		}
		if _, foreign := iac.Image(image(c.Get("image")).V); !foreign {
			return c
		}
		if !first.Exists() {
			first = c
		}
	}
	return first
}

func platformOf(doc yamldoc.Node) arch.Platform {
	for item := range doc.Get("requiresCompatibilities").Items() {
		if strings.EqualFold(item.Text(), "FARGATE") {
			return arch.Fargate
		}
	}
	return arch.ECSEC2
}

func container(u *iac.Unit, doc, c yamldoc.Node) {
	u.Code.Image = image(c.Get("image"))
	u.Code.Command, u.Code.Args = command(c.Get("entryPoint")), command(c.Get("command"))
	for e := range c.Get("environment").Items() {
		u.Env = append(u.Env, variable(e.Get("name"), e.Get("name"), e.Get("value")))
	}
	for e := range c.Get("secrets").Items() {
		u.Env = append(u.Env, variable(e.Get("name"), e.Get("name"), e.Get("valueFrom")))
	}
	if c.Get("environmentFiles").Len() > 0 {
		u.EnvOpen = "environment files lie in a bucket"
	}
	for p := range c.Get("portMappings").Items() {
		port := arch.Port{Name: p.Get("name").Text(), Number: p.Get("containerPort").Int()}
		u.Ports = append(u.Ports, port)
		u.Settings.Endpoints = append(u.Settings.Endpoints, arch.Endpoint{Kind: "container port", Port: port.Number, Target: port.Number, At: p.At()})
	}
	s := &u.Settings
	s.CPU = cpu(c.Get("cpu")).Or(cpu(doc.Get("cpu")))
	s.Memory = positive(c.Get("memory")).Or(positive(doc.Get("memory")))
	if gib := doc.Get("ephemeralStorage", "sizeInGiB").Int(); gib.Known() && gib.V > 0 && gib.V < 1<<20 {
		s.Storage = arch.Given(gib.V<<10, gib.At)
	}
	s.Grace = seconds(c.Get("stopTimeout")).Or(limits.DefaultDuration(stopTimeout, u.At))
	if check := c.Get("healthCheck"); check.Exists() {
		s.Probes = append(s.Probes, arch.Probe{Kind: arch.Liveness, At: check.At()})
	}
	s.Injected = injected(doc, u.At)
	mounts(u, doc, c)
}

// injected tells the mesh whose proxy the task sends its traffic through.
func injected(doc yamldoc.Node, at arch.Range) arch.Value[string] {
	proxy := doc.Get("proxyConfiguration")
	if !proxy.Exists() {
		return arch.ByDefault("", at, "no proxy configuration")
	}
	if kind := proxy.Get("type"); !kind.Exists() || strings.EqualFold(kind.Text(), "APPMESH") {
		return arch.Given("app-mesh", proxy.At())
	}
	return arch.Hide[string](proxy.At(), "a proxy of another kind")
}

func mounts(u *iac.Unit, doc, c yamldoc.Node) {
	kinds := map[string]string{}
	for v := range doc.Get("volumes").Items() {
		kind := "emptyDir"
		switch {
		case v.Get("efsVolumeConfiguration").Exists():
			kind = "efs"
		case v.Get("host", "sourcePath").Exists():
			kind = "hostPath"
		case v.Get("dockerVolumeConfiguration").Exists():
			kind = "named"
		}
		kinds[v.Get("name").Text()] = kind
	}
	for m := range c.Get("mountPoints").Items() {
		name := m.Get("sourceVolume").Text()
		u.Settings.Volumes = append(u.Settings.Volumes, arch.Volume{Kind: kinds[name], Name: name, Path: m.Get("containerPath").Text(), At: m.At()})
	}
}
