package main

import (
	"context"
	"net/http"
	"os"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"
)

var client = &http.Client{Timeout: 3 * time.Second}

func handle(ctx context.Context, e events.SQSEvent) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, os.Getenv("API_URL")+"/price", nil)
	if err != nil {
		return err
	}
	resp, err := client.Do(req) // want "^Checkout invokes the function Pricing through Shop and waits for it"
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

func main() { lambda.Start(handle) }
