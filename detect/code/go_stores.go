package code

import "slices"

const (
	goRedis  = "github.com/redis/go-redis"
	oldRedis = "github.com/go-redis/redis"
	redigo   = "github.com/gomodule/redigo/redis"
	gocql    = "github.com/gocql/gocql"
	neo4j    = "github.com/neo4j/neo4j-go-driver/neo4j"
	influx   = "github.com/influxdata/influxdb-client-go"
	chDriver = "github.com/ClickHouse/clickhouse-go/..."
	memcache = "github.com/bradfitz/gomemcache/memcache"
	sqlx     = "github.com/jmoiron/sqlx"
	pgx      = "github.com/jackc/pgx/..."
)

// goStores are more rows of databases: what the drivers have beside their plain calls.
func goStores() []Row {
	return slices.Concat(
		// database/sql and what stands on it. A transaction goes where its database is.
		named(Row{Lang: "go", Package: "database/sql", Type: "*", Action: Begin, From: "r"}, "Begin", "BeginTx"),
		named(Row{Lang: "go", Package: sqlx, Type: "*", Action: Begin, From: "r"}, "Beginx", "BeginTxx", "MustBegin", "MustBeginTx", "Begin", "BeginTx"),
		named(Row{Lang: "go", Package: pgx, Type: "*", Action: Begin, From: "r"}, "Begin", "BeginTx"),
		named(Row{Lang: "go", Package: "database/sql", Type: "*", Action: Carry, From: "r"}, "Conn"),
		named(Row{Lang: "go", Package: sqlx, Type: "*", Action: DataAccess, Protocol: "sql", Address: "r", Target: "2", Context: "0"}, "GetContext", "SelectContext"),
		named(Row{Lang: "go", Package: sqlx, Type: "*", Action: DataAccess, Protocol: "sql", Address: "r", Target: "1"}, "Get", "Select"),
		named(Row{Lang: "go", Package: sqlx, Type: "*", Action: DataAccess, Protocol: "sql", Address: "r", Target: "1", Context: "0"}, "QueryContext", "QueryxContext", "QueryRowContext", "QueryRowxContext", "NamedQueryContext", "PreparexContext", "PrepareNamedContext"),
		named(Row{Lang: "go", Package: sqlx, Type: "*", Action: DataAccess, Protocol: "sql", Address: "r", Target: "1", Context: "0", Writes: true}, "ExecContext", "NamedExecContext", "MustExecContext"),
		named(Row{Lang: "go", Package: sqlx, Type: "*", Action: DataAccess, Protocol: "sql", Address: "r", Target: "0"}, "NamedQuery", "Preparex", "PrepareNamed"),
		named(Row{Lang: "go", Package: sqlx, Type: "*", Action: DataAccess, Protocol: "sql", Address: "r", Target: "0", Writes: true}, "MustExec"),
		named(Row{Lang: "go", Package: sqlx, Type: "*", Action: Parse}, "Rebind"),
		named(Row{Lang: "go", Package: sqlx, Action: Carry, From: "0"}, "NewDb"),
		named(Row{Lang: "go", Package: pgx, Type: "*", Action: Carry, From: "r"}, "Acquire", "Conn"),
		named(Row{Lang: "go", Package: pgx, Type: "*", Action: DataAccess, Protocol: "postgres", Address: "r", Context: "0", Writes: true}, "SendBatch"),
		named(Row{Lang: "go", Package: pgx, Type: "*", Action: DataAccess, Protocol: "postgres", Address: "r", Target: "1", Context: "0", Writes: true}, "CopyFrom"),
		named(Row{Lang: "go", Package: "github.com/jackc/pgx/stdlib", Action: Carry, Protocol: "postgres", From: "0"}, "OpenDBFromPool", "OpenDB"),

		// gorm: what ends a chain asks the database; what stands in it carries.
		gorm("gorm.io/gorm"), gorm("github.com/jinzhu/gorm"),
		[]Row{{Lang: "go", Package: "github.com/jinzhu/gorm", Type: "*", Name: "*", Action: Carry, From: "r", Context: "r"}},
		named(Row{Lang: "go", Package: "gorm.io/driver/sqlserver", Action: Carry, Protocol: "mssql", From: "0"}, "Open"),
		named(Row{Lang: "go", Package: "entgo.io/ent/dialect/sql", Action: Build, Protocol: "sql", From: "1", Target: "0"}, "Open"),
		named(Row{Lang: "go", Package: "entgo.io/ent/dialect/sql", Action: Carry, From: "1"}, "OpenDB"),
		[]Row{
			{Lang: "go", Package: "entgo.io/ent/dialect", Type: "Driver", Name: "Query", Action: DataAccess, Protocol: "sql", Address: "r", Target: "1", Context: "0"},
			{Lang: "go", Package: "entgo.io/ent/dialect", Type: "Driver", Name: "Exec", Action: DataAccess, Protocol: "sql", Address: "r", Target: "1", Context: "0", Writes: true},
		},

		// redis: what reads a reply asks nobody, and a pipeline asks once, at its end.
		redis(goRedis), redis(oldRedis),
		[]Row{
			{Lang: "go", Package: redigo, Name: "DialContext", Action: Build, Protocol: "redis", From: "2"},
			{Lang: "go", Package: redigo, Name: "DialURLContext", Action: Build, Protocol: "redis", From: "1"},
			{Lang: "go", Package: redigo, Name: "DialURL", Action: Build, Protocol: "redis", From: "0"},
			{Lang: "go", Package: redigo, Name: "Dial", Action: Build, Protocol: "redis", From: "1"},
			{Lang: "go", Package: redigo, Type: "*", Name: "DoContext", Action: DataAccess, Protocol: "redis", Address: "r", Target: "1", Context: "0"},
			{Lang: "go", Package: redigo, Name: "DoContext", Action: DataAccess, Protocol: "redis", Address: "0", Target: "2", Context: "1"},
			{Lang: "go", Package: redigo, Name: "DoWithTimeout", Action: DataAccess, Protocol: "redis", Address: "0", Target: "2", Timeout: "1"},
		},
		named(Row{Lang: "go", Package: memcache, Type: "*", Action: DataAccess, Protocol: "memcached", Address: "r", Writes: true}, "Add", "Replace", "Delete", "DeleteAll", "Increment", "Decrement", "CompareAndSwap", "Touch"),

		// cassandra
		named(Row{Lang: "go", Package: gocql, Action: Build, Protocol: "cassandra", From: "0", Limit: 11}, "NewCluster"),
		named(Row{Lang: "go", Package: gocql, Action: Carry, From: "0"}, "NewSession"),
		named(Row{Lang: "go", Package: gocql, Type: "*", Action: Carry, From: "r"}, "CreateSession"),
		named(Row{Lang: "go", Package: gocql, Type: "*", Action: DataAccess, Protocol: "cassandra", Address: "r", Target: "0"}, "Query"),
		named(Row{Lang: "go", Package: gocql, Type: "*", Action: DataAccess, Protocol: "cassandra", Address: "r", Writes: true}, "ExecuteBatch", "ExecuteBatchCAS"),

		// neo4j
		named(Row{Lang: "go", Package: neo4j, Action: Build, Protocol: "neo4j", From: "0"}, "NewDriver", "NewDriverWithContext"),
		named(Row{Lang: "go", Package: neo4j, Action: DataAccess, Protocol: "neo4j", Address: "1", Target: "2", Context: "0"}, "ExecuteQuery"),
		named(Row{Lang: "go", Package: neo4j, Type: "*", Action: Carry, From: "r"}, "NewSession"),
		named(Row{Lang: "go", Package: neo4j, Type: "*", Action: DataAccess, Protocol: "neo4j", Address: "r", Context: "0"}, "ExecuteRead"),
		named(Row{Lang: "go", Package: neo4j, Type: "*", Action: DataAccess, Protocol: "neo4j", Address: "r", Context: "0", Writes: true}, "ExecuteWrite"),

		// clickhouse
		named(Row{Lang: "go", Package: chDriver, Action: Build, Protocol: "clickhouse", From: "0.Addr|0"}, "Open", "OpenDB"),
		named(Row{Lang: "go", Package: chDriver, Action: Parse}, "ParseDSN"),
		named(Row{Lang: "go", Package: chDriver, Type: "*", Action: DataAccess, Protocol: "clickhouse", Address: "r", Target: "1", Context: "0"}, "Query", "QueryRow"),
		named(Row{Lang: "go", Package: chDriver, Type: "*", Action: DataAccess, Protocol: "clickhouse", Address: "r", Target: "2", Context: "0"}, "Select"),
		named(Row{Lang: "go", Package: chDriver, Type: "*", Action: DataAccess, Protocol: "clickhouse", Address: "r", Target: "1", Context: "0", Writes: true}, "Exec", "PrepareBatch", "AsyncInsert"),

		// influxdb
		named(Row{Lang: "go", Package: influx, Action: Build, Protocol: "influxdb", From: "0"}, "NewClient", "NewClientWithOptions"),
		named(Row{Lang: "go", Package: influx, Type: "*", Action: Carry, From: "r"}, "WriteAPI", "WriteAPIBlocking", "QueryAPI", "DeleteAPI"),
		named(Row{Lang: "go", Package: influx + "/...", Type: "*", Action: DataAccess, Protocol: "influxdb", Address: "r", Writes: true}, "WritePoint", "WriteRecord"),
		named(Row{Lang: "go", Package: influx + "/...", Type: "*", Action: DataAccess, Protocol: "influxdb", Address: "r", Target: "1", Context: "0"}, "Query", "QueryRaw", "QueryWithParams"),
	)
}

