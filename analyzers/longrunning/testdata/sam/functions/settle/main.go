package main

import (
	"context"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"

	"example.com/media/internal/jobs"
)

const settle = 45 * time.Second

func handle(ctx context.Context, e events.SQSEvent) error {
	time.Sleep(settle) // want "^Settle waits 45 s in time.Sleep, and the timeout is 60 s$"
	if err := jobs.Poll(ctx, e.Records[0].Body); err != nil {
		return err
	}
	for range 3 { // short and bounded
		time.Sleep(200 * time.Millisecond)
	}
	for range e.Records { // not to send too fast
		time.Sleep(50 * time.Millisecond)
	}
	return nil
}

func main() { lambda.Start(handle) }
