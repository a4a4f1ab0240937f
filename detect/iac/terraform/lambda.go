package terraform

import (
	"cmp"
	"path"
	"regexp"
	"strings"
	"sync"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/iac/terraform/eval"
	"github.com/archvet/archvet/detect/limits"
)

const asyncDeadLetter = "aws.lambda.async.dlq"

// languages are those of managed runtimes, by the runtime's prefix.
var languages = []struct{ prefix, language string }{
	{"go", "go"}, {"nodejs", "javascript"}, {"python", "python"}, {"java", "java"}, {"dotnet", "csharp"}, {"ruby", "ruby"}, {"rust", "rust"},
}

func language(runtime string) string {
	for _, l := range languages {
		if strings.HasPrefix(runtime, l.prefix) {
			return l.language
		}
	}
	return ""
}

var lambdaSettings = []setting{
	{managed, "runtime", asIs, ""},
	{timeout, "timeout", inSeconds, limits.LambdaTimeout},
	{memory, "memory_size", asIs, limits.LambdaMemory},
	{storage, "ephemeral_storage.size", asIs, "aws.lambda.ephemeral_storage"},
	{reserved, "reserved_concurrent_executions", unlessLow, ""},
	{provisioned, "provisioned_concurrent_executions", unlessLow, ""}, // of modules
}

// snapStart reads the block of the resource, or the switch of a module.
func snapStart(v view) arch.Value[bool] {
	if on := v.get("snap_start").Bool(); on.Known() {
		return on
	}
	apply := v.get("snap_start.apply_on").String()
	on := arch.Value[bool]{V: apply.V == "PublishedVersions", At: apply.At, Source: apply.Source, Why: apply.Why}
	return absent(on, v.At, "aws.lambda.snapstart")
}

// fileSystem reads what a function mounts.
func fileSystem(v view) []arch.Volume {
	var out []arch.Volume
	for _, f := range v.all("file_system_config") {
		out = append(out, arch.Volume{Kind: "efs", Path: f.Get("local_mount_path").String().V, At: f.At()})
	}
	return out
}

func declareFunction(r *root, v view) {
	name := v.get("function_name")
	u := r.unit(v, arch.Function, arch.AWSLambda, name)
	v.fill(&u.Settings, lambdaSettings)
	u.Settings.SnapStart = snapStart(v)
	u.Settings.Volumes = fileSystem(v)
	u.Code.Handler = v.get("handler").String()
	u.Code.Language = language(u.Settings.Runtime.V)
	u.Env = env(v.get("environment.variables"))
	if n := v.get("environment.variables"); n.Hidden() {
		u.EnvOpen = n.String().Why
	} else if why := v.body.Open("environment"); why != "" {
		u.EnvOpen = why
	}
	r.functionCode(u, v)
}

// functionCode finds the source: an archive of a directory, a package built by a
// local command, or an image.
func (r *root) functionCode(u *iac.Unit, v view) {
	if img := v.get("image_uri"); img.Exists() {
		r.image(u, img.Text())
		u.Code.Command = stringsOf(v.get("image_config.entry_point"))
		u.Code.Args = stringsOf(v.get("image_config.command"))
		return
	}
	for _, attr := range []string{"source_path", "filename", "s3_key", "source_code_hash"} {
		n := v.get(attr)
		if !n.Exists() {
			continue
		}
		if dir := r.packageSource(n); dir.Known() {
			u.Code.Dir = dir
			return
		}
		if !u.Code.Dir.Hidden() && attr != "source_code_hash" {
			u.Code.Dir = arch.Hide[string](n.At(), cmp.Or(n.String().Why, "the package is built elsewhere"))
		}
	}
}

// packageSource follows a package's path to what it is made of.
func (r *root) packageSource(n eval.Node) arch.Value[string] {
	for _, in := range n.Instances() {
		v, ok := r.byID[in.ID()]
		if !ok {
			continue
		}
		if dir := r.archiveSource(v); dir.Known() {
			return dir
		}
	}
	if list := n.List(); len(list) > 0 && n.Get("path").Exists() {
		n = n.Get("path")
	} else if len(list) > 0 {
		n = list[0]
	}
	s := n.String()
	if !s.Known() {
		return s
	}
	name, ok := r.Rel(s.V)
	if !ok {
		return arch.Value[string]{}
	}
	switch {
	case r.tree.IsDir(name), r.tree.File(name) != nil && !isPackage(name):
		return arch.Value[string]{V: name, At: s.At, Source: s.Source}
	case isPackage(name):
		return r.archiveAt(name).Or(r.builtPackage(name, s))
	}
	return arch.Value[string]{}
}

