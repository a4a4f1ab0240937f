package flow

import (
	"strings"

	"github.com/archvet/archvet/detect/code"
)

// eventSources are the fields by which events name what they come from: the type of
// the event, the end of the path, the kind of the trigger.
var eventSources = []struct{ event, path, kind string }{
	{"github.com/aws/aws-lambda-go/events.S3Event", ".Bucket.Name", "storage"},
	{"github.com/aws/aws-lambda-go/events.S3Event", ".Bucket.Arn", "storage"},
}

// maxEventPath bounds how deep in an event a field may lie.
const maxEventPath = 8

// eventSource returns the kind of the event that a handler is started with and whose
// source the field names, "" for any other field.
func (v *View) eventSource(p place) string {
	path := ""
	for range maxEventPath {
		switch e := p.expr; {
		case e.Kind == code.FieldOf && len(e.Args) > 0:
			_, name := cutLast(e.Text)
			path = "." + name + path
			p = p.at(e.Args[0])
		case (e.Kind == code.Elem || e.Kind == code.Deref || e.Kind == code.Addr) && len(e.Args) > 0:
			p = p.at(e.Args[0])
		case e.Kind == code.Par:
			return v.eventParam(e, path)
		default:
			ends := v.trace(p)
			if len(ends) != 1 || ends[0].expr.Kind == e.Kind && ends[0].expr.Text == e.Text {
				return ""
			}
			p = ends[0]
		}
	}
	return ""
}

func (v *View) eventParam(e code.Expr, path string) string {
	f := v.graph.funcs[e.Text]
	if f == nil || e.Index >= len(f.Params) {
		return ""
	}
	for _, s := range eventSources {
		if f.Params[e.Index].Type == s.event && strings.HasSuffix(path, s.path) {
			return s.kind
		}
	}
	return ""
}
