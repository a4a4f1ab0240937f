package cdk

import (
	"path"
	"strings"
	"unicode"

	"github.com/archvet/archvet/detect/arch"
)

// function lowers what the options of a function and of a template have different.
func (l *lowering) function(r *resource) {
	o := r.obj
	if env := o.get("Environment"); env != nil {
		r.props.set("Environment", env.at, mapping(env.at).set("Variables", env.at, l.node(env, 0)))
	} else if why := openProps(o); why != "" {
		r.props.set("Environment", o.at, mapping(o.at).set("Variables", o.at, hide(why, o.at)))
	}
	if rt := o.get("Runtime"); rt != nil {
		r.props.set("Runtime", rt.at, runtimeOf(rt))
	}
	l.code(r)
	if d := l.details[r.logical]; d != nil && d.docker {
		r.props.set("PackageType", r.at, str("Image", r.at))
	}
	if size := o.get("EphemeralStorageSize"); size != nil {
		r.props.set("EphemeralStorage", size.at, mapping(size.at).set("Size", size.at, l.node(size, 0)))
	}
	if snap := o.get("SnapStart"); snap.enum() != "" {
		r.props.set("SnapStart", snap.at, mapping(snap.at).set("ApplyOn", snap.at, str("PublishedVersions", snap.at)))
	}
	l.failures(r, o)
	if list := o.get("Events"); list != nil {
		for _, item := range list.items {
			l.eventSource(r, item.object(), item.at)
		}
	}
}

// openProps is the reason why the options of a construct may hold more than is seen.
func openProps(o *object) string {
	if p := o.props(); p != nil {
		return p.open
	}
	for _, a := range o.args {
		if a.kind == vUnknown {
			return a.s
		}
	}
	return ""
}

// failures lowers what becomes of asynchronous events that the function fails.
func (l *lowering) failures(r *resource, o *object) {
	for _, name := range []string{"DeadLetterQueue", "DeadLetterTopic"} {
		if q := o.get(name); q != nil {
			r.props.set("DeadLetterConfig", q.at, mapping(q.at).set("TargetArn", q.at, l.node(q, 0)))
		}
	}
	if on := o.get("DeadLetterQueueEnabled"); on != nil && on.s == "true" && r.props.get("DeadLetterConfig") == nil {
		r.props.set("DeadLetterConfig", on.at, mapping(on.at).set("TargetArn", on.at, str("a queue that the CDK makes", on.at)))
	}
	fail, done, retries := o.get("OnFailure"), o.get("OnSuccess"), o.get("RetryAttempts")
	if fail == nil && done == nil && retries == nil {
		return
	}
	c := l.helper("AWS::Lambda::EventInvokeConfig", r.at)
	l.invokeConfig(c, r, o)
}

func (l *lowering) invokeConfig(c, r *resource, o *object) {
	c.props.set("FunctionName", r.at, ref(r.logical, r.at))
	if retries := o.get("RetryAttempts"); retries != nil {
		c.props.set("MaximumRetryAttempts", retries.at, l.node(retries, 0))
	}
	for _, name := range []string{"OnSuccess", "OnFailure"} {
		if d := o.get(name); d != nil {
			config := c.props.get("DestinationConfig")
			if config == nil {
				config = mapping(d.at)
				c.props.set("DestinationConfig", d.at, config)
			}
			config.set(name, d.at, mapping(d.at).set("Destination", d.at, l.node(d, 0)))
		}
	}
}

// isTarget reports whether a class only says how something of its first argument is
// reached: SqsDestination, SnsDlq, LambdaFunction of a rule.
func isTarget(class string) bool {
	pkg, _, _ := strings.Cut(class, ".")
	switch pkg {
	case "lambdadestinations", "lambdaeventsources", "eventstargets", "schedulertargets", "s3notifications", "snssubscriptions", "logsdestinations":
		return true
	}
	return false
}

