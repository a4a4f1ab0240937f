package spring

import (
	"slices"
	"sync"

	"github.com/archvet/archvet/detect/arch"
)

// starter is a library that connects its program to something by itself, or as soon
// as the program uses one of some words.
type starter struct {
	libraries []string
	words     []string // of which the source uses one; none when the library alone connects
	off       []string // properties that turn it off
	keys      []string // properties that hold the address
	address   string   // where it looks when nothing is configured
	role      string   // of the unit that it may be
	types     []string // of the resource that it may be
	style     arch.EdgeStyle
	protocol  string
	must      bool // it connects only where one of the keys is set
	reach     bool // whatever the address leads to is meant
}

// Where clients look for these servers when nothing is configured.
const (
	eurekaDefault = "http://localhost:8761/eureka/"
	configDefault = "http://localhost:8888"
)

// starters are what the frameworks connect to. Keys, defaults and the names of the
// libraries are those of their reference documentation.
var starters = sync.OnceValue(func() []starter {
	return slices.Concat(servers(), brokers(), stores())
})

// servers are what programs find each other, their settings and their users by, and
// what they report to.
func servers() []starter {
	return []starter{
		{
			libraries: []string{"spring-cloud-starter-consul-discovery", "spring-cloud-starter-consul-all", "spring-cloud-starter-consul"}, off: []string{"spring.cloud.consul.enabled", "spring.cloud.consul.discovery.enabled"},
			keys: []string{"spring.cloud.consul.host"}, role: "registry", types: []string{"consul"}, style: arch.Sync, protocol: "http",
		},
		{
			libraries: []string{"spring-cloud-starter-consul-config"}, off: []string{"spring.cloud.consul.enabled", "spring.cloud.consul.config.enabled"},
			keys: []string{"spring.cloud.consul.host"}, types: []string{"consul"}, style: arch.Sync, protocol: "http",
		},
		{
			libraries: []string{"spring-cloud-starter-zookeeper-discovery", "spring-cloud-starter-zookeeper"}, off: []string{"spring.cloud.zookeeper.enabled"},
			keys: []string{"spring.cloud.zookeeper.connect-string"}, role: "registry", types: []string{"zookeeper"}, style: arch.Sync, protocol: "zookeeper",
		},
		{
			libraries: []string{"spring-cloud-starter-alibaba-nacos-discovery"}, off: []string{"spring.cloud.nacos.discovery.enabled"},
			keys: []string{"spring.cloud.nacos.discovery.server-addr", "spring.cloud.nacos.server-addr"}, role: "registry", types: []string{"nacos"}, style: arch.Sync, protocol: "http", reach: true,
		},
		{
			libraries: []string{"spring-cloud-starter-alibaba-nacos-config"}, off: []string{"spring.cloud.nacos.config.enabled"},
			keys: []string{"spring.cloud.nacos.config.server-addr", "spring.cloud.nacos.server-addr"}, types: []string{"nacos"}, style: arch.Sync, protocol: "http", reach: true,
		},
		{
			libraries: []string{"spring-boot-admin-starter-client"}, keys: []string{"spring.boot.admin.client.url", "spring.boot.admin.url"},
			off: []string{"spring.boot.admin.client.enabled"}, role: "monitor", style: arch.Sync, protocol: "http", must: true,
		},
		{
			libraries: []string{"spring-cloud-starter-zipkin", "spring-cloud-sleuth-zipkin", "spring-boot-starter-zipkin", "zipkin-reporter-brave", "opentelemetry-exporter-zipkin", "zipkin-sender-urlconnection"},
			off:       []string{"spring.zipkin.enabled", "management.tracing.enabled", "management.tracing.export.zipkin.enabled", "management.zipkin.tracing.export.enabled"},
			keys:      []string{"management.tracing.export.zipkin.endpoint", "management.zipkin.tracing.endpoint", "spring.zipkin.base-url"}, role: "tracing", types: []string{"zipkin", "jaeger"}, style: arch.Sync, protocol: "zipkin",
		},
		{
			libraries: []string{"opentelemetry-exporter-otlp", "spring-boot-starter-opentelemetry"}, off: []string{"management.tracing.enabled"},
			keys: []string{"management.opentelemetry.tracing.export.otlp.endpoint", "management.otlp.tracing.endpoint", "otel.exporter.otlp.endpoint"}, style: arch.Sync, protocol: "otlp", must: true, reach: true,
		},
		{
			libraries: []string{"spring-boot-starter-oauth2-resource-server"},
			keys:      []string{"spring.security.oauth2.resourceserver.jwt.issuer-uri", "spring.security.oauth2.resourceserver.jwt.jwk-set-uri", "spring.security.oauth2.resourceserver.opaquetoken.introspection-uri"},
			style:     arch.Sync, protocol: "http", must: true, reach: true,
		},
		{
			libraries: []string{"spring-cloud-starter-oauth2", "spring-security-oauth2", "spring-security-oauth2-autoconfigure", "spring-boot-starter-oauth2-resource-server"}, words: []string{"EnableResourceServer"},
			keys:  []string{"security.oauth2.resource.user-info-uri", "security.oauth2.resource.token-info-uri", "security.oauth2.resource.jwt.key-uri", "security.oauth2.resource.jwk.key-set-uri"},
			style: arch.Sync, protocol: "http", must: true, reach: true,
		},
	}
}

