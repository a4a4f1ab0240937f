package main

import (
	"context"
	"time"

	"github.com/aws/aws-lambda-go/lambda"
)

func handle(ctx context.Context) error {
	for {
		if done() {
			return nil
		}
		time.Sleep(10 * time.Second) // wantrelated "wait: handle waits here"
	}
}

func done() bool { return false }

func main() { lambda.Start(handle) }
