package main

import (
	"context"
	"database/sql"
	"net/http"
	"os"

	amqp "github.com/rabbitmq/amqp091-go"
)

type shop struct {
	db *sql.DB
	ch *amqp.Channel
}

func main() {
	db, _ := sql.Open("postgres", os.Getenv("DATABASE_URL"))
	conn, _ := amqp.Dial(os.Getenv("AMQP_URL"))
	ch, _ := conn.Channel()
	s := &shop{db, ch}
	http.HandleFunc("/orders", s.place)
	http.ListenAndServe(":8080", nil)
}

func (s *shop) place(w http.ResponseWriter, r *http.Request) {
	if err := s.create(r.Context()); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	s.announce(r.Context()) // want "shop writes to orders-db and then sends a message to broker"
}

func (s *shop) create(ctx context.Context) error {
	_, err := s.db.ExecContext(ctx, "INSERT INTO orders (id) VALUES ($1)", 1)
	return err
}

func (s *shop) announce(ctx context.Context) error {
	return s.ch.PublishWithContext(ctx, "orders", "placed", false, false, amqp.Publishing{})
}
