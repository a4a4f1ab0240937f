package link

import (
	"slices"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/code"
	"github.com/archvet/archvet/detect/flow"
)

// speaks maps protocols to the types of resources that speak them.
var speaks = map[string][]string{
	"sql":      {"postgres", "mysql", "mssql", "oracle", "rds", "aurora", "cloud-sql", "cockroach", "documentdb", "spanner", "azure-sql", "sqlite"},
	"postgres": {"postgres", "rds", "aurora", "cloud-sql"}, "mysql": {"mysql", "rds", "aurora", "cloud-sql"},
	"mongodb": {"mongodb", "documentdb", "cosmosdb"}, "redis": {"redis", "elasticache", "memorystore"}, "memcached": {"memcached", "elasticache"},
	"rabbitmq": {"rabbitmq"}, "kafka": {"kafka", "msk", "eventhubs"}, "nats": {"nats"}, "watermill": {"rabbitmq", "kafka", "nats"},
	"dynamodb": {"dynamodb"}, "s3": {"s3"}, "sqs": {"sqs"}, "sns": {"sns"}, "kinesis": {"kinesis"}, "eventbridge": {"eventbridge"},
	"elasticsearch": {"elasticsearch"}, "firestore": {"firestore"}, "pubsub": {"pubsub"}, "gcs": {"gcs"}, "servicebus": {"servicebus"}, "states": {"step-functions"},
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
	if to == nil || len(l.pairs[[2]string{n.name(), to.name()}]) > 0 {
		return
	}
	style := arch.Async
	if to.isData() {
		style = arch.Data
	}
	l.edge(n, to, style, op.Row.Protocol, append([]arch.Step{{At: op.At, What: callee(op)}}, lastStep(via)...)...)
}
