// Command audit writes down who asked for what.
package main

import (
	"context"
	"log"

	"github.com/aws/aws-lambda-go/lambda"
)

func main() { lambda.Start(handle) }

func handle(_ context.Context, path string) error {
	log.Printf("asked for %s", path)
	return nil
}
