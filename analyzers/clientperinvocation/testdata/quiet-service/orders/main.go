package main

import (
	"context"
	"net/http"

	"google.golang.org/grpc"

	pb "example.com/stock"
)

type server struct{ stock pb.StockClient }

func (s *server) place(w http.ResponseWriter, r *http.Request) {
	s.stock.Reserve(context.Background(), &pb.Item{})
}

func main() {
	conn, err := grpc.NewClient("stock:9090")
	if err != nil {
		panic(err)
	}
	s := &server{stock: pb.NewStockClient(conn)}
	http.HandleFunc("/orders", s.place)
	http.ListenAndServe(":8080", nil)
}
