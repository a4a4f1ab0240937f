package main

import (
	"context"
	"time"

	"github.com/aws/aws-lambda-go/lambda"
)

func handle(ctx context.Context) error {
	for range 3 {
		time.Sleep(time.Second)
	}
	return nil
}

func main() { lambda.Start(handle) }
