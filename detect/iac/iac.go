// Package iac is the vocabulary in which loaders say what a repository declares.
//
// There is one package below this one for each format. A loader reads every file of
// its format, evaluates what can be evaluated without running or fetching anything,
// and returns what it understood as [Declared]; what it did not understand goes to
// the tree as problems, or stays in the result as an unknown value with a reason. A
// broken file never hides another one.
//
// Loaders do not know each other and do not look at code. That two declarations mean
// the same unit, that a host name is a unit, and which directory holds a unit's
// source is for detect/link to decide.
package iac

import (
	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/source"
)

// Loader reads all files of one format.
type Loader func(*source.Tree) Declared

// Declared is what one loader understood.
type Declared struct {
	Formats   []string // of the contract's iac list; empty when the tree has none of it
	Units     []*Unit
	Resources []*Resource
	Links     []Link
	Builds    []*Build
	Mesh      []string
	Policies  []Policy
	Hints     []Hint
	Apps      []App
	Modules   []*Module
}

// App is what a deployment says of all functions whose source is in one directory,
// while the functions themselves are declared there, in another format.
type App struct {
	Dir      string // of the source; "" when it is the only one
	Scope    string
	Format   string
	At       arch.Range
	Settings arch.Settings // those that the functions do not set themselves
	Env      []Env
	EnvOpen  string
	Labels   map[string]string
}

// Unit is one declaration of a workload or function.
//
// Wherever arch.Trigger.From, arch.Settings.OnFailure or arch.Queue.DeadLetter name
// something declared in the same scope, they hold its ID; the linker puts the final
// name there.
type Unit struct {
	ID          string // unique in the repository: "template.yaml#Report", "k8s/a.yaml#Deployment/orders"
	Scope       string // what shares names and references: a stack, a compose project, a set of manifests, a Terraform root
	Name        string // as deployed, else the logical name
	Aliases     []string
	Kind        arch.UnitKind
	Platform    arch.Platform
	Format      string
	At          arch.Range // the line that names it
	Environment string     // stage, overlay or root; "" when there is only one
	Code        Code
	Env         []Env
	EnvOpen     string // why there may be more variables than Env lists; "" when that is all
	Hosts       []Host
	Ports       []arch.Port
	Triggers    []arch.Trigger
	Settings    arch.Settings
	Tasks       []arch.Task // of a workflow; Target is an ID or the integration as written
	Labels      map[string]string
	DependsOn   []string // IDs; weak evidence, only ever corroborates
	Mounted     []string // files of the repository that it runs with, by another way than a volume that binds them
	// Update is set for what changes a unit rather than declares it, such as a command
	// that deploys: another declaration of the unit says more.
	Update bool
}

// Code says where a unit's source is, as far as its declaration tells.
type Code struct {
	Dir        arch.Value[string] // directory (or file) relative to the root: CodeUri, build context, archive source
	Dockerfile arch.Value[string] // relative to the root
	Target     arch.Value[string] // build stage
	BuildArgs  map[string]arch.Value[string]
	Image      arch.Value[string] // as written, with its tag
	Handler    arch.Value[string] // as the platform takes it: "bootstrap", "app.handler", "bin/x"
	Command    []arch.Value[string]
	Args       []arch.Value[string]
	Inline     bool // source is in the declaration itself
	// Language is set where the declaration itself says it, such as by its runtime.
	Language string
}

// Host is a name under which a unit or resource is reached within its scope.
type Host struct {
	Name  string
	At    arch.Range
	Ports []int
}

// Env is a variable that a declaration sets for a unit.
type Env struct {
	Name  string
	Value Text
	At    arch.Range // the whole entry, or its name
}

// Text is a string composed of literal parts and references. When all parts are
// literal, the Value is known.
type Text struct {
	arch.Value[string]
	Parts []Part
}

// Part is one piece of a [Text]: a literal, a reference, or neither, with a reason.
type Part struct {
	Literal   string
	Ref       string // ID of a unit or resource
	Attribute string // what is taken from it, as the format calls it: "Arn", "QueueUrl", "url", "endpoint"
	Why       string // for a part that is hidden: the reason
}

// Literal returns a Text that is fully known.
func Literal(s string, at arch.Range) Text {
	return Text{Value: arch.Given(s, at), Parts: []Part{{Literal: s}}}
}

// Refs returns the IDs that the text refers to, in order.
func (t Text) Refs() []string {
	var ids []string
	for _, p := range t.Parts {
		if p.Ref != "" {
			ids = append(ids, p.Ref)
		}
	}
	return ids
}

// Compose joins parts into a Text; it is known when every part is literal.
func Compose(at arch.Range, parts ...Part) Text {
	t := Text{Parts: parts}
	s := ""
	for _, p := range parts {
		if p.Ref != "" {
			t.Value = arch.Hide[string](at, "refers to "+p.Ref)
			return t
		}
		if p.Why != "" {
			t.Value = arch.Hide[string](at, p.Why)
			return t
		}
		s += p.Literal
	}
	t.Value = arch.Given(s, at)
	return t
}

// Resource is one declaration of something that is not own code.
type Resource struct {
	ID          string
	Scope       string
	Name        string // physical name where known, else the logical one
	Aliases     []string
	Kind        arch.ResourceKind
	Type        string // see arch.Resource.Type
	Platform    string
	Format      string
	At          arch.Range
	Environment string
	Hosts       []Host
	Queue       arch.Queue
	Database    arch.Value[string]
	Volumes     []arch.Volume
	VolumesOpen string
	// MaxConnections is what a database or proxy accepts at once.
	MaxConnections arch.Value[int]
	Proxies        string // ID of the resource that it pools connections for
	// Config is the path of the configuration file that is all there is of it: what is
	// built with the file, or mounts it, is what runs, and takes its place.
	Config  string
	Mounted []string // as a Unit's
}

// Link is an edge that the declarations themselves prove: a gateway's route, a
// state machine's task, a topic's subscription.
type Link struct {
	From, To string // IDs; To may be a host name of the scope instead, then ToHost is set
	ToHost   string
	Scope    string
	Style    arch.EdgeStyle
	Protocol string
	Path     string // route, where it has one
	At       arch.Range
	What     string // for people: "route /cart", "task Charge"
	// Starts is as what the link starts a unit that another format declares; "" when
	// the target's own declaration says so, or nothing is started.
	Starts arch.TriggerKind
}

// Policy is what a mesh or gateway does to requests to a target, from anybody or
// from one unit.
type Policy struct {
	arch.Policy
	From   string // ID; "" for every caller
	To     string // ID; or ToHost, a host name of the scope
	ToHost string
	Scope  string
}

// Hint says from what an image is made, where a build is described apart from what
// runs it: a CI matrix, skaffold artifacts, a cloud build. Hints are weaker than what
// the declaration of the unit itself says.
type Hint struct {
	Image      string // as written, without tag and with unknown leading parts left out
	Dir        string // build context or source directory, relative to the root
	Dockerfile string // relative to the root; "" for the context's own
	Target     string
	BuildArgs  map[string]string
	At         arch.Range
}
