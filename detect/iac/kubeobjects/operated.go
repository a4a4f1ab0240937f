package kubeobjects

import (
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
)

// operated is software that an operator runs for an object of its own kind.
type operated struct {
	group string // API group, or the end of it
	kind  arch.ResourceKind
	typ   string
	hosts string // names of its Services; * stands for the object's own
}

// operators are the kinds of well-known operators for datastores and brokers.
var operators = map[string][]operated{
	"Kafka":                  {{"kafka.strimzi.io", arch.Broker, "kafka", "*-kafka-bootstrap *-kafka-brokers"}, {"kubedb.com", arch.Broker, "kafka", "*"}},
	"Redpanda":               {{"cluster.redpanda.com", arch.Broker, "kafka", "*"}},
	"RabbitmqCluster":        {{"rabbitmq.com", arch.Broker, "rabbitmq", "* *-nodes"}},
	"NatsCluster":            {{"nats.io", arch.Broker, "nats", "*"}},
	"ActiveMQArtemis":        {{"broker.amq.io", arch.Broker, "activemq", "*-hdls-svc"}},
	"PostgresCluster":        {{"postgres-operator.crunchydata.com", arch.Datastore, "postgres", "*-primary *-ha *-replicas *-pgbouncer"}},
	"postgresql":             {{"acid.zalan.do", arch.Datastore, "postgres", "* *-repl *-pooler"}},
	"Cluster":                {{"postgresql.cnpg.io", arch.Datastore, "postgres", "*-rw *-ro *-r"}},
	"Postgres":               {{"kubedb.com", arch.Datastore, "postgres", "*"}},
	"CrdbCluster":            {{"crdb.cockroachlabs.com", arch.Datastore, "postgres", "* *-public"}},
	"MySQL":                  {{"kubedb.com", arch.Datastore, "mysql", "*"}},
	"MariaDB":                {{"kubedb.com", arch.Datastore, "mysql", "*"}, {"mariadb.com", arch.Datastore, "mysql", "* *-primary *-secondary"}, {"mariadb.mmontes.io", arch.Datastore, "mysql", "* *-primary"}},
	"InnoDBCluster":          {{"mysql.oracle.com", arch.Datastore, "mysql", "*"}},
	"MysqlCluster":           {{"mysql.presslabs.org", arch.Datastore, "mysql", "*-mysql *-mysql-master *-mysql-replicas"}},
	"PerconaXtraDBCluster":   {{"pxc.percona.com", arch.Datastore, "mysql", "*-pxc *-haproxy *-proxysql"}},
	"TidbCluster":            {{"pingcap.com", arch.Datastore, "mysql", "*-tidb"}},
	"MongoDBCommunity":       {{"mongodbcommunity.mongodb.com", arch.Datastore, "mongodb", "*-svc"}},
	"MongoDB":                {{"mongodb.com", arch.Datastore, "mongodb", "*-svc"}, {"kubedb.com", arch.Datastore, "mongodb", "*"}},
	"PerconaServerMongoDB":   {{"psmdb.percona.com", arch.Datastore, "mongodb", "*-rs0 *-mongos"}},
	"Redis":                  {{"redis.redis.opstreelabs.in", arch.Datastore, "redis", "*"}, {"kubedb.com", arch.Datastore, "redis", "*"}},
	"RedisCluster":           {{"redis.redis.opstreelabs.in", arch.Datastore, "redis", "*-leader *-follower"}},
	"RedisReplication":       {{"redis.redis.opstreelabs.in", arch.Datastore, "redis", "* *-master"}},
	"RedisFailover":          {{"databases.spotahome.com", arch.Datastore, "redis", "rfs-* rfr-* rfrm-*"}},
	"Dragonfly":              {{"dragonflydb.io", arch.Datastore, "redis", "*"}},
	"Memcached":              {{"kubedb.com", arch.Datastore, "memcached", "*"}},
	"Elasticsearch":          {{"elasticsearch.k8s.elastic.co", arch.Datastore, "elasticsearch", "*-es-http"}, {"kubedb.com", arch.Datastore, "elasticsearch", "*"}},
	"OpenSearchCluster":      {{"opensearch.opster.io", arch.Datastore, "elasticsearch", "*"}},
	"SolrCloud":              {{"solr.apache.org", arch.Datastore, "solr", "*-solrcloud-common"}},
	"CassandraDatacenter":    {{"cassandra.datastax.com", arch.Datastore, "cassandra", "*-service"}},
	"K8ssandraCluster":       {{"k8ssandra.io", arch.Datastore, "cassandra", "*-service"}},
	"ScyllaCluster":          {{"scylla.scylladb.com", arch.Datastore, "cassandra", "*-client"}},
	"ClickHouseInstallation": {{"clickhouse.altinity.com", arch.Datastore, "clickhouse", "clickhouse-*"}},
	"ArangoDeployment":       {{"database.arangodb.com", arch.Datastore, "arangodb", "*"}},
	"Tenant":                 {{"minio.min.io", arch.Datastore, "s3", "minio *-hl"}},
	"EtcdCluster":            {{"etcd.database.coreos.com", arch.Discovery, "etcd", "*-client"}},
	"ZookeeperCluster":       {{"zookeeper.pravega.io", arch.Discovery, "zookeeper", "*-client"}},
	"Pooler":                 {{"postgresql.cnpg.io", arch.OtherResource, "pgbouncer", "*"}},
	"Prometheus":             {{"monitoring.coreos.com", arch.Observability, "prometheus", "prometheus-operated"}},
	"Jaeger":                 {{"jaegertracing.io", arch.Observability, "jaeger", "*-collector *-query *-agent"}},
	"OpenTelemetryCollector": {{"opentelemetry.io", arch.Observability, "otel", "*-collector"}},
}

