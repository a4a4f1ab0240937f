// Command orders takes orders over HTTP and keeps them.
package main

import (
	"context"
	"database/sql"
	"log"
	"net/http"
	"os"
	"time"

	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	_ "github.com/jackc/pgx/v5/stdlib"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"

	inventoryv1 "example.com/shop/gen/inventory/v1"
)

func main() {
	if err := run(context.Background()); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context) error {
	conn, err := grpc.NewClient(os.Getenv("INVENTORY_ADDR"), grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		return err
	}
	db, err := sql.Open("pgx", os.Getenv("ORDERS_DB_URL"))
	if err != nil {
		return err
	}
	db.SetMaxOpenConns(10)
	aws, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		return err
	}
	h := &handler{
		stock:  &stock{client: inventoryv1.NewStockClient(conn), url: os.Getenv("INVENTORY_URL"), http: &http.Client{Timeout: 2 * time.Second}},
		store:  &store{db: db},
		events: &events{client: sqs.NewFromConfig(aws), queue: os.Getenv("ORDER_EVENTS_URL")},
	}
	server := &http.Server{
		Addr:              ":8080",
		Handler:           http.TimeoutHandler(h.routes(), 10*time.Second, "busy"),
		ReadHeaderTimeout: 5 * time.Second,
	}
	return server.ListenAndServe()
}
