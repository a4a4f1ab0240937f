package terraform

import (
	"cmp"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/iac/terraform/eval"
	"github.com/archvet/archvet/detect/source"
)

// Format is the name of this format in the contract's list.
const Format = "terraform"

// Load reads every Terraform root of a tree.
func Load(t *source.Tree) iac.Declared {
	var all iac.Declared
	roots := eval.Load(t, matters)
	for i := 0; i < len(roots); {
		n := i + 1
		for n < len(roots) && roots[n].Dir == roots[i].Dir {
			n++
		}
		for _, d := range environments(t, roots[i:n]) {
			all.Units = append(all.Units, d.Units...)
			all.Resources = append(all.Resources, d.Resources...)
			all.Links = append(all.Links, d.Links...)
			all.Apps = append(all.Apps, d.Apps...)
			all.Policies = append(all.Policies, d.Policies...)
			all.Mesh = append(all.Mesh, d.Mesh...)
		}
		i = n
	}
	slices.Sort(all.Mesh)
	all.Mesh = slices.Compact(all.Mesh)
	across(&all)
	if len(roots) > 0 {
		all.Formats = []string{Format}
	}
	return all
}

// scanned are the types that something looks for among all instances, though no
// table makes or relates them.
var scanned = map[string]bool{
	"data.archive_file": true, "archive_file": true, "null_resource": true, "terraform_data": true,
}

// matters reports whether instances of a type are looked at for their own sake, not
// only when another one refers to them.
func matters(typ string) bool {
	_, row := simple[typ]
	_, wired := wirings[typ]
	return row || wired || kubeObject(typ) || declarers[typ] != nil || relaters[typ] != nil || forwarders[typ] != "" || scanned[typ]
}

// environments interprets a root in each of its environments, and keeps one of those
// that say the same.
func environments(t *source.Tree, roots []*eval.Root) []iac.Declared {
	var out []iac.Declared
	for _, r := range roots {
		d := interpret(t, r)
		same := slices.ContainsFunc(out, func(o iac.Declared) bool { return alike(o, d) })
		if !same {
			out = append(out, d)
		}
	}
	return out
}

// alike reports whether two environments declare the same things with the same
// settings. Names and places of values are what environments differ in, too.
func alike(a, b iac.Declared) bool {
	if len(a.Units) != len(b.Units) || len(a.Resources) != len(b.Resources) || len(a.Links) != len(b.Links) {
		return false
	}
	for i, u := range a.Units {
		if plain(u) != plain(b.Units[i]) || !reflect.DeepEqual(u.Settings, b.Units[i].Settings) || !sameEnv(u.Env, b.Units[i].Env) {
			return false
		}
	}
	for i, r := range a.Resources {
		if r.Name != b.Resources[i].Name || r.Type != b.Resources[i].Type || r.Queue.Visibility != b.Resources[i].Queue.Visibility {
			return false
		}
	}
	return true
}

func plain(u *iac.Unit) string {
	return u.Name + "\x00" + string(u.Platform) + "\x00" + u.Code.Image.V + "\x00" + u.Code.Dir.V
}

func sameEnv(a, b []iac.Env) bool {
	return slices.EqualFunc(a, b, func(x, y iac.Env) bool { return x.Name == y.Name && x.Value.V == y.Value.V })
}

// root is the state of interpreting one root.
type root struct {
	*eval.Root
	tree      *source.Tree
	out       *iac.Declared
	views     []view // of the types that matter, and what they refer to
	byID      map[string]view
	units     map[string]*iac.Unit
	resources map[string]*iac.Resource
	calls     map[arch.Range]int                   // instances of one block, by its place
	ages      map[string]arch.Value[time.Duration] // at which events of a function are dropped
	late      []func()                             // what can only be said when every trigger is known
	targets   map[string][]string                  // units behind a target group
	fronts    map[string][]front                   // balancers in front of a target group
	forwards  map[string]string                    // from the ID of what stands for another to that one
}

