package main

import (
	"context"
	"database/sql"
	"encoding/json"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
)

// store keeps orders in the database that belongs to this service.
type store struct {
	db *sql.DB
}

func (s *store) insert(ctx context.Context, o order) error {
	lines, err := json.Marshal(o.Lines)
	if err != nil {
		return err
	}
	_, err = s.db.ExecContext(ctx, `INSERT INTO orders (id, lines, state) VALUES ($1, $2, 'placed')`, o.ID, lines) // wantrelated "owner: orders uses it too"
	return err
}

func (s *store) state(ctx context.Context, id string) (state string, err error) {
	err = s.db.QueryRowContext(ctx, `SELECT state FROM orders WHERE id = $1`, id).Scan(&state)
	return state, err
}

// events tells other parts of the shop what happened.
type events struct {
	client *sqs.Client
	queue  string
}

func (e *events) placed(ctx context.Context, o order) error {
	body, err := json.Marshal(o)
	if err != nil {
		return err
	}
	_, err = e.client.SendMessage(ctx, &sqs.SendMessageInput{QueueUrl: aws.String(e.queue), MessageBody: aws.String(string(body))})
	return err
}
