package policy

import (
	"path"
	"strings"
	"time"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/limits"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

// off switches a rule off.
const off = "off"

// reader fills a policy from a file whose shape was checked.
type reader struct {
	policy *Policy
	report func(arch.Range, string)
}

func (r *reader) file(n yamldoc.Node) {
	p := r.policy
	p.FailOn, p.Persona, p.MinCoverage = n.Get("fail-on").String(), n.Get("persona").String(), n.Get("min-coverage").Int()
	if p.MinCoverage.V < 0 || p.MinCoverage.V > 100 {
		r.report(p.MinCoverage.At, "min-coverage: must be between 0 and 100")
	}
	for item := range n.Get("exclude").Items() {
		p.Exclude = append(p.Exclude, r.dir(item))
	}
	p.Rules = rules(n.Get("rules"))
	for item := range n.Get("overrides").Items() {
		p.Overrides = append(p.Overrides, Override{Scope: r.scope(item), Rules: r.severities(item.Get("rules"))})
	}
	for item := range n.Get("ignore").Items() {
		p.Ignore = append(p.Ignore, r.exception(item))
	}
	for key, value := range n.Get("limits").Pairs() {
		p.Limits = append(p.Limits, r.limit(key, value))
	}
	for item := range n.Get("kubernetes", "workloads").Items() {
		p.Workloads = append(p.Workloads, Workload{
			Kind: item.Get("kind").Text(), Group: item.Get("group").Text(), Template: strings.Split(item.Get("template").Text(), "."),
			Job: item.Get("runs").Text() == "job",
		})
	}
	p.Intended = intention(n.Get("architecture"))
}

// dir returns a directory relative to the root.
func (r *reader) dir(n yamldoc.Node) string {
	dir := path.Clean(strings.TrimSuffix(n.Text(), "/..."))
	if dir == "." || dir == ".." || path.IsAbs(dir) || strings.HasPrefix(dir, "../") {
		r.report(n.At(), "exclude: "+n.Text()+" must name a directory inside of the repository")
	}
	return dir
}

func rules(n yamldoc.Node) []Rule {
	var list []Rule
	for key, value := range n.Pairs() {
		rule := Rule{Name: key.Text(), At: key.At(), Severity: value.String()}
		if value.Kind() == yamldoc.Map {
			rule.Severity = value.Get("severity").String()
			for name, option := range value.Get("options").Pairs() {
				rule.Options = append(rule.Options, Option{Name: name.Text(), Value: option.String()})
			}
		}
		list = append(list, rule)
	}
	return list
}

// severities reads rules where options make no sense: a rule judges the repository
// once.
func (r *reader) severities(n yamldoc.Node) []Rule {
	list := rules(n)
	for _, rule := range list {
		if len(rule.Options) > 0 {
			r.report(rule.At, "options of "+rule.Name+" hold for the whole repository: set them under rules")
		}
	}
	return list
}

func (r *reader) scope(n yamldoc.Node) Scope {
	s := Scope{Paths: strs(n.Get("paths")), Units: strs(n.Get("units")), Resources: strs(n.Get("resources"))}
	if len(s.Paths)+len(s.Units)+len(s.Resources) == 0 {
		r.report(n.At(), "must say for which paths, units or resources it holds")
	}
	for _, pattern := range append(append([]string{}, s.Units...), s.Resources...) {
		if _, err := path.Match(pattern, ""); err != nil {
			r.report(n.At(), "malformed pattern "+pattern)
		}
	}
	return s
}

func (r *reader) exception(n yamldoc.Node) Exception {
	e := Exception{Scope: r.scope(n), Rule: n.Get("rule").Text(), At: n.Get("rule").At(), Reason: strings.TrimSpace(n.Get("reason").Text())}
	if e.Reason == "" {
		r.report(n.At(), "ignore: a reason is required")
	}
	if until := n.Get("until"); until.Exists() {
		day, err := time.Parse(time.DateOnly, until.Text())
		if err != nil {
			r.report(until.At(), "until: "+until.Text()+" is not a day such as 2027-03-01")
		}
		e.Until = day
	}
	return e
}

func (r *reader) limit(key, value yamldoc.Node) arch.Limit {
	l := arch.Limit{ID: key.Text(), At: key.At()}
	known, ok := limits.Get(l.ID)
	if !ok {
		r.report(key.At(), unknown("limits: ", l.ID, limitNames()))
		return l
	}
	parse := func(n yamldoc.Node) string {
		if _, err := known.Parse(n.Text()); n.Exists() && err != nil {
			r.report(n.At(), "limits: "+l.ID+": "+err.Error())
		}
		return n.Text()
	}
	if value.Kind() == yamldoc.Scalar {
		l.Default = parse(value)
		l.Max = l.Default
		return l
	}
	l.Default, l.Min, l.Max = parse(value.Get("default")), parse(value.Get("min")), parse(value.Get("max"))
	return l
}

func limitNames() []string {
	var names []string
	for l := range limits.All() {
		names = append(names, l.ID)
	}
	return names
}

func intention(n yamldoc.Node) Intended {
	in := Intended{Style: n.Get("style").String()}
	for key, value := range n.Get("units").Pairs() {
		in.Units = append(in.Units, IntendedUnit{
			Name: key.String(), Kind: value.Get("kind").String(), Platform: value.Get("platform").String(),
			Calls: values(value.Get("calls")), Uses: values(value.Get("uses")),
		})
	}
	return in
}

// values returns the texts of a list; an empty list is not nil.
func values(n yamldoc.Node) []arch.Value[string] {
	if !n.Exists() {
		return nil
	}
	list := []arch.Value[string]{}
	for item := range n.Items() {
		list = append(list, item.String())
	}
	return list
}

func strs(n yamldoc.Node) []string {
	var list []string
	for item := range n.Items() {
		list = append(list, item.Text())
	}
	return list
}
