package iac

import (
	"path"
	"strings"

	"github.com/archvet/archvet/detect/arch"
)

// KnownImage is what a public image of somebody else's software is to a system.
type KnownImage struct {
	Kind arch.ResourceKind
	Type string
}

// imageTable names public images by their last path element without the tag.
// An image of the repository's own that has such a base name is still somebody
// else's software with data or configuration added.
var imageTable = map[string]KnownImage{
	"postgres": {arch.Datastore, "postgres"}, "postgresql": {arch.Datastore, "postgres"}, "postgis": {arch.Datastore, "postgres"}, "timescaledb": {arch.Datastore, "postgres"}, "alloydb-omni": {arch.Datastore, "postgres"},
	"mysql": {arch.Datastore, "mysql"}, "mysql-server": {arch.Datastore, "mysql"}, "mariadb": {arch.Datastore, "mysql"}, "percona": {arch.Datastore, "mysql"},
	"mongo": {arch.Datastore, "mongodb"}, "mongodb": {arch.Datastore, "mongodb"}, "cassandra": {arch.Datastore, "cassandra"}, "scylla": {arch.Datastore, "cassandra"},
	"redis": {arch.Datastore, "redis"}, "redis-stack": {arch.Datastore, "redis"}, "redis-stack-server": {arch.Datastore, "redis"}, "valkey": {arch.Datastore, "redis"}, "keydb": {arch.Datastore, "redis"}, "dragonfly": {arch.Datastore, "redis"},
	"memcached": {arch.Datastore, "memcached"}, "elasticsearch": {arch.Datastore, "elasticsearch"}, "opensearch": {arch.Datastore, "elasticsearch"}, "solr": {arch.Datastore, "solr"},
	"neo4j": {arch.Datastore, "neo4j"}, "couchdb": {arch.Datastore, "couchdb"}, "influxdb": {arch.Datastore, "influxdb"}, "clickhouse": {arch.Datastore, "clickhouse"}, "clickhouse-server": {arch.Datastore, "clickhouse"},
	"cockroach": {arch.Datastore, "postgres"}, "minio": {arch.Datastore, "s3"}, "dynamodb-local": {arch.Datastore, "dynamodb"}, "mssql-server": {arch.Datastore, "mssql"}, "azure-sql-edge": {arch.Datastore, "mssql"}, "cosmosdb": {arch.Datastore, "cosmosdb"}, "firestore-emulator": {arch.Datastore, "firestore"}, "etcd": {arch.Discovery, "etcd"}, "qdrant": {arch.Datastore, "qdrant"}, "weaviate": {arch.Datastore, "weaviate"}, "documentdb-local": {arch.Datastore, "mongodb"}, "hsqldb": {arch.Datastore, "hsqldb"}, "oracle-xe": {arch.Datastore, "oracle"}, "arangodb": {arch.Datastore, "arangodb"}, "meilisearch": {arch.Datastore, "meilisearch"},
	"rabbitmq": {arch.Broker, "rabbitmq"}, "kafka": {arch.Broker, "kafka"}, "cp-kafka": {arch.Broker, "kafka"}, "redpanda": {arch.Broker, "kafka"}, "nats": {arch.Broker, "nats"}, "nats-streaming": {arch.Broker, "nats"}, "pulsar": {arch.Broker, "pulsar"}, "activemq": {arch.Broker, "activemq"}, "activemq-artemis": {arch.Broker, "activemq"}, "eclipse-mosquitto": {arch.Broker, "mqtt"}, "elasticmq": {arch.Broker, "sqs"}, "elasticmq-native": {arch.Broker, "sqs"}, "localstack": {arch.OtherResource, "localstack"}, "zookeeper": {arch.Discovery, "zookeeper"}, "cp-zookeeper": {arch.Discovery, "zookeeper"}, "cp-schema-registry": {arch.OtherResource, "schema-registry"},
	"nginx": {arch.Gateway, "nginx"}, "traefik": {arch.Gateway, "traefik"}, "envoy": {arch.Gateway, "envoy"}, "envoy-alpine": {arch.Gateway, "envoy"}, "haproxy": {arch.Gateway, "haproxy"}, "caddy": {arch.Gateway, "caddy"}, "kong": {arch.Gateway, "kong"}, "httpd": {arch.Gateway, "apache"}, "openresty": {arch.Gateway, "nginx"}, "krakend": {arch.Gateway, "krakend"},
	"consul": {arch.Discovery, "consul"}, "vault": {arch.OtherResource, "vault"}, "keycloak": {arch.OtherResource, "keycloak"}, "dex": {arch.OtherResource, "dex"},
	"prometheus": {arch.Observability, "prometheus"}, "grafana": {arch.Observability, "grafana"}, "grafana-server": {arch.Observability, "grafana"}, "jaeger": {arch.Observability, "jaeger"}, "all-in-one": {arch.Observability, "jaeger"}, "jaeger-all-in-one": {arch.Observability, "jaeger"}, "zipkin": {arch.Observability, "zipkin"}, "openzipkin": {arch.Observability, "zipkin"}, "opentelemetry-collector": {arch.Observability, "otel"}, "opentelemetry-collector-contrib": {arch.Observability, "otel"}, "loki": {arch.Observability, "loki"}, "tempo": {arch.Observability, "tempo"}, "mimir": {arch.Observability, "mimir"}, "alloy": {arch.Observability, "alloy"}, "promtail": {arch.Observability, "loki"}, "kibana": {arch.Observability, "kibana"}, "logstash": {arch.Observability, "logstash"}, "fluentd": {arch.Observability, "fluentd"}, "fluent-bit": {arch.Observability, "fluentbit"}, "filebeat": {arch.Observability, "filebeat"}, "cadvisor": {arch.Observability, "cadvisor"}, "node-exporter": {arch.Observability, "node-exporter"}, "pyroscope": {arch.Observability, "pyroscope"}, "alertmanager": {arch.Observability, "alertmanager"}, "datadog": {arch.Observability, "datadog"}, "aws-xray-daemon": {arch.Observability, "xray"}, "statsd-exporter": {arch.Observability, "statsd"}, "hystrix-dashboard": {arch.Observability, "hystrix"},
	"adminer": {arch.OtherResource, "adminer"}, "phpmyadmin": {arch.OtherResource, "adminer"}, "pgadmin4": {arch.OtherResource, "adminer"}, "mongo-express": {arch.OtherResource, "adminer"}, "kafka-ui": {arch.OtherResource, "adminer"}, "redis-commander": {arch.OtherResource, "adminer"}, "redisinsight": {arch.OtherResource, "adminer"}, "mailhog": {arch.OtherResource, "mail"}, "mailpit": {arch.OtherResource, "mail"}, "maildev": {arch.OtherResource, "mail"}, "swagger-ui": {arch.OtherResource, "swagger-ui"}, "busybox": {arch.OtherResource, "shell"}, "alpine": {arch.OtherResource, "shell"}, "curl": {arch.OtherResource, "shell"}, "migrate": {arch.OtherResource, "migrate"}, "flyway": {arch.OtherResource, "migrate"}, "liquibase": {arch.OtherResource, "migrate"}, "wait-for-it": {arch.OtherResource, "shell"}, "azurite": {arch.Datastore, "azure-storage"}, "ollama": {arch.OtherResource, "ollama"}, "wiremock": {arch.OtherResource, "mock"}, "mockserver": {arch.OtherResource, "mock"}, "awscli": {arch.OtherResource, "shell"}, "aws-cli": {arch.OtherResource, "shell"}, "cloud-sdk": {arch.OtherResource, "shell"}, "kubectl": {arch.OtherResource, "shell"}, "k8s-kubectl": {arch.OtherResource, "shell"}, "event_display": {arch.OtherResource, "sink"}, "event-display": {arch.OtherResource, "sink"}, "k6": {arch.OtherResource, "load"}, "locust": {arch.OtherResource, "load"}, "aws-appmesh-envoy": {arch.Gateway, "envoy"}, "portainer": {arch.OtherResource, "adminer"}, "watchtower": {arch.OtherResource, "shell"},
}

// Image tells what a public image is; ok is false for an image that the table does
// not know, which may then be the repository's own.
func Image(ref string) (k KnownImage, ok bool) {
	name := ImageName(ref)
	if name == "server" || name == "agent" {
		return imageByPath(ref)
	}
	k, ok = imageTable[name]
	return k, ok
}

// imageByPath serves images whose last path element says nothing.
func imageByPath(ref string) (KnownImage, bool) {
	switch {
	case strings.Contains(ref, "mssql"):
		return KnownImage{arch.Datastore, "mssql"}, true
	case strings.Contains(ref, "datadog"), strings.Contains(ref, "grafana"):
		return KnownImage{arch.Observability, "agent"}, true
	}
	return KnownImage{}, false
}

// ImageName returns the last path element of an image reference, without its tag
// and digest.
func ImageName(ref string) string {
	ref, _, _ = strings.Cut(ref, "@")
	name := path.Base(ref)
	name, _, _ = strings.Cut(name, ":")
	return strings.ToLower(name)
}
