package main

import (
	"context"
	"net/http"

	"google.golang.org/grpc"

	pb "example.com/stock"
)

func place(w http.ResponseWriter, r *http.Request) {
	conn, err := grpc.NewClient("stock:9090") // want "^orders builds grpc.NewClient anew for each request .place.$"
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	defer conn.Close()
	pb.NewStockClient(conn).Reserve(context.Background(), &pb.Item{})
}

func main() {
	http.HandleFunc("/orders", place)
	http.ListenAndServe(":8080", nil)
}
