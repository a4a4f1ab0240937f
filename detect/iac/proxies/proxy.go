package proxies

import (
	"net/url"
	"path"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/source"
)

// kinds of proxies, as arch.Resource.Type has them.
const (
	nginx    = "nginx"
	envoy    = "envoy"
	caddy    = "caddy"
	traefik  = "traefik"
	apache   = "apache"
	haproxy  = "haproxy"
	firebase = "firebase-hosting"
)

// route is one way through a proxy.
type route struct {
	path     string // "" for all
	hosts    []string
	protocol string
	timeout  arch.Value[time.Duration]
	perTry   arch.Value[time.Duration]
	attempts arch.Value[int]
	at       arch.Range
}

// maxRoutes bounds what one file says: includes and lists may multiply.
const maxRoutes = 2000

// configDirs are the directories in which the parts of one proxy's configuration lie.
var configDirs = map[string]bool{"conf.d": true, "sites-available": true, "sites-enabled": true, "snippets": true, "templates": true, "conf": true, "dynamic": true, "includes": true, "upstreams": true}

// scopeOf is the directory that holds all of a proxy's configuration.
func scopeOf(f *source.File) string {
	dir := f.Dir()
	for configDirs[path.Base(dir)] {
		dir = path.Dir(dir)
	}
	return dir
}

// emit turns the routes of a file into the vocabulary of loaders.
func emit(out *iac.Declared, f *source.File, kind string, routes []route) {
	if len(routes) == 0 {
		return
	}
	id, scope := f.Path+"#"+kind, scopeOf(f)
	first := routes[0].at
	n := 0
	for _, r := range routes {
		p := iac.Policy{From: id, Scope: scope, Policy: arch.Policy{By: kind, At: r.at, Path: r.path, Timeout: r.timeout, PerTry: r.perTry, Attempts: r.attempts}}
		for _, host := range r.hosts {
			if !remote(host) || n >= maxRoutes {
				continue
			}
			n++
			out.Links = append(out.Links, iac.Link{
				From: id, ToHost: host, Scope: scope, Style: arch.Sync, Protocol: r.protocol, Path: r.path, At: r.at, What: what(kind, r.path),
			})
			if p.ToHost = host; p.Timeout.Known() || p.Attempts.Known() || p.PerTry.Known() {
				out.Policies = append(out.Policies, p)
			}
		}
	}
	if n == 0 {
		return
	}
	out.Resources = append(out.Resources, &iac.Resource{ID: id, Scope: scope, Name: kind, Kind: arch.Gateway, Type: kind, Format: kind, At: first, Config: f.Path})
}

func what(kind, path string) string {
	if path == "" {
		return kind + " route"
	}
	return kind + " route " + path
}

// remote reports whether a host is one, and not the machine itself, a socket, or what
// only a request tells. A variable of the environment may be anything.
func remote(host string) bool {
	bare := host
	if _, after, ok := strings.Cut(bare, "://"); ok {
		bare = after
	}
	bare, _, _ = strings.Cut(bare, "/")
	if strings.Contains(bare, "${") {
		return !strings.Contains(strings.ReplaceAll(bare, "${", ""), "$")
	}
	if h, _, ok := strings.Cut(bare, ":"); ok {
		bare = h
	}
	switch bare {
	case "", "localhost", "127.0.0.1", "0.0.0.0", "[", "unix", "*":
		return false
	}
	return !strings.ContainsAny(bare, "$%{}()<> ")
}

// hostOf is the authority of an address, "" when it has none.
func hostOf(address string) string {
	scheme, rest, ok := strings.Cut(address, "://")
	if !ok {
		scheme, rest = "", address
	}
	rest, _, _ = strings.Cut(rest, "/")
	if scheme == "unix" || strings.HasPrefix(rest, "unix:") {
		return ""
	}
	if u, err := url.QueryUnescape(rest); err == nil && strings.ContainsRune(u, '@') {
		return ""
	}
	return rest
}

// protocolOf is what a scheme means between two services.
func protocolOf(scheme string) string {
	switch scheme {
	case "grpc", "grpcs", "h2c":
		return "grpc"
	case "ws", "wss", "http", "https", "":
		return "http"
	}
	return scheme
}

var durations = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(\d+(?:\.\d+)?)\s*(ms|s|m|h|d|us)?`) })

// duration reads "60", "1m30s", "500ms" with a unit for bare numbers.
func duration(text string, bare time.Duration) (time.Duration, bool) {
	text = strings.TrimSpace(text)
	units := map[string]time.Duration{"": bare, "us": time.Microsecond, "ms": time.Millisecond, "s": time.Second, "m": time.Minute, "h": time.Hour, "d": 24 * time.Hour}
	total, end := time.Duration(0), 0
	for _, m := range durations().FindAllStringSubmatchIndex(text, -1) {
		if strings.TrimSpace(text[end:m[0]]) != "" {
			return 0, false
		}
		n, err := strconv.ParseFloat(text[m[2]:m[3]], 64)
		unit := ""
		if m[4] >= 0 {
			unit = text[m[4]:m[5]]
		}
		if err != nil || n > 1e7 {
			return 0, false
		}
		total += time.Duration(n * float64(units[unit]))
		end = m[1]
	}
	return total, end > 0 && end == len(text)
}

// bound is a duration that is written; what is none stays unknown with a reason.
func bound(text string, bare time.Duration, at arch.Range) arch.Value[time.Duration] {
	d, ok := duration(text, bare)
	if !ok {
		return arch.Hide[time.Duration](at, "not a plain duration")
	}
	return arch.Given(d, at)
}
