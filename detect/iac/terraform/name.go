package terraform

import (
	"strings"

	"github.com/archvet/archvet/detect/iac/terraform/eval"
)

// moduleLabel is the name of the innermost module call in an address.
func moduleLabel(address string) string {
	rest, ok := "", false
	for {
		i := strings.Index(address, "module.")
		if i < 0 {
			break
		}
		address = address[i+len("module."):]
		rest, ok = address, true
	}
	if !ok {
		return ""
	}
	if i := strings.IndexAny(rest, ".["); i >= 0 {
		rest = rest[:i]
	}
	return rest
}

// generic labels name nothing.
var generic = map[string]bool{
	"this": true, "main": true, "default": true, "lambda": true, "function": true, "service": true, "queue": true,
	"topic": true, "table": true, "bucket": true, "lambda_function": true, "app": true, "api": true, "module": true,
}

// visible gives the literal part of a name that is only partly known, when it is
// enough to tell the thing from its siblings: "${terraform.workspace}-orders".
func visible(name eval.Node) string {
	best := ""
	hidden := false
	for _, p := range name.Text().Parts {
		if p.Ref != "" && p.Literal == "" || p.Why != "" {
			hidden = true
			continue
		}
		if s := strings.Trim(p.Literal, "-_./ "); len(s) > len(best) && !generic[s] {
			best = s
		}
	}
	if !hidden || len(best) < 3 {
		return ""
	}
	return best
}
