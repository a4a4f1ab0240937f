package main

import (
	"context"
	"os"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	invoke "github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/lambda/types"
)

type handler struct {
	client  *invoke.Client
	pricing string
}

func (h *handler) handle(ctx context.Context, e events.APIGatewayProxyRequest) (events.APIGatewayProxyResponse, error) {
	out, err := h.price(ctx, e.Body)
	return events.APIGatewayProxyResponse{StatusCode: 200, Body: out}, err
}

func (h *handler) price(ctx context.Context, order string) (string, error) {
	out, err := h.client.Invoke(ctx, &invoke.InvokeInput{
		FunctionName:   aws.String(h.pricing),
		InvocationType: types.InvocationTypeEvent,
		Payload:        []byte(order),
	})
	if err != nil {
		return "", err
	}
	return string(out.Payload), nil
}

func main() {
	cfg, err := config.LoadDefaultConfig(context.Background())
	if err != nil {
		panic(err)
	}
	h := &handler{client: invoke.NewFromConfig(cfg), pricing: os.Getenv("PRICING_FUNCTION")}
	lambda.Start(h.handle)
}
