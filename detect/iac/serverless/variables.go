package serverless

import (
	"strconv"
	"strings"

	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/iac/awscfn"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

// Expand resolves the variables of a scalar. It implements awscfn.Variables.
func (s *service) Expand(n yamldoc.Node) (awscfn.Expansion, bool) {
	text := n.Text()
	if !strings.Contains(text, "${") && !strings.Contains(text, "#{") {
		return awscfn.Expansion{}, false
	}
	if body, end := variable(text, 0); end == len(text) && isVariable(body) {
		if known, ok := s.memo[n]; ok {
			return known, true
		}
		s.memo[n] = hidden(circle)
		x := s.resolve(body)
		s.memo[n] = x
		return x, true
	}
	parts, found := s.compose(text)
	if !found {
		return awscfn.Expansion{}, false
	}
	return awscfn.Expansion{Parts: parts}, true
}

// variable returns the text between the braces of a ${ at i and the offset behind
// it; the offset is 0 when none begins there.
func variable(text string, i int) (body string, end int) {
	if !strings.HasPrefix(text[i:], "${") {
		return "", 0
	}
	depth := 0
	for k := i + 1; k < len(text); k++ {
		switch text[k] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return text[i+2 : k], k + 1
			}
		}
	}
	return "", 0
}

// isVariable tells the framework's variables from the ${} of Fn::Sub, which have no
// source in front of a colon.
func isVariable(body string) bool {
	body = strings.TrimSpace(body)
	if strings.HasPrefix(body, "AWS::") {
		return false
	}
	i := strings.IndexFunc(body, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '-' && r != '_'
	})
	if i > 0 && body[i] == '.' { // KIND.REGION: of older versions
		kind, _, ok := strings.Cut(body, ":")
		return ok && regional[body[:i]] && !strings.ContainsAny(kind, "${} ,")
	}
	return i > 0 && (body[i] == ':' || body[i] == '(')
}

// regional are the sources that take a region.
var regional = map[string]bool{"cf": true, "ssm": true, "s3": true}

// maxPieces bounds how many pieces one text may have.
const maxPieces = 500

// compose resolves the variables within a text; found is false when it has none.
func (s *service) compose(text string) (parts []iac.Part, found bool) {
	from := 0
	flush := func(to int) {
		if to > from {
			parts = append(parts, iac.Part{Literal: text[from:to]})
		}
	}
	for i := 0; i < len(text) && len(parts) < maxPieces; i++ {
		if body, end := variable(text, i); end > 0 && isVariable(body) {
			flush(i)
			parts = append(parts, s.parts(s.resolve(body))...)
			found, from, i = true, end, end-1
		} else if name, end := pseudo(text, i); end > 0 {
			flush(i)
			parts = append(parts, s.Named(name)...)
			found, from, i = true, end, end-1
		}
	}
	flush(len(text))
	return parts, found
}

// pseudo returns the name within a #{ of the pseudo-parameters plugin, or within a
// ${AWS:: that the framework hands to CloudFormation.
func pseudo(text string, i int) (name string, end int) {
	rest := text[i:]
	if !strings.HasPrefix(rest, "#{") && !strings.HasPrefix(rest, "${AWS::") {
		return "", 0
	}
	k := strings.IndexByte(rest, '}')
	if k < 0 {
		return "", 0
	}
	return rest[2:k], i + k + 1
}

// parts turns what a variable stands for into pieces of a text.
func (s *service) parts(x awscfn.Expansion) []iac.Part {
	switch {
	case x.Why != "":
		return []iac.Part{{Why: x.Why}}
	case x.Parts != nil:
		return x.Parts
	}
	if parts := s.View(x.Node).Text().Parts; len(parts) > 0 {
		return parts
	}
	return []iac.Part{{Literal: ""}}
}

func hidden(why string) awscfn.Expansion { return awscfn.Expansion{Why: why} }

func text(t string) awscfn.Expansion { return awscfn.Expansion{Parts: []iac.Part{{Literal: t}}} }

// resolve evaluates the body of a variable: the first of its alternatives that is
// set.
func (s *service) resolve(body string) awscfn.Expansion {
	if s.depth > maxVariables {
		return hidden(circle)
	}
	s.depth++
	defer func() { s.depth-- }()
	missing, stage := "", false
	for _, alternative := range alternatives(body) {
		x, set := s.alternative(alternative)
		if set {
			return x
		}
		if missing == "" {
			missing = x.Why
		}
		stage = stage || alternative == "opt:stage"
	}
	if stage { // deployments have one, if only the framework's
		return text(s.stage)
	}
	return hidden(missing)
}

const circle = "variables refer to each other in a circle"

// maxVariables bounds how deep variables may lie in variables.
const maxVariables = 25

// alternatives splits a body at the commas outside of braces and quotes.
func alternatives(body string) []string {
	var list []string
	depth, from := 0, 0
	quote := byte(0)
	for i := 0; i < len(body); i++ {
		c := body[i]
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '\'' || c == '"':
			quote = c
		case c == '{' || c == '(':
			depth++
		case c == '}' || c == ')':
			depth--
		case c == ',' && depth == 0:
			list = append(list, strings.TrimSpace(body[from:i]))
			from = i + 1
		}
	}
	return append(list, strings.TrimSpace(body[from:]))
}

