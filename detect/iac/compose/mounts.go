package compose

import (
	"path"
	"strconv"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

// mounts are the volumes of a service, and why there may be more.
func (s *service) mounts() (list []arch.Volume, open string) {
	list = s.volumes()
	for _, v := range list {
		if v.Path == "" {
			open = "a volume whose path is not known"
		}
	}
	if s.get("volumes_from").Exists() {
		open = "volumes of other containers"
	}
	return list, open
}

// stored is mounts for a resource: a datastore that mounts nothing keeps its data in
// the container's own layer.
func (s *service) stored(kind arch.ResourceKind) (list []arch.Volume, open string) {
	list, open = s.mounts()
	if kind == arch.Datastore && len(list) == 0 && open == "" {
		list = []arch.Volume{{Kind: "image", At: s.key.At()}}
	}
	return list, open
}

// published are the ports that the host passes on.
func (s *service) published() []arch.Endpoint {
	var list []arch.Endpoint
	for _, n := range s.items("ports") {
		e := arch.Endpoint{Kind: "published port", At: n.At()}
		if n.Get("target").Exists() {
			e.Target, e.Port = n.Get("target").Int(), n.Get("published").Int()
			if !n.Get("published").Exists() {
				e.Port = arch.Hide[int](n.At(), "chosen when the container starts")
			}
			list = append(list, e)
			continue
		}
		text := s.project.expand(n.Text(), n.At())
		bare, _, _ := strings.Cut(text.V, "/")
		parts := strings.Split(bare, ":")
		target := parts[len(parts)-1]
		e.Target = number(target, n, text.Why)
		switch {
		case len(parts) == 1 || parts[len(parts)-2] == "":
			e.Port = arch.Hide[int](n.At(), "chosen when the container starts")
		default:
			e.Port = number(parts[len(parts)-2], n, text.Why)
		}
		list = append(list, e)
	}
	return list
}

func number(text string, n yamldoc.Node, why string) arch.Value[int] {
	i, err := strconv.Atoi(text)
	if why != "" || err != nil {
		return arch.Hide[int](n.At(), n.Text()+" is not a single port")
	}
	return arch.Given(i, n.At())
}

// probes returns the health check: what waits for the service to be healthy looks at
// it, nothing restarts or routes by it.
func (s *service) probes() []arch.Probe {
	check := s.get("healthcheck")
	test := check.Get("test")
	if check.Get("disable").Text() == "true" || !test.Exists() || test.Text() == "NONE" || test.Index(0).Text() == "NONE" {
		return nil
	}
	p := arch.Probe{Kind: arch.Readiness, At: check.At()}
	words := strings.Fields(test.Text())
	for item := range test.Items() {
		words = append(words, strings.Fields(item.Text())...)
	}
	for _, w := range words {
		_, rest, ok := strings.Cut(strings.Trim(w, `'"`), "://")
		if !ok {
			continue
		}
		host, file, _ := strings.Cut(rest, "/")
		p.Path = path.Clean("/" + file)
		if _, port, ok := strings.Cut(host, ":"); ok {
			if i, err := strconv.Atoi(port); err == nil {
				p.Port = arch.Given(i, test.At())
			}
		}
		break
	}
	return []arch.Probe{p}
}

// restarts are the policies of Compose and of its deploy section, as the model has
// them.
var restarts = map[string]string{
	"no": "Never", "false": "Never", "none": "Never", "on-failure": "OnFailure", "always": "Always", "unless-stopped": "Always", "any": "Always",
}

func (s *service) restart() arch.Value[string] {
	v := s.text("deploy", "restart_policy", "condition").Or(s.text("restart"))
	if !v.Known() {
		return v.Or(arch.ByDefault("Never", s.key.At(), "Compose does not restart a container unless told to"))
	}
	name, _, _ := strings.Cut(v.V, ":") // "on-failure:3"
	if to := restarts[name]; to != "" {
		v.V = to
		return v
	}
	return arch.Hide[string](v.At, v.V+" is not a restart policy")
}

// cpu is what is reserved, in thousandths; a limit is no promise.
func (s *service) cpu() arch.Value[int] {
	v := s.text("deploy", "resources", "reservations", "cpus")
	if !v.Known() {
		return arch.Value[int]{At: v.At, Why: v.Why}
	}
	f, err := strconv.ParseFloat(v.V, 64)
	if err != nil || f < 0 || f > 1<<20 {
		return arch.Hide[int](v.At, v.V+" is not a plain number")
	}
	return arch.Given(int(f*1000+0.5), v.At)
}
