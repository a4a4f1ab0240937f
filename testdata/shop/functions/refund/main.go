// Command refund pays back what was returned.
package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"
)

var payments = &http.Client{Timeout: 5 * time.Second}

func main() { lambda.Start(handle) }

func handle(ctx context.Context, batch events.SQSEvent) error {
	if len(batch.Records) != 1 {
		return errors.New("the mapping has a batch size of 1")
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, os.Getenv("PAYMENTS_URL")+"/refunds", strings.NewReader(batch.Records[0].Body))
	if err != nil {
		return err
	}
	resp, err := payments.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode >= http.StatusBadRequest {
		return fmt.Errorf("refund refused: %s", resp.Status)
	}
	return nil
}
