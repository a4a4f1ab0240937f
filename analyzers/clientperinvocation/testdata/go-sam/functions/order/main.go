package main

import (
	"context"
	"database/sql"
	"os"

	"github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
)

type order struct{ ID string }

func handle(ctx context.Context, o order) error {
	db, err := connect() // wantrelated "call: handle asks for it"
	if err != nil {
		return err
	}
	cfg, err := config.LoadDefaultConfig(ctx) // wantrelated "client: config.LoadDefaultConfig is built on each invocation too"
	if err != nil {
		return err
	}
	if _, err := db.ExecContext(ctx, "INSERT INTO orders VALUES ($1)", o.ID); err != nil {
		return err
	}
	_, err = sqs.NewFromConfig(cfg).SendMessage(ctx, &sqs.SendMessageInput{})
	return err
}

func connect() (*sql.DB, error) {
	return sql.Open("postgres", os.Getenv("DATABASE_URL")) // want "^Order builds config.LoadDefaultConfig and sql.Open anew on each invocation .handle.$"
}

func main() { lambda.Start(handle) }
