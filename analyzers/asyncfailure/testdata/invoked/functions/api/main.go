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

var client *invoke.Client

func handle(ctx context.Context, e events.APIGatewayProxyRequest) (events.APIGatewayProxyResponse, error) {
	_, err := client.Invoke(ctx, &invoke.InvokeInput{ // wantrelated "caller: Api invokes Worker and does not wait"
		FunctionName:   aws.String(os.Getenv("WORKER")),
		InvocationType: types.InvocationTypeEvent,
		Payload:        []byte(e.Body),
	})
	return events.APIGatewayProxyResponse{StatusCode: 202}, err
}

func main() {
	cfg, err := config.LoadDefaultConfig(context.Background())
	if err != nil {
		panic(err)
	}
	client = invoke.NewFromConfig(cfg)
	lambda.Start(handle)
}
