package main

import (
	"context"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"

	"example.com/media/internal/jobs"
)

func handle(ctx context.Context, e events.S3Event) error {
	id, err := jobs.Start(ctx, e.Records[0].S3.Object.Key)
	if err != nil {
		return err
	}
	return jobs.Await(ctx, id)
}

func main() {
	time.Sleep(time.Second) // at start-up, for the extension
	lambda.Start(handle)
}
