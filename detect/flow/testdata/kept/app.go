package main

import (
	"context"
	"database/sql"
	"os"
	"sync"

	"github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials/stscreds"
)

var (
	db       *sql.DB
	once     sync.Once
	lazy     = sync.OnceValue(func() *sql.DB { d, _ := sql.Open("postgres", "x"); return d }) // kept
	byTenant = map[string]*sql.DB{}
	started  = start()
)

type order struct{ Tenant string }

type server struct{ pool *sql.DB }

func start() *sql.DB {
	d, _ := sql.Open("postgres", "x") // kept
	return d
}

func (s *server) get() *sql.DB {
	if s.pool == nil {
		s.pool, _ = sql.Open("postgres", "x") // kept
	}
	return s.pool
}

func early() *sql.DB {
	if db != nil {
		return db
	}
	db, _ = sql.Open("postgres", "x") // kept
	return db
}

func first() {
	once.Do(func() { db, _ = sql.Open("postgres", "x") }) // kept
}

func shared(o order) *sql.DB {
	d, ok := byTenant[o.Tenant]
	if !ok {
		d, _ = sql.Open("postgres", "x") // kept
		byTenant[o.Tenant] = d
	}
	return d
}

func connect() *sql.DB {
	d, err := sql.Open("postgres", os.Getenv("DATABASE_URL")) // new
	if err != nil {
		return nil
	}
	return d
}

func overwritten() {
	db, _ = sql.Open("postgres", "x") // new
}

func ofTenant(dsn string) {
	sql.Open("postgres", dsn) // personal
}

func (s *server) handle(ctx context.Context, o order) error {
	config.LoadDefaultConfig(ctx)                                              // new
	config.LoadDefaultConfig(ctx, config.WithRegion(o.Tenant))                 // personal
	config.LoadDefaultConfig(ctx, stscreds.NewAssumeRoleProvider(nil, "role")) // personal
	if o.Tenant == "" {
		return nil
	}
	s.get()
	early()
	first()
	lazy()
	shared(o)
	connect()
	overwritten()
	ofTenant("host=" + o.Tenant)
	return nil
}

func main() { lambda.Start((&server{}).handle) }
