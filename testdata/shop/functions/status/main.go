// Command status answers GET /status: whether a receipt is there.
package main

import (
	"context"
	"log"
	"net/http"
	"os"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

type status struct {
	table *dynamodb.Client
}

func main() {
	cfg, err := config.LoadDefaultConfig(context.Background())
	if err != nil {
		log.Fatal(err)
	}
	s := &status{table: dynamodb.NewFromConfig(cfg)}
	lambda.Start(s.handle)
}

func (s *status) handle(ctx context.Context, req events.APIGatewayProxyRequest) (events.APIGatewayProxyResponse, error) {
	out, err := s.table.GetItem(ctx, &dynamodb.GetItemInput{
		TableName: aws.String(os.Getenv("RECEIPTS_TABLE")),
		Key:       map[string]types.AttributeValue{"order": &types.AttributeValueMemberS{Value: req.QueryStringParameters["order"]}},
	})
	if err != nil {
		return events.APIGatewayProxyResponse{}, err
	}
	if len(out.Item) == 0 {
		return events.APIGatewayProxyResponse{StatusCode: http.StatusNotFound}, nil
	}
	return events.APIGatewayProxyResponse{StatusCode: http.StatusOK}, nil
}