func interpret(t *source.Tree, er *eval.Root) iac.Declared {
	r := &root{
		Root: er, tree: t, out: &iac.Declared{}, byID: map[string]view{}, units: map[string]*iac.Unit{},
		resources: map[string]*iac.Resource{}, forwards: map[string]string{}, calls: map[arch.Range]int{},
		targets: map[string][]string{}, fronts: map[string][]front{}, ages: map[string]arch.Value[time.Duration]{},
	}
	for _, in := range er.Instances() {
		v := viewOf(in)
		r.views = append(r.views, v)
		r.byID[v.id] = v
		r.calls[v.At]++
	}
	r.each(func(v view) {
		if declare := declarers[v.kind]; declare != nil && v.Mode != "data" {
			declare(r, v)
		} else if k, ok := simple[v.kind]; ok && v.Mode != "data" {
			r.store(v, k)
		}
	})
	r.each(func(v view) {
		if attr := forwarders[v.kind]; attr != "" && v.Mode != "data" {
			r.forward(v, v.get(attr))
		}
	})
	r.each(func(v view) {
		if relate := relaters[v.kind]; relate != nil && v.Mode != "data" {
			relate(r, v)
		}
		if v.Mode != "data" {
			r.wire(v)
		}
	})
	r.kubernetes()
	r.balance()
	for _, do := range r.late {
		do()
	}
	r.finish()
	return *r.out
}

func (r *root) each(do func(view)) {
	for _, v := range r.views {
		do(v)
	}
}

// unit adds a unit with what every declaration says.
func (r *root) unit(v view, kind arch.UnitKind, platform arch.Platform, name eval.Node) *iac.Unit {
	u := &iac.Unit{ID: v.id, Scope: r.Scope(), Name: v.Label, Kind: kind, Platform: platform, Format: Format, At: v.At, Environment: r.Environment}
	u.Name, u.Aliases = names(v, name)
	if v.member != "" {
		u.At = v.body.At()
		if !name.Exists() {
			u.Name = v.member
		}
	}
	if call := v.Call(); !call.IsZero() && r.calls[v.At] > 1 {
		u.At = call // the block alone would not tell the units apart
	}
	r.units[u.ID] = u
	r.out.Units = append(r.out.Units, u)
	return u
}

// names gives the name as deployed and the others it may be known by.
func names(v view, name eval.Node) (string, []string) {
	label := v.Label
	if generic[label] {
		label = cmp.Or(moduleLabel(v.Address), label)
	}
	var former []string
	for _, l := range v.Former() {
		if !generic[l] && l != label {
			former = append(former, l)
		}
	}
	full := name.String()
	if !full.Known() || full.V == "" {
		return cmp.Or(visible(name), label), former
	}
	if label == full.V || generic[label] {
		return full.V, former
	}
	return full.V, append(former, label)
}

// store adds a resource.
func (r *root) store(v view, k kindInfo) *iac.Resource {
	name := eval.Node{}
	for _, attr := range strings.Split(k.name, "|") {
		if name = v.get(attr); name.Exists() {
			break
		}
	}
	res := &iac.Resource{ID: v.id, Scope: r.Scope(), Kind: k.kind, Type: k.typ, Platform: k.platform, Format: Format, At: v.At, Environment: r.Environment}
	res.Name, res.Aliases = names(v, name)
	r.resources[res.ID] = res
	r.out.Resources = append(r.out.Resources, res)
	return res
}

// forward notes that an instance stands for what one of its attributes names.
func (r *root) forward(v view, to eval.Node) {
	for _, in := range to.Instances() {
		if id := in.ID(); id != v.id {
			r.forwards[v.id] = id
			return
		}
	}
}

// resolve follows an ID to the unit or resource that it means.
func (r *root) resolve(id string) string {
	for range 8 {
		if r.units[id] != nil || r.resources[id] != nil {
			return id
		}
		next, ok := r.forwards[id]
		if !ok {
			return ""
		}
		id = next
	}
	return ""
}