// archiveAt returns the source of the archive that is written to a path.
func (r *root) archiveAt(name string) arch.Value[string] {
	for _, v := range r.views {
		if v.kind != "archive_file" {
			continue
		}
		out := v.get("output_path").String()
		if rel, ok := r.Rel(out.V); out.Known() && ok && rel == name {
			return r.archiveSource(v)
		}
	}
	return arch.Value[string]{}
}

func isPackage(name string) bool {
	switch path.Ext(name) {
	case ".zip", ".jar", ".gz":
		return true
	}
	return false
}

// archiveSource reads the data source, or resource, that makes an archive, and the
// object that is uploaded from one.
func (r *root) archiveSource(v view) arch.Value[string] {
	attrs := []string{"source_dir", "source_file"}
	switch v.kind {
	case "archive_file":
	case "aws_s3_object", "aws_s3_bucket_object":
		return r.packageSource(v.get("source"))
	default:
		return arch.Value[string]{}
	}
	for _, attr := range attrs {
		s := v.get(attr).String()
		if !s.Known() {
			continue
		}
		name, ok := r.Rel(s.V)
		if !ok {
			return arch.Hide[string](s.At, "outside of the repository")
		}
		if r.tree.IsDir(name) || r.tree.File(name) != nil {
			return arch.Value[string]{V: name, At: s.At, Source: s.Source}
		}
		if built := r.builtPackage(name, s); built.Known() {
			return built
		}
		// A built file need not be here: its path still tells its sources.
		return arch.Value[string]{V: name, At: s.At, Source: s.Source}
	}
	for _, src := range v.all("source") {
		if f := src.Get("content").File(); f.Known() {
			return f
		}
	}
	return arch.Value[string]{}
}

var (
	goBuild  = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`go build\s[^\n;&|]*`) })
	changeTo = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?:^|[;&|\s])(?:cd|pushd)\s+([^\s;&|]+)`) })
)

// builtPackage looks for the local command that builds a package: a go build whose
// output is, or is packed into, the file.
func (r *root) builtPackage(name string, s arch.Value[string]) arch.Value[string] {
	for _, v := range r.views {
		if v.kind != "null_resource" && v.kind != "terraform_data" {
			continue
		}
		for _, p := range v.all("provisioner") {
			dir, ok := r.goBuildDir(p)
			if ok && r.mentions(p, name) && r.tree.IsDir(dir) {
				return arch.Value[string]{V: dir, At: p.Get("command").At(), Source: s.Source}
			}
		}
	}
	return arch.Value[string]{}
}

// mentions reports whether a command names a file by its base name.
func (r *root) mentions(p eval.Node, name string) bool {
	base := strings.TrimSuffix(path.Base(name), path.Ext(name))
	text := ""
	for _, part := range p.Get("command").Text().Parts {
		text += part.Literal
	}
	return base != "" && strings.Contains(text, base)
}

func (r *root) goBuildDir(p eval.Node) (string, bool) {
	cmd := ""
	for _, part := range p.Get("command").Text().Parts {
		cmd += part.Literal
	}
	build := goBuild().FindString(cmd)
	if build == "" {
		return "", false
	}
	dir := "."
	if wd := p.Get("working_dir").String(); wd.Known() {
		dir = wd.V
	}
	before, _, _ := strings.Cut(cmd, build)
	for _, m := range changeTo().FindAllStringSubmatch(before, -1) {
		dir = path.Join(dir, strings.Trim(m[1], `"'`))
	}
	fields := strings.Fields(build)
	if last := strings.Trim(fields[len(fields)-1], `"'`); !strings.HasPrefix(last, "-") && fields[len(fields)-2] != "-o" && len(fields) > 2 {
		dir = path.Join(dir, last)
	}
	name, ok := r.Rel(strings.TrimSuffix(dir, ".go"))
	if ok && strings.HasSuffix(dir, ".go") {
		name = path.Dir(name)
	}
	return name, ok
}