func operatorKind(kind, group string) (operated, bool) {
	for _, o := range operators[kind] {
		if group != "" && (o.group == group || strings.HasSuffix(group, "."+o.group)) {
			return o, true
		}
	}
	return operated{}, false
}

// addOperated makes a resource of an object for which an operator runs known software.
func (s *scope) addOperated(o Object) {
	if o.Kind() == "ServiceEntry" {
		s.addEntry(o)
		return
	}
	if o.Kind() == "Application" || o.Kind() == "ApplicationSet" || o.Kind() == "HelmRelease" {
		s.addRelease(o)
		return
	}
	k, ok := operatorKind(o.Kind(), o.group())
	if !ok || o.Name() == "" {
		return
	}
	r := s.resourceFor(o, k.kind, k.typ)
	for host := range strings.FieldsSeq(k.hosts) {
		r.Hosts = append(r.Hosts, iac.Host{Name: strings.Replace(host, "*", r.Name, 1), At: o.At()})
	}
	spec := o.Root.Get("spec")
	r.MaxConnections = spec.Get("postgresql", "parameters", "max_connections").Int()
	r.Database = spec.Get("bootstrap", "initdb", "database").Str()
	if cluster, ok := s.config("Cluster", spec.Get("cluster", "name").Text()); ok && o.Kind() == "Pooler" {
		r.Proxies = cluster.Where + "#Cluster/" + cluster.Name()
	}
}

// protocols are those that Istio knows of datastores.
var protocols = map[string]string{"MONGO": "mongodb", "MYSQL": "mysql", "REDIS": "redis"}

// addEntry makes a resource of what a ServiceEntry makes known to the mesh. One inside
// of the mesh is a unit's or runs on machines that are not declared here.
func (s *scope) addEntry(o Object) {
	spec := o.Root.Get("spec")
	if o.group() != "networking.istio.io" || spec.Get("location").Text() == "MESH_INTERNAL" {
		return
	}
	var hosts []iac.Host
	for _, h := range spec.Get("hosts").Items() {
		if h.IsScalar() && h.why == "" && !strings.HasPrefix(h.Text(), "*") && !strings.HasSuffix(h.Text(), ".svc.cluster.local") {
			hosts = append(hosts, iac.Host{Name: h.Text(), At: h.At()})
		}
	}
	if len(hosts) == 0 {
		return
	}
	kind, typ := arch.OtherResource, "external"
	for _, p := range spec.Get("ports").Items() {
		if known := protocols[strings.ToUpper(p.Get("protocol").Text())]; known != "" {
			kind, typ = arch.Datastore, known
		}
	}
	r := s.resourceFor(o, kind, typ)
	r.Hosts = hosts
	for _, h := range hosts {
		r.Aliases = append(r.Aliases, h.Name)
	}
}

// addRelease makes a resource of known software that a remote chart installs.
func (s *scope) addRelease(o Object) {
	spec := o.Root.Get("spec")
	var charts []*Node
	switch {
	case o.Kind() == "HelmRelease":
		charts = []*Node{spec.Get("chart", "spec")}
	case o.Kind() == "ApplicationSet":
		spec = spec.Get("template", "spec")
		fallthrough
	default:
		charts = append([]*Node{spec.Get("source")}, spec.Get("sources").Items()...)
	}
	for _, c := range charts {
		chart := c.Get("chart")
		known, ok := iac.Image(chart.Text())
		if !chart.IsScalar() || !ok || strings.Contains(chart.Text(), "/") {
			continue
		}
		r := s.resourceFor(o, known.Kind, known.Type)
		r.At = chart.At()
		release := o.DeployedName()
		for _, n := range []*Node{spec.Get("releaseName"), c.Get("helm", "releaseName")} {
			if n.IsScalar() {
				release = n.Text()
			}
		}
		full := release
		if !strings.Contains(release, chart.Text()) {
			full += "-" + chart.Text()
		}
		for _, suffix := range []string{"", "-master", "-primary", "-headless"} {
			r.Hosts = append(r.Hosts, iac.Host{Name: full + suffix, At: chart.At()})
		}
	}
}
