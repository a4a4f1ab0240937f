package main

import (
	"context"

	"github.com/aws/aws-lambda-go/lambda"
)

func handle(ctx context.Context, order map[string]any) (int, error) { return len(order), nil }

func main() { lambda.Start(handle) }
