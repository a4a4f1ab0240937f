package cdk

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/source"
)

// lowering turns what an app makes into the resources of a template.
type lowering struct {
	ev      *evaluator
	tree    *source.Tree
	order   []*resource
	byObj   map[*object]*resource
	names   map[string]bool
	extra   int
	steps   int // values lowered, of which one may hold another many times over
	polls   []poll
	details map[string]*code // by logical id of a function
	images  []*code          // of containers, by the number in their mark
}

// resource is one of the template.
type resource struct {
	logical string
	typ     string
	at      arch.Range
	obj     *object
	props   *node
	path    string // names of the constructs that it lies in, with its own
}

func (l *lowering) run() {
	l.byObj, l.names, l.details = map[*object]*resource{}, map[string]bool{}, map[string]*code{}
	for _, o := range l.ev.objects {
		l.declare(o)
	}
	for _, r := range append([]*resource{}, l.order...) {
		if c := constructs()[r.obj.class]; c.more != nil {
			c.more(l, r)
		}
		l.open(r)
	}
	for _, o := range l.ev.objects {
		if o.method != "" {
			l.call(o)
		}
	}
}

// declare gives a construct its logical id and the options that a template has too.
func (l *lowering) declare(o *object) {
	if !o.made {
		return
	}
	c, ok := constructs()[o.class]
	lower := false
	if !ok {
		c.typ, lower = plainType(o.class)
		if c.typ == "" {
			return
		}
	}
	id := o.id.text()
	at := o.id.at
	if id == "" || at.IsZero() {
		at = o.at
	}
	if id == "" {
		id = partly(o.id, o.class)
	}
	path := l.pathOf(o.scope, 0)
	r := l.add(id, path, c.typ, at, o)
	if lower {
		r.props = l.plainProps(o.props(), 0)
		return
	}
	l.options(r, c.spec)
}

// weighed are the properties whose absence means something.
func weighed(typ string) string {
	switch typ {
	case "AWS::Lambda::Function":
		return "Timeout MemorySize ReservedConcurrentExecutions DeadLetterConfig Runtime Handler SnapStart EphemeralStorage"
	case "AWS::SQS::Queue":
		return "VisibilityTimeout MessageRetentionPeriod RedrivePolicy FifoQueue"
	case "AWS::ECS::Service":
		return "DesiredCount"
	case "AWS::Lambda::EventSourceMapping":
		return "BatchSize MaximumRetryAttempts DestinationConfig FunctionResponseTypes FilterCriteria"
	}
	return ""
}

// open hides what options that are not all known may hold.
func (l *lowering) open(r *resource) {
	why := openProps(r.obj)
	if why == "" {
		return
	}
	for name := range strings.FieldsSeq(weighed(r.typ)) {
		if r.props.get(name) == nil {
			r.props.set(name, r.at, hide(why, r.at))
		}
	}
	if r.typ == "AWS::Lambda::Function" {
		c := l.helper("AWS::Lambda::EventInvokeConfig", r.at)
		c.props.set("FunctionName", r.at, ref(r.logical, r.at)).set("MaximumRetryAttempts", r.at, hide(why, r.at))
	}
}

// partly names a construct whose id is known in part.
func partly(id *value, class string) string {
	name := ""
	for _, item := range id.items {
		name += item.text()
	}
	if name = strings.Trim(name, "-_ /"); name != "" {
		return name
	}
	return class[strings.LastIndexByte(class, '.')+1:]
}

// pathOf joins the names of the constructs around one; stacks have none, since what
// they hold is told apart by itself.
func (l *lowering) pathOf(scope *value, depth int) string {
	if scope == nil || depth > maxCalls {
		return ""
	}
	switch {
	case scope.kind == vInstance && scope.inst.class != nil && !l.ev.isStack(scope.inst.class, 0):
		return l.pathOf(scope.inst.scope, depth+1) + scope.inst.id + "/"
	case scope.kind == vObject && scope.obj.made && !strings.HasPrefix(scope.obj.class, "core."):
		return l.pathOf(scope.obj.scope, depth+1) + scope.obj.id.text() + "/"
	}
	return ""
}

// add makes a resource whose logical id nothing else has.
func (l *lowering) add(id, path, typ string, at arch.Range, o *object) *resource {
	if len(id) > 200 {
		id = id[:200]
	}
	name := id
	if l.names[name] || generic(id) && path != "" {
		name = strings.ReplaceAll(path, "/", "") + id
	}
	for i := 2; l.names[name]; i++ {
		name = fmt.Sprintf("%s%d", id, i)
	}
	l.names[name] = true
	r := &resource{logical: name, typ: typ, at: at, obj: o, props: mapping(at), path: path + id}
	l.order = append(l.order, r)
	if o != nil && l.byObj[o] == nil {
		l.byObj[o] = r
	}
	o.logicalIs(name)
	return r
}

