package main

import (
	"context"

	"github.com/aws/aws-lambda-go/lambda"
)

func handle(ctx context.Context, e map[string]any) error {
	return nil
}

func main() { lambda.Start(handle) }
