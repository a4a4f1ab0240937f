package awscfn

import (
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/limits"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

// setting is a property of a function with the shared one that stands in for it.
type setting struct{ own, shared View }

func (p setting) below(keys ...string) setting {
	return setting{p.own.Get(keys...), p.shared.Get(keys...)}
}

func read[T any](p setting, get func(View) arch.Value[T]) arch.Value[T] {
	if p.own.Exists() {
		return get(p.own)
	}
	if p.shared.Exists() {
		return Inherit(get(p.shared))
	}
	return arch.Value[T]{}
}

// globals returns the shared property of a SAM template, the absent View for any
// other resource.
func (s *Stack) globals(r *resource, section string) View {
	if !strings.HasPrefix(r.typ, "AWS::Serverless::") {
		return View{}
	}
	return s.section("Globals", section)
}

func (s *Stack) functionSetting(r *resource) func(string) setting {
	shared := s.globals(r, "Function")
	return func(name string) setting { return setting{r.get(name), shared.Get(name)} }
}

func (s *Stack) declareFunction(r *resource) {
	u := s.newUnit(r, arch.Function, arch.AWSLambda)
	get := s.functionSetting(r)
	u.Settings.Timeout = read(get("Timeout"), View.Seconds).Or(limits.DefaultDuration(limits.LambdaTimeout, u.At))
	u.Settings.Memory = read(get("MemorySize"), View.Int).Or(limits.DefaultInt(limits.LambdaMemory, u.At))
	u.Settings.ReservedConcurrency = read(get("ReservedConcurrentExecutions"), View.Int)
	u.Settings.Provisioned = read(get("ProvisionedConcurrencyConfig").below("ProvisionedConcurrentExecutions"), View.Int)
	u.Settings.Storage = read(get("EphemeralStorage").below("Size"), View.Int).Or(DefaultStorage(u.At))
	u.Settings.SnapStart = read(get("SnapStart").below("ApplyOn"), snapStart).Or(DefaultSnapStart(u.At))
	s.fileSystems(u, get("FileSystemConfigs"))
	s.asyncFailure(u, r, get)

	if read(get("PackageType"), View.String).V != "Image" { // an image has neither, whatever Globals say
		u.Settings.Runtime = read(get("Runtime"), View.String)
		u.Code.Handler = read(get("Handler"), View.String)
		u.Code.Language = LanguageOf(u.Settings.Runtime.V)
	}
	code := get("CodeUri")
	if r.typ == "AWS::Lambda::Function" {
		code = get("Code")
	}
	inline := r.get("InlineCode")
	if !inline.Exists() {
		inline = code.own.Get("ZipFile")
	}
	uri := code.own
	if !uri.Exists() {
		uri = code.shared
	}
	if image := r.get("ImageUri"); image.Exists() {
		u.Code.Image = imageOf(image)
	}
	s.packageCode(u, r, uri, inline)
	if command := get("ImageConfig").own; command.Exists() {
		u.Code.Args = list(command.Get("Command"))
		u.Code.Command = list(command.Get("EntryPoint"))
	}
	vars := get("Environment").below("Variables")
	s.Environment(u, vars.own, false)
	s.Environment(u, vars.shared, true)
}

func list(v View) []arch.Value[string] {
	var items []arch.Value[string]
	for item := range v.OneOrMore() {
		items = append(items, item.String())
	}
	return items
}

// Environment adds the variables that the unit does not have yet.
func (s *Stack) Environment(u *iac.Unit, vars View, shared bool) {
	if why := vars.Hidden(); why != "" && u.EnvOpen == "" {
		u.EnvOpen = why
	}
	seen := map[string]bool{}
	for _, e := range u.Env {
		seen[e.Name] = true
	}
	for key, value := range vars.Pairs() {
		if seen[key.Text()] || !value.Exists() && !value.n.IsNull() {
			continue
		}
		text := value.Text()
		if shared {
			text.Value = Inherit(text.Value)
		}
		u.Env = append(u.Env, iac.Env{Name: key.Text(), Value: text, At: key.At()})
	}
}

// asyncFailure reads what becomes of asynchronous events that the function fails.
func (s *Stack) asyncFailure(u *iac.Unit, r *resource, get func(string) setting) {
	queue, config := get("DeadLetterQueue"), get("EventInvokeConfig")
	if r.typ == "AWS::Lambda::Function" {
		queue = get("DeadLetterConfig")
	}
	u.Settings.Retries = read(config.below("MaximumRetryAttempts"), View.Int)
	s.repo.maxAge[u.ID] = read(config.below("MaximumEventAgeInSeconds"), View.Seconds)
	onFailure := read(config.below("DestinationConfig", "OnFailure"), s.destination)
	u.Settings.OnFailure = read(queue.below("TargetArn"), View.Named).Or(onFailure)
}

// destination reads an OnFailure of SAM, which may leave the queue itself to SAM.
func (s *Stack) destination(v View) arch.Value[string] {
	if d := v.Get("Destination"); d.Exists() {
		return d.Named()
	}
	if v.Hidden() != "" {
		return arch.Hide[string](v.At(), v.Hidden())
	}
	return arch.Given("a queue that SAM makes", v.At())
}

// Named evaluates a reference to another declaration: its ID, or the name or ARN as
// written.
func (v View) Named() arch.Value[string] {
	text := v.Text()
	if refs := text.Refs(); len(refs) == 1 {
		return arch.Given(refs[0], v.At())
	}
	if id := v.s.findNamed(text); id != "" {
		return arch.Given(id, v.At())
	}
	return text.Value
}

func (s *Stack) newUnit(r *resource, kind arch.UnitKind, platform arch.Platform) *iac.Unit {
	u := &iac.Unit{
		ID: s.ID(r.logical), Name: r.logical, Kind: kind, Platform: platform, At: r.key.At(),
		DependsOn: s.dependsOn(r),
	}
	if name := r.get(r.info.name).String(); r.info.name != "" && name.Known() && name.V != "" && name.V != r.logical {
		u.Name, u.Aliases = name.V, []string{r.logical}
	}
	s.Add(u)
	return u
}

// Add makes a unit a part of the stack.
func (s *Stack) Add(u *iac.Unit) {
	u.Scope, u.Format, u.Environment = s.opts.Scope, s.opts.Format, s.opts.Stage
	if len(u.Aliases) > 0 && s.resources[u.Aliases[0]] == nil {
		s.nameIs(u.Name, u.ID, string(u.Platform))
	}
	s.repo.units[u.ID] = u
	s.out.Units = append(s.out.Units, u)
}

// Unit returns the stack's unit of an ID, or nil.
func (s *Stack) Unit(id string) *iac.Unit { return s.repo.units[id] }

// Resource returns the resource of an ID, or nil.
func (s *Stack) Resource(id string) *iac.Resource { return s.repo.stores[id] }

func (s *Stack) dependsOn(r *resource) []string {
	var ids []string
	for item := range r.view.Get("DependsOn").OneOrMore() {
		if id, _ := s.target(item.String().V); id != "" && id != s.ID(r.logical) {
			ids = append(ids, id)
		}
	}
	return ids
}

// declareResource adds something that is not own code.
func (s *Stack) declareResource(r *resource) *iac.Resource {
	res := &iac.Resource{ID: s.ID(r.logical), Name: r.logical, Kind: r.info.kind, Type: r.info.typ, Platform: "aws", At: r.key.At()}
	if r.info.name != "" {
		if name := r.get(r.info.name).String(); name.Known() && name.V != "" && name.V != r.logical {
			res.Name, res.Aliases = name.V, []string{r.logical}
		}
	}
	s.AddResource(res)
	return res
}

// AddResource makes a resource a part of the stack.
func (s *Stack) AddResource(r *iac.Resource) {
	r.Scope, r.Format, r.Environment = s.opts.Scope, s.opts.Format, s.opts.Stage
	s.repo.stores[r.ID] = r
	s.out.Resources = append(s.out.Resources, r)
}

// declareQueue adds a queue with its settings.
func (s *Stack) declareQueue(r *resource) {
	res := s.declareResource(r)
	q := &res.Queue
	q.Visibility = r.get("VisibilityTimeout").Seconds().Or(limits.DefaultDuration(limits.SQSVisibility, res.At))
	q.Retention = r.get("MessageRetentionPeriod").Seconds().Or(limits.DefaultDuration(queueRetention, res.At))
	q.FIFO = r.get("FifoQueue").Bool().Or(arch.ByDefault(false, res.At, "a queue is a standard one"))
	policy := r.get("RedrivePolicy").object()
	switch {
	case policy.Hidden() != "":
		q.DeadLetter = arch.Hide[string](policy.At(), policy.Hidden())
	case policy.Kind() == yamldoc.Map:
		q.DeadLetter = policy.First("deadLetterTargetArn", "DeadLetterTargetArn").Named()
		q.MaxReceive = policy.First("maxReceiveCount", "MaxReceiveCount").Int()
	case policy.Exists():
		q.DeadLetter = arch.Hide[string](policy.At(), "a JSON text")
	default:
		q.DeadLetter = arch.ByDefault("", res.At, queueRedrive)
	}
}
