package spring

import (
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
)

// calls adds what the sources call: declared clients, addresses in calls, look-ups in
// a registry, and the channels of brokers.
func (p *program) calls(m *iac.Module) {
	asks := false
	for w := range clients {
		_, used := p.words[w]
		asks = asks || used
	}
	for _, s := range p.files {
		p.injected(s)
	}
	for _, s := range p.files {
		p.callsOf(m, s, asks)
	}
}

// injected notes the variables of a file that @Value sets.
func (p *program) injected(s *sourceFile) {
	for i := range s.tokens {
		if !s.is(i, "@") || !s.is(i+1, "Value") && !s.is(i+1, "ConfigProperty") {
			continue
		}
		args, next := p.annotation(s, i+1)
		v := args.first("value")
		if key := args.first("name"); key != "" { // MicroProfile
			v = "${" + key + "}"
			if d := args.first("defaultValue"); d != "" {
				v = "${" + key + ":" + d + "}"
			}
		}
		if name := s.declared(next); name != "" && strings.Contains(v, "${") {
			s.values[name] = v
		}
	}
}

// declared is the variable whose declaration begins at a token.
func (s *sourceFile) declared(i int) string {
	name := ""
	for n := i; n < len(s.tokens) && n < i+12; n++ {
		t := s.tokens[n]
		switch {
		case t.kind == nameToken:
			if s.is(n+1, ":") { // Kotlin
				return t.text
			}
			name = t.text
		case t.text == ";" || t.text == "," || t.text == ")" || t.text == "=":
			return name
		case t.text == "(" || t.text == "{":
			return ""
		}
	}
	return ""
}

func (p *program) callsOf(m *iac.Module, s *sourceFile, asks bool) {
	for i := 0; i < len(s.tokens); i++ {
		t := s.tokens[i]
		switch {
		case s.is(i, "@") && i+1 < len(s.tokens) && s.tokens[i+1].kind == nameToken:
			args, next := p.annotation(s, i+1)
			p.annotated(m, s, i, args)
			i = max(next-1, i+1)
		case t.kind == textToken && asks:
			p.literal(m, s, i)
		case t.kind == nameToken && s.is(i+1, "("):
			p.called(m, s, i, asks)
		case t.kind == nameToken && asks && s.values[t.text] != "" && s.reads(i) && !quiet[s.within(i)]:
			m.Uses = append(m.Uses, whole(s.values[t.text], s.at(i, i), t.text))
		}
	}
}

// reads reports whether a variable is read at a token, other than to be kept: not its
// declaration, an assignment, or a member of something else.
func (s *sourceFile) reads(i int) bool {
	if i == 0 || s.is(i+1, "=") && !s.is(i+2, "=") || s.is(i+1, ":") {
		return false
	}
	before := s.tokens[i-1]
	switch {
	case before.kind == nameToken:
		return before.text == "return"
	case s.is(i-1, "."):
		return s.is(i-2, "this")
	}
	return !s.is(i-1, "=") || !s.is(i+1, ";")
}

// whole is the use of an address that a property holds; only one that is an address
// in whole counts, since a part of one may be anything.
func whole(v string, at arch.Range, what string) iac.Use {
	return iac.Use{Address: v, Style: arch.Sync, Protocol: "http", Evidence: []arch.Step{{At: at, What: "calls " + what}}}
}

func (s *sourceFile) at(i, j int) arch.Range {
	return s.file.Range(s.tokens[i].start, s.tokens[min(j, len(s.tokens)-1)].end)
}

// annotated adds what an annotation declares.
func (p *program) annotated(m *iac.Module, s *sourceFile, i int, args arguments) {
	name := s.tokens[i+1].text
	at := s.at(i, i+1)
	switch name {
	case "FeignClient":
		id := args.first("name", "value", "serviceId")
		if id == "" && args.first("url") == "" {
			return
		}
		u := service(id, at, "Feign client "+id)
		if url := args.first("url"); url != "" {
			p.feignAddress(&u, url, id)
		}
		m.Uses = append(m.Uses, u)
	case "HttpExchange":
		if url := args.first("url", "value"); strings.Contains(url, "://") || strings.HasPrefix(url, "${") {
			m.Uses = append(m.Uses, iac.Use{Address: url, Style: arch.Sync, Protocol: "http", Evidence: []arch.Step{{At: at, What: "HTTP interface"}}})
		}
	case "RegisterRestClient":
		p.restClient(m, s, i, args, at)
	case "Client":
		if id := args.first("value", "id"); s.brings["micronaut"] && id != "" && !strings.HasPrefix(id, "/") {
			u := service(id, at, "client "+id)
			u.Keys = append(u.Keys, "micronaut.http.services."+id+".urls", "micronaut.http.services."+id+".url")
			m.Uses = append(m.Uses, u)
		}
	case "GrpcClient":
		if id := args.first("value"); id != "" {
			m.Uses = append(m.Uses, iac.Use{Keys: []string{"grpc.client." + id + ".address", "quarkus.grpc.clients." + id + ".host"}, Address: "lb://" + id, Style: arch.Sync, Protocol: "grpc", Evidence: []arch.Step{{At: at, What: "gRPC client " + id}}})
		}
	case "RabbitListener", "KafkaListener", "JmsListener":
		p.listener(m, name, args, at)
	case "ConfigurationProperties":
		if prefix := args.first("prefix", "value"); prefix != "" {
			p.bound(m, prefix, at)
		}
	}
	if handlers[name] && m.Handles.IsZero() {
		m.Handles = at
	}
}

