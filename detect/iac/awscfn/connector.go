package awscfn

import (
	"slices"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
)

// bindConnector reads a connector that is a resource of its own.
func (s *Stack) bindConnector(r *resource) {
	s.connect(s.connectorEnd(r.get("Source")), r.props, r.key.At(), r.logical)
}

// bindEmbedded reads the connectors within a resource, which is their source.
func (s *Stack) bindEmbedded(r *resource) {
	for key, c := range r.view.Get("Connectors").Pairs() {
		from, _ := s.target(r.logical)
		s.connect(from, c.Get("Properties"), key.At(), key.Text())
	}
}

func (s *Stack) connectorEnd(v View) string {
	if id := v.Get("Id").String(); id.Known() {
		to, _ := s.target(id.V)
		return to
	}
	return s.SourceOf(v.Get("Arn"))
}

// connect links a unit to what a connector lets it use. A connector is written for one
// pair, by those who need it, where a policy may be wider than its use. One whose
// source is a resource only allows what an event source declares.
func (s *Stack) connect(from string, props View, at arch.Range, name string) {
	unit := s.repo.units[from]
	if unit == nil {
		return
	}
	write := false
	for p := range props.Get("Permissions").Items() {
		write = write || p.String().V == "Write"
	}
	for destination := range props.Get("Destination").OneOrMore() {
		to := s.connectorEnd(destination)
		l := iac.Link{From: from, To: to, Protocol: "invoke", At: at, What: "connector " + name}
		switch u, r := s.repo.units[to], s.repo.stores[to]; {
		case to == from:
			continue
		case u != nil && u.Kind == arch.Workflow:
			l.Style = arch.Async
		case u != nil && u.Kind == arch.Function && unit.Kind != arch.Workflow: // a workflow's tasks say how they call
			l.Style = arch.Sync
		case r != nil && (write || r.Kind != arch.Broker) && styles[r.Kind] != "":
			l.Style, l.Protocol = styles[r.Kind], r.Type
		default:
			continue
		}
		s.Link(l)
	}
}

// policies takes what a function may use as weak evidence that it does.
func (s *Stack) policies(u *iac.Unit, r *resource) {
	if u == nil {
		return
	}
	for _, id := range deepRefs(r.get("Policies")) {
		if id != u.ID && !slices.Contains(u.DependsOn, id) {
			u.DependsOn = append(u.DependsOn, id)
		}
	}
}
