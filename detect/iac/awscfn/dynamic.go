package awscfn

import (
	"strings"

	"github.com/archvet/archvet/detect/iac"
)

// dynamic evaluates the dynamic references of a text: {{resolve:ssm:name}}.
func (s *Stack) dynamic(text string) evaluated {
	before, rest, ok := strings.Cut(text, "{{resolve:")
	if !ok {
		return literal(text)
	}
	body, after, ok := strings.Cut(rest, "}}")
	if !ok {
		return literal(text)
	}
	var parts []iac.Part
	if before != "" {
		parts = append(parts, iac.Part{Literal: before})
	}
	service, name, _ := strings.Cut(body, ":")
	if service == "ssm" {
		parts = append(parts, s.stored(name).parts...)
	} else {
		parts = append(parts, iac.Part{Why: service + " " + name + " is only known at deployment"})
	}
	if after != "" {
		parts = append(parts, s.dynamic(after).parts...)
	}
	return evaluated{parts: parts}
}

// stored evaluates a parameter of the Systems Manager store that a template of this
// repository writes.
func (s *Stack) stored(name string) evaluated {
	name, _, _ = strings.Cut(name, ":")
	if v, ok := s.repo.store[name]; ok && v.s != nil {
		return v.eval()
	}
	return hide("SSM parameter " + name + " is set elsewhere")
}

// Stored returns what a parameter of the Systems Manager store stands for; ok is false
// for one that no template here writes.
func (s *Stack) Stored(name string) (parts []iac.Part, ok bool) {
	name, _, _ = strings.Cut(name, ":")
	v, ok := s.repo.store[name]
	if !ok || v.s == nil {
		return nil, false
	}
	return v.eval().parts, true
}

// resolveDynamic evaluates the dynamic references of a text that is put together
// already. One that names a secret of the template refers to it.
func (s *Stack) resolveDynamic(parts []iac.Part) []iac.Part {
	var out []iac.Part
	for i := 0; i < len(parts); i++ {
		p := parts[i]
		before, isSecret := strings.CutSuffix(p.Literal, "{{resolve:secretsmanager:")
		if isSecret && i+2 < len(parts) && parts[i+1].Why != "" {
			_, after, _ := strings.Cut(parts[i+2].Literal, "}}")
			out = append(out, iac.Part{Literal: before}, parts[i+1])
			parts[i+2].Literal = after
			i++
			continue
		}
		if !isSecret || i+2 >= len(parts) || parts[i+1].Ref == "" {
			if p.Ref == "" && p.Why == "" {
				out = append(out, s.dynamic(p.Literal).parts...)
			} else {
				out = append(out, p)
			}
			continue
		}
		field, after, _ := strings.Cut(parts[i+2].Literal, "}}")
		if before != "" {
			out = append(out, iac.Part{Literal: before})
		}
		out = append(out, iac.Part{Ref: parts[i+1].Ref, Attribute: strings.Trim(field, ":")})
		i++
		parts[i+1].Literal = after
		if after == "" {
			i++
		}
	}
	return out
}
