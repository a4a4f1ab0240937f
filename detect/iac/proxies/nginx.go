package proxies

import (
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/limits"
)

// passes are the directives that hand a request on, with the protocol that they speak
// and the prefix of the directives about it.
var passes = map[string]struct{ protocol, prefix string }{
	"proxy_pass": {"http", "proxy_"}, "grpc_pass": {"grpc", "grpc_"}, "fastcgi_pass": {"fastcgi", "fastcgi_"}, "uwsgi_pass": {"uwsgi", "uwsgi_"}, "scgi_pass": {"scgi", "scgi_"},
}

// nginxFile is one file of nginx, parsed.
type nginxFile struct {
	config
	body []*directive
}

// readNginx reads the files of nginx together: those of one scope share upstreams.
func readNginx(list []config) [][]route {
	files := make([]nginxFile, len(list))
	upstreams := map[string]map[string][]string{}
	for i, c := range list {
		files[i] = nginxFile{c, braces(c.text)}
		scope := scopeOf(c.file)
		if upstreams[scope] == nil {
			upstreams[scope] = map[string][]string{}
		}
		findUpstreams(files[i].body, upstreams[scope])
	}
	within := map[string]bool{} // what other files include
	for _, f := range files {
		noteIncluded(files, f, f.body, within)
	}
	at := map[string][]route{}
	for _, f := range files {
		if within[f.file.Path] {
			continue
		}
		r := nginxReader{files: files, upstreams: upstreams[scopeOf(f.file)], budget: 20_000}
		r.block(f, f.body, nginxContext{vars: map[string][]string{}, set: map[string]setting{}}, 0)
		for _, route := range r.routes { // those of an included file are its own
			if list := at[route.at.File]; len(list) < maxRoutes {
				at[route.at.File] = append(list, route)
			}
		}
	}
	out := make([][]route, len(files))
	for i, f := range files {
		out[i] = at[f.file.Path]
	}
	return out
}

// noteIncluded collects the files that a file includes by itself.
func noteIncluded(files []nginxFile, f nginxFile, body []*directive, into map[string]bool) {
	for _, d := range body {
		if d.name() == "include" {
			for _, inc := range included(files, f, d.arg(0)) {
				into[inc.file.Path] = !into[f.file.Path] || into[inc.file.Path] // not both of two that include each other
			}
		}
		noteIncluded(files, f, d.body, into)
	}
}

func findUpstreams(body []*directive, into map[string][]string) {
	for _, d := range body {
		if d.name() == "upstream" && d.block {
			for _, s := range d.body {
				if s.name() == "server" && s.arg(0) != "" && !slices.Contains(s.args(), "down") {
					into[d.arg(0)] = append(into[d.arg(0)], s.arg(0))
				}
			}
		} else if d.block {
			findUpstreams(d.body, into)
		}
	}
}

// nginxContext is what holds for a block: it passes from the outer to the inner.
type nginxContext struct {
	path string
	vars map[string][]string // values of variables, as far as they are written
	set  map[string]setting
}

type setting struct {
	file nginxFile
	d    *directive
}

type nginxReader struct {
	files     []nginxFile
	upstreams map[string][]string
	routes    []route
	budget    int // directives: includes may include themselves
}

func (r *nginxReader) block(f nginxFile, body []*directive, ctx nginxContext, depth int) {
	ctx.vars, ctx.set = maps.Clone(ctx.vars), maps.Clone(ctx.set)
	if r.flat(f, body, &ctx, depth); depth > maxNested {
		return
	}
	r.inner(f, body, ctx, depth)
}

// flat notes the settings of a block before anything in it is looked at: their order
// does not matter to nginx.
func (r *nginxReader) flat(f nginxFile, body []*directive, ctx *nginxContext, depth int) {
	for _, d := range body {
		if r.budget--; r.budget < 0 || depth > maxNested {
			return
		}
		switch name := d.name(); {
		case name == "include":
			for _, inc := range included(r.files, f, d.arg(0)) {
				r.flat(inc, inc.body, ctx, depth+1)
			}
		case name == "set":
			ctx.vars[d.arg(0)] = append(ctx.vars[d.arg(0)], d.arg(1))
		case name == "map" && d.block:
			for _, e := range d.body {
				ctx.vars[d.arg(1)] = append(ctx.vars[d.arg(1)], e.arg(0))
			}
		case name == "if" && d.block:
			r.flat(f, d.body, ctx, depth+1) // may set a variable
		case !d.block:
			ctx.set[name] = setting{f, d}
		}
	}
}

