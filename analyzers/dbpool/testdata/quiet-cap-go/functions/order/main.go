package main

import (
	"context"
	"database/sql"
	"os"

	"github.com/aws/aws-lambda-go/lambda"
)

var db, _ = sql.Open("postgres", "host="+os.Getenv("DB_HOST"))

func handle(ctx context.Context, id string) error {
	_, err := db.ExecContext(ctx, "INSERT INTO orders VALUES ($1)", id)
	return err
}

func main() { lambda.Start(handle) }
