package main

import (
	"context"
	"log"
	"net/http"
	"os"
	"time"
)

func main() {
	s := &shop{stockURL: os.Getenv("STOCK_URL"), prices: &prices{url: os.Getenv("PRICES_URL"), client: &http.Client{Timeout: time.Second}}}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /cart", s.cart)
	mux.HandleFunc("GET /few", s.few)
	mux.HandleFunc("GET /tries", s.tries)
	mux.HandleFunc("GET /health", s.health)
	mux.HandleFunc("GET /stub", s.stub)
	go s.watch(make(chan string))
	server := &http.Server{Addr: ":8080", Handler: mux, ReadHeaderTimeout: time.Second}
	log.Fatal(server.ListenAndServe())
}

type shop struct {
	prices   *prices
	stockURL string
}

// watch takes what arrives, for as long as the process runs.
func (s *shop) watch(changed chan string) {
	for sku := range changed {
		if _, err := s.prices.of(context.Background(), sku); err != nil {
			log.Print(err)
		}
	}
}
