package compose

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

func (s *service) unit() *iac.Unit {
	u := &iac.Unit{
		ID: s.id(), Scope: s.project.scope(), Name: s.name, Kind: arch.Service, Platform: arch.Compose, Format: "compose",
		At: s.key.At(), Labels: s.labels(), Ports: s.ports(), Settings: s.settings(),
	}
	u.Code = s.code()
	u.Env, u.EnvOpen = s.environment()
	u.Hosts = s.hosts(u.Ports)
	for _, key := range []string{"container_name", "hostname"} {
		if n := s.text(key); n.Known() && n.V != s.name && !slices.Contains(u.Aliases, n.V) {
			u.Aliases = append(u.Aliases, n.V)
		}
	}
	return u
}

func (s *service) resource(known iac.KnownImage) *iac.Resource {
	volumes, open := s.stored(known.Kind)
	r := &iac.Resource{
		Volumes: volumes, VolumesOpen: open,
		ID: s.id(), Scope: s.project.scope(), Name: s.name, Kind: known.Kind, Type: known.Type, Platform: "compose", Format: "compose",
		At: s.key.At(), Hosts: s.hosts(s.ports()),
	}
	vars, _ := s.environment()
	for _, e := range vars {
		switch e.Name {
		case "POSTGRES_DB", "POSTGRESQL_DATABASE", "MYSQL_DATABASE", "MARIADB_DATABASE", "MONGO_INITDB_DATABASE":
			r.Database = e.Value.Value
		}
	}
	return r
}

// text returns a string of the service with its variables replaced.
func (s *service) text(keys ...string) arch.Value[string] {
	n := s.get(keys...)
	if n.Kind() != yamldoc.Scalar || n.IsNull() {
		return arch.Value[string]{}
	}
	return s.project.expand(n.Text(), n.At()).Value
}

// image returns the image's name. Compose takes what is set nowhere for empty; as
// long as that leaves the last element whole it names the image.
func (s *service) image() arch.Value[string] {
	n := s.get("image")
	if n.Kind() != yamldoc.Scalar || n.IsNull() {
		return arch.Value[string]{}
	}
	t := s.project.expand(n.Text(), n.At())
	if t.Known() {
		return t.Value
	}
	text := ""
	for _, p := range t.Parts {
		if p.Why != "" {
			text += "\x00"
		}
		text += p.Literal
	}
	last := text[strings.LastIndexByte(text, '/')+1:]
	name, _, _ := strings.Cut(last, ":")
	if name == "" || strings.Contains(name, "\x00") {
		return t.Value
	}
	return arch.Given(strings.ReplaceAll(text, "\x00", ""), n.At())
}

func (s *service) hosts(ports []arch.Port) []iac.Host {
	var numbers []int
	for _, p := range ports {
		if p.Number.Known() && !slices.Contains(numbers, p.Number.V) {
			numbers = append(numbers, p.Number.V)
		}
	}
	for _, n := range s.items("expose") {
		if i := n.Int(); i.Known() && !slices.Contains(numbers, i.V) {
			numbers = append(numbers, i.V)
		}
	}
	hosts := []iac.Host{{Name: s.name, At: s.key.At(), Ports: numbers}}
	add := func(v arch.Value[string]) {
		if v.Known() && v.V != "" && !slices.ContainsFunc(hosts, func(h iac.Host) bool { return h.Name == v.V }) {
			hosts = append(hosts, iac.Host{Name: v.V, At: v.At, Ports: numbers})
		}
	}
	add(s.text("container_name"))
	add(s.text("hostname"))
	for _, network := range s.get("networks").Pairs() {
		for alias := range network.Get("aliases").Items() {
			add(s.project.expand(alias.Text(), alias.At()).Value)
		}
	}
	return hosts
}