// feignAddress puts the address of a Feign client before its name; where the address
// is a property that is empty, the name counts.
func (p *program) feignAddress(u *iac.Use, url, id string) {
	inner, ok := strings.CutPrefix(url, "${")
	key, fallback, _ := strings.Cut(strings.TrimSuffix(inner, "}"), ":")
	if ok && fallback == "" && id != "" && !strings.ContainsAny(key, "${}") {
		u.Keys = append([]string{key}, u.Keys...)
		return
	}
	u.Address, u.Keys = schemed(url), nil
}

// restClient is a MicroProfile client: its address is a property named after its key
// or its interface.
func (p *program) restClient(m *iac.Module, s *sourceFile, i int, args arguments, at arch.Range) {
	key := args.first("configKey")
	u := iac.Use{Address: args.first("baseUri"), Style: arch.Sync, Protocol: "http", Evidence: []arch.Step{{At: at, What: "REST client " + key}}}
	if key != "" {
		u.Keys = []string{"quarkus.rest-client." + key + ".url", "quarkus.rest-client." + key + ".uri", key + "/mp-rest/url", key + "/mp-rest/uri"}
	}
	for j := i; j < len(s.tokens) && j < i+60; j++ {
		if s.is(j, "interface") && j+1 < len(s.tokens) {
			full := s.packageName() + "." + s.tokens[j+1].text
			u.Keys = append(u.Keys, `quarkus.rest-client."`+full+`".url`, full+"/mp-rest/url", full+"/mp-rest/uri")
			break
		}
	}
	m.Uses = append(m.Uses, u)
}

func (s *sourceFile) packageName() string {
	for i := 0; i+1 < len(s.tokens) && i < 20; i++ {
		if s.is(i, "package") {
			name, _ := s.qualified(i + 1)
			return name
		}
	}
	return ""
}

// bound adds the addresses of properties that a class is filled with, where the
// program asks others over HTTP at all.
func (p *program) bound(m *iac.Module, prefix string, at arch.Range) {
	key := iac.PropertyKey(prefix) + "."
	for _, property := range m.Properties {
		if strings.HasPrefix(property.Key, key) && strings.Contains(property.Value.V, "://") {
			m.Uses = append(m.Uses, iac.Use{Keys: []string{property.Raw}, Style: arch.Sync, Protocol: "http", Evidence: []arch.Step{{At: at, What: "bound to " + prefix}}})
		}
	}
}

// service is the use of a service by the name under which it registers.
func service(id string, at arch.Range, what string) iac.Use {
	return iac.Use{
		Keys: instances(id), Address: "lb://" + id, Style: arch.Sync, Protocol: "http", Evidence: []arch.Step{{At: at, What: what}},
	}
}

// instances are the properties that hold the addresses of a service where no registry
// does.
func instances(id string) []string {
	return []string{id + ".ribbon.listOfServers", "spring.cloud.discovery.client.simple.instances." + id + "[0].uri"}
}

func schemed(url string) string {
	if strings.Contains(url, "://") || strings.HasPrefix(url, "${") {
		return url
	}
	return "http://" + url
}

// literal adds the call to an address that stands in the code.
func (p *program) literal(m *iac.Module, s *sourceFile, i int) {
	v := unescape(s.tokens[i].text)
	scheme, rest, ok := strings.Cut(v, "://")
	if !ok || strings.ContainsAny(scheme, " :/") || quiet[s.within(i)] || strings.HasPrefix(v, "redirect") {
		return
	}
	switch {
	case scheme != "http" && scheme != "https" && scheme != "lb":
		return
	case rest == "" && s.is(i+1, "+"):
		host, _, ok := p.expression(s, i+2)
		if !ok {
			return
		}
		rest = host
	case strings.HasPrefix(rest, "%s") && s.is(i+1, ","):
		host, _, ok := p.expression(s, i+2)
		if !ok {
			return
		}
		rest = host
	}
	rest, _, _ = strings.Cut(rest, "%") // what the format puts in comes after the host
	if rest == "" || strings.HasPrefix(rest, "{") {
		return
	}
	address := scheme + "://" + rest
	u := iac.Use{Address: address, Style: arch.Sync, Protocol: "http", Evidence: []arch.Step{{At: s.at(i, i), What: address}}}
	host, _, _ := strings.Cut(rest, "/")
	if !strings.ContainsAny(host, ":.$") {
		u.Keys = instances(host)
	}
	m.Uses = append(m.Uses, u)
}

// called adds what a call says by its name and first arguments.
func (p *program) called(m *iac.Module, s *sourceFile, i int, asks bool) {
	name := s.tokens[i].text
	switch {
	case lookups[name] && s.is(i-1, "."):
		if id, _, ok := p.expression(s, i+2); ok && !strings.Contains(id, "://") {
			m.Uses = append(m.Uses, service(id, s.at(i, i), name+" "+id))
		}
	case name == "getProperty" && s.is(i-1, ".") && asks:
		if key, _, ok := p.expression(s, i+2); ok {
			m.Uses = append(m.Uses, whole("${"+key+"}", s.at(i, i), key))
		}
	case name == "forAddress" && s.is(i-1, "."):
		if host, _, ok := p.expression(s, i+2); ok {
			m.Uses = append(m.Uses, iac.Use{Address: "http://" + host, Style: arch.Sync, Protocol: "grpc", Evidence: []arch.Step{{At: s.at(i, i), What: "gRPC channel to " + host}}})
		}
	default:
		p.sends(m, s, i)
	}
}
