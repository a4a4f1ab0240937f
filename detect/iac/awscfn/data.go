package awscfn

import (
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
)

// engines are the types of databases, by a part of the engine's name.
var engines = []struct{ part, typ string }{
	{"postgres", "postgres"},
	{"mysql", "mysql"},
	{"mariadb", "mysql"},
	{"aurora", "mysql"},
	{"sqlserver", "mssql"},
	{"oracle", "oracle"},
	{"db2", "db2"},
	{"memcached", "memcached"},
	{"valkey", "redis"},
	{"redis", "redis"},
	{"rabbitmq", "rabbitmq"},
	{"activemq", "activemq"},
}

func engineType(engine, otherwise string) string {
	for _, e := range engines {
		if strings.Contains(strings.ToLower(engine), e.part) {
			return e.typ
		}
	}
	return otherwise
}

func (s *Stack) declareDatabase(r *resource) {
	if r.info.kind == "" {
		return
	}
	res := s.declareResource(r)
	res.Type = engineType(r.get("Engine").String().V, res.Type)
	res.Database = r.First("DBName", "DatabaseName").String()
	if group := r.First("DBParameterGroupName", "DBClusterParameterGroupName").resource(); group != nil {
		res.MaxConnections = group.get("Parameters", "max_connections").Int()
	}
}

// memberOf makes an instance of a cluster another name of the cluster: it is the
// cluster's data that is shared.
func memberOf(r *resource) kindInfo {
	if r.typ == "AWS::RDS::DBInstance" && r.get("DBClusterIdentifier").Exists() {
		return kindInfo{forward: "DBClusterIdentifier"}
	}
	return r.info
}

func (s *Stack) declareCache(r *resource) {
	res := s.declareResource(r)
	res.Type = engineType(r.First("Engine", "EngineType").String().V, res.Type)
}

// First returns the first of several properties that is there.
func (r *resource) First(keys ...string) View { return r.props.First(keys...) }

func (s *Stack) bindProxy(r *resource) {
	proxy := s.SourceOf(r.get("DBProxyName"))
	if proxy == "" {
		return
	}
	res := s.repo.stores[proxy]
	for _, key := range []string{"DBClusterIdentifiers", "DBInstanceIdentifiers"} {
		for item := range r.get(key).OneOrMore() {
			if id := s.SourceOf(item); id != "" && id != proxy {
				protocol := "sql"
				if db := s.repo.stores[id]; db != nil {
					protocol = db.Type
				}
				if res != nil && res.Proxies == "" {
					res.Proxies = id
				}
				s.Link(iac.Link{From: proxy, To: id, Style: arch.Data, Protocol: protocol, At: r.key.At(), What: "proxy"})
			}
		}
	}
}
