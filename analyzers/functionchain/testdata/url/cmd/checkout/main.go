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

func handle(ctx context.Context, e events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, os.Getenv("PRICING_URL")+"/price", nil)
	if err != nil {
		return events.APIGatewayV2HTTPResponse{StatusCode: 500}, err
	}
	resp, err := client.Do(req) // want "^checkout invokes the function pricing and waits for it"
	if err != nil {
		return events.APIGatewayV2HTTPResponse{StatusCode: 502}, err
	}
	defer resp.Body.Close()
	return events.APIGatewayV2HTTPResponse{StatusCode: resp.StatusCode}, nil
}

func main() { lambda.Start(handle) }