// target returns the ID of the unit or resource that a value names, by reference or,
// when that is all there is, by its name or ARN.
func (r *root) target(n eval.Node) string {
	for _, in := range n.Instances() {
		if id := r.resolve(in.ID()); id != "" {
			return id
		}
	}
	return r.byName(n.Text())
}

// byName finds what a name or ARN means; nothing when several could be meant.
func (r *root) byName(t iac.Text) string {
	if len(t.Parts) == 0 {
		return ""
	}
	first, last := t.Parts[0].Literal, t.Parts[len(t.Parts)-1].Literal
	arn := strings.HasPrefix(first, "arn:")
	switch {
	case arn || strings.Contains(first, "://"):
		last = last[strings.LastIndexAny(last, ":/")+1:]
	case len(t.Parts) > 1:
		return "" // a name composed of what is out of sight
	}
	if last == "" {
		return ""
	}
	service := ""
	if f := strings.Split(first, ":"); arn && len(f) > 2 {
		service = f[2]
	}
	var found []string
	for _, u := range r.out.Units {
		if u.Name == last && (service == "" || unitServices[service] == u.Platform) {
			found = append(found, u.ID)
		}
	}
	for _, s := range r.out.Resources {
		if s.Name == last && (service == "" || service == s.Type) {
			found = append(found, s.ID)
		}
	}
	if len(found) != 1 {
		return ""
	}
	return found[0]
}

// unitServices are the services in the ARNs of units.
var unitServices = map[string]arch.Platform{"lambda": arch.AWSLambda, "states": arch.StepFunctions}

// finish settles references and defaults that need to know everything.
func (r *root) finish() {
	for _, u := range r.out.Units {
		for i := range u.Env {
			u.Env[i].Value = r.settle(u.Env[i].Value)
		}
		slices.Sort(u.Aliases)
		u.Aliases = slices.Compact(u.Aliases)
		slices.Sort(u.DependsOn)
		u.DependsOn = slices.Compact(u.DependsOn)
		u.Env = lastWins(u.Env)
		if u.Platform == arch.AWSLambda {
			r.settleFunction(u)
		}
	}
	for _, res := range r.out.Resources {
		slices.Sort(res.Aliases)
		res.Aliases = slices.Compact(res.Aliases)
	}
	slices.SortStableFunc(r.out.Links, func(a, b iac.Link) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To), cmp.Compare(a.ToHost, b.ToHost), cmp.Compare(a.What, b.What), a.At.Compare(b.At))
	})
	r.out.Links = slices.CompactFunc(r.out.Links, func(a, b iac.Link) bool { return a == b })
}

// settle turns references to what is neither unit nor resource into hidden parts.
func (r *root) settle(t iac.Text) iac.Text {
	parts := make([]iac.Part, len(t.Parts))
	for i, p := range t.Parts {
		parts[i] = p
		if p.Ref == "" || r.abroad(p.Ref) {
			continue
		}
		if id := r.resolve(p.Ref); id != "" {
			parts[i].Ref = id
			continue
		}
		_, address, _ := strings.Cut(p.Ref, "#")
		parts[i] = iac.Part{Literal: p.Literal}
		if !t.Known() && p.Literal == "" {
			parts[i].Why = address + "." + p.Attribute + " is known only after apply"
		}
	}
	t.Parts = parts
	return t
}

func (r *root) link(l iac.Link) {
	if l.From == "" || l.To == "" && l.ToHost == "" || l.From == l.To {
		return
	}
	l.Scope = r.Scope()
	r.out.Links = append(r.out.Links, l)
}

// lastWins orders variables by name and keeps the last of those that are set twice,
// as every platform does.
func lastWins(list []iac.Env) []iac.Env {
	slices.Reverse(list)
	slices.SortStableFunc(list, func(a, b iac.Env) int { return cmp.Compare(a.Name, b.Name) })
	return slices.CompactFunc(list, func(a, b iac.Env) bool { return a.Name == b.Name })
}
