// Package jobs starts encoding jobs and waits for them.
package jobs

import (
	"context"
	"time"
)

// Start starts a job.
func Start(ctx context.Context, key string) (string, error) { return key, nil }

func done(ctx context.Context, id string) (bool, error) { return id != "", nil }

// Await polls until the job has ended.
func Await(ctx context.Context, id string) error {
	for { // wantrelated "loop: goes round with no bound"
		ok, err := done(ctx, id)
		if err != nil || ok {
			return err
		}
		time.Sleep(5 * time.Second) // want "^Encode polls: time.Sleep in a loop with no bound but the timeout of 60 s$"
	}
}

// Poll does the same, and ends with the context.
func Poll(ctx context.Context, id string) error {
	for {
		ok, err := done(ctx, id)
		if err != nil || ok {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(time.Second):
		}
	}
}
