// Command receipt has a receipt rendered for each order.
package main

import (
	"context"
	"errors"
	"log"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

type receipts struct {
	table  *dynamodb.Client
	render *http.Client
}

func main() {
	cfg, err := config.LoadDefaultConfig(context.Background())
	if err != nil {
		log.Fatal(err)
	}
	r := &receipts{table: dynamodb.NewFromConfig(cfg), render: &http.Client{Timeout: 2 * time.Second}}
	lambda.Start(r.handle)
}

func (r *receipts) handle(ctx context.Context, batch events.SQSEvent) error {
	if len(batch.Records) != 1 {
		return errors.New("the mapping has a batch size of 1")
	}
	order := batch.Records[0].Body
	if err := r.start(ctx, order); err != nil {
		return err
	}
	if err := r.wait(order); err != nil {
		return err
	}
	_, err := r.table.PutItem(ctx, &dynamodb.PutItemInput{
		TableName: aws.String(os.Getenv("RECEIPTS_TABLE")),
		Item:      map[string]types.AttributeValue{"order": &types.AttributeValueMemberS{Value: order}},
	})
	return err
}

// start asks for a receipt, three times at most, and gives up with the context.
func (r *receipts) start(ctx context.Context, order string) error {
	for try := 0; try < 3; try++ {
		req, err := http.NewRequestWithContext(ctx, http.MethodPost, os.Getenv("RENDER_URL")+"/receipts", strings.NewReader(order))
		if err != nil {
			return err
		}
		if resp, err := r.render.Do(req); err == nil {
			return resp.Body.Close()
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(200 * time.Millisecond):
		}
	}
	return errors.New("nobody renders")
}

// wait asks again and again whether the receipt is there.
func (r *receipts) wait(order string) error {
	for try := 0; try < 40; try++ {
		resp, err := r.render.Head(os.Getenv("RENDER_URL") + "/receipts/" + order)
		if err == nil && resp.StatusCode == http.StatusOK {
			return resp.Body.Close()
		}
		// Fault: up to two minutes of sleep in a function that may run for one. // want+1 "receipt may wait 40 times 3 s in time.Sleep, and .* timeout is 60 s"
		time.Sleep(3 * time.Second)
	}
	return errors.New("no receipt")
}
