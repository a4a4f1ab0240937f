package code

import (
	"slices"
	"strings"
)

// Libraries returns what archvet knows of the libraries of all languages.
func Libraries() *Table {
	return NewTable(slices.Concat(goRows(), pythonRows(), jsRows())...)
}

func pythonRows() [][]Row {
	groups := [][]Row{pyStd, pyRPC, pyServers, pyData, pyBrokers, pyCloud}
	for _, r := range pyHTTP {
		groups = append(groups, verbs(r))
	}
	return append(groups, pyGeneric)
}

// verbs makes the rows of an HTTP client that has a function for each method.
func verbs(r Row) []Row {
	var out []Row
	for _, verb := range []string{"get", "head", "options", "post", "put", "patch", "delete"} {
		v := r
		v.Name, v.Method = verb, Slot("'"+strings.ToUpper(verb)+"'")
		v.Writes = verb != "get" && verb != "head" && verb != "options"
		out = append(out, v)
	}
	return out
}

// PythonPackages lists the first names of the packages that the tables know, ordered:
// a file that mentions none of them calls none of them.
func PythonPackages() []string {
	var out []string
	for _, rows := range pythonRows() {
		for i := range rows {
			name, _, _ := strings.Cut(rows[i].Package, "/")
			first, _, _ := strings.Cut(name, ".")
			switch first {
			case "*", "os", "builtins", "time", "subprocess", "urllib", "google":
				first = name
			}
			if first != "*" && first != "os" && first != "builtins" && !slices.Contains(out, first) {
				out = append(out, first)
			}
		}
	}
	slices.Sort(out)
	return out
}
