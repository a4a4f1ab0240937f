package main

import (
	"context"
	"net/http"
	"os"

	"github.com/aws/aws-lambda-go/lambda"
)

func handle(ctx context.Context) error { return nil }

func main() {
	if os.Getenv("LOCAL") != "" {
		_ = http.ListenAndServe(":8080", nil)
	}
	lambda.Start(handle)
}
