package main

import (
	"context"
	"database/sql"
	"os"
	"sync"

	"github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
)

type order struct{ ID, Region string }

var (
	once    sync.Once
	db      *sql.DB
	replica *sql.DB
	regions = map[string]aws.Config{}
	settled = sync.OnceValues(func() (aws.Config, error) { return config.LoadDefaultConfig(context.Background()) })
)

type handler struct{ audit *sql.DB }

func (h *handler) handle(ctx context.Context, o order) error {
	once.Do(func() { db, _ = sql.Open("postgres", os.Getenv("DATABASE_URL")) })
	cfg, err := settled()
	if err != nil {
		return err
	}
	queue := sqs.NewFromConfig(cfg) // shares what the configuration keeps
	if _, err := queue.SendMessage(ctx, &sqs.SendMessageInput{}); err != nil {
		return err
	}
	if _, err := config.LoadDefaultConfig(ctx, config.WithRegion(o.Region)); err != nil {
		return err
	}
	if _, ok := regions["eu"]; !ok {
		regions["eu"], _ = config.LoadDefaultConfig(ctx)
	}
	_, err = reader().ExecContext(ctx, "SELECT 1")
	return err
}

func reader() *sql.DB {
	if replica != nil {
		return replica
	}
	replica, _ = sql.Open("postgres", os.Getenv("REPLICA_URL"))
	return replica
}

func main() {
	audit, _ := sql.Open("postgres", os.Getenv("AUDIT_URL"))
	lambda.Start((&handler{audit: audit}).handle)
}
