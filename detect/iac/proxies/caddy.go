package proxies

import (
	"strings"
	"time"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

// readCaddy reads Caddyfiles, each with the ones that it imports, and JSON.
func readCaddy(list []config) [][]route {
	var out [][]route
	for _, c := range list {
		if strings.HasSuffix(c.file.Name(), ".json") {
			r := caddyReader{config: c}
			for _, doc := range yamldoc.ParseFile(c.tree, c.file) {
				r.json(doc, "", 0)
			}
			out = append(out, r.routes)
			continue
		}
		body := lines(c.text)
		r := caddyReader{config: c, snippets: map[string]*directive{}, budget: 20_000}
		for _, d := range body {
			if name := d.name(); strings.HasPrefix(name, "(") && strings.HasSuffix(name, ")") {
				r.snippets[strings.Trim(name, "()")] = d
			}
		}
		for _, d := range body {
			if d.block && !strings.HasPrefix(d.name(), "(") {
				r.block(d.body, caddyContext{matchers: map[string]string{}}, 0)
			}
		}
		if len(r.routes) == 0 && r.snippets != nil { // without braces, all of the file is one site
			r.block(body, caddyContext{matchers: map[string]string{}}, 0)
		}
		out = append(out, r.routes)
	}
	return out
}

// lines reads what ends its directives with the line, and opens blocks at its end.
func lines(text string) []*directive {
	b := newBuilder()
	for i := 0; i < len(text); {
		switch c := text[i]; {
		case c == '\n':
			b.end()
			i++
		case c == ' ' || c == '\t' || c == '\r':
			i++
		case c == '\\' && i+1 < len(text) && (text[i+1] == '\n' || text[i+1] == '\r'):
			i = lineEnd(text, i) + 1
		case c == '#':
			i = lineEnd(text, i)
		default:
			var w word
			w, i = lineWord(text, i)
			switch w.text {
			case "{":
				b.open()
			case "}":
				b.shut()
			default:
				b.words = append(b.words, w)
			}
		}
	}
	b.end()
	return b.stack[0].body
}

func lineWord(text string, i int) (word, int) {
	if q := text[i]; q == '"' || q == '`' {
		j := i + 1
		for j < len(text) && text[j] != q {
			if text[j] == '\\' && q == '"' {
				j++
			}
			j++
		}
		j = min(j, len(text))
		return word{text[i+1 : j], i, min(j+1, len(text))}, min(j+1, len(text))
	}
	j := i
	for j < len(text) && !strings.ContainsRune(" \t\r\n", rune(text[j])) {
		j++
	}
	return word{text[i:j], i, j}, j
}

// caddyContext is what holds for a block.
type caddyContext struct {
	path     string
	matchers map[string]string // named matchers that are a path
	args     []string          // of the import around
}

type caddyReader struct {
	config
	snippets map[string]*directive
	routes   []route
	budget   int
}

func (r *caddyReader) block(body []*directive, ctx caddyContext, depth int) {
	for _, d := range body {
		if !strings.HasPrefix(d.name(), "@") {
			continue
		}
		if d.arg(0) == "path" {
			ctx.matchers[d.name()] = d.arg(1)
		}
		for _, m := range d.body {
			if m.name() == "path" {
				ctx.matchers[d.name()] = m.arg(0)
			}
		}
	}
	for _, d := range body {
		if r.budget--; r.budget < 0 || depth > maxNested || len(r.routes) >= maxRoutes {
			return
		}
		switch name := d.name(); {
		case name == "reverse_proxy", name == "php_fastcgi":
			r.proxy(d, ctx)
		case name == "import":
			if s := r.snippets[d.arg(0)]; s != nil {
				c := ctx
				c.args = d.args()[1:]
				r.block(s.body, c, depth+1)
			}
		case d.block && !strings.HasPrefix(name, "@"):
			c := ctx
			if p := ctx.matched(d.arg(0)); p != "" && (strings.HasPrefix(name, "handle") || name == "route") {
				c.path = strings.TrimSuffix(ctx.path, "*") + p
			}
			r.block(d.body, c, depth+1)
		}
	}
}

// matched is the path that a matcher stands for, "" when it is none.
func (c caddyContext) matched(m string) string {
	if strings.HasPrefix(m, "/") {
		return m
	}
	return c.matchers[m]
}

// proxy reads a reverse_proxy. Without a bound in its transport it waits forever.
func (r *caddyReader) proxy(d *directive, ctx caddyContext) {
	at := r.at(d.span())
	out := route{path: ctx.path, protocol: "http", at: at, timeout: arch.ByDefault(time.Duration(0), at, "Caddy waits forever"), attempts: arch.ByDefault(1, at, "Caddy tries once")}
	if d.name() == "php_fastcgi" {
		out.protocol = "fastcgi"
	}
	for i, a := range d.args() {
		if i == 0 && (strings.HasPrefix(a, "/") || strings.HasPrefix(a, "@") || a == "*") {
			if p := ctx.matched(a); p != "" {
				out.path = p
			}
			continue
		}
		r.upstream(&out, a, ctx)
	}
	for _, s := range d.body {
		where := r.at(s.span())
		switch s.name() {
		case "to":
			for _, a := range s.args() {
				r.upstream(&out, a, ctx)
			}
		case "lb_try_duration", "lb_retries":
			out.attempts = arch.Hide[int](where, "retried for a time")
		case "transport":
			for _, t := range s.body {
				if t.name() == "response_header_timeout" || t.name() == "read_timeout" {
					out.timeout = bound(t.arg(0), time.Second, r.at(t.span()))
				}
			}
		}
	}
	r.routes = append(r.routes, out)
}

var caddyEnv = strings.NewReplacer("{$", "${", "{env.", "${")

func (r *caddyReader) upstream(out *route, address string, ctx caddyContext) {
	for i, a := range ctx.args {
		if i < 10 {
			address = strings.ReplaceAll(address, "{args["+string(rune('0'+i))+"]}", a)
			address = strings.ReplaceAll(address, "{args."+string(rune('0'+i))+"}", a)
		}
	}
	address = caddyEnv.Replace(address)
	if scheme, rest, ok := strings.Cut(address, "${"); ok { // {$NAME:default}
		inner, after, _ := strings.Cut(rest, "}")
		if name, fallback, ok := strings.Cut(inner, ":"); ok {
			address = scheme + "${" + name + ":-" + fallback + "}" + after
		}
	}
	if strings.HasPrefix(address, "h2c://") {
		out.protocol = "grpc"
	}
	out.hosts = append(out.hosts, hostOf(address))
}

// json finds the handlers that proxy, with the path of the route around them.
func (r *caddyReader) json(n yamldoc.Node, path string, depth int) {
	if depth > maxNested || len(r.routes) >= maxRoutes {
		return
	}
	if p := n.Get("match").Index(0).Get("path").Index(0).Text(); p != "" {
		path = p
	}
	if h := n.Get("handler"); h.Text() == "reverse_proxy" {
		out := route{path: path, protocol: "http", at: h.At()}
		for u := range n.Get("upstreams").Items() {
			out.hosts = append(out.hosts, hostOf(caddyEnv.Replace(u.Get("dial").Text())))
		}
		r.routes = append(r.routes, out)
	}
	for _, v := range n.Pairs() {
		r.json(v, path, depth+1)
	}
	for v := range n.Items() {
		r.json(v, path, depth+1)
	}
}
