package main

import (
	"context"

	"github.com/aws/aws-lambda-go/lambda"
)

var backlog = make(chan string, 10)

func handle(ctx context.Context) error {
	for { // want "^drain goes round in a loop that nothing ends, in handle$"
		drop(<-backlog)
	}
}

func drop(s string) {}

func main() { lambda.Start(handle) }
