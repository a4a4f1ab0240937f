package link

import (
	"slices"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/code"
	"github.com/archvet/archvet/detect/flow"
	"github.com/archvet/archvet/detect/iac"
)

// speaks maps protocols to the types of resources that speak them.
var speaks = map[string][]string{
	"sql":      {"postgres", "mysql", "mssql", "oracle", "rds", "aurora", "cloud-sql", "cockroach", "documentdb", "spanner", "azure-sql", "sqlite"},
	"postgres": {"postgres", "rds", "aurora", "cloud-sql"}, "mysql": {"mysql", "rds", "aurora", "cloud-sql"},
	"mongodb": {"mongodb", "documentdb", "cosmosdb"}, "redis": {"redis", "elasticache", "memorystore"}, "memcached": {"memcached", "elasticache"},
	"rabbitmq": {"rabbitmq"}, "kafka": {"kafka", "msk", "eventhubs"}, "nats": {"nats"}, "watermill": {"rabbitmq", "kafka", "nats"},
	"dynamodb": {"dynamodb"}, "s3": {"s3"}, "sqs": {"sqs"}, "sns": {"sns"}, "kinesis": {"kinesis"}, "eventbridge": {"eventbridge"},
	"elasticsearch": {"elasticsearch"}, "firestore": {"firestore"}, "pubsub": {"pubsub"}, "gcs": {"gcs"}, "servicebus": {"servicebus"}, "states": {"step-functions"},
	"cassandra": {"cassandra", "scylla", "keyspaces"}, "neo4j": {"neo4j", "neptune"}, "clickhouse": {"clickhouse"}, "influxdb": {"influxdb", "timestream"},
	"cosmosdb": {"cosmosdb"}, "mssql": {"mssql", "azure-sql", "rds"}, "sqlite": {"sqlite"}, "storage-queue": {"storage-queue"}, "eventhubs": {"eventhubs"},
	"firehose": {"firehose"}, "machinery": {"rabbitmq", "redis"},
}

// servers are the protocols of databases that a stack has one server of, as a rule:
// where the unit is told the address in a way that is out of sight, and its stack
// declares only one, that is the one.
var servers = map[string]bool{"sql": true, "postgres": true, "mysql": true, "mssql": true, "mongodb": true, "redis": true, "memcached": true, "rabbitmq": true, "kafka": true, "nats": true, "cassandra": true, "neo4j": true, "elasticsearch": true, "clickhouse": true}

// lone is the only resource in the unit's own stack that speaks an operation's
// protocol, where the operation's address is a variable that the stack sets for the
// unit to a value that is kept elsewhere: a secret, a file that is not here. A project
// of Google's has one Firestore, whose address nobody gives.
func (l *linker) lone(n *node, op flow.Operation, address []flow.Origin, best value) (*node, value) {
	if !servers[op.Row.Protocol] && op.Row.Protocol != "firestore" || onlyAtLoad(op) {
		return nil, value{}
	}
	if servers[op.Row.Protocol] && !l.hiddenSetting(n, address) {
		return nil, value{}
	}
	var found *node
	for _, r := range l.resources {
		if r.resource.Kind != arch.Datastore && r.resource.Kind != arch.Broker || !slices.Contains(speaks[op.Row.Protocol], r.resource.Type) || !slices.ContainsFunc(r.resources, func(d *iac.Resource) bool { return d.Scope == n.decls[0].Scope }) {
			continue
		}
		if found != nil {
			return nil, value{}
		}
		found = r
	}
	return found, best
}

// hiddenSetting reports whether an address is made of a variable that is declared for
// the unit and has a value that nothing here tells.
func (l *linker) hiddenSetting(n *node, address []flow.Origin) bool {
	for _, o := range address {
		for _, name := range o.Settings() {
			for _, e := range n.decls[0].Env {
				if e.Name == name && !e.Value.Known() && len(e.Value.Refs()) == 0 {
					return true
				}
			}
		}
	}
	return false
}

// wired is the only resource that speaks an operation's protocol and that the unit's
// environment leads to: what an address that is out of sight must mean.
func (l *linker) wired(n *node, op flow.Operation) (*node, value) {
	switch op.Row.Action {
	case code.DataAccess, code.Publish, code.Consume, code.Build:
	default:
		return nil, value{}
	}
	if onlyAtLoad(op) {
		return nil, value{}
	}
	types := speaks[op.Row.Protocol]
	var found *node
	var via value
	for _, d := range n.decls {
		for _, e := range d.Env {
			v := l.ofText(d.Scope, e, nil)
			for _, to := range l.reached(n, v) {
				if to.resource == nil || !slices.Contains(types, to.resource.Type) {
					continue
				}
				if found != nil && found != to {
					return nil, value{}
				}
				if found == nil {
					found, via = to, v
				}
			}
		}
	}
	return found, via
}

// onlyAtLoad reports whether nothing but the loading of a package leads to an
// operation: what is registered there may never run.
func onlyAtLoad(op flow.Operation) bool {
	return len(op.Paths) > 0 && !slices.ContainsFunc(op.Paths, func(p flow.Path) bool {
		return len(p.Frames) == 0 || p.Frames[0].Func != "init"
	})
}

// reached is what the value of a variable leads to.
func (l *linker) reached(n *node, v value) []*node {
	if v.node != nil {
		return []*node{l.behind(v.node)}
	}
	var out []*node
	for _, e := range endpoints(v.text) {
		if isLocal(e.host) {
			continue
		}
		if to := l.resolve(n, e); to != nil && to != n {
			out = append(out, to)
		}
	}
	if len(out) > 0 || v.source == arch.Unknown {
		return out
	}
	if to := l.named(n, v.text); to != nil && to.resource != nil && (to.isData() || to.resource.Kind == arch.Broker) {
		out = append(out, to)
	}
	return out
}

// pooled adds the edge to the datastore or broker that a client is built for, where
// the calls on the client are out of sight: generated queries, other libraries.
func (l *linker) pooled(n *node, op flow.Operation) {
	to, via := l.wired(n, op)
	called := slices.ContainsFunc(op.Paths, func(p flow.Path) bool { return !p.Taken })
	if to == nil && called {
		to, via = l.lone(n, op, op.From, value{})
	}
	if to == nil || len(l.pairs[[2]string{n.name(), to.name()}]) > 0 {
		return
	}
	style := arch.Async
	if to.isData() {
		style = arch.Data
	}
	l.edge(n, to, style, op.Row.Protocol, append([]arch.Step{{At: op.At, What: callee(op)}}, lastStep(via)...)...)
}
