package flow_test

import "testing"

// rowGapTests are shapes that were once not followed: settings of viper and koanf,
// setters, prefixes of routes, streams, tables in nested arguments.
var rowGapTests = []struct{ name, imports, body, want string }{
	{
		"viper: a default, and a variable bound to the key", "net/http,github.com/spf13/viper", `
		viper.SetDefault("stock.url", "http://stock:8080")
		http.Get(viper.GetString("stock.url"))
		viper.BindEnv("orders.url", "ORDERS_ADDR")
		http.Get(viper.GetString("orders.url"))`,
		"http GET #{stock.url:-http://stock:8080} within 0s\nhttp GET ${ORDERS_ADDR:-#{orders.url}} within 0s",
	},
	{
		"viper: every key has its variable", "net/http,strings,github.com/spf13/viper", `
		v := viper.New()
		v.SetEnvPrefix("shop")
		v.SetEnvKeyReplacer(strings.NewReplacer(".", "_"))
		v.AutomaticEnv()
		http.Get(v.GetString("stock.url"))`,
		"http GET ${SHOP_STOCK_URL:-#{stock.url}} within 0s",
	},
	{
		"viper: a struct that it fills, with defaults", "net/http,github.com/spf13/viper", `
		type stock struct { URL string ` + "`mapstructure:\"url\"`" + ` }
		type config struct { Stock stock ` + "`mapstructure:\"stock\"`" + ` }
		var c config
		viper.SetDefault("stock.url", "http://stock:8080")
		viper.Unmarshal(&c)
		http.Get(c.Stock.URL)`,
		"http GET #{stock.url:-http://stock:8080} within 0s",
	},
	{
		"koanf: keys, and a struct", "net/http,github.com/knadh/koanf/v2", `
		k := koanf.New(".")
		http.Get(k.String("stock.url"))
		http.Get(k.MustString("orders.url"))
		type config struct { URL string ` + "`koanf:\"prices_url\"`" + ` }
		var c config
		k.Unmarshal("", &c)
		http.Get(c.URL)`,
		"http GET #{stock.url} within 0s\nhttp GET #{orders.url} within 0s\nhttp GET #{prices_url} within 0s",
	},
	{
		"resty: setters that are statements", "time,github.com/go-resty/resty/v2", `
		client := resty.New()
		client.SetTimeout(5 * time.Second)
		client.SetBaseURL("http://stock:8080")
		client.R().Get("/items")`,
		"http GET http://stock:8080/items within 5s",
	},
	{
		"chi: routes below a prefix", "net/http,github.com/go-chi/chi/v5", `
		r := chi.NewRouter()
		r.Route("/v1", func(r chi.Router) {
			r.Get("/items", func(w http.ResponseWriter, q *http.Request) {})
		})`,
		" Get > /v1/items",
	},
	{
		"echo: a group of routes", "github.com/labstack/echo/v4", `
		e := echo.New()
		g := e.Group("/v1")
		g.GET("/items", func(c echo.Context) error { return nil })`,
		" GET > /v1/items",
	},
	{
		"fiber: groups in groups", "github.com/gofiber/fiber/v2", `
		app := fiber.New()
		api := app.Group("/api")
		v1 := api.Group("/v1")
		v1.Get("/items", func(c *fiber.Ctx) error { return nil })`,
		" Get > /api/v1/items",
	},
	{
		"kafka-go: a constructor's configuration", "context,github.com/segmentio/kafka-go", `
		w := kafka.NewWriter(kafka.WriterConfig{Brokers: []string{"kafka:9092"}, Topic: "orders"})
		w.WriteMessages(context.Background(), kafka.Message{})`,
		"kafka WriteMessages kafka:9092 > orders within 0s",
	},
	{
		"DynamoDB: tables of a transaction and of a batch", "context,github.com/aws/aws-sdk-go-v2/aws,github.com/aws/aws-sdk-go-v2/service/dynamodb,github.com/aws/aws-sdk-go-v2/service/dynamodb/types", `
		c := dynamodb.NewFromConfig(aws.Config{})
		in := &dynamodb.TransactWriteItemsInput{TransactItems: []types.TransactWriteItem{
			{Put: &types.Put{TableName: aws.String("orders")}},
			{Update: &types.Update{TableName: aws.String("stock")}},
		}}
		c.TransactWriteItems(context.Background(), in)
		c.BatchGetItem(context.Background(), &dynamodb.BatchGetItemInput{RequestItems: map[string]types.KeysAndAttributes{"prices": {}}})
		table := "taxes"
		c.BatchWriteItem(context.Background(), &dynamodb.BatchWriteItemInput{RequestItems: map[string][]types.WriteRequest{table: {}}})`,
		"dynamodb TransactWriteItems > orders|stock within 0s\ndynamodb BatchGetItem > prices within 0s\ndynamodb BatchWriteItem > taxes within 0s",
	},
	{
		"S3: a batch over an iterator", "context,github.com/aws/aws-sdk-go/aws,github.com/aws/aws-sdk-go/aws/session,github.com/aws/aws-sdk-go/service/s3,github.com/aws/aws-sdk-go/service/s3/s3manager", `
		client := s3.New(session.New())
		iter := s3manager.NewDeleteListIterator(client, &s3.ListObjectsInput{Bucket: aws.String("uploads")})
		s3manager.NewBatchDeleteWithClient(client).Delete(context.Background(), iter)`,
		"s3 Delete > uploads within 0s",
	},
	{
		"gRPC: a stream's deadline is its context's", "context,google.golang.org/grpc,pb example.com/gen/feed", `
		conn, _ := grpc.NewClient("feed:9000")
		c := pb.NewFeedClient(conn)
		s, _ := c.Watch(context.Background(), nil)
		s.Recv()
		s.Send(nil)
		c.Get(context.Background(), nil)`,
		"grpc Watch feed:9000\ngrpc Get feed:9000 within 0s",
	},
}

