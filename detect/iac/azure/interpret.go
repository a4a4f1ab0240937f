package azure

import (
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
)

// interpreter turns what a deployment declares into units, resources and links.
type interpreter struct {
	loader    *loader
	d         *deployment
	scope     string
	units     map[string]*iac.Unit // by ID
	resources map[string]*iac.Resource
	made      map[string]int // how many things a module declares, by its path
}

func (in *interpreter) run() {
	in.units, in.resources = map[string]*iac.Unit{}, map[string]*iac.Resource{}
	in.made = map[string]int{}
	for _, i := range in.d.instances {
		if i.isDeclared() {
			in.made[i.in.path]++
		}
	}
	for _, i := range in.d.instances {
		in.declare(i)
	}
	for _, i := range in.d.instances { // what refers to the others
		switch i.typ {
		case "microsoft.app/managedenvironments/daprcomponents":
			in.component(i)
		case "microsoft.apimanagement/service/apis", "microsoft.apimanagement/service/backends":
			in.gatewayRoute(i)
		default:
			in.database(i)
		}
	}
}

func (in *interpreter) declare(i *instance) {
	if i.existing {
		return
	}
	switch i.typ {
	case "microsoft.app/containerapps":
		in.containerApp(i, arch.Service)
	case "microsoft.app/jobs":
		in.containerApp(i, arch.Job)
	case "microsoft.web/sites":
		in.site(i)
	default:
		if k, ok := resourceKinds[i.typ]; ok {
			in.resource(i, k)
		}
	}
}

// name is what a resource is called: as deployed where that is known, else what it is
// called in the template. The only thing that a module makes is called like the module.
func (in *interpreter) name(i *instance) (name, logical string) {
	logical = i.symbol
	if path := strings.TrimSuffix(i.in.path, "."); path != "" && in.made[i.in.path] == 1 {
		logical = path[strings.LastIndexByte(path, '.')+1:]
		logical, _, _ = strings.Cut(logical, "[")
	}
	physical := i.body.get("name").word()
	if physical == "" {
		return logical, logical
	}
	return physical[strings.LastIndexByte(physical, '/')+1:], logical // of a child: parent/name
}

// isDeclared reports whether an instance becomes a unit or a resource.
func (i *instance) isDeclared() bool {
	_, ok := resourceKinds[i.typ]
	return !i.existing && (ok || strings.HasPrefix(i.typ, "microsoft.app/containerapps") || i.typ == "microsoft.app/jobs" || i.typ == "microsoft.web/sites")
}

func (in *interpreter) resource(i *instance, k resourceKind) *iac.Resource {
	if in.resources[i.id] != nil {
		return in.resources[i.id]
	}
	name, logical := in.name(i)
	r := &iac.Resource{
		ID: i.id, Scope: in.scope, Name: name, Kind: k.kind, Type: k.typ,
		Platform: "azure", Format: i.format, At: i.at, Hosts: []iac.Host{{Name: name, At: i.at}},
	}
	if logical != name && i.in.path == "" && !strings.HasSuffix(i.id, "]") {
		r.Aliases = []string{logical}
	}
	if k.domain != "" && i.body.get("name").word() != "" {
		r.Hosts = append(r.Hosts, iac.Host{Name: name + k.domain, At: i.at})
	}
	if strings.EqualFold(i.body.get("kind").word(), "MongoDB") {
		r.Type = "mongodb"
	}
	in.queue(r, i)
	in.resources[i.id] = r
	in.loader.addResource(r)
	for _, q := range append(i.body.get("queues").list(), i.body.get("topics").list()...) { // of a registry's module
		if n := q.get("name").word(); n != "" && k.typ == "servicebus" {
			r.Aliases = append(r.Aliases, n)
		}
	}
	return r
}

// database gives a server the name of its only database.
func (in *interpreter) database(i *instance) {
	if !databases[i.typ] || i.existing {
		return
	}
	server := i.parent
	if server == nil {
		server = in.d.byMark[strings.TrimSuffix(i.typ, i.typ[strings.LastIndexByte(i.typ, '/'):])+" "+parentMark(i.body.get("name").mark())]
	}
	if server == nil {
		return
	}
	if server.existing {
		server = in.d.byMark[server.typ+" "+server.nameMark()]
	}
	r := (*iac.Resource)(nil)
	if server != nil {
		r = in.resources[server.id]
	}
	name := i.body.get("name").string()
	switch {
	case r == nil || !name.Known():
	case r.Database.Known() && r.Database.V != name.V:
		r.Database = arch.Hide[string](name.At, "has several databases")
	case !r.Database.Hidden():
		name.V = name.V[strings.LastIndexByte(name.V, '/')+1:]
		r.Database = name
	}
}

func parentMark(mark string) string {
	if i := strings.LastIndexByte(mark, '/'); i >= 0 {
		return mark[:i]
	}
	return ""
}

// component reads a Dapr component. It is another name of the resource that its
// metadata leads to, or a resource of its own.
func (in *interpreter) component(i *instance) {
	props := i.body.get("properties")
	typ := props.get("componentType").word()
	block, product, _ := strings.Cut(typ, ".")
	name, _ := in.name(i)
	target := ""
	for _, m := range props.get("metadata").list() {
		if id := m.get("value").ref(); in.resources[id] != nil && (target == "" || target == id) {
			target = id
		}
	}
	var r *iac.Resource
	if target != "" {
		r = in.resources[target]
		r.Aliases = append(r.Aliases, name)
	} else {
		k, ok := componentKinds[block]
		if !ok || i.existing {
			return
		}
		r = in.resource(i, resourceKind{kind: k, typ: product[strings.LastIndexByte(product, '.')+1:]})
	}
	if block != "state" {
		return // who publishes and who subscribes is in the code
	}
	for _, s := range props.get("scopes").list() {
		for _, u := range in.loader.out.Units {
			if u.Scope == in.scope && s.word() != "" && slices.Contains(u.Aliases, s.word()) {
				in.loader.out.Links = append(in.loader.out.Links, iac.Link{
					From: u.ID, To: r.ID, Scope: in.scope, Style: arch.Data, Protocol: r.Type, At: s.at, What: "Dapr component " + name,
				})
			}
		}
	}
}

// componentKinds are the building blocks of Dapr that are resources.
var componentKinds = map[string]arch.ResourceKind{
	"state": arch.Datastore, "pubsub": arch.Broker, "bindings": arch.OtherResource, "secretstores": arch.OtherResource, "configuration": arch.OtherResource,
}

// gatewayRoute links an API of API Management to what it stands in front of.
func (in *interpreter) gatewayRoute(i *instance) {
	from := ""
	if p := i.parent; p != nil {
		from = p.part("").Ref
	}
	props := i.body.get("properties")
	for _, key := range []string{"serviceUrl", "value", "url"} {
		v := props.get(key)
		if to := v.ref(); from != "" && to != "" && to != from && in.units[to] != nil {
			in.loader.out.Links = append(in.loader.out.Links, iac.Link{
				From: from, To: to, Scope: in.scope, Style: arch.Sync, Protocol: "http", Path: "/" + props.get("path").word(), At: v.at, What: "API of the gateway",
			})
			return
		}
	}
}
