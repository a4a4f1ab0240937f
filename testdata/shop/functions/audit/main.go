// Command audit writes down who asked for what.
package main

import (
	"context"
	"log"

	"github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-sdk-go-v2/config"
)

func main() { lambda.Start(handle) }

func handle(ctx context.Context, path string) error {
	// Fault: built anew each time. # want+1 "audit builds config.LoadDefaultConfig anew on each invocation"
	cfg, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		return err
	}
	log.Printf("asked for %s in %s", path, cfg.Region)
	return nil
}
