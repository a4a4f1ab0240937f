package cdk

import (
	"math"
	"strconv"
	"strings"

	"github.com/archvet/archvet/detect/arch"
)

// reference lowers what the CDK made: a resource, an attribute of one, or a plain value
// such as a duration.
func (l *lowering) reference(v *value, depth int) *node {
	if r := l.resource(v); r != nil {
		return ref(r.logical, v.at)
	}
	if v.kind == vAttr {
		return l.attribute(&value{kind: vObject, obj: v.obj}, v.s, v.at)
	}
	if r := l.behind(imported(v)); r != nil {
		return ref(r.logical, v.at)
	}
	o := v.object()
	if o == nil {
		return hide("an object", v.at)
	}
	if n := l.amount(o, v.at); n != nil {
		return n
	}
	if o.method != "" && len(o.args) == 0 { // a getter of Go
		return l.attribute(o.recv, o.method, v.at)
	}
	if len(o.args) == 1 && isTarget(o.class) {
		return l.node(o.args[0], depth+1)
	}
	if path := o.class[strings.IndexByte(o.class, '.')+1:]; len(o.args) == 0 && strings.Contains(path, ".") {
		return str(path[strings.LastIndexByte(path, '.')+1:], v.at)
	}
	return hide("only known when the app is synthesized", v.at)
}

func (l *lowering) attribute(of *value, name string, at arch.Range) *node {
	r := l.resource(of)
	if r == nil {
		return hide(name+" of something out of sight", at)
	}
	switch first, _, _ := strings.Cut(name, "."); {
	case first == "CurrentVersion", first == "LatestVersion", first == "Ref", strings.HasSuffix(first, "Name"), strings.HasSuffix(first, "Url") && r.typ == "AWS::SQS::Queue":
		return ref(r.logical, at)
	case strings.HasSuffix(first, "Arn"):
		return getAtt(r.logical, "Arn", at)
	}
	return getAtt(r.logical, strings.TrimPrefix(name, "Attr"), at)
}

// resource finds the resource that a value stands for: the construct itself, or what an
// attribute such as the function's current version belongs to.
func (l *lowering) resource(v *value) *resource {
	if o := v.object(); o != nil {
		return l.byObj[o]
	}
	return nil
}

// behind is resource, also through what leads to one: a version, an alias, the service
// of a pattern.
func (l *lowering) behind(v *value) *resource {
	for range maxCalls {
		if v == nil {
			return nil
		}
		if r := l.resource(v); r != nil {
			return r
		}
		switch {
		case imported(v) != nil:
			v = imported(v)
		case v.kind == vAttr:
			v = &value{kind: vObject, obj: v.obj}
		case v.object() != nil && v.object().method != "":
			v = v.object().recv
		default:
			return nil
		}
	}
	return nil
}

// imported is the ARN or name by which an app takes in what exists already, which may be
// that of another of its stacks: Topic.fromTopicArn(this, "Topic", props.arn).
func imported(v *value) *value {
	o := v.object()
	if o == nil || len(o.args) < 3 {
		return nil
	}
	if name := o.class[strings.LastIndexByte(o.class, '.')+1:]; strings.HasPrefix(name, "From") && (strings.HasSuffix(name, "Arn") || strings.HasSuffix(name, "Name")) {
		return o.args[2]
	}
	return nil
}

// amount lowers durations to seconds and sizes to mebibytes.
func (l *lowering) amount(o *object, at arch.Range) *node {
	if len(o.args) == 0 {
		return nil
	}
	f, err := strconv.ParseFloat(o.args[0].text(), 64)
	factor := map[string]float64{
		"core.Duration.Millis": 0.001, "core.Duration.Seconds": 1, "core.Duration.Minutes": 60, "core.Duration.Hours": 3600, "core.Duration.Days": 86400,
		"core.Size.Kibibytes": 1.0 / 1024, "core.Size.Mebibytes": 1, "core.Size.Gibibytes": 1024,
	}[o.class]
	if factor == 0 {
		return nil
	}
	if err != nil || math.IsNaN(f) || math.Abs(f*factor) > math.MaxInt32 {
		return hide("a computed number", at)
	}
	return number(int(f*factor), at)
}
