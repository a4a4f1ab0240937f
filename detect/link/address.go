package link

import (
	"net/url"
	"path"
	"regexp"
	"strconv"
	"strings"
	"sync"
)

// endpoint is one end that an address names.
type endpoint struct {
	scheme string
	host   string
	port   int
	path   string
	// registered is set for a name that a registry resolves: it need not be a host.
	registered bool
}

// registries are schemes of name resolvers; the name stands in the path.
var registries = map[string]bool{"consul": true, "etcd": true, "etcd3": true, "discovery": true, "nacos": true, "zk": true, "zookeeper": true, "polaris": true, "eureka": true, "lb": true, "srv": true, "k8s": true, "kubernetes": true}

var (
	schemed  = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^([a-zA-Z][a-zA-Z0-9+.:-]*?)://(.*)$`) })
	wrappedN = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?:^|@)(?:tcp|unix)\(([^)]*)\)(/[^?]*)?`) })
	keyed    = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?i)(?:^|[\s;])(host|server|data source|addr|address|dbname|database|initial catalog|port)\s*=\s*'?([^\s;']+)`)
	})
	hostName = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[a-zA-Z0-9]([a-zA-Z0-9_.-]*[a-zA-Z0-9_])?$`) })
)

// endpoints reads an address in any of the shapes that programs take: URLs, host and
// port, connection strings, lists of them. What it does not understand gives none.
func endpoints(address string) []endpoint {
	address = strings.Trim(strings.TrimSpace(address), `"'`)
	if address == "" || len(address) > 4096 {
		return nil
	}
	if m := wrappedN().FindStringSubmatch(address); m != nil {
		e, ok := hostPort(m[1])
		e.path = m[2]
		return one(e, ok)
	}
	if m := schemed().FindStringSubmatch(address); m != nil {
		return fromURL(m[1], m[2])
	}
	if e, ok := fromKeys(address); ok {
		return one(e, true)
	}
	var out []endpoint
	for part := range strings.SplitSeq(address, ",") {
		part, tail, _ := strings.Cut(strings.TrimSpace(part), "/")
		if at := strings.LastIndexByte(part, '@'); at >= 0 {
			part = part[at+1:]
		}
		e, ok := hostPort(part)
		if !ok {
			return nil
		}
		if tail != "" {
			e.path = "/" + tail
		}
		out = append(out, e)
	}
	return out
}

func one(e endpoint, ok bool) []endpoint {
	if !ok {
		return nil
	}
	return []endpoint{e}
}

// fromURL takes what stands behind scheme "://". Name resolvers put the name into
// the path: dns:///orders:80, consul:///orders.
func fromURL(scheme, rest string) []endpoint {
	scheme = strings.ToLower(strings.TrimPrefix(scheme, "jdbc:"))
	if scheme == "file" || scheme == "unix" {
		return nil
	}
	if _, name, ok := strings.Cut(rest, "/"); ok && registries[scheme] && name != "" && !strings.HasPrefix(rest, "/") {
		rest = name // consul://agent:8500/orders
	}
	rest = strings.TrimLeft(rest, "/")
	rest, _, _ = strings.Cut(rest, "?")
	rest, _, _ = strings.Cut(rest, "#")
	authority, tail, _ := strings.Cut(rest, "/")
	if at := strings.LastIndexByte(authority, '@'); at >= 0 {
		authority = authority[at+1:]
	}
	authority, _, _ = strings.Cut(authority, ";")
	var out []endpoint
	for part := range strings.SplitSeq(authority, ",") {
		part = strings.TrimPrefix(part, "//")
		if _, after, ok := strings.Cut(part, "://"); ok {
			part = after // amqp://a:1,amqp://b:1
		}
		e, ok := hostPort(part)
		if !ok {
			continue
		}
		e.scheme, e.registered = scheme, registries[scheme]
		if tail != "" {
			e.path = "/" + tail
		}
		out = append(out, e)
	}
	return out
}

// fromKeys reads "host=db port=5432 dbname=orders" and "Server=db;Database=orders".
func fromKeys(s string) (endpoint, bool) {
	var e endpoint
	ok := false
	for _, m := range keyed().FindAllStringSubmatch(s, -1) {
		switch key := strings.ToLower(m[1]); key {
		case "dbname", "database", "initial catalog":
			e.path = "/" + m[2]
		case "port":
			e.port, _ = strconv.Atoi(m[2]) // 0 stands for none
		default:
			h, isHost := hostPort(strings.TrimPrefix(m[2], "tcp:"))
			if isHost && !ok {
				e.host, e.port, ok = h.host, max(h.port, e.port), true
			}
		}
	}
	return e, ok
}

func hostPort(s string) (endpoint, bool) {
	host, port, ok := strings.Cut(s, ":")
	e := endpoint{host: strings.ToLower(host)}
	if ok {
		n, err := strconv.Atoi(port)
		if err != nil && port != "" {
			return e, false
		}
		e.port = n
	}
	return e, hostName().MatchString(host) && len(host) <= 253
}

// tailName returns the last part of an ARN or of a URL's path: the physical name of
// a queue, topic, table or function. "" for anything else.
func tailName(s string) string {
	if strings.HasPrefix(s, "arn:") || strings.HasPrefix(s, "projects/") {
		s = s[strings.LastIndexAny(s, ":/")+1:]
		return s
	}
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || len(u.Path) < 2 {
		return ""
	}
	return path.Base(u.Path)
}

// database returns the database that an address of a datastore names.
func (e endpoint) database() string {
	name := strings.Trim(e.path, "/")
	if strings.ContainsAny(name, "/ ") {
		return ""
	}
	return name
}