// ports returns the ports inside of the container.
func (s *service) ports() []arch.Port {
	var ports []arch.Port
	for _, n := range s.items("ports") {
		target := n.Get("target")
		if target.Exists() {
			ports = append(ports, arch.Port{Name: n.Get("name").Text(), Number: target.Int()})
			continue
		}
		t := s.project.expand(n.Text(), n.At())
		if !t.Known() {
			ports = append(ports, arch.Port{Number: arch.Hide[int](n.At(), t.Why)})
			continue
		}
		text, _, _ := strings.Cut(t.V, "/")
		text = text[strings.LastIndexByte(text, ':')+1:]
		number, err := strconv.Atoi(text)
		if err != nil {
			ports = append(ports, arch.Port{Number: arch.Hide[int](n.At(), n.Text()+" is not a single port")})
			continue
		}
		ports = append(ports, arch.Port{Number: arch.Given(number, n.At())})
	}
	return ports
}

func (s *service) labels() map[string]string {
	labels := map[string]string{}
	for _, from := range [][]string{{"deploy", "labels"}, {"labels"}} {
		for _, e := range s.pairs(from...) {
			if e.value.Known() {
				labels[e.name] = e.value.V
			}
		}
	}
	for n := range s.get("profiles").Items() {
		labels["com.docker.compose.profiles"] = strings.TrimPrefix(labels["com.docker.compose.profiles"]+","+n.Text(), ",")
	}
	if len(labels) == 0 {
		return nil
	}
	return labels
}

func (s *service) dependsOn(ids map[string]string) []string {
	var list []string
	add := func(name string) {
		name, _, _ = strings.Cut(name, ":")
		if id := ids[name]; id != "" && name != s.name && !slices.Contains(list, id) {
			list = append(list, id)
		}
	}
	for _, key := range []string{"depends_on", "links"} {
		n := s.get(key)
		for item := range n.Items() {
			add(item.Text())
		}
		for k := range n.Pairs() {
			add(k.Text())
		}
	}
	slices.Sort(list)
	return list
}

// settings reads what rules weigh. Compose's own defaults are in its specification.
func (s *service) settings() arch.Settings {
	at := s.key.At()
	st := arch.Settings{Replicas: s.number("deploy", "replicas").Or(s.number("scale")).Or(arch.ByDefault(1, at, "Compose starts one container unless told otherwise"))}
	st.Memory = s.memory("deploy", "resources", "limits", "memory").Or(s.memory("mem_limit"))
	st.CPU, st.Restart = s.cpu(), s.restart()
	st.Endpoints, st.Probes = s.published(), s.probes()
	st.Volumes, st.Open = s.mounts()
	st.Grace = arch.ByDefault(10*time.Second, at, "Compose stops a container after 10 s")
	if v := s.text("stop_grace_period"); v.Known() {
		if d, err := time.ParseDuration(v.V); err == nil {
			st.Grace = arch.Given(d, v.At)
		} else {
			st.Grace = arch.Hide[time.Duration](v.At, v.V+" is not a plain duration")
		}
	} else if v.Hidden() {
		st.Grace = arch.Hide[time.Duration](v.At, v.Why)
	}
	return st
}

func (s *service) number(keys ...string) arch.Value[int] {
	v := s.text(keys...)
	if !v.Known() {
		return arch.Value[int]{At: v.At, Why: v.Why}
	}
	n, err := strconv.Atoi(v.V)
	if err != nil {
		return arch.Hide[int](v.At, v.V+" is not a plain integer")
	}
	return arch.Given(n, v.At)
}

// memory reads a size such as 512m or 1GB in MiB.
func (s *service) memory(keys ...string) arch.Value[int] {
	v := s.text(keys...)
	if !v.Known() {
		return arch.Value[int]{At: v.At, Why: v.Why}
	}
	text, scale := strings.TrimSuffix(strings.ToLower(v.V), "b"), 1.0
	for i, unit := range []string{"k", "m", "g"} {
		if digits, ok := strings.CutSuffix(text, unit); ok {
			text, scale = digits, float64(int(1)<<(10*(i+1)))
			break
		}
	}
	n, err := strconv.ParseFloat(text, 64)
	if mib := n * scale / (1 << 20); err == nil && mib >= 0 && mib < 1<<30 {
		return arch.Given(int(mib), v.At)
	}
	return arch.Hide[int](v.At, v.V+" is not a plain size")
}
