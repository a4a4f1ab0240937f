package main

import (
	"bufio"
	"context"
	"errors"
	"io"
	"strings"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"
)

func handle(ctx context.Context, e events.APIGatewayProxyRequest) (events.APIGatewayProxyResponse, error) {
	r := bufio.NewReader(strings.NewReader(e.Body))
	lines := 0
	for { // ends with its data
		_, err := r.ReadString('\n')
		if errors.Is(err, io.EOF) {
			break
		}
		lines++
	}
	if err := send(ctx, lines); err != nil {
		return events.APIGatewayProxyResponse{StatusCode: 502}, err
	}
	deadline := time.Now().Add(2 * time.Second)
	for time.Now().Before(deadline) { // ends with the clock
		time.Sleep(100 * time.Millisecond)
	}
	return events.APIGatewayProxyResponse{StatusCode: 200}, nil
}

func send(ctx context.Context, n int) error {
	var err error
	for i := 0; i < 3; i++ {
		if err = try(n); err == nil {
			return nil
		}
		time.Sleep(time.Duration(1<<i) * 100 * time.Millisecond)
	}
	return err
}

func try(n int) error { return nil }

func main() { lambda.Start(handle) }
