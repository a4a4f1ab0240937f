package main

import (
	"log"
	"net/http"
	"os"
	"time"
)

func main() {
	s := &shop{prices: &prices{url: os.Getenv("PRICES_URL"), client: &http.Client{Timeout: time.Second}}}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /cart", s.cart)
	mux.HandleFunc("GET /orders", s.orders)
	server := &http.Server{Addr: ":8080", Handler: mux, ReadHeaderTimeout: time.Second}
	log.Fatal(server.ListenAndServe())
}

type shop struct {
	prices *prices
}
