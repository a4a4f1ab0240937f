package shareddatabase

import (
	"cmp"
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/arch"
)

// kinds says what sharing a store of a type means. Object stores, caches and search
// indexes are missing: what they hold is handed over, or is only a copy.
var kinds = map[string]kind{
	"postgres": server, "mysql": server, "mariadb": server, "sqlserver": server, "oracle": server, "mongodb": server,
	"documentdb": server, "cassandra": server, "cockroachdb": server, "aurora": server, "rds": server, "spanner": server,
	"cosmosdb": server, "cloudsql": server, "firestore": server,
	"dynamodb": table, "bigtable": table,
}

type kind uint8

const (
	server kind = iota + 1 // holds databases that may have nothing to do with each other
	table                  // is itself the table
)

// store is one logical database and the units that use it.
type store struct {
	resource *arch.Resource
	kind     kind
	database string
	users    []*user // by name
}

// user is a unit with its calls to a store.
type user struct {
	unit  *arch.Unit
	edges []*arch.Edge
}

// stores groups the data edges by logical database. An edge to a server that may
// reach any of its databases belongs to none, unless the declaration names the only
// one there is.
func stores(a *arch.Architecture) []*store {
	var all []*store
	for _, e := range a.Edges {
		r, u := a.Resource(e.To), a.Unit(e.From)
		if e.Style != arch.Data || r == nil || u == nil || kinds[typeOf(r, e)] == 0 || replica(e) {
			continue
		}
		k := kinds[typeOf(r, e)]
		db, ok := database(r, e, k)
		if !ok {
			continue
		}
		i := slices.IndexFunc(all, func(s *store) bool { return s.resource == r && s.database == db })
		if i < 0 {
			i = len(all)
			all = append(all, &store{resource: r, kind: k, database: db})
		}
		all[i].add(u, e)
	}
	for _, s := range all {
		slices.SortFunc(s.users, func(x, y *user) int { return cmp.Compare(x.unit.Name, y.unit.Name) })
	}
	return all
}

func typeOf(r *arch.Resource, e *arch.Edge) string {
	if kinds[r.Type] != 0 {
		return r.Type
	}
	return e.Protocol
}

func database(r *arch.Resource, e *arch.Edge, k kind) (string, bool) {
	switch {
	case k == table:
		return "", true
	case e.Database.Known():
		return e.Database.V, true
	case e.Database.Hidden():
		return "", false
	case r.Database.Known():
		return r.Database.V, true
	}
	return "", false
}

// replica reports whether every address of the edge is that of a read replica.
func replica(e *arch.Edge) bool {
	if len(e.Calls) == 0 {
		return false
	}
	for _, c := range e.Calls {
		words := strings.FieldsFunc(strings.ToLower(c.Address.V), func(r rune) bool { return strings.ContainsRune(".-_:/@", r) })
		if c.Write || !slices.ContainsFunc(words, func(w string) bool {
			return w == "ro" || w == "replica" || w == "replicas" || w == "reader" || w == "readonly"
		}) {
			return false
		}
	}
	return true
}

func (s *store) add(u *arch.Unit, e *arch.Edge) {
	for _, x := range s.users {
		if x.unit == u {
			x.edges = append(x.edges, e)
			return
		}
	}
	s.users = append(s.users, &user{u, []*arch.Edge{e}})
}

// owner is the unit that the store is named after, else the one that writes most,
// else the first.
func (s *store) owner() *user {
	best, bestScore := s.users[0], -1
	for _, u := range s.users {
		score := 0
		for _, e := range u.edges {
			for _, c := range e.Calls {
				if c.Write {
					score++
				}
			}
		}
		if named(s, u.unit) {
			score += 1 << 20
		}
		if score > bestScore {
			best, bestScore = u, score
		}
	}
	return best
}

// named reports whether the store has the unit's name: orders-db, orders.
func named(s *store, u *arch.Unit) bool {
	words := func(text string) []string {
		return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return strings.ContainsRune("-_. ", r) })
	}
	have := append(words(s.resource.Name), words(s.database)...)
	unit := words(u.Name)
	return len(unit) > 0 && slices.Contains(have, unit[0])
}

func (s *store) key() string { return s.resource.Name + "/" + s.database }

func (s *store) title() string {
	switch {
	case s.kind == table:
		return "table " + s.resource.Name
	case s.database != "":
		return "database " + s.database + " on " + s.resource.Name
	}
	return s.resource.Name
}

// writes lists the tables that the user is known to write, ordered.
func (u *user) writes(s *store) []string {
	var ts []string
	for _, e := range u.edges {
		for _, c := range e.Calls {
			if t := tableOf(s, c); c.Write && t != "" {
				ts = append(ts, t)
			}
		}
	}
	slices.Sort(ts)
	return slices.Compact(ts)
}

func tableOf(s *store, c arch.Call) string {
	if s.kind == table {
		return s.resource.Name
	}
	return c.Table
}

func (u *user) writeTo(s *store, name string) arch.Range {
	for _, e := range u.edges {
		for _, c := range e.Calls {
			if c.Write && tableOf(s, c) == name {
				return c.At
			}
		}
	}
	return u.access()
}

// access is the first line that reaches the store: a call, else what proves the edge.
func (u *user) access() arch.Range {
	for _, e := range u.edges {
		if len(e.Calls) > 0 {
			return e.Calls[0].At
		}
	}
	for _, e := range u.edges {
		if len(e.Evidence) > 0 {
			return e.Evidence[0].At
		}
	}
	return arch.Range{}
}

func (u *user) origin() (arch.Step, bool) {
	for _, e := range u.edges {
		for _, c := range e.Calls {
			if o, ok := c.Origin(); ok {
				return o, true
			}
		}
	}
	return arch.Step{}, false
}
