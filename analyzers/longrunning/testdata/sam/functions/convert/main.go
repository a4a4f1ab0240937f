package main

import (
	"context"
	"os/exec"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"
)

func handle(ctx context.Context, e events.SQSEvent) error {
	if err := exec.Command("/opt/bin/ffmpeg", "-i", e.Records[0].Body).Run(); err != nil { // want "^Convert runs media conversion as a child process with no time limit"
		return err
	}
	return exec.CommandContext(ctx, "/opt/bin/ffmpeg", "-version").Run()
}

func main() { lambda.Start(handle) }