// alternative evaluates one alternative; false means that it is not set, with the
// reason.
func (s *service) alternative(a string) (awscfn.Expansion, bool) {
	if n := len(a); n >= 2 && (a[0] == '\'' || a[0] == '"') && a[n-1] == a[0] {
		return text(a[1 : n-1]), true
	}
	if inner, end := variable(a, 0); end == len(a) && end > 0 {
		return s.resolve(inner), true
	}
	if parts, found := s.compose(a); found { // variables within the address
		t := iac.Compose(s.View(yamldoc.Node{}).At(), parts...)
		if !t.Known() {
			return hidden(t.Why), true
		}
		a = t.V
	}
	kind, address, ok := strings.Cut(a, ":")
	if open := strings.IndexByte(a, '('); open >= 0 && open < len(kind) {
		return s.call(a, open)
	}
	if !ok {
		return text(a), a != ""
	}
	return s.address(kind, address)
}

// address evaluates KIND:ADDRESS.
func (s *service) address(kind, address string) (awscfn.Expansion, bool) {
	if source, _, ok := strings.Cut(kind, "."); ok && regional[source] {
		kind = source
	}
	switch kind {
	case "self":
		return s.self(address)
	case "opt":
		if address == "stage" && s.stageIsDefault {
			return hidden("the stage is given on the command line"), false
		}
		return hidden("option " + address + " is given on the command line"), false
	case "env":
		return s.dotenv(address)
	case "js":
		return hidden("made by code"), true
	case "ssm":
		return s.stored(address)
	case "aws":
		if address == "region" {
			return s.region()
		}
	case "sls":
		if address == "stage" {
			return text(s.stage), true
		}
		return hidden(address + " is only known at deployment"), true
	case "param":
		return s.param(address)
	case "construct":
		return s.construct(address)
	case "cf":
		return s.output(address)
	}
	return hidden(kind + ":" + address + " is only known at deployment"), false
}

// call evaluates KIND(ARGUMENT):ADDRESS.
func (s *service) call(a string, open int) (awscfn.Expansion, bool) {
	end := strings.IndexByte(a, ')')
	if end < open {
		return hidden("malformed variable " + a), true
	}
	kind, argument, address := a[:open], strings.TrimSpace(a[open+1:end]), strings.TrimPrefix(a[end+1:], ":")
	switch kind {
	case "file":
		return s.file(strings.Trim(argument, `'"`), address)
	case "import":
		return s.imported(argument, address)
	case "ssm":
		return s.stored(address)
	case "strToBool":
		return text(strings.ToLower(strings.Trim(argument, `'"`))), true
	case "cf":
		return s.output(address)
	}
	return hidden(kind + " is only known at deployment"), false
}

// self follows a path in the service's own file. What the framework fills in is
// there too.
func (s *service) self(address string) (awscfn.Expansion, bool) {
	switch address {
	case "provider.stage":
		return text(s.stage), true
	case "service", "service.name":
		if s.named.Kind() == yamldoc.Scalar {
			return awscfn.Expansion{Node: s.named}, true
		}
	}
	return s.follow(s.root, address, "self:"+address)
}

// follow walks a dotted path from a node.
func (s *service) follow(n yamldoc.Node, address, name string) (awscfn.Expansion, bool) {
	v := s.View(n)
	for _, key := range strings.FieldsFunc(address, func(r rune) bool { return r == '.' }) {
		if i, err := strconv.Atoi(key); err == nil && v.Kind() == yamldoc.List {
			v = s.View(v.Node().Index(i))
			continue
		}
		v = v.Get(key)
	}
	switch {
	case v.Hidden() != "":
		return hidden(v.Hidden()), true
	case !v.Exists():
		return hidden(name + " is not set"), false
	}
	return awscfn.Expansion{Node: v.Node()}, true
}

// param reads a parameter of the stage, or the default one.
func (s *service) param(name string) (awscfn.Expansion, bool) {
	for _, at := range []string{"params." + s.stage, "stages." + s.stage + ".params", "params.default", "stages.default.params"} {
		if x, ok := s.follow(s.root, at+"."+name, ""); ok {
			return x, true
		}
	}
	if s.shared != nil {
		if x, ok := s.shared.param(s, name); ok {
			return x, true
		}
	}
	return hidden("parameter " + name + " is given at deployment"), false
}

// output reads the output of another service's stack.
func (s *service) output(address string) (awscfn.Expansion, bool) {
	stack, name, _ := strings.Cut(address, ".")
	if other := s.services[stack]; other != nil && other != s {
		if v := other.Output(name); v.Exists() && s.depth < 10 {
			return awscfn.Expansion{Parts: append([]iac.Part{}, v.Text().Parts...)}, true
		}
	}
	return hidden("output " + address + " of another stack"), false
}
