package main

import (
	"net/http"
	"os"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"

	stockv1 "example.com/shop/gen/stock/v1"
)

func main() {
	conn, err := grpc.NewClient(os.Getenv("STOCK_ADDR"), grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		panic(err)
	}
	stock := stockv1.NewStockClient(conn)
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		if _, err := stock.Levels(r.Context(), &stockv1.LevelsRequest{}); err != nil {
			http.Error(w, err.Error(), http.StatusBadGateway)
		}
	})
	http.ListenAndServe(":8080", nil)
}
