package compose

import (
	"regexp"
	"strings"
	"sync"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
)

// rulePath takes the path out of a router's rule, in the new and the old spelling.
var rulePath = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile("Path(?:Prefix)?(?:Strip)?\\s*(?:\\(\\s*[`\"']|:\\s*)(/[^`\"',;)\\s]*)")
})

// proxied adds the http trigger of a service that a traefik router leads to, and
// links it with the proxy when the project runs one.
func (s *service) proxied(u *iac.Unit, proxy string) []iac.Link {
	var links []iac.Link
	for _, from := range [][]string{{"labels"}, {"deploy", "labels"}} {
		for _, l := range s.pairs(from...) {
			router := strings.HasPrefix(l.name, "traefik.http.routers.") && strings.HasSuffix(l.name, ".rule")
			if !router && l.name != "traefik.frontend.rule" {
				continue
			}
			path := ""
			if m := rulePath().FindStringSubmatch(l.value.V); m != nil {
				path = m[1]
			}
			u.Triggers = append(u.Triggers, arch.Trigger{Kind: arch.OnHTTP, At: l.value.At, From: proxy, Front: "traefik", Path: path})
			if proxy != "" {
				links = append(links, iac.Link{
					From: proxy, To: u.ID, Scope: u.Scope, Style: arch.Sync, Protocol: "http", Path: path, At: l.value.At,
					What: strings.TrimSpace("route " + path),
				})
			}
		}
	}
	return links
}