func brokers() []starter {
	return []starter{
		{
			libraries: []string{"spring-cloud-starter-bus-amqp", "spring-cloud-starter-stream-rabbit", "spring-cloud-stream-binder-rabbit"},
			off:       []string{"spring.cloud.bus.enabled"}, keys: rabbitKeys(), types: []string{"rabbitmq"}, style: arch.Async, protocol: "rabbitmq",
		},
		{
			libraries: []string{"spring-boot-starter-amqp", "spring-rabbit", "spring-boot-starter-rabbitmq"}, words: []string{"RabbitTemplate", "AmqpTemplate", "RabbitListener", "SimpleMessageListenerContainer", "RabbitMessagingTemplate", "AmqpAdmin", "CachingConnectionFactory"},
			keys: rabbitKeys(), types: []string{"rabbitmq"}, style: arch.Async, protocol: "rabbitmq",
		},
		{
			libraries: []string{"spring-cloud-starter-bus-kafka", "spring-cloud-starter-stream-kafka", "spring-cloud-stream-binder-kafka", "spring-cloud-stream-binder-kafka-streams"},
			off:       []string{"spring.cloud.bus.enabled"}, keys: kafkaKeys(), types: []string{"kafka", "msk"}, style: arch.Async, protocol: "kafka",
		},
		{
			libraries: []string{"spring-kafka", "kafka-clients", "kafka-streams", "spring-boot-starter-kafka"}, words: []string{"KafkaTemplate", "KafkaListener", "KafkaProducer", "KafkaConsumer", "EnableKafkaStreams", "ReactiveKafkaProducerTemplate", "ReactiveKafkaConsumerTemplate"},
			keys: kafkaKeys(), types: []string{"kafka", "msk"}, style: arch.Async, protocol: "kafka",
		},
		{
			libraries: []string{"spring-boot-starter-activemq", "spring-boot-starter-artemis", "activemq-spring", "activemq-broker"}, words: []string{"JmsTemplate", "JmsListener", "JmsMessagingTemplate", "ActiveMQConnectionFactory"},
			keys: []string{"spring.activemq.broker-url", "spring.artemis.broker-url", "spring.artemis.host"}, types: []string{"activemq"}, style: arch.Async, protocol: "jms",
		},
	}
}

// stores are what programs keep their data in, and Vault, which stands among them.
func stores() []starter {
	return []starter{
		{
			libraries: []string{"spring-boot-starter-data-mongodb", "spring-boot-starter-data-mongodb-reactive", "spring-data-mongodb", "quarkus-mongodb-client", "quarkus-mongodb-panache", "micronaut-mongo-sync", "micronaut-mongo-reactive"},
			keys:      []string{"spring.mongodb.uri", "spring.mongodb.host", "spring.data.mongodb.uri", "spring.data.mongodb.host", "quarkus.mongodb.connection-string", "quarkus.mongodb.hosts", "mongodb.uri"}, types: []string{"mongodb", "documentdb", "cosmosdb"}, style: arch.Data, protocol: "mongodb",
		},
		{
			libraries: []string{"spring-boot-starter-data-redis", "spring-boot-starter-data-redis-reactive", "spring-session-data-redis", "redisson-spring-boot-starter", "spring-data-redis", "quarkus-redis-client", "micronaut-redis-lettuce"},
			keys:      []string{"spring.data.redis.url", "spring.data.redis.host", "spring.redis.url", "spring.redis.host", "spring.data.redis.cluster.nodes", "spring.redis.cluster.nodes", "spring.data.redis.sentinel.nodes", "spring.redis.sentinel.nodes", "quarkus.redis.hosts", "redis.uri"}, types: []string{"redis", "elasticache", "memorystore"}, style: arch.Data, protocol: "redis",
		},
		{
			libraries: []string{"spring-boot-starter-data-elasticsearch", "spring-data-elasticsearch", "elasticsearch-rest-high-level-client", "elasticsearch-java"},
			keys:      []string{"spring.elasticsearch.uris", "spring.elasticsearch.rest.uris", "spring.data.elasticsearch.cluster-nodes", "spring.data.elasticsearch.client.reactive.endpoints"}, types: []string{"elasticsearch", "opensearch"}, style: arch.Data, protocol: "elasticsearch",
		},
		{
			libraries: []string{"spring-boot-starter-data-cassandra", "spring-boot-starter-data-cassandra-reactive", "spring-data-cassandra"},
			keys:      []string{"spring.cassandra.contact-points", "spring.data.cassandra.contact-points"}, types: []string{"cassandra"}, style: arch.Data, protocol: "cassandra",
		},
		{
			libraries: []string{"spring-boot-starter-data-neo4j", "spring-data-neo4j"},
			keys:      []string{"spring.neo4j.uri", "spring.data.neo4j.uri"}, types: []string{"neo4j"}, style: arch.Data, protocol: "neo4j",
		},
		{
			libraries: []string{"spring-boot-starter-data-couchbase"}, keys: []string{"spring.couchbase.connection-string", "spring.couchbase.bootstrap-hosts"}, types: []string{"couchbase"}, style: arch.Data, protocol: "couchbase",
		},
		{
			libraries: []string{"spring-cloud-starter-vault-config"}, off: []string{"spring.cloud.vault.enabled"}, keys: []string{"spring.cloud.vault.uri", "spring.cloud.vault.host"}, types: []string{"vault"}, style: arch.Sync, protocol: "http",
		},
		{
			libraries: []string{"postgresql", "r2dbc-postgresql", "quarkus-jdbc-postgresql", "quarkus-reactive-pg-client"}, keys: sqlKeys(), types: []string{"postgres", "rds", "aurora", "cloud-sql", "cockroach"}, style: arch.Data, protocol: "postgres",
		},
		{
			libraries: []string{"mysql-connector-java", "mysql-connector-j", "mariadb-java-client", "r2dbc-mysql", "quarkus-jdbc-mysql", "quarkus-jdbc-mariadb"}, keys: sqlKeys(), types: []string{"mysql", "rds", "aurora", "cloud-sql"}, style: arch.Data, protocol: "mysql",
		},
		{
			libraries: []string{"mssql-jdbc"}, keys: sqlKeys(), types: []string{"mssql", "rds", "azure-sql"}, style: arch.Data, protocol: "mssql",
		},
		{
			libraries: []string{"ojdbc8", "ojdbc10", "ojdbc11", "ojdbc6", "ojdbc7"}, keys: sqlKeys(), types: []string{"oracle", "rds"}, style: arch.Data, protocol: "oracle",
		},
	}
}

