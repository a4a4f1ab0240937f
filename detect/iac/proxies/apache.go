package proxies

import (
	"strings"
	"time"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/limits"
)

// readApache reads the lines of an httpd configuration. Sections only matter for the
// path that a location or a balancer gives.
func readApache(c config) []route {
	r := apacheReader{config: c, balancers: map[string][]string{}, defines: map[string]string{}}
	for pass := range 2 { // balancers and timeouts may stand behind what uses them
		r.sections, r.routes = nil, nil
		offset := 0
		for line := range strings.Lines(c.text) {
			words := apacheWords(line, offset)
			offset += len(line)
			if len(words) > 0 && !strings.HasPrefix(words[0].text, "#") {
				r.line(words, pass == 1)
			}
		}
	}
	return r.routes
}

type apacheReader struct {
	config
	sections  []word // open sections: tag and first argument as one text
	balancers map[string][]string
	defines   map[string]string
	timeout   arch.Value[time.Duration]
	routes    []route
}

// apacheWords splits a line at spaces outside of quotes.
func apacheWords(line string, offset int) []word {
	var words []word
	for i := 0; i < len(line); {
		switch c := line[i]; {
		case strings.ContainsRune(" \t\r\n", rune(c)):
			i++
		case c == '"':
			j := i + 1
			for j < len(line) && line[j] != '"' {
				j++
			}
			words = append(words, word{line[i+1 : j], offset + i, offset + min(j+1, len(line))})
			i = j + 1
		default:
			j := i
			for j < len(line) && !strings.ContainsRune(" \t\r\n", rune(line[j])) {
				j++
			}
			words = append(words, word{line[i:j], offset + i, offset + j})
			i = j
		}
	}
	return words
}

func (r *apacheReader) line(w []word, collected bool) {
	name := strings.ToLower(w[0].text)
	arg := func(i int) string {
		if i < len(w) {
			return r.define(w[i].text)
		}
		return ""
	}
	at := r.at(w[0].start, w[len(w)-1].end)
	switch {
	case strings.HasPrefix(name, "</"):
		if n := len(r.sections); n > 0 {
			r.sections = r.sections[:n-1]
		}
	case strings.HasPrefix(name, "<"):
		if len(r.sections) < maxNested {
			r.sections = append(r.sections, word{text: name + " " + strings.TrimSuffix(arg(1), ">")})
		}
	case !collected && name == "define" && len(w) > 2:
		r.defines[w[1].text] = w[2].text
	case !collected && name == "balancermember":
		if key := strings.TrimPrefix(r.section("<proxy "), "balancer://"); key != "" {
			r.balancers[key] = append(r.balancers[key], hostOf(arg(1)))
		}
	case !collected && (name == "proxytimeout" || name == "timeout" && !r.timeout.Known()):
		r.timeout = bound(arg(1), time.Second, at)
	case collected && (name == "proxypass" || name == "proxypassmatch"):
		path := r.section("<location ")
		target := arg(1)
		if len(w) > 2 && (strings.HasPrefix(arg(1), "/") || strings.HasPrefix(arg(1), "^")) {
			path, target = strings.TrimPrefix(arg(1), "^"), arg(2)
		}
		r.route(path, target, w, at)
	case collected && name == "rewriterule" && len(w) > 3 && proxies(w[len(w)-1].text):
		r.route(strings.TrimPrefix(arg(1), "^"), arg(2), w, at)
	}
}

// proxies reports whether the flags of a rule hand the request on.
func proxies(flags string) bool {
	for f := range strings.SplitSeq(strings.Trim(flags, "[]"), ",") {
		if f == "P" || strings.EqualFold(f, "proxy") {
			return strings.HasPrefix(flags, "[")
		}
	}
	return false
}

func (r *apacheReader) section(tag string) string {
	for _, s := range r.sections {
		if after, ok := strings.CutPrefix(s.text, tag); ok {
			return strings.TrimRight(after, "/")
		}
	}
	return ""
}

func (r *apacheReader) define(text string) string {
	if !strings.Contains(text, "${") || len(text) > 2000 {
		return text
	}
	out, _ := iac.Expand(text, func(name string) (string, bool) { v, ok := r.defines[name]; return v, ok })
	return out
}

func (r *apacheReader) route(path, target string, w []word, at arch.Range) {
	scheme, rest, ok := strings.Cut(target, "://")
	if !ok || len(r.routes) >= maxRoutes {
		return // "!" leaves a path out
	}
	out := route{path: path, protocol: protocolOf(scheme), at: at, timeout: limits.DefaultDuration(limits.ApacheProxyTimeout, at)}
	if r.timeout.Known() {
		out.timeout = r.timeout
	}
	for _, p := range w[1:] {
		if v, ok := strings.CutPrefix(p.text, "timeout="); ok {
			out.timeout = bound(v, time.Second, r.at(p.start, p.end))
		}
	}
	if scheme == "balancer" {
		name, _, _ := strings.Cut(rest, "/")
		out.hosts, out.protocol = r.balancers[strings.ToLower(name)], "http"
		if len(out.hosts) == 0 {
			out.hosts = r.balancers[name]
		}
	} else {
		out.hosts = []string{hostOf(target)}
	}
	r.routes = append(r.routes, out)
}