// runtimeOf turns NODEJS_20_X into nodejs20.x.
func runtimeOf(v *value) *node {
	name := v.enum()
	if name == "" {
		if o := v.object(); o != nil && len(o.args) > 0 && o.class == "lambda.Runtime" { // new Runtime("nodejs99.x")
			return str(o.args[0].text(), v.at)
		}
		if v.kind == vString {
			return str(v.s, v.at)
		}
		return hide("a runtime that is not written here", v.at)
	}
	switch {
	case strings.HasSuffix(name, "LATEST"), strings.HasPrefix(name, "FROM_IMAGE"):
		return hide("the newest runtime at deployment", v.at)
	case name == "JAVA_8_CORRETTO":
		return str("java8.al2", v.at)
	case name == "PROVIDED":
		return str("provided", v.at)
	}
	words := strings.Split(strings.ToLower(name), "_")
	text := orElse(words[0], "x")
	for _, w := range words[1:] {
		if unicode.IsDigit(rune(text[len(text)-1])) || strings.HasPrefix(w, "al") {
			text += "."
		}
		text += w
	}
	return str(text, v.at)
}

// code is where the source of a unit lies.
type code struct {
	dir, dockerfile, target string
	args                    map[string]string
	language                string
	docker, inline          bool
	why                     string
	at                      arch.Range
}

// code finds the source of a function and what its handler is.
func (l *lowering) code(r *resource) {
	o := r.obj
	handler := o.get("Handler")
	set := func(text string, at arch.Range) { r.props.set("Handler", at, str(text, at)) }
	name := handler.text()
	switch o.class {
	case "lambdanodejs.NodejsFunction":
		l.nodejs(r, name)
		return
	case "lambdapython.PythonFunction":
		index := orElse(o.get("Index").text(), "index.py")
		set(strings.TrimSuffix(index, path.Ext(index))+"."+orElse(name, "handler"), r.at)
		l.details[r.logical] = l.place(o, o.get("Entry"), "python")
		return
	case "lambdago.GoFunction":
		l.details[r.logical] = l.place(o, o.get("Entry"), "go")
		set("bootstrap", r.at)
		if r.props.get("Runtime") == nil {
			r.props.set("Runtime", r.at, hide("what the construct takes by default", r.at))
		}
		return
	}
	if handler != nil {
		r.props.set("Handler", handler.at, l.node(handler, 0))
	}
	c := o.get("Code")
	if c == nil {
		return
	}
	l.details[r.logical] = l.codeOf(o, c)
}