func rabbitKeys() []string { return []string{"spring.rabbitmq.addresses", "spring.rabbitmq.host"} }

func kafkaKeys() []string {
	return []string{
		"spring.kafka.bootstrap-servers", "spring.cloud.stream.kafka.binder.brokers", "spring.kafka.producer.bootstrap-servers", "spring.kafka.consumer.bootstrap-servers",
		"spring.cloud.stream.kafka.streams.binder.brokers", "kafka.bootstrap.servers", "kafka.bootstrap-servers",
	}
}

func sqlKeys() []string {
	return []string{"spring.datasource.url", "spring.datasource.jdbc-url", "spring.datasource.hikari.jdbc-url", "spring.r2dbc.url", "quarkus.datasource.jdbc.url", "quarkus.datasource.reactive.url", "datasources.default.url"}
}

// embedded are databases inside the process: a program that has one of them may do
// without the server that its other drivers are for.
var embedded = map[string]bool{"h2": true, "hsqldb": true, "derby": true, "sqlite-jdbc": true}

// clients are the words that programs ask others over HTTP with.
var clients = map[string]bool{
	"RestTemplate": true, "RestTemplateBuilder": true, "RestOperations": true, "AsyncRestTemplate": true, "OAuth2RestTemplate": true, "OAuth2RestOperations": true, "WebClient": true, "RestClient": true,
	"OkHttpClient": true, "Retrofit": true, "HttpClient": true, "CloseableHttpClient": true, "HttpURLConnection": true, "HttpClients": true, "HttpClientBuilder": true, "Unirest": true, "Feign": true, "WebTarget": true, "ClientBuilder": true,
	"RouteLocatorBuilder": true, "AsyncHttpClient": true, "RxHttpClient": true, "ReactorHttpClient": true, "HttpGet": true, "HttpPost": true, "RestClientBuilder": true, "FeignClient": true,
}

// handlers are the annotations of what takes requests.
var handlers = map[string]bool{"RestController": true, "Controller": true, "RepositoryRestResource": true, "RepositoryRestController": true, "Path": true, "BasePathAwareController": true}

// quiet are calls and annotations whose addresses are not called.
var quiet = map[string]bool{
	"allowedOrigins": true, "allowedOriginPatterns": true, "addAllowedOrigin": true, "addAllowedOriginPattern": true, "setAllowedOrigins": true, "setAllowedOriginPatterns": true, "Contact": true, "License": true, "termsOfServiceUrl": true,
	"redirectUris": true, "redirectUri": true, "sendRedirect": true, "debug": true, "info": true, "warn": true, "error": true, "trace": true, "println": true, "setHeader": true, "addHeader": true, "header": true,
}

// lookups are methods that ask a registry for a service by its name.
var lookups = map[string]bool{"getInstances": true, "choose": true, "getNextServerFromEureka": true, "getApplication": true}
