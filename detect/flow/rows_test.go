package flow_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/archvet/archvet/detect/code"
	"github.com/archvet/archvet/detect/code/golang"
	"github.com/archvet/archvet/detect/flow"
	"github.com/archvet/archvet/detect/source"
)

// rowTests prove rows on the shapes in which programs call the libraries: an import
// for each line of imports, the body of main, and what is found there, as lines of
// "protocol method address > target" with what is not there left out.
var rowTests = []struct{ name, imports, body, want string }{
	{
		"resty: base address and a request's context", "context,time,github.com/go-resty/resty/v2", `
		client := resty.New().SetBaseURL("http://stock:8080").SetTimeout(5 * time.Second)
		ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
		defer cancel()
		client.R().SetContext(ctx).SetHeader("a", "b").Get("/items")`,
		"http GET http://stock:8080/items within 2s",
	},
	{
		"resty: base address that is set later", "github.com/go-resty/resty/v2", `
		client := resty.New()
		client.SetHostURL("http://stock:8080")
		client.R().Execute("PUT", "/items")
		client.R().Get("http://other/")`,
		"http PUT http://stock:8080/items\nhttp GET http://other/",
	},
	{
		"req", "github.com/imroc/req/v3", `
		c := req.C().SetBaseURL("http://stock:8080")
		c.R().SetHeader("a", "b").Post("/items")`,
		"http POST http://stock:8080/items",
	},
	{
		"fasthttp: a client of one host, and a request's address", "time,github.com/valyala/fasthttp", `
		c := &fasthttp.HostClient{Addr: "stock:8080"}
		r := fasthttp.AcquireRequest()
		c.DoTimeout(r, nil, time.Second)
		q := fasthttp.AcquireRequest()
		q.SetRequestURI("http://orders/x")
		fasthttp.Do(q, nil)`,
		"http DoTimeout stock:8080 within 1s\nhttp Do ?|http://orders/x within 0s",
	},
	{
		"connect: the generic client", "context,net/http,time,connectrpc.com/connect", `
		hc := &http.Client{Timeout: 3 * time.Second}
		c := connect.NewClient[string, string](hc, "http://greet:8080" + "/greet.v1.Greet/Hi")
		c.CallUnary(context.Background(), nil)`,
		"grpc CallUnary http://greet:8080/greet.v1.Greet/Hi within 3s",
	},
	{
		"connect: a generated client of another module", "context,net/http,example.com/gen/greet/v1/greetv1connect", `
		c := greetv1connect.NewGreetServiceClient(http.DefaultClient, "http://greet:8080")
		c.Hi(context.Background(), nil)`,
		"grpc Hi http://greet:8080 within 0s",
	},
	{
		"twirp: a generated client of another module", "context,net/http,example.com/gen/hat", `
		c := hat.NewHaberdasherProtobufClient("http://hats:8080", http.DefaultClient)
		c.MakeHat(context.Background(), nil)`,
		"twirp MakeHat http://hats:8080 within 0s",
	},
	{
		"kratos: the endpoint is an option", "context,time,github.com/go-kratos/kratos/v2/transport/grpc,pb example.com/gen/user", `
		conn, _ := grpc.DialInsecure(context.Background(), grpc.WithEndpoint("discovery:///user"), grpc.WithTimeout(time.Second))
		c := pb.NewUserClient(conn)
		c.Get(context.Background(), nil)`,
		"grpc Get discovery:///user within 1s",
	},
	{
		"kitex: options appended as generated code does", "context,github.com/cloudwego/kitex/client", `
		options := []client.Option{}
		options = append(options, client.WithDestService("echo"))
		options = append(options, client.WithHostPorts("echo:8888"))
		kc, _ := client.NewClient(nil, options...)
		kc.Call(context.Background(), "Send", nil, nil)`,
		"kitex Send echo:8888",
	},
	{
		"go-zero", "context,github.com/zeromicro/go-zero/zrpc,pb example.com/gen/user", `
		c := pb.NewUserClient(zrpc.MustNewClient(zrpc.RpcClientConf{Target: "dns:///user:9000"}).Conn())
		c.Get(context.Background(), nil)`,
		"grpc Get dns:///user:9000",
	},
	{
		"NATS requests", "context,time,github.com/nats-io/nats.go", `
		nc, _ := nats.Connect("nats://bus:4222")
		nc.Request("orders.get", nil, 2*time.Second)
		nc.RequestWithContext(context.Background(), "orders.list", nil)
		nc.SubscribeSync("orders.done")`,
		"nats orders.get nats://bus:4222 > orders.get within 2s\nnats orders.list nats://bus:4222 > orders.list within 0s\nnats SubscribeSync nats://bus:4222 > orders.done",
	},
	{
		"JetStream", "context,github.com/nats-io/nats.go,github.com/nats-io/nats.go/jetstream", `
		nc, _ := nats.Connect("nats://bus:4222")
		js, _ := jetstream.New(nc)
		js.Publish(context.Background(), "orders.new", nil)
		c, _ := js.CreateOrUpdateConsumer(context.Background(), "ORDERS", jetstream.ConsumerConfig{})
		c.Consume(func(m jetstream.Msg) {})`,
		"nats Publish nats://bus:4222 > orders.new within 0s\nnats Consume nats://bus:4222",
	},
	{
		"RabbitMQ: the default exchange and a context", "context,github.com/rabbitmq/amqp091-go", `
		conn, _ := amqp091.Dial("amqp://mq:5672")
		ch, _ := conn.Channel()
		ch.PublishWithContext(context.Background(), "", "jobs", false, false, amqp091.Publishing{})
		ch.ConsumeWithContext(context.Background(), "jobs", "", false, false, false, false, nil)`,
		"rabbitmq PublishWithContext amqp://mq:5672 > jobs\nrabbitmq ConsumeWithContext amqp://mq:5672 > jobs",
	},
	{
		"kafka-go: a writer by its fields", "context,github.com/segmentio/kafka-go", `
		w := &kafka.Writer{Addr: kafka.TCP("kafka:9092"), Topic: "orders"}
		w.WriteMessages(context.Background(), kafka.Message{})`,
		"kafka WriteMessages kafka:9092 > orders within 0s",
	},
	{
		"franz-go", "context,github.com/twmb/franz-go/pkg/kgo", `
		cl, _ := kgo.NewClient(kgo.SeedBrokers("kafka:9092"), kgo.ConsumeTopics("orders"))
		cl.ProduceSync(context.Background(), &kgo.Record{Topic: "bills"})
		cl.PollFetches(context.Background())`,
		"kafka ConsumeTopics > orders\nkafka ProduceSync kafka:9092 > bills within 0s\nkafka PollFetches kafka:9092",
	},
	{
		"confluent: a map of settings", "github.com/confluentinc/confluent-kafka-go/v2/kafka", `
		p, _ := kafka.NewProducer(&kafka.ConfigMap{"client.id": "x", "bootstrap.servers": "kafka:9092"})
		topic := "orders"
		p.Produce(&kafka.Message{TopicPartition: kafka.TopicPartition{Topic: &topic}}, nil)`,
		"kafka Produce kafka:9092 > orders",
	},
	{
		"sarama: a producer of a client", "github.com/IBM/sarama", `
		cl, _ := sarama.NewClient([]string{"kafka:9092"}, nil)
		p, _ := sarama.NewSyncProducerFromClient(cl)
		p.SendMessage(&sarama.ProducerMessage{Topic: "orders"})`,
		"kafka SendMessage kafka:9092 > orders",
	},
	{
		"watermill over Kafka", "github.com/ThreeDotsLabs/watermill-kafka/v3/pkg/kafka", `
		p, _ := kafka.NewPublisher(kafka.PublisherConfig{Brokers: []string{"kafka:9092"}}, nil)
		p.Publish("orders", nil)`,
		"kafka Publish kafka:9092 > orders",
	},
	{
		"Pub/Sub v2", "context,cloud.google.com/go/pubsub/v2", `
		c, _ := pubsub.NewClient(context.Background(), "p")
		c.Publisher("orders").Publish(context.Background(), nil)`,
		"pubsub Publish > orders",
	},
	{
		"Event Hubs", "context,github.com/Azure/azure-sdk-for-go/sdk/messaging/azeventhubs", `
		p, _ := azeventhubs.NewProducerClientFromConnectionString("Endpoint=x", "clicks", nil)
		p.SendEventDataBatch(context.Background(), nil, nil)`,
		"eventhubs SendEventDataBatch > clicks within 0s",
	},
	{
		"storage queues", "context,github.com/Azure/azure-sdk-for-go/sdk/storage/azqueue", `
		q, _ := azqueue.NewQueueClientFromConnectionString("x", "jobs", nil)
		q.EnqueueMessage(context.Background(), "m", nil)`,
		"storage-queue EnqueueMessage > jobs within 0s",
	},
	{
		"workflows that answer", "context,github.com/aws/aws-sdk-go-v2/service/sfn,github.com/aws/aws-sdk-go-v2/aws", `
		c := sfn.NewFromConfig(aws.Config{})
		c.StartSyncExecution(context.Background(), &sfn.StartSyncExecutionInput{StateMachineArn: aws.String("arn:x")})`,
		"states StartSyncExecution > arn:x within 0s",
	},
	{"secrets are settings, not calls", "context,github.com/aws/aws-sdk-go-v2/service/secretsmanager,github.com/aws/aws-sdk-go-v2/aws", `
		c := secretsmanager.NewFromConfig(aws.Config{})
		c.GetSecretValue(context.Background(), nil)`, ""},
	{
		"sqlx: the statement stands behind what it fills", "context,github.com/jmoiron/sqlx", `
		db, _ := sqlx.Connect("postgres", "postgres://db/x")
		var out []int
		db.SelectContext(context.Background(), &out, "SELECT 1")
		tx, _ := db.Beginx()
		tx.Exec("DELETE FROM a")`,
		"sql SelectContext postgres://db/x > SELECT 1 within 0s\nsql Exec postgres://db/x > DELETE FROM a",
	},
	{
		"pgx: pools and transactions", "context,github.com/jackc/pgx/v5/pgxpool", `
		cfg, _ := pgxpool.ParseConfig("postgres://db/x")
		pool, _ := pgxpool.NewWithConfig(context.Background(), cfg)
		tx, _ := pool.Begin(context.Background())
		tx.Exec(context.Background(), "DELETE FROM a")`,
		"postgres Exec postgres://db/x > DELETE FROM a within 0s",
	},
	{
		"gorm: only the end of a chain asks", "context,time,gorm.io/gorm,gorm.io/driver/postgres", `
		db, _ := gorm.Open(postgres.Open("postgres://db/x"), nil)
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		db.WithContext(ctx).Where("id = ?", 1).Preload("Items").First(nil)
		db.Exec("DELETE FROM a")`,
		"sql First postgres://db/x within 1s\nsql Exec postgres://db/x > DELETE FROM a",
	},
	{
		"redis: replies and pipelines", "context,github.com/redis/go-redis/v9", `
		rdb := redis.NewUniversalClient(&redis.UniversalOptions{Addrs: []string{"cache:6379"}})
		rdb.Get(context.Background(), "k").Result()
		pipe := rdb.Pipeline()
		pipe.Set(context.Background(), "a", 1, 0)
		pipe.Exec(context.Background())`,
		"redis Get cache:6379 within 3s\nredis Exec cache:6379 within 3s",
	},
	{
		"gocql", "github.com/gocql/gocql", `
		cluster := gocql.NewCluster("cass")
		s, _ := cluster.CreateSession()
		s.Query("SELECT 1").Exec()`,
		"cassandra Query cass > SELECT 1",
	},
	{
		"neo4j", "context,github.com/neo4j/neo4j-go-driver/v5/neo4j", `
		d, _ := neo4j.NewDriverWithContext("neo4j://graph", neo4j.NoAuth())
		s := d.NewSession(context.Background(), neo4j.SessionConfig{})
		s.ExecuteWrite(context.Background(), nil)`,
		"neo4j ExecuteWrite neo4j://graph within 0s",
	},
	{
		"clickhouse", "context,github.com/ClickHouse/clickhouse-go/v2", `
		c, _ := clickhouse.Open(&clickhouse.Options{Addr: []string{"ch:9000"}})
		c.Select(context.Background(), nil, "SELECT 1")`,
		"clickhouse Select ch:9000 > SELECT 1 within 0s",
	},
	{
		"influxdb", "context,influxdb2 github.com/influxdata/influxdb-client-go/v2", `
		c := influxdb2.NewClient("http://influx:8086", "t")
		c.WriteAPIBlocking("o", "b").WritePoint(context.Background(), nil)`,
		"influxdb WritePoint http://influx:8086",
	},
	{
		"asynq", "github.com/hibiken/asynq", `
		c := asynq.NewClient(asynq.RedisClientOpt{Addr: "cache:6379"})
		c.Enqueue(asynq.NewTask("mail:send", nil))`,
		"redis Enqueue cache:6379 > mail:send",
	},
	{
		"machinery", "github.com/RichardKnop/machinery/v1,github.com/RichardKnop/machinery/v1/config,github.com/RichardKnop/machinery/v1/tasks", `
		s, _ := machinery.NewServer(&config.Config{Broker: "amqp://mq:5672"})
		s.SendTask(&tasks.Signature{Name: "add"})`,
		"machinery SendTask amqp://mq:5672 > add",
	},
	{
		"a closure that is tried again runs", "net/http,github.com/cenkalti/backoff/v4,github.com/avast/retry-go/v4", `
		backoff.Retry(func() error { _, err := http.Get("http://a/"); return err }, nil)
		retry.Do(func() error { _, err := http.Get("http://b/"); return err })`,
		"http GET http://a/ within 0s\nhttp GET http://b/ within 0s",
	},
	{
		"a group of routes", "github.com/gin-gonic/gin", `
		r := gin.New()
		v1 := r.Group("/v1")
		v1.GET("/items", func(c *gin.Context) {})`,
		" GET > /v1/items",
	},
	{
		"a router behind a prefix", "net/http,github.com/gorilla/mux", `
		r := mux.NewRouter()
		s := r.PathPrefix("/v1").Subrouter()
		s.HandleFunc("/items", func(w http.ResponseWriter, q *http.Request) {}).Methods("GET")`,
		" HandleFunc > /v1/items",
	},
}

