package spring

import (
	"regexp"
	"strings"
	"sync"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
)

// routes adds what the configuration of gateways leads to.
func (m *module) routes() {
	explicit := m.zuul() + m.gateway()
	m.turbine()
	if explicit > 0 || m.Open != "" || !m.isClient() {
		return
	}
	at, ok := m.mark("EnableZuulProxy")
	if ok && !m.ignores() || m.locates(&at) {
		m.Uses = append(m.Uses, iac.Use{All: "handlers", Style: arch.Sync, Protocol: "http", Evidence: []arch.Step{{At: at, What: "a route for every service that registers"}}})
	}
}

// ignores reports whether Zuul routes to nothing by itself.
func (m *module) ignores() bool {
	for _, p := range m.Settings("zuul.ignored-services") {
		if strings.Contains(p.Value.V, "*") {
			return true
		}
	}
	return false
}

// locates reports whether Spring Cloud Gateway routes to all that register.
func (m *module) locates(at *arch.Range) bool {
	for _, key := range []string{"spring.cloud.gateway.discovery.locator.enabled", "spring.cloud.gateway.server.webflux.discovery.locator.enabled"} {
		for _, p := range m.Settings(key) {
			if strings.EqualFold(p.Value.V, "true") {
				*at = p.Value.At
				return true
			}
		}
	}
	return false
}

var zuulRoute = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)^zuul\.routes\.(.+?)(?:\.(path|service-?id|url|strip-?prefix|retryable|sensitive-?headers|custom-?sensitive-?headers|id)(?:\[\d+\])?)?$`)
})

// zuul reads the routes of Zuul: by service, by address, or by the route's own name.
func (m *module) zuul() int {
	type route struct{ path, service, url arch.Value[string] }
	routes := map[string]*route{}
	var order []string
	for _, p := range m.Properties {
		parts := zuulRoute().FindStringSubmatch(p.Raw)
		if parts == nil {
			continue
		}
		name := parts[1]
		r := routes[name]
		if r == nil {
			r = &route{}
			routes[name] = r
			order = append(order, name)
		}
		switch iac.PropertyKey(parts[2]) {
		case "", "path":
			r.path = r.path.Or(p.Value)
		case "serviceid":
			r.service = r.service.Or(p.Value)
		case "url":
			r.url = r.url.Or(p.Value)
		}
	}
	for _, name := range order {
		r := routes[name]
		switch {
		case strings.Contains(r.url.V, "://") || strings.HasPrefix(r.url.V, "${"):
			m.route(r.url.V, r.url.At, "", "route "+r.path.V)
		case r.url.Known():
		case r.service.Known():
			id, _ := m.expand(r.service.V)
			m.route("lb://"+id, r.service.At, id, "route "+r.path.V)
		case r.path.Known():
			m.route("lb://"+name, r.path.At, name, "route "+r.path.V)
		}
	}
	return len(order)
}

func (m *module) route(address string, at arch.Range, service, what string) {
	u := iac.Use{Address: address, Style: arch.Sync, Protocol: "http", Evidence: []arch.Step{{At: at, What: what}}}
	if service != "" {
		u.Keys = instances(service)
	}
	m.Uses = append(m.Uses, u)
}

var gatewayRoute = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^spring\.cloud\.gateway\.(?:server\.webflux\.|server\.webmvc\.|mvc\.)?routes\[\d+\]\.uri$`)
})

// gateway reads the routes of Spring Cloud Gateway.
func (m *module) gateway() int {
	n := 0
	for _, p := range m.Properties {
		if !gatewayRoute().MatchString(p.Key) {
			continue
		}
		n++
		address := strings.Replace(p.Value.V, "lb:ws://", "lb://", 1)
		id := ""
		if rest, ok := strings.CutPrefix(address, "lb://"); ok {
			id, _ = m.expand(rest)
		}
		m.route(address, p.Value.At, id, "route to "+p.Value.V)
	}
	return n
}

// turbine reads whose streams Turbine gathers.
func (m *module) turbine() {
	if _, ok := m.mark("EnableTurbine"); !ok {
		return
	}
	for _, p := range m.Settings("turbine.app-config") {
		v, _ := m.expand(p.Value.V)
		for id := range strings.SplitSeq(v, ",") {
			if id = strings.TrimSpace(id); id != "" {
				m.route("lb://"+id, p.Value.At, id, "gathers the stream of "+id)
			}
		}
	}
}