func orElse(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

// nodejs finds the file of a function that is bundled: the entry, or the file beside
// the construct that has its id in its name.
func (l *lowering) nodejs(r *resource, handler string) {
	o := r.obj
	d := l.place(o, o.get("Entry"), "typescript")
	if o.get("Entry") == nil {
		d = &code{at: r.at, why: "the entry is not written here"}
		base := strings.TrimSuffix(path.Base(o.file), path.Ext(o.file))
		for _, ext := range []string{".ts", ".js", ".mjs", ".mts", ".cts", ".cjs"} {
			file := path.Join(path.Dir(o.file), base+"."+o.id.text()+ext)
			if l.tree.File(file) != nil {
				d = &code{dir: file, at: r.at}
				break
			}
		}
	}
	l.details[r.logical] = d
	if d.why != "" {
		return
	}
	ext := path.Ext(d.dir)
	d.language = "typescript"
	if strings.Contains(ext, "js") {
		d.language = "javascript"
	}
	at := r.at
	if h := o.get("Handler"); h != nil {
		at = h.at
	}
	name := strings.TrimSuffix(path.Base(d.dir), ext)
	if handler = orElse(handler, "handler"); !strings.Contains(handler, ".") {
		handler = name + "." + handler
	}
	r.props.set("Handler", at, str(handler, at))
	if ext != "" {
		d.dir = path.Dir(d.dir)
	}
}

// codeOf reads a Code, DockerImageCode or AssetCode.
func (l *lowering) codeOf(o *object, v *value) *code {
	c := v.object()
	if c == nil {
		return &code{why: orElse(v.s, "the code is not written here"), at: v.at}
	}
	_, name, _ := strings.Cut(c.class, ".")
	switch name {
	case "Code.FromAsset", "Code.Asset", "AssetCode", "Code.FromCustomCommand":
		return l.place(c, first(c), "")
	case "Code.FromInline", "Code.Inline", "InlineCode":
		return &code{inline: true, dir: o.file, at: v.at}
	case "Code.FromDockerBuild":
		d := l.place(c, first(c), "")
		return d
	case "Code.FromAssetImage", "DockerImageCode.FromImageAsset", "EcrImageCode", "AssetImageCode":
		return l.image(c)
	case "Code.FromEcrImage", "DockerImageCode.FromEcr":
		return &code{docker: true, why: "the image is not built here", at: v.at}
	}
	return &code{why: "the package is not made here", at: v.at}
}

// first returns the first argument, also where Python passes it by its name.
func first(o *object) *value {
	if o == nil || len(o.args) == 0 {
		return nil
	}
	v := o.args[0]
	if v.kind != vMap || v.s != keywords {
		return v
	}
	for _, name := range []string{"Path", "Directory", "Handler", "Fn", "LambdaFunction", "Queue", "Topic", "Table", "Stream", "Bucket", "Machine", "Image", "Name", "Expression", "Duration"} {
		if w := v.get(name); w != nil {
			return w
		}
	}
	return v
}

// image reads where an image is built.
func (l *lowering) image(o *object) *code {
	d := l.place(o, o.arg(0, "Directory"), "")
	d.docker = true
	if d.why != "" {
		return d
	}
	d.dockerfile = path.Join(d.dir, orElse(o.get("File").text(), "Dockerfile"))
	d.target = o.get("Target").text()
	if args := o.get("BuildArgs"); args != nil && args.kind == vMap {
		d.args = map[string]string{}
		for _, f := range args.fields {
			if t := f.val.text(); t != "" {
				d.args[f.key] = t
			}
		}
	}
	return d
}

// place makes a path relative to the root of the repository. One that a build makes
// stands for the project around it.
func (l *lowering) place(o *object, v *value, language string) *code {
	if v == nil {
		return &code{why: "the path is not written here", at: o.at}
	}
	if v.kind != vString {
		return &code{why: orElse(v.s, "a computed path"), at: v.at}
	}
	dir := path.Join(l.ev.dir, v.s)
	if rest, ok := strings.CutPrefix(v.s, rootMark); ok {
		dir = path.Clean(rest)
	} else if path.IsAbs(v.s) || l.missing(dir) && !l.missing(path.Join(o.dir, v.s)) {
		dir = path.Join(o.dir, v.s)
	}
	d := &code{dir: dir, language: language, at: v.at}
	if dir == ".." || strings.HasPrefix(dir, "../") || path.IsAbs(dir) {
		return &code{why: "lies outside of the repository", at: v.at}
	}
	if !l.missing(dir) {
		return d
	}
	for up := path.Dir(dir); up != l.ev.dir && up != "."; up = path.Dir(up) {
		if l.project(up) {
			d.dir = up
			return d
		}
	}
	return &code{why: dir + " is made by a build that was not found", at: v.at}
}

func (l *lowering) missing(name string) bool {
	return !l.tree.IsDir(name) && l.tree.File(name) == nil
}

// project reports whether a directory is that of a program of its own.
func (l *lowering) project(dir string) bool {
	for _, name := range []string{"go.mod", "pom.xml", "build.gradle", "build.gradle.kts", "Cargo.toml", "package.json", "requirements.txt", "pyproject.toml"} {
		if l.tree.File(path.Join(dir, name)) != nil {
			return true
		}
	}
	for _, f := range l.tree.In(dir) {
		if f.Ext() == ".csproj" {
			return true
		}
	}
	return false
}
