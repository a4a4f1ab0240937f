package compose

import (
	"net"
	"net/url"
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
)

// logged links a unit with the service that its log driver sends to. The driver runs
// in the engine, so that the address is one of the machine: a published port.
func (s *service) logged(u *iac.Unit, running []*service) []iac.Link {
	for option, n := range s.get("logging", "options").Pairs() {
		address := s.project.expand(n.Text(), n.At()).Value
		if !strings.HasSuffix(option.Text(), "-address") || !address.Known() {
			continue
		}
		text := address.V
		if parsed, err := url.Parse(text); err == nil && parsed.Host != "" {
			text = parsed.Host
		}
		host, port, err := net.SplitHostPort(text)
		if err != nil || !slices.Contains([]string{"", "localhost", "127.0.0.1", "0.0.0.0"}, host) {
			continue
		}
		var to []*service
		for _, o := range running {
			if o != s && slices.Contains(o.machinePorts(), port) {
				to = append(to, o)
			}
		}
		if len(to) != 1 {
			continue
		}
		return []iac.Link{{
			From: u.ID, To: to[0].id(), Scope: u.Scope, Style: arch.Async, Protocol: s.text("logging", "driver").V, At: address.At, What: "log driver",
		}}
	}
	return nil
}

// machinePorts are the ports of the machine that lead to the service.
func (s *service) machinePorts() []string {
	var ports []string
	for _, n := range s.items("ports") {
		if p := n.Get("published"); p.Exists() {
			ports = append(ports, p.Text())
			continue
		}
		t := s.project.expand(n.Text(), n.At())
		text, _, _ := strings.Cut(t.V, "/")
		if parts := strings.Split(text, ":"); t.Known() && len(parts) > 1 {
			ports = append(ports, parts[len(parts)-2])
		}
	}
	return ports
}
