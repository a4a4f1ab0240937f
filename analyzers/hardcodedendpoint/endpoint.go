package hardcodedendpoint

import (
	"net/netip"
	"net/url"
	"regexp"
	"strings"
	"sync"
)

// endpoint is an address, taken apart.
type endpoint struct {
	scheme, name, port string
	text               string // as shown: without user, password and path
}

// dsn finds the host in the address forms that are not URLs:
// user:password@tcp(host:port)/database and host=... port=...
var dsn = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`@(?:tcp6?\()?([^()/@\s]+)\)?|\bhost=([^\s;]+)|\b(?i:server|data source)=([^\s;]+)`)
})

func parse(address string) (endpoint, bool) {
	if strings.HasPrefix(address, "file:") {
		return endpoint{}, false // an embedded database
	}
	if !strings.Contains(address, "://") {
		if m := dsn().FindStringSubmatch(address); m != nil {
			address = m[1] + m[2] + m[3]
		}
		address = "//" + address
	}
	u, err := url.Parse(address)
	if err != nil || strings.ContainsAny(u.Host, "%{}$ ") {
		return endpoint{}, false
	}
	slashes := "://"
	if u.Host == "" && u.Scheme != "" { // dns:///inventory:9090
		rest, err := url.Parse("//" + strings.TrimLeft(u.Path+u.Opaque, "/"))
		if err != nil {
			return endpoint{}, false
		}
		rest.Scheme, u, slashes = u.Scheme, rest, ":///"
	}
	e := endpoint{scheme: u.Scheme, name: strings.ToLower(strings.TrimSuffix(u.Hostname(), ".")), port: u.Port(), text: u.Host}
	if e.scheme != "" {
		e.text = e.scheme + slashes + u.Host
	}
	return e, e.name != ""
}

func (e endpoint) ip() (netip.Addr, bool) {
	a, err := netip.ParseAddr(e.name)
	return a.Unmap(), err == nil
}

func (e endpoint) loopback() bool {
	a, ok := e.ip()
	return e.name == "localhost" || strings.HasSuffix(e.name, ".localhost") || ok && a.IsLoopback()
}

// discovered reports whether the name is looked up in a registry or stays inside the
// process: no place is written in the code then.
func (e endpoint) discovered() bool {
	switch e.scheme {
	case "consul", "discovery", "etcd", "eureka", "lb", "nacos", "polaris", "xds", "zk", "unix", "unix-abstract", "bufnet":
		return true
	}
	return e.name == "bufnet" || e.name == "bufconn"
}

// platform reports whether the platform gives the address its meaning: the same in
// every environment.
func (e endpoint) platform() bool {
	if a, ok := e.ip(); ok {
		return a.IsLinkLocalUnicast() || a.IsUnspecified()
	}
	return strings.HasPrefix(e.name, "metadata.google.internal") || e.name == "kubernetes.default.svc" || e.name == "kubernetes.default"
}

// private reports whether the host is reached on a private network, or by a bare
// address, only.
func (e endpoint) private() bool {
	if _, ok := e.ip(); ok {
		return true
	}
	if e.loopback() || !strings.Contains(e.name, ".") {
		return true
	}
	for _, suffix := range []string{".local", ".internal", ".svc", ".lan", ".corp", ".intranet", ".home.arpa", ".localdomain"} {
		if strings.HasSuffix(e.name, suffix) {
			return true
		}
	}
	return false
}
