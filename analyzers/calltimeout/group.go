package calltimeout

import (
	"cmp"
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/arch"
)

// group is the calls of one unit that lack a deadline for one reason: one fault, with
// one way out, whatever number of calls and callees it touches.
type group struct {
	unit  *arch.Unit
	style arch.EdgeStyle
	why   string
	calls []reaching
}

// reaching is a call and whom it reaches: "" for one outside of the repository with no
// known address.
type reaching struct {
	arch.Call
	callee string
	by     *arch.Policy // that bounds it on its way
}

// unbounded groups the calls that are proved to have no deadline.
func unbounded(a *arch.Architecture) []*group {
	var groups []*group
	add := func(u *arch.Unit, callee string, style arch.EdgeStyle, calls []arch.Call, policies []arch.Policy) {
		for _, c := range calls {
			if !c.Deadline.Known() || c.Deadline.V != 0 {
				continue
			}
			r := reaching{c, callee, limit(policies, c)}
			i := slices.IndexFunc(groups, func(g *group) bool {
				return g.unit == u && g.style == style && g.calls[0].cause() == r.cause() && g.calls[0].like(r)
			})
			if i < 0 {
				i = len(groups)
				groups = append(groups, &group{unit: u, style: style, why: c.Deadline.Why})
			}
			if groups[i].why != c.Deadline.Why {
				groups[i].why = r.cause()
			}
			groups[i].calls = append(groups[i].calls, r)
		}
	}
	for _, e := range a.Edges {
		if u := a.Unit(e.From); u != nil {
			add(u, e.To, e.Style, e.Calls, e.Policies)
		}
	}
	for _, u := range a.Units {
		for _, c := range u.Outbound {
			switch {
			case !c.AsksService():
			case dapr(c):
				add(u, "another service through Dapr", arch.Sync, []arch.Call{c}, nil)
			case !loopback(c.Host()):
				add(u, c.Host(), arch.Sync, []arch.Call{c}, nil)
			}
		}
	}
	for _, g := range groups {
		g.sort()
	}
	return groups
}

// cause says why the call has no deadline. What one library leaves out of several of its
// functions is one cause: get and post of one client.
func (r reaching) cause() string {
	call, ok := strings.CutSuffix(r.Deadline.Why, " sets no deadline")
	i := strings.LastIndexByte(call, '.')
	if !ok || i <= 0 || r.elsewhere() {
		return r.Deadline.Why
	}
	return call[:i] + " sets no deadline"
}

// elsewhere reports whether the call lacks a deadline because of another place, such as
// the one that makes its client.
func (r reaching) elsewhere() bool {
	cause := r.Deadline.At
	return !cause.IsZero() && !r.At.Contains(cause) && !cause.Contains(r.At)
}

// dapr reports whether a call goes to Dapr's sidecar, on the port that it has unless told
// otherwise: the sidecar hands it on to a service elsewhere.
func dapr(c arch.Call) bool {
	_, rest, ok := strings.Cut(c.Address.V, c.Host()+":3500")
	return ok && loopback(c.Host()) && (rest == "" || rest[0] == '/')
}

// limit returns the policy of a mesh or gateway that ends the call in time, if any.
func limit(policies []arch.Policy, c arch.Call) *arch.Policy {
	for i, p := range policies {
		if p.Timeout.Known() && p.Timeout.V > 0 && p.Governs(c) {
			return &policies[i]
		}
	}
	return nil
}

// like reports whether two calls that lack a deadline for one reason are equally bad: a
// bare context is no choice where the handler had one to pass on.
func (r reaching) like(o reaching) bool {
	return (r.by == nil) == (o.by == nil) && r.drops() == o.drops()
}

// drops reports whether the call leaves the context of the request behind for one
// that never ends.
func (r reaching) drops() bool {
	return r.Handler != "" && strings.HasPrefix(r.Deadline.Why, "context.")
}

// loopback reports whether a call stays on its machine or in its pod: a sidecar or an
// extension, which dies with the caller.
func loopback(host string) bool {
	return host == "localhost" || host == "::1" || strings.HasPrefix(host, "127.")
}

// sort orders the calls by place and keeps one for each, whatever ways lead to it.
func (g *group) sort() {
	slices.SortStableFunc(g.calls, func(c, d reaching) int {
		return cmp.Or(c.At.Compare(d.At), cmp.Compare(c.callee, d.callee), cmp.Compare(len(c.Path), len(d.Path)))
	})
	g.calls = slices.CompactFunc(g.calls, func(c, d reaching) bool { return c.At == d.At && c.callee == d.callee })
}

// callees returns whom the calls reach, each once, in the order of the calls.
func (g *group) callees() []string {
	var names []string
	for _, c := range g.calls {
		if !slices.Contains(names, c.callee) {
			names = append(names, c.callee)
		}
	}
	return names
}
