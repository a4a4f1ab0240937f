package awscfn

import (
	"path"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

// LanguageOf returns the language that a managed runtime implies, "" for a custom
// runtime.
func LanguageOf(runtime string) string {
	for _, l := range languages {
		if strings.HasPrefix(runtime, l.prefix) {
			return l.language
		}
	}
	return ""
}

// packageCode reads where the code of a function lies.
func (s *Stack) packageCode(u *iac.Unit, r *resource, code, inline View) {
	meta := r.view.Get("Metadata")
	switch {
	case inline.Exists():
		u.Code.Inline = true
		u.Code.Dir = arch.Given(s.opts.File, inline.At())
	case meta.Get("Dockerfile").Exists() || meta.Get("DockerContext").Exists():
		s.imageBuild(u, meta)
	case code.Get("ImageUri").Exists():
		u.Code.Image = imageOf(code.Get("ImageUri"))
	case code.Get("S3Key").Exists(), code.Get("Key").Exists():
		u.Code.Dir = arch.Hide[string](code.At(), "the package lies in a bucket")
	case code.Kind() == yamldoc.Scalar || code.Hidden() != "":
		u.Code.Dir = s.codeDir(r, u, code)
	case !code.Exists() && r.typ == "AWS::Serverless::Function" && u.Code.Handler.Known():
		u.Code.Dir = arch.ByDefault(s.dir, r.key.At(), "the build takes the directory of the template")
	}
	if asset := meta.Get("aws:asset:path").String(); asset.Known() {
		if p, ok := within(s.dir, asset.V); ok && s.repo.Tree.IsDir(p) {
			u.Code.Dir = arch.Given(p, asset.At)
		}
	}
	s.buildMethod(u, meta)
}

// buildMethod takes the language from how SAM builds the package.
func (s *Stack) buildMethod(u *iac.Unit, meta View) {
	method := meta.Get("BuildMethod").String().V
	switch {
	case strings.HasPrefix(method, "rust"):
		u.Code.Language = "rust"
	case u.Code.Language == "":
		u.Code.Language = LanguageOf(method)
	}
	for entry := range meta.Get("BuildProperties", "EntryPoints").Items() {
		if strings.HasSuffix(entry.String().V, ".ts") {
			u.Code.Language = "typescript"
		}
	}
}

func (s *Stack) imageBuild(u *iac.Unit, meta View) {
	dir := s.dir
	context := meta.Get("DockerContext")
	if context.Exists() {
		u.Code.Dir = s.place(context)
		dir = u.Code.Dir.V
	}
	file := meta.Get("Dockerfile").String()
	switch {
	case context.Exists() && !u.Code.Dir.Known():
		u.Code.Dockerfile = arch.Hide[string](meta.At(), u.Code.Dir.Why)
	case !file.Known() && !file.Hidden():
		u.Code.Dockerfile = arch.Given(path.Join(dir, "Dockerfile"), meta.At())
	case file.Known():
		p, ok := within(dir, file.V)
		u.Code.Dockerfile = given(p, ok, file.At)
	default:
		u.Code.Dockerfile = file
	}
	u.Code.Target = meta.Get("DockerBuildTarget").String()
	for name, arg := range meta.Get("DockerBuildArgs").Pairs() {
		if u.Code.BuildArgs == nil {
			u.Code.BuildArgs = map[string]arch.Value[string]{}
		}
		u.Code.BuildArgs[name.Text()] = arg.String()
	}
}

// place reads a path and makes it relative to the root.
func (s *Stack) place(v View) arch.Value[string] {
	text := v.String()
	if !text.Known() {
		return text
	}
	p, ok := within(s.dir, text.V)
	return given(p, ok, text.At)
}

func given(p string, ok bool, at arch.Range) arch.Value[string] {
	if !ok {
		return arch.Hide[string](at, "lies outside of the repository")
	}
	return arch.Given(p, at)
}

// codeDir finds the source behind a CodeUri. A package that a build makes is not in
// the tree; then the Makefile beside it may say what it is made of.
func (s *Stack) codeDir(r *resource, u *iac.Unit, code View) arch.Value[string] {
	dir := s.place(code)
	if !dir.Known() {
		return dir
	}
	meta := r.view.Get("Metadata", "BuildMethod").String()
	if s.repo.Tree.IsDir(dir.V) {
		if p, ok := s.repo.make(dir.V).target("build-" + r.logical); ok && meta.V == "makefile" {
			return arch.Given(p, dir.At)
		}
		if p, ok := s.repo.BuiltFrom(dir.V, u.Code.Handler.V); ok {
			return arch.Given(p, dir.At)
		}
		return dir
	}
	if s.repo.Tree.File(dir.V) != nil && !isArchive(dir.V) {
		return dir
	}
	if p, ok := s.repo.BuiltPackage(s.dir, dir.V, u.Code.Handler.V); ok {
		return arch.Given(p, dir.At)
	}
	if project, ok := s.project(dir.V); ok {
		return arch.Given(project, dir.At)
	}
	if parent := path.Dir(dir.V); parent != s.dir && parent != "." && s.repo.Tree.IsDir(parent) {
		return arch.Given(parent, dir.At)
	}
	return arch.Hide[string](dir.At, dir.V+" is made by a build that was not found")
}

// projectFiles mark the directory of a project with one program, whose build puts
// packages below it. A Go module may hold many programs.
var projectFiles = []string{"pom.xml", "build.gradle", "build.gradle.kts", "Cargo.toml", "package.json", "tsconfig.json"}

// project finds the project that makes a package which is not in the tree.
func (s *Stack) project(file string) (string, bool) {
	for dir := path.Dir(file); ; dir = path.Dir(dir) {
		for _, name := range projectFiles {
			if s.repo.Tree.File(path.Join(dir, name)) != nil {
				return dir, true
			}
		}
		for _, f := range s.repo.Tree.In(dir) {
			if f.Ext() == ".csproj" || f.Ext() == ".fsproj" {
				return dir, true
			}
		}
		if dir == s.dir || dir == "." {
			return "", false
		}
	}
}

func isArchive(name string) bool {
	ext := path.Ext(name)
	return ext == ".zip" || ext == ".jar" || ext == ".tgz"
}
