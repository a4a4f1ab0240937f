package terraform

import (
	"strings"

	"github.com/archvet/archvet/detect/arch"
)

// engines are the database types by the engine's prefix.
var engines = []struct{ prefix, typ string }{
	{"aurora-postgres", "postgres"},
	{"postgres", "postgres"},
	{"aurora", "mysql"},
	{"mysql", "mysql"},
	{"mariadb", "mysql"},
	{"sqlserver", "mssql"},
	{"oracle", "oracle"},
	{"docdb", "mongodb"},
	{"neptune", "neptune"},
	{"POSTGRES", "postgres"},
	{"MYSQL", "mysql"},
	{"SQLSERVER", "mssql"},
}

func engineType(s, otherwise string) string {
	for _, e := range engines {
		if strings.HasPrefix(s, e.prefix) {
			return e.typ
		}
	}
	return otherwise
}

func declareRDS(r *root, v view) {
	res := r.store(v, kindInfo{arch.Datastore, engineType(v.get("engine").String().V, "rds"), "aws", "identifier|cluster_identifier|identifier_prefix"})
	for _, attr := range []string{"db_name", "database_name", "name"} {
		if n := v.get(attr); n.Exists() || n.Hidden() {
			res.Database = n.String()
			return
		}
	}
}

// declareCache reads which of its two engines a cache has.
func declareCache(r *root, v view) {
	typ := "redis"
	if v.get("engine").String().V == "memcached" {
		typ = "memcached"
	}
	r.store(v, kindInfo{arch.Datastore, typ, "aws", "cluster_id|replication_group_id|name"})
}