func gorm(pkg string) []Row {
	r := Row{Lang: "go", Package: pkg, Type: "*", Action: DataAccess, Protocol: "sql", Address: "r", Context: "r"}
	w := r
	w.Writes = true
	x := w
	x.Target = "0"
	return slices.Concat(
		named(r, "Find", "First", "Last", "Take", "Count", "Pluck", "Scan", "Row", "Rows", "FindInBatches"),
		named(w, "Create", "CreateInBatches", "Save", "Update", "Updates", "UpdateColumn", "UpdateColumns", "Delete", "FirstOrCreate"),
		named(x, "Exec"),
		named(Row{Lang: "go", Package: pkg, Type: "*", Action: Carry, From: "r", Context: "0"}, "WithContext"),
		named(Row{Lang: "go", Package: pkg, Type: "*", Action: Begin, From: "r"}, "Begin"))
}

func redis(pkg string) []Row {
	return slices.Concat(
		named(Row{Lang: "go", Package: pkg, Type: "*()", Action: Neutral}, "Result", "Val", "Err", "Int", "Bool", "Bytes", "Float64", "Int64", "Text", "Uint64", "StringSlice", "Iterator"),
		named(Row{Lang: "go", Package: pkg, Type: "*Cmd", Action: Neutral}, "*"),
		named(Row{Lang: "go", Package: pkg, Type: "PubSub", Action: Neutral}, "*"),
		named(Row{Lang: "go", Package: pkg, Type: "*", Action: Neutral}, "AddHook", "Options", "PoolStats", "Context"),
		named(Row{Lang: "go", Package: pkg, Type: "*", Action: Carry, From: "r"}, "Pipeline", "TxPipeline", "WithContext", "WithTimeout"),
		named(Row{Lang: "go", Package: pkg, Type: "Pipeline()", Action: DataAccess, Protocol: "redis", Address: "r", Limit: 3}, "Exec"),
		named(Row{Lang: "go", Package: pkg, Type: "TxPipeline()", Action: DataAccess, Protocol: "redis", Address: "r", Limit: 3}, "Exec"),
		named(Row{Lang: "go", Package: pkg, Type: "Pipeliner", Action: DataAccess, Protocol: "redis", Address: "r", Limit: 3}, "Exec"),
		named(Row{Lang: "go", Package: pkg, Type: "Pipeline()", Action: Neutral}, "*"),
		named(Row{Lang: "go", Package: pkg, Type: "TxPipeline()", Action: Neutral}, "*"),
		named(Row{Lang: "go", Package: pkg, Type: "Pipeliner", Action: Neutral}, "*"))
}
