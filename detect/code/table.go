package code

import (
	"regexp"
	"strings"
	"sync"
)

// Table finds the row of a library function.
type Table struct {
	exact map[string][]*Row // by name
	wild  []*Row            // names with a pattern
	fills map[string]bool   // methods that store in their receiver
}

// Fills reports whether some method of that name stores what it gets in its receiver.
func (t *Table) Fills(name string) bool { return t.fills[name] }

// NewTable makes a table of the rows of some languages. Among rows that match, the
// earlier wins.
func NewTable(groups ...[]Row) *Table {
	t := &Table{exact: map[string][]*Row{}, fills: map[string]bool{}}
	for _, rows := range groups {
		for i := range rows {
			r := &rows[i]
			if r.Into == Receiver {
				t.fills[r.Name] = true
			}
			if strings.Contains(r.Name, "*") {
				t.wild = append(t.wild, r)
			} else {
				t.exact[r.Name] = append(t.exact[r.Name], r)
			}
		}
	}
	return t
}

// Call identifies a library function for [Table.Lookup].
type Call struct {
	Lang    string
	Package string
	Type    string // receiver's type, or "New()" when it is what that constructor returned; "" for functions
	Arg     string // the constant that the constructor got first
	Name    string
}

// Lookup returns the row of a library function, nil when the table has none.
func (t *Table) Lookup(c Call) *Row {
	c.Package = Unversioned(c.Package)
	for _, r := range t.exact[c.Name] {
		if r.matches(c) {
			return r
		}
	}
	for _, r := range t.wild {
		if pattern(r.Name, c.Name) && r.matches(c) {
			return r
		}
	}
	return nil
}

func (r *Row) matches(c Call) bool {
	return (r.Lang == "" || c.Lang == "" || r.Lang == c.Lang) && pathPattern(r.Package, c.Package) && r.matchesType(c)
}

func (r *Row) matchesType(c Call) bool {
	switch {
	case r.Type == c.Type:
		return true
	case r.Type == "*":
		return c.Type != ""
	case strings.HasSuffix(r.Type, ")") && !strings.HasSuffix(r.Type, "()"):
		return c.Arg != "" && r.Type == strings.TrimSuffix(c.Type, ")")+c.Arg+")"
	}
	return strings.Contains(r.Type, "*") && pattern(r.Type, c.Type)
}

var version = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`/v[0-9]+($|/)|\.v[0-9]+$`) })

// Unversioned returns an import path without its major version, so that one row
// serves all of them.
func Unversioned(path string) string {
	return version().ReplaceAllStringFunc(path, func(m string) string {
		if strings.HasSuffix(m, "/") {
			return "/"
		}
		return ""
	})
}

func pathPattern(want, path string) bool {
	if rest, ok := strings.CutSuffix(want, "/..."); ok {
		return path == rest || strings.HasPrefix(path, rest+"/")
	}
	return want == path || strings.HasPrefix(want, "*") && strings.HasSuffix(path, want[1:])
}

// pattern matches a name against a pattern with at most one "*".
func pattern(want, name string) bool {
	before, after, ok := strings.Cut(want, "*")
	if !ok {
		return want == name
	}
	return len(name) >= len(before)+len(after) && strings.HasPrefix(name, before) && strings.HasSuffix(name, after)
}
