// Package proxies loads the configuration files of reverse proxies and gateways.
//
// # What is read
//
//   - nginx and OpenResty: upstream blocks, locations with proxy_pass, grpc_pass,
//     fastcgi_pass, uwsgi_pass and scgi_pass, variables that set and map give,
//     includes inside the repository, and templates with ${VAR} of the environment.
//   - Envoy: static clusters and routes, in YAML and JSON, with their retries.
//   - Caddy: Caddyfiles with snippets, imports and matchers, and its JSON.
//   - traefik: routers, services and retries of the file provider, in YAML and TOML.
//   - Apache httpd: ProxyPass, ProxyPassMatch, rewriting with [P], balancers.
//   - HAProxy: frontends, listen sections and backends with their servers.
//   - Firebase: rewrites of its hosting to Cloud Run services and functions.
//
// Each route is a link from the proxy to the host that it names, with the path that
// it holds for, and a policy with the time that the proxy gives an answer: what is
// written, else the proxy's default. Zero is a proxy that waits forever.
//
// Not read: templates of Helm, Jinja and Go, since braces may stand anywhere in them;
// Lua; upstreams on the own machine, which are what shares the container; addresses
// that a request or a resolver gives; redirects, which the client follows by itself.
//
// # IDs and scopes
//
// A proxy is a gateway with the ID FILE#KIND. Its scope is the directory of the file,
// without conf.d and its like, so that the files of one proxy are one. The file alone
// deploys nothing: the resource names it as its Config, and the linker puts in its
// place whatever is built with the file or mounts it. Variables that the file leaves
// to the environment stay in the hosts of links as ${NAME}.
package proxies