func TestRowGaps(t *testing.T) {
	for _, tt := range rowGapTests {
		t.Run(tt.name, func(t *testing.T) {
			if got := found(t, tt.imports, tt.body); got != tt.want {
				t.Errorf("found:\n%s\nwant:\n%s", got, tt.want)
			}
		})
	}
}

// TestLibraryInterface is a port of the repository that only a library's value fills,
// as generated queries have it.
func TestLibraryInterface(t *testing.T) {
	const body = `
		db, _ := sql.Open("postgres", "postgres://db:5432/orders")
		New(db).Items(context.Background())
	}

	type DBTX interface {
		ExecContext(context.Context, string, ...any) (sql.Result, error)
		QueryContext(context.Context, string, ...any) (*sql.Rows, error)
	}

	type Queries struct { db DBTX }

	func New(db DBTX) *Queries { return &Queries{db: db} }

	func (q *Queries) WithTx(tx *sql.Tx) *Queries { return &Queries{db: tx} }

	func (q *Queries) Items(ctx context.Context) { q.db.QueryContext(ctx, "SELECT * FROM items") `
	want := "sql QueryContext postgres://db:5432/orders > SELECT * FROM items within 0s"
	if got := found(t, "context,database/sql", body); got != want {
		t.Errorf("found:\n%s\nwant:\n%s", got, want)
	}
}

// TestAdapter: requests that an adapter takes from Lambda end with the invocation.
func TestAdapter(t *testing.T) {
	const body = `
		r := gin.New()
		r.GET("/items", func(c *gin.Context) { get(c.Request.Context()) })
		adapter := ginadapter.New(r)
		lambda.Start(adapter.ProxyWithContext)
	}

	func get(ctx context.Context) {
		req, _ := http.NewRequestWithContext(ctx, "GET", "http://stock/", nil)
		http.DefaultClient.Do(req)`
	want := " GET > /items\nhttp GET http://stock/"
	if got := found(t, "context,net/http,github.com/aws/aws-lambda-go/lambda,ginadapter github.com/awslabs/aws-lambda-go-api-proxy/gin,github.com/gin-gonic/gin", body); got != want {
		t.Errorf("found:\n%s\nwant:\n%s", got, want)
	}
}

// TestEventSource: a bucket that the event names is the one that it comes from.
func TestEventSource(t *testing.T) {
	const body = `
		lambda.Start(handle)
	}

	func handle(ctx context.Context, e events.S3Event) error {
		for i := range e.Records {
			record := e.Records[i].S3
			copyOf(ctx, record.Bucket.Name, record.Object.Key)
		}
		return nil
	}

	func copyOf(ctx context.Context, bucket, key string) {
		c := s3.NewFromConfig(aws.Config{})
		c.GetObject(ctx, &s3.GetObjectInput{Bucket: aws.String(bucket), Key: aws.String(key)})`
	want := "s3 GetObject > event:storage"
	if got := found(t, "context,github.com/aws/aws-lambda-go/events,github.com/aws/aws-lambda-go/lambda,github.com/aws/aws-sdk-go-v2/aws,github.com/aws/aws-sdk-go-v2/service/s3", body); got != want {
		t.Errorf("found:\n%s\nwant:\n%s", got, want)
	}
}
