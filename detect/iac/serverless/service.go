package serverless

import (
	"path"
	"strings"
	"unicode"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/iac/awscfn"
	"github.com/archvet/archvet/detect/limits"
	"github.com/archvet/archvet/detect/source"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

// service is one serverless.yml.
type service struct {
	*awscfn.Stack
	repo           *awscfn.Repo
	services       map[string]*service // of the tree, by stack name
	path           string
	dir            string
	root           yamldoc.Node
	doc            awscfn.View
	provider       awscfn.View
	named          yamldoc.Node // the node that holds the service's name
	name           string
	stage          string
	stageIsDefault bool
	constructs     map[string]string // of lift, to the ID of their queue or bucket
	depth          int
	modules        map[string]yamldoc.Node // exports of programs, by file and name
	vars           map[string]string       // of .env files; nil until read
	shared         *composed               // the file that deploys the service with others, or nil
	memo           map[yamldoc.Node]awscfn.Expansion
}

const defaultStage = "dev" // of the framework

func newService(repo *awscfn.Repo, f *source.File, doc yamldoc.Node, all map[string]*service) *service {
	s := &service{repo: repo, services: all, path: f.Path, dir: f.Dir(), root: doc, constructs: map[string]string{}, modules: map[string]yamldoc.Node{}, memo: map[yamldoc.Node]awscfn.Expansion{}}
	s.Stack = repo.NewStack(awscfn.Options{Scope: f.Path, File: f.Path, Format: format, Vars: s})
	s.stage, s.stageIsDefault = defaultStage, true
	s.named = doc.Get("service")
	if s.named.Kind() == yamldoc.Map {
		s.named = s.named.Get("name")
	}
	if stage := s.View(doc.Get("provider", "stage")).String(); stage.Known() && stage.V != "" {
		s.stage, s.stageIsDefault = stage.V, false
	}
	s.name = s.View(s.named).String().V
	s.doc = s.View(doc)
	s.provider = s.doc.Get("provider")
	return s
}

// platforms are the providers whose functions are understood.
var platforms = map[string]arch.Platform{
	"aws": arch.AWSLambda, "azure": arch.AzureFunctions, "google": arch.GCPFunctions,
	"openfaas": arch.OpenFaaS, "knative": arch.Knative,
}

func (s *service) platform() arch.Platform {
	if p := platforms[s.provider.String().V]; p != "" {
		return p
	}
	return platforms[s.provider.Get("name").String().V]
}

// resources reads what the service declares besides functions, of which the others may
// take values.
func (s *service) resources() {
	if s.platform() != arch.AWSLambda {
		return
	}
	for section := range s.doc.Get("resources").OneOrMore() {
		s.AddTemplate(section)
	}
	s.generated()
}

func (s *service) load() {
	platform := s.platform()
	if platform == "" {
		return
	}
	functions := s.doc.Get("functions")
	for part := range functions.OneOrMore() {
		for key, def := range part.Pairs() {
			s.function(key.Text(), key, def, platform)
		}
	}
	if platform == arch.AWSLambda {
		s.lift()
		s.stepFunctions()
		s.OnBind(s.serviceProxies)
		s.OnBind(s.appSync)
	}
}

// generated makes the logical ids known that the framework generates for APIs.
func (s *service) generated() {
	for _, logical := range []string{"ApiGatewayRestApi", "HttpApi", "WebsocketsApi"} {
		s.Know(logical, s.ID(logical))
	}
}

// function adds one entry of the functions section.
func (s *service) function(name string, key yamldoc.Node, def awscfn.View, platform arch.Platform) *iac.Unit {
	if s.Unit(s.ID("functions/"+name)) != nil {
		return nil
	}
	if def.Kind() != yamldoc.Map {
		if def.Hidden() != "" {
			s.outOfSight(name, key, def, platform)
		}
		return nil
	}
	u := &iac.Unit{ID: s.ID("functions/" + name), Name: name, Kind: arch.Function, Platform: platform, At: key.At()}
	s.aliases(u, def)
	if !def.Get("image").Exists() { // an image has no runtime, whatever the provider says
		u.Settings.Runtime = def.Get("runtime").String().Or(awscfn.Inherit(s.provider.Get("runtime").String()))
	}
	s.settings(u, def, platform)
	u.Code.Handler = def.First("handler", "entryPoint").String()
	if !u.Code.Handler.Known() && !u.Code.Handler.Hidden() && platform == arch.GCPFunctions {
		u.Code.Handler = arch.Given(name, key.At())
	}
	u.Code.Language = awscfn.LanguageOf(u.Settings.Runtime.V)
	s.code(u, def)
	s.variables(u, def)
	s.Add(u)
	s.Know(u.Name, u.ID)
	s.Know(normalize(u.Name)+"LambdaFunction", u.ID)
	s.OnBind(func() {
		s.events(u, def.Get("events"), platform)
		if url := def.Get("url"); url.Bool().V || url.Kind() == yamldoc.Map {
			s.Bind(u, awscfn.HTTP(url.At(), "", awscfn.FunctionURL, "", ""), "function URL")
		}
	})
	return u
}

// outOfSight adds a function of which only the name is here.
func (s *service) outOfSight(name string, key yamldoc.Node, def awscfn.View, platform arch.Platform) {
	u := &iac.Unit{ID: s.ID("functions/" + name), Name: name, Kind: arch.Function, Platform: platform, At: key.At(), EnvOpen: def.Hidden()}
	s.aliases(u, awscfn.View{})
	u.Code.Dir = arch.Hide[string](key.At(), def.Hidden())
	set := &u.Settings
	set.Open = def.Hidden()
	set.Retries, set.Provisioned = arch.Hide[int](key.At(), set.Open), arch.Hide[int](key.At(), set.Open)
	set.OnFailure = arch.Hide[string](key.At(), set.Open)
	s.Add(u)
	s.Know(normalize(u.Name)+"LambdaFunction", u.ID)
	s.OnBind(func() {
		s.Bind(u, arch.Trigger{Kind: arch.OnOther, At: key.At()}, "events that are out of sight: "+def.Hidden())
	})
}

// aliases adds the names that the function is deployed under.
func (s *service) aliases(u *iac.Unit, def awscfn.View) {
	name := def.Get("name").String()
	switch {
	case name.Known() && name.V != "":
		u.Aliases = append(u.Aliases, name.V)
	case s.name != "":
		u.Aliases = append(u.Aliases, s.name+"-"+s.stage+"-"+u.Name)
	}
}

func (s *service) settings(u *iac.Unit, def awscfn.View, platform arch.Platform) {
	set := &u.Settings
	s.extended(u)
	set.Memory = set.Memory.Or(def.Get("memorySize").Int()).Or(awscfn.Inherit(s.provider.Get("memorySize").Int()))
	set.Timeout = set.Timeout.Or(def.Get("timeout").Seconds()).Or(awscfn.Inherit(s.provider.Get("timeout").Seconds()))
	if platform != arch.AWSLambda {
		return
	}
	set.Memory = set.Memory.Or(limits.DefaultInt(limits.LambdaMemoryServerless, u.At))
	set.Timeout = set.Timeout.Or(limits.DefaultDuration(limits.LambdaTimeoutServerless, u.At))
	set.ReservedConcurrency = set.ReservedConcurrency.Or(def.Get("reservedConcurrency").Int())
	s.warm(u, def)
	set.Provisioned = set.Provisioned.Or(def.Get("provisionedConcurrency").Int()).Or(awscfn.Inherit(s.provider.Get("provisionedConcurrency").Int()))
	set.Storage = def.Get("ephemeralStorageSize").Int().Or(awscfn.DefaultStorage(u.At))
	set.SnapStart = def.Get("snapStart").Bool().Or(awscfn.DefaultSnapStart(u.At))
	s.MaxAge(u, def.Get("maximumEventAge").Seconds())
	set.Retries = def.Get("maximumRetryAttempts").Int()
	s.OnBind(func() { // the target may be a function of the service
		if dead := def.Get("onError"); dead.Exists() {
			set.OnFailure = dead.Named()
		}
		if dead := def.Get("deadLetter"); dead.Exists() { // of serverless-plugin-lambda-dead-letter
			set.OnFailure = dead.First("targetArn", "sqs", "sns").Named()
		}
		s.sendOn(u, def.Get("destinations"))
		if failure := def.Get("destinations"); failure.Exists() {
			set.OnFailure = set.OnFailure.Or(awscfn.OnFailure(failure))
			if id := s.KnownID(set.OnFailure.V); id != "" {
				set.OnFailure.V = id
			}
		}
	})
}

func (s *service) variables(u *iac.Unit, def awscfn.View) {
	s.Environment(u, def.Get("environment"), false)
	s.Environment(u, s.provider.Get("environment"), true)
	if s.doc.Get("useDotenv").Exists() && u.EnvOpen == "" {
		for plugin := range s.doc.Get("plugins").Items() {
			if plugin.String().V == "serverless-dotenv-plugin" {
				u.EnvOpen = "variables come from .env files"
			}
		}
	}
}

// code finds the source: the directory of the handler where that exists, what the
// Makefile builds the program from, or the service's own directory.
func (s *service) code(u *iac.Unit, def awscfn.View) {
	if image := def.Get("image"); image.Exists() {
		s.image(u, image)
		return
	}
	handler := u.Code.Handler
	if !handler.Known() {
		return
	}
	file := strings.TrimPrefix(handler.V, "./")
	if p, ok := s.repo.BuiltFrom(s.dir, file); ok {
		u.Code.Dir = arch.Given(p, handler.At)
		return
	}
	if artifact := def.Get("package", "artifact").String(); artifact.Known() {
		if p, ok := s.repo.BuiltPackage(s.dir, path.Join(s.dir, artifact.V), file); ok {
			u.Code.Dir = arch.Given(p, handler.At)
			return
		}
	}
	u.Code.Dir = arch.Given(s.handlerDir(file), handler.At)
}

func (s *service) handlerDir(file string) string {
	full := path.Join(s.dir, file)
	switch {
	case strings.HasPrefix(full, "../") || full == "..":
		return s.dir
	case s.repo.Tree.IsDir(full), strings.HasSuffix(full, ".go") && s.repo.Tree.File(full) != nil:
		return full
	case s.repo.Tree.IsDir(path.Dir(full)):
		return path.Dir(full)
	}
	return s.sourceOf(file)
}

// builds are the directories that compilers write to.
var builds = map[string]bool{"dist": true, "build": true, ".build": true, "lib": true, "out": true}

// sourceOf finds what a file in a compiler's output is made of: the directory of the
// same name in the sources, else that of the service.
func (s *service) sourceOf(file string) string {
	first, rest, _ := strings.Cut(file, "/")
	if !builds[first] {
		return s.dir
	}
	for _, sources := range []string{"src", ""} {
		if dir := path.Join(s.dir, sources, path.Dir(rest)); s.repo.Tree.IsDir(dir) {
			return dir
		}
	}
	return s.dir
}

// image reads a container image: one of the provider's that is built here, or one
// that lies in a registry.
func (s *service) image(u *iac.Unit, image awscfn.View) {
	if uri := image.Get("uri"); uri.Exists() {
		u.Code.Image = uri.String()
		return
	}
	name := image.String()
	if image.Get("name").Exists() {
		name = image.Get("name").String()
	}
	u.Code.Command = nil
	for arg := range image.Get("command").OneOrMore() {
		u.Code.Args = append(u.Code.Args, arg.String())
	}
	build := s.provider.Get("ecr", "images").Get(name.V)
	location := build.Get("path").String()
	if !name.Known() || !location.Known() {
		u.Code.Image = build.First("uri").String().Or(build.String()).Or(name)
		return
	}
	dir := path.Join(s.dir, location.V)
	if strings.HasPrefix(dir, "../") {
		return
	}
	u.Code.Dir = arch.Given(dir, location.At)
	file := build.Get("file").String()
	if !file.Known() {
		file = arch.Given("Dockerfile", location.At)
	}
	u.Code.Dockerfile = arch.Given(path.Join(dir, file.V), file.At)
	for key, arg := range build.Get("buildArgs").Pairs() {
		if u.Code.BuildArgs == nil {
			u.Code.BuildArgs = map[string]arch.Value[string]{}
		}
		u.Code.BuildArgs[key.Text()] = arg.String()
	}
}

// normalize is how the framework makes a logical id of a name.
func normalize(name string) string {
	var b strings.Builder
	for i, r := range name {
		switch {
		case r == '-':
			b.WriteString("Dash")
		case r == '_':
			b.WriteString("Underscore")
		case i == 0:
			b.WriteRune(unicode.ToUpper(r))
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			b.WriteRune(r)
		}
	}
	return b.String()
}
