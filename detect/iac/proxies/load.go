package proxies

import (
	"bytes"
	"path"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/source"
)

// Load reads the configuration of every proxy in the tree.
func Load(t *source.Tree) iac.Declared {
	var out iac.Declared
	files := map[string][]config{}
	for _, f := range t.Files() {
		if !f.Place.Own() {
			continue
		}
		kind := kindOf(f)
		if kind == "" {
			continue
		}
		data, err := f.Data()
		if err != nil {
			continue // recorded by Data
		}
		data = bytes.TrimPrefix(data, []byte("\ufeff")) // ranges are those of the rest: see shift
		files[kind] = append(files[kind], config{tree: t, file: f, text: string(data)})
	}
	for _, reader := range []struct {
		kind string
		read func([]config) [][]route
	}{{apache, each(readApache)}, {caddy, readCaddy}, {envoy, each(readEnvoy)}, {firebase, each(readFirebase)}, {haproxy, each(readHAProxy)}, {nginx, readNginx}, {traefik, readTraefik}} {
		list := files[reader.kind]
		for i, routes := range reader.read(list) {
			emit(&out, list[i].file, reader.kind, routes)
		}
	}
	return out
}

// config is one configuration file.
type config struct {
	tree *source.Tree
	file *source.File
	text string
}

// at is the range of a piece of the text.
func (c config) at(start, end int) arch.Range {
	data, _ := c.file.Data() // read before
	shift := len(data) - len(c.text)
	return c.file.Range(start+shift, end+shift)
}

// each reads the files of a format one by one.
func each(read func(config) []route) func([]config) [][]route {
	return func(list []config) [][]route {
		var out [][]route
		for _, c := range list {
			out = append(out, read(c))
		}
		return out
	}
}

// kindOf tells whose configuration a file is, first by its name and then by words
// that no other format has.
func kindOf(f *source.File) string {
	name := strings.ToLower(f.Name())
	for _, suffix := range []string{".template", ".tmpl", ".tpl", ".dist", ".default"} {
		name = strings.TrimSuffix(name, suffix)
	}
	name = strings.ReplaceAll(name, ".tmpl.", ".")
	data := func() []byte { b, _ := f.Data(); return b }
	has := func(words ...string) bool {
		for _, w := range words {
			if bytes.Contains(data(), []byte(w)) {
				return true
			}
		}
		return false
	}
	switch ext := path.Ext(name); {
	case name == "firebase.json":
		return firebase
	case strings.HasPrefix(name, "caddyfile"), ext == ".caddyfile":
		return caddy
	case ext == ".conf", ext == ".nginx", ext == ".vhost", ext == ".inc", ext == "" && (strings.Contains(name, nginx) || strings.HasPrefix(path.Base(f.Dir()), "sites-")):
		return textKind(name, has)
	case ext == ".cfg" && has("\nbackend ", "\nlisten "):
		return haproxy
	case ext == ".toml" && has("loadBalancer", "loadbalancer", "[backends"):
		return traefik
	case ext == ".yml", ext == ".yaml", ext == ".json":
		switch {
		case has("static_resources", "staticResources"):
			return envoy
		case has("loadBalancer:", `"loadBalancer"`) && has("servers") && has("routers"):
			return traefik
		case ext == ".json" && has(`"reverse_proxy"`) && has(`"upstreams"`):
			return caddy
		}
	}
	return ""
}

func textKind(name string, has func(...string) bool) string {
	switch {
	case has("{{", "{%"):
		return "" // a template of another language: braces may stand anywhere
	case has("proxy_pass", "grpc_pass", "fastcgi_pass", "uwsgi_pass", "scgi_pass", "upstream "), name == "nginx.conf":
		return nginx
	case has("ProxyPass", "RewriteRule", "BalancerMember", "proxypass"):
		return apache
	case strings.Contains(name, haproxy) && has("backend ", "listen "):
		return haproxy
	}
	return ""
}