func (o *object) logicalIs(name string) {
	if o != nil && o.logical == "" {
		o.logical = name
	}
}

// generic reports whether an id says nothing without the construct around it.
func generic(id string) bool {
	switch strings.ToLower(id) {
	case "function", "lambda", "handler", "fn", "service", "task", "taskdef", "default", "resource", "queue", "topic", "table", "bucket", "api", "rule":
		return true
	}
	return false
}

// helper makes a resource that a call stands for.
func (l *lowering) helper(typ string, at arch.Range) *resource {
	l.extra++
	return l.add(fmt.Sprintf("%s-%d", typ[strings.LastIndexByte(typ, ':')+1:], l.extra), "", typ, at, nil)
}

// options copies the options of a construct under the names that a template has for
// them: "From=To", or "From=" for one that is handled apart.
func (l *lowering) options(r *resource, spec string) {
	renamed := map[string]string{}
	for word := range strings.FieldsSeq(spec) {
		from, to, _ := strings.Cut(word, "=")
		renamed[from] = to
	}
	props := r.obj.props()
	if props == nil {
		return
	}
	for _, f := range props.fields {
		name := pascal(f.key)
		if to, ok := renamed[name]; ok {
			name = to
		}
		if name != "" && f.val.kind != vNull {
			r.props.set(name, f.at, l.node(f.val, 0))
		}
	}
}

// plainProps copies the properties of a construct that is a resource of a template
// itself.
func (l *lowering) plainProps(v *value, depth int) *node {
	if v == nil {
		return mapping(arch.Range{})
	}
	if l.steps++; depth > maxCalls || l.steps > maxSteps {
		return hide("nested too deeply", v.at)
	}
	switch v.kind {
	case vMap:
		out := mapping(v.at)
		for _, f := range v.fields {
			key := pascal(f.key)
			if key == "Variables" || key == "DefinitionSubstitutions" {
				out.set(key, f.at, l.node(f.val, 0))
				continue
			}
			if f.val.kind != vNull {
				out.set(key, f.at, l.plainProps(f.val, depth+1))
			}
		}
		return out
	case vList:
		out := listOf(v.at)
		for _, item := range v.items {
			out.items = append(out.items, l.plainProps(item, depth+1))
		}
		return out
	case vObject:
		if v.obj.class != "" && !v.obj.made { // CfnFunction.EnvironmentProperty(variables=...) of Python
			if props := v.obj.props(); props != nil && strings.HasSuffix(v.obj.class, "Property") {
				return l.plainProps(props, depth+1)
			}
		}
	}
	return l.node(v, 0)
}

// node lowers a value.
func (l *lowering) node(v *value, depth int) *node {
	if v == nil {
		return nil
	}
	if l.steps++; depth > maxCalls || l.steps > maxSteps {
		return hide("nested too deeply", v.at)
	}
	switch v.kind {
	case vString:
		return str(v.s, v.at)
	case vNumber, vBool:
		if _, err := strconv.ParseFloat(v.s, 64); err != nil && v.kind == vNumber {
			return hide("a computed number", v.at)
		}
		return &node{scalar: true, bare: true, s: v.s, at: v.at}
	case vNull:
		return nil
	case vList:
		out := listOf(v.at)
		for _, item := range v.items {
			if n := l.node(item, depth+1); n != nil {
				out.items = append(out.items, n)
			}
		}
		return out
	case vMap:
		out := mapping(v.at)
		for _, f := range v.fields {
			out.set(f.key, f.at, l.node(f.val, depth+1))
		}
		return out
	case vConcat:
		return l.joined(v, depth)
	case vSymbol:
		return str(v.enum(), v.at)
	case vObject, vAttr, vInstance:
		return l.reference(v, depth)
	}
	why := v.s
	if why == "" || v.kind != vUnknown {
		why = "a computed value"
	}
	return hide(why, v.at)
}

func (l *lowering) joined(v *value, depth int) *node {
	parts := listOf(v.at)
	for _, item := range v.items {
		if n := l.node(item, depth+1); n != nil {
			n.at, n.bare = v.at, false
			parts.items = append(parts.items, n)
		}
	}
	return mapping(v.at).set("Fn::Join", v.at, listOf(v.at, str("", v.at), parts))
}
