package main

import (
	"context"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
)

var table = "orders"

var db *dynamodb.Client

func handle(ctx context.Context, e events.SQSEvent) error {
	for _, r := range e.Records {
		if _, err := db.PutItem(ctx, &dynamodb.PutItemInput{TableName: &table, Item: item(r)}); err != nil { // want "^worker does DynamoDB PutItem for each of up to 10 .default. records of orders and answers for all of them at once: one that fails is lost, or brings the others back$"
			return err
		}
	}
	return nil
}

func item(r events.SQSMessage) map[string]any { return nil }

func main() { lambda.Start(handle) }
