// Command inventory keeps what is in stock: gRPC for orders, HTTP for people.
package main

import (
	"database/sql"
	"log"
	"net"
	"net/http"
	"os"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib"
	"google.golang.org/grpc"

	inventoryv1 "example.com/shop/gen/inventory/v1"
)

// Fault: where orders listens is written in the code. // want+1 "inventory has the address of orders in its code: http://orders:8080"
const ordersURL = "http://orders:8080"

func main() {
	if err := run(); err != nil {
		log.Fatal(err)
	}
}

func run() error {
	own, err := sql.Open("pgx", os.Getenv("INVENTORY_DB_URL"))
	if err != nil {
		return err
	}
	foreign, err := sql.Open("pgx", os.Getenv("ORDERS_DB_URL"))
	if err != nil {
		return err
	}
	s := &server{
		levels: &levels{db: own},
		orders: &orders{db: foreign, url: ordersURL, client: &http.Client{Timeout: time.Second}},
	}
	go s.serveHTTP()

	lis, err := net.Listen("tcp", ":9090")
	if err != nil {
		return err
	}
	srv := grpc.NewServer()
	inventoryv1.RegisterStockServer(srv, s)
	return srv.Serve(lis)
}
