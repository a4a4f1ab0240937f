package proxies

import (
	"strings"

	"github.com/archvet/archvet/detect/source/yamldoc"
)

// readFirebase reads the rewrites of a hosting site that lead to Cloud Run or to a
// function, by name.
func readFirebase(c config) []route {
	var routes []route
	for _, doc := range yamldoc.ParseFile(c.tree, c.file) {
		sites := []yamldoc.Node{doc.Get("hosting")}
		for s := range doc.Get("hosting").Items() {
			sites = append(sites, s)
		}
		for _, site := range sites {
			for rw := range site.Get("rewrites").Items() {
				name := rw.Get("run", "serviceId")
				if !name.Exists() {
					name = rw.Get("function")
				}
				if name.Get("functionId").Exists() {
					name = name.Get("functionId")
				}
				if name.Text() == "" || len(routes) >= maxRoutes {
					continue
				}
				routes = append(routes, route{path: strings.TrimSuffix(either(rw, "source", "regex").Text(), "**"), hosts: []string{name.Text()}, protocol: "http", at: rw.At()})
			}
		}
	}
	return routes
}
