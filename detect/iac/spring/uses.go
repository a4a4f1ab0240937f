package spring

import (
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
)

// says works out what the program calls.
func (m *module) says() {
	m.registers()
	m.configures()
	m.connects()
	m.routes()
	m.program.calls(&m.Module)
	m.program.bindings(&m.Module)
}

var eurekaLibraries = []string{"spring-cloud-starter-netflix-eureka-client", "spring-cloud-starter-eureka", "spring-cloud-netflix-eureka-client", "spring-cloud-starter-eureka-client", "micronaut-discovery-client"}

// registers adds the use of a Eureka server.
func (m *module) registers() {
	if m.Has("registry") || m.isOff("eureka.client.enabled") || m.isOff("spring.cloud.discovery.enabled") ||
		m.isOff("eureka.client.register-with-eureka") && m.isOff("eureka.client.fetch-registry") {
		return
	}
	at, ok := m.mark("EnableEurekaClient", "EnableDiscoveryClient", "SpringCloudApplication")
	what := "client of the registry"
	lib, has := m.library(eurekaLibraries...)
	zones := m.Settings("eureka.client.service-url.defaultZone")
	switch {
	case has && !ok:
		at = lib.at
	case has:
	case !ok || m.registersElsewhere():
		return
	case len(zones) == 0 && m.program.marks["EnableEurekaClient"] != at: // the annotation alone may mean any registry
		return
	}
	m.Uses = append(m.Uses, iac.Use{
		Keys: []string{"eureka.client.service-url.defaultZone"}, Address: eurekaDefault, Role: "registry",
		Style: arch.Sync, Protocol: "http", Evidence: []arch.Step{{At: at, What: what}},
	})
}

// registersElsewhere reports whether the program is a client of another registry,
// beside which the configuration of Eureka is a leftover.
func (m *module) registersElsewhere() bool {
	_, ok := m.library("spring-cloud-starter-consul-discovery", "spring-cloud-starter-zookeeper-discovery", "spring-cloud-starter-alibaba-nacos-discovery", "spring-cloud-starter-kubernetes", "spring-cloud-starter-kubernetes-client")
	return ok
}

// mark finds the first of some annotations.
func (m *module) mark(names ...string) (arch.Range, bool) {
	for _, n := range names {
		if at, ok := m.program.marks[n]; ok {
			return at, true
		}
	}
	return arch.Range{}, false
}

// configures adds the use of a configuration server.
func (m *module) configures() {
	if !m.asksServer() {
		return
	}
	u := iac.Use{
		Keys: []string{"spring.config.import", "spring.cloud.config.uri"}, Address: configDefault, Role: "configuration",
		Style: arch.Sync, Protocol: "http",
	}
	if id := m.first("spring.cloud.config.discovery.service-id"); id != "" && strings.EqualFold(m.first("spring.cloud.config.discovery.enabled"), "true") {
		u.Address = "lb://" + id
	}
	if lib, ok := m.library(configLibraries...); ok {
		u.Evidence = append(u.Evidence, arch.Step{At: lib.at, What: "client of the configuration server"})
	}
	m.Uses = append(m.Uses, u)
}

// connects adds what libraries connect to.
func (m *module) connects() {
	var without []string
	for lib := range embedded {
		if _, ok := m.library(lib); ok {
			without = append(without, lib)
		}
	}
	for _, s := range starters() {
		lib, ok := m.library(s.libraries...)
		if !ok || slices.ContainsFunc(s.off, m.isOff) {
			continue
		}
		step := arch.Step{At: lib.at, What: "library " + lib.name}
		if len(s.words) > 0 {
			i := slices.IndexFunc(s.words, func(w string) bool { return !m.program.words[w].IsZero() })
			if i < 0 {
				continue
			}
			step = arch.Step{At: m.program.words[s.words[i]], What: s.words[i]}
		}
		if s.must && !slices.ContainsFunc(s.keys, func(key string) bool { return len(m.Settings(key)) > 0 }) {
			continue
		}
		u := iac.Use{Keys: s.keys, Address: s.address, Role: s.role, Types: s.types, Style: s.style, Protocol: s.protocol, Evidence: []arch.Step{step}}
		if s.reach {
			u.Types = nil
		}
		u.Alone = !s.must && !s.reach && (s.protocol != "mysql" && s.protocol != "postgres" && s.protocol != "mssql" && s.protocol != "oracle" || len(without) == 0)
		m.Uses = append(m.Uses, u)
	}
	m.monitors()
}

// monitors adds what an admin server asks: all that register beside it.
func (m *module) monitors() {
	at, ok := m.mark("EnableAdminServer")
	if ok && m.isClient() {
		m.Uses = append(m.Uses, iac.Use{All: "all", Style: arch.Sync, Protocol: "http", Evidence: []arch.Step{{At: at, What: "watches all that register"}}})
	}
}

// isClient reports whether the program knows a registry.
func (m *module) isClient() bool {
	return slices.ContainsFunc(m.Uses, func(u iac.Use) bool { return u.Role == "registry" })
}
