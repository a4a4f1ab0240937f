package main

import (
	"context"
	"log"
	"time"

	"github.com/aws/aws-lambda-go/lambda"
)

type request struct{ Device string }

type server struct{ client *client }

type client struct{}

func (*client) state(device string) string { return device }

func (s *server) reset(ctx context.Context, r request) error {
	log.Print("resetting ", r.Device)
	state := ""
	for state != "READY" {
		state = s.client.state(r.Device)
		time.Sleep(time.Second) // want "^reset polls: time.Sleep in a loop with no bound but the timeout of 10 s$"
	}
	return nil
}

func main() {
	s := &server{client: &client{}}
	lambda.Start(s.reset)
}
