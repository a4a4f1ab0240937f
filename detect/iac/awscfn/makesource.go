package awscfn

import (
	"path"
	"regexp"
	"strings"
)

// BuiltFrom returns the source that the Makefile of dir builds a program from; the
// program is named by its path relative to dir.
func (r *Repo) BuiltFrom(dir, program string) (string, bool) {
	if program == "" || program == "bootstrap" || program == "main" {
		return "", false // every function's program is called so
	}
	return r.make(dir).output(path.Clean(program))
}

// BuiltPackage returns the source of a package that is not in the tree: of the
// program that the Makefile puts there, or that the archive is made of.
func (r *Repo) BuiltPackage(dir, file, handler string) (string, bool) {
	name := file
	if dir != "." {
		name = strings.TrimPrefix(file, dir+"/")
	}
	m := r.make(dir)
	if p, ok := m.output(name); ok {
		return p, true
	}
	if handler != "" {
		if p, ok := m.output(path.Join(name, handler)); ok {
			return p, true
		}
	}
	return m.target(name)
}

// maxNeeds bounds how many rules are followed from a target to its program.
const maxNeeds = 6

// target returns the source of the one program that a rule, or what it needs, builds.
func (m *makefile) target(name string) (string, bool) {
	wanted := []string{name}
	for range maxNeeds {
		var next []string
		for _, w := range wanted {
			for _, b := range m.builds {
				if b.rule == w {
					return m.locate(b, nil)
				}
			}
			for _, rule := range m.rules {
				if rule.target == w {
					next = append(next, rule.needs...)
				}
			}
		}
		if len(next) == 0 || len(next) > 100 {
			break
		}
		wanted = next
	}
	return "", false
}

// output returns the source of the program that is written to a path. Unknown
// variables in the output are matched, and put into the source.
func (m *makefile) output(name string) (string, bool) {
	for _, b := range m.builds {
		values, ok := match(path.Clean(b.output), name)
		if !ok || b.output == "" || len(values) > 0 && !specific(b, values) {
			continue
		}
		if p, ok := m.locate(b, values); ok {
			return p, true
		}
	}
	return "", false
}

// specific reports whether a match with variables tells one program from another:
// the source depends on them, or the program has a name of its own.
func specific(b goBuild, values map[string]string) bool {
	for _, ref := range unknown().FindAllString(b.dir+" "+b.source, -1) {
		if _, ok := values[plainName(ref)]; ok {
			return true
		}
	}
	name := path.Base(b.output)
	return name != "bootstrap" && name != "main" && !unknown().MatchString(name)
}

// plainName takes the dollars and brackets off a variable.
func plainName(ref string) string { return strings.Trim(ref, "$(){}") }

func (m *makefile) locate(b goBuild, values map[string]string) (string, bool) {
	fill := func(s string) string {
		return unknown().ReplaceAllStringFunc(s, func(ref string) string {
			if v, ok := values[plainName(ref)]; ok {
				return v
			}
			return ref
		})
	}
	p, ok := within(m.dir, path.Join(fill(b.dir), fill(b.source)))
	if !ok || strings.Contains(p, "$") || p == "." && b.source == "" {
		return "", false
	}
	if path.Base(p) == "main.go" && m.repo.Tree.File(p) != nil {
		return path.Dir(p), true
	}
	return p, m.repo.Tree.IsDir(p) || m.repo.Tree.File(p) != nil
}

// match matches a pattern with unknown variables against a path.
func match(pattern, name string) (map[string]string, bool) {
	if pattern == name {
		return nil, true
	}
	places := unknown().FindAllStringIndex(pattern, -1)
	if len(places) == 0 || len(places) > 4 {
		return nil, false
	}
	expr, from, literals := "^", 0, 0
	var names []string
	for _, p := range places {
		expr += regexp.QuoteMeta(pattern[from:p[0]]) + "(.+?)"
		literals += p[0] - from
		names = append(names, plainName(pattern[p[0]:p[1]]))
		from = p[1]
	}
	expr += regexp.QuoteMeta(pattern[from:]) + "$"
	literals += len(pattern) - from
	re, err := regexp.Compile(expr)
	if err != nil || literals == 0 {
		return nil, false // not UTF-8
	}
	found := re.FindStringSubmatch(name)
	if found == nil {
		return nil, false
	}
	values := map[string]string{}
	for i, n := range names {
		if old, ok := values[n]; ok && old != found[i+1] {
			return nil, false
		}
		values[n] = found[i+1]
	}
	return values, true
}