func TestRows(t *testing.T) {
	for _, tt := range rowTests {
		t.Run(tt.name, func(t *testing.T) {
			if got := found(t, tt.imports, tt.body); got != tt.want {
				t.Errorf("found:\n%s\nwant:\n%s", got, tt.want)
			}
		})
	}
}

// found is what a program of one function does to systems and routes.
func found(t *testing.T, imports, body string) string {
	t.Helper()
	var src strings.Builder
	src.WriteString("package main\n\nimport (\n")
	for path := range strings.SplitSeq(imports, ",") {
		name, rest, named := strings.Cut(path, " ")
		if !named {
			name, rest = "", path
		}
		fmt.Fprintf(&src, "\t%s %q\n", name, rest)
	}
	fmt.Fprintf(&src, ")\n\nfunc main() {%s\n}\n", body)
	tree, err := source.New(fstest.MapFS{
		"go.mod":  {Data: []byte("module shop\n\ngo 1.26\n")},
		"main.go": {Data: []byte(src.String())},
	}, source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, o := range flow.New(code.GoTable(), golang.Load(tree)).View(flow.Entry{Funcs: []string{"shop.main"}}).Operations() {
		switch o.Row.Action {
		case code.RemoteCall, code.Invoke, code.Publish, code.Consume, code.DataAccess, code.Route:
		default:
			continue
		}
		line := o.Row.Protocol + " " + o.Method
		if len(o.Address) > 0 {
			line += " " + origins(o.Address)
		}
		if len(o.Target) > 0 {
			line += " > " + origins(o.Target)
		}
		if o.Deadline.Known() {
			line += fmt.Sprintf(" within %v", o.Deadline.V)
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}
