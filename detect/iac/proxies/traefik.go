package proxies

import (
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

var rulePath = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile("Path(?:Prefix|PrefixStrip|Regexp)?\\(?:?\\s*[`'\"]?(/[^`'\"\\s,;)]*)")
})

// readTraefik reads the file provider; the files of one scope share routers,
// services and middlewares.
func readTraefik(list []config) [][]route {
	scopes := map[string]*traefikScope{}
	for i, c := range list {
		s := scopes[scopeOf(c.file)]
		if s == nil {
			s = &traefikScope{services: map[string][]string{}, backends: map[string][]string{}, retries: map[string]arch.Value[int]{}}
			scopes[scopeOf(c.file)] = s
		}
		if strings.HasSuffix(c.file.Name(), ".toml") {
			s.toml(c, i)
			continue
		}
		for _, doc := range yamldoc.ParseFile(c.tree, c.file) {
			for _, protocol := range []string{"http", "tcp"} {
				s.yaml(doc.Get(protocol), protocol, i)
			}
		}
	}
	out := make([][]route, len(list))
	for _, c := range list {
		s := scopes[scopeOf(c.file)]
		for _, r := range s.routers {
			hosts := slices.Clone(s.services[r.service])
			for _, part := range s.backends[r.service] {
				hosts = append(hosts, s.services[part]...)
			}
			rt := route{hosts: hosts, protocol: r.protocol, at: r.at}
			if m := rulePath().FindStringSubmatch(r.rule); m != nil {
				rt.path = m[1]
			}
			for _, m := range r.middlewares {
				rt.attempts = rt.attempts.Or(s.retries[m])
			}
			if len(out[r.file]) < maxRoutes {
				out[r.file] = append(out[r.file], rt)
			}
		}
		s.routers = nil
	}
	return out
}

type traefikScope struct {
	services map[string][]string        // servers by service
	backends map[string][]string        // services by the weighted service of them
	retries  map[string]arch.Value[int] // by middleware
	routers  []traefikRouter
}

type traefikRouter struct {
	file          int
	rule, service string
	protocol      string
	middlewares   []string
	at            arch.Range
}

func (s *traefikScope) yaml(n yamldoc.Node, protocol string, file int) {
	for key, def := range n.Get("services").Pairs() {
		name := key.Text()
		for server := range def.Get("loadBalancer", "servers").Items() {
			s.services[name] = append(s.services[name], hostOf(either(server, "url", "address").Text()))
		}
		for w := range def.Get("weighted", "services").Items() {
			s.backends[name] = append(s.backends[name], local(w.Get("name").Text()))
		}
		if main := def.Get("failover", "service").Text(); main != "" {
			s.backends[name] = append(s.backends[name], local(main))
		}
	}
	for key, def := range n.Get("middlewares").Pairs() {
		if v := def.Get("retry", "attempts").Int(); v.Known() {
			s.retries[key.Text()] = arch.Given(v.V, v.At)
		}
	}
	for _, def := range n.Get("routers").Pairs() {
		r := traefikRouter{file: file, rule: def.Get("rule").Text(), service: local(def.Get("service").Text()), protocol: protocol, at: def.Get("service").At()}
		for m := range def.Get("middlewares").Items() {
			r.middlewares = append(r.middlewares, local(m.Text()))
		}
		if r.service != "" {
			s.routers = append(s.routers, r)
		}
	}
}

// local takes the provider off a reference.
func local(name string) string { return strings.TrimSuffix(name, "@file") }

// toml reads tables and their strings, which is what routers and services are made
// of, both as version 1 and as later ones call them.
func (s *traefikScope) toml(c config, file int) {
	var table []string
	routers := map[string]int{}
	offset := 0
	for line := range strings.Lines(c.text) {
		start := offset
		offset += len(line)
		text := strings.TrimSpace(line)
		if strings.HasPrefix(text, "[") {
			inner, _, _ := strings.Cut(strings.Trim(text, "["), "]")
			table = strings.Split(strings.ReplaceAll(inner, `"`, ""), ".")
			continue
		}
		key, value, ok := strings.Cut(text, "=")
		if !ok || len(table) < 2 {
			continue
		}
		key, value = strings.TrimSpace(key), tomlString(value)
		if table[0] == "http" || table[0] == "tcp" {
			table := table[1:]
			s.entry(table, key, value, routers, file, c.at(start, start+len(strings.TrimRight(line, "\r\n"))))
			continue
		}
		s.entry(table, key, value, routers, file, c.at(start, start+len(strings.TrimRight(line, "\r\n"))))
	}
}

func (s *traefikScope) entry(table []string, key, value string, routers map[string]int, file int, at arch.Range) {
	if len(table) < 2 {
		return
	}
	name := table[1]
	switch table[0] {
	case "services", "backends":
		if key == "url" || key == "address" {
			s.services[name] = append(s.services[name], hostOf(value))
		}
	case "routers", "frontends":
		i, ok := routers[name]
		if !ok {
			i = len(s.routers)
			routers[name] = i
			s.routers = append(s.routers, traefikRouter{file: file, protocol: "http", at: at})
		}
		switch key {
		case "rule":
			s.routers[i].rule = value
		case "service", "backend":
			s.routers[i].service, s.routers[i].at = local(value), at
		}
	}
}

func tomlString(value string) string {
	value = strings.TrimSpace(value)
	if value == "" || value[0] != '"' && value[0] != '\'' {
		return value
	}
	inner, _, _ := strings.Cut(value[1:], value[:1])
	return inner
}
