package main

import (
	"os"

	amqp "github.com/rabbitmq/amqp091-go"
)

func main() {
	conn, err := amqp.Dial(os.Getenv("AMQP_URL"))
	if err != nil {
		panic(err)
	}
	ch, err := conn.Channel()
	if err != nil {
		panic(err)
	}
	orders, err := ch.Consume("orders", "", false, false, false, false, nil)
	if err != nil {
		panic(err)
	}
	for o := range orders {
		o.Ack(false)
	}
}
