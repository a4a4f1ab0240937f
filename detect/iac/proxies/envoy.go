package proxies

import (
	"strings"
	"time"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/limits"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

// readEnvoy reads the static clusters of a bootstrap file and the routes to them.
func readEnvoy(c config) []route {
	var r envoyReader
	for _, doc := range yamldoc.ParseFile(c.tree, c.file) {
		r.clusters = map[string]cluster{}
		for _, key := range [][]string{{"static_resources", "clusters"}, {"staticResources", "clusters"}} {
			for item := range doc.Get(key...).Items() {
				if name := item.Get("name").Text(); name != "" {
					r.clusters[name] = readCluster(item)
				}
			}
		}
		if len(r.clusters) > 0 {
			r.search(doc, 0)
		}
	}
	return r.routes
}

type cluster struct {
	hosts    []string
	protocol string
}

func readCluster(n yamldoc.Node) cluster {
	c := cluster{protocol: "http"}
	var find func(n yamldoc.Node, depth int)
	find = func(n yamldoc.Node, depth int) {
		if depth > 12 || len(c.hosts) > 100 {
			return
		}
		for k, v := range n.Pairs() {
			switch k.Text() {
			case "socket_address", "socketAddress":
				host := either(v, "address")
				if port := either(v, "port_value", "portValue").Text(); host.Text() != "" && port != "" {
					c.hosts = append(c.hosts, host.Text()+":"+port)
				}
			case "http2_protocol_options", "http2ProtocolOptions":
				c.protocol = "grpc" // the other side speaks HTTP/2 as it is: nearly always for this
			case "transport_socket", "health_checks":
			default:
				find(v, depth+1)
			}
		}
		for v := range n.Items() {
			find(v, depth+1)
		}
	}
	find(n, 0)
	return c
}

// either is the first of several spellings of a key that is there.
func either(n yamldoc.Node, keys ...string) yamldoc.Node {
	for _, k := range keys {
		if v := n.Get(k); v.Exists() {
			return v
		}
	}
	return yamldoc.Node{}
}

type envoyReader struct {
	clusters map[string]cluster
	routes   []route
}

// search finds the routes of virtual hosts and what TCP proxies lead to: both lie deep
// in the filters of listeners.
func (r *envoyReader) search(n yamldoc.Node, depth int) {
	if depth > 40 || len(r.routes) >= maxRoutes {
		return
	}
	for k, v := range n.Pairs() {
		switch k.Text() {
		case "virtual_hosts", "virtualHosts":
			for host := range v.Items() {
				for item := range host.Get("routes").Items() {
					r.route(item, either(host, "retry_policy", "retryPolicy"))
				}
			}
		case "clusters":
		default:
			if name := v.Get("cluster"); strings.HasSuffix(v.Get("@type").Text(), "TcpProxy") && name.Text() != "" {
				c := r.clusters[name.Text()]
				r.routes = append(r.routes, route{hosts: c.hosts, protocol: "tcp", at: name.At()})
			}
			r.search(v, depth+1)
		}
	}
	for v := range n.Items() {
		r.search(v, depth+1)
	}
}

func (r *envoyReader) route(n, retry yamldoc.Node) {
	to, match := n.Get("route"), n.Get("match")
	if !to.Exists() {
		return // a redirect or an answer of its own
	}
	out := route{at: to.At(), path: either(match, "prefix", "path", "path_separated_prefix").Text()}
	if regex := either(match, "safe_regex", "safeRegex").Get("regex").Text(); regex != "" {
		out.path = strings.TrimPrefix(regex, "^")
	}
	names := []string{to.Get("cluster").Text()}
	for w := range either(to, "weighted_clusters", "weightedClusters").Get("clusters").Items() {
		names = append(names, w.Get("name").Text())
	}
	out.timeout = limits.DefaultDuration(limits.EnvoyRouteTimeout, to.At())
	if v := to.Get("timeout"); v.Exists() {
		out.timeout = bound(v.Text(), time.Second, v.At())
	}
	if own := either(to, "retry_policy", "retryPolicy"); own.Exists() {
		retry = own
	}
	if retry.Exists() {
		out.attempts = arch.ByDefault(2, retry.At(), "one retry where num_retries is not set")
		if v := either(retry, "num_retries", "numRetries").Int(); v.Known() {
			out.attempts = arch.Given(v.V+1, v.At)
		}
		if v := either(retry, "per_try_timeout", "perTryTimeout"); v.Exists() {
			out.perTry = bound(v.Text(), time.Second, v.At())
		}
	} else {
		out.attempts = arch.ByDefault(1, to.At(), "no retry policy")
	}
	for _, name := range names {
		if c, ok := r.clusters[name]; ok && len(r.routes) < maxRoutes {
			out.hosts, out.protocol = c.hosts, c.protocol
			r.routes = append(r.routes, out)
		}
	}
}