func (r *nginxReader) inner(f nginxFile, body []*directive, ctx nginxContext, depth int) {
	for _, d := range body {
		if r.budget--; r.budget < 0 || depth > maxNested {
			return
		}
		switch name := d.name(); {
		case passes[name].protocol != "":
			r.pass(f, d, ctx)
		case name == "include":
			for _, inc := range included(r.files, f, d.arg(0)) {
				r.inner(inc, inc.body, ctx, depth+1)
			}
		case name == "location" && d.block:
			c := ctx
			c.path = location(d.args())
			r.block(f, d.body, c, depth+1)
		case name == "upstream", name == "map":
		case d.block:
			r.block(f, d.body, ctx, depth+1)
		}
	}
}

// location is the path of a location: its last argument, without the anchor of an
// expression.
func location(args []string) string {
	if len(args) == 0 || strings.HasPrefix(args[len(args)-1], "@") {
		return ""
	}
	return strings.TrimPrefix(strings.TrimLeft(args[len(args)-1], "=~*"), "^")
}

// included finds a file that another includes: by its path from the file or its
// scope, else by the end of its path, as the container has it elsewhere.
func included(files []nginxFile, f nginxFile, name string) []nginxFile {
	if name == "" || strings.Contains(name, "$") {
		return nil
	}
	pattern := path.Clean(name)
	if path.IsAbs(pattern) {
		pattern = path.Join(path.Base(path.Dir(pattern)), path.Base(pattern))
	}
	var out []nginxFile
	for _, o := range files {
		if o.file == f.file || scopeOf(o.file) != scopeOf(f.file) {
			continue
		}
		for _, dir := range []string{f.file.Dir(), scopeOf(f.file), path.Dir(scopeOf(f.file))} {
			if ok, _ := path.Match(path.Join(dir, pattern), strings.TrimSuffix(o.file.Path, ".template")); ok {
				out = append(out, o)
				break
			}
		}
	}
	return out
}

// pass makes a route of a directive that hands requests on.
func (r *nginxReader) pass(f nginxFile, d *directive, ctx nginxContext) {
	if len(r.routes) >= maxRoutes {
		return
	}
	how := passes[d.name()]
	at := f.at(d.span())
	out := route{path: ctx.path, protocol: how.protocol, at: at}
	for _, target := range r.expand(d.arg(0), ctx.vars, 0) {
		scheme, _, _ := strings.Cut(target, "://")
		if strings.HasPrefix(scheme, "grpc") {
			out.protocol = "grpc"
		}
		host := hostOf(target)
		if servers := r.upstreams[host]; len(servers) > 0 {
			out.hosts = append(out.hosts, servers...)
			continue
		}
		out.hosts = append(out.hosts, host)
	}
	slices.Sort(out.hosts)
	out.hosts = slices.Compact(out.hosts)
	out.timeout = limits.DefaultDuration(limits.NginxProxyReadTimeout, at)
	if s, ok := ctx.set[how.prefix+"read_timeout"]; ok {
		out.timeout = bound(s.d.arg(0), time.Second, s.file.at(s.d.span()))
	}
	if s, ok := ctx.set[how.prefix+"next_upstream"]; ok && s.d.arg(0) == "off" {
		out.attempts = arch.Given(1, s.file.at(s.d.span()))
	} else if s, ok := ctx.set[how.prefix+"next_upstream_tries"]; ok {
		if n, err := strconv.Atoi(s.d.arg(0)); err == nil && n > 0 {
			out.attempts = arch.Given(n, s.file.at(s.d.span()))
		}
	}
	r.routes = append(r.routes, out)
}

// expand puts the values of variables into an address. A variable with several
// values gives several addresses; what only a request knows stays.
func (r *nginxReader) expand(text string, vars map[string][]string, depth int) []string {
	before, after, ok := strings.Cut(text, "$")
	if !ok || depth > 4 {
		return []string{text}
	}
	n, rest := variable(after)
	values := vars["$"+n]
	if len(values) == 0 || len(values) > 100 {
		return []string{text}
	}
	var out []string
	for _, v := range values {
		if len(text)+len(v) > 2000 || len(out) > 200 {
			break
		}
		out = append(out, r.expand(before+v+rest, vars, depth+1)...)
	}
	return out
}

// variable is the name of a variable at the beginning of a text, and what follows.
func variable(text string) (name, rest string) {
	if inner, ok := strings.CutPrefix(text, "{"); ok {
		name, rest, _ = strings.Cut(inner, "}")
		return name, rest
	}
	n := 0
	for n < len(text) && (text[n] == '_' || text[n]|0x20 >= 'a' && text[n]|0x20 <= 'z' || text[n] >= '0' && text[n] <= '9') {
		n++
	}
	return text[:n], text[n:]
}
