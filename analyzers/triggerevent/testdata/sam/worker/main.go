package main

import (
	"context"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"
)

func handle(ctx context.Context, e events.SNSEvent) error { return nil } // want "^the handler of Worker takes events.SNSEvent, but its trigger is the queue Orders$"

func main() { lambda.Start(handle) }
