package terraform

import (
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/iac/terraform/eval"
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
	res.MaxConnections = r.maxConnections(v)
	for _, attr := range []string{"db_name", "database_name", "name"} {
		if n := v.get(attr); n.Exists() || n.Hidden() {
			res.Database = n.String()
			return
		}
	}
}

// maxConnections reads the parameter that a database's parameter group sets; without
// one it depends on the size of the machine.
func (r *root) maxConnections(v view) arch.Value[int] {
	for _, attr := range []string{"parameter_group_name", "db_cluster_parameter_group_name"} {
		for _, in := range v.get(attr).Instances() {
			group, ok := r.byID[in.ID()]
			if !ok {
				continue
			}
			for _, p := range group.all("parameter") {
				if p.Get("name").String().V == "max_connections" {
					return p.Get("value").Int()
				}
			}
		}
	}
	return parameter(v.all("parameters"), "max_connections")
}

// parameter finds a number in a list of named parameters.
func parameter(list []eval.Node, name string) arch.Value[int] {
	for _, p := range list {
		if p.Get("name").String().V == name {
			return p.Get("value").Int()
		}
	}
	return arch.Value[int]{}
}

// relateProxyTarget says for which database a proxy pools connections.
func relateProxyTarget(r *root, v view) {
	r.proxies(r.resources[r.target(v.get("db_proxy_name"))], v)
}

func (r *root) proxies(proxy *iac.Resource, v view) {
	for _, attr := range []string{"db_instance_identifier", "db_cluster_identifier"} {
		if db := r.resources[r.target(v.get(attr))]; db != nil && proxy != nil {
			proxy.Proxies = db.ID
			r.link(iac.Link{From: proxy.ID, To: db.ID, Style: arch.Data, Protocol: db.Type, At: v.at(v.get(attr)), What: "proxy target"})
		}
	}
}

// relateProxy reads the target that a module takes along with the proxy.
func relateProxy(r *root, v view) {
	if v.Mode == "module" {
		r.proxies(r.resources[v.id], v)
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

func declareSQL(r *root, v view) {
	res := r.store(v, kindInfo{arch.Datastore, engineType(v.get("database_version").String().V, "cloud-sql"), "gcp", "name"})
	res.MaxConnections = parameter(append(v.get("settings").All("database_flags"), v.all("database_flags")...), "max_connections")
}

func relateSQLDatabase(r *root, v view) {
	if res := r.resources[r.target(v.get("instance"))]; res != nil && !res.Database.Known() {
		res.Database = v.get("name").String()
	}
}
