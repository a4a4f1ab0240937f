package main

import (
	"context"
	"sync"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"
	"golang.org/x/sync/errgroup"
)

type reply = events.APIGatewayProxyResponse

func handle(ctx context.Context, e events.APIGatewayProxyRequest) (reply, error) {
	go audit(e.Body) // want "^Order starts work in handle that nothing waits for before the answer"
	notify(e.Body)
	if err := both(ctx, e.Body); err != nil {
		return reply{StatusCode: 502}, err
	}
	return reply{StatusCode: 200, Body: <-total(e.Body)}, nil
}

func notify(body string) {
	go func() { // want "^Order starts work in handle that nothing waits for"
		audit(body)
	}()
}

// both waits for what it starts.
func both(ctx context.Context, body string) error {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		audit(body)
	}()
	wg.Wait()
	g, _ := errgroup.WithContext(ctx)
	g.Go(func() error {
		audit(body)
		return nil
	})
	return g.Wait()
}

// total hands its result over by a channel that the handler reads.
func total(body string) <-chan string {
	c := make(chan string, 1)
	go func() { c <- body }()
	return c
}

func audit(body string) {}

func main() {
	go audit("start") // not on a handler's path
	lambda.Start(handle)
}
