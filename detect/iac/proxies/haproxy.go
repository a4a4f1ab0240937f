package proxies

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/archvet/archvet/detect/arch"
)

// section is one section of HAProxy's configuration.
type section struct {
	kind, name string
	servers    []string
	timeout    arch.Value[time.Duration] // of the server
	retries    arch.Value[int]
	mode       string
	uses       []use
	paths      map[string]string // of acls
}

// use is where a frontend sends requests.
type use struct {
	backend, path string
	at            arch.Range
}

// readHAProxy reads its sections, then joins frontends with backends.
func readHAProxy(c config) []route {
	r := haproxyReader{config: c}
	offset := 0
	for line := range strings.Lines(c.text) {
		text, _, _ := strings.Cut(line, "#")
		words := apacheWords(text, offset)
		offset += len(line)
		if len(words) > 0 {
			r.line(words)
		}
	}
	return r.routes()
}

type haproxyReader struct {
	config
	defaults section
	all      []*section
	cur      *section
}

func (r *haproxyReader) line(w []word) {
	arg := func(i int) string {
		if i < len(w) {
			return w[i].text
		}
		return ""
	}
	at := r.at(w[0].start, w[len(w)-1].end)
	switch name := w[0].text; name {
	case "global", "userlist", "peers", "resolvers", "program", "cache", "ring":
		r.cur = &section{}
	case "defaults":
		r.cur = &r.defaults
	case "frontend", "backend", "listen":
		r.cur = &section{kind: name, name: arg(1), paths: map[string]string{}}
		r.all = append(r.all, r.cur)
	}
	if r.cur == nil {
		return
	}
	switch w[0].text {
	case "server":
		if len(r.cur.servers) < 200 {
			r.cur.servers = append(r.cur.servers, strings.NewReplacer("${", "${", `"`, "").Replace(arg(2)))
		}
	case "server-template":
		r.cur.servers = append(r.cur.servers, arg(3))
	case "timeout":
		if arg(1) == "server" {
			r.cur.timeout = bound(arg(2), time.Millisecond, at)
		}
	case "retries":
		if n, err := strconv.Atoi(arg(1)); err == nil && n >= 0 && n < 1000 {
			r.cur.retries = arch.Given(n+1, at)
		}
	case "mode":
		r.cur.mode = arg(1)
	case "acl":
		if i := slices.IndexFunc(w, func(x word) bool { return pathTest[x.text] }); i == 2 && r.cur.paths != nil {
			r.cur.paths[arg(1)] = haproxyPath(w[i+1:])
		}
	case "default_backend", "use_backend":
		r.cur.uses = append(r.cur.uses, use{backend: arg(1), path: r.cur.condition(w[min(2, len(w)):]), at: at})
	}
}

var pathTest = map[string]bool{"path": true, "path_beg": true, "path_dir": true, "path_reg": true}

// haproxyPath is the first word that is a path.
func haproxyPath(w []word) string {
	for _, x := range w {
		if strings.HasPrefix(x.text, "/") || strings.HasPrefix(x.text, "^/") {
			return strings.TrimPrefix(x.text, "^")
		}
	}
	return ""
}

// condition is the path that a condition of one test asks for.
func (s *section) condition(w []word) string {
	if len(w) == 2 && w[0].text == "if" {
		return s.paths[w[1].text]
	}
	if len(w) > 3 && w[1].text == "{" && pathTest[w[2].text] {
		return haproxyPath(w[3:])
	}
	return ""
}

func (r *haproxyReader) routes() []route {
	backends := map[string]*section{}
	for _, s := range r.all {
		if s.kind != "frontend" {
			backends[s.name] = s
		}
	}
	var out []route
	for _, s := range r.all {
		uses := s.uses
		if s.kind == "listen" && len(s.servers) > 0 {
			uses = append(uses, use{backend: s.name})
		}
		for _, u := range uses {
			b := backends[u.backend]
			if b == nil || len(b.servers) == 0 || len(out) >= maxRoutes {
				continue
			}
			out = append(out, r.route(s, b, u))
		}
	}
	return out
}

// route joins a frontend with a backend. Without a timeout the proxy waits forever.
func (r *haproxyReader) route(front, b *section, u use) route {
	at := u.at
	if at.IsZero() {
		at = r.find(b)
	}
	out := route{path: u.path, hosts: b.servers, protocol: "http", at: at}
	if mode := firstOf(b.mode, front.mode, r.defaults.mode); mode == "tcp" {
		out.protocol = "tcp"
	}
	out.timeout = arch.ByDefault(time.Duration(0), at, "HAProxy waits forever")
	for _, v := range []arch.Value[time.Duration]{r.defaults.timeout, b.timeout} {
		if v.Known() || v.Hidden() {
			out.timeout = v
		}
	}
	out.attempts = b.retries.Or(r.defaults.retries)
	return out
}

func firstOf(words ...string) string {
	for _, w := range words {
		if w != "" {
			return w
		}
	}
	return ""
}

// find is where a section begins.
func (r *haproxyReader) find(s *section) arch.Range {
	head := s.kind + " " + s.name
	i := max(strings.Index(r.text, head), 0)
	return r.at(i, min(i+len(head), len(r.text)))
}
