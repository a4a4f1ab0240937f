// Command report answers GET /report: what was sold, and for how much.
package main

import (
	"context"
	"log"
	"net/http"
	"os"
	"strconv"
	"sync"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	fn "github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/lambda/types"
)

type report struct {
	functions *fn.Client
	table     *dynamodb.Client
}

func main() {
	cfg, err := config.LoadDefaultConfig(context.Background())
	if err != nil {
		log.Fatal(err)
	}
	r := &report{functions: fn.NewFromConfig(cfg), table: dynamodb.NewFromConfig(cfg)}
	lambda.Start(r.handle)
}

func (r *report) handle(ctx context.Context, req events.APIGatewayProxyRequest) (events.APIGatewayProxyResponse, error) {
	var sold, prices []byte
	var wait sync.WaitGroup
	wait.Add(1)
	go func() { // is joined before the answer
		defer wait.Done()
		sold = r.sold(ctx)
	}()
	prices, err := r.prices(ctx)
	wait.Wait()
	if err != nil {
		return events.APIGatewayProxyResponse{}, err
	}
	// Fault: frozen with the function as soon as the answer is out. // want+1 "report starts work in .*handle that nothing waits for"
	go count(req.Path)
	if err := r.audit(ctx, req.Path); err != nil {
		return events.APIGatewayProxyResponse{}, err
	}
	return events.APIGatewayProxyResponse{StatusCode: http.StatusOK, Body: string(sold) + string(prices)}, nil
}

func (r *report) sold(ctx context.Context) []byte {
	out, err := r.table.Scan(ctx, &dynamodb.ScanInput{TableName: aws.String(os.Getenv("RECEIPTS_TABLE")), Limit: aws.Int32(100)})
	if err != nil {
		return nil
	}
	return strconv.AppendInt(nil, int64(out.Count), 10)
}

func (r *report) prices(ctx context.Context) ([]byte, error) {
	// Fault: two functions are billed, one of them for waiting. // want+1 "report invokes the function prices and waits for it"
	out, err := r.functions.Invoke(ctx, &fn.InvokeInput{
		FunctionName: aws.String(os.Getenv("PRICES_FUNCTION")),
	})
	if err != nil {
		return nil, err
	}
	return out.Payload, nil
}

// audit hands over to another function and does not wait for it.
func (r *report) audit(ctx context.Context, path string) error {
	_, err := r.functions.Invoke(ctx, &fn.InvokeInput{
		FunctionName:   aws.String(os.Getenv("AUDIT_FUNCTION")),
		InvocationType: types.InvocationTypeEvent,
		Payload:        []byte(`"` + path + `"`),
	})
	return err
}

func count(path string) {
	log.Printf("count %s", path)
}
